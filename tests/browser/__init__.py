"""The app in a real browser: a page list (pages.py), and a headless Chromium over a served store (chrome.py)."""
