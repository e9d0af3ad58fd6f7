/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-rate.h"

#include "domain/change/cord-bill-words.h"
#include "domain/change/cord-order-price.h"
#include "server/resource/cord-engine.h"
#include "wire/cord-applied-rate.h"

gboolean
cord_rate_write (CordCore *core, const CordRate *self, CordCatalog *catalog, CordQuote *quote, const CordBillLine *line,
                 GError **error)
{
  const CordBillNames names = { NULL, catalog };
  g_autofree char *now = cord_core_now_text (core);
  g_autofree char *words = NULL;
  g_autofree char *percent = NULL;
  g_autoptr (JsonObject) document = NULL;
  CordAppliedRate rate = { .id = self->id, .date = now, .customer = self->customer, .account = self->account };

  if (cord_order_price_is_zero (line))
    return TRUE;
  words = cord_bill_words_line (&names, quote, line);
  percent = cord_order_price_dup_tax (line);
  rate.name = words;
  rate.percent = percent;
  rate.taxes = line->taxes;
  rate.tax_parts = line->tax_parts;
  rate.product = self->product;
  rate.order = self->order;
  rate.due = self->due;
  rate.period = line->cycle;
  rate.net = cord_quote_money (quote, line->net);
  rate.tax = cord_quote_money (quote, line->tax);
  rate.gross = cord_quote_money (quote, line->gross);
  document = cord_applied_rate_to_tmf (&rate);
  return cord_engine_store (core, cord_resource_type_find ("appliedCustomerBillingRate"), document, NULL, error);
}
