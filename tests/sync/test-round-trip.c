/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-period.h"
#include "billing/cord-quote.h"
#include "domain/catalog/cord-catalog.h"
#include "domain/change/cord-change.h"
#include "domain/cord-gateway-document.h"
#include "server/cord-server.h"
#include "store/sqlite/cord-sqlite-database.h"
#include "sync/cord-await.h"
#include "sync/cord-chain.h"
#include "sync/cord-practice-server.h"
#include "sync/gateway/cord-remote-gateway.h"
#include "sync/gateway/cord-uploader.h"

#include <glib/gstdio.h>
#include <string.h>

/* The real client against the real server: practice data, a Unix socket, the journal on disk. */

#define NOW "2026-11-18T08:00:00Z"
#define CUSTOMER "C10001"

typedef struct
{
  char *dir;
  char *listen;
  CordClock *clock;
  CordServer *server;
  CordJournalDb *journal;
  CordSignIn *sign_in;
  CordRemote *remote;
  CordGateway *gateway;
  CordUploader *uploader;
  CordChain *chain;
  CordPracticeServer practice; /* its data */
} Desk;

static void
stop_server (Desk *desk)
{
  cord_server_thread_stop (desk->server);
  g_clear_object (&desk->server);
}

static void
open_desk (Desk *desk)
{
  g_autofree char *journal = g_build_filename (desk->dir, "journal.db", NULL);
  g_autofree char *catalog = g_build_filename (desk->dir, "catalog.db", NULL);
  g_autoptr (GBytes) key = cord_chain_key (3);
  g_autoptr (CordCache) cache = cord_cache_new (catalog, desk->clock);
  GError *error = NULL;

  desk->journal = cord_chain_open (journal, key, desk->clock, &error);
  g_assert_no_error (error);
  desk->remote
      = cord_remote_new (desk->listen, cord_journal_db_get_device (desk->journal), desk->sign_in, desk->clock, &error);
  g_assert_no_error (error);
  cord_connectivity_set_pace (cord_remote_get_connectivity (desk->remote), 5, 50);
  desk->gateway = CORD_GATEWAY (cord_remote_gateway_new (desk->remote, cache, desk->journal, "Europe/Berlin", NULL));
  desk->uploader = cord_uploader_new (desk->journal, desk->remote);
}

static void
close_desk (Desk *desk)
{
  g_object_run_dispose (G_OBJECT (desk->uploader));
  g_clear_object (&desk->uploader);
  g_clear_object (&desk->gateway);
  g_clear_object (&desk->remote);
  cord_await_idle ();
  cord_chain_close (g_steal_pointer (&desk->journal));
}

static void
set_up (Desk *desk, gconstpointer data)
{
  gint64 now;

  g_assert_true (cord_instant_parse (NOW, &now, NULL));
  desk->practice.crowded = g_strcmp0 (data, "crowded") == 0;
  desk->practice.shift = g_strcmp0 (data, "shift") == 0;
  desk->practice.odd = g_strcmp0 (data, "odd") == 0;
  desk->dir = cord_await_make_dir ();
  desk->practice.dir = desk->dir;
  desk->listen = g_strdup_printf ("unix:%s/socket", desk->dir);
  desk->clock = cord_clock_new_fixed (now);
  desk->sign_in = cord_sign_in_memory_new ();
  desk->server = cord_practice_server_start (&desk->practice, desk->listen, desk->clock);
  open_desk (desk);
}

static void
tear_down (Desk *desk, gconstpointer data)
{
  if (desk->journal != NULL)
    close_desk (desk);
  if (desk->server != NULL)
    stop_server (desk);
  g_clear_pointer (&desk->chain, cord_chain_free);
  g_object_unref (desk->sign_in);
  g_object_unref (desk->clock);
  g_free (desk->listen);
  cord_await_remove_dir (desk->dir);
}

/* Takes @arguments. */
static GVariant *
call (Desk *desk, CordCall which, GVariant *arguments, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) owned = arguments;

  cord_gateway_call_async (desk->gateway, which, owned, NULL, cord_await_store, &result);
  return cord_gateway_call_finish (desk->gateway, cord_await (&result), error);
}

static GVariant *
must_call (Desk *desk, CordCall which, GVariant *arguments)
{
  GError *error = NULL;
  GVariant *answer = call (desk, which, arguments, &error);

  g_assert_no_error (error);
  g_assert_nonnull (answer);
  return answer;
}

static GVariant *
submit (Desk *desk, const CordIntent *intent, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cord_gateway_submit_async (desk->gateway, intent, NULL, cord_await_store, &result);
  return cord_gateway_submit_finish (desk->gateway, cord_await (&result), error);
}

static void
sign_in (Desk *desk)
{
  g_autoptr (GVariant) who
      = must_call (desk, CORD_CALL_SIGN_IN, cord_value_of_strings ("user", "ada", "password", "correct horse", NULL));

  g_assert_cmpstr (cord_value_get_string (who, "role"), ==, "agent");
}

static void
commit (Desk *desk, const char *type, GVariant *body, const CordIntent *intent)
{
  GError *error = NULL;

  g_assert_true (
      cord_chain_commit (desk->chain, desk->journal, cord_chain_next (desk->chain, type, body), NULL, intent, &error));
  g_assert_no_error (error);
}

static void
open_call (Desk *desk)
{
  g_autoptr (GVariant) opened = must_call (
      desk, CORD_CALL_OPEN_INTERACTION,
      cord_value_of_strings ("channel", "phone", "direction", "inbound", "sop", "plan-change", "policy", "eu", NULL));
  GError *error = NULL;

  desk->chain = cord_chain_new (cord_value_get_string (opened, "id"));
  g_assert_true (cord_chain_begin (desk->chain, desk->journal, &error));
  commit (desk, "call.answered", NULL, NULL);
}

static void
verify (Desk *desk, const char *customer, const char *pin)
{
  g_autoptr (GVariant) outcome = must_call (desk, CORD_CALL_VERIFY,
                                            cord_value_of_strings ("interaction", desk->chain->id, "customer", customer,
                                                                   "factor", "pin", "value", pin, NULL));

  g_assert_true (cord_value_get_boolean (outcome, "match"));
}

static GVariant *
ask_change (Desk *desk, const char *effective)
{
  g_autoptr (GVariant) change = cord_change_new ("upgrade", "prod-C10001-home-50", "home-fiber-250", "home-50", 0);
  CordBuilder object;

  cord_builder_init (&object);
  cord_builder_string (&object, "interaction", desk->chain->id);
  cord_builder_string (&object, "customer", CUSTOMER);
  cord_builder_string (&object, "account", "acct-C10001");
  cord_builder_string (&object, "effective", effective);
  cord_builder_value (&object, "change", change);
  return cord_builder_end (&object);
}

static CordIntent *
prepare_order (Desk *desk, GVariant *quote)
{
  g_autoptr (GVariant) asked = ask_change (desk, "2026-11-18");
  g_autoptr (GVariant) seal = cord_value_of_strings ("id", cord_value_get_string (quote, "id"), "seal",
                                                     cord_value_get_string (quote, "seal"), NULL);
  g_autoptr (GVariant) lines = cord_value_empty_array ();
  g_autoptr (GVariant) monthly = cord_value_of_strings ("net", "39.99", "gross", "39.99", "tax", "0", NULL);
  g_autoptr (GVariant) request = NULL;
  CordBuilder object;
  CordIntent *intent;
  GError *error = NULL;

  cord_builder_init (&object);
  cord_builder_extend (&object, asked);
  cord_builder_value (&object, "quote", seal);
  cord_builder_value (&object, "lines", lines);
  cord_builder_string (&object, "currency", "EUR");
  cord_builder_value (&object, "monthly", monthly);
  request = cord_builder_end (&object);
  intent = cord_gateway_prepare (desk->gateway, "order", request, &error);
  g_assert_no_error (error);
  return intent;
}

static CordIntent *
queue_order (Desk *desk)
{
  g_autoptr (GVariant) quote = must_call (desk, CORD_CALL_QUOTE, ask_change (desk, "2026-11-18"));
  CordIntent *intent = prepare_order (desk, quote);

  commit (desk, "order.queued",
          cord_value_of_strings ("operation", intent->operation, "seal", cord_value_get_string (quote, "seal"), NULL),
          intent);
  return intent;
}

static void
commit_placed (Desk *desk, const CordIntent *intent, GVariant *placed)
{
  commit (desk, "order.placed",
          cord_value_of_strings ("operation", intent->operation, "order", cord_value_get_string (placed, "order"),
                                 "number", cord_value_get_string (placed, "number"), "state",
                                 cord_value_get_string (placed, "state"), "effective", "2026-11-18", NULL),
          NULL);
}

typedef struct
{
  CordUploader *uploader;
  gboolean done;
} Upload;

static void
on_pending (CordUploader *uploader, GParamSpec *pspec, Upload *upload)
{
  upload->done = cord_uploader_get_pending (uploader) == 0;
}

static void
await_uploaded (Desk *desk)
{
  Upload upload = { desk->uploader, FALSE };
  gulong id = g_signal_connect (desk->uploader, "notify::pending", G_CALLBACK (on_pending), &upload);

  cord_uploader_start (desk->uploader);
  cord_await_idle ();
  cord_await_flag (&upload.done);
  g_signal_handler_disconnect (desk->uploader, id);
}

/* The whole upgrade, from the search to the end of the record. */
static void
test_upgrade (Desk *desk, gconstpointer data)
{
  g_autoptr (GVariant) found = NULL;
  g_autoptr (GVariant) candidates = NULL;
  g_autoptr (GVariant) first = NULL;
  g_autoptr (GVariant) customer = NULL;
  g_autoptr (GVariant) catalog = NULL;
  g_autoptr (GVariant) qualified = NULL;
  g_autoptr (GVariant) quote = NULL;
  g_autoptr (GVariant) placed = NULL;
  g_autoptr (GVariant) again = NULL;
  g_autoptr (GVariant) state = NULL;
  g_autoptr (GVariant) undone = NULL;
  g_autoptr (GVariant) after = NULL;
  g_autoptr (CordIntent) intent = NULL;
  GError *error = NULL;

  sign_in (desk);
  open_call (desk);
  found = must_call (desk, CORD_CALL_FIND,
                     cord_value_of_strings ("interaction", desk->chain->id, "query", "0171 3920001", NULL));
  candidates = cord_value_dup_array (found, "candidates");
  g_assert_cmpuint (cord_value_length (candidates), ==, 1);
  first = cord_value_dup_at (candidates, 0);
  g_assert_cmpstr (cord_value_get_string (first, "id"), ==, CUSTOMER);
  g_assert_null (strstr (cord_value_get_string (first, "label"), "Okafor"));

  /* Before verification: as if there were no such customer. */
  g_assert_null (call (desk, CORD_CALL_LOAD_CUSTOMER,
                       cord_value_of_strings ("interaction", desk->chain->id, "customer", CUSTOMER, NULL), &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_NOT_FOUND);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "not-found");
  g_clear_error (&error);
  verify (desk, CUSTOMER, "4711");
  customer = must_call (desk, CORD_CALL_LOAD_CUSTOMER,
                        cord_value_of_strings ("interaction", desk->chain->id, "customer", CUSTOMER, NULL));
  g_assert_cmpstr (cord_value_get_string (customer, "name"), ==, "Amara Okafor");
  g_assert_cmpstr (cord_value_get_string (customer, "account.zone"), ==, "Europe/Berlin");
  catalog = must_call (desk, CORD_CALL_LOAD_CATALOG, NULL);
  g_assert_false (cord_value_has (catalog, "cachedAt"));

  qualified = must_call (desk, CORD_CALL_QUALIFY, ask_change (desk, "2026-11-18"));
  g_assert_cmpstr (cord_value_get_string (qualified, "result"), ==, "qualified");
  quote = must_call (desk, CORD_CALL_QUOTE, ask_change (desk, "2026-11-18"));
  g_assert_cmpuint (strlen (cord_value_get_string (quote, "seal")), ==, 64);
  {
    g_autoptr (GVariant) input = cord_value_dup_object (quote, "input");
    g_autoptr (CordQuote) computed = cord_quote_new (input, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (cord_quote_get_sha256 (computed), ==, cord_value_get_string (quote, "seal"));
    g_assert_cmpstr (cord_quote_get_letters (computed), ==, cord_value_get_string (quote, "letters"));
  }

  intent = prepare_order (desk, quote);
  commit (desk, "order.queued",
          cord_value_of_strings ("operation", intent->operation, "seal", cord_value_get_string (quote, "seal"), NULL),
          intent);
  placed = submit (desk, intent, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cord_value_get_string (placed, "state"), ==, "acknowledged");
  /* The same bytes under the same key: the same order. */
  again = submit (desk, intent, &error);
  g_assert_no_error (error);
  g_assert_true (cord_value_equal (placed, again));
  commit_placed (desk, intent, placed);
  g_assert_null (cord_journal_dup_intent (CORD_JOURNAL (desk->journal), intent->operation));

  state = must_call (
      desk, CORD_CALL_ORDER_STATE,
      cord_value_of_strings ("interaction", desk->chain->id, "order", cord_value_get_string (placed, "order"), NULL));
  g_assert_cmpstr (cord_value_get_string (state, "id"), ==, cord_value_get_string (placed, "order"));
  undone = must_call (
      desk, CORD_CALL_UNDO_ORDER,
      cord_value_of_strings ("interaction", desk->chain->id, "order", cord_value_get_string (placed, "order"), NULL));
  g_assert_cmpstr (cord_value_get_string (undone, "state"), ==, "done");
  after = must_call (
      desk, CORD_CALL_ORDER_STATE,
      cord_value_of_strings ("interaction", desk->chain->id, "order", cord_value_get_string (placed, "order"), NULL));
  g_assert_cmpstr (cord_value_get_string (after, "state"), ==, "cancelled");
  await_uploaded (desk);
}

/* The desk is killed between the server's answer and its own record of it: the next start sends the same bytes and
 * gets the same order. */
static void
test_restart (Desk *desk, gconstpointer data)
{
  g_autoptr (GVariant) placed = NULL;
  g_autoptr (GVariant) left = NULL;
  g_autoptr (GVariant) again = NULL;
  g_autoptr (GVariant) who = NULL;
  g_autoptr (CordIntent) intent = NULL;
  g_autoptr (CordIntent) kept = NULL;
  GError *error = NULL;

  sign_in (desk);
  open_call (desk);
  verify (desk, CUSTOMER, "4711");
  intent = queue_order (desk);
  placed = submit (desk, intent, &error);
  g_assert_no_error (error);
  close_desk (desk);
  open_desk (desk);
  who = must_call (desk, CORD_CALL_RESTORE_SIGN_IN, NULL);
  g_assert_cmpstr (cord_value_get_string (who, "user"), ==, "ada");
  left = cord_chain_recover (desk->journal, &error);
  g_assert_no_error (error);
  kept = cord_journal_dup_intent (CORD_JOURNAL (desk->journal), intent->operation);
  g_assert_nonnull (kept);
  g_assert_true (g_bytes_equal (kept->body, intent->body));
  again = submit (desk, kept, &error);
  g_assert_no_error (error);
  g_assert_true (cord_value_equal (placed, again));
  commit_placed (desk, kept, again);
}

/* What was confirmed differs from what the server seals now: STALE, and final under that key. */
static void
test_stale (Desk *desk, gconstpointer data)
{
  g_autoptr (GVariant) quote = NULL;
  g_autoptr (GVariant) other = NULL;
  g_autoptr (CordIntent) intent = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;
  const char *seal;

  sign_in (desk);
  open_call (desk);
  verify (desk, CUSTOMER, "4711");
  quote = must_call (desk, CORD_CALL_QUOTE, ask_change (desk, "2026-11-18"));
  seal = "0000000000000000000000000000000000000000000000000000000000000000";
  other = cord_value_of_strings ("id", cord_value_get_string (quote, "id"), "seal", seal, NULL);
  intent = prepare_order (desk, other);
  commit (desk, "order.queued", cord_value_of_strings ("operation", intent->operation, "seal", seal, NULL), intent);
  g_assert_null (submit (desk, intent, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_STALE);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "quote-stale");
  g_assert_null (submit (desk, intent, &again));
  g_assert_error (again, CORD_ERROR, CORD_ERROR_STALE);
}

static CordIntent *
queue_promise (Desk *desk, const char *at)
{
  const CordAppointmentCall request
      = { .interaction = desk->chain->id, .customer = CUSTOMER, .at = at, .channel = "phone", .purpose = "All well?" };
  g_autoptr (GVariant) document = cord_appointment_call_new (&request);
  GError *error = NULL;
  CordIntent *intent = cord_gateway_prepare (desk->gateway, "appointment", document, &error);

  g_assert_no_error (error);
  commit (desk, "promise.queued",
          cord_value_of_strings ("operation", intent->operation, "kind", "call", "at", at, NULL), intent);
  return intent;
}

/* The only agent is free once at nine: the second time it is refused for good, in words that say what to do, and
 * another time is booked. */
static void
test_full (Desk *desk, gconstpointer data)
{
  g_autoptr (CordIntent) first = NULL;
  g_autoptr (CordIntent) second = NULL;
  g_autoptr (CordIntent) other = NULL;
  g_autoptr (GVariant) booked = NULL;
  g_autoptr (GVariant) later = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  sign_in (desk);
  open_call (desk);
  verify (desk, CUSTOMER, "4711");
  first = queue_promise (desk, "2026-11-19T08:00:00Z");
  second = queue_promise (desk, "2026-11-19T08:00:00Z");
  booked = submit (desk, first, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cord_value_get_string (booked, "state"), ==, "confirmed");
  g_assert_null (submit (desk, second, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "slot-full");
  g_assert_cmpstr (cord_error_get_hint (error), ==,
                   "Choose another time, such as 19 November 2026, 09:30 on the customer’s clock.");
  g_assert_null (submit (desk, second, &again));
  g_assert_cmpstr (cord_error_get_reason (again), ==, "slot-full");
  other = queue_promise (desk, "2026-11-19T08:30:00Z");
  later = submit (desk, other, NULL);
  g_assert_cmpstr (cord_value_get_string (later, "state"), ==, "confirmed");
}

static void
test_locked (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 until;

  sign_in (desk);
  open_call (desk);
  for (guint i = 0; i < 10 && error == NULL; i++)
    {
      g_autoptr (GVariant) outcome = call (desk, CORD_CALL_VERIFY,
                                           cord_value_of_strings ("interaction", desk->chain->id, "customer", CUSTOMER,
                                                                  "factor", "pin", "value", "0000", NULL),
                                           &error);

      g_assert_true (outcome == NULL || !cord_value_get_boolean (outcome, "match"));
    }
  g_assert_error (error, CORD_ERROR, CORD_ERROR_DENIED);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "locked");
  g_assert_true (cord_instant_parse (cord_error_get_hint (error), &until, NULL));
  g_assert_cmpint (until, >, cord_clock_now (desk->clock));
}

/* A call without what it needs fails before anything is sent, and names the member. */
static void
test_missing (Desk *desk, gconstpointer data)
{
  static const struct
  {
    CordCall call;
    const char *names[4]; /* with the value that follows each */
    const char *missing;
  } cases[] = {
    { CORD_CALL_SIGN_IN, { "user", "ada" }, "password" },
    { CORD_CALL_SIGN_IN, { "user", "", "password", "" }, "user" },
    { CORD_CALL_FIND, { "query", "" }, "interaction" },
    { CORD_CALL_VERIFY, { "interaction", "i", "factor", "pin" }, "customer" },
    { CORD_CALL_LOAD_CUSTOMER, { "interaction", "i" }, "customer" },
    { CORD_CALL_UNDO_ORDER, { "interaction", "i" }, "order" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *names = cases[i].names;
      g_autoptr (GError) error = NULL;

      g_assert_null (
          call (desk, cases[i].call, cord_value_of_strings (names[0], names[1], names[2], names[3], NULL), &error));
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
      g_assert_cmpstr (cord_error_get_reason (error), ==, "missing");
      g_assert_cmpstr (cord_error_get_member (error), ==, cases[i].missing);
    }
}

static void
on_online (CordGateway *gateway, gboolean *online)
{
  *online = cord_gateway_get_online (gateway);
}

/* The server stops: the catalog comes from the cache, the order waits, and is sent once when the server is back. */
static void
test_offline (Desk *desk, gconstpointer data)
{
  g_autoptr (GVariant) fresh = NULL;
  g_autoptr (GVariant) cached = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (CordIntent) intent = NULL;
  g_autoptr (CordIntent) kept = NULL;
  g_autoptr (GError) error = NULL;
  gboolean online = FALSE;

  sign_in (desk);
  open_call (desk);
  verify (desk, CUSTOMER, "4711");
  fresh = must_call (desk, CORD_CALL_LOAD_CATALOG, NULL);
  intent = queue_order (desk);
  stop_server (desk);
  answer = submit (desk, intent, &error);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_OFFLINE);
  g_assert_false (cord_gateway_get_online (desk->gateway));
  cached = must_call (desk, CORD_CALL_LOAD_CATALOG, NULL);
  g_assert_nonnull (cord_value_get_string (cached, "cachedAt"));
  g_assert_cmpstr (cord_value_get_string (cached, "version"), ==, cord_value_get_string (fresh, "version"));
  kept = cord_journal_dup_intent (CORD_JOURNAL (desk->journal), intent->operation);
  g_assert_true (g_bytes_equal (kept->body, intent->body));
  g_signal_connect (desk->gateway, "online-changed", G_CALLBACK (on_online), &online);
  desk->server = cord_practice_server_start (&desk->practice, desk->listen, desk->clock);
  cord_await_flag (&online);
}

static void
assert_odd (GVariant *document)
{
  g_autoptr (CordCatalog) catalog = cord_catalog_new (document, NULL);

  g_assert_cmpuint (cord_catalog_get_problems (catalog)->len, ==, 2);
  g_assert_cmpstr (cord_offering_get_problem_member (cord_catalog_find (catalog, "odd-price")), ==, "price");
  g_assert_cmpstr (cord_offering_get_problem_member (cord_catalog_find (catalog, "odd-flag")), ==, "isSellable");
  g_assert_true (cord_offering_is_sellable (cord_catalog_find (catalog, "home-100")));
}

/* Odd entries cost the desk nothing else, from the server or from its own copy. */
static void
test_odd_catalog (Desk *desk, gconstpointer data)
{
  g_autoptr (GVariant) fresh = NULL;
  g_autoptr (GVariant) quote = NULL;
  g_autoptr (GVariant) cached = NULL;

  sign_in (desk);
  open_call (desk);
  verify (desk, CUSTOMER, "4711");
  fresh = must_call (desk, CORD_CALL_LOAD_CATALOG, NULL);
  assert_odd (fresh);
  quote = must_call (desk, CORD_CALL_QUOTE, ask_change (desk, "2026-11-18"));
  g_assert_cmpuint (strlen (cord_value_get_string (quote, "seal")), ==, 64);
  stop_server (desk);
  cached = must_call (desk, CORD_CALL_LOAD_CATALOG, NULL);
  g_assert_nonnull (cord_value_get_string (cached, "cachedAt"));
  assert_odd (cached);
  desk->practice.odd = FALSE;
  desk->server = cord_practice_server_start (&desk->practice, desk->listen, desk->clock);
}

/* The uploader's position is lost (an older copy of the journal): the server's record is compared, and the upload
 * continues. */
static void
test_upload_again (Desk *desk, gconstpointer data)
{
  g_autofree char *path = g_build_filename (desk->dir, "journal.db", NULL);
  g_autoptr (CordDatabase) database = NULL;

  sign_in (desk);
  open_call (desk);
  commit (desk, "call.held", NULL, NULL);
  await_uploaded (desk);
  close_desk (desk);
  database = cord_sqlite_open (path, CORD_SQLITE_JOURNAL, NULL);
  g_assert_true (
      cord_statement_run (cord_database_statement (database, "UPDATE event SET uploaded = (seq = 1)", NULL), NULL));
  g_clear_object (&database);
  open_desk (desk);
  sign_in (desk);
  commit (desk, "call.resumed", NULL, NULL);
  await_uploaded (desk);
}

static void
on_stuck (CordUploader *uploader, const char *interaction, const GError *error, gboolean *stuck)
{
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
  *stuck = TRUE;
}

/* A different history under the same interaction is reported, never forced through. */
static void
test_upload_fork (Desk *desk, gconstpointer data)
{
  g_autofree char *path = g_build_filename (desk->dir, "journal.db", NULL);
  g_autofree char *id = NULL;
  gboolean stuck = FALSE;
  GError *error = NULL;

  sign_in (desk);
  open_call (desk);
  commit (desk, "call.held", NULL, NULL);
  await_uploaded (desk);
  close_desk (desk);
  g_assert_cmpint (g_unlink (path), ==, 0);
  open_desk (desk);
  sign_in (desk);
  id = g_strdup (desk->chain->id);
  cord_chain_free (desk->chain);
  desk->chain = cord_chain_new (id);
  g_assert_true (cord_chain_begin (desk->chain, desk->journal, &error));
  commit (desk, "call.ended", NULL, NULL);
  g_signal_connect (desk->uploader, "stuck", G_CALLBACK (on_stuck), &stuck);
  cord_uploader_start (desk->uploader);
  cord_await_flag (&stuck);
  g_assert_cmpuint (cord_uploader_get_pending (desk->uploader), ==, 1);
}

/* Lists that are too long for one answer are read to their end, and nothing else changes. */
static void
test_long_lists (Desk *desk, gconstpointer data)
{
  g_autoptr (GVariant) customer = NULL;
  g_autoptr (GVariant) calls = NULL;
  g_autoptr (GVariant) bills = NULL;

  sign_in (desk);
  open_call (desk);
  verify (desk, CUSTOMER, "4711");
  customer = must_call (desk, CORD_CALL_LOAD_CUSTOMER,
                        cord_value_of_strings ("interaction", desk->chain->id, "customer", CUSTOMER, NULL));
  calls = cord_value_dup_array (customer, "interactions");
  bills = cord_value_dup_array (customer, "bills");
  g_assert_cmpuint (cord_value_length (calls), >, CORD_PRACTICE_CALLS);
  g_assert_cmpuint (cord_value_length (bills), >, 0);
  g_assert_cmpuint (cord_value_length (bills), <, CORD_PRACTICE_CALLS);
}

#define ADD(name, func) g_test_add ("/round-trip/" name, Desk, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("upgrade", test_upgrade);
  ADD ("restart", test_restart);
  ADD ("stale", test_stale);
  ADD ("locked", test_locked);
  ADD ("missing", test_missing);
  ADD ("offline", test_offline);
  ADD ("upload-again", test_upload_again);
  ADD ("upload-fork", test_upload_fork);
  g_test_add ("/round-trip/full", Desk, "shift", set_up, test_full, tear_down);
  g_test_add ("/round-trip/odd-catalog", Desk, "odd", set_up, test_odd_catalog, tear_down);
  g_test_add ("/round-trip/long-lists", Desk, "crowded", set_up, test_long_lists, tear_down);
  return g_test_run ();
}
