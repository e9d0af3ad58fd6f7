/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-ledger.h"

#include "base/cord-value.h"
#include "billing/cord-fields.h"
#include "billing/cord-line-key.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  FIELD_KEY,
  FIELD_CYCLE,
  FIELD_NET,
  FIELD_ADJUSTED,
};

static const CordField row_table[]
    = { { .name = "key" }, { .name = "cycle" }, { .name = "net" }, { .name = "adjusted" }, { 0 } };

static gboolean
read_amount (const CordBillingInput *self, const CordFields *fields, guint field, gint64 *out, GError **error)
{
  const char *text;
  CordMoney money;
  g_autoptr (GError) cause = NULL;

  if (!cord_fields_string (fields, field, &text, error))
    return FALSE;
  if (!cord_money_parse (text, self->currency, self->scale, &money, &cause))
    return cord_place_refuse (fields->place, cord_fields_name_of (fields, field), cord_place_reason (cause), error,
                              _ ("must be an amount with at most %u decimals"), self->scale);
  *out = money.minor;
  return TRUE;
}

static gboolean
read_cycle (const CordBillingInput *self, const CordFields *fields, CordDate *out, GError **error)
{
  const char *text;
  CordCycle cycle;
  gint64 index;

  if (!cord_fields_string (fields, FIELD_CYCLE, &text, error))
    return FALSE;
  if (!cord_date_parse (text, out, NULL))
    return cord_place_refuse (fields->place, "cycle", "invalid", error, _ ("must be a date such as 2024-06-01"));
  if (!cord_grid_date_in_range (*out, fields->place, "cycle", error))
    return FALSE;
  index = cord_calendar_index (self->calendar, *out);
  if (!cord_calendar_dates (self->calendar, index, &cycle, error))
    return FALSE;
  if (cycle.start != *out)
    return cord_place_refuse (fields->place, "cycle", "impossible", error, _ ("is not the first day of a cycle"));
  if (index > cord_calendar_bill_tail (self->calendar, self->now_index))
    return cord_place_refuse (fields->place, "cycle", "impossible", error, _ ("has not started yet"));
  return TRUE;
}

static gboolean
read_row (CordBillingInput *self, const CordView *object, const CordPlace *place, GArray *ledger, GError **error)
{
  CordFields fields;
  g_auto (CordLineKey) parsed = { 0 };
  CordLedgerRow row = { 0 };
  const char *key;

  if (!cord_fields_collect (&fields, object, place, row_table, error)
      || !cord_fields_string (&fields, FIELD_KEY, &key, error)
      || !cord_line_key_parse (key, self->scale, place, &parsed, error)
      || !read_cycle (self, &fields, &row.cycle, error) || !read_amount (self, &fields, FIELD_NET, &row.net, error))
    return FALSE;
  if (cord_fields_has (&fields, FIELD_ADJUSTED) && !read_amount (self, &fields, FIELD_ADJUSTED, &row.adjusted, error))
    return FALSE;
  if (row.adjusted < 0)
    return cord_place_refuse (place, "adjusted", "invalid", error, _ ("must not be negative"));
  row.key = g_string_chunk_insert_const (self->strings, key);
  g_array_append_val (ledger, row);
  return TRUE;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const CordLedgerRow *first = a, *second = b;

  if (first->cycle != second->cycle)
    return first->cycle < second->cycle ? -1 : 1;
  return strcmp (first->key, second->key);
}

static gboolean
check_unique (const GArray *ledger, GError **error)
{
  for (guint i = 1; i < ledger->len; i++)
    {
      const CordLedgerRow *row = &g_array_index (ledger, CordLedgerRow, i);

      if (compare_rows (row - 1, row) == 0)
        return cord_place_refuse (NULL, "invoiced", "invalid", error, _ ("%s stands twice for one cycle"), row->key);
    }
  return TRUE;
}

void
cord_ledger_row_add (CordBuilder *list, const char *key, CordDate cycle, const char *net)
{
  g_autofree char *start = cord_date_to_string (cycle);
  g_autoptr (GVariant) row = cord_value_of_strings (row_table[FIELD_KEY].name, key, row_table[FIELD_CYCLE].name, start,
                                                    row_table[FIELD_NET].name, net, NULL);

  cord_builder_add (list, row);
}

GArray *
cord_ledger_read (CordBillingInput *input, const CordView *array, GError **error)
{
  const CordPlace list = { .name = "invoiced" };
  g_autoptr (GArray) ledger = g_array_new (FALSE, FALSE, sizeof (CordLedgerRow));
  const gsize n = cord_view_length (array);

  for (gsize i = 0; i < n; i++)
    {
      const CordPlace place = { .parent = &list, .number = (guint)i + 1 };
      const CordView object = cord_view_at (array, i);

      if (!read_row (input, &object, &place, ledger, error))
        return NULL;
    }
  g_array_sort (ledger, compare_rows);
  return check_unique (ledger, error) ? g_steal_pointer (&ledger) : NULL;
}
