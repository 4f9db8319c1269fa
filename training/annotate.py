#!/usr/bin/env python3
"""Turn hand-annotated drafts into corpus articles, refusing what does not stand in the text.

    python -m training.annotate DRAFT.txt [--into corpus --first 101]

Without --into it only checks. A draft holds any number of articles:

    ### fan
    outlet: Moviehole
    published: 2019-03-04
    title: The headline
    ---
    The text of the article, paragraphs apart by an empty line.
    ---
    cast | Nightjar 2 | person=Zadie Marchetti | character=Madame Null | denied | words copied from the text
    quote | - | speaker=Ann Lee | text=the quotation without its marks | stated | words copied from the text

A claim line is: type | work (or -) | field=value ... | status | evidence. Fields are those of docs/claims.md.
"""

import argparse
import json
import re
import sys
from pathlib import Path

from bigpicture.vocabulary import CLAIM_TYPES, STATUSES

FIELDS = {kind.name: {field.name for field in kind.fields} for kind in CLAIM_TYPES.values()}
CHOICES = {(kind.name, f.name): f.choices for kind in CLAIM_TYPES.values() for f in kind.fields if f.choices}
NEEDED = {
    kind.name: kind.identity[0] for kind in CLAIM_TYPES.values() if kind.name not in ("based_on", "nomination", "award")
}
KINDS = {"look", "talk", "fest", "award", "deal", "fan", "wire", "feat", "rev", "world"}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")


def fold(text: str) -> str:
    """Curly quotes and white space folded, so that a claim may be typed plainly."""
    for curly, plain in (("‘", "'"), ("’", "'"), ("“", '"'), ("”", '"'), ("\u00a0", " ")):
        text = text.replace(curly, plain)
    return re.sub(r"\s+", " ", text).casefold()


def _told(name: str, value: str, folded: str) -> bool:
    """Whether the text has a value: of a quotation its beginning, since "she said" may split it; of two siblings, either name."""
    if name == "text":
        return " ".join(value.split()[:3]).rstrip(",.?!") in folded
    return value in folded or (name == "person" and all(part in folded for part in value.split()))


def claim(line: str, text: str) -> tuple[dict, list[str]]:
    """One claim line as a claim, with what is wrong with it."""
    parts = [p.strip() for p in line.split(" | ")]
    if len(parts) < 4:
        return {}, ["needs type | work | field=value | status | evidence"]
    kind, work, values, status, evidence = parts[0], parts[1], parts[2:-2], parts[-2], parts[-1]
    wrong = []
    out: dict = {"type": kind, "work": None if work == "-" else work}
    if kind not in FIELDS:
        return {}, [f"no such type {kind!r}"]
    for value in values:
        name, _, content = value.partition("=")
        if name not in FIELDS[kind] | {"year"}:
            wrong.append(f"{kind} has no field {name!r}")
        allowed = CHOICES.get((kind, name))
        if allowed and content not in allowed:
            wrong.append(f"{name} must be one of {sorted(allowed)}")
        out[name] = content
    try:
        for number in ("year", "count"):
            if number in out:
                out[number] = int(out[number])
        if "amount" in out:
            out["amount"] = float(out["amount"])
    except ValueError as error:
        wrong.append(str(error))
    if NEEDED.get(kind) and not out.get(NEEDED[kind]):
        wrong.append(f"{kind} needs {NEEDED[kind]}")
    if kind == "release" and not DATE.match(str(out.get("date"))):
        wrong.append("date must be EDTF: YYYY, YYYY-MM, YYYY-MM-DD or YYYY-2x for a season")
    if status not in STATUSES:
        wrong.append(f"status {status!r}")
    folded = fold(text)
    if fold(evidence) not in folded:
        wrong.append(f"evidence is not in the text: {evidence!r}")
    for name in ("person", "speaker", "text", "title", "author"):
        if out.get(name) and not _told(name, fold(str(out[name])), folded):
            wrong.append(f"{name} is not in the text: {out[name]!r}")
    if out["work"] and not any(w in folded for w in re.findall(r"\w{3,}|\w+", fold(out["work"]))):
        wrong.append(f"no word of the work is in the text: {out['work']!r}")
    return {**out, "status": status, "evidence": evidence}, wrong


def article(block: str) -> tuple[dict, list[str]]:
    """One block of a draft as an article, with what is wrong with it."""
    parts = re.split(r"^---\s*$", block, flags=re.M)
    if len(parts) != 3:
        return {}, [f"needs a head, a text and claims parted by ---: {block[:60]!r}"]
    lines = parts[0].strip().splitlines()
    head = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
    kind, text = lines[0].strip(), parts[1].strip()
    wrong = [] if kind in KINDS else [f"kind must be one of {sorted(KINDS)}"]
    if not DATE.match(head.get("published", "")):
        wrong.append("published must be a date")
    claims = []
    for line in parts[2].strip().splitlines():
        if line.strip():
            made, faults = claim(line.strip(), head.get("title", "") + "\n" + text)
            claims.append(made)
            wrong += [f"{line.strip()[:70]} … : {fault}" for fault in faults]
    out = {"kind": kind, "url": None, "outlet": head.get("outlet"), "published": head.get("published"),
           "title": head.get("title"), "text": text, "claims": claims}  # fmt: skip
    return out, [f"{head.get('title')}: {fault}" for fault in wrong]


def main() -> int:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("draft", type=Path, nargs="+")
    args.add_argument("--into", type=Path)
    args.add_argument("--first", type=int, default=101, help="the first number given to each kind")
    opt = args.parse_args()
    done, bad = [], 0
    for path in opt.draft:
        for block in re.split(r"^### ", path.read_text(), flags=re.M)[1:]:
            made, wrong = article(block)
            done += [made] if made else []
            bad += len(wrong)
            for fault in wrong:
                print(f"{path}: {fault}")
    words, claims = sum(len(a["text"].split()) for a in done), sum(len(a["claims"]) for a in done)
    print(f"{len(done)} articles, {words} words, {claims} claims, {bad} faults")
    if opt.into and not bad:
        number = dict.fromkeys(KINDS, opt.first)
        for made in done:
            kind = made.pop("kind")
            while (target := opt.into / f"{kind}-{number[kind]:03}.json").exists():
                number[kind] += 1
            target.write_text(json.dumps({"id": target.stem, **made}, ensure_ascii=False, indent=1) + "\n")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
