from __future__ import annotations

import pytest

from sayso.ingesting import BadInput, ingest_text
from sayso.ingesting.languages import check_english, find_language

OTHERS = {
    "French": "Le quai nord est fermé depuis lundi, a déclaré la capitaine du port, Ilse Brandvold, devant la presse locale.",
    "German": "Der Nordkai ist seit Montag gesperrt, sagte die Hafenmeisterin Ilse Brandvold vor der örtlichen Presse in der Stadt.",
    "Spanish": "El muelle norte está cerrado desde el lunes, dijo la jefa del puerto, Ilse Brandvold, ante la prensa de la ciudad.",
    "Russian": "Северный причал закрыт с понедельника, сообщила журналистам начальник порта Ильза Брандволд, отвечая на вопросы.",
    "Chinese": "港务长周一对当地媒体表示北码头已经关闭目前还没有重新开放的日期渡轮公司没有回应记者的提问" * 3,
    "Arabic": "قالت مديرة الميناء للصحافة المحلية إن الرصيف الشمالي مغلق منذ يوم الاثنين ولم تحدد موعدا لإعادة فتحه أمام السفن",
}


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_named_and_not_read(language: str) -> None:
    with pytest.raises(BadInput, match=f"looks like {language}"):
        check_english(OTHERS[language])


@pytest.mark.parametrize(
    "text",
    [
        "The north quay is shut, harbour master Ilse Brandvold told reporters in the town on Monday.",
        "Ilse Brandvold: Tor Hagen, Runa Vik, Ole Dahl, Åse Lunde, Bjørn Østby, Trygve Sørli: the crew of the Havørn, and all who were saved with it on the day.",
        "THE NORTH QUAY IS SHUT, HARBOUR MASTER ILSE BRANDVOLD TOLD REPORTERS IN THE TOWN ON MONDAY.",
        "“Le quai est fermé,” she said in French, and then she said it again, to the reporters who had come to the quay.",
    ],
)
def test_english_is_english(text: str) -> None:
    assert find_language(text) == "en"


def test_short_texts_pass() -> None:
    assert ingest_text("Der Kai ist zu.").language is None
    assert ingest_text("Shut.").language is None
