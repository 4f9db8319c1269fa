"""The web app: pages for people, /v1 for machines. Server-rendered; every page and form works without JavaScript.

    request | a page's function | a context: plain data from the record | template | answer (ETag, policy headers)

Pages only ask the record and never compute in templates. Nothing here fetches: the browser is given no address but our own.
"""

from __future__ import annotations

from bigpicture.web.config import Config

__all__ = ["Config"]
