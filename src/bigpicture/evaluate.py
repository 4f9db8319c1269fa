"""Predicted claims against annotated ones: precision, recall and F1 by type, as the vocabulary defines what right means.

A predicted claim is right when a gold claim of the same article has its type, its work and its identifying values; each
gold claim is used once. Details (character, territory, mode …) are scored apart, on the right claims whose gold has them.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bigpicture.errors import GoldError
from bigpicture.folding import plain, title
from bigpicture.vocabulary import CLAIM_TYPES

Row = Mapping[str, Any]

_COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "film",
        "films",
        "festival",
        "award",
        "awards",
        "prize",
        "international",
        "annual",
        "and",
        "for",
        "in",
        "at",
        "best",
        "edition",
        "society",
        "association",
    ]
)
_ALIASES = {
    "oscars": "academy", "oscar": "academy", "baftas": "bafta", "bafta": "bafta", "bifas": "british independent",
    "bifa": "british independent", "globes": "golden globe", "globe": "globe", "gothams": "gotham", "emmys": "emmy",
    "cesars": "cesar", "goyas": "goya", "sag": "screen actors guild", "tiff": "toronto", "nyff": "new york",
    "sxsw": "south by southwest", "berlinale": "berlin", "spirits": "independent spirit", "theatres": "", "theaters": "",
    "scifi": "science fiction", "sci": "science", "fi": "fiction",
}  # fmt: skip
_UNTITLED = re.compile(r"\b(untitled|biopic|movie|film|project|spin-?off|sequel|prequel|reboot|remake|series)\b")
_ORDINAL = re.compile(r"\d+(st|nd|rd|th)")
_IMPLIED = {
    "cast": re.compile(r"\bact(or|ress|ing)|perform|\blead\b|supporting|volpi"),
    "director": re.compile(r"(?<!art )(?<!music )(?<!casting )direct(or|ing|ion)"),
    "writer": re.compile(r"screenplay|screenwriter|writing|script"),
}


def tokens(value: object) -> frozenset[str]:
    """The words that tell one event, award, category, genre or company from another."""
    words = [w for word in plain(value).split() for w in _ALIASES.get(word, word).split()]
    return frozenset(
        w.rstrip("s") if len(w) > 4 else w for w in words if w not in _COMMON and not _ORDINAL.fullmatch(w)
    )


def overlap(one: object, other: object) -> bool:
    """Whether the telling words of one are all among the other's."""
    a, b = tokens(one), tokens(other)
    return bool(a) and bool(b) and (a <= b or b <= a)


def same_work(gold: str, said: str) -> bool:
    """Equal titles; a work without a title ("untitled Steve Jobs biopic") matches another wording of it."""
    if title(gold) == title(said):
        return True
    if _UNTITLED.search(gold) and (_UNTITLED.search(said) or said in gold):
        a, b = (_description(x) for x in (gold, said))
        return bool(a) and bool(b) and (a <= b or b <= a)
    return False


def _description(work: str) -> frozenset[str]:
    return (
        frozenset(w for w in title(work).split() if not _UNTITLED.fullmatch(w) and w not in ("off", "spin")) - _COMMON
    )


def same_value(name: str, gold: object, said: object) -> bool:
    """Whether two values of a field mean the same."""
    if name == "text":
        a, b = plain(gold).split(), plain(said).split()
        return bool(a) and bool(b) and (" ".join(a[:5]) in " ".join(b) or " ".join(b[:5]) in " ".join(a))
    if name in ("award", "category", "event", "genre", "organization", "territory", "character"):
        return overlap(gold, said) or plain(gold) == plain(said)
    if name == "amount":
        return _same_amount(gold, said)
    return plain(gold) == plain(said)


def _same_amount(gold: Any, said: Any) -> bool:
    try:
        return abs(float(gold) - float(said)) <= 0.005 * abs(float(gold))
    except (TypeError, ValueError):
        return False


def same_claim(gold: Row, said: Row) -> bool:
    """Whether two claims of one article are the same claim."""
    kind = CLAIM_TYPES[gold["type"]]
    if gold["type"] != said["type"]:
        return False
    if gold.get("work") and said.get("work"):
        if not same_work(gold["work"], said["work"]):
            return False
    elif kind.needs_work and bool(gold.get("work")) != bool(said.get("work")):
        return False
    if kind.name == "based_on":
        pairs = [(gold[f], said[f]) for f in kind.identity if gold.get(f) and said.get(f)]
        return bool(pairs) and all(plain(g) == plain(s) for g, s in pairs)
    return all(_same_identity(kind.name, f, gold.get(f), said.get(f)) for f in kind.identity)


def _same_identity(kind: str, name: str, gold: object, said: object) -> bool:
    if kind in ("nomination", "award") and name in ("category", "person") and not (gold and said):
        return True  # a prize may leave these unsaid
    return same_value(name, gold, said)


def _details_agreed(gold: Row, said: Row) -> int:
    fields = [*CLAIM_TYPES[gold["type"]].details, "status", "category", "person"]
    return sum(1 for f in fields if gold.get(f) and said.get(f) and same_value(f, gold[f], said[f]))


def match(gold: Sequence[Row], said: Sequence[Row]) -> list[tuple[int, int]]:
    """Pair each predicted claim with at most one gold claim, the best agreed first."""
    pairs = [(-_details_agreed(g, s), i, j) for i, g in enumerate(gold) for j, s in enumerate(said) if same_claim(g, s)]
    used_gold: set[int] = set()
    used_said: set[int] = set()
    out = []
    for _, i, j in sorted(pairs):
        if i not in used_gold and j not in used_said:
            used_gold.add(i)
            used_said.add(j)
            out.append((i, j))
    return out


def closure(claims: Iterable[Row]) -> list[Row]:
    """Add the credit that a prize implies: who was up for best actress in a film was in its cast."""
    given = list(claims)
    implied: list[Row] = []
    for c in given:
        named = (
            c.get("type") in ("nomination", "award")
            and c.get("status") != "denied"
            and c.get("work")
            and c.get("person")
        )
        for kind, words in _IMPLIED.items() if named else ():
            if words.search(plain(c.get("category"))):
                implied.append({"type": kind, "work": c["work"], "person": c["person"], "status": "stated",
                                "evidence": c.get("evidence"), "confidence": c.get("confidence"), "implied": True})  # fmt: skip
    return given + implied


def unique(claims: Iterable[Row]) -> list[Row]:
    """One article says a thing once, however often it repeats it."""
    seen: dict[tuple[Any, ...], Row] = {}
    for c in closure(claims):
        kind = CLAIM_TYPES.get(c.get("type", ""))
        if kind:
            key = (kind.name, title(c.get("work")), c.get("status"), *(plain(c.get(f)) for f in kind.identity))
            seen.setdefault(key, c)
    return list(seen.values())


@dataclass(slots=True)
class Scores:
    """Counts of a comparison; figures are derived from them."""

    articles: int = 0
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    details: defaultdict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    evidence: Counter[bool] = field(default_factory=Counter)
    status: Counter[bool] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)  # what was missed and wrong, and counts by article, if asked for
    judged: list[tuple[float, bool]] = field(default_factory=list)  # (confidence, right) of every claim that has one

    def figures(self, kind: str | None = None) -> tuple[float, float, float]:
        """(precision, recall, F1) of a type, or of all."""
        r, w, m = (c[kind] if kind else c.total() for c in (self.right, self.wrong, self.missed))
        p, c = r / (r + w) if r + w else 0.0, r / (r + m) if r + m else 0.0
        return p, c, 2 * p * c / (p + c) if p + c else 0.0

    def calibration_error(self, bins: int = 10) -> float:
        """Expected calibration error: the gap between confidence and share of right claims, weighted by bin."""
        rows: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
        for sure, ok in self.judged:
            rows[min(bins - 1, int(sure * bins))].append((sure, ok))
        gaps = [abs(sum(s for s, _ in part) - sum(ok for _, ok in part)) for part in rows.values()]
        return sum(gaps) / len(self.judged) if self.judged else 0.0


def score(
    gold: Iterable[Row], said: Mapping[str, Sequence[Row]], *, misses: str | None = None, by_article: bool = False
) -> Scores:
    """Compare the claims said of each article (by its id) with its annotated ones."""
    out = Scores()
    for article in gold:
        _score_article(out, article, said.get(article["id"], ()), misses, by_article)
    return out


def _score_article(out: Scores, article: Row, said: Sequence[Row], misses: str | None, by_article: bool) -> None:
    g, s = unique(article["claims"]), unique(said)
    pairs = match(g, s)
    out.articles += 1
    for i, j in pairs:
        kind = CLAIM_TYPES[g[i]["type"]]
        out.right[kind.name] += 1
        out.status[(g[i].get("status") or "stated") == (s[j].get("status") or "stated")] += 1
        for f in kind.details:
            if g[i].get(f):
                out.details[f"{kind.name}.{f}"][bool(s[j].get(f)) and same_value(f, g[i][f], s[j][f])] += 1
    hit_gold, hit_said = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, c in enumerate(g):
        if i not in hit_gold:
            out.missed[c["type"]] += 1
            _list(out, "missed", article["id"], c, misses)
    for j, c in enumerate(s):
        if j not in hit_said:
            out.wrong[c["type"]] += 1
            _list(out, "wrong ", article["id"], c, misses)
        _check_evidence(out, article, c)
        if c.get("confidence") is not None:
            out.judged.append((c["confidence"], j in hit_said))
    if by_article:
        out.lines.append(f"{article['id']:12} gold {len(g):3} said {len(s):3} right {len(pairs):3}")


def _list(out: Scores, word: str, name: str, claim: Row, misses: str | None) -> None:
    if misses in (claim["type"], "all"):
        shown = {k: v for k, v in claim.items() if v is not None}
        out.lines.append(f"{word} {name}: {json.dumps(shown, ensure_ascii=False)}")


def _check_evidence(out: Scores, article: Row, claim: Row) -> None:
    e = claim.get("evidence") or {}
    if isinstance(e, dict) and article.get("text"):
        words = article["text"][e.get("start", 0) : e.get("end", 0)]
        out.evidence[bool(e) and words == e.get("text") and bool(words)] += 1


def _line(label: str, right: int, wrong: int, missed: int, figures: tuple[float, float, float]) -> str:
    p, r, f = figures
    return (
        f"{label:14} gold {right + missed:5} said {right + wrong:5} right {right:5}  P {p:.3f}  R {r:.3f}  F1 {f:.3f}"
    )


def render(scores: Scores) -> str:
    """The comparison as a table."""
    kinds = [k for k in CLAIM_TYPES if scores.right[k] + scores.wrong[k] + scores.missed[k]]
    lines = [*scores.lines]
    lines += [_line(k, scores.right[k], scores.wrong[k], scores.missed[k], scores.figures(k)) for k in kinds]
    lines += [f"  {n:22} {c[True]}/{c.total()}" for n, c in sorted(scores.details.items())]
    lines.append(f"  status                 {scores.status[True]}/{scores.status.total()}")
    lines.append(f"  evidence               {scores.evidence[True]}/{scores.evidence.total()}")
    macro = sum(scores.figures(k)[2] for k in kinds) / len(kinds) if kinds else 0.0
    lines.append(f"articles {scores.articles}  macro F1 {macro:.3f}")
    total = scores.right.total(), scores.wrong.total(), scores.missed.total()
    lines.append(_line("all", *total, scores.figures()))
    return "\n".join(lines)


def load_gold(folder: Path) -> list[dict[str, Any]]:
    """The annotated articles of a folder, one JSON file each. Raises GoldError, naming file and fault."""
    out = []
    for path in sorted(folder.glob("*.json")):
        try:
            article = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise GoldError(f"{path}: not an annotated article ({error}); each file holds one JSON object") from None
        if not isinstance(article, dict) or not isinstance(article.get("claims"), list):
            raise GoldError(f"{path}: no list under 'claims'; see docs/formats.md")
        if not isinstance(article.get("id"), str) or not isinstance(article.get("text"), str):
            raise GoldError(f"{path}: 'id' and 'text' must be strings; see docs/formats.md")
        for number, claim in enumerate(article["claims"]):
            if not isinstance(claim, dict) or claim.get("type") not in CLAIM_TYPES:
                raise GoldError(f"{path}: claim {number} has no type of the vocabulary; see docs/claims.md")
        out.append(article)
    if not out:
        raise GoldError(f"{folder}: no annotated articles (*.json); name a folder like corpus/")
    return out


def evaluate(folder: Path, *, misses: str | None = None, by_article: bool = False) -> Scores:
    """Read every annotated article of a folder with the shipped model, and score what was read."""
    return evaluate_articles(load_gold(folder), misses=misses, by_article=by_article)


def evaluate_articles(gold: Sequence[Row], *, misses: str | None = None, by_article: bool = False) -> Scores:
    """Read these annotated articles with the shipped model, and score what was read."""
    from bigpicture import Article, read
    from bigpicture.contract import claim_as_dict

    said = {}
    for row in gold:
        reading = read(Article(row["id"], row["text"], row.get("title"), row.get("published"), row.get("outlet")))
        said[row["id"]] = [claim_as_dict(c) for c in reading.claims]
    return score(gold, said, misses=misses, by_article=by_article)
