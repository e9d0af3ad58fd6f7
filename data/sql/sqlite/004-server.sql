-- SPDX-License-Identifier: GPL-3.0-or-later
-- The rows of a type in the order of creation, for lists and their pages.
CREATE INDEX resource_by_type ON resource (type);

-- The number of rows of each type, for X-Total-Count.
CREATE TABLE resource_count (
  type TEXT PRIMARY KEY,
  rows INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO resource_count (type, rows) SELECT type, count(*) FROM resource GROUP BY type;
CREATE TRIGGER resource_counted AFTER INSERT ON resource BEGIN
  INSERT INTO resource_count (type, rows) VALUES (new.type, 1) ON CONFLICT (type) DO UPDATE SET rows = rows + 1;
END;
CREATE TRIGGER resource_uncounted AFTER DELETE ON resource BEGIN
  UPDATE resource_count SET rows = rows - 1 WHERE type = old.type;
END;

-- Telephone numbers are searched by their end, so they are indexed reversed.
INSERT OR IGNORE INTO resource_index (type, name, value, row)
  SELECT type, 'phoneEnd',
    (WITH RECURSIVE back (text, at) AS (
       SELECT '', length (value) UNION ALL SELECT text || substr (value, at, 1), at - 1 FROM back WHERE at > 0)
     SELECT text FROM back WHERE at = 0),
    row
  FROM resource_index WHERE type IN ('individual', 'organization', 'customer', 'product') AND name = 'phone';
DELETE FROM resource_index WHERE type IN ('individual', 'organization', 'customer', 'product') AND name = 'phone';
