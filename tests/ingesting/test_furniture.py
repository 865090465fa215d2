from __future__ import annotations

import pytest

from sayso.ingesting.furniture import drop_furniture, is_furniture

BODY = "The north quay is shut, harbour master Ilse Brandvold said on Monday.\n\nShe gave no date for its return."


@pytest.mark.parametrize(
    "furniture",
    [
        "You may also like: Mayor says the swans are hers",
        "You may also like\nMayor says the swans are hers\nBaker denies it was rye",
        "READ NEXT\n\nMayor says the swans are hers\n\nBaker denies it was rye",
        "Read more: Mayor says the swans are hers",
        "READ MORE | Mayor says the swans are hers",
        "Related: Baker denies it was rye",
        "Related stories\n• Mayor says the swans are hers\n• Did the baker know?",
        "Most read\n1. Mayor says the swans are hers\n2. Baker denies it was rye",
        "More from the Quay Courier\nMayor says the swans are hers",
        "Trending now\nDoctors say this soup cures all",
        "Sponsored stories\nExperts say this soup cures all",
        "WATCH: Mayor says the swans are hers",
        "Sign up for our free morning newsletter",
        "Sign up to get the day's news in your inbox. By signing up you confirm that you are over 16.",
        "Our editors say they read it first. Sign up for our evening newsletter.",
        "Subscribe to the Quay Courier for 3 crowns a week.",
        "Get the Quay Courier delivered to your inbox.",
        "Did a friend forward this to you? Subscribe here, readers say it is short.",
        "You are receiving this because you told us so. Unsubscribe.",
        "We and our 412 partners said to be harmless use cookies.",
        "This site uses cookies. Our lawyers say that is fine.",
        "Cookies help us to know what you said you like.",
        "Accept all cookies",
        "Share on: Facebook X WhatsApp",
        "Facebook | Twitter | Email | Print",
        "Share this story",
        "Follow us on Mastodon for more.",
        "Follow Ilse Brandvold on Twitter",
        "BY THE NUMBERS\n\n3 quays shut\n212 boats waiting\nBoats turned away: 40",
        "The strike in numbers\n12 days\n4,100 workers",
        "BY THE NUMBERS: 3 quays, 212 boats",
        "Photo: Ilse Brandvold on the quay on Monday. Quay Courier",
        "Photograph: Agency handout",
        "Ilse Brandvold on the north quay (Photo: Tor Hagen/Quay Courier)",
        "Boats wait off the north quay. Tor Hagen/Getty Images",
        "Caption: boats off the quay",
        "© 2031 Quay Courier. All rights reserved.",
        "Copyright 2031 The Quay Courier Company",
        "All rights reserved. This material may not be published.",
        "Support independent journalism. More than 900 readers said yes.",
        "ALREADY A MEMBER? Experts say our app is fast. Download it.",
        "Download our app",
        "Tags: harbours, strikes",
        "1,208 people have voted",
        "Home | News | Sport | About us",
        "Terms · Privacy · Complaints",
        "Advertisement",
        "Story continues below this ad",
        "Skip to content",
        "Back to top",
        "Click here to read the report",
        "Got a tip? Email us at desk@quay.example",
        "Published 12 June 2031",
        "Updated: Mon, 12 June 2031",
        "4 min read",
        "To read the full story, log in or subscribe.",
    ],
)
def test_furniture_falls_away_at_the_end_and_in_between(furniture: str) -> None:
    first, second = BODY.split("\n\n")
    assert drop_furniture(f"{BODY}\n\n{furniture}") == BODY
    assert drop_furniture(f"{first}\n\n{furniture}\n\n{second}") == BODY


def test_readers_comments_end_the_text() -> None:
    assert drop_furniture(f"{BODY}\n\n3 comments\n\nswan88: my cousin says it was 500.\n\nGuest: nonsense.") == BODY
    opening = "Comments\n\n" + "\n\n".join([BODY] * 3)
    assert BODY in drop_furniture(opening)  # so early, it is a heading of the article


@pytest.mark.parametrize(
    "line",
    [
        "Related industries lost 400 jobs, the union said.",
        "Read more than one line of it and you are lost, Ilse Brandvold said.",
        "“Sign up for the militia,” a poster on the quay said.",
        "“Subscribe to nothing,” she told the crew.",
        "Share prices fell by 4 percent on Monday.",
        "Subscribers to the theory were few, the inquiry heard.",
        "Photographs of the quay show three cracks, the harbour master said.",
        "Comments by the mayor angered the crew.",
        "Watch officers saw nothing, the coast guard said.",
        "Updated figures put the number of boats at 40.",
        "By Friday, 12 boats had left.",
        "No.",
        "Nobody was hurt.",
        "12 boats had left by noon.",
        "More on board had been drinking than the captain admitted, the inquiry heard.",
        "BERGEN, June 12 (North Wire) - The quay is shut, its master said.",
        "(Reporting by Ilse Brandvold; editing by Tor Hagen)",
        "Correction: An earlier version of this article gave the number of boats as 50. It is 40.",
        "This story has been updated to correct the number of boats.",
        "Follow the money, the auditor said, and it leads to the quay.",
        "Get out to your boats, she told them, and they went.",
        "- The union wants 4 percent more, its chief Tor Hagen said.",
        "The company, the port/harbour authority and the crew all declined to comment.",
        "Tor Hagen - Ilse Brandvold - both - said no.",
        "Cookies were all that the crew had to eat, the cook said.",
        "Top story of the inquiry was the mate's: he had slept, he said.",
    ],
)
def test_the_articles_own_words_stay(line: str) -> None:
    assert not is_furniture(line)
    assert line in drop_furniture(f"{BODY}\n\n{line}")
    assert line in drop_furniture(f"{line}\n\n{BODY}")


def test_the_list_under_a_heading_ends_where_prose_begins() -> None:
    text = f"Read next\n\nMayor says the swans are hers\n\n{BODY}"
    assert drop_furniture(text) == BODY


def test_titles_are_no_text() -> None:
    assert drop_furniture(f"Quay shut: master\n\n{BODY}", "Quay shut – master") == BODY


def test_dropping_twice_changes_nothing() -> None:
    once = drop_furniture(f"{BODY}\n\nRead next\n\nA\n\nB\n\nShe left at noon.\n\nShare")
    assert drop_furniture(once) == once


def test_endless_lines_are_no_furniture_and_no_hang() -> None:
    line = "photo: " + "a" * 500_000
    assert drop_furniture(line) == line


@pytest.mark.parametrize(
    "sentence",
    [
        "312 people voted against the merger, insisted Ivar Moen.",
        "Video by a passer-by shows the officer kneeling on the man, his lawyer said.",
        "The lie was exposed by a photo by a local teenager, the lawyer said.",
    ],
)
def test_a_sentence_with_a_speaker_is_news_whatever_it_opens_with(sentence: str) -> None:
    assert not is_furniture(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Copyright lawyers argue that the ruling changes little.",
        "Copyright in the songs passed to her sister.",
        "The figures — released two days late — show a third fewer landings.",
        "The numbers: a third of the fleet is laid up, and half of the crews have left.",
        "40,000 shares changed hands before noon.",
        "12,000 views were carved into the cliff by hand over a century.",
        "The count ended at dawn. 312 people voted against.",
        "Terms of the deal were not disclosed.",
        "Terms and conditions were set by the bank.",
        "Already a member of the alliance, the republic hosts two of its bases.",
        "Members only learned of the sale on Monday.",
        "In partnership with the army, villagers built a second bridge.",
        "Sponsored by the state, the militia grew.",
        "Powered by the tide, the mill grinds all night.",
        "To donate blood, residents queued until midnight.",
        "To contribute to the fund, each crew gave a day of pay.",
        "To access the fund, families must register with the parish by May.",
        "Unauthorised use of drones is prohibited within a mile of the quay.",
        "The story was brought to light by a clerk.",
        "First published in 1931, the novel was banned twice.",
        "Was this a step forward for the islands?",
        "Have more crews walked out since?",
        "Have stories like hers changed anything at the yard?",
        "Post on the northern road came under fire overnight.",
        "Like us, the islanders had no warning.",
        "Video by the coast guard shows the hull breaking in two.",
        "Images by a satellite firm show four craters.",
        "The lie was laid bare by a picture by a local teenager.",
        "He sent two pictures: one of the gate.",
        "The storm killed two men, among them Tor Hagen (pictured).",
        "They came in numbers.",
        "More on board had been drinking.",
        "The route is closed to lorries (map below).",
    ],
)
def test_a_sentence_is_news_whatever_words_of_the_trade_it_has(sentence: str) -> None:
    assert sentence in drop_furniture(f"{BODY}\n\n{sentence}\n\n40 boats left at noon")
    assert "40 boats left at noon" in drop_furniture(f"{sentence}\n\n40 boats left at noon")


@pytest.mark.parametrize(
    "line",
    [
        "Copyright The Quay Courier",
        "Copyright by the Quay Courier. All rights reserved.",
        "40,000 shares",
        "12k views",
        "1,208 people have voted so far",
        "Terms of Use | Privacy Policy | Complaints about the Quay Courier | Your rights as a reader",
        "Terms and conditions apply.",
        "Members only",
        "Subscriber-exclusive content",
        "In partnership with the Quay Foundation",
        "Powered by Quay Systems",
        "Please consider donating to the Quay Courier.",
        "To donate, visit our page.",
        "To read this, register now. It takes a minute.",
        "Was this newsletter forwarded to you?",
        "Have a tip? Write to our desk.",
        "Share on FacebookShare on X",
        "Like us on Facebook!",
        "Photo by Ilse Brandvold",
        "The quay at dawn. Photo by Ilse Brandvold",
        "The quay at dawn Photo: Ilse Brandvold",
        "The quay at dawn (Both photos: Ilse Brandvold)",
        "The quay at dawn (photo)",
        "In numbers",
        "More on this story",
    ],
)
def test_and_furniture_is_furniture(line: str) -> None:
    assert drop_furniture(f"{BODY}\n\n{line}") == BODY


def test_a_question_that_is_asked_in_an_interview_ends_no_text() -> None:
    answer = "“I think that the quay is lost,” she said."
    assert answer in drop_furniture(f"{BODY}\n\nWhat do you think?\n\n{answer}")
