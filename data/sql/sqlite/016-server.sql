-- SPDX-License-Identifier: GPL-3.0-or-later
-- Names are found under more letters than before.
DELETE FROM resource_index WHERE type IN ('customer', 'individual', 'organization') AND name = 'nameKey';
INSERT OR IGNORE INTO resource_index (type, name, value, row)
  SELECT r.type, 'nameKey', k.value, r.row
  FROM resource r, json_each (cord_name_keys (json_extract (r.document, '$.name'))) k
  WHERE r.type IN ('customer', 'organization') AND json_valid (r.document);
INSERT OR IGNORE INTO resource_index (type, name, value, row)
  SELECT r.type, 'nameKey', k.value, r.row
  FROM resource r, json_each (cord_name_keys (json_extract (r.document, '$.tradingName'))) k
  WHERE r.type = 'organization' AND json_valid (r.document);
INSERT OR IGNORE INTO resource_index (type, name, value, row)
  SELECT r.type, 'nameKey', k.value, r.row
  FROM resource r, json_each (cord_name_keys (
    coalesce (json_extract (r.document, '$.givenName'), '') || ' ' ||
    coalesce (json_extract (r.document, '$.middleName'), '') || ' ' ||
    coalesce (json_extract (r.document, '$.familyNamePrefix'), '') || ' ' ||
    coalesce (json_extract (r.document, '$.familyName'), ''))) k
  WHERE r.type = 'individual' AND json_valid (r.document);
INSERT OR IGNORE INTO resource_index (type, name, value, row)
  SELECT r.type, 'nameKey', k.value, r.row
  FROM resource r, json_each (cord_name_keys (json_extract (r.document, '$.preferredGivenName'))) k
  WHERE r.type = 'individual' AND json_valid (r.document);
INSERT OR IGNORE INTO resource_index (type, name, value, row)
  SELECT r.type, 'nameKey', k.value, r.row
  FROM resource r, json_each (cord_name_keys (json_extract (r.document, '$.fullName'))) k
  WHERE r.type = 'individual' AND json_valid (r.document);

-- Lists find names however they are written, too.
DELETE FROM resource_index WHERE type IN ('customer', 'organization') AND name = 'name';
DELETE FROM resource_index WHERE type = 'organization' AND name = 'tradingName';
DELETE FROM resource_index WHERE type = 'individual' AND name IN ('givenName', 'familyName');
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
