from sayso.anchors import check, utterance_id
from sayso.nouns import Anchor, Document, Interval, ReaderVersion, Reading, Source, Utterance
from sayso.reading.measures import measure, read_measures
from sayso.scales import Kind, Quote, Stance
from tests.notation import marked


def uttered(
    sentence: str,
    published: str = "2026-03-04T10:00:00+01:00",
    quote: Quote = Quote.INDIRECT,
    stance: Stance = Stance.ASSERTS,
) -> Utterance:
    """The one utterance that the marks show, with its measures."""
    shown = marked(sentence)
    document = Document(shown.text, outlet="Harbour Post", published=published)
    source = Anchor.at(shown.text, *shown.source) if shown.source else None
    cue, content = Anchor.at(shown.text, *shown.cue), Anchor.at(shown.text, *shown.content)
    bare = Utterance(
        utterance_id(document.id, source, cue, content),
        Source(source, None, Kind.PERSON, None),
        (),
        cue,
        content,
        quote,
        stance,
    )
    (found,) = measure(document, [bare])
    check(Reading(document, ReaderVersion("test", "0"), (found,)))
    return found


def test_an_utterance_has_what_its_content_holds() -> None:
    found = uttered(
        "In Lisbon on Monday, [the mayor] <said> {that 12 trams had stopped near Porto since Sunday}, after 40 complaints."
    )
    assert [each.text for each in found.quantities] == ["12 trams"]
    assert [(each.start, each.end) for each in found.times] == [("2026-03-01", "2026-03-04")]
    assert [each.name for each in found.places] == ["Porto"]
    assert found.said == Interval("2026-03-02", "2026-03-02")


def test_said_is_the_time_beside_the_cue() -> None:
    for sentence, day in (
        ("[She] <said> on Sunday {that the dam held}.", "2026-03-01"),
        ("“{The dam held},” [she] <told> Radio Lido late on Tuesday.", "2026-03-03"),
        ("On Friday [she] <said> {that the dam held}.", "2026-02-27"),
        ("{The dam held}, [the paper] <reported> on Monday, citing her.", "2026-03-02"),
        ("[She] <said> {that the dam held on Monday}.", None),
        ("[She] <said> {that the dam held}. It rained on Monday.", None),
        ("[She] has <said> since Monday {that the dam held}.", None),
    ):
        said = uttered(sentence).said
        assert (said and said.start) == day, sentence


def test_a_weekday_is_the_next_one_with_expects() -> None:
    """N2."""
    assert uttered("[She] <promised> {an answer on Friday}.", stance=Stance.EXPECTS).times[0].start == "2026-03-06"
    assert uttered("[She] <recalled> {an answer on Friday}.").times[0].start == "2026-02-27"


def test_in_a_direct_quote_today_is_the_day_it_was_said() -> None:
    found = uttered("“{We will answer tomorrow},” [she] <said> on Monday.", quote=Quote.DIRECT)
    assert [each.start for each in found.times] == ["2026-03-03"]


def test_what_reaches_over_the_edge_of_the_content_keeps_the_words_inside() -> None:
    found = uttered("[She] <said> about {40 trams had stopped}.")
    assert [(each.text, each.value) for each in found.quantities] == [("40 trams", 40.0)]


def test_two_weeks_that_name_no_date_are_a_quantity() -> None:
    found = read_measures(Document("It was the worst fire in two weeks.", published="2026-03-04"))
    assert [each.text for each in found.quantities] == ["two weeks"]
    assert found.times == ()


def test_without_utterances_and_without_text() -> None:
    assert measure(Document(""), []) == ()
    assert read_measures(Document("")).quantities == ()
