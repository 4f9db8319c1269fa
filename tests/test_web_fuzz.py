"""/v1 asked by Schemathesis for whatever its description allows and forbids: no fault, and nothing undescribed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from bigpicture.record import Record
from bigpicture.record.sources import Source
from bigpicture.update import subscribe
from bigpicture.update.subscribe import Found
from bigpicture.web import api
from bigpicture.web.app import create
from bigpicture.web.config import Config
from tests.apiclient import token

BARE = FastAPI(openapi_url=None)
api.install(BARE)
OPERATIONS = [
    (path, method, own) for path, of_path in BARE.openapi()["paths"].items() for method, own in of_path.items()
]
CASES = [
    pytest.param(path, method, mode, id=f"{own['operationId']}-{mode.value}")
    for path, method, own in OPERATIONS
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    if mode is GenerationMode.POSITIVE or own.get("parameters")  # what takes nothing cannot be given anything wrong
]
THERE = 30  # films, articles and claims with lower numbers are there
AWARDS = {
    "label": ("2023-24", "2019-20", "2060-61"),
    "body": ("academy", "bafta", "cannes"),
    "category": ("director", "picture"),
}


@pytest.fixture(scope="module")
def described(sample: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    record = Record.open(str(shutil.copy(sample, tmp_path_factory.mktemp("fuzz") / "press.db")))
    app = create(record, Config(hosts=("localhost", "testserver")))
    with pytest.MonkeyPatch.context() as patch:  # nothing is fetched: whatever is asked for is a feed
        patch.setattr(subscribe, "find", lambda web, given: Found(Source(0, "feed", given)))
        yield schemathesis.openapi.from_asgi("/v1/openapi.json", app), token(record, "write")
    record.close()


@pytest.mark.parametrize(("path", "method", "mode"), CASES)
def test_every_answer_is_as_described(described: Any, path: str, method: str, mode: GenerationMode) -> None:
    """In what is asked rightly numbers mostly name something that is there, and no cursor is made up: those have a test."""

    document, secret = described

    @given(case=document[path][method].as_strategy(generation_mode=mode))
    @settings(
        max_examples=10, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def ask(case: Any) -> None:
        if mode is GenerationMode.POSITIVE:
            (case.query or {}).pop("cursor", None)
            for given_ in (case.path_parameters or {}, case.query or {}):
                for name in {"film", "article", "claim"} & given_.keys():
                    given_[name] = int(given_[name]) % THERE + 1
            path_given = case.path_parameters or {}  # in a query the description lists what may be asked
            for name in AWARDS.keys() & path_given.keys():
                path_given[name] = AWARDS[name][len(str(path_given[name])) % len(AWARDS[name])]
        case.call_and_validate(headers={"Authorization": f"Bearer {secret}"})

    ask()
