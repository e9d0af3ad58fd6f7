-- SPDX-License-Identifier: GPL-3.0-or-later
-- What an import wrote into the inventory of accounts that have a billing history, which the server then follows. Rows
-- go once that is done.
CREATE TABLE inventory_write (
  row INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  before TEXT,
  after TEXT NOT NULL
);
