"""Bytes → the one text of a document: decoded, normalised; all offsets later are code points of it."""

from __future__ import annotations

import codecs
import functools
import re
import unicodedata

from sayso.ingesting.refusals import BadInput

MOST_BYTES = 5_000_000
MOST_CHARACTERS = 1_000_000

_MAGIC = (
    (b"%PDF-", "a PDF"), (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
    (b"RIFF", "an image, sound or film"), (b"II*\x00", "a TIFF image"), (b"MM\x00*", "a TIFF image"),
    (b"PK\x03\x04", "a zip archive or office file"), (b"PK\x05\x06", "a zip archive"), (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"), (b"\xfd7zXZ", "an xz archive"), (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a rar archive"), (b"(\xb5/\xfd", "a zstd archive"),
    (b"\x7fELF", "a program"), (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"{\\rtf", "an RTF file"), (b"OggS", "sound"), (b"ID3", "sound"), (b"SQLite format 3", "a database"),
    (b"%!PS", "a PostScript file"),
)  # fmt: skip
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_META = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|article|main|section|header|nav|div|p|h[1-6]|table|script|style)[\s>])",
    re.IGNORECASE,
)
_AS_WRITTEN = {"latin-1": "cp1252", "iso8859-1": "cp1252", "ascii": "cp1252"}  # what browsers take these names to mean
_LOCAL_CHARSETS = {"mbcs", "oem"}  # mean something else on every machine
# Every charset of the web but UTF-16 leaves this alone; what unfolds, unescapes or unpacks does not.
_PLAIN = bytes(byte for byte in range(0x20, 0x7F) if byte != 0x5C) + rb" \x41 \u0041 +AGE- ~{!!~} =41 .xn--bcher-kva."
_FEW_BAD = 0.002  # bad bytes for each byte that may be replaced; three are always few
_FEW_HIGH = 0.15  # English in a Western charset has fewer bytes above ASCII; other scripts have far more

_UNREAL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff]")  # control characters and byte order marks
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_GAP = re.compile(r"\n{3,}")


def decode(data: bytes, charset: str | None = None) -> str:
    """Bytes → text; `charset` is what the header of a response says. Raises `BadInput` for what is no text.

    A byte order mark wins; then valid UTF-8, whatever is declared, for that is no accident; then what is declared.
    """
    if len(data) > MOST_BYTES:
        raise BadInput(f"larger than {MOST_BYTES:,} bytes")
    if not data.strip():
        raise BadInput("empty")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise BadInput(f"looks like {name}: only text and HTML are read")
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], name) or _mended(data[len(bom) :], name)
    if b"\x00" in data:
        raise BadInput("binary: holds NUL bytes")
    return _strict(data, "utf-8") or _declared(data, charset) or _guessed(data)


def normalise(text: str) -> str:
    """The text in NFC: one kind of line end, no control characters, one blank line between paragraphs.

    >>> normalise("\\ufeffThe pier is closed.\\r\\n\\r\\n\\r\\nIt rains. \\n")
    'The pier is closed.\\n\\nIt rains.'
    """
    lines = _LINE_ENDS.sub("\n", _UNREAL.sub("", text))
    real = lines.encode("utf-8", "replace").decode("utf-8") if any("\ud800" <= c <= "\udfff" for c in lines) else lines
    composed = unicodedata.normalize("NFC", real)
    ended = "\n".join(line.rstrip() for line in composed.split("\n"))
    return _GAP.sub("\n\n", ended).strip()


def settle(text: str) -> str:
    r"""The text in NFC with one kind of line end; nothing else is changed but terminal controls and white space at its end.

    >>> settle("\ufeffThe pier is closed. \r\n\r\n\r\nIt rains. \n")
    'The pier is closed. \n\n\nIt rains.'
    """
    lines = _CONTROLS.sub("", text.removeprefix("\ufeff")).replace("\r\n", "\n").replace("\r", "\n")
    real = lines.encode("utf-8", "replace").decode("utf-8") if any("\ud800" <= c <= "\udfff" for c in lines) else lines
    return unicodedata.normalize("NFC", real).rstrip()


def check_text(text: str, most: int = MOST_CHARACTERS) -> str:
    """The text or markup, if it can be a document. Raises `BadInput` where it is binary, too long, or wordless."""
    if "\x00" in text:
        raise BadInput("binary: holds NUL characters")
    if len(text) > most:
        raise BadInput(f"longer than {most:,} characters")
    if not any(char.isalnum() for char in text):
        raise BadInput("holds no words" if text.strip() else "empty")
    return text


def check_body(text: str) -> str:
    """The article's text, once the page's own words are gone. Raises `BadInput` where nothing is left, or too much."""
    if not any(char.isalnum() for char in text):
        raise BadInput("no article text found")
    return check_text(text)


def is_markup(text: str) -> bool:
    """Whether the text opens as an HTML page does, comments and an XML declaration passed over."""
    start = text[:40_000].lstrip("\ufeff \t\r\n\f")
    while start.startswith(("<!--", "<?xml")):
        _, closed, start = start.partition("-->" if start.startswith("<!") else ">")
        start = start.lstrip() if closed else ""
    return _MARKUP.match(start) is not None


def _strict(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except (UnicodeError, LookupError):  # LookupError: a codec, but not of text
        return None


def _declared(data: bytes, charset: str | None) -> str | None:
    meta = _META.search(data[:4096])
    for name in (charset, meta and meta.group(1).decode("ascii", "replace")):
        known = _known(name)
        if known and known != "utf-8" and (text := _strict(data, known)):
            return text
    return None


def _known(name: str | None) -> str | None:
    try:
        known = codecs.lookup(name.strip()).name if name else None
    except (LookupError, ValueError):
        return None
    return _AS_WRITTEN.get(known, known) if known and _is_charset(known) else None


@functools.cache  # what is looked up is one of Python's own codecs
def _is_charset(known: str) -> bool:
    """Whether a codec only says which letters the bytes are: what is ASCII stays as it is."""
    return known not in _LOCAL_CHARSETS and _strict(_PLAIN, known) == _PLAIN.decode("ascii")


def _guessed(data: bytes) -> str:
    """Neither valid UTF-8 nor declared: UTF-8 with a few broken bytes, or an older charset."""
    high = sum(byte >= 0x80 for byte in data)
    mended = data.decode("utf-8", "replace")
    if any(ord(char) >= 0x80 and char != "\ufffd" for char in mended) and _is_few(mended.count("\ufffd"), len(data)):
        return mended
    if high <= max(3, _FEW_HIGH * len(data)) and (western := _strict(data, "cp1252")):
        return western
    return _detected(data) or _mended(data, "utf-8")


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415  few documents need it

    best = from_bytes(data[:100_000]).best()
    return _strict(data, best.encoding) if best else None


def _mended(data: bytes, charset: str) -> str:
    text = data.decode(charset, "replace")
    if not _is_few(text.count("\ufffd"), len(data)):
        raise BadInput(f"broken text: too many bytes are not {charset.upper()}")
    return text


def _is_few(bad: int, size: int) -> bool:
    return bad <= max(3, _FEW_BAD * size) and bad <= size / 10
