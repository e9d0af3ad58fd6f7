/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-hub.h"

#include "base/cord-period.h"
#include "ctl/import/cord-import.h"
#include "store/cord-user-store.h"
#include "store/sqlite/cord-sqlite-database.h"

static gboolean
populate (CordDatabase *database, gint64 now, gpointer user_data, GError **error)
{
  g_autofree char *data = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "tests", "server", "data", NULL);
  CordImport import = { .database = database, .now = now, .cost = &CORD_SECRET_COST_LOWEST };

  return cord_import (&import, data, NULL, error)
         && cord_client_store_put (database, "billing", TEST_PASSWORD, &CORD_SECRET_COST_LOWEST, now, error)
         && cord_client_store_put (database, "other", TEST_PASSWORD, &CORD_SECRET_COST_LOWEST, now, error)
         && cord_user_store_put (database, "root", "admin", TEST_PASSWORD, &CORD_SECRET_COST_LOWEST, now, error);
}

static void
start (TestServer *self, gboolean kit_mode, const char *hub_allow, gboolean first)
{
  g_autofree char *store = g_strconcat ("sqlite:", self->store, NULL);
  g_autofree char *policies = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "data", "policy", NULL);
  g_autoptr (GError) error = NULL;
  CordServerOptions options;

  cord_server_options_init (&options);
  options.store = store;
  options.listen = "127.0.0.1:0";
  options.kit_mode = kit_mode;
  options.policy_dir = policies;
  options.hub_allow = hub_allow;
  options.cost = &CORD_SECRET_COST_LOWEST;
  options.populate = first ? populate : NULL;
  self->server = cord_server_new (&options, self->clock, &error);
  g_assert_no_error (error);
  cord_server_thread_start (self->server, &error);
  g_assert_no_error (error);
}

TestServer *
test_hub_server_new (gboolean kit_mode, const char *hub_allow)
{
  TestServer *self = g_new0 (TestServer, 1);
  gint64 now;

  g_assert_true (cord_instant_parse ("2026-06-17T10:00:00Z", &now, NULL));
  self->folder = g_dir_make_tmp ("cordboard-hub-XXXXXX", NULL);
  self->store = g_build_filename (self->folder, "store.db", NULL);
  self->clock = cord_clock_new_fixed (now);
  self->session = soup_session_new_with_options ("timeout", 20, NULL);
  start (self, kit_mode, hub_allow, TRUE);
  return self;
}

void
test_hub_server_restart (TestServer *self, gboolean kit_mode, const char *hub_allow)
{
  soup_session_abort (self->session);
  cord_server_thread_stop (self->server);
  g_assert_finalize_object (self->server);
  start (self, kit_mode, hub_allow, FALSE);
}

void
test_hub_sign_in (TestServer *self, const char *client)
{
  g_autofree char *body = g_strdup_printf (
      "{\"grant_type\":\"client_credentials\",\"client_id\":\"%s\",\"client_secret\":\"%s\"}", client, TEST_PASSWORD);
  g_autoptr (TestReply) reply = NULL;

  g_clear_pointer (&self->token, g_free);
  reply = test_send (self, "POST", "/cordboard/v1/token", body, NULL);
  test_assert_status (reply, 200);
  self->token = g_strdup (test_text (reply, "access_token"));
}

char *
test_hub_register (TestServer *self, const char *base, const char *callback, const char *query)
{
  g_autofree char *path = g_strconcat (base, "/hub", NULL);
  g_autofree char *body = query != NULL ? g_strdup_printf ("{\"callback\":\"%s\",\"query\":\"%s\"}", callback, query)
                                        : g_strdup_printf ("{\"callback\":\"%s\"}", callback);
  g_autoptr (TestReply) reply = test_send (self, "POST", path, body, NULL);

  test_assert_status (reply, 201);
  return g_strdup (test_header (reply, "Location"));
}

void
test_hub_patch (TestServer *self, const char *path, const char *patch)
{
  g_autoptr (TestReply) reply = test_send (self, "PATCH", path, patch, "If-Match", "*", NULL);

  test_assert_status (reply, 200);
}

gint64
test_hub_read (TestServer *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordDatabase) beside = cord_sqlite_open (self->store, CORD_SQLITE_SERVER, &error);
  CordStatement *statement;
  gboolean row;
  gint64 value;

  g_assert_no_error (error);
  statement = cord_database_statement (beside, sql, &error);
  g_assert_no_error (error);
  g_assert_true (cord_statement_step (statement, &row, &error) && row);
  value = cord_statement_get_integer (statement, 0);
  cord_statement_reset (statement);
  return value;
}

static gboolean
is_taken (gpointer data)
{
  return test_hub_read (data, "SELECT coalesce (sum (a.position - l.position), 0) FROM hub_listener l"
                              " JOIN hub_api a ON a.base = l.base")
         == 0;
}

void
test_hub_await_taken (TestServer *self)
{
  test_await (is_taken, self);
}
