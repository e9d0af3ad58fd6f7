/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-server.h"

#include "base/cord-id.h"
#include "base/cord-text.h"
#include "store/cord-resource-store.h"
#include "store/cord-server-store.h"
#include "store/sqlite/cord-sqlite-database.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* A store that is full, read-only, locked by another program, or damaged: reported as such, nothing written in part,
 * and all is well again when the fault is over. */

#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define QUOTE "/tmf-api/quoteManagement/v4/quote"
#define ITEM                                                                                                           \
  "{\"id\":\"1\",\"action\":\"modify\",\"cordboardKind\":\"upgrade\",\"product\":{\"id\":\"line-1\","                  \
  "\"productOffering\":{\"id\":\"basic\"}},\"productOffering\":{\"id\":\"fast\"}}"
#define PARTY "\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}]"
#define FLIPPED_FILES 200

static void
execute (sqlite3 *handle, const char *sql)
{
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

/* For the server's own connection, which runs it between two of its statements. */
static void
ask_sqlite (TestServer *server, const char *sql)
{
  execute (cord_sqlite_database_get_handle (server->database), sql);
}

static int
add_to_checksum (gpointer checksum, int n, char **values, char **names)
{
  for (int i = 0; i < n; i++)
    g_checksum_update (checksum, (const guchar *)(values[i] != NULL ? values[i] : ""), -1);
  return 0;
}

static int
add_name (gpointer tables, int n, char **values, char **names)
{
  g_ptr_array_add (tables, g_strdup (values[0]));
  return 0;
}

/* All durable data, as one text. */
static char *
fingerprint (TestServer *server)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open_v2 (server->store, &handle, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", add_name,
                                 tables, NULL),
                   ==, SQLITE_OK);
  for (guint i = 0; i < tables->len; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", (char *)g_ptr_array_index (tables, i));

      g_assert_cmpint (sqlite3_exec (handle, sql, add_to_checksum, checksum, NULL), ==, SQLITE_OK);
    }
  sqlite3_close (handle);
  return g_strdup (g_checksum_get_string (checksum));
}

static void
assert_unavailable (const TestReply *reply)
{
  test_assert_problem (reply, 503, "store-unavailable");
  g_assert_cmpstr (test_header (reply, "Retry-After"), ==, "1");
}

static TestReply *
add_offering (TestServer *server)
{
  return test_send (server, "POST", CATALOG, "{\"name\":\"x\",\"lifecycleStatus\":\"Active\"}", NULL);
}

/* Each page that the order needs is refused in turn. */
static void
test_full (void)
{
  g_autoptr (TestServer) server = test_server_new_stored ();
  g_autoptr (TestReply) quoted = NULL;
  g_autoptr (TestReply) again = NULL;
  g_autofree char *body = NULL;
  g_autofree char *key = NULL;
  guint status = 503, refusals = 0;

  test_sign_in (server, "agent");
  test_open (server);
  test_verify (server, "C1", "4711");
  quoted = test_send (server, "POST", QUOTE, "{\"instantSyncQuote\":true," PARTY ",\"quoteItem\":[" ITEM "]}", NULL);
  test_assert_status (quoted, 200);
  key = cord_id_new (server->clock);
  body = g_strdup_printf ("{" PARTY ",\"billingAccount\":{\"id\":\"acct-C1\"},\"productOrderItem\":[" ITEM "],"
                          "\"quote\":[{\"id\":\"%s\"}],\"cordboardSeal\":\"%s\",\"note\":[{\"text\":\"%0*d\"}]}",
                          test_text (quoted, "id"), test_text (quoted, "cordboardSeal.sha256"), 20000, 0);
  for (guint spare = 0; status == 503; spare++)
    {
      g_autofree char *before = fingerprint (server);
      g_autofree char *limit = g_strdup_printf ("PRAGMA max_page_count = %u", 1 + spare);
      g_autoptr (TestReply) placed = NULL;
      g_autofree char *after = NULL;

      /* No smaller than it is already. */
      ask_sqlite (server, limit);
      placed = test_send (server, "POST", ORDER, body, "Idempotency-Key", key, "Cordboard-Device", "desk-1", NULL);
      status = placed->status;
      if (status != 503)
        break;
      assert_unavailable (placed);
      after = fingerprint (server);
      g_assert_cmpstr (before, ==, after);
      refusals++;
    }
  g_assert_cmpuint (status, ==, 201);
  g_assert_cmpuint (refusals, >, 0);
  again = test_send (server, "POST", ORDER, body, "Idempotency-Key", key, "Cordboard-Device", "desk-1", NULL);
  test_assert_status (again, 201);
  g_assert_cmpstr (test_header (again, "Idempotency-Replayed"), ==, "?1");
}

static void
test_read_only (void)
{
  g_autoptr (TestServer) server = test_server_new_stored ();
  g_autoptr (TestReply) refused = NULL;
  g_autoptr (TestReply) read = NULL;
  g_autoptr (TestReply) done = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  test_sign_in (server, "billing");
  before = fingerprint (server);
  ask_sqlite (server, "PRAGMA query_only = ON");
  refused = add_offering (server);
  read = test_send (server, "GET", CATALOG, NULL, NULL);
  ask_sqlite (server, "PRAGMA query_only = OFF");
  after = fingerprint (server);
  assert_unavailable (refused);
  test_assert_status (read, 200);
  g_assert_cmpstr (before, ==, after);
  done = add_offering (server);
  test_assert_status (done, 201);
}

/* Readers are answered meanwhile, and writers do not wait for long, since nobody else is answered meanwhile. */
static void
test_locked (void)
{
  g_autoptr (TestServer) server = test_server_new_stored ();
  g_autoptr (TestReply) refused = NULL;
  g_autoptr (TestReply) read = NULL;
  g_autoptr (TestReply) done = NULL;
  sqlite3 *other;
  gint64 began;

  test_sign_in (server, "billing");
  g_assert_cmpint (sqlite3_open (server->store, &other), ==, SQLITE_OK);
  execute (other, "BEGIN EXCLUSIVE");
  began = g_get_monotonic_time ();
  refused = add_offering (server);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 4 * G_TIME_SPAN_SECOND);
  read = test_send (server, "GET", CATALOG, NULL, NULL);
  execute (other, "ROLLBACK");
  sqlite3_close (other);
  assert_unavailable (refused);
  test_assert_status (read, 200);
  done = add_offering (server);
  test_assert_status (done, 201);
}

static gboolean
touch (const CordStoredResource *resource, gpointer n)
{
  *(gsize *)n += strlen (resource->id) + strlen (resource->document);
  return TRUE;
}

/* Uses the file, or refuses it with a message that names it and says what to do, and leaves nothing of its own in
 * it. */
static void
use (const char *path)
{
  g_autofree char *address = g_strconcat ("sqlite:", path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordDatabase) database = cord_server_store_open (address, &error);
  g_autofree char *clean = NULL;
  gsize n = 0;

  if (database != NULL && cord_resource_store_each (database, "product", 0, -1, touch, &n, &error)
      && cord_resource_store_each (database, "productOffering", 0, -1, touch, &n, &error))
    cord_resource_store_put (database, "category", "x", "{}", NULL, 0, NULL, &error);
  if (error == NULL)
    return;
  clean = cord_text_clean (error->message, 1000);
  g_assert_cmpstr (clean, ==, error->message);
  g_assert_true (database != NULL || strstr (error->message, path) != NULL);
  g_assert_true (error->domain == CORD_ERROR);
  g_assert_nonnull (cord_error_get_hint (error));
}

static void
write_file (const char *folder, const char *name, const char *bytes, gsize length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, bytes, (gssize)length, NULL));
}

static void
test_damaged (void)
{
  g_autoptr (TestServer) server = test_server_new_stored ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree char *path = g_build_filename (server->folder, "copy.db", NULL);
  g_autofree char *whole = NULL;
  gsize length;

  cord_server_thread_stop (server->server);
  g_assert_true (g_file_get_contents (server->store, &whole, &length, NULL));
  for (guint i = 0; i < FLIPPED_FILES; i++)
    {
      g_autofree char *bytes = g_memdup2 (whole, length);

      for (guint j = 0; j <= i / 8; j++)
        bytes[g_rand_int_range (rand, 0, (gint32)length)] = (char)g_rand_int (rand);
      write_file (server->folder, "copy.db", bytes,
                  i % 10 == 9 ? (gsize)g_rand_int_range (rand, 0, (gint32)length) : length);
      use (path);
    }
  write_file (server->folder, "copy.db", "a letter, not a store", 21);
  use (path);
  use (server->folder);
}

/* A damaged row is the store's fault, not that of the request. */
static void
test_damaged_row (void)
{
  g_autoptr (TestServer) server = test_server_new_stored ();
  g_autoptr (TestReply) reply = NULL;

  test_sign_in (server, "billing");
  ask_sqlite (server, "UPDATE resource SET document = substr (document, 5) WHERE id = 'fast'");
  reply = test_send (server, "GET", CATALOG "/fast", NULL, NULL);
  test_assert_problem (reply, 500, "corrupt");
}

/* A customer that cannot be read is never reported as absent. */
static void
test_damaged_search (void)
{
  g_autoptr (TestServer) server = test_server_new_stored ();
  g_autoptr (TestReply) before = NULL;
  g_autoptr (TestReply) after = NULL;

  test_sign_in (server, "agent");
  test_open (server);
  before = test_send (server, "GET", "/cordboard/v1/customer/search?q=C1", NULL, NULL);
  test_assert_status (before, 200);
  ask_sqlite (server, "UPDATE resource SET document = '{\"id\"' WHERE id = 'C1' AND type = 'customer'");
  after = test_send (server, "GET", "/cordboard/v1/customer/search?q=C1", NULL, NULL);
  test_assert_problem (after, 500, "corrupt");
}

/* What cannot be looked up is neither absent, nor wrong, nor free. */
static void
test_unreadable (void)
{
  g_autoptr (TestServer) server = test_server_new_stored ();
  g_autoptr (TestReply) identified = NULL;
  g_autoptr (TestReply) revoked = NULL;
  g_autoptr (TestReply) signed_in = NULL;
  g_autoptr (TestReply) created = NULL;

  test_sign_in (server, "billing");
  ask_sqlite (server, "ALTER TABLE token RENAME TO lost");
  identified = test_send (server, "GET", CATALOG "/fast", NULL, NULL);
  revoked = test_send (server, "POST", "/cordboard/v1/token/revoke", "{\"token\":\"x\"}", NULL);
  ask_sqlite (server, "ALTER TABLE lost RENAME TO token");
  g_assert_cmpuint (identified->status, >=, 500);
  g_assert_cmpuint (revoked->status, >=, 500);
  ask_sqlite (server, "ALTER TABLE user RENAME TO lost");
  signed_in = test_send (server, "POST", "/cordboard/v1/token",
                         "{\"grant_type\":\"password\",\"username\":\"x\",\"password\":\"y\"}", NULL);
  ask_sqlite (server, "ALTER TABLE lost RENAME TO user");
  g_assert_cmpuint (signed_in->status, >=, 500);
  ask_sqlite (server, "ALTER TABLE resource RENAME TO lost");
  created = test_send (server, "POST", CATALOG, "{\"id\":\"new\",\"name\":\"x\",\"lifecycleStatus\":\"Active\"}", NULL);
  ask_sqlite (server, "ALTER TABLE lost RENAME TO resource");
  g_assert_cmpuint (created->status, >=, 500);
}

/* A catalog whose version cannot be read is neither one that never changed nor the one that was read before. */
static void
test_unreadable_version (void)
{
  g_autoptr (TestServer) server = test_server_new_stored ();
  g_autoptr (TestReply) quoted = NULL;
  g_autoptr (TestReply) changes = NULL;
  g_autoptr (TestReply) refused = NULL;
  g_autoptr (TestReply) metrics = NULL;
  g_autoptr (TestReply) again = NULL;
  const char *body = "{\"instantSyncQuote\":true," PARTY ",\"quoteItem\":[" ITEM "]}";

  test_sign_in (server, "agent");
  test_open (server);
  test_verify (server, "C1", "4711");
  quoted = test_send (server, "POST", QUOTE, body, NULL);
  test_assert_status (quoted, 200);
  ask_sqlite (server, "ALTER TABLE catalog_change RENAME TO lost");
  changes = test_send (server, "GET", "/cordboard/v1/catalog/change?since=0", NULL, NULL);
  refused = test_send (server, "POST", QUOTE, body, NULL);
  metrics = test_send (server, "GET", "/metrics", NULL, NULL);
  ask_sqlite (server, "ALTER TABLE lost RENAME TO catalog_change");
  g_assert_cmpuint (changes->status, >=, 500);
  g_assert_cmpuint (refused->status, >=, 500);
  test_assert_status (metrics, 200);
  g_assert_null (strstr (metrics->text, "cordboard_catalog_version"));
  again = test_send (server, "POST", QUOTE, body, NULL);
  test_assert_status (again, 200);
}

/* The customer says which party it is: when that cannot be read, no caller is refused and nothing is left out. */
static void
test_unreadable_owner (void)
{
  static const char *const paths[]
      = { "/tmf-api/party/v4/individual/party-C1", "/tmf-api/party/v4/individual?id=party-C1" };
  g_autoptr (TestServer) server = test_server_new_stored ();

  test_sign_in (server, "agent");
  test_open (server);
  test_verify (server, "C1", "4711");
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (TestReply) before = test_send (server, "GET", paths[i], NULL, NULL);
      g_autoptr (TestReply) reply = NULL;

      test_assert_status (before, 200);
      ask_sqlite (server, "UPDATE resource SET document = 'x' || document WHERE type = 'customer'");
      reply = test_send (server, "GET", paths[i], NULL, NULL);
      ask_sqlite (server, "UPDATE resource SET document = substr(document, 2) WHERE type = 'customer'");
      g_assert_cmpuint (reply->status, >=, 500);
    }
}

/* A kit's customer who cannot be looked up is not an unknown one, who would get a quote of nothing. */
static void
test_unreadable_customer (void)
{
  g_autoptr (TestServer) server = test_server_new (TRUE, "127.0.0.1:0");
  g_autoptr (TestReply) quoted = NULL;
  g_autoptr (TestReply) ordered = NULL;

  ask_sqlite (server, "ALTER TABLE resource RENAME TO lost");
  quoted = test_send (server, "POST", QUOTE, "{\"instantSyncQuote\":true," PARTY ",\"quoteItem\":[" ITEM "]}", NULL);
  ordered = test_send (server, "POST", ORDER, "{" PARTY ",\"productOrderItem\":[" ITEM "," ITEM "]}", NULL);
  ask_sqlite (server, "ALTER TABLE lost RENAME TO resource");
  g_assert_cmpuint (quoted->status, >=, 500);
  g_assert_cmpuint (ordered->status, >=, 500);
}

/* Messages and due orders wait until the store can be read; no answer fails because of them. */
static void
test_unreadable_queues (void)
{
  static const char *const tables[] = { "spool", "work" };
  g_autoptr (TestServer) server = test_server_new_stored ();

  test_sign_in (server, "billing");
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *lose = g_strdup_printf ("ALTER TABLE %s RENAME TO lost", tables[i]);
      g_autofree char *find = g_strdup_printf ("ALTER TABLE lost RENAME TO %s", tables[i]);
      g_autoptr (TestReply) reply = NULL;

      ask_sqlite (server, lose);
      reply = add_offering (server);
      ask_sqlite (server, find);
      test_assert_status (reply, 201);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* The server warns of each, as it should. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_test_add_func ("/server/store-faults/full", test_full);
  g_test_add_func ("/server/store-faults/read-only", test_read_only);
  g_test_add_func ("/server/store-faults/locked", test_locked);
  g_test_add_func ("/server/store-faults/damaged", test_damaged);
  g_test_add_func ("/server/store-faults/damaged-row", test_damaged_row);
  g_test_add_func ("/server/store-faults/damaged-search", test_damaged_search);
  g_test_add_func ("/server/store-faults/unreadable", test_unreadable);
  g_test_add_func ("/server/store-faults/unreadable-version", test_unreadable_version);
  g_test_add_func ("/server/store-faults/unreadable-owner", test_unreadable_owner);
  g_test_add_func ("/server/store-faults/unreadable-customer", test_unreadable_customer);
  g_test_add_func ("/server/store-faults/unreadable-queues", test_unreadable_queues);
  return g_test_run ();
}
