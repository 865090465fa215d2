"""What a page shows → HTML. Everything is escaped; a template knows words and marks, and no more."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from sayso.__about__ import __version__
from sayso.showing import phrases
from sayso.showing.room import telling
from sayso.showing.room.asking import Asked
from sayso.showing.room.guard import Visitor


@cache
def environment() -> Environment:
    """The templates."""
    found = Environment(
        loader=PackageLoader("sayso.showing.room"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(
        line=phrases.in_line, short=telling.short, dated=phrases.dated, quoted=_quoted, figure=telling.figure
    )
    found.globals.update(
        STATUS={each.value: words for each, words in telling.STATUS.items()},
        MEANING={each.value: words for each, words in telling.MEANING.items()},
        RULE={each.value: rule for each, rule in telling.RULE.items()},
        FLAGS={each.value: words for each, words in telling.FLAGS.items()},
        RULES=telling.RULES,
        REMINDER=phrases.REMINDER,
        VERSION=__version__,
        count=phrases.count,
        asset=_asset,
        link=phrases.address,
        story_address=lambda story: Asked(story).address(),
    )
    return found


def render(template: str, visitor: Visitor | None, **shown: Any) -> str:
    """A page, or a part of one."""
    return environment().get_template(template).render(visitor=visitor, **shown)


def _quoted(text: str) -> str:
    return quote(text, safe="")


@cache
def _asset(name: str) -> str:
    """The address of a file of ours, another whenever the file is."""
    data = (resources.files("sayso.showing.room") / "static" / name).read_bytes()
    return f"/static/{name}?{sha256(data).hexdigest()[:10]}"
