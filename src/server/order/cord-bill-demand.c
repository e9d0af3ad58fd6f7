/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-bill-demand.h"

#include "config.h"

#include "base/cord-id.h"
#include "base/cord-money.h"
#include "server/resource/cord-access.h"
#include "server/resource/cord-engine.h"
#include "store/cord-meta-store.h"
#include "store/cord-resource-store.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

#define NUMBER_KEY "bill-number"
#define RATE "appliedCustomerBillingRate"

/* One bill being made. */
typedef struct
{
  CordRequest *request;
  CordCore *core;
  char *account_id;
  JsonNode *account; /* NULL: nobody has it (kit mode) */
  char *id;          /* of the bill */
  JsonArray *rates;  /* of the account, billed ones too */
  CordMoney net;
  CordMoney gross; /* no currency: nothing is known to be charged */
} Billing;

static void
billing_clear (Billing *self)
{
  g_free (self->account_id);
  g_clear_pointer (&self->account, json_node_unref);
  g_free (self->id);
  g_clear_pointer (&self->rates, json_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Billing, billing_clear)

/* The account that is named, otherwise the first of the customer who is. */
static gboolean
find_account (Billing *self, GError **error)
{
  const char *party = cord_json_find_string (self->request->json, "relatedParty.id");
  const char *named = cord_json_find_string (self->request->json, "billingAccount.id");
  g_autoptr (GPtrArray) ids = NULL;

  if (named == NULL && party != NULL)
    {
      ids = cord_resource_store_find (self->core->database, "billingAccount", "relatedParty.id", party, error);
      if (ids == NULL)
        return FALSE;
      named = ids->len > 0 ? g_ptr_array_index (ids, 0) : NULL;
    }
  self->account_id = g_strdup (named);
  return TRUE;
}

static gboolean
check_owner (const Billing *self, GError **error)
{
  const char *party = cord_json_find_string (self->request->json, "relatedParty.id");
  g_autofree char *owner = cord_access_dup_customer (self->core, cord_resource_type_find ("billingAccount"),
                                                     json_node_get_object (self->account));

  return self->core->kit_mode || party == NULL || owner == NULL || g_str_equal (party, owner)
         || cord_error_set_full (error, CORD_ERROR_INVALID, "account", "relatedParty",
                                 _ ("Choose one of the customer's own accounts."),
                                 _ ("This is not an account of the customer"));
}

static gboolean
load_account (Billing *self, GError **error)
{
  GError *inner = NULL;

  self->account = cord_engine_load (self->core, "billingAccount", self->account_id, NULL, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (self->account != NULL)
    return check_owner (self, error);
  return self->core->kit_mode
         || cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-account", "billingAccount.id", NULL,
                                 _ ("There is no such account"));
}

/* The charges */

static gboolean
is_open (JsonObject *rate)
{
  JsonNode *billed = json_object_get_member (rate, "isBilled");

  return billed == NULL || !JSON_NODE_HOLDS_VALUE (billed) || json_node_get_value_type (billed) != G_TYPE_BOOLEAN
         || !json_node_get_boolean (billed);
}

static gboolean
read_money (JsonObject *rate, const char *member, CordMoney *out)
{
  JsonObject *money = cord_tmf_object (rate, member);
  const char *unit = money != NULL ? cord_tmf_string (money, "unit") : NULL;
  g_autofree char *value = money != NULL ? cord_tmf_dup_number (cord_tmf_find (money, "value")) : NULL;
  int scale = unit != NULL ? cord_currency_scale (unit) : -1;

  return scale >= 0 && value != NULL && cord_money_parse (value, unit, (guint)scale, out, NULL);
}

/* FALSE for what this bill cannot hold: another currency, or an amount that is none. It stays open. */
static gboolean
add_rate (Billing *self, JsonObject *rate)
{
  CordMoney gross, net;

  if (!read_money (rate, "taxIncludedAmount", &gross))
    return FALSE;
  if (!read_money (rate, "taxExcludedAmount", &net))
    net = gross;
  if (*self->gross.currency == '\0')
    self->gross = self->net = cord_money (0, gross.currency, gross.scale);
  if (!g_str_equal (gross.currency, self->gross.currency) || !g_str_equal (net.currency, self->gross.currency))
    return FALSE;
  if (!cord_money_add (self->gross, gross, &gross, NULL) || !cord_money_add (self->net, net, &net, NULL))
    return FALSE;
  self->gross = gross;
  self->net = net;
  return TRUE;
}

static gboolean
bill_rate (Billing *self, JsonObject *rate, GError **error)
{
  json_object_set_boolean_member (rate, "isBilled", TRUE);
  cord_tmf_take_object (rate, "bill", cord_tmf_new_reference (self->id, "CustomerBill"));
  return cord_engine_store (self->core, cord_resource_type_find (RATE), rate, NULL, error);
}

static gboolean
bill_rates (Billing *self, GError **error)
{
  self->rates = cord_engine_collect (self->core, RATE, "billingAccount.id", self->account_id, error);
  if (self->rates == NULL)
    return FALSE;
  for (guint i = 0; i < cord_tmf_length (self->rates); i++)
    {
      JsonObject *rate = cord_tmf_at (self->rates, i);

      if (rate != NULL && is_open (rate) && add_rate (self, rate) && !bill_rate (self, rate, error))
        return FALSE;
    }
  return TRUE;
}

/* The bill */

static void
set_amount (JsonObject *bill, const char *member, CordMoney money)
{
  g_autofree char *decimal = cord_money_to_decimal (money);

  cord_tmf_take_object (bill, member, cord_tmf_new_money (money.currency, decimal));
}

/* A bill of nothing still says in which currency, where the account does. */
static void
set_amounts (const Billing *self, JsonObject *bill)
{
  JsonObject *balance
      = self->account != NULL ? cord_tmf_first (json_node_get_object (self->account), "accountBalance") : NULL;
  const char *unit = balance != NULL ? cord_tmf_string (balance, "amount.unit") : NULL;
  CordMoney gross = self->gross, net = self->net;

  if (*gross.currency == '\0' && unit != NULL && cord_currency_scale (unit) >= 0)
    gross = net = cord_money (0, unit, (guint)cord_currency_scale (unit));
  if (*gross.currency == '\0')
    return;
  set_amount (bill, "taxExcludedAmount", net);
  set_amount (bill, "taxIncludedAmount", gross);
  set_amount (bill, "amountDue", gross);
  set_amount (bill, "remainingAmount", gross);
}

static char *
next_number (CordCore *core, GError **error)
{
  g_autofree char *last = cord_meta_store_get (core->database, NUMBER_KEY, NULL);
  gint64 number = (last != NULL ? g_ascii_strtoll (last, NULL, 10) : 100000) + 1;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return cord_meta_store_set (core->database, NUMBER_KEY, text, error) ? g_strconcat ("B-", text, NULL) : NULL;
}

static JsonObject *
describe (const Billing *self, const char *number)
{
  g_autofree char *now = cord_core_now_text (self->core);
  JsonObject *account = self->account != NULL ? json_node_get_object (self->account) : NULL;
  JsonNode *parties = account != NULL ? json_object_get_member (account, "relatedParty") : NULL;
  JsonObject *reference = cord_tmf_new_reference (self->account_id, "BillingAccount");
  JsonObject *bill = json_object_new ();

  json_object_set_string_member (bill, "id", self->id);
  json_object_set_string_member (bill, "@type", "CustomerBill");
  json_object_set_string_member (bill, "billNo", number);
  json_object_set_string_member (bill, "billDate", now);
  json_object_set_string_member (bill, "lastUpdate", now);
  json_object_set_string_member (bill, "category", "normal");
  json_object_set_string_member (bill, "runType", "offCycle");
  json_object_set_string_member (bill, "state", "new");
  if (account != NULL)
    cord_tmf_set_text (reference, "name", cord_tmf_string (account, "name"));
  json_object_set_object_member (bill, "billingAccount", reference);
  if (parties != NULL)
    json_object_set_member (bill, "relatedParty", json_node_copy (parties));
  set_amounts (self, bill);
  return bill;
}

static gboolean
write_bill (Billing *self, JsonObject *task, GError **error)
{
  g_autofree char *number = NULL;
  g_autoptr (JsonObject) bill = NULL;

  self->id = cord_id_new (self->core->clock);
  number = next_number (self->core, error);
  if (number == NULL || !bill_rates (self, error))
    return FALSE;
  bill = describe (self, number);
  json_object_set_string_member (task, "state", "done");
  cord_tmf_take_object (task, "customerBill", cord_tmf_new_reference (self->id, "CustomerBill"));
  return cord_engine_store (self->core, cord_resource_type_find ("customerBill"), bill, NULL, error);
}

CordReply *
cord_bill_demand (CordRequest *request, GError **error)
{
  g_auto (Billing) billing = { .request = request, .core = request->core };
  g_autoptr (JsonObject) task = cord_engine_begin (request, error);
  gint64 version;

  if (task == NULL || !find_account (&billing, error)
      || (billing.account_id != NULL && (!load_account (&billing, error) || !write_bill (&billing, task, error))))
    return NULL;
  if (billing.account_id == NULL)
    json_object_set_string_member (task, "state", "rejected");
  if (!cord_engine_store (request->core, request->type, task, &version, error))
    return NULL;
  return cord_engine_reply (201, request->type, task, version);
}
