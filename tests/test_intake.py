"""Intake: every kind of file to an article, and every fault to one line that names file, place and remedy."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigpicture.errors import InputError
from bigpicture.intake import KINDS, articles, one
from bigpicture.intake.bytes import decode
from bigpicture.intake.dates import published_date
from bigpicture.model import Article
from tests.conftest import ROOT

SAMPLE = ROOT / "src" / "bigpicture" / "data" / "sample"
WORDS = "Ruth Adeyemi stars in The Salt Road, the drama that opens on 13 November."


def read(*paths: str, stdin: bytes = b"", published: str | None = None) -> list[Article | InputError]:
    return list(articles(paths, io.BytesIO(stdin), published))


def only(path: Path, data: bytes | str) -> Article | InputError:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    (found,) = read(str(path))
    return found


def test_text_with_a_leading_date(tmp_path: Path) -> None:
    for lead in (" date 2023-11-22 ", "date 2023-11-22\n", "Date: 2023-11-22\n\n"):
        article = only(tmp_path / "a.txt", lead + WORDS)
        assert isinstance(article, Article)
        assert (article.id, article.published, article.text) == ("a", "2023-11-22", WORDS)


def test_text_without_a_date(tmp_path: Path) -> None:
    article = only(tmp_path / "a.txt", WORDS.replace(" ", "\r\n", 1))
    assert isinstance(article, Article)
    assert article.published is None
    assert "\r" not in article.text


def test_markdown(tmp_path: Path) -> None:
    text = f"---\ndate: 2024-02\noutlet: The Daily Reel\n---\n# Salt *rises*\n\n{WORDS} See [here](http://x.example).\n\n- one\n- two\n"
    article = only(tmp_path / "a.md", text)
    assert isinstance(article, Article)
    assert (article.title, article.published, article.outlet) == ("Salt rises", "2024-02", "The Daily Reel")
    assert article.text == f"{WORDS} See here.\n\none\n\ntwo"


def test_saved_page() -> None:
    page = one(SAMPLE / "casting.html")
    assert page.title == "Mara Lindqvist joins 'Harbour Lights'"
    assert (page.published, page.outlet, page.url) == (
        "2026-10-21",
        "The Daily Reel",
        "https://press.example/harbour-lights",
    )
    assert page.text.startswith("Mara Lindqvist has signed on")
    assert "Copyright" not in page.text
    assert "newsletter" not in page.text
    assert page.images[0].caption == "Mara Lindqvist in Low Water. Photograph: Jo Reeve"
    assert page.images[0].credit == "Jo Reeve"


@pytest.mark.parametrize(
    "page",
    ["<html><body></body></html>", "<html>", "<script>alert(1)</script>", "<a" * 400, "<div>" * 3000, "&#0;&#xD800;"],
)
def test_pages_without_text(tmp_path: Path, page: str) -> None:
    found = only(tmp_path / "a.html", page)
    assert isinstance(found, InputError)
    assert "without an article's text" in str(found)


def test_broken_metadata_does_not_lose_the_page(tmp_path: Path) -> None:
    body = "".join(f"<p>{WORDS} Paragraph {i} says more about the salt and the moors.</p>" for i in range(6))
    head = '<script type="application/ld+json">{"@type": ["NewsArticle"], "datePublished": "last Tuesday", "image": 7}</script>'
    page = only(
        tmp_path / "a.html",
        f"<html><head>{head}<title>Salt</title></head><body><article>{body}</article></body></html>",
    )
    assert isinstance(page, Article)
    assert (page.published, page.title) == (None, "Salt")


def test_json_and_jsonl(tmp_path: Path) -> None:
    row = {"id": "x", "url": None, "outlet": "BBC", "published": "2004-12", "title": "T", "text": WORDS}
    article = only(tmp_path / "a.json", json.dumps(row))
    assert isinstance(article, Article)
    assert (article.id, article.published, article.outlet, article.title) == ("x", "2004-12", "BBC", "T")
    (tmp_path / "b.jsonl").write_text(json.dumps(row) + "\n\n" + json.dumps({"text": WORDS}) + "\n")
    assert [a.id for a in read(str(tmp_path / "b.jsonl")) if isinstance(a, Article)] == ["x", "b-3"]


def test_json_with_all_that_an_article_holds(tmp_path: Path) -> None:
    row = {"text": WORDS, "published": "2026-11-29T10:30:00+01:00", "modified": "2026-11-30T08:00:00Z", "language": "en-GB",
           "authors": ["Jo Reeve", 7, " "], "images": [{"url": "https://a.example/1.jpg", "alt": "A boat"}, 3]}  # fmt: skip
    article = only(tmp_path / "a.json", json.dumps(row))
    assert isinstance(article, Article)
    assert (article.published, article.published_at, article.modified_at) == (
        "2026-11-29",
        "2026-11-29T09:30:00Z",
        "2026-11-30T08:00:00Z",
    )
    assert (article.authors, article.language, article.images[0].alt) == (("Jo Reeve",), "en-GB", "A boat")


def test_a_broken_line_of_jsonl_lets_the_others_go_on(tmp_path: Path) -> None:
    lines = ['{"text": "a"}', "{", '{"text": ""}', '{"text": "%s"}' % ("x" * 5_000_001), '{"text": "b"}']
    (tmp_path / "b.jsonl").write_text("\n".join(lines))
    for found in (read(str(tmp_path / "b.jsonl")), read("-", stdin="\n".join(lines).encode())):
        assert [f.text if isinstance(f, Article) else type(f) for f in found] == ["a", *[InputError] * 3, "b"]
        faults = [str(f).split("line ")[1] for f in found if isinstance(f, InputError)]
        assert [f[:7] for f in faults] == ["2: not ", "3: fiel", "4: larg"]


def test_jsonl_is_streamed(tmp_path: Path) -> None:
    """A file larger than any article may be, one article at a time."""
    path = tmp_path / "b.jsonl"
    path.write_text(('{"text": "%s"}\n' % ("words " * 100_000)) * 12)
    assert path.stat().st_size > 5_000_000
    assert sum(isinstance(a, Article) for a in articles([str(path)], io.BytesIO())) == 12


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("[1", "not JSON (line 1"),
        ("3", "JSON int"),
        ("[]", "empty list"),
        ("{}", "'text' is missing"),
        ('{"text": 3}', "'text' is not a string"),
        ('{"text": " "}', "'text' is empty"),
        ('{"text": "x", "title": []}', "'title' is not a string"),
        ('{"text": "x", "published": "2023-13"}', "'published': '2023-13' is no date"),
    ],
)
def test_json_that_is_no_article(tmp_path: Path, value: str, fault: str) -> None:
    found = only(tmp_path / "a.json", value)
    assert isinstance(found, InputError)
    assert fault in str(found)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "empty article"),
        (b" \n ", "empty article"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a binary file"),
        (bytes(range(128, 255)), "tried utf-8, cp1252"),
        (b"date 2023-02-31\nwords", "first line: '2023-02-31' is no date"),
        (b"x" * 5_000_001, "larger than 5 MB"),
    ],
)
def test_text_that_is_no_article(tmp_path: Path, data: bytes, fault: str) -> None:
    found = only(tmp_path / "a.txt", data)
    assert isinstance(found, InputError)
    assert fault in str(found)
    assert "\n" not in str(found)
    assert found.remedy


def test_other_encodings(tmp_path: Path) -> None:
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        article = only(tmp_path / "a.txt", "The café’s owner".encode(encoding))
        assert isinstance(article, Article)
        assert article.text == "The café’s owner"


def test_folders_patterns_and_standard_input(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.md").write_text("# B\n\nwords")
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "c.bin").write_bytes(b"\0")
    assert [a.id for a in read(str(tmp_path)) if isinstance(a, Article)] == ["a", "b"]
    assert [a.id for a in read(str(tmp_path / "*.txt")) if isinstance(a, Article)] == ["a"]
    for data, name in ((b"date 2020 words", "standard input"), (b'{"id": "j", "text": "words"}', "j")):
        (article,) = read("-", stdin=data)
        assert isinstance(article, Article)
        assert article.id == name


def test_faults_of_paths_let_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "none").mkdir()
    found = read(str(tmp_path / "no.txt"), str(tmp_path / "none"), str(tmp_path / "*.zip"), str(tmp_path / "a.txt"))
    assert [type(f) for f in found] == [InputError, InputError, InputError, Article]
    assert [str(f).split(": ")[1].split(";")[0] for f in found[:3]] == [
        "no such file",
        "a folder without articles",
        "no file matches this pattern",
    ]


def test_published_overrides(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("date 2020-01-01\nwords")
    (article,) = read(str(tmp_path / "a.txt"), published="2021")
    assert isinstance(article, Article)
    assert article.published == "2021"
    with pytest.raises(InputError, match="--published"):
        read(str(tmp_path / "a.txt"), published="soon")


def test_dates() -> None:
    assert published_date("x", "2023-11-22T10:00:00Z") == "2023-11-22"
    assert published_date("x", 2023) == "2023"
    for bad in ("22 Nov", "2023-00", "2023-02-30", "", "20231122"):
        with pytest.raises(InputError):
            published_date("x", bad)


def test_one_refuses_several(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n{"text": "b"}\n')
    with pytest.raises(InputError, match="2 articles"):
        one(tmp_path / "a.jsonl")
    assert Article.from_path(SAMPLE / "first-look.txt").published == "2026-09-14"


@given(st.binary(max_size=3000), st.sampled_from(sorted(KINDS)))
def test_any_bytes_are_an_article_or_one_clear_error(data: bytes, suffix: str) -> None:
    try:
        found = list(KINDS[suffix]("x" + suffix, decode("x", data)))
    except InputError:
        return  # any other exception fails the test
    assert all(a.text and "\0" not in a.text and a.text.encode() for a in found)


@given(st.binary(max_size=3000))
def test_any_standard_input_is_articles_or_clear_errors(data: bytes) -> None:
    for item in read("-", stdin=data):
        assert item.remedy if isinstance(item, InputError) else item.text
