/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-order-codec.h"

#include "cord-wire-fixture.h"
#include "wire/cord-quote-codec.h"

#include <string.h>

#define OPERATION "01931d0a-0000-7000-8000-000000000001"

static const char *const changes[] = {
  "{'kind':'upgrade','product':'prod-1','offering':'fiber','from':'dsl','term':12}",
  "{'kind':'downgrade','product':'prod-1','offering':'dsl','from':'fiber','quantity':2}",
  "{'kind':'modify','product':'prod-1','offering':'dsl','from':'dsl','term':0}",
  "{'kind':'add','product':'prod-c1-tv','offering':'tv','reliesOn':['prod-1','prod/2']}",
  "{'kind':'remove','product':'prod-1','from':'dsl'}",
  "{'kind':'suspend','product':'prod-1','from':'dsl'}",
  "{'kind':'resume','product':'prod-1','from':'dsl'}",
  "{'kind':'modify','product':'prod-1','from':'dsl','quantity':3}",
  "{'kind':'billing-day','dateShift':15}",
  "{'kind':'billing-day','dateShift':31,'bill':'extension'}",
};

/* Written, sent as text, and read again. */
static JsonNode *
travel (JsonNode *node)
{
  g_autoptr (JsonNode) taken = node;
  g_autofree char *text = cord_json_write (taken);
  g_autoptr (GError) error = NULL;
  JsonNode *again = cord_json_parse (text, -1, NULL, &error);

  g_assert_no_error (error);
  return again;
}

static void
test_every_kind (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("{'interaction':'i1','customer':'c1','account':'a1','effective':'2026-11-18','change':%s,"
                             "'quote':{'id':'q1','seal':'abc'},'lines':[],'currency':'EUR','monthly':{'net':'50.00','"
                             "gross':'59.50','tax':'19'}}",
                             changes[i]);
      g_autofree char *expected
          = g_strdup_printf ("{'interaction':'i1','customer':'c1','account':'a1','effective':'2026-11-18','change':%s,"
                             "'quote':'q1','seal':'abc'}",
                             changes[i]);
      g_autoptr (GVariant) request = fixture_value (text);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) order = travel (cord_order_to_tmf (request, OPERATION, &error));
      g_autoptr (GVariant) read = NULL;

      g_assert_no_error (error);
      read = cord_order_from_tmf (order, &error);
      g_assert_no_error (error);
      assert_value (read, expected);
    }
}

static void
test_the_order_as_written (void)
{
  g_autoptr (GVariant) request
      = fixture_value ("{'interaction':'i1','customer':'c1','account':'a1','effective':'2024-06-17',"
                       "'change':{'kind':'upgrade','product':'line1','offering':'M','from':'S','term':12},'quote':{'id'"
                       ":'q1','seal':'c9bc'},"
                       "'currency':'EUR','monthly':{'net':'45.00','gross':'53.55','tax':'19'},'lines':["
                       "{'text':'14 of 30 days of €45.00 = "
                       "€21.00','kind':'charge','start':'2024-06-01','end':'2024-07-01','used':'14/30','unused':'16/"
                       "30','net':'21.00','gross':'24.99','tax':'19'},"
                       "{'text':'Activation','kind':'charge','start':'2024-06-01','end':'2024-07-01','net':'9.90','"
                       "gross':'9.90','tax':'0'},"
                       "{'text':'Credit','kind':'credit','start':'2024-06-01','end':'2024-07-01','used':'16/"
                       "30','unused':'14/30','net':'-11.67','gross':'-13.89','tax':'19'}]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) order = cord_order_to_tmf (request, OPERATION, &error);
  g_autofree char *text = NULL;
  g_autofree char *expected = g_strdelimit (
      g_strdup (
          "{'@type':'ProductOrder','externalId':'" OPERATION
          "','relatedParty':[{'id':'c1','@referredType':'Customer','role':'customer'}],"
          "'billingAccount':{'id':'a1','@referredType':'BillingAccount'},'requestedStartDate':'2024-06-17T00:00:00Z',"
          "'productOrderItem':[{'id':'1','action':'modify','cordboardKind':'upgrade','product':{'id':'line1','"
          "productOffering':{'id':'S'}},"
          "'productOffering':{'id':'M'},'itemTerm':[{'duration':{'amount':12,'units':'month'}}],'itemPrice':["
          "{'@type':'OrderPrice','name':'Monthly "
          "charge','price':{'dutyFreeAmount':{'unit':'EUR','value':45.00},'taxIncludedAmount':{'unit':'EUR','value':53."
          "55},'taxRate':19},'priceType':'recurring','recurringChargePeriod':'month'},"
          "{'@type':'ProratedOrderPrice','name':'14 of 30 days of €45.00 = "
          "€21.00','price':{'dutyFreeAmount':{'unit':'EUR','value':21.00},'taxIncludedAmount':{'unit':'EUR','value':24."
          "99},'taxRate':19},'priceType':'oneTime',"
          "'chargeKind':'charge','periodCoverage':{'startDateTime':'2024-06-01T00:00:00Z','endDateTime':'2024-07-01T00:"
          "00:00Z'},"
          "'prorationBasis':{'used':'14/30','unused':'16/30'}},"
          "{'@type':'OrderPrice','name':'Activation','price':{'dutyFreeAmount':{'unit':'EUR','value':9.90},'"
          "taxIncludedAmount':{'unit':'EUR','value':9.90},'taxRate':0},'priceType':'oneTime','chargeKind':'charge',"
          "'periodCoverage':{'startDateTime':'2024-06-01T00:00:00Z','endDateTime':'2024-07-01T00:00:00Z'}},"
          "{'@type':'ProratedOrderPrice','name':'Credit','price':{'dutyFreeAmount':{'unit':'EUR','value':-11.67},'"
          "taxIncludedAmount':{'unit':'EUR','value':-13.89},'taxRate':19},'priceType':'oneTime','chargeKind':'credit',"
          "'periodCoverage':{'startDateTime':'2024-06-01T00:00:00Z','endDateTime':'2024-07-01T00:00:00Z'},'"
          "prorationBasis':{'used':'16/30','unused':'14/30'}}]}],"
          "'quote':[{'id':'q1','@referredType':'Quote'}],'cordboardSeal':'c9bc','cordboardInteraction':'i1','"
          "cordboardOperation':'" OPERATION "'}"),
      "'", '"');

  g_assert_no_error (error);
  text = cord_json_write (order);
  g_assert_cmpstr (text, ==, expected);
}

static void
check_unwritable (const char *text, const char *member)
{
  g_autoptr (GVariant) request = fixture_value (text);
  g_autoptr (GError) error = NULL;

  g_assert_null (cord_order_to_tmf (request, OPERATION, &error));
  assert_refused (error, member);
}

static void
test_unwritable (void)
{
  check_unwritable ("{'customer':'c1'}", "change");
  check_unwritable ("{'customer':'c1','change':{'kind':'swap','product':'p'}}", "change");
  check_unwritable ("{'customer':'c1','change':{'kind':'remove'}}", "change");
  check_unwritable ("{'change':{'kind':'remove','product':'p'}}", "customer");
  check_unwritable ("{'customer':'c1','change':{'kind':'remove','product':'p'},'currency':'EUR','lines':[{'text':'x','"
                    "net':'1,50','gross':'1.50'}]}",
                    "net");
  check_unwritable (
      "{'customer':'c1','change':{'kind':'remove','product':'p'},'currency':'EUR','lines':[{'text':'x','net':'1.50'}]}",
      "gross");
  check_unwritable (
      "{'customer':'c1','change':{'kind':'remove','product':'p'},'lines':[{'text':'x','net':'1.50','gross':'1.50'}]}",
      "currency");
  check_unwritable ("{'customer':'c1','change':{'kind':'modify','product':'p'},'currency':'EUR','monthly':{'net':'1.00'"
                    ",'gross':'NaN'}}",
                    "gross");
}

static void
check_read (const char *order, const char *expected)
{
  g_autoptr (JsonNode) node = fixture (order);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) read = cord_order_from_tmf (node, &error);

  g_assert_no_error (error);
  assert_value (read, expected);
}

/* Orders of other systems, without our extensions. */
static void
test_foreign_orders (void)
{
  check_read ("{'relatedParty':[{'id':'s','role':'seller'},{'id':'c1','role':'Customer'}],'requestedStartDate':'2026-"
              "12-01T09:30:00+01:00',"
              "'productOrderItem':[{'id':'1','action':'noChange','product':{'id':'x'}},{'id':'2','action':'modify','"
              "quantity':1,"
              "'product':{'id':'p'},'productOffering':{'id':'o'},'billingAccount':{'id':'a'}}],'quote':[{'id':'q'}],'"
              "cordboardSeal':{'sha256':'s'}}",
              "{'customer':'c1','change':{'kind':'modify','product':'p','offering':'o','quantity':1},'effective':'2026-"
              "12-01T09:30:00+01:00','quote':'q','seal':'s'}");
  check_read ("{'productOrderItem':[{'id':'1','action':'change','product':{'id':'p'}}]}",
              "{'change':{'kind':'modify','product':'p'}}");
  check_read ("{'productOrderItem':[{'id':'1','action':'add','cordboardKind':'upgrade'}]}",
              "{'change':{'kind':'add'}}");
  check_read ("{'productOrderItem':[{'id':'1','action':'modify','quantity':1,'productOffering':{'id':'o'},"
              "'product':{'id':'p','status':'Suspended','productTerm':[{'duration':{'amount':12,'units':'month'}}]}}]}",
              "{'change':{'kind':'suspend','product':'p','from':'o','quantity':1}}");
  check_read ("{'productOrderItem':[{'id':'1','action':'modify','product':{'id':'p','status':'active'}}]}",
              "{'change':{'kind':'resume','product':'p'}}");
  /* An active product that is described is changed, not resumed. */
  check_read ("{'productOrderItem':[{'id':'1','action':'modify','product':{'id':'p','status':'active'},"
              "'productOffering':{'id':'o'}}]}",
              "{'change':{'kind':'modify','product':'p','offering':'o'}}");
  check_read (
      "{'productOrderItem':[{'id':'1','action':'modify','cordboardBillingDay':{'dateShift':15,'bill':'stub'}}]}",
      "{'change':{'kind':'billing-day','dateShift':15,'bill':'stub'}}");
  check_read ("{'productOrderItem':[{'id':'1','action':'noChange'}]}", "{}");
  check_read ("{}", "{}");
}

static void
check_unreadable (const char *order, const char *member, const char *reason)
{
  g_autoptr (JsonNode) node = fixture (order);
  g_autoptr (GError) error = NULL;

  g_assert_null (cord_order_from_tmf (node, &error));
  assert_refused (error, member);
  g_assert_cmpstr (cord_error_get_reason (error), ==, reason);
}

static void
check_billing_day (const char *more, const char *member)
{
  g_autofree char *order = g_strdup_printf ("{'productOrderItem':[{'id':'1','action':'modify',%s}]}", more);
  g_autofree char *path = g_strconcat ("productOrderItem.0.", member, NULL);

  check_unreadable (order, path, "invalid");
}

static void
test_unreadable_billing_day (void)
{
  check_billing_day ("'cordboardKind':'billing-day'", "cordboardBillingDay.dateShift");
  check_billing_day ("'cordboardBillingDay':{}", "cordboardBillingDay.dateShift");
  check_billing_day ("'cordboardBillingDay':{'dateShift':0}", "cordboardBillingDay.dateShift");
  check_billing_day ("'cordboardBillingDay':{'dateShift':32}", "cordboardBillingDay.dateShift");
  check_billing_day ("'cordboardBillingDay':{'dateShift':1.5}", "cordboardBillingDay.dateShift");
  check_billing_day ("'cordboardBillingDay':{'dateShift':'soon'}", "cordboardBillingDay.dateShift");
  check_billing_day ("'cordboardBillingDay':{'dateShift':99999999999999999999}", "cordboardBillingDay.dateShift");
  check_billing_day ("'cordboardBillingDay':{'dateShift':3,'bill':'later'}", "cordboardBillingDay.bill");
  check_billing_day ("'cordboardBillingDay':{'dateShift':3,'bill':7}", "cordboardBillingDay.bill");
  check_billing_day ("'cordboardBillingDay':{'dateShift':3},'product':{'id':'p'}", "product");
  check_billing_day ("'cordboardBillingDay':{'dateShift':3},'productOffering':{'id':'o'}", "productOffering");
  check_billing_day ("'cordboardBillingDay':{'dateShift':3},'quantity':1", "quantity");
  check_billing_day ("'cordboardBillingDay':{'dateShift':3},'cordboardKind':'upgrade'", "cordboardBillingDay");
  check_billing_day ("'cordboardBillingDay':{'dateShift':3},'cordboardKind':'suspend'", "cordboardBillingDay");
  check_unreadable ("{'productOrderItem':[{'action':'add','cordboardBillingDay':{'dateShift':3}}]}",
                    "productOrderItem.0.cordboardBillingDay", "invalid");
}

static void
test_unreadable (void)
{
  check_unreadable ("[]", "productOrder", "invalid");
  check_unreadable ("{'productOrderItem':[7]}", "productOrderItem.0", "invalid");
  check_unreadable ("{'productOrderItem':[{'action':'explode'}]}", "productOrderItem.0.action", "invalid");
  check_unreadable ("{'productOrderItem':[{'action':'modify','cordboardKind':'remove'}]}", "productOrderItem.0.action",
                    "invalid");
  check_unreadable (
      "{'productOrderItem':[{'action':'modify','cordboardKind':'upgrade','product':{'status':'suspended'}}]}",
      "productOrderItem.0.product.status", "invalid");
  check_unreadable ("{'productOrderItem':[{'action':'modify','productOffering':{'id':'o'},"
                    "'product':{'status':'suspended','productOffering':{'id':'p'}}}]}",
                    "productOrderItem.0.product.status", "invalid");
  check_unreadable ("{'productOrderItem':[{'action':'add','quantity':-1}]}", "productOrderItem.0.quantity", "invalid");
  check_unreadable ("{'productOrderItem':[{'action':'add','quantity':1.5}]}", "productOrderItem.0.quantity", "invalid");
  check_unreadable ("{'productOrderItem':[{'action':'add','itemTerm':[{'duration':{'amount':'x'}}]}]}",
                    "productOrderItem.0.itemTerm.duration", "invalid");
  check_unreadable ("{'productOrderItem':[{'action':'add'},{'action':'delete'}]}", "productOrderItem.1",
                    "several-changes");
}

static void
test_answers (void)
{
  g_autoptr (JsonNode) placed = fixture (
      "{'id':'o1','state':'acknowledged','cordboardNumber':'1042','requestedStartDate':'2026-11-18T00:00:00Z',"
      "'cordboardUndoUntil':'2026-11-18T08:00:30Z'}");
  g_autoptr (JsonNode) done = fixture ("{'id':'o1','state':'completed','completionDate':'2026-11-18T08:00:31Z'}");
  g_autoptr (JsonNode) bad = fixture ("{'id':'o1'}");
  g_autoptr (JsonNode) cancel = cord_order_cancel_to_tmf ("o1", "Customer changed their mind");
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) a = cord_order_answer_from_tmf (placed, NULL);
  g_autoptr (GVariant) b = cord_order_answer_from_tmf (done, NULL);

  assert_value (a, "{'order':'o1','number':'1042','state':'acknowledged','effective':'2026-11-18','undoUntil':'2026-11-"
                   "18T08:00:30Z'}");
  assert_value (b, "{'order':'o1','number':'o1','state':'completed','completed':'2026-11-18T08:00:31Z'}");
  g_assert_null (cord_order_answer_from_tmf (bad, &error));
  assert_refused (error, "state");
  g_assert_cmpstr (cord_json_find_string (cancel, "productOrder.id"), ==, "o1");
}

/* Quotes */

static void
test_quote_requests (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{'interaction':'i1','customer':'c1','account':'a1','change':%s,'effective':'2026-12-01'}", changes[i]);
      g_autoptr (GVariant) request = fixture_value (text);
      g_autoptr (JsonNode) body = travel (cord_quote_request_to_tmf (request));
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) read = cord_quote_request_from_tmf (body, &error);

      g_assert_no_error (error);
      assert_value (read, text);
      g_assert_true (json_node_get_boolean (cord_json_find (body, "instantSyncQuote")));
      /* Without the extension the standard members say the same. */
      json_object_remove_member (json_node_get_object (body), "cordboardChange");
      json_object_remove_member (json_node_get_object (body), "cordboardEffective");
      g_clear_pointer (&read, g_variant_unref);
      read = cord_quote_request_from_tmf (body, &error);
      g_assert_no_error (error);
      assert_value (read, text);
    }
}

static void
test_a_quote_that_contradicts_itself (void)
{
  g_autoptr (JsonNode) body
      = fixture ("{'quoteItem':[{'action':'modify','product':{'id':'p'},'productOffering':{'id':'cheap'}}],"
                 "'cordboardChange':{'kind':'modify','product':'p','offering':'dear'}}");
  g_autoptr (GError) error = NULL;

  g_assert_null (cord_quote_request_from_tmf (body, &error));
  assert_refused (error, "cordboardChange");
}

static void
test_quote_answers (void)
{
  const char *input
      = "{'currency':'EUR','scale':2,'history':[{'price':'25.00','of':3,'price2':null}],'now':'2026-11-18'}";
  g_autoptr (GVariant) sealed = fixture_value (input);
  g_autofree char *expected = g_strdup_printf ("{'id':'q1','input':%s,'seal':'c9bc','letters':'S6YA45FC'}", input);
  JsonNode *body = fixture ("{'id':'q1','quoteItem':[]}");
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GVariant) read = NULL;
  g_autoptr (GError) error = NULL;

  cord_quote_seal_tmf (json_node_get_object (body), sealed, "c9bc", "S6YA45FC");
  answer = travel (body);
  read = cord_quote_answer_from_tmf (answer, &error);
  g_assert_no_error (error);
  assert_value (read, expected);

  json_object_remove_member (json_node_get_object (answer), "cordboardSeal");
  g_assert_null (cord_quote_answer_from_tmf (answer, &error));
  assert_refused (error, "cordboardSeal.sha256");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/order-codec/every-kind", test_every_kind);
  g_test_add_func ("/order-codec/the-order-as-written", test_the_order_as_written);
  g_test_add_func ("/order-codec/unwritable", test_unwritable);
  g_test_add_func ("/order-codec/foreign-orders", test_foreign_orders);
  g_test_add_func ("/order-codec/unreadable", test_unreadable);
  g_test_add_func ("/order-codec/unreadable-billing-day", test_unreadable_billing_day);
  g_test_add_func ("/order-codec/answers", test_answers);
  g_test_add_func ("/quote-codec/requests", test_quote_requests);
  g_test_add_func ("/quote-codec/contradiction", test_a_quote_that_contradicts_itself);
  g_test_add_func ("/quote-codec/answers", test_quote_answers);
  return g_test_run ();
}
