"""The page that holds a draft against the record, and forgets it."""

from __future__ import annotations

import gzip
import importlib
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from bigpicture import Article, Claim, Evidence, Reading
from bigpicture.checking import Checked
from bigpicture.record import Record
from bigpicture.record.known import Film, Words
from bigpicture.web.config import Config
from bigpicture.weighing import Fact, Saying
from bigpicture.weighing.check import Ground, Verdict
from tests.webapp import App, app

check = importlib.import_module("bigpicture.web.pages.check")  # by its name the package has its router

DRAFT = """Dune: Part Two, directed by Denis Villeneuve, opens in UK cinemas on 3 November 2023.

Poor Things opens in the UK on 19 January 2024. Ada Quill directs Night Ferry, which is out on 3 May 2027.

Past Lives was directed by Greta Gerwig. Oppenheimer won seven Oscars. Napoleon is released on 22 November 2023."""
HOSTILE = "<script>alert(1)</script>\"'{{7*7}}"


@pytest.fixture
def shown(sample: str, tmp_path: Path) -> Iterator[App]:
    shutil.copy(sample, tmp_path / "press.db")
    record = Record.open(str(tmp_path / "press.db"))
    yield app(record, Config(hosts=("localhost",)))
    record.close()


def words(page: str) -> str:
    return " ".join(re.sub(r"<head>.*?</head>|<[^>]+>", " ", page, flags=re.DOTALL).split())


def test_each_claim_stands_beside_its_evidence(shown: App) -> None:
    found = shown.client.post("/check", data={"text": DRAFT})
    assert (found.status_code, found.headers["cache-control"]) == (200, "no-store")
    page, told = found.text, words(found.text)
    for part in (
        "contradicted the record says otherwise", "1 outdated", "1 contested", "confirmed", "director: Greta Gerwig", "director Celine Song ● agreed",
        "release: 3 November 2023, UK, theatrical", "1 March 2024, UK, theatrical ● agreed", "12 January 2024, UK, theatrical ◐ contested",
        "Not in the record: Night Ferry (2 claims)", "It may mean: Napoleon (2023)",
    ):  # fmt: skip
        assert part in told, part
    assert re.search(r"<blockquote>[^<]*<mark>Past Lives was directed by Greta Gerwig</mark>", page)
    order = re.findall(r'<h2 id="(contradicted|outdated|contested|rumoured|unknown|confirmed)">', page)
    assert order == [name for name in check.VERDICTS if name in order]
    for link in set(re.findall(r'href="(/film/\d+)"', page)):
        shown.get(link)


@pytest.mark.parametrize(
    ("name", "data"),
    [("draft.md", DRAFT.encode()), ("draft.txt", DRAFT.encode("utf-16")),
     ("draft.html", f"<html><body><article><p>{DRAFT.replace(chr(10) * 2, '</p><p>')}</p></article></body></html>".encode())],
)  # fmt: skip
def test_a_file_is_read_as_what_it_is(shown: App, name: str, data: bytes) -> None:
    found = shown.client.post("/check", files={"draft": (f"../../etc/{name}", data)}, data={"text": "ignored"})
    assert found.status_code == 200
    assert "director: Greta Gerwig" in words(found.text)


def test_pasted_html_is_a_page(shown: App) -> None:
    text = f"<article><p>{DRAFT}</p><p onclick='alert(1)'>More.</p></article>"
    found = shown.client.post("/check", data={"text": text})
    assert "director: Greta Gerwig" in words(found.text)
    assert "onclick=&#39;alert(1)" in found.text  # in the form, as it was pasted


def test_a_drafts_date_can_be_told(shown: App) -> None:
    text = "Dune: Part Two opens in UK cinemas next March."
    found = shown.client.post("/check", data={"text": text, "published": "2023-11-22"})
    assert "release: March 2024, UK" in words(found.text)
    assert 'value="2023-11-22"' in found.text


@pytest.mark.parametrize(
    ("data", "files", "problem"),
    [
        ({"text": "  \n"}, {}, "an empty draft"),
        ({}, {}, "an empty draft"),
        ({"text": "x", "published": "yesterday"}, {}, "yesterday"),
        ({"text": "word " * 7_000}, {}, "longer than 30,000 characters"),
        ({}, {"draft": ("a.pdf", b"%PDF-1.7")}, "not of a kind that is read here"),
        ({}, {"draft": ("a.json", b"{}")}, "not of a kind that is read here"),
        ({}, {"draft": ("noname", b"x")}, "not of a kind that is read here"),
        ({}, {"draft": ("a.txt", b"\0\1\2")}, "a binary file"),
        ({}, {"draft": ("a.html", b"<html><body></body></html>")}, ""),
        ({}, {"draft": ("a.txt", b"x " * 460_000)}, "larger than 900 kB"),
        ({}, {"draft": (f"{HOSTILE}.exe", b"x")}, "not of a kind that is read here"),
    ],
)
def test_what_cannot_be_read_says_why(shown: App, data: dict[str, str], files: dict[str, object], problem: str) -> None:
    found = shown.client.post("/check", data=data, files=files)  # type: ignore[arg-type]
    assert found.status_code == 422
    assert "This could not be checked:" in words(found.text)
    assert problem in found.text
    assert "<script>alert" not in found.text


def test_hostile_drafts_are_shown_and_do_nothing(shown: App) -> None:
    text = f"{HOSTILE} stars in {HOSTILE}. Poor Things is directed by {HOSTILE}. </textarea><script>alert(2)</script> \u202e"
    found = shown.client.post("/check", data={"text": text, "published": ""})
    assert "<script>alert" not in found.text
    assert found.text.count("</textarea>") == 1
    assert "49" not in re.sub(r"\?[0-9a-f]{10}|#[0-9a-f]+", "", found.text)


def test_nothing_of_a_draft_is_kept(shown: App, tmp_path: Path) -> None:
    secret = "Zanzibarquark"
    before = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    found = shown.client.post(
        "/check", data={"text": f"{secret} Miller directs {secret} Rising, which opens on 3 May 2027."}
    )
    assert secret in found.text
    assert {path.name: path.stat().st_size for path in tmp_path.iterdir()} == before
    assert all(secret.encode() not in path.read_bytes() for path in tmp_path.iterdir())
    assert secret not in shown.get("/check")


def test_a_draft_without_claims_says_what_to_do(shown: App) -> None:
    told = words(shown.client.post("/check", data={"text": "It rained all day."}).text)
    assert "No claim about a film was found" in told
    assert "Give whole sentences" in told


def test_drafts_are_read_one_at_a_time_and_few_wait(shown: App, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go, at_once, most = threading.Semaphore(0), threading.Event(), [0], [0]
    reader = check.read

    def slow(article: Article) -> Reading:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        begun.release()
        go.wait(30)
        at_once[0] -= 1
        return reader(article)

    monkeypatch.setattr(check, "read", slow)
    answers: list[int] = []

    def ask() -> None:
        answers.append(shown.client.post("/check", data={"text": "Ada Quill stars in Night Ferry."}).status_code)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    begun.acquire()
    for _ in range(600):
        if answers.count(503) == 2:
            break
        threading.Event().wait(0.05)
    go.set()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] * 4 + [503] * 2
    assert most[0] == 1


def test_the_densest_draft_is_shown_in_a_page_of_bounded_weight(shown: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft of the longest kind in which every sentence is a claim, each with other words of the record behind it."""
    chance = Random(7)
    vocabulary = ["".join(chance.choices("aeioulnrstdmkbg", k=chance.randint(3, 9))) for _ in range(3_000)]

    def sentence(size: int) -> str:
        made = " ".join(chance.choices(vocabulary, k=size // 4))[: size - 2].strip()
        return f"{made}. "

    text = "".join(sentence(200) for _ in range(300))[: check.LONGEST - 10]
    claims, at = [], 0
    while (end := text.find(". ", at)) > 0:
        claims.append(Claim("director", "Low Water", {"person": text[at : at + 12]}, "stated",
                            Evidence(text[at:end], at, end), 0.9, "test", None))  # fmt: skip
        at = end + 2
    said = Saying(1, "director", {"person": "Ada Quill"}, "stated", 0.9, "2026-01-01", 1, 1, "The Daily Reel")
    fact = Fact("director", ("director", "x", "one"), said.values, "agreed", 0.9, (), (said,))
    verdicts = []
    for number, claim in enumerate(claims):
        grounds = [sentence(300) for _ in range(3)]
        found = tuple(
            Words(n, own, 10, 60, "director", "stated", "test", (), 0.9, "test", 1, sentence(80), "The Daily Reel",
                  f"https://reel.example/{sentence(60).replace(' ', '-')}", "2026-01-01")
            for n, own in enumerate(grounds)
        )  # fmt: skip
        outcome = "contradicted" if number % 3 else "confirmed"
        verdict = Verdict(outcome, "the record says otherwise", (Ground(fact, said),) * 3)
        verdicts.append(Checked(claim, (Film(1, "Low Water", 2026, 3),), verdict, found))
    monkeypatch.setattr(check, "_read", lambda article: Reading(article, tuple(claims), ()))
    monkeypatch.setattr(check, "checked", lambda *_: tuple(verdicts))
    page = shown.client.post("/check", data={"text": text}).text
    cards = page.count('class="card claim"')
    assert 15 < cards < 100
    assert f"and {len(claims) - cards} claims more" in page
    assert '<h2 id="contradicted">' in page
    named = [
        shown.client.get(path).content
        for path in set(re.findall(r'(?:src|href)="(/static/[^"]+\.(?:css|js)[^"]*)"', page))
    ]
    assert len(named) == 2
    assert sum(len(gzip.compress(part, 5)) for part in (page.encode(), *named)) < 60_000
