/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-account-state.h"

#include "config.h"

#include "base/cord-zone.h"
#include "domain/change/cord-change.h"
#include "domain/change/cord-quote-input.h"
#include "domain/customer/cord-history.h"
#include "domain/customer/cord-kept-history.h"
#include "domain/options/cord-qualification-held.h"
#include "server/order/cord-catalog-cache.h"
#include "server/resource/cord-engine.h"
#include "server/resource/cord-party.h"
#include "wire/cord-account-resource.h"
#include "wire/cord-customer-codec.h"
#include "wire/cord-customer-resource.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

void
cord_account_state_clear (CordAccountState *self)
{
  g_clear_object (&self->customer);
}

static gboolean
load_party (CordCore *core, JsonNode *customer, JsonNode **party, GError **error)
{
  const char *id = cord_customer_resource_get_party (customer);
  const char *type;

  if (!cord_party_find_type (cord_core_get_database (core), id, cord_customer_resource_get_party_referred (customer),
                             &type, error))
    return FALSE;
  return type == NULL || cord_engine_find (core, type, id, party, error);
}

/* @accounts with @instead in the place of the account of its id; NULL: as they are. Takes @accounts. */
static JsonArray *
replace_account (JsonArray *accounts, JsonNode *instead)
{
  JsonArray *replaced;

  if (instead == NULL)
    return accounts;
  replaced = json_array_new ();
  for (guint i = 0; i < json_array_get_length (accounts); i++)
    {
      JsonNode *account = json_array_get_element (accounts, i);
      const char *id = JSON_NODE_HOLDS_OBJECT (account) ? cord_tmf_id (json_node_get_object (account)) : NULL;
      gboolean same = g_strcmp0 (id, cord_tmf_id (json_node_get_object (instead))) == 0;

      json_array_add_element (replaced, json_node_ref (same ? instead : account));
    }
  json_array_unref (accounts);
  return replaced;
}

static CordCustomer *
load_customer (CordCore *core, CordCatalog *catalog, const char *id, const char *account, JsonNode *instead,
               GError **error)
{
  g_autoptr (JsonNode) customer = cord_engine_load (core, "customer", id, NULL, error);
  g_autoptr (JsonNode) party = NULL;
  g_autoptr (JsonArray) accounts = NULL;
  g_autoptr (JsonArray) products = NULL;
  g_autoptr (JsonNode) history = NULL;
  g_autoptr (GVariant) document = NULL;
  CordCustomerParts parts = { 0 };

  if (customer == NULL)
    {
      if (error != NULL && *error == NULL)
        cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-customer", "relatedParty", NULL,
                             _ ("There is no such customer"));
      return NULL;
    }
  if (!load_party (core, customer, &party, error))
    return NULL;
  accounts = cord_engine_collect (core, "billingAccount", "relatedParty.id", id, error);
  products = accounts != NULL ? cord_engine_collect (core, "product", "relatedParty.id", id, error) : NULL;
  if (products == NULL)
    return NULL;
  accounts = replace_account (g_steal_pointer (&accounts), instead);
  /* The history of the account that the codec opens, and no other, may stand beside it. */
  parts.account = cord_account_resource_choose (accounts, account);
  if (!cord_engine_find (core, "accountHistory", parts.account, &history, error))
    return NULL;
  parts.customer = customer;
  parts.party = party;
  parts.accounts = accounts;
  parts.products = products;
  parts.history = history;
  parts.offerings = cord_catalog_cache_get_offerings (core);
  parts.zone = cord_core_get_settings (core)->zone;
  parts.currency = cord_catalog_get_currency (catalog);
  document = cord_customer_from_tmf (&parts, error);
  return document != NULL ? cord_customer_new (document, error) : NULL;
}

/* The account that bills @product. Full string; NULL without error: there is no such product, or none bills it. */
static char *
dup_billed (CordCore *core, const char *product, GError **error)
{
  g_autoptr (JsonNode) held = NULL;

  if (!cord_engine_find (core, "product", product, &held, error) || held == NULL)
    return NULL;
  return g_strdup (cord_account_resource_of (held));
}

/* A product is billed on its own account; only for what is new the request chooses. What changes together is billed
 * together. */
static gboolean
choose_account (CordCore *core, const char *named, GVariant *change, char **account, GError **error)
{
  g_autoptr (GPtrArray) products = cord_change_dup_products (change);

  *account = NULL;
  for (guint i = 0; i < products->len; i++)
    {
      GError *inner = NULL;
      g_autofree char *billed = dup_billed (core, products->pdata[i], &inner);

      if (inner != NULL)
        {
          g_propagate_error (error, inner);
          return FALSE;
        }
      if (billed != NULL && named != NULL && !g_str_equal (billed, named))
        return cord_error_set_full (error, CORD_ERROR_INVALID, "account", "billingAccount",
                                    _ ("Name the account of the product, or none."),
                                    _ ("The product is billed on another account"));
      if (billed != NULL && *account != NULL && !g_str_equal (billed, *account))
        return cord_error_set_full (error, CORD_ERROR_INVALID, "account", "billingAccount",
                                    _ ("Ask for the changes of each account by themselves."),
                                    _ ("The products are billed on several accounts"));
      if (billed != NULL)
        {
          g_free (*account);
          *account = g_steal_pointer (&billed);
        }
    }
  if (*account == NULL)
    *account = g_strdup (named);
  return TRUE;
}

static gboolean
load (CordAccountState *self, CordCore *core, const char *policy, const char *customer, const char *account,
      JsonNode *instead, GError **error)
{
  g_autoptr (CordZone) zone = NULL;
  g_autoptr (GVariant) kept = NULL;
  CordDate newest;

  self->catalog = cord_catalog_cache_get (core, error);
  self->policy = self->catalog != NULL ? cord_core_policy (core, policy, error) : NULL;
  self->customer = self->policy != NULL ? load_customer (core, self->catalog, customer, account, instead, error) : NULL;
  if (self->customer == NULL)
    return FALSE;
  zone = cord_customer_dup_time_zone (self->customer);
  self->clock_day = cord_instant_to_date (cord_core_now (core), zone);
  kept = cord_customer_dup_kept_events (self->customer);
  newest = cord_kept_history_find_newest (kept, zone);
  /* After the clock was ahead, changes go on in their order: the history does not take one from before its last. */
  self->today = newest != CORD_DATE_NONE ? MAX (self->clock_day, newest) : self->clock_day;
  return TRUE;
}

gboolean
cord_account_state_load (CordAccountState *self, CordRequest *request, const char *customer, const char *named,
                         GVariant *change, GError **error)
{
  g_autofree char *account = NULL;

  if (customer == NULL)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "missing", "relatedParty", NULL, _ ("“%s” is missing"),
                                "relatedParty");
  return choose_account (request->core, named, change, &account, error)
         && load (self, request->core, request->interaction != NULL ? request->interaction->policy : NULL, customer,
                  account, NULL, error);
}

gboolean
cord_account_state_load_account (CordAccountState *self, CordCore *core, const char *customer, const char *account,
                                 JsonNode *instead, GError **error)
{
  return load (self, core, NULL, customer, account, instead, error);
}

/* A day stands for itself; an instant is a day only in the account's zone. */
static gboolean
read_day (const CordAccountState *self, const char *text, CordDate *day, GError **error)
{
  g_autoptr (CordZone) zone = NULL;
  gint64 instant;

  *day = CORD_DATE_NONE;
  if (text == NULL || cord_date_parse (text, day, NULL))
    return TRUE;
  if (!cord_instant_parse (text, &instant, error))
    return FALSE;
  zone = cord_customer_dup_time_zone (self->customer);
  *day = cord_instant_to_date (instant, zone);
  return TRUE;
}

CordQuote *
cord_account_state_quote (const CordAccountState *self, GVariant *change, const char *effective, GError **error)
{
  g_autoptr (GVariant) input = NULL;
  CordDate day;

  if (!read_day (self, effective, &day, error))
    return NULL;
  if (day != CORD_DATE_NONE && day < self->clock_day)
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "past", "requestedStartDate", _ ("Choose today or a later date."),
                           _ ("A change cannot take effect in the past"));
      return NULL;
    }
  if (day != CORD_DATE_NONE)
    day = MAX (day, self->today);
  input = cord_quote_input_new (change, self->customer, self->catalog, self->policy, self->today, day, error);
  return input != NULL ? cord_quote_new (input, error) : NULL;
}

/* Less than before is a downgrade, even where it is called otherwise. */
static const char *
true_kind (const CordAccountState *self, GVariant *change)
{
  const char *kind = cord_change_get_kind (change);
  const char *id = cord_change_get_product (change);
  CordProduct *held = id != NULL ? cord_customer_find_product (self->customer, id) : NULL;
  CordOffering *offering = cord_catalog_find (self->catalog, cord_change_get_offering (change));
  gboolean moves = held != NULL && offering != NULL && !g_str_equal (kind, "add") && !g_str_equal (kind, "remove")
                   && g_strcmp0 (cord_product_get_offering (held), cord_offering_get_id (offering)) != 0;
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (self->customer);
  int direction = moves ? cord_qualify_direction (held, offering, self->catalog, self->today, zone) : 0;

  return direction > 0 ? "upgrade" : direction < 0 ? "downgrade" : kind;
}

gboolean
cord_account_state_check_timing (const CordAccountState *self, const CordRequest *request, GVariant *change,
                                 CordQuote *quote, const char *member, GError **error)
{
  const char *timing = cord_change_timing (self->customer, self->today, cord_quote_get_effective (quote));

  CordTimingCase facts = cord_change_timing_case (change, self->customer, self->today);

  facts.kind = true_kind (self, change);
  return !cord_request_is_bound (request) || cord_policy_permits (self->policy, &facts, timing)
         || cord_error_set_full (error, CORD_ERROR_INVALID, "timing", member,
                                 _ ("Choose another day, such as the start of the next billing cycle."),
                                 _ ("The policy does not permit this change on that day"));
}
