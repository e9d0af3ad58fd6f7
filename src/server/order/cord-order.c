/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-order.h"

#include "config.h"

#include "base/cord-deadline.h"
#include "base/cord-id.h"
#include "base/cord-zone.h"
#include "domain/change/cord-change.h"
#include "server/core/cord-operation.h"
#include "server/order/cord-account-history.h"
#include "server/order/cord-bill-price.h"
#include "server/order/cord-billing-run.h"
#include "server/order/cord-eligibility.h"
#include "server/order/cord-order-plan.h"
#include "server/order/cord-order-queue.h"
#include "server/order/cord-order-undo.h"
#include "server/order/cord-pricing.h"
#include "server/resource/cord-access.h"
#include "server/resource/cord-engine.h"
#include "server/resource/cord-ownership.h"
#include "server/resource/cord-party-interaction.h"
#include "store/cord-meta-store.h"
#include "store/cord-work-store.h"
#include "wire/cord-order-request.h"
#include "wire/cord-order-resource.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

static gboolean
stale (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_STALE, "quote-stale", "cordboardSeal",
                              _ ("Ask for the quote again and tell the customer what moved."),
                              _ ("Something changed since the quote: the order would cost something else"));
}

/* One order being placed. */
typedef struct
{
  CordRequest *request;
  JsonObject *document;
  CordOrderRequest order;
  GVariant *change;       /* the order's, with the id of the product that it adds */
  CordAccountState state; /* empty where there is nothing to price, as is the quote */
  CordQuote *quote;
  gint64 date;       /* when it takes effect; 0 at once */
  CordWork *waiting; /* the order that it takes the place of, or NULL */
  gboolean began;    /* the account's history began with it */
} Placing;

static void
placing_clear (Placing *self)
{
  g_clear_pointer (&self->document, json_object_unref);
  cord_order_request_clear (&self->order);
  g_clear_pointer (&self->change, g_variant_unref);
  cord_account_state_clear (&self->state);
  g_clear_object (&self->quote);
  g_clear_pointer (&self->waiting, cord_work_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Placing, placing_clear)

static gboolean
check_seal (const Placing *self, GError **error)
{
  const char *seal = self->order.seal;

  if (seal == NULL && cord_request_is_bound (self->request))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "missing", "cordboardSeal", NULL, _ ("“%s” is missing"),
                                "cordboardSeal");
  return seal == NULL || g_strcmp0 (seal, cord_quote_get_sha256 (self->quote)) == 0 || stale (error);
}

/* An added product gets its id now, so that everybody calls it the same from here on. */
static gboolean
load (Placing *self, GError **error)
{
  if (!cord_account_state_load (&self->state, self->request, self->order.customer, self->order.account,
                                self->order.change, error))
    return FALSE;
  self->change = cord_change_complete (self->order.change, self->state.customer, self->state.catalog);
  return TRUE;
}

/* A quote was sealed while the offering was sold, and is kept to until its seal is stale. */
static gboolean
check_eligible (const Placing *self, GError **error)
{
  g_autofree char *item = cord_order_resource_dup_changed_place (self->document);

  return cord_change_check (self->change, error)
         && cord_eligibility_check (&self->state, self->change, item, self->order.seal != NULL, error);
}

/* The recomputed quote must have the seal of the quote that the customer was told. */
static gboolean
price (Placing *self, GError **error)
{
  g_autoptr (CordZone) zone = NULL;

  if (!check_eligible (self, error))
    return FALSE;
  self->quote = cord_account_state_quote (&self->state, self->change, self->order.effective, error);
  if (self->quote == NULL || !check_seal (self, error)
      || !cord_account_state_check_timing (&self->state, self->request, self->change, self->quote, "requestedStartDate",
                                           error))
    return FALSE;
  zone = cord_customer_dup_time_zone (self->state.customer);
  if (cord_quote_get_effective (self->quote) > self->state.today)
    self->date = cord_date_to_instant (cord_quote_get_effective (self->quote), zone);
  return TRUE;
}

static gboolean
pending (const Placing *self, GError **error)
{
  gboolean moves = cord_change_is_billing_day (self->change);

  return cord_error_set_full (error, CORD_ERROR_CONFLICT, "pending-change",
                              moves ? "productOrderItem.cordboardBillingDay" : "productOrderItem.product.id",
                              _ ("Wait until it is carried out, or undo it."), "%s",
                              moves ? _ ("A move of the billing day is already on its way")
                                    : _ ("A change of this product is already on its way"));
}

/* What one change at a time may wait for: a product, or the billing day of an account. NULL where there is nothing to
 * price. */
static char *
dup_subject (const Placing *self)
{
  if (self->state.customer == NULL)
    return NULL;
  if (cord_change_is_billing_day (self->change))
    return g_strconcat ("billing-day/", cord_customer_get_account_id (self->state.customer), NULL);
  return g_strdup (cord_change_get_product (self->change));
}

static gboolean
gives_way (CordCore *core, const CordWork *waiting)
{
  return !cord_deadline_is_ahead (waiting->undo_until, cord_core_now (core), cord_core_get_settings (core)->undo_window)
         && waiting->due > cord_core_now (core);
}

/* Whether the order that waits for @product may go on; *waiting: that order, or NULL. One that takes products along
 * cannot give way for one of them alone, nor can several give way to it. */
static gboolean
check_waiting (const Placing *self, const char *product, CordWork **waiting, GError **error)
{
  CordCore *core = self->request->core;
  GError *inner = NULL;
  g_autoptr (CordWork) found = cord_work_store_find_product (cord_core_get_database (core), product, &inner);
  g_autoptr (CordOrderPlan) plan = found != NULL ? cord_order_plan_read (found->document, &inner) : NULL;

  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (found != NULL
      && (!gives_way (core, found) || cord_change_takes_along (self->change)
          || cord_change_takes_along (cord_order_plan_get_change (plan))))
    return pending (self, error);
  *waiting = g_steal_pointer (&found);
  return TRUE;
}

/* A change that merely waits for its day gives way to a new one; one that can still be undone, or is being carried out,
 * does not. */
static gboolean
check_pending (Placing *self, GError **error)
{
  g_autofree char *subject = dup_subject (self);
  g_autoptr (GPtrArray) products = cord_change_dup_products (self->change);

  if (!check_waiting (self, subject, &self->waiting, error))
    return FALSE;
  for (guint i = 1; i < products->len; i++)
    {
      g_autoptr (CordWork) none = NULL;

      if (!check_waiting (self, products->pdata[i], &none, error))
        return FALSE;
    }
  return TRUE;
}

/* What the order says aloud: a short number that runs on. */
static char *
next_number (CordCore *core, GError **error)
{
  GError *inner = NULL;
  g_autofree char *last = cord_meta_store_get (cord_core_get_database (core), "order-number", &inner);
  gint64 number = (last != NULL ? g_ascii_strtoll (last, NULL, 10) : 100000) + 1;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  return cord_meta_store_set (cord_core_get_database (core), "order-number", text, error)
             ? g_strconcat ("O-", text, NULL)
             : NULL;
}

static CordOrderPlan *
new_plan (const Placing *self)
{
  const char *account = self->quote != NULL ? cord_customer_get_account_id (self->state.customer) : self->order.account;

  return cord_order_plan_new (&self->order, account, self->change, self->quote, self->began);
}

/* The products that the order @id takes along may not change in the meantime either. */
static gboolean
enqueue_along (const Placing *self, const char *id, GError **error)
{
  CordDatabase *database = cord_core_get_database (self->request->core);
  g_autoptr (GPtrArray) products = cord_change_dup_products (self->change);

  for (guint i = 1; self->quote != NULL && i < products->len; i++)
    if (!cord_work_store_add_product (database, id, products->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
enqueue (const Placing *self, GError **error)
{
  CordCore *core = self->request->core;
  /* In kit mode the window is none unless it was asked for. */
  gboolean waits = cord_request_is_bound (self->request) || cord_core_is_kit_mode (core);
  gint64 window = waits ? cord_core_get_settings (core)->undo_window : 0;
  gint64 undo_until = cord_core_now (core) + window;
  const char *id = cord_tmf_id (self->document);
  g_autofree char *subject = dup_subject (self);
  g_autoptr (CordOrderPlan) plan = new_plan (self);
  g_autofree char *until = cord_instant_to_string (undo_until);
  CordWork work = { (char *)id, subject != NULL ? subject : (char *)id, MAX (undo_until, self->date), undo_until,
                    (char *)cord_order_plan_get_text (plan) };

  cord_order_resource_set_undo_until (self->document, until);
  return cord_order_queue_add (cord_order_queue_of (core), &work, plan, error) && enqueue_along (self, id, error);
}

static gboolean
find_billed (const Placing *self, const CordWork *waiting, gboolean *billed, GError **error)
{
  g_autoptr (CordOrderPlan) plan = cord_order_plan_read (waiting->document, error);

  if (plan == NULL)
    return FALSE;
  *billed
      = cord_order_plan_is_billed (plan, cord_order_plan_get_recorded (plan), self->state.customer, self->state.today);
  /* The quote format gives a change back for a later change or removal of the product, and for nothing else. */
  return !*billed
         || (!cord_change_keeps_plan (self->change) && !cord_change_keeps_plan (cord_order_plan_get_change (plan)))
         || pending (self, error);
}

/* Adds the order to the billing history, so that every later quote of the account takes it into account. The order that
 * waited is taken out, unless a bill holds it already: then the quote has given that back, and needs it in the history
 * to go on doing so. */
static gboolean
write_history (Placing *self, const char *number, GError **error)
{
  CordCore *core = self->request->core;
  const char *id = cord_tmf_id (self->document);
  const CordWork *waiting = self->waiting;
  gboolean billed = FALSE;

  if (self->quote == NULL)
    return TRUE;
  /* Bills that have begun are made before the new order's terms take the place of those that they are to be made by. */
  if ((waiting != NULL && !find_billed (self, waiting, &billed, error))
      || !cord_billing_run (core, cord_customer_get_account_id (self->state.customer), error))
    return FALSE;
  return (waiting == NULL || cord_order_supersede (core, waiting, id, number, error))
         && cord_account_history_place (core, &self->state, self->quote, id,
                                        waiting != NULL && !billed ? waiting->id : NULL, &self->began, error);
}

/* Where there is nothing to price, nobody has seen the product by another name. */
static GVariant *
name_product (CordCore *core, GVariant *change)
{
  g_autofree char *id = NULL;

  if (!cord_change_is_addition (change) || cord_change_get_product (change) != NULL)
    return g_variant_ref (change);
  id = cord_id_new (cord_core_get_clock (core));
  return cord_change_with_product (change, id);
}

/* What there is nothing to price of is not carried out before its day either. */
static gint64
asked_date (JsonNode *order, gint64 now)
{
  const char *text = cord_order_resource_get_requested_start (order);
  gint64 date;

  return text != NULL && cord_instant_parse (text, &date, NULL) && date > now ? date : 0;
}

/* In kit mode what is unpriced names unknown things. */
static gboolean
check_names (const Placing *self, gboolean unpriced, GError **error)
{
  return ((unpriced && cord_core_is_kit_mode (self->request->core))
          || cord_ownership_check (self->request, "productOrderItem", self->order.customer, self->order.change, error))
         && cord_ownership_check_references (self->request, "productOrderItem", self->order.change, error);
}

static CordReply *
store_order (Placing *self, GError **error)
{
  CordRequest *request = self->request;
  CordCore *core = request->core;
  const char *interaction = request->interaction != NULL ? request->interaction->id : NULL;
  g_autofree char *number = next_number (core, error);
  gint64 version;

  if (number == NULL)
    return NULL;
  cord_order_resource_set_number (self->document, number);
  if (self->quote != NULL)
    {
      cord_order_resource_set_effective (self->document, cord_quote_get_effective (self->quote));
      cord_bill_price_order (self->document, &self->state, self->change, self->quote);
    }
  if (!write_history (self, number, error) || !enqueue (self, error)
      || !cord_engine_store (core, request->type, self->document, &version, error)
      || !cord_party_interaction_add_item (core, interaction, request->type, cord_tmf_id (self->document), _ ("Order"),
                                           error))
    return NULL;
  cord_core_count (core, CORD_OUTCOME_ORDER_PLACED);
  return cord_engine_reply (201, request->type, self->document, version);
}

/* A kit orders several things at once for an unknown customer. None is priced, so the last stands for all, once all are
 * known to exist. */
static gboolean
read_several (CordRequest *request, CordOrderRequest *order, GError **error)
{
  for (guint i = 0; i < cord_order_resource_n_items (request->json); i++)
    {
      g_autoptr (JsonNode) alone = cord_order_resource_dup_with_item (request->json, i);

      if (!cord_order_request_read (order, alone, error)
          || !cord_ownership_check_references (request, "productOrderItem", order->change, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_order (CordRequest *request, CordOrderRequest *order, GError **error)
{
  const char *customer = cord_tmf_customer (json_node_get_object (request->json), "relatedParty");
  g_autoptr (GError) inner = NULL;
  gboolean known = TRUE;

  if (cord_order_request_read (order, request->json, &inner))
    return TRUE;
  if (cord_core_is_kit_mode (request->core) && g_strcmp0 (cord_error_get_reason (inner), "several-changes") == 0
      && !cord_ownership_find (request, "customer", customer, &known, error))
    return FALSE;
  if (!known)
    return read_several (request, order, error);
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* How far an item is, the server says. The kits send what the definition permits. */
static gboolean
check_states (const CordRequest *request, GError **error)
{
  return !cord_request_is_bound (request) || !cord_order_resource_has_item_state (request->json)
         || cord_error_set_full (error, CORD_ERROR_INVALID, "state", "productOrderItem.state", NULL,
                                 _ ("Only the server sets “%s”"), "productOrderItem.state");
}

CordReply *
cord_order_place (CordRequest *request, GError **error)
{
  g_auto (Placing) placing = { .request = request };
  gboolean unpriced;

  placing.document = json_object_ref (json_node_get_object (request->json));
  if (!cord_operation_require_key (request, error) || !check_states (request, error)
      || !cord_engine_prepare (request, request->type, placing.document, error))
    return NULL;
  if (!read_order (request, &placing.order, error)
      || !cord_pricing_check_change (request, placing.order.customer, error))
    return NULL;
  if (!cord_ownership_find_unpriced (request, placing.order.customer, placing.order.change, &unpriced, error)
      || !check_names (&placing, unpriced, error))
    return NULL;
  if (unpriced)
    {
      placing.change = name_product (request->core, placing.order.change);
      placing.date = asked_date (request->json, cord_core_now (request->core));
    }
  else if (!load (&placing, error) || !check_pending (&placing, error) || !price (&placing, error))
    return NULL;
  return store_order (&placing, error);
}
