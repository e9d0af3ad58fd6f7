/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-change.h"
#include "cord-test-folder.h"
#include "cord-test-server.h"

#include "base/cord-id.h"

#include <string.h>

/* The billing day of an account, moved by an order. The cycle of the account begins on the first of the month, Basic
 * costs 30.00 a month, and today is the 17th of June 2026. */

#define QUOTE "/tmf-api/quoteManagement/v4/quote"
#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define CANCEL "/tmf-api/productOrderingManagement/v4/cancelProductOrder"
#define RATE "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate"
#define ACCOUNT "/tmf-api/accountManagement/v4/billingAccount/acct-C1"
#define HISTORY "/cordboard/v1/accountHistory/acct-C1"
#define PARTY "\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}]"
#define MOVE(day) "\"id\":\"1\",\"action\":\"modify\",\"cordboardBillingDay\":{\"dateShift\":" day "}"
#define EXTENSION(day)                                                                                                 \
  "\"id\":\"1\",\"action\":\"modify\",\"cordboardBillingDay\":{\"dateShift\":" day ",\"bill\":\"extension\"}"
#define UNITS(n) "\"id\":\"1\",\"action\":\"modify\",\"quantity\":" n ",\"product\":{\"id\":\"line-1\"}"
#define ON(day) "\"requestedStartDate\":\"" day "T00:00:00Z\","

typedef struct
{
  TestServer *server;
} Case;

static void
set_up (Case *c, gconstpointer data)
{
  c->server = test_server_new_with (FALSE, "127.0.0.1:0", NULL);
  test_sign_in (c->server, "billing");
}

static void
tear_down (Case *c, gconstpointer data)
{
  test_server_free (c->server);
}

static void
advance (Case *c, gint64 days)
{
  cord_clock_advance (c->server->clock, days * (gint64)G_TIME_SPAN_DAY);
  test_sign_in (c->server, "billing");
}

static TestReply *
quote (Case *c, const char *item)
{
  g_autofree char *body = g_strdup_printf ("{\"instantSyncQuote\":true," PARTY ",\"quoteItem\":[{%s}]}", item);

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
assert_state (Case *c, TestReply *placed, const char *state)
{
  g_autoptr (TestReply) now = test_send (c->server, "GET", test_text (placed, "href"), NULL, NULL);

  g_assert_cmpstr (test_text (now, "state"), ==, state);
}

static TestReply *
must_order (Case *c, const char *item, const char *more, const char *state)
{
  TestReply *placed = order (c, item, more);

  test_assert_status (placed, 201);
  assert_state (c, placed, state);
  return placed;
}

static char *
get (Case *c, const char *path)
{
  g_autoptr (TestReply) reply = test_send (c->server, "GET", path, NULL, NULL);

  test_assert_status (reply, 200);
  return g_strdup (reply->text);
}

static void
assert_day (Case *c, gint64 day)
{
  g_autoptr (TestReply) account = test_send (c->server, "GET", ACCOUNT, NULL, NULL);

  test_assert_status (account, 200);
  g_assert_cmpint (json_node_get_int (cord_json_find (account->json, "billStructure.cycleSpecification.dateShift")), ==,
                   day);
}

static void
assert_total (Case *c, const char *item, const char *expected)
{
  g_autoptr (TestReply) quoted = quote (c, item);
  g_autofree char *decimal = NULL;

  test_assert_status (quoted, 200);
  decimal = cord_json_dup_decimal (cord_json_find (quoted->json, "quoteTotalPrice.price.dutyFreeAmount.value"));
  g_assert_cmpstr (decimal, ==, expected);
}

/* On the 10th of July 5 days are left of the stub, of the 30 of the cycle from the 15th of June: two more units of
 * 30.00 are 10.00. On the 20th 26 of 31 days are left: 50.32. */
static void
test_to_the_bill_after (Case *c, gconstpointer data)
{
  g_autofree char *history = NULL;
  g_autofree char *rates = NULL;

  assert_total (c, MOVE ("15"), "0.00");
  test_reply_free (must_order (c, MOVE ("15"), "", "completed"));
  assert_day (c, 15);
  history = get (c, HISTORY);
  g_assert_nonnull (strstr (history, "\"type\":\"billing-day\""));
  g_assert_nonnull (strstr (history, "\"cycle\":{\"anchor\":1,\"months\":1}"));
  rates = get (c, RATE "?relatedParty.id=C1");
  g_assert_cmpstr (rates, ==, "[]"); /* what was billed is not billed again */
  /* June is as it was: 14 of 30 days of 60.00. */
  assert_total (c, UNITS ("3"), "28.00");

  advance (c, 23);
  assert_total (c, UNITS ("3"), "10.00");
  advance (c, 10);
  assert_total (c, UNITS ("3"), "50.32");
  test_reply_free (must_order (c, UNITS ("3"), "", "completed"));
  /* And back, from the bill of the 15th of August on; the stub until September has 17 of 31 days. */
  test_reply_free (must_order (c, MOVE ("1"), "", "completed"));
  assert_day (c, 1);
  advance (c, 31);
  /* The 20th of August: 5 days of three units and 12 of one, 26.13, instead of 17 of three, 49.35. */
  assert_total (c, UNITS ("1"), "-23.22");
}

/* The bill of the 1st of July holds the stub and the cycle from the 15th on. */
static void
test_extension (Case *c, gconstpointer data)
{
  test_reply_free (must_order (c, EXTENSION ("15"), "", "completed"));
  advance (c, 23);
  assert_total (c, UNITS ("3"), "70.00");
}

static void
assert_refused (TestReply *taken, guint status, const char *reason, const char *member)
{
  g_autoptr (TestReply) reply = taken;

  test_assert_problem (reply, status, reason);
  g_assert_cmpstr (test_text (reply, "member"), ==, member);
}

static void
refuse_both (Case *c, const char *item, guint status, const char *reason, const char *member)
{
  g_autofree char *in_quote = g_str_has_prefix (member, "ITEM.") ? g_strconcat ("quoteItem.0", member + 4, NULL) : NULL;
  g_autofree char *in_order = in_quote != NULL ? g_strconcat ("productOrderItem.0", member + 4, NULL) : NULL;

  assert_refused (quote (c, item), status, reason, in_quote != NULL ? in_quote : member);
  assert_refused (order (c, item, ""), status, reason, in_order != NULL ? in_order : member);
}

static void
test_refused (Case *c, gconstpointer data)
{
  g_autofree char *before = get (c, ACCOUNT);
  g_autofree char *after = NULL;

  refuse_both (c, MOVE ("1"), 400, "nothing-changes", "ITEM.cordboardBillingDay.dateShift");
  refuse_both (c, MOVE ("0"), 400, "invalid", "ITEM.cordboardBillingDay.dateShift");
  refuse_both (c, MOVE ("32"), 400, "invalid", "ITEM.cordboardBillingDay.dateShift");
  refuse_both (c, MOVE ("15") ",\"product\":{\"id\":\"line-1\"}", 400, "invalid", "ITEM.product");
  assert_refused (order (c, MOVE ("15"), "\"billingAccount\":{\"id\":\"acct-C2\"},"), 400, "account", "billingAccount");
  after = get (c, ACCOUNT);
  g_assert_cmpstr (after, ==, before);
}

static void
test_qualification (Case *c, gconstpointer data)
{
  test_assert_qualified (c->server, "{" MOVE ("15") "}", "qualified", NULL);
  test_assert_qualified (c->server, "{" MOVE ("1") "}", "unqualified", "The bills begin on that day already.");
}

/* A move that waits for its day gives way to another, and comes back when that is undone; without any left the history
 * is what it was. Changes of a product do not wait for it. */
static void
test_pending (Case *c, gconstpointer data)
{
  g_autoptr (TestReply) first = must_order (c, MOVE ("15"), ON ("2026-07-20"), "acknowledged");
  g_autoptr (TestReply) second = must_order (c, MOVE ("20"), ON ("2026-07-25"), "acknowledged");
  g_autofree char *cancel_second = g_strdup_printf ("{\"productOrder\":{\"id\":\"%s\"}}", test_text (second, "id"));
  g_autofree char *cancel_first = g_strdup_printf ("{\"productOrder\":{\"id\":\"%s\"}}", test_text (first, "id"));
  g_autoptr (TestReply) undone = NULL;
  g_autoptr (TestReply) forgotten = NULL;
  g_autoptr (TestReply) none = NULL;

  assert_state (c, first, "cancelled");
  assert_day (c, 1);
  advance (c, 20); /* the bill of July has gone out, and holds none of it */
  undone = test_send (c->server, "POST", CANCEL, cancel_second, NULL);
  test_assert_status (undone, 201);
  assert_state (c, first, "acknowledged");
  test_reply_free (must_order (c, UNITS ("3"), "", "completed"));
  forgotten = test_send (c->server, "POST", CANCEL, cancel_first, NULL);
  test_assert_status (forgotten, 201);
  none = test_send (c->server, "GET", HISTORY, NULL, NULL);
  g_assert_null (strstr (none->text, "billing-day"));
  g_assert_null (cord_json_find (none->json, "cycle"));
  advance (c, 30);
  assert_day (c, 1);
}

/* On its day it is carried out, and counts from the next bill on. */
static void
test_dated (Case *c, gconstpointer data)
{
  g_autoptr (TestReply) placed = must_order (c, MOVE ("15"), ON ("2026-07-20"), "acknowledged");

  advance (c, 34);
  assert_state (c, placed, "completed");
  assert_day (c, 15);
  /* 21st of July: 11 of 31 days of July. 10th of August: 5 days of the stub, of 31. */
  assert_total (c, UNITS ("3"), "21.29");
  advance (c, 20);
  assert_total (c, UNITS ("3"), "9.68");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/billing-day/to-the-bill-after", Case, NULL, set_up, test_to_the_bill_after, tear_down);
  g_test_add ("/billing-day/extension", Case, NULL, set_up, test_extension, tear_down);
  g_test_add ("/billing-day/refused", Case, NULL, set_up, test_refused, tear_down);
  g_test_add ("/billing-day/qualification", Case, NULL, set_up, test_qualification, tear_down);
  g_test_add ("/billing-day/pending", Case, NULL, set_up, test_pending, tear_down);
  g_test_add ("/billing-day/dated", Case, NULL, set_up, test_dated, tear_down);
  return g_test_run ();
}
