"""/v1 in tests: every answer is held against the app's own description, in which nothing undescribed may come."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator

from bigpicture import times
from bigpicture.credentials import digest
from bigpicture.record import Record, accounts
from tests.webapp import App, app


@dataclass(frozen=True)
class Api:
    """/v1 of an app over a store."""

    app: App
    document: dict[str, Any]

    def ask(self, path: str, status: int = 200, method: str = "GET", token: str = "", **more: Any) -> Any:
        """What is answered, which is of this status and as it is described."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        found = self.app.client.request(method, path, headers=headers, **more)
        assert found.status_code == status, (path, found.status_code, found.text[:500])
        described = self._operation(path, method)["responses"]
        assert str(status) in described, f"{method} {path}: {status} is not described"
        if status == 204:
            return None
        media = "application/json" if status < 400 else "application/problem+json"
        assert found.headers["content-type"] == media
        schema = described[str(status)]["content"][media]["schema"]
        Draft202012Validator({**schema, "components": self.document["components"]}).validate(found.json())
        return found.json()

    def walk(self, path: str) -> list[Any]:
        """Every item of a list, page by page."""
        items: list[Any] = []
        following: str | None = path
        while following:
            page = self.ask(following)
            items += page["items"]
            following = page["next"]
            assert len(items) < 5_000, "a walk without end"
        return items

    def _operation(self, path: str, method: str) -> dict[str, Any]:
        plain = path.split("?")[0]
        for template, operations in self.document["paths"].items():
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), plain):
                return dict(operations[method.lower()])
        raise AssertionError(f"{path} is not described")


def api(record: Record) -> Api:
    """/v1 over an open store."""
    made = app(record)
    document = copy.deepcopy(made.client.get("/v1/openapi.json").json())
    for schema in document["components"]["schemas"].values():
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
    return Api(made, document)


def token(record: Record, scope: str) -> str:
    """A new API token, as `bigpicture token` makes it."""
    with record.write() as connection:
        accounts.add_token(connection, scope, digest(f"secret-{scope}"), scope, times.now())
    return f"secret-{scope}"
