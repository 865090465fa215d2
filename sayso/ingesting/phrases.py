"""The words by which a page speaks for itself, and not for the article: regular expressions, matched without case.

They are phrases of the trade, not of any page. What each list is for, `furniture.py` says.
"""

from __future__ import annotations

NAME = r"[\w'’&. -]{2,40}"
NETWORK = (
    r"x\b|e-?mail|facebook|twitter|whatsapp|linkedin|reddit|telegram|mastodon|bluesky|threads|instagram|pinterest|viber"
)
PEOPLE = r"(?:us|our (?:\w+ )?(?:channel|page|newsroom|team|reporters?|desk))"

# Heads a list of other stories, alone on its line, or before a colon.
RELATED = (
    r"you (?:may|might|could|will|['’]ll)(?: also| too)? (?:like|enjoy|be interested in|want to read)(?: this| these)?",
    r"you (?:may|might|could) have missed",
    r"(?:read|see|watch|view|find out|learn|hear) more(?: (?:here|stories|news|coverage|articles))?",
    r"(?:read|see|hear|learn|find out) more (?:on|about) this(?: story)?",
    rf"more (?:from|on|in|about) (?!than\b){NAME}",
    r"more (?:stories|news|coverage|headlines|reading|top stories)",
    r"(?:read|watch|up|what to read|what to watch) next",
    r"(?:also|must|further|now) (?:read|reading|see|watch)",
    r"(?:read|see|watch|listen) (?:also|too)",
    r"related(?: (?:stories|story|articles?|links?|news|content|coverage|topics?|reading|posts?|videos?))?",
    r"(?:most|top) (?:read|viewed|watched|popular|shared|commented)(?: (?:stories|now|today|articles|in [\w ]{2,30}))?",
    r"top (?:stories|news|headlines)(?: (?:now|today|in [\w ]{2,30}))?",
    r"(?:recommended|suggested|selected|picked)(?: (?:for you|reading|stories|articles|by [\w ]{2,40}))?",
    r"(?:editors?['’]?s?|our) picks?",
    r"trending(?: (?:now|stories|today|news|topics))?",
    r"(?:sponsored|promoted|partner|paid)(?: (?:stories|story|content|links?|posts?))?",
    (
        r"(?:latest|breaking|other|popular|similar|previous|next|recent) "
        r"(?:stories|story|news|articles?|posts?|headlines|videos?|updates)"
    ),
    r"(?:don['’]t|do not) miss(?: (?:this|these|out))?",
    r"in case you missed it",
    r"from (?:the|our) (?:archives?|web|sponsors|partners)",
    r"around the web",
    rf"elsewhere on {NAME}",
    r"(?:explore (?:more|further)|keep reading|full coverage|what (?:others|people|readers) are reading)",
    r"follow (?:our|the) (?:live )?(?:coverage|blog)",
    r"(?:watch|listen|videos?|in pictures|photos|(?:photo )?gallery|podcast|explainer)",
)

# Heads a box of bare figures.
FIGURES = (
    r"(?:by the|in|the) (?:numbers|figures)",
    r"[\w' ’-]{2,40} (?:by the numbers|in numbers|in figures)",
    r"(?:key|quick|fast) (?:figures|numbers|facts|stats)",
    r"at a glance",
)

# Heads the readers' comments.
COMMENTS = (
    r"\d[\d,]* (?:comments?|responses|replies|thoughts on .{1,80})",
    r"(?:reader |view |show |all |post a |add a |latest |top )?comments?(?: ?\(\d[\d,]*\)| ?\d+)?",
    r"leave a (?:comment|reply)",
    r"(?:join|start) the (?:conversation|discussion)",
    r"(?:have|share) your (?:say|thoughts)",
)

_DAY = r"(?:\d{1,4}\b|(?:mon|tue|wed|thu|fri|sat|sun)\w*\b|today\b|yesterday\b"
_DAY += r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d)"

# A whole line of the page's own.
BARE = (
    r"advertisements?",
    r"(?:article|story|content|page) continues(?: below)?(?: (?:this )?(?:ad(?:vertisement)?|video|image))?",
    r"(?:scroll|swipe)(?: down)? (?:to|for) (?:continue|more)[^.]{0,20}",
    r"continue reading[^.]{0,60}",
    r"skip (?:to (?:main )?content|ad(?:vert(?:isement)?)?|past .{1,60})",
    r"(?:back|return) to (?:top|the top|home|homepage|main menu|all (?:stories|news))",
    r"(?:show|load|see|hide) (?:more|less|all)",
    r"(?:order reprints|print (?:article|this page)|tags|topics|share this)",
    r"(?:click|tap) (?:here|to) [^.]{0,60}",
    r"(?:share|save|print|e-?mail|copy link|copied|tweet|bookmark|play|pause|mute|close|menu|search|home|loading)",
    r"(?:log ?in|sign ?in|sign ?up|register|subscribe|unsubscribe|donate|next|previous|reply|follow(?: us)?)",
    r"(?:the )?end of (?:article|story)",
    r"\d+[- ]min(?:ute)?s?(?: read)?",
    r"\d[\d,.]*k? (?:shares?|likes?|views?|retweets|reactions|people (?:have )?(?:voted|liked|reacted|are reading)[^.]{0,20})",
    r"(?:subscriber|member)s?[- ](?:only|exclusive)(?: (?:access|article|content|event|feature|newsletter|story|video))?",
    r"(?:in partnership with|presented by|sponsored by|brought to you by|paid for by|promoted by|powered by) [^.,;]{2,60}",
    r"terms (?:of (?:use|service|sale)|(?:and|&) conditions)(?:,? (?:and|&|apply)[^.]{0,40})?",
    r"terms(?: and conditions)? apply",
    rf"(?:first |last )?(?:published|updated|posted|modified)(?: on| at|:)? {_DAY}[^.]{{0,40}}",
    r"(?:published|updated|posted)(?: on| at|:)? \d+ \w+ ago",
)

# Opens a prompt, a notice or a legal line.
PROMPTS = (
    r"(?:please )?(?:sign|log) ?(?:up|in|on)(?: now| today| here| free| below)* (?:for|to|with|here|now|today)\b",
    r"(?:please )?subscribe\b",
    rf"get (?:the|our|your|all|more|a|{NAME}) .{{0,80}}\b(?:in|to|by|via) (?:your|you|e-?mail)\b",
    r"by (?:signing up|subscribing|registering|clicking|continuing|submitting|entering|using this)\b.{0,40}\byou\b",
    r"(?:enter|confirm|provide) your (?:e-?mail|name|password|details)",
    r"(?:did|has|was) (?:a |your )?(?:friend|someone|colleague|this)\b.{0,20}\bforward(?:ed)?\b.{0,20}\b(?:you|this|e-?mail)\b",
    r"(?:to )?unsubscribe\b",
    r"(?:manage|update) your (?:preferences|settings|subscription)",
    r"you(?: are|['’]re) (?:receiving|getting|seeing|reading) this (?:e-?mail|message|newsletter|because|article)",
    r"(?:already|not yet|are you) a (?:member|subscriber|reader)\s*(?:[?!]|$)",
    r"(?:become|be) a (?:member|subscriber|supporter|patron|friend of)\b",
    (
        r"(?:this|the) (?:article|story|content|page|feature) is (?:for|only|reserved|exclusive|available|free)\b"
        r".{0,40}(?:subscribers|members|registered|readers|to read)"
    ),
    r"what do you think\b.{0,60}\b(?:comments?|below|(?:tell|let|write to) us)\b",
    r"you(?: have|['’]ve) (?:reached|read|used) .{0,40}(?:free|limit|articles)",
    (
        r"(?:support|help|fund|back) (?:us\b|our\b|independent|quality|local|the) ?"
        r"(?:journalism|work|newsroom|reporting|reporters|independent|local)?\b.{0,60}(?:journalism|newsroom|reporting)"
    ),
    r"(?:please )?(?:consider )?(?:make|making|give|giving) a (?:one-off |monthly )?(?:donation|contribution)\b",
    r"(?:please (?:consider )?|consider )(?:donat|contribut)(?:e|ing)\b",
    r"to (?:donate|contribute|make a (?:donation|contribution)),? (?:please |just )?(?:click|visit|go to|text|call|see)\b",
    r"we (?:and our|use|value)\b.{0,60}\b(?:cookies?|partners|privacy|data)\b",
    r"(?:this|our) (?:web ?)?(?:site|page|app) (?:uses|makes use of|relies on) cookies",
    r"cookies? (?:(?:help|let|allow) us|are (?:used|small)|settings|policy|notice|preferences|consent)\b",
    r"(?:accept|reject|manage|allow)(?: all| only| essential| necessary)* (?:cookies|and close|preferences|choices)",
    r"(?:share|tweet|post|send) (?:this|it|the (?:article|story|post))\b.{0,80}$",
    rf"(?:share|tweet|post|send) (?:on|via|to)\s*:?\s*(?:{NETWORK}).{{0,80}}$",
    rf"(?:follow|find|join|watch|message|contact|reach|connect with|write to|e-?mail|text|call) {PEOPLE}\b",
    r"like (?:us|our (?:\w+ )?(?:channel|page))(?: on\b|\s*[!.]?$)",
    rf"follow @?{NAME} (?:on|at) (?:x|twitter|facebook|instagram|threads|bluesky|mastodon|youtube|tiktok|telegram)\b",
    r"(?:download|install|get) (?:the|our|it|your) (?:\w+ ){0,3}(?:app|application)\b",
    r"(?:download it|available) (?:on|from|in|at) (?:the )?(?:app store|google play)",
    (
        r"(?:got|do you have|do you know|send us) (?:a |any |your )?(?:news )?"
        r"(?:tips?|story|stories|more|information|views)\b.{0,80}(?:\?|us\b|e-?mail|@|newsroom|reporter|desk)"
    ),
    (
        r"have (?:a (?:news )?(?:tip|story)|any (?:tips?|information)|more information|your say)\b"
        r".{0,80}\b(?:us\b|our\b|e-?mail|@|newsroom|reporter|desk)"
    ),
    rf"(?:contact|e-?mail|write to|reach) (?:{NAME} )?(?:at|on|via|directly) \S*@",
    r"(?:e-?mail|contact|tel|phone|twitter|x|facebook|instagram)\s*:\s*\S*[@\d/]\S*$",
    r"(?:vote|take)(?: now)? in (?:our|the) (?:poll|survey|quiz)",
    r"(?:poll|quiz|survey)\s*:.{0,100}\?",
    r"(?:tags?|topics?|keywords|categor(?:y|ies)|filed under|tagged(?: with| as)?|posted in|labels?|hashtags?)\s*[:|]",
    r"(?:all rights reserved|privacy (?:policy|notice)|terms of (?:use|service|sale))\s*(?:$|[|·•/,&]|(?:and|save|without)\b)",
    r"all rights reserved\.",
    r"(?:reproduction|republication|redistribution)\b.{0,60}\b(?:prohibited|permission|not allowed)",
    r"unauthori[sz]ed (?:use|copying) of (?:this|our|the) (?:\w+ )?(?:article|content|material|page|site|work)",
    r"this copy is for your personal",
    r"no part of (?:this|the) (?:article|publication|material|page|content)",
    r"(?:this|the) (?:article|story|content|newsletter) (?:was|is) (?:sponsored|brought to you|paid for)\b",
    r"this (?:article|story|content|newsletter) (?:was|is) made possible\b",
    r"(?:presented|sponsored|brought to you|promoted|powered) by [A-Z][^.;]{2,120}$",
    (
        r"to (?:read|see|view|continue|comment|keep reading|access|support) .{0,60}"
        r"\b(?:subscri|log in\b|sign in\b|sign up\b|register (?:now|here|today|for free|by)\b|javascript|enable\b|click\b)"
    ),
    r"(?:please )?(?:enable|turn on|disable) (?:javascript|cookies|your ad)",
    (
        r"your (?:browser|e-?mail address|subscription|privacy|support|donation)\b"
        r".{0,60}(?:support|published|cookies|choices|matters|helps|helped)"
    ),
    r"(?:first|originally) (?:published|appeared|posted) (?:on|in|at|by) [^,]{1,60}$",
    r"copyright\b[^.!?…]{2,100}$",
    r"(?:copyright\s*(?:[:©]|\(c\)|\d|(?:by|of)\b)|©|\(c\)\s*(?:copyright)?\s*\d)\s?.{0,120}$",
)

# Opens any sentence of a short line that is a prompt as a whole.
SURE = (
    r"sign up (?:for|to) (?:our|the|my|this) (?:[\w’'-]+ ){0,4}(?:newsletters?|e-?mails?|alerts?|briefings?|updates)",
    r"(?:subscribe|register) (?:here|now|today|to our|for our|for free)",
    r"by signing up,? you (?:agree|confirm|accept)",
    r"(?:you can )?unsubscribe (?:here|at any|any ?time|from)",
    r"all rights reserved",
    r"cookies? (?:help|let|allow) us",
    r"(?:we|this site|our site)\b.{0,60}\buses? cookies",
    r"you(?: are|['’]re) (?:receiving|getting) this (?:because|e-?mail|newsletter|message)",
    r"already a (?:member|subscriber)\s*[?!]",
    r"accept all(?: cookies)?$",
    r"download (?:our|the) (?:[\w-]+ )?app",
    r"follow us on \w+",
    r"\d[\d,.]* people (?:have )?voted(?: so far)?\s*[.!]?$",
    r"support (?:our|independent) journalism",
    r"(?:read|see) our privacy (?:policy|notice)",
    r"become a (?:member|subscriber|supporter) (?:today|now|for)",
)

_CAPTION = r"(?:(?:file )?(?:photo(?:graph)?s?|images?|pictures?)|pictured|caption|illustration|graphic|map|video)"

_AGENCY = r"(?:getty(?: images)?|ap|afp|reuters|epa|alamy|shutterstock|handout)"

# Opens a caption, or a credit below a picture.
CAPTIONS = (
    rf"{_CAPTION}(?: (?:credit|courtesy|source)s?)?\s*:\s*\S",
    rf"{_CAPTION} courtesy of [^.!?]{{2,80}}\.?$",
    rf"{_CAPTION} by (?-i:[A-Z])[^.,;!?]{{2,50}}$",
    r"credits?\s*:\s*\S",
    r".{1,400}(?:photo|photograph|image|picture)(?: credit)?: ?(?-i:[A-Z])[^.!?:]{2,60}$",
)

_CREDITED = r"\s*(?::|/|\[|\b(?:by|courtesy|credit|via|from|above|provided|supplied)\b)"

# Ends a caption.
CREDITS = (
    rf"\((?:both )?(?:{_CAPTION}|ap photo)s?{_CREDITED}[^()]{{0,80}}\)",
    r"\((?:(?:file |handout )?(?:photo|image|picture)s?|handout|video)\)",
    r"\((?:image |photo |picture )?(?:credit|courtesy)\b[^()]{2,80}\)",
    rf"\([^()]{{0,60}}(?:/ ?{_AGENCY}|via {_AGENCY})\)",
    r"(?:/|\||—|–|-|, via) ?(?:getty images|shutterstock|alamy|epa-efe|unsplash|wikimedia commons|istock)",
    r"(?:^|[.!?)|/–—-]\s*)(?:photo|image|picture|photograph)s?(?: credit)?(?: by|:) (?-i:[A-Z])[^.!?]{2,60}",
)

NETWORKS = frozenset(
    {
        *(
            "facebook",
            "twitter",
            "x",
            "whatsapp",
            "linkedin",
            "email",
            "e-mail",
            "mail",
            "copy",
            "link",
            "print",
            "reddit",
        ),
        *(
            "telegram",
            "viber",
            "pinterest",
            "messenger",
            "bluesky",
            "threads",
            "mastodon",
            "instagram",
            "youtube",
            "tiktok",
        ),
        *(
            "tumblr",
            "snapchat",
            "flipboard",
            "sms",
            "wechat",
            "weibo",
            "vk",
            "signal",
            "pocket",
            "share",
            "tweet",
            "save",
        ),
        *("gift", "post", "on", "via", "to", "rss", "line"),
    }
)
