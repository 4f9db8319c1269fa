"""Newsletters: what of a message is the article, mailboxes read one message at a time, and hostile mail held in bounds."""

from __future__ import annotations

import io
import tracemalloc
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigpicture.errors import InputError
from bigpicture.intake.mail import LARGEST, from_eml, from_mbox
from bigpicture.model import Article

WORDS = "Ruth Adeyemi stars in The Salt Road, the drama that opens on 13 November."
MORE = "Mara Lindqvist directs from a screenplay by Tove Aune, and Harbour Pictures will release it in British cinemas."
PAGE = f"""<html><head><title>x</title><style>p {{ color: red }}</style></head><body>
<div style="display:none">&#847;&zwnj;&nbsp;&#847;&zwnj;</div>
<table><tr><td><a href="https://reel.example/issues/41?e=1">View this email in your browser</a></td></tr>
<tr><td><h1>The Salt Road sets sail</h1><p>{WORDS}</p><img src="https://reel.example/salt.jpg" alt="Ruth Adeyemi on a dyke">
<img src="cid:logo"><img src="https://reel.example/open.gif" width="1" height="1"><p>{MORE}</p></td></tr>
<tr><td><p>You are receiving this email because you signed up at reel.example.</p><p>Our mailing address is:<br>1 Mole Street</p>
<a href="https://reel.example/out">Unsubscribe</a> | <a href="https://reel.example/p">Update your preferences</a></td></tr></table></body></html>"""


def mail(plain: str | None = None, html: str | None = None, **headers: str) -> bytes:
    """A message as mail programs make it; a keyword gives a header, and "" leaves it out."""
    message = EmailMessage()
    heads = {"From": "The Daily Reel <news@reel.example>", "Subject": "The Salt Road sets sail", "Message-ID": "<41@reel.example>",
             "Date": "Mon, 2 Nov 2026 09:30:00 +0100", **{k.replace("_", "-"): v for k, v in headers.items()}}  # fmt: skip
    if plain is not None:
        message.set_content(plain)
    if html is not None and plain is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    for name, value in heads.items():
        if value:
            message[name] = value
    return message.as_bytes()


def raw(body: bytes, heads: str = "Content-Type: text/plain; charset=utf-8") -> bytes:
    return f"From: The Daily Reel <news@reel.example>\r\nSubject: Salt\r\n{heads}\r\n\r\n".encode() + body


def one(data: bytes) -> Article:
    (article,) = from_eml("box/issue.eml", data)
    return article


def test_a_newsletter_becomes_an_article() -> None:
    article = one(mail("The plain words.", PAGE, Content_Language="en-GB"))
    assert article.text == f"{WORDS}\n\n{MORE}"
    assert (article.id, article.title, article.outlet) == (
        "41@reel.example",
        "The Salt Road sets sail",
        "The Daily Reel",
    )
    assert (article.published, article.published_at) == ("2026-11-02", "2026-11-02T08:30:00Z")
    assert (article.url, article.language, article.extractor) == (
        "https://reel.example/issues/41?e=1",
        "en-GB",
        "mail/1",
    )
    assert [(image.url, image.alt) for image in article.images] == [
        ("https://reel.example/salt.jpg", "Ruth Adeyemi on a dyke")
    ]
    assert article.authors == ()


def test_the_plain_part_is_read_where_the_other_says_nothing() -> None:
    article = one(mail(f"{WORDS}\n", "<html><body><img src='https://reel.example/all.png'></body></html>"))
    assert article.text == WORDS


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Fwd: FW: Re: Salt sails", "Salt sails"),
        ("=?utf-8?b?wqtTYWx0wrsg?= =?iso-8859-1?q?caf=E9?=", "«Salt» café"),
        ("=?utf-8?q?broken", "=?utf-8?q?broken"),
        ("=?nonsense?q?caf=C3=A9?=", "café"),
        ("=?utf-8?b?!!!?=", None),
        ("Salt \u202egnorw\u202c sails", "Salt gnorw sails"),
        ("Two\r\n lines", "Two lines"),
        ("Re: ", None),
        ("", None),
    ],
)
def test_titles_are_subjects_in_plain_words(subject: str, title: str | None) -> None:
    data = f"From: a@reel.example\r\nSubject: {subject}\r\n\r\n{WORDS}".encode()
    assert one(data).title == title or title is None


@pytest.mark.parametrize(
    ("heads", "outlet"),
    [
        ("From: =?utf-8?q?Le_Caf=C3=A9?= <a@reel.example>", "Le Café"),
        ('From: "Reel, The" <a@reel.example>', "Reel, The"),
        ("From: a@reel.example\r\nList-Id: Daily Reel <list.reel.example>", "Daily Reel"),
        ("From: a@reel.example", None),
        ("From: " + "(" * 3000, None),
        ("From: \r\nSubject: x", None),
    ],
)
def test_the_outlet_is_the_senders_name_or_the_lists(heads: str, outlet: str | None) -> None:
    assert one(f"{heads}\r\nDate: x\r\nMessage-ID: <1@reel.example>\r\n\r\n{WORDS}".encode()).outlet == outlet


def test_what_a_message_does_not_say_is_left_out() -> None:
    article = one(f"Subject: Salt\n\n{WORDS}".encode())
    assert (article.id, article.published, article.published_at, article.url) == ("issue", None, None, None)


def test_the_address_of_the_message_itself_is_preferred() -> None:
    assert one(mail("x", PAGE, Archived_At="<https://reel.example/a/41>")).url == "https://reel.example/a/41"
    assert one(mail("x", PAGE.replace("https://reel.example/issues", "javascript:"))).url is None


def test_hard_wrapped_lines_become_paragraphs() -> None:
    text = (
        "Ruth Adeyemi stars in The Salt Road, the drama that opens\non 13 November in\nBritish cinemas.\n\n"
        "* Mara Lindqvist directs from a screenplay by Tove Aune [1]\n* Harbour Pictures releases it\n\n======\n\n"
        "More at the festival.\nhttps://reel.example/1\n\n-- \nThe Daily Reel, 1 Mole Street\n"
    )
    assert one(mail(text)).text == (
        "Ruth Adeyemi stars in The Salt Road, the drama that opens on 13 November in\nBritish cinemas.\n\n"
        "* Mara Lindqvist directs from a screenplay by Tove Aune [1]\n* Harbour Pictures releases it\n\nMore at the festival."
    )


def test_flowed_lines_are_joined_as_they_say() -> None:
    heads = "Content-Type: text/plain; charset=utf-8; format=flowed"
    body = b"Ruth Adeyemi stars \r\nin The Salt Road.\r\n From here on.\r\n\r\nNext."
    assert one(raw(body, heads)).text == "Ruth Adeyemi stars in The Salt Road.\nFrom here on.\n\nNext."
    assert one(raw(b"Ruth Ade \r\nyemi stars.", heads + "; delsp=yes")).text == "Ruth Adeyemi stars."


@pytest.mark.parametrize(
    "footer",
    [
        "Unsubscribe",
        "You’re receiving this newsletter because you subscribed at reel.example.",
        "This email was sent to you@post.example. Manage your preferences.",
        "Copyright © 2026 The Daily Reel. All rights reserved.",
    ],
)
def test_footers_are_dropped_with_all_below(footer: str) -> None:
    text = f"Having trouble reading this email? View it in your browser\n\n{WORDS}\n\n{footer}\n\n1 Mole Street, Harrow"
    assert one(mail(text)).text == WORDS


def test_an_article_about_footers_keeps_its_words() -> None:
    text = f"{WORDS}\n\n" + "\n\n".join(
        f"{i}. Viewers who unsubscribe from a service return within a year." for i in range(30)
    )
    assert one(mail(text)).text.count("unsubscribe") >= 15
    story = (
        f"{WORDS} {MORE} " * 3
        + "Some 40,000 people chose to unsubscribe from the channel. It can be viewed in a browser."
    )
    assert one(mail(story)).text == story.strip()


def test_attachments_and_attached_messages_are_not_read() -> None:
    message = EmailMessage()
    message["Subject"] = "Salt"
    message.set_content(WORDS)
    message.add_attachment("<p>Secret</p>", subtype="html", filename="a.html")
    message.add_attachment(b"\0" * 1000, maintype="application", subtype="zip", filename="a.zip")
    assert one(message.as_bytes()).text == WORDS


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("utf-8", "“Café”".encode(), "“Café”"),
        ("iso-8859-1", "“Café”".encode("cp1252"), "“Café”"),
        ("us-ascii", "“Café”".encode(), "“Café”"),
        ("x-unknown", "“Café”".encode("cp1252"), "“Café”"),
        ("punycode", "Café".encode(), "Café"),
        ("rot13", b"Salt", "Salt"),
        ("utf-16", "“Café”".encode("utf-16"), "“Café”"),
        ("utf-8", b"Salt \xff\xfe and\0 sea", "Salt \ufffd\ufffd and sea"),
    ],
)
def test_texts_in_any_charset(charset: str, data: bytes, text: str) -> None:
    assert (
        one(raw(data, f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit")).text == text
    )


def nested(depth: int) -> bytes:
    head = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n" for i in range(depth))
    return f"Subject: Salt\r\n{head}Content-Type: text/plain\r\n\r\n{WORDS}\r\n".encode()


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "no mail"),
        (b"\0\1\2", "no mail"),
        (WORDS.encode(), "no mail"),
        (b"<html><p>words</p></html>", "no mail"),
        (b"Subject: x\n\n", "without text"),
        (raw(b"", "Content-Type: image/png\r\nContent-Transfer-Encoding: base64"), "without text"),
        (nested(1000), "too many lines"),
        (b"Subject: x\n" + b"Content-Type: message/rfc822\n\n" * 1000, "too many lines"),
        (b"Subject: x\n" + b"X: 1\n" * 100_000, "too many lines"),
        (raw(b"", 'Content-Type: multipart/mixed; boundary="' + "b" * 1_000_000), "without text"),
        (b"Subject: x\n\n" + b"\n" * 400_000, "too many lines or parts"),
        (b"x" * (LARGEST + 1), "larger than 10 MB"),
        (raw(b"a" * 6_000_000), "larger than 5 MB"),
        (raw(b"YWFh" * 2_000_000, "Content-Transfer-Encoding: base64"), "larger than 5 MB"),
    ],
)
def test_what_is_no_newsletter_is_a_clear_error(data: bytes, fault: str) -> None:
    with pytest.raises(InputError, match=fault) as caught:
        one(data)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "heads",
    [
        "X: " + "a" * 9_000_000,
        "Subject: " + "=?utf-8?q?a?= " * 600_000,
        "Subject: a\r\n" + " b\r\n" * 1_900 + "X: y",
        "Content-Type: text/plain" + ";" * 5_000_000,
        "Content-Type: " + "(" * 100_000,
    ],
)
def test_monstrous_headers_do_no_harm(heads: str) -> None:
    data = f"Message-ID: <1@reel.example>\r\n{heads}\r\n\r\n{WORDS}".encode()
    assert WORDS in one(data).text


def test_a_mailbox_is_read_message_by_message() -> None:
    box = b"".join(
        b"From news@reel.example Mon Nov  2 09:30:00 2026\n" + part + b"\n\n"
        for part in (
            mail(f"{WORDS}\n\n>From the director of Low Water.", Message_ID=""),
            b"Subject: x\n\n",
            raw(b"words " * (LARGEST // 6)),
            mail(f"{WORDS}\n\nFrom Monday on, tickets are on sale.", PAGE),
        )
    )
    found = list(from_mbox("old/letters.mbox", io.BytesIO(box)))
    assert [type(item) for item in found] == [Article, InputError, InputError, Article]
    first, empty, large, last = found
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert (first.id, first.text) == ("letters-1", f"{WORDS}\n\nFrom the director of Low Water.")
    assert (last.id, last.text) == ("41@reel.example", f"{WORDS}\n\n{MORE}")
    assert "letters.mbox: message 2" in str(empty)
    assert "larger than 10 MB" in str(large)


@pytest.mark.parametrize(
    "data", [b"", WORDS.encode(), b"From here on, all is prose.\n\nFrom there, too.\n", b"\0" * 1000]
)
def test_a_file_that_is_no_mailbox_is_one_error(data: bytes) -> None:
    (error,) = from_mbox("a.mbox", io.BytesIO(data))
    assert isinstance(error, InputError)
    assert "no mailbox" in str(error)


def test_a_mailbox_is_never_whole_in_memory(tmp_path: Path) -> None:
    """A mailbox of 66 MB, most of it one line."""
    path = tmp_path / "a.mbox"
    start = b"From a@reel.example Mon Nov  2 09:30:00 2026\n"
    with path.open("wb") as file:
        file.write(start + b"Subject: x\n\n")
        for _ in range(60):
            file.write(b"a" * 1_000_000)
        for _ in range(20):
            file.write(b"\n\n" + start + raw(b"words " * 50_000))
    tracemalloc.start()
    with path.open("rb") as file:
        found = [type(item) for item in from_mbox(str(path), file)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [InputError] + [Article] * 20
    assert peak < 3 * LARGEST


def check(item: Article | InputError) -> None:
    if isinstance(item, Article):
        assert item.text.strip()
        assert "\0" not in item.text
        assert item.text.encode()
        assert all(image.url.startswith("http") for image in item.images)
    else:
        assert item.remedy
        assert "\n" not in str(item)


def of(data: bytes) -> Article | InputError:
    try:
        return one(data)
    except InputError as error:  # any other exception fails the test
        return error


@given(st.binary(max_size=2000))
def test_any_bytes_are_an_article_or_a_clear_error(data: bytes) -> None:
    check(of(data))
    check(of(b"Subject: x\nContent-Type: text/html\n\n" + data))
    for item in from_mbox("a.mbox", io.BytesIO(b"From a 09:30\n" + data)):
        check(item)


ODD = [b"\r\n", b"\n\n", b"--b0", b"Content-Type: multipart/mixed; boundary=b0\n", b"=?utf-8?b?", b"?=", b"\xff", b"\0", b"From a 09:30\n",
       b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: x-uuencode\n", b"begin 666 a\n", b"charset*=x'y'%ff", b";", b'"',
       b"charset=", b"<a href='", b"View in browser</a>", b"Date: ", b"="]  # fmt: skip


@settings(max_examples=150)
@given(
    st.sampled_from([mail("Plain words.", PAGE), mail(WORDS), nested(3), raw(WORDS.encode())]),
    st.lists(
        st.tuples(st.integers(0, 5000), st.integers(0, 40), st.sampled_from(ODD) | st.binary(max_size=20)), max_size=5
    ),
)
def test_a_damaged_message_is_an_article_or_a_clear_error(data: bytes, edits: list[tuple[int, int, bytes]]) -> None:
    for at, cut, new in edits:
        at %= len(data) + 1
        data = data[:at] + new + data[at + cut :]
    check(of(data))
    for item in from_mbox("a.mbox", io.BytesIO(b"From a@reel.example Mon Nov  2 09:30:00 2026\n" + data)):
        check(item)
