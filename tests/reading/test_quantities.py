from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.nouns import Document
from sayso.reading.measures import read_measures
from sayso.reading.quantities import find_quantities
from sayso.scales import Bound

# Sentence → words of the quantity, its value (or low and high), bound, and what is counted. RULES.md, N1 and U12.
Row = tuple[str, float | tuple[float | None, float | None], str, str | None]
SAID: list[tuple[str, list[Row]]] = [
    ("Nearly 40 goats were stolen.", [("Nearly 40 goats", 40, "about", "goats")]),
    ("The bakery sold 1.2m loaves last year.", [("1.2m loaves", 1200000, "exact", "loaves")]),
    ("Two dozen tractors blocked the road.", [("Two dozen tractors", 24, "exact", "tractors")]),
    ("Half a million homes lost power.", [("Half a million homes", 500000, "exact", "homes")]),
    ("The fund holds $4bn in bonds.", [("$4bn", 4000000000, "exact", "dollars")]),
    ("It fell to minus 12C at the airport.", [("minus 12C", -12, "exact", "degrees Celsius")]),
    ("A 7.1 magnitude quake shook the coast.", [("7.1 magnitude", 7.1, "exact", "magnitude")]),
    ("Support rose 3-5 percent in the south.", [("3-5 percent", (3, 5), "range", "percent")]),
    ("Dozens of dolphins washed ashore.", [("Dozens of dolphins", (24, None), "about", "dolphins")]),
    ("Scores of villagers fled.", [("Scores of villagers", (40, None), "about", "villagers")]),
    ("A handful of voters queued.", [("A handful of voters", (3, None), "about", "voters")]),
    ("Several hundred pilgrims slept outside.", [("Several hundred pilgrims", (200, None), "about", "pilgrims")]),
    ("The clinic treated twelve (12) nurses.", [("twelve (12) nurses", 12, "exact", "nurses")]),
    ("A third of the harvest was lost.", [("A third", 33.333333, "exact", "percent")]),
    ("Two-thirds of the council abstained.", [("Two-thirds", 66.666667, "exact", "percent")]),
    ("Nine in ten drivers wore belts.", [("Nine in ten", 90, "exact", "percent")]),
    ("One pupil in five skipped class.", [("One pupil in five", 20, "exact", "percent")]),
    (
        "The strike cost between 3 and 4 million crowns.",
        [("between 3 and 4 million crowns", (3000000, 4000000), "range", "crowns")],
    ),
    ("Between 60 and 70 whales beached.", [("Between 60 and 70 whales", (60, 70), "range", "whales")]),
    (
        "Prices rose by 8 percent to 27 euros.",
        [("8 percent", 8, "exact", "percent"), ("27 euros", 27, "exact", "euros")],
    ),
    ("The toll rose by 8 to 27.", [("8", 8, "exact", "more dead"), ("27", 27, "exact", "dead")]),
    ("The death toll climbed to 41.", [("41", 41, "exact", "dead")]),
    ("At least 17 miners are missing.", [("At least 17 miners", 17, "at_least", "miners missing")]),
    ("Up to 300 jobs could go.", [("Up to 300 jobs", 300, "at_most", "jobs")]),
    ("As many as 90 boats sank.", [("As many as 90 boats", 90, "at_most", "boats")]),
    ("No fewer than 38 graves were opened.", [("No fewer than 38 graves", 38, "at_least", "graves")]),
    ("No more than 20 tickets remain.", [("No more than 20 tickets", 20, "at_most", "tickets")]),
    ("Fewer than 900 fans came.", [("Fewer than 900 fans", 900, "at_most", "fans")]),
    ("Under 50 people signed.", [("Under 50 people", 50, "at_most", "people")]),
    ("Just over 3,100 pupils enrolled.", [("Just over 3,100 pupils", 3100, "at_least", "pupils")]),
    ("Well over 200 trucks waited.", [("Well over 200 trucks", 200, "at_least", "trucks")]),
    ("Roughly 600 fake accounts were closed.", [("Roughly 600 fake accounts", 600, "about", "fake accounts")]),
    ("An estimated 60 later studies cite it.", [("An estimated 60 later studies", 60, "about", "later studies")]),
    ("Some 2,300 stations shut.", [("Some 2,300 stations", 2300, "about", "stations")]),
    ("Almost six tonnes of ivory burned.", [("Almost six tonnes", 6, "about", "tonnes")]),
    ("Close to 1,500 flats flooded.", [("Close to 1,500 flats", 1500, "about", "flats")]),
    ("Around 17 hikers turned back.", [("Around 17 hikers", 17, "about", "hikers")]),
    ("Upwards of 70 tonnes of gold left.", [("Upwards of 70 tonnes", 70, "at_least", "tonnes")]),
    ("In excess of 5,000 letters arrived.", [("In excess of 5,000 letters", 5000, "at_least", "letters")]),
    ("More than an hour passed.", [("More than an hour", 1, "at_least", "hours")]),
    ("It took nearly two hours.", [("nearly two hours", 2, "about", "hours")]),
    ("Exactly 14 votes decided it.", [("Exactly 14 votes", 14, "exact", "votes")]),
    ("Only 25 seats were filled.", [("Only 25 seats", 25, "exact", "seats")]),
    ("40 of its 210 branches will close.", [("40 of its 210 branches", 40, "exact", "branches")]),
    ("Three of the four crew drowned.", [("Three of the four crew", 3, "exact", "crew dead")]),
    ("Six of them were children.", [("Six of them", 6, "exact", None)]),
    ("31 of the 90 data centres failed.", [("31 of the 90 data centres", 31, "exact", "data centres")]),
    ("All but 6,500 homes have power.", [("All but 6,500 homes", 6500, "exact", "homes")]),
    ("Eleven officers resigned.", [("Eleven officers", 11, "exact", "officers")]),
    ("Twenty-one sheep were found.", [("Twenty-one sheep", 21, "exact", "sheep")]),
    (
        "Three hundred and ten thousand people marched.",
        [("Three hundred and ten thousand people", 310000, "exact", "people")],
    ),
    ("The firm cut 1,200 jobs.", [("1,200 jobs", 1200, "exact", "jobs")]),
    ("The airline carried 2 million passengers.", [("2 million passengers", 2000000, "exact", "passengers")]),
    ("Police seized 36 rocket launchers.", [("36 rocket launchers", 36, "exact", "rocket launchers")]),
    ("Four armoured vehicles crossed the border.", [("Four armoured vehicles", 4, "exact", "armoured vehicles")]),
    ("North Korea sent 3,000 soldiers to the front.", [("3,000 soldiers", 3000, "exact", "soldiers")]),
    (
        "3,000 North Korean soldiers in Russia wear new uniforms.",
        [("3,000 North Korean soldiers in Russia", 3000, "exact", "North Korean soldiers in Russia")],
    ),
    (
        "12 members of a smuggling ring were jailed.",
        [("12 members of a smuggling ring", 12, "exact", "members of a smuggling ring")],
    ),
    (
        "At least seven Greek reporters’ phones were tapped.",
        [("At least seven Greek reporters’ phones", 7, "at_least", "Greek reporters’ phones")],
    ),
    ("The landslide killed 46 people.", [("46 people", 46, "exact", "people dead")]),
    ("The blast injured 31 workers.", [("31 workers", 31, "exact", "workers injured")]),
    (
        "46 people were killed and 9 were wounded.",
        [("46 people", 46, "exact", "people dead"), ("9", 9, "exact", "wounded")],
    ),
    ("Five people died.", [("Five people", 5, "exact", "people dead")]),
    ("Thirteen hikers are still missing.", [("Thirteen hikers", 13, "exact", "hikers missing")]),
    ("The storm left 12 dead.", [("12 dead", 12, "exact", "dead")]),
    ("Two were hurt.", [("Two", 2, "exact", "hurt")]),
    ("Nearly 7,000 people were left homeless.", [("Nearly 7,000 people", 7000, "about", "people homeless")]),
    ("12 dead, 3 missing", [("12 dead", 12, "exact", "dead"), ("3 missing", 3, "exact", "missing")]),
    ("The number of infected cows stood at 212.", [("212", 212, "exact", "infected cows")]),
    ("They put the number of strikers at 1,900.", [("1,900", 1900, "exact", "strikers")]),
    ("The crowd was put at 80,000.", [("80,000", 80000, "exact", "people")]),
    ("The quake had a magnitude of 6.4.", [("6.4", 6.4, "exact", "magnitude")]),
    ("The convoy is 20 miles long.", [("20 miles", 20, "exact", "miles")]),
    ("A 20-mile convoy left.", [("20-mile", 20, "exact", "miles")]),
    ("He got a four-year ban.", [("four-year", 4, "exact", "years")]),
    ("The wave was 4.9 metres high.", [("4.9 metres", 4.9, "exact", "metres")]),
    ("Winds reached 121 kilometres an hour.", [("121 kilometres an hour", 121, "exact", "kilometres per hour")]),
    ("Output is 90,000 barrels a day.", [("90,000 barrels a day", 90000, "exact", "barrels per day")]),
    ("Wheat costs $65.99 a barrel less.", [("$65.99 a barrel", 65.99, "exact", "dollars per barrel")]),
    ("The fee is €5 per head.", [("€5 per head", 5, "exact", "euros per head")]),
    ("The stake cost Rs 4,100 crore.", [("Rs 4,100 crore", 41000000000, "exact", "rupees")]),
    ("A fine of £1,755 was paid.", [("£1,755", 1755, "exact", "pounds")]),
    ("The grant is A$2.4 billion.", [("A$2.4 billion", 2400000000, "exact", "Australian dollars")]),
    ("Sales were US$7.8 million.", [("US$7.8 million", 7800000, "exact", "US dollars")]),
    ("They want HK$3 million.", [("HK$3 million", 3000000, "exact", "Hong Kong dollars")]),
    ("The loan is 25 to 30 million euros.", [("25 to 30 million euros", (25000000, 30000000), "range", "euros")]),
    (
        "Earnings of $3.10 to $3.25 per share are expected.",
        [("$3.10 to $3.25 per share", (3.1, 3.25), "range", "dollars per share")],
    ),
    ("The price was $28-$31.", [("$28-$31", (28, 31), "range", "dollars")]),
    ("It sold for 300,000 euros.", [("300,000 euros", 300000, "exact", "euros")]),
    ("It costs 50 Swiss francs.", [("50 Swiss francs", 50, "exact", "Swiss francs")]),
    ("The state spent 2 billion kroner.", [("2 billion kroner", 2000000000, "exact", "kroner")]),
    ("Turnout was 48.7%.", [("48.7%", 48.7, "exact", "percent")]),
    ("The margin was 0.4 per cent.", [("0.4 per cent", 0.4, "exact", "percent")]),
    ("Shares were down 9 percent.", [("9 percent", 9, "exact", "percent")]),
    ("The gap is 2 percentage points.", [("2 percentage points", 2, "exact", "percentage points")]),
    ("The yield rose 5 basis points.", [("5 basis points", 5, "exact", "basis points")]),
    ("He works 38 hours a week.", [("38 hours a week", 38, "exact", "hours per week")]),
    ("The bridge is 1,500 km away.", [("1,500 km", 1500, "exact", "km")]),
    ("It weighs 22 tonnes.", [("22 tonnes", 22, "exact", "tonnes")]),
    ("The lake lost 40 square kilometres.", [("40 square kilometres", 40, "exact", "square kilometres")]),
    ("The plant makes 700 MW.", [("700 MW", 700, "exact", "MW")]),
    ("The reef lies at 6mm depth.", [("6mm", 6, "exact", "mm")]),
    ("Rain of up to 120 mm fell.", [("up to 120 mm", 120, "at_most", "mm")]),
    ("It was 112 degrees.", [("112 degrees", 112, "exact", "degrees")]),
    ("The oven reached 40°C.", [("40°C", 40, "exact", "degrees Celsius")]),
    ("The tank holds 1.9 million litres.", [("1.9 million litres", 1900000, "exact", "litres")]),
    ("The rule covers 2,000 vessels.", [("2,000 vessels", 2000, "exact", "vessels")]),
    ("He called twice.", [("twice", 2, "exact", "times")]),
    ("It failed three times.", [("three times", 3, "exact", "times")]),
    ("The rent was three times the limit.", [("three times", 3, "exact", "times")]),
    ("Zero complaints were filed.", [("Zero complaints", 0, "exact", "complaints")]),
    ("Not one inspector came.", [("Not one inspector", 0, "exact", "inspector")]),
    ("Not a single shot was fired.", [("Not a single shot", 0, "exact", "shot")]),
    ("None of the generators worked.", [("None of the generators", 0, "exact", "generators")]),
    ("One vessel ran aground.", [("One vessel", 1, "exact", "vessel")]),
    ("One driver was fined.", [("One driver", 1, "exact", "driver")]),
    ("Hundreds of visas were bought.", [("Hundreds of visas", (200, None), "about", "visas")]),
    ("Tens of thousands of bees died.", [("Tens of thousands of bees", (20000, None), "about", "bees dead")]),
    (
        "Hundreds of thousands of chickens were culled.",
        [("Hundreds of thousands of chickens", (200000, None), "about", "chickens")],
    ),
    ("Thousands marched.", [("Thousands", (2000, None), "about", None)]),
    ("Millions of euros vanished.", [("Millions of euros", (2000000, None), "about", "euros")]),
    ("A couple of ships waited.", [("A couple of ships", 2, "about", "ships")]),
    ("Half the village burned.", [("Half", 50, "exact", "percent")]),
    ("Up to half of them voted.", [("Up to half", 50, "at_most", "percent")]),
    ("A quarter of a million eggs broke.", [("A quarter of a million eggs", 250000, "exact", "eggs")]),
    ("Two and a half million sheep were sold.", [("Two and a half million sheep", 2500000, "exact", "sheep")]),
    ("One and a half tonnes of fish rotted.", [("One and a half tonnes", 1.5, "exact", "tonnes")]),
    ("20 or more buses stood idle.", [("20 or more buses", 20, "at_least", "buses")]),
    ("50 or so monks remained.", [("50 or so monks", 50, "about", "monks")]),
    ("20-odd goats grazed.", [("20-odd goats", 20, "about", "goats")]),
    ("Sixty days at least are needed.", [("Sixty days at least", 60, "at_least", "days")]),
    ("30 workers or fewer stayed.", [("30 workers or fewer", 30, "at_most", "workers")]),
    ("100-plus cows grazed.", [("100-plus cows", 100, "at_least", "cows")]),
    ("It has 18+ members.", [("18+ members", 18, "at_least", "members")]),
    ("Two or three weeks will do.", [("Two or three weeks", (2, 3), "range", "weeks")]),
    ("Ten to twelve boats came.", [("Ten to twelve boats", (10, 12), "range", "boats")]),
    ("From 20 to 25 cars collided.", [("From 20 to 25 cars", (20, 25), "range", "cars")]),
    ("Between one and three children share a bed.", [("Between one and three children", (1, 3), "range", "children")]),
    ("The dam holds 3.5bn cubic metres.", [("3.5bn cubic metres", 3500000000, "exact", "cubic metres")]),
    ("Growth of 2-3% is forecast.", [("2-3%", (2, 3), "range", "percent")]),
    ("The herd grew from 12 to 40 cows.", [("12", 12, "exact", "cows"), ("40 cows", 40, "exact", "cows")]),
    ("It was cut from $10 to $8.", [("$10", 10, "exact", "dollars"), ("$8", 8, "exact", "dollars")]),
    (
        "The team has 11 players and 3 coaches.",
        [("11 players", 11, "exact", "players"), ("3 coaches", 3, "exact", "coaches")],
    ),
    ("They hold 8 lakh votes.", [("8 lakh votes", 800000, "exact", "votes")]),
    ("The survey asked 1,004 adults.", [("1,004 adults", 1004, "exact", "adults")]),
    ("The ship had 63 passengers and crew.", [("63 passengers and crew", 63, "exact", "passengers and crew")]),
    ("The raid freed 12 women and children.", [("12 women and children", 12, "exact", "women and children")]),
    ("They shot 12 soldiers and rebels said so.", [("12 soldiers", 12, "exact", "soldiers")]),
    ("The court received 40 claims.", [("40 claims", 40, "exact", "claims")]),
    ("The gallery lost 12 works by the painter.", [("12 works", 12, "exact", "works")]),
    ("It made three new plans for the harbour.", [("three new plans", 3, "exact", "new plans")]),
    ("The theatre cancelled 12 shows.", [("12 shows", 12, "exact", "shows")]),
    ("The clerk found three notes.", [("three notes", 3, "exact", "notes")]),
    ("The flood claimed 40 lives.", [("40 lives", 40, "exact", "lives")]),
    ("The agency logged 300 sales.", [("300 sales", 300, "exact", "sales")]),
    ("Police questioned two arms dealers.", [("two arms dealers", 2, "exact", "arms dealers")]),
    ("It issued 200 work permits.", [("200 work permits", 200, "exact", "work permits")]),
    ("The herd has 40 caribou.", [("40 caribou", 40, "exact", "caribou")]),
    ("The dam released 5,000 acre-feet of water.", [("5,000 acre-feet", 5000, "exact", "acre-feet")]),
    ("The survey covers 1,000 km2.", [("1,000 km2", 1000, "exact", "square km")]),
    ("The turbine turns at 3,000 rpm.", [("3,000 rpm", 3000, "exact", "rpm")]),
    ("The deal is worth 50 million USD.", [("50 million USD", 50000000, "exact", "US dollars")]),
    ("It costs 115.5EUR.", [("115.5EUR", 115.5, "exact", "euros")]),
    ("He is 5 ft 2 in.", [("5 ft 2 in", 5.166667, "exact", "ft")]),
    ("The door is six feet in height.", [("six feet", 6, "exact", "feet")]),
    ("The stamp costs 99p.", [("99p", 99, "exact", "pence")]),
    ("Two of every five elms are sick.", [("Two of every five", 40, "exact", "percent")]),
    ("The blaze took two-and-a-half hectares.", [("two-and-a-half hectares", 2.5, "exact", "hectares")]),
    ("A 300-strong crowd gathered.", [("300-strong", 300, "exact", "people")]),
    ("The 12-member panel voted.", [("12-member", 12, "exact", "members")]),
    ("At least another 300 are stranded.", [("At least another 300", 300, "at_least", "stranded")]),
    ("At least a further 30 barns burned.", [("At least a further 30 barns", 30, "at_least", "barns")]),
    ("The number killed has risen to 19.", [("19", 19, "exact", "dead")]),
    ("All 19 on board died.", [("19", 19, "exact", "people dead")]),
    (
        "The plane carried 140, including 12 children.",
        [("140", 140, "exact", "people"), ("12 children", 12, "exact", "children")],
    ),
    ("A team of 12 went down.", [("12", 12, "exact", "people")]),
    ("A family of five died.", [("five", 5, "exact", "people dead")]),
    ("The vote was 52 in favour and 48 against.", [("52", 52, "exact", "votes"), ("48", 48, "exact", "votes")]),
    ("Half of the 600 asked said no.", [("Half", 50, "exact", "percent"), ("600", 600, "exact", "people")]),
    ("How many cattle died? “Two hundred,” the vet said.", [("Two hundred", 200, "exact", "cattle dead")]),
    (
        "Asked how many faults it had found, the firm said “fewer than five”.",
        [("fewer than five", 5, "at_most", "faults")],
    ),
    ("The error is plus or minus 3 points.", [("plus or minus 3 points", (-3, 3), "range", "points")]),
    ("Rents rose 5% over three years.", [("5%", 5, "exact", "percent"), ("three years", 3, "exact", "years")]),
    ("The siege lasted over three weeks.", [("over three weeks", 3, "at_least", "weeks")]),
    (
        "The storm left dozens dead and scores injured.",
        [("dozens dead", (24, None), "about", "dead"), ("scores injured", (40, None), "about", "injured")],
    ),
    (
        "They found 1,900 leaks, or 40 a day.",
        [("1,900 leaks", 1900, "exact", "leaks"), ("40 a day", 40, "exact", "leaks per day")],
    ),
    (
        "Thirty-one wells dried up, six more than in March.",
        [("Thirty-one wells", 31, "exact", "wells"), ("six more", 6, "exact", "more wells")],
    ),
    ("A dozen monks prayed.", [("A dozen monks", 12, "exact", "monks")]),
    ("Half a dozen eggs broke.", [("Half a dozen eggs", 6, "exact", "eggs")]),
    ("A hundred schools shut.", [("A hundred schools", 100, "exact", "schools")]),
    ("A thousand candles burned.", [("A thousand candles", 1000, "exact", "candles")]),
    ("More than a hundred dogs barked.", [("More than a hundred dogs", 100, "at_least", "dogs")]),
    ("Fifteen hundred cards were posted.", [("Fifteen hundred cards", 1500, "exact", "cards")]),
    ("He owes 1,000,000 pesos.", [("1,000,000 pesos", 1000000, "exact", "pesos")]),
    ("They caught 7,400 fish.", [("7,400 fish", 7400, "exact", "fish")]),
    ("The zoo lost 14 deer.", [("14 deer", 14, "exact", "deer")]),
    ("The farm has 300 cattle.", [("300 cattle", 300, "exact", "cattle")]),
    ("The choir has 24 women.", [("24 women", 24, "exact", "women")]),
    ("Police found 61 bodies.", [("61 bodies", 61, "exact", "bodies")]),
    ("Ten aid workers were freed.", [("Ten aid workers", 10, "exact", "aid workers freed")]),
    ("The team found 19 undersea cables.", [("19 undersea cables", 19, "exact", "undersea cables")]),
    ("About 8 in 10 schools reopened.", [("About 8 in 10", 80, "about", "percent")]),
    ("Roughly one in three farms closed.", [("Roughly one in three", 33.333333, "about", "percent")]),
    ("They raised ¥90 billion.", [("¥90 billion", 90000000000, "exact", "yen")]),
    ("It lost 5 million rupees.", [("5 million rupees", 5000000, "exact", "rupees")]),
    ("There were 212 cases.", [("212 cases", 212, "exact", "cases")]),
    ("Fuel rose 12 cents a litre.", [("12 cents a litre", 12, "exact", "cents per litre")]),
    ("He served 30 years.", [("30 years", 30, "exact", "years")]),
    ("It lasted 47 minutes.", [("47 minutes", 47, "exact", "minutes")]),
    ("It lasted 71 seconds.", [("71 seconds", 71, "exact", "seconds")]),
    ("They waited 11 days.", [("11 days", 11, "exact", "days")]),
    ("The fund gained 1.1 billion.", [("1.1 billion", 1100000000, "exact", None)]),
    (
        "The army lost 14 tanks and nine drones.",
        [("14 tanks", 14, "exact", "tanks"), ("nine drones", 9, "exact", "drones")],
    ),
    ("Between 10 and 15 percent left.", [("Between 10 and 15 percent", (10, 15), "range", "percent")]),
    ("As much as 80 million zloty is missing.", [("As much as 80 million zloty", 80000000, "at_most", "zloty")]),
    ("The rate exceeded 30 percent.", [("exceeded 30 percent", 30, "at_least", "percent")]),
    ("Damage exceeds 2 million dollars.", [("exceeds 2 million dollars", 2000000, "at_least", "dollars")]),
    ("Losses topped 9,000 head.", [("topped 9,000", 9000, "at_least", None)]),
    ("Fully 92% agreed.", [("Fully 92%", 92, "exact", "percent")]),
    ("A record 4,000 runners started.", [("A record 4,000 runners", 4000, "exact", "runners")]),
    ("A total of 16 judges signed.", [("A total of 16 judges", 16, "exact", "judges")]),
    ("A mere 3 percent replied.", [("A mere 3 percent", 3, "exact", "percent")]),
    ("There are 38,000 children in care.", [("38,000 children", 38000, "exact", "children")]),
    ("The “more than 50” injured were treated.", [("“more than 50” injured", 50, "at_least", "injured")]),
    ("“Hundreds” of cards were sold.", [("“Hundreds” of cards", (200, None), "about", "cards")]),
    ("They want twelve “observers”.", [("twelve “observers”", 12, "exact", "observers")]),
    ("The station is 5km from the river.", [("5km", 5, "exact", "km")]),
    ("The ward has 19 patients.", [("19 patients", 19, "exact", "patients")]),
    ("Perhaps two divers remain.", [("Perhaps two divers", 2, "about", "divers")]),
    ("It may be within 5 km of the shore.", [("within 5 km", 5, "at_most", "km")]),
    ("Nobody knows how many of the 300 guests ate it.", [("300 guests", 300, "exact", "guests")]),
    ("The reserve holds 400 to 500 elephants.", [("400 to 500 elephants", (400, 500), "range", "elephants")]),
    ("Six more months are needed.", [("Six more months", 6, "exact", "more months")]),
    ("They sent 120 more doctors.", [("120 more doctors", 120, "exact", "more doctors")]),
    ("About half a percent was lost.", [("About half a percent", 0.5, "about", "percent")]),
    ("It is 3½ metres long.", [("3½ metres", 3.5, "exact", "metres")]),
]


@pytest.mark.parametrize(("sentence", "rows"), SAID, ids=[sentence[:40] for sentence, _ in SAID])
def test_numbers_are_read_as_news_writes_them(sentence: str, rows: list[Row]) -> None:
    """N1; U12: the words take in the bound and the unit."""
    found = find_quantities(sentence)
    assert [(each.text, each.bound.value, each.unit) for each in found] == [(row[0], row[2], row[3]) for row in rows]
    for each, row in zip(found, rows, strict=True):
        if isinstance(row[1], tuple):
            assert (each.value, each.low, each.high) == (None, *row[1])
        else:
            assert each.value == pytest.approx(row[1])
            assert each.low == (each.value if each.bound is Bound.AT_LEAST else None)
            assert each.high == (each.value if each.bound is Bound.AT_MOST else None)


# N1, U10: identifiers, ordinals, ages, years, scores and telephone numbers count nothing.
NO_NUMBERS = [
    "Flight 370 vanished.",
    "An F-16 landed.",
    "Resolution 1718 stands.",
    "The Boeing 737 was grounded.",
    "Article 5 applies.",
    "Maria Lund, 34, resigned.",
    "He is 24 and in pieces.",
    "The coroner gave her age as 39.",
    "It lasted an hour and a half.",
    "The 34-year-old driver fled.",
    "He is 34 years old.",
    "She was aged 51.",
    "It opened in 1998.",
    "The 2022 paper was retracted.",
    "Norway won 3-0.",
    "The court split 5-4.",
    "They won 3 to 2.",
    "Call 555-0134 now.",
    "Ring +44 20 7946 0958.",
    "Highway 97 is shut.",
    "Room 12 was sealed.",
    "The Covid-19 ward closed.",
    "The first ship left.",
    "The second time was worse.",
    "It is the 20th storm.",
    "The G7 met.",
    "Group A4 won.",
    "See section 12.",
    "It runs on Windows 11.",
    "Reactor 4 is cold.",
    "The server is 192.168.1.2.",
    "No one came.",
    "One of the largest mills shut.",
    "The one who knew left.",
    "One day it will end.",
    "He met one another.",
    "Channel 4 aired it.",
    "The Halo 2 is out.",
    "Route 66 closed.",
    "The A380 landed.",
    "Level 3 was declared.",
    "Act 2 begins.",
    "The odds are fifty-fifty.",
    "She scored 6-4 6-3.",
    "Page 12 is missing.",
    "Phase 2 begins.",
    "Gate 22 is shut.",
    "No. 10 declined.",
    "The 4x4 broke.",
    "Parcel 0045 is lost.",
]


@pytest.mark.parametrize("sentence", NO_NUMBERS)
def test_numbers_that_count_nothing_are_left_alone(sentence: str) -> None:
    assert read_measures(Document(sentence, published="2026-03-04")).quantities == ()


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("The ferry carried 212 passengers. 40 were saved.", ["passengers", "passengers"]),
        (
            "A mine collapsed on 63 workers; 12 are missing and nine were killed.",
            ["workers", "workers missing", "workers dead"],
        ),
        ("Nine barns burned. Two were killed.", ["barns", "dead"]),
        ("The guard saw 12 sailors; 9 missing, 3 dead.", ["sailors", "missing", "dead"]),
        ("It put the leak at 4,000 barrels. The firm’s own figure was below 500.", ["barrels", "barrels"]),
        ("Banks may lend 18% more. “Eighteen is the limit,” he said.", ["percent", "percent"]),
        ("“I counted 40,” she said. The 40 swans flew on.", ["swans", "swans"]),
        ("The yard has 1,000 welders. Two clerks say the true number exceeds 1,400.", ["welders", "clerks", "welders"]),
        ("Turnout was 41.5 percent, down from 43.1.", ["percent", "percent"]),
        ("The plan costs 3.2 billion euros. Critics say 4.1 billion.", ["euros", "euros"]),
        ("Doctors saw 31 burns, down from 38.", ["burns", "burns"]),
        (
            "At least 17 people died and two dozen were hurt, up from 12 to 40 trucks.",
            ["people dead", "hurt", "trucks", "trucks"],
        ),
        ("The toll rose by 8 to 27.", ["more dead", "dead"]),
        ("The mill cut output by 200 tonnes.", ["fewer tonnes"]),
        ("The bodies of five divers were found.", ["divers dead"]),
        ("Two climbers were rescued and a third was missing.", ["climbers rescued", "missing"]),
        ("Two climbers set out. A third of the rope was gone.", ["climbers", "percent"]),
        ("Rents rose 9 percent. The real figure was closer to 15.", ["percent", "percent"]),
        ("The quake was revised to magnitude 6.4 after waves of 2.5 m.", ["magnitude", "m"]),
        ("Waves of 2.5 m came. It revised the magnitude to 6.4.", ["m", "magnitude"]),
    ],
)
def test_a_bare_number_counts_what_was_counted_before_and_a_change_is_no_total(sentence: str, units: list[str]) -> None:
    assert [each.unit for each in find_quantities(sentence)] == units


def test_an_anchor_is_the_exact_words() -> None:
    text = "Nearly 3,000 bus drivers walked out; the operator said “no more than 1,900”."
    for each in find_quantities(text):
        (start, end), *_ = each.spans
        assert text[start:end] == each.text


WORDS = st.sampled_from(["loaves", "goats", "votes", "trucks", "barrels", "patients"])


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 999_999_999), WORDS)
def test_a_number_written_out_and_read_again_is_the_same(value: int, thing: str) -> None:
    for written in (f"{value:,}", str(value), spelled(value)):
        if 1400 <= value <= 2100 and written == str(value):
            continue  # it may be a year
        (found,) = find_quantities(f"They counted {written} {thing} there.")
        assert (found.value, found.unit, found.bound) == (value, thing, Bound.EXACT)


@settings(max_examples=80, deadline=None)
@given(
    st.floats(0.01, 900).map(lambda value: round(value, 2)),
    st.sampled_from([("million", 1e6), ("billion", 1e9), ("bn", 1e9)]),
)
def test_money_written_out_and_read_again_is_the_same(value: float, scale: tuple[str, float]) -> None:
    (found,) = find_quantities(f"It cost ${value}{'' if scale[0] == 'bn' else ' '}{scale[0]} to build.")
    assert found.value == pytest.approx(value * scale[1])
    assert found.unit == "dollars"


def spelled(value: int) -> str:
    """A number in English words."""
    small = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ]
    tens = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    for scale, word in ((1_000_000, "million"), (1000, "thousand")):
        if value >= scale:
            rest = value % scale
            joint = " and " if 0 < rest < 100 else " "
            return f"{spelled(value // scale)} {word}" + (joint + spelled(rest) if rest else "")
    if value >= 100:
        return f"{small[value // 100]} hundred" + (f" and {spelled(value % 100)}" if value % 100 else "")
    if value < 20:
        return small[value]
    return tens[value // 10] + (f"-{small[value % 10]}" if value % 10 else "")


PIECES = ["12", "1,234", "0", ",", ".", "and", "a", "hundred", "million", "half", "twenty", "-", "–", "$", "%", "of", "them", "“",
          "”", "between", "to", "from", "people", "dead", "at least", "or more", "½", "1/2", "٣", "²", "\n", "’", "s", "in five",
          "per", "cent", "day", "Flight", "dozens", "tens of", "thousands", "twelve (12)", "minus", "+44", "🐟", "\u0301"]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
    | st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
    | st.text(max_size=80)
)
def test_no_text_breaks_it_and_intervals_never_invert(text: str) -> None:
    ends = 0
    for each in find_quantities(text):
        (start, end), *rest = each.spans
        assert not rest
        assert ends <= start < end <= len(text)
        ends = end
        if each.low is not None and each.high is not None:
            assert each.low <= each.high
        assert (each.value, each.low, each.high) != (None, None, None)
        if each.bound is Bound.RANGE:
            assert each.value is None


@pytest.mark.parametrize("piece", ["1", "1,", ",123", "12,34", "and ", "one hundred and ", "twenty-", "a hundred ", "tens of ",
                                   "12 to ", "12-", "“", "1.", "$", "at least ", "12 of the ", "one and a half ", "’s "])  # fmt: skip
def test_long_hostile_runs_are_read_in_one_go(piece: str) -> None:
    find_quantities(piece * 4_000)


@pytest.mark.parametrize("text", ["12 at least 12", "12, at least twelve", "nine or more than twenty", "5 or so 5"])
def test_words_between_two_numbers_bound_one_of_them(text: str) -> None:
    """N1: no word belongs to two quantities."""
    spans = [each.spans[0] for each in find_quantities(text)]
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
