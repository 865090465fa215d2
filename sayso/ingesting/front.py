"""A text with YAML front matter (RULES.md, D1) → its facts and the text without it."""

from __future__ import annotations

import re

from sayso.ingesting.facts import Facts
from sayso.ingesting.refusals import BadInput

LARGEST = 16_000  # characters of front matter

_NAMES = ("outlet", "title", "byline", "published", "modified", "retrieved", "url")
_OPEN = re.compile(r"\s*---[ \t]*\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


def split_front(text: str) -> tuple[Facts, str]:
    """The facts of the front matter, if the text opens with one, and the text that follows it.

    >>> split_front("---\\noutlet: Harbour Gazette\\n---\\nThe pier is closed.")[1]
    'The pier is closed.'
    """
    opening = _OPEN.match(text)
    if opening is None:
        return Facts(), text
    closing = _CLOSE.search(text, opening.end(), opening.end() + LARGEST)
    if closing is None:
        raise BadInput('front matter: no closing line "---"')
    return _facts(text[opening.end() : closing.start()]), text[closing.end() :].lstrip("\n")


def _facts(matter: str) -> Facts:
    given = _load(matter)
    return Facts(**{name: _plain(name, given[name]) for name in _NAMES if name in given})


def _load(matter: str) -> dict[str, object]:
    import yaml  # noqa: PLC0415  only files with front matter need it

    try:
        loaded = yaml.load(matter, yaml.BaseLoader)  # noqa: S506  BaseLoader makes strings, lists and dicts only
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = f" (line {mark.line + 2})" if mark else ""
        raise BadInput(f"front matter: {getattr(fault, 'problem', None) or 'not YAML'}{line}") from None
    except (RecursionError, ValueError):
        raise BadInput("front matter: not YAML that can be read") from None
    if loaded in ("", None):
        return {}
    if not isinstance(loaded, dict):
        raise BadInput('front matter: not lines of "name: value"')
    return {key: value for key, value in loaded.items() if isinstance(key, str)}


def _plain(name: str, value: object) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    raise BadInput(f"front matter: {name} is not a line of text")
