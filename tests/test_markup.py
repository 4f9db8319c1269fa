"""Fragments of HTML to text and images, captions to credits, and the small words of feeds made plain."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigpicture.intake.captions import credit_of
from bigpicture.intake.markup import images_of, text_and_images, text_of
from bigpicture.intake.pictures import key_of, merged
from bigpicture.intake.plain import as_html, line_of, paragraphs_of, web_address
from bigpicture.model import Image

BASE = "https://reel.example/news/salt"


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("", ""),
        ("plain words", "plain words"),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<p>One<p>Two", "One\n\nTwo"),
        ("One<br>line<br/><br />Two", "One\nline\n\nTwo"),
        ("One<br> <br>\n<br>Two", "One\n\nTwo"),
        ("one\n two\t three  four", "one\ntwo three four"),
        ("<p>one\n two\t three  four</p>", "one two three four"),
        ("one\n\n\ntwo", "one\n\ntwo"),
        ("<b>O</b>ne <a href='/x'>two</a>, <i>three</i>.", "One two, three."),
        ("a<ul><li>b<li>c <b>d</b></ul>e", "a\n\nb\n\nc d\n\ne"),
        ("<table><tr><td>Best film</td><td>Low Water</td></tr><tr><td>x</td></tr></table>", "Best film Low Water\n\nx"),
        ("<blockquote><p>We said yes.</p></blockquote>", "We said yes."),
        ("<figure><blockquote>A pulled line</blockquote></figure><p>b", "A pulled line\n\nb"),
        ("<h2>Cast</h2><div>Mara<div>Tomas</div>Ruth</div>", "Cast\n\nMara\n\nTomas\n\nRuth"),
        ("a&nbsp;b &amp; c &hellip; &#8217; &#x2019; &eacute;", "a b & c … ’ ’ é"),
        ("He said <q>yes</q>.", "He said “yes”."),
        ("a<script>x = '<p>b</p>'</script><style>p {}</style><noscript>c</noscript>d", "ad"),
        (
            "a<iframe src=x>b</iframe><video>c</video><select><option>d</select><textarea>e</textarea><svg><text>f</text></svg>g",
            "ag",
        ),
        ("<figure><img src=a.jpg><figcaption>Not text</figcaption></figure><p>Text", "Text"),
        ("<div class='wp-caption'><img src=a.jpg><p class='wp-caption-text'>Not text</p></div>Text", "Text"),
        ("a <img class='wp-smiley' alt='🙂'> b", "a 🙂 b"),
        ("a<!-- b --><?php c ?>d", "ad"),
        ("5 < 6 & 7 > 3", "5 < 6 & 7 > 3"),
        ("<p>5 < 6 & 7 > 3 <3</p>", "5 < 6 & 7 > 3 <3"),
        ("<![CDATA[<p>One</p>]]>", "One"),
        ("x</div></div>y <i>z</i> w", "x\n\ny z w"),
        ("</p>x</table></td>y", "xy"),
        ("<p", ""),
        ("it\x92s &#146; a\u00adb\u200bc \u202ed\u202c", "it’s ’ abc d"),
        ("<p>it\x92s a\u00adb\u200bc \u202ed\u202c</p>", "it’s abc d"),
    ],
)
def test_text_of(fragment: str, text: str) -> None:
    assert text_of(fragment) == text


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;", "One\n\nTwo"),  # a whole text escaped once more
        ("&amp;lt;p&amp;gt;One&amp;lt;/p&amp;gt;", "One"),
        ("Quill &amp;amp; Reeve&amp;#8217;s", "Quill & Reeve’s"),
        ("<p>Quill &amp;amp; Reeve&amp;#8217;s &amp;nbsp; caf&amp;eacute;</p>", "Quill & Reeve’s café"),
        (
            "<p>The tag &lt;p&gt; parts paragraphs</p>",
            "The tag <p> parts paragraphs",
        ),  # markup beside it: meant as words
        ("x &lt; y &amp;&amp; y &gt; z", "x < y && y > z"),
        ("R&D; and &unknown; stay", "R&D; and &unknown; stay"),
    ],
)
def test_what_is_escaped_twice(fragment: str, text: str) -> None:
    assert text_of(fragment) == text


def test_images_with_what_stands_with_them() -> None:
    fragment = """
      <figure><img src="/a.jpg" alt="A  woman"><figcaption>Mara in <i>Low</i>er Water.<span class="credit">Photo: Jo Reeve</span></figcaption></figure>
      <div class="wp-caption"><a href="x"><img src="b-300x200.png?w=300"></a><p class="wp-caption-text">The pier (Image: Harbour)</p></div>
      <figure><figure><img src="1.jpg"><figcaption>First</figcaption></figure><figure><img src="2.jpg"></figure><figcaption>Both</figcaption></figure>
      <img data-src="late.webp" src="data:image/gif;base64,R0"><img srcset="s.jpg 300w, l.jpg 1200w">
    """
    assert images_of(fragment, BASE) == (
        Image("https://reel.example/a.jpg", "Mara in Lower Water. Photo: Jo Reeve", "Jo Reeve", "A woman"),
        Image("https://reel.example/news/b-300x200.png?w=300", "The pier (Image: Harbour)", "Harbour"),
        Image("https://reel.example/news/1.jpg", "First"),
        Image("https://reel.example/news/2.jpg", "Both"),
        Image("https://reel.example/news/late.webp"),
        Image("https://reel.example/news/l.jpg"),
    )


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="javascript:alert(1)">',
        '<img src="data:image/png;base64,AA">',
        '<img src="">',
        "<img>",
        '<img src="/p.gif" width="1" height="1">',
        '<img src="/s.png" class="wp-smiley">',
        '<img src="https://1.gravatar.com/avatar/0a">',
    ],
)
def test_what_is_no_image_of_the_article(tag: str) -> None:
    assert images_of(tag, BASE) == ()


def test_a_base_within_the_fragment_counts() -> None:
    assert (
        images_of('<base href="https://other.example/x/"><img src="y.png">', BASE)[0].url
        == "https://other.example/x/y.png"
    )


def test_an_image_is_named_once_with_all_that_is_known_of_it() -> None:
    found = images_of(
        '<img src="a-1024x768.jpg?v=2"><figure><img src="a.jpg" alt="A"><figcaption>Cap</figcaption></figure>', BASE
    )
    assert found == (Image("https://reel.example/news/a-1024x768.jpg?v=2", "Cap", None, "A"),)
    assert len(images_of("".join(f'<img src="/{n}.jpg">' for n in range(100)), BASE)) == 40
    assert key_of("https://a.example/i?id=1") != key_of("https://a.example/i?id=2")
    assert merged(()) == ()


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Mara Lindqvist in Low Water. Photograph: Jo Reeve", "Jo Reeve"),
        ("Photo: Jo Reeve", "Jo Reeve"),
        ("Photo by Jo Reeve", "Jo Reeve"),
        ("Photograph by Jo B. Reeve. All rights reserved.", "Jo B. Reeve"),
        ("Mara at the gala (Photo by Jo Reeve/Getty Images)", "Jo Reeve/Getty Images"),
        ("Mara at the gala. (Photo credit should read NED OAK/AFP via Getty Images)", "NED OAK/AFP via Getty Images"),
        ("Image: Low Water Films", "Low Water Films"),
        ("Picture: Jo Reeve", "Jo Reeve"),
        ("Courtesy of Low Water Films", "Low Water Films"),
        ("The Salt Road, courtesy Harbour Festival.", "Harbour Festival"),
        ("Still courtesy of Harbour", "Harbour"),
        ("Photo: Courtesy of Harbour Bros.", "Harbour Bros."),
        ("Photo Credit: Photo by Jo Reeve", "Jo Reeve"),
        ("Mara in 'Low Water' Credit: Harbour", "Harbour"),
        ("Image credit: Harbour", "Harbour"),
        ("Image: courtesy of the studio", "the studio"),
        ("© 2026 Harbour Pictures", "Harbour Pictures"),
        ("© Harbour Pictures Inc. All rights reserved.", "Harbour Pictures Inc"),
        ("The quay, 2004. Ned Oak via Everett Collection", "Ned Oak via Everett Collection"),
        ("Ned Oak/Getty Images", "Ned Oak/Getty Images"),
        ("Mara at the gala. AP Photo/Ned Oak", "AP Photo/Ned Oak"),
        ("Everett Collection", "Everett Collection"),
        ("Mara Lindqvist | Photo: Jo Reeve | Harbour", "Jo Reeve"),
        ("Foto: Jo Reeve", "Jo Reeve"),
        ("The winner of Best Picture: Salt Road", None),
        ("The photo by which he is known", None),
        ("Photo shows the cast of Salt Road", None),
        ("A courtesy of the sea", None),
        ("Photo:", None),
        ("Photo: " + "very long " * 30, None),
        ("", None),
        (None, None),
    ],
)
def test_credits_of_captions(caption: str | None, credit: str | None) -> None:
    assert credit_of(caption) == credit


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("Story &#8216;0&#8217; of <i>Salt</i>", "Story ‘0’ of Salt"),
        ("5 < 6 > 4 and <The End>", "5 < 6 > 4 and <The End>"),
        ("AT&amp;T &amp;amp; more", "AT&T & more"),
        (" a\n b\u2028c\x00 ", "a b c"),
        ("\u202egnol\u202c \u200fA\u2066b", "gnol Ab"),
        ("&lt;b&gt;Salt&lt;/b&gt;", "Salt"),
        ("a\ud800b", "a?b"),
        ("", ""),
    ],
)
def test_line_of(markup: str, line: str) -> None:
    assert line_of(markup) == line


def test_long_lines_are_cut() -> None:
    assert len(line_of("word " * 5_000_000)) <= 1000
    assert line_of("word " * 5_000).endswith("…")


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/a", "https://reel.example/a"),
        ("a?b=1#c", "https://reel.example/news/a?b=1#c"),
        (" https://A.example/x y ", "https://A.example/x%20y"),
        ("//cdn.example/y", "https://cdn.example/y"),
        ("feed://a.example/f", "https://a.example/f"),
        ("feed:https://a.example/f", "https://a.example/f"),
        ("https://a.example/\u202eb", "https://a.example/b"),
        ("javascript:alert(1)", None),
        (" java\nscript:alert(1)", None),
        ("JavaScript:alert(1)", None),
        ("data:text/html,x", None),
        ("mailto:a@b.example", None),
        ("http://", None),
        ("http://[::1", None),
        ("https://a.example/" + "a" * 5000, None),
        ("", None),
        (None, None),
    ],
)
def test_web_addresses(href: str | None, address: str | None) -> None:
    assert web_address(BASE, href) == address


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="&")))
def test_plain_text_survives_being_made_html(text: str) -> None:
    """Its words, lines and paragraphs, whatever they look like."""
    assert text_of(as_html(text)) == paragraphs_of(text)


PIECES = st.sampled_from(
    ["<p>", "</p>", "<br>", "<b>", "</b>", "<figure>", "</figure>", "<figcaption>", "</figcaption>", "<img src=a.jpg>", "<img src='//'>",
     "<script>", "</script>", "<div", ">", "<", "&", "&#0;", "&#xD800;", "&lt;p&gt;", "&amp;#8217;", "<![CDATA[", "]]>", "<table><td>", "<q>",
     "<base href='x:'>", "\0", "\ud800", "\x1e", "\u2028", "\u00a0", " ", "\n\n", "word", "<title>", "<template>", "<plaintext>"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join))
def test_any_fragment_is_clean_text(fragment: str) -> None:
    """Paragraphs with words, without NUL, lone surrogates or odd white space, and images with addresses of the web."""
    text, images = text_and_images(fragment, BASE)
    text.encode()  # raises for a lone surrogate
    assert not set(text) & {"\0", "\r", "\t", "\x1e", "\u2028", "\u00a0", "\ufeff"}
    assert all(line == line.strip() and "  " not in line for line in text.split("\n"))
    assert all(text.split("\n\n")) or not text
    assert all(i.url.startswith(("http://", "https://")) for i in images)


@pytest.mark.parametrize(
    "unit",
    ["<div>", "<b>", "<b x=%d><p>", "<a><b><i></a>", "<table><a>", "<", "<a ", "<!--", "&lt;p", "&#x41;", "<figure><img src=a>", "<br> ",
     "<p class='wp-caption-text'>", "<q>", "</p>", "<svg>", "\n \n", "&amp;lt;p&amp;gt;"],
)  # fmt: skip
def test_markup_made_to_break_its_readers(unit: str) -> None:
    """Half a megabyte of each: deep, unclosed, misnested. A tree of some of these takes minutes to build."""
    fragment = "".join(unit % n if "%d" in unit else unit for n in range(500_000 // len(unit)))
    text, images = text_and_images(fragment + "end", BASE)
    assert len(text) <= len(fragment) + 3
    assert len(images) <= 40
