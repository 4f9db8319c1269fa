"""Where alerts go: a webhook, through the one seam for network traffic, or any service that apprise knows.

What is raised here tells the cause and never the address, which is a secret.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from bigpicture import __version__
from bigpicture.alerts.gather import Payload, text
from bigpicture.errors import FetchError, InputError
from bigpicture.intake.route import checked
from bigpicture.intake.web import Web

_LONGEST = 4_000  # characters of an address


def check(channel: str, target: str) -> None:
    """Whether a channel can send to an address. Raises InputError where it cannot, without the address."""
    if channel == "feed":
        return
    if not target or len(target) > _LONGEST:
        raise InputError("the address of the target", "none, or too long", "give the one that your service shows")
    if channel == "apprise":
        _service(target)
        return
    try:
        checked(target)
    except FetchError as error:
        raise InputError("the address of the target", error.problem, error.remedy) from None


def named(channel: str, target: str) -> str:
    """A target without its secret part: the host of a webhook, the service of an apprise address."""
    if channel == "webhook":
        return checked(target).host
    return target.partition(":")[0] if channel == "apprise" else ""


def send(web: Web, channel: str, target: str, name: str, told: Sequence[Payload], *, test: bool = False) -> None:
    """Tell of changes. Raises FetchError: cause timeout where they may have arrived, else they have not."""
    if channel == "webhook":
        _webhook(web, target, name, told, test=test)
    else:
        _apprise(target, name, told)


def _webhook(web: Web, target: str, name: str, told: Sequence[Payload], *, test: bool) -> None:
    body = {"watch": name, "test": test, "changes": list(told), "generator": f"bigpicture/{__version__}"}
    web.post(target, json.dumps(body, ensure_ascii=False).encode(), "application/json")


def _apprise(target: str, name: str, told: Sequence[Payload]) -> None:
    service = _service(target)
    count = len(told)
    title = told[0]["headline"] if count == 1 else f"{name}: {count} changes"
    if not service.notify(title=title, body=text(told)):
        raise FetchError(named("apprise", target), "the service did not take it", "check its address", "server")


def _service(target: str) -> Any:
    """An apprise object for an address. Raises InputError where apprise is not installed, or does not know it."""
    try:
        import apprise
    except ImportError:
        raise InputError("apprise", "not installed", "install it: pip install 'bigpicture[alerts]'") from None
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # it logs what services answer, and parts of addresses
    service = apprise.Apprise()
    if not urlsplit(target.replace("\\", "/")).scheme or not service.add(target):
        raise InputError("the address of the target", "apprise knows no such service", "see apprise's list of services")
    return service
