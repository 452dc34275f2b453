"""The tables of the name index, a file of the snapshot: `names.sqlite`."""

from __future__ import annotations

FILE = "names.sqlite"

TABLES = """
CREATE TABLE entity (
  number INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,    -- the IRI without its beginning: division/371002
  class TEXT NOT NULL,
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  code TEXT NOT NULL,
  begins TEXT NOT NULL,
  ends TEXT NOT NULL,
  current INTEGER NOT NULL,
  replaced_by TEXT NOT NULL,   -- keys, one a line
  level INTEGER NOT NULL,
  links INTEGER NOT NULL,
  within TEXT NOT NULL,        -- numbers of the places it is in, with a comma before and after each
  aliases TEXT NOT NULL        -- other names, folded, one a line
);
CREATE TABLE form (
  form TEXT NOT NULL,
  entity INTEGER NOT NULL,
  role INTEGER NOT NULL,
  PRIMARY KEY (form, entity)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE gram USING fts5 (grams, content='', detail=none, tokenize='unicode61');
"""
