"""/v1: what it answers, page by page, as of a day, and what it says to what cannot be answered."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bigpicture import Article, Claim, Evidence, Reading
from bigpicture.record import Record, articles, calendar, known, news, vitals
from bigpicture.record.articles import Filed
from bigpicture.record.vitals import Vitals
from bigpicture.report import saying
from bigpicture.vocabulary import CLAIM_TYPES
from bigpicture.web.api.paging import cursor_of
from tests.apiclient import Api, api
from tests.conftest import ROOT
from tests.stores import Stores

LISTS = (
    "/v1/films", "/v1/films/2/facts", "/v1/people", "/v1/changes", "/v1/conflicts", "/v1/calendar?from=2023-01-01",
    "/v1/articles", "/v1/films?mode=theatrical", "/v1/changes?kind=moved",
)  # fmt: skip
ONES = (
    "/v1/films/2", "/v1/films/2?as_of=2023-09-01", "/v1/films/2/timeline", "/v1/people/Emma%20Stone",
    "/v1/people/Emma%20Stone?as_of=2023-09-12", "/v1/search?q=openheimer", "/v1/search?q=golden+lion&kind=article",
    "/v1/articles/1", "/v1/sources/1", "/v1/claims/1", "/v1/decisions",
    "/v1/quotes", "/v1/sources",
)  # fmt: skip


@pytest.fixture(scope="module")
def press(sample: str) -> Iterator[Api]:
    record = Record.open(sample)
    yield api(record)
    record.close()


@pytest.mark.parametrize("path", [*LISTS, *ONES])
def test_every_answer_is_as_described_and_not_sent_twice(press: Api, path: str) -> None:
    press.ask(path)
    tag = press.app.client.get(path).headers["etag"]
    again = press.app.client.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.text, again.headers["etag"]) == (304, "", tag)


def test_the_description_is_complete(press: Api) -> None:
    operations = [o for own in press.document["paths"].values() for o in own.values()]
    names = [o["operationId"] for o in operations]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[a-z]+[A-Za-z]*", name) for name in names)
    for operation in operations:
        assert operation["description"].endswith(".")
        assert operation["security"]
        assert {"401", "422", "503"} <= operation["responses"].keys()
        for status, answer in operation["responses"].items():
            if status >= "400":
                assert list(answer["content"]) == ["application/problem+json"]
        for parameter in operation.get("parameters", ()):
            assert "anyOf" not in parameter["schema"]
            text = parameter["schema"].get("type") == "string"
            assert not text or {"maxLength", "enum", "format", "pattern"} & parameter["schema"].keys(), parameter


def test_the_description_is_not_sent_twice(press: Api) -> None:
    tag = press.app.client.get("/v1/openapi.json").headers["etag"]
    assert press.app.client.get("/v1/openapi.json", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [1, 7])
def test_a_walk_gives_what_one_page_gives(press: Api, path: str, limit: int) -> None:
    whole = press.walk(path + ("&" if "?" in path else "?") + "limit=200")
    assert press.walk(path + ("&" if "?" in path else "?") + f"limit={limit}") == whole
    assert whole
    assert len({str(item) for item in whole}) == len(whole)


def test_the_next_page_is_also_told_as_a_link(press: Api) -> None:
    found = press.app.client.get("/v1/films?limit=1")
    assert found.headers["link"] == f'<{found.json()["next"]}>; rel="next"'


def test_changes_and_conflicts_are_those_of_the_record(press: Api) -> None:
    with press.app.record.read() as connection:
        changes = news.recent(connection, "")
        conflicts = news.conflicts(connection)
    told = sorted((c["when"], c["film"]["id"], c["kind"], c["fact"]["says"]) for c in press.walk("/v1/changes"))
    assert len(told) == len(changes)
    assert {(when, film) for when, film, *_ in told} == {
        (n.change.by.when.removesuffix("T24"), n.film.id) for n in changes
    }
    sides = sorted(sorted(s["fact"]["says"] for s in c["sides"]) for c in press.walk("/v1/conflicts"))
    assert len(sides) == len(conflicts)
    assert ["12 January 2024, UK, theatrical", "19 January 2024, UK, theatrical"] in sides


@pytest.mark.parametrize("day", ["2023-01-01", "2023-11-10", "2024-02-29", "9999-12-31"])
@pytest.mark.parametrize("last", ["", "2023-12-24", "2024-01-31"])
def test_the_calendar_is_that_of_the_record(press: Api, day: str, last: str) -> None:
    with press.app.record.read() as connection:
        found = calendar.releases(connection, first=day, last=last or None)
    told = press.walk(f"/v1/calendar?limit=3&from={day}" + (f"&to={last}" if last else ""))
    assert [o["end"] for o in told] == sorted(o.end for o in found)
    assert {(o["film"]["id"], o["fact"]["says"]) for o in told} == {
        (o.film.id, saying("release", o.fact.values)) for o in found
    }


def test_changes_of_a_type_are_those_among_all(press: Api) -> None:
    whole = press.walk("/v1/changes?limit=200")
    for kind in CLAIM_TYPES:
        own = [c for c in whole if c["fact"]["type"] == kind]
        assert press.walk(f"/v1/changes?type={kind}&limit=9") == own
    placed = [c for c in whole if c["fact"]["values"].get("territory") == "UK"]
    assert placed
    assert [c for c in press.walk("/v1/changes?territory=GB") if c in placed] == placed
    moved = [c for c in whole if c["kind"] == "moved"]
    assert press.walk("/v1/changes?kind=moved&limit=2") == moved
    recent = [c for c in whole if c["when"] >= "2024-01-01"]
    assert press.walk("/v1/changes?since=2024-01-01&limit=40") == recent


def film(press: Api, title: str) -> int:
    with press.app.record.read() as connection:
        return known.film(connection, title).id


def test_a_film_is_found_by_any_of_its_titles_and_by_who_is_in_it(press: Api) -> None:
    dune = film(press, "Dune: Part Two")
    for query in (
        "title=dune%202", "person=zendaya&year=2024", "territory=GB&mode=theatrical&person=denis+villeneuve", "company=warner+bros.",
        "standing=contested&title=poor+things",
    ):  # fmt: skip
        found = [f["id"] for f in press.walk(f"/v1/films?{query}")]
        assert (film(press, "Poor Things") if "poor" in query else dune) in found, query
        assert len(found) < 8, query
    assert press.walk("/v1/films?title=no+such+film") == []
    venice = {f["title"] for f in press.walk("/v1/films?festival=Venice")}
    assert {"Poor Things", "Maestro"} <= venice
    assert "Barbie" not in venice


def test_a_fact_shows_the_exact_words_behind_it(press: Api) -> None:
    number = film(press, "Dune: Part Two")
    for fact in press.walk(f"/v1/films/{number}/facts")[:12]:
        whole = press.ask(f"/v1/films/{number}/facts/{fact['id']}")
        assert {e["claim"] for e in whole["evidence"]} == set(fact["claims"])
        for one in whole["evidence"]:
            with press.app.record.read() as connection:
                (words,) = known.words(connection, [one["claim"]])
            assert one["words"] == " ".join(words.text[one["start"] : one["end"]].split())
            assert press.ask(f"/v1/claims/{one['claim']}") == one


def test_the_bullets_cite_facts_that_are_there(press: Api) -> None:
    number = film(press, "Dune: Part Two")
    cited = {fact for bullet in press.ask(f"/v1/films/{number}")["bullets"] for fact in bullet["facts"]}
    assert cited
    assert cited <= {fact["id"] for fact in press.walk(f"/v1/films/{number}/facts?limit=200")}


def test_every_link_of_an_answer_leads_somewhere(press: Api) -> None:
    links = press.ask(f"/v1/films/{film(press, 'Dune: Part Two')}")["links"]
    found = [*links.values(), *(h["href"] for h in press.ask("/v1/search?q=dune")["items"])]
    found += [p["href"] for p in press.ask("/v1/people?limit=5")["items"]]
    for address in found:
        assert press.app.client.get(address).status_code == 200, address


def sayings(answer: object) -> Iterator[str]:
    """When each article came out whose claims an answer rests on."""
    if isinstance(answer, dict):
        if "claim" in answer and "when" in answer:
            yield answer["when"]
        answer = list(answer.values())
    for one in answer if isinstance(answer, list) else ():
        yield from sayings(one)


def test_what_was_known_on_a_day(press: Api) -> None:
    number = film(press, "Dune: Part Two")
    release = f"/v1/films/{number}/facts?type=release&standing=agreed"
    then = {f["says"] for f in press.walk(f"{release}&as_of=2023-07-01")}
    assert "3 November 2023, UK, theatrical" in then
    assert "1 March 2024, UK, theatrical" in {f["says"] for f in press.walk(release)} - then
    assert press.ask(f"/v1/films/{number}?as_of=2023-07-01")["articles"] < press.ask(f"/v1/films/{number}")["articles"]
    press.ask(f"/v1/films/{number}?as_of=1999-01-01", 404)
    for path in ("/v1/changes", "/v1/conflicts", f"/v1/films/{number}/timeline", "/v1/calendar?from=2023-01-01"):
        glue = "&" if "?" in path else "?"
        said = list(sayings(press.ask(f"{path}{glue}as_of=2023-07-01")))
        assert max(said, default="") <= "2023-07-01T24", path
        assert said or path == "/v1/conflicts"


def test_an_edited_article_says_so(press: Api) -> None:
    assert {a["versions"] for a in press.walk("/v1/articles")} == {1, 2}
    copied = [a for a in press.walk("/v1/articles") if a["copy_of"]]
    assert copied[0]["copy_of"] in press.ask(f"/v1/articles/{copied[0]['id']}")["same_words"]


def test_the_owner_alone_is_told_where_sources_lie(press: Api) -> None:
    (source,) = press.ask("/v1/sources")["items"]
    assert (source["kind"], source["address"], source["articles"]) == ("folder", None, 39)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/films/999999", 404), ("/v1/films/2/facts/000000000000", 404), ("/v1/people/Nobody%20Known", 404),
        ("/v1/articles/999999", 404), ("/v1/claims/999999", 404), ("/v1/sources/9", 404), ("/v1/quotes?speaker=Nobody+Known", 404),
        ("/v1/decisions/1", 404), ("/v1/films/0", 422), ("/v1/films/word", 422), ("/v1/films/2/facts/abc", 422), ("/v1/films?limit=0", 422),
        ("/v1/films?limit=201", 422), ("/v1/films?yaer=2023", 422), ("/v1/films?mode=drive-in", 422), ("/v1/films/2?as_of=yesterday", 422),
        ("/v1/films?title=%00", 422), ("/v1/search", 422), ("/v1/changes?kind=odd", 422), ("/v1/films/99999999999999999999", 422),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_a_problem(press: Api, path: str, status: int) -> None:
    told = press.ask(path, status)
    assert (told["status"], told["type"]) == (status, "about:blank")
    assert told["detail"]
    assert press.app.record.address not in str(told)


def test_an_address_that_there_is_not_is_a_problem_too(press: Api) -> None:
    for path, method, status in (("/v1/nowhere", "GET", 404), ("/v1/films", "POST", 405)):
        found = press.app.client.request(method, path)
        assert (found.status_code, found.headers["content-type"]) == (status, "application/problem+json")


def test_a_name_that_means_several_lists_them(press: Api) -> None:
    assert press.ask("/v1/people/Robert", 404)["candidates"] == ["Robert Downey Jr.", "Robert De Niro"]


PARTS = st.one_of(
    st.integers(), st.text(max_size=8), st.none(), st.floats(), st.booleans(), st.lists(st.integers(), max_size=2)
)


@given(
    path=st.sampled_from(LISTS),
    cursor=st.one_of(st.text("AZaz09-_", min_size=1), st.lists(PARTS, max_size=6).map(cursor_of)),
)
@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_cursor_that_nobody_gave_is_a_problem_or_a_place(press: Api, path: str, cursor: str) -> None:
    found = press.app.client.get(path, params={**dict([p.split("=") for p in path.split("?")[1:]]), "cursor": cursor})
    assert found.status_code in (200, 422), found.text


def test_what_a_cursor_holds_can_be_asked_of_a_database(press: Api) -> None:
    for parts in (["2024\ud800", 1], ["a\x00b", 1], ["a", 2**70], ["a", True]):
        made = base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")
        press.ask(f"/v1/articles?cursor={made}", 422)


# Lists that grow while they are walked


def keep(record: Record, number: int, day: str, said: list[Claim], url: str | None = None) -> None:
    """Store an article that makes claims, as an update would."""
    article = Article(str(number), f"article {number} " * 40, f"Headline {number}", day, f"Outlet {number % 3}", url)
    with record.write() as connection:
        filed = Filed(article, articles.digest(article), Reading(article, tuple(said), ()), "test", None)
        articles.keep(connection, filed, key=f"a{number}", addresses=(), source=None, now="2026-11-29T09:30:00Z")


def claims(number: int) -> list[Claim]:
    """What article `number` says: of its film a director and an actor, and a quotation that every third one prints too."""
    words, work = Evidence("article", 0, 7), f"Film {number}"
    quote = {"speaker": f"Speaker {number // 3}", "text": f"We waited for the light, {number // 3} times."}
    return [
        Claim("director", work, {"person": f"Director {number}"}, "stated", words, 0.9, "test", 2026),
        Claim("cast", work, {"person": "Ada Quill", "character": None}, "stated", words, 0.9, "test", 2026),
        Claim("quote", work, quote, "stated", words, 0.9, "test", 2026),
    ]  # fmt: skip


@pytest.fixture
def growing(stores: Stores) -> Iterator[Api]:
    record = Record.open(stores.new())
    for number in range(12):
        keep(record, number, f"2026-05-{number + 1:02d}", claims(number))
    yield api(record)
    record.close()


KEYS: dict[str, Callable[[dict[str, object]], object]] = {
    "/v1/films": lambda i: i["id"], "/v1/articles": lambda i: i["id"], "/v1/people": lambda i: i["name"],
    "/v1/quotes": lambda i: i["claim"], "/v1/changes": str, "/v1/films?person=Ada+Quill": lambda i: i["id"],
}  # fmt: skip


@pytest.mark.parametrize("path", KEYS)
def test_a_walk_meets_once_what_was_there_however_much_comes_meanwhile(growing: Api, path: str) -> None:
    there = [KEYS[path](item) for item in growing.walk(path)]
    met: list[object] = []
    following, number = path + ("&" if "?" in path else "?") + "limit=3", 100
    while following:
        page = growing.ask(following)
        met += [KEYS[path](item) for item in page["items"]]
        following = page["next"]
        for day in ("2026-06-20", "2026-05-06", "2026-04-01"):  # newer, in between, older
            if number < 112:
                keep(growing.app.record, number, day, claims(number))
            number += 1
    assert len(met) == len(set(met))
    assert [key for key in met if key in set(there)] == there


def test_every_question_can_be_put_to_every_database(growing: Api) -> None:
    for path in (
        "/v1/films?territory=GB&mode=wide&company=A24&festival=Cannes&standing=rumoured&year=2026", "/v1/films/1", "/v1/films/1/facts",
        "/v1/films/1/timeline", "/v1/films/1?as_of=2026-11-29", "/v1/people/Ada%20Quill", "/v1/conflicts", "/v1/conflicts?as_of=2026-11-01",
        "/v1/calendar?from=2026-01-01", "/v1/articles/1", "/v1/claims/1", "/v1/sources", "/v1/decisions", "/v1/search?q=film",
        "/v1/changes?kind=new&standing=agreed&type=cast&since=2026-05-02&as_of=2026-12-01&film=1",
    ):  # fmt: skip
        growing.ask(path)
    for path in ("/sitemap.xml", "/sitemap-1.xml", "/film/1.jsonld", "/healthz"):
        growing.app.get(path)
    with growing.app.record.read() as connection:
        assert vitals.vitals(connection) == Vitals(12, 12, 36, 0, 0, None)


def test_a_quotation_that_several_print_is_one(growing: Api) -> None:
    quotes = growing.walk("/v1/quotes?limit=1")
    assert [(q["speaker"], q["articles"], q["when"]) for q in quotes] == [
        (f"Speaker {n}", 3, f"2026-05-{n * 3 + 1:02d}") for n in (3, 2, 1, 0)
    ]
    assert [q["claim"] for q in growing.walk("/v1/quotes?speaker=Speaker+2")] == [quotes[1]["claim"]]
    assert growing.walk("/v1/quotes?as_of=2026-04-30") == []


def test_no_address_that_is_a_script_is_given_on(growing: Api) -> None:
    keep(growing.app.record, 99, "2026-05-30", claims(99), url="javascript:alert(1)")
    assert growing.ask("/v1/articles?limit=1")["items"][0]["url"] is None


def examples() -> list[tuple[str, str]]:
    """The commands that docs/api.md shows, with what it shows of their answers."""
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    shown = "\n".join(re.findall(r"```console\n(.*?)```", text, re.DOTALL))
    return re.findall(
        r"^\$ curl -s '?http://localhost:8765(/[^\s']*)'?[^\n]*\n((?:[^$\n][^\n]*\n)*)", shown, re.MULTILINE
    )


def test_the_examples_of_the_docs_answer_what_they_show(press: Api) -> None:
    found = examples()
    assert len(found) >= 6
    for path, shown in found:
        answer = press.app.get(path)
        at = 0
        for part in shown.split("…"):
            at = answer.find(part.strip(), at)
            assert at >= 0, (path, part)
