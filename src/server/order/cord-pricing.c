/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-pricing.h"

#include "config.h"

#include "domain/options/cord-qualification.h"
#include "server/order/cord-account-state.h"
#include "server/order/cord-bill-price.h"
#include "server/order/cord-catalog-cache.h"
#include "server/order/cord-eligibility.h"
#include "server/resource/cord-access.h"
#include "server/resource/cord-engine.h"
#include "server/resource/cord-ownership.h"
#include "server/resource/cord-party-interaction.h"
#include "wire/cord-customer-codec.h"
#include "wire/cord-qualification-resource.h"
#include "wire/cord-quote-request.h"
#include "wire/cord-quote-resource.h"

#include <glib/gi18n-lib.h>

#define ITEMS CORD_QUALIFICATION_ITEMS
#define QUOTE_ITEM "quoteItem"

static const char *
interaction_of (const CordRequest *request)
{
  return request->interaction != NULL ? request->interaction->id : NULL;
}

/* Without a customer, or a change, the question is whether it is sold at all. */
static GVariant *
qualify_anybody (CordCore *core, CordCatalog *catalog, JsonNode *item)
{
  g_autoptr (CordZone) zone = cord_zone_parse (cord_core_get_settings (core)->zone, NULL);

  if (zone == NULL)
    zone = cord_zone_utc ();
  return cord_qualify_offering (cord_qualification_resource_item_offering (item), catalog,
                                cord_instant_to_date (cord_core_now (core), zone), zone);
}

static GVariant *
qualify_change (const CordAccountState *state, GVariant *change)
{
  g_autoptr (GVariant) complete = cord_change_complete (change, state->customer, state->catalog);

  return cord_eligibility_decide (state, complete);
}

/* The ids of the products that items of @request remove. (element-type utf8) Full array. */
static GPtrArray *
dup_removed (const CordRequest *request, JsonArray *items)
{
  GPtrArray *products = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < cord_tmf_length (items); i++)
    {
      JsonObject *item = cord_tmf_at (items, i);
      g_autoptr (GVariant) change
          = item != NULL ? cord_order_item_to_change (item, &(const CordTmfPlace){ request->type->name }, NULL) : NULL;
      const char *product = cord_change_get_product (change);

      if (cord_change_is_removal (change) && product != NULL
          && !g_ptr_array_find_with_equal_func (products, product, g_str_equal, NULL))
        g_ptr_array_add (products, g_strdup (product));
    }
  return products;
}

/* Items are questions of their own, but what is removed together goes together. @removed: ids; takes @change. */
static GVariant *
join_removals (GVariant *change, GPtrArray *removed)
{
  g_autofree char *own = g_strdup (cord_change_get_product (change));

  for (guint i = 0; i < removed->len && cord_change_is_removal (change) && own != NULL; i++)
    if (!g_str_equal (removed->pdata[i], own))
      {
        GVariant *longer = cord_change_take_along (change, removed->pdata[i]);

        g_variant_unref (change);
        change = longer;
      }
  return change;
}

static gboolean
qualify_item (CordRequest *request, const CordAccountState *state, GPtrArray *removed, JsonNode *item, guint index,
              GError **error)
{
  g_autoptr (GVariant) change = NULL;
  g_autoptr (GVariant) result = NULL;
  GError *inner = NULL;
  CordCatalog *catalog = cord_catalog_cache_get (request->core, error);

  if (catalog == NULL)
    return FALSE;
  if (state != NULL)
    change = cord_order_item_to_change (json_node_get_object (item),
                                        &(const CordTmfPlace){ request->type->name, NULL, ITEMS, index }, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (change != NULL)
    change = join_removals (g_steal_pointer (&change), removed);
  result = change != NULL ? qualify_change (state, change) : qualify_anybody (request->core, catalog, item);
  cord_qualification_answer_item (json_node_get_object (item), result);
  return TRUE;
}

static gboolean
qualify_items (CordRequest *request, const CordAccountState *state, JsonObject *document, GError **error)
{
  JsonArray *items = cord_qualification_resource_get_items (document);
  g_autoptr (GPtrArray) removed = dup_removed (request, items);

  for (guint i = 0; i < cord_tmf_length (items); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (items, i))
        || !qualify_item (request, state, removed, json_array_get_element (items, i), i, error))
      return cord_error_set_full (error != NULL && *error != NULL ? NULL : error, CORD_ERROR_INVALID, "shape", ITEMS,
                                  NULL, _ ("“%s” must hold objects"), ITEMS);
  cord_qualification_answer_whole (document);
  return TRUE;
}

static gboolean
answer_qualification (CordRequest *request, const CordAccountState *state, JsonObject *document, GError **error)
{
  g_autofree char *now = cord_core_now_text (request->core);

  if (!qualify_items (request, state, document, error))
    return FALSE;
  cord_qualification_resource_finish (document, now);
  return TRUE;
}

/* What need not be answered at once is acknowledged; it is worked out before anybody looks again. */
static CordReply *
acknowledge (CordRequest *request, JsonObject *document, GError **error)
{
  gint64 version;

  if (!cord_engine_store (request->core, request->type, document, &version, error))
    return NULL;
  return cord_engine_reply (201, request->type, document, version);
}

CordReply *
cord_pricing_qualify (CordRequest *request, GError **error)
{
  const CordResourceType *type = request->type;
  g_autoptr (JsonObject) document = json_object_ref (json_node_get_object (request->json));
  g_autoptr (GVariant) asked = cord_qualification_request_from_tmf (request->json, error);
  const char *customer
      = asked != NULL ? cord_tmf_customer (json_node_get_object (request->json), "relatedParty") : NULL;
  g_auto (CordAccountState) state = { 0 };
  gboolean known = customer != NULL;
  g_autoptr (CordReply) acknowledged = NULL;
  gint64 version;

  /* In kit mode the customer may be unknown. */
  if (asked == NULL
      || (known && cord_core_is_kit_mode (request->core)
          && !cord_ownership_find (request, "customer", customer, &known, error))
      || !cord_access_check_customer (request, type, customer, error)
      || (known && !cord_account_state_load (&state, request, customer, NULL, NULL, error))
      || !cord_engine_prepare (request, type, document, error))
    return NULL;
  if (!cord_qualification_resource_is_instant (document))
    {
      acknowledged = acknowledge (request, document, error);
      if (acknowledged == NULL)
        return NULL;
    }
  if (!answer_qualification (request, known ? &state : NULL, document, error)
      || !cord_engine_store (request->core, type, document, &version, error))
    return NULL;
  return acknowledged != NULL ? g_steal_pointer (&acknowledged) : cord_engine_reply (200, type, document, version);
}

/* Quotes */

static CordQuote *
price (CordRequest *request, const CordQuoteRequest *asked, CordAccountState *state, GError **error)
{
  g_autoptr (GVariant) change = NULL;
  g_autoptr (CordQuote) quote = NULL;

  if (!cord_account_state_load (state, request, asked->customer, asked->account, asked->change, error))
    return NULL;
  change = cord_change_complete (asked->change, state->customer, state->catalog);
  if (!cord_change_check (change, error) || !cord_eligibility_check (state, change, QUOTE_ITEM ".0", FALSE, error))
    return NULL;
  quote = cord_account_state_quote (state, change, asked->effective, error);
  if (quote == NULL || !cord_account_state_check_timing (state, request, change, quote, "cordboardEffective", error))
    return NULL;
  return g_steal_pointer (&quote);
}

/* Whether it can be priced here and now; one that asks for nothing we can price waits for another system. */
static gboolean
find_priced (CordRequest *request, const CordQuoteRequest *asked, gboolean instant, gboolean *priced, GError **error)
{
  gboolean unpriced;

  if (!cord_ownership_find_unpriced (request, asked->customer, asked->change, &unpriced, error))
    return FALSE;
  *priced = !unpriced && (instant || cord_request_is_bound (request));
  return TRUE;
}

/* In kit mode what is not priced here names unknown things; only what an answer would promise must exist. */
static gboolean
check_names (CordRequest *request, const CordQuoteRequest *asked, gboolean priced, gboolean instant, GError **error)
{
  if (cord_core_is_kit_mode (request->core) && !priced)
    return !instant || cord_ownership_check_references (request, QUOTE_ITEM, asked->change, error);
  return cord_ownership_check (request, QUOTE_ITEM, asked->customer, asked->change, error);
}

/* A product of somebody else is refused as one that nobody has: in the same words and after the same work. */
static gboolean
check_owned (CordRequest *request, const CordQuoteRequest *asked, gboolean priced, gboolean instant, GError **error)
{
  GError *refusal = NULL;

  if (check_names (request, asked, priced, instant, &refusal))
    return TRUE;
  if (priced && g_strcmp0 (cord_error_get_reason (refusal), "unknown-product") == 0)
    {
      g_auto (CordAccountState) state = { 0 };
      g_autoptr (GError) ignored = NULL;
      g_autoptr (CordQuote) quote = price (request, asked, &state, &ignored);
    }
  g_propagate_error (error, refusal);
  return FALSE;
}

/* What is refused of a product that nobody has is said as of one of somebody else (check_owned). */
static gboolean
seal (CordRequest *request, JsonObject *document, const CordQuoteRequest *asked, GError **error)
{
  g_auto (CordAccountState) state = { 0 };
  g_autoptr (GError) refusal = NULL;
  g_autoptr (CordQuote) quote = price (request, asked, &state, &refusal);

  if (quote == NULL)
    {
      if (cord_ownership_check_references (request, QUOTE_ITEM, asked->change, error))
        g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }
  cord_bill_price_quote (document, &state, asked->change, quote);
  cord_quote_seal_tmf (document, cord_quote_get_input (quote), cord_quote_get_sha256 (quote),
                       cord_quote_get_letters (quote));
  return TRUE;
}

CordReply *
cord_pricing_quote (CordRequest *request, GError **error)
{
  const CordResourceType *type = request->type;
  g_autoptr (JsonObject) document = json_object_ref (json_node_get_object (request->json));
  g_auto (CordQuoteRequest) asked = { 0 };
  gboolean instant = cord_quote_resource_is_instant (document);
  gboolean priced, done;
  gint64 version;

  if (!cord_engine_prepare (request, type, document, error))
    return NULL;
  if (!cord_quote_request_read (&asked, request->json, error)
      || !cord_access_check_customer (request, type, asked.customer, error)
      || !find_priced (request, &asked, instant, &priced, error))
    return NULL;
  /* A kit that wants its answer at once gets one, of nothing. */
  done = priced || (instant && cord_core_is_kit_mode (request->core));
  if (!check_owned (request, &asked, priced, instant, error)
      || (priced && (!cord_quote_resource_check_items (document, error) || !seal (request, document, &asked, error))))
    return NULL;
  if (done)
    cord_quote_resource_approve (document);
  if (!cord_engine_store (request->core, type, document, &version, error)
      || !cord_party_interaction_add_item (request->core, interaction_of (request), type, cord_tmf_id (document),
                                           _ ("Quote"), error))
    return NULL;
  return cord_engine_reply (done && instant ? 200 : 201, type, document, version);
}

gboolean
cord_pricing_check_change (const CordRequest *request, const char *customer, GError **error)
{
  CordPolicy *policy
      = cord_core_policy (request->core, request->interaction != NULL ? request->interaction->policy : NULL, NULL);

  return cord_access_check_level (request, customer,
                                  policy != NULL ? cord_policy_level_for_change (policy) : CORD_LEVEL_R3, error);
}
