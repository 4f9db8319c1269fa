"""What the model knows: the labels of mentions, the relations between them, and which relations two labels can have."""

from __future__ import annotations

LABELS = ("WORK", "PERSON", "CHARACTER", "ORG", "EVENT", "CATEGORY", "GENRE", "COUNT", "SOURCE")
# These are found by rule, not tagged; the model relates them.
RULED = ("DATE", "MONEY", "MATERIAL", "QUOTE")
ALL_LABELS = LABELS + RULED
LABEL_ID = {name: i for i, name in enumerate(ALL_LABELS)}
TAGS = ("O", *(f"{p}-{label}" for label in LABELS for p in "BI"))

RELATIONS = (
    "director", "writer", "producer", "cast", "author", "prize_with",
    "distributor", "production", "streamer", "sales", "company",
    "genre", "release", "screening", "box_office", "material", "quote", "source",
    "nomination", "award", "prize_person", "body", "plays", "speaker",
)  # fmt: skip
RELATION_ID = {name: i for i, name in enumerate(RELATIONS)}
COMPANY_ROLES = ("distributor", "production", "streamer", "sales", "company")
PRIZE_ANCHORS = ("CATEGORY", "COUNT", "EVENT")
THINGS = 32  # numbers that tell the things of one article apart, so that a value can point at its film
STATUSES = ("stated", "rumoured", "denied")

# (label of the first, label of the second) -> the relations they can have
ALLOWED: dict[tuple[str, str], tuple[str, ...]] = {
    ("WORK", "PERSON"): ("director", "writer", "producer", "cast", "author", "prize_with"),
    ("WORK", "ORG"): COMPANY_ROLES,
    ("WORK", "GENRE"): ("genre",),
    ("WORK", "DATE"): ("release",),
    ("WORK", "EVENT"): ("screening", "nomination", "award"),
    ("WORK", "CATEGORY"): ("nomination", "award"),
    ("WORK", "COUNT"): ("nomination", "award"),
    ("WORK", "MONEY"): ("box_office",),
    ("WORK", "MATERIAL"): ("material",),
    ("WORK", "QUOTE"): ("quote",),
    ("WORK", "SOURCE"): ("source",),
    ("PERSON", "CATEGORY"): ("prize_person",),
    ("PERSON", "COUNT"): ("prize_person",),
    ("PERSON", "EVENT"): ("prize_person",),
    ("PERSON", "CHARACTER"): ("plays",),
    ("PERSON", "QUOTE"): ("speaker",),
    ("EVENT", "CATEGORY"): ("body",),
    ("EVENT", "COUNT"): ("body",),
}
