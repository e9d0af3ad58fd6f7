/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/change/cord-change-bill.h"

static void
fee_free (CordChangeFee *self)
{
  g_free (self->name);
  g_free (self);
}

typedef struct
{
  CordQuote *quote;
  const CordBillNames *names;
  GHashTable *keys; /* of the fees that were found */
  GPtrArray *fees;
} Search;

static gboolean
is_of_change (CordQuote *quote, const CordBillLine *line)
{
  return cord_quote_is_of_change (quote, cord_bill_line_get_event (line)) && line->gross > 0;
}

static void
add_fees (Search *self, CordLadderStep step, gboolean at_once, CordDate bill)
{
  g_autoptr (GPtrArray) lines = cord_quote_dup_row_lines (self->quote, TRUE, step, 0);

  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = lines->pdata[i];
      CordChangeFee *fee;

      if (!is_of_change (self->quote, line) || !g_hash_table_add (self->keys, g_strdup (line->key)))
        continue;
      fee = g_new0 (CordChangeFee, 1);
      fee->name = cord_bill_names_dup_fee (self->names, self->quote, line);
      fee->gross = line->gross;
      fee->leaving = g_str_equal (line->kind, "etf");
      fee->at_once = at_once;
      fee->bill = bill;
      g_ptr_array_add (self->fees, fee);
    }
}

GPtrArray *
cord_change_bill_fees (CordQuote *quote, const CordBillNames *names)
{
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Search search = { quote, names, keys, g_ptr_array_new_with_free_func ((GDestroyNotify)fee_free) };

  if (!cord_quote_collects_next (quote))
    add_fees (&search, CORD_LADDER_THIS, TRUE, ladder->this_bill.cycle.start);
  add_fees (&search, CORD_LADDER_NEXT, FALSE, ladder->next.cycle.start);
  if (ladder->has_first)
    add_fees (&search, CORD_LADDER_FIRST, FALSE, ladder->first.cycle.start);
  return search.fees;
}

static void
take_to_come (GPtrArray *found, CordQuote *quote, CordLadderStep step)
{
  g_autoptr (GPtrArray) lines = cord_quote_dup_row_lines (quote, TRUE, step, 0);

  for (guint i = 0; i < lines->len;)
    {
      const CordBillLine *line = lines->pdata[i];

      if (is_of_change (quote, line) && line->cycle.start > cord_quote_get_now (quote))
        g_ptr_array_add (found, g_ptr_array_steal_index (lines, i));
      else
        i++;
    }
}

GPtrArray *
cord_change_bill_dup_fees_to_come (CordQuote *quote)
{
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_bill_line_free);

  take_to_come (found, quote, CORD_LADDER_NEXT);
  if (ladder->has_first && ladder->first.cycle.start > ladder->next.cycle.start)
    take_to_come (found, quote, CORD_LADDER_FIRST);
  return found;
}

const CordBillRow *
cord_change_bill_named (CordQuote *quote)
{
  const CordLadder *ladder = cord_quote_get_candidate (quote);

  return ladder->has_first && ladder->first.cycle.start != ladder->this_bill.cycle.start ? &ladder->first
                                                                                         : &ladder->next;
}

gboolean
cord_change_bill_is_now (CordQuote *quote)
{
  return !cord_quote_collects_next (quote) && cord_quote_get_added_lines (quote)->len > 0;
}
