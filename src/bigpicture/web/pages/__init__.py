"""The pages, a module a kind: each has a router, and for each page a function and the dataclass of what it shows."""

from __future__ import annotations

from bigpicture.web.pages.award import router as award
from bigpicture.web.pages.calendar import router as calendar
from bigpicture.web.pages.check import router as check
from bigpicture.web.pages.claim import router as claim
from bigpicture.web.pages.company import router as company
from bigpicture.web.pages.feeds import router as feeds
from bigpicture.web.pages.festival import router as festival
from bigpicture.web.pages.film import router as film
from bigpicture.web.pages.films import router as films
from bigpicture.web.pages.home import router as home
from bigpicture.web.pages.outlet import router as outlet
from bigpicture.web.pages.person import router as person
from bigpicture.web.pages.review import router as review
from bigpicture.web.pages.search import router as search
from bigpicture.web.pages.season import router as season
from bigpicture.web.pages.signin import router as signin
from bigpicture.web.pages.sources import router as sources
from bigpicture.web.pages.thumbnail import router as thumbnail
from bigpicture.web.pages.watch import router as watch

ROUTERS = (
    home, films, calendar, search, feeds, film, check, signin, watch, person, company, festival, award, outlet, claim, sources, review,
    thumbnail, season,
)  # fmt: skip
