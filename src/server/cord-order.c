/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/cord-order.h"

#include "config.h"

#include "base/cord-id.h"
#include "server/cord-access.h"
#include "server/cord-contact.h"
#include "server/cord-engine.h"
#include "server/cord-operation.h"
#include "server/cord-ownership.h"
#include "server/cord-pricing.h"
#include "server/cord-provision.h"
#include "store/cord-meta-store.h"
#include "store/cord-work-store.h"
#include "wire/cord-customer-codec.h"

#include <glib/gi18n-lib.h>

static gboolean
stale (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_STALE, "quote-stale", "cordboardSeal",
                              _("Ask for the quote again and tell the customer what moved."),
                              _("Something changed since the quote: the order would cost something else"));
}

/* The recomputed quote must have the seal that was told to the customer. */
static CordQuote *
price (CordRequest *request, GVariant *order, GVariant *change, gint64 *due, GError **error)
{
  g_auto (CordStanding) standing = { 0 };
  g_autoptr (CordQuote) quote = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  const char *seal = cord_value_get_string (order, "seal");

  if (!cord_standing_load (&standing, request, cord_value_get_string (order, "customer"), error))
    return NULL;
  quote = cord_standing_quote (&standing, change, cord_value_get_string (order, "effective"), error);
  if (quote == NULL)
    return NULL;
  if (seal == NULL && cord_request_is_bound (request))
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "missing", "cordboardSeal", NULL, _("“%s” is missing"),
                           "cordboardSeal");
      return NULL;
    }
  if (seal != NULL && g_strcmp0 (seal, cord_quote_get_sha256 (quote)) != 0)
    {
      stale (error);
      return NULL;
    }
  if (!cord_standing_check_timing (&standing, request, change, quote, "requestedStartDate", error))
    return NULL;
  zone = cord_zone_parse (cord_customer_get_zone (standing.customer), error);
  if (zone == NULL)
    return NULL;
  *due = cord_quote_get_effective (quote) > standing.today
             ? cord_date_to_instant (cord_quote_get_effective (quote), zone)
             : 0;
  return g_steal_pointer (&quote);
}

static gboolean
check_pending (CordRequest *request, const char *product, GError **error)
{
  GError *inner = NULL;
  g_autofree char *pending = cord_work_store_find_product (request->core->database, product, &inner);

  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  return pending == NULL
         || cord_error_set_full (error, CORD_ERROR_CONFLICT, "pending-change", "productOrderItem.product.id",
                                 _("Wait until it is carried out, or undo it."),
                                 _("A change of this product is already on its way"));
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
work_plan (GVariant *order, GVariant *change, CordQuote *quote)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_string (&builder, "customer", cord_value_get_string (order, "customer"));
  cord_builder_string (&builder, "account", cord_value_get_string (order, "account"));
  cord_builder_string (&builder, "interaction", cord_value_get_string (order, "interaction"));
  cord_builder_string (&builder, "quote", cord_value_get_string (order, "quote"));
  if (quote != NULL)
    {
      cord_builder_value (&builder, "change", change);
      cord_builder_value (&builder, "input", cord_quote_get_input (quote));
    }
  return cord_builder_end (&builder);
}

static gboolean
enqueue (CordRequest *request, JsonObject *document, GVariant *order, GVariant *change, CordQuote *quote, gint64 date,
         GError **error)
{
  CordCore *core = request->core;
  gint64 window = cord_request_is_bound (request) ? core->undo_window : 0;
  gint64 undo_until = cord_core_now (core) + window;
  const char *id = json_object_get_string_member (document, "id");
  const char *product = quote != NULL ? cord_value_get_string (change, "product") : NULL;
  g_autoptr (GVariant) plan = work_plan (order, change, quote);
  g_autofree char *text = cord_json_write_value (plan);
  g_autofree char *until = cord_instant_to_string (undo_until);
  CordWork work = { (char *)id, (char *)(product != NULL ? product : id), MAX (undo_until, date), undo_until, text };

  json_object_set_string_member (document, "cordboardUndoUntil", until);
  if (work.due <= cord_core_now (core))
    cord_provision_keep (core, text, plan, quote);
  return cord_work_store_add (core->database, &work, error);
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
  CordBuilder builder;

  if (!cord_value_has (change, "kind") || cord_value_get_string (change, "product") != NULL
      || g_strcmp0 (cord_value_get_string (change, "kind"), "add") != 0)
    return g_steal_pointer (&change);
  id = cord_id_new (core->clock);
  cord_builder_init (&builder);
  cord_builder_extend (&builder, change);
  cord_builder_string (&builder, "product", id);
  return cord_builder_end (&builder);
}

/* The kits order things of customers that nobody knows; there is nothing to price or to carry out then. */
static gboolean
is_hollow (const CordRequest *request, GVariant *order, GVariant *change)
{
  const char *customer = cord_value_get_string (order, "customer");
  g_autoptr (CordStoredResource) known
      = customer != NULL ? cord_resource_store_get (request->core->database, "customer", customer, NULL) : NULL;

  if (!cord_value_has (change, "kind"))
    return TRUE;
  return request->core->kit_mode && (known == NULL || cord_value_get_string (change, "offering") == NULL);
}

static gboolean
check_references (CordRequest *request, GVariant *change, GError **error)
{
  const char *kind = cord_value_get_string (change, "kind");
  const char *product = cord_value_get_string (change, "product");
  const char *offering = cord_value_get_string (change, "offering");
  g_autoptr (CordStoredResource) held
      = product != NULL ? cord_resource_store_get (request->core->database, "product", product, NULL) : NULL;
  g_autoptr (CordStoredResource) sold
      = offering != NULL ? cord_resource_store_get (request->core->database, "productOffering", offering, NULL) : NULL;

  if (kind != NULL && !g_str_equal (kind, "add") && held == NULL)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-product", "productOrderItem.product.id", NULL,
                                _("There is no such product"));
  if (offering != NULL && sold == NULL)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-offering", "productOrderItem.productOffering.id",
                                NULL, _("There is no such offering"));
  return TRUE;
}

/* In kit mode what is hollow names things that nobody has. */
static gboolean
check_ownership (CordRequest *request, GVariant *order, GVariant *change, GError **error)
{
  return (request->core->kit_mode && is_hollow (request, order, change))
         || cord_ownership_check (request, "productOrderItem", cord_value_get_string (order, "customer"), change, error);
}

static CordReply *
store_order (CordRequest *request, JsonObject *document, GVariant *order, GVariant *change, CordQuote *quote,
             gint64 date, GError **error)
{
  CordCore *core = request->core;
  const char *interaction = request->interaction != NULL ? request->interaction->id : NULL;
  g_autofree char *number = next_number (core, error);
  gint64 version;

  if (number == NULL)
    return NULL;
  json_object_set_string_member (document, "cordboardNumber", number);
  set_effective (document, quote);
  if (!enqueue (request, document, order, change, quote, date, error)
      || !cord_engine_store (core, request->type, document, &version, error)
      || !cord_contact_add_item (core, interaction, request->type, json_object_get_string_member (document, "id"),
                                 _("Order"), error))
    return NULL;
  return cord_engine_reply (201, request->type, document, version);
}

CordReply *
cord_order_place (CordRequest *request, GError **error)
{
  g_autoptr (JsonObject) document = json_object_ref (json_node_get_object (request->json));
  g_autoptr (GVariant) order = NULL;
  g_autoptr (GVariant) change = NULL;
  g_autoptr (CordQuote) quote = NULL;
  gint64 date = 0;

  if (!cord_operation_require_key (request, error) || !cord_engine_prepare (request, request->type, document, error))
    return NULL;
  order = cord_order_from_tmf (request->json, error);
  if (order == NULL || !cord_pricing_check_change (request, cord_value_get_string (order, "customer"), error))
    return NULL;
  change = name_product (request->core, order);
  if (!check_ownership (request, order, change, error) || !check_references (request, change, error))
    return NULL;
  if (!is_hollow (request, order, change))
    {
      if (!check_pending (request, cord_value_get_string (change, "product"), error))
        return NULL;
      quote = price (request, order, change, &date, error);
      if (quote == NULL)
        return NULL;
    }
  return store_order (request, document, order, change, quote, date, error);
}

/* Undo */

static gboolean
too_late (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_CONFLICT, "too-late", "productOrder",
                              _("Place a new order for what the customer wants instead."),
                              _("The order can no longer be undone"));
}

static gboolean
cancel_order (CordCore *core, JsonNode *order, const char *reason, GError **error)
{
  const CordResourceType *type = cord_resource_type_find ("productOrder");
  JsonObject *object = json_node_get_object (order);
  const char *id = json_object_get_string_member (object, "id");
  g_autoptr (CordWork) work = cord_work_store_get (core->database, id, error);
  g_autofree char *now = cord_core_now_text (core);

  if (work == NULL || work->due <= cord_core_now (core))
    return (error != NULL && *error != NULL) ? FALSE : too_late (error);
  json_object_set_string_member (object, "state", "cancelled");
  json_object_set_string_member (object, "cancellationDate", now);
  json_object_set_string_member (object, "cancellationReason", reason != NULL ? reason : _("Undone"));
  return cord_work_store_remove (core->database, id, error) && cord_engine_store (core, type, object, NULL, error);
}

CordReply *
cord_order_cancel (CordRequest *request, GError **error)
{
  CordCore *core = request->core;
  g_autoptr (JsonObject) document = json_object_ref (json_node_get_object (request->json));
  const char *id = cord_json_find_string (request->json, "productOrder.id");
  g_autoptr (JsonNode) order = NULL;
  g_autofree char *now = cord_core_now_text (core);
  gint64 version;

  if (!cord_engine_prepare (request, request->type, document, error))
    return NULL;
  order = id != NULL ? cord_engine_load (core, "productOrder", id, NULL, error) : NULL;
  if (order == NULL)
    {
      if (error != NULL && *error == NULL)
        cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-order", "productOrder.id", NULL,
                             _("There is no such order"));
      return NULL;
    }
  if (!cord_pricing_check_change (
          request, cord_resource_type_customer (cord_resource_type_find ("productOrder"), json_node_get_object (order)),
          error)
      || !cancel_order (core, order, cord_json_find_string (request->json, "cancellationReason"), error))
    return NULL;
  json_object_set_string_member (document, "state", "done");
  json_object_set_string_member (document, "effectiveCancellationDate", now);
  if (!cord_engine_store (core, request->type, document, &version, error))
    return NULL;
  return cord_engine_reply (201, request->type, document, version);
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
    return TRUE;
  cord_database_rollback (core->database);
  g_warning ("order %s: %s", work->id, error->message);
  if (error->code == CORD_ERROR_INTERNAL)
    return FALSE;
  /* It cannot be carried out now and will not be later: the order says so instead of waiting for ever. */
  if (cord_database_begin (core->database, NULL) && cord_provision_fail (core, work, error->message, NULL)
      && cord_work_store_remove (core->database, work->id, NULL) && cord_database_commit (core->database, NULL))
    return TRUE;
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
