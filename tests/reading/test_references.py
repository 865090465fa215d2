"""Contents that only point, and what they point at (RULES.md, U9)."""

from __future__ import annotations

import pytest

from sayso.reading.references import Said, find_reference, points


@pytest.mark.parametrize(
    ("cue", "content", "expected"),
    [
        ("denied", "it", True), ("confirmed", "that", True), ("rejected", "the claim", True), ("dismissed … as", "the report … fiction", True), ("called", "it “absurd”", True), ("disputed", "the figure", True),
        ("would not discuss", "the allegation", True), ("called", "that “simply untrue”", True), ("withdrew", "the statement", True), ("blasted", "disgusting insinuations", True), ("denied", "these reports", True),
        ("said", "it expected rain", False), ("said", "that the report was late", False), ("said", "the pier was old", False), ("denied", "that a ransom had been paid", False), ("said", "this year was dry", False),
        ("said", "it “has nothing to add”", False), ("", "it", False), ("told", "the number 7 bus was late", False),
    ],
)  # fmt: skip
def test_u9_what_points(cue: str, content: str, expected: bool) -> None:
    assert points(cue, content) == expected


def said(*rows: tuple[str, str, str]) -> list[Said]:
    found, at = [], 0
    for speaker, cue, content in rows:
        found.append(Said(cue, content, speaker, at, at + len(content), None, speaker))
        at += len(content) + 20
    return found


@pytest.mark.parametrize(
    ("rows", "target"),
    [
        ([("Idel", "said", "the pier was closed by the council"), ("Moe", "denied", "it")], 0),
        ([("Idel", "claimed", "that the council sold the pier"), ("Moe", "rejected", "the claim")], 0),
        ([("Idel", "said", "the pier was closed"), ("Moe", "said", "the pier was open")], None),
    ],
)  # fmt: skip
def test_u9_the_nearest_that_fits(rows: list[tuple[str, str, str]], target: int | None) -> None:
    assert find_reference(len(rows) - 1, said(*rows)) == target
