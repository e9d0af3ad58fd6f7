/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-change.h"
#include "cord-test-server.h"

#include "billing/cord-quote.h"

#include <string.h>

/* A plan that is billed after the month, and what it includes: from the catalog to the bills. Basic costs 30.00 and
 * Help 5.00 in advance, and today is the 17th of June 2026. */

#define LINE "line-1"
#define RATE "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate"
#define OFFERING "/tmf-api/productCatalogManagement/v4/productOffering"
#define METERED                                                                                                        \
  "{\"name\":\"Metered\",\"isSellable\":true,\"lifecycleStatus\":\"Active\",\"category\":[{\"id\":\"internet\"}],"     \
  "\"productSpecification\":{\"id\":\"spec-fast\"},\"productOfferingPrice\":["                                         \
  "{\"id\":\"price-metered\",\"name\":\"Metered\",\"priceType\":\"recurring\",\"recurringChargePeriodType\":"          \
  "\"month\",\"cordboardBilled\":\"arrears\",\"price\":{\"unit\":\"EUR\",\"value\":60.00}},"                           \
  "{\"id\":\"data\",\"name\":\"data\",\"priceType\":\"allowance\",\"unitOfMeasure\":{\"amount\":3000,"                 \
  "\"units\":\"MB\"}},"                                                                                                \
  "{\"id\":\"sms\",\"name\":\"SMS & more\",\"priceType\":\"allowance\",\"unitOfMeasure\":{\"amount\":100},"            \
  "\"cordboardPartial\":\"full\"}]}"

typedef struct
{
  TestServer *server;
  char *metered;
} Case;

static void
set_up (Case *c, gconstpointer data)
{
  c->server = test_server_new_with (FALSE, "127.0.0.1:0", NULL);
  test_sign_in (c->server, "billing");
  c->metered = test_create (c->server, OFFERING, METERED);
}

static void
tear_down (Case *c, gconstpointer data)
{
  test_server_free (c->server);
  g_free (c->metered);
}

/* 14 of 30 days of June: 14.00 of Basic come back now, 28.00 of Metered are on the bill of July, with Help. */
static void
test_to_the_bills (Case *c, gconstpointer data)
{
  g_autoptr (CordQuote) metered = test_compute_change (c->server, LINE, c->metered);
  g_autoptr (CordQuote) fast = NULL;
  const CordLadder *ladder = cord_quote_get_candidate (metered);
  g_autoptr (TestReply) rates = NULL;

  g_assert_cmpint (ladder->this_bill.net, ==, -1400);
  /* The next bill collects what the change gives back. */
  g_assert_cmpint (ladder->next.net - ladder->this_bill.net, ==, 2800 + 500);
  g_assert_cmpint (ladder->steady.net, ==, 6000 + 500);
  test_must_change (c->server, LINE, c->metered);
  rates = test_send (c->server, "GET", RATE "?relatedParty.id=C1", NULL, NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (rates->json)), ==, 1);

  cord_clock_advance (c->server->clock, 23 * (gint64)G_TIME_SPAN_DAY);
  test_sign_in (c->server, "billing");
  fast = test_compute_change (c->server, LINE, "fast");
  ladder = cord_quote_get_candidate (fast);
  /* 10 July: 22 of 31 days of 45.00 in advance, and with August 9 of 31 days of 60.00. */
  g_assert_cmpint (ladder->this_bill.net, ==, 3194);
  g_assert_cmpint (ladder->next.net - ladder->this_bill.net, ==, 4500 + 1742 + 500);
}

static void
test_allowances (Case *c, gconstpointer data)
{
  g_autoptr (CordQuote) metered = test_compute_change (c->server, LINE, c->metered);
  const CordQuoteChange *change = g_ptr_array_index (cord_quote_get_changes (metered), 0);
  const CordEntitlement *of_data = NULL;
  g_autoptr (TestReply) product = NULL;
  JsonArray *prices;

  g_assert_true (cord_quote_has_allowances (metered));
  for (guint i = 0; i < change->entitlements->len; i++)
    if (g_str_equal (((CordEntitlement *)g_ptr_array_index (change->entitlements, i))->allowance, "data"))
      of_data = g_ptr_array_index (change->entitlements, i);
  g_assert_nonnull (of_data);
  g_assert_cmpint (of_data->candidate, ==, 1400); /* 14 of 30 days of 3000 */

  test_must_change (c->server, LINE, c->metered);
  product = test_send (c->server, "GET", POPULATION "/line-1", NULL, NULL);
  prices = json_node_get_array (cord_json_find (product->json, "productPrice"));
  g_assert_cmpuint (json_array_get_length (prices), ==, 3);
  g_assert_cmpstr (cord_json_find_string (json_array_get_element (prices, 0), "cordboardBilled"), ==, "arrears");
  g_assert_cmpstr (cord_json_find_string (json_array_get_element (prices, 1), "priceType"), ==, "allowance");
  g_assert_cmpstr (cord_json_find_string (json_array_get_element (prices, 1), "name"), ==, "data");
  g_assert_cmpstr (cord_json_find_string (json_array_get_element (prices, 1), "unitOfMeasure.units"), ==, "MB");
  g_assert_cmpint (json_node_get_int (cord_json_find (json_array_get_element (prices, 1), "unitOfMeasure.amount")), ==,
                   3000);
  g_assert_cmpstr (cord_json_find_string (json_array_get_element (prices, 2), "cordboardPartial"), ==, "full");

  /* They go with the plan. */
  test_must_change (c->server, LINE, "fast");
  g_clear_pointer (&product, test_reply_free);
  product = test_send (c->server, "GET", POPULATION "/line-1", NULL, NULL);
  g_assert_null (strstr (product->text, "allowance"));
  g_assert_null (strstr (product->text, "cordboardBilled"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/arrears/to-the-bills", Case, NULL, set_up, test_to_the_bills, tear_down);
  g_test_add ("/arrears/allowances", Case, NULL, set_up, test_allowances, tear_down);
  return g_test_run ();
}
