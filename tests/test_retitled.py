"""Other titles of a work, as articles word them."""

from __future__ import annotations

import pytest

from bigpicture import Article, read


def told(text: str) -> dict[str, list[str]]:
    reading = read(Article("a", text, None, "2026-05-01"))
    for film in reading.films:
        for other in film.titles:
            assert text[other.evidence.start : other.evidence.end] == other.evidence.text
            assert other.title in other.evidence.text
    return {film.title: [t.title for t in film.titles] for film in reading.films if film.titles}


@pytest.mark.parametrize(
    "text",
    [
        'Ada Quill\'s thriller "Salt Road", previously titled "Departures", opens on 3 May 2027. It stars Tobias Renn.',
        "Salt Road, formerly known as Departures, is directed by Ada Quill and stars Tobias Renn.",
        "Ada Quill has begun shooting Salt Road with Tobias Renn. The film was originally called Departures.",
        "Tobias Renn stars in Salt Road (working title: Departures), directed by Ada Quill.",
        "Ada Quill's film Salt Road, released in Germany as Departures, stars Tobias Renn.",
        'Ada Quill directs "Salt Road" ("Departures"), starring Tobias Renn, which opens in France on 3 May 2027.',
    ],
)
def test_wordings_of_another_title(text: str) -> None:
    assert told(text) == {"Salt Road": ["Departures"]}


def test_a_film_that_gets_its_title() -> None:
    text = "The untitled Ada Quill project, now titled Salt Road, stars Tobias Renn and is directed by Ada Quill."
    assert told(text) == {"untitled Ada Quill project": ["Salt Road"]}


@pytest.mark.parametrize(
    "text",
    [
        'Ada Quill, better known as The Fox, directs "Salt Road" with Tobias Renn (Marcus Vane).',
        'Tobias Renn stars in "Salt Road" (Marcus Vane). Ada Quill previously directed "Departures".',
        'Ada Quill directs "Salt Road". Her album, also called "Departures", is out on 3 May 2027.',
        "Tobias Renn stars in Salt Road, directed by Ada Quill, who was formerly known as an actor.",
        "Salt Road opens on 3 May 2027. Tobias Renn stars. In 2012 he was first called by Ada Quill, who directs.",
    ],
)
def test_wordings_of_something_else(text: str) -> None:
    assert told(text) == {}
