/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-bill-demand.h"

#include "config.h"

#include "base/cord-id.h"
#include "base/cord-money.h"
#include "server/order/cord-billing-run.h"
#include "server/resource/cord-access.h"
#include "server/resource/cord-engine.h"
#include "store/cord-meta-store.h"
#include "store/cord-resource-store.h"
#include "wire/cord-account-resource.h"
#include "wire/cord-applied-rate.h"
#include "wire/cord-bill-resource.h"
#include "wire/cord-tax-item.h"
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
  JsonNode *account; /* NULL: unknown (kit mode) */
  char *id;          /* of the bill */
  CordDate today;    /* in the account's zone */
  JsonArray *rates;  /* of the account, billed ones too */
  CordMoney net;
  CordMoney gross; /* no currency: nothing is known to be charged */
  CordTaxSums *taxes;
} Billing;

static void
billing_clear (Billing *self)
{
  g_free (self->account_id);
  g_clear_pointer (&self->account, json_node_unref);
  g_free (self->id);
  g_clear_pointer (&self->rates, json_array_unref);
  g_clear_pointer (&self->taxes, cord_tax_sums_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Billing, billing_clear)

/* The account that is named, otherwise the first of the named customer. */
static gboolean
find_account (Billing *self, GError **error)
{
  const char *party = cord_bill_resource_task_customer (self->request->json);
  const char *named = cord_account_resource_of (self->request->json);
  g_autoptr (GPtrArray) ids = NULL;

  if (named == NULL && party != NULL)
    {
      ids = cord_resource_store_find (cord_core_get_database (self->core), "billingAccount", "relatedParty.id", party,
                                      error);
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
  const char *party = cord_bill_resource_task_customer (self->request->json);
  g_autofree char *owner = NULL;

  if (!cord_access_find_customer (self->core, cord_resource_type_find ("billingAccount"),
                                  json_node_get_object (self->account), &owner, error))
    return FALSE;
  return cord_core_is_kit_mode (self->core) || party == NULL || owner == NULL || g_str_equal (party, owner)
         || cord_error_set_full (error, CORD_ERROR_INVALID, "account", "relatedParty",
                                 _ ("Choose one of the customer's own accounts."),
                                 _ ("This is not an account of the customer"));
}

static gboolean
load_account (Billing *self, GError **error)
{
  if (!cord_engine_find (self->core, "billingAccount", self->account_id, &self->account, error))
    return FALSE;
  if (self->account != NULL)
    return check_owner (self, error);
  return cord_core_is_kit_mode (self->core)
         || cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-account", "billingAccount.id", NULL,
                                 _ ("There is no such account"));
}

/* The charges */

/* FALSE for what this bill cannot hold: another currency, or an amount that is none. It stays open. */
static gboolean
add_rate (Billing *self, JsonObject *rate)
{
  CordMoney gross, net;

  if (!cord_applied_rate_read (rate, &net, &gross))
    return FALSE;
  if (*self->gross.currency == '\0')
    self->gross = self->net = cord_money (0, gross.currency, gross.scale);
  if (!g_str_equal (gross.currency, self->gross.currency) || !g_str_equal (net.currency, self->gross.currency))
    return FALSE;
  if (!cord_money_add (self->gross, gross, &gross, NULL) || !cord_money_add (self->net, net, &net, NULL)
      || !cord_tax_sums_add (self->taxes, cord_applied_rate_get_taxes (rate), gross.currency))
    return FALSE;
  self->gross = gross;
  self->net = net;
  return TRUE;
}

static gboolean
bill_rate (Billing *self, JsonObject *rate, GError **error)
{
  cord_applied_rate_set_bill (rate, self->id);
  return cord_engine_store (self->core, cord_resource_type_find (RATE), rate, NULL, error);
}

/* What is collected with a bill to come stays open until then. */
static gboolean
bill_rates (Billing *self, GError **error)
{
  if (!cord_billing_run (self->core, self->account_id, error)
      || !cord_billing_run_find_today (self->core, self->account_id, &self->today, error))
    return FALSE;
  self->rates = cord_engine_collect (self->core, RATE, "billingAccount.id", self->account_id, error);
  if (self->rates == NULL)
    return FALSE;
  for (guint i = 0; i < cord_tmf_length (self->rates); i++)
    {
      JsonObject *rate = cord_tmf_at (self->rates, i);

      if (rate != NULL && cord_applied_rate_is_open (rate, self->today) && add_rate (self, rate)
          && !bill_rate (self, rate, error))
        return FALSE;
    }
  return TRUE;
}

/* The bill */

/* A bill of nothing still says in which currency, where the account does. */
static void
set_amounts (const Billing *self, CordBillResource *bill)
{
  const char *unit = bill->owner != NULL ? cord_account_resource_currency (bill->owner) : NULL;

  bill->net = self->net;
  bill->gross = self->gross;
  if (*bill->gross.currency == '\0' && unit != NULL && cord_currency_scale (unit) >= 0)
    bill->gross = bill->net = cord_money (0, unit, (guint)cord_currency_scale (unit));
}

static char *
next_number (CordCore *core, GError **error)
{
  GError *inner = NULL;
  g_autofree char *last = cord_meta_store_get (cord_core_get_database (core), NUMBER_KEY, &inner);
  gint64 number = (last != NULL ? g_ascii_strtoll (last, NULL, 10) : 100000) + 1;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  return cord_meta_store_set (cord_core_get_database (core), NUMBER_KEY, text, error) ? g_strconcat ("B-", text, NULL)
                                                                                      : NULL;
}

static JsonObject *
describe (const Billing *self, const char *number)
{
  g_autofree char *now = cord_core_now_text (self->core);
  g_autoptr (JsonArray) taxes = cord_tax_sums_to_tmf (self->taxes);
  CordBillResource bill
      = { .id = self->id, .number = number, .date = now, .account = self->account_id, .taxes = taxes };

  bill.owner = self->account != NULL ? json_node_get_object (self->account) : NULL;
  set_amounts (self, &bill);
  return cord_bill_resource_to_tmf (&bill);
}

static gboolean
write_bill (Billing *self, JsonObject *task, GError **error)
{
  g_autofree char *number = NULL;
  g_autoptr (JsonObject) bill = NULL;

  self->id = cord_id_new (cord_core_get_clock (self->core));
  self->taxes = cord_tax_sums_new ();
  number = next_number (self->core, error);
  if (number == NULL || !bill_rates (self, error))
    return FALSE;
  bill = describe (self, number);
  cord_bill_resource_finish_task (task, self->id);
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
    cord_bill_resource_finish_task (task, NULL);
  if (!cord_engine_store (request->core, request->type, task, &version, error))
    return NULL;
  return cord_engine_reply (201, request->type, task, version);
}
