-- SPDX-License-Identifier: GPL-3.0-or-later
-- Keys go into the index in no order; with the usual cache most of its pages would be written out and read again.
PRAGMA cache_size = -262144;

-- Names are found however they are written, by keys that the program makes (cord_name_keys).
-- One type at a time, as what is removed is kept in memory until the statement ends.
DELETE FROM resource_index WHERE type = 'customer' AND name = 'nameKey';
DELETE FROM resource_index WHERE type = 'individual' AND name = 'nameKey';
DELETE FROM resource_index WHERE type = 'organization' AND name = 'nameKey';
INSERT OR IGNORE INTO resource_index (type, name, value, row)
  SELECT r.type, 'nameKey', k.value, r.row
  FROM resource r, json_each (cord_name_keys (json_extract (r.document, '$.name'))) k
  WHERE r.type = 'customer' AND json_valid (r.document);
INSERT OR IGNORE INTO resource_index (type, name, value, row)
  SELECT r.type, 'nameKey', k.value, r.row
  FROM resource r, json_each (cord_name_keys (json_extract (r.document, '$.tradingName'),
    json_extract (r.document, '$.name'))) k
  WHERE r.type = 'organization' AND json_valid (r.document);
INSERT OR IGNORE INTO resource_index (type, name, value, row)
  SELECT r.type, 'nameKey', k.value, r.row
  FROM resource r, json_each (cord_name_keys (
    coalesce (json_extract (r.document, '$.givenName'), '') || ' ' ||
    coalesce (json_extract (r.document, '$.middleName'), '') || ' ' ||
    coalesce (json_extract (r.document, '$.familyNamePrefix'), '') || ' ' ||
    coalesce (json_extract (r.document, '$.familyName'), ''),
    json_extract (r.document, '$.preferredGivenName'), json_extract (r.document, '$.fullName'))) k
  WHERE r.type = 'individual' AND json_valid (r.document);

-- Lists find names however they are written, too (cord_whole_name).
DELETE FROM resource_index WHERE type = 'customer' AND name = 'name';
DELETE FROM resource_index WHERE type = 'organization' AND name = 'name';
DELETE FROM resource_index WHERE type = 'organization' AND name = 'tradingName';
DELETE FROM resource_index WHERE type = 'individual' AND name = 'givenName';
DELETE FROM resource_index WHERE type = 'individual' AND name = 'familyName';
INSERT OR IGNORE INTO resource_index (type, name, value, row)
  SELECT type, 'name~', cord_whole_name (json_extract (document, '$.name')), row FROM resource
  WHERE type IN ('customer', 'organization') AND json_valid (document) AND cord_whole_name (json_extract (document, '$.name')) <> '';
INSERT OR IGNORE INTO resource_index (type, name, value, row)
  SELECT type, 'tradingName~', cord_whole_name (json_extract (document, '$.tradingName')), row FROM resource
  WHERE type = 'organization' AND json_valid (document) AND cord_whole_name (json_extract (document, '$.tradingName')) <> '';
INSERT OR IGNORE INTO resource_index (type, name, value, row)
  SELECT type, 'givenName~', cord_whole_name (json_extract (document, '$.givenName')), row FROM resource
  WHERE type = 'individual' AND json_valid (document) AND cord_whole_name (json_extract (document, '$.givenName')) <> '';
INSERT OR IGNORE INTO resource_index (type, name, value, row)
  SELECT type, 'familyName~', cord_whole_name (json_extract (document, '$.familyName')), row FROM resource
  WHERE type = 'individual' AND json_valid (document) AND cord_whole_name (json_extract (document, '$.familyName')) <> '';
INSERT OR IGNORE INTO resource_index (type, name, value, row)
  SELECT type, 'fullName~', cord_whole_name (json_extract (document, '$.fullName')), row FROM resource
  WHERE type = 'individual' AND json_valid (document) AND cord_whole_name (json_extract (document, '$.fullName')) <> '';

PRAGMA cache_size = -65536;
