/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-change.h"

#include <string.h>

/* Promotions as catalogs have them, priced by the true server: whom they are given to, how often, and what they come
 * to. The line costs 40.00 and Help beside it 5.00. */

#define HISTORY "/cordboard/v1/accountHistory/acct-C1"
#define REMOVE_HELP "{\"id\":\"1\",\"action\":\"delete\",\"product\":{\"id\":\"help-1\"}}"
#define HALF "\"percentage\":50,\"applicationDuration\":{\"amount\":3,\"units\":\"month\"}"

/* A plan at 40.00 with this promotion, whose id is @name with "-off". Returns the id of the plan. */
static char *
add_plan (TestServer *server, const char *name, const char *promotion)
{
  g_autofree char *body = g_strdup_printf (
      "{\"name\":\"Plan\",\"isSellable\":true,\"lifecycleStatus\":\"Active\",\"category\":[{\"id\":"
      "\"internet\"}],"
      "\"productSpecification\":{\"id\":\"spec-fast\"},\"productOfferingPrice\":["
      "{\"id\":\"%s-price\",\"name\":\"Plan\",\"priceType\":\"recurring\",\"recurringChargePeriodType\":\"month\","
      "\"recurringChargePeriodLength\":1,\"price\":{\"unit\":\"EUR\",\"value\":40}},"
      "{\"id\":\"%s-off\",\"name\":\"Off\",\"priceType\":\"discount\",%s}]}",
      name, name, promotion);

  return test_create (server, CATALOG, body);
}

/* The times that a discount is in the history of the account. */
static guint
count_grants (TestServer *server, const char *discount)
{
  g_autoptr (TestReply) reply = test_send (server, "GET", HISTORY, NULL, NULL);
  g_autofree char *text = g_strconcat ("\"discount\":\"", discount, NULL);
  guint n = 0;

  test_assert_status (reply, 200);
  for (const char *at = reply->text; (at = strstr (at, text)) != NULL; at++)
    n++;
  return n;
}

static void
pass_day (TestServer *server)
{
  cord_clock_advance (server->clock, G_TIME_SPAN_DAY);
  test_sign_in (server, "billing");
}

/* What a month costs now and in a year with the line as it stands, seen by a quote that changes another product. */
static void
look (TestServer *server, gint64 *next, gint64 *year)
{
  g_autoptr (TestReply) reply = test_quote_change (server, REMOVE_HELP, "");
  g_autoptr (CordQuote) computed = test_compute_quote (reply);

  /* The next bill collects what the orders before have added as well. */
  *next = cord_quote_get_current (computed)->next.net - cord_quote_get_current (computed)->this_bill.net;
  *year = cord_quote_get_current (computed)->year.net;
}

/* Up, down and up again on one day, five times over: it is given once, and never cheaper than the first time. */
static void
test_up_and_down (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *plan = add_plan (server, "plan", HALF);
  g_autofree char *up = test_change_to ("line-1", plan, "");
  g_autofree char *down = test_change_to ("line-1", "fast", "");
  gint64 first_year = 0;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (TestReply) there = test_order_change (server, up, "");
      g_autoptr (TestReply) back = NULL;
      gint64 next, year;

      test_assert_status (there, 201);
      look (server, &next, &year);
      if (i == 0)
        first_year = year;
      g_assert_cmpint (next, ==, 2500);
      g_assert_cmpint (year, >=, first_year);
      back = test_order_change (server, down, "");
      test_assert_status (back, 201);
    }
  g_assert_cmpuint (count_grants (server, "plan-off"), ==, 1);
}

/* The same a day apart: what was left for another plan is over, and does not come again. */
static void
test_day_after_day (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *plan = add_plan (server, "plan", HALF);
  g_autofree char *up = test_change_to ("line-1", plan, "");
  g_autofree char *down = test_change_to ("line-1", "fast", "");

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (TestReply) there = test_order_change (server, up, "");
      g_autoptr (TestReply) back = NULL;
      gint64 next, year;

      test_assert_status (there, 201);
      look (server, &next, &year);
      g_assert_cmpint (next, ==, i == 0 ? 2500 : 4500);
      pass_day (server);
      back = test_order_change (server, down, "");
      test_assert_status (back, 201);
      pass_day (server);
    }
  g_assert_cmpuint (count_grants (server, "plan-off"), ==, 1);
}

/* One that may be had again is given again on another day, not twice on one. */
static void
test_repeatable (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *plan = add_plan (
      server, "plan",
      HALF
      ",\"prodSpecCharValueUse\":[{\"name\":\"repeatable\",\"productSpecCharacteristicValue\":[{\"value\":true}]}]");
  g_autofree char *up = test_change_to ("line-1", plan, "");
  g_autofree char *down = test_change_to ("line-1", "fast", "");

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (TestReply) there = test_order_change (server, up, "");
      g_autoptr (TestReply) back = test_order_change (server, down, "");

      test_assert_status (there, 201);
      test_assert_status (back, 201);
      g_assert_cmpuint (count_grants (server, "plan-off"), ==, 1);
    }
}

/* On another day it is given again, under a name of its own, and counts from there. */
static void
test_repeatable_later (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *plan = add_plan (
      server, "plan",
      HALF
      ",\"prodSpecCharValueUse\":[{\"name\":\"repeatable\",\"productSpecCharacteristicValue\":[{\"value\":true}]}]");

  for (guint i = 1; i <= 3; i++)
    {
      gint64 next, year;

      test_must_change (server, "line-1", plan);
      g_assert_cmpuint (count_grants (server, "plan-off"), ==, i);
      look (server, &next, &year);
      g_assert_cmpint (next, ==, 2500);
      pass_day (server);
      test_must_change (server, "line-1", "fast");
      pass_day (server);
    }
  g_assert_cmpuint (count_grants (server, "plan-off-3"), ==, 1);
}

/* @next: net of the next bill; @steady: of a month without what ends; @ends: the first day without it, or NULL */
static const struct
{
  const char *name;
  const char *promotion;
  const char *date;
  gint64 next;
  gint64 steady;
  const char *ends;
} cases[] = {
  { "share", HALF, "2026-06-17", 2500, 4500, "2026-09-01" },
  { "share-open", "\"percentage\":25", "2026-06-17", 3500, 3500, NULL },
  { "amount", "\"price\":{\"unit\":\"EUR\",\"value\":5},\"applicationDuration\":2", "2026-06-17", 4000, 4500,
    "2026-08-01" },
  { "amount-open", "\"price\":{\"unit\":\"EUR\",\"value\":5.55}", "2026-06-17", 3945, 3945, NULL },
  { "amount-above", "\"price\":{\"unit\":\"EUR\",\"value\":50}", "2026-06-17", 500, 500, NULL },
  { "later", "\"percentage\":50,\"validFor\":{\"startDateTime\":\"2026-07-01T00:00:00Z\"}", "2026-06-17", 4500, 4500,
    NULL },
  { "later-then", "\"percentage\":50,\"validFor\":{\"startDateTime\":\"2026-07-01T00:00:00Z\"}", "2026-07-01", 2500,
    2500, NULL },
  { "over", "\"percentage\":50,\"validFor\":{\"endDateTime\":\"2026-06-17T00:00:00Z\"}", "2026-06-17", 4500, 4500,
    NULL },
  { "last-day", "\"percentage\":50,\"validFor\":{\"endDateTime\":\"2026-06-18T00:00:00Z\"}", "2026-06-17", 2500, 2500,
    NULL },
  { "last-second", "\"percentage\":50,\"validFor\":{\"endDateTime\":\"2026-06-17T23:59:59Z\"}", "2026-06-17", 2500,
    2500, NULL },
  { "after-last-second", "\"percentage\":50,\"validFor\":{\"endDateTime\":\"2026-06-17T23:59:59Z\"}", "2026-06-18",
    4500, 4500, NULL },
  { "local-midnight", "\"percentage\":50,\"validFor\":{\"endDateTime\":\"2026-06-16T22:00:00Z\"}", "2026-06-17", 4500,
    4500, NULL },
  { "between",
    "\"percentage\":50,\"validFor\":{\"startDateTime\":\"2026-06-01T00:00:00Z\",\"endDateTime\":\"2026-06-17T21:59:"
    "59Z\"}",
    "2026-06-17", 2500, 2500, NULL },
};

static void
assert_end (const CordLadder *ladder, const char *ends)
{
  const CordPromotionEnd *end;
  g_autofree char *text = NULL;

  g_assert_cmpuint (ladder->after->len, ==, ends != NULL ? 1 : 0);
  if (ends == NULL)
    return;
  end = g_ptr_array_index (ladder->after, 0);
  text = cord_date_to_string (end->ends);
  g_assert_cmpstr (text, ==, ends);
}

static void
test_kinds (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plan = add_plan (server, cases[i].name, cases[i].promotion);
      g_autofree char *item = test_change_to ("line-1", plan, "");
      g_autoptr (TestReply) reply = NULL;
      g_autoptr (CordQuote) computed = NULL;
      const CordLadder *ladder;

      g_test_message ("%s", cases[i].name);
      reply = test_quote_change_on (server, item, cases[i].date);
      test_assert_status (reply, 200);
      computed = test_compute_quote (reply);
      ladder = cord_quote_get_candidate (computed);
      g_assert_cmpint (ladder->next.net - ladder->this_bill.net, ==, cases[i].next);
      g_assert_cmpint (ladder->steady.net, ==, cases[i].steady);
      assert_end (ladder, cases[i].ends);
    }
}

static char *
decimal_at (JsonNode *node, const char *path)
{
  return cord_json_dup_decimal (cord_json_find (node, path));
}

/* A fixed amount that has no end stays on the product as what it is, and later quotes know it. */
static void
test_amount_is_kept (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *plan = add_plan (server, "plan", "\"price\":{\"unit\":\"EUR\",\"value\":5.55}");
  g_autofree char *item = test_change_to ("line-1", plan, "");
  g_autoptr (TestReply) placed = NULL;
  g_autoptr (TestReply) product = NULL;
  g_autofree char *amount = NULL;
  JsonNode *discount;
  gint64 next, year;

  placed = test_order_change (server, item, "");
  test_assert_status (placed, 201);
  product = test_send (server, "GET", POPULATION "/line-1", NULL, NULL);
  discount = json_array_get_element (json_node_get_array (cord_json_find (product->json, "productPrice")), 1);
  amount = decimal_at (discount, "price.dutyFreeAmount.value");
  g_assert_cmpstr (amount, ==, "5.55");
  g_assert_cmpstr (cord_json_find_string (discount, "productOfferingPrice.id"), ==, "plan-off");
  g_assert_null (cord_json_find (discount, "validFor.endDateTime"));
  look (server, &next, &year);
  g_assert_cmpint (next, ==, 3945);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/promotion/up-and-down", test_up_and_down);
  g_test_add_func ("/server/promotion/day-after-day", test_day_after_day);
  g_test_add_func ("/server/promotion/repeatable", test_repeatable);
  g_test_add_func ("/server/promotion/repeatable-later", test_repeatable_later);
  g_test_add_func ("/server/promotion/kinds", test_kinds);
  g_test_add_func ("/server/promotion/amount-is-kept", test_amount_is_kept);
  return g_test_run ();
}
