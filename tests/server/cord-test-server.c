/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-server.h"
#include "cord-test-folder.h"

#include "base/cord-period.h"
#include "ctl/import/cord-import.h"
#include "store/cord-server-store.h"
#include "store/cord-user-store.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>

#define NOW "2026-06-17T10:00:00Z"

static const struct
{
  const char *name;
  const char *role;
} users[] = { { "agent", "agent" },   { "other", "agent" },   { "boss", "supervisor" },
              { "eyes", "reviewer" }, { "coach", "trainer" }, { "root", "admin" } };

static gboolean
populate (CordDatabase *database, gint64 now, gpointer user_data, GError **error)
{
  g_autofree char *data = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "tests", "server", "data", NULL);
  CordImport import = { .database = database, .now = now, .cost = &CORD_SECRET_COST_LOWEST };
  TestServer *self = user_data;

  self->database = database;
  for (gsize i = 0; i < G_N_ELEMENTS (users); i++)
    if (!cord_user_store_put (database, users[i].name, users[i].role, TEST_PASSWORD, &CORD_SECRET_COST_LOWEST, now,
                              error))
      return FALSE;
  return cord_client_store_put (database, "billing", TEST_PASSWORD, &CORD_SECRET_COST_LOWEST, now, error)
         && cord_import (&import, data, NULL, error)
         && (self->more == NULL || cord_import (&import, self->more, NULL, error));
}

static SoupSession *
make_session (TestServer *self)
{
  GSocketAddress *address = cord_server_get_address (self->server);
  SoupSession *session = G_IS_UNIX_SOCKET_ADDRESS (address)
                             ? soup_session_new_with_options ("remote-connectable", address, "timeout", 20, NULL)
                             : soup_session_new_with_options ("timeout", 20, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  return session;
}

typedef struct
{
  gboolean kit_mode;
  const char *listen;
  gboolean stored;
  const char *more;
  const char *policy;
  const char *proxy;
  guint idle;
  CordLimits limits;
} Start;

static TestServer *
start (const Start *how)
{
  TestServer *self = g_new0 (TestServer, 1);
  g_autofree char *store = NULL;
  g_autofree char *policies = how->more != NULL
                                  ? g_build_filename (how->more, "policy", NULL)
                                  : g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "data", "policy", NULL);
  g_autofree char *at = NULL;
  g_autoptr (GError) error = NULL;
  CordServerOptions options;
  gint64 now;

  g_assert_true (cord_instant_parse (NOW, &now, NULL));
  self->more = how->more;
  self->folder = g_dir_make_tmp ("cordboard-server-XXXXXX", NULL);
  self->spool = g_build_filename (self->folder, "spool", NULL);
  g_mkdir (self->spool, 0700);
  self->clock = cord_clock_new_fixed (now);
  at = g_str_equal (how->listen, "unix") ? g_strconcat ("unix:", self->folder, "/socket", NULL)
                                         : g_strdup (how->listen);
  cord_server_options_init (&options);
  if (how->stored)
    {
      self->store = g_build_filename (self->folder, "store.db", NULL);
      store = g_strconcat ("sqlite:", self->store, NULL);
      options.store = store;
    }
  options.listen = at;
  options.kit_mode = how->kit_mode;
  options.policy_dir = policies;
  options.policy = how->policy;
  options.trust_proxy = how->proxy;
  options.idle = how->idle;
  options.limits = how->limits;
  options.spool = self->spool;
  options.zone = "Europe/Berlin";
  options.cost = &CORD_SECRET_COST_LOWEST;
  options.populate = populate;
  options.populate_data = self;
  self->server = cord_server_new (&options, self->clock, &error);
  g_assert_no_error (error);
  cord_server_thread_start (self->server, &error);
  g_assert_no_error (error);
  self->session = make_session (self);
  return self;
}

TestServer *
test_server_new (gboolean kit_mode, const char *listen)
{
  return start (&(Start){ .kit_mode = kit_mode, .listen = listen });
}

TestServer *
test_server_new_as (const char *who)
{
  TestServer *self = test_server_new (FALSE, "127.0.0.1:0");

  test_sign_in (self, who);
  return self;
}

TestServer *
test_server_new_under (const char *policy)
{
  return start (&(Start){ .listen = "127.0.0.1:0", .policy = policy });
}

TestServer *
test_server_new_with (gboolean kit_mode, const char *listen, const char *more)
{
  return start (&(Start){ .kit_mode = kit_mode, .listen = listen, .more = more });
}

void
test_copy_policy (const char *more)
{
  g_autofree char *to = g_build_filename (more, "policy", NULL);
  g_autofree char *source = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "data", "policy", "none.json", NULL);
  g_autofree char *target = g_build_filename (to, "none.json", NULL);
  g_autofree char *text = NULL;

  g_assert_cmpint (g_mkdir (to, 0700), ==, 0);
  g_assert_true (g_file_get_contents (source, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (target, text, -1, NULL));
}

TestServer *
test_server_new_behind (const char *proxy)
{
  return start (&(Start){ .listen = "127.0.0.1:0", .proxy = proxy });
}

TestServer *
test_server_new_idle (guint idle)
{
  return start (&(Start){ .listen = "127.0.0.1:0", .idle = idle });
}

TestServer *
test_server_new_limited (const CordLimits *limits)
{
  return start (&(Start){ .listen = "127.0.0.1:0", .limits = *limits });
}

TestServer *
test_server_new_stored (void)
{
  TestServer *self = start (&(Start){ .listen = "127.0.0.1:0", .stored = TRUE });

  g_object_unref (self->session);
  self->session = soup_session_new_with_options ("timeout", 20, "max-conns-per-host", 8, NULL);
  return self;
}

void
test_server_free (TestServer *self)
{
  soup_session_abort (self->session);
  g_object_unref (self->session);
  cord_server_thread_stop (self->server);
  g_assert_finalize_object (self->server);
  g_object_unref (self->clock);
  cord_test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->store);
  g_free (self->spool);
  g_free (self->token);
  g_free (self->interaction);
  g_free (self);
}

void
test_reply_free (TestReply *self)
{
  g_free (self->text);
  g_clear_pointer (&self->json, json_node_unref);
  soup_message_headers_unref (self->headers);
  g_free (self);
}

static SoupMessage *
make_message (TestServer *self, const char *method, const char *path)
{
  g_autofree char *uri = g_strconcat (cord_server_get_uri (self->server), path, NULL);
  SoupMessage *message = soup_message_new (method, uri);
  SoupMessageHeaders *headers;

  g_assert_nonnull (message);
  headers = soup_message_get_request_headers (message);
  if (self->token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_replace (headers, "Authorization", bearer);
    }
  if (self->interaction != NULL)
    soup_message_headers_replace (headers, "Cordboard-Interaction", self->interaction);
  return message;
}

TestReply *
test_read_reply (SoupMessage *message, GBytes *body)
{
  g_autoptr (GError) error = NULL;
  TestReply *reply = g_new0 (TestReply, 1);

  reply->status = soup_message_get_status (message);
  reply->text = g_strndup (g_bytes_get_size (body) > 0 ? g_bytes_get_data (body, NULL) : "", g_bytes_get_size (body));
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  if (g_strcmp0 (soup_message_headers_get_content_type (reply->headers, NULL), "application/json") == 0
      && *reply->text != '\0')
    {
      reply->json = cord_json_parse (reply->text, -1, &CORD_JSON_LIMITS_FILE, &error);
      g_assert_no_error (error);
    }
  return reply;
}

static TestReply *
read_reply (TestServer *self, SoupMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read (self->session, message, NULL, &error);

  g_assert_no_error (error);
  return test_read_reply (message, body);
}

SoupMessage *
test_make_message (TestServer *self, const char *method, const char *path, const char *body)
{
  SoupMessage *message = make_message (self, method, path);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  return message;
}

TestReply *
test_send (TestServer *self, const char *method, const char *path, const char *body, ...)
{
  g_autoptr (SoupMessage) message = make_message (self, method, path);
  const char *type = g_str_equal (method, "PATCH") ? "application/merge-patch+json" : "application/json";
  const char *name;
  va_list pairs;

  va_start (pairs, body);
  while ((name = va_arg (pairs, const char *)) != NULL)
    {
      const char *value = va_arg (pairs, const char *);

      if (g_str_equal (name, "Content-Type"))
        type = value;
      else if (value != NULL)
        soup_message_headers_replace (soup_message_get_request_headers (message), name, value);
      else
        soup_message_headers_remove (soup_message_get_request_headers (message), name);
    }
  va_end (pairs);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, type, bytes);
    }
  return read_reply (self, message);
}

void
test_sign_in (TestServer *self, const char *user)
{
  gboolean client = g_str_equal (user, "billing");
  g_autofree char *body = g_strdup_printf (
      client ? "{\"grant_type\":\"client_credentials\",\"client_id\":\"%s\",\"client_secret\":\"%s\"}"
             : "{\"grant_type\":\"password\",\"username\":\"%s\",\"password\":\"%s\"}",
      user, TEST_PASSWORD);
  g_autoptr (TestReply) reply = test_send (self, "POST", "/cordboard/v1/token", body, NULL);

  g_assert_cmpuint (reply->status, ==, 200);
  g_free (self->token);
  self->token = g_strdup (test_text (reply, "access_token"));
  g_clear_pointer (&self->interaction, g_free);
}

void
test_open (TestServer *self)
{
  g_autoptr (TestReply) reply = NULL;

  g_clear_pointer (&self->interaction, g_free);
  reply
      = test_send (self, "POST", "/cordboard/v1/interaction",
                   "{\"channel\":\"phone\",\"direction\":\"inbound\",\"sop\":\"plan-change\",\"policy\":\"eu\"}", NULL);
  g_assert_cmpuint (reply->status, ==, 201);
  self->interaction = g_strdup (test_text (reply, "id"));
}

void
test_verify (TestServer *self, const char *customer, const char *pin)
{
  g_autofree char *path = g_strdup_printf ("/cordboard/v1/interaction/%s/verification", self->interaction);
  g_autofree char *body = g_strdup_printf ("{\"customer\":\"%s\",\"factor\":\"pin\",\"value\":\"%s\"}", customer, pin);
  g_autoptr (TestReply) reply = test_send (self, "POST", path, body, NULL);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (reply->json), "match"));
}

const char *
test_text (const TestReply *reply, const char *path)
{
  const char *text;

  g_assert_nonnull (reply->json);
  text = cord_json_find_string (reply->json, path);
  if (text == NULL)
    g_error ("%s is not in %s", path, reply->text);
  return text;
}

const char *
test_header (const TestReply *reply, const char *name)
{
  return soup_message_headers_get_one (reply->headers, name);
}

void
test_assert_status (const TestReply *reply, guint status)
{
  if (reply->status != status)
    g_error ("expected %u, got %u %s", status, reply->status, reply->text);
}

void
test_assert_problem (const TestReply *reply, guint status, const char *reason)
{
  g_autofree char *number = g_strdup_printf ("%u", status);

  if (reply->status != status || reply->json == NULL
      || g_strcmp0 (cord_json_find_string (reply->json, "reason"), reason) != 0)
    g_error ("expected %u %s, got %u %s", status, reason, reply->status, reply->text);
  g_assert_cmpstr (test_text (reply, "status"), ==, number);
  g_assert_nonnull (cord_json_find_string (reply->json, "code"));
  g_assert_nonnull (cord_json_find_string (reply->json, "message"));
}

CordDatabase *
test_open_store (TestServer *self)
{
  g_autofree char *address = g_strconcat ("sqlite:", self->store, NULL);
  CordDatabase *database = cord_server_store_open (address, NULL);

  g_assert_nonnull (database);
  return database;
}

gint64
test_count_rows (CordDatabase *database, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", table);
  CordStatement *statement = cord_database_statement (database, sql, NULL);
  gboolean row;
  gint64 count;

  g_assert_true (cord_statement_step (statement, &row, NULL));
  count = cord_statement_get_integer (statement, 0);
  cord_statement_reset (statement);
  return count;
}

void
test_disable_agent (CordDatabase *database)
{
  gboolean found;

  g_assert_true (cord_user_store_set_disabled (database, "agent", TRUE, &found, NULL));
  g_assert_true (found);
}
