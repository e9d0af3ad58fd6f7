/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-billed-account.h"

#include "base/cord-id.h"
#include "base/cord-zone.h"
#include "billing/cord-billing-input-draft.h"
#include "domain/customer/cord-kept-history.h"
#include "server/order/cord-catalog-cache.h"
#include "server/resource/cord-engine.h"
#include "wire/cord-tmf.h"

/* A move of the billing day between two bills moves the second of them, seldom more than once. */
#define TRIES_MAX 4

void
cord_billed_account_clear (CordBilledAccount *self)
{
  cord_account_history_clear (&self->history);
  g_clear_pointer (&self->zone, cord_zone_unref);
  g_clear_pointer (&self->resource, json_node_unref);
  cord_product_names_clear (&self->names);
}

gboolean
cord_billed_account_init (CordBilledAccount *self, CordCore *core, const char *id, GError **error)
{
  g_auto (CordBillingInputDraft) terms = { 0 };
  const char *zone;

  self->core = core;
  self->id = id;
  if (!cord_account_history_load (core, id, &self->history, error))
    return FALSE;
  if (self->history.terms != NULL)
    cord_billing_input_draft_read (&terms, self->history.terms);
  zone = terms.zone != NULL ? terms.zone : cord_core_get_settings (core)->zone;
  self->zone = cord_zone_parse (zone, error);
  return self->zone != NULL;
}

CordDate
cord_billed_account_get_today (const CordBilledAccount *self)
{
  return cord_instant_to_date (cord_core_now (self->core), self->zone);
}

CordQuote *
cord_billed_account_quote_before (const CordBilledAccount *self, GVariant *kept, CordDate day, GError **error)
{
  g_autoptr (GVariant) events = cord_kept_history_dup_before (kept, self->zone, day);
  g_autofree char *now = cord_date_to_string (day - 1);
  g_autoptr (GVariant) terms = cord_account_history_dup_terms (&self->history, day);
  g_auto (CordBillingInputDraft) draft = { 0 };
  g_autoptr (GVariant) input = NULL;

  cord_billing_input_draft_read (&draft, terms);
  draft.history = g_steal_pointer (&events);
  draft.now = now;
  input = cord_billing_input_draft_to_value (&draft);
  return cord_quote_new_of_account (input, error);
}

CordQuote *
cord_billed_account_find_next (const CordBilledAccount *self, GVariant *kept, CordDate since, GError **error)
{
  CordDate begins = since + 1;
  CordQuote *quote = cord_billed_account_quote_before (self, kept, begins, error);

  for (guint i = 0; quote != NULL && i < TRIES_MAX && cord_quote_get_current (quote)->next.cycle.start != begins; i++)
    {
      begins = cord_quote_get_current (quote)->next.cycle.start;
      g_object_unref (quote);
      quote = cord_billed_account_quote_before (self, kept, begins, error);
    }
  return quote;
}

char *
cord_billed_account_dup_order (const CordBilledAccount *self, GVariant *kept, const CordBillLine *line, CordDate day)
{
  gint64 number = cord_bill_line_get_event (line);

  return number > 0 ? cord_kept_history_dup_order (kept, self->zone, day, (guint)number) : NULL;
}

char *
cord_billed_account_dup_line_name (const CordBillLine *line, const char *order)
{
  g_autofree char *cycle = cord_date_to_string (line->cycle.start);

  if (order != NULL && cord_bill_line_get_event (line) > 0)
    return g_strdup_printf ("%s/%s/%s/%s/%s", cycle, line->kind, line->product, order, line->taxes->text);
  return g_strconcat (cycle, "/", line->key, NULL);
}

static gboolean
load (CordBilledAccount *self, GError **error)
{
  if (self->catalog != NULL)
    return TRUE;
  if (!cord_engine_find (self->core, "billingAccount", self->id, &self->resource, error))
    return FALSE;
  self->names.core = self->core;
  self->names.account = self->id;
  if (self->resource != NULL)
    self->names.customer = cord_tmf_customer (json_node_get_object (self->resource), "relatedParty");
  self->catalog = cord_catalog_cache_get (self->core, error);
  return self->catalog != NULL;
}

gboolean
cord_billed_account_charge (CordBilledAccount *self, const CordRate *rate, CordQuote *quote, const CordBillLine *line,
                            GError **error)
{
  g_autofree char *id = cord_id_new (cord_core_get_clock (self->core));
  CordRate whole = *rate;

  if (!load (self, error))
    return FALSE;
  whole.id = id;
  whole.customer = self->names.customer;
  whole.account = self->id;
  whole.product = cord_product_names_find (&self->names, line->product, error);
  return whole.product != NULL && cord_rate_write (self->core, &whole, self->catalog, quote, line, error);
}
