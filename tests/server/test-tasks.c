/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-change.h"
#include "cord-test-server.h"

#include "base/cord-period.h"

#include <string.h>

/* The task resources, which compute a result: bills on demand, time slots, qualifications that can wait,
 * cancellations of a kit. */

#define BILL "/tmf-api/customerBillManagement/v4/customerBill"
#define DEMAND "/tmf-api/customerBillManagement/v4/customerBillOnDemand"
#define RATE "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate"
#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define CANCEL "/tmf-api/productOrderingManagement/v4/cancelProductOrder"
#define SEARCH "/tmf-api/appointment/v4/searchTimeSlot"
#define APPOINTMENT "/tmf-api/appointment/v4/appointment"
#define QUOTE "/tmf-api/quoteManagement/v4/quote"
#define QUALIFICATION "/tmf-api/productOfferingQualification/v4/productOfferingQualification"
#define PARTY "\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}]"
#define STRANGER "\"relatedParty\":[{\"id\":\"nobody\",\"role\":\"customer\"}]"

static TestReply *
post (TestServer *server, const char *path, const char *body, guint status)
{
  TestReply *reply = test_send (server, "POST", path, body, NULL);

  test_assert_status (reply, status);
  return reply;
}

static TestReply *
get (TestServer *server, const char *base, const char *rest)
{
  g_autofree char *path = g_strconcat (base, rest, NULL);
  TestReply *reply = test_send (server, "GET", path, NULL, NULL);

  test_assert_status (reply, 200);
  return reply;
}

static guint
length (const TestReply *reply, const char *path)
{
  JsonNode *node = path != NULL ? cord_json_find (reply->json, path) : reply->json;

  g_assert_nonnull (node);
  return json_array_get_length (json_node_get_array (node));
}

static void
assert_amount (const TestReply *reply, const char *member, const char *expected)
{
  g_autofree char *path = g_strconcat (member, ".value", NULL);
  g_autofree char *decimal = cord_json_dup_decimal (cord_json_find (reply->json, path));

  g_assert_cmpstr (decimal, ==, expected);
}

static void
refuse (TestServer *server, const char *path, const char *body, const char *reason, const char *member)
{
  g_autoptr (TestReply) reply = test_send (server, "POST", path, body, NULL);

  test_assert_problem (reply, 400, reason);
  g_assert_cmpstr (test_text (reply, "member"), ==, member);
}

/* A change in the middle of the month: 21.00 for the rest of it, 14.00 back. */
static void
charge (TestServer *server)
{
  g_autoptr (TestReply) order
      = post (server, ORDER,
              "{" PARTY ",\"productOrderItem\":[{\"id\":\"1\",\"action\":\"modify\",\"product\":{\"id\":\"line-1\"},"
              "\"productOffering\":{\"id\":\"fast\"}}]}",
              201);
  g_autoptr (TestReply) open = get (server, RATE, "?isBilled=false&billingAccount.id=acct-C1");

  g_assert_cmpuint (length (open, NULL), ==, 2);
}

/* Bills on demand */

static TestReply *
bill_of (TestServer *server, const TestReply *task)
{
  g_autofree char *rest = g_strconcat ("/", test_text (task, "customerBill.id"), NULL);

  g_assert_cmpstr (test_text (task, "state"), ==, "done");
  return get (server, BILL, rest);
}

static void
test_bill (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (TestReply) task = NULL;
  g_autoptr (TestReply) bill = NULL;
  g_autoptr (TestReply) rates = NULL;
  g_autofree char *rest = NULL;

  charge (server);
  /* To the bill that collects it, beside July: 45.00 for the line, 5.00 for Help. */
  test_go_to (server, "2026-07-01");
  task = post (server, DEMAND, "{\"name\":\"Moving out\",\"billingAccount\":{\"id\":\"acct-C1\"}}", 201);
  bill = bill_of (server, task);
  assert_amount (bill, "amountDue", "57.00");
  assert_amount (bill, "remainingAmount", "57.00");
  assert_amount (bill, "taxExcludedAmount", "57.00");
  g_assert_cmpstr (test_text (bill, "runType"), ==, "offCycle");
  g_assert_cmpstr (test_text (bill, "state"), ==, "new");
  g_assert_cmpstr (test_text (bill, "billNo"), ==, "B-100001");
  g_assert_cmpstr (test_text (bill, "billingAccount.id"), ==, "acct-C1");
  g_assert_cmpstr (test_text (bill, "relatedParty.id"), ==, "C1");
  rest = g_strdup_printf ("?isBilled=true&bill.id=%s", test_text (bill, "id"));
  rates = get (server, RATE, rest);
  g_assert_cmpuint (length (rates, NULL), ==, 4);
}

/* What is on one bill is not on the next. */
static void
test_bill_again (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (TestReply) first = NULL;
  g_autoptr (TestReply) second = NULL;
  g_autoptr (TestReply) bill = NULL;

  charge (server);
  test_go_to (server, "2026-07-01");
  first = post (server, DEMAND, "{\"relatedParty\":{\"id\":\"C1\"}}", 201);
  second = post (server, DEMAND, "{\"billingAccount\":{\"id\":\"acct-C1\"}}", 201);
  bill = bill_of (server, second);
  g_assert_cmpstr (test_text (bill, "billNo"), ==, "B-100002");
  g_assert_null (cord_json_find (bill->json, "amountDue"));
}

static void
test_bill_refused (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (TestReply) nothing = post (server, DEMAND, "{}", 201);
  g_autoptr (TestReply) bills = NULL;

  g_assert_cmpstr (test_text (nothing, "state"), ==, "rejected");
  refuse (server, DEMAND, "{\"billingAccount\":{\"id\":\"ghost\"}}", "unknown-account", "billingAccount.id");
  refuse (server, DEMAND, "{\"billingAccount\":{\"id\":\"acct-C1\"},\"relatedParty\":{\"id\":\"C2\"}}", "account",
          "relatedParty");
  refuse (server, DEMAND, "{\"billingAccount\":\"acct-C1\"}", "shape", "billingAccount");
  bills = get (server, BILL, "");
  g_assert_cmpuint (length (bills, NULL), ==, 0);
}

static void
test_bill_of_a_kit (void)
{
  g_autoptr (TestServer) server = test_server_new (TRUE, "127.0.0.1:0");
  g_autoptr (TestReply) task = post (server, DEMAND, "{\"billingAccount\":{\"id\":\"ghost\"}}", 201);
  g_autoptr (TestReply) bill = bill_of (server, task);

  g_assert_cmpstr (test_text (bill, "billingAccount.id"), ==, "ghost");
}

/* Time slots. It is Wednesday, noon in Berlin. */

static const char *
start_of (const TestReply *reply, guint n)
{
  JsonArray *slots = json_node_get_array (cord_json_find (reply->json, "availableTimeSlot"));

  return cord_json_find_string (json_array_get_element (slots, n), "validFor.startDateTime");
}

static void
test_slots (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (TestReply) found = post (server, SEARCH, "{}", 201);

  g_assert_cmpstr (test_text (found, "status"), ==, "done");
  g_assert_cmpstr (test_text (found, "searchResult"), ==, "success");
  g_assert_cmpuint (length (found, "availableTimeSlot"), ==, 50);
  g_assert_cmpstr (start_of (found, 0), ==, "2026-06-17T10:00:00.000000Z");
  /* There are ten until 17:00; the next begins at 9 in the morning. */
  g_assert_cmpstr (start_of (found, 9), ==, "2026-06-17T14:30:00.000000Z");
  g_assert_cmpstr (start_of (found, 10), ==, "2026-06-18T07:00:00.000000Z");
  /* Friday has its last one, and Monday the next. */
  g_assert_cmpstr (start_of (found, 41), ==, "2026-06-19T14:30:00.000000Z");
  g_assert_cmpstr (start_of (found, 42), ==, "2026-06-22T07:00:00.000000Z");
}

static TestReply *
search (TestServer *server, const char *from, const char *to)
{
  g_autofree char *body = g_strdup_printf (
      "{\"requestedTimeSlot\":[{\"validFor\":{\"startDateTime\":\"%s\",\"endDateTime\":\"%s\"}}]}", from, to);

  return post (server, SEARCH, body, 201);
}

static void
test_booked (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *path = NULL;
  g_autoptr (TestReply) booked = post (
      server, APPOINTMENT,
      "{" PARTY ",\"validFor\":{\"startDateTime\":\"2026-06-18T08:15:00Z\",\"endDateTime\":\"2026-06-18T08:30:00Z\"}}",
      201);
  g_autoptr (TestReply) taken = search (server, "2026-06-18T08:00:00Z", "2026-06-18T09:00:00Z");
  g_autoptr (TestReply) cancelled = NULL;
  g_autoptr (TestReply) free = NULL;

  g_assert_cmpuint (length (taken, "availableTimeSlot"), ==, 1);
  g_assert_cmpstr (start_of (taken, 0), ==, "2026-06-18T08:30:00.000000Z");
  path = g_strdup (test_text (booked, "href"));
  cancelled = test_send (server, "PATCH", path, "{\"status\":\"cancelled\"}", "If-Match", "*", NULL);
  test_assert_status (cancelled, 200);
  free = search (server, "2026-06-18T08:00:00Z", "2026-06-18T09:00:00Z");
  g_assert_cmpuint (length (free, "availableTimeSlot"), ==, 2);
}

/* Closed on Saturday; with the clocks of winter it opens an hour later. */
static void
test_closed (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (TestReply) saturday = search (server, "2026-06-20T00:00:00Z", "2026-06-20T23:00:00Z");
  g_autoptr (TestReply) past = search (server, "2020-06-15T00:00:00Z", "2020-06-16T00:00:00Z");
  g_autoptr (TestReply) winter = search (server, "2026-12-01T00:00:00Z", "2026-12-01T09:00:00Z");

  g_assert_cmpstr (test_text (saturday, "searchResult"), ==, "fail");
  g_assert_cmpuint (length (saturday, "availableTimeSlot"), ==, 0);
  g_assert_cmpstr (test_text (past, "searchResult"), ==, "fail");
  g_assert_cmpuint (length (past, "availableTimeSlot"), ==, 0);
  g_assert_cmpstr (start_of (winter, 0), ==, "2026-12-01T08:00:00.000000Z");
  g_assert_cmpuint (length (winter, "availableTimeSlot"), ==, 2);
  refuse (server, SEARCH,
          "{\"requestedTimeSlot\":[{\"validFor\":{\"startDateTime\":\"2026-06-19T00:00:00Z\","
          "\"endDateTime\":\"2026-06-18T00:00:00Z\"}}]}",
          "period", "requestedTimeSlot.0.validFor");
  refuse (server, SEARCH, "{\"requestedTimeSlot\":[{\"validFor\":{\"startDateTime\":\"soon\"}}]}", "shape",
          "requestedTimeSlot.0.validFor.startDateTime");
}

/* Agents on shift */

#define USER "/cordboard/v1/user"

static void
set_user (TestServer *server, const char *name, const char *body)
{
  g_autofree char *path = g_strconcat (USER "/", name, NULL);
  g_autoptr (TestReply) reply = test_send (server, "PATCH", path, body, NULL);

  test_assert_status (reply, 200);
}

/* Half past nine on Thursday in Berlin. */
static void
book (TestServer *server)
{
  g_autoptr (TestReply) booked = post (
      server, APPOINTMENT,
      "{" PARTY ",\"validFor\":{\"startDateTime\":\"2026-06-18T07:30:00Z\",\"endDateTime\":\"2026-06-18T08:00:00Z\"}}",
      201);
}

static gboolean
is_offered (TestServer *server)
{
  g_autoptr (TestReply) found = search (server, "2026-06-18T07:30:00Z", "2026-06-18T08:00:00Z");

  return length (found, "availableTimeSlot") == 1;
}

/* As many appointments at a time as agents work then. */
static void
test_shifts (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("root");
  g_autoptr (TestReply) late = NULL;
  g_autoptr (TestReply) night = NULL;

  set_user (server, "agent", "{\"shift\":\"mon-fri 08:00-16:30\",\"team\":\"North\",\"extension\":\"4711\"}");
  set_user (server, "other", "{\"shift\":\"thu 09:00-12:00; fri 22:00-02:00\"}");
  test_sign_in (server, "billing");
  book (server);
  g_assert_true (is_offered (server));
  book (server);
  g_assert_false (is_offered (server));
  late = search (server, "2026-06-18T14:00:00Z", "2026-06-18T20:00:00Z");
  g_assert_cmpuint (length (late, "availableTimeSlot"), ==, 1);
  night = search (server, "2026-06-19T21:00:00Z", "2026-06-20T08:00:00Z");
  g_assert_cmpuint (length (night, "availableTimeSlot"), ==, 6);
  g_assert_cmpstr (start_of (night, 5), ==, "2026-06-19T23:30:00.000000Z");
  /* Not before the first day. */
  test_sign_in (server, "root");
  set_user (server, "agent", "{\"startDate\":\"2026-06-19\"}");
  set_user (server, "other", "{\"shift\":null}");
  test_sign_in (server, "billing");
  g_assert_false (is_offered (server));
}

static void
test_users (void)
{
  static const char *const bad[][2] = { { "{\"shift\":\"always\"}", "shift" },
                                        { "{\"startDate\":\"soon\"}", "startDate" },
                                        { "{\"team\":\"\"}", "team" },
                                        { "{\"extension\":7}", "extension" },
                                        { "{\"role\":\"admin\"}", "role" } };
  g_autoptr (TestServer) server = test_server_new_as ("root");
  g_autoptr (TestReply) nobody = test_send (server, "PATCH", USER "/ghost", "{}", NULL);
  g_autoptr (TestReply) set
      = test_send (server, "PATCH", USER "/agent", "{\"team\":\"North\",\"extension\":\"4711\"}", NULL);
  g_autoptr (TestReply) list = NULL;
  g_autoptr (TestReply) refused = NULL;

  test_assert_problem (nobody, 404, "not-found");
  test_assert_status (set, 200);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (TestReply) reply = test_send (server, "PATCH", USER "/agent", bad[i][0], NULL);

      test_assert_status (reply, 400);
      g_assert_cmpstr (test_text (reply, "member"), ==, bad[i][1]);
    }
  test_sign_in (server, "boss");
  list = test_send (server, "GET", USER, NULL, NULL);
  test_assert_status (list, 200);
  g_assert_nonnull (strstr (list->text, "{\"name\":\"agent\",\"role\":\"agent\",\"enabled\":true,\"team\":\"North\","
                                        "\"extension\":\"4711\"}"));
  g_assert_null (strstr (list->text, "password"));
  refused = test_send (server, "PATCH", USER "/agent", "{\"team\":\"South\"}", NULL);
  test_assert_status (refused, 403);
}

#define MORNING "{\"validFor\":{\"startDateTime\":\"2026-06-18T08:00:00Z\",\"endDateTime\":\"2026-06-18T09:00:00Z\"}}"

/* What lies in two periods is offered once. */
static void
test_overlapping_periods (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (TestReply) found = post (server, SEARCH, "{\"requestedTimeSlot\":[" MORNING "," MORNING "]}", 201);

  g_assert_cmpuint (length (found, "availableTimeSlot"), ==, 2);
}

/* Qualifications and quotes */

static TestReply *
look_again (TestServer *server, const TestReply *made)
{
  return get (server, test_text (made, "href"), "");
}

static void
test_qualification_later (void)
{
  static const char *const item
      = "\"productOfferingQualificationItem\":[{\"id\":\"1\",\"productOffering\":{\"id\":\"fast\"}}]";
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *at_once = g_strdup_printf ("{\"instantSyncQualification\":true,%s}", item);
  g_autofree char *later = g_strdup_printf ("{%s}", item);
  g_autoptr (TestReply) answered = post (server, QUALIFICATION, at_once, 200);
  g_autoptr (TestReply) acknowledged = post (server, QUALIFICATION, later, 201);
  g_autoptr (TestReply) done = look_again (server, acknowledged);

  g_assert_cmpstr (test_text (answered, "state"), ==, "done");
  g_assert_cmpstr (test_text (answered, "qualificationResult"), ==, "qualified");
  g_assert_cmpstr (test_text (acknowledged, "state"), ==, "acknowledged");
  g_assert_null (cord_json_find (acknowledged->json, "qualificationResult"));
  g_assert_cmpstr (test_text (done, "state"), ==, "done");
  g_assert_cmpstr (test_text (done, "qualificationResult"), ==, "qualified");
}

static void
test_kit_unknown_customer (void)
{
  g_autoptr (TestServer) server = test_server_new (TRUE, "127.0.0.1:0");
  g_autoptr (TestReply) qualified
      = post (server, QUALIFICATION,
              "{" STRANGER ",\"instantSyncQualification\":true,\"productOfferingQualificationItem\":"
              "[{\"id\":\"1\",\"productOffering\":{\"id\":\"fast\"}}]}",
              200);
  g_autoptr (TestReply) waiting = post (
      server, QUOTE, "{" STRANGER ",\"quoteItem\":[{\"action\":\"add\",\"productOffering\":{\"id\":\"fast\"}}]}", 201);
  g_autoptr (TestReply) quoted
      = post (server, QUOTE,
              "{" STRANGER ",\"instantSyncQuote\":true,\"billingAccount\":[{\"id\":\"ghost\"}],"
              "\"quoteItem\":[{\"action\":\"add\",\"productOffering\":{\"id\":\"fast\"}}]}",
              200);

  g_assert_cmpstr (test_text (qualified, "qualificationResult"), ==, "qualified");
  g_assert_cmpstr (test_text (waiting, "state"), ==, "inProgress");
  g_assert_cmpstr (test_text (quoted, "state"), ==, "approved");
  refuse (server, QUOTE,
          "{" STRANGER
          ",\"instantSyncQuote\":true,\"quoteItem\":[{\"action\":\"add\",\"productOffering\":{\"id\":\"ghost\"}}]}",
          "unknown-offering", "quoteItem.productOffering.id");
}

/* A kit's orders are carried out at once, unless they ask for a future day. */

static TestReply *
order_and_cancel (TestServer *server, const char *start)
{
  g_autofree char *order = g_strdup_printf (
      "{\"requestedStartDate\":\"%s\"," STRANGER ",\"productOrderItem\":[{\"id\":\"1\",\"action\":\"add\"}]}", start);
  g_autoptr (TestReply) placed = post (server, ORDER, order, 201);
  g_autofree char *cancel = g_strdup_printf ("{\"productOrder\":{\"id\":\"%s\"}}", test_text (placed, "id"));
  g_autoptr (TestReply) task = post (server, CANCEL, cancel, 201);
  g_autoptr (TestReply) after = look_again (server, placed);
  gboolean waits = strcmp (start, "2026-06-17T10:00:00Z") > 0;

  g_assert_cmpstr (test_text (task, "state"), ==, waits ? "done" : "terminatedWithError");
  return g_steal_pointer (&after);
}

static void
test_kit_cancels (void)
{
  g_autoptr (TestServer) server = test_server_new (TRUE, "127.0.0.1:0");
  g_autoptr (TestReply) late = order_and_cancel (server, "2026-06-01T00:00:00Z");
  g_autoptr (TestReply) early = order_and_cancel (server, "2026-07-01T00:00:00Z");

  g_assert_cmpstr (test_text (late, "state"), ==, "completed");
  g_assert_cmpstr (test_text (early, "state"), ==, "cancelled");
  refuse (server, CANCEL, "{\"productOrder\":{\"id\":\"ghost\"}}", "unknown-order", "productOrder.id");
}

/* Several items at once, for an unknown customer; known customers order one change at a time. */
static void
test_kit_orders_several (void)
{
  static const char *const items
      = "\"productOrderItem\":[{\"id\":\"1\",\"action\":\"add\",\"productOffering\":{\"id\":\"fast\"}},"
        "{\"id\":\"2\",\"action\":\"add\",\"productOffering\":{\"id\":\"%s\"}}]";
  g_autoptr (TestServer) server = test_server_new (TRUE, "127.0.0.1:0");
  g_autofree char *known = g_strdup_printf (items, "help");
  g_autofree char *unknown = g_strdup_printf (items, "ghost");
  g_autofree char *good = g_strdup_printf ("{" STRANGER ",%s}", known);
  g_autofree char *bad = g_strdup_printf ("{" STRANGER ",%s}", unknown);
  g_autofree char *own = g_strdup_printf ("{" PARTY ",%s}", known);
  g_autoptr (TestReply) placed = post (server, ORDER, good, 201);
  g_autoptr (TestReply) after = look_again (server, placed);

  g_assert_cmpuint (length (placed, "productOrderItem"), ==, 2);
  g_assert_cmpstr (test_text (after, "state"), ==, "completed");
  refuse (server, ORDER, bad, "unknown-offering", "productOrderItem.productOffering.id");
  refuse (server, ORDER, own, "several-changes", "productOrderItem.1");
}

/* The published examples have no zone. */
static void
test_times_without_zone (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (TestReply) found = search (server, "2026-06-18T08:00", "2026-06-18T09:00:00");
  g_autoptr (TestReply) booked
      = post (server, APPOINTMENT, "{" PARTY ",\"validFor\":{\"startDateTime\":\"2026-06-18T08:15\"}}", 201);
  g_autoptr (TestReply) left = search (server, "2026-06-18T08:00:00Z", "2026-06-18T09:00:00Z");

  g_assert_cmpuint (length (found, "availableTimeSlot"), ==, 2);
  g_assert_cmpstr (test_text (booked, "status"), ==, "confirmed");
  /* One without an end takes half an hour. */
  g_assert_cmpstr (test_text (left, "searchResult"), ==, "fail");
  refuse (server, APPOINTMENT,
          "{" PARTY
          ",\"validFor\":{\"startDateTime\":\"2026-06-18T10:00:00Z\",\"endDateTime\":\"2026-06-18T09:00:00Z\"}}",
          "value", "validFor.endDateTime");
  refuse (server, APPOINTMENT, "{" PARTY ",\"validFor\":{\"startDateTime\":\"2026-06-18 at noon\"}}", "shape",
          "validFor.startDateTime");
}

/* A base that ends in a slash, and an address that does. */
static void
test_slashes (void)
{
  g_autoptr (TestServer) server = test_server_new (TRUE, "127.0.0.1:0");
  g_autoptr (TestReply) list = get (server, POPULATION, "/");
  g_autoptr (TestReply) one = get (server, "/tmf-api/productInventory/v4//product/line-1/", "");
  g_autoptr (TestReply) made = post (server, "/tmf-api/productInventory/v4//product/", "{\"status\":\"active\"}", 201);

  g_assert_cmpuint (length (list, NULL), ==, 4);
  g_assert_cmpstr (test_text (one, "id"), ==, "line-1");
  g_assert_cmpstr (test_text (made, "@type"), ==, "Product");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/tasks/bill", test_bill);
  g_test_add_func ("/server/tasks/bill-again", test_bill_again);
  g_test_add_func ("/server/tasks/bill-refused", test_bill_refused);
  g_test_add_func ("/server/tasks/bill-of-a-kit", test_bill_of_a_kit);
  g_test_add_func ("/server/tasks/slots", test_slots);
  g_test_add_func ("/server/tasks/shifts", test_shifts);
  g_test_add_func ("/server/tasks/users", test_users);
  g_test_add_func ("/server/tasks/booked", test_booked);
  g_test_add_func ("/server/tasks/closed", test_closed);
  g_test_add_func ("/server/tasks/overlapping-periods", test_overlapping_periods);
  g_test_add_func ("/server/tasks/qualification-later", test_qualification_later);
  g_test_add_func ("/server/tasks/kit-unknown-customer", test_kit_unknown_customer);
  g_test_add_func ("/server/tasks/kit-cancels", test_kit_cancels);
  g_test_add_func ("/server/tasks/kit-orders-several", test_kit_orders_several);
  g_test_add_func ("/server/tasks/times-without-zone", test_times_without_zone);
  g_test_add_func ("/server/tasks/slashes", test_slashes);
  return g_test_run ();
}
