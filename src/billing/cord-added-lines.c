/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-added-lines.h"

#include "billing/cord-bill-line.h"
#include "billing/cord-bill.h"

#include <string.h>

static const CordBillLine *
find_line (GPtrArray *lines, const CordBillLine *wanted)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (lines, i);

      if (line->cycle.start == wanted->cycle.start && strcmp (line->key, wanted->key) == 0)
        return line;
    }
  return NULL;
}

static void
add_amounts (CordBillLine *line, const CordBillLine *part, int sign)
{
  line->net += sign * part->net;
  line->tax += sign * part->tax;
  line->gross += sign * part->gross;
  for (guint i = 0; i < CORD_TAXES_MAX; i++)
    line->tax_parts[i] += sign * part->tax_parts[i];
}

/* The tax of a difference may be a cent off the difference of the taxes, which is what the bill comes to. */
static void
set_difference (CordBillLine *line, const CordBillLine *with, const CordBillLine *without)
{
  line->net = line->tax = line->gross = 0;
  memset (line->tax_parts, 0, sizeof line->tax_parts);
  if (with != NULL)
    add_amounts (line, with, 1);
  if (without != NULL)
    add_amounts (line, without, -1);
}

GPtrArray *
cord_added_lines_new (CordTimeline *changed, CordTimeline *history, GPtrArray *lines, GPtrArray *owed, GError **error)
{
  GPtrArray *added;

  if (owed->len == 0)
    return g_ptr_array_ref (lines);
  added = cord_bill_lines_since (changed, history, error);
  for (guint i = 0; added != NULL && i < added->len; i++)
    {
      CordBillLine *line = g_ptr_array_index (added, i);
      const CordBillLine *without = find_line (owed, line);

      set_difference (line, find_line (lines, line), without);
      line->waiting = without != NULL ? line->invoiced - without->invoiced : 0;
    }
  return added;
}
