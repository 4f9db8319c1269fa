"""The reader as a whole, with the shipped model: what must hold for any text, and what a plain article must give."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigpicture import Article, ModelError, Reading, read
from bigpicture.intake import one
from bigpicture.reading import network
from bigpicture.reading.names import Names, short_forms
from bigpicture.reading.pieces import WINDOW, pieces, windows
from bigpicture.reading.scheme import TAGS
from bigpicture.reading.segment import segment
from bigpicture.reading.tags import viterbi
from bigpicture.vocabulary import CLAIM_TYPES
from tests.conftest import ROOT

SAMPLE = ROOT / "src" / "bigpicture" / "data" / "sample"


def check(reading: Reading) -> None:
    """What holds for every reading of any text."""
    text = reading.article.text
    for claim in reading.claims:
        e = claim.evidence
        assert 0 <= e.start < e.end <= len(text)
        assert text[e.start : e.end] == e.text
        assert 0 <= claim.confidence <= 1
        assert set(claim.values) == {f.name for f in CLAIM_TYPES[claim.type].fields}
    for film in reading.films:
        assert all(0 <= i < len(reading.claims) for bullet in film.takeaways for i in bullet.claims)


def said(reading: Reading, kind: str) -> set[tuple[object, ...]]:
    fields = CLAIM_TYPES[kind].identity
    return {(c.work, *(c.get(f) for f in fields), c.status) for c in reading.claims if c.type == kind}


def test_a_first_look_article() -> None:
    reading = read(one(SAMPLE / "first-look.txt"))
    check(reading)
    assert reading.films[0].title == "The Salt Road"
    assert ("The Salt Road", "Imogen Hartley", "stated") in said(reading, "director")
    assert ("The Salt Road", "Ruth Adeyemi", "stated") in said(reading, "cast")
    assert ("The Salt Road", "2026-11-13", "stated") in said(reading, "release")
    assert ("The Salt Road", "2026-12", "denied") in said(reading, "release")
    assert ("The Salt Road", "images", "stated") in said(reading, "material")
    assert ("The Salt Road", "Telluride Film Festival", "stated") in said(reading, "screening")
    assert [c.get("speaker") for c in reading.claims if c.type == "quote"] == ["Imogen Hartley"]
    assert 1 <= len(reading.takeaways) <= 3


def test_sums_and_their_films() -> None:
    reading = read(one(SAMPLE / "box-office.json"))
    check(reading)
    found = said(reading, "box_office")
    assert {("Moth Season", 31_400_000.0, "stated"), ("Moth Season", 24_100_000.0, "stated")} <= found


def test_frozen_and_repeatable() -> None:
    article = one(SAMPLE / "casting.html")
    assert read(article) == read(article)
    with pytest.raises(dataclasses.FrozenInstanceError):
        read(article).claims[0].status = "denied"  # type: ignore[misc]


def test_an_article_longer_than_a_window_is_read_to_its_end() -> None:
    filler = (
        "The town council met on Tuesday and talked about the drains and the roads for most of the evening.\n\n" * 60
    )
    article = Article(
        "long", filler + "The Salt Road, a drama directed by Imogen Hartley, stars Ruth Adeyemi as Agnes."
    )
    reading = read(article)
    check(reading)
    assert any(c.type == "director" and c.get("person") == "Imogen Hartley" for c in reading.claims)


def test_windows_cover_every_piece_once() -> None:
    net = network.load()
    for count in (1, 400, 1200, 5000):
        words = segment("Hartley's film opens. " * count)
        parts = pieces(net.tokenizer, words)
        found = windows(parts, words)
        assert found[0].keep == 0
        assert found[-1].end == len(parts.ids)
        assert all(a.end == b.keep for a, b in pairwise(found))
        assert all(w.end - w.start <= WINDOW for w in found)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    check(read(Article("any", text, published="2020-02-29")))


_PARTS = ("Nigel & the Swans", "directed by", "Ada Quill", '"', "“", "(", ")", ",", ".", " ", "\n\n", "won", "best actress", "Oscars", "$12m", "on Friday",
          "stars in", "as", "Marlow", "seven", "nominations", "trailer", "\x00", "\u202e", "\ud83c\udfac".encode("utf-16", "surrogatepass").decode("utf-16"), "É")  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(_PARTS), max_size=120),
    st.sampled_from([None, "x", "2020", "2020-05"]),
    st.sampled_from([None, "", "Ada Quill wins"]),
)
def test_film_like_text_is_read_without_an_exception(
    parts: list[str], published: str | None, title: str | None
) -> None:
    check(read(Article("any", " ".join(parts), title, published)))


def test_empty_text_has_no_claims() -> None:
    assert read(Article("none", "")).claims == ()


def test_model_faults_are_told(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    with pytest.raises(ModelError, match="no model card"):
        network.load(folder)
    for path in network.FOLDER.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "relater.onnx").write_bytes(b"damaged")
    with pytest.raises(ModelError, match="damaged"):
        network.load(folder)
    (folder / "relater.onnx").unlink()
    with pytest.raises(ModelError, match="missing"):
        network.load(folder)
    card = (folder / "card.json").read_text().replace('"WORK"', '"FILM"')
    (folder / "card.json").write_text(card)
    with pytest.raises(ModelError, match="labels are not this version's"):
        network.load(folder)


def test_the_model_is_small() -> None:
    assert sum(p.stat().st_size for p in network.FOLDER.iterdir()) < 30_000_000


def test_sentences_and_features() -> None:
    words = segment("Head\n\nMr. Smith came. “So he did,” said J.K. Ray (not I). It ended!", headline=6)
    assert [int(s) for s in words.start[words.features[:, 2] == 2]] == [0, 6]
    sentences = {}
    for i, w in enumerate(words.strings()):
        sentences.setdefault(int(words.sentence[i]), []).append(w)
    assert [v[0] for v in sentences.values()] == ["Head", "Mr", "“", "It"]
    assert words.features[words.strings().index("not"), 4] == 1
    assert words.features[words.strings().index("did"), 1] == 1


def test_no_inside_tag_stands_alone() -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        tags = [TAGS[t] for t in viterbi(rng.normal(size=(30, len(TAGS))).astype(np.float32) * 3)]
        for before, tag in zip(["O", *tags], tags, strict=False):
            assert tag[0] != "I" or before[2:] == tag[2:]


def test_short_names() -> None:
    assert short_forms("Celia Rowlson-Hall") == ["Rowlson-Hall"]
    assert short_forms("Rosa de la Cruz Jr.") == ["Cruz", "la Cruz", "de la Cruz"]
    assert short_forms("Cher") == []
    names = Names(["Paul Mescal", "Ada Quill"])
    assert (names.resolve("Mescal"), names.resolve("Nobody")) == ("Paul Mescal", "Nobody")
    names = Names(["Dame Ada Quill", "Ada Lind", "Choi Dong-min", "Sir Noone"])
    assert names.resolve("Dame Ada Quill") == names.resolve("Ms Quill") == names.resolve("Quill") == "Ada Quill"
    assert (names.resolve("Choi"), names.resolve("Ada"), names.resolve("Sir")) == ("Choi Dong-min", "Ada", "Sir")
