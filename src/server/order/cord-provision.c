/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-provision.h"

#include "config.h"

#include "billing/cord-quote.h"
#include "domain/change/cord-change.h"
#include "server/order/cord-catalog-cache.h"
#include "server/order/cord-inventory-history.h"
#include "server/order/cord-order-undo.h"
#include "server/order/cord-rate.h"
#include "server/resource/cord-engine.h"
#include "wire/cord-account-resource.h"
#include "wire/cord-order-resource.h"
#include "wire/cord-product-resource.h"
#include "wire/cord-quote-resource.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

/* One order being carried out. */
typedef struct
{
  CordCore *core;
  const CordWork *work;
  CordOrderPlan *plan; /* the work's document */
  GVariant *change;    /* the plan's, as is the quote */
  CordQuote *quote;    /* as it was sealed; NULL where there is nothing to carry out but the order itself */
} Job;

static gboolean
store (Job *job, const char *type, JsonObject *document, GError **error)
{
  return cord_engine_store (job->core, cord_resource_type_find (type), document, NULL, error);
}

/* The inventory */

/* FALSE, CONFLICT, when the product is no longer as the order found it. */
static gboolean
write_held (const Job *job, CordProductResource *change, JsonObject *held, GError **error)
{
  if (cord_product_resource_is_over (held))
    return cord_error_set_full (error, CORD_ERROR_CONFLICT, "status", "status", NULL, _ ("The product is over"));
  if (cord_change_is_suspension (job->change))
    return cord_product_resource_suspend (held, error);
  if (cord_change_is_resumption (job->change))
    return cord_product_resource_resume (held, error);
  if (cord_change_is_removal (job->change))
    cord_product_resource_terminate (change, held);
  else if (cord_change_is_quantity (job->change))
    cord_product_resource_count (change, held);
  else
    cord_product_resource_modify (change, held);
  return TRUE;
}

static gboolean
write_product (Job *job, CordProductResource *change, GError **error)
{
  const char *id = cord_change_get_product (job->change);
  gboolean added = cord_change_is_addition (job->change);
  g_autoptr (JsonNode) held = added ? NULL : cord_engine_require (job->core, "product", id, NULL, error);
  g_autoptr (JsonObject) fresh = NULL;

  if (!added && held == NULL)
    return FALSE;
  if (added)
    {
      fresh = cord_product_resource_to_tmf (change);
      return store (job, "product", fresh, error);
    }
  if (!write_held (job, change, json_node_get_object (held), error))
    return FALSE;
  return store (job, "product", json_node_get_object (held), error);
}

/* The account has the new day once the order is carried out; the history knows from which bill on it counts. */
static gboolean
move_billing_day (Job *job, GError **error)
{
  const char *id = cord_order_plan_get_account (job->plan);
  g_autoptr (JsonNode) account = cord_engine_require (job->core, "billingAccount", id, NULL, error);
  g_autofree char *day = NULL;
  g_autofree char *first = NULL;
  CordDate begins = cord_quote_get_billing_day (job->quote);

  if (account == NULL)
    return FALSE;
  day = begins != CORD_DATE_NONE ? cord_date_to_string (begins) : NULL;
  first = cord_tmf_dup_midnight (day);
  cord_account_resource_set_billing_day (json_node_get_object (account), cord_change_get_date_shift (job->change),
                                         first);
  return store (job, "billingAccount", json_node_get_object (account), error);
}

static gboolean
change_inventory (Job *job, GError **error)
{
  const char *offering = cord_change_get_offering (job->change);
  CordCatalog *catalog = cord_catalog_cache_get (job->core, error);
  g_autoptr (JsonNode) resource = NULL;
  CordProductResource change = { 0 };

  if (catalog == NULL)
    return FALSE;
  if (cord_change_is_billing_day (job->change))
    return move_billing_day (job, error);
  if (cord_change_has_offering (job->change))
    {
      change.offering = cord_catalog_find (catalog, offering);
      if (change.offering == NULL)
        return cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-offering", NULL, NULL,
                                    _ ("The offering is no longer in the catalog"));
      if (!cord_engine_find (job->core, "productOffering", offering, &resource, error))
        return FALSE;
    }
  change.change = job->change;
  change.resource = resource;
  change.quote = job->quote;
  change.customer = cord_order_plan_get_customer (job->plan);
  change.account = cord_order_plan_get_account (job->plan);
  return write_product (job, &change, error);
}

/* A removal that takes products along ends each of them. */
static gboolean
change_products (Job *job, GError **error)
{
  GVariant *whole = job->change;
  g_autoptr (GPtrArray) products = cord_change_dup_products (whole);
  gboolean changed = TRUE;

  if (!cord_change_takes_along (whole))
    return change_inventory (job, error);
  for (guint i = 0; i < products->len && changed; i++)
    {
      g_autoptr (GVariant) alone = cord_change_new ("remove", products->pdata[i], NULL, NULL, 0);

      job->change = alone;
      changed = change_inventory (job, error);
    }
  job->change = whole;
  return changed;
}

/* What is charged: one rate a line of the sealed quote. */

static gboolean
write_rates (Job *job, GError **error)
{
  const CordRate all = { .id = job->work->id,
                         .customer = cord_order_plan_get_customer (job->plan),
                         .account = cord_order_plan_get_account (job->plan),
                         .order = job->work->id };
  CordCatalog *catalog = cord_catalog_cache_get (job->core, error);

  return catalog != NULL && cord_rate_write_added (job->core, &all, catalog, job->quote, error);
}

/* The order and its quote */

static gboolean
accept_quote (Job *job, GError **error)
{
  const char *id = cord_order_plan_get_quote_id (job->plan);
  g_autoptr (JsonNode) quote = NULL;

  if (!cord_engine_find (job->core, "quote", id, &quote, error))
    return FALSE;
  /* An order may name a quote that was never kept, and nobody learns whether another customer has one of that id. */
  if (quote == NULL
      || g_strcmp0 (cord_tmf_customer (json_node_get_object (quote), "relatedParty"),
                    cord_order_plan_get_customer (job->plan))
             != 0)
    return TRUE;
  cord_quote_resource_accept (json_node_get_object (quote));
  return store (job, "quote", json_node_get_object (quote), error);
}

static gboolean
finish_order (CordCore *core, const CordWork *work, const char *state, const char *note, GError **error)
{
  g_autoptr (JsonNode) order = cord_engine_require (core, "productOrder", work->id, NULL, error);
  g_autofree char *now = cord_core_now_text (core);

  if (order == NULL)
    return FALSE;
  cord_order_resource_finish (json_node_get_object (order), state, now, note);
  return cord_engine_store (core, cord_resource_type_find ("productOrder"), json_node_get_object (order), NULL, error);
}

/* The account's history has the order already. */
static gboolean
carry_out (Job *job, GError **error)
{
  CordInventoryHistory *history = cord_inventory_history_of (job->core);
  gboolean changed;

  cord_inventory_history_set_own (history, TRUE);
  changed = change_products (job, error);
  cord_inventory_history_set_own (history, FALSE);
  return changed && write_rates (job, error) && accept_quote (job, error);
}

/* What was not priced changes nothing but what it ends, of which the account's history then learns as from another
 * system. */
static gboolean
end_unpriced (Job *job, GError **error)
{
  GVariant *change = cord_order_plan_get_change (job->plan);
  g_autoptr (GPtrArray) products = cord_change_dup_products (change);
  g_autofree char *now = cord_core_now_text (job->core);

  for (guint i = 0; cord_change_is_removal (change) && i < products->len; i++)
    {
      g_autoptr (JsonNode) held = NULL;

      if (!cord_engine_find (job->core, "product", products->pdata[i], &held, error))
        return FALSE;
      if (held == NULL || cord_product_resource_is_over (json_node_get_object (held)))
        continue;
      cord_product_resource_end (json_node_get_object (held), now);
      if (!store (job, "product", json_node_get_object (held), error))
        return FALSE;
    }
  return TRUE;
}

gboolean
cord_provision (CordCore *core, const CordWork *work, CordOrderPlan *plan, GError **error)
{
  Job job = { core, work, plan, NULL, NULL };

  if (cord_order_plan_is_priced (plan))
    {
      job.change = cord_order_plan_get_change (plan);
      job.quote = cord_order_plan_get_quote (plan, error);
      if (job.quote == NULL || !carry_out (&job, error))
        return FALSE;
    }
  else if (!end_unpriced (&job, error))
    return FALSE;
  return cord_work_store_forget (cord_core_get_database (core), work->id, error)
         && finish_order (core, work, "completed", NULL, error);
}

gboolean
cord_provision_fail (CordCore *core, const CordWork *work, const char *why, GError **error)
{
  return cord_order_give_up (core, work->id, error) && finish_order (core, work, "failed", why, error);
}
