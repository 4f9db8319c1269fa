"""Subscriptions from an OPML file to sources, and back with everything that the file said of them."""

from __future__ import annotations
