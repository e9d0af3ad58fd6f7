/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-rate.h"

#include "config.h"

#include "domain/change/cord-bill-words.h"
#include "domain/change/cord-order-price.h"
#include "server/resource/cord-engine.h"
#include "wire/cord-applied-rate.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

/* The name of the product in the inventory; NULL where there is none. */
static char *
dup_product_name (CordCore *core, const char *product)
{
  g_autoptr (JsonNode) held = NULL;

  return cord_engine_find (core, "product", product, &held, NULL) && held != NULL
             ? g_strdup (cord_tmf_string (json_node_get_object (held), "name"))
             : NULL;
}

/* A fee is named as on the order, by the product; and what is given back may be of an offering that is no longer in the
 * catalog. */
static char *
dup_words (CordCore *core, const CordRate *self, CordCatalog *catalog, CordQuote *quote, const CordBillLine *line)
{
  g_autofree char *product = self->reason != NULL || line->ticks < 0 ? dup_product_name (core, self->product) : NULL;
  const CordBillNames names = { NULL, catalog, product };
  g_autofree char *words = cord_bill_words_line (&names, quote, line);

  /* Translators: the arithmetic of a line of a bill, and a sentence that says why it is there. */
  return self->reason != NULL ? g_strdup_printf (_ ("%s. %s"), words, self->reason) : g_steal_pointer (&words);
}

gboolean
cord_rate_write (CordCore *core, const CordRate *self, CordCatalog *catalog, CordQuote *quote, const CordBillLine *line,
                 GError **error)
{
  g_autofree char *now = cord_core_now_text (core);
  g_autofree char *words = NULL;
  g_autofree char *percent = NULL;
  g_autoptr (JsonObject) document = NULL;
  CordAppliedRate rate = { .id = self->id, .date = now, .customer = self->customer, .account = self->account };

  if (cord_order_price_is_zero (line))
    return TRUE;
  words = dup_words (core, self, catalog, quote, line);
  percent = cord_order_price_dup_tax (line);
  rate.name = words;
  rate.percent = percent;
  rate.taxes = line->taxes;
  rate.tax_parts = line->tax_parts;
  rate.product = self->product;
  rate.order = self->order;
  rate.due = self->due;
  rate.line = self->line;
  rate.period = line->cycle;
  rate.net = cord_quote_money (quote, line->net);
  rate.tax = cord_quote_money (quote, line->tax);
  rate.gross = cord_quote_money (quote, line->gross);
  document = cord_applied_rate_to_tmf (&rate);
  return cord_engine_store (core, cord_resource_type_find ("appliedCustomerBillingRate"), document, NULL, error);
}

/* Where changes are collected with the next bill, theirs is the one that the quote named. */
static CordDate
due_of (CordQuote *quote)
{
  return cord_quote_collects_next (quote) ? cord_quote_get_candidate (quote)->next.cycle.start : CORD_DATE_NONE;
}

gboolean
cord_rate_write_added (CordCore *core, const CordRate *all, CordCatalog *catalog, CordQuote *quote, GError **error)
{
  GPtrArray *lines = cord_quote_get_added_lines (quote);
  g_auto (CordProductNames) names = { .core = core, .customer = all->customer, .account = all->account };

  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (lines, i);
      g_autofree char *id = g_strdup_printf ("%s-%u", all->id, i + 1);
      CordRate rate = *all;

      rate.id = id;
      rate.product = cord_product_names_find (&names, line->product, error);
      rate.due = due_of (quote);
      if (rate.product == NULL || !cord_rate_write (core, &rate, catalog, quote, line, error))
        return FALSE;
    }
  return TRUE;
}
