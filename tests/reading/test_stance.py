"""What an utterance does to its proposition, and how surely (RULES.md, U1-U3)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.stance import Around, cue_classes, find_features, first_clause, judge, may_be, negates
from sayso.scales import Factuality, Stance


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("said", "the bridge had been closed since Monday"), ("told", "that two buses had collided near the depot"), ("claimed", "the mayor took the money"), ("according to", "forty goats were stolen"),
        ("announced", "the theatre sold 900 tickets"), ("reported", "net sales of $12 million"), ("insisted", "the recipe was hers"), ("wrote", "the museum bought the painting in 1987"),
        ("alleges", "that the trainer struck the horse"), ("says", "the vaccine was stored in a warm room"), ("added", "the pump failed twice in May"), ("testified", "that he saw a red van outside the bank"),
        ("stood by", "its report"),
    ],
)  # fmt: skip
def test_u2_plain_statements_are_certain_whatever_the_verb(cue: str, content: str) -> None:
    found = judge(cue, content)
    assert (found.stance, found.factuality) == (Stance.ASSERTS, Factuality.CERTAIN)


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("denied", "that the valve had been left open"), ("denies", "any involvement"), ("rejected", "the claim"), ("dismissed as", "the report … nonsense"), ("disputed", "the figure"),
        ("said", "no files were copied"), ("said", "she never left the building"), ("told", "nobody was hurt"), ("said", "that he had not met the owner"), ("called", "the allegation “simply untrue”"),
        ("ruled out", "a leak"), ("described … as", "the story … a fabrication"), ("says", "there was no strike at the plant"), ("wrote", "I did not sign the lease"), ("flatly rejected", "the accusation"),
        ("said", "none of the children were ill"), ("categorically denied", "it"),
    ],
)  # fmt: skip
def test_u1_denials_in_many_wordings(cue: str, content: str) -> None:
    found = judge(cue, content)
    assert found.stance == Stance.DENIES
    assert found.factuality in (Factuality.CERTAINLY_NOT, Factuality.PROBABLY_NOT)


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("declined to comment on", "the sale"), ("would not say", "who paid"), ("refused to rule out", "further cuts"), ("would neither confirm nor deny", "the report"), ("declined to say", "whether a deal was near"),
        ("refused to comment", "refused to comment"), ("hung up", "hung up"), ("did not say", "how many"), ("declined to comment", "declined to comment"), ("would not be drawn on", "the timing"),
        ("said", "We do not comment on market talk"), ("did not rule out", "a recount"), ("would not confirm", "the number"), ("had no comment", "had no comment"), ("did not dispute", "the account"),
    ],
)  # fmt: skip
def test_u3_hearing_the_question_and_not_saying(cue: str, content: str) -> None:
    found = judge(cue, content)
    assert (found.stance, found.factuality) == (Stance.DECLINES, Factuality.UNKNOWN)


@pytest.mark.parametrize(
    "cue",
    [
        "could not be reached", "did not respond to a request for comment", "did not return messages", "could not be contacted", "did not answer calls", "did not immediately respond to", "did not reply to an email",
        "has not responded to", "could not immediately be reached", "did not return calls", "did not respond",
    ],
)  # fmt: skip
def test_u3_nobody_was_reached(cue: str) -> None:
    assert judge(cue, cue).stance == Stance.SILENT


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("did not know", "who gave the order"), ("could not say", "when the line would reopen"), ("said", "it was too early to say what caused the fire"), ("said", "it was unclear who owned the barge"),
        ("said", "the cause had not been established"), ("asked", "who had signed the permit"), ("could not determine", "which valve had failed"), ("does not yet know", "how the fox got in"),
        ("was unable to determine", "where the shot came from"), ("cannot say", "how many were on board"), ("wondered", "whether the roof was safe"),
    ],
)  # fmt: skip
def test_u3_open_questions(cue: str, content: str) -> None:
    found = judge(cue, content)
    assert (found.stance, found.factuality) == (Stance.QUESTIONS, Factuality.UNKNOWN)


@pytest.mark.parametrize(
    ("cue", "content", "factuality"),
    [
        ("expects", "to open four shops next year", "PR+"), ("predicted", "that the harvest would fall", "PR+"), ("promised", "to pay the arrears by Friday", "PR+"), ("plans to", "close the school in June", "PR+"),
        ("intends to", "appeal", "PR+"), ("said", "the road will reopen on Tuesday", "PR+"), ("vowed", "to rebuild the chapel", "PR+"), ("announced", "the ferry will sail again next week", "PR+"),
        ("said", "it would hold talks on Monday", "PR+"), ("warned", "that the dam could fail", "PS+"), ("said", "the strike may spread next week", "PS+"), ("cautioned", "prices might climb again", "PS+"),
        ("fear", "the river could burst its banks", "PS+"), ("expects", "a quiet season", "PR+"),
    ],
)  # fmt: skip
def test_u3_plans_and_forecasts(cue: str, content: str, factuality: str) -> None:
    found = judge(cue, content)
    assert (found.stance, found.factuality.value) == (Stance.EXPECTS, factuality)


@pytest.mark.parametrize(
    ("cue", "content", "factuality"),
    [
        ("believes", "the painting is a copy", "PR+"), ("think", "the fire began in the kitchen", "PR+"), ("estimates", "that 400 seals live there", "PR+"), ("believe", "the vase was stolen", "PR+"),
        ("suspects", "that the letter was forged", "PS+"), ("reckons", "the bell weighs a tonne", "PR+"),
    ],
)  # fmt: skip
def test_u2_beliefs_and_suspicions(cue: str, content: str, factuality: str) -> None:
    found = judge(cue, content)
    assert (found.stance, found.factuality.value) == (Stance.ASSERTS, factuality)


@pytest.mark.parametrize(
    ("cue", "factuality"),
    [
        ("reportedly", "PR+"),
        ("is understood to", "PR+"),
        ("is believed to", "PR+"),
        ("is said to be", "PR+"),
        ("allegedly", "PS+"),
        ("is accused of", "PS+"),
        ("was said to be", "PR+"),
        ("are understood to", "PR+"),
    ],
)
def test_u2_hearsay(cue: str, factuality: str) -> None:
    found = judge(cue, "the owner … sold the yacht", Around(unsigned=True))
    assert (found.stance, found.factuality.value) == (Stance.ASSERTS, factuality)


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("urged", "residents to boil water"), ("called for", "an inquiry"), ("demanded", "an apology"), ("hopes", "the choir will return"), ("welcomed", "the ruling"), ("asked", "people to stay at home"),
        ("called on", "the government to resign"), ("wants", "the statue moved"), ("thanked", "the volunteers"), ("urges", "members to vote"),
    ],
)  # fmt: skip
def test_u8_wishes_and_commands_are_no_claim(cue: str, content: str) -> None:
    assert judge(cue, content).factuality == Factuality.UNKNOWN


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("withdrew", "that"),
        ("retracted", "the statement"),
        ("walked back", "the remark"),
        ("deleted", "the post"),
        ("has retracted", "its story"),
        ("withdrew", "the accusation"),
        ("walked back", "an earlier figure"),
    ],
)
def test_u3_taking_words_back(cue: str, content: str) -> None:
    found = judge(cue, content)
    assert (found.stance, found.factuality) == (Stance.RETRACTS, Factuality.UNKNOWN)


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("confirmed", "it"),
        ("confirmed", "that"),
        ("has confirmed", "the report"),
        ("admitted", "it"),
        ("confirmed", "the deal"),
    ],
)
def test_u3_confirming_what_another_said(cue: str, content: str) -> None:
    found = judge(cue, content, Around(refers=True, echo=0.8))
    assert (found.stance, found.factuality) == (Stance.CONFIRMS, Factuality.CERTAIN)


def test_s2_the_word_alone_confirms_nothing() -> None:
    """ "The fire service confirmed eight deaths" as the first report asserts."""
    assert judge("confirmed", "eight deaths", Around(first=True)).stance == Stance.ASSERTS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sales rose", False),
        ("nobody came", True),
        ("it did not rain", True),
        ("he wasn't there", True),
        ("there is no lawsuit", True),
        ("the nodes agree", False),
    ],
)
def test_u1_negation(text: str, expected: bool) -> None:
    assert negates(text.split()) == expected


@pytest.mark.parametrize(
    ("content", "clause"),
    [
        ("that the dam which leaked was old", "the dam"),
        ("the pier is safe because it is new", "the pier is safe"),
        ("she left", "she left"),
        ("that nobody came", "nobody came"),
    ],
)
def test_the_first_clause(content: str, clause: str) -> None:
    assert " ".join(first_clause(content.split())) == clause


@pytest.mark.parametrize(
    ("cue", "kind"),
    [
        ("brushed aside", "deny"), ("acknowledged", "confirm"), ("conceded", "confirm"), ("had walked back", "retract"), ("doubts", "doubt"), ("speculated", "suspect"), ("is understood to", "hearsay"), ("forecast", "expect"),
        ("deplored", "value"), ("stopped short of", "decline"), ("rang out", "silent"), ("wondered", "question"), ("as the ministry put it", "say"),
    ],
)  # fmt: skip
def test_classes_of_cues(cue: str, kind: str) -> None:
    assert kind in cue_classes(cue)


def test_neural_scores_move_the_judgement() -> None:
    plain = judge("said", "the well was dry")
    moved = judge(
        "said",
        "the well was dry",
        Around(stances={Stance.DENIES: 0.999}, factualities={Factuality.CERTAINLY_NOT: 0.999}),
    )
    assert (plain.stance, moved.stance) == (Stance.ASSERTS, Stance.DENIES)


@given(
    st.sampled_from(["denied", "rejected", "dismissed", "disputed", "has denied", "flatly denied"]),
    st.text(max_size=60),
    st.booleans(),
    st.floats(0, 1),
)
def test_u1_a_denial_is_never_a_confirmation(cue: str, content: str, refers: bool, echo: float) -> None:
    around = Around(refers=refers, echo=echo, stances={Stance.CONFIRMS: 0.99})
    assert judge(cue, content, around).stance != Stance.CONFIRMS


@given(st.text(max_size=40), st.text(max_size=80))
def test_certainty_fits_the_stance(cue: str, content: str) -> None:
    found = judge(cue, content)
    assert may_be(found.stance, find_features(cue, content, Around()))
    if found.stance in (Stance.DECLINES, Stance.SILENT, Stance.QUESTIONS, Stance.RETRACTS):
        assert found.factuality == Factuality.UNKNOWN
    if found.stance == Stance.DENIES:
        assert found.factuality.value.endswith("-")
