-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the desk can do without for a while and fetch again. Holds nothing personal.

CREATE TABLE document (
  server TEXT NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  stored INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (server, name)
) WITHOUT ROWID;
