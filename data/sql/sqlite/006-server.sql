-- SPDX-License-Identifier: GPL-3.0-or-later
-- A lock after failed verifications is on the party, or on a customer that has none. Those that were on customers lasted
-- half an hour.
DELETE FROM lockout;
ALTER TABLE lockout RENAME COLUMN customer TO subject;

-- Users whose right to verify callers has ended.
CREATE TABLE verification_ended (
  user TEXT PRIMARY KEY,
  since INTEGER NOT NULL
) WITHOUT ROWID;
