-- SPDX-License-Identifier: GPL-3.0-or-later
-- When something last happened in an interaction. A verification of before this is over: nobody knows how long ago.
ALTER TABLE interaction ADD COLUMN active INTEGER NOT NULL DEFAULT 0;
UPDATE interaction SET level = 0 WHERE state <> 'open';

-- Orders that wait for nothing but their undo window, which is short: those that seem to wait for long were placed while
-- the clock was wrong.
CREATE INDEX work_by_window ON work (due, id) WHERE due = undo_until;

-- The open calls of an agent, the oldest first.
CREATE INDEX interaction_open ON interaction (user, opened, id) WHERE state = 'open';
-- Those in which a customer is verified.
CREATE INDEX interaction_verified ON interaction (customer) WHERE state = 'open' AND level > 0;
