"""Chance → made-up news: events, reports of them by several hands, standing background, and an editor's rewording.

Every name, place and event is put together from syllables and lists; a fact is told in one of several wordings.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

Group = tuple[str, ...]  # wordings of one thing

FRONT = "Al Bar Cor Dun El Fen Gar Hol Ister Jor Kel Lor Mar Nor Ost Pel Quen Ras Sel Tor Ul Ver Wes Yar Zan Bri Cla Dro Fal Gre".split()
BACK = "bury dale firth gate holm ica ina ley mere mont ness ock ola onia pool rath ridge stad stow ton va vale ville wick worth".split()
GIVEN = "Ada Anton Bela Carla Dario Edda Emil Farid Greta Hana Igor Ines Jonas Kamal Lena Marek Mina Nadia Olga Pavel Rosa Samir Tessa Ugo Vera Wanda Yusuf Zora Tomas Idris".split()
OUTLETS = tuple(f"{place} {kind}" for place, kind in zip(
    ("Harbour", "Valley", "Northern", "Hill", "Lakeside", "Old Town", "Delta", "Coast", "Summit", "Forest", "Island", "Border",
     "Plain", "Meadow", "Castle", "Canal"),
    ("Post", "Herald", "Courier", "Gazette", "Tribune", "Echo", "Observer", "Chronicle", "Star", "Mail", "Times", "Record", "Journal",
     "Sentinel", "Mirror", "Express"), strict=True))  # fmt: skip
WIRES = ("Meridian Wire", "Continental Press Agency", "Union News Service")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
ROLES = (
    ("mayor",), ("police chief", "chief of police"), ("chief engineer",), ("union leader", "head of the union"), ("company spokeswoman", "spokeswoman for the company"),
    ("fire commander",), ("hospital director", "head of the hospital"), ("opposition councillor",), ("transport minister", "minister of transport"),
    ("professor of geology", "geologist"), ("shopkeeper",), ("bus driver",), ("school principal",), ("prosecutor",), ("harbour master",),
    ("retired teacher",), ("farmer",), ("finance minister", "minister of finance"), ("court clerk",), ("resident",),
)  # fmt: skip

# What may happen to what: subjects, what they did, with or to what, and a circumstance; each a tuple of wordings.
TOPICS: dict[str, tuple[tuple[Group, ...], ...]] = {
    "flood": (
        (("the river {place}", "the waters of the {place}"), ("the dam above the town", "the old dam"), ("the lower districts", "homes near the water"), ("a spillway gate", "one gate of the spillway"), ("the pumping station", "the pumps by the bridge"), ("sandbag walls", "rows of sandbags")),
        (("had risen by {n} centimetres", "stood {n} centimetres higher"), ("were under water", "had been flooded"), ("held through the night", "did not give way overnight"), ("jammed halfway", "stuck when half open"), ("failed twice", "broke down two times"), ("were washed away", "did not last")),
        (("after three days of rain", "following rain that lasted three days"), ("while families slept", "as people were asleep"), ("because nobody had cleared the drains", "since the drains were full of leaves"), ("within an hour of the warning", "less than an hour after the sirens")),
    ),
    "strike": (
        (("tram drivers", "those who drive the trams"), ("the rail union", "the union of railway workers"), ("port cranes", "the cranes in the port"), ("cleaners at the airport", "airport cleaning crews"), ("half of the bus fleet", "every second bus"), ("negotiators", "both delegations")),
        (("stopped work for {n} hours", "laid down tools for {n} hours"), ("turned down an offer of {n} percent", "refused a rise of {n} percent"), ("stood idle", "were not moving"), ("walked out of the talks", "left the table"), ("agreed to meet a mediator", "accepted mediation"), ("marched to the ministry", "went to the ministry in a procession")),
        (("over a roster that gives them no free weekends", "in a dispute about weekend shifts"), ("for the second time this spring", "as they had a month before"), ("despite a court order", "although a judge had forbidden it"), ("as fuel prices kept climbing", "with fuel getting dearer")),
    ),
    "fire": (
        (("a warehouse full of paint", "a store for paint"), ("flames", "the blaze"), ("two roofs", "the roofs of a pair of buildings"), ("the sprinklers", "the sprinkler system"), ("thick smoke", "black smoke"), ("the night watchman", "a guard on the night shift")),
        (("burned for {n} hours", "was ablaze for {n} hours"), ("spread to a timber yard", "reached the stacks of a timber merchant"), ("fell in", "collapsed"), ("had been switched off", "were not working"), ("drifted over the motorway", "covered the motorway"), ("raised the alarm", "called the brigade")),
        (("before crews could reach it", "by the time engines arrived"), ("in a strong easterly wind", "fanned by wind from the east"), ("during repairs to the wiring", "while electricians were at work"), ("shortly after closing time", "soon after the last customers had gone")),
    ),
    "court": (
        (("the former treasurer", "the man who kept the party's books"), ("a panel of judges", "the three judges"), ("two bank statements", "a pair of account statements"), ("the defence", "lawyers for the accused"), ("a sealed letter", "one letter under seal"), ("the main witness", "the witness on whom most depends")),
        (("was sentenced to {n} months", "received {n} months"), ("rejected the appeal", "threw the appeal out"), ("had been altered", "were changed by hand"), ("asked for a new trial", "wants the trial begun again"), ("was read aloud", "was read out to the room"), ("withdrew part of the testimony", "took back some of what was said before")),
        (("in a case that has run since autumn", "at the end of a long case"), ("to applause from the gallery", "as people in the gallery clapped"), ("over payments of {n} million crowns", "because of {n} million crowns that went missing"), ("behind closed doors", "with the public kept out")),
    ),
    "health": (
        (("a new vaccine", "the vaccine"), ("hospital wards", "the wards"), ("nurses on two floors", "nursing staff on a pair of floors"), ("a batch of syrup", "one batch of cough syrup"), ("tests on well water", "samples from the wells"), ("the fever", "the illness")),
        (("reached {n} villages", "was given in {n} villages"), ("were full", "had no free bed"), ("fell ill", "became sick"), ("was taken off the shelves", "has been withdrawn from shops"), ("showed traces of lead", "contained some lead"), ("spread more slowly", "was spreading at a lower rate")),
        (("since the start of the rains", "from the first rains on"), ("although supplies were short", "even though there was too little of it"), ("a week after the first case", "seven days from the first patient"), ("according to figures from {n} clinics", "as records of {n} clinics show")),
    ),
    "space": (
        (("a weather satellite", "the satellite"), ("the second stage", "stage two of the rocket"), ("a tracking antenna", "one of the antennas"), ("the countdown", "the clock"), ("engineers in the control room", "controllers"), ("a cracked valve", "a valve with a crack")),
        (("went silent after {n} minutes", "stopped sending after {n} minutes"), ("shut down early", "cut out too soon"), ("lost the signal", "could not hear it any longer"), ("was halted", "did not go on"), ("tried {n} commands", "sent {n} commands"), ("was replaced", "had been exchanged")),
        (("over the southern ocean", "above the sea in the south"), ("on its maiden flight", "the first time it flew"), ("under a clear sky", "in fine weather"), ("for reasons that are not understood", "without any cause that they can name")),
    ),
    "farming": (
        (("the olive harvest", "this season's olives"), ("locusts", "a swarm of locusts"), ("grain silos", "the silos"), ("dairy farms", "farms that keep cows"), ("seed prices", "the price of seed"), ("a cooperative of growers", "the growers' cooperative")),
        (("shrank by {n} percent", "was {n} percent smaller"), ("ate {n} hectares bare", "stripped {n} hectares"), ("were half empty", "held half of what they can"), ("poured milk away", "had to throw milk away"), ("doubled", "became twice what they were"), ("asked for emergency loans", "applied for loans")),
        (("after a winter without snow", "because no snow had fallen"), ("along the southern plateau", "on the plateau in the south"), ("for want of lorries", "as there were no lorries"), ("in the worst season since records began", "in the poorest year on record")),
    ),
    "theft": (
        (("thieves", "a gang of burglars"), ("a bronze horse", "the bronze of a horse"), ("the museum's cameras", "cameras in the museum"), ("two guards", "a pair of guards"), ("a white van", "a van, white and unmarked"), ("an insurer", "the insurance company")),
        (("took {n} coins", "made off with {n} coins"), ("was sawn off its base", "had been cut from its plinth"), ("showed nothing", "recorded nothing of use"), ("were questioned", "gave evidence to detectives"), ("was found burnt out", "turned up, burnt, by a quarry"), ("offered {n} thousand crowns", "put up {n} thousand crowns")),
        (("through a skylight", "by way of a window in the roof"), ("in under four minutes", "in less time than it takes to boil an egg"), ("on a night of heavy fog", "while fog lay over the town"), ("days before an auction", "shortly ahead of an auction")),
    ),
    "energy": (
        (("the northern grid", "the grid in the north"), ("a turbine", "one turbine"), ("the cable under the strait", "the undersea cable"), ("households", "homes"), ("a substation", "one substation"), ("the reactor", "the plant's only reactor")),
        (("lost {n} megawatts", "was short of {n} megawatts"), ("tore itself apart", "broke into pieces"), ("was cut in two places", "had been severed twice"), ("sat in the dark", "had no light"), ("overheated", "became too hot"), ("will restart in {n} days", "is to run again in {n} days")),
        (("at the coldest hour of the night", "when it was coldest"), ("for the third time in a month", "as it had twice in recent weeks"), ("after a ship dragged its anchor", "once a ship had dragged an anchor across it"), ("while a reserve line was being serviced", "as the spare line was out of use")),
    ),
    "schools": (
        (("parents", "mothers and fathers"), ("the village school", "the only school in the village"), ("a mouldy ceiling", "a ceiling covered in mould"), ("exam papers", "the papers for the final exam"), ("{n} teachers", "some {n} of the teaching staff"), ("the new curriculum", "the curriculum")),
        (("kept {n} children at home", "did not send {n} children"), ("will close in summer", "is to shut when summer comes"), ("came down", "fell in during lessons"), ("were sold online", "were offered on the internet"), ("signed a letter of protest", "put their names to a protest"), ("drops Latin", "has no more Latin")),
        (("over the length of the bus ride", "because the bus takes so long"), ("although pupils are plenty", "even if there is no lack of pupils"), ("a year after inspectors warned of it", "as inspectors had foretold a year ago"), ("without a vote in the council", "with no vote taken")),
    ),
}
AGENCY_TALK = (
    ("{who} said", "{role} {who} said"), ("according to {who}", "in the words of {who}"), ("{who} told a briefing", "{who} told reporters"),
    ("{who} confirmed", "{who} announced"), ("{who} added", "{who} went on"), ("a report seen by {outlet} says", "papers that {outlet} has seen say"),
)  # fmt: skip
SPOKEN = (
    "We {verb} this {when}, and we will {verb2} it again if we must",
    "Nobody {verb3} us, not the {body}, not the {body2}",
    "I have {verb3} {thing} for {n} years and never seen the like",
    "You can {verb} a {thing}, but you cannot {verb2} {people}",
    "What matters now is that {people} can {verb} without fear",
    "If the {body} had {verb3} in time, the {thing} would still be standing",
    "It is too soon to {verb}, and too late to {verb2}",
    "My {people2} asked me what to {verb}, and I had no answer for them",
    "There were {n} of us and one {thing}, so we took turns",
    "The {body} knows the number, the {body2} knows the number, and we are told to wait",
)
FILL = {
    "verb": "repair measure promise explain rebuild count question drain defend carry settle move watch check".split(),
    "verb2": "abandon forget bury sell replace ignore postpone finish lose hide shorten share".split(),
    "verb3": "warned asked inspected driven mended visited believed paid followed taught heard".split(),
    "body": "ministry council regulator insurer utility board army bank tribunal parish".split(),
    "body2": "company union agency consulate chamber province archive committee foundation workshop".split(),
    "thing": "bridge boiler ladder ledger tractor harness lantern lock engine pump wall cellar antenna kiln".split(),
    "people": "children patients neighbours tenants passengers fishermen pensioners students shepherds".split(),
    "people2": "daughters sons crews colleagues pupils customers grandparents cousins".split(),
    "when": "in spring|last winter|twice in March|before the election|a decade ago|on the first day".split("|"),
}
OPENINGS = (
    "{fact} on {day}, {talk}, and {fact2}.", "{place} — {fact} on {day}, {talk}.", "{fact}, leaving {place} to count the cost, {talk}.",
    "A day after {fact2}, {fact}, {talk}.", "It began with a phone call: {fact}, {talk}.", "{day} in {place} ended badly. {fact}, {talk}.",
)  # fmt: skip
MIDDLES = (
    "{fact}, {talk}.", "{talk_} that {fact}.", "{talk_} {fact}, while {fact2}.", "But {fact}, {talk}, and that was before {fact2}.",
    "{fact}. {fact2}, {talk}.", "In {place}, {fact}.", "{talk_} it was clear by {day} that {fact}.", "None of this explains why {fact2}.",
    "{fact}, and in {place} alone that meant {n} calls to the emergency line.", "By the evening of {day}, {fact}.",
    "{who}, {age}, a {role} from {place}, remembers how {fact}.", "Whether {fact2} is a question that {org} would not answer.",
    "{org} did not immediately respond to a request for comment.", "{org}, which has {n} members, disputes that {fact2}.",
)  # fmt: skip
QUOTED = ("“{quote},” {who} said.", "“{quote},” said {who}, {role} in {place}.", "{who} put it this way: “{quote}.”", "“{quote},” {who} told {outlet}.")
BACKGROUNDS = (
    "{place}, a town of {n} thousand, lies where the {river} meets the old salt road and lives from {trade} and from {trade2}.",
    "The region has seen {n} such cases since {year}, most of them in the hills between {place} and {town2}.",
    "{org} was founded in {year} by workers of a {thing} factory and took its present name {n} years later.",
    "In {year} a similar case cost {n} people their homes and led to the law that parliament is now about to change.",
    "The {thing} was built in {year} for a population a third of what {place} has today, and no part of it has been renewed since.",
    "Elections in the province are due in {n} weeks, and {trade} has been the main matter of the campaign.",
)
TRADES = "glass herring walnuts timber wool tourism quarrying cider ceramics copper mushrooms shipbuilding".split()


@dataclass(frozen=True)
class Event:
    """What happened: its facts, who spoke of it, and where."""

    topic: str
    place: str
    org: str
    day: str
    people: tuple[tuple[str, Group], ...]
    facts: tuple[tuple[Group, ...], ...]
    quotes: tuple[str, ...]
    numbers: tuple[int, ...]


def invent(chance: random.Random) -> Event:
    """An event."""
    topic = chance.choice(list(TOPICS))
    subjects, doings, tails = TOPICS[topic]
    place = _place(chance)
    facts = []
    for _ in range(14):
        fact = (chance.choice(subjects), chance.choice(doings), chance.choice((*tails, ("", ""), ("", ""))))
        number, where = str(chance.randrange(2, 900)), _place(chance)
        facts.append(tuple(tuple(each.replace("{n}", number).replace("{place}", where) for each in part) for part in fact))
    people = tuple((_person(chance), chance.choice(ROLES)) for _ in range(4))
    quotes = tuple(_quote(chance) for _ in range(5))
    org = f"{_place(chance)} {chance.choice(('Council', 'Holding', 'Institute', 'Union', 'Authority', 'Works'))}"
    numbers = tuple(chance.randrange(2, 900) for _ in range(3))
    return Event(topic, place, org, chance.choice(DAYS), people, tuple(facts), quotes, numbers)


def write(event: Event, chance: random.Random) -> list[str]:
    """A report of it, in a hand of its own: some of the facts and quotations, in its own words and order."""
    facts = chance.sample(event.facts, len(event.facts))
    quotes = chance.sample(event.quotes, chance.randrange(1, 4))
    paragraphs = [_sentence(chance.choice(OPENINGS), event, facts, chance)]
    while len(facts) > 2 and len(paragraphs) < 12:
        if quotes and chance.random() < 0.35:
            paragraphs.append(_sentence(chance.choice(QUOTED), event, facts, chance, quotes.pop()))
            continue
        count = chance.choice((1, 2, 2, 3))
        paragraphs.append(" ".join(_sentence(chance.choice(MIDDLES), event, facts, chance) for _ in range(count)))
    return paragraphs + background(chance)[: chance.randrange(0, 3)]


def background(chance: random.Random) -> list[str]:
    """Standing paragraphs that reports of one event may share."""
    words = _common(chance)
    texts = chance.sample(BACKGROUNDS, chance.randrange(2, 5))
    place = _place(chance)
    return [
        text.format_map({**words, "place": place, "year": chance.randrange(1890, 2015), "n": chance.randrange(3, 90),
                         "town2": _place(chance), "org": f"{_place(chance)} Works", "river": _place(chance),
                         "trade": chance.choice(TRADES), "trade2": chance.choice(TRADES)})
        for text in texts
    ]  # fmt: skip


def templated(chance: random.Random) -> list[str]:
    """What a machine writes of every quake: all but the facts is the same."""
    place, size, depth, at = _place(chance), chance.randrange(30, 69) / 10, chance.randrange(4, 90), chance.randrange(1, 12)
    return [
        f"A magnitude {size} earthquake struck {chance.randrange(4, 60)} km from {place} on {chance.choice(DAYS)} at {at}:{chance.randrange(10, 59)} a.m., "
        f"at a depth of {depth} km, the seismic institute of {_place(chance)} said.",
        f"No damage was reported in {place} or {_place(chance)}. In the past month, {chance.randrange(3, 40)} quakes of magnitude 3 and more "
        f"were measured within {chance.randrange(50, 300)} km of {_place(chance)}.",
    ]


SYNONYMS = {
    "said": "stated", "told": "informed", "after": "following", "because": "since", "town": "city", "people": "persons", "children": "kids",
    "began": "started", "again": "once more", "before": "ahead of", "many": "numerous", "found": "discovered", "took": "seized",
    "built": "constructed", "close": "shut", "asked": "requested", "refused": "declined", "under": "beneath", "new": "fresh",
    "whether": "if", "while": "as", "but": "yet", "although": "though", "which": "that", "way": "manner", "hours": "hrs", "percent": "per cent",
    "reporters": "journalists", "main": "chief", "similar": "comparable", "homes": "houses", "law": "statute", "hills": "uplands",
    "comment": "remarks", "members": "adherents", "remembers": "recalls", "clear": "obvious", "wait": "hold on", "number": "figure",
}  # fmt: skip
FILLERS = "however reportedly meanwhile also still already apparently now further notably local nearby early late".split()


def reword(paragraph: str, share: float, chance: random.Random) -> str:
    """A paragraph of whose words that share was changed, dropped or put in; names, numbers and quotation marks stay."""
    words = []
    for word in paragraph.split(" "):
        if chance.random() >= share or not re.fullmatch(r"[a-z]+[.,]?", word):
            words.append(word)
            continue
        bare, end = word.rstrip(".,"), word[len(word.rstrip(".,")) :]
        act = chance.random()
        if act < 0.6:
            words.append(SYNONYMS.get(bare, chance.choice(_OTHER)) + end)
        elif act < 0.8:
            words += [chance.choice(FILLERS), word]
        elif end:
            words.append(word)
    return " ".join(words)


_OTHER: Sequence[str] = [word for key in ("verb", "verb2", "verb3", "thing", "people") for word in FILL[key]] + FILLERS


def _place(chance: random.Random) -> str:
    return chance.choice(FRONT) + chance.choice(BACK)


def _person(chance: random.Random) -> str:
    return f"{chance.choice(GIVEN)} {chance.choice(FRONT)}{chance.choice(('sen', 'ova', 'man', 'etti', 'ides', 'ak', 'berg', 'oux'))}"


def _common(chance: random.Random) -> dict[str, str]:
    return {key: chance.choice(list(values)) for key, values in FILL.items()}


def _quote(chance: random.Random) -> str:
    one, two = chance.sample(SPOKEN, 2)
    first, second = (each.format_map({**_common(chance), "n": chance.randrange(2, 60)}) for each in (one, two))
    return first if chance.random() < 0.5 else f"{first}. {second}"


def _sentence(
    pattern: str, event: Event, facts: list[tuple[Group, ...]], chance: random.Random, quote: str = ""
) -> str:
    who, roles = chance.choice(event.people)
    talk = chance.choice(chance.choice(AGENCY_TALK)).format(who=who, role=chance.choice(roles), outlet="this paper")
    words: dict[str, object] = {
        "place": event.place, "day": event.day, "who": who, "role": chance.choice(roles), "org": event.org, "talk": talk,
        "talk_": talk[0].upper() + talk[1:], "n": chance.choice(event.numbers), "age": 20 + event.numbers[0] % 60, "quote": quote,
        "outlet": "this paper",
    }  # fmt: skip
    for name in ("fact", "fact2"):
        if f"{{{name}}}" in pattern:
            fact = facts.pop() if facts else event.facts[0]
            words[name] = " ".join(filter(None, (chance.choice(part) for part in fact)))
    text = pattern.format_map(words)
    return text[0].upper() + text[1:]
