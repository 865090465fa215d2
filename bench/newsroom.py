"""Chance → made-up news: events, reports of them by several hands, standing background, and an editor's rewording.

Every name, place and event is put together from syllables and lists; a fact is told in one of several wordings.
"""

# ruff: noqa: SIM905  lists of words are read more easily in a line

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

# What may happen to what; a wording beside it where there is one.
NOUNS = tuple(tuple(each.split("/")) for each in """
dam/barrage, river/stream, sandbag wall/wall of sandbags, pumping station/pumps, tram driver, rail union/union of railway workers, crane,
roster/duty list, mediator, warehouse/storehouse, roof, sprinkler/sprinkler system, watchman/night guard, timber yard/timber merchant,
treasurer/keeper of the books, bank statement/statement of account, witness, sealed letter/letter under seal, judge, vaccine, ward, nurse,
syrup/cough syrup, well, fever/illness, satellite, booster/second stage, antenna, countdown, valve, olive grove/grove of olives, silo, locust swarm/swarm of
locusts, dairy farm/farm with cows, seed price/price of seed, cooperative, bronze horse/horse of bronze, camera, van/white van, skylight/window in the roof,
insurer/insurance company, turbine, undersea cable/cable under the strait, substation, reactor, household/home, school, ceiling, exam paper/paper for the exam,
curriculum, bus line/line of the bus, ferry, lighthouse, quay, trawler/fishing boat, customs post, lorry/truck, tunnel, viaduct, tollgate, archive, library,
choir, stadium, referee, goalkeeper, ticket office, mine/pit, shaft, miner, drill/drilling rig, pipeline, refinery, tanker, coast road/road along the coast,
avalanche, ski lift, shelter/mountain shelter, rescue dog, orchard, vineyard, beehive, wolf pack/pack of wolves, fence, ranger, election office,
ballot/ballot paper, candidate, coalition, budget/spending plan, pension, tax office, rent, landlord, tenant, lift shaft, boiler, gas main, sewer,
market hall, baker, brewery, recipe, tannery, loom, textile mill/mill for textiles, dye, patent, laboratory, microscope, telescope, glacier, permafrost,
survey ship/research ship, wreck, diver, anchor, compass, embassy, visa, border fence, checkpoint, convoy, ceasefire, prisoner, interpreter, orphanage
""".replace("\n", " ").split(",") for each in [each.strip()])  # fmt: skip
QUALITIES = """old new northern southern eastern western second third last smallest largest disputed empty rusted wooden iron stone private
public temporary forgotten locked leaking unfinished unlit overcrowded profitable bankrupt foreign rented painted narrow shallow steep remote
secret costly popular abandoned repaired broken borrowed stolen registered unlicensed historic flooded burnt frozen""".split()
DEEDS = tuple(tuple(each.split("/")) for each in """
gave way below/collapsed under, was sold to/went to, replaced/took the place of, blocked/stood in the way of, was moved behind/was taken behind, lost {n} crowns to/paid {n} crowns to,
was inspected beside/was looked over next to, outlived/lasted longer than, rose {n} metres above/stood {n} metres over, shut down/closed, cut off/severed, was rebuilt with/was built anew with,
drifted towards/moved slowly to, was hidden under/lay concealed beneath, cost {n} times as much as/was {n} times dearer than, was named after/took its name from, overturned/tipped over,
came within {n} paces of/got as close as {n} paces to, failed {n} times near/broke down {n} times by, was kept from/had no access to, fed/supplied, outnumbered/was more numerous than,
was repainted for/got new paint for, was mistaken for/was taken to be, delayed/held up, was traded for/was swapped for, poisoned/contaminated, was measured against/was compared with,
swallowed/took in, paid for/financed, was auctioned with/came under the hammer with, leaned against/rested on, split/broke apart, was leased to/was let to, drained/emptied,
flooded/put under water, was guarded by/stood under guard of, waited {n} days for/had to wait {n} days for, was photographed from/was pictured from, survived/came through
""".replace("\n", " ").split(",") for each in [each.strip()])  # fmt: skip
TAILS = tuple(tuple(each.split("/")) for each in """
after a row over/following a quarrel about, despite talk of/in spite of, for want of/for lack of, ahead of a vote on/before a vote on, in the shadow of/not far from,
on the way to/on the road to, because of/owing to, with help from/helped by, against the will of/although it harmed, in exchange for/in return for, on the eve of/the day before,
{n} days after/{n} days from, within sight of/close to, under pressure from/pressed by, in memory of/to honour, at the expense of/at a cost to, without regard to/paying no heed to,
in step with/together with, to the delight of/to please, on behalf of/in the name of, during the search for/while looking for, out of fear of/for fear of
""".replace("\n", " ").split(",") for each in [each.strip()])  # fmt: skip
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
    "Somebody will have to {verb} it, {when} or not at all",
    "Ask the {people}: they {verb3} for {n} hours and got one {thing}",
    "Our {people2} did not come here to {verb}",
    "There is no plan to {verb2} the {thing}, whatever the {body} may think",
    "All {n} of them should {verb} first and {verb2} later",
    "Give the {body} a {thing} and it will {verb2} it",
    "That {thing} is older than the {body} itself",
    "No {body2} in this country has ever {verb3} so many {people}",
    "With {n} {people} on the list we could not {verb} any more",
    "My {people2} {verb3} every {thing} in the street",
    "Let the {body2} {verb}, then we shall {verb2}",
    "He {verb3} the {thing}, she {verb3} the {people}, and the {body} slept",
    "They {verb3} us {when}, so why {verb} today",
    "One {thing} more and the {people} will {verb2} the {body}",
    "A {body2} that cannot {verb} has no right to {verb2}",
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
    "{fact} and, as {who} recalls, {fact2}.", "The {role} pointed out that {fact}.", "Nobody in {place} had expected that {fact2}.",
    "What made it worse: {fact}.", "{talk_} the matter is simple: {fact}.", "On {day} came the next surprise. {fact}.",
    "{who} saw it differently and maintained that {fact2}.", "{fact} ({org} puts it more mildly).", "Two days earlier, {fact}.",
    "For {n} people in {place} that was no news, since {fact2}.", "“Not so,” was all that {who} had to say to the suggestion that {fact}.",
    "Documents list {n} similar incidents. In one, {fact}.", "The inquiry will also ask whether {fact2}.", "Hardly anyone noticed when {fact}.",
    "{org} learned on {day} that {fact}.", "Of the {n} witnesses, most agree: {fact}.", "Until {day}, {talk}, {fact2}.",
    "{org} did not immediately respond to a request for comment.", "{org}, which has {n} members, disputes that {fact2}.",
)  # fmt: skip
QUOTED = (
    "“{quote},” {who} said.",
    "“{quote},” said {who}, {role} in {place}.",
    "{who} put it this way: “{quote}.”",
    "“{quote},” {who} told {outlet}.",
)
BACKGROUNDS = (
    "{place}, a town of {n} thousand, lies where the {river} meets the old salt road and lives from {trade} and from {trade2}.",
    "The region has seen {n} such cases since {year}, most of them in the hills between {place} and {town2}.",
    "{org} was founded in {year} by workers of a {thing} factory and took its present name {n} years later.",
    "In {year} a similar case cost {n} people their homes and led to the law that parliament is now about to change.",
    "The {thing} was built in {year} for a population a third of what {place} has today, and no part of it has been renewed since.",
    "{trade} and {trade2} have kept {place} going since {year}, and both are in decline.",
    "{place} and {town2} quarrelled over the {thing} until {year}, when a judge gave it to neither.",
    "The {river}, {n} km long, was once known for {trade}.",
    "Under the charter of {year}, {org} answers to {n} delegates and to nobody else.",
    "More than half of all {trade} in the country comes from {town2}.",
    "Insurers paid {n} million crowns after the {thing} affair of {year}.",
    "{town2} gave up its own {thing} in {year}; {n} neighbours have followed.",
    "It would be the first such decision since {year} and only the second in the history of {place}.",
    "Elections in the province are due in {n} weeks, and {trade} has been the main matter of the campaign.",
)
TRADES = "glass herring walnuts timber wool tourism quarrying cider ceramics copper mushrooms shipbuilding".split()


@dataclass(frozen=True)
class Event:
    """What happened: its facts, who spoke of it, and where."""

    place: str
    org: str
    day: str
    people: tuple[tuple[str, Group], ...]
    facts: tuple[tuple[Group, ...], ...]
    quotes: tuple[str, ...]
    numbers: tuple[int, ...]


def invent(chance: random.Random) -> Event:
    """An event."""
    place = _place(chance)
    things = [_thing(chance) for _ in range(9)]  # a story keeps coming back to the same things
    facts = []
    for _ in range(22):
        one, two = chance.sample(things, 2)
        tail = tuple(f"{each} {thing}" for each, thing in zip(chance.choice(TAILS), _thing(chance), strict=False))
        fact = (one, chance.choice(DEEDS), two, tail if chance.random() < 0.8 else ("",))
        number, where = str(chance.randrange(2, 900)), _place(chance)
        facts.append(
            tuple(tuple(each.replace("{n}", number).replace("{place}", where) for each in part) for part in fact)
        )
    people = tuple((_person(chance), chance.choice(ROLES)) for _ in range(4))
    quotes = tuple(_quote(chance) for _ in range(5))
    org = f"{_place(chance)} {chance.choice(('Council', 'Holding', 'Institute', 'Union', 'Authority', 'Works'))}"
    numbers = tuple(chance.randrange(2, 900) for _ in range(3))
    return Event(place, org, chance.choice(DAYS), people, tuple(facts), quotes, numbers)


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
    texts = chance.sample(BACKGROUNDS, chance.randrange(2, 6))
    place = _place(chance)
    return [
        text.format_map({**words, "place": place, "year": chance.randrange(1890, 2015), "n": chance.randrange(3, 90),
                         "town2": _place(chance), "org": f"{_place(chance)} Works", "river": _place(chance),
                         "trade": chance.choice(TRADES), "trade2": chance.choice(TRADES)})
        for text in texts
    ]  # fmt: skip


def templated(chance: random.Random) -> list[str]:
    """What a machine writes of every quake: all but the facts is the same."""
    place, size, depth, at = (
        _place(chance),
        chance.randrange(30, 69) / 10,
        chance.randrange(4, 90),
        chance.randrange(1, 12),
    )
    return [
        (
            f"A magnitude {size} earthquake struck {chance.randrange(4, 60)} km from {place} on {chance.choice(DAYS)} at {at}:{chance.randrange(10, 59)} a.m., "
            f"at a depth of {depth} km, the seismic institute of {_place(chance)} said."
        ),
        (
            f"No damage was reported in {place} or {_place(chance)}. In the past month, {chance.randrange(3, 40)} quakes of magnitude 3 and more "
            f"were measured within {chance.randrange(50, 300)} km of {_place(chance)}."
        ),
    ]


SYNONYMS = {
    "said": "stated", "told": "informed", "after": "following", "because": "since", "town": "city", "people": "persons", "children": "kids",
    "began": "started", "again": "once more", "before": "ahead of", "many": "numerous", "found": "discovered", "took": "seized",
    "built": "constructed", "close": "shut", "asked": "requested", "refused": "declined", "under": "beneath", "new": "fresh",
    "whether": "if", "while": "as", "but": "yet", "although": "though", "which": "that", "way": "manner", "hours": "hrs", "percent": "per cent",
    "reporters": "journalists", "main": "chief", "similar": "comparable", "homes": "houses", "law": "statute", "hills": "uplands",
    "comment": "remarks", "members": "adherents", "remembers": "recalls", "clear": "obvious", "wait": "hold on", "number": "figure",
}  # fmt: skip
FILLERS = (
    "however reportedly meanwhile also still already apparently now further notably local nearby early late".split()
)


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


def _thing(chance: random.Random) -> Group:
    quality, other = chance.sample(QUALITIES, 2)
    nouns = chance.choice(NOUNS)
    return tuple(f"the {quality if chance.random() < 0.6 else other} {nouns[at % len(nouns)]}" for at in range(2))


def _person(chance: random.Random) -> str:
    return f"{chance.choice(GIVEN)} {chance.choice(FRONT)}{chance.choice(('sen', 'ova', 'man', 'etti', 'ides', 'ak', 'berg', 'oux'))}"


def _common(chance: random.Random) -> dict[str, str]:
    return {key: chance.choice(list(values)) for key, values in FILL.items()}


def _quote(chance: random.Random) -> str:
    one, two = chance.sample(SPOKEN, 2)
    first, second = (each.format_map({**_common(chance), "n": chance.randrange(2, 60)}) for each in (one, two))
    return first if chance.random() < 0.5 else f"{first}. {second}"


def _tell(fact: tuple[Group, ...], chance: random.Random) -> str:
    """A fact in one hand: its things with or without what they are like, the circumstance before or after."""
    one, deed, two, tail = (chance.choice(part) for part in fact)
    one, two = (each if chance.random() < 0.6 else re.sub(r"^the \w+ ", "the ", each) for each in (one, two))
    if tail and chance.random() < 0.4:
        return f"{tail} {one} {deed} {two}"
    return f"{one} {deed} {two} {tail}".strip()


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
            words[name] = _tell(fact, chance)
    text = pattern.format_map(words)
    return text[0].upper() + text[1:]
