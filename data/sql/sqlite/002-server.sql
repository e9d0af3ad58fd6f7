-- SPDX-License-Identifier: GPL-3.0-or-later
-- Work that a later order of the same product took the place of; it comes back when that order is undone, and with it the
-- order as it stood: resource.

CREATE TABLE superseded (
  id TEXT PRIMARY KEY,
  superseded_by TEXT NOT NULL,
  product TEXT NOT NULL,
  due INTEGER NOT NULL,
  undo_until INTEGER NOT NULL,
  document TEXT NOT NULL,
  resource TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX superseded_by_order ON superseded (superseded_by);
