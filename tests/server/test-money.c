/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-change.h"

#include <string.h>

/* Net, tax and gross of a change, in every resource that has them; the promotion that comes with a plan; and the
 * account that pays. */

#define RATE "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate"
#define ACCOUNT "/tmf-api/accountManagement/v4/billingAccount"

/* 39.99 and 19 % tax, a fee of 9.90 that is taxed too, half the price for three months. */
static char *
add_deal (TestServer *server)
{
  return test_create (
      server, CATALOG,
      "{\"name\":\"Deal\",\"isSellable\":true,\"lifecycleStatus\":\"Active\",\"category\":[{\"id\":\"internet\"}],"
      "\"productSpecification\":{\"id\":\"spec-fast\"},\"productOfferingPrice\":["
      "{\"id\":\"price-deal\",\"name\":\"Deal\",\"priceType\":\"recurring\",\"recurringChargePeriodType\":\"month\","
      "\"recurringChargePeriodLength\":1,\"price\":{\"unit\":\"EUR\",\"value\":39.99},"
      "\"tax\":[{\"taxCategory\":\"VAT\",\"taxRate\":19}]},"
      "{\"id\":\"once-deal\",\"name\":\"Activation\",\"priceType\":\"oneTime\",\"price\":{\"unit\":\"EUR\",\"value\":9."
      "90}},"
      "{\"id\":\"half-price\",\"name\":\"Half price!\",\"priceType\":\"discount\",\"percentage\":50,"
      "\"applicationDuration\":{\"amount\":3,\"units\":\"month\"}}]}");
}

static char *
decimal_at (JsonNode *node, const char *path)
{
  return cord_json_dup_decimal (cord_json_find (node, path));
}

static void
assert_decimal (JsonNode *node, const char *path, const char *expected)
{
  g_autofree char *found = decimal_at (node, path);

  g_assert_cmpstr (found, ==, expected);
}

/* 17 June, 14 of 30 days: 30.00 goes back for 14.00; 39.99 is 18.66 and its half 9.33 the other way, the fee 9.90; 19 %
 * of each. */
static const struct
{
  const char *net;
  const char *tax;
  const char *gross;
  const char *rate;
} expected[] = {
  { "-9.33", "-1.77", "-11.10", "19" },
  { "9.90", "1.88", "11.78", "19" },
  { "-14.00", "0.00", "-14.00", "0" },
  { "18.66", "3.55", "22.21", "19" },
};

static void
assert_lines (JsonArray *prices, guint from)
{
  g_assert_cmpuint (json_array_get_length (prices), ==, from + G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      JsonNode *price = json_array_get_element (prices, from + i);

      assert_decimal (price, "price.dutyFreeAmount.value", expected[i].net);
      assert_decimal (price, "price.taxIncludedAmount.value", expected[i].gross);
      assert_decimal (price, "price.taxRate", expected[i].rate);
    }
}

static void
assert_totals (JsonNode *document, const char *member)
{
  JsonArray *totals = json_node_get_array (cord_json_find (document, member));

  assert_decimal (json_array_get_element (totals, 0), "price.dutyFreeAmount.value", "5.23");
  assert_decimal (json_array_get_element (totals, 0), "price.taxIncludedAmount.value", "8.89");
  /* And Help, which has no tax. */
  assert_decimal (json_array_get_element (totals, 1), "price.dutyFreeAmount.value", "44.99");
  assert_decimal (json_array_get_element (totals, 1), "price.taxIncludedAmount.value", "52.59");
}

static void
assert_rates (TestServer *server)
{
  g_autoptr (TestReply) reply = test_send (server, "GET", RATE "?relatedParty.id=C1", NULL, NULL);
  JsonArray *rates = json_node_get_array (reply->json);

  g_assert_cmpuint (json_array_get_length (rates), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      JsonNode *rate = json_array_get_element (rates, i);

      assert_decimal (rate, "taxExcludedAmount.value", expected[i].net);
      assert_decimal (rate, "taxIncludedAmount.value", expected[i].gross);
      assert_decimal (rate, "appliedTax.taxAmount.value", expected[i].tax);
      assert_decimal (rate, "appliedTax.taxRate", expected[i].rate);
    }
}

/* The same amounts in the quote, the order, whatever came with the request, and the charges. */
static void
test_tax (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *deal = add_deal (server);
  g_autofree char *plain = test_change_to ("line-1", deal, "");
  g_autofree char *false_price = test_change_to (
      "line-1", deal,
      ",\"itemPrice\":[{\"priceType\":\"oneTime\",\"price\":{\"dutyFreeAmount\":{\"unit\":\"EUR\",\"value\":0.01}}}]");
  g_autoptr (TestReply) quoted = test_quote_change (server, plain, "");
  g_autoptr (TestReply) placed = test_order_change (server, false_price, "");
  JsonArray *items;

  test_assert_status (quoted, 200);
  test_assert_status (placed, 201);
  assert_lines (json_node_get_array (cord_json_find (quoted->json, "quoteItem.quoteItemPrice")), 0);
  assert_totals (quoted->json, "quoteTotalPrice");
  items = json_node_get_array (cord_json_find (placed->json, "productOrderItem.itemPrice"));
  assert_decimal (json_array_get_element (items, 0), "price.dutyFreeAmount.value", "39.99");
  assert_decimal (json_array_get_element (items, 0), "price.taxIncludedAmount.value", "47.59");
  assert_lines (items, 1);
  assert_totals (placed->json, "orderTotalPrice");
  assert_rates (server);
}

/* The amounts include it as long as it lasts, the product has it, and every later quote knows it. */
static void
test_promotion (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *deal = add_deal (server);
  g_autofree char *item = test_change_to ("line-1", deal, "");
  g_autoptr (TestReply) placed = test_order_change (server, item, "");
  g_autoptr (TestReply) product = test_send (server, "GET", POPULATION "/line-1", NULL, NULL);
  g_autoptr (TestReply) next
      = test_quote_change (server, "{\"id\":\"1\",\"action\":\"delete\",\"product\":{\"id\":\"help-1\"}}", "");
  g_autoptr (CordQuote) computed = test_compute_quote (next);
  const CordLadder *ladder = cord_quote_get_current (computed);
  const CordPromotionEnd *end;
  JsonArray *prices = json_node_get_array (cord_json_find (product->json, "productPrice"));
  JsonNode *discount = json_array_get_element (prices, 1);
  g_autofree char *again = NULL;
  g_autofree char *back = test_change_to ("line-1", "fast", "");
  g_autoptr (TestReply) away = test_order_change (server, back, "");
  g_autoptr (TestReply) returned = test_order_change (server, item, "");
  g_autoptr (TestReply) kept = test_send (server, "GET", POPULATION "/line-1", NULL, NULL);

  test_assert_status (placed, 201);
  assert_decimal (json_array_get_element (prices, 0), "price.dutyFreeAmount.value", "39.99");
  assert_decimal (json_array_get_element (prices, 0), "price.taxIncludedAmount.value", "47.59");
  g_assert_cmpstr (cord_json_find_string (discount, "name"), ==, "Half price!");
  g_assert_cmpstr (cord_json_find_string (discount, "priceType"), ==, "discount");
  assert_decimal (discount, "price.percentage", "50");
  g_assert_cmpstr (cord_json_find_string (discount, "validFor.endDateTime"), ==, "2026-09-01T00:00:00Z");
  /* 39.99 − 20.00 + 5.00 with the 5.23 of this month, then 39.99 + 5.00. */
  g_assert_cmpint (ladder->next.net, ==, 3022);
  g_assert_cmpuint (ladder->after->len, ==, 1);
  end = g_ptr_array_index (ladder->after, 0);
  g_assert_cmpstr (end->discounts[0], ==, "half-price");
  g_assert_cmpstr (cord_json_find_string (discount, "productOfferingPrice.id"), ==, "half-price");
  g_assert_cmpint (end->row.net, ==, 4499);
  /* It ends when its plan is left, and is not given again. */
  test_assert_status (away, 201);
  test_assert_status (returned, 201);
  again = cord_json_write (cord_json_find (kept->json, "productPrice"));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (cord_json_find (kept->json, "productPrice"))), ==, 1);
  g_assert_null (strstr (again, "2026-09-01"));
}

/* A second account with its own cycle, and a line on it. */
static char *
add_account (TestServer *server)
{
  g_autofree char *account = test_create (server, ACCOUNT,
                                          "{\"name\":\"Second home\",\"state\":\"active\"," TEST_PARTY
                                          ",\"billStructure\":{\"cycleSpecification\":"
                                          "{\"frequency\":\"monthly\",\"dateShift\":10}}}");
  g_autofree char *product
      = g_strdup_printf ("{\"name\":\"Basic\",\"status\":\"active\",\"startDate\":\"2025-01-10T00:00:00Z\"," TEST_PARTY
                         ",\"billingAccount\":{\"id\":\"%s\"},"
                         "\"productOffering\":{\"id\":\"basic\"},\"productPrice\":[{\"priceType\":\"recurring\","
                         "\"recurringChargePeriod\":\"month\","
                         "\"price\":{\"dutyFreeAmount\":{\"unit\":\"EUR\",\"value\":30.00}}}]}",
                         account);

  g_free (test_create (server, POPULATION, product));
  return g_steal_pointer (&account);
}

static char *
product_on (TestServer *server, const char *account)
{
  g_autofree char *path = g_strconcat (POPULATION "?billingAccount.id=", account, NULL);
  g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);

  return g_strdup (cord_json_find_string (json_array_get_element (json_node_get_array (reply->json), 0), "id"));
}

#define ADVICE                                                                                                         \
  "{\"name\":\"Advice\",\"lifecycleStatus\":\"Active\",\"productOfferingPrice\":[{\"id\":\"price-advice\",\"name\":"   \
  "\"Advice\",\"priceType\":\"recurring\",\"recurringChargePeriodType\":\"month\",\"price\":{\"unit\":\"EUR\","        \
  "\"value\":5}}]}"

/* A product is priced, ordered and charged on its own account, in that account's cycle. */
static void
test_own_account (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *account = add_account (server);
  g_autofree char *product = product_on (server, account);
  g_autofree char *item = test_change_to (product, "fast", "");
  g_autofree char *named = g_strdup_printf ("\"billingAccount\":{\"id\":\"%s\"},", account);
  g_autoptr (TestReply) quoted = test_quote_change (server, item, "");
  g_autoptr (TestReply) wrong = test_order_change (server, item, "\"billingAccount\":{\"id\":\"acct-C1\"},");
  g_autofree char *advice = test_create (server, CATALOG, ADVICE);
  g_autofree char *addition = g_strdup_printf (
      "{\"id\":\"1\",\"action\":\"add\",\"product\":{\"id\":\"help-2\"},\"productOffering\":{\"id\":\"%s\"}}", advice);
  g_autoptr (TestReply) placed = test_order_change (server, item, "");
  g_autoptr (TestReply) added = test_order_change (server, addition, named);
  g_autoptr (TestReply) help = test_send (server, "GET", POPULATION "/help-2", NULL, NULL);
  g_autofree char *history = g_strconcat ("/cordboard/v1/accountHistory/", account, NULL);
  g_autoptr (TestReply) own = test_send (server, "GET", history, NULL, NULL);
  g_autoptr (TestReply) other = test_send (server, "GET", "/cordboard/v1/accountHistory/acct-C1", NULL, NULL);
  g_autofree char *charges = g_strconcat (RATE "?billingAccount.id=", account, NULL);
  g_autoptr (TestReply) rates = test_send (server, "GET", charges, NULL, NULL);
  g_autoptr (CordQuote) computed = test_compute_quote (quoted);

  /* 10 June to 10 July: 23 of 30 days of 15.00. */
  g_assert_cmpint (cord_quote_get_candidate (computed)->this_bill.gross, ==, 1150);
  g_assert_cmpint (cord_quote_get_current (computed)->next.gross, ==, 3000);
  test_assert_problem (wrong, 400, "account");
  test_assert_status (placed, 201);
  test_assert_status (added, 201);
  g_assert_cmpstr (test_text (help, "billingAccount.id"), ==, account);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (cord_json_find (own->json, "events"))), ==, 3);
  test_assert_status (other, 404);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (rates->json)), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/money/tax", test_tax);
  g_test_add_func ("/server/money/promotion", test_promotion);
  g_test_add_func ("/server/money/own-account", test_own_account);
  return g_test_run ();
}
