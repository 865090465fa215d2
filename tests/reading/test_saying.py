from sayso.anchors import check, utterance_id
from sayso.nouns import Anchor, Document, Interval, ReaderVersion, Reading, Source, Utterance
from sayso.reading.measures import measure
from sayso.scales import Kind, Quote
from tests.notation import marked

PUBLISHED = "2026-03-04T10:00:00+01:00"  # a Wednesday
Speaker = tuple[str, Kind, str | None]


def said(sentences: str, *who: Speaker, published: str = PUBLISHED) -> list[str | None]:
    """When each paragraph's utterance was said; every line of `sentences` has one utterance or none, all are one document."""
    shown = [marked(line) for line in sentences.strip().splitlines()]
    text = "\n".join(each.text for each in shown)
    document = Document(text, outlet="Harbour Post", published=published)
    bare, at, speakers = [], 0, list(who)
    for each in shown:
        if each.cue:
            source, cue, content = (
                Anchor.at(text, *[(a + at, b + at) for a, b in part]) if part else None
                for part in (each.source, each.cue, each.content)
            )
            assert content
            name, kind, party = speakers.pop(0) if speakers else (None, Kind.PERSON, None)
            bare.append(
                Utterance(
                    utterance_id(document.id, source, cue, content), Source(source, name, kind, party), (), cue, content,
                    Quote.INDIRECT,
                )
            )  # fmt: skip
        at += len(each.text) + 1
    found = measure(document, bare)
    check(Reading(document, ReaderVersion("test", "0"), found))
    return [_day(each.said) for each in found]


def _day(when: Interval | None) -> str | None:
    return when.start[:10] if when and when.start else None


ADA: Speaker = ("Ada Moe", Kind.PERSON, None)
BEN: Speaker = ("Ben Roe", Kind.PERSON, None)
PORT: Speaker = ("Port Authority", Kind.ORGANIZATION, "Port Authority")
HEAD: Speaker = ("Cy Lund", Kind.PERSON, "Port Authority")


def test_the_time_may_stand_behind_what_is_said_or_in_the_source() -> None:
    """N2, S9."""
    for line, day in (
        ("[The board] <accused> {the miller of fraud}, in a complaint filed on Friday.", "2026-02-27"),
        ("[The board] <asked for> {the books} on Monday.", "2026-03-02"),
        ("[A letter dated Monday] <says> {the mill is safe}.", "2026-03-02"),
        ("[The board] <asked for> {the books} and a boat sank off the harbour wall on Monday.", None),
    ):
        assert said(line) == [day], line


def test_one_time_holds_for_all_that_a_source_says_in_a_sentence() -> None:
    """U4: a cue of its own does not take the time away."""
    shown = marked("[She] <said> on Monday {that the dam held}, adding that it leaks.")
    text = shown.text
    document = Document(text, published=PUBLISHED)
    source = Anchor.at(text, *shown.source)

    def at(words: str) -> Anchor:
        return Anchor.at(text, (text.index(words), text.index(words) + len(words)))

    both = [
        Utterance("1", Source(source, "Ada Moe", Kind.PERSON, None), (), at("said"), at("that the dam held"), Quote.INDIRECT),
        Utterance("2", Source(source, "Ada Moe", Kind.PERSON, None), (), at("adding"), at("that it leaks"), Quote.INDIRECT),
    ]  # fmt: skip
    assert [_day(each.said) for each in measure(document, both)] == ["2026-03-02", "2026-03-02"]


def test_an_occasion_goes_on_with_the_same_speaker() -> None:
    """O6."""
    first = "[Ada Moe] <said> on Monday {that the dam held}.\n"
    for line, who, day in (
        ("“{It leaks},” [she] <told> the hall.", ADA, "2026-03-02"),
        ("[She] <could not say> {who built it}.", ADA, "2026-03-02"),
        ("[She] had <said> {it leaks}.", ADA, "2026-03-02"),
        ("[She] <had said> {it leaks}.", ADA, None),  # another occasion
        ("[She] <says> {it leaks}.", ADA, None),
        ("[Ben Roe] <said> {it leaks}.", BEN, None),  # another speaker
        ("“{It leaks},” [Ben Roe] <replied>.", BEN, "2026-03-02"),
        ("It rained. It rained again. It rained all day. It rained. [She] <said> {it leaks}.", ADA, None),  # too far
    ):
        assert said(first + line, ADA, who) == ["2026-03-02", day], line


def test_an_old_occasion_does_not_go_on() -> None:
    text = "[Ada Moe] <said> in a letter of 9 January 2024 {that the dam held}.\n“{It leaks},” [she] <replied>."
    assert said(text, ADA, ADA) == ["2024-01-09", None]


def test_who_speaks_for_a_body_speaks_on_its_occasion() -> None:
    """O2."""
    first = "[The port authority] <confirmed> on Monday {that a crane fell}.\n"
    for line, who, day in (
        ("“{It was old},” [its director, Ida Wik,] <told> reporters.", ("Ida Wik", Kind.PERSON, None), "2026-03-02"),
        ("“{It was old},” [Cy Lund] <told> reporters.", HEAD, "2026-03-02"),
        ("“{It was old},” [the authority’s head, Ada Moe,] <told> reporters.", ADA, "2026-03-02"),
        ("“{It was old},” [Ben Roe, a docker,] <told> reporters.", BEN, None),
    ):
        assert said(first + line, PORT, who) == ["2026-03-02", day], line


def test_a_saying_counted_from_another() -> None:
    """S9: "four days after the navy first said so" is earlier."""
    text = "The navy confirmed on Monday that a cable broke, four days after a pilot first said so."
    document = Document(text, published=PUBLISHED)

    def at(words: str) -> Anchor:
        return Anchor.at(text, (text.index(words), text.index(words) + len(words)))

    both = [
        Utterance("1", Source(at("The navy"), "Navy", Kind.ORGANIZATION, None), (), at("confirmed"), at("that a cable broke"), Quote.INDIRECT),
        Utterance("2", Source(at("a pilot"), None, Kind.PERSON, None), (), at("first said"), at("so"), Quote.INDIRECT),
    ]  # fmt: skip
    assert [_day(each.said) for each in measure(document, both)] == ["2026-03-02", "2026-02-26"]
