/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario-case.h"
#include "cord-test-folder.h"

#include "base/cord-period.h"
#include "ctl/import/cord-import.h"
#include "store/cord-user-store.h"
#include "sync/journal/cord-journal-key.h"
#include "wire/cord-policy-file.h"

#include <glib/gstdio.h>
#include <string.h>

#define TIMEOUT_SECONDS 20
#define CLIENT "billing"
#define REVIEWER "eyes"

/* Waiting and folders */

static gboolean
on_too_long (gpointer user_data)
{
  g_error ("Nothing happens: %s", (const char *)user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_look_again (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* The condition may be fulfilled by another thread or process that does not wake this one, so it is also polled. */
void
scenario_wait (gboolean (*done) (gpointer), gpointer user_data, const char *what)
{
  guint guard = g_timeout_add_seconds (TIMEOUT_SECONDS, on_too_long, (gpointer)what);
  guint look = g_timeout_add (5, on_look_again, NULL);

  while (!done (user_data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (look);
  g_source_remove (guard);
}

static gboolean
is_set (gpointer user_data)
{
  return *(gboolean *)user_data;
}

char *
scenario_make_folder (void)
{
  GError *error = NULL;
  char *folder = g_dir_make_tmp ("cordboard-scenario-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

char *
scenario_source_path (const char *path)
{
  return g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), path, NULL);
}

gint64
scenario_instant (const char *text)
{
  gint64 instant;

  g_assert_true (cord_instant_parse (text, &instant, NULL));
  return instant;
}

/* The server */

static gboolean
populate (CordDatabase *database, gint64 now, gpointer user_data, GError **error)
{
  ScenarioServer *self = user_data;
  const CordImport import = { .database = database, .now = now, .cost = &CORD_SECRET_COST_LOWEST };

  return cord_import (&import, self->data, NULL, error)
         && cord_user_store_put (database, SCENARIO_USER, self->role, SCENARIO_PASSWORD, &CORD_SECRET_COST_LOWEST, now,
                                 error)
         && cord_user_store_put (database, SCENARIO_OTHER_USER, "agent", SCENARIO_PASSWORD, &CORD_SECRET_COST_LOWEST,
                                 now, error)
         && cord_user_store_put (database, REVIEWER, "reviewer", SCENARIO_PASSWORD, &CORD_SECRET_COST_LOWEST, now,
                                 error)
         && cord_client_store_put (database, CLIENT, SCENARIO_PASSWORD, &CORD_SECRET_COST_LOWEST, now, error);
}

static void
start_server (ScenarioServer *self, int undo_window)
{
  g_autofree char *store_path = g_build_filename (self->folder, "store.db", NULL);
  g_autofree char *store = g_strconcat ("sqlite:", store_path, NULL);
  g_autofree char *policies = scenario_source_path ("data/policy");
  g_autoptr (GError) error = NULL;
  CordServerOptions options;

  cord_server_options_init (&options);
  options.store = store;
  options.listen = self->address;
  options.undo_window = undo_window;
  options.spool = self->spool;
  options.zone = "Europe/Berlin";
  options.policy_dir = policies;
  options.cost = &CORD_SECRET_COST_LOWEST;
  options.populate = populate;
  options.populate_data = self;
  self->server = cord_server_new (&options, self->clock, &error);
  g_assert_no_error (error);
  cord_server_thread_start (self->server, &error);
  g_assert_no_error (error);
}

ScenarioServer *
scenario_server_new (const char *data, const char *instant, int undo_window)
{
  ScenarioServer *self = g_new0 (ScenarioServer, 1);

  self->data = g_strdup (data);
  self->role = "agent";
  self->folder = scenario_make_folder ();
  self->spool = g_build_filename (self->folder, "spool", NULL);
  g_mkdir (self->spool, 0700);
  self->address = g_strconcat ("unix:", self->folder, "/socket", NULL);
  self->clock = cord_clock_new_fixed (scenario_instant (instant));
  start_server (self, undo_window);
  self->soup = soup_session_new_with_options ("remote-connectable", cord_server_get_address (self->server), "timeout",
                                              TIMEOUT_SECONDS, NULL);
  return self;
}

void
scenario_server_halt (ScenarioServer *self)
{
  soup_session_abort (self->soup);
  cord_server_thread_stop (self->server);
  g_clear_object (&self->server);
}

void
scenario_server_resume (ScenarioServer *self)
{
  start_server (self, 30);
}

void
scenario_server_free (ScenarioServer *self)
{
  if (self->server != NULL)
    scenario_server_halt (self);
  g_object_unref (self->soup);
  g_object_unref (self->clock);
  cord_test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->spool);
  g_free (self->data);
  g_free (self->address);
  g_free (self->system_token);
  g_free (self->reviewer_token);
  g_free (self);
}

static JsonNode *
exchange (ScenarioServer *self, const char *path, const char *token, const char *body, guint *status)
{
  g_autofree char *uri = g_strconcat (cord_server_get_uri (self->server), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (body != NULL ? "POST" : "GET", uri);
  g_autofree char *bearer = token != NULL ? g_strconcat ("Bearer ", token, NULL) : NULL;
  g_autoptr (GBytes) sent = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (sent != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", sent);
  if (bearer != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
  answer = soup_session_send_and_read (self->soup, message, NULL, &error);
  g_assert_no_error (error);
  *status = soup_message_get_status (message);
  return cord_json_parse (g_bytes_get_data (answer, NULL), (gssize)g_bytes_get_size (answer), &CORD_JSON_LIMITS_FILE,
                          NULL);
}

static char *
sign_in_as (ScenarioServer *self, const char *body)
{
  guint status;
  g_autoptr (JsonNode) answer = exchange (self, "/cordboard/v1/token", NULL, body, &status);

  g_assert_cmpuint (status, ==, 200);
  return g_strdup (cord_json_find_string (answer, "access_token"));
}

static JsonNode *
get (ScenarioServer *self, const char *path, char **token, const char *sign_in)
{
  guint status = 401;
  JsonNode *node = *token != NULL ? exchange (self, path, *token, NULL, &status) : NULL;

  if (status == 401)
    {
      g_clear_pointer (&node, json_node_unref);
      g_free (*token);
      *token = sign_in_as (self, sign_in);
      node = exchange (self, path, *token, NULL, &status);
    }
  if (status != 200 || node == NULL)
    g_error ("GET %s answers %u", path, status);
  return node;
}

#define SYSTEM_SIGN_IN                                                                                                 \
  "{\"grant_type\":\"client_credentials\",\"client_id\":\"" CLIENT "\",\"client_secret\":\"" SCENARIO_PASSWORD "\"}"

JsonNode *
scenario_system_post (ScenarioServer *self, const char *path, const char *body, guint *status)
{
  JsonNode *node = NULL;

  *status = 401;
  if (self->system_token != NULL)
    node = exchange (self, path, self->system_token, body, status);
  if (*status != 401)
    return node;
  g_clear_pointer (&node, json_node_unref);
  g_free (self->system_token);
  self->system_token = sign_in_as (self, SYSTEM_SIGN_IN);
  return exchange (self, path, self->system_token, body, status);
}

JsonNode *
scenario_system_get (ScenarioServer *self, const char *path)
{
  return get (self, path, &self->system_token, SYSTEM_SIGN_IN);
}

JsonNode *
scenario_reviewer_get (ScenarioServer *self, const char *path)
{
  return get (self, path, &self->reviewer_token,
              "{\"grant_type\":\"password\",\"username\":\"" REVIEWER "\",\"password\":\"" SCENARIO_PASSWORD "\"}");
}

/* The desk */

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer user_data)
{
  return *(GAsyncResult **)user_data != NULL;
}

static void
load_procedure (ScenarioDesk *self, const char *policy_id)
{
  g_autofree char *sop_path = scenario_source_path ("data/sop/plan-change.json");
  g_autofree char *policies = scenario_source_path ("data/policy");
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) sop = cord_json_load_value (sop_path, &error);

  g_assert_no_error (error);
  self->sop = cord_sop_new (sop, &error);
  g_assert_no_error (error);
  self->policy = cord_policy_file_open (policies, policy_id, &error);
  g_assert_no_error (error);
}

static gboolean
open_journal (ScenarioDesk *self, const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "journal.db", NULL);
  g_autoptr (GAsyncResult) key_result = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) key = NULL;

  cord_journal_key_load_async (self->sign_in, path, NULL, on_result, &key_result);
  scenario_wait (has_result, &key_result, "the journal's key");
  key = cord_journal_key_load_finish (key_result, error);
  if (key == NULL)
    return FALSE;
  cord_journal_db_open_async (path, NULL, name, key, self->clock, NULL, on_result, &result);
  scenario_wait (has_result, &result, "the journal");
  self->journal = cord_journal_db_open_finish (result, error);
  return self->journal != NULL;
}

static void
compose (ScenarioDesk *self, const char *address, CordProfile *profile)
{
  const char *device = cord_journal_db_get_device (self->journal);
  g_autoptr (GError) error = NULL;

  self->remote = cord_remote_new (address, device, self->sign_in, self->clock, &error);
  g_assert_no_error (error);
  cord_remote_set_profile (self->remote, profile);
  self->cache = cord_cache_new (NULL, self->clock);
  self->gateway = cord_remote_gateway_new (self->remote, self->cache, self->journal, NULL, NULL);
  cord_remote_gateway_set_policy (self->gateway, self->policy);
  self->uploader = cord_uploader_new (self->journal, self->remote);
  self->session = cord_session_new (CORD_GATEWAY (self->gateway), CORD_JOURNAL (self->journal), self->clock, self->sop,
                                    self->policy, device, NULL);
  cord_uploader_start (self->uploader);
}

ScenarioDesk *
scenario_desk_open_before (const char *folder, const char *address, const char *name, CordProfile *profile,
                           CordClock *clock, const char *policy, GError **error)
{
  g_autoptr (ScenarioDesk) self = g_new0 (ScenarioDesk, 1);

  self->clock = g_object_ref (clock);
  self->sign_in = cord_sign_in_memory_new ();
  load_procedure (self, policy);
  if (!open_journal (self, folder, name, error))
    return NULL;
  compose (self, address, profile);
  ACT (self, restore);
  return g_steal_pointer (&self);
}

ScenarioDesk *
scenario_desk_open (const char *folder, const char *address, CordClock *clock, const char *policy, GError **error)
{
  g_autoptr (CordProfile) profile = cord_profile_new_standard ();

  return scenario_desk_open_before (folder, address, address, profile, clock, policy, error);
}

ScenarioDesk *
scenario_desk_new (const char *folder, ScenarioServer *server, const char *policy)
{
  g_autoptr (GError) error = NULL;
  ScenarioDesk *self = scenario_desk_open (folder, server->address, server->clock, policy, &error);

  g_assert_no_error (error);
  DO (self, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
  return self;
}

static gboolean
is_gone (gpointer user_data)
{
  return *(gpointer *)user_data == NULL;
}

/* Operations in progress hold references: the desk is freed with the last of them, and only then may another have
 * the journal. */
void
scenario_desk_free (ScenarioDesk *self)
{
  gpointer watched[] = { self->session, self->journal };

  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    if (watched[i] != NULL)
      g_object_add_weak_pointer (watched[i], &watched[i]);
  g_clear_object (&self->session);
  g_clear_object (&self->uploader);
  g_clear_object (&self->gateway);
  g_clear_object (&self->remote);
  g_clear_object (&self->cache);
  g_clear_object (&self->journal);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    scenario_wait (is_gone, &watched[i], "something holds the desk");
  g_clear_object (&self->sign_in);
  g_clear_object (&self->policy);
  g_clear_object (&self->sop);
  g_clear_object (&self->clock);
  g_clear_error (&self->error);
  g_free (self);
}

void
scenario_desk_on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ScenarioDesk *self = user_data;

  self->done = TRUE;
  g_assert_true (cord_session_act_finish (CORD_SESSION (source), result, &self->error) == (self->error == NULL));
}

void
scenario_desk_begin (ScenarioDesk *self)
{
  g_clear_error (&self->error);
  self->done = FALSE;
}

const GError *
scenario_desk_wait (ScenarioDesk *self)
{
  scenario_wait (is_set, &self->done, "the act does not answer");
  return self->error;
}

CordInteraction *
scenario_desk_interaction (ScenarioDesk *self)
{
  CordInteraction *interaction = cord_session_get_interaction (self->session);

  g_assert_nonnull (interaction);
  return interaction;
}

char *
scenario_desk_text (ScenarioDesk *self, const char *property)
{
  char *text = NULL;

  g_object_get (self->session, property, &text, NULL);
  return text;
}

/* A message for people, the same in the notice and in the error, and what to do next. */
static void
assert_clear (ScenarioDesk *self)
{
  g_autofree char *notice = scenario_desk_text (self, "notice");
  g_autofree char *hint = scenario_desk_text (self, "notice-hint");

  g_test_message ("%s — %s", notice, hint);
  g_assert_true (self->error->domain == CORD_ERROR);
  g_assert_cmpstr (notice, ==, self->error->message);
  g_assert_cmpuint (strlen (notice), >, 3);
  g_assert_cmpuint (strlen (hint), >, 5);
  g_assert_cmpstr (hint, ==, cord_error_get_hint (self->error));
  g_assert_null (strchr (notice, '{'));
}

void
scenario_desk_assert_refused (ScenarioDesk *self, CordError code)
{
  g_assert_error (self->error, CORD_ERROR, (int)code);
  assert_clear (self);
}

gboolean
scenario_desk_try_again (ScenarioDesk *self)
{
  if (self->error == NULL || self->refusals >= self->tolerance)
    return FALSE;
  assert_clear (self);
  self->refusals++;
  return TRUE;
}

static gboolean
is_settled (gpointer user_data)
{
  ScenarioDesk *self = user_data;
  guint waiting;
  gboolean saved;

  g_object_get (self->session, "waiting", &waiting, "saved", &saved, NULL);
  return waiting == 0 && saved;
}

static gboolean
is_uploaded (gpointer user_data)
{
  static const char *const none[] = { NULL };
  ScenarioDesk *self = user_data;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CordJournalBatch) found = NULL;
  g_autoptr (GError) error = NULL;

  cord_journal_db_pending_async (self->journal, none, NULL, on_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  found = cord_journal_db_pending_finish (self->journal, result, &error);
  g_assert_no_error (error);
  return found->waiting == 0;
}

void
scenario_desk_settle (ScenarioDesk *self)
{
  scenario_wait (is_settled, self, "something is not sent");
}

void
scenario_desk_flush (ScenarioDesk *self)
{
  scenario_desk_settle (self);
  cord_uploader_start (self->uploader);
  scenario_wait (is_uploaded, self, "the server lacks events");
}

void
scenario_desk_export (ScenarioDesk *self, const char *interaction, const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cord_journal_db_export_async (self->journal, interaction, path, NULL, on_result, &result);
  scenario_wait (has_result, &result, "the record");
  cord_journal_db_export_finish (self->journal, result, &error);
  g_assert_no_error (error);
}
