/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-server.h"
#include "cord-test-change.h"
#include "cord-test-folder.h"

#include "base/cord-id.h"
#include "base/cord-money.h"

#include <glib/gstdio.h>
#include <string.h>

/* What is done with a product that the customer keeps: asked for as TMF622 has it, read back as TMF637 has it. */

#define QUOTE "/tmf-api/quoteManagement/v4/quote"
#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define RATE "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate"
#define HISTORY "/cordboard/v1/accountHistory/acct-C1"
#define PARTY "\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}]"
#define SUSPEND "\"id\":\"1\",\"action\":\"modify\",\"product\":{\"id\":\"line-1\",\"status\":\"suspended\"}"
#define RESUME "\"id\":\"1\",\"action\":\"modify\",\"product\":{\"id\":\"line-1\",\"status\":\"active\"}"
#define UNITS(n) "\"id\":\"1\",\"action\":\"modify\",\"quantity\":" n ",\"product\":{\"id\":\"line-1\"}"
#define GHOST "\"id\":\"1\",\"action\":\"modify\",\"product\":{\"id\":\"ghost\",\"status\":\"suspended\"}"
#define UPGRADE                                                                                                        \
  "\"id\":\"1\",\"action\":\"modify\",\"product\":{\"id\":\"line-1\"},\"productOffering\":{\"id\":\"fast\"}"

/* Suspended, Basic costs 5.00 a month, and suspending it 9.90. */
#define BASIC                                                                                                          \
  "[{\"id\":\"basic\",\"@type\":\"ProductOffering\",\"name\":\"Basic\",\"isSellable\":true,\"isBundle\":false,"        \
  "\"lifecycleStatus\":\"Active\",\"category\":[{\"id\":\"internet\",\"name\":\"Home internet\"}],"                    \
  "\"productOfferingPrice\":[{\"id\":\"price-basic\"},"                                                                \
  "{\"id\":\"price-suspended\",\"name\":\"Basic, "                                                                     \
  "suspended\",\"priceType\":\"suspension\",\"recurringChargePeriodType\":\"month\","                                  \
  "\"recurringChargePeriodLength\":1,\"price\":{\"unit\":\"EUR\",\"value\":5.00}},"                                    \
  "{\"id\":\"price-suspending\",\"name\":\"Suspending\",\"priceType\":\"suspension\",\"price\":{\"unit\":\"EUR\","     \
  "\"value\":9.90}}]}]"

typedef struct
{
  TestServer *server;
  char *folder;
} Case;

static void
set_up (Case *c, gconstpointer data)
{
  g_autofree char *file = NULL;

  c->folder = g_dir_make_tmp ("cord-held-XXXXXX", NULL);
  file = g_build_filename (c->folder, "productOffering.json", NULL);
  g_assert_true (g_file_set_contents (file, BASIC, -1, NULL));
  test_copy_policy (c->folder);
  c->server = test_server_new_with (FALSE, "127.0.0.1:0", c->folder);
  test_sign_in (c->server, "billing");
}

static void
tear_down (Case *c, gconstpointer data)
{
  test_server_free (c->server);
  cord_test_folder_remove (c->folder);
  g_free (c->folder);
}

static TestReply *
quote (Case *c, const char *item, const char *more)
{
  g_autofree char *body = g_strdup_printf ("{\"instantSyncQuote\":true," PARTY ",%s\"quoteItem\":[{%s}]}", more, item);

  return test_send (c->server, "POST", QUOTE, body, NULL);
}

static TestReply *
order (Case *c, const char *item, const char *more)
{
  g_autofree char *key = cord_id_new (c->server->clock);
  g_autofree char *body = g_strdup_printf ("{" PARTY ",%s\"productOrderItem\":[{%s}]}", more, item);

  return test_send (c->server, "POST", ORDER, body, "Idempotency-Key", key, NULL);
}

static void
must_order (Case *c, const char *item, const char *state)
{
  g_autoptr (TestReply) placed = order (c, item, "");
  g_autoptr (TestReply) done = NULL;

  test_assert_status (placed, 201);
  done = test_send (c->server, "GET", test_text (placed, "href"), NULL, NULL);
  g_assert_cmpstr (test_text (done, "state"), ==, state);
}

static char *
get (Case *c, const char *path)
{
  g_autoptr (TestReply) reply = test_send (c->server, "GET", path, NULL, NULL);

  test_assert_status (reply, 200);
  return g_strdup (reply->text);
}

static void
assert_status (Case *c, const char *product, const char *status)
{
  g_autofree char *path = g_strconcat (POPULATION "/", product, NULL);
  g_autoptr (TestReply) reply = test_send (c->server, "GET", path, NULL, NULL);

  g_assert_cmpstr (test_text (reply, "status"), ==, status);
}

static gint64
sum_rates (Case *c, guint *n)
{
  g_autoptr (TestReply) rates = test_send (c->server, "GET", RATE "?relatedParty.id=C1", NULL, NULL);
  JsonArray *array = json_node_get_array (rates->json);
  gint64 sum = 0;

  *n = json_array_get_length (array);
  for (guint i = 0; i < *n; i++)
    {
      g_autofree char *value
          = cord_json_dup_decimal (cord_json_find (json_array_get_element (array, i), "taxExcludedAmount.value"));
      CordMoney money;

      g_assert_true (cord_money_parse (value, "EUR", 2, &money, NULL));
      sum += money.minor;
    }
  return sum;
}

static void
assert_total (TestReply *quoted, const char *expected)
{
  g_autofree char *decimal = NULL;

  test_assert_status (quoted, 200);
  decimal = cord_json_dup_decimal (cord_json_find (quoted->json, "quoteTotalPrice.price.dutyFreeAmount.value"));
  g_assert_cmpstr (decimal, ==, expected);
}

/* 17 June: 14 of 30 days of 30.00 come back, 14 of 30 of 5.00 are charged, and 9.90 for it: -14.00 + 2.33 + 9.90. On
 * the 27th it was suspended for 10 days, 1.67 instead of 2.33, and used for 20, 20.00 instead of 16.00: -0.66 + 4.00.
 */
static void
test_suspend_and_resume (Case *c, gconstpointer data)
{
  g_autoptr (TestReply) suspension = quote (c, SUSPEND, "");
  g_autoptr (TestReply) resumption = NULL;
  g_autofree char *history = NULL;
  g_autofree char *product = NULL;
  guint n;

  assert_total (suspension, "-1.77");
  must_order (c, SUSPEND, "completed");
  assert_status (c, "line-1", "suspended");
  product = get (c, POPULATION "/line-1");
  g_assert_nonnull (strstr (product, "30.0")); /* what comes back with it */
  history = get (c, HISTORY);
  g_assert_nonnull (strstr (history, "\"type\":\"suspend\""));
  g_assert_nonnull (strstr (history, "\"price\":\"5.00\""));
  g_assert_nonnull (strstr (history, "\"fee\":\"9.90\""));
  g_assert_cmpint (sum_rates (c, &n), ==, -177);
  g_assert_cmpuint (n, ==, 3);

  cord_clock_advance (c->server->clock, 10 * (gint64)G_TIME_SPAN_DAY);
  test_sign_in (c->server, "billing");
  resumption = quote (c, RESUME, "");
  assert_total (resumption, "3.34");
  must_order (c, RESUME, "completed");
  assert_status (c, "line-1", "active");
  g_assert_cmpint (sum_rates (c, &n), ==, -177 + 334);
}

static void
assert_refused (Case *c, TestReply *taken, guint status, const char *reason, const char *member)
{
  g_autoptr (TestReply) reply = taken;

  test_assert_problem (reply, status, reason);
  g_assert_cmpstr (test_text (reply, "member"), ==, member);
}

/* Quote and order refuse the same, and nothing is half done. */
static void
refuse_both (Case *c, const char *item, guint status, const char *reason, const char *member)
{
  g_autofree char *in_quote = g_str_has_prefix (member, "ITEM.") ? g_strconcat ("quoteItem.0", member + 4, NULL) : NULL;
  g_autofree char *in_order = in_quote != NULL ? g_strconcat ("productOrderItem.0", member + 4, NULL) : NULL;

  assert_refused (c, quote (c, item, ""), status, reason, in_quote != NULL ? in_quote : member);
  assert_refused (c, order (c, item, ""), status, reason, in_order != NULL ? in_order : member);
}

static void
test_refused (Case *c, gconstpointer data)
{
  g_autofree char *before = get (c, POPULATION "?relatedParty.id=C1");
  g_autofree char *after = NULL;
  g_autofree char *suspended = NULL;
  g_autofree char *still = NULL;

  refuse_both (c, RESUME, 409, "not-suspended", "ITEM.product.status");
  refuse_both (c, SUSPEND ",\"productOffering\":{\"id\":\"fast\"}", 400, "invalid", "change.from");
  refuse_both (c, SUSPEND ",\"quantity\":3", 400, "invalid", "change.quantity");
  refuse_both (c, SUSPEND ",\"itemTerm\":[{\"duration\":{\"amount\":12,\"units\":\"month\"}}]", 400, "invalid",
               "change.term");
  refuse_both (c, SUSPEND ",\"cordboardKind\":\"upgrade\"", 400, "invalid", "ITEM.product.status");
  refuse_both (c, RESUME ",\"cordboardKind\":\"suspend\"", 400, "invalid", "ITEM.product.status");
  assert_refused (c, order (c, GHOST, ""), 400, "unknown-product", "productOrderItem.product.id");
  after = get (c, POPULATION "?relatedParty.id=C1");
  g_assert_cmpstr (after, ==, before);

  /* The plan that the product has may be named besides, and so may the units of it. */
  must_order (c, SUSPEND ",\"quantity\":1,\"productOffering\":{\"id\":\"basic\"}", "completed");
  suspended = get (c, HISTORY);
  refuse_both (c, SUSPEND, 409, "not-active", "ITEM.product.status");
  still = get (c, HISTORY);
  g_assert_cmpstr (still, ==, suspended);
}

/* 17 June: 14 of 30 days of two more units of 30.00; the price of a unit stays. */
static void
test_quantity (Case *c, gconstpointer data)
{
  g_autoptr (TestReply) more = quote (c, UNITS ("3"), "");
  g_autoptr (TestReply) product = NULL;
  g_autofree char *history = NULL;
  g_autofree char *still = NULL;
  guint n;

  assert_total (more, "28.00");
  must_order (c, UNITS ("3"), "completed");
  product = test_send (c->server, "GET", POPULATION "/line-1", NULL, NULL);
  g_assert_cmpint (json_node_get_int (cord_json_find (product->json, "quantity")), ==, 3);
  g_assert_cmpstr (test_text (product, "productOffering.id"), ==, "basic");
  g_assert_cmpint (sum_rates (c, &n), ==, 2800);
  history = get (c, HISTORY);

  refuse_both (c, UNITS ("0"), 400, "invalid", "ITEM.quantity");
  refuse_both (c, UNITS ("-2"), 400, "invalid", "ITEM.quantity");
  refuse_both (c, UNITS ("1000001"), 400, "invalid", "ITEM.quantity");
  refuse_both (c, UNITS ("99999999999999999999"), 400, "invalid", "ITEM.quantity");
  refuse_both (c, UNITS ("1.5"), 400, "shape", "ITEM.quantity");
  refuse_both (c, UNITS ("3"), 400, "nothing-changes", "ITEM.quantity");
  still = get (c, HISTORY);
  g_assert_cmpstr (still, ==, history);

  must_order (c, UNITS ("1"), "completed");
  g_assert_cmpint (sum_rates (c, &n), ==, 0);
  must_order (c, SUSPEND, "completed");
  refuse_both (c, UNITS ("2"), 409, "wrong-kind", "ITEM.quantity");
}

static void
test_qualification (Case *c, gconstpointer data)
{
  test_assert_qualified (c->server, "{" SUSPEND "}", "qualified", NULL);
  test_assert_qualified (c->server, "{" RESUME "}", "unqualified", "Basic is not suspended.");
  must_order (c, SUSPEND, "completed");
  test_assert_qualified (c->server, "{" SUSPEND "}", "unqualified", "Basic is suspended already.");
  test_assert_qualified (c->server, "{" RESUME "}", "qualified", NULL);
  test_assert_qualified (c->server, "{" UPGRADE "}", "unqualified", "Basic is suspended. Resume it first.");
}

/* On the day that it comes to, the product has been ended by another system: the order fails, and the history forgets
 * it. */
static void
test_overtaken (Case *c, gconstpointer data)
{
  g_autoptr (TestReply) placed = order (c, SUSPEND, "\"requestedStartDate\":\"2026-06-20T00:00:00Z\",");
  g_autoptr (TestReply) ended = NULL;
  g_autoptr (TestReply) late = NULL;
  g_autofree char *history = NULL;

  test_assert_status (placed, 201);
  ended = test_send (c->server, "PATCH", POPULATION "/line-1", "{\"status\":\"terminated\"}", "If-Match", "*",
                     "Content-Type", "application/merge-patch+json", NULL);
  test_assert_status (ended, 200);
  cord_clock_advance (c->server->clock, 4 * (gint64)G_TIME_SPAN_DAY);
  test_sign_in (c->server, "billing");
  late = test_send (c->server, "GET", test_text (placed, "href"), NULL, NULL);
  g_assert_cmpstr (test_text (late, "state"), ==, "failed");
  assert_status (c, "line-1", "terminated");
  history = get (c, HISTORY);
  g_assert_null (strstr (history, "suspend"));
}

/* A bill that has gone out holds the suspension to come. Only a change gives back a change, so it is not replaced. */
static void
test_billed_already (Case *c, gconstpointer data)
{
  g_autoptr (TestReply) placed = order (c, SUSPEND, "\"requestedStartDate\":\"2026-07-20T00:00:00Z\",");
  g_autoptr (TestReply) replaced = NULL;
  g_autoptr (TestReply) refused = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  test_assert_status (placed, 201);
  replaced = order (c, SUSPEND, "\"requestedStartDate\":\"2026-07-22T00:00:00Z\",");
  test_assert_status (replaced, 201);
  cord_clock_advance (c->server->clock, 20 * (gint64)G_TIME_SPAN_DAY);
  test_sign_in (c->server, "billing");
  before = get (c, HISTORY);
  refused = order (c, UPGRADE, "");
  test_assert_problem (refused, 409, "pending-change");
  after = get (c, HISTORY);
  g_assert_cmpstr (after, ==, before);
  cord_clock_advance (c->server->clock, 20 * (gint64)G_TIME_SPAN_DAY);
  test_sign_in (c->server, "billing");
  assert_status (c, "line-1", "suspended");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* An order that fails is a warning in the log. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_test_add ("/held/suspend-and-resume", Case, NULL, set_up, test_suspend_and_resume, tear_down);
  g_test_add ("/held/refused", Case, NULL, set_up, test_refused, tear_down);
  g_test_add ("/held/quantity", Case, NULL, set_up, test_quantity, tear_down);
  g_test_add ("/held/qualification", Case, NULL, set_up, test_qualification, tear_down);
  g_test_add ("/held/overtaken", Case, NULL, set_up, test_overtaken, tear_down);
  g_test_add ("/held/billed-already", Case, NULL, set_up, test_billed_already, tear_down);
  return g_test_run ();
}
