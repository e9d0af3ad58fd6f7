-- SPDX-License-Identifier: GPL-3.0-or-later
-- Over whom a user failed to verify lately, and when last; for a customer that does not exist, a digest of
-- the id. A restart must not give somebody who guesses a new start.
CREATE TABLE verification_failure (
  user TEXT NOT NULL,
  party TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (user, party)
) WITHOUT ROWID;
