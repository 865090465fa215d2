"""Every table of the ledger, once: what is recorded, the same laid out for questions, and what is derived from it.

Only `events` and `bodies` are the record. All other tables are made from these two and can be thrown away.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text

metadata = MetaData()


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _words(name: str) -> Column[str]:
    """A column that always holds something."""
    return Column(name, Text, nullable=False)


# ---- the record ----

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True),  # 1, 2, 3 … without a gap
    _words("kind"),
    _words("at"),  # when the ledger learned of it: ISO 8601, UTC, to the second, never earlier than the one before
    _words("digest"),  # SHA-256 of the body as it was recorded; it stays when the body goes
    _words("previous"),  # the hash of the event before
    _words("hash"),  # over all of the above
)
bodies = Table(
    "bodies",
    metadata,
    Column("seq", Integer, ForeignKey("events.seq"), primary_key=True),
    Column("body", Text),  # canonical JSON; null once it was redacted
)

# ---- the record, laid out for questions ----

documents = Table(
    "documents",
    metadata,
    Column("seq", Integer, ForeignKey("events.seq"), primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _words("sha256"),
    *(
        Column(name, Text)
        for name in ("url", "outlet", "title", "byline", "published", "modified", "retrieved", "language")
    ),
    _words("learned"),
    Column("public", Text),  # from when on views hold it (RULES.md, S15): ISO 8601, UTC, to the microsecond
    Column("redacted", Text),  # the reason why words of it were taken out
    Column("wiped", Integer, nullable=False),  # 1 where all of it was
    Index("documents_url", "url"),
    Index("documents_sha256", "sha256"),
    Index("documents_public", "wiped", "public"),
)
filings = Table(
    "filings",
    metadata,
    _key("story"),
    _key("document"),
    Column("seq", Integer, nullable=False),
    Index("filings_document", "document"),
    Index("filings_newest", "story", "seq"),
)
readings = Table(
    "readings",
    metadata,
    Column("seq", Integer, ForeignKey("events.seq"), primary_key=True),
    _words("document"),
    _words("reader"),
    _words("version"),
    _words("digest"),
    Column("superseded", Integer),  # the event of the reading that took its place
    Index("readings_document", "document"),
)
utterances = Table(
    "utterances",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("seq", Integer, ForeignKey("events.seq"), nullable=False),  # the reading
    Column("position", Integer, nullable=False),  # its place in the reading
    _words("id"),
    _words("document"),
    *(Column(name, Text) for name in ("source", "kind", "party", "stance", "factuality", "quote", "cue", "content")),
    *(Column(name, Text) for name in ("said_start", "said_end", "parent")),
    *(Column(name, Text) for name in ("speaker", "side")),  # the source's name and its party's, as they are compared
    Column("confidence", Float),
    _words("learned"),  # when the ledger first learned of it, by whichever reading
    Column("superseded", Integer),
    Index("utterances_id", "id"),
    Index("utterances_seq", "seq"),
    Index("utterances_document", "document", "superseded"),
    Index("utterances_speaker", "speaker", "document"),
    Index("utterances_side", "side", "document"),
)
judgements = Table(
    "judgements",
    metadata,
    Column("seq", Integer, ForeignKey("events.seq"), primary_key=True),
    *(_words(name) for name in ("verdict", "a")),
    *(Column(name, Text) for name in ("b", "party")),
    _words("by"),
    Column("person", Integer, nullable=False),
    Column("score", Float),
    Column("reason", Text),
    Column("at", Text),
    Column("withdrawn", Integer, nullable=False),
    _words("learned"),
    _words("digest"),
    Index("judgements_a", "a"),
    Index("judgements_b", "b"),
    Index("judgements_verdict", "verdict"),
    Index("judgements_digest", "digest"),
)
notes = Table(
    "notes",
    metadata,
    Column("seq", Integer, ForeignKey("events.seq"), primary_key=True),
    *(Column(name, Text) for name in ("note", "about", "story")),
    _words("by"),
    Column("at", Text),
    _words("learned"),
    _words("digest"),
    Index("notes_about", "about"),
    Index("notes_digest", "digest"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("seq", Integer, ForeignKey("events.seq"), primary_key=True),
    *(_words(name) for name in ("field", "target", "document")),  # an utterance or a document, and its document
    _words("value"),  # JSON
    _words("by"),
    *(Column(name, Text) for name in ("reason", "at")),
    _words("learned"),
    _words("digest"),
    Index("corrections_document", "document"),
    Index("corrections_digest", "digest"),
)
undone = Table(
    "undone",
    metadata,
    Column("seq", Integer, primary_key=True),  # the event that was taken back
    Column("by", Integer, nullable=False),  # the event that did it
)
# An utterance that a later reading of its document has under another id: the same words, with another cue or source.
continued = Table(
    "continued",
    metadata,
    _key("old"),
    Column("seq", Integer, primary_key=True),  # the later reading
    _words("new"),
    _words("document"),
    Index("continued_new", "new"),
    Index("continued_document", "document"),
)
# What stood in a row of these tables before people corrected it: JSON, by "u" and an utterance's number, or a document's id.
originals = Table("originals", metadata, _key("row"), _words("columns"))

# ---- derived: claims and where they stand. No row here is anybody's word ----

claims = Table(
    "claims",
    metadata,
    _key("id"),
    *(
        Column(name, Text)
        for name in ("headline", "headline_utterance", "label", "status", "since", "rule", "flags", "answers")
    ),
    _words("record"),  # the claim as the interchange has it
    _words("rank"),  # where it stands on the board
    Column("due", Text),  # until when it stays as it is though nothing new is heard; null: for good
    Index("claims_rank", "rank"),
    Index("claims_due", "due"),
)
placed = Table("placed", metadata, _key("story"), _key("rank"), _key("claim"), Index("placed_claim", "claim"))
members = Table("members", metadata, _key("claim"), _key("utterance"), Index("members_utterance", "utterance"))
statuses = Table(
    "statuses",
    metadata,
    _key("claim"),
    Column("position", Integer, primary_key=True),
    *(Column(name, Text) for name in ("start", "end", "status", "rule")),  # end is null for the present one
)
versions = Table(
    "versions",
    metadata,
    _key("claim"),
    Column("position", Integer, primary_key=True),
    *(Column(name, Float) for name in ("value", "low", "high")),
    *(Column(name, Text) for name in ("bound", "unit", "party", "source", "at", "status")),
)
origins = Table(
    "origins",
    metadata,
    _key("claim"),
    Column("position", Integer, primary_key=True),
    *(Column(name, Text) for name in ("party", "source", "at")),
)
stale = Table("stale", metadata, _key("utterance"))  # whose claims are to be derived anew
# By what linking finds the documents around one: its keys, and an empty one for each document that was looked at.
keys = Table("keys", metadata, _key("key"), _key("document"), Index("keys_document", "document"))

# ---- by what documents find each other: made of their texts, and made again when they are missing ----

prints = Table(
    "prints",
    metadata,
    Column("print", BigInteger, primary_key=True, autoincrement=False),
    Column("document", Integer, primary_key=True),  # the event that it came with
    sqlite_with_rowid=False,
)
printless = Table(
    "printless", metadata, Column("document", Integer, primary_key=True)
)  # whose prints are yet to be made

RECORDED = (events, bodies)
BY_HAND = (corrections, undone, continued, originals)
LAID_OUT = (documents, filings, readings, utterances, judgements, notes, *BY_HAND)
DERIVED = (claims, placed, members, statuses, versions, origins, stale, keys)
