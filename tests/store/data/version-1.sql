-- SPDX-License-Identifier: GPL-3.0-or-later
-- A database as the first version of its layout made it, with a conflict in it.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE docs (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL UNIQUE, deleted INTEGER NOT NULL, n_conflicts INTEGER NOT NULL DEFAULT 0, rev TEXT NOT NULL, kind TEXT, tree TEXT, body TEXT NOT NULL);
CREATE INDEX docs_kind ON docs (kind, deleted, id) WHERE kind IS NOT NULL;
CREATE INDEX docs_deleted ON docs (row) WHERE deleted = 1;
CREATE INDEX docs_conflicts ON docs (id) WHERE n_conflicts > 0;
CREATE TABLE revs (row INTEGER NOT NULL, rev TEXT NOT NULL, deleted INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (row, rev)) WITHOUT ROWID;
CREATE TABLE fields (field INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE keys (field INTEGER NOT NULL, key NOT NULL, id TEXT NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (field, key, id)) WITHOUT ROWID;
CREATE TABLE locals (id TEXT PRIMARY KEY, rev INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('uuid', '0123456789abcdef0123456789abcdef'), ('instance_start_time', '1700000000000000');
INSERT INTO docs VALUES (1, 'organisation:1', 3, 0, 1, '2-b', 'organisation', '1 +r' || char(10) || '^0 +a' || char(10) || '^0 +b' || char(10), '{"kind":"organisation","name":"汐見病院"}');
INSERT INTO docs VALUES (2, 'organisation:2', 4, 1, 0, '2-d', NULL, '1 +c -d' || char(10), '{}');
INSERT INTO revs VALUES (1, '1-r', 0, '{"kind":"organisation","name":"汐見"}'), (1, '2-a', 0, '{"kind":"organisation","name":"汐見医院"}'), (2, '1-c', 0, '{}');
INSERT INTO locals VALUES ('point', 3, '{"last_seq":4}');
PRAGMA application_id = 1381585486;
PRAGMA user_version = 1;
