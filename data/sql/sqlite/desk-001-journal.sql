-- SPDX-License-Identifier: GPL-3.0-or-later
-- The desk's journal: events are written before the screen shows them. Times are microseconds since the epoch, UTC.
-- Columns named sealed_… hold XChaCha20-Poly1305 ciphertext; events hold no personal value, only references to the vault.

CREATE TABLE meta (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  device_id TEXT NOT NULL,
  next_seq INTEGER NOT NULL,
  last_checkpoint TEXT,
  server_epoch TEXT
);

CREATE TABLE interaction (
  id TEXT PRIMARY KEY,
  place INTEGER NOT NULL UNIQUE,
  header TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'parked', 'closed')),
  begun INTEGER NOT NULL
) WITHOUT ROWID;

-- The state of an interaction is the fold of its events.
CREATE TABLE event (
  interaction TEXT NOT NULL REFERENCES interaction (id),
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  prev TEXT NOT NULL,
  body TEXT NOT NULL,
  uploaded INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (interaction, seq)
) WITHOUT ROWID;
CREATE INDEX event_waiting ON event (interaction, seq) WHERE uploaded = 0;

CREATE TABLE vault (
  ref TEXT NOT NULL,
  interaction TEXT NOT NULL REFERENCES interaction (id),
  place INTEGER NOT NULL,
  salt TEXT NOT NULL,
  sealed_value BLOB NOT NULL,
  PRIMARY KEY (interaction, ref)
) WITHOUT ROWID;

-- settled: the record has the outcome, or none is expected any more.
CREATE TABLE outbox (
  op_id TEXT PRIMARY KEY,
  stream TEXT NOT NULL REFERENCES interaction (id),
  seq INTEGER NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  method TEXT NOT NULL,
  path TEXT NOT NULL,
  sealed_body BLOB NOT NULL,
  body_sha256 BLOB NOT NULL,
  if_match TEXT,
  created_utc INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('READY', 'SENT', 'ACKED', 'CONFLICT', 'REJECTED', 'CANCELLED')),
  settled INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  last_error TEXT,
  decided_utc INTEGER,
  resp_status INTEGER,
  resp_etag TEXT,
  sealed_resp_body BLOB
) WITHOUT ROWID;
CREATE INDEX outbox_waiting ON outbox (seq) WHERE settled = 0;
