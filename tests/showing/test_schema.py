"""The records of `sayso read --json` keep to the schema that ships with the package."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from sayso.nouns import Anchor, Check, Interval, Place, Quantity, Reading, Time
from sayso.scales import Bound, Factuality, Kind, Quote, Stance
from sayso.wire import schema, to_record
from tests.showing.newsroom import FERRY, HOSTILE, article, said

SCHEMA = schema("reading")
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def record(reading: Reading = FERRY) -> Any:
    return json.loads(json.dumps(to_record(reading)))


def full() -> Reading:
    """Every field that can be null holds something."""
    text = "By Friday about 40 boats will be moored at Stavik, Ana Prado said on Monday, and she repeated it."
    reading = article(text, said("Ana Prado", "said", "By Friday about 40 boats will be moored at Stavik"))
    (utterance,) = reading

    def at(words: str) -> Anchor:
        return Anchor.at(text, (text.index(words), text.index(words) + len(words)))

    whole = replace(
        utterance,
        refers_to=utterance.id,
        parent=utterance.id,
        attribution="a1",
        stance=Stance.EXPECTS,
        factuality=Factuality.PROBABLE,
        said=Interval("2026-03-09", None),
        checked=Check("Ines Corrigan", "2026-03-10T08:00:00+00:00"),
        quantities=(Quantity(at("about 40 boats"), 40, None, None, Bound.ABOUT, "boat"),),
        times=(Time(at("By Friday"), None, "2026-03-13"),),
        places=(Place(at("Stavik"), "Stavik", "NO", 61.5, 5.25, 7),),
    )
    return Reading(reading.document, reading.reader, (whole,))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("reading", [FERRY, full(), article("It rained.")], ids=["ferry", "full", "silent"])
def test_records_are_valid(reading: Reading) -> None:
    VALIDATOR.validate(record(reading))


def test_words_of_any_kind_are_valid_but_dates_are_dates() -> None:
    faults = [list(fault.absolute_path) for fault in VALIDATOR.iter_errors(record(HOSTILE))]
    assert faults == [["document", "published"]]


def test_every_object_is_closed() -> None:
    def objects(node: Any) -> Any:
        if isinstance(node, dict):
            if "properties" in node and "type" in node:
                yield node
            for each in node.values():
                yield from objects(each)

    found = list(objects(SCHEMA))
    assert len(found) >= 11
    for each in found:
        assert each["additionalProperties"] is False
        assert set(each["required"]) == set(each["properties"])


@pytest.mark.parametrize(
    ("field", "scale"),
    [("quote", Quote), ("stance", Stance), ("factuality", Factuality)],
)
def test_the_closed_lists_are_those_of_the_program(field: str, scale: Any) -> None:
    assert SCHEMA["$defs"]["utterance"]["properties"][field]["enum"] == [each.value for each in scale]
    assert SCHEMA["$defs"]["kind"]["enum"] == [each.value for each in Kind]
    assert SCHEMA["$defs"]["quantity"]["properties"]["bound"]["enum"] == [each.value for each in Bound]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("sayso",), "2"),
        (("document", "sha256"), "abc"),
        (("document", "published"), "last spring"),
        (("document", "mood"), "good"),
        (("utterances", 0, "id"), None),
        (("utterances", 0, "content"), None),
        (("utterances", 0, "content", "spans"), [[1, 2, 3]]),
        (("utterances", 0, "content", "spans"), [[1.5, 2]]),
        (("utterances", 0, "content", "spans"), []),
        (("utterances", 0, "source", "text"), None),
        (("utterances", 0, "source", "kind"), "robot"),
        (("utterances", 0, "cue"), {"text": None, "spans": None}),
        (("utterances", 0, "quote"), "narration"),
        (("utterances", 0, "stance"), "true"),
        (("utterances", 0, "confidence"), 1.2),
        (("utterances", 0, "chain"), []),
        (("utterances", 0, "said"), {"start": None}),
        (("utterances", 0, "truth"), 1),
    ],
)
def test_other_records_are_not(path: tuple[Any, ...], value: Any) -> None:
    changed = record()
    node = changed
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    assert not VALIDATOR.is_valid(changed)


def test_nothing_may_be_left_out() -> None:
    for name in record()["utterances"][0]:
        changed = record()
        del changed["utterances"][0][name]
        assert not VALIDATOR.is_valid(changed)
