"""The terminal report: set for people, its marks in words, never a surprise from the article's own characters."""

from __future__ import annotations

from collections.abc import Callable

from bigpicture.model import Article, Claim, Evidence, Film, Reading, Takeaway
from bigpicture.reading.takeaways import story_sentence, takeaways
from bigpicture.reading.wording import date, listed, money
from bigpicture.report import Look, report

TEXT = "The drama Her opens on Friday. Ada Quill may star as Joan in it, it is said. It is not for children."


def claim(kind: str, words: str, status: str = "stated", **values: object) -> Claim:
    start = TEXT.index(words)
    evidence = Evidence(words, start, start + len(words))
    return Claim(kind, "Her", values, status, evidence, 0.9, "relation", why=("because",))  # type: ignore[arg-type]


CLAIMS = (
    claim("genre", "The drama Her", genre="drama"),
    claim("release", "Her opens on Friday", date="2023-11-24", territory="United Kingdom", mode=None),
    claim("cast", "Ada Quill may star as Joan", "rumoured", person="Ada Quill", character="Joan"),
)
READING = Reading(
    Article("a", TEXT, "Her opens", "2023-11-22"),
    CLAIMS,
    (Film("Her", 2023, (Takeaway("Her comes out.", (1,)),), (0, 1, 2)),),
)


def test_the_whole_report(golden: Callable[[str, str], None]) -> None:
    golden("report.txt", report(READING, Look(evidence=True, why=True)))


def test_sections_and_standing_in_words() -> None:
    out = report(READING, Look())
    assert "Her (2023)" in out
    assert "• Her comes out." in out
    assert "24 November 2023, United Kingdom" in out
    assert "Ada Quill as Joan (rumoured)" in out


def test_evidence_marks_the_words_in_their_sentence() -> None:
    out = report(READING, Look(evidence=True))
    assert "«Ada Quill may star as Joan» in it, it is said." in out
    assert "not for children" not in out


def test_why_tells_the_chain() -> None:
    assert "made by relation, confidence 0.90" in report(READING, Look(why=True))


def test_no_line_is_wider_than_asked() -> None:
    for width in (50, 88, 100):
        assert max(map(len, report(READING, Look(width=width, evidence=True, why=True)).splitlines())) <= width


def test_nothing_is_said_of_nothing() -> None:
    assert "No claim about a film." in report(Reading(Article("a", "x"), (), ()), Look())
    assert takeaways("Her", [], None) == ()
    assert takeaways("Her", [(0, claim("cast", "Ada Quill", "denied", person="Ada Quill"))], None) == ()


def test_hedged_claims_are_worded_as_hedged() -> None:
    bullets = takeaways("Her", [(0, CLAIMS[2])], None)
    assert bullets
    assert all("reportedly" in b.text for b in bullets)


def test_bullets_cite_their_claims() -> None:
    own = list(enumerate(CLAIMS))
    for bullet in takeaways("Her", own, None):
        assert bullet.claims
        assert set(bullet.claims) <= {0, 1, 2}


def test_the_articles_own_words_on_the_story() -> None:
    text = 'It opens. "The film follows me," she said. The film follows Adam, who makes peace with his past before he moves on. End.'
    assert story_sentence(text, "Her") == "The film follows Adam, who makes peace with his past before he moves on."
    assert story_sentence("Nothing happens here.", "Her") is None


def test_values_in_words() -> None:
    assert [date(d) for d in ("2023-12-22", "2024-21", "2005-03", "2006", "2023-99", "?")] == [
        "22 December 2023",
        "spring 2024",
        "March 2005",
        "2006",
        "2023-99",
        "?",
    ]
    assert [money(*m) for m in ((23.8e6, "USD"), (1.2e9, "GBP"), (5000.0, "INR"), (2e6, "XYZ"))] == [
        "$23.8 million",
        "£1.2 billion",
        "₹5,000",
        "XYZ 2 million",
    ]
    assert [listed(x) for x in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]
