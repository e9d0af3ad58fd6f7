-- SPDX-License-Identifier: GPL-3.0-or-later
-- Names, ids and e-mail addresses are found however they are written (src/base/cord-search-key.h), by keys that the
-- program makes: cord_name_keys, cord_id_key, cord_email_key.
DELETE FROM resource_index WHERE type IN ('customer', 'individual', 'organization') AND name = 'words';

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

-- Only where the value is not its own key.
INSERT OR IGNORE INTO resource_index (type, name, value, row)
  SELECT type, 'idKey', cord_id_key (id), row FROM resource
  WHERE type IN ('customer', 'billingAccount', 'partyAccount', 'settlementAccount', 'financialAccount', 'product')
    AND cord_id_key (id) <> id AND cord_id_key (id) <> '';
INSERT OR IGNORE INTO resource_index (type, name, value, row)
  SELECT type, 'idKey', cord_id_key (value), row FROM resource_index
  WHERE type = 'product' AND name IN ('service', 'realizingService.id', 'productSerialNumber')
    AND cord_id_key (value) <> value AND cord_id_key (value) <> '';
INSERT OR IGNORE INTO resource_index (type, name, value, row)
  SELECT type, 'emailKey', cord_email_key (value), row FROM resource_index
  WHERE type IN ('customer', 'individual', 'organization') AND name = 'contactMedium.characteristic.emailAddress'
    AND cord_email_key (value) <> value AND cord_email_key (value) <> '';
