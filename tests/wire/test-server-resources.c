/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-applied-rate.h"

#include "cord-wire-fixture.h"
#include "wire/cord-bill-resource.h"
#include "wire/cord-interaction-resource.h"
#include "wire/cord-order-resource.h"
#include "wire/cord-order-codec.h"
#include "wire/cord-price-resource.h"
#include "wire/cord-tax-item.h"
#include "wire/cord-reference.h"
#include "wire/cord-tmf.h"

/* The resource as it is written, with ' instead of ", member by member in this order: what other systems store must
 * not change by accident. Takes @resource. */
static void
assert_written (JsonObject *resource, const char *expected)
{
  g_autoptr (JsonNode) node = cord_tmf_take_node (resource);
  g_autofree char *text = cord_json_write (node);

  g_strdelimit (text, "\"", '\'');
  g_assert_cmpstr (text, ==, expected);
}

/* 1 December 2026 */
#define TODAY 20788

static CordMoney
euros (gint64 minor)
{
  return cord_money (minor, "EUR", 2);
}

static JsonObject *
new_rate (gint64 net, gint64 tax)
{
  CordAppliedRate rate = { .id = "o-1",
                           .name = "Fibre",
                           .date = "2026-11-20T10:00:00Z",
                           .customer = "c",
                           .account = "a",
                           .product = "p",
                           .order = "o",
                           .due = CORD_DATE_NONE,
                           .net = euros (net),
                           .tax = euros (tax),
                           .gross = euros (net + tax),
                           .percent = "19" };

  g_assert_true (cord_date_parse ("2026-11-01", &rate.period.start, NULL));
  g_assert_true (cord_date_parse ("2026-12-01", &rate.period.end, NULL));
  return cord_applied_rate_to_tmf (&rate);
}

static void
test_rate (void)
{
  g_autoptr (JsonObject) credit = new_rate (-1000, -190);
  CordMoney net, gross;

  g_assert_true (cord_tmf_is (credit, "type", "appliedBillingCredit"));
  g_assert_true (cord_applied_rate_is_open (credit, TODAY));
  g_assert_true (cord_applied_rate_read (credit, &net, &gross));
  g_assert_cmpint (net.minor, ==, -1000);
  g_assert_cmpint (gross.minor, ==, -1190);
  json_object_set_string_member (credit, "cordboardBillDate", "2026-12-01");
  g_assert_true (cord_applied_rate_is_open (credit, TODAY));
  g_assert_false (cord_applied_rate_is_open (credit, TODAY - 1));
  cord_applied_rate_set_bill (credit, "b");
  g_assert_false (cord_applied_rate_is_open (credit, TODAY));
  assert_written (new_rate (1000, 190),
                  "{'id':'o-1','@type':'AppliedCustomerBillingRate','name':'Fibre','date':'2026-11-20T10:00:00Z',"
                  "'type':'appliedBillingCharge','isBilled':false,'billingAccount':{'id':'a'},'periodCoverage':{"
                  "'startDateTime':'2026-11-01T00:00:00Z','endDateTime':'2026-12-01T00:00:00Z'},'product':{'id':'p'},"
                  "'relatedParty':[{'id':'c','role':'customer'}],'appliedTax':[{'taxCategory':'VAT','taxRate':19,"
                  "'taxAmount':{'unit':'EUR','value':1.90}}],'taxExcludedAmount':{'unit':'EUR','value':10.00},"
                  "'taxIncludedAmount':{'unit':'EUR','value':11.90},'cordboardOrder':'o'}");
}

/* Only the amount with tax is needed, and only in a known currency. */
static void
test_foreign_rate (void)
{
  g_autoptr (JsonNode) gross_only = fixture ("{'taxIncludedAmount':{'unit':'EUR','value':11.9}}");
  g_autoptr (JsonNode) net_only = fixture ("{'taxExcludedAmount':{'unit':'EUR','value':10}}");
  g_autoptr (JsonNode) too_fine = fixture ("{'taxIncludedAmount':{'unit':'EUR','value':11.905}}");
  CordMoney net, gross;

  g_assert_true (cord_applied_rate_is_open (json_node_get_object (gross_only), TODAY));
  g_assert_true (cord_applied_rate_read (json_node_get_object (gross_only), &net, &gross));
  g_assert_true (cord_money_equal (net, gross));
  g_assert_false (cord_applied_rate_read (json_node_get_object (net_only), &net, &gross));
  g_assert_false (cord_applied_rate_read (json_node_get_object (too_fine), &net, &gross));
}

#define CHARGES                                                                                                        \
  "'billDocument':[{'id':'charges-b','name':'charges-b','attachmentType':'itemization','mimeType':'application/json'," \
  "'url':'/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate?bill.id=b'}]"

static void
test_bill (void)
{
  g_autoptr (JsonNode) owner = fixture ("{'id':'a','name':'Main','relatedParty':[{'id':'c'}]}");
  CordBillResource bill = { .id = "b", .number = "B-1", .date = "2026-11-20T10:00:00Z", .account = "a" };

  assert_written (cord_bill_resource_to_tmf (&bill),
                  "{'id':'b','@type':'CustomerBill','billNo':'B-1','billDate':'2026-11-20T10:00:00Z',"
                  "'lastUpdate':'2026-11-20T10:00:00Z','category':'normal','runType':'offCycle','state':'new',"
                  "'billingAccount':{'id':'a','@referredType':'BillingAccount'}," CHARGES "}");
  bill.owner = json_node_get_object (owner);
  bill.net = euros (1000);
  bill.gross = euros (1190);
  assert_written (cord_bill_resource_to_tmf (&bill),
                  "{'id':'b','@type':'CustomerBill','billNo':'B-1','billDate':'2026-11-20T10:00:00Z',"
                  "'lastUpdate':'2026-11-20T10:00:00Z','category':'normal','runType':'offCycle','state':'new',"
                  "'billingAccount':{'id':'a','@referredType':'BillingAccount','name':'Main'},"
                  "'relatedParty':[{'id':'c'}],'taxExcludedAmount':{'unit':'EUR','value':10.00},"
                  "'taxIncludedAmount':{'unit':'EUR','value':11.90},'amountDue':{'unit':'EUR','value':11.90},"
                  "'remainingAmount':{'unit':'EUR','value':11.90}," CHARGES "}");
}

static void
test_price (void)
{
  CordPriceResource price = { .type = "QuotePrice", .name = "Fibre", .net = euros (1000), .gross = euros (1190) };

  assert_written (cord_price_resource_to_tmf (&price),
                  "{'@type':'QuotePrice','name':'Fibre','priceType':'oneTime','price':{'dutyFreeAmount':{'unit':'EUR',"
                  "'value':10.00},'taxIncludedAmount':{'unit':'EUR','value':11.90}}}");
  price.monthly = TRUE;
  assert_written (cord_price_resource_to_tmf (&price),
                  "{'@type':'QuotePrice','name':'Fibre','priceType':'recurring','recurringChargePeriod':'month',"
                  "'price':{'dutyFreeAmount':{'unit':'EUR','value':10.00},'taxIncludedAmount':{'unit':'EUR',"
                  "'value':11.90}}}");
}

/* A quote names the days and taxes of the order that follows. */
static void
test_quote_prices (void)
{
  g_autoptr (JsonNode) node = fixture ("[{'text':'Fibre, activation','kind':'charge','start':'2026-12-01',"
                                       "'end':'2027-01-01','bill':'2026-12-01','net':'10.00','gross':'11.30',"
                                       "'tax':'13','taxes':[{'name':'State tax','percent':'7','amount':'0.70'},"
                                       "{'percent':'6','amount':'0.60'}]}]");
  g_autoptr (GVariant) lines = cord_json_to_value (node);
  JsonArray *prices = cord_order_prices_to_quote ("EUR", lines);

  assert_written (json_object_ref (json_array_get_object_element (prices, 0)),
                  "{'@type':'QuotePrice','name':'Fibre, activation','price':{'dutyFreeAmount':{'unit':'EUR',"
                  "'value':10.00},'taxIncludedAmount':{'unit':'EUR','value':11.30},'taxRate':13},'cordboardTax':["
                  "{'taxCategory':'State tax','taxRate':7,'taxAmount':{'unit':'EUR','value':0.70}},"
                  "{'taxCategory':'VAT','taxRate':6,'taxAmount':{'unit':'EUR','value':0.60}}],'priceType':'oneTime',"
                  "'cordboardBillDate':'2026-12-01'}");
  json_array_unref (prices);
}

/* Charges are summed by tax; what comes to nothing is none, and another currency is no part of it. */
static void
test_taxes (void)
{
  g_autoptr (JsonNode) node
      = fixture ("[{'taxCategory':'VAT','taxRate':19,'taxAmount':{'unit':'EUR','value':3.80}},"
                 "{'taxCategory':'City tax','taxRate':6,'taxAmount':{'unit':'EUR','value':1.20}},"
                 "{'taxCategory':'VAT','taxRate':19.0,'taxAmount':{'unit':'EUR','value':-0.19}},"
                 "{'taxCategory':'City tax','taxRate':6,'taxAmount':{'unit':'EUR','value':-1.20}},"
                 "{'taxCategory':'VAT','taxRate':19,'taxAmount':{'unit':'USD','value':5.00}},{'taxRate':7},3]");
  g_autoptr (CordTaxSums) sums = cord_tax_sums_new ();
  g_autoptr (JsonArray) list = NULL;

  g_assert_true (cord_tax_sums_add (sums, NULL, "EUR"));
  g_assert_true (cord_tax_sums_add (sums, json_node_get_array (node), "EUR"));
  list = cord_tax_sums_to_tmf (sums);
  g_assert_cmpuint (json_array_get_length (list), ==, 1);
  assert_written (json_object_ref (json_array_get_object_element (list, 0)),
                  "{'taxCategory':'VAT','taxRate':19,'taxAmount':{'unit':'EUR','value':3.61}}");
}

static void
test_order (void)
{
  g_autoptr (JsonNode) order = fixture ("{'id':'o','productOrderItem':[{'id':'1'},{'id':'2'}]}");
  g_autoptr (JsonNode) second = cord_order_resource_dup_with_item (order, 1);

  g_assert_cmpuint (cord_order_resource_n_items (order), ==, 2);
  g_assert_cmpuint (cord_order_resource_n_items (second), ==, 1);
  g_assert_cmpstr (cord_json_find_string (second, "productOrderItem.id"), ==, "2");
  g_assert_false (cord_order_resource_is_over (order));
  cord_order_resource_finish (json_node_get_object (order), "completed", "2026-11-20T10:00:00Z", NULL);
  g_assert_false (cord_order_resource_is_over (order));
  g_assert_cmpstr (cord_json_find_string (order, "productOrderItem.state"), ==, "completed");
  cord_order_resource_cancel (json_node_get_object (order), "2026-11-20T10:00:00Z", "Undone", "why");
  g_assert_true (cord_order_resource_is_over (order));
  g_assert_cmpstr (cord_json_find_string (order, "note.text"), ==, "why");
}

/* A customer who is set again replaces the former one, and an item is added to the existing ones. */
static void
test_interaction (void)
{
  const CordInteractionResource parts = { .id = "i",
                                          .agent = "anna",
                                          .channel = "phone",
                                          .direction = "inbound",
                                          .reason = "change",
                                          .opened = "2026-11-20T10:00:00Z" };
  JsonObject *interaction = cord_interaction_resource_to_tmf (&parts);

  cord_interaction_resource_set_customer (interaction, "c-1");
  cord_interaction_resource_set_customer (interaction, "c-2");
  cord_interaction_resource_add_item (interaction, "Quote", "q", "/q", "Quote", "2026-11-20T10:01:00Z");
  cord_interaction_resource_set_status (interaction, "completed", "2026-11-20T10:02:00Z");
  assert_written (interaction,
                  "{'id':'i','@type':'PartyInteraction','creationDate':'2026-11-20T10:00:00Z','direction':'inbound',"
                  "'reason':'change','status':'completed','statusChangeDate':'2026-11-20T10:02:00Z','channel':[{"
                  "'id':'phone','name':'phone'}],'interactionDate':{'startDateTime':'2026-11-20T10:00:00Z',"
                  "'endDateTime':'2026-11-20T10:02:00Z'},'interactionItem':[{'id':'1',"
                  "'creationDate':'2026-11-20T10:01:00Z','reason':'Quote','item':{'id':'q','href':'/q',"
                  "'@referredType':'Quote'},'itemDate':{'startDateTime':'2026-11-20T10:01:00Z'}}],'relatedParty':[{"
                  "'id':'anna','role':'agent','@referredType':'User'},{'id':'c-2','role':'customer',"
                  "'@referredType':'Customer'}]}");
}

static gboolean
note_reference (CordReferenceKind kind, const char *id, gpointer user_data, GError **error)
{
  g_string_append_printf (user_data, "%d %s;", kind, id);
  return !g_str_equal (id, "stop");
}

static void
test_references (void)
{
  g_autoptr (JsonNode) body
      = fixture ("{'billingAccount':{'id':'a1'},'quote':[{'id':'q'}],'quoteItem':[{'billingAccount':[{'id':'a2'}],"
                 "'product':{'id':'p1','billingAccount':{'id':'a3'},'productRelationship':[{'product':{'id':'p2'}},"
                 "{'id':'p3'}]}},{'product':{'name':'no id'}}]}");
  g_autoptr (JsonNode) stopped = fixture ("{'billingAccount':[{'id':'stop'},{'id':'a'}]}");
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_true (cord_reference_each (body, "quoteItem", note_reference, found, NULL));
  g_assert_cmpstr (found->str, ==, "0 a1;0 a2;1 p1;0 a3;1 p2;1 p3;2 q;");
  g_string_truncate (found, 0);
  g_assert_false (cord_reference_each (stopped, "quoteItem", note_reference, found, NULL));
  g_assert_cmpstr (found->str, ==, "0 stop;");
}

static void
test_customers (void)
{
  g_autoptr (JsonNode) body = fixture ("{'relatedParty':[{'id':'s','role':'seller'},{'id':'c','role':'Customer'}],"
                                       "'receiver':[{'id':'r'}]}");
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_true (cord_reference_each_customer (body, "relatedParty", note_reference, found, NULL));
  g_assert_true (cord_reference_each_customer (body, "receiver", note_reference, found, NULL));
  g_assert_cmpstr (found->str, ==, "3 c;3 r;");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/server-resources/rate", test_rate);
  g_test_add_func ("/wire/server-resources/foreign-rate", test_foreign_rate);
  g_test_add_func ("/wire/server-resources/bill", test_bill);
  g_test_add_func ("/wire/server-resources/price", test_price);
  g_test_add_func ("/wire/server-resources/quote-prices", test_quote_prices);
  g_test_add_func ("/wire/server-resources/taxes", test_taxes);
  g_test_add_func ("/wire/server-resources/order", test_order);
  g_test_add_func ("/wire/server-resources/interaction", test_interaction);
  g_test_add_func ("/wire/server-resources/references", test_references);
  g_test_add_func ("/wire/server-resources/customers", test_customers);
  return g_test_run ();
}
