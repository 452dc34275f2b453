"""The tables of the resource index, a file of the snapshot: `resources.sqlite`.

A resource is whatever is the subject of a triple: entities, facts, passages, and the terms of the
ontology, whose labels the descriptions of others need. Texts of triples are N-Triples, in fewer
bytes (`kg.lookup.contraction`), and once more Turtle, ready to be put together
(`kg.lookup.fragments`): lists of numbers in them have four bytes for each.
"""

from __future__ import annotations

FILE = "resources.sqlite"

TABLES = """
CREATE TABLE resource (
  number INTEGER PRIMARY KEY,
  iri TEXT NOT NULL UNIQUE,
  class TEXT NOT NULL,       -- local name of the class it was given, '' where it has none of ours
  own BLOB NOT NULL,         -- its triples
  evidence BLOB NOT NULL,    -- of a fact: the triples of its passages and their paragraphs
  brief BLOB NOT NULL,       -- what a description of another resource says of it: label, type …
  inbound INTEGER NOT NULL,  -- how many resources point at it
  digest TEXT NOT NULL,      -- of its description; '' where it has none: a term, or withdrawn
  created TEXT NOT NULL,     -- xsd:dateTime; '' as above
  modified TEXT NOT NULL,
  successor TEXT NOT NULL    -- IRI of what it was merged into, else ''
);
CREATE TABLE inbound (
  resource INTEGER NOT NULL,
  position INTEGER NOT NULL, -- from 0
  subject INTEGER NOT NULL,
  PRIMARY KEY (resource, position)
) WITHOUT ROWID;
CREATE TABLE fragment (
  number INTEGER PRIMARY KEY,
  is_whole INTEGER NOT NULL, -- whether the description of what it points at holds all of it
  own BLOB NOT NULL,         -- its triples; empty for a term
  used INTEGER NOT NULL,     -- the prefixes in it: bits by place
  parts BLOB NOT NULL,       -- of a fact: numbers of its passages and their paragraphs
  around BLOB NOT NULL,      -- numbers of those that it and its parts name, and of their classes
  beside BLOB NOT NULL,      -- numbers of those that what others say of it names
  brief BLOB NOT NULL,       -- what others say of it; empty where nothing describes it so
  brief_used INTEGER NOT NULL
);
CREATE TABLE fragment_contraction (
  code BLOB NOT NULL,         -- as in the table `contraction`
  long BLOB NOT NULL
);
CREATE TABLE prefix (
  place INTEGER PRIMARY KEY, -- from 0
  name TEXT NOT NULL,
  iri TEXT NOT NULL
);
CREATE TABLE change (
  number INTEGER PRIMARY KEY, -- from 1, without gaps
  iri TEXT NOT NULL,
  kind TEXT NOT NULL,         -- create, update or delete
  at TEXT NOT NULL            -- xsd:dateTime
);
CREATE INDEX change_of ON change (iri);
CREATE TABLE contraction (
  code BLOB NOT NULL,         -- one control character, in the order in which to expand
  long BLOB NOT NULL          -- the text that it stands for
);
"""
