"""The pages, a module a kind: each has a router, and for each page a function and the dataclass of what it shows."""

from __future__ import annotations

from bigpicture.web.pages.film import router as film

ROUTERS = (film,)
