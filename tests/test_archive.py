"""Archives: their pages one by one, whatever is damaged or hostile in them told with its place, and memory that stays flat."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from fastwarc.stream_io import Lz4Writer, ZstdWriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from bigpicture.errors import InputError
from bigpicture.intake.archive import Capture, Tally, captures
from bigpicture.intake.bytes import LIMIT
from bigpicture.intake.triage import film_journalism

WORDS = b"<html lang=en><p>Ruth Adeyemi stars in The Salt Road, the drama that opens on 13 November.</p></html>"
HTML = (("Content-Type", "text/html; charset=UTF-8"),)


def archive(path: Path, *pages: tuple[str, bytes, tuple[tuple[str, str], ...]], packed: bool = True) -> Path:
    """An archive as crawlers write it: a record about itself, then a request and a response for each (url, body, headers)."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "own"}))
        for url, body, headers in pages:
            head = StatusAndHeaders("200 OK", list(headers), protocol="HTTP/1.1")
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "press.example")], is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", http_headers=asked))
            writer.write_record(writer.create_warc_record(url, "response", BytesIO(body), len(body), http_headers=head))
    return path


def record(
    block: bytes, kind: str = "response", media: str = "application/http; msgtype=response", **more: str
) -> bytes:
    """One record, written by hand so that it can be wrong; a keyword gives a header, and "" leaves it out."""
    heads = {"WARC-Type": kind, "WARC-Target-URI": "http://press.example/a", "WARC-Date": "2026-01-02T03:04:05Z",
             "Content-Type": media, "Content-Length": str(len(block)), **{k.replace("_", "-"): v for k, v in more.items()}}  # fmt: skip
    lines = "".join(f"{name}: {value}\r\n" for name, value in heads.items() if value)
    return f"WARC/1.1\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def response(body: bytes = WORDS, heads: str = "Content-Type: text/html\r\n", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{heads}\r\n".encode() + body


def found(path: Path, data: bytes) -> list[Capture | InputError]:
    path.write_bytes(data)
    return list(captures(path))


def outline(items: list[Capture | InputError]) -> str:
    """ "pe" for a page, then an error."""
    return "".join("p" if isinstance(item, Capture) else "e" for item in items)


@pytest.mark.parametrize("packed", [True, False])
def test_pages_come_with_address_time_and_decoded_body(tmp_path: Path, packed: bool) -> None:
    headers = (*HTML, ("Content-Encoding", "gzip"))
    path = archive(tmp_path / "a.warc", ("http://press.example/1", WORDS, HTML), ("https://press.example/2", gzip.compress(WORDS), headers), packed=packed)  # fmt: skip
    first, second = captures(path)
    assert isinstance(first, Capture)
    assert isinstance(second, Capture)
    assert (first.url, first.body, first.charset) == ("http://press.example/1", WORDS, "utf-8")
    assert (second.url, second.body) == ("https://press.example/2", WORDS)
    assert first.at
    assert len(first.at) == 20
    assert first.at.endswith("Z")


def test_reading_goes_on_at_the_offset_of_a_page(tmp_path: Path) -> None:
    pages = [(f"http://press.example/{i}", WORDS, HTML) for i in range(5)]
    for packed in (True, False):
        path = archive(tmp_path / "a.warc", *pages, packed=packed)
        all_ = list(captures(path))
        assert isinstance(all_[3], Capture)
        assert list(captures(path, start=all_[3].offset)) == all_[3:]


def test_an_archive_compressed_as_one_piece_starts_again_at_its_beginning(tmp_path: Path) -> None:
    plain = archive(tmp_path / "a.warc", *[(f"http://press.example/{i}", WORDS, HTML) for i in range(5)], packed=False)
    items = found(tmp_path / "b.warc.gz", gzip.compress(plain.read_bytes()))
    assert outline(items) == "ppppp"
    assert {item.offset for item in items if isinstance(item, Capture)} == {0}


@pytest.mark.parametrize("writer", [ZstdWriter, Lz4Writer])
def test_other_compressions_are_read(tmp_path: Path, writer: type[ZstdWriter] | type[Lz4Writer]) -> None:
    packed = BytesIO()
    with writer(packed) as file:
        for _ in range(3):
            file.write(record(response()))
    assert outline(found(tmp_path / "a.warc.zst", packed.getvalue())) == "ppp"


def test_known_pages_are_passed_over_and_counted(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.warc", *[(f"http://press.example/{i}", WORDS, HTML) for i in range(3)])
    tally = Tally()
    asked: list[tuple[str, str | None]] = []

    def seen(url: str, at: str | None) -> bool:
        asked.append((url, at))
        return url.endswith("1")

    assert [c.url[-1] for c in captures(path, seen=seen, tally=tally) if isinstance(c, Capture)] == ["0", "2"]
    assert len(asked) == 3
    assert (tally.records, tally.pages, tally.broken) == (7, 2, 0)
    assert tally.skipped == {"known": 1, "request": 3, "warcinfo": 1}


def test_pages_that_triage_drops_are_counted_by_its_reason(tmp_path: Path) -> None:
    film = b"<p>" + b"The film opens in cinemas after its premiere, said its director. " * 20
    sport = b"<p>" + b"The striker left the pitch in the second half of the match with a cold. " * 20
    path = archive(
        tmp_path / "a.warc", ("http://press.example/film", film, HTML), ("http://press.example/cup", sport, HTML)
    )
    tally = Tally()
    (kept,) = captures(path, judge=film_journalism, tally=tally)
    assert isinstance(kept, Capture)
    assert kept.url == "http://press.example/film"
    assert tally.skipped["few film words"] == 1


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (record(response(status="404 Not Found")), "status 404"),
        (record(response(heads="Content-Type: image/png\r\n")), "no HTML"),
        (record(response(heads="")), "no HTML"),
        (record(response(), WARC_Target_URI="ftp://press.example/a"), "no http address"),
        (record(response(), WARC_Target_URI=""), "no http address"),
        (record(response(), WARC_Target_URI="javascript:alert(1)"), "no http address"),
        (record(b"press.example A 192.0.2.1", media="text/dns"), "no http response"),
        (record(WORDS, kind="conversion", media="text/html"), "conversion"),
        (record(WORDS, kind="resource", media="text/plain"), "no HTML"),
        (record(b"", kind="revisit"), "revisit"),
        (record(b"", kind="strange"), "unknown"),
    ],
)
def test_what_is_no_page_is_passed_over(tmp_path: Path, block: bytes, reason: str) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(block + record(response()))
    tally = Tally()
    assert outline(list(captures(path, tally=tally))) == "p"
    assert tally.skipped == {reason: 1}


def test_a_resource_is_a_page_and_odd_headers_are_read(tmp_path: Path) -> None:
    (page,) = found(tmp_path / "a.warc", record(WORDS, kind="resource", media='Text/HTML; Charset="ISO-8859-1"', WARC_Target_URI="<http://press.example/r>"))  # fmt: skip
    assert isinstance(page, Capture)
    assert (page.url, page.charset, page.body) == ("http://press.example/r", "iso-8859-1", WORDS)


@pytest.mark.parametrize(
    ("stated", "at"),
    [
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05.987654Z", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05+02:00", "2026-01-02T01:04:05Z"),
        ("yesterday", None),
        ("", None),
    ],
)
def test_times_are_utc_to_the_second(tmp_path: Path, stated: str, at: str | None) -> None:
    (page,) = found(tmp_path / "a.warc", record(response(), WARC_Date=stated))
    assert isinstance(page, Capture)
    assert page.at == at


CHUNKED = b"5\r\n" + WORDS[:5] + b"\r\n" + f"{len(WORDS) - 5:x}\r\n".encode() + WORDS[5:] + b"\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(WORDS)),
        ("Content-Encoding: x-gzip", gzip.compress(WORDS)),
        ("Content-Encoding: deflate", zlib.compress(WORDS)),
        ("Content-Encoding: br", brotli.compress(WORDS)),
        ("Content-Encoding: gzip, br", brotli.compress(gzip.compress(WORDS))),
        ("Transfer-Encoding: chunked", CHUNKED),
        ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked", b"%x\r\n%b\r\n0\r\n\r\n" % (len(gzip.compress(WORDS)), gzip.compress(WORDS))),
        ("Content-Encoding: identity", WORDS),
        ("Content-Encoding: utf-8", WORDS),
        ("Content-Encoding: gzip", WORDS),  # stored decoded, the header left as it was
        ("Transfer-Encoding: chunked", WORDS),
    ],
)  # fmt: skip
def test_codings_are_taken_off(tmp_path: Path, coding: str, body: bytes) -> None:
    (page,) = found(tmp_path / "a.warc", record(response(body, f"Content-Type: text/html\r\n{coding}\r\n")))
    assert isinstance(page, Capture)
    assert page.body == WORDS


def bomb() -> bytes:
    """A hundred megabytes of nothing in a hundred kilobytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()


GZIPPED = "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
BROKEN = {
    "a bomb": (record(response(bomb(), GZIPPED)), "larger than 5 MB"),
    "a bomb in a bomb": (record(response(gzip.compress(bomb()), GZIPPED.replace("gzip", "gzip, gzip"))), "larger than 5 MB"),
    "a page that is too large": (record(response(b"<" * (LIMIT + 1))), "larger than 5 MB"),
    "many codings": (record(response(WORDS, GZIPPED.replace("gzip", "gzip, gzip, gzip, gzip"))), "4 codings"),
    "a damaged coding": (record(response(b"\x1f\x8b\x08rubbish", GZIPPED)), "decompression"),
    "headers without end": (record(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000), "header length"),
    "many headers": (record(b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 20_000), "header length"),
    "a length beyond the file": (record(response(), Content_Length="999999999999999999"), "cut off"),
    "no length": (record(response(), Content_Length=""), "cut off"),
    "a length that is no number": (record(response(), Content_Length="many"), "nvalid"),
    "a negative length": (record(response(), Content_Length="-5"), "nvalid"),
    "a length too short": (record(response(), Content_Length="10"), "nvalid"),
    "WARC headers without end": (record(response(), X="a" * 100_000), "header length"),
    "rubbish": (b"\xde\xad\xbe\xef" * 50, ""),
    "zeros": (bytes(2_000_000), ""),
}  # fmt: skip


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_record_is_told_with_its_place_and_the_rest_goes_on(tmp_path: Path, name: str, packed: bool) -> None:
    broken, fault = BROKEN[name]
    pack = gzip.compress if packed else bytes
    good = pack(record(response()))
    middle = broken if name in ("rubbish", "zeros") else pack(broken)
    items = found(tmp_path / "a.warc", good + middle + good + good)
    assert outline(items).replace("ee", "e") == "pepp"
    errors = [str(item) for item in items if isinstance(item, InputError)]
    assert fault in errors[0]
    assert "a.warc: byte " in errors[0]
    assert not any("\n" in error for error in errors)


def cuts(data: bytes) -> Iterator[bytes]:
    yield from (data[:-at] for at in (30, 60, 90, 120))


@pytest.mark.parametrize("packed", [True, False])
def test_of_a_truncated_archive_what_came_before_is_kept(tmp_path: Path, packed: bool) -> None:
    pack = gzip.compress if packed else bytes
    good = pack(record(response()))
    for data in cuts(good * 3):
        items = found(tmp_path / "a.warc", data)
        assert outline(items) == "ppe"
        assert f"byte {2 * len(good)}" in str(items[2]) or "header" in str(items[2])


@pytest.mark.parametrize("data", [b"", b"<html>no archive</html>", gzip.compress(b"no archive at all"), bytes(100), b"\x1f\x8b\x08", b"WARC/", b"PK\3\4"])  # fmt: skip
def test_a_file_that_is_no_archive_is_one_error_with_its_remedy(tmp_path: Path, data: bytes) -> None:
    (error,) = found(tmp_path / "a.warc", data)
    assert isinstance(error, InputError)
    assert error.remedy
    assert ("empty" if not data else "WARC") in str(error)


def test_a_missing_file_and_a_folder_are_errors(tmp_path: Path) -> None:
    for path in (tmp_path / "none.warc", tmp_path):
        (error,) = captures(path)
        assert isinstance(error, InputError)


def test_an_archive_of_rubbish_ends(tmp_path: Path) -> None:
    """A file of nothing but beginnings of records gives a bounded number of errors."""
    items = found(tmp_path / "a.warc", record(response()) + b"WARC/1.0\r\nX: 1\r\n" * 5000)
    assert outline(items)[0] == "p"
    assert 1 < len(items) < 200
    assert "the rest is left out" in str(items[-1])


def test_memory_stays_flat_over_records_of_any_size(tmp_path: Path) -> None:
    """A video of 100 MB, an HTML page of 100 MB and 200 pages of a megabyte cost no more than one page."""
    path = tmp_path / "a.warc.gz"
    with path.open("wb") as file:
        for heads, size in (("Content-Type: video/mp4\r\n", 100_000_000), ("Content-Type: text/html\r\n", 100_000_000)):
            packer = zlib.compressobj(1, zlib.DEFLATED, 31)
            head = response(b"", heads)
            lead = record(head, Content_Length=str(len(head) + size))[:-4]
            for part in (lead, *[bytes(1_000_000)] * (size // 1_000_000), b"\r\n\r\n"):
                file.write(packer.compress(part))
            file.write(packer.flush())
        page = gzip.compress(record(response(b"<p>" + b"words " * 160_000)), 1)
        for _ in range(200):
            file.write(page)
    pages = errors = 0
    tracemalloc.start()
    before = resident()
    for item in captures(path):
        pages += isinstance(item, Capture)
        errors += isinstance(item, InputError)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (pages, errors) == (200, 1)
    assert peak < 6 * LIMIT
    assert resident() - before < 60  # MB, what the library holds outside Python included


def resident() -> float:
    """Peak resident memory of this process in MB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) / 1024


GOOD = {packed: b"".join((gzip.compress if packed else bytes)(r) for r in (
    record(b"software: own\r\n", kind="warcinfo", media="application/warc-fields"), record(response()),
    record(response(gzip.compress(WORDS), GZIPPED)), record(response(CHUNKED, "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n")),
    record(WORDS, kind="resource", media="text/html"))) for packed in (True, False)}  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=2000), start=st.integers(0, 3000))
def test_any_bytes_are_pages_or_clear_errors(tmp_path: Path, data: bytes, start: int) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(data)
    check(list(captures(path, start)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(packed=st.booleans(), at=st.integers(0, 3000), cut=st.integers(0, 200), new=st.binary(max_size=200))
def test_a_damaged_archive_is_pages_or_clear_errors(
    tmp_path: Path, packed: bool, at: int, cut: int, new: bytes
) -> None:
    data = GOOD[packed]
    at %= len(data)
    check(found(tmp_path / "a.warc", data[:at] + new + data[at + cut :]))


def check(items: list[Capture | InputError]) -> None:
    for item in items:
        if isinstance(item, Capture):
            assert len(item.body) <= LIMIT
            assert item.url.startswith("http")
        else:
            assert "\n" not in str(item)
            assert item.remedy
