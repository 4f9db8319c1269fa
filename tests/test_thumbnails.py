"""Thumbnails: what is made of pictures that servers send, which of them are fetched, and how they are shown."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from bigpicture.errors import InputError
from bigpicture.intake.thumbnails import thumbnail
from bigpicture.settings import load
from tests.pictures import HOSTILE, HTML, encoded, picture

SOURCE = "https://reel.example/still.jpg"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("size", "small"), [((1600, 900), (480, 270)), ((600, 2400), (120, 480)), ((200, 100), (200, 100))]
)
def test_a_picture_is_made_small_and_a_jpeg(form: str, size: tuple[int, int], small: tuple[int, int]) -> None:
    made = thumbnail(SOURCE, picture(size, form))
    with Image.open(BytesIO(made.data)) as shown:
        assert (shown.format, shown.mode, shown.size, (made.width, made.height)) == ("JPEG", "RGB", small, small)
    assert made.digest == sha256(made.data).hexdigest()
    assert len(made.data) < 40_000


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_mode_of_colour_becomes_one(mode: str) -> None:
    made = thumbnail(SOURCE, encoded(Image.new(mode, (120, 80)), "PNG"))
    with Image.open(BytesIO(made.data)) as shown:
        assert (shown.mode, shown.size) == ("RGB", (120, 80))


def test_what_is_transparent_is_white() -> None:
    made = thumbnail(SOURCE, encoded(Image.new("RGBA", (120, 80), (0, 0, 0, 0)), "PNG"))
    with Image.open(BytesIO(made.data)) as shown:
        assert shown.getpixel((60, 40)) == (255, 255, 255)


def test_a_picture_that_lies_on_its_side_is_turned() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    assert (lambda made: (made.width, made.height))(thumbnail(SOURCE, picture((1600, 900), exif=turned))) == (270, 480)


def test_nothing_but_the_picture_is_kept() -> None:
    about = Image.Exif()
    about[0x010E] = "taken at home"
    hidden = picture(exif=about, comment=b"taken at home", icc_profile=b"taken at home" * 20) + b"taken at home" + HTML
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "taken at home")
    for sent in (hidden, picture(form="PNG", pnginfo=told) + HTML):
        assert b"taken at home" in sent
        made = thumbnail(SOURCE, sent)
        assert not any(words in made.data for words in (b"taken at home", b"Exif", b"ICC_PROFILE", b"<html>"))
        with Image.open(BytesIO(made.data)) as shown:
            assert not shown.getexif()
            assert set(shown.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
            }


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_still_picture_is_refused(name: str) -> None:
    data, told = HOSTILE[name]
    with pytest.raises(InputError) as caught:
        thumbnail(SOURCE, data)
    assert told in caught.value.problem
    assert caught.value.source == SOURCE
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("file", "said", "kept"),
    [
        ("", "", False), ("thumbnails = true\n", "", True), ("thumbnails = true\n", "off", False), ("", "true", True),
        ("thumbnails = false\n", "1", True),
    ],
)  # fmt: skip
def test_pictures_are_copied_only_where_a_setting_says_so(
    file: str, said: str, kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BIGPICTURE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("BIGPICTURE_THUMBNAILS", said)
    (tmp_path / "config.toml").write_text(file)
    assert load().thumbnails is kept
    assert load(thumbnails=not kept).thumbnails is not kept  # a flag counts most


@pytest.mark.parametrize(("file", "said"), [('thumbnails = "yes"\n', ""), ("thumbnails = 1\n", ""), ("", "maybe")])
def test_a_setting_that_is_neither_true_nor_false_is_an_error(
    file: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BIGPICTURE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("BIGPICTURE_THUMBNAILS", said)
    (tmp_path / "config.toml").write_text(file)
    with pytest.raises(InputError, match="neither true nor false"):
        load()
