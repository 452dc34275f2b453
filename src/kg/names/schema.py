"""The tables of the name index, a file of the snapshot: `names.sqlite`."""

from __future__ import annotations

FILE = "names.sqlite"

TABLES = """
-- What parts of names are found by. It is filled first: what its merging leaves free, the
-- other tables use.
CREATE VIRTUAL TABLE gram USING fts5 (
  grams, content='', columnsize=0, detail=none, tokenize='ascii'
);
CREATE TABLE entity (
  number INTEGER PRIMARY KEY,  -- the most important first: provinces, … ; of others short names
  key TEXT NOT NULL,           -- the IRI without its beginning: division/371002
  class INTEGER NOT NULL,
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  code TEXT NOT NULL,
  begins TEXT NOT NULL,
  ends TEXT NOT NULL,
  current INTEGER NOT NULL,
  replaced_by TEXT NOT NULL,   -- keys, one a line
  level INTEGER NOT NULL,
  links INTEGER NOT NULL,
  within TEXT NOT NULL,        -- numbers of the places it is in, by comma
  aliases TEXT NOT NULL        -- other names, folded, one a line
);
CREATE TABLE form (
  form TEXT NOT NULL,
  entity INTEGER NOT NULL,
  role INTEGER NOT NULL,
  PRIMARY KEY (form, entity)
) WITHOUT ROWID;
CREATE TABLE place (           -- the forms of divisions once more, to be held in memory
  form TEXT NOT NULL,
  entity INTEGER NOT NULL,
  role INTEGER NOT NULL
);
CREATE TABLE reading (         -- how characters are read alone, those of the names and others
  syllable TEXT PRIMARY KEY,
  chars TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE class (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,          -- County, or the IRI of another vocabulary's class
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  above TEXT NOT NULL,         -- names of its superclasses, one a line
  kinds TEXT NOT NULL          -- of its entities, one a line
);
"""
KEYS = "CREATE UNIQUE INDEX entity_key ON entity (key)"
