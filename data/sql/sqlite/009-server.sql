-- SPDX-License-Identifier: GPL-3.0-or-later
-- What verification_failure is for users, for the addresses from which they verify.
CREATE TABLE verification_address_failure (
  address TEXT NOT NULL,
  party TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (address, party)
) WITHOUT ROWID;

-- Locks of customers that do not exist, by a digest of the id, so that a restart does not tell them from the others. Rows
-- go when they no longer count; how many there are at most follows from how often a user may fail.
CREATE TABLE absent_lockout (
  subject TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  until INTEGER NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;
