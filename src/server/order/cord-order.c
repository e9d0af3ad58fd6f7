/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-order.h"

#include "config.h"

#include "base/cord-id.h"
#include "domain/change/cord-change.h"
#include "domain/customer/cord-kept-history.h"
#include "server/call/cord-contact.h"
#include "server/core/cord-operation.h"
#include "server/order/cord-account-history.h"
#include "server/order/cord-bill-price.h"
#include "server/order/cord-order-undo.h"
#include "server/order/cord-pricing.h"
#include "server/order/cord-provision.h"
#include "server/resource/cord-access.h"
#include "server/resource/cord-engine.h"
#include "server/resource/cord-ownership.h"
#include "store/cord-meta-store.h"
#include "store/cord-work-store.h"
#include "wire/cord-customer-codec.h"
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
  GVariant *order;
  GVariant *change;
  CordAccountState state; /* empty for what is unpriced, as is the quote */
  CordQuote *quote;
  gint64 date;       /* when it takes effect; 0 at once */
  CordWork *waiting; /* the order that it takes the place of, or NULL */
  gboolean began;    /* the account's history began with it */
} Placing;

static void
placing_clear (Placing *self)
{
  g_clear_pointer (&self->document, json_object_unref);
  g_clear_pointer (&self->order, g_variant_unref);
  g_clear_pointer (&self->change, g_variant_unref);
  cord_account_state_clear (&self->state);
  g_clear_object (&self->quote);
  g_clear_pointer (&self->waiting, cord_work_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Placing, placing_clear)

static gboolean
check_seal (const Placing *self, GError **error)
{
  const char *seal = cord_value_get_string (self->order, "seal");

  if (seal == NULL && cord_request_is_bound (self->request))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "missing", "cordboardSeal", NULL, _ ("“%s” is missing"),
                                "cordboardSeal");
  return seal == NULL || g_strcmp0 (seal, cord_quote_get_sha256 (self->quote)) == 0 || stale (error);
}

/* The recomputed quote must have the seal that was told to the customer. */
static gboolean
price (Placing *self, GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (!cord_account_state_load (&self->state, self->request, cord_value_get_string (self->order, "customer"),
                                cord_value_get_string (self->order, "account"), self->change, error))
    return FALSE;
  self->quote
      = cord_account_state_quote (&self->state, self->change, cord_value_get_string (self->order, "effective"), error);
  if (self->quote == NULL || !check_seal (self, error)
      || !cord_account_state_check_timing (&self->state, self->request, self->change, self->quote, "requestedStartDate",
                                           error))
    return FALSE;
  zone = cord_zone_parse (cord_customer_get_zone (self->state.customer), error);
  if (zone == NULL)
    return FALSE;
  if (cord_quote_get_effective (self->quote) > self->state.today)
    self->date = cord_date_to_instant (cord_quote_get_effective (self->quote), zone);
  return TRUE;
}

/* A change that merely waits for its day gives way to a new one; one that can still be undone, or is being carried out,
 * does not. */
static gboolean
check_pending (Placing *self, GError **error)
{
  CordCore *core = self->request->core;
  GError *inner = NULL;
  g_autofree char *pending
      = cord_work_store_find_product (core->database, cord_change_get_product (self->change), &inner);

  if (inner == NULL && pending != NULL)
    self->waiting = cord_work_store_get (core->database, pending, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  return self->waiting == NULL
         || (self->waiting->undo_until <= cord_core_now (core) && self->waiting->due > cord_core_now (core))
         || cord_error_set_full (error, CORD_ERROR_CONFLICT, "pending-change", "productOrderItem.product.id",
                                 _ ("Wait until it is carried out, or undo it."),
                                 _ ("A change of this product is already on its way"));
}

/* What the order says aloud: a short number that runs on. */
static char *
next_number (CordCore *core, GError **error)
{
  g_autofree char *last = cord_meta_store_get (core->database, "order-number", NULL);
  gint64 number = (last != NULL ? g_ascii_strtoll (last, NULL, 10) : 100000) + 1;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return cord_meta_store_set (core->database, "order-number", text, error) ? g_strconcat ("O-", text, NULL) : NULL;
}

/* What will be done, kept beside the order so that nothing has to be worked out again. */
static GVariant *
work_plan (const Placing *self)
{
  const char *account = self->quote != NULL ? cord_customer_get_account_id (self->state.customer)
                                            : cord_value_get_string (self->order, "account");
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_string (&builder, "customer", cord_value_get_string (self->order, "customer"));
  cord_builder_string (&builder, "account", account);
  cord_builder_string (&builder, "interaction", cord_value_get_string (self->order, "interaction"));
  cord_builder_string (&builder, "quote", cord_value_get_string (self->order, "quote"));
  if (self->quote != NULL)
    {
      cord_builder_value (&builder, "change", self->change);
      cord_builder_value (&builder, "input", cord_quote_get_input (self->quote));
      cord_builder_boolean (&builder, "began", self->began);
    }
  return cord_builder_end (&builder);
}

static gboolean
enqueue (const Placing *self, GError **error)
{
  CordCore *core = self->request->core;
  gint64 window = cord_request_is_bound (self->request) ? core->undo_window : 0;
  gint64 undo_until = cord_core_now (core) + window;
  const char *id = json_object_get_string_member (self->document, "id");
  const char *product = self->quote != NULL ? cord_change_get_product (self->change) : NULL;
  g_autoptr (GVariant) plan = work_plan (self);
  g_autofree char *text = cord_json_write_value (plan);
  g_autofree char *until = cord_instant_to_string (undo_until);
  CordWork work
      = { (char *)id, (char *)(product != NULL ? product : id), MAX (undo_until, self->date), undo_until, text };

  json_object_set_string_member (self->document, "cordboardUndoUntil", until);
  if (work.due <= cord_core_now (core))
    cord_provision_keep (core, text, plan, self->quote);
  return cord_work_store_add (core->database, &work, error);
}

static gboolean
is_billed (const Placing *self, const CordWork *waiting)
{
  g_autoptr (GVariant) plan = cord_json_parse_value (waiting->document, -1, &CORD_JSON_LIMITS_FILE, NULL);

  return plan != NULL && cord_value_has (plan, "input")
         && cord_kept_history_is_billed (self->state.customer, cord_order_plan_day (plan, "input.now"),
                                         cord_order_plan_day (plan, "input.effective"), self->state.today);
}

/* From now on every quote of the account knows of it. What waited is taken back, unless a bill holds it already: then
 * the quote has given that back, and needs it in the history to go on doing so. */
static gboolean
stand (Placing *self, const char *number, GError **error)
{
  CordCore *core = self->request->core;
  const char *id = json_object_get_string_member (self->document, "id");
  const CordWork *waiting = self->waiting;
  const char *taken;

  if (self->quote == NULL)
    return TRUE;
  taken = waiting != NULL && !is_billed (self, waiting) ? waiting->id : NULL;
  return (waiting == NULL || cord_order_supersede (core, waiting, id, number, error))
         && cord_account_history_place (core, &self->state, self->quote, id, taken, &self->began, error);
}

static void
set_effective (JsonObject *document, CordQuote *quote)
{
  g_autofree char *day = quote != NULL ? cord_date_to_string (cord_quote_get_effective (quote)) : NULL;
  g_autofree char *midnight = day != NULL ? g_strconcat (day, "T00:00:00Z", NULL) : NULL;

  if (midnight != NULL && !json_object_has_member (document, "requestedStartDate"))
    json_object_set_string_member (document, "requestedStartDate", midnight);
}

/* An added product gets its id now, so that everybody calls it the same from here on. */
static GVariant *
name_product (CordCore *core, GVariant *order)
{
  g_autoptr (GVariant) change = cord_value_dup_object (order, "change");
  g_autofree char *id = NULL;

  if (!cord_change_is_addition (change) || cord_change_get_product (change) != NULL)
    return g_steal_pointer (&change);
  id = cord_id_new (core->clock);
  return cord_change_with_product (change, id);
}

/* What there is nothing to price of is not carried out before its day either. */
static gint64
asked_date (JsonNode *order, gint64 now)
{
  const char *text = cord_json_find_string (order, "requestedStartDate");
  gint64 date;

  return text != NULL && cord_instant_parse (text, &date, NULL) && date > now ? date : 0;
}

/* In kit mode what is unpriced names things that nobody has. */
static gboolean
check_names (const Placing *self, gboolean unpriced, GError **error)
{
  const char *customer = cord_value_get_string (self->order, "customer");

  return ((unpriced && self->request->core->kit_mode)
          || cord_ownership_check (self->request, "productOrderItem", customer, self->change, error))
         && cord_ownership_check_references (self->request, "productOrderItem", self->change, error);
}

static gboolean
check_item (CordRequest *request, GVariant *order, GError **error)
{
  g_autoptr (GVariant) change = cord_value_dup_object (order, "change");

  return cord_ownership_check_references (request, "productOrderItem", change, error);
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
  json_object_set_string_member (self->document, "cordboardNumber", number);
  set_effective (self->document, self->quote);
  if (self->quote != NULL)
    cord_bill_price_order (self->document, &self->state, self->change, self->quote);
  if (!stand (self, number, error) || !enqueue (self, error)
      || !cord_engine_store (core, request->type, self->document, &version, error)
      || !cord_contact_add_item (core, interaction, request->type, json_object_get_string_member (self->document, "id"),
                                 _ ("Order"), error))
    return NULL;
  cord_core_count (core, CORD_OUTCOME_ORDER_PLACED);
  return cord_engine_reply (201, request->type, self->document, version);
}

/* The order as if it were of this item alone. */
static JsonNode *
with_item (JsonObject *order, JsonObject *item)
{
  JsonObject *alone = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, order);
  while (json_object_iter_next_ordered (&iter, &member, &node))
    json_object_set_member (alone, member, json_node_copy (node));
  cord_tmf_take_single (alone, "productOrderItem", json_object_ref (item));
  return cord_tmf_take_node (alone);
}

/* A kit orders several things at once for somebody whom nobody knows. None is priced, so the last stands for all, once
 * all are known to be things there are. */
static GVariant *
read_several (CordRequest *request, GError **error)
{
  JsonObject *whole = json_node_get_object (request->json);
  JsonArray *items = cord_tmf_array (whole, "productOrderItem");
  g_autoptr (GVariant) order = NULL;

  for (guint i = 0; i < cord_tmf_length (items); i++)
    {
      g_autoptr (JsonNode) alone = with_item (whole, cord_tmf_at (items, i));

      g_clear_pointer (&order, g_variant_unref);
      order = cord_order_from_tmf (alone, error);
      if (order == NULL || !check_item (request, order, error))
        return NULL;
    }
  return g_steal_pointer (&order);
}

static GVariant *
read_order (CordRequest *request, GError **error)
{
  GError *inner = NULL;
  GVariant *order = cord_order_from_tmf (request->json, &inner);

  if (order == NULL && request->core->kit_mode && g_strcmp0 (cord_error_get_reason (inner), "several-changes") == 0
      && !cord_ownership_exists (request, "customer",
                                 cord_tmf_customer (json_node_get_object (request->json), "relatedParty")))
    {
      g_clear_error (&inner);
      order = read_several (request, &inner);
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return order;
}

CordReply *
cord_order_place (CordRequest *request, GError **error)
{
  g_auto (Placing) placing = { .request = request };
  gboolean unpriced;

  placing.document = json_object_ref (json_node_get_object (request->json));
  if (!cord_operation_require_key (request, error)
      || !cord_engine_prepare (request, request->type, placing.document, error))
    return NULL;
  placing.order = read_order (request, error);
  if (placing.order == NULL
      || !cord_pricing_check_change (request, cord_value_get_string (placing.order, "customer"), error))
    return NULL;
  placing.change = name_product (request->core, placing.order);
  unpriced = cord_ownership_is_unpriced (request, cord_value_get_string (placing.order, "customer"), placing.change);
  if (!check_names (&placing, unpriced, error))
    return NULL;
  if (unpriced)
    placing.date = asked_date (request->json, cord_core_now (request->core));
  else if (!check_pending (&placing, error) || !price (&placing, error))
    return NULL;
  return store_order (&placing, error);
}

/* Carrying out */

static gboolean
run_one (CordCore *core, const CordWork *work)
{
  g_autoptr (GError) error = NULL;

  if (!cord_database_begin (core->database, &error))
    return FALSE;
  if (cord_provision (core, work, &error) && cord_work_store_remove (core->database, work->id, &error)
      && cord_database_commit (core->database, &error))
    {
      cord_core_count (core, CORD_OUTCOME_ORDER_COMPLETED);
      return TRUE;
    }
  cord_database_rollback (core->database);
  g_warning ("order %s: %s", work->id, error->message);
  if (error->code == CORD_ERROR_INTERNAL)
    return FALSE;
  /* It cannot be carried out now and will not be later: the order says so instead of waiting for ever. */
  if (cord_database_begin (core->database, NULL) && cord_provision_fail (core, work, error->message, NULL)
      && cord_work_store_remove (core->database, work->id, NULL) && cord_database_commit (core->database, NULL))
    {
      cord_core_count (core, CORD_OUTCOME_ORDER_FAILED);
      return TRUE;
    }
  cord_database_rollback (core->database);
  return FALSE;
}

void
cord_order_run_due (CordCore *core)
{
  gboolean done = TRUE;

  while (done)
    {
      g_autoptr (CordWork) work = cord_work_store_next_due (core->database, cord_core_now (core), NULL);

      done = work != NULL && run_one (core, work);
    }
}
