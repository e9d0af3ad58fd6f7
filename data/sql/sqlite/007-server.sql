-- SPDX-License-Identifier: GPL-3.0-or-later
-- When something last happened in an interaction. A verification of before this is over: nobody knows how long ago.
ALTER TABLE interaction ADD COLUMN active INTEGER NOT NULL DEFAULT 0;
UPDATE interaction SET level = 0 WHERE state <> 'open';

-- The open calls of an agent, the oldest first.
CREATE INDEX interaction_open ON interaction (user, opened, id) WHERE state = 'open';
-- Those in which a customer is verified.
CREATE INDEX interaction_verified ON interaction (customer) WHERE state = 'open' AND level > 0;
