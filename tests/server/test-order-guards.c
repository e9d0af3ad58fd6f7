/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-record.h"

#include "base/cord-id.h"
#include "store/cord-operation-store.h"
#include "store/sqlite/cord-sqlite-database.h"

#include <string.h>

/* What one customer's call must not reach: another's account, product, quote, answers; nor a day the policy forbids. */

#define QUOTE "/tmf-api/quoteManagement/v4/quote"
#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define RATE "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate"
#define MESSAGE "/tmf-api/communicationManagement/v4/communicationMessage"
#define APPOINTMENT "/tmf-api/appointment/v4/appointment"
#define OPERATION "/cordboard/v1/operation/"

#define C1 "{\"id\":\"C1\",\"role\":\"customer\"}"
#define C2 "{\"id\":\"C2\",\"role\":\"customer\"}"
#define OWN "\"billingAccount\":{\"id\":\"acct-C1\"},"
#define FOREIGN "\"billingAccount\":{\"id\":\"acct-C2\"}"
#define UPGRADE                                                                                                        \
  "\"id\":\"1\",\"action\":\"modify\",\"cordboardKind\":\"upgrade\",\"product\":{\"id\":\"line-1\"},"                  \
  "\"productOffering\":{\"id\":\"fast\"}"

static void
verify (TestServer *server, const char *user, const char *customer, const char *pin)
{
  test_sign_in (server, user);
  test_open (server);
  test_verify (server, customer, pin);
}

static TestServer *
call (void)
{
  TestServer *server = test_server_new (FALSE, "127.0.0.1:0");

  verify (server, "agent", "C1", "4711");
  return server;
}

static TestReply *
quote (TestServer *server, const char *parties, const char *more, const char *item)
{
  g_autofree char *body = g_strdup_printf ("{\"instantSyncQuote\":true,\"relatedParty\":[%s],%s\"quoteItem\":[{%s}]}",
                                           parties, more, item);

  return test_send (server, "POST", QUOTE, body, NULL);
}

static char *
order_body (const char *parties, const char *more, const char *item, const char *seal)
{
  return g_strdup_printf ("{\"relatedParty\":[%s],%s\"productOrderItem\":[{%s}],\"cordboardSeal\":\"%s\"}", parties,
                          more, item, seal);
}

static TestReply *
place (TestServer *server, const char *body, const char *key)
{
  return test_send (server, "POST", ORDER, body, "Idempotency-Key", key, "Cordboard-Device", "desk-1", NULL);
}

static TestReply *
place_numbered (TestServer *server, const char *body, const char *key)
{
  return test_send (server, "POST", ORDER, body, "Idempotency-Key", key, "Cordboard-Device", "desk-1",
                    "Cordboard-Sequence", "1", NULL);
}

static void
assert_refused (TestReply *reply, const char *reason, const char *member)
{
  test_assert_problem (reply, 400, reason);
  g_assert_cmpstr (test_text (reply, "member"), ==, member);
  test_reply_free (reply);
}

/* Anything stored for C2 would be listed here. */
static void
assert_untouched (TestServer *server)
{
  static const char *const lists[] = { RATE "?relatedParty.id=C2", RATE "?billingAccount.id=acct-C2",
                                       ORDER "?relatedParty.id=C2", ORDER "?billingAccount.id=acct-C2" };

  cord_clock_advance (server->clock, 60 * G_TIME_SPAN_SECOND);
  test_sign_in (server, "billing");
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (TestReply) reply = test_send (server, "GET", lists[i], NULL, NULL);

      test_assert_status (reply, 200);
      g_assert_cmpstr (reply->text, ==, "[]");
    }
}

/* An order names one account, a quote a list of them. */
static void
test_foreign_account (void)
{
  static const struct
  {
    const char *more;
    const char *item;
  } orders[] = {
    { FOREIGN ",", UPGRADE },
    { "", UPGRADE "," FOREIGN },
    { OWN, UPGRADE "," FOREIGN },
    { "\"billingAccount\":{\"id\":\"ghost\"},", UPGRADE },
  };
  static const char *const quotes[] = {
    "\"billingAccount\":[{\"id\":\"acct-C2\"}],",
    "\"billingAccount\":[{\"id\":\"acct-C1\"},{\"id\":\"acct-C2\"}],",
    "\"billingAccount\":[{\"id\":\"ghost\"}],",
  };
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) quoted = quote (server, C1, "\"billingAccount\":[{\"id\":\"acct-C1\"}],", UPGRADE);
  g_autofree char *seal = NULL;

  test_assert_status (quoted, 200);
  seal = g_strdup (test_text (quoted, "cordboardSeal.sha256"));
  for (guint role = 0; role < 2; role++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
        {
          g_autofree char *key = cord_id_new (server->clock);
          g_autofree char *body = order_body (C1, orders[i].more, orders[i].item, seal);

          assert_refused (place (server, body, key), "account", "billingAccount");
        }
      for (gsize i = 0; i < G_N_ELEMENTS (quotes); i++)
        assert_refused (quote (server, C1, quotes[i], UPGRADE), "account", "billingAccount");
      test_sign_in (server, "billing");
    }
  assert_untouched (server);
}

static void
test_foreign_product (void)
{
  static const char *const items[] = {
    "\"id\":\"1\",\"action\":\"delete\",\"product\":{\"id\":\"line-2\"}",
    "\"id\":\"1\",\"action\":\"modify\",\"product\":{\"id\":\"line-2\"},\"productOffering\":{\"id\":\"basic\"}",
    /* An added product with its id would replace it. */
    "\"id\":\"1\",\"action\":\"add\",\"product\":{\"id\":\"line-2\"},\"productOffering\":{\"id\":\"help\"}",
    "\"id\":\"1\",\"action\":\"add\",\"product\":{\"id\":\"help-9\",\"productRelationship\":[{\"relationshipType\":"
    "\"reliesOn\",\"product\":{\"id\":\"line-2\"}}]},\"productOffering\":{\"id\":\"help\"}",
    /* One that nobody has is answered alike, or ids could be tried out. */
    "\"id\":\"1\",\"action\":\"add\",\"product\":{\"id\":\"help-9\",\"productRelationship\":[{\"relationshipType\":"
    "\"reliesOn\",\"product\":{\"id\":\"line-99\"}}]},\"productOffering\":{\"id\":\"help\"}",
  };
  static const char *const roles[] = { "agent", "billing" };
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) product = NULL;

  for (gsize role = 0; role < G_N_ELEMENTS (roles); role++)
    {
      if (role > 0)
        test_sign_in (server, roles[role]);
      for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
        {
          g_autofree char *key = cord_id_new (server->clock);
          g_autofree char *body = order_body (C1, OWN, items[i], "x");

          assert_refused (place (server, body, key), "unknown-product", "productOrderItem.product.id");
          assert_refused (quote (server, C1, "", items[i]), "unknown-product", "quoteItem.product.id");
        }
    }
  assert_untouched (server);
  product = test_send (server, "GET", POPULATION "/line-2", NULL, NULL);
  g_assert_cmpstr (test_text (product, "productOffering.id"), ==, "fast");
  g_assert_cmpstr (test_text (product, "status"), ==, "active");
}

/* Nor is a product of somebody else told from one that nobody has. */
static void
test_no_product (void)
{
  static const char *const items[] = {
    "\"id\":\"1\",\"action\":\"delete\",\"product\":{\"id\":\"%s\"}",
    "\"id\":\"1\",\"action\":\"modify\",\"product\":{\"id\":\"%s\"},\"productOffering\":{\"id\":\"basic\"}",
    "\"id\":\"1\",\"action\":\"add\",\"product\":{\"id\":\"%s\"},\"productOffering\":{\"id\":\"help\"}",
  };
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) added = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_auto (GStrv) parts = g_strsplit (items[i], "%s", 2);
      g_autofree char *theirs = g_strjoinv ("line-2", parts);
      g_autofree char *nobodys = g_strjoinv ("line-9", parts);
      g_autofree char *first = cord_id_new (server->clock);
      g_autofree char *second = cord_id_new (server->clock);
      g_autofree char *order = order_body (C1, OWN, theirs, "x");
      g_autofree char *other_order = order_body (C1, OWN, nobodys, "x");
      g_autoptr (TestReply) quoted = quote (server, C1, "", theirs);
      g_autoptr (TestReply) other_quoted = quote (server, C1, "", nobodys);
      g_autoptr (TestReply) placed = place (server, order, first);
      g_autoptr (TestReply) other_placed = place (server, other_order, second);

      test_assert_problem (quoted, 400, "unknown-product");
      test_assert_problem (placed, 400, "unknown-product");
      g_assert_cmpstr (quoted->text, ==, other_quoted->text);
      g_assert_cmpstr (placed->text, ==, other_placed->text);
    }
  /* What the desk calls a product to come is not asked for; the customer has one. */
  added = quote (server, C1, "",
                 "\"action\":\"add\",\"product\":{\"id\":\"prod-C1-help-2\"},\"productOffering\":{\"id\":\"help\"}");
  test_assert_problem (added, 409, "already-held");
}

static char *
dup_quote_state (TestServer *server, const char *id)
{
  g_autofree char *path = g_strconcat (QUOTE "/", id, NULL);
  g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);

  test_assert_status (reply, 200);
  return g_strdup (test_text (reply, "state"));
}

/* An order that names the quote of another customer is taken like one that names none that there is, and accepts it no
 * more than that. */
static void
test_foreign_quote (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (TestReply) theirs = NULL;
  g_autoptr (TestReply) quoted = NULL;
  g_autoptr (TestReply) placed = NULL;
  g_autofree char *key = cord_id_new (server->clock);
  g_autofree char *more = NULL;
  g_autofree char *body = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  test_sign_in (server, "billing");
  theirs = quote (server, C2, "",
                  "\"action\":\"modify\",\"product\":{\"id\":\"line-2\"},\"productOffering\":{\"id\":\"basic\"}");
  test_assert_status (theirs, 200);
  before = dup_quote_state (server, test_text (theirs, "id"));
  verify (server, "agent", "C1", "4711");
  quoted = quote (server, C1, "", UPGRADE);
  more = g_strdup_printf (OWN "\"quote\":[{\"id\":\"%s\"}],", test_text (theirs, "id"));
  body = order_body (C1, more, UPGRADE, test_text (quoted, "cordboardSeal.sha256"));
  placed = place (server, body, key);
  test_assert_status (placed, 201);
  cord_clock_set (server->clock, cord_clock_now (server->clock) + G_TIME_SPAN_HOUR);
  test_sign_in (server, "billing");
  after = dup_quote_state (server, test_text (theirs, "id"));
  g_assert_cmpstr (after, ==, before);
}

/* What is not in the price is not said to be quoted. */
static void
test_several_items (void)
{
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) two = quote (server, C1, "", UPGRADE "},{" UPGRADE);
  g_autoptr (TestReply) kept = quote (server, C1, "", UPGRADE "},{\"action\":\"noChange\"");

  test_assert_problem (two, 400, "several-changes");
  g_assert_cmpstr (test_text (two, "member"), ==, "quoteItem.1");
  test_assert_status (kept, 200);
}

static void
test_foreign_party (void)
{
  g_autoptr (TestServer) server = call ();
  g_autofree char *k1 = cord_id_new (server->clock);
  g_autofree char *k2 = cord_id_new (server->clock);
  g_autofree char *k3 = cord_id_new (server->clock);
  g_autofree char *body = order_body (C1 "," C2, OWN, UPGRADE, "x");

  assert_refused (place (server, body, k1), "several-customers", "relatedParty");
  assert_refused (quote (server, C1 "," C2, "", UPGRADE), "several-customers", "relatedParty");
  assert_refused (test_send (server, "POST", APPOINTMENT,
                             "{\"relatedParty\":[" C1 "," C2
                             "],\"validFor\":{\"startDateTime\":\"2026-06-20T09:00:00Z\"}}",
                             "Idempotency-Key", k2, NULL),
                  "several-customers", "relatedParty");
  assert_refused (test_send (server, "POST", MESSAGE,
                             "{\"messageType\":\"email\",\"content\":\"x\",\"sender\":{\"id\":\"cordboard\"},"
                             "\"receiver\":[{\"id\":\"C1\",\"email\":\"grace.c1@example.com\"}," C2 "]}",
                             "Idempotency-Key", k3, NULL),
                  "several-customers", "receiver");
}

/* A message or an appointment for a customer who is not the caller. */
static void
test_not_verified (void)
{
  g_autoptr (TestServer) server = call ();
  g_autofree char *k1 = cord_id_new (server->clock);
  g_autofree char *k2 = cord_id_new (server->clock);
  g_autoptr (TestReply) booked
      = test_send (server, "POST", APPOINTMENT,
                   "{\"relatedParty\":[" C2 "],\"validFor\":{\"startDateTime\":\"2026-06-20T09:00:00Z\"}}",
                   "Idempotency-Key", k1, NULL);
  g_autoptr (TestReply) sent
      = test_send (server, "POST", MESSAGE,
                   "{\"messageType\":\"email\",\"content\":\"x\",\"sender\":{\"id\":\"cordboard\"},"
                   "\"receiver\":[{\"id\":\"C2\",\"email\":\"jonas.c2@example.com\"}]}",
                   "Idempotency-Key", k2, NULL);

  test_assert_problem (booked, 403, "level-R1");
  test_assert_problem (sent, 403, "level-R2");
}

static void
assert_silent (TestReply *reply, guint status, const char *reason, const char *order)
{
  test_assert_problem (reply, status, reason);
  g_assert_null (strstr (reply->text, order));
  g_assert_null (strstr (reply->text, "C1"));
  g_assert_null (test_header (reply, "Location"));
  g_assert_null (test_header (reply, "ETag"));
  g_assert_null (test_header (reply, "Idempotency-Replayed"));
  test_reply_free (reply);
}

/* The state of an item is the server's to set. */
static void
test_item_state (void)
{
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) quoted = quote (server, C1, "", UPGRADE);
  g_autofree char *key = cord_id_new (server->clock);
  g_autofree char *body
      = order_body (C1, OWN, UPGRADE ",\"state\":\"completed\"", test_text (quoted, "cordboardSeal.sha256"));

  assert_refused (place (server, body, key), "state", "productOrderItem.state");
}

/* Answered as @unknown is; or, NULL, not found when it is to be cancelled. */
static void
assert_hidden (TestServer *server, const char *path, const char *unknown)
{
  const char *method = unknown != NULL ? "GET" : "PUT";
  g_autoptr (TestReply) reply = test_send (server, method, path, NULL, "Cordboard-Device", "desk-1", NULL);
  g_autoptr (TestReply) nothing
      = unknown != NULL ? test_send (server, "GET", unknown, NULL, "Cordboard-Device", "desk-1", NULL) : NULL;

  test_assert_problem (reply, 404, "not-found");
  if (nothing != NULL)
    g_assert_cmpstr (reply->text, ==, nothing->text);
}

/* The same device, key and body, sent by another user. */
static void
test_foreign_operation (void)
{
  static const char *const others[] = { "other", "boss", "billing" };
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) quoted = quote (server, C1, "", UPGRADE);
  g_autofree char *key = cord_id_new (server->clock);
  g_autofree char *body = order_body (C1, OWN, UPGRADE, test_text (quoted, "cordboardSeal.sha256"));
  g_autofree char *path = g_strconcat (OPERATION, key, NULL);
  g_autofree char *cancel = g_strconcat (path, "/cancel", NULL);
  g_autofree char *other = cord_id_new (server->clock);
  g_autofree char *unknown = g_strconcat (OPERATION, other, NULL);
  g_autoptr (TestReply) placed = place (server, body, key);
  g_autoptr (TestReply) again = NULL;
  g_autoptr (TestReply) outcome = NULL;

  test_assert_status (placed, 201);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      const char *id = test_text (placed, "id");
      g_autoptr (TestReply) nothing = NULL;
      TestReply *reply;

      test_sign_in (server, others[i]);
      /* In a call of their own, in which nobody is verified. */
      if (!g_str_equal (others[i], "billing"))
        test_open (server);
      assert_silent (place (server, body, key), 409, "not-own", id);
      assert_silent (place (server, "{}", key), 409, "not-own", id);
      reply = test_send (server, "GET", path, NULL, "Cordboard-Device", "desk-1", NULL);
      nothing = test_send (server, "GET", unknown, NULL, "Cordboard-Device", "desk-1", NULL);
      g_assert_cmpstr (reply->text, ==, nothing->text);
      assert_silent (reply, 404, "not-found", id);
      reply = test_send (server, "PUT", cancel, NULL, "Cordboard-Device", "desk-1", NULL);
      assert_silent (reply, 404, "not-found", id);
    }
  /* The owner can read it, whoever asked in between; what the order needed, this needs as well. */
  test_sign_in (server, "agent");
  test_open (server);
  again = place (server, body, key);
  test_assert_status (again, 201);
  g_assert_cmpstr (again->text, ==, placed->text);
  assert_hidden (server, path, unknown);
  test_verify (server, "C2", "2222");
  assert_hidden (server, path, unknown);
  assert_hidden (server, cancel, NULL);
  test_verify (server, "C1", "4711");
  outcome = test_send (server, "GET", path, NULL, "Cordboard-Device", "desk-1", NULL);
  g_assert_cmpstr (test_text (outcome, "body.id"), ==, test_text (placed, "id"));
}

/* Whose verification has ended gets the answer to what they sent before, as it was then, or the desk would give up an
 * order that was placed; nothing else is told, and nothing new taken. In a closed call nothing is answered. */
static void
test_access_ended (void)
{
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) quoted = quote (server, C1, "", UPGRADE);
  g_autofree char *key = cord_id_new (server->clock);
  g_autofree char *fresh = cord_id_new (server->clock);
  g_autofree char *body = order_body (C1, OWN, UPGRADE, test_text (quoted, "cordboardSeal.sha256"));
  g_autofree char *path = g_strconcat (OPERATION, key, NULL);
  g_autoptr (TestReply) placed = place (server, body, key);
  g_autofree char *interaction = g_strdup (server->interaction);
  g_auto (TestRecord) record = { 0 };
  g_autoptr (GVariant) closing = test_record_closing ();
  g_autofree char *closed = NULL;
  g_autoptr (TestReply) outcome = NULL, again = NULL, refused = NULL, uploaded = NULL;

  test_assert_status (placed, 201);
  cord_clock_advance (server->clock, 30 * G_TIME_SPAN_MINUTE);
  test_sign_in (server, "agent");
  server->interaction = g_steal_pointer (&interaction);
  outcome = test_send (server, "GET", path, NULL, "Cordboard-Device", "desk-1", NULL);
  test_assert_problem (outcome, 404, "not-found");
  again = place (server, body, key);
  test_assert_status (again, 201);
  g_assert_cmpstr (again->text, ==, placed->text);
  refused = place (server, body, fresh);
  test_assert_problem (refused, 403, "level-R2");
  test_record_init (&record);
  closed = test_record_next (&record, "interaction.closed", closing);
  uploaded = test_record_upload (server, record.seq, closed);
  test_assert_status (uploaded, 200);
  assert_silent (place (server, body, key), 403, "interaction-closed", test_text (placed, "id"));
}

/* Until the server no longer knows the operation. */
static void
wait_for_purge (TestServer *server, const char *path)
{
  gint64 end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;
  guint status = 0;

  while (status != 404 && g_get_monotonic_time () < end)
    {
      g_autoptr (TestReply) outcome = test_send (server, "GET", path, NULL, "Cordboard-Device", "desk-1", NULL);

      status = outcome->status;
    }
  g_assert_cmpuint (status, ==, 404);
}

/* An outcome that was kept for 90 days and then purged: the operation is never carried out again. */
static void
test_purged_operation (void)
{
  g_autoptr (TestServer) server = call ();
  g_autoptr (TestReply) quoted = quote (server, C1, "", UPGRADE);
  g_autofree char *key = cord_id_new (server->clock);
  g_autofree char *body = order_body (C1, OWN, UPGRADE, test_text (quoted, "cordboardSeal.sha256"));
  g_autofree char *path = g_strconcat (OPERATION, key, NULL);
  g_autoptr (TestReply) placed = place_numbered (server, body, key);
  g_autoptr (TestReply) again = NULL;
  g_autoptr (TestReply) late = NULL;

  test_assert_status (placed, 201);
  cord_clock_advance (server->clock, 89 * G_TIME_SPAN_DAY);
  verify (server, "agent", "C1", "4711");
  again = place_numbered (server, body, key);
  test_assert_status (again, 201);
  g_assert_cmpstr (test_header (again, "Idempotency-Replayed"), ==, "?1");
  cord_clock_advance (server->clock, 2 * G_TIME_SPAN_DAY);
  verify (server, "agent", "C1", "4711");
  wait_for_purge (server, path);
  late = place_numbered (server, body, key);
  test_assert_problem (late, 410, "operation-expired");
}

/* The table requires the asking user. No error says which table. */
static void
test_constraint (void)
{
  g_autoptr (TestServer) server = test_server_new_stored ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CordDatabase) database = cord_sqlite_open (server->store, CORD_SQLITE_SERVER, &error);
  gboolean claimed;

  g_assert_no_error (error);
  g_assert_false (cord_operation_store_claim (database, "desk-1", "key", 0, NULL, NULL, 0, &claimed, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "constraint");
  g_assert_null (strstr (error->message, "NULL"));
  g_assert_null (strstr (error->message, "operation"));
}

#define DOWNGRADE                                                                                                      \
  "\"id\":\"1\",\"action\":\"modify\"%s,\"product\":{\"id\":\"line-2\"},\"productOffering\":{\"id\":\"basic\"}"

static void
open_with (TestServer *server, const char *policy)
{
  g_autofree char *body = g_strdup_printf (
      "{\"channel\":\"phone\",\"direction\":\"inbound\",\"sop\":\"plan-change\",\"policy\":\"%s\"}", policy);
  g_autoptr (TestReply) reply = NULL;

  g_clear_pointer (&server->interaction, g_free);
  reply = test_send (server, "POST", "/cordboard/v1/interaction", body, NULL);
  test_assert_status (reply, 201);
  server->interaction = g_strdup (test_text (reply, "id"));
  test_verify (server, "C2", "2222");
}

/* The eu pack lets a smaller plan begin only with the next billing cycle, whatever kind of change the request
 * states; as an upgrade it is none. */
static void
test_timing (void)
{
  static const char *const kinds[]
      = { ",\"cordboardKind\":\"downgrade\"", ",\"cordboardKind\":\"upgrade\"", ",\"cordboardKind\":\"modify\"", "" };
  static const char *const days[] = { "2026-06-17", "2026-06-20", "2026-08-01" };
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autoptr (TestReply) system = NULL;
  g_autofree char *plain = g_strdup_printf (DOWNGRADE, kinds[0]);
  const char *now = "\"cordboardEffective\":\"2026-06-17\",";

  verify (server, "agent", "C2", "2222");
  for (gsize kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      g_autofree char *item = g_strdup_printf (DOWNGRADE, kinds[kind]);
      g_autoptr (TestReply) next = quote (server, C2, "\"cordboardEffective\":\"2026-07-01\",", item);

      if (strstr (kinds[kind], "upgrade") != NULL)
        {
          test_assert_problem (next, 409, "wrong-kind");
          continue;
        }
      test_assert_status (next, 200);
      for (gsize day = 0; day < G_N_ELEMENTS (days); day++)
        {
          g_autofree char *more = g_strdup_printf ("\"cordboardEffective\":\"%s\",", days[day]);

          assert_refused (quote (server, C2, more, item), "timing", "cordboardEffective");
        }
    }
  test_sign_in (server, "billing");
  system = quote (server, C2, now, plain);
  test_assert_status (system, 200);
}

static void
test_timing_of_order (void)
{
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autofree char *item = g_strdup_printf (DOWNGRADE, ",\"cordboardKind\":\"downgrade\"");
  g_autofree char *k1 = cord_id_new (server->clock);
  g_autofree char *k2 = cord_id_new (server->clock);
  g_autofree char *body = NULL;
  g_autofree char *permitted = NULL;
  g_autoptr (TestReply) now = NULL;
  g_autoptr (TestReply) next = NULL;
  g_autoptr (TestReply) placed = NULL;

  /* A pack that permits the day seals the quote for it. */
  test_sign_in (server, "agent");
  open_with (server, "none");
  now = quote (server, C2, "\"cordboardEffective\":\"2026-06-17\",", item);
  test_assert_status (now, 200);
  body = order_body (C2, "\"requestedStartDate\":\"2026-06-17T00:00:00Z\",", item,
                     test_text (now, "cordboardSeal.sha256"));
  open_with (server, "eu");
  assert_refused (place (server, body, k1), "timing", "requestedStartDate");
  next = quote (server, C2, "", item);
  test_assert_status (next, 200);
  g_assert_cmpstr (test_text (next, "cordboardInput.effective"), ==, "2026-07-01");
  permitted = order_body (C2, "\"requestedStartDate\":\"2026-07-01T00:00:00Z\",", item,
                          test_text (next, "cordboardSeal.sha256"));
  placed = place (server, permitted, k2);
  test_assert_status (placed, 201);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/order-guards/foreign-account", test_foreign_account);
  g_test_add_func ("/server/order-guards/foreign-product", test_foreign_product);
  g_test_add_func ("/server/order-guards/no-product", test_no_product);
  g_test_add_func ("/server/order-guards/foreign-quote", test_foreign_quote);
  g_test_add_func ("/server/order-guards/several-items", test_several_items);
  g_test_add_func ("/server/order-guards/foreign-party", test_foreign_party);
  g_test_add_func ("/server/order-guards/not-verified", test_not_verified);
  g_test_add_func ("/server/order-guards/foreign-operation", test_foreign_operation);
  g_test_add_func ("/server/order-guards/access-ended", test_access_ended);
  g_test_add_func ("/server/order-guards/item-state", test_item_state);
  g_test_add_func ("/server/order-guards/purged-operation", test_purged_operation);
  g_test_add_func ("/server/order-guards/constraint", test_constraint);
  g_test_add_func ("/server/order-guards/timing", test_timing);
  g_test_add_func ("/server/order-guards/timing-of-order", test_timing_of_order);
  return g_test_run ();
}
