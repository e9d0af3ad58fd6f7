-- SPDX-License-Identifier: GPL-3.0-or-later
-- Pending work that a later order of the same product replaced. It is restored when that order is undone, together with
-- the order document as it was: resource.

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
