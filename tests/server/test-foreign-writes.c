/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-change.h"
#include "cord-test-folder.h"
#include "cord-test-server.h"

#include "base/cord-id.h"
#include "billing/cord-quote.h"
#include "ctl/import/cord-import.h"

#include <string.h>

/* What another system writes into the inventory once the account is billed here counts: nothing is billed that ended
 * elsewhere, nothing is missed that came from elsewhere. C1 has a line for 30 and help for 5 a month, in cycles from
 * the first of the month; on 17 June the line becomes one for 45, and on 20 June, with 11 of 30 days left, the other
 * system writes. Everything is collected with the bill of 1 July. */

#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define DEMAND "/tmf-api/customerBillManagement/v4/customerBillOnDemand"
#define BILL "/tmf-api/customerBillManagement/v4/customerBill"
#define PRODUCT "/tmf-api/productInventory/v4/product"
#define ACCOUNT "/tmf-api/accountManagement/v4/billingAccount"
#define HISTORY "/cordboard/v1/accountHistory/acct-C1"
#define TO_FAST "\"action\":\"modify\",\"product\":{\"id\":\"line-1\"},\"productOffering\":{\"id\":\"fast\"}"
#define UNITS "{\"id\":\"1\",\"action\":\"modify\",\"quantity\":3,\"product\":{\"id\":\"line-1\"}}"
#define ADDED 700 /* for 14 of 30 days of 15.00, what the order adds in June */
#define PRICE(Value, Unit)                                                                                             \
  "\"productPrice\":[{\"name\":\"a month\",\"priceType\":\"recurring\",\"recurringChargePeriod\":\"month\","           \
  "\"price\":{\"dutyFreeAmount\":{\"unit\":\"" Unit "\",\"value\":" Value "}}}]"
#define OF_C1 TEST_PARTY ",\"billingAccount\":{\"id\":\"acct-C1\"}"

/* On 20 June, with an order of 17 June. Takes @server. */
static TestServer *
begin (TestServer *server)
{
  g_autofree char *order = NULL;

  test_go_to (server, "2026-06-17");
  order = test_place (server, TO_FAST, "2026-06-17");
  test_go_to (server, "2026-06-20");
  return server;
}

static TestServer *
start (void)
{
  return begin (test_server_new_under ("none"));
}

static TestReply *
patch (TestServer *server, const char *product, const char *body)
{
  g_autofree char *path = g_strconcat (PRODUCT "/", product, NULL);

  return test_send (server, "PATCH", path, body, "If-Match", "*", NULL);
}

static void
must_patch (TestServer *server, const char *product, const char *body)
{
  g_autoptr (TestReply) reply = patch (server, product, body);

  if (reply->status != 200)
    g_error ("%s: %u %s", body, reply->status, reply->text);
}

static void
assert_refused (const TestReply *reply, const char *reason, const char *member)
{
  if (reply->status != 409 || g_strcmp0 (cord_json_find_string (reply->json, "reason"), reason) != 0
      || g_strcmp0 (cord_json_find_string (reply->json, "member"), member) != 0)
    g_error ("not refused for “%s” of “%s”: %u %s", reason, member, reply->status, reply->text);
}

/* The amount of the bill that is made on that day. */
static gint64
bill_on (TestServer *server, const char *day)
{
  g_autoptr (TestReply) task = NULL;
  g_autoptr (TestReply) bill = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  CordMoney money;

  test_go_to (server, day);
  task = test_send (server, "POST", DEMAND, "{\"billingAccount\":{\"id\":\"acct-C1\"}}", NULL);
  test_assert_status (task, 201);
  path = g_strconcat (BILL "/", test_text (task, "customerBill.id"), NULL);
  bill = test_send (server, "GET", path, NULL, NULL);
  test_assert_status (bill, 200);
  text = cord_json_dup_decimal (cord_json_find (bill->json, "amountDue.value"));
  g_assert_true (cord_money_parse (text, "EUR", 2, &money, NULL));
  return money.minor;
}

static int
version (TestServer *server)
{
  g_autoptr (TestReply) reply = test_send (server, "GET", HISTORY, NULL, NULL);

  test_assert_status (reply, 200);
  return atoi (test_text (reply, "version"));
}

/* The quote knows the history as it is, and says what the bill of 1 July comes to. */
static void
assert_july (TestServer *server, gint64 amount)
{
  g_autoptr (TestReply) reply = test_quote_change (server, UNITS, "");
  g_autoptr (CordQuote) quote = NULL;

  if (reply->status != 200)
    g_error ("%s", reply->text);
  quote = test_compute_quote (reply);

  g_assert_cmpint (cord_quote_get_current (quote)->next.gross, ==, amount);
  g_assert_cmpint (bill_on (server, "2026-07-01"), ==, amount);
}

static void
test_nothing (void)
{
  g_autoptr (TestServer) server = start ();
  int before = version (server);

  must_patch (server, "help-1", "{\"description\":\"Another word for it\"}");
  g_assert_cmpint (version (server), ==, before);
  assert_july (server, ADDED + 4500 + 500);
}

static void
test_ended (void)
{
  static const char *const ways[]
      = { "{\"status\":\"terminated\",\"terminationDate\":\"2026-06-20T00:00:00Z\"}", "{\"status\":\"terminated\"}" };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (TestServer) server = start ();
      int after;

      must_patch (server, "help-1", ways[i]);
      after = version (server);
      must_patch (server, "help-1", "{\"description\":\"over\"}");
      must_patch (server, "help-1", ways[i]);
      g_assert_cmpint (version (server), ==, after);
      assert_july (server, ADDED - 183 + 4500);
      g_assert_cmpint (bill_on (server, "2026-08-01"), ==, 4500);
    }
}

static void
test_deleted (void)
{
  g_autoptr (TestServer) server = start ();
  g_autoptr (TestReply) gone = test_send (server, "DELETE", PRODUCT "/help-1", NULL, "If-Match", "*", NULL);

  test_assert_status (gone, 204);
  assert_july (server, ADDED - 183 + 4500);
}

/* A day to come may be announced, moved, and taken back. */
static void
test_announced (void)
{
  g_autoptr (TestServer) server = start ();

  must_patch (server, "help-1", "{\"terminationDate\":\"2026-07-11T00:00:00Z\"}");
  must_patch (server, "help-1", "{\"terminationDate\":\"2026-07-02T00:00:00Z\"}");
  must_patch (server, "help-1", "{\"terminationDate\":null}");
  must_patch (server, "help-1", "{\"terminationDate\":\"2026-06-26T00:00:00Z\"}");
  /* 5 of 30 days. */
  assert_july (server, ADDED - 83 + 4500);
}

static void
test_added (void)
{
  static const char *const dates[]
      = { "", ",\"startDate\":\"2026-06-20T00:00:00Z\"", ",\"startDate\":\"2026-06-05T00:00:00Z\"" };
  static const gint64 parts[] = { 293, 293, 693 };

  for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autoptr (TestServer) server = start ();
      g_autofree char *body = g_strdup_printf ("{\"name\":\"Line\",\"status\":\"active\"," OF_C1
                                               ",\"productOffering\":{\"id\":\"help\"}," PRICE ("8", "EUR") "%s}",
                                               dates[i]);
      g_autofree char *product = test_create (server, PRODUCT, body);
      g_autofree char *leave = g_strdup_printf ("\"action\":\"delete\",\"product\":{\"id\":\"%s\"}", product);
      g_autofree char *order = NULL;

      assert_july (server, ADDED + parts[i] + 4500 + 500 + 800);
      order = test_place (server, leave, "2026-07-01");
      g_assert_cmpint (bill_on (server, "2026-08-01"), ==, 4500 + 500 - 800);
    }
}

static void
test_priced (void)
{
  g_autoptr (TestServer) server = start ();

  must_patch (server, "help-1", "{" PRICE ("10.00", "EUR") "}");
  must_patch (server, "help-1", "{" PRICE ("10", "EUR") "}");
  /* 11 of 30 days of 10.00, and not of 5.00. */
  assert_july (server, ADDED + 367 - 183 + 4500 + 1000);
}

static void
test_moved_on (void)
{
  g_autoptr (TestServer) server = start ();

  must_patch (server, "line-1", "{\"productOffering\":{\"id\":\"basic\",\"name\":\"Basic\"}," PRICE ("30", "EUR") "}");
  /* 15 less for 11 of 30 days. */
  assert_july (server, ADDED - 550 + 3000 + 500);
}

static void
test_suspended (void)
{
  g_autoptr (TestServer) server = start ();

  must_patch (server, "help-1", "{\"status\":\"suspended\"}");
  assert_july (server, ADDED - 183 + 4500);
  test_go_to (server, "2026-07-17");
  must_patch (server, "help-1", "{\"status\":\"active\"}");
  /* 15 of 31 days. */
  g_assert_cmpint (bill_on (server, "2026-08-01"), ==, 242 + 4500 + 500);
}

/* On the new day from the next bill on; no day is billed twice. */
static void
test_billing_day (void)
{
  g_autoptr (TestServer) server = start ();
  g_autoptr (TestReply) moved
      = test_send (server, "PATCH", ACCOUNT "/acct-C1",
                   "{\"billStructure\":{\"cycleSpecification\":{\"dateShift\":15}}}", "If-Match", "*", NULL);

  test_assert_status (moved, 200);
  /* 14 of 30 days of 45 and of 5. */
  assert_july (server, ADDED + 2100 + 233);
  g_assert_cmpint (bill_on (server, "2026-07-15"), ==, 4500 + 500);
  g_assert_cmpint (bill_on (server, "2026-08-15"), ==, 4500 + 500);
}

/* To another account of the same customer, and back under the same name, which is not possible. */
static void
test_other_account (void)
{
  g_autoptr (TestServer) server = start ();
  g_autofree char *account = test_create (server, ACCOUNT, "{\"name\":\"Second\",\"state\":\"active\"," TEST_PARTY "}");
  g_autofree char *body = g_strdup_printf ("{\"billingAccount\":{\"id\":\"%s\"}}", account);
  g_autoptr (TestReply) back = NULL;

  must_patch (server, "help-1", body);
  back = patch (server, "help-1", "{\"billingAccount\":{\"id\":\"acct-C1\"}}");
  assert_refused (back, "ended", "status");
  assert_july (server, ADDED - 183 + 4500);
}

/* What the history cannot say is refused whole. */
static void
test_refused (void)
{
  static const char *const writes[][3] = {
    { "{\"status\":\"terminated\",\"terminationDate\":\"2026-05-20T00:00:00Z\"}", "billed", "terminationDate" },
    { "{\"startDate\":\"2026-06-02T00:00:00Z\"}", "billed", "startDate" },
    { "{" PRICE ("9", "USD") "}", "currency", "productPrice" },
  };
  g_autoptr (TestServer) server = start ();
  g_autoptr (TestReply) early = NULL;
  int before = version (server);

  for (gsize i = 0; i < G_N_ELEMENTS (writes); i++)
    {
      g_autoptr (TestReply) reply = patch (server, "help-1", writes[i][0]);

      assert_refused (reply, writes[i][1], writes[i][2]);
    }
  early = test_send (server, "POST", PRODUCT,
                     "{\"name\":\"Old\",\"status\":\"active\"," OF_C1 ",\"startDate\":\"2026-05-05T00:00:00Z\","
                     "\"productOffering\":{\"id\":\"help\"}," PRICE ("8", "EUR") "}",
                     NULL);
  assert_refused (early, "billed", "startDate");
  g_assert_cmpint (version (server), ==, before);
  assert_july (server, ADDED + 4500 + 500);
}

/* An order that waits for the product. */
static void
test_waiting (void)
{
  g_autoptr (TestServer) server = start ();
  g_autofree char *order
      = test_place (server, "\"action\":\"modify\",\"quantity\":2,\"product\":{\"id\":\"help-1\"}", "2026-07-01");
  g_autofree char *path = g_strconcat (ORDER "/", order, NULL);
  g_autoptr (TestReply) other = patch (server, "help-1", "{\"productOffering\":{\"id\":\"basic\",\"name\":\"Basic\"}}");
  g_autoptr (TestReply) failed = NULL;

  assert_refused (other, "pending-change", "id");
  must_patch (server, "help-1", "{\"status\":\"terminated\"}");
  failed = test_send (server, "GET", path, NULL, NULL);
  g_assert_cmpstr (test_text (failed, "state"), ==, "failed");
  assert_july (server, ADDED - 183 + 4500);
}

/* While an agent's order may be undone nothing of its product can be changed: it is about to be written whole. */
static void
test_undo_window (void)
{
  g_autoptr (TestServer) server = start ();
  g_autoptr (TestReply) quoted = NULL;
  g_autoptr (TestReply) placed = NULL;
  g_autoptr (TestReply) refused = NULL;
  g_autofree char *key = cord_id_new (server->clock);
  g_autofree char *body = NULL;

  test_sign_in (server, "agent");
  test_open (server);
  test_verify (server, "C1", "4711");
  quoted = test_quote_change (
      server, "{\"id\":\"1\",\"action\":\"modify\",\"quantity\":2,\"product\":{\"id\":\"help-1\"}}", "");
  test_assert_status (quoted, 200);
  body = g_strdup_printf ("{" TEST_PARTY ",\"productOrderItem\":[{\"id\":\"1\",\"action\":\"modify\",\"quantity\":2,"
                          "\"product\":{\"id\":\"help-1\"}}],\"cordboardSeal\":\"%s\"}",
                          test_text (quoted, "cordboardSeal.sha256"));
  placed = test_send (server, "POST", ORDER, body, "Idempotency-Key", key, "Cordboard-Device", "desk-1", NULL);
  if (placed->status != 201)
    g_error ("%s", placed->text);
  test_sign_in (server, "billing");
  refused = patch (server, "help-1", "{" PRICE ("9", "EUR") "}");
  assert_refused (refused, "pending-change", "id");
  cord_clock_set (server->clock, cord_clock_now (server->clock) + G_TIME_SPAN_MINUTE);
  must_patch (server, "help-1", "{" PRICE ("9", "EUR") "}");
}

/* Imports the product as it is, with @from replaced by @to in its document. */
static void
import (TestServer *server, const char *product, const char *from, const char *to)
{
  g_autofree char *path = g_strconcat (PRODUCT "/", product, NULL);
  g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);
  g_autofree char *text = NULL;
  g_autofree char *folder = g_dir_make_tmp ("cord-foreign-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "product.jsonl", NULL);
  g_autoptr (CordDatabase) database = test_open_store (server);
  const CordImport with = { .database = database, .now = cord_clock_now (server->clock) };
  g_autoptr (GString) changed = g_string_new (reply->text);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_string_replace (changed, from, to, 0), >, 0);
  text = g_string_free (g_steal_pointer (&changed), FALSE);
  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  cord_import (&with, file, NULL, &error);
  g_assert_no_error (error);
  cord_test_folder_remove (folder);
}

static char *
history (TestServer *server)
{
  g_autoptr (TestReply) reply = test_send (server, "GET", HISTORY, NULL, NULL);

  test_assert_status (reply, 200);
  return g_strdup (reply->text);
}

/* The histories of other systems' imports: what they cannot say any more is logged, and nothing waits for it. */
static void
test_imported (void)
{
  g_autoptr (TestServer) server = begin (test_server_new_stored ());
  g_autofree char *ended = NULL;
  g_autofree char *waiting
      = test_place (server, "\"action\":\"modify\",\"quantity\":2,\"product\":{\"id\":\"line-1\"}", "2026-07-01");
  g_autofree char *path = g_strconcat (ORDER "/", waiting, NULL);
  g_autoptr (TestReply) order = NULL;
  g_autoptr (TestReply) quote = NULL;
  int before;

  before = version (server);
  import (server, "help-1", "\"name\":\"Help\"", "\"name\":\"Help desk\"");
  g_assert_cmpint (version (server), ==, before);
  /* Before the last bill: from that on. */
  import (server, "help-1", "\"status\":\"active\"",
          "\"status\":\"terminated\",\"terminationDate\":\"2026-05-10T00:00:00Z\"");
  ended = history (server);
  g_assert_nonnull (strstr (ended, "\"type\":\"remove\""));
  g_assert_nonnull (strstr (ended, "\"effective\":\"2026-06-01\""));
  g_test_expect_message ("cord-server", G_LOG_LEVEL_WARNING, "an imported product is not in the billing history*");
  import (server, "help-1", "\"status\":\"terminated\"", "\"status\":\"active\"");
  g_assert_cmpint (version (server), ==, before + 1);
  g_test_assert_expected_messages ();
  import (server, "line-1", "\"id\":\"fast\"", "\"id\":\"basic\"");
  order = test_send (server, "GET", path, NULL, NULL);
  g_assert_cmpstr (test_text (order, "state"), ==, "failed");
  quote = test_quote_change (server, UNITS, "");
  test_assert_status (quote, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/foreign-writes/nothing", test_nothing);
  g_test_add_func ("/server/foreign-writes/ended", test_ended);
  g_test_add_func ("/server/foreign-writes/deleted", test_deleted);
  g_test_add_func ("/server/foreign-writes/announced", test_announced);
  g_test_add_func ("/server/foreign-writes/added", test_added);
  g_test_add_func ("/server/foreign-writes/priced", test_priced);
  g_test_add_func ("/server/foreign-writes/moved-on", test_moved_on);
  g_test_add_func ("/server/foreign-writes/suspended", test_suspended);
  g_test_add_func ("/server/foreign-writes/billing-day", test_billing_day);
  g_test_add_func ("/server/foreign-writes/other-account", test_other_account);
  g_test_add_func ("/server/foreign-writes/refused", test_refused);
  g_test_add_func ("/server/foreign-writes/waiting", test_waiting);
  g_test_add_func ("/server/foreign-writes/undo-window", test_undo_window);
  g_test_add_func ("/server/foreign-writes/imported", test_imported);
  return g_test_run ();
}
