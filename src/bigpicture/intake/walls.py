"""Pages that stand before an article: questions whether one is human, for consent, or for money."""

from __future__ import annotations

import re

# Characters of a text: articles that speak of such pages are longer. What is looked at is no longer than the first.
_LONG, _SHORT, _BRIEF = 1_500, 600, 400
_HUMAN = re.compile(
    r"(?:verify|confirm|prove)(?: that)? you(?: are|['’]re) (?:a |not a )?(?:human|robot)|are you a (?:robot|human)|i['’]?m not a robot|"
    r"checking (?:if|that) (?:the site connection is secure|you are human)|checking your browser|just a moment\.\.\.|"
    r"unusual (?:traffic|activity)|access (?:to this page has been )?denied|enable (?:javascript and cookies|cookies and javascript)|"
    r"captcha|press (?:&|and) hold",
    re.I,
)
_CONSENT = re.compile(
    r"before you continue|we (?:value|respect|care about) your privacy|we and our (?:\d+ )?partners|accept (?:all )?(?:cookies|and continue)|"
    r"your (?:privacy|cookie) (?:choices|settings)|consent to (?:the use|cookies|our)|manage (?:your )?(?:cookie|privacy|consent)",
    re.I,
)
_PAID = re.compile(
    r"subscribe (?:now )?to (?:continue|keep|read|unlock)|to (?:continue|keep) reading|already (?:a subscriber|have an account|subscribed)|"
    r"(?:this|the) (?:article|content|story) is (?:for|reserved for|available (?:only )?to|exclusive to) (?:our )?(?:subscribers|members)|"
    r"(?:subscribers?|members?)[- ]only|free articles? (?:this month|left|remaining)",
    re.I,
)


def wall(title: str, words: str, text: str, *, free: bool) -> str | None:
    """What a page is that stands before an article; None where it is not plainly one.

    `words` are those that the page shows, `text` what was taken for its article; `free` is False where the page's data say
    that the article is to be paid for.
    """
    size = len(text)
    if (size < _LONG and _HUMAN.search(title)) or (size < _SHORT and _HUMAN.search(words[:_LONG])):
        return "a page that asks whether a reader is human, not an article"
    if (size < _LONG and _CONSENT.search(title)) or (size < _SHORT and _CONSENT.search(words[:_LONG])):
        return "a page that asks for consent to cookies, not an article"
    if (size < _BRIEF and _PAID.search(words)) or (size < _BRIEF / 2 and not free):
        return "the beginning of an article that asks for a subscription"
    return None
