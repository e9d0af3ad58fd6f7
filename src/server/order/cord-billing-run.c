/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-billing-run.h"

#include "config.h"

#include "base/cord-id.h"
#include "base/cord-zone.h"
#include "billing/cord-billing-input-draft.h"
#include "billing/cord-quote.h"
#include "domain/customer/cord-history.h"
#include "domain/customer/cord-kept-history.h"
#include "server/order/cord-account-history.h"
#include "server/order/cord-catalog-cache.h"
#include "server/order/cord-rate.h"
#include "server/resource/cord-engine.h"
#include "wire/cord-tmf.h"

/* A move of the billing day between two bills moves the second of them, seldom more than once. */
#define TRIES_MAX 4

typedef struct
{
  CordCore *core;
  const char *account;
  CordAccountHistory history;
  CordBillingInputDraft terms;
  CordZone *zone;
  CordCatalog *catalog; /* owned by the core */
  JsonNode *resource;   /* of the account, or NULL */
  GHashTable *products; /* billing name → id, of names that are no ids */
} Run;

static void
run_clear (Run *self)
{
  cord_account_history_clear (&self->history);
  cord_billing_input_draft_clear (&self->terms);
  g_clear_pointer (&self->zone, cord_zone_unref);
  g_clear_pointer (&self->resource, json_node_unref);
  g_clear_pointer (&self->products, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static gboolean
is_billed_here (const Run *self)
{
  return self->history.terms != NULL && cord_value_length (self->history.events) > 0;
}

static gboolean
open_zone (Run *self, GError **error)
{
  const char *name = self->terms.zone != NULL ? self->terms.zone : cord_core_get_settings (self->core)->zone;

  self->zone = cord_zone_parse (name, error);
  return self->zone != NULL;
}

static gboolean
run_init (Run *self, CordCore *core, const char *account, GError **error)
{
  self->core = core;
  self->account = account;
  if (!cord_account_history_load (core, account, &self->history, error))
    return FALSE;
  if (self->history.terms != NULL)
    cord_billing_input_draft_read (&self->terms, self->history.terms);
  return open_zone (self, error);
}

static CordDate
today (const Run *self)
{
  return cord_instant_to_date (cord_core_now (self->core), self->zone);
}

/* What the account was on the day before @begins, without any order of that day or later. */
static CordQuote *
quote_before (const Run *self, CordDate begins, GError **error)
{
  g_autoptr (GVariant) events = cord_kept_history_dup_before (self->history.events, self->zone, begins);
  g_autofree char *now = cord_date_to_string (begins - 1);
  CordBillingInputDraft draft = self->terms;
  g_autoptr (GVariant) input = NULL;

  draft.history = events;
  draft.now = now;
  input = cord_billing_input_draft_to_value (&draft);
  return cord_quote_new_of_account (input, error);
}

/* The account as it was before its first bill after that of @since begins. */
static CordQuote *
find_next (const Run *self, CordDate since, GError **error)
{
  CordDate begins = since + 1;
  CordQuote *quote = quote_before (self, begins, error);

  for (guint i = 0; quote != NULL && i < TRIES_MAX && cord_quote_get_current (quote)->next.cycle.start != begins; i++)
    {
      begins = cord_quote_get_current (quote)->next.cycle.start;
      g_object_unref (quote);
      quote = quote_before (self, begins, error);
    }
  return quote;
}

/* The rates */

static gboolean
load_products (Run *self, GError **error)
{
  g_autoptr (JsonArray) products = NULL;

  if (self->products != NULL)
    return TRUE;
  products = cord_engine_collect (self->core, "product", "billingAccount.id", self->account, error);
  if (products == NULL)
    return FALSE;
  self->products = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < cord_tmf_length (products); i++)
    {
      const char *id = cord_tmf_id (cord_tmf_at (products, i));

      g_hash_table_insert (self->products, cord_history_name (id), g_strdup (id));
    }
  return TRUE;
}

/* The order whose event brought the fee of @line; NULL for anything but a fee. */
static char *
dup_order (const Run *self, const CordBillLine *line, CordDate begins)
{
  gint64 number = cord_bill_line_get_event (line);

  return number > 0 ? cord_kept_history_dup_order (self->history.events, self->zone, begins, (guint)number) : NULL;
}

static gboolean
write_rate (Run *self, CordQuote *quote, const CordBillLine *line, GError **error)
{
  CordDate begins = cord_quote_get_current (quote)->next.cycle.start;
  g_autofree char *id = cord_id_new (cord_core_get_clock (self->core));
  g_autofree char *order = dup_order (self, line, begins);
  const char *product = g_hash_table_lookup (self->products, line->product);
  const CordRate rate
      = { .id = id,
          .customer
          = self->resource != NULL ? cord_tmf_customer (json_node_get_object (self->resource), "relatedParty") : NULL,
          .account = self->account,
          .product = product != NULL ? product : line->product,
          .order = order,
          .due = begins };

  return cord_rate_write (self->core, &rate, self->catalog, quote, line, error);
}

static gboolean
write_bill (Run *self, CordQuote *quote, GError **error)
{
  g_autoptr (GPtrArray) lines = cord_quote_dup_row_lines (quote, FALSE, CORD_LADDER_NEXT, 0);

  if (self->resource == NULL && !cord_engine_find (self->core, "billingAccount", self->account, &self->resource, error))
    return FALSE;
  self->catalog = cord_catalog_cache_get (self->core, error);
  if (self->catalog == NULL || !load_products (self, error))
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    if (!write_rate (self, quote, g_ptr_array_index (lines, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
write_bills (Run *self, GError **error)
{
  CordDate since = self->history.billed;
  CordDate written = since;

  if (since == CORD_DATE_NONE)
    since = cord_kept_history_find_oldest (self->history.events, self->zone);
  while (since != CORD_DATE_NONE)
    {
      g_autoptr (CordQuote) quote = find_next (self, since, error);

      if (quote == NULL)
        return FALSE;
      since = cord_quote_get_current (quote)->next.cycle.start;
      if (since > today (self))
        break;
      if (!write_bill (self, quote, error))
        return FALSE;
      written = since;
    }
  return written == self->history.billed || cord_account_history_set_billed (self->core, self->account, written, error);
}

gboolean
cord_billing_run (CordCore *core, const char *account, GError **error)
{
  g_auto (Run) run = { 0 };

  return account == NULL
         || (run_init (&run, core, account, error) && (!is_billed_here (&run) || write_bills (&run, error)));
}

gboolean
cord_billing_run_find_today (CordCore *core, const char *account, CordDate *out, GError **error)
{
  g_auto (Run) run = { 0 };

  if (!run_init (&run, core, account, error))
    return FALSE;
  *out = today (&run);
  return TRUE;
}
