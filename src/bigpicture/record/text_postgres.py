"""Texts by their words on PostgreSQL: tables of their words beside versions and quotations, filled by triggers.

Words are stemmed as English and lose their accents, as on SQLite; none is left out, for "Her" and "It" are films. So the
database's own configuration "english" does not do.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from bigpicture.record.text_query import NEWEST, Asked, Passage

# A text's words may take a megabyte at most; of one that is longer the beginning is searched.
_TABLES = """
CREATE TEXT SEARCH DICTIONARY search_stem (TEMPLATE = pg_catalog.snowball, LANGUAGE = english);
CREATE TEXT SEARCH CONFIGURATION search_english (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION search_english ALTER MAPPING FOR asciiword, word, numword WITH search_stem;
CREATE FUNCTION search_plain(text) RETURNS text IMMUTABLE LANGUAGE sql AS $$
  SELECT translate(regexp_replace(normalize(left($1, 100000), NFKD), U&'[\\0300-\\036F]', '', 'g'), '-./:@_&''’', '         ') $$;
CREATE FUNCTION search_words(text) RETURNS tsvector STABLE LANGUAGE plpgsql AS $$
  BEGIN RETURN to_tsvector('search_english', search_plain(coalesce($1, ''))); END $$;
CREATE TABLE search_article (id integer PRIMARY KEY REFERENCES version ON DELETE CASCADE, words tsvector NOT NULL);
CREATE TABLE search_quote (id integer PRIMARY KEY REFERENCES claim ON DELETE CASCADE, words tsvector NOT NULL);
CREATE FUNCTION search_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO search_article VALUES (new.id, setweight(search_words(new.title), 'A') || search_words(new.text)); RETURN NULL; END $$;
CREATE FUNCTION search_claim() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO search_quote VALUES (new.id, search_words(new."values" ->> 'text')); RETURN NULL; END $$;
CREATE TRIGGER search_version AFTER INSERT ON version FOR EACH ROW EXECUTE FUNCTION search_version();
CREATE TRIGGER search_claim AFTER INSERT ON claim FOR EACH ROW WHEN (new.type = 'quote') EXECUTE FUNCTION search_claim();
INSERT INTO search_article SELECT id, setweight(search_words(title), 'A') || search_words(text) FROM version;
INSERT INTO search_quote SELECT id, search_words("values" ->> 'text') FROM claim WHERE type = 'quote';
CREATE INDEX search_article_words ON search_article USING gin (words);
CREATE INDEX search_quote_words ON search_quote USING gin (words);
"""
_DROPPED = """
DROP TRIGGER IF EXISTS search_version ON version;
DROP TRIGGER IF EXISTS search_claim ON claim;
DROP TABLE IF EXISTS search_article, search_quote;
DROP FUNCTION IF EXISTS search_version(), search_claim(), search_words(text), search_plain(text);
DROP TEXT SEARCH CONFIGURATION IF EXISTS search_english;
DROP TEXT SEARCH DICTIONARY IF EXISTS search_stem;
"""


def create(connection: Connection) -> None:
    """Make the index anew, in place of one that is there, from all versions and quotations."""
    connection.exec_driver_sql(_DROPPED)
    connection.exec_driver_sql(_TABLES)


def articles(connection: Connection, asked: Asked, most: int) -> list[Passage]:
    """Versions whose headline and text have all the words, else some; the best first, current versions only."""
    for query, values in _matches(asked):
        rows = connection.execute(text(_ARTICLES.format(query=query)), values | {"most": most, "newest": NEWEST}).all()
        if rows:
            return [Passage(*row) for row in rows]
    return []


def quotes(connection: Connection, asked: Asked, most: int) -> list[Passage]:
    """Claims that are quotations with all the words, else some; the best first. They may be of texts no longer current."""
    for query, values in _matches(asked):
        rows = (
            connection.execute(text(_QUOTES.format(query=query)), values | {"most": most, "newest": NEWEST})
            .scalars()
            .all()
        )
        if rows:
            return [Passage(row) for row in rows]
    return []


# {query} is an expression of _matches. It stands where rows are found, so that the planner knows how many there are, and
# once more where they are ranked, so that it is not made anew for each.
_ARTICLES = """
WITH asked AS MATERIALIZED (SELECT {query} AS query),
found AS MATERIALIZED (SELECT id, words FROM search_article WHERE words @@ ({query}) ORDER BY id DESC LIMIT :newest),
best AS MATERIALIZED (
  SELECT v.id, ts_rank(found.words, query) AS rank FROM asked, found JOIN version v ON v.id = found.id
  JOIN article a ON a.id = v.article_id AND a.version_id = v.id ORDER BY rank DESC, v.id DESC LIMIT :most)
SELECT id, ts_headline('search_english', left(text, 100000), query,
  'StartSel=«, StopSel=», MaxWords=24, MinWords=23, MaxFragments=1, FragmentDelimiter=…')
FROM asked, best JOIN version USING (id) ORDER BY rank DESC, id DESC
"""
_QUOTES = """
WITH asked AS MATERIALIZED (SELECT {query} AS query),
found AS MATERIALIZED (SELECT id, words FROM search_quote WHERE words @@ ({query}) ORDER BY id DESC LIMIT :newest)
SELECT id FROM asked, found ORDER BY ts_rank(words, query) DESC, id DESC LIMIT :most
"""


def _matches(asked: Asked) -> list[tuple[str, dict[str, str]]]:
    """What is asked for as an expression with its values: with all the words, then with some."""
    quoted = {f"q{i}": phrase for i, phrase in enumerate(asked.quoted)}
    words = {f"w{i}": word for i, word in enumerate(asked.words)}
    parts = {name: f"phraseto_tsquery('search_english', search_plain(:{name}))" for name in (*quoted, *words)}
    values = quoted | words
    found = [(" && ".join(parts.values()), values)]
    if len(words) > 1:
        some = f"({' || '.join(parts[name] for name in words)})"
        found.append((" && ".join([*(parts[name] for name in quoted), some]), values))
    return found
