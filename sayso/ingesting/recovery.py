"""Paragraphs that the extractor left out though they stand among those that it took → put back in their place."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ENOUGH = 2  # paragraphs taken from one box make it the article's
_FEWEST_WORDS = 6
_MOST = 2000  # paragraphs on a page that is an article
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")


def recover(tree: HtmlElement, taken: list[str]) -> list[str]:
    """The paragraphs taken from the pruned tree, and those lost from the same boxes, in the order of the page.

    A box is an element, or all elements of one class in one <article>: some pages cut their article into chunks.
    """
    paragraphs = [(each, _flat(each.text_content())) for each in tree.iter("p")]
    if len(paragraphs) > _MOST:
        return taken
    whole = "\n".join(_flat(paragraph) for paragraph in taken)
    known = {text for _, text in paragraphs if text and text in whole}
    boxes = Counter(box for each, text in paragraphs if text in known for box in _boxes(each))
    found, at = list(taken), -1
    for each, text in paragraphs:
        if text in known:
            at = _place(found, text, at)
        elif _is_prose(text) and any(boxes[box] >= _ENOUGH for box in _boxes(each)):
            at += 1
            found.insert(at, text)
    return found


def _boxes(paragraph: HtmlElement) -> list[object]:
    parent = paragraph.getparent()
    article = next(paragraph.iterancestors("article"), None)
    if parent is None:
        return []
    chunk = [(article, parent.tag, parent.get("class"))] if article is not None and parent.get("class") else []
    return [parent, *chunk]


def _place(found: list[str], text: str, after: int) -> int:
    for at in range(max(after, 0), len(found)):
        if text in _flat(found[at]):
            return at
    return after


def _is_prose(text: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS and _ENDS_SENTENCE.search(text) is not None


def _flat(text: str) -> str:
    return " ".join(text.split())
