"""The country that an article is set in (RULES.md, O1): its places, sums, institutions and the paper's own name. Texts are our own."""

from __future__ import annotations

import pytest

from sayso.reading.setting import find_setting
from sayso.reading.tables import load_tables


@pytest.mark.parametrize(
    ("text", "outlet", "home"),
    [
        # a town on the lists
        ("The line near Biberach is shut, the ministry said.", "Evening Post", "Germany"),
        # a word that one country uses
        ("The home secretary's figure was met with laughter.", "Evening Post", "United Kingdom"),
        ("The Sejm voted late on Monday.", "Evening Post", "Poland"),
        # what a sum is in
        ("The pier will cost A$2.4 million, the minister said.", "Evening Post", "Australia"),
        # the language of the paper's name, where nothing else tells
        ("The minister said the dam was sound.", "Neue Zeitung", "Germany"),
        # its own name in brackets
        ("The importer is recalling its lamps.", "Office for Lamp Safety (Ireland)", "Ireland"),
        # a land on no list is not the one that is named in passing
        ("QUELL, Ostravia, May 15 (NP) - A laboratory in Denmark found lead, the minister said.", "Evening Post", None),
        (
            "LYON, France, May 15 (NP) - A laboratory in Denmark found lead, the minister said.",
            "Evening Post",
            "France",
        ),
        # a place that only the text itself puts into a country says nothing more of it
        (
            "Denmark sent a team to Sandlow. Officials from Sandlow to Quell met Kenyan troops. Kenya paid.",
            "Post",
            "Kenya",
        ),
        # a translation's language is no country
        ("The minister said the dam was sound.", "Morning Paper (English)", None),
    ],
)
def test_o1_where_an_article_is_set(text: str, outlet: str, home: str | None) -> None:
    assert find_setting(text, outlet, load_tables()).home == home
