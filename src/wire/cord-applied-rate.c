/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-applied-rate.h"

#include "wire/cord-price-resource.h"
#include "wire/cord-tax-item.h"
#include "wire/cord-tmf.h"

#define BILLED "isBilled"
#define DUE "cordboardBillDate"
#define LINE "cordboardLine"
#define TAXES "appliedTax"
#define NET "taxExcludedAmount"
#define GROSS "taxIncludedAmount"

static JsonObject *
new_period (const CordCycle *cycle)
{
  g_autofree char *start = cord_date_to_string (cycle->start);
  g_autofree char *end = cord_date_to_string (cycle->end);

  return cord_tmf_new_period (start, end);
}

static JsonObject *
new_customer (const char *id)
{
  JsonObject *party = cord_tmf_new_reference (id, NULL);

  if (party != NULL)
    json_object_set_string_member (party, "role", "customer");
  return party;
}

static JsonArray *
new_taxes (const CordAppliedRate *self)
{
  JsonArray *taxes = json_array_new ();

  if (self->taxes == NULL || !self->taxes->listed)
    {
      json_array_add_object_element (taxes, cord_tax_item_to_tmf (CORD_TAX_CATEGORY, self->percent, self->tax));
      return taxes;
    }
  for (guint i = 0; i < self->taxes->n; i++)
    {
      g_autofree char *percent = cord_decimal_to_string (self->taxes->percents[i], 0);
      const char *name = self->taxes->names[i];
      CordMoney part = self->tax;

      part.minor = self->tax_parts[i];
      json_array_add_object_element (taxes,
                                     cord_tax_item_to_tmf (name != NULL ? name : CORD_TAX_CATEGORY, percent, part));
    }
  return taxes;
}

JsonObject *
cord_applied_rate_to_tmf (const CordAppliedRate *self)
{
  JsonObject *rate = json_object_new ();

  json_object_set_string_member (rate, "id", self->id);
  json_object_set_string_member (rate, "@type", "AppliedCustomerBillingRate");
  json_object_set_string_member (rate, "name", self->name);
  json_object_set_string_member (rate, "date", self->date);
  json_object_set_string_member (rate, "type", self->gross.minor < 0 ? "appliedBillingCredit" : "appliedBillingCharge");
  json_object_set_boolean_member (rate, BILLED, FALSE);
  cord_tmf_take_object (rate, "billingAccount", cord_tmf_new_reference (self->account, NULL));
  json_object_set_object_member (rate, "periodCoverage", new_period (&self->period));
  cord_tmf_take_object (rate, "product", cord_tmf_new_reference (self->product, NULL));
  cord_tmf_take_single (rate, "relatedParty", new_customer (self->customer));
  json_object_set_array_member (rate, TAXES, new_taxes (self));
  json_object_set_object_member (rate, NET, cord_price_resource_money (self->net));
  json_object_set_object_member (rate, GROSS, cord_price_resource_money (self->gross));
  cord_tmf_set_text (rate, "cordboardOrder", self->order);
  if (self->due != CORD_DATE_NONE)
    {
      g_autofree char *due = cord_date_to_string (self->due);

      json_object_set_string_member (rate, DUE, due);
    }
  cord_tmf_set_text (rate, LINE, self->line);
  return rate;
}

static CordDate
due_of (JsonObject *rate)
{
  const char *text = cord_tmf_string (rate, DUE);
  CordDate due;

  return text != NULL && cord_date_parse (text, &due, NULL) ? due : CORD_DATE_NONE;
}

gboolean
cord_applied_rate_is_open (JsonObject *rate, CordDate today)
{
  CordDate due = due_of (rate);

  return !cord_tmf_is_true (rate, BILLED) && (due == CORD_DATE_NONE || due <= today);
}

gboolean
cord_applied_rate_is_due_on (JsonObject *rate, CordDate day)
{
  return due_of (rate) == day;
}

gboolean
cord_applied_rate_is_billed (JsonObject *rate)
{
  return cord_tmf_is_true (rate, BILLED);
}

const char *
cord_applied_rate_get_line (JsonObject *rate)
{
  return cord_tmf_string (rate, LINE);
}

gboolean
cord_applied_rate_read (JsonObject *rate, CordMoney *net, CordMoney *gross)
{
  if (!cord_price_resource_read_money (rate, GROSS, gross))
    return FALSE;
  if (!cord_price_resource_read_money (rate, NET, net))
    *net = *gross;
  return TRUE;
}

void
cord_applied_rate_set_bill (JsonObject *rate, const char *bill)
{
  json_object_set_boolean_member (rate, BILLED, TRUE);
  cord_tmf_take_object (rate, "bill", cord_tmf_new_reference (bill, "CustomerBill"));
}

JsonArray *
cord_applied_rate_get_taxes (JsonObject *rate)
{
  return cord_tmf_array (rate, TAXES);
}
