/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-bill-resource.h"

#include "wire/cord-price-resource.h"
#include "wire/cord-resource-type.h"
#include "wire/cord-tmf.h"

#define PARTIES "relatedParty"
#define ACCOUNT "billingAccount"
#define STATE "state"
#define DOCUMENT "billDocument"

static void
set_amounts (const CordBillResource *self, JsonObject *bill)
{
  if (*self->gross.currency == '\0')
    return;
  json_object_set_object_member (bill, "taxExcludedAmount", cord_price_resource_money (self->net));
  json_object_set_object_member (bill, "taxIncludedAmount", cord_price_resource_money (self->gross));
  json_object_set_object_member (bill, "amountDue", cord_price_resource_money (self->gross));
  json_object_set_object_member (bill, "remainingAmount", cord_price_resource_money (self->gross));
  if (cord_tmf_length (self->taxes) > 0)
    json_object_set_array_member (bill, "taxItem", json_array_ref (self->taxes));
}

void
cord_bill_resource_add_document (JsonObject *bill)
{
  g_autofree char *list = NULL;
  g_autofree char *id = NULL;
  g_autofree char *url = NULL;
  g_autofree char *name = NULL;
  JsonObject *document;
  JsonArray *documents;

  if (cord_tmf_length (cord_tmf_array (bill, DOCUMENT)) > 0)
    return;
  list = cord_resource_type_path ("appliedCustomerBillingRate", NULL);
  id = g_uri_escape_string (cord_tmf_id (bill), NULL, FALSE);
  url = g_strdup_printf ("%s?bill.id=%s", list, id);
  name = g_strconcat ("charges-", cord_tmf_id (bill), NULL);
  document = json_object_new ();
  json_object_set_string_member (document, "id", name);
  json_object_set_string_member (document, "name", name);
  json_object_set_string_member (document, "attachmentType", "itemization");
  json_object_set_string_member (document, "mimeType", "application/json");
  json_object_set_string_member (document, "url", url);
  documents = json_array_new ();
  json_array_add_object_element (documents, document);
  json_object_set_array_member (bill, DOCUMENT, documents);
}

JsonObject *
cord_bill_resource_to_tmf (const CordBillResource *self)
{
  JsonNode *parties = self->owner != NULL ? json_object_get_member (self->owner, PARTIES) : NULL;
  JsonObject *account = cord_tmf_new_reference (self->account, "BillingAccount");
  JsonObject *bill = json_object_new ();

  json_object_set_string_member (bill, "id", self->id);
  json_object_set_string_member (bill, "@type", "CustomerBill");
  json_object_set_string_member (bill, "billNo", self->number);
  json_object_set_string_member (bill, "billDate", self->date);
  json_object_set_string_member (bill, "lastUpdate", self->date);
  json_object_set_string_member (bill, "category", "normal");
  json_object_set_string_member (bill, "runType", "offCycle");
  json_object_set_string_member (bill, STATE, "new");
  if (self->owner != NULL)
    cord_tmf_set_text (account, "name", cord_tmf_string (self->owner, "name"));
  json_object_set_object_member (bill, ACCOUNT, account);
  if (parties != NULL)
    json_object_set_member (bill, PARTIES, json_node_copy (parties));
  set_amounts (self, bill);
  cord_bill_resource_add_document (bill);
  return bill;
}

/* The task */

const char *
cord_bill_resource_task_customer (JsonNode *task)
{
  return cord_json_find_string (task, PARTIES ".id");
}

void
cord_bill_resource_finish_task (JsonObject *task, const char *bill)
{
  json_object_set_string_member (task, STATE, bill != NULL ? "done" : "rejected");
  cord_tmf_take_object (task, "customerBill", cord_tmf_new_reference (bill, "CustomerBill"));
}
