-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who wants to be told what changes in an API, and what is still to be told. The events of an API are numbered without a
-- gap, so what waits for a listener is the difference of two positions, and many listeners share one copy of an event.

CREATE TABLE hub_listener (
  id TEXT PRIMARY KEY,
  base TEXT NOT NULL,
  callback TEXT NOT NULL,
  query TEXT,
  owner TEXT NOT NULL,
  role TEXT NOT NULL,
  created INTEGER NOT NULL,
  position INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  failing_since INTEGER,
  due INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX hub_listener_by_base ON hub_listener (base, position);

-- The position of the last event of each API.
CREATE TABLE hub_api (
  base TEXT PRIMARY KEY,
  position INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE hub_event (
  row INTEGER PRIMARY KEY,
  base TEXT NOT NULL,
  position INTEGER NOT NULL,
  document TEXT NOT NULL,
  UNIQUE (base, position)
);

-- What every listener has taken, or nobody waits for any more, is not kept.
CREATE TRIGGER hub_event_taken AFTER UPDATE OF position ON hub_listener BEGIN
  DELETE FROM hub_event WHERE base = new.base
    AND position <= (SELECT min (position) FROM hub_listener WHERE base = new.base);
END;
CREATE TRIGGER hub_listener_gone AFTER DELETE ON hub_listener BEGIN
  DELETE FROM hub_event WHERE base = old.base
    AND position <= coalesce ((SELECT min (position) FROM hub_listener WHERE base = old.base),
                              (SELECT position FROM hub_api WHERE base = old.base));
END;
