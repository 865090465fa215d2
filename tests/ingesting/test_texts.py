from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ingesting.refusals import BadInput
from sayso.ingesting.texts import _known, check_text, decode, is_markup, normalise

WORDS = "Ilse Brandvold said: “Pêche is over — for good.”"


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(
    st.text(
        alphabet=st.sampled_from(
            " \t\n\r\x0b\x0c\x00\x1b\x85\u2028\ufeff\u00a0\u0301ea\U0001f600\ud800\u200d\u1100\u1161"
        )
    )
)
def test_odd_characters_are_settled_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert once == unicodedata.normalize("NFC", once)
    assert not {"\r", "\ufeff", "\x1b", "\ud800"} & set(once)
    assert "\n\n\n" not in once
    assert once == once.strip()


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "M"])))
def test_words_are_kept_to_the_letter(text: str) -> None:
    assert normalise(f"a{text}a") == unicodedata.normalize("NFC", f"a{text}a")


@pytest.mark.parametrize(
    "text",
    [
        "12\u00a0000 kroner",
        "👩‍🚒 at the pier",
        "ש\u200fלום, she wrote",
        "Nguye\u0302\u0303n".encode().decode(),
        "a\u202fb",
        "x\u2060y",
    ],
)
def test_marks_joiners_and_no_break_spaces_stay(text: str) -> None:
    assert normalise(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("One.\r\n\r\nTwo.\rThree.", "One.\n\nTwo.\nThree."),
        ("\ufeffOne.  \n\n\n\n  Two.\n", "One.\n\n  Two."),
        ("One.\u2028Two.\x0bThree.", "One.\nTwo.\nThree."),
        ("e\u0301te\u0301", "été"),
        ("a\x1b[31mred", "a[31mred"),
    ],
)
def test_lines_and_letters_are_put_in_order(given: str, text: str) -> None:
    assert normalise(given) == text


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (WORDS.encode(), None),
        (WORDS.encode(), "iso-8859-1"),  # the header is wrong
        (WORDS.encode(), "no-such-charset"),
        (WORDS.encode("utf-8-sig"), "windows-1252"),
        (WORDS.encode("utf-16"), None),
        (WORDS.encode("utf-32"), None),
        (WORDS.encode("cp1252"), "windows-1252"),
        (WORDS.encode("cp1252"), "ISO-8859-1"),  # browsers read it so
        (WORDS.encode("cp1252"), "utf-8"),  # the header is wrong
        (WORDS.encode("cp1252"), None),
        (WORDS.encode("mac_roman"), "macintosh"),
        (WORDS.encode(), "rot13"),
        (WORDS.encode(), "unicode_escape"),
    ],
)
def test_charsets_are_found(data: bytes, charset: str | None) -> None:
    assert decode(data, charset).lstrip("\ufeff") == WORDS


@pytest.mark.parametrize(
    "codec",
    [
        "unicode-escape", "unicode_escape", "raw-unicode-escape", "utf-7", "idna", "punycode", "rot13", "quopri", "hex", "base64",
        "zlib", "hz", "uu", "undefined", "cp037", "UTF-16",
    ],
)  # fmt: skip
def test_what_is_no_charset_is_not_heeded(codec: str) -> None:
    told = "The caf\u00e9 is shut.\\nIt said =41 +AGE- \\u0041.".encode("cp1252")
    assert decode(told, codec) == told.decode("cp1252")


@pytest.mark.parametrize(
    "charset", ["windows-1251", "koi8-r", "shift_jis", "gb18030", "euc-kr", "big5", "iso-8859-2", "tis-620"]
)
def test_charsets_of_the_web_are_heeded(charset: str) -> None:
    assert _known(charset) is not None


def test_the_page_names_its_charset() -> None:
    page = '<meta charset="koi8-r"><p>Мост закрыт, сказала Вера Лунд.</p>'
    assert decode(page.encode("koi8-r")) == page


def test_a_few_broken_bytes_are_replaced_and_many_refused() -> None:
    long = (WORDS * 50).encode()
    assert decode(long[:-1] + b"\xff\xe2").count("\ufffd") >= 1
    with pytest.raises(BadInput):
        decode(b"\xef\xbb\xbf" + long + b"\xff" * 500)


@pytest.mark.parametrize("text", ["", "   \n", "\n\t\u00a0", "?!…", "a\x00b"])
def test_what_holds_no_words_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        check_text(text)


@pytest.mark.parametrize(
    ("text", "is_page"),
    [
        ("<!DOCTYPE html><html>", True),
        ("\ufeff \n<!-- a --><!-- b --><HTML>", True),
        ('<?xml version="1.0"?><html>', True),
        ("<p>No.</p>", True),
        ("<Name> said no.", False),
        ("A < B, said Ilse.", False),
        ("<!-- never closed", False),
        ("<pages are shut>", False),
    ],
)
def test_pages_are_told_from_texts(text: str, is_page: bool) -> None:
    assert is_markup(text) is is_page
