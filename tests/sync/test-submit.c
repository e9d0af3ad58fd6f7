/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/cord-await.h"
#include "sync/cord-chain.h"
#include "sync/gateway/cord-remote-gateway.h"
#include "sync/remote/cord-remote-token.h"
#include "sync/cord-stub-server.h"

#include <string.h>

/* The table of replies (docs/reliability.md, "Sending"), against a server that answers as the row says. */

#define PLACED "{\"id\":\"o-1\",\"@type\":\"ProductOrder\",\"state\":\"acknowledged\",\"cordboardNumber\":\"N-1\"}"

typedef struct
{
  CordStubServer *server;
  CordClock *clock;
  CordSignIn *sign_in;
  CordRemote *remote;
  CordJournalDb *journal;
  CordGateway *gateway;
  CordChain *chain;
  CordIntent *intent;
} Desk;

/* The rows of a test: the answers to the first, second … order; the last one repeats. NULL closes the connection. */
typedef struct
{
  const char *const *answers;
  guint n_answers;
  gint orders;
} Script;

static char *
answer_script (const CordStubRequest *request, guint number, gpointer user_data)
{
  Script *script = user_data;
  const char *text;
  guint at;

  if (g_str_equal (request->path, "/cordboard/v1/token"))
    return cord_stub_json ("{\"access_token\":\"a\",\"refresh_token\":\"r\",\"role\":\"agent\",\"token_type\":"
                           "\"Bearer\",\"expires_in\":300}");
  if (g_str_equal (request->path, "/cordboard/v1/health"))
    return cord_stub_json ("{}");
  at = (guint)g_atomic_int_add (&script->orders, 1);
  text = script->answers[MIN (at, script->n_answers - 1)];
  return g_strdup (text);
}

static GVariant *
make_request (Desk *desk)
{
  g_autoptr (GVariant) change
      = cord_value_of_strings ("kind", "upgrade", "product", "p-1", "offering", "fast", "from", "slow", NULL);
  g_autoptr (GVariant) quote = cord_value_of_strings ("id", "q-1", "seal", "ab", NULL);
  g_autoptr (GVariant) lines = cord_value_empty_array ();
  g_autoptr (GVariant) monthly = cord_value_of_strings ("net", "13.55", "gross", "13.55", "tax", "0", NULL);
  CordBuilder object;

  cord_builder_init (&object);
  cord_builder_string (&object, "interaction", desk->chain->id);
  cord_builder_string (&object, "customer", "C-1");
  cord_builder_string (&object, "account", "A-1");
  cord_builder_string (&object, "effective", "2026-11-18");
  cord_builder_string (&object, "currency", "EUR");
  cord_builder_value (&object, "monthly", monthly);
  cord_builder_value (&object, "change", change);
  cord_builder_value (&object, "quote", quote);
  cord_builder_value (&object, "lines", lines);
  return cord_builder_end (&object);
}

static void
queue (Desk *desk)
{
  g_autoptr (GVariant) request = make_request (desk);
  CordEvent *event;
  GError *error = NULL;

  desk->intent = cord_gateway_prepare (desk->gateway, "order", request, &error);
  g_assert_no_error (error);
  g_assert_true (cord_chain_begin (desk->chain, desk->journal, &error));
  event = cord_chain_next (desk->chain, "order.queued",
                           cord_value_of_strings ("operation", desk->intent->operation, "seal", "ab", NULL));
  g_assert_true (cord_chain_commit (desk->chain, desk->journal, event, NULL, desk->intent, &error));
  g_assert_no_error (error);
}

static void
open_desk (Desk *desk, Script *script)
{
  g_autoptr (GBytes) key = cord_chain_key (3);
  g_autoptr (CordCache) cache = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) who = NULL;
  g_autofree char *uri = NULL;
  GError *error = NULL;

  desk->server = cord_stub_server_new (answer_script, script);
  uri = cord_stub_server_dup_uri (desk->server);
  desk->clock = cord_clock_new_fixed (1700000000 * G_TIME_SPAN_SECOND);
  desk->sign_in = cord_sign_in_memory_new ();
  desk->chain = cord_chain_new ("i-1");
  desk->journal = cord_chain_open (NULL, key, desk->clock, &error);
  g_assert_no_error (error);
  desk->remote = cord_remote_new (uri, cord_journal_db_get_device (desk->journal), desk->sign_in, desk->clock, &error);
  cord_connectivity_set_pace (cord_remote_get_connectivity (desk->remote), 5, 20);
  cache = cord_cache_new (NULL, desk->clock);
  desk->gateway = CORD_GATEWAY (cord_remote_gateway_new (desk->remote, cache, desk->journal, NULL, NULL));
  cord_remote_sign_in_async (desk->remote, "ada", "x", NULL, cord_await_store, &result);
  who = cord_remote_sign_in_finish (desk->remote, cord_await (&result), &error);
  g_assert_no_error (error);
  queue (desk);
}

static void
close_desk (Desk *desk)
{
  cord_intent_free (desk->intent);
  cord_chain_free (desk->chain);
  g_object_unref (desk->gateway);
  g_object_unref (desk->remote);
  g_object_unref (desk->sign_in);
  cord_await_idle ();
  cord_chain_close (desk->journal);
  g_object_unref (desk->clock);
  cord_stub_server_free (desk->server);
}

static GVariant *
submit (Desk *desk, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CordIntent) kept = cord_journal_dup_intent (CORD_JOURNAL (desk->journal), desk->intent->operation);

  cord_gateway_submit_async (desk->gateway, kept != NULL ? kept : desk->intent, NULL, cord_await_store, &result);
  return cord_gateway_submit_finish (desk->gateway, cord_await (&result), error);
}

static void
check_orders (Desk *desk, guint expected)
{
  g_autofree char *stream = NULL; /* one device id for all tries */
  guint found = 0;

  for (guint i = 0; i < cord_stub_server_count (desk->server); i++)
    {
      const CordStubRequest *request = cord_stub_server_get (desk->server, i);
      g_autofree char *key = cord_stub_request_dup_header (request, "idempotency-key");
      g_autofree char *sequence = cord_stub_request_dup_header (request, "cordboard-sequence");
      g_autofree char *device = cord_stub_request_dup_header (request, "cordboard-device");
      g_autofree char *interaction = cord_stub_request_dup_header (request, "cordboard-interaction");

      if (!g_str_equal (request->path, desk->intent->path))
        continue;
      found++;
      g_assert_cmpstr (key, ==, desk->intent->operation);
      g_assert_cmpstr (sequence, ==, "1");
      if (stream == NULL)
        stream = g_strdup (device);
      g_assert_nonnull (device);
      g_assert_cmpstr (device, ==, stream);
      g_assert_cmpstr (interaction, ==, "i-1");
      g_assert_cmpmem (request->body, strlen (request->body), g_bytes_get_data (desk->intent->body, NULL),
                       g_bytes_get_size (desk->intent->body));
    }
  g_assert_cmpuint (found, ==, expected);
}

static void
on_online_changed (CordGateway *gateway, gboolean *again)
{
  *again = cord_gateway_get_online (gateway);
}

/* Not an outcome: kept, reported as OFFLINE, worth trying again later, and then the same bytes under the same key. */
static void
check_later (const char *first)
{
  g_autofree char *placed = cord_stub_answer (201, "ETag: \"1\"\r\n", PLACED);
  const char *answers[] = { first, placed };
  Script script = { answers, 2, 0 };
  Desk desk = { NULL };
  gboolean again = FALSE;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;

  open_desk (&desk, &script);
  g_signal_connect (desk.gateway, "online-changed", G_CALLBACK (on_online_changed), &again);
  g_assert_null (submit (&desk, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_OFFLINE);
  g_assert_nonnull (cord_error_get_hint (error));
  g_clear_error (&error);
  cord_await_flag (&again);
  answer = submit (&desk, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cord_value_get_string (answer, "order"), ==, "o-1");
  g_assert_cmpstr (cord_value_get_string (answer, "number"), ==, "N-1");
  check_orders (&desk, 2);
  close_desk (&desk);
}

static void
test_later (void)
{
  static const int statuses[] = { 408, 429, 500, 502, 503, 504 };
  g_autofree char *moved = cord_stub_answer (302, "Location: /x\r\n", "");
  g_autofree char *junk = cord_stub_answer (201, NULL, "<html>welcome to the hotel</html>");
  g_autofree char *wrong = cord_stub_answer (201, NULL, "[]");

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *text = cord_stub_answer (statuses[i], NULL, "{\"reason\":\"x\",\"code\":\"invalid\"}");

      check_later (text);
    }
  check_later (NULL);
  check_later (moved);
  check_later (junk);
  check_later (wrong);
  check_later ("HTTP/1.1 201 Created\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{\"id\"");
}

static void
test_busy (void)
{
  g_autofree char *busy = cord_stub_answer (409, NULL, "{\"reason\":\"in-progress\",\"code\":\"conflict\"}");
  g_autofree char *early = cord_stub_answer (425, NULL, "");
  g_autofree char *placed = cord_stub_answer (200, "Idempotency-Replayed: ?1\r\n", PLACED);
  const char *answers[] = { busy, early, placed };
  Script script = { answers, 3, 0 };
  Desk desk = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;

  open_desk (&desk, &script);
  answer = submit (&desk, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cord_value_get_string (answer, "state"), ==, "acknowledged");
  check_orders (&desk, 3);
  close_desk (&desk);
}

static void
check_final (int status, const char *body, CordError code, const char *reason)
{
  g_autofree char *text = cord_stub_answer (status, NULL, body);
  const char *answers[] = { text };
  Script script = { answers, 1, 0 };
  Desk desk = { NULL };
  g_autoptr (GError) error = NULL;

  open_desk (&desk, &script);
  g_assert_null (submit (&desk, &error));
  g_assert_error (error, CORD_ERROR, (int)code);
  g_assert_cmpstr (cord_error_get_reason (error), ==, reason);
  check_orders (&desk, 1);
  close_desk (&desk);
}

static void
test_final (void)
{
  check_final (400, "{\"code\":\"invalid\",\"reason\":\"missing\",\"member\":\"x\"}", CORD_ERROR_INVALID, "missing");
  check_final (403, "{\"code\":\"denied\",\"reason\":\"R2\"}", CORD_ERROR_DENIED, "R2");
  check_final (404, "", CORD_ERROR_NOT_FOUND, NULL);
  check_final (410, "{\"code\":\"conflict\",\"reason\":\"operation-expired\"}", CORD_ERROR_CONFLICT,
               "operation-expired");
  check_final (409, "{\"code\":\"stale\",\"reason\":\"quote-stale\"}", CORD_ERROR_STALE, "quote-stale");
  check_final (409, "{\"code\":\"conflict\",\"reason\":\"price-changed\"}", CORD_ERROR_STALE, "quote-stale");
  check_final (412, "", CORD_ERROR_STALE, "quote-stale");
  check_final (409, "{\"code\":\"conflict\",\"reason\":\"cancelled\"}", CORD_ERROR_CONFLICT, "cancelled");
  /* What cannot be sent again must not be reported as such. */
  check_final (422, "{\"code\":\"offline\",\"reason\":\"odd\"}", CORD_ERROR_INVALID, "odd");
  g_test_expect_message ("cord-sync", G_LOG_LEVEL_WARNING, "*set aside*");
  check_final (422, "{\"code\":\"conflict\",\"reason\":\"key-reuse\"}", CORD_ERROR_CONFLICT, "key-reuse");
  g_test_assert_expected_messages ();
}

/* Sent only after it is on disk, and nothing is sent that the journal does not have. */
static void
test_unknown (void)
{
  g_autofree char *placed = cord_stub_answer (201, NULL, PLACED);
  const char *answers[] = { placed };
  Script script = { answers, 1, 0 };
  Desk desk = { NULL };
  g_autoptr (GVariant) request = NULL;
  g_autoptr (CordIntent) loose = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  open_desk (&desk, &script);
  request = make_request (&desk);
  loose = cord_gateway_prepare (desk.gateway, "order", request, &error);
  g_assert_cmpstr (loose->operation, !=, desk.intent->operation);
  cord_gateway_submit_async (desk.gateway, loose, NULL, cord_await_store, &result);
  g_assert_null (cord_gateway_submit_finish (desk.gateway, cord_await (&result), &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_NOT_FOUND);
  check_orders (&desk, 0);
  g_clear_error (&error);
  g_assert_null (cord_gateway_prepare (desk.gateway, "letter", request, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_clear_object (&result);
  close_desk (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/submit/later", test_later);
  g_test_add_func ("/submit/busy", test_busy);
  g_test_add_func ("/submit/final", test_final);
  g_test_add_func ("/submit/unknown", test_unknown);
  return g_test_run ();
}
