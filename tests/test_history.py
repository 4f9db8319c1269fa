"""The public table of nominees: read into races, or refused with the line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from bigpicture.cli import main
from bigpicture.errors import InputError
from bigpicture.record import Record, nominees
from bigpicture.season import history
from tests.races_made import HEAD, row, table

PICTURE, SONG = "BEST PICTURE", "MUSIC (Original Song)"
GOOD = (
    row(96, PICTURE, "The Lamp", "Ada Quill", won=True),
    row(96, PICTURE, "Low Tide", "Bo Marsh"),
    row(96, "FILM EDITING", "The Lamp", "Cy Ferro"),
    row(96, "FILM EDITING", "Salt", "Di Okoro|Ed Lund", won=True),
    row(97, PICTURE, "Harbour", "Flo Best"),
    row(97, PICTURE, "Kites", "Gus Hale"),
)


def read(*rows: str) -> history.History:
    return history.read(table(*rows), "made.csv")


def test_the_columns_are_those_of_the_public_table() -> None:
    assert "\t".join(history.COLUMNS) == HEAD
    assert HEAD.split("\t")[:6] == ["Ceremony", "Year", "Class", "CanonicalCategory", "Category", "Film"]
    assert len(history.COLUMNS) == 14


def test_rows_become_races_with_counts_and_companions() -> None:
    found = read(*GOOD)
    assert [(r.body, r.year, r.category, r.decided) for r in found.races] == [
        ("academy", 2024, "picture", True),
        ("academy", 2024, "editing", True),
        ("academy", 2025, "picture", False),
    ]
    lamp, tide = found.races[0].contenders
    assert (lamp.film, lamp.people, lamp.nominations, lamp.companions, lamp.won) == ("The Lamp", ("Ada Quill",), 2, {"editing"}, True)  # fmt: skip
    assert (tide.nominations, tide.companions, tide.won) == (1, frozenset(), False)
    assert found.races[1].contenders[1].people == ("Di Okoro", "Ed Lund")
    assert [c.won for c in found.races[2].contenders] == [None, None], "nobody lost a prize that is not given yet"
    assert found.rows == 6
    assert found.left == {}


def test_what_is_no_race_is_counted_by_reason() -> None:
    found = read(
        *GOOD,
        row(96, "HONORARY AWARD", "", "Ida Roy", won=True, Class="Special"),
        row(
            96, "SCIENTIFIC AND TECHNICAL AWARD (Technical Achievement Award)", "", "Jo Pike", won=True, Class="SciTech"
        ),
        row(20, "WRITING (Original Story)", "The Old Mill", "Kit Moss", won=True),
        row(20, PICTURE, "The Old Mill", "Lou Hart", won=True),
    )
    assert found.left == {"honorary or special": 1, "scientific and technical": 1, "no longer given": 1}
    (mill,) = found.races[0].contenders
    assert mill.nominations == 2, "a prize that is not given any more was a nomination all the same"


def test_two_songs_of_one_film_are_two_nominees() -> None:
    (race,) = read(row(96, SONG, "Salt", "Mo Vane", Detail="Rain", won=True), row(96, SONG, "Salt", "Mo Vane", Detail="Sun")).races  # fmt: skip
    assert [c.work for c in race.contenders] == ["Rain", "Sun"]
    assert [c.nominations for c in race.contenders] == [2, 2]


def test_a_tie_is_told_by_the_notes() -> None:
    note = "NOTE: A tie. The other winner in this category was somebody else."
    pair = [row(96, PICTURE, film, film, won=True, Note=note) for film in ("Salt", "Kites")]
    (race,) = read(*pair).races
    assert [c.won for c in race.contenders] == [True, True]
    plain = [row(96, PICTURE, film, film, won=True) for film in ("Salt", "Kites")]
    with pytest.raises(
        InputError, match=r"line 3: picture of ceremony 96 has 2 winners, and no note tells of a tie; leave one"
    ):
        read(*plain)
    with pytest.raises(InputError, match="2 winners"):
        read(pair[0], plain[1])


def test_one_person_won_for_several_films_at_the_first_ceremonies() -> None:
    (race,) = read(*(row(1, "ACTRESS IN A LEADING ROLE", f, "Ada Quill", won=True, Year="1927/28") for f in ("Fog", "Ash"))).races  # fmt: skip
    assert [c.won for c in race.contenders] == [True, True]
    with pytest.raises(InputError, match="2 winners"):
        read(*(row(96, "ACTRESS IN A LEADING ROLE", f, "Ada Quill", won=True) for f in ("Fog", "Ash")))


def test_the_joint_winners_of_1942_are_known() -> None:
    (race,) = read(*(row(15, "DOCUMENTARY (Feature)", f, f, won=True) for f in ("Reef", "Fog", "Ash", "Oak"))).races
    assert sum(bool(c.won) for c in race.contenders) == 4


def test_a_year_has_one_ceremony() -> None:
    second = row(2, PICTURE, "Reef", "Al Ash", won=True, Year="1928/29")
    third = row(3, PICTURE, "Fog", "Al Oak", won=True, Year="1929/30")
    found = read(second, third)
    assert [(r.year, r.contenders[0].film) for r in found.races] == [(1930, "Fog")]
    assert found.left == {"of the second ceremony of 1930": 1}


FAULTS = [
    ("", "line 1: no tab"),
    (HEAD.replace("\t", ",") + "\n", "line 1: no tab divides"),
    (HEAD.replace("\tWinner", "") + "\n", "line 1: the column Winner is missing"),
    (HEAD + "\tFilm\n", "line 1: a column stands twice"),
    (HEAD + "\n", "no nomination"),
    (table(GOOD[0], "96\t2023\tTitle"), "line 3: it has 3 fields, not 8 to 14"),
    (table(GOOD[0] + "\t" * 12), "line 2: it has"),
    (table(row(96, PICTURE, "Salt", "A", Year="2019")), "line 2: ceremony 96 honours the films of 2023, not of '2019'"),
    (table(row(96, PICTURE, "Salt", "A", Ceremony="ninety")), "line 2: the ceremony 'ninety'"),
    (table(row(96, PICTURE, "Salt", "A", Ceremony="0")), "line 2: the ceremony '0'"),
    (table(row(96, "BEST HAT", "Salt", "A")), "line 2: there is no category 'BEST HAT'"),
    (table(row(96, PICTURE, "Salt", "A", Winner="yes")), "line 2: Winner is 'yes'"),
    (table(row(96, PICTURE, "", "", Detail="x")), "line 2: it names neither"),
    (table(GOOD[0], GOOD[0]), "line 3: the nominee of line 2 stands here again"),
    (table(GOOD[1], *GOOD[4:]), "line 2: nobody won picture at ceremony 96"),
]


@pytest.mark.parametrize(("text", "told"), FAULTS, ids=[told for _, told in FAULTS])
def test_a_fault_is_named_with_its_line_and_remedy(text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        history.read(text, "made.csv")
    assert told in str(caught.value)
    assert caught.value.remedy


def test_files_that_are_no_table(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        history.parse(tmp_path / "none.csv")
    with pytest.raises(InputError, match="no such file"):
        history.parse(tmp_path)
    path = tmp_path / "made.csv"
    path.write_bytes(table(*GOOD).encode() + b"96\t\xff\n")
    with pytest.raises(InputError, match=r"made.csv, line 8: it is not UTF-8"):
        history.parse(path)
    with path.open("wb") as out:
        out.truncate(60_000_000)  # a file of holes: it takes no room
    with pytest.raises(InputError, match="60,000,000 bytes are more"):
        history.parse(path)


@given(st.text(alphabet=st.sampled_from("96\t|\n\r ATrueé\x85\u2028\"'\0"), max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    for whole in (text, table(*GOOD, text)):
        assert _rows(whole) in (None, 6), "a line of such letters is no nomination"


def _rows(text: str) -> int | None:
    """How many rows are read; None where the table is refused as it should be."""
    try:
        return history.read(text, "made.csv").rows
    except InputError:
        return None


_NAMES = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="|"), min_size=1, max_size=12)


@given(st.lists(_NAMES, min_size=2, max_size=6, unique=True), st.integers(7, 98))
def test_what_is_written_is_read_back(films: list[str], ceremony: int) -> None:
    (race,) = read(*(row(ceremony, PICTURE, f, f, won=not n) for n, f in enumerate(films))).races
    assert [c.film for c in race.contenders] == films
    assert [c.won for c in race.contenders] == [n == 0 for n in range(len(films))]
    assert race.year == 1928 + ceremony


def test_import_stores_the_races_and_a_fault_changes_nothing(tmp_path: Path) -> None:
    db, path = str(tmp_path / "s.db"), tmp_path / "oscars.csv"
    path.write_text(table(*GOOD), encoding="utf-8")
    done = CliRunner().invoke(main, ["season", "import", "--db", db, str(path)])
    assert (done.exit_code, done.stdout) == (0, "6 nominees of 3 races, ceremonies of 2024 to 2025\n")
    path.write_text(table(*GOOD, GOOD[0]), encoding="utf-8")
    failed = CliRunner().invoke(main, ["season", "import", "--db", db, str(path)])
    assert failed.exit_code == 1
    assert "line 8: the nominee of line 2 stands here again" in failed.stderr
    record = Record.open(db)
    with record.read() as connection:
        assert nominees.load(connection) == read(*GOOD).races
    record.close()


def test_a_table_that_was_cut_short_is_not_taken_for_the_whole(tmp_path: Path) -> None:
    db, path = str(tmp_path / "s.db"), tmp_path / "oscars.csv"
    path.write_text(table(*GOOD), encoding="utf-8")
    assert CliRunner().invoke(main, ["season", "import", "--db", db, str(path)]).exit_code == 0
    path.write_text(table(*(line for line in GOOD if line.startswith("96"))), encoding="utf-8")
    failed = CliRunner().invoke(main, ["season", "import", "--db", db, str(path)])
    assert failed.exit_code == 1
    assert "lacks 1 of the ceremonies that were taken in before, such as that of 2025" in failed.stderr
    record = Record.open(db)
    with record.read() as connection:
        assert nominees.years(connection) == (2024, 2025), "nothing is lost"
        record_of_both = nominees.load(connection)
    meant = CliRunner().invoke(main, ["season", "import", "--db", db, "--fewer", str(path)])
    assert meant.exit_code == 0
    with record.read() as connection:
        assert nominees.years(connection) == (2024,)
        assert nominees.load(connection) != record_of_both
    record.close()
