"""bigpicture reads film journalism: every claim about every film, with the words that say it."""

from bigpicture.errors import BigpictureError, InputError, ModelError
from bigpicture.model import Article, Claim, Evidence, Film, Image, Reading, Takeaway

__all__ = [
    "Article",
    "BigpictureError",
    "Claim",
    "Evidence",
    "Film",
    "Image",
    "InputError",
    "ModelError",
    "Reading",
    "Takeaway",
    "read",
]
__version__ = "0.1.0"


def read(article: Article) -> Reading:
    """Everything that the article says about films.

    The same text always gives the same claims. Raises ModelError where the trained model is missing or damaged.
    """
    from bigpicture.reading import read as read_article  # loads onnxruntime: only when something is read

    return read_article(article)
