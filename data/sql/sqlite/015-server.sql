-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the work of an order waits for besides its own product: a removal takes products along.
CREATE TABLE work_product (
  product TEXT PRIMARY KEY,
  work TEXT NOT NULL REFERENCES work (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX work_product_by_work ON work_product (work);
