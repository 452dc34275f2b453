"""The tables of the name index, a file of the snapshot: `names.sqlite`."""

from __future__ import annotations

from hashlib import blake2b

FILE = "names.sqlite"

TABLES = """
-- What parts of names are found by. It is filled first: what its merging leaves free, the
-- other tables use.
CREATE VIRTUAL TABLE gram USING fts5 (
  grams, content='', columnsize=0, detail=none, tokenize='ascii'
);
CREATE TABLE entity (
  number INTEGER PRIMARY KEY,  -- the most important first: provinces, … ; of others short names
  key TEXT NOT NULL,           -- the end of the IRI, after its kind: 371002
  class INTEGER NOT NULL,
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  code TEXT NOT NULL,
  begins TEXT NOT NULL,
  ends TEXT NOT NULL,
  current INTEGER NOT NULL,
  replaced_by TEXT NOT NULL,   -- ends of IRIs with their kinds, one a line
  level INTEGER NOT NULL,
  links INTEGER NOT NULL,
  within TEXT NOT NULL,        -- numbers of the places it is in, by comma; not those that the
                               -- divisions among them are in
  aliases TEXT NOT NULL        -- other names, folded, one a line
);
CREATE TABLE class (           -- one row for each class and kind of its entities
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,          -- County, or the IRI of another vocabulary's class
  kind TEXT NOT NULL,          -- division; or empty
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  above TEXT NOT NULL          -- names of its superclasses, one a line
);
"""
FORM_TABLES = """
CREATE TABLE chinese (         -- forms with Chinese characters: only looked up as a whole
  hash INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  role INTEGER NOT NULL,
  PRIMARY KEY (hash, entity)
) WITHOUT ROWID;
CREATE TABLE latin (           -- the other forms, which may be begun
  form TEXT NOT NULL,
  entity INTEGER NOT NULL,
  role INTEGER NOT NULL,
  PRIMARY KEY (form, entity)
) WITHOUT ROWID;
CREATE TABLE place (           -- all forms of divisions once more, to be held in memory
  form TEXT NOT NULL,
  entity INTEGER NOT NULL,
  role INTEGER NOT NULL
);
CREATE TABLE reading (         -- how characters are read alone, those of the names and others
  syllable TEXT PRIMARY KEY,
  chars TEXT NOT NULL
) WITHOUT ROWID;
"""
KEYS = "CREATE INDEX entity_key ON entity (key)"


def hashed(text: str) -> int:
    """Return 64 bits for a text, by which it is looked up.

    With 300,000 of them, one in 6 × 10^13 texts that are not in the index would be taken for one
    that is.
    """
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)
