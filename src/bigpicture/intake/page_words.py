"""What the words of a page's markup and of its small print tell: which parts are the article, and which stand beside it.

The names of classes were counted on some 1,000 pages of news, magazines and blogs: those are listed that stood on far
more text beside the article than in it. No site has a rule of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache

# What a name says of its element; a sum of them.
BODY = 1  # holds the article's text
STANDFIRST = 4  # holds the lines below the headline
AWAY = 8  # stands beside the article
MILD = 16  # does so where it is small: a share bar, a byline, a box
COMMENT = 32
CAPTION = 64
CONSENT = 128
HIDDEN = 256
MAIN = 512
_KIND, _PART, _LAYOUT = 1024, 2048, 4096  # "article" and "body" of article-body; "has" of has-sidebar

_LISTS = {
    AWAY: "related relatedposts recommended recommend recommendations recirc recirculation sidebar rail sharing sharedaddy addthis "
    "addtoany newsletters advert advertisement advertising ads adsbygoogle sponsored outbrain taboola nav navbar navigation menu "
    "submenu breadcrumb breadcrumbs footer masthead pagination pager modal popup popover overlay lightbox login toolbar copyright "
    "yarpp viafoura tooltip dropdown gform nocontent",
    MILD: "share shares social newsletter subscribe subscription signup promo promos byline bylines bio popular trending register "
    "disclaimer tags topics toc print donate donation dateline readmore morefrom placeholder button buttons cta icon icons padlock "
    "ticker author authors meta date category metadata collections teaser teasers",
    COMMENT: "comment comments disqus respond commentlist commentform fbcomments livefyre coral viafoura spotim",
    CAPTION: "caption captions figcaption credit",
    STANDFIRST: "summary subtitle sub dek standfirst lede preface intro excerpt deck subhead subheadline subheading abstract chapo "
    "vorspann lead description entradilla bajada sommario ingress strapline tagline kicker teaser",
    _KIND: "article story entry post single news blog td recipe review",
    _PART: "body content text copy",
    _LAYOUT: "has with without no grid layout page template body enabled open",
}
_BITS: dict[str, int] = {}
for _bit, _words in _LISTS.items():
    for _word in _words.split():
        _BITS[_word] = _BITS.get(_word, 0) | _bit
_UNSEEN = frozenset(("hidden", "d-none", "hide"))  # of style sheets that many sites share
_ROLES = {"navigation": AWAY, "complementary": AWAY, "contentinfo": AWAY, "banner": AWAY, "search": AWAY, "dialog": AWAY, "main": MAIN}  # fmt: skip
_CAMEL = re.compile(r"[a-z]{3,}(?:[A-Z][a-z]{2,})+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_APART = re.compile(r"[^a-z]+")
_PHRASE = re.compile(
    r"sr-only|sign-?in|visually-?hidden|screen-reader|no-?print|read-(?:more|next|also)|(?:more|also)-(?:from|on|stories|news|like)|you-may|"
    r"most-(?:read|popular)|(?:next|prev)-(?:post|article)|post-?nav|skip-link|back-to-top|author-(?:box|bio|info)|about-author|"
    r"ad-(?:slot|unit|container|wrapper|banner|break)|wp-?caption|image-?caption"
)
_CONSENT = re.compile(r"cookie|consent|gdpr|dsgvo|cli-modal|onetrust|didomi|privacy-?(?:overview|policy|center)", re.I)
_NO_DISPLAY = re.compile(r"display\s*:\s*none")
_LONGEST = 1_000  # characters of an attribute that are read


def hints(attributes: list[tuple[str, str]]) -> int:
    """What an element's attributes say of it: a sum of the bits above."""
    bits, streamed = 0, False
    for name, value in attributes:
        if name == "class":
            for each in value[:_LONGEST].split():
                bits |= _of_name(each)
        elif name == "id":
            bits |= _of_name(value[:_LONGEST])
            streamed = value[:2] == "S:"  # the parts that React sends later, to be put in their place by a script
        elif name == "itemprop" and value == "articleBody":
            bits |= BODY
        elif name == "style" and "display" in value and _NO_DISPLAY.search(value[:_LONGEST]):
            bits |= HIDDEN
        elif name == "role":
            bits |= _ROLES.get(value, 0)
        elif name == "hidden":
            bits |= HIDDEN
    return bits & ~HIDDEN if streamed else bits


@lru_cache(maxsize=16_384)  # pages use the same few hundred names over and over
def _of_name(name: str) -> int:
    if name in _UNSEEN:
        return MILD
    if ":" in name or "[" in name:  # of style sheets that name what they do: print:hidden
        return 0
    found = 0
    for word in _APART.split((_HUMP.sub("-", name) if _CAMEL.fullmatch(name) else name).lower()):
        found |= _BITS.get(word, 0)
    bits = found & (COMMENT | CAPTION | STANDFIRST)
    if (found & _KIND and found & _PART) or name.lower() == "articlebody":
        bits |= BODY
    if not found & _LAYOUT:
        bits |= found & (AWAY | MILD)
    if not bits & AWAY and _PHRASE.search(name):
        bits |= AWAY
    return bits | CONSENT if _CONSENT.search(name) else bits


_NO_LETTER = re.compile(r"[\W_]+")


def folded(text: str | None) -> str:
    """Words without case, white space and punctuation, in any script, so that two wordings compare equal."""
    return _NO_LETTER.sub("", (text or "").casefold())


_LABEL = re.compile(
    r"(?:(?:read|see|watch|learn|find out|discover)\s+(?:more|also|next)\b.{0,60}|more (?:from|on|about|in|stories|news|like this)\b.{0,50}|"
    r"more\b[^.]{0,40}\b(?:stories|articles|videos)|related(?! resources)\b[^.]{0,50}|also (?:read|see|on)\b.{0,50}|"
    r"recommended(?: (?:for you|reading|stories|articles|videos))?|don.t miss|most (?:read|popular|viewed)|trending(?: now)?|popular(?: now)?|"
    r"must read|editor.s picks?|(?:up )?next(?: up| article| post| story)?|you (?:may|might) also (?:like|enjoy).{0,30}|"
    r"what to read next|in other news)\s?[:.…]*$",
    re.I,
)
_SMALL_PRINT = re.compile(
    r"(?:advert(?:isement|ising)?s?|sponsored(?: content)?|story continues below.*|article continues (?:below|after).*|continue reading.*|"
    r"scroll to continue.*|anzeige|werbung|reklam[ea]?|publicidad|publicité|pubblicità|publicidade|share|share this.*|comments?|tags:?|"
    r"topics:?|print|email|save|follow us.*|read more.*|share on.*|loading\.*|video|play|close|menu|getty images|\(?image credit.*|"
    r"click here .*)$",
    re.I,
)
_WHEN = re.compile(
    r"(?:(?:first )?(?:updated|published|posted)(?: on| at)?:?\s*)?(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?|"
    r"\d{1,3}\s*(?:s|m|h|d|secs?|mins?|minutes?|hours?|hrs?|days?|weeks?|months?)(?:\s+(?:ago|read))?(?:,?\s+at\b.*)?)$",
    re.I,
)  # fmt: skip
# "Picture: The Salt Road" and "Credits: …" are lines of awards and of reviews.
_CREDIT = re.compile(
    r"(?:(?:images?|photos?|photographs?|pic|foto|bild|credit|crédito)(?: ?by| credit| courtesy(?: of)?)?\s*[:/|]|"
    r"(?:photo|image|picture)s? (?:by|courtesy)|©|\(c\))",
    re.I,
)
_CREDIT_AT_END = re.compile(
    r"\((?:image|photo|photograph|picture|pic|credit|foto|via)s?(?: ?by| credit| courtesy(?: of)?)?\s*:?\s*[^()]{2,60}\)\s*$",
    re.I,
)
_PROMOTION = re.compile(
    r"\b(?:sign up (?:for|to)|subscribe (?:to|now)|newsletters?|click here|follow (?:us|me|him|her)? ?on|log ?in to|sign in to|"
    r"register (?:to|now)|download (?:our|the) app|privacy policy|terms of (?:use|service)|all rights reserved|your inbox|like us on|"
    r"join us on|our (?:whatsapp|telegram) channel|support our journalism|contributed to this (?:report|story|article)|"
    r"share (?:it|this)|like this (?:story|article)|copyright)\b",
    re.I,
)
_CONTACT = re.compile(
    r"(?:follow (?:us|me|him|her|them|@|on)|e-?mail (?:us|me|him|her|them|the|[\w.]+@)|contact (?:us|me|him|her|them|the (?:author|editor))|"
    r"reach (?:us|me|him|her|them|out)|write to (?:us|me)|about the author|(?:additional )?reporting by|editing by)",
    re.I,
)
_END = re.compile(
    r"\((?:image|photo|photograph|picture|pic|credit|foto|via)s?(?: ?by| credit| courtesy(?: of)?)?\s*:?\s*[^()]{2,60}\)\s*$",
    re.I,
)
_PROMOTION = re.compile(
    r"\b(?:sign up (?:for|to)|subscribe (?:to|now)|newsletters?|click here|follow (?:us|me|him|her)? ?on|log ?in to|sign in to|"
    r"register (?:to|now)|download (?:our|the) app|privacy policy|terms of (?:use|service)|all rights reserved|your inbox|like us on|"
    r"join us on|our (?:whatsapp|telegram) channel|support our journalism|contributed to this (?:report|story|article)|"
    r"share (?:it|this)|like this (?:story|article)|copyright)\b",
    re.I,
)
_CONTACT = re.compile(
    r"(?:follow|email|contact|reach|write to|about the author|reporting by|editing by|additional reporting)\b", re.I
)
_END = re.compile(r"[.!?…。！？:;”\"'»)\]]$")


def small_print(text: str) -> bool:
    """Whether a paragraph is no sentence of the article: an advertisement's mark, a label ("Read more"), a
    time alone, a picture's credit, or an offer of the outlet."""
    size = len(text)
    if size < 80 and (_SMALL_PRINT.match(text) or (size < 60 and (_LABEL.match(text) or _WHEN.match(text)))):
        return True
    if size < 250 and caption(text):
        return True
    return size < 300 and not re.search('[“"]', text) and len(_PROMOTION.findall(text)) >= 1 + size // 120


def caption(text: str) -> bool:
    """Whether words are a picture's, by the credit that they begin or end with."""
    return bool(_CREDIT.match(text) or _CREDIT_AT_END.search(text))


def promotes(text: str) -> bool:
    """Whether there are an outlet's offers among the words."""
    return bool(_PROMOTION.search(text))


def contact(text: str) -> bool:
    """Whether words tell whom to write to, or who helped."""
    return len(text) < 200 and bool(_CONTACT.match(text))


def ends(text: str) -> bool:
    """Whether words end as a sentence does."""
    return bool(_END.search(text))
