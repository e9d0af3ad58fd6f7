-- SPDX-License-Identifier: GPL-3.0-or-later
-- Ids are unique within a type alone: the PIN of the individual 17 is not that of an unrelated customer 17. Credentials
-- and locks are kept under "individual:17". One whose id several had goes to the party if it is the customer's own; where
-- nothing says whose it was, or where it may be the SIM PIN of a product, it proves nothing, and the next import of the
-- party brings it back.
CREATE TEMPORARY TABLE old_credential AS
  SELECT *,
    (SELECT count(*) FROM resource WHERE type IN ('individual', 'organization') AND id = subject) AS parties,
    (SELECT max(type) FROM resource WHERE type IN ('individual', 'organization') AND id = subject) AS party,
    (SELECT count(*) FROM resource WHERE type = 'customer' AND id = subject) AS customers,
    (SELECT count(*) FROM resource JOIN resource_index USING (row) WHERE resource.type = 'customer' AND id = subject
      AND name = 'engagedParty.id' AND value = subject
      AND lower (ifnull (json_extract (document, '$.engagedParty."@referredType"'), '')) <>
        CASE (SELECT max(type) FROM resource WHERE type IN ('individual', 'organization') AND id = subject)
          WHEN 'individual' THEN 'organization' ELSE 'individual' END) AS own
  FROM credential
  WHERE NOT EXISTS (SELECT 1 FROM resource WHERE type = 'product' AND id = subject);
DELETE FROM credential;
INSERT INTO credential (subject, factor, salt, hash)
  SELECT party || ':' || subject, factor, salt, hash FROM old_credential WHERE parties = 1 AND customers = own
  UNION ALL
  SELECT 'customer:' || subject, factor, salt, hash FROM old_credential WHERE parties = 0 AND customers = 1;
DROP TABLE old_credential;

CREATE TEMPORARY TABLE old_lockout AS SELECT * FROM lockout;
DELETE FROM lockout;
INSERT INTO lockout (subject, failures, until, at)
  SELECT type || ':' || id, failures, until, at FROM old_lockout
    JOIN resource ON id = subject AND type IN ('individual', 'organization', 'customer');
DROP TABLE old_lockout;
