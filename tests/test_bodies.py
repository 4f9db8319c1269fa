"""Awards bodies: their names, categories through renames, editions, seasons; and that the data file contradicts itself nowhere."""

from __future__ import annotations

import csv
import random
import tomllib
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigpicture.errors import InputError
from bigpicture.reading.honours import canonical
from bigpicture.season import awards, editions, wording
from bigpicture.season import bodies as season

IDS = (
    "academy bafta globes sag dga pga wga critics-choice gotham spirit bifa efa cesar goya nyfcc lafca nsfc nbr london-critics "
    "cannes venice berlin toronto telluride sundance locarno san-sebastian tribeca new-york london sxsw"
).split()
DATA = files("bigpicture") / "data" / "season"
FESTIVALS = IDS[IDS.index("cannes") :]


@pytest.mark.parametrize(
    ("worded", "key"),
    [
        ("Academy Awards", "academy"),
        ("Oscars", "academy"),
        ("an Oscar", None),
        ("96th Academy Awards", "academy"),
        ("The 96th annual Academy Awards ceremony", "academy"),
        ("the 2024 Oscars", "academy"),
        ("Academy Award", "academy"),
        ("Student Academy Awards", None),
        ("BAFTAs", "bafta"),
        ("Orange British Academy Film Awards", "bafta"),
        ("EE BAFTA Film Awards 2024", "bafta"),
        ("BAFTA TV Awards", None),
        ("Critics’ Choice Awards", "critics-choice"),
        ("Broadcast Film Critics Association Awards", "critics-choice"),
        ("SAG Awards", "sag"),
        ("32nd Actor Awards", "sag"),
        ("Golden Laurel Awards", "pga"),
        ("Cesar Awards", "cesar"),
        ("Césars", "cesar"),
        ("NYFCC", "nyfcc"),
        ("New York Film Critics Online Awards", None),
        ("Berlinale", "berlin"),
        ("Berlin Film Festival", "berlin"),
        ("San Sebastian", "san-sebastian"),
        ("Toronto Film Fest", "toronto"),
        ("Toronto Film Critics Association Awards", None),
        ("SXSW Film & TV Festival", "sxsw"),
        ("SXSW Film and TV Festival", "sxsw"),
        ("BFI London Film Festival", "london"),
        ("London Film Critics", "london-critics"),
        ("", None),
        ("the 96th", None),
    ],
)
def test_a_body_is_known_by_any_wording(worded: str, key: str | None) -> None:
    found = season.body(worded)
    assert (found.id if found else None) == key


@pytest.mark.parametrize(
    ("of", "worded", "year", "key"),
    [
        ("academy", "Best Picture", 2024, "picture"),
        ("academy", "best motion picture of the year", 2024, "picture"),
        ("academy", "Performance by an Actor in a Leading Role", 2024, "actor"),
        ("academy", "actor", 2024, "actor"),
        ("academy", "supporting actor", 2024, "supporting-actor"),
        ("academy", "actor in a supporting role", 2024, "supporting-actor"),
        ("academy", "supporting", 2024, None),  # actor or actress
        ("academy", "Best Supporting Performance", 2024, None),
        ("academy", "lead", 2014, None),
        ("academy", "acting", 2014, None),
        ("academy", "screenplay", 2024, None),  # original or adapted
        ("academy", "WRITING (Adapted Screenplay)", 2024, "adapted-screenplay"),
        ("academy", "best foreign-language film", 2010, "international"),
        ("academy", "International Feature Film", 2024, "international"),
        ("academy", "DOCUMENTARY (Short Subject)", 2024, "documentary-short"),
        ("academy", "shorts", 2024, None),
        ("academy", "art direction", 2010, "production-design"),
        ("academy", "Best Sound Mixing", 2015, "sound"),
        ("academy", "Best Sound Editing", 2015, "sound-editing"),
        ("academy", "Best Sound Editing", 2024, None),  # merged into Best Sound
        ("academy", "casting", 2026, "casting"),
        ("academy", "casting", 2025, None),
        ("academy", "MUSIC (Original Song)", 2024, "song"),
        ("academy", "Best Original Musical or Comedy Score", 1998, "score-comedy"),
        ("academy", "the Oscar for best actress", 2024, "actress"),
        ("academy", "supporting-actress Oscar", 2024, "supporting-actress"),
        ("academy", None, 2024, None),
        ("academy", "best", 2024, None),
        ("bafta", "Alexander Korda award for best British film", 2008, "british-film"),
        ("bafta", "Best Film Not in the English Language", 2024, "international"),
        ("bafta", "make up & hair", 2024, "makeup"),
        ("bafta", "Carl Foreman Award", 2005, "debut"),
        ("bafta", "best film", 2024, "picture"),
        ("globes", "best actor", 2024, None),  # drama or comedy
        ("globes", "best picture", 2024, None),
        ("globes", "Best Performance by an Actor in a Motion Picture – Drama", 2024, "actor-drama"),
        ("globes", "best comedy actress", 2024, "actress-comedy"),
        ("globes", "musical or comedy", 2024, "picture-comedy"),
        ("globes", "supporting actor in any motion picture", 2024, "supporting-actor"),
        ("globes", "Best Television Series – Drama", 2024, None),
        ("globes", "actress, miniseries or movie", 2007, None),
        ("sag", "Outstanding Performance by a Male Actor in a Leading Role", 2024, "actor"),
        ("sag", "Outstanding Performance by a Cast in a Motion Picture", 2024, "cast"),
        ("sag", "ensemble", 2024, "cast"),
        ("sag", "stunt ensemble", 2024, "stunts"),
        ("sag", "comedy ensemble", 2024, None),
        ("pga", "Darryl F. Zanuck Award", 2024, "picture"),
        ("dga", "first-time feature film", 2024, "debut"),
        ("wga", "adapted", 2024, "adapted-screenplay"),
        ("spirit", "Best Male Lead", 2020, "actor"),
        ("spirit", "Best Lead Performance", 2024, "lead"),
        ("spirit", "best supporting actor", 2020, "supporting-actor"),
        ("spirit", "best supporting actor", 2024, "supporting"),
        ("spirit", "Best Supporting Performance", 2024, "supporting"),
        ("spirit", "Best Supporting Performance", 2020, None),
        ("spirit", "best supporting actor", None, None),  # then it depends on the year
        ("spirit", "best first feature", None, "debut"),
        ("cannes", "Palme d’Or", 2023, "palme-dor"),
        ("cannes", "Caméra d'Or", 2023, "camera-dor"),
        ("cannes", "Grand Prix", 2023, "grand-prix"),
        ("cannes", "Un Certain Regard Jury Prize", 2023, "un-certain-regard-jury"),
        ("venice", "Silver Lion", 2023, None),  # director or grand jury prize
        ("venice", "Silver Lion for best director", 2023, "director"),
        ("venice", "Volpi Cup", 2023, None),
        ("venice", "Volpi Cup for best actress", 2023, "actress"),
        ("berlin", "Silver Bear for best actress", 2020, "actress"),
        ("berlin", "Silver Bear for best actress", 2023, "lead"),
        ("berlin", "Golden Bear", None, "golden-bear"),
        ("toronto", "People's Choice prize", 2023, "audience"),
        ("sundance", "documentary grand jury prize", 2003, "us-documentary"),
        ("sundance", "documentary grand jury prize", 2023, None),  # US or world cinema
        ("sundance", "U.S. Grand Jury Prize: Dramatic", 2023, "us-dramatic"),
        ("telluride", "best film", 2023, None),
    ],
)
def test_a_category_stays_one_through_its_wordings(
    of: str, worded: str | None, year: int | None, key: str | None
) -> None:
    found = season.category(of, worded, year)
    assert (found.id if found else None) == key


CLAIMED = [
    (one.id, words, c.id)
    for one in season.bodies().values()
    for c in one.categories.values()
    for words in (c.name, *c.wordings)
    if wording.reduced(words)
]


@given(
    st.sampled_from(CLAIMED),
    st.randoms(use_true_random=False),
    st.sampled_from(("", "best ", "the award for best ", "2019 ")),
)
def test_case_order_and_what_any_prize_may_have_make_no_difference(
    claim: tuple[str, str, str], dice: random.Random, before: str
) -> None:
    of, words, key = claim
    year = season.bodies()[of].categories[key].until or season.bodies()[of].categories[key].since or 2024
    expected = season.category(of, words, year)
    assert expected is not None
    assert expected.id == key
    cased = "".join(dice.choice((c.upper(), c.lower())) for c in words)
    assert season.category(of, before + cased, year) == expected
    reordered = sorted(wording.reduced(words), key=lambda _: dice.random())
    assert season.category(of, " ".join(reordered), year) == expected


@given(
    st.sampled_from([(b.id, w) for b in season.bodies().values() for w in awards.wordings(b)]),
    st.integers(1, 120),
    st.sampled_from(("{} {}", "the {} {}", "{} annual {}", "The {} annual {} ceremony")),
    st.sampled_from((str.upper, str.lower, str.title, str)),
)
def test_a_body_stays_itself_with_any_ordinal_and_case(
    named: tuple[str, str], number: int, form: str, case: type[str]
) -> None:
    key, words = named
    found = season.body(case(form.format(editions._ordinal(number), words)))
    assert found is not None
    assert found.id == key


@given(st.text(max_size=40))
def test_nothing_makes_a_wording_fail(words: str) -> None:
    season.body(words)
    for one in season.bodies():
        season.category(one, words, 2024)


def test_the_bodies_are_those_of_the_list_and_named_as_claims_name_them() -> None:
    assert list(season.bodies()) == IDS
    for one in season.bodies().values():
        assert canonical(one.name) == one.name
        assert season.body(one.name) is one
        assert one.kind in ("academy", "guild", "critics", "press", "festival")
        assert (one.kind == "festival") == (one.id in FESTIVALS)
        assert not (one.kind == "festival" and one.nominates)


def test_no_name_means_two_bodies() -> None:
    owners: dict[str, str] = {}
    for one in season.bodies().values():
        for words in awards.wordings(one):
            assert owners.setdefault(wording.event(words), one.id) == one.id, words


def test_no_wording_means_two_categories_in_one_year() -> None:
    for one in season.bodies().values():
        strict, loose = season._tables(one.id)
        for words, keys in strict.items():
            claimed = [one.categories[k] for k in keys]
            years = {y for c in claimed for y in (c.since, c.until, 1995, 2024) if y}
            assert all(sum(c.given_in(y) for c in claimed) <= 1 for y in years), (one.id, words, keys)
        for words, keys in loose.items():
            if isinstance(words, str):  # each means something in some year, else it should not be listed
                found = {c.id for y in range(1990, 2028) if (c := season.category(one, words, y))}
                assert found & set(keys), (one.id, words)


def test_ids_are_given_once_and_years_are_in_order() -> None:
    data = tomllib.loads((DATA / "awards.toml").read_text("utf-8"))
    shared = data.pop("shared")
    for key, row in data.items():
        ids = [c if isinstance(c, str) else c["id"] for c in row["categories"]]
        assert len(ids) == len(set(ids)), key
        assert all(c in shared for c in row["categories"] if isinstance(c, str))
        for c in season.bodies()[key].categories.values():
            assert c.name
            assert c.to in ("film", "person")
            assert not (c.since and c.until) or c.since <= c.until
            assert list(c.counts) == sorted(c.counts)
        for table in (
            row["names"],
            row.get("numbers", []),
            row["months"] if isinstance(row["months"][0], list) else [],
        ):
            assert table == sorted(table)


def test_shared_ids_are_prizes_for_the_same_thing() -> None:
    for one in season.bodies().values():
        for key, to in {
            "actor": "person",
            "supporting-actress": "person",
            "picture": "film",
            "international": "film",
        }.items():
            assert key not in one.categories or one.categories[key].to == to


@pytest.mark.parametrize(
    ("of", "key", "year", "count"),
    [
        ("academy", "picture", 2009, 5),
        ("academy", "picture", 2011, 10),
        ("academy", "picture", 2015, None),
        ("academy", "picture", 2024, 10),
        ("academy", "animated", 2010, 5),
        ("academy", "animated", 2011, 3),
        ("academy", "director", 1970, 5),
        ("globes", "director", 2023, 5),
        ("globes", "director", 2024, 6),
        ("bafta", "actor", 2024, 6),
        ("spirit", "lead", 2024, 10),
        ("nyfcc", "picture", 2023, None),
    ],
)
def test_how_many_nominees_there_are(of: str, key: str, year: int, count: int | None) -> None:
    category = season.bodies()[of].categories[key]
    assert category.nominees_in(year) == count
    assert category.nominees_in(2090) == category.nominees


@pytest.mark.parametrize(
    "key", [p.name.removesuffix(".csv") for p in (DATA / "editions").iterdir() if p.name.endswith(".csv")]
)
def test_known_days_are_in_order_and_told_once(key: str) -> None:
    one = season.bodies()[key]
    lines = (DATA / "editions" / f"{key}.csv").read_text("utf-8").splitlines()
    assert lines[0] == "year,number,announced,held,checked"
    rows = list(csv.DictReader(lines))
    sources = {r["label"] for r in csv.DictReader((DATA / "sources.csv").read_text("utf-8").splitlines())}
    years = [int(r["year"]) for r in rows]
    assert years == sorted(set(years))
    for row in rows:
        year = int(row["year"])
        assert season.exists(one, year), row
        assert row["number"] in ("", str(editions._number(one, year))), row
        given = [date.fromisoformat(row[c]) for c in ("announced", "held") if row[c]]
        assert given == sorted(given), row
        assert all(abs(day.year - year) <= 1 for day in given), row
        assert not row["checked"] or row["checked"] in sources, row
        assert not row["announced"] or one.nominates


@pytest.mark.parametrize(
    ("of", "year", "name", "label", "held"),
    [
        ("academy", 2024, "96th Academy Awards", "2023-24", "2024-03-10"),
        ("Oscars", 2027, "99th Academy Awards", "2026-27", "2027-03-14"),
        ("academy", 2021, "93rd Academy Awards", "2020-21", "2021-04-25"),
        ("academy", 2040, "112th Academy Awards", "2039-40", "2040-03"),
        ("academy", 1929, "1st Academy Awards", "1928-29", "1929-03"),
        ("sag", 2024, "30th Screen Actors Guild Awards", "2023-24", None),
        ("sag", 2026, "32nd Actor Awards", "2025-26", None),
        ("efa", 2024, "37th European Film Awards", "2024-25", "2024-12-07"),
        ("efa", 2026, "38th European Film Awards", "2025-26", "2026-01-17"),
        ("gotham", 2020, "30th IFP Gotham Independent Film Awards", "2020-21", "2021-01-11"),
        ("cannes", 2021, "74th Cannes Film Festival", "2021-22", None),
        ("sundance", 2024, "2024 Sundance Film Festival", "2024-25", "2024-01-26"),
        ("nsfc", 2024, "58th National Society of Film Critics Awards", "2023-24", "2024-01-06"),
        ("nyfcc", 2023, "89th New York Film Critics Circle Awards", "2023-24", "2023-11-30"),
    ],
)
def test_an_edition_has_its_number_name_days_and_season(
    of: str, year: int, name: str, label: str, held: str | None
) -> None:
    found = season.edition(of, year)
    assert (found.name, found.season, found.year) == (name, label, year)
    assert held is None or found.held == held
    assert found.known == (found.held is not None and len(found.held) == 10)


def test_nominees_are_usually_announced_before_the_prizes() -> None:
    for one in season.bodies().values():
        for year in (2015, 2024, 2026, 2035):
            if season.exists(one, year):
                found = season.edition(one, year)
                assert (found.announced is None) == (not one.nominates)
                assert found.held
                assert found.announced is None or found.announced[:7] <= found.held[:7]


@pytest.mark.parametrize(
    ("of", "year", "word"),
    [
        ("cannes", 2020, "not held"),
        ("telluride", 2020, "not held"),
        ("efa", 2025, "not held"),
        ("academy", 1933, "not held"),
        ("academy", 1890, "before the first edition, 1929"),
        ("tribeca", 2001, "before the first edition, 2002"),
        ("academy", 3000, "too far ahead"),
        ("Foo Awards", 2024, "no awards body"),
    ],
)
def test_an_impossible_edition_is_refused(of: str, year: int, word: str) -> None:
    with pytest.raises(InputError, match=word) as refused:
        season.edition(of, year)
    assert refused.value.remedy


def test_a_season_has_every_body_once_in_the_order_of_prizes() -> None:
    found = season.season("2023-24")
    assert sorted(e.body for e in found) == sorted(IDS)
    assert [e.body for e in found][:4] == ["sundance", "berlin", "sxsw", "cannes"]
    order = [e.body for e in found]
    assert (
        order.index("venice")
        < order.index("gotham")
        < order.index("nsfc")
        < order.index("cesar")
        < order.index("academy")
    )
    assert {e.season for e in found} == {"2023-24"}


def test_a_season_leaves_out_what_was_not_held() -> None:
    pandemic = {e.body for e in season.season("2020-21")}
    assert not {"cannes", "telluride"} & pandemic
    assert {"venice", "academy", "gotham", "bifa"} <= pandemic
    assert "efa" in {e.body for e in season.season("2025-26")}
    assert [e.body for e in season.season("1930")] == ["academy"]


def test_every_edition_is_in_one_season() -> None:
    in_seasons = [(e.body, e.year) for y in range(2014, 2032) for e in season.season(season.label(y))]
    assert len(in_seasons) == len(set(in_seasons))
    expected = {(b, y) for b in IDS for y in range(2016, 2031) if season.exists(b, y)}
    assert expected <= set(in_seasons)


@pytest.mark.parametrize("worded", ["2023-24", "2023", "2023/24", "2023–24", "2023-2024", " 2023 - 24 "])
def test_a_season_may_be_named_in_several_ways(worded: str) -> None:
    assert season.film_year(worded) == 2023


@pytest.mark.parametrize(
    ("worded", "word"),
    [("2019-21", "2019-20"), ("2023-2025", "2023-24"), ("1890", "1927-28"), ("23-24", "is no season"), ("", "is no season"), ("2023-", "is no season"), ("9999", "1927-28")],
)  # fmt: skip
def test_an_impossible_season_is_refused(worded: str, word: str) -> None:
    with pytest.raises(InputError, match=word):
        season.season(worded)


def test_the_turn_of_a_century_is_two_digits() -> None:
    assert season.label(1999) == "1999-00"
    assert season.film_year("1999-00") == 1999


@pytest.mark.parametrize(
    ("day", "label"),
    [
        ("2024-03-10", "2023-24"),  # the evening itself
        ("2024-03-11", "2024-25"),
        ("2024-01-20", "2023-24"),
        ("2026-11-29", "2026-27"),
        ("2021-04-25", "2020-21"),
        (date(2040, 3, 31), "2039-40"),  # not known yet: the end of the usual month
        ("2040-04-01T10:00:00Z", "2040-41"),
    ],
)
def test_a_reader_changes_season_after_the_oscars(day: str | date, label: str) -> None:
    assert season.label_of(day) == label


@pytest.mark.parametrize(
    ("of", "year", "window"),
    [
        ("academy", 2024, ("2023-01-01", "2023-12-31")),
        ("academy", 2021, ("2020-01-01", "2021-02-28")),
        ("academy", 2022, ("2021-03-01", "2021-12-31")),
        ("nyfcc", 2023, ("2023-01-01", "2023-12-31")),
        ("london-critics", 2024, ("2023-02-15", "2024-02-14")),
        ("cannes", 2023, None),
    ],
)
def test_when_a_film_had_to_be_shown(of: str, year: int, window: tuple[str, str] | None) -> None:
    assert season.eligible(of, year) == window
