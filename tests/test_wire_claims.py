"""Records that come from elsewhere, and the claims that go out (DESIGN.md, "Interchange")."""

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.board import board
from sayso.nouns import Judgement
from sayso.scales import Flag, Kind, Status, Verdict, Why
from sayso.wire import (
    BadRecord,
    claim_record,
    decode_judgement,
    decode_reading,
    encode_claims,
    encode_judgement,
    schema,
    to_record,
)
from tests.showing.newsroom import FERRY
from tests.weighing.desk import Desk

SCHEMA = schema("claims")
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

STORY = """
    05-01 Agency Sol | Ana Prado (Tolm) asserts [11]: 11 houses burned
    05-01 Agency Sol | group:neighbours (neighbours) asserts [~10]: about 10 houses burned
    05-02 Bay Herald | org:Sol Alarms (Sol Alarms) denies: no house burned
    05-02 Lido Post | hearsay asserts PS+: houses burned
    05-03 Lido Post | Rosa Idel (Lido) confirms [14]: 14 houses burned
    05-03 Lido Post | narration questions: how many houses burned
    05-04 Fjord Post | Jon Dahl (Sol Alarms) retracts: our denial was wrong
    05-05 Fjord Post | Jon Dahl (Sol Alarms) declines: how many
    05-05 Fjord Post | Jon Dahl (Sol Alarms) expects by 05-07: a list will follow
    undated Casebook | org:Tolm Radio (Tolm Radio) silent: how many"""


def desk() -> Desk:
    found = Desk(STORY)
    found.judge(Verdict.ABOUT, 1, party="Tolm")
    found.judge(Verdict.COPY_OF, 3, 1)
    return found


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_claims_keep_to_it() -> None:
    claims = json.loads(encode_claims(desk().claims()))
    VALIDATOR.validate(claims)
    assert claims[0]["about"]
    assert all(claims[0][each] for each in ("origins", "confirmed_by", "denied_by", "declined_by", "silent_by"))
    assert all(claims[0][each] for each in ("expected_by", "questioned_by", "withdrawn_by", "versions", "flags"))


@pytest.mark.parametrize("name", sorted(claim_record(desk().claim())))
def test_nothing_may_be_left_out(name: str) -> None:
    (claim,) = json.loads(encode_claims(desk().claims()))
    del claim[name]
    assert not VALIDATOR.is_valid([claim])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("status",), "true"),
        (("rule",), "S1"),
        (("since",), None),
        (("flags",), ["odd"]),
        (("origins", 0, "same_because"), [{"why": "hunch", "words": None, "utterances": ["u01"]}]),
        (("versions", 0, "bound"), "roughly"),
        (("denied_by", 0, "standing"), "yes"),
        (("utterances", 0, "document", "text"), "all of it"),
        (("truth",), 0.9),
    ],
)
def test_other_records_are_not(path: tuple[Any, ...], value: Any) -> None:
    (claim,) = json.loads(encode_claims(desk().claims()))
    node = claim
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    assert not VALIDATOR.is_valid([claim])


def test_the_closed_lists_are_those_of_the_program() -> None:
    defs = SCHEMA["$defs"]
    assert defs["status"]["enum"] == [each.value for each in Status]
    assert defs["claim"]["properties"]["flags"]["items"]["enum"] == [each.value for each in Flag]
    assert defs["origin"]["properties"]["same_because"]["items"]["properties"]["why"]["enum"] == [
        each.value for each in Why
    ]
    assert defs["kind"]["enum"] == [each.value for each in Kind]


def test_an_utterance_is_the_same_record_in_a_claim_as_in_a_reading() -> None:
    mine = SCHEMA["$defs"]["utterance"]["properties"]
    theirs = schema("reading")["$defs"]["utterance"]["properties"]
    assert set(mine) - set(theirs) == {"document", "entered"}  # only of lines that no reader found
    assert SCHEMA["$defs"]["quantity"] == schema("reading")["$defs"]["quantity"]


def reading(**changes: Any) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(json.dumps(to_record(FERRY)))
    record["utterances"] = record["utterances"][:1]
    for path, value in changes.items():
        node: Any = record
        *steps, last = [int(step) if step.isdigit() else step for step in path.split("__")]
        for step in steps:
            node = node[step]
        node[last] = value
    return record


def test_ids_given_in_imported_records_are_kept() -> None:
    found = decode_reading(json.dumps(reading(document__id="their-document", utterances__0__id="their-line")))
    assert (found.document.id, found.utterances[0].id) == ("their-document", "their-line")


def test_a_document_without_an_id_gets_its_own() -> None:
    record = reading()
    for name in ("id", "sha256", "byline", "modified", "retrieved"):
        del record["document"][name]
    assert decode_reading(json.dumps(record)).document.id.startswith("d")


def test_a_number_may_come_without_its_words() -> None:
    number = {"text": None, "spans": None, "value": 11, "low": None, "high": None, "bound": "exact", "unit": None}
    found = decode_reading(json.dumps(reading(utterances__0__quantities=[number])))
    assert (found.utterances[0].quantities[0].anchor, found.utterances[0].quantities[0].value) == (None, 11)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"sayso": "2"}, 'sayso is \'2\'; this program reads version "1"'),
        ({"document": None}, "document: None is not an object"),
        ({"document__text": 7}, "document.text: 7 is not text"),
        ({"document__published": "last spring"}, "document.published: 'last spring' is not an ISO 8601 date or time"),
        ({"document__sha256": "0" * 64}, "document.sha256 is not the digest of document.text"),
        ({"utterances": "none"}, "utterances: 'none' is not a list"),
        ({"utterances__0": 3}, "utterances[0]: 3 is not an object"),
        ({"utterances__0__stance": "assert"}, "utterances[0].stance: 'assert' is none of asserts, confirms"),
        ({"utterances__0__confidence": 2}, "utterances[0].confidence: 2 is not between 0 and 1"),
        ({"utterances__0__source__kind": None}, "utterances[0].source.kind: None is not text"),
        ({"utterances__0__content__spans": [[3]]}, "utterances[0].content.spans: [3] is not [start, end]"),
        ({"utterances__0__content__text": "other words"}, "'other words' is not what stands there"),
        ({"utterances__0__parent": "nobody"}, "link to unknown nobody"),
        ({"utterances__0__chain": [{"name": "x"}]}, "utterances[0].chain[0].kind: is missing"),
        ({"utterances__0__quantities": [{"text": None, "spans": None, "value": "many", "bound": "exact"}]},
            "utterances[0].quantities[0].value: 'many' is not a number"),
    ],
)  # fmt: skip
def test_a_bad_reading_is_told_with_what_and_where(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(BadRecord) as caught:
        decode_reading(json.dumps(reading(**changes)), "import.jsonl, line 3")
    assert str(caught.value).startswith("import.jsonl, line 3: ")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


JUDGED = '{"judgement": "same_claim", "a": "u1", "b": "u2", "by": "pairs 1", "score": 0.4}'


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("{", "not JSON"),
        ('[1, "a"]', "is not an object"),
        ('{"judgement": "same", "a": "u1", "b": "u2", "by": "x"}', "judgement: 'same' is none of same_claim"),
        ('{"judgement": "same_claim", "a": "u1", "by": "x"}', "b: is missing"),
        ('{"judgement": "about", "a": "u1", "by": "x"}', "party: is missing"),
        ('{"judgement": "same_claim", "a": "u1", "b": "u2", "by": 4}', "by: 4 is not text"),
        ('{"judgement": "same_claim", "a": "u1", "b": "u2", "by": "x", "score": 3}', "score: 3 is not between 0 and 1"),
        ('{"judgement": "same_claim", "a": "u1", "b": "u2", "by": "x", "score": NaN}', "NaN is no number of JSON"),
        ('{"judgement": "same_claim", "a": "u1", "b": "u2", "by": "x", "at": "soon"}', "at: 'soon' is not an ISO 8601"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_judgement_is_told_with_what_and_where(change: str, told: str) -> None:
    with pytest.raises(BadRecord) as caught:
        decode_judgement(change, "line 9")
    assert str(caught.value).startswith("line 9: ")
    assert told in str(caught.value)


def test_a_line_without_a_score_is_a_persons() -> None:
    assert decode_judgement(JUDGED) == Judgement(Verdict.SAME_CLAIM, "u1", "u2", by="pairs 1", score=0.4)
    assert decode_judgement('{"judgement": "not_claim", "a": "u1", "by": "Ida Roth"}').person
    assert not decode_judgement('{"judgement": "not_claim", "a": "u1", "by": "pairs 1", "person": false}').person


@given(
    st.sampled_from(list(Verdict)), st.text(max_size=5), st.text(max_size=5), st.booleans(), st.none() | st.floats(0, 1),
    st.none() | st.text(max_size=5), st.booleans(),
)  # fmt: skip
def test_what_wire_writes_of_a_judgement_wire_reads(
    verdict: Verdict, a: str, b: str, person: bool, score: float | None, reason: str | None, withdrawn: bool
) -> None:
    judgement = Judgement(
        verdict, a, b, "Ida Roth", person, "Tolm", score, reason, "2026-05-01T08:00:00+00:00", withdrawn
    )
    assert decode_judgement(encode_judgement(judgement)) == judgement


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["sayso", "document", "utterances", "judgement", "a", "b", "by", "text", "reader"]), inner, max_size=4), max_leaves=12))  # fmt: skip
def test_no_line_of_json_does_worse_than_a_bad_record(value: Any) -> None:
    for decode in (decode_reading, decode_judgement):
        with suppress(BadRecord):
            decode(json.dumps(value))


def test_claims_are_lists_of_lines() -> None:
    two = desk()
    two.judgements = two.judgements[2:]
    text = encode_claims(board(two.entries, two.judgements))
    assert len(text.splitlines()) == len(json.loads(text)) > 1


def test_imported_readings_give_valid_claims() -> None:
    number = {"text": None, "spans": None, "value": 11, "low": None, "high": None, "bound": "exact", "unit": None}
    found = decode_reading(json.dumps(reading(utterances__0__quantities=[number], utterances__0__id="their-line")))
    held = Desk("05-01 Bay Herald | Ana Prado asserts: it rained").entries
    claims = board([replace(held[0], utterance=each, document=found.document) for each in found], [])
    VALIDATOR.validate(json.loads(encode_claims(claims)))
