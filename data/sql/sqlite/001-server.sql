-- SPDX-License-Identifier: GPL-3.0-or-later
-- The server's store. Times are microseconds since the epoch, UTC; documents are JSON text.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- One row a resource; its type declares which of its values are indexed.
CREATE TABLE resource (
  row INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  document TEXT NOT NULL,
  version INTEGER NOT NULL,
  last_update INTEGER NOT NULL,
  UNIQUE (type, id)
);

CREATE TABLE resource_index (
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  row INTEGER NOT NULL REFERENCES resource (row) ON DELETE CASCADE,
  PRIMARY KEY (type, name, value, row)
) WITHOUT ROWID;
CREATE INDEX resource_index_by_row ON resource_index (row);

-- Credentials of callers, as salted and keyed hashes only. subject is the id of a customer or a party.
CREATE TABLE credential (
  subject TEXT NOT NULL,
  factor TEXT NOT NULL,
  salt BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (subject, factor)
) WITHOUT ROWID;

CREATE TABLE lockout (
  customer TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  until INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE user (
  name TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('agent', 'reviewer', 'trainer', 'supervisor', 'admin')),
  password TEXT NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE client (
  name TEXT PRIMARY KEY,
  secret TEXT NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL
) WITHOUT ROWID;

-- Tokens are stored as hashes. A family is one sign-in; using a refresh token twice ends the whole family.
CREATE TABLE token (
  hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('access', 'refresh')),
  family TEXT NOT NULL,
  subject TEXT NOT NULL,
  role TEXT NOT NULL,
  expires INTEGER NOT NULL,
  used INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX token_by_family ON token (family);
CREATE INDEX token_by_expiry ON token (expires);

CREATE TABLE interaction (
  id TEXT PRIMARY KEY,
  user TEXT NOT NULL,
  channel TEXT NOT NULL,
  direction TEXT NOT NULL,
  sop TEXT NOT NULL,
  policy TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'parked', 'closed')),
  customer TEXT,
  level INTEGER NOT NULL DEFAULT 0,
  opened INTEGER NOT NULL,
  closed INTEGER,
  seq INTEGER NOT NULL DEFAULT 0,
  head TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

-- Append only: the triggers refuse every update and delete.
CREATE TABLE event (
  interaction TEXT NOT NULL REFERENCES interaction (id),
  seq INTEGER NOT NULL,
  type TEXT NOT NULL,
  hash TEXT NOT NULL,
  received INTEGER NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (interaction, seq)
) WITHOUT ROWID;
CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT raise (ABORT, 'events are append-only'); END;
CREATE TRIGGER event_remains BEFORE DELETE ON event BEGIN SELECT raise (ABORT, 'events are append-only'); END;

-- Outcomes by the idempotency key of the operation. A tombstone is a cancellation that came before its operation.
CREATE TABLE operation (
  device TEXT NOT NULL,
  id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  request BLOB,
  actor TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('claimed', 'decided', 'cancelled')),
  status INTEGER NOT NULL DEFAULT 0,
  headers TEXT NOT NULL DEFAULT '',
  body TEXT,
  created INTEGER NOT NULL,
  PRIMARY KEY (device, id)
) WITHOUT ROWID;
CREATE INDEX operation_by_time ON operation (created);

CREATE TABLE device (
  id TEXT PRIMARY KEY,
  purged INTEGER NOT NULL
) WITHOUT ROWID;

-- Orders that wait for their undo window or their date. A product has one pending change.
CREATE TABLE work (
  id TEXT PRIMARY KEY,
  product TEXT NOT NULL UNIQUE,
  due INTEGER NOT NULL,
  undo_until INTEGER NOT NULL,
  document TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX work_by_due ON work (due);

-- Messages that are to be sent.
CREATE TABLE spool (
  id TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  address TEXT NOT NULL,
  mime BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'written')),
  created INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE catalog_change (
  version INTEGER PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  removed INTEGER NOT NULL
);
