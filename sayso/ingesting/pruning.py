"""A page's tree → the tree without what is plainly not the article: by element, by role, by name, by heading."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from sayso.ingesting.furniture import is_heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement


def _words(given: str) -> frozenset[str]:
    return frozenset(given.split())


_TAGS = _words("""
    script style noscript template nav aside button iframe svg canvas object embed dialog select input textarea label
    figcaption footer menu audio video map form search
""")
_ROLES = _words("""
    navigation complementary dialog alertdialog search contentinfo menu menubar toolbar tooltip alert status
""")
_KEPT = _words("html head body main article h1")
_INLINE = _words("a abbr b bdi bdo cite code em font i mark q s small span strong sub sup time tt u")

# Words in the names (class, id) of what is not the article; two joined by "+" must follow one another.
_NAMES = _words("""
    related recommended recommendation recommendations recirc recirculation newsletter newsletters signup subscribe
    cookie cookies consent gdpr share shares sharing sharebar sharetools social promo promos promotion promoted comments
    commentlist disqus respond sponsored sponsor sponsors advert adverts advertisement advertising ads ad adslot dfp
    outbrain taboola tags taglist breadcrumb breadcrumbs navbar nav navigation caption captions figcaption byline
    bylines poll polls cta trending popular legal copyright modal popup masthead donate donation numbers stats toolbar
    utility sidebar mostread mostviewed readmore readnext
    read+more read+next read+also also+read most+read most+viewed most+popular more+from more+stories more+on more+news
    also+like up+next sign+up the+numbers key+figures key+numbers in+numbers number+box author+bio about+author
    author+box editors+picks back+top article+footer post+footer entry+footer story+footer site+footer page+footer
    site+header comment+list comment+section entry+meta post+meta photo+credit image+credit latest+news top+stories
    follow+us tag+list call+action link+list skip+link screen+reader sr+only
""")
_COMMENTS = _words("comments commentlist disqus respond")
_STATES = _words("no has with without is hide js")  # a name with these tells of a box's state, not of its purpose
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_MOST = 0.5  # of a page's prose: what holds more is the article's own box, whatever its name
_PROSE_WORDS = 22
_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "strong", "b", "p", "div", "span", "dt")
_LONGEST_HEADING = 90  # characters
_MOST_HEADINGS = 100  # of furniture on one page; what is beyond is left to the text's own filter


def prune(tree: HtmlElement) -> None:
    """Takes out navigation, captions, prompts, related links, boxes and comments, in place."""
    measures = Measures(tree)
    for element in [each for each in tree.iter() if isinstance(each.tag, str)]:
        if _is_lost(element) and not _holds_article(element, measures) and not _breaks_sentence(element, measures):
            measures.drop(element)
    for title in list(tree.iter("h1")):
        measures.drop(title)
    headings = (element for element in tree.iter(*_HEADINGS) if _heads_furniture(element, measures))
    for heading in list(islice(headings, _MOST_HEADINGS)):
        if _stands_in(heading, tree):
            measures.drop(_box(heading, measures))
    for element in list(tree.iter("p", "li", "div", "h3", "h4")):
        if _stands_in(element, tree) and _is_mere_link(element, measures):
            measures.drop(element)


class Measures:
    """How much text each element of a tree holds, counted once and kept true while elements are dropped.

    Asking each element for its text would take the square of the page's length where elements lie in one another.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self.words: dict[HtmlElement, int] = {}
        self.letters: dict[HtmlElement, int] = {}  # characters but white space
        for element in reversed(list(tree.iter())):  # children come before their parents
            self.words[element], self.letters[element] = _counted(element.text)
            for child in element:
                words, letters = _counted(child.tail)
                self.words[element] += self.words[child] + words
                self.letters[element] += self.letters[child] + letters
        self.prose = _prose_sizes(tree)
        self.most_prose = max(self.prose.values(), default=0)
        self.prosaic = {holder for block in tree.iter("p", "blockquote", "div", "section") if self._is_prose(block)
                        for holder in (block, *block.iterancestors())}  # fmt: skip

    def drop(self, element: HtmlElement) -> None:
        """Takes the element out; the text after it stays."""
        if element.getparent() is None:
            return
        for holder in element.iterancestors():
            self.words[holder] -= self.words[element]
            self.letters[holder] -= self.letters[element]
        element.drop_tree()

    def _is_prose(self, block: HtmlElement) -> bool:
        if block.tag not in ("p", "blockquote") and block in self.prose:  # its paragraphs are asked themselves
            return False
        return self.words[block] >= _PROSE_WORDS and _SENTENCE_END.search(_last_words(block)) is not None


def _counted(text: str | None) -> tuple[int, int]:
    words = text.split() if text else []
    return len(words), sum(map(len, words))


def _last_words(element: HtmlElement) -> str:
    """The last text in an element that is more than white space, cut at its front."""
    for child in reversed(element):
        if child.tail and (tail := child.tail.rstrip()):
            return str(tail[-40:])
        if found := _last_words(child):
            return found
    return (element.text or "").rstrip()[-40:]


def _is_lost(element: HtmlElement) -> bool:
    tag = element.tag
    if tag in _KEPT or (tag == "footer" and _has_ancestor(element, "blockquote")):
        return False
    return tag in _TAGS or element.get("role") in _ROLES or _is_hidden(element) or _is_named_so(element)


def _is_hidden(element: HtmlElement) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def _is_named_so(element: HtmlElement) -> bool:
    return any(_tells(name) for name in _names_of(element))


def _names_of(element: HtmlElement) -> Iterator[list[str]]:
    for attribute in ("class", "id", "data-component", "data-testid"):
        for name in (element.get(attribute) or "").split():
            yield [word for word in re.split(r"[^a-z0-9]+", _CAMEL.sub("-", name).lower()) if word]


def _tells(words: list[str]) -> bool:
    if not _STATES.isdisjoint(words):
        return False
    return not _NAMES.isdisjoint((*words, *("+".join(pair) for pair in pairwise(words))))


def _prose_sizes(tree: HtmlElement) -> dict[HtmlElement, int]:
    """How many characters of paragraphs each element holds."""
    sizes: dict[HtmlElement, int] = {}
    for paragraph in tree.iter("p"):
        size = len(paragraph.text_content())
        for element in (paragraph, *paragraph.iterancestors()):
            sizes[element] = sizes.get(element, 0) + size
    sizes[tree] = sizes.get(tree, 0)
    return sizes


def _holds_article(element: HtmlElement, measures: Measures) -> bool:
    if element.tag in ("script", "style", "nav", "figcaption"):
        return False
    if element.find(".//h1") is not None or element.find(".//*[@itemprop='articleBody']") is not None:
        return True
    if any(_COMMENTS & set(words) for words in _names_of(element)):
        return False
    most = measures.most_prose
    return most > 0 and element.tag != "p" and measures.prose.get(element, 0) > _MOST * most


def _breaks_sentence(element: HtmlElement, measures: Measures) -> bool:
    """An inline element with words beside it belongs to their sentence, whatever it is called."""
    parent = element.getparent()
    if element.tag not in _INLINE or parent is None or parent.tag not in ("p", "li", "blockquote", *_INLINE):
        return False
    return measures.words[parent] > measures.words[element] + 3


def _heads_furniture(element: HtmlElement, measures: Measures) -> bool:
    if len(element) > 3 or not 0 < measures.letters[element] <= _LONGEST_HEADING:
        return False
    text = " ".join(element.text_content().split())
    return len(text) <= _LONGEST_HEADING and is_heading(text)


def _box(heading: HtmlElement, measures: Measures) -> HtmlElement:
    """The outermost element that the heading opens and that holds no paragraph of an article."""
    box = heading
    for parent in heading.iterancestors():
        if parent.tag in _KEPT or parent in measures.prosaic or _holds_article(parent, measures):
            return box
        if (parent.text and parent.text.strip()) or not _is_first(box, measures):
            return box
        box = parent
    return box


def _is_first(element: HtmlElement, measures: Measures) -> bool:
    """Whether no words stand before it among its siblings."""
    return not any(
        measures.letters[each] or (each.tail and each.tail.strip()) for each in element.itersiblings(preceding=True)
    )


def _is_mere_link(element: HtmlElement, measures: Measures) -> bool:
    """All of its words are one link, and no sentence."""
    links = element.findall(".//a")
    if not links or element.find(".//p") is not None:
        return False
    letters = measures.letters[element]
    linked = sum(measures.letters[link] for link in links)
    return letters > 0 and linked >= 0.9 * letters and not _SENTENCE_END.search(_last_words(element))


def _has_ancestor(element: HtmlElement, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _stands_in(element: HtmlElement, tree: HtmlElement) -> bool:
    return element is tree or next(iter(element.iterancestors(tree.tag)), None) is tree
