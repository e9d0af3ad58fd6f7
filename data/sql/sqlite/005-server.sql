-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where accounts have signed in from: failures elsewhere do not keep them out there.
CREATE TABLE sign_in_address (
  kind TEXT NOT NULL CHECK (kind IN ('user', 'client')),
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  seen INTEGER NOT NULL,
  PRIMARY KEY (kind, name, address)
) WITHOUT ROWID;
CREATE INDEX sign_in_address_by_address ON sign_in_address (address, seen);

-- Names that an operator lets try again; the server takes the row away once it has forgotten their failures.
CREATE TABLE sign_in_unlock (
  name TEXT PRIMARY KEY
) WITHOUT ROWID;
