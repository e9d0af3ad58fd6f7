-- SPDX-License-Identifier: GPL-3.0-or-later
-- Failures of a customer are forgotten by the same rule as those of one that does not exist, for which it has to be known
-- when they were. Counts that nobody dated go, here and there; locks stay to their end.
ALTER TABLE lockout ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
DELETE FROM lockout WHERE until = 0;
DELETE FROM absent_lockout WHERE until = 0;
