-- SPDX-License-Identifier: GPL-3.0-or-later
-- A cache: its content can be fetched again. It has no personal data.

CREATE TABLE document (
  server TEXT NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  stored INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (server, name)
) WITHOUT ROWID;
