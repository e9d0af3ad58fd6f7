-- SPDX-License-Identifier: GPL-3.0-or-later
PRAGMA application_id = 1128428406;
PRAGMA user_version = 15;
BEGIN TRANSACTION;
CREATE TABLE absent_lockout (
  subject TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  until INTEGER NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE catalog_change (
  version INTEGER PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  removed INTEGER NOT NULL
);
INSERT INTO "catalog_change" VALUES(1,'category','internet',0);
INSERT INTO "catalog_change" VALUES(2,'category','support',0);
INSERT INTO "catalog_change" VALUES(3,'productOffering','basic',0);
INSERT INTO "catalog_change" VALUES(4,'productOffering','fast',0);
INSERT INTO "catalog_change" VALUES(5,'productOffering','help',0);
INSERT INTO "catalog_change" VALUES(6,'productOfferingPrice','price-basic',0);
INSERT INTO "catalog_change" VALUES(7,'productOfferingPrice','price-fast',0);
INSERT INTO "catalog_change" VALUES(8,'productOfferingPrice','price-help',0);
INSERT INTO "catalog_change" VALUES(9,'productSpecification','spec-basic',0);
INSERT INTO "catalog_change" VALUES(10,'productSpecification','spec-fast',0);
INSERT INTO "catalog_change" VALUES(11,'productSpecification','spec-help',0);
CREATE TABLE client (
  name TEXT PRIMARY KEY,
  secret TEXT NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "client" VALUES('billing','$argon2id$v=19$m=65536,t=3,p=1$vbS4g5cQTcch9w63pr6BGg$VLZVBJbyj+ncf3ewMDYbAU1J4waOaWQpEtFI9oIH9Y8',0,1796098320475492);
CREATE TABLE credential (
  subject TEXT NOT NULL,
  factor TEXT NOT NULL,
  salt BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (subject, factor)
) WITHOUT ROWID;
INSERT INTO "credential" VALUES('individual:party-C1','pin',X'6586774C6DD8F6181A6C7CA6B6C0001B',X'FC71AD275A7F8DE72773BECAFD2FADE2048C0295AA318336D5EAE7C4624ACFA4');
INSERT INTO "credential" VALUES('individual:party-C2','pin',X'991878B37E644A5D555FC708B3D617DA',X'DE40304FA3266A9D05C03159DDC30FD6EAF481D24431369384B313ECC0718820');
INSERT INTO "credential" VALUES('individual:party-C3','pin',X'0371C0486D6EC0F7CDD61EEC412386B7',X'6935A6CB5985DF0C81AB2A7CAEB09D79FA353E4B9937129DA1095C2D97756AD3');
CREATE TABLE device (
  id TEXT PRIMARY KEY,
  purged INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE event (
  interaction TEXT NOT NULL REFERENCES interaction (id),
  seq INTEGER NOT NULL,
  type TEXT NOT NULL,
  hash TEXT NOT NULL,
  received INTEGER NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (interaction, seq)
) WITHOUT ROWID;
CREATE TABLE hub_api (
  base TEXT PRIMARY KEY,
  position INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE hub_event (
  row INTEGER PRIMARY KEY,
  base TEXT NOT NULL,
  position INTEGER NOT NULL,
  document TEXT NOT NULL,
  UNIQUE (base, position)
);
CREATE TABLE hub_listener (
  id TEXT PRIMARY KEY,
  base TEXT NOT NULL,
  callback TEXT NOT NULL,
  query TEXT,
  owner TEXT NOT NULL,
  role TEXT NOT NULL,
  created INTEGER NOT NULL,
  position INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  failing_since INTEGER,
  due INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE interaction (
  id TEXT PRIMARY KEY,
  user TEXT NOT NULL,
  channel TEXT NOT NULL,
  direction TEXT NOT NULL,
  sop TEXT NOT NULL,
  policy TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'parked', 'closed')),
  customer TEXT,
  level INTEGER NOT NULL DEFAULT 0,
  opened INTEGER NOT NULL,
  closed INTEGER,
  seq INTEGER NOT NULL DEFAULT 0,
  head TEXT NOT NULL DEFAULT ''
, active INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE inventory_write (
  row INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  before TEXT,
  after TEXT NOT NULL
);
CREATE TABLE lockout (
  subject TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  until INTEGER NOT NULL
, at INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "meta" VALUES('credential-key','ab75662d0230bf71429e3f5af3ce70f585dec34ec3513d9efe9f39fcfd30fcbd');
INSERT INTO "meta" VALUES('order-number','100002');
CREATE TABLE operation (
  device TEXT NOT NULL,
  id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  request BLOB,
  actor TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('claimed', 'decided', 'cancelled')),
  status INTEGER NOT NULL DEFAULT 0,
  headers TEXT NOT NULL DEFAULT '',
  body TEXT,
  created INTEGER NOT NULL,
  PRIMARY KEY (device, id)
) WITHOUT ROWID;
CREATE TABLE resource (
  row INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  document TEXT NOT NULL,
  version INTEGER NOT NULL,
  last_update INTEGER NOT NULL,
  UNIQUE (type, id)
);
INSERT INTO "resource" VALUES(1,'billingAccount','acct-C1','{"id":"acct-C1","@type":"BillingAccount","name":"Grace Okafor","state":"active","relatedParty":[{"id":"C1","role":"customer","@referredType":"Customer","name":"Grace Okafor"}],"billStructure":{"cycleSpecification":{"name":"monthly","frequency":"monthly","dateShift":1}},"href":"/tmf-api/accountManagement/v4/billingAccount/acct-C1"}',1,1796098320441272);
INSERT INTO "resource" VALUES(2,'billingAccount','acct-C2','{"id":"acct-C2","@type":"BillingAccount","name":"Jonas Weiß","state":"active","relatedParty":[{"id":"C2","role":"customer","@referredType":"Customer","name":"Jonas Weiß"}],"billStructure":{"cycleSpecification":{"name":"monthly","frequency":"monthly","dateShift":1}},"href":"/tmf-api/accountManagement/v4/billingAccount/acct-C2"}',1,1796098320441272);
INSERT INTO "resource" VALUES(3,'billingAccount','acct-C3','{"id":"acct-C3","@type":"BillingAccount","name":"Grace Oduya","state":"active","relatedParty":[{"id":"C3","role":"customer","@referredType":"Customer","name":"Grace Oduya"}],"billStructure":{"cycleSpecification":{"name":"monthly","frequency":"monthly","dateShift":1}},"href":"/tmf-api/accountManagement/v4/billingAccount/acct-C3"}',1,1796098320441272);
INSERT INTO "resource" VALUES(4,'category','internet','{"id":"internet","@type":"Category","name":"Home internet","lifecycleStatus":"Active","isRoot":true,"href":"/tmf-api/productCatalogManagement/v4/category/internet","lastUpdate":"2026-12-01T04:12:00.441272Z"}',1,1796098320441272);
INSERT INTO "resource" VALUES(5,'category','support','{"id":"support","@type":"Category","name":"Support","lifecycleStatus":"Active","isRoot":true,"href":"/tmf-api/productCatalogManagement/v4/category/support","lastUpdate":"2026-12-01T04:12:00.441272Z"}',1,1796098320441272);
INSERT INTO "resource" VALUES(6,'customer','C1','{"id":"C1","@type":"Customer","name":"Grace Okafor","status":"active","engagedParty":{"id":"party-C1","name":"Grace Okafor","@referredType":"Individual"},"account":[{"id":"acct-C1","name":"Grace Okafor"}],"href":"/tmf-api/customerManagement/v4/customer/C1"}',1,1796098320441272);
INSERT INTO "resource" VALUES(7,'customer','C2','{"id":"C2","@type":"Customer","name":"Jonas Weiß","status":"active","engagedParty":{"id":"party-C2","name":"Jonas Weiß","@referredType":"Individual"},"account":[{"id":"acct-C2","name":"Jonas Weiß"}],"href":"/tmf-api/customerManagement/v4/customer/C2"}',1,1796098320441272);
INSERT INTO "resource" VALUES(8,'customer','C3','{"id":"C3","@type":"Customer","name":"Grace Oduya","status":"active","engagedParty":{"id":"party-C3","name":"Grace Oduya","@referredType":"Individual"},"account":[{"id":"acct-C3","name":"Grace Oduya"}],"href":"/tmf-api/customerManagement/v4/customer/C3"}',1,1796098320441272);
INSERT INTO "resource" VALUES(9,'individual','party-C1','{"id":"party-C1","@type":"Individual","givenName":"Grace","familyName":"Okafor","status":"validated","contactMedium":[{"mediumType":"mobile","preferred":true,"characteristic":{"phoneNumber":"+491713920010"}},{"mediumType":"email","characteristic":{"emailAddress":"grace.c1@example.com"}}],"partyCharacteristic":[],"href":"/tmf-api/party/v4/individual/party-C1"}',1,1796098320441272);
INSERT INTO "resource" VALUES(10,'individual','party-C2','{"id":"party-C2","@type":"Individual","givenName":"Jonas","familyName":"Weiß","status":"validated","contactMedium":[{"mediumType":"mobile","preferred":true,"characteristic":{"phoneNumber":"+491713920011"}},{"mediumType":"email","characteristic":{"emailAddress":"jonas.c2@example.com"}}],"partyCharacteristic":[],"href":"/tmf-api/party/v4/individual/party-C2"}',1,1796098320441272);
INSERT INTO "resource" VALUES(11,'individual','party-C3','{"id":"party-C3","@type":"Individual","givenName":"Grace","familyName":"Oduya","status":"validated","contactMedium":[{"mediumType":"mobile","preferred":true,"characteristic":{"phoneNumber":"+491713920012"}},{"mediumType":"email","characteristic":{"emailAddress":"grace.c3@example.com"}}],"partyCharacteristic":[],"href":"/tmf-api/party/v4/individual/party-C3"}',1,1796098320441272);
INSERT INTO "resource" VALUES(12,'product','line-1','{"id":"line-1","@type":"Product","name":"Fast","status":"active","isBundle":false,"startDate":"2024-01-01T00:00:00Z","relatedParty":[{"id":"C1","role":"customer","@referredType":"Customer"}],"billingAccount":{"id":"acct-C1"},"productOffering":{"id":"fast","name":"Fast"},"productSpecification":{"id":"spec-fast","name":"Fast"},"productCharacteristic":[{"name":"download","valueType":"string","value":"250 Mbit/s"},{"name":"serviceId","valueType":"string","value":"+493023125101"}],"productPrice":[{"name":"Fast, monthly","priceType":"recurring","recurringChargePeriod":"month","price":{"dutyFreeAmount":{"unit":"EUR","value":45.00}}}],"productTerm":[{"name":"One year","duration":{"amount":12,"units":"month"},"validFor":{"startDateTime":"2026-12-01T00:00:00Z"}}],"productRelationship":[],"href":"/tmf-api/productInventory/v4/product/line-1"}',3,1796098321192539);
INSERT INTO "resource" VALUES(13,'product','help-1','{"id":"help-1","@type":"Product","name":"Help","status":"active","isBundle":false,"startDate":"2025-03-01T00:00:00Z","relatedParty":[{"id":"C1","role":"customer","@referredType":"Customer"}],"billingAccount":{"id":"acct-C1"},"productOffering":{"id":"help","name":"Help"},"productSpecification":{"id":"spec-help","name":"Help"},"productCharacteristic":[{"name":"enabled","valueType":"string","value":"yes"}],"productPrice":[{"name":"Help, monthly","priceType":"recurring","recurringChargePeriod":"month","price":{"dutyFreeAmount":{"unit":"EUR","value":5.0}}}],"productTerm":[],"productRelationship":[],"href":"/tmf-api/productInventory/v4/product/help-1"}',1,1796098320441272);
INSERT INTO "resource" VALUES(14,'product','line-2','{"id":"line-2","@type":"Product","name":"Fast","status":"active","isBundle":false,"startDate":"2024-01-01T00:00:00Z","relatedParty":[{"id":"C2","role":"customer","@referredType":"Customer"}],"billingAccount":{"id":"acct-C2"},"productOffering":{"id":"fast","name":"Fast"},"productSpecification":{"id":"spec-fast","name":"Fast"},"productCharacteristic":[{"name":"download","valueType":"string","value":"250 Mbit/s"}],"productPrice":[{"name":"Fast, monthly","priceType":"recurring","recurringChargePeriod":"month","price":{"dutyFreeAmount":{"unit":"EUR","value":39.5}}}],"productTerm":[],"productRelationship":[],"href":"/tmf-api/productInventory/v4/product/line-2"}',1,1796098320441272);
INSERT INTO "resource" VALUES(15,'product','line-3','{"id":"line-3","@type":"Product","name":"Basic","status":"active","isBundle":false,"startDate":"2023-05-01T00:00:00Z","relatedParty":[{"id":"C3","role":"customer","@referredType":"Customer"}],"billingAccount":{"id":"acct-C3"},"productOffering":{"id":"basic","name":"Basic"},"productSpecification":{"id":"spec-basic","name":"Basic"},"productCharacteristic":[{"name":"download","valueType":"string","value":"25 Mbit/s"}],"productPrice":[{"name":"Basic, monthly","priceType":"recurring","recurringChargePeriod":"month","price":{"dutyFreeAmount":{"unit":"EUR","value":30.0}}}],"productTerm":[],"productRelationship":[],"href":"/tmf-api/productInventory/v4/product/line-3"}',1,1796098320441272);
INSERT INTO "resource" VALUES(16,'productOffering','basic','{"id":"basic","@type":"ProductOffering","name":"Basic","isSellable":true,"isBundle":false,"lifecycleStatus":"Active","category":[{"id":"internet","name":"Home internet"}],"productSpecification":{"id":"spec-basic","name":"Basic"},"productOfferingPrice":[{"id":"price-basic","name":"Basic, monthly"}],"productOfferingTerm":[{"name":"Month to month","duration":{"amount":0,"units":"month"}},{"name":"One year","duration":{"amount":12,"units":"month"}}],"href":"/tmf-api/productCatalogManagement/v4/productOffering/basic","lastUpdate":"2026-12-01T04:12:00.441272Z"}',1,1796098320441272);
INSERT INTO "resource" VALUES(17,'productOffering','fast','{"id":"fast","@type":"ProductOffering","name":"Fast","isSellable":true,"isBundle":false,"lifecycleStatus":"Active","category":[{"id":"internet","name":"Home internet"}],"productSpecification":{"id":"spec-fast","name":"Fast"},"productOfferingPrice":[{"id":"price-fast","name":"Fast, monthly"}],"productOfferingTerm":[{"name":"Month to month","duration":{"amount":0,"units":"month"}},{"name":"One year","duration":{"amount":12,"units":"month"}}],"href":"/tmf-api/productCatalogManagement/v4/productOffering/fast","lastUpdate":"2026-12-01T04:12:00.441272Z"}',1,1796098320441272);
INSERT INTO "resource" VALUES(18,'productOffering','help','{"id":"help","@type":"ProductOffering","name":"Help","isSellable":true,"isBundle":false,"lifecycleStatus":"Active","category":[{"id":"support","name":"Support"}],"productSpecification":{"id":"spec-help","name":"Help"},"productOfferingPrice":[{"id":"price-help","name":"Help, monthly"}],"productOfferingTerm":[{"name":"Month to month","duration":{"amount":0,"units":"month"}}],"href":"/tmf-api/productCatalogManagement/v4/productOffering/help","lastUpdate":"2026-12-01T04:12:00.441272Z"}',1,1796098320441272);
INSERT INTO "resource" VALUES(19,'productOfferingPrice','price-basic','{"id":"price-basic","@type":"ProductOfferingPrice","name":"Basic, monthly","priceType":"recurring","recurringChargePeriodType":"month","recurringChargePeriodLength":1,"price":{"unit":"EUR","value":30.00},"lifecycleStatus":"Active","href":"/tmf-api/productCatalogManagement/v4/productOfferingPrice/price-basic","lastUpdate":"2026-12-01T04:12:00.441272Z"}',1,1796098320441272);
INSERT INTO "resource" VALUES(20,'productOfferingPrice','price-fast','{"id":"price-fast","@type":"ProductOfferingPrice","name":"Fast, monthly","priceType":"recurring","recurringChargePeriodType":"month","recurringChargePeriodLength":1,"price":{"unit":"EUR","value":45.00},"lifecycleStatus":"Active","href":"/tmf-api/productCatalogManagement/v4/productOfferingPrice/price-fast","lastUpdate":"2026-12-01T04:12:00.441272Z"}',1,1796098320441272);
INSERT INTO "resource" VALUES(21,'productOfferingPrice','price-help','{"id":"price-help","@type":"ProductOfferingPrice","name":"Help, monthly","priceType":"recurring","recurringChargePeriodType":"month","recurringChargePeriodLength":1,"price":{"unit":"EUR","value":5.00},"lifecycleStatus":"Active","href":"/tmf-api/productCatalogManagement/v4/productOfferingPrice/price-help","lastUpdate":"2026-12-01T04:12:00.441272Z"}',1,1796098320441272);
INSERT INTO "resource" VALUES(22,'productSpecification','spec-basic','{"id":"spec-basic","@type":"ProductSpecification","name":"Basic","lifecycleStatus":"Active","productSpecCharacteristic":[{"name":"download","valueType":"string","productSpecCharacteristicValue":[{"value":"25 Mbit/s","isDefault":true}]}],"href":"/tmf-api/productCatalogManagement/v4/productSpecification/spec-basic","lastUpdate":"2026-12-01T04:12:00.441272Z"}',1,1796098320441272);
INSERT INTO "resource" VALUES(23,'productSpecification','spec-fast','{"id":"spec-fast","@type":"ProductSpecification","name":"Fast","lifecycleStatus":"Active","productSpecCharacteristic":[{"name":"download","valueType":"string","productSpecCharacteristicValue":[{"value":"250 Mbit/s","isDefault":true}]}],"href":"/tmf-api/productCatalogManagement/v4/productSpecification/spec-fast","lastUpdate":"2026-12-01T04:12:00.441272Z"}',1,1796098320441272);
INSERT INTO "resource" VALUES(24,'productSpecification','spec-help','{"id":"spec-help","@type":"ProductSpecification","name":"Help","lifecycleStatus":"Active","productSpecCharacteristic":[{"name":"enabled","valueType":"string","productSpecCharacteristicValue":[{"value":"yes","isDefault":true}]}],"href":"/tmf-api/productCatalogManagement/v4/productSpecification/spec-help","lastUpdate":"2026-12-01T04:12:00.441272Z"}',1,1796098320441272);
INSERT INTO "resource" VALUES(25,'quote','01a22fcd-6b0a-7000-b819-543aeb439d65','{"instantSyncQuote":true,"relatedParty":[{"id":"C1","role":"customer"}],"quoteItem":[{"id":"1","action":"modify","product":{"id":"line-1"},"productOffering":{"id":"fast"},"state":"approved","quoteItemPrice":[{"@type":"QuotePrice","name":"Basic, no longer charged: €30.00 already billed, back €30.00","price":{"dutyFreeAmount":{"unit":"EUR","value":-30.00},"taxIncludedAmount":{"unit":"EUR","value":-30.00},"taxRate":0},"priceType":"oneTime"},{"@type":"QuotePrice","name":"Fast, 1 to 31 December 2026: 31 of 31 days of €45.00 = €45.00","price":{"dutyFreeAmount":{"unit":"EUR","value":45.00},"taxIncludedAmount":{"unit":"EUR","value":45.00},"taxRate":0},"priceType":"oneTime"}]}],"state":"approved","id":"01a22fcd-6b0a-7000-b819-543aeb439d65","@type":"Quote","quoteDate":"2026-12-01T04:12:01.000000Z","quoteTotalPrice":[{"@type":"QuotePrice","name":"Added now","priceType":"oneTime","price":{"dutyFreeAmount":{"unit":"EUR","value":15.00},"taxIncludedAmount":{"unit":"EUR","value":15.00}}},{"@type":"QuotePrice","name":"Every month","priceType":"recurring","recurringChargePeriod":"month","price":{"dutyFreeAmount":{"unit":"EUR","value":50.00},"taxIncludedAmount":{"unit":"EUR","value":50.00}}}],"cordboardFirstBill":{"billDate":"2027-01-01","taxExcludedAmount":{"unit":"EUR","value":65.00},"taxIncludedAmount":{"unit":"EUR","value":65.00}},"cordboardInput":{"currency":"EUR","scale":2,"zone":"UTC","policy":{"tick":"day","day_count":"actual","rounding":"half-up","change_day":"new","collect":"next"},"cycle":{"anchor":1,"months":1},"catalog":{"basic":{"price":"30.00"},"fast":{"price":"45.00"},"help":{"price":"5.00"}},"history":[{"type":"start","recorded":"2024-01-01","product":"line-1","effective":"2024-01-01","offer":"basic"},{"type":"start","recorded":"2025-03-01","product":"help-1","effective":"2025-03-01","offer":"help"}],"now":"2026-12-01","change":{"type":"change","product":"line-1","offer":"fast"},"effective":"2026-12-01","history_version":"3f9737e9b258ac63","catalog_version":"48fc01d7fdac2841"},"cordboardSeal":{"sha256":"cc413a9b9768db8b2ea84fa5178645ba64062371d16b67b874d445f3c6f48cc3","letters":"SH0KN6WQ"},"href":"/tmf-api/quoteManagement/v4/quote/01a22fcd-6b0a-7000-b819-543aeb439d65"}',1,1796098321166246);
INSERT INTO "resource" VALUES(26,'accountHistory','acct-C1','{"id":"acct-C1","version":"2","events":[{"type":"start","recorded":"2024-01-01","product":"line-1","effective":"2024-01-01","offer":"basic","price":"30.00"},{"type":"start","recorded":"2025-03-01","product":"help-1","effective":"2025-03-01","offer":"help","price":"5.00"},{"type":"change","recorded":"2026-12-01","product":"line-1","effective":"2026-12-01","offer":"fast","price":"45.00","order":"01a22fcd-6b12-7000-9333-ba7ec66d16dc"},{"type":"change","recorded":"2026-12-01","product":"line-1","effective":"2026-12-01","term":{"months":12},"order":"01a22fcd-6b23-7000-8dc2-c9dafcf39d73"}],"terms":{"currency":"EUR","scale":2,"zone":"UTC","policy":{"tick":"day","day_count":"actual","rounding":"half-up","change_day":"new","collect":"next"},"cycle":{"anchor":1,"months":1},"catalog":{"basic":{"price":"30.00"},"fast":{"price":"45.00"},"help":{"price":"5.00"}}},"taxes":{"basic":[],"fast":[],"help":[]},"nextBill":"2027-01-01","href":"/cordboard/v1/accountHistory/acct-C1"}',3,1796098321191388);
INSERT INTO "resource" VALUES(27,'productOrder','01a22fcd-6b12-7000-9333-ba7ec66d16dc','{"relatedParty":[{"id":"C1","role":"customer"}],"productOrderItem":[{"id":"1","action":"modify","product":{"id":"line-1"},"productOffering":{"id":"fast"},"itemPrice":[{"@type":"OrderPrice","name":"Monthly charge","price":{"dutyFreeAmount":{"unit":"EUR","value":45.00},"taxIncludedAmount":{"unit":"EUR","value":45.00},"taxRate":0},"priceType":"recurring","recurringChargePeriod":"month"},{"@type":"ProratedOrderPrice","name":"Basic, no longer charged: €30.00 already billed, back €30.00","price":{"dutyFreeAmount":{"unit":"EUR","value":-30.00},"taxIncludedAmount":{"unit":"EUR","value":-30.00},"taxRate":0},"priceType":"oneTime","chargeKind":"credit","periodCoverage":{"startDateTime":"2026-12-01T00:00:00Z","endDateTime":"2027-01-01T00:00:00Z"},"prorationBasis":{"used":"0/31","unused":"31/31"}},{"@type":"ProratedOrderPrice","name":"Fast, 1 to 31 December 2026: 31 of 31 days of €45.00 = €45.00","price":{"dutyFreeAmount":{"unit":"EUR","value":45.00},"taxIncludedAmount":{"unit":"EUR","value":45.00},"taxRate":0},"priceType":"oneTime","chargeKind":"charge","periodCoverage":{"startDateTime":"2026-12-01T00:00:00Z","endDateTime":"2027-01-01T00:00:00Z"},"prorationBasis":{"used":"0/31","unused":"31/31"}}],"state":"completed"}],"cordboardSeal":"cc413a9b9768db8b2ea84fa5178645ba64062371d16b67b874d445f3c6f48cc3","state":"completed","id":"01a22fcd-6b12-7000-9333-ba7ec66d16dc","@type":"ProductOrder","orderDate":"2026-12-01T04:12:01.000000Z","cordboardNumber":"O-100001","requestedStartDate":"2026-12-01T00:00:00Z","orderTotalPrice":[{"@type":"OrderPrice","name":"Added now","priceType":"oneTime","price":{"dutyFreeAmount":{"unit":"EUR","value":15.00},"taxIncludedAmount":{"unit":"EUR","value":15.00}}},{"@type":"OrderPrice","name":"Every month","priceType":"recurring","recurringChargePeriod":"month","price":{"dutyFreeAmount":{"unit":"EUR","value":50.00},"taxIncludedAmount":{"unit":"EUR","value":50.00}}}],"cordboardUndoUntil":"2026-12-01T04:12:01.172593Z","href":"/tmf-api/productOrderingManagement/v4/productOrder/01a22fcd-6b12-7000-9333-ba7ec66d16dc","completionDate":"2026-12-01T04:12:01.000000Z"}',2,1796098321174197);
INSERT INTO "resource" VALUES(28,'appliedCustomerBillingRate','01a22fcd-6b12-7000-9333-ba7ec66d16dc-1','{"id":"01a22fcd-6b12-7000-9333-ba7ec66d16dc-1","@type":"AppliedCustomerBillingRate","name":"Basic, no longer charged: €30.00 already billed, back €30.00","date":"2026-12-01T04:12:01.000000Z","type":"appliedBillingCredit","isBilled":false,"billingAccount":{"id":"acct-C1"},"periodCoverage":{"startDateTime":"2026-12-01T00:00:00Z","endDateTime":"2027-01-01T00:00:00Z"},"product":{"id":"line-1"},"relatedParty":[{"id":"C1","role":"customer"}],"appliedTax":[{"taxCategory":"VAT","taxRate":0,"taxAmount":{"unit":"EUR","value":0.00}}],"taxExcludedAmount":{"unit":"EUR","value":-30.00},"taxIncludedAmount":{"unit":"EUR","value":-30.00},"cordboardOrder":"01a22fcd-6b12-7000-9333-ba7ec66d16dc","cordboardBillDate":"2027-01-01","href":"/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate/01a22fcd-6b12-7000-9333-ba7ec66d16dc-1"}',1,1796098321173660);
INSERT INTO "resource" VALUES(29,'appliedCustomerBillingRate','01a22fcd-6b12-7000-9333-ba7ec66d16dc-2','{"id":"01a22fcd-6b12-7000-9333-ba7ec66d16dc-2","@type":"AppliedCustomerBillingRate","name":"Fast, 1 to 31 December 2026: 31 of 31 days of €45.00 = €45.00","date":"2026-12-01T04:12:01.000000Z","type":"appliedBillingCharge","isBilled":false,"billingAccount":{"id":"acct-C1"},"periodCoverage":{"startDateTime":"2026-12-01T00:00:00Z","endDateTime":"2027-01-01T00:00:00Z"},"product":{"id":"line-1"},"relatedParty":[{"id":"C1","role":"customer"}],"appliedTax":[{"taxCategory":"VAT","taxRate":0,"taxAmount":{"unit":"EUR","value":0.00}}],"taxExcludedAmount":{"unit":"EUR","value":45.00},"taxIncludedAmount":{"unit":"EUR","value":45.00},"cordboardOrder":"01a22fcd-6b12-7000-9333-ba7ec66d16dc","cordboardBillDate":"2027-01-01","href":"/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate/01a22fcd-6b12-7000-9333-ba7ec66d16dc-2"}',1,1796098321173767);
INSERT INTO "resource" VALUES(30,'quote','01a22fcd-6b1b-7000-840a-c4e9072a136b','{"instantSyncQuote":true,"relatedParty":[{"id":"C1","role":"customer"}],"quoteItem":[{"id":"1","action":"modify","product":{"id":"line-1"},"productOffering":{"id":"fast"},"itemTerm":[{"duration":{"amount":12,"units":"month"}}],"state":"approved","quoteItemPrice":[]}],"state":"approved","id":"01a22fcd-6b1b-7000-840a-c4e9072a136b","@type":"Quote","quoteDate":"2026-12-01T04:12:01.000000Z","quoteTotalPrice":[{"@type":"QuotePrice","name":"Added now","priceType":"oneTime","price":{"dutyFreeAmount":{"unit":"EUR","value":0.00},"taxIncludedAmount":{"unit":"EUR","value":0.00}}},{"@type":"QuotePrice","name":"Every month","priceType":"recurring","recurringChargePeriod":"month","price":{"dutyFreeAmount":{"unit":"EUR","value":50.00},"taxIncludedAmount":{"unit":"EUR","value":50.00}}}],"cordboardInput":{"currency":"EUR","scale":2,"zone":"UTC","policy":{"tick":"day","day_count":"actual","rounding":"half-up","change_day":"new","collect":"next"},"cycle":{"anchor":1,"months":1},"catalog":{"basic":{"price":"30.00"},"fast":{"price":"45.00"},"help":{"price":"5.00"}},"history":[{"type":"start","recorded":"2024-01-01","product":"line-1","effective":"2024-01-01","offer":"basic"},{"type":"start","recorded":"2025-03-01","product":"help-1","effective":"2025-03-01","offer":"help"},{"type":"change","recorded":"2026-12-01","product":"line-1","effective":"2026-12-01","offer":"fast"}],"now":"2026-12-01","change":{"type":"change","product":"line-1","term":{"months":12}},"effective":"2026-12-01","invoiced":[{"key":"recurring/line-1/30.00/0","cycle":"2024-01-01","net":"30.00"},{"key":"recurring/line-1/30.00/0","cycle":"2024-02-01","net":"30.00"},{"key":"recurring/line-1/30.00/0","cycle":"2024-03-01","net":"30.00"},{"key":"recurring/line-1/30.00/0","cycle":"2024-04-01","net":"30.00"},{"key":"recurring/line-1/30.00/0","cycle":"2024-05-01","net":"30.00"},{"key":"recurring/line-1/30.00/0","cycle":"2024-06-01","net":"30.00"},{"key":"recurring/line-1/30.00/0","cycle":"2024-07-01","net":"30.00"},{"key":"recurring/line-1/30.00/0","cycle":"2024-08-01","net":"30.00"},{"key":"recurring/line-1/30.00/0","cycle":"2024-09-01","net":"30.00"},{"key":"recurring/line-1/30.00/0","cycle":"2024-10-01","net":"30.00"},{"key":"recurring/line-1/30.00/0","cycle":"2024-11-01","net":"30.00"},{"key":"recurring/line-1/30.00/0","cycle":"2024-12-01","net":"30.00"},{"key":"recurring/line-1/30.00/0","cycle":"2025-01-01","net":"30.00"},{"key":"recurring/line-1/30.00/0","cycle":"2025-02-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2025-03-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2025-03-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2025-04-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2025-04-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2025-05-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2025-05-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2025-06-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2025-06-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2025-07-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2025-07-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2025-08-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2025-08-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2025-09-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2025-09-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2025-10-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2025-10-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2025-11-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2025-11-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2025-12-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2025-12-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2026-01-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2026-01-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2026-02-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2026-02-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2026-03-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2026-03-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2026-04-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2026-04-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2026-05-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2026-05-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2026-06-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2026-06-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2026-07-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2026-07-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2026-08-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2026-08-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2026-09-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2026-09-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2026-10-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2026-10-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2026-11-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2026-11-01","net":"30.00"},{"key":"recurring/help-1/5.00/0","cycle":"2026-12-01","net":"5.00"},{"key":"recurring/line-1/30.00/0","cycle":"2026-12-01","net":"30.00"}],"history_version":"9cdb52c0bf2d4e94","catalog_version":"36aab3de213fe0bd"},"cordboardSeal":{"sha256":"020bed3b5ca3cefd96ceb96db46cdf94a620584e0f101c6c24682d34818dd4c2","letters":"085YTETW"},"href":"/tmf-api/quoteManagement/v4/quote/01a22fcd-6b1b-7000-840a-c4e9072a136b"}',1,1796098321183370);
INSERT INTO "resource" VALUES(31,'productOrder','01a22fcd-6b23-7000-8dc2-c9dafcf39d73','{"relatedParty":[{"id":"C1","role":"customer"}],"productOrderItem":[{"id":"1","action":"modify","product":{"id":"line-1"},"productOffering":{"id":"fast"},"itemTerm":[{"duration":{"amount":12,"units":"month"}}],"itemPrice":[{"@type":"OrderPrice","name":"Monthly charge","price":{"dutyFreeAmount":{"unit":"EUR","value":45.00},"taxIncludedAmount":{"unit":"EUR","value":45.00},"taxRate":0},"priceType":"recurring","recurringChargePeriod":"month"}],"state":"completed"}],"cordboardSeal":"020bed3b5ca3cefd96ceb96db46cdf94a620584e0f101c6c24682d34818dd4c2","state":"completed","id":"01a22fcd-6b23-7000-8dc2-c9dafcf39d73","@type":"ProductOrder","orderDate":"2026-12-01T04:12:01.000000Z","cordboardNumber":"O-100002","requestedStartDate":"2026-12-01T00:00:00Z","orderTotalPrice":[{"@type":"OrderPrice","name":"Added now","priceType":"oneTime","price":{"dutyFreeAmount":{"unit":"EUR","value":0.00},"taxIncludedAmount":{"unit":"EUR","value":0.00}}},{"@type":"OrderPrice","name":"Every month","priceType":"recurring","recurringChargePeriod":"month","price":{"dutyFreeAmount":{"unit":"EUR","value":50.00},"taxIncludedAmount":{"unit":"EUR","value":50.00}}}],"cordboardUndoUntil":"2026-12-01T04:12:01.191497Z","href":"/tmf-api/productOrderingManagement/v4/productOrder/01a22fcd-6b23-7000-8dc2-c9dafcf39d73","completionDate":"2026-12-01T04:12:01.000000Z"}',2,1796098321192850);
CREATE TABLE resource_count (
  type TEXT PRIMARY KEY,
  rows INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "resource_count" VALUES('accountHistory',1);
INSERT INTO "resource_count" VALUES('appliedCustomerBillingRate',2);
INSERT INTO "resource_count" VALUES('billingAccount',3);
INSERT INTO "resource_count" VALUES('category',2);
INSERT INTO "resource_count" VALUES('customer',3);
INSERT INTO "resource_count" VALUES('individual',3);
INSERT INTO "resource_count" VALUES('product',4);
INSERT INTO "resource_count" VALUES('productOffering',3);
INSERT INTO "resource_count" VALUES('productOfferingPrice',3);
INSERT INTO "resource_count" VALUES('productOrder',2);
INSERT INTO "resource_count" VALUES('productSpecification',3);
INSERT INTO "resource_count" VALUES('quote',2);
CREATE TABLE resource_index (
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  row INTEGER NOT NULL REFERENCES resource (row) ON DELETE CASCADE,
  PRIMARY KEY (type, name, value, row)
) WITHOUT ROWID;
INSERT INTO "resource_index" VALUES('billingAccount','idKey','acct-c1',1);
INSERT INTO "resource_index" VALUES('billingAccount','name','Grace Okafor',1);
INSERT INTO "resource_index" VALUES('billingAccount','relatedParty.id','C1',1);
INSERT INTO "resource_index" VALUES('billingAccount','state','active',1);
INSERT INTO "resource_index" VALUES('billingAccount','idKey','acct-c2',2);
INSERT INTO "resource_index" VALUES('billingAccount','name','Jonas Weiß',2);
INSERT INTO "resource_index" VALUES('billingAccount','relatedParty.id','C2',2);
INSERT INTO "resource_index" VALUES('billingAccount','state','active',2);
INSERT INTO "resource_index" VALUES('billingAccount','idKey','acct-c3',3);
INSERT INTO "resource_index" VALUES('billingAccount','name','Grace Oduya',3);
INSERT INTO "resource_index" VALUES('billingAccount','relatedParty.id','C3',3);
INSERT INTO "resource_index" VALUES('billingAccount','state','active',3);
INSERT INTO "resource_index" VALUES('category','isRoot','true',4);
INSERT INTO "resource_index" VALUES('category','lifecycleStatus','Active',4);
INSERT INTO "resource_index" VALUES('category','name','Home internet',4);
INSERT INTO "resource_index" VALUES('category','isRoot','true',5);
INSERT INTO "resource_index" VALUES('category','lifecycleStatus','Active',5);
INSERT INTO "resource_index" VALUES('category','name','Support',5);
INSERT INTO "resource_index" VALUES('customer','account.id','acct-C1',6);
INSERT INTO "resource_index" VALUES('customer','engagedParty.id','party-C1',6);
INSERT INTO "resource_index" VALUES('customer','idKey','c1',6);
INSERT INTO "resource_index" VALUES('customer','name','Grace Okafor',6);
INSERT INTO "resource_index" VALUES('customer','nameKey','graceokafor',6);
INSERT INTO "resource_index" VALUES('customer','nameKey','okaforgrace',6);
INSERT INTO "resource_index" VALUES('customer','status','active',6);
INSERT INTO "resource_index" VALUES('customer','account.id','acct-C2',7);
INSERT INTO "resource_index" VALUES('customer','engagedParty.id','party-C2',7);
INSERT INTO "resource_index" VALUES('customer','idKey','c2',7);
INSERT INTO "resource_index" VALUES('customer','name','Jonas Weiß',7);
INSERT INTO "resource_index" VALUES('customer','nameKey','jonasweiss',7);
INSERT INTO "resource_index" VALUES('customer','nameKey','weissjonas',7);
INSERT INTO "resource_index" VALUES('customer','status','active',7);
INSERT INTO "resource_index" VALUES('customer','account.id','acct-C3',8);
INSERT INTO "resource_index" VALUES('customer','engagedParty.id','party-C3',8);
INSERT INTO "resource_index" VALUES('customer','idKey','c3',8);
INSERT INTO "resource_index" VALUES('customer','name','Grace Oduya',8);
INSERT INTO "resource_index" VALUES('customer','nameKey','graceoduya',8);
INSERT INTO "resource_index" VALUES('customer','nameKey','oduyagrace',8);
INSERT INTO "resource_index" VALUES('customer','status','active',8);
INSERT INTO "resource_index" VALUES('individual','contactMedium.characteristic.emailAddress','grace.c1@example.com',9);
INSERT INTO "resource_index" VALUES('individual','familyName','Okafor',9);
INSERT INTO "resource_index" VALUES('individual','givenName','Grace',9);
INSERT INTO "resource_index" VALUES('individual','nameKey','graceokafor',9);
INSERT INTO "resource_index" VALUES('individual','nameKey','okaforgrace',9);
INSERT INTO "resource_index" VALUES('individual','phoneEnd','010029317194+',9);
INSERT INTO "resource_index" VALUES('individual','status','validated',9);
INSERT INTO "resource_index" VALUES('individual','contactMedium.characteristic.emailAddress','jonas.c2@example.com',10);
INSERT INTO "resource_index" VALUES('individual','familyName','Weiß',10);
INSERT INTO "resource_index" VALUES('individual','givenName','Jonas',10);
INSERT INTO "resource_index" VALUES('individual','nameKey','jonasweiss',10);
INSERT INTO "resource_index" VALUES('individual','nameKey','weissjonas',10);
INSERT INTO "resource_index" VALUES('individual','phoneEnd','110029317194+',10);
INSERT INTO "resource_index" VALUES('individual','status','validated',10);
INSERT INTO "resource_index" VALUES('individual','contactMedium.characteristic.emailAddress','grace.c3@example.com',11);
INSERT INTO "resource_index" VALUES('individual','familyName','Oduya',11);
INSERT INTO "resource_index" VALUES('individual','givenName','Grace',11);
INSERT INTO "resource_index" VALUES('individual','nameKey','graceoduya',11);
INSERT INTO "resource_index" VALUES('individual','nameKey','oduyagrace',11);
INSERT INTO "resource_index" VALUES('individual','phoneEnd','210029317194+',11);
INSERT INTO "resource_index" VALUES('individual','status','validated',11);
INSERT INTO "resource_index" VALUES('product','billingAccount.id','acct-C1',12);
INSERT INTO "resource_index" VALUES('product','name','Fast',12);
INSERT INTO "resource_index" VALUES('product','phoneEnd','101521320394+',12);
INSERT INTO "resource_index" VALUES('product','productOffering.id','fast',12);
INSERT INTO "resource_index" VALUES('product','productSpecification.id','spec-fast',12);
INSERT INTO "resource_index" VALUES('product','relatedParty.id','C1',12);
INSERT INTO "resource_index" VALUES('product','service','+493023125101',12);
INSERT INTO "resource_index" VALUES('product','status','active',12);
INSERT INTO "resource_index" VALUES('product','billingAccount.id','acct-C1',13);
INSERT INTO "resource_index" VALUES('product','name','Help',13);
INSERT INTO "resource_index" VALUES('product','productOffering.id','help',13);
INSERT INTO "resource_index" VALUES('product','productSpecification.id','spec-help',13);
INSERT INTO "resource_index" VALUES('product','relatedParty.id','C1',13);
INSERT INTO "resource_index" VALUES('product','status','active',13);
INSERT INTO "resource_index" VALUES('product','billingAccount.id','acct-C2',14);
INSERT INTO "resource_index" VALUES('product','name','Fast',14);
INSERT INTO "resource_index" VALUES('product','productOffering.id','fast',14);
INSERT INTO "resource_index" VALUES('product','productSpecification.id','spec-fast',14);
INSERT INTO "resource_index" VALUES('product','relatedParty.id','C2',14);
INSERT INTO "resource_index" VALUES('product','status','active',14);
INSERT INTO "resource_index" VALUES('product','billingAccount.id','acct-C3',15);
INSERT INTO "resource_index" VALUES('product','name','Basic',15);
INSERT INTO "resource_index" VALUES('product','productOffering.id','basic',15);
INSERT INTO "resource_index" VALUES('product','productSpecification.id','spec-basic',15);
INSERT INTO "resource_index" VALUES('product','relatedParty.id','C3',15);
INSERT INTO "resource_index" VALUES('product','status','active',15);
INSERT INTO "resource_index" VALUES('productOffering','category.id','internet',16);
INSERT INTO "resource_index" VALUES('productOffering','isBundle','false',16);
INSERT INTO "resource_index" VALUES('productOffering','isSellable','true',16);
INSERT INTO "resource_index" VALUES('productOffering','lifecycleStatus','Active',16);
INSERT INTO "resource_index" VALUES('productOffering','name','Basic',16);
INSERT INTO "resource_index" VALUES('productOffering','productOfferingPrice.id','price-basic',16);
INSERT INTO "resource_index" VALUES('productOffering','productSpecification.id','spec-basic',16);
INSERT INTO "resource_index" VALUES('productOffering','category.id','internet',17);
INSERT INTO "resource_index" VALUES('productOffering','isBundle','false',17);
INSERT INTO "resource_index" VALUES('productOffering','isSellable','true',17);
INSERT INTO "resource_index" VALUES('productOffering','lifecycleStatus','Active',17);
INSERT INTO "resource_index" VALUES('productOffering','name','Fast',17);
INSERT INTO "resource_index" VALUES('productOffering','productOfferingPrice.id','price-fast',17);
INSERT INTO "resource_index" VALUES('productOffering','productSpecification.id','spec-fast',17);
INSERT INTO "resource_index" VALUES('productOffering','category.id','support',18);
INSERT INTO "resource_index" VALUES('productOffering','isBundle','false',18);
INSERT INTO "resource_index" VALUES('productOffering','isSellable','true',18);
INSERT INTO "resource_index" VALUES('productOffering','lifecycleStatus','Active',18);
INSERT INTO "resource_index" VALUES('productOffering','name','Help',18);
INSERT INTO "resource_index" VALUES('productOffering','productOfferingPrice.id','price-help',18);
INSERT INTO "resource_index" VALUES('productOffering','productSpecification.id','spec-help',18);
INSERT INTO "resource_index" VALUES('productOfferingPrice','lifecycleStatus','Active',19);
INSERT INTO "resource_index" VALUES('productOfferingPrice','name','Basic, monthly',19);
INSERT INTO "resource_index" VALUES('productOfferingPrice','priceType','recurring',19);
INSERT INTO "resource_index" VALUES('productOfferingPrice','lifecycleStatus','Active',20);
INSERT INTO "resource_index" VALUES('productOfferingPrice','name','Fast, monthly',20);
INSERT INTO "resource_index" VALUES('productOfferingPrice','priceType','recurring',20);
INSERT INTO "resource_index" VALUES('productOfferingPrice','lifecycleStatus','Active',21);
INSERT INTO "resource_index" VALUES('productOfferingPrice','name','Help, monthly',21);
INSERT INTO "resource_index" VALUES('productOfferingPrice','priceType','recurring',21);
INSERT INTO "resource_index" VALUES('productSpecification','lifecycleStatus','Active',22);
INSERT INTO "resource_index" VALUES('productSpecification','name','Basic',22);
INSERT INTO "resource_index" VALUES('productSpecification','lifecycleStatus','Active',23);
INSERT INTO "resource_index" VALUES('productSpecification','name','Fast',23);
INSERT INTO "resource_index" VALUES('productSpecification','lifecycleStatus','Active',24);
INSERT INTO "resource_index" VALUES('productSpecification','name','Help',24);
INSERT INTO "resource_index" VALUES('quote','quoteItem.product.id','line-1',25);
INSERT INTO "resource_index" VALUES('quote','quoteItem.productOffering.id','fast',25);
INSERT INTO "resource_index" VALUES('quote','relatedParty.id','C1',25);
INSERT INTO "resource_index" VALUES('quote','state','approved',25);
INSERT INTO "resource_index" VALUES('productOrder','cordboardNumber','O-100001',27);
INSERT INTO "resource_index" VALUES('productOrder','orderDate','2026-12-01T04:12:01.000000Z',27);
INSERT INTO "resource_index" VALUES('productOrder','productOrderItem.product.id','line-1',27);
INSERT INTO "resource_index" VALUES('productOrder','productOrderItem.productOffering.id','fast',27);
INSERT INTO "resource_index" VALUES('productOrder','relatedParty.id','C1',27);
INSERT INTO "resource_index" VALUES('productOrder','state','completed',27);
INSERT INTO "resource_index" VALUES('appliedCustomerBillingRate','billingAccount.id','acct-C1',28);
INSERT INTO "resource_index" VALUES('appliedCustomerBillingRate','isBilled','false',28);
INSERT INTO "resource_index" VALUES('appliedCustomerBillingRate','product.id','line-1',28);
INSERT INTO "resource_index" VALUES('appliedCustomerBillingRate','relatedParty.id','C1',28);
INSERT INTO "resource_index" VALUES('appliedCustomerBillingRate','type','appliedBillingCredit',28);
INSERT INTO "resource_index" VALUES('appliedCustomerBillingRate','billingAccount.id','acct-C1',29);
INSERT INTO "resource_index" VALUES('appliedCustomerBillingRate','isBilled','false',29);
INSERT INTO "resource_index" VALUES('appliedCustomerBillingRate','product.id','line-1',29);
INSERT INTO "resource_index" VALUES('appliedCustomerBillingRate','relatedParty.id','C1',29);
INSERT INTO "resource_index" VALUES('appliedCustomerBillingRate','type','appliedBillingCharge',29);
INSERT INTO "resource_index" VALUES('quote','quoteItem.product.id','line-1',30);
INSERT INTO "resource_index" VALUES('quote','quoteItem.productOffering.id','fast',30);
INSERT INTO "resource_index" VALUES('quote','relatedParty.id','C1',30);
INSERT INTO "resource_index" VALUES('quote','state','approved',30);
INSERT INTO "resource_index" VALUES('productOrder','cordboardNumber','O-100002',31);
INSERT INTO "resource_index" VALUES('productOrder','orderDate','2026-12-01T04:12:01.000000Z',31);
INSERT INTO "resource_index" VALUES('productOrder','productOrderItem.product.id','line-1',31);
INSERT INTO "resource_index" VALUES('productOrder','productOrderItem.productOffering.id','fast',31);
INSERT INTO "resource_index" VALUES('productOrder','relatedParty.id','C1',31);
INSERT INTO "resource_index" VALUES('productOrder','state','completed',31);
CREATE TABLE sign_in_address (
  kind TEXT NOT NULL CHECK (kind IN ('user', 'client')),
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  seen INTEGER NOT NULL,
  PRIMARY KEY (kind, name, address)
) WITHOUT ROWID;
INSERT INTO "sign_in_address" VALUES('client','billing','127.0.0.1',1796098321155135);
CREATE TABLE sign_in_unlock (
  name TEXT PRIMARY KEY
) WITHOUT ROWID;
CREATE TABLE spool (
  id TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  address TEXT NOT NULL,
  mime BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'written')),
  created INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE superseded (
  id TEXT PRIMARY KEY,
  superseded_by TEXT NOT NULL,
  product TEXT NOT NULL,
  due INTEGER NOT NULL,
  undo_until INTEGER NOT NULL,
  document TEXT NOT NULL,
  resource TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE token (
  hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('access', 'refresh')),
  family TEXT NOT NULL,
  subject TEXT NOT NULL,
  role TEXT NOT NULL,
  expires INTEGER NOT NULL,
  used INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
INSERT INTO "token" VALUES('1b6ed621928f79c4b37950f2379a894d985351aef0af3157c317f17a80e82125','access','01a22fcd-6b03-7000-91a6-336d6a789677','billing','system',1796098621155716,0);
CREATE TABLE user (
  name TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('agent', 'reviewer', 'trainer', 'supervisor', 'admin')),
  password TEXT NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL
, team TEXT, shift TEXT, start_date TEXT, extension TEXT) WITHOUT ROWID;
INSERT INTO "user" VALUES('ada','agent','$argon2id$v=19$m=65536,t=3,p=1$sAs3AGF4wN1SpDTcmzCRQw$+BJIjGlrzK3w5uFjMN1VQ0rTVu/clOFLdQVGg1pWKbc',0,1796098320706175,NULL,NULL,NULL,NULL);
CREATE TABLE verification_address_failure (
  address TEXT NOT NULL,
  party TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (address, party)
) WITHOUT ROWID;
CREATE TABLE verification_ended (
  user TEXT PRIMARY KEY,
  since INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE verification_failure (
  user TEXT NOT NULL,
  party TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (user, party)
) WITHOUT ROWID;
CREATE TABLE work (
  id TEXT PRIMARY KEY,
  product TEXT NOT NULL UNIQUE,
  due INTEGER NOT NULL,
  undo_until INTEGER NOT NULL,
  document TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE work_product (
  product TEXT PRIMARY KEY,
  work TEXT NOT NULL REFERENCES work (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX resource_index_by_row ON resource_index (row);
CREATE INDEX token_by_family ON token (family);
CREATE INDEX token_by_expiry ON token (expires);
CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT raise (ABORT, 'events are append-only'); END;
CREATE TRIGGER event_remains BEFORE DELETE ON event BEGIN SELECT raise (ABORT, 'events are append-only'); END;
CREATE INDEX operation_by_time ON operation (created);
CREATE INDEX work_by_due ON work (due);
CREATE INDEX superseded_by_order ON superseded (superseded_by);
CREATE INDEX hub_listener_by_base ON hub_listener (base, position);
CREATE TRIGGER hub_event_taken AFTER UPDATE OF position ON hub_listener BEGIN
  DELETE FROM hub_event WHERE base = new.base
    AND position <= (SELECT min (position) FROM hub_listener WHERE base = new.base);
END;
CREATE TRIGGER hub_listener_gone AFTER DELETE ON hub_listener BEGIN
  DELETE FROM hub_event WHERE base = old.base
    AND position <= coalesce ((SELECT min (position) FROM hub_listener WHERE base = old.base),
                              (SELECT position FROM hub_api WHERE base = old.base));
END;
CREATE INDEX resource_by_type ON resource (type);
CREATE TRIGGER resource_counted AFTER INSERT ON resource BEGIN
  INSERT INTO resource_count (type, rows) VALUES (new.type, 1) ON CONFLICT (type) DO UPDATE SET rows = rows + 1;
END;
CREATE TRIGGER resource_uncounted AFTER DELETE ON resource BEGIN
  UPDATE resource_count SET rows = rows - 1 WHERE type = old.type;
END;
CREATE INDEX sign_in_address_by_address ON sign_in_address (address, seen);
CREATE INDEX work_by_window ON work (due, id) WHERE due = undo_until;
CREATE INDEX interaction_open ON interaction (user, opened, id) WHERE state = 'open';
CREATE INDEX interaction_verified ON interaction (customer) WHERE state = 'open' AND level > 0;
CREATE INDEX work_product_by_work ON work_product (work);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('catalog_change',11);
COMMIT;
