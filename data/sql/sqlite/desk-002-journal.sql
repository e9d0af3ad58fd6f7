-- SPDX-License-Identifier: GPL-3.0-or-later
-- A call, with its events, its values and its intents, belongs to the user who took it and to their server. NULL: from
-- before this migration; such a call goes to the user who took it when they next sign in.
-- See docs/reliability.md, "The journal".
ALTER TABLE interaction ADD COLUMN user TEXT;
ALTER TABLE interaction ADD COLUMN server TEXT;

-- Tells a journal of this desk from one that was copied here from another.
ALTER TABLE meta ADD COLUMN key_check BLOB;

-- A user's operations at one server, under a device id of their own, numbered without gaps.
CREATE TABLE stream (
  user TEXT NOT NULL,
  server TEXT NOT NULL,
  device TEXT NOT NULL UNIQUE,
  next_seq INTEGER NOT NULL,
  PRIMARY KEY (user, server)
) WITHOUT ROWID;

-- The same as before, with the device id that an operation goes under: one that was sent keeps it.
CREATE TABLE outbox_of_streams (
  op_id TEXT PRIMARY KEY,
  stream TEXT NOT NULL REFERENCES interaction (id),
  device TEXT NOT NULL,
  seq INTEGER NOT NULL,
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
  sealed_resp_body BLOB,
  UNIQUE (device, seq)
) WITHOUT ROWID;
INSERT INTO outbox_of_streams (op_id, stream, device, seq, kind, method, path, sealed_body, body_sha256, if_match,
  created_utc, state, settled, attempts, last_error, decided_utc, resp_status, resp_etag, sealed_resp_body)
SELECT op_id, stream, coalesce ((SELECT device_id FROM meta), ''), seq, kind, method, path, sealed_body, body_sha256,
  if_match, created_utc, state, settled, attempts, last_error, decided_utc, resp_status, resp_etag, sealed_resp_body
FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_of_streams RENAME TO outbox;
CREATE INDEX outbox_waiting ON outbox (seq) WHERE settled = 0;
