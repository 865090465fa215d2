"""The public names, and what `sayso.read` takes."""

from pathlib import Path

import pytest

import sayso

SENTENCE = "The mine is safe, its manager Ada Lunde said on Monday."


def test_public_names() -> None:
    assert sorted(sayso.__all__) == [
        "Anchor", "BadInput", "Document", "Reading", "Source", "Utterance", "__version__", "read",
    ]  # fmt: skip
    assert all(hasattr(sayso, name) for name in sayso.__all__)


def test_text_and_path_read_the_same(tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    file.write_text(f"---\noutlet: Fjord Post\n---\n{SENTENCE}\n", "utf-8")
    by_text = sayso.read(SENTENCE, outlet="Fjord Post")
    assert sayso.read(file) == sayso.read(str(file)) == by_text
    (utterance,) = by_text
    assert utterance.cue is not None
    assert (utterance.source.name, utterance.cue.text) == ("Ada Lunde", "said")
    assert "Ada Lunde" in by_text._repr_html_()


@pytest.mark.parametrize(
    "given", ["", Path("no/such/file.txt"), "file:///etc/passwd", "Il ministro ha detto di no. " * 20]
)
def test_what_cannot_be_read_is_said_in_one_line(given: str | Path) -> None:
    with pytest.raises(sayso.BadInput) as caught:
        sayso.read(given)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("given", ["pier.txt", "my notes/pier story.HTML", "clippings/pier", "pier.docx", "~/pier.md"])
def test_a_name_without_a_file_is_not_read_as_text(given: str) -> None:
    with pytest.raises(sayso.BadInput, match="no such file"):
        sayso.read(given)


@pytest.mark.parametrize(
    "given", ["“No.”", "Nobody/nothing was hurt, she said.", "It is shut.\nShe wrote notes.txt", "Shut."]
)
def test_text_is_read_as_text(given: str) -> None:
    assert sayso.read(given).document.text == given


def test_a_folder_given_by_name_is_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "clippings").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(sayso.BadInput, match="clippings: holds no"):
        sayso.read("clippings")


def test_a_folder_is_not_one_article(tmp_path: Path) -> None:
    for n in range(2):
        (tmp_path / f"{n}.txt").write_text(SENTENCE, "utf-8")
    with pytest.raises(sayso.BadInput, match="2 documents"):
        sayso.read(tmp_path)
