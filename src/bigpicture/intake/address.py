"""Addresses: the one spelling by which an article is known again, however it was linked to.

The spelling is a key to compare, not an address to fetch: the host that is left may not answer. Fetch what was given.
RFC 3986 section 6.2 and the URL Standard are w3lib's work; what no standard knows is here: which parameters only say
where a reader came from, and which addresses are the same page made for a telephone.
"""

from __future__ import annotations

import re
from ipaddress import IPv6Address
from urllib.parse import ParseResult, SplitResult, unquote_plus, urljoin, urlsplit, urlunsplit

from bigpicture.errors import InputError

LIMIT = 2_000  # characters, as given and as written out; what is longer is no address of an article

_PORTS = {"http": 80, "https": 443}
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")

# The same site for telephones: www.x.com, m.x.com, mobile.x.com, amp.x.com, en.m.x.com are x.com.
_TWIN = re.compile(r"(?:www|m|mobile|amp)\.(?P<rest>.+)|(?P<language>[a-z]{2,3}\.)m\.(?P<below>.+)")
_SITE = re.compile(r"(?!(?:com?|org|net|edu|gov|ac|ne|or|go)\.[a-z]{2}$)(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*")
_OWNERS = frozenset(  # here the first label is whose site it is: m.tumblr.com is somebody's
    "blogspot.com github.io livejournal.com medium.com substack.com tumblr.com typepad.com wordpress.com".split()
)
# A cache that holds the page under its own host and path; "s" tells that the page is served by https.
_CACHE = re.compile(
    r"(?:(?:[a-z0-9-]+\.)?(?:cdn\.ampproject\.org|bing-amp\.com)/(?:c|v|wp)"
    r"|(?:www\.)?google\.(?:com|[a-z]{2}|com?\.[a-z]{2})/amp)"
    r"/(?:s/)?(?P<page>(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?:/.*)?)",
    re.I,
)
_SESSION = re.compile(r";jsessionid=[^/;]*", re.I)
_INDEX = re.compile(r"/index\.html?$", re.I)
_AMP_NAME = re.compile(r"([^/]*)\.amp(\.html?)?$", re.I)
_SLUG = re.compile(r"[-_]|\d{5}")  # what an article's last segment has, and a section's has not

_TRACKING = re.compile(
    r"""
      utm_.* | mtm_.* | pk_(?:campaign|kwd|source|medium|content) | hsa_.* | _hs(?:enc|mi) | itm_.*     # campaigns
    | fbclid | g(?:clid|clsrc|braid|ad_source) | dclid | wbraid | msclkid | yclid | twclid | ttclid    # clicks
    | igsh(?:id)? | li_fat_id | fb_(?:action_ids|action_types|ref|source) | __twitter_impression | _g[al]
    | mc_[ce]id | mkt_tok | vero_(?:id|conv) | oly_(?:anon|enc)_id                                   # letters
    | at_(?:medium|campaign|campaign_type|custom\d|format|link_.*|bbc_team|ptr_.*) | ns_.* | xtor      # the BBC's
    | cmp(?:id)? | int_?cmp | ocid | ncid | icid | s_cid | ftcamp | smid | smtyp | taid | ito | wt\.mc_id | sr_share
    | soc_(?:src|trk) | tsrc | guccounter | guce_referrer(?:_sig)? | ref_(?:src|url) | feed(?:type|name)
    | amp_(?:js_v|gsa|r|cb|lite|tf) | usqp | _amp | _gsa                                               # AMP viewers
    """,
    re.X,
)
# Parameters that name an article at some outlets: dropped only with these values.
_TRACKING_VALUE = {
    "amp": re.compile(r"|1|true|yes"),
    "outputtype": re.compile(r"amp"),
    "ref": re.compile(r"(?!\d+$).*"),
    "source": re.compile(r"rss.*"),
    "src": re.compile(r"rss.*"),
    "partner": re.compile(r"rss.*"),
    "emc": re.compile(r"rss"),
    "rss": re.compile(r"|1"),
}


def canonical(url: str) -> str:
    """The spelling under which an address is compared; applied again, it changes nothing. A key: not to be fetched.

    By RFC 3986: scheme and host in lower case, host in ASCII (IDNA 2008), no default port, no dot segments, percent
    escapes only where needed and in capitals, no fragment (but one that begins with "!" named the article, on sites
    that were a script: it stays). The rest is what the press does:

    - http on its own port is https; www., m., mobile. and amp. before a site are dropped, since nobody can tell
      whether the page behind m.x.com is www.x.com's or x.com's, and no outlet prints two articles there;
    - parameters of tracking and of AMP are dropped, the others put in order: no outlet's pages hang on the order;
    - AMP's ways to say so in the path, its caches, session ids, a last slash and a last index.html are dropped: one
      of the two spellings redirects to the other. Any other index page, such as index.php, stays.

    Raises InputError where it is no http address of a host, has a user name, or is longer than 2,000 characters.
    """
    found = _once(url, url)
    while len(again := _once(url, found)) < len(found):  # such as www.m.x.com, x/amp/amp
        found = again
    return found


def host_of(url: str) -> str:
    """The host as addressed, in lower case and ASCII, without port: host_of(canonical(url)) is the site's.

    Raises InputError as canonical does.
    """
    return _split(url, url).hostname or ""


def absolute(base: str, href: str) -> str | None:
    """The http address that a link on the page `base` leads to, fit to be fetched; None where it leads to none.

    White space round the link and line breaks within are dropped, other odd characters escaped.
    """
    from w3lib.url import safe_url_string

    try:
        found = safe_url_string(urljoin(base.strip(), safe_url_string(href)))
        _split(base, found)
    except (ValueError, InputError):
        return None
    return found


def _once(source: str, url: str) -> str:
    parts = _split(source, url)
    cached = _CACHE.fullmatch(f"{parts.netloc}{parts.path}")
    if cached:
        return _once(source, f"https://{cached['page']}?{parts.query}")
    fragment = parts.fragment if parts.fragment[:1] == "!" and parts.fragment != "!" else ""
    return urlunsplit((parts.scheme, _site(parts.netloc), _path(parts.path), _query(parts.query), fragment))


def _split(source: str, url: str) -> SplitResult:
    """The parts after everything that is RFC 3986."""
    from w3lib.url import canonicalize_url, parse_url  # 0.1 s, most of it the standard library's network modules

    if len(url) > LIMIT:
        raise _refused(source, f"longer than {LIMIT:,} characters")
    try:
        given = parse_url(_STRAY.sub("%25", re.sub(r"[\t\n\r]", "", url.strip())))
        if given.scheme not in _PORTS:
            raise _refused(source, "neither http nor https")
        if "@" in given.netloc:
            raise _refused(source, "an address with a user name or password")
        found = canonicalize_url(_plain(given), keep_fragments=True)
        if len(found) > LIMIT:
            raise _refused(source, f"longer than {LIMIT:,} characters when written out")
        return urlsplit(found)
    except ValueError as error:
        raise _refused(source, f"no address ({str(error)[:100]})") from error


def _plain(given: ParseResult) -> ParseResult:
    """With a plain host, and http for https where the port does not tell them apart. Raises ValueError.

    A semicolon is escaped: w3lib leaves the escapes behind one in the last segment as they are.
    """
    host, port = _ascii(given.hostname or ""), given.port
    default = port is None or port == _PORTS[given.scheme]
    path = f"{given.path};{given.params}" if given.params else given.path
    scheme, netloc = ("https", host) if default else (given.scheme, f"{host}:{port}")
    return given._replace(scheme=scheme, netloc=netloc, path=path.replace(";", "%3B"), params="")


def _ascii(host: str) -> str:
    """The host as DNS has it, without the dot of the root. Raises ValueError where it is none."""
    if ":" in host and "%" not in host:
        return f"[{IPv6Address(host)}]"
    if not host.isascii():
        import idna  # its tables are large, and few hosts need them

        host = idna.encode(host, uts46=True).decode()
    host = host.removesuffix(".")
    if len(host) > 253 or not _HOST.fullmatch(host):  # RFC 1035 section 2.3.4, and the underscore that is in use
        raise ValueError("no such host can be")
    return host


def _site(netloc: str) -> str:
    twin = _TWIN.fullmatch(netloc.partition(":")[0]) if netloc[0] != "[" else None
    rest = (twin["rest"] or twin["below"]) if twin else ""
    if not twin or not _SITE.fullmatch(rest) or rest in _OWNERS:
        return netloc
    return (twin["language"] or "") + rest + netloc[len(twin[0]) :]


def _path(path: str) -> str:
    path = _INDEX.sub("/", _SESSION.sub("", path.replace("%3B", ";")))
    if len(path) > 1:
        path = path.removesuffix("/")
    rest = [part for part in path.split("/") if part.lower() != "amp"]
    if _SLUG.search(rest[-1]):  # of a section or a tag, amp is the name
        path = "/".join(rest)
    named = _AMP_NAME.search(path)
    return path[: named.end(1)] + (named[2] or "") if named and _SLUG.search(named[1]) else path


def _query(query: str) -> str:
    kept = []
    for pair in query.split("&"):
        name, _, value = re.sub(r"^(?:amp%3B)+", "", pair).partition("=")  # a link that was escaped twice
        if not _tracks(unquote_plus(name).lower(), unquote_plus(value).lower()):
            kept.append(f"{name}={value}" if value else name)
    return "&".join(sorted(filter(None, kept)))


def _tracks(name: str, value: str) -> bool:
    by_value = _TRACKING_VALUE.get(name)
    return _TRACKING.fullmatch(name) is not None or (by_value is not None and by_value.fullmatch(value) is not None)


def _refused(source: str, problem: str) -> InputError:
    shown = re.sub(r"//[^/?#]*@", "//...@", source[:LIMIT])[:100] or "an empty address"  # no password in a log
    return InputError(_line(shown), _line(problem), "give an address such as https://press.example/story")


def _line(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)
