"""Text → the text without what the page put around the article: related links, prompts, bars, boxes (RULES.md, U7).

The lists are phrases of the trade, not of any page; each stands at the start of a line unless said otherwise.
"""

from __future__ import annotations

import re
from enum import Enum, auto

_RELATED = (
    r"you (?:may|might|could|will|'ll|’ll)(?: also| too)? (?:like|enjoy|be interested in|want to read|have missed)(?: this| these)?",
    r"(?:read|see|watch|view|find out|learn|hear) more(?: (?:here|on this(?: story)?|about this|stories|news|coverage|articles))?",
    r"more (?:from|on|in|about) (?!than\b)[\w'’&. -]{2,40}", r"more (?:stories|news|coverage|headlines|reading|top stories)",
    r"(?:read|watch|up|what to read|what to watch) next", r"(?:also|must|further|now) (?:read|reading|see|watch)",
    r"(?:read|see|watch|listen) (?:also|too)", r"related(?: (?:stories|story|articles?|links?|news|content|coverage|topics?|reading|posts?|videos?))?",
    r"(?:most|top) (?:read|viewed|watched|popular|shared|commented|stories|news)(?: (?:stories|now|today|articles|in [\w ]{2,30}))?",
    r"(?:recommended|suggested|selected|picked)(?: (?:for you|reading|stories|articles|by [\w ]{2,40}))?", r"(?:editors?['’]?s?|our) picks?",
    r"trending(?: (?:now|stories|today|news|topics))?", r"(?:sponsored|promoted|partner|paid)(?: (?:stories|story|content|links?|posts?))?",
    r"(?:latest|breaking|other|popular|similar|previous|next|recent) (?:stories|news|articles?|posts?|headlines|videos?|story|updates)",
    r"(?:don['’]t|do not) miss(?: (?:this|these|out))?", r"in case you missed it", r"from (?:the|our) (?:archives?|web|sponsors|partners)",
    r"around the web", r"elsewhere on [\w .]{2,40}", r"explore more", r"keep reading", r"what (?:others|people|readers) are reading",
    r"follow (?:our|the) (?:live )?(?:coverage|blog)", r"full coverage",
)  # fmt: skip
_MEDIA = ("watch", "listen", "video", "videos", "in pictures", "photos", "gallery", "photo gallery", "podcast", "explainer", "live")
_FIGURES = (
    r"by the numbers", r"in (?:numbers|figures)", r"the numbers", r"[\w' ’-]{2,40} (?:by the numbers|in numbers|in figures)",
    r"(?:key|quick|fast) (?:figures|numbers|facts|stats)", r"at a glance", r"(?:facts and|the) figures",
)  # fmt: skip
_COMMENTS = (
    r"\d[\d,]* (?:comments?|responses|replies|thoughts on .{1,80})", r"(?:reader |view |show |all |post a |add a |latest |top )?comments?(?: ?\(\d[\d,]*\)| ?\d+)?",
    r"leave a (?:comment|reply)", r"(?:join|start) the (?:conversation|discussion)", r"(?:have|share) your (?:say|thoughts)", r"what do you think",
)  # fmt: skip
_BARE = (  # whole lines
    r"advertisements?", r"ad(?: feedback)?", r"(?:article|story|content|page) continues(?: below)?(?: (?:this )?(?:ad(?:vertisement)?|video|image))?",
    r"(?:scroll|swipe)(?: down)? (?:to|for) (?:continue|more).{0,20}", r"continue reading.{0,60}", r"skip to (?:main )?content|skip (?:ad(?:vert(?:isement)?)?|past .{1,60})",
    r"(?:back|return) to (?:top|the top|home|homepage|main menu|all (?:stories|news))", r"loading(?:\.\.\.|…)?", r"(?:show|load|see|hide) (?:more|less|all)",
    r"(?:click|tap) (?:here|to) .{0,60}", r"(?:share|save|print|e-?mail|copy link|copied|tweet|pin|bookmark|listen|play|pause|mute|close|menu|search|home|log ?in|sign ?in|sign ?up|register|subscribe|unsubscribe|donate|next|previous|reply|like|report)",
    r"(?:the )?end(?: of (?:article|story))?|-? ?30 ?-?|#{3,}|\*{3,}", r"(?:min(?:ute)?s?|\d+) min(?:ute)?s? read", r"follow(?: us)?",
)  # fmt: skip
_PROMPTS = (
    r"(?:please )?(?:sign|signed|log|logged) ?(?:up|in|on)(?: now| today| here| free| below)* (?:for|to|and|with|here|now|today|below|using|or)\b", r"(?:please )?(?:subscribe|register)\b(?! of)",
    r"get (?:the|our|your|all|more|unlimited|breaking|daily|a|[\w' ’]{2,40}) .{0,80}\b(?:in|to|straight to|delivered to|by|via) (?:your|you|e-?mail)\b", r"by (?:signing up|subscribing|registering|clicking|continuing|submitting|entering|using this|providing)\b.{0,40}\byou\b",
    r"(?:enter|confirm|provide) your (?:e-?mail|name|password|details)", r"(?:did|has|was) (?:a |your )?(?:friend|someone|colleague|this) .{0,20}forward", r"(?:to )?unsubscribe\b", r"(?:manage|update) your (?:preferences|settings|subscription)",
    r"you (?:are|['’]re) (?:receiving|getting|seeing|reading) this (?:e-?mail|message|newsletter|because|article)", r"(?:already|not yet|are you) a (?:member|subscriber|reader)\b", r"(?:become|be) a (?:member|subscriber|supporter|patron|friend of)\b",
    r"(?:this|the) (?:article|story|content|page|feature) is (?:for|only|reserved|exclusive|available (?:only )?to|free)(?: \w+){0,4} (?:subscribers|members|registered|readers|to read)", r"(?:you have|you['’]ve) (?:reached|read|used) .{0,40}(?:free|limit|articles)", r"(?:support|help|fund|back) (?:us|our|independent|quality|local|the) (?:journalism|work|newsroom|reporting|reporters|independent|local)\b",
    r"(?:make|give|please|consider|to) (?:a |making a )?(?:donat|contribut)\w*", r"(?:we|our) (?:and our|use|value|and \d+|partners|site uses) .{0,40}\b(?:cookies?|partners|privacy|data)\b", r"(?:this|our) (?:web ?)?(?:site|page|app) (?:uses|makes use of|relies on) cookies", r"cookies? (?:help|let|allow|are|settings|policy|notice|preferences|consent)\b",
    r"(?:accept|reject|manage|allow)(?: all| only| essential| necessary)* (?:cookies|and close|preferences|choices|tracking)", r"(?:share|tweet|post|send) (?:this|on|via|to|it|the (?:article|story|post))\b.{0,80}$", r"(?:follow|like|find|join|watch|message|contact|reach|connect with|write to|e-?mail|text|call) (?:us|our (?:\w+ )?(?:channel|page|newsroom|team|reporters?|desk))\b",
    r"follow (?:@?[\w.'’ -]{2,50}) (?:on|at) (?:x|twitter|facebook|instagram|threads|bluesky|mastodon|linkedin|youtube|tiktok|telegram|whatsapp|google|signal)\b", r"(?:download|install|get) (?:the|our|it|your) (?:\w+ ){0,3}(?:app|application)\b", r"(?:download it|available) (?:on|from|in|at) (?:the )?(?:app store|google play)",
    r"(?:got|have|do you have|do you know|send us) (?:a |any |your )?(?:news )?(?:tips?|story|stories|more|information|photos?|videos?|views)\b.{0,80}(?:\?|us\b|e-?mail|@|newsroom|reporter|desk)", r"(?:contact|e-?mail|write to|reach) (?:the|this|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}) ?(?:reporter|author|writer|newsroom|editor|desk)?s? (?:at|on|via|directly) \S*@",
    r"(?:e-?mail|contact|tel|phone|twitter|x|facebook|instagram)\s*:\s*\S*[@\d/]\S*$", r"(?:vote|take) (?:now|in our|our|the) (?:poll|survey|quiz|below)?", r"(?:poll|quiz|survey)\s*[:?]", r"(?:tags?|topics?|keywords|categor(?:y|ies)|filed under|tagged(?: with| as)?|posted in|labels?|hashtags?|in this article)\s*[:|]",
    r"(?:all rights reserved|terms (?:of|and|&|apply)|privacy (?:policy|notice))", r"(?:reproduction|republication|redistribution|unauthori[sz]ed (?:use|copying)) (?:of|in|without|or|is)\b.{0,120}", r"no part of (?:this|the) (?:article|publication|material|page|content)", r"(?:this|the) (?:article|story|post|content|newsletter) (?:was|is) (?:sponsored|brought to you|paid for|produced in partnership|made possible|an advertisement|supported)\b",
    r"(?:in partnership with|presented by|sponsored by|brought to you by|paid for by|promoted by|powered by|advertisement)\b", r"(?:to (?:read|see|view|continue|comment|keep reading|access|support)) .{0,60}(?:subscri|log in|sign in|sign up|register|javascript|enable|click)", r"(?:please )?(?:enable|turn on|disable) (?:javascript|cookies|your ad)", r"your (?:browser|e-?mail address|subscription|privacy|support|donation)\b.{0,60}(?:support|published|cookies|choices|matters|helps|helped)",
    r"(?:subscriber|member)s?[- ](?:only|exclusive)", r"(?:first|originally) (?:published|appeared|posted) (?:on|in|at|by) .{1,60}$", r"(?:copyright|©|\(c\)|&copy;)\s?\W{0,3}.{0,120}$", r"(?:\d[\d,.]*k? )(?:shares?|likes?|views?|retweets|reactions|people (?:have )?(?:voted|liked|reacted|shared|are reading))",
)  # fmt: skip
_SURE = (  # at the start of any sentence of a short line
    r"sign up (?:for|to) (?:our|the|my|this) (?:[\w’'-]+ ){0,4}(?:newsletters?|e-?mails?|alerts?|briefings?|updates)", r"(?:subscribe|register) (?:here|now|today|to our|for our|for free)", r"by signing up,? you (?:agree|confirm|accept)",
    r"(?:you can )?unsubscribe (?:here|at any|any ?time|from)", r"all rights reserved", r"accept all(?: cookies)?$", r"download (?:our|the) (?:[\w-]+ )?app", r"follow us on \w+", r"\d[\d,.]* people (?:have )?voted", r"support (?:our|independent) journalism",
    r"(?:read|see) our privacy (?:policy|notice)", r"become a (?:member|subscriber|supporter) (?:today|now|for)",
)  # fmt: skip
_CAPTION_START = r"(?:photo(?:graph|s|graphs)?|image|picture|pictured|caption|file photo|file image|illustration|graphic|map|video|credit|photo credits?|image credits?|photo by|photograph by|photos by|image by)"
_CREDIT = (
    r"\((?:(?:file )?(?:photo|image|picture|photograph|credit|courtesy|handout|ap photo|illustration|graphic|video)s?\b[^()]{0,80}|[^()]{0,60}(?:/ ?(?:getty images|ap|afp|reuters|epa|alamy|shutterstock|handout)|getty images|via (?:ap|afp|reuters|getty)))\)",
    r"(?:/|\||—|–|-|, via) ?(?:getty images|shutterstock|alamy|epa-efe|unsplash|wikimedia commons|istock)", r"(?:photo|image|picture|photograph|credit|photo credit|image credit)s?(?: by|:) [^.!?]{2,60}",
)  # fmt: skip
_NETWORKS = frozenset(
    "facebook twitter x whatsapp linkedin email e-mail mail copy link print reddit telegram viber pinterest messenger bluesky threads "
    "mastodon instagram youtube tiktok tumblr snapchat flipboard sms line wechat weibo vk signal pocket share tweet save gift post on via to rss".split()
)  # fmt: skip


def _whole(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(phrases)})\s*[:.!?…→»>-]*", re.IGNORECASE)


def _opening(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(phrases)})", re.IGNORECASE)


_IS_RELATED = _whole((*_RELATED, *_MEDIA))
_OPENS_RELATED = re.compile(rf"(?:{'|'.join((*_RELATED, *_MEDIA))})\s*[:|»→>]\s*\S", re.IGNORECASE)
_IS_FIGURES, _OPENS_FIGURES = _whole(_FIGURES), re.compile(rf"(?:{'|'.join(_FIGURES)})\s*[:|–—-]", re.IGNORECASE)
_IS_COMMENTS, _IS_BARE = _whole(_COMMENTS), _whole(_BARE)
_OPENS_PROMPT = _opening(_PROMPTS)
_HOLDS_SURE = re.compile(rf"(?:^|[.!?…]\s+)(?:{'|'.join(_SURE)})", re.IGNORECASE)
_OPENS_CAPTION = re.compile(rf"{_CAPTION_START}\s*(?::|\b(?<=by)\s)\s*\S", re.IGNORECASE)
_ENDS_CREDITED = re.compile(rf"(?:{'|'.join(_CREDIT)})\s*\.?$", re.IGNORECASE)
_ORNAMENT = " \t\u00a0*•·▪■►▶→»>|#[]_-–—➤✓☞"
_SENTENCE_END = re.compile(r"[.!…][\"'”’»)\]]*$")
_SPEECH = re.compile(r"[\"“”«»]")
_NAV = re.compile(r"\s*[·|•∙‧/]\s*|\s{3,}")
_SAYING = re.compile(
    r"\b(?:said|says|say|told|tells|according to|added|confirmed|denied|claimed|announced|reported|asked|warned)\b", re.IGNORECASE
)


class _Mode(Enum):
    """What the lines after a heading are."""

    PROSE = auto()
    RELATED = auto()
    FIGURES = auto()


def drop_furniture(text: str, *titles: str | None) -> str:
    """The text without the lines that are the page's and not the article's, and without its titles.

    >>> drop_furniture("The pier is shut, Ada Lunde said.\\n\\nRead next\\n\\nMayor vows to swim\\n\\n© 2031 Fjord Post")
    'The pier is shut, Ada Lunde said.'
    """
    lines = text.split("\n")
    known = {_bare_words(title) for title in titles if title} - {""}
    kept: list[str] = []
    mode = _Mode.PROSE
    for number, line in enumerate(lines):
        bare = line.strip(_ORNAMENT)
        if not line.strip():
            kept.append("")
        elif _opens_comments(bare, number, lines):
            break
        elif (heading := _heading(bare)) is not None:
            mode = heading
        elif not (_is_listed(bare, mode) or is_furniture(bare) or _bare_words(bare) in known):
            mode = _Mode.PROSE
            kept.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def is_furniture(line: str) -> bool:
    """Whether a line, taken alone, is the page's: a prompt, a notice, a bar, a caption.

    >>> is_furniture("Share on: Facebook X Viber"), is_furniture("Shares in the mine fell, its owner said.")
    (True, False)
    """
    words = len(line.split())
    if not words:
        return True
    if words <= 12 and (_IS_BARE.fullmatch(line) or _is_bar(line)):
        return True
    if words > 60 or _is_quoted(line):
        return False
    if _OPENS_RELATED.match(line) and (words <= 25 or not _SENTENCE_END.search(line)):
        return True
    if _OPENS_FIGURES.match(line) and not _SAYING.search(line):
        return True
    return _is_prompt(line, words) or _is_caption(line, words)


def is_heading(line: str) -> bool:
    """Whether a line heads what is not the article: related links, boxes of figures, comments.

    >>> is_heading("You may also like:"), is_heading("What the mayor knew")
    (True, False)
    """
    bare = line.strip(_ORNAMENT)
    return _heading(bare) is not None or (len(bare) < 60 and _IS_COMMENTS.fullmatch(bare) is not None)


def _heading(bare: str) -> _Mode | None:
    if len(bare) > 90:
        return None
    if _IS_RELATED.fullmatch(bare):
        return _Mode.RELATED
    return _Mode.FIGURES if _IS_FIGURES.fullmatch(bare) else None


def _opens_comments(bare: str, number: int, lines: list[str]) -> bool:
    """Readers' comments stand last: what follows their heading, past the middle of the text, is theirs."""
    return len(bare) < 100 and 2 * number >= len(lines) - 1 and _IS_COMMENTS.fullmatch(bare) is not None


def _is_listed(bare: str, mode: _Mode) -> bool:
    if mode is _Mode.RELATED:
        return len(bare.split()) <= 20 and not _SENTENCE_END.search(bare)
    if mode is _Mode.FIGURES:
        return len(bare.split()) <= 12 and any(char.isdigit() for char in bare) and not _SAYING.search(bare)
    return False


def _is_prompt(line: str, words: int) -> bool:
    if _OPENS_PROMPT.match(line):
        return not _SAYING.search(line) or words <= 45 and not _SPEECH.search(line) and _addresses_reader(line)
    return words <= 45 and not _SPEECH.search(line) and _HOLDS_SURE.search(line) is not None


def _addresses_reader(line: str) -> bool:
    return re.search(r"\b(?:you|your|us|our|we)\b", line, re.IGNORECASE) is not None


def _is_caption(line: str, words: int) -> bool:
    return words <= 50 and (_OPENS_CAPTION.match(line) is not None or _ENDS_CREDITED.search(line) is not None)


def _is_bar(line: str) -> bool:
    """A row of networks to share on, or of links: short parts between bars, and no figures."""
    names = re.findall(r"[^\W\d_][\w-]*", line.lower())
    if len(names) > 1 and not _SENTENCE_END.search(line) and all(name in _NETWORKS for name in names):
        return True
    parts = [part for part in _NAV.split(line) if part]
    return (
        len(parts) >= 3
        and not any(char.isdigit() for char in line)
        and not _SENTENCE_END.search(line)
        and all(len(part.split()) <= 4 for part in parts)
    )


def _is_quoted(line: str) -> bool:
    return line[0] in "\"“'‘«"


def _bare_words(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.casefold()))
