"""OPML: lists come in whole, leave whole, and nothing that stands in them can do harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigpicture.errors import InputError
from bigpicture.intake.opml import DEEPEST, Listed, Opml, Other, Outline, built, feeds, read, write

LIST = (Path(__file__).parent / "sources" / "opml" / "list.opml").read_bytes()
LEGAL = st.characters(
    exclude_categories=["Cs"],
    exclude_characters="\0\ufffe\uffff" + "".join(map(chr, [*range(1, 9), 11, 12, *range(14, 32)])),
)
NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_.-]{0,8}", fullmatch=True).filter(
    lambda n: not n.lower().startswith("xml") or n == "xmlUrl"
)
ATTRIBUTES = st.dictionaries(
    st.one_of(NAMES, st.sampled_from(["text", "xmlUrl", "htmlUrl", "{urn:other}rank"])), st.text(LEGAL), max_size=4
)
OTHERS = st.sampled_from(
    [Other("<!-- kept -->"), Other('<note by="other">a <b>b</b> c</note>'), Other("<?keep this?>")]
)
OUTLINES = st.recursive(
    st.builds(Outline, ATTRIBUTES),
    lambda inner: st.builds(Outline, ATTRIBUTES, st.lists(inner | OTHERS, max_size=3).map(tuple)),
    max_leaves=8,
)
HEADS = st.tuples(NAMES, st.text(LEGAL.filter(lambda c: c != "\r")))
LISTS = st.builds(
    Opml,
    st.lists(OUTLINES | OTHERS, max_size=4).map(tuple),
    st.lists(HEADS | OTHERS, max_size=3).map(tuple),
    ATTRIBUTES,
)


def test_a_list_is_read_with_its_folders() -> None:
    opml = read("list.opml", LIST)
    assert [(f.path, f.url, f.title) for f in feeds(opml)] == [
        (("Film", "Festivals"), "https://lantern.example/feed?a=1&b=2", "Lantern & Co"),
        (("Film",), "https://reel.example/feed", "The Daily Reel"),
        ((), "https://kino.example/index.rdf", "Kino Brief"),
        (("Press", "Sea"), "https://harbour.example/rss", "Harbour Notes"),
        (("Twice",), "https://reel.example/feed", "The Daily Reel again"),
    ]
    assert feeds(opml)[1].attributes["language"] == "en-GB"
    assert opml.head[0] == ("title", "Film press")


def test_what_is_odd_is_named() -> None:
    assert read("list.opml", LIST).notes == (
        "listed 2 times: https://reel.example/feed",
        "no web address: javascript:alert(1)",
    )


def test_nothing_is_lost_on_the_way_through() -> None:
    """Attributes and fields of other programs, links, comments, their order and their prefixes."""
    opml = read("list.opml", LIST)
    again = write(opml)
    assert read("again", again) == opml
    for kept in (
        "<!-- kept -->",
        'pf:rank="3"',
        "<expansionState>1,2</expansionState>",
        'type="link"',
        "<pf:sync",
        "isComment",
        'notes="two&#10;lines"',
    ):
        assert kept in again.decode(), kept
    assert write(read("again", again)) == again


@settings(deadline=None)
@given(LISTS)
def test_any_list_comes_back_as_it_was_written(opml: Opml) -> None:
    data = write(opml)
    again = read("x", data)
    assert again.outlines == opml.outlines
    assert again.head == opml.head
    assert list(again.attributes.items()) == list(opml.attributes.items())
    assert [list(a.items()) for a in _attributes(again)] == [list(a.items()) for a in _attributes(opml)]


def _attributes(opml: Opml) -> list[dict[str, str]]:
    """Of all outlines in their order, which comparing mappings does not see."""
    found, ahead = [], list(opml.outlines)
    while ahead:
        outline = ahead.pop(0)
        if isinstance(outline, Outline):
            found.append(dict(outline.attributes))
            ahead[:0] = outline.children
    return found


def test_a_list_is_built_from_rows() -> None:
    rows = [
        (("Film", "Trade"), {"xmlUrl": "https://a.example/f", "title": "A", "customScore": "7"}),
        ((), {"xmlUrl": "https://b.example/f", "text": 'B <&> "b"'}),
        (("Film",), {"xmlUrl": "https://c.example/f"}),
        (("Film", "Trade"), {"xmlUrl": "https://d.example/f", "text": "D"}),
    ]
    opml = built("My press", rows)
    again = read("x", write(opml))
    assert again == opml
    assert [(f.path, f.title) for f in feeds(again)] == [
        (("Film", "Trade"), "A"),
        (("Film", "Trade"), "D"),
        (("Film",), "https://c.example/f"),
        ((), 'B <&> "b"'),
    ]
    first = feeds(again)[0]
    assert first == Listed(
        ("Film", "Trade"),
        "https://a.example/f",
        "A",
        {"text": "A", "type": "rss", "xmlUrl": "https://a.example/f", "title": "A", "customScore": "7"},
    )


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    opml = built("a\0b\ud800c", [((), {"xmlUrl": "https://a.example/", "text": "x\x08y\ufffe"})])
    assert feeds(read("x", write(opml)))[0].title == "xy"


@pytest.mark.parametrize("version", ["1.0", "1.1", "2.0"])
def test_versions_and_spellings(version: str) -> None:
    data = f'<OPML version="{version}"><BODY><Outline Title="A" XMLURL="feed://a.example/f"/></BODY></OPML>'
    (found,) = feeds(read("x", data.encode("utf-16")))
    assert (found.url, found.title) == ("https://a.example/f", "A")


def test_bare_ampersands_are_taken_for_what_they_mean() -> None:
    """Most exports that are broken are broken by these: nothing of an address may be lost."""
    data = b'<opml version="1.1"><body>\n<outline text="Q&A &eacute;t&eacute; &unknown;" xmlUrl="https://a.example/f?a=1&b=2&amp;c"/></body></opml>'
    opml = read("x", data)
    (found,) = feeds(opml)
    assert (found.url, found.title) == ("https://a.example/f?a=1&b=2&c", "Q&A été &unknown;")
    assert opml.notes == ('not well-formed XML (line 2): read with its bare "&" taken for what they mean',)


DEEP = b"<opml><body>" + b"<outline text='x'>" * (DEEPEST + 1) + b"</outline>" * (DEEPEST + 1) + b"</body></opml>"
LURE = b'<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">%s]><opml><body><outline text="&b;"/></body></opml>'


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "empty file"),
        (b"\0\0", "empty file"),
        (b"hello", "not well-formed XML (line 1)"),
        (b"<html><body/></html>", "not OPML but XML of another kind (<html>)"),
        (b"<opml><head/></opml>", "OPML without a body"),
        (b"<opml><body><outline text='a'>", "not well-formed XML (line 1)"),
        (b"<opml>" + b" " * 10_000_001, "larger than 10 MB"),
        (DEEP, "nested more than 60 deep"),
        (b"<opml><body>" + b"<outline>" * 100_000, "not well-formed XML"),
        (LURE % b"", "declares entities"),
        (LURE % b'<!ENTITY f SYSTEM "file:///etc/hostname">', "declares entities"),
        (LURE % b'<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;', "declares entities"),
        ((LURE % b"").decode().encode("utf-16"), "declares entities"),
    ],
)
def test_what_is_no_list_is_one_clear_error(data: bytes, fault: str) -> None:
    with pytest.raises(InputError) as raised:
        read("x", data)
    assert fault in str(raised.value)
    assert "\n" not in str(raised.value)


def test_entities_that_would_grow_are_never_expanded() -> None:
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    data = f'<!DOCTYPE opml [<!ENTITY e0 "{"x" * 1000}">{grown}]><opml><body><outline text="&e11;">&e11;</outline></body></opml>'
    with pytest.raises(InputError):
        read("x", data.encode())


@settings(deadline=None)
@given(
    st.binary(max_size=500)
    | st.builds(lambda cut, put: LIST[:cut] + put + LIST[cut:], st.integers(0, len(LIST)), st.binary(max_size=20))
)
def test_any_bytes_are_a_list_or_one_clear_error(data: bytes) -> None:
    try:
        opml = read("x", data)
    except InputError:
        return  # any other exception fails the test
    assert read("x", write(opml)) == opml
    assert all(f.url.startswith("http") for f in feeds(opml))
