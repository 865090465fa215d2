"""What an utterance does to its proposition, and how surely (RULES.md, U1-U3)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.stance import Around, cue_classes, find_features, first_clause, judge, may_be, negates, word_classes
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


@pytest.mark.parametrize(
    ("cue", "content", "stance", "factuality"),
    [
        # U1: what is negated, and how surely
        ("said", "no coins were taken", "denies", "CT-"), ("said", "the sluice was not opened", "denies", "CT-"), ("told", "that nobody had been dismissed", "denies", "CT-"), ("insisted", "that no rule was broken", "denies", "CT-"),
        ("called", "the article … a smear", "denies", "CT-"), ("dismissed", "the claim … as gossip", "denies", "CT-"), ("described", "the charge … as without foundation", "denies", "CT-"), ("pleaded", "not guilty", "denies", "CT-"),
        ("has no plans to", "sell the ground", "denies", "PR-"), ("said", "it had no plans to shut the depot", "denies", "PR-"), ("said", "she had no intention of resigning", "denies", "PR-"), ("said", "there was no sign of forced entry", "denies", "PR-"),
        ("found", "no evidence of tampering", "denies", "PR-"), ("found", "no trace of the glider", "denies", "PR-"), ("said", "it was not aware of any injuries", "denies", "PR-"), ("doubts", "that the coin is Norse", "denies", "PR-"),
        ("said", "he would not stand for mayor", "denies", "PR-"), ("does not believe", "the goats were poisoned", "denies", "PR-"), ("was sceptical", "that the dam was sound", "denies", "PR-"), ("did not expect", "a strike", "denies", "PR-"),
        ("said", "the horse may not have been lame", "denies", "PS-"),
        # U2: negative words that deny nothing
        ("said", "the lift had failed twice", "asserts", "CT+"), ("said", "the jury ignored the letter", "asserts", "CT+"), ("said", "the train was late because nobody had cleared the points", "asserts", "CT+"), ("said", "profit fell by no less than a half", "asserts", "CT+"),
        ("said", "it was an outage, not an attack", "asserts", "CT+"), ("called", "the landing … a precaution", "asserts", "CT+"), ("called", "the drill … routine", "asserts", "CT+"), ("accused", "the landlord … of cutting the wires", "asserts", "CT+"),
        ("blamed", "the delay … on fog", "asserts", "CT+"), ("stands by", "its report", "asserts", "CT+"),
        # U3: questions
        ("said", "it was too soon to say whether the vaccine worked", "questions", "U"), ("could not verify", "the recording", "questions", "U"), ("said", "arson could not be ruled out", "questions", "U"), ("has not ruled out", "a faulty heater", "questions", "U"),
        ("have not established", "what the yacht struck", "questions", "U"), ("said", "the cause was not yet known", "questions", "U"), ("was not sure", "who had carved it", "questions", "U"), ("have yet to determine", "how the bull got out", "questions", "U"),
        # U3: declines and silence
        ("said", "it does not comment on transfers", "declines", "U"), ("did not deny", "that the fee was paid", "declines", "U"), ("would not be drawn on", "the price", "declines", "U"), ("neither confirmed nor denied", "the raid", "declines", "U"),
        ("stopped short of", "blaming the crew", "declines", "U"), ("sidestepped", "a question on tolls", "declines", "U"), ("refused to rule out", "a blockade", "declines", "U"), ("would not disclose", "the sum", "declines", "U"),
        ("went unanswered", "went unanswered", "silent", "U"), ("has yet to respond", "has yet to respond", "silent", "U"), ("has not responded to", "the complaint", "silent", "U"), ("did not return calls", "did not return calls", "silent", "U"),
        # U8: commands, wishes, values
        ("was told to", "leave the pitch", "asserts", "U"), ("called for", "a second vote", "asserts", "U"), ("urged", "drivers to turn back", "asserts", "U"), ("advised", "customers to boil water", "asserts", "U"),
        ("warned", "people not to feed the seals", "asserts", "U"), ("ordered", "the bank to stop lending", "asserts", "U"), ("hopes", "the mill can be saved", "asserts", "U"), ("praised", "the divers", "asserts", "U"),
        ("said", "the law must be changed", "asserts", "U"), ("welcomed", "the verdict", "asserts", "U"),
        # U3: plans, forecasts, warnings
        ("said", "the gallery would reopen on Friday", "expects", "PR+"), ("plans to", "hire 40 teachers", "expects", "PR+"), ("forecast", "gales for Sunday", "expects", "PR+"),
        ("warned", "the cliff could collapse", "expects", "PS+"), ("said", "the fever may return", "expects", "PS+"), ("said", "if the pump fails, the fields will flood", "expects", "PS+"),
        # U2: beliefs, suspicions, hearsay
        ("estimates", "that the flood cost 9 million", "asserts", "PR+"), ("said", "the crack was probably caused by frost", "asserts", "PR+"), ("suspect", "that the keys were copied", "asserts", "PS+"), ("fear", "that hikers are under the snow", "asserts", "PS+"),
        # U3: taking back
        ("retracted", "the study", "retracts", "U"), ("said", "an earlier figure of 70 was wrong", "retracts", "U"), ("took back", "the remark", "retracts", "U"), ("corrected", "an earlier version that said the pier had burned", "retracts", "U"),
    ],
)  # fmt: skip
def test_u1_u2_u3_u8_in_the_middle_of_the_news(cue: str, content: str, stance: str, factuality: str) -> None:
    found = judge(cue, content, Around(sentence=f"The office {cue} {content}.", first=False))
    assert (found.stance.value, found.factuality.value) == (stance, factuality)


@pytest.mark.parametrize(
    ("content", "stance", "factuality"),
    [
        ("It was not clear who owned the horse", "questions", "U"),
        ("The cause of the leak has not been determined", "questions", "U"),
        ("Six people died in the avalanche on Sunday", "asserts", "CT+"),
        ("The hearing is due to start on 7 May", "expects", "PR+"),
    ],
)
def test_u10_the_outlets_own_lines(content: str, stance: str, factuality: str) -> None:
    found = judge("", content, Around(narrated=True, unsigned=True, sentence=content))
    assert (found.stance.value, found.factuality.value) == (stance, factuality)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("an earlier toll", "back"),
        ("no sign of smoke", "certain_not"),
        ("a cock-and-bull story", "scorn"),
        ("Tell the truth", "imperative"),
        ("in two weeks' time", "future"),
        ("there was no word from the crew", "open_event"),
    ],
)
def test_classes_of_words(words: str, kind: str) -> None:
    assert kind in word_classes(words)
