-- SPDX-License-Identifier: GPL-3.0-or-later
-- Listeners of the hubs and their events. The events of an API are numbered without gaps, so that a listener's pending
-- events are the difference of two positions, and all listeners share one copy of an event.

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

-- Events that every listener has received, or that no listener waits for, are deleted.
CREATE TRIGGER hub_event_taken AFTER UPDATE OF position ON hub_listener BEGIN
  DELETE FROM hub_event WHERE base = new.base
    AND position <= (SELECT min (position) FROM hub_listener WHERE base = new.base);
END;
CREATE TRIGGER hub_listener_gone AFTER DELETE ON hub_listener BEGIN
  DELETE FROM hub_event WHERE base = old.base
    AND position <= coalesce ((SELECT min (position) FROM hub_listener WHERE base = old.base),
                              (SELECT position FROM hub_api WHERE base = old.base));
END;
