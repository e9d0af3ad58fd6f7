-- SPDX-License-Identifier: GPL-3.0-or-later
-- A document carries its own version, so the column was never read.

DROP TABLE document;

CREATE TABLE document (
  server TEXT NOT NULL,
  name TEXT NOT NULL,
  stored INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (server, name)
) WITHOUT ROWID;
