-- SPDX-License-Identifier: GPL-3.0-or-later
-- Names, ids and e-mail addresses are found however they are written (src/base/cord-search-key.h), by keys that the
-- program makes: cord_id_key, cord_email_key. Those of names follow in 016.
-- One type at a time, as what is removed is kept in memory until the statement ends.
DELETE FROM resource_index WHERE type = 'customer' AND name = 'words';
DELETE FROM resource_index WHERE type = 'individual' AND name = 'words';
DELETE FROM resource_index WHERE type = 'organization' AND name = 'words';

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
