"""Pages made to keep linking busy, or to pass for copies of each other (RULES.md, O8)."""

import time

import pytest

from sayso.linking.lineage import find_prints, find_searches, link_documents
from sayso.nouns import Document
from sayso.scales import Verdict

SIZE = 200_000
SECONDS = 15.0  # of the processor, ten times what it takes
SENTENCE = "The quay at Lunden is shut, harbour master Ida Roth told the Coast Post on Monday. "


def filled(piece: str, size: int = SIZE) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def numbered(words: str, size: int) -> str:
    return " ".join(f"{words} {number}" for number in range(size // (len(words) + 8)))


PAGES = {
    "one word": filled("mussels "),
    "two words in turn": filled("mussels ropes "),
    "one sentence": filled(SENTENCE),
    "capitals": filled("The Post "),
    "no spaces": filled("mussels"),
    "names and nothing else": filled("according to the Coast Post of the Hill Mail and "),
    "quotation marks": filled("“"),
    "brackets": filled("("),
    "no words": filled("\n \t"),
    "words that are all different": numbered("mussel", SIZE // 4),
    "empty": "",
    "one letter": "a",
}
NORMAL = Document(
    "The quay at Lunden is shut, harbour master Ida Roth told the Coast Post on Monday. A crane fell across its rails at dawn. "
    "Two ferries were sent on to Brenna, and a third waits off the mole with ninety people on board.",
    outlet="Hill Mail", published="2026-05-05",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_was_made_to_keep_it_busy_takes_no_minutes(page: str) -> None:
    began = time.process_time()
    one, other = (
        Document(PAGES[page], outlet=outlet, published="2026-05-05") for outlet in ("Coast Post", "Holm Echo")
    )
    edited = Document(f"Lunden. {PAGES[page][: len(PAGES[page]) // 2]}", outlet="Skarn Star", published="2026-05-06")
    for each in (one, other, edited):
        assert len(find_prints(each)) < 20_000
        assert all(len(numbers) < 20_000 for numbers, _ in find_searches(each))
    found = link_documents(one, [other, edited, NORMAL])
    assert time.process_time() - began < SECONDS
    assert all(NORMAL.id not in (each.a, each.b) for each in found if each.verdict is Verdict.COPY_OF)


POSTS = [
    f"{hour:02}:15 {what}"
    for hour, what in enumerate(
        (
            "Police have closed the Brenna bridge after a lorry lost its load of glass, a spokesman says.",
            "The first buses are being led over the weir road. Drivers report a wait of forty minutes, the bus company said.",
            "Mayor Edda Kroll tells reporters that the bridge will not open before noon: “I have seen the splinters myself.”",
            "A school trip of thirty children is stuck on the far side. The fire service brings soup, a teacher said.",
            "Glazier Tomas Brun says that the glass was meant for the new concert hall and cannot be replaced before autumn.",
            "The lorry's driver was fined for a slack rope and has gone home by train, police said.",
            "The bridge is open again in one lane. Traffic moves at walking speed, the road office announced.",
            "A sweeper from Skarn has picked up four tonnes. The other lane opens at six, the road office said.",
        ), 6,
    )
]  # fmt: skip


def test_o8_a_live_blog_that_grows_is_one_page() -> None:
    early = Document("\n\n".join(POSTS[1:]), outlet="Coast Post", title="Live: glass", published="2026-05-05T13:00:00Z")
    late = Document("\n\n".join(POSTS), outlet="Coast Post", title="Live: glass", published="2026-05-05T14:00:00Z")
    assert [each.verdict for each in link_documents(early, [late])] == [Verdict.REVISION_OF]


def test_o8_two_live_blogs_that_quote_the_same_words_are_no_copies() -> None:
    quoted = "Mayor Edda Kroll tells reporters that the bridge will not open before noon: “I have seen the splinters myself.”"
    other = Document(
        "\n\n".join((
            "09:01 Glass on Brenna bridge: what we know. One lorry, no injuries, both lanes blocked since breakfast.",
            f"09:20 {quoted}",
            "09:44 Our reporter on the weir road counts two hundred cars and one tractor, whose owner sells eggs to the queue.",
            "10:05 The concert hall's architect has cancelled a visit. Its façade needs nine hundred panes, of which ninety are left.",
        )), outlet="Hill Mail", title="Glass", published="2026-05-05T10:10:00Z",
    )  # fmt: skip
    blog = Document("\n\n".join(POSTS), outlet="Coast Post", title="Live: glass", published="2026-05-05T14:00:00Z")
    assert link_documents(blog, [other]) == []
