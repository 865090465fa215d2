"""HTML → the text of the article and what the page says of it; boilerplate is left behind."""

from __future__ import annotations

import functools
import logging
import re
import unicodedata
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from sayso.ingesting.facts import Facts, clean_line
from sayso.ingesting.furniture import drop_furniture
from sayso.ingesting.metadata import is_own, read_metadata
from sayso.ingesting.pruning import prune
from sayso.ingesting.recovery import recover
from sayso.ingesting.refusals import BadInput, OwnPage
from sayso.ingesting.tags import check_tags

if TYPE_CHECKING:
    from datetime import datetime
    from types import ModuleType

    from lxml.html import HtmlElement

DEEPEST = 120  # elements inside one another; real pages stay under 60
MOST_ELEMENTS = 25_000  # real articles stay under 5,000
MOST_INSIDE = (
    1_000_000  # elements, each counted once for every element that it lies in; real articles stay under 50,000
)

_UNREAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\ufeff]"
)  # no text, or layout: soft hyphens, break marks
_BLOCKS = frozenset({"p", "head", "item", "list", "quote", "row", "table", "code", "div", "body", "main", "ab", "fw"})
_ENDS_SENTENCE = re.compile(r"[.!…][\"'”’»)\]]*$")
_SHORT = 250  # characters
_SPACE = re.compile(r"[ \t\r\f\v]+")
_SPARE = tuple(chr(code) for code in range(0x10600, 0x10700))  # Linear A: letters that no newspaper prints


def read_page(markup: str, now: datetime, url: str | None = None) -> tuple[Facts, str]:
    """A page, with the address it came from where it did → what it says of itself, and the article's text.

    Raises `BadInput` where no article is found, or the page is no page but an attack, or one of our own.
    """
    tree = _parse(markup)
    if is_own(tree):
        raise OwnPage("a page that Sayso wrote: what is in it was read already")
    facts = read_metadata(tree, now, url)
    text = _article(tree, facts)
    if not text:
        raise BadInput("no article text found in the page")
    return facts, text


def _parse(markup: str) -> HtmlElement:
    from lxml import etree, html  # noqa: PLC0415  heavy

    checked = check_tags(_UNREAL.sub("", markup))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(checked.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise BadInput("no HTML that can be read") from None
    _check_shape(tree, etree.iterwalk(tree, events=("start", "end")))
    return tree


def _check_shape(tree: HtmlElement, walk: Any) -> None:
    """What follows copies and walks the tree, partly by recursion."""
    depth = count = inside = 0
    for event, _ in walk:
        depth += 1 if event == "start" else -1
        count += event == "start"
        inside += depth if event == "start" else 0
        if depth > DEEPEST:
            raise BadInput(f"HTML nested more than {DEEPEST} deep")
        if count > MOST_ELEMENTS:
            raise BadInput(f"HTML of more than {MOST_ELEMENTS:,} elements")
        if inside > MOST_INSIDE:
            raise BadInput("HTML of too many elements that lie too deep")
    if not count:
        raise BadInput(f"no HTML that can be read: {tree.tag}")


def _article(tree: HtmlElement, facts: Facts) -> str:
    """The text of the pruned page; of the whole page where pruning left too little."""
    pruned = deepcopy(tree)
    prune(pruned)
    byline = f"By {facts.byline}" if facts.byline else None
    for candidate in (pruned, tree):
        text = drop_furniture(_extract(candidate), facts.title, byline, *_headlines(tree))
        if text:
            return text
    return ""


def _headlines(tree: HtmlElement) -> list[str]:
    return [text for h1 in tree.iter("h1") if (text := clean_line(h1.text_content()))]


def _extract(tree: HtmlElement) -> str:
    spares = _hide_fragile(tree)
    found = _trafilatura().bare_extraction(
        deepcopy(tree), include_comments=False, include_tables=True, include_formatting=False, with_metadata=False
    )
    taken = _paragraphs(found.body) if found is not None and found.body is not None else []
    if sum(len(paragraph) for paragraph in taken) < _SHORT:
        taken = _blocks(tree) or taken
    text = "\n\n".join(recover(tree, taken))
    return text.translate({ord(spare): char for spare, char in spares.items()})


def _blocks(tree: HtmlElement) -> list[str]:
    """The paragraphs of a page as they stand: on a page of a few lines the extractor runs them together."""
    leaves = (block for block in tree.iter("p", "li") if block.find(".//p") is None)
    return [text for block in leaves if (text := _SPACE.sub(" ", block.text_content().replace("\n", " ")).strip())]


def _paragraphs(body: Any) -> list[str]:
    """Each block of the extracted body as one paragraph, line breaks kept."""
    from lxml import etree  # noqa: PLC0415  heavy

    done: list[str] = []
    parts: list[str] = []

    def flush(of: str) -> None:
        lines = (_SPACE.sub(" ", line).strip() for line in "".join(parts).split("\n"))
        paragraph = "\n".join(line for line in lines if line)
        if paragraph and not (of == "head" and _is_headline(paragraph)):
            done.append(paragraph)
        parts.clear()

    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            flush(element.tag if event == "end" else "")
        if event == "start":
            parts.append("\n" if element.tag == "lb" else (element.text or "").replace("\n", " "))
        else:
            parts.append(" " if element.tag == "cell" else "")
            parts.append((element.tail or "").replace("\n", " ") if element is not body else "")
    flush("")
    return done


def _is_headline(paragraph: str) -> bool:
    """A heading inside the article is a title too (RULES.md, U7), unless it is a question, or a whole sentence set large."""
    if paragraph.endswith("?"):
        return False
    return len(paragraph.split()) < 9 or _ENDS_SENTENCE.search(paragraph) is None


def _hide_fragile(tree: HtmlElement) -> dict[str, str]:
    """Puts spare letters where the extractor would drop joiners, marks and no-break spaces → what each stands for."""
    text = "".join(tree.itertext())
    fragile = sorted({char for char in text if _is_fragile(char)})
    spares = [char for char in _SPARE if char not in text]
    swap = dict(zip(fragile, spares, strict=False))
    for element in tree.iter() if swap else ():
        element.text = _swapped(element.text, swap)
        element.tail = _swapped(element.tail, swap)
    return {spare: char for char, spare in swap.items()}


def _swapped(text: str | None, swap: dict[str, str]) -> str | None:
    """Spaces are swapped between words only: elsewhere they are layout."""
    if not text or text.isascii():
        return text
    chars = list(text)
    for at, char in enumerate(chars):
        if char in swap and not (
            char.isspace() and (text[at - 1 : at].strip() == "" or text[at + 1 : at + 2].strip() == "")
        ):
            chars[at] = swap[char]
    return "".join(chars)


def _is_fragile(char: str) -> bool:
    return char > "\x7f" and unicodedata.category(char) in ("Cf", "Zs", "Co")


@functools.cache
def _trafilatura() -> ModuleType:
    for name in ("trafilatura", "htmldate"):  # they tell of odd pages on standard error; we refuse those ourselves
        logging.getLogger(name).addHandler(logging.NullHandler())
    import trafilatura  # noqa: PLC0415  heavy

    return trafilatura
