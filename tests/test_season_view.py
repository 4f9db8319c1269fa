"""The season as the press tells it: wordings brought under prizes, each prize once, what stands and what does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from bigpicture.errors import InputError
from bigpicture.record import Record, decisions, known
from bigpicture.record.season import season, seasons
from bigpicture.record.season.board import board, leaders
from bigpicture.record.season.path import path, person_season
from bigpicture.record.season.recent import recent
from bigpicture.record.season.snubs import snubs
from tests.seasonpress import Said, prize, seen, shown, tell, won
from tests.stores import Stores

FERRY, SALT, KITES, ORCHARD = "Night Ferry", "The Salt Road", "Paper Kites", "Glass Orchard"


@pytest.fixture
def record(stores: Stores) -> Iterator[Record]:
    made = Record.open(stores.new())
    yield made
    made.close()


def test_wordings_of_one_prize_are_one_fact(record: Record) -> None:
    tell(record, Said(FERRY, "best supporting actor", "Tobias Renn"))
    tell(
        record,
        Said(FERRY, "actor in a supporting role", "Tobias Renn", award="Oscars", sure=0.7),
        on="2024-01-25",
        outlet="The Post",
    )
    (entry,) = prize(record, "supporting-actor").nominated
    assert (entry.people, entry.counts, entry.told, entry.fact.origins) == (("Tobias Renn",), True, True, 2)
    assert entry.fact.values["category"] == "Best Supporting Actor"
    assert [s.values["category"] for s in entry.fact.sayings] == ["best supporting actor", "actor in a supporting role"]
    with record.read() as connection:
        words = known.words(connection, [entry.fact.shown.id])
    assert words[0].text[words[0].start : words[0].end] == f"{FERRY} best supporting actor Tobias Renn"


def test_a_body_is_one_through_its_renames(record: Record) -> None:
    tell(record, won(FERRY, "best actor", "Hugo Lind", award="SAG Awards"))
    tell(record, won(FERRY, "best actor", "Hugo Lind", award="Actor Awards"), on="2024-01-25")
    (entry,) = prize(record, "actor", "sag").won
    assert entry.fact.origins == 2


def test_a_win_implies_the_nomination_where_there_are_nominees_and_only_there(record: Record) -> None:
    tell(
        record,
        won(FERRY, "best director", "Ines Marlow"),
        won(SALT, "Golden Lion", award="Venice Film Festival", year=2023),
    )
    director, lion = prize(record, "director"), prize(record, "golden-lion", "venice")
    (implied,) = director.nominated
    assert (implied.told, implied.counts, implied.fact.type) == (False, True, "award")
    assert "implies" in implied.note
    assert shown(lion.won) == [(SALT, (), "agreed")]
    assert lion.nominated == ()
    board_ = {row.film.title: row for row in seen(record).board}
    assert (board_[FERRY].nominations, board_[FERRY].wins, board_[FERRY].prizes) == (1, 1, 0)
    assert (board_[SALT].nominations, board_[SALT].wins, board_[SALT].prizes) == (0, 0, 1)


def test_a_festivals_competition_is_no_nomination(record: Record) -> None:
    tell(record, Said(SALT, "Palme d'Or", award="Cannes Film Festival", year=2023), on="2023-05-20")
    held = seen(record).of("cannes")
    assert held is not None
    assert all(not p.nominated for p in held.prizes)
    assert [e.film.title for e in held.unplaced] == [SALT]
    assert seen(record).board == ()


def test_a_persons_prize_told_with_and_without_the_person_is_one(record: Record) -> None:
    tell(record, won(FERRY, "best actress"))
    tell(record, won(FERRY, "best actress", "Mina Sato"), on="2024-03-12")
    found = prize(record, "actress")
    assert shown(found.won) == [(FERRY, ("Mina Sato",), "agreed")]
    assert [(e.people, e.told) for e in found.nominated] == [(("Mina Sato",), False)]


def test_a_nomination_without_the_person_has_the_person_of_its_win(record: Record) -> None:
    tell(record, Said(FERRY, "best actress"))
    tell(record, won(FERRY, "best actress", "Mina Sato"), on="2024-03-12")
    assert [(e.people, e.told) for e in prize(record, "actress").nominated] == [(("Mina Sato",), True)]


def test_makers_of_one_film_share_a_nomination_and_performers_do_not(record: Record) -> None:
    tell(record, Said(FERRY, "best director", "Ines Marlow"), Said(FERRY, "best director", "Olu Adeyinka"),
         Said(FERRY, "best supporting actor", "Tobias Renn"), Said(FERRY, "best supporting actor", "Hugo Lind"))  # fmt: skip
    assert shown(prize(record, "director").nominated) == [(FERRY, ("Ines Marlow", "Olu Adeyinka"), "agreed")]
    assert [people for _, people, _ in shown(prize(record, "supporting-actor").nominated)] == [
        ("Hugo Lind",),
        ("Tobias Renn",),
    ]
    (row,) = seen(record).board
    assert (row.nominations, row.by_body["academy"].named_nominations) == (3, 3)


def test_performers_who_share_a_win_are_one_entry(record: Record) -> None:
    given = {"award": "Cannes Film Festival", "year": 2023}
    tell(
        record,
        *(won(FERRY, "best actress", name, **given) for name in ("Ada Quill", "Mina Sato", "Petra Voss")),
        on="2023-05-28",
    )
    tell(record, won(FERRY, "best actress", "Petra Voss", **given), on="2023-05-29")
    (entry,) = prize(record, "actress", "cannes").won
    assert (set(entry.people), entry.counts, entry.fact.origins) == ({"Ada Quill", "Mina Sato", "Petra Voss"}, True, 2)
    assert seen(record).board[0].prizes == 1


def test_two_winners_of_one_prize_are_contested_and_a_tie_is_none(record: Record) -> None:
    tell(record, won(FERRY, "best picture"), on="2024-03-11")
    tell(record, won(SALT, "best picture"), on="2024-03-11", outlet="The Post")
    found = prize(record, "picture")
    assert shown(found.won) == [(FERRY, (), "contested"), (SALT, (), "contested")]
    assert (found.tie, found.tied, seen(record).board) == (False, False, ())
    assert SALT in found.won[0].fact.reasons[-1]
    tell(record, won(FERRY, "best sound", words="It was a tie: "), won(SALT, "best sound"), on="2024-03-11")
    tie = prize(record, "sound")
    assert shown(tie.won) == [(FERRY, (), "agreed"), (SALT, (), "agreed")]
    assert (tie.tie, tie.tied) == (True, True)


def test_what_is_rumoured_or_likely_misread_does_not_count(record: Record) -> None:
    tell(record, won(FERRY, "best picture", status="rumoured"), Said(SALT, "best picture", sure=0.4))
    found = prize(record, "picture")
    assert (shown(found.won), found.nominated[0].counts, seen(record).board) == ([(FERRY, (), "rumoured")], False, ())
    tell(record, Said(SALT, "best picture", sure=0.4), on="2024-01-25", outlet="The Post")
    assert prize(record, "picture").nominated[0].counts  # two articles say so in words of their own


def test_a_nomination_that_is_withdrawn_or_denied_stands_apart(record: Record) -> None:
    tell(
        record, Said(FERRY, "best song"), Said(SALT, "best director", "Olu Adeyinka", status="denied"), on="2024-01-23"
    )
    assert shown(prize(record, "song").nominated) == [(FERRY, (), "agreed")]
    tell(record, Said(FERRY, "best song", status="denied"), on="2024-02-20", outlet="The Post")
    assert (prize(record, "song").nominated, shown(prize(record, "song").denied)) == ((), [(FERRY, (), "denied")])
    assert shown(prize(record, "director").denied) == [(SALT, ("Olu Adeyinka",), "denied")]
    assert shown(prize(record, "song", moment="2024-01-25").nominated) == [(FERRY, (), "agreed")]
    assert seen(record).board == ()


def test_an_article_does_not_deny_what_it_says_of_the_same_film(record: Record) -> None:
    tell(record, Said(FERRY, "best director", "Ines Marlow"), Said(FERRY, "best director", status="denied", sure=0.3),
         Said(SALT, "best director", sure=0.4), Said(SALT, "best director", "Olu Adeyinka", status="denied"))  # fmt: skip
    found = prize(record, "director")
    assert shown(found.nominated) == [(FERRY, ("Ines Marlow",), "agreed")]
    assert shown(found.denied) == [(SALT, ("Olu Adeyinka",), "denied")]


def test_the_edition_is_worked_out_where_no_year_is_told(record: Record) -> None:
    tell(record, Said(FERRY, "best picture", year=None), on="2024-01-24")
    tell(record, won(SALT, "best picture", year=None), on="2024-03-12")
    tell(record, won(KITES, "best picture", year=None), on="2023-03-14")  # of the season before
    tell(record, won(ORCHARD, "best picture", year=2025), on="2024-03-12")
    found = prize(record, "picture")
    assert [(e.film.title, e.year_told) for e in found.nominated] == [(FERRY, False), (SALT, False)]
    assert [e.film.title for e in found.won] == [SALT]


def test_a_guilds_prize_without_a_category_is_its_main_one(record: Record) -> None:
    dga = "Directors Guild of America Awards"
    tell(record, Said(FERRY, "best director", "Ines Marlow", award=dga), won(FERRY, person="Ines Marlow", award=dga),
         won(FERRY, award="Producers Guild of America Awards"))  # fmt: skip
    assert shown(prize(record, "director", "dga").won) == [(FERRY, ("Ines Marlow",), "agreed")]
    (entry,) = prize(record, "picture", "pga").won
    assert (entry.film.title, "main prize" in entry.note) == (FERRY, True)


def test_gaps_are_shown_as_gaps(record: Record) -> None:
    tell(record, *(Said(film, "best director", f"Maker of {film}") for film in (FERRY, SALT, KITES, ORCHARD)))
    found = prize(record, "director")
    assert (found.missing, found.complete) == (1, False)
    tell(record, Said("Low Water", "best director", "Jonah Pryce"))
    assert prize(record, "director").complete
    assert prize(record, "actress").nothing
    bafta = seen(record).of("bafta")
    assert bafta is not None
    assert bafta.nothing
    assert len(bafta.prizes) > 20  # those of which nothing is told are there too


def test_what_no_category_is_known_for_stays_in_sight(record: Record) -> None:
    tell(record, Said(FERRY, "best use of fog"), Said(SALT), won(KITES, "best picture", award="Harbour Lights Awards"))
    held = seen(record).of("academy")
    assert held is not None
    assert [(e.film.title, e.fact.values["category"]) for e in held.unplaced] == [
        (FERRY, "best use of fog"),
        (SALT, None),
    ]


def test_labels(record: Record) -> None:
    tell(record, Said(FERRY, "best picture"), won(SALT, "Palme d'Or", award="Cannes Film Festival", year=2024))
    with record.read() as connection:
        assert seasons(connection) == ("2024-25", "2023-24")
    assert seen(record, "2023/24").label == seen(record, "2023").label == "2023-24"
    assert seen(record, "1994-95").board == ()
    with pytest.raises(InputError, match="second year"):
        seen(record, "2023-25")


def test_the_board_is_filtered_and_sorted(record: Record) -> None:
    tell(record, Said(FERRY, "best picture"), Said(FERRY, "best director", "Ines Marlow"), won(SALT, "best picture"),
         won(KITES, "best film", award="BAFTA Film Awards"), won(KITES, "Golden Lion", award="Venice Film Festival", year=2023))  # fmt: skip
    whole = seen(record)
    assert [r.film.title for r in board(whole)] == [KITES, SALT, FERRY]
    assert [r.film.title for r in board(whole, sort="nominations")] == [FERRY, KITES, SALT]
    assert [r.film.title for r in board(whole, body="academy")] == [SALT, FERRY]
    assert [r.film.title for r in board(whole, category="director")] == [FERRY]
    assert [r.film.title for r in board(whole, film="paper")] == [KITES]
    assert [r.film.title for r in leaders(whole, sort="prizes")] == [KITES]
    for wrong in ({"body": "nobody"}, {"category": "fog"}, {"sort": "luck"}):
        with pytest.raises(InputError):
            board(whole, **wrong)


def test_snubs_are_those_up_before_and_passed_over(record: Record) -> None:
    for award, name in (("BAFTA Film Awards", "best director"), ("Directors Guild of America Awards", "best director")):
        tell(record, Said(FERRY, name, "Ines Marlow", award=award), Said(SALT, name, "Olu Adeyinka", award=award))
    tell(record, Said(KITES, "best director", "Petra Voss", award="BAFTA Film Awards"))
    assert snubs(seen(record)) == ()  # who is up at the Academy is not known yet
    others = [Said(f"Film {n}", "best director", f"Maker of {n}") for n in range(4)]
    tell(record, Said(SALT, "best director", "Olu Adeyinka"), *others)
    (snub,) = snubs(seen(record))
    assert (snub.film.title, snub.people, snub.category.id, snub.denied) == (FERRY, ("Ines Marlow",), "director", None)
    assert [b.body.id for b in snub.before] == ["bafta", "dga"]
    tell(record, Said(KITES, "best director", "Petra Voss", status="denied"))
    assert [(s.film.title, s.denied is not None) for s in snubs(seen(record))] == [(FERRY, False), (KITES, True)]


def test_a_performance_that_is_up_as_a_supporting_one_is_not_passed_over(record: Record) -> None:
    for award in ("BAFTA Film Awards", "Screen Actors Guild Awards"):
        tell(
            record,
            Said(FERRY, "best actress", "Mina Sato", award=award),
            Said(SALT, "best actress", "Ada Quill", award=award),
        )
    tell(record, *(Said(f"Film {n}", "best actress", f"Star {'ABCDE'[n]} of {n}") for n in range(5)))
    tell(record, Said(FERRY, "best supporting actress", "Mina Sato"), *(Said(f"Film {n}", "best supporting actress", f"Friend {'ABCD'[n]} of {n}") for n in range(4)))  # fmt: skip
    assert [s.film.title for s in snubs(seen(record))] == [SALT]


def test_a_films_way_and_a_persons(record: Record) -> None:
    tell(record, won(FERRY, "Golden Lion", award="Venice Film Festival", year=2023), on="2023-09-10")
    tell(record, Said(FERRY, count=5), Said(FERRY, "best actress", "Mina Sato"), on="2024-01-24")
    tell(record, won(FERRY, "best actress", "Mina Sato"), on="2024-03-11")
    with record.read() as connection:
        film = known.film(connection, FERRY)
        steps = path(connection, film.id, "2023-24").steps
        mina = person_season(connection, "Mina Sato", "2023-24")
        with pytest.raises(InputError, match="no film"):
            path(connection, film.id + 99, "2023-24")
    assert [(s.kind, s.body.id, s.nominations, s.wins, s.prizes) for s in steps] == [
        ("prize", "venice", 0, 0, 1), ("nomination", "academy", 5, 0, 1), ("win", "academy", 5, 1, 1),
    ]  # fmt: skip
    assert steps[1].told == "5 nominations, 1 of them named"
    assert ([h.won for h in mina.honours], mina.nominations, mina.wins, mina.prizes) == ([False, True], 1, 1, 0)


def test_the_sample_press(sample: str, tmp_path: Path) -> None:
    copyfile(sample, tmp_path / "s.db")
    record = Record.open(str(tmp_path / "s.db"))
    whole = seen(record)
    rows = {row.film.title: row for row in whole.board}
    assert rows["Oppenheimer"].by_body["academy"].wins == 7
    assert rows["Oppenheimer"].by_body["academy"].nominations == 13
    assert rows["Poor Things"].prizes == 1
    directors = prize(record, "director")
    assert directors.complete
    assert {people for _, people, standing in shown(directors.nominated) if standing == "agreed"} >= {
        ("Justine Triet",), ("Martin Scorsese",), ("Christopher Nolan",), ("Yorgos Lanthimos",), ("Jonathan Glazer",),
    }  # fmt: skip
    assert ("Barbie", ("Greta Gerwig",), "denied") in shown(directors.denied)
    assert any((s.film.title, s.people) == ("Barbie", ("Greta Gerwig",)) and s.denied for s in snubs(whole))
    record.close()


def test_a_season_that_is_kept_is_worked_out_anew_where_something_changed(record: Record) -> None:
    tell(record, Said(FERRY, "best picture"))
    with record.read() as connection:
        first = recent(connection, "2023-24")
        assert recent(connection, "2023/24") is first
        assert first == season(connection, "2023-24")
    tell(record, won(FERRY, "best picture"), on="2024-03-11")
    with record.read() as connection:
        assert recent(connection, "2023-24").board[0].wins == 1
        assert recent(connection, "2023-24", moment="2024-02-01") == season(connection, "2023-24", moment="2024-02-01")
    tell(record, won("Night Ferries", "best sound"), on="2024-03-11")
    with record.read() as connection:
        assert len(recent(connection, "2023-24").board) == 2
    with record.write() as connection:
        one, other = (known.film(connection, title) for title in (FERRY, "Night Ferries"))
        number = decisions.merge(connection, one, other, "2024-03-12T09:00:00Z")
    with record.read() as connection:
        (row,) = recent(connection, "2023-24").board
    assert row.wins == 2
    with record.write() as connection:
        decisions.undo(connection, number, "2024-03-12T10:00:00Z")
    with record.read() as connection:
        assert len(recent(connection, "2023-24").board) == 2


def test_a_prize_without_its_film_goes_to_the_film_for_which_the_person_is_up(record: Record) -> None:
    sag = "Screen Actors Guild Awards"
    tell(record, Said(FERRY, "best actress", "Mina Sato"), Said(SALT, "best actress", "Ada Quill"),
         Said(KITES, "best supporting actress", "Ada Quill"), on="2024-01-23")  # fmt: skip
    tell(record, won("", "best actress", "Ada Quill"), won("", "best actress", "Mina Sato", award=sag),
         won("", "best supporting actress", "Ada Quill", award=sag), won("", "best actor", "Hugo Lind"), on="2024-03-11")  # fmt: skip
    found = prize(record, "actress")
    assert shown(found.won) == [(SALT, ("Ada Quill",), "agreed")]
    assert "the film is not told" in found.won[0].note
    assert shown(prize(record, "actress", "sag").won) == [(FERRY, ("Mina Sato",), "agreed")]
    assert prize(record, "supporting-actress", "sag").won == ()  # for which of two films is not known
    assert prize(record, "actor").won == ()
    assert prize(record, "actress", moment="2024-02-01").won == ()


def test_a_prize_without_its_film_that_an_edit_took_back_is_gone(record: Record) -> None:
    tell(record, Said(FERRY, "best actress", "Mina Sato"))
    tell(record, won("", "best actress", "Mina Sato"), key="story", on="2024-03-11")
    assert prize(record, "actress").won
    tell(record, Said(SALT, "best picture"), key="story", on="2024-03-11")
    assert prize(record, "actress").won == ()
