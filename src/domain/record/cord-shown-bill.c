/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/record/cord-shown-bill.h"

static const struct
{
  const char *name;
  const char *path;
} rows[CORD_SHOWN_BILL_ROWS] = {
  [CORD_SHOWN_THIS_BILL] = { "this", "bill.this" },       [CORD_SHOWN_NEXT_BILL] = { "next", "bill.next" },
  [CORD_SHOWN_STEADY_BILL] = { "steady", "bill.steady" }, [CORD_SHOWN_YEAR] = { "year", "bill.year" },
  [CORD_SHOWN_FIRST_BILL] = { "first", "bill.first" },
};

void
cord_shown_bill_read (GVariant *document, CordShownBill *bill)
{
  for (gsize i = 0; i < CORD_SHOWN_BILL_ROWS; i++)
    bill->gross[i] = cord_value_get_string (document, rows[i].name);
}

GVariant *
cord_shown_bill_new (const CordShownBill *bill)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  for (gsize i = 0; i < CORD_SHOWN_BILL_ROWS; i++)
    cord_builder_string (&builder, rows[i].name, bill->gross[i]);
  return cord_builder_end (&builder);
}

const char *
cord_shown_bill_path (gsize row)
{
  g_return_val_if_fail (row < CORD_SHOWN_BILL_ROWS, NULL);
  return rows[row].path;
}
