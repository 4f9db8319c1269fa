"""Whether a text is English: the reader knows no other language, and says so rather than guess."""

from __future__ import annotations

import re

# Frequent function words; a text is of the language whose words make up most of it.
_WORDS = {
    "English": "the of and to in is was for that with his her on by from as has will are an this it be who which not but they",
    "French": "le la les des et est une dans pour que qui sur avec du au par il elle ne pas sont ses mais plus cette ce",
    "German": "der die das und ist ein eine mit von den dem nicht auf für im sich als auch wird sein ihr nach bei wurde",
    "Spanish": "el la los las de y que en un una es por con del se su para como más pero fue sus está al lo",
    "Italian": "il lo la gli di e che un una è per con del della sono nel alla da non come più suo anche al",
    "Portuguese": "o os as de e que um uma em para com do da não por mais foi como seu sua ao dos das no na",
    "Dutch": "de het een en van is dat op te in voor met zijn niet aan er maar om ook als bij naar wordt door",
    "Swedish": "och att det som en ett är på för av med den till inte har om men sig från var kan",
    "Polish": "i w na z do się nie że jest to o jak po od za przez dla ale jego był",
    "Turkish": "ve bir bu için ile olarak da de çok en olan daha kadar sonra gibi film filmi",
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST = 25  # words below which a text is too short to tell


def foreign(text: str) -> str | None:
    """A note that the text is in another language; None where it is English or too short to tell."""
    words = [w.casefold() for w in _LETTERS.findall(text[:6000])]
    latin = sum(w.isascii() or w[0] < "\u0250" for w in words)
    if words and latin < 0.5 * len(words) and sum(map(len, words)) > 20:
        return "not in the Latin script; bigpicture reads English only, so no claims were made"
    if len(words) < _LEAST:
        return None
    share = {language: sum(w in own for w in words) / len(words) for language, own in _SETS.items()}
    best = max(share, key=lambda language: share[language])
    if best != "English" and share[best] > 0.12 and share[best] > 1.4 * share["English"]:
        return f"in {best}, by its words; bigpicture reads English only, so no claims were made"
    return None
