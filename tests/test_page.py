"""Pages to articles: the text that readers see, what the page says of itself, its pictures; and whatever a page may hold."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigpicture.errors import InputError
from bigpicture.intake.bylines import names_of
from bigpicture.intake.bytes import clean
from bigpicture.intake.page import EXTRACTOR, from_page, page_article
from bigpicture.model import Article, Image

FOLDER = Path(__file__).parent / "sources" / "pages"
PAGES = sorted(FOLDER.glob("*.html"))
FOUND_AT = {
    "listicle": "https://matinee.example/features/five-films-december?utm_source=letter",
    "news": "https://reelledger.example/2026/film/news/mara-lindqvist-the-tin-parade-1235001234/",
}
FIRST = (
    "Ruth Adeyemi has joined The Salt Road, the drama that Sofia Marchetti is shooting on the coast of Northumberland."
)
SECOND = "She plays a vet who will not leave her village, and who has the keys to the only boat in it."
THIRD = "The film is to open on 13 November in the United Kingdom, after its premiere in Trondheim in October."
STORY = "".join(f"<p>{p}</p>" for p in (FIRST, SECOND, THIRD))
TOLD = "\n\n".join((FIRST, SECOND, THIRD))


def read(body: str = STORY, head: str = "", address: str | None = "https://screen.example/film/salt-road") -> Article:
    """The article of a page of these parts."""
    page = f"<!doctype html><html><head>{head}</head><body><h1>The Salt Road finds its vet</h1>{body}</body></html>"
    return page_article("page", page.encode("utf-8", "surrogatepass"), address=address)


def linked(value: object) -> str:
    words = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{words}</script>'


def told(path: Path) -> dict[str, object]:
    try:
        found = page_article(
            path.name, path.read_bytes(), address=FOUND_AT.get(path.stem, f"https://screen.example/{path.stem}")
        )
    except InputError as error:
        return {"refused": error.problem}
    row = asdict(found)
    return {**row, "text": row["text"].split("\n\n")}


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_saved_pages(path: Path, golden: Callable[[str, str], None]) -> None:
    """Every kind of page that the film press prints, beside what is to be read in it (rewritten by --regold)."""
    golden(f"../sources/pages/{path.stem}.json", json.dumps(told(path), indent=1, ensure_ascii=False) + "\n")


def test_the_same_bytes_give_the_same_text_in_any_process() -> None:
    """Evidence counts characters of the text, so nothing of it may hang on the order of sets or on what was read before."""
    code = (
        "import sys; from pathlib import Path; from bigpicture.intake.page import page_article\n"
        "for name in sys.argv[1:]: print(ascii(page_article(name, Path(name).read_bytes())))"
    )
    articles = [str(path) for path in PAGES if "refused" not in told(path)]
    printed = [
        subprocess.run(
            [sys.executable, "-c", code, *names],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        for seed, names in (("1", articles), ("2", articles[::-1]))
    ]
    assert printed[0] == printed[1][::-1] == [ascii(page_article(name, Path(name).read_bytes())) for name in articles]


def test_an_article_says_what_made_it_and_where_it_was_found() -> None:
    found = read()
    assert (found.extractor, found.id) == (EXTRACTOR, "https://screen.example/film/salt-road")
    (saved,) = from_page("folder/salt.html", f"<h1>Salt</h1>{STORY}")
    assert (saved.id, saved.url, saved.text, saved.title) == ("salt", None, TOLD, "Salt")


@pytest.mark.parametrize(
    "box",
    [
        '<p><strong>Also read:</strong> <a href="/x">Why the brass band movie is back in fashion this winter</a></p>',
        '<p><a href="/x">Read more: Sofia Marchetti signs a deal for two pictures with Gantry Films</a></p>',
        '<div class="related-posts"><h3>Related</h3><p>Marchetti signs a deal for two pictures with Gantry Films, which is news.</p></div>',
        '<aside><p>The Salt Road is one of eleven films that the council of Northumberland has paid for since the spring.</p></aside>',
        '<div class="newsletter-signup"><p>Get the best of the week in your inbox every Friday, and never miss a casting again.</p></div>',
        "<p>Sign up for our newsletter to get the latest film news in your inbox.</p>",
        '<div class="cookie-consent"><p>We use cookies to keep the site running and to show advertising that fits you, as you may know.</p></div>',
        '<div hidden><p>This paragraph is kept for telephones, and nobody who reads the page will ever see a word of it.</p></div>',
        '<div style="display: none"><p>This paragraph is kept for telephones, and nobody who reads the page will see a word of it.</p></div>',
        '<figure><img src="/a.jpg"><figcaption>Ruth Adeyemi on the set of The Salt Road, with the boat and its keys.</figcaption></figure>',
        "<p>Ruth Adeyemi on the set of The Salt Road. (Photo: Jo Reeve)</p>",
        '<div class="advertisement"><span>Advertisement</span></div>',
        "<p>ADVERTISEMENT</p>",
        "<p>Story continues below</p>",
        '<nav><a href="/">Home</a> <a href="/film">Film</a></nav>',
        '<div class="share-bar"><a href="#">Share on Facebook</a> <a href="#">Email</a></div>',
        "<div>3 min read</div>",
        "<script>var words = 'The film is to open on another day, which no reader is ever told';</script>",
        '<ul><li><a href="/1">Why the ushers of Bergen went on strike for a week</a></li><li><a href="/2">A short history of the '
        "intermission, with ice cream and lemonade</a></li></ul>",
        f"<div class='for-telephones'><div><p>{FIRST}</p></div></div>",
    ],
)  # fmt: skip
def test_what_is_no_part_of_the_text(box: str) -> None:
    paragraphs = [f"<p>{p}</p>" for p in (FIRST, SECOND, THIRD)]
    assert read(f"<article>{paragraphs[0]}{paragraphs[1]}{box}{paragraphs[2]}</article>").text == TOLD


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("<h2>The cast</h2><p>There are four of them.</p>", "The cast\n\nThere are four of them."),
        ("<blockquote><p>I read it in one sitting.</p><footer>Adeyemi</footer></blockquote>", "I read it in one sitting.\n\nAdeyemi"),
        ("<ul><li>Ruth Adeyemi<ul><li>as Nora</li></ul></li><li>Signe Dahl</li></ul>", "Ruth Adeyemi\n\nas Nora\n\nSigne Dahl"),
        ("<p>With <a href=/1>Ruth Adeyemi</a>, <a href=/2>Signe Dahl</a>, <a href=/3>Owen Tull</a>.</p>", "With Ruth Adeyemi, Signe Dahl, Owen Tull."),
        ("<p>One line<br>another line<br><br>another paragraph</p>", "One line\nanother line\n\nanother paragraph"),
        ("<table><tr><th>Date<th>Film<tr><td>4 December<td><a href=/o>Off Piste</a></table>", "Date | Film\n\n4 December | Off Piste"),
        ("<dl><dt>Director:</dt><dd>Ida Falk</dd><dt>Length</dt><dd>92 minutes</dd></dl>", "Director: Ida Falk\n\nLength: 92 minutes"),
        ("<p>A <b>bold</b><i>ness</i>&nbsp;of   &amp; space</p>", "A boldness of & space"),
        ("<pre>INT. BOAT\n  NORA rows.</pre>", "INT. BOAT\nNORA rows."),
        ("<p>Next year she will direct.</p>", "Next year she will direct."),
        ("<p>More than two hundred people came.</p>", "More than two hundred people came."),
        ("<ul><li>Picture: The Salt Road</li></ul>", "Picture: The Salt Road"),
        ("<p><ruby>塩<rt>しお</rt></ruby>の道</p>", "塩の道"),
        (f"<p>{SECOND}</p>", SECOND),  # repeated on purpose: a refrain
    ],
)  # fmt: skip
def test_what_stays_in_the_text(part: str, expected: str) -> None:
    assert (
        read(f"<article>{STORY}{part}<p>{THIRD} Really.</p></article>").text
        == f"{TOLD}\n\n{expected}\n\n{THIRD} Really."
    )


@pytest.mark.parametrize(
    "frame",
    [
        '<div class="page"><div id="sidebar-grid"><div class="with-sidebar content">{}</div></div></div>',
        '<form action="/page.aspx"><div>{}</div></form>',
        "<table><tr><td width=150><a href=/>Home</a><br><a href=/film>Film</a></td><td>{}</td></tr></table>",
        '<main><div class="comments-wrapper">{}</div></main>',
        "<noscript><div></noscript>{}</div>",
        "<div><button><span></div>{}",
        '<div class="modal-page">{}</div>',
        '<div style="display:none">{}</div>',
        '<div id="S:1f" hidden>{}</div>',
        '<article>{}</article><article class="post"><h2>Another film</h2><p>Hal Norden has finished his own film about salt, which '
        "nobody had heard of until today, and which has no road in it.</p></article>",
        '<main>{}</main><div class="comments"><p>' + "I have waited for this film for all of my life, and now it is here. " * 20 + "</p></div>",
        '<div>{}</div><footer><p>' + "All that you see here belongs to somebody, and the somebody is not you. " * 12 + "</p></footer>",
    ],
)  # fmt: skip
def test_where_the_article_stands(frame: str) -> None:
    """However the page names and nests what holds it, and however much stands beside it."""
    assert read(frame.format(STORY)).text == TOLD


def test_chunks_of_one_article_belong_together() -> None:
    chunks = "".join(
        f'<div class="body"><p>{p}</p></div><div class="ad-slot">Advertisement</div>' for p in (FIRST, SECOND, THIRD)
    )
    assert read(f"<main>{chunks}</main>").text == TOLD


def test_linked_nominees_stay_and_linked_headlines_go() -> None:
    lists = "".join(
        f"<h3>{prize}</h3><ul><li><a href=/1>Ruth Adeyemi, The Salt Road</a></li><li><a href=/2>Signe Dahl, Off Piste</a></li></ul>"
        for prize in ("Best actress", "Best voice", "Best hat")
    )
    more = "<h3>More awards</h3><ul><li><a href=/3>How the jury votes, and why it takes them two rounds and a night</a></li></ul>"
    text = read(f"<article>{STORY}{lists}{more}</article>").text
    assert text.count("Ruth Adeyemi, The Salt Road") == 3
    assert "How the jury votes" not in text
    assert not text.endswith("More awards")


def test_the_pages_data_guide_to_the_text_but_are_not_it() -> None:
    """What a reader does not see is not read, unless the page shows nothing."""
    hidden = f"{TOLD} " + "And here is what only subscribers are told, which is a lot, and which they pay for. " * 20
    data = linked({"@type": "NewsArticle", "headline": "The Salt Road finds its vet", "articleBody": hidden})
    assert read(f"<article>{STORY}</article>", data).text == TOLD
    assert read('<div id="root"></div>', data).text.startswith(f"{FIRST}\n\n{SECOND}")


def test_the_guide_tells_the_article_from_longer_text_beside_it() -> None:
    told = [f"{FIRST} Part {i} of the story says more about the vet, the boat, the keys and the sea." for i in range(4)]
    boxes = "".join(f"<p>Terms of use, clause {i}: whoever reads this page does so at a risk that is theirs, and theirs alone.</p>" for i in range(40))  # fmt: skip
    page = f"<div class=a>{''.join(f'<p>{p}</p>' for p in told)}</div><div class=b>{boxes}</div>"
    data = linked({"@type": "NewsArticle", "articleBody": " ".join(told)})
    assert read(page, data).text == "\n\n".join(told)


def test_where_hardly_a_text_is_found_another_extractor_is_asked() -> None:
    lines = "".join(
        f"<p><a href='/{i}'>{FIRST} Number {i} of these is a link, as all of them are.</a></p>" for i in range(12)
    )
    found = read(f"<article>{lines}</article>", linked({"@type": "NewsArticle", "wordCount": 300}))
    assert "Number 7 of these" in found.text


@pytest.mark.parametrize(
    ("block", "title"),
    [
        ('{"@type": "NewsArticle", "headline": "Salt"}', "Salt"),
        ('[{"@type": "WebPage", "name": "Page"}, {"@type": ["Thing", "ReportageNewsArticle"], "headline": "Salt"}]', "Salt"),
        ('{"@graph": [{"@type": "Organization", "name": "Reel"}, {"@type": "BlogPosting", "headline": "Salt"}]}', "Salt"),
        ('{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Salt"}}', "Salt"),
        ('<!-- {"@type": "Article", "headline": "Salt"} -->', "Salt"),
        ('//<![CDATA[\n{"@type": "Article", "headline": "Salt"}\n//]]>', "Salt"),
        ('{"@type": "Article", "headline": "Salt\nroad",\n}', "Salt road"),
        ('{"@type": "Article", "headline": "Salt"};', "Salt"),
        ('{"@type": "Article", "headline": "Salt"}{"@type": "Article"', "Salt"),
        ("{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;Salt&quot;}", "Salt"),
        ('{"@type": "Article", "headline": ["Salt", "Pepper"]}', "Salt"),
        ('{"@type": "Article", "headline": {"@value": "Salt"}}', "Road"),
        ('{"@type": "Article", "headline": "Salt"', "Road"),
        ('{"@type": "Movie", "headline": "Salt"}', "Road"),
        ("[" * 100_000, "Road"),
        ('{"@type":"Article","a":' * 5_000, "Road"),
        ('{"@id": "a", "@type": "Article", "author": {"@id": "a"}, "headline": "Salt"}', "Salt"),
        ("7", "Road"),
        ("", "Road"),
    ],
)  # fmt: skip
def test_json_ld_in_every_state(block: str, title: str) -> None:
    page = f"<head><title>Road</title>{linked(block)}</head><body>{STORY}</body>"
    assert page_article("page", page.encode()).title == title


def test_references_and_lists_in_json_ld() -> None:
    data = {"@graph": [
        {"@type": "NewsArticle", "headline": "The Salt Road finds its vet", "author": [{"@id": "#a"}, {"@id": "#b"}, {"name": ["Gwen Sato"]}],
         "publisher": {"@id": "#p"}, "image": {"@id": "#i"}, "datePublished": "2026-11-02T23:30:00-05:00", "inLanguage": "en_us"},
        {"@id": "#a", "@type": "Person", "name": "Ada Quill"}, {"@id": "#b", "@type": "Person", "givenName": "Jo", "familyName": "Reeve"},
        {"@id": "#p", "@type": "Organization", "name": "Reel &amp; Ledger"},
        {"@id": "#i", "@type": "ImageObject", "contentUrl": "/salt-road-still.jpg", "caption": "The boat", "creditText": "Osprey"},
    ]}  # fmt: skip
    found = read(head=linked(data))
    assert (found.authors, found.outlet) == (("Ada Quill", "Jo Reeve", "Gwen Sato"), "Reel & Ledger")
    assert (found.published, found.published_at, found.language) == ("2026-11-02", "2026-11-03T04:30:00Z", "en-US")
    assert found.images == (Image("https://screen.example/salt-road-still.jpg", "The boat", "Osprey"),)


def test_of_several_articles_the_pages_own() -> None:
    other = {
        "@type": "NewsArticle",
        "headline": "Another",
        "datePublished": "2020-01-01",
        "author": "A B",
        "articleBody": "x",
    }
    own = {"@type": "NewsArticle", "headline": "The Salt Road finds its vet", "datePublished": "2026-11-02"}
    assert read(head=linked([other, own])).published == "2026-11-02"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>The Salt Road finds its vet | Screen Gazette</title>", "The Salt Road finds its vet"),
        ('<meta property="og:title" content="Vet found for The Salt Road!">', "The Salt Road finds its vet"),
        (
            '<meta property="og:title" content="The Salt Road finds its vet - Screen Gazette">',
            "The Salt Road finds its vet",
        ),
        (
            linked({"@type": "Article", "headline": "The Salt Road finds its vet (Exclusive)"}),
            "The Salt Road finds its vet",
        ),
        ("", "The Salt Road finds its vet"),
    ],
)
def test_the_headline_is_that_on_the_page(head: str, title: str) -> None:
    assert read(head=head).title == title


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<title>Salt rises | Screen Gazette</title><meta property="og:site_name" content="Screen Gazette">', "Salt rises"),
        ('<title>Screen Gazette: Salt rises</title><meta property="og:site_name" content="Screen Gazette">', "Screen Gazette: Salt rises"),
        ('<title>Salt - Pepper - Screen Gazette</title><meta name="dc.publisher" content="Screen Gazette">', "Salt - Pepper"),
        ('<meta name="twitter:title" content="Salt &amp;amp; &lt;i&gt;road&lt;/i&gt;">', "Salt & road"),
        (f"<title>{'salt ' * 500}</title>", "salt " * 199 + "salt" + "…"),
    ],
)  # fmt: skip
def test_headlines_of_pages_that_show_none(head: str, title: str) -> None:
    found = page_article("page", f"<head>{head}</head><body>{STORY}</body>".encode()).title
    assert found == title
    assert len(found) <= 1_000


@pytest.mark.parametrize(
    ("bylines", "names"),
    [
        (["By Ada Quill"], ("Ada Quill",)),
        (["By Ada Quill and Jo Reeve, Senior Film Editor"], ("Ada Quill", "Jo Reeve")),
        (["Ada Quill, Jo Reeve & Gwen Sato"], ("Ada Quill", "Jo Reeve", "Gwen Sato")),
        (["Von Lena Dorn und Theo Brandt"], ("Lena Dorn", "Theo Brandt")),
        (["par Ines Vollan"], ("Ines Vollan",)),
        (["Written by: Owen Tull (London)"], ("Owen Tull",)),
        (["https://social.example/reel", "Ada Quill"], ("Ada Quill",)),
        (["jo@reel.example Jo Reeve @joreeve"], ("Jo Reeve",)),
        (["By Ada Quill | 1 Dec 2026 | 4 min read"], ("Ada Quill",)),
        (["Ada Quill December 3, 2026 9:30 am"], ("Ada Quill",)),
        (["Quill, Ada"], ("Quill, Ada",)),
        (["admin", "", "  ", "By", "N/A"], ()),
        (["Ada Quill", "ada quill", "Ada Quill"], ("Ada Quill", "ada quill")),
        (["松岡大地"], ("松岡大地",)),
        (["x" * 5_000], ()),
        (["Ada Quill 7 min", "Studio 54"], ()),
    ],
)
def test_names_in_bylines(bylines: list[str], names: tuple[str, ...]) -> None:
    assert names_of(bylines) == names


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        ('<meta name="author" content="By Ada Quill">', "", ("Ada Quill",)),
        ('<meta property="article:author" content="https://social.example/reel"><meta name="parsely-author" content="Jo Reeve">', "", ("Jo Reeve",)),
        ("", '<p class="byline">By <a rel="author" href="/a">Ada Quill</a> and <a rel="author" href="/b">Jo Reeve</a></p>', ("Ada Quill", "Jo Reeve")),
        ("", '<span itemprop="author" itemscope><meta itemprop="name" content="Gwen Sato"></span>', ("Gwen Sato",)),
        ("", '<div class="article-byline">By Owen Tull</div>', ("Owen Tull",)),
        ('<meta name="author" content="Reel"><meta property="og:site_name" content="Reel">', "", ("Reel",)),
        (linked({"@type": "Article", "author": [{"name": "Reel"}, {"name": "Ada Quill"}], "publisher": {"name": "Reel"}}), "", ("Ada Quill",)),
        ("", "", ()),
    ],
)  # fmt: skip
def test_authors(head: str, body: str, authors: tuple[str, ...]) -> None:
    assert read(body + STORY, head).authors == authors


@pytest.mark.parametrize(
    ("head", "body", "published", "at"),
    [
        ('<meta property="article:published_time" content="2026-11-02T23:30:00-05:00">', "", "2026-11-02", "2026-11-03T04:30:00Z"),
        ('<meta name="date" content="2026-11-02">', "", "2026-11-02", None),
        ('<meta name="pubdate" content="Mon, 02 Nov 2026 09:30:00 GMT">', "", "2026-11-02", "2026-11-02T09:30:00Z"),
        ('<meta name="date" content="soon">', "", None, None),
        (linked({"@type": "Article", "datePublished": "last Tuesday"}) + '<meta name="date" content="2026-11-02">', "", "2026-11-02", None),
        (linked({"@type": "Article", "datePublished": "2026-11-02"}) + '<meta name="date" content="2026-11-02T09:30:00Z">', "", "2026-11-02", "2026-11-02T09:30:00Z"),
        ('<meta name="date" content="2026-13-45T99:99:99Z">', "", None, None),
        ("", '<time datetime="2026-11-02T09:30Z">2 Nov</time>', "2026-11-02", "2026-11-02T09:30:00Z"),
        ("", "<div>Published on 2 November 2026</div>", "2026-11-02", None),
        ("", "<div>Stand: 02.11.2026</div>", "2026-11-02", None),
        ("", "<div>November 2nd, 2026</div>", "2026-11-02", None),
        ("", "", None, None),
    ],
)  # fmt: skip
def test_times(head: str, body: str, published: str | None, at: str | None) -> None:
    found = read(body + STORY, head)
    assert (found.published, found.published_at) == (published, at)


def test_a_day_in_the_address_dates_a_page_that_tells_none() -> None:
    assert read(address="https://screen.example/2026/11/02/salt-road").published == "2026-11-02"


def test_changes() -> None:
    head = '<meta property="article:modified_time" content="2026-11-04T10:00:00+01:00">'
    assert read(head=head).modified_at == "2026-11-04T09:00:00Z"
    assert (
        read('<time class="updated" datetime="2026-11-05T09:00:00Z">x</time>' + STORY).modified_at
        == "2026-11-05T09:00:00Z"
    )


@pytest.mark.parametrize(
    ("tag", "head", "language"),
    [
        ("<html lang=en-gb>", "", "en-GB"),
        ("<html lang=x>", '<meta property="og:locale" content="de_AT">', "de-AT"),
        ("<html>", linked({"@type": "Article", "inLanguage": "fr"}), "fr"),
        ("<html>", '<meta http-equiv="content-language" content="sv, en">', "sv"),
        ("<html lang=''>", "", None),
    ],
)
def test_languages(tag: str, head: str, language: str | None) -> None:
    assert page_article("page", f"{tag}<head>{head}</head><body>{STORY}</body></html>".encode()).language == language


CANONICAL = '<link rel="canonical" href="{}">'
OG = '<meta property="og:url" content="{}">'
AT = "https://www.screen.example/film/salt-road?utm_source=letter"


@pytest.mark.parametrize(
    ("head", "address", "url"),
    [
        (CANONICAL.format("https://screen.example/film/salt-road"), AT, "https://screen.example/film/salt-road"),
        (CANONICAL.format("/film/salt-road"), AT, "https://www.screen.example/film/salt-road"),
        (OG.format("https://screen.example/film/salt"), AT, "https://screen.example/film/salt"),
        (linked({"@type": "Article", "mainEntityOfPage": {"@id": "https://screen.example/s"}}), AT, "https://screen.example/s"),
        (CANONICAL.format("https://screen.example/") + OG.format("https://screen.example/film/s"), AT, "https://screen.example/film/s"),
        (CANONICAL.format("https://screen.example/"), "https://screen.example/", "https://screen.example/"),
        (CANONICAL.format("https://other.example/film/salt-road"), AT, AT),  # whoever copies may call it another's
        (CANONICAL.format("https://evil.co.uk/film"), "https://good.co.uk/film/s", "https://good.co.uk/film/s"),
        (CANONICAL.format("javascript:alert(1)"), AT, AT),
        (CANONICAL.format("ftp://screen.example/x"), AT, AT),
        (CANONICAL.format("https://[bad/"), AT, AT),
        (CANONICAL.format("https://screen.example/film/salt-road"), None, "https://screen.example/film/salt-road"),
        (CANONICAL.format("https://screen.example"), None, None),
        (CANONICAL.format("https://screen.example/film/s"), "https://screen-example.cdn.ampproject.org/c/s/screen.example/film/s", "https://screen.example/film/s"),
        ("", None, None),
    ],
)  # fmt: skip
def test_the_address_that_a_page_calls_its_own(head: str, address: str | None, url: str | None) -> None:
    assert read(head=head, address=address).url == url


@pytest.mark.parametrize(
    ("body", "images"),
    [
        ('<img src="/a/still-of-the-boat.jpg" alt="A boat">', [Image("https://screen.example/a/still-of-the-boat.jpg", alt="A boat")]),
        ('<img src="data:image/gif;base64,R0" data-src="/a/still-of-the-boat.jpg">', [Image("https://screen.example/a/still-of-the-boat.jpg")]),
        ('<img src="/placeholder.png" srcset="/s.jpg 320w, /still-of-the-boat.jpg 1280w">', [Image("https://screen.example/still-of-the-boat.jpg")]),
        ('<picture><source srcset="/s-1.webp 1x, /s-2.webp 2x"><img src="/s.jpg"></picture>', [Image("https://screen.example/s-2.webp")]),
        ('<noscript><img src="/still-of-the-boat.jpg"></noscript>', [Image("https://screen.example/still-of-the-boat.jpg")]),
        ('<img src="/still-of-the-boat-300x200.jpg"><img src="/still-of-the-boat.jpg?w=900">', [Image("https://screen.example/still-of-the-boat-300x200.jpg")]),
        ('<amp-img src="/still-of-the-boat.jpg" width="1200" height="800"></amp-img>', [Image("https://screen.example/still-of-the-boat.jpg")]),
        ('<figure><img src="/b.jpg"><figcaption>The boat<span class="credit">Photo: Jo Reeve</span></figcaption></figure>',
         [Image("https://screen.example/b.jpg", "The boat", "Jo Reeve")]),
        ('<figure><img src="/b.jpg"><figcaption>The boat. Photograph: Jo Reeve/Osprey</figcaption></figure>',
         [Image("https://screen.example/b.jpg", "The boat. Photograph: Jo Reeve/Osprey", "Jo Reeve/Osprey")]),
        ('<img src="javascript:alert(1)">', []),
        ('<img src="file:///etc/passwd">', []),
        ('<img src="/pixel.gif" width="1" height="1">', []),
        ('<img src="/site-logo.png"><img class="avatar" src="/ada.jpg"><img src="/share.svg">', []),
        ('<a href="/another"><img src="/thumbnail-of-another-story.jpg"></a>', []),
        ('<div class="related"><img src="/thumbnail-of-another-story.jpg"></div>', []),
        ('<a href="/still-of-the-boat-large.jpg"><img src="/still-of-the-boat.jpg"></a>', [Image("https://screen.example/still-of-the-boat.jpg")]),
    ],
)  # fmt: skip
def test_pictures(body: str, images: list[Image]) -> None:
    assert list(read(f"<article><p>{FIRST}</p>{body}<p>{SECOND} {THIRD}</p></article>").images) == images


def test_the_lead_picture_comes_first_and_once() -> None:
    body = '<article><img src="/other-picture-of-a-dog.jpg">' + STORY + '<figure><img src="/still-of-the-boat-640x360.jpg"><figcaption>The boat</figcaption></figure></article>'  # fmt: skip
    found = read(body, '<meta property="og:image" content="https://screen.example/still-of-the-boat-1200x630.jpg">')
    assert [(i.url.rpartition("/")[2], i.caption) for i in found.images] == [
        ("still-of-the-boat-640x360.jpg", "The boat"), ("other-picture-of-a-dog.jpg", None)
    ]  # fmt: skip


def test_at_most_forty_pictures() -> None:
    many = "".join(f'<img src="/picture-number-{i:03}.jpg">' for i in range(90))
    assert len(read(f"<article>{STORY}{many}<p>{FIRST} Again.</p></article>").images) == 40


@pytest.mark.parametrize(
    ("encoding", "head", "charset"),
    [
        ("utf-8", "", None),
        ("utf-8", "", "iso-8859-1"),  # the header is wrong, and often is
        ("cp1252", "", "windows-1252"),
        ("cp1252", '<meta charset="iso-8859-1">', None),
        ("cp1252", "", "utf-8"),
        ("utf-16", "", None),
        ("utf-8-sig", "", "latin-1"),
        ("iso-8859-2", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">', "no-such-charset"),
    ],
)
def test_encodings(encoding: str, head: str, charset: str | None) -> None:
    words = f"Café Ålesund zählt für Gäste. {FIRST}".replace("Å", "A" if encoding == "iso-8859-2" else "Å")
    page = f"<html><head>{head}</head><body><p>{words.replace('é', 'é')}</p>{STORY}</body></html>".encode(encoding)
    assert page_article("page", page, charset=charset).text.startswith(words)


def test_encodings_of_other_scripts() -> None:
    words = (
        "塩の道は十一月に公開される。監督はイネス・ヴォランで、彼女の三本目の映画である。主演はルース・アデイェミが務める。"
        * 3
    )
    for encoding, charset, head in (
        ("shift_jis", "shift_jis", ""),
        ("euc_jp", None, "<meta charset=euc-jp>"),
        ("iso2022_jp", "iso-2022-jp", ""),
    ):
        assert page_article("page", f"{head}<p>{words}</p>".encode(encoding), charset=charset).text == words


def test_text_is_clean_and_reads_in_one_direction() -> None:
    turned = "\u202eRuth\u202c \u2066Adeyemi\u2069\u200b"
    head = f'<meta name="author" content="{turned}"><title>{turned}</title>'
    body = f"<figure><img src=/b.jpg alt='{turned}'><figcaption>{turned}</figcaption></figure><p>{turned} &#0;&#xD800;\0 {FIRST}</p>"
    page = f"<head>{head}</head><body><article>{body}{STORY}</article></body>"
    found = page_article("page", page.encode())
    assert (found.title, found.authors, found.images) == ("Ruth Adeyemi", ("Ruth Adeyemi",), ())
    named = page_article("page", page.encode(), address="https://screen.example/x")
    assert (named.images[0].caption, named.images[0].alt) == ("Ruth Adeyemi", "Ruth Adeyemi")
    for text in (found.text, str(found.title)):
        assert not set(text) & set("\u202e\u202c\u2066\u2069\u200b\0")
        assert clean(text) == text
    (kept,) = from_page("x.html", f"<p>\ud800{FIRST}</p>{STORY}")
    assert kept.text.encode()


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("<title>Just a moment...</title><p>Checking your browser before you go on.</p>", "human"),
        ("<h1>Access denied</h1><p>Please enable JavaScript and cookies to continue to the page.</p>", "human"),
        ("<title>Before you continue</title><p>We and our partners use cookies to measure how the site is used.</p>", "cookies"),
        (f"<h1>Salt</h1><article><p>{FIRST}</p><p>This article is for subscribers only.</p></article>", "subscription"),
        (linked({"@type": "NewsArticle", "isAccessibleForFree": "False"}) + f"<p>{FIRST}</p>", "subscription"),
        ("<ul><li><a href=/1>Home</a></li><li><a href=/2>Film</a></li></ul>", "without an article's text"),
        ("<script>1</script>", "without an article's text"),
        ("", "without an article's text"),
        ("\0\0\0", "without an article's text"),
    ],
)  # fmt: skip
def test_pages_that_hold_no_article(page: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as error:
        page_article("https://screen.example/x", page.encode())
    assert str(error.value).startswith("https://screen.example/x: ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "page",
    [
        f'<header><a href="/login">Already a subscriber? Log in</a></header><article><h1>Salt</h1>{STORY}</article>',
        f'<div class="cookie-banner"><p>We value your privacy. Accept all cookies?</p></div><article><h1>Salt</h1>{STORY}</article>',
        f"<article><h1>I'm not a robot</h1>{STORY * 8}</article>",
        linked({"@type": "NewsArticle", "isAccessibleForFree": False}) + f"<article>{STORY * 3}</article>",
    ],
)
def test_articles_that_are_no_walls(page: str) -> None:
    assert page_article("x", page.encode()).text.startswith(FIRST)


def test_a_page_that_is_too_large() -> None:
    with pytest.raises(InputError, match="larger than 5 MB"):
        page_article("x", b"x" * 5_000_001)


HOSTILE = {
    "nested": "<div>" * 100_000 + STORY,
    "nested inline": "<b><i><a>" * 30_000 + STORY,
    "unclosed": "<p>word" * 20_000,
    "lists": "<ul><li>" * 20_000,
    "tables": "<table><tr><td>" * 20_000 + STORY,
    "attributes": "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + f">{STORY}",
    "quoted attributes": "<p " + " ".join(f'a{i}=">"' for i in range(50_000)) + f">{STORY}",
    "one attribute": f'<p class="{"x-y " * 200_000}" style="{"a" * 500_000}">{STORY}',
    "one word": f"<p>{'x' * 1_000_000}</p>",
    "title": f"<title>{'x' * 2_000_000}</title>{STORY}",
    "headlines": "<h1>Salt</h1>" * 8_000 + STORY,
    "metas": "<meta name=author content='A B'>" * 30_000 + STORY,
    "entities": "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>" + "&b;&amp;amp;amp;" * 50_000 + STORY,
    "scripts": linked({"@type": "NewsArticle", "author": [[[]]], "image": [{"url": {}}], "datePublished": 1e300}) * 3_000 + STORY,
    "one script": f"<script>{'x' * 1_000_000}</script>",
    "objects": linked([{"@id": str(i), "@type": "Article", "author": {"@id": str(i + 1)}} for i in range(20_000)]) + STORY,
    "deep json": linked('{"a":' * 100_000) + STORY,
    "digits": linked('{"@type":"Article","wordCount":' + "9" * 10_000 + "}") + STORY,
    "images": STORY + "<figure><img src=/a.jpg><figcaption>x</figcaption></figure>" * 5_000,
    "one figure": f"<h1>x</h1><figure>{'<b>x</b><img src=/b.jpg>' * 10_000}</figure>{STORY}",
    "srcset": STORY + f'<img srcset="{"/a.jpg 1w, " * 50_000}">',
    "times": "<time datetime=x>1</time>" * 20_000 + STORY,
    "bylines": "<span class=byline>x</span>" * 20_000 + STORY,
    "quotes": f"<p>{chr(34) * 500_000}</p>",
    "comments": "<!--" * 100_000 + STORY,
    "brackets": "<" * 500_000,
    "tags": "<a " * 200_000,
    "bidi": "\u202e" * 200_000 + STORY,
    "nul": "\0" * 500_000 + STORY,
    "links": "<p><a href=/x>one two three four five</a></p>" * 8_000,
    "base": "<base href='http://[::1'><link rel=canonical href='//[x'><img src='http://[y'>" + STORY,
    "spaces": f"<p>{' ' * 1_000_000}{FIRST}</p>" + "<br> " * 20_000 + STORY,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_give_an_article_or_one_clear_error(name: str) -> None:
    """Made to take long, to nest too deep or to trip the reader. What takes too long here does so by its square."""
    whatever("x", HOSTILE[name].encode())


def whatever(source: str, body: bytes, address: str | None = None, charset: str | None = None) -> Article | str:
    """The article of a page, or the one line that says why there is none. Any other exception fails the test."""
    try:
        found = page_article(source, body, address=address, charset=charset)
    except InputError as error:
        told = str(error)
        sound_line = "\n" not in told and error.remedy
        return told if sound_line else pytest.fail(told)
    sound(found)
    return found


def sound(article: Article) -> None:
    """What holds for every article, whatever page it was made from."""
    assert article.text.strip()
    assert clean(article.text) == article.text
    assert "\n\n\n" not in article.text
    assert len(article.title or "") <= 1_000
    assert len(article.images) <= 40
    assert all(i.url.startswith(("https://", "http://")) for i in article.images)
    assert article.url is None or article.url.startswith(("https://", "http://"))
    assert all(name and name == name.strip() and "\n" not in name for name in article.authors)


PIECES = [page.read_text(encoding="utf-8", errors="replace") for page in PAGES if page.stem not in ("old", "captcha")]
SCRAPS = ["<", ">", '"', "</div>", "<div>", "<article>", "<h1>", "<script type=application/ld+json>", "</script>", "{", "]]>", "<table>", "<td>",
          "<img srcset=', 1x'>", "<figure>", "<figcaption>", "<br>", "\0", "\u202e", "&#xD800;", "<base href=http://[>", "<html lang=x-y>",
          "<link rel=canonical href=//a>", "<meta name=date content=9999>", "<time datetime=0>", "<a href=x>", "<li>", "<noscript>"]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A saved page with parts taken out, doubled and put in."""
    page = draw(st.sampled_from(PIECES))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(page)))
        size = draw(st.sampled_from((1, 20, 400, 4_000)))
        page = draw(st.sampled_from((
            page[:at] + page[at + size :],
            page[:at] + page[at : at + size] * 2 + page[at + size :],
            page[:at] + draw(st.sampled_from(SCRAPS)) * size + page[at:],
        )))  # fmt: skip
    return page


@settings(max_examples=60, deadline=None)
@given(mutated(), st.sampled_from((None, "https://screen.example/film/x", "http://[", "news:1")))
def test_any_page_is_an_article_or_one_clear_error(page: str, address: str | None) -> None:
    body = page.encode("utf-8", "replace")
    assert whatever("x", body, address=address) == whatever("x", body, address=address)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=2_000), st.sampled_from((None, "utf-8", "utf-16", "utf-7", "gbk", "rot13", "idna", "x" * 50)))
def test_any_bytes_are_an_article_or_one_clear_error(body: bytes, charset: str | None) -> None:
    for page in (
        body,
        b"<html><p>" + body + STORY.encode(),
        b"<script type=application/ld+json>" + body + b"</script>" + STORY.encode(),
    ):
        whatever("x", page, charset=charset)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(("@type", "@id", "@graph", "name", "url", "x")), inner, max_size=4)
    ),
    max_leaves=12,
)
FIELDS = ("headline", "author", "publisher", "image", "datePublished", "dateModified", "inLanguage", "mainEntityOfPage", "articleBody", "wordCount",
          "isAccessibleForFree", "url")  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6))
def test_any_values_in_json_ld_leave_the_text_alone(fields: dict[str, object]) -> None:
    body = fields.get("articleBody")
    found = read(f"<article>{STORY}</article>", linked({"@type": "NewsArticle", **fields}))
    assert found.text == TOLD or isinstance(body, str)
    sound(found)
