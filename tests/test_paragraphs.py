"""Which line ends wrap a paragraph, and which end one."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ingesting import ingest_text
from sayso.nouns import Document
from sayso.paragraphs import flow
from sayso.reading import load_reader
from sayso.reading.pieces import mark_quoted
from sayso.reading.sentences import find_paragraphs, find_sentences
from sayso.showing import phrases

STORY = [
    "The glassworks at Orrin will close its last furnace in the autumn, the owner, Magda Feld, told the workers on Monday, and some two hundred of them will lose their jobs. “We kept it burning through two wars and a flood,” she said, “and it is gas that puts it out. I have no better word for it than shame.”",
    "The union said that it had heard of the plan from a newspaper. According to two people who were in the room, nobody from the council had been told either; the council declined to comment.",
    "A glassblower of 61, Tomas Rehn, said that he would stay until the last day of all, whatever came. He has worked there since he was sixteen, as his father did before him.",
]
POEM = """The kiln is cold, the yard is white,
the carters all have gone to bed,
and nobody will work tonight
but one old man who shakes his head
and lifts a lantern to the sky
and asks the smoke the reason why."""
LIST = """The inspectors named four faults:
- a cracked flue in the second hall
- no guard on the lehr, which runs at night
- three doors that open inwards only
- a stair without a rail"""
NAMES = "Magda Feld, owner\nTomas Rehn, glassblower\nIda Brandt, of the union\nPeer Olsen, councillor"


@pytest.mark.parametrize("width", [60, 66, 72, 78, 90])
@pytest.mark.parametrize("between", ["\n\n", "\n \n\n"])
def test_wrapped_prose_is_read_as_its_paragraphs(width: int, between: str) -> None:
    text = between.join(textwrap.fill(paragraph, width) for paragraph in STORY)
    assert [text[start:end].replace("\n", " ") for start, end in find_paragraphs(text)] == STORY
    assert len(find_sentences(text)) == len(find_sentences("\n\n".join(STORY)))


@pytest.mark.parametrize(
    "text",
    [
        POEM,
        POEM.replace("\n", "  \n"),
        LIST,
        NAMES,
        "\n".join(STORY),
        "\n".join(paragraph.replace(". ", ".\n") for paragraph in STORY),
        "Glassworks to close\nThe last furnace goes out in the autumn\nTwo hundred lose their jobs",
        "1. The owner spoke to the workers on Monday morning in the yard.\n2. The union heard of it from a newspaper that day.",
        "",
        "\n\n",
    ],
)
def test_lines_that_stand_for_themselves_stay_apart(text: str) -> None:
    assert flow(text) == text
    wrapped = "\n\n".join([*(textwrap.fill(paragraph, 72) for paragraph in STORY), text])
    assert flow(wrapped).endswith(text)  # beside wrapped prose too


def test_a_wrapped_item_of_a_list_is_one() -> None:
    item = "- a flue in the second hall that has been cracked since the flood, as the owner was told twice in writing"
    text = f"The inspectors named two faults:\n{textwrap.fill(item, 60)}\n- a stair without a rail"
    assert flow(text) == f"The inspectors named two faults:\n{item}\n- a stair without a rail"


def test_paragraphs_that_are_set_in_begin_anew() -> None:
    text = "\n".join(textwrap.fill(paragraph, 72, initial_indent="    ") for paragraph in STORY)
    assert flow(text) == "\n".join(f"    {paragraph}" for paragraph in STORY)


def test_a_dateline_alone_stays_alone() -> None:
    text = "ORRIN, 3 March\n" + textwrap.fill(STORY[0], 72)
    assert flow(text) == f"ORRIN, 3 March\n{STORY[0]}"


def test_quotation_marks_reach_over_wrapped_lines_and_no_further() -> None:
    text = textwrap.fill(STORY[0], 66)
    assert mark_quoted(text) == mark_quoted(STORY[0])
    verse = "“The kiln is cold\nand dark"
    assert mark_quoted(verse)[-1] == 0


def test_wrapped_text_is_read_like_any_other_and_its_anchors_stand_in_it() -> None:
    text = "\n\n".join(textwrap.fill(paragraph, 66) for paragraph in STORY)
    wrapped, plain = load_reader().read(Document(text)), load_reader().read(Document("\n\n".join(STORY)))
    assert len(plain) > 4
    for one, other in zip(wrapped, plain, strict=True):
        assert one.content.text.replace("\n", " ") == other.content.text
        assert one.content.spans == other.content.spans
        assert all(text[start:end] in one.content.text for start, end in one.content.spans)
        assert phrases.quoted(one, text) == phrases.quoted(other, plain.document.text)


def test_a_wrapped_line_is_no_furniture() -> None:
    first = "The museum has said for years that nobody in the town would ever pay to\nsubscribe to such a thing, and it may well be right about it\n"
    text = f"---\noutlet: Orrin Herald\n---\n{first}copyright lawyers or not\n\nShare this story"
    assert ingest_text(text).text == f"{first}copyright lawyers or not"


@given(
    st.lists(
        st.sampled_from(
            ["The kiln", "is", "cold", "and", "Ida Brandt", "said", "\n", "\n\n", " ", "- ", "so.", "“no”", "\t"]
        )
    )
)
def test_a_text_keeps_its_length_and_all_but_its_line_ends(parts: list[str]) -> None:
    text = " ".join(parts)
    flowed = flow(text)
    assert len(flowed) == len(text)
    assert all(one == other or (one, other) == ("\n", " ") for one, other in zip(text, flowed, strict=True))
