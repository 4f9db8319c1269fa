"""What an article means by a title or a name: pure functions over what all articles say of it.

    title | block (all wordings of one title) | mentions that share a person | films, or undecided

What is decided depends on the mentions alone, not on the order in which they came. Blocks are bound, and their mentions
decided together, where an article gives a film two titles, where a film without one got one, or where a person says so.
"""

from __future__ import annotations

from bigpicture.identity.films import NEAR, Group, partition, released
from bigpicture.identity.mentions import CURRENT, Mention, mention, node
from bigpicture.identity.renaming import may_be
from bigpicture.identity.titles import block, is_untitled

__all__ = [
    "CURRENT",
    "NEAR",
    "Group",
    "Mention",
    "block",
    "is_untitled",
    "may_be",
    "mention",
    "node",
    "partition",
    "released",
]
