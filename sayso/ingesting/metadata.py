"""A page's tree → what the page says of itself: JSON-LD first, then meta tags, then what the extractor can tell."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from sayso.ingesting.facts import Facts, clean_line
from sayso.ingesting.moments import find_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"(?:Article|NewsArticle|Posting|Report|Review)$")  # schema.org types
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date.issued", "dc.date.issued",
    "dcterms.issued", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date",
    "cxenseparse:recs:publishtime", "dcterms.created", "dc.date.created", "datecreated", "dc.date", "date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "revised",
)
_NAMES = {
    "outlet": ("og:site_name", "publisher", "dc.publisher", "application-name", "apple-mobile-web-app-title"),
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "byline": ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator"),
}
_MOST_BLOCKS = 40  # of JSON-LD
_TITLE_JOINT = re.compile(r"\s+[|–—·»:-]\s+")

Node = dict[str, Any]


def read_metadata(tree: HtmlElement, now: datetime, url: str | None = None) -> Facts:
    """What the page tells; a date that cannot be believed is not told. `url` is where it was fetched, if it was."""
    linked, metas = _first(_articles(tree)), _metas(tree)
    guessed = _guess(tree, url, now)
    told = Facts(
        outlet=_outlet(linked, metas) or clean_line(guessed.outlet),
        title=clean_line(_text(linked.get("headline"))),
        byline=_people(linked.get("author")) or _byline(metas) or clean_line(guessed.byline),
        published=_moment(now, [linked.get("datePublished"), *_from(metas, _PUBLISHED), *_times(tree)])
        or guessed.published,
        modified=_moment(now, [linked.get("dateModified"), *_from(metas, _MODIFIED)]),
        url=_canonical(tree, metas, url) or url,
    )
    title = told.title or _title(_one(metas, _NAMES["title"]) or guessed.title, told.outlet)
    return Facts(title=title).over(told)


def is_own(tree: HtmlElement) -> bool:
    """Whether the page says in its head that Sayso wrote it."""
    metas = (meta for meta in tree.iterfind("head/meta") if (meta.get("name") or "").strip().lower() == "generator")
    return any((meta.get("content") or "").startswith("Sayso ") for meta in metas)


def _guess(tree: HtmlElement, url: str | None, now: datetime) -> Facts:
    """What trafilatura and htmldate make of it; they look further, and know less surely."""
    from copy import deepcopy  # noqa: PLC0415

    from trafilatura import extract_metadata  # noqa: PLC0415  heavy

    dates = {"extensive_search": False, "original_date": True, "max_date": now.strftime("%Y-%m-%d")}
    try:
        found = extract_metadata(deepcopy(tree), default_url=url, date_config=dates, extensive=False)
    except Exception:  # noqa: BLE001  odd pages break it in many ways, and the article can do without
        return Facts()
    outlet = None if found.sitename and found.sitename == found.hostname else found.sitename
    return Facts(outlet=outlet or None, title=found.title, byline=found.author, published=find_moment(found.date, now))


def _articles(tree: HtmlElement) -> Iterator[Node]:
    """The JSON-LD nodes that describe an article, the fullest first."""
    nodes: list[Node] = []
    for script in list(tree.iterfind(".//script[@type='application/ld+json']"))[:_MOST_BLOCKS]:
        try:
            nodes.extend(_nodes(json.loads((script.text or "").strip().rstrip(";"), strict=False)))
        except (ValueError, RecursionError):
            continue
    named = [node for node in nodes if any(_ARTICLE.search(kind) for kind in _kinds(node))]
    return iter(sorted(named, key=lambda node: "datePublished" not in node))


def _nodes(loaded: object, depth: int = 0) -> Iterator[Node]:
    if isinstance(loaded, list) and depth < 4:
        for each in loaded:
            yield from _nodes(each, depth + 1)
    elif isinstance(loaded, dict):
        yield loaded
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            if depth < 4:
                yield from _nodes(loaded.get(name), depth + 1)


def _kinds(node: Node) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _first(nodes: Iterator[Node]) -> Node:
    return next(nodes, {})


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = clean_line(meta.get("content"))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := meta.get(attribute)):
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _from(metas: dict[str, list[str]], names: Iterable[str]) -> list[str]:
    return [value for name in names for value in metas.get(name, ())]


def _one(metas: dict[str, list[str]], names: Iterable[str]) -> str | None:
    return next(iter(_from(metas, names)), None)


def _times(tree: HtmlElement) -> list[str]:
    """The <time> elements that say they are of publication."""
    return [
        element.get("datetime") or element.get("content") or ""
        for element in tree.iter("time", "span", "meta")
        if "datePublished" in (element.get("itemprop") or "").split() or element.get("pubdate") is not None
    ]


def _moment(now: datetime, given: Iterable[object]) -> str | None:
    found = [moment for each in given if (moment := find_moment(_text(each), now))]
    return next((moment for moment in found if "T" in moment), found[0] if found else None)


def _outlet(linked: Node, metas: dict[str, list[str]]) -> str | None:
    names = [_one(metas, ("og:site_name",)), _people(linked.get("publisher")), _one(metas, _NAMES["outlet"])]
    return next((name for name in names if name and not _is_address(name)), None)


def _byline(metas: dict[str, list[str]]) -> str | None:
    names = [name for name in _from(metas, _NAMES["byline"]) if not _is_address(name)]
    return re.sub(r"^by\s+", "", names[0], flags=re.IGNORECASE) if names else None


def _people(given: object) -> str | None:
    """The name or names of JSON-LD persons or organizations."""
    each = given if isinstance(given, list) else [given]
    names = [clean_line(_text(one.get("name") if isinstance(one, dict) else one)) for one in each]
    return ", ".join(dict.fromkeys(name for name in names if name and not _is_address(name))) or None


def _text(given: object) -> str | None:
    if isinstance(given, list) and given:
        return _text(given[0])
    return given if isinstance(given, str) else None


def _title(title: str | None, outlet: str | None) -> str | None:
    """The headline without the name of the outlet that many pages append."""
    line = clean_line(title)
    if line is None:
        return None
    head, *rest = _TITLE_JOINT.split(line)
    return line.rsplit(rest[-1], 1)[0].rstrip(" |–—·»:-") or head if rest and rest[-1] == outlet else line


def _canonical(tree: HtmlElement, metas: dict[str, list[str]], url: str | None) -> str | None:
    """The page's own address; for a fetched page only one on the same site, and never the front page."""
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    for given in (*links, *_from(metas, ("og:url",))):
        address = _joined(url, given)
        if address and (url is None or is_same_site(address, url)):
            return address
    return None


def is_same_site(address: str, url: str) -> bool:
    """Whether what was fetched from `url` may call `address` its own: one on the same site, and no front page for a page.

    >>> is_same_site("https://quay.example/a", "https://www.quay.example/a?b=c")
    True
    """
    return _site(address) == _site(url) and _has_path(address) >= _has_path(url)


def _joined(base: str | None, given: str | None) -> str | None:
    try:
        address = urljoin(base or "", (given or "").strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    is_plain = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    return clean_line(address.split("#")[0]) if is_plain else None


def _site(url: str) -> str:
    return re.sub(r"^(?:www|m|amp|mobile|edition)\.", "", (urlsplit(url).hostname or "").lower())


def _has_path(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.strip("/") != "" or parts.query != ""


def _is_address(name: str) -> bool:
    return name.lower().startswith(("http://", "https://", "www.", "@"))
