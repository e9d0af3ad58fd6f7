/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-token-grant.h"

#include "config.h"

#include "base/cord-id.h"
#include "base/cord-log.h"
#include "store/cord-token-store.h"
#include "store/cord-user-store.h"
#include "wire/cord-token-codec.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ACCESS_SECONDS 300
#define REFRESH_SECONDS (7 * 24 * 3600)
#define AT_ONCE 4
#define WAITING_MAX 64
#define FAILURES_PER_ACCOUNT 5
#define FAILURES_PER_ADDRESS 30

/* One password on its way through the hash. */
typedef struct
{
  CordRequest *request;
  CordReplyFunc done;
  gpointer user_data;
  char *name;
  char *role; /* NULL: no such account */
  char *hash; /* NULL: no such account, and the time is spent all the same */
  char *secret;
  gboolean client;
} Attempt;

static void start (CordCore *core, Attempt *attempt);

static void
attempt_free (gpointer data)
{
  Attempt *attempt = data;

  cord_secret_wipe (attempt->secret);
  g_free (attempt->secret);
  g_free (attempt->name);
  g_free (attempt->role);
  g_free (attempt->hash);
  g_free (attempt);
}

static gboolean
refuse_grant (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_DENIED, "invalid_grant", NULL, NULL,
                              _ ("The name or the password is wrong"));
}

/* A field of the form or of the JSON body; full string. */
static char *
field (CordRequest *request, GHashTable *form, const char *name)
{
  if (form != NULL)
    return g_strdup (g_hash_table_lookup (form, name));
  if (request->json != NULL && JSON_NODE_HOLDS_OBJECT (request->json))
    return g_strdup (cord_json_find_string (request->json, name));
  return NULL;
}

static GHashTable *
read_form (CordRequest *request)
{
  const char *type = cord_request_header (request, "Content-Type");
  g_autofree char *text = NULL;

  if (type == NULL || g_ascii_strncasecmp (type, "application/x-www-form-urlencoded", 33) != 0)
    return NULL;
  text = g_strndup (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body));
  return soup_form_decode (text);
}

/* Access and refresh token of a family, stored hashed. */
static CordReply *
issue (CordRequest *request, const char *subject, const char *role, const char *family, gboolean refreshable,
       GError **error)
{
  CordDatabase *database = request->core->database;
  gint64 now = cord_core_now (request->core);
  g_autofree char *access = cord_secret_new_token ();
  g_autofree char *refresh = cord_secret_new_token ();
  /* Where accounts name no zone, both sides must go by the same days. */
  const CordTokenAnswer answer = { .access = access,
                                   .lifetime = ACCESS_SECONDS,
                                   .refresh = refreshable ? refresh : NULL,
                                   .role = role,
                                   .user = subject,
                                   .zone = request->core->zone != NULL ? request->core->zone : "UTC" };
  CordReply *reply;

  if (!cord_token_store_add (database, "access", access, family, subject, role,
                             now + ACCESS_SECONDS * G_TIME_SPAN_SECOND, error)
      || (refreshable
          && !cord_token_store_add (database, "refresh", refresh, family, subject, role,
                                    now + REFRESH_SECONDS * G_TIME_SPAN_SECOND, error)))
    return NULL;
  reply = cord_reply_new_json (200, cord_token_answer_to_json (&answer));
  cord_reply_set_header (reply, "Cache-Control", "no-store");
  return reply;
}

/* Runs @issue in a transaction of its own. */
static CordReply *
issue_new (CordRequest *request, const char *subject, const char *role, gboolean refreshable, GError **error)
{
  CordDatabase *database = request->core->database;
  g_autofree char *family = cord_id_new (request->core->clock);
  g_autoptr (CordReply) reply = NULL;

  if (!cord_database_begin (database, error))
    return NULL;
  if (cord_token_store_purge (database, cord_core_now (request->core), error))
    reply = issue (request, subject, role, family, refreshable, error);
  if (reply == NULL || !cord_database_commit (database, error))
    {
      cord_database_rollback (database);
      return NULL;
    }
  return g_steal_pointer (&reply);
}

static void
finish (CordReply *reply, GError *error, CordReplyFunc done, gpointer user_data)
{
  g_autoptr (GError) owned = error;

  done (reply != NULL ? reply : cord_reply_new_error (owned), user_data);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Attempt *attempt = g_task_get_task_data (G_TASK (result));
  CordCore *core = attempt->request->core;
  gboolean match = g_task_propagate_boolean (G_TASK (result), NULL);
  g_autofree char *account = g_strconcat ("account ", attempt->name, NULL);
  g_autofree char *address = g_strconcat ("address ", attempt->request->remote, NULL);
  CordReply *reply = NULL;
  GError *error = NULL;

  core->hashing--;
  cord_core_count (core, match ? CORD_OUTCOME_SIGNED_IN : CORD_OUTCOME_SIGN_IN_REFUSED);
  if (match)
    {
      cord_throttle_forget (core->throttle, account);
      reply = issue_new (attempt->request, attempt->name, attempt->role, !attempt->client, &error);
    }
  else
    {
      cord_throttle_note_failure (core->throttle, account, cord_core_now (core));
      cord_throttle_note_failure (core->throttle, address, cord_core_now (core));
      refuse_grant (&error);
    }
  finish (reply, error, attempt->done, attempt->user_data);
  if (!g_queue_is_empty (core->waiting))
    start (core, g_queue_pop_head (core->waiting));
}

static void
check_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Attempt *attempt = task_data;

  g_task_return_boolean (task,
                         cord_secret_check_password (attempt->hash, attempt->secret, &attempt->request->core->cost));
}

static void
start (CordCore *core, Attempt *attempt)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_checked, NULL);

  g_task_set_source_tag (task, start);
  g_task_set_name (task, "check password");
  g_task_set_task_data (task, attempt, attempt_free);
  core->hashing++;
  g_task_run_in_thread (task, check_in_thread);
}

static CordReply *
throttled (CordRequest *request, const char *name)
{
  CordCore *core = request->core;
  g_autofree char *account = g_strconcat ("account ", name, NULL);
  g_autofree char *address = g_strconcat ("address ", request->remote, NULL);
  guint wait = MAX (cord_throttle_wait (core->throttle, account, FAILURES_PER_ACCOUNT, cord_core_now (core)),
                    cord_throttle_wait (core->throttle, address, FAILURES_PER_ADDRESS, cord_core_now (core)));
  g_autofree char *seconds = NULL;
  g_autoptr (GError) error = NULL;
  CordReply *reply;

  if (wait == 0 && g_queue_get_length (core->waiting) >= WAITING_MAX)
    wait = 1;
  if (wait == 0)
    return NULL;
  cord_error_set_full (&error, CORD_ERROR_OFFLINE, "throttled", NULL, NULL,
                       _ ("Too many attempts; wait a while and try again"));
  cord_core_count (core, CORD_OUTCOME_SIGN_IN_THROTTLED);
  reply = cord_reply_new_error (error);
  seconds = g_strdup_printf ("%u", wait);
  cord_reply_set_header (reply, "Retry-After", seconds);
  return reply;
}

static void
check_password (CordRequest *request, char *name, char *secret, gboolean client, CordReplyFunc done, gpointer user_data)
{
  Attempt *attempt = g_new0 (Attempt, 1);
  GError *error = NULL;
  g_autoptr (CordUser) user = client ? cord_client_store_get (request->core->database, name, &error)
                                     : cord_user_store_get (request->core->database, name, &error);

  attempt->request = request;
  attempt->done = done;
  attempt->user_data = user_data;
  attempt->name = name;
  attempt->secret = secret;
  attempt->client = client;
  /* Not a wrong password, and no failure to be counted. */
  if (error != NULL)
    {
      attempt_free (attempt);
      finish (NULL, error, done, user_data);
      return;
    }
  if (user != NULL && !user->disabled)
    {
      attempt->role = g_strdup (user->role);
      attempt->hash = g_strdup (user->hash);
    }
  if (request->core->hashing < AT_ONCE)
    start (request->core, attempt);
  else
    g_queue_push_tail (request->core->waiting, attempt);
}

/* A refresh token is good once. Seen again, somebody has a copy: the whole family ends. */
static CordReply *
rotate (CordRequest *request, const char *refresh, GError **error)
{
  CordDatabase *database = request->core->database;
  g_autoptr (CordToken) token = refresh != NULL ? cord_token_store_get (database, "refresh", refresh, error) : NULL;
  g_autoptr (CordReply) reply = NULL;
  gboolean reused = token != NULL && token->used;

  if (token == NULL || token->expires <= cord_core_now (request->core))
    {
      if (error != NULL && *error == NULL)
        refuse_grant (error);
      return NULL;
    }
  if (!cord_database_begin (database, error))
    return NULL;
  if (reused ? cord_token_store_revoke_family (database, token->family, error)
             : cord_token_store_use (database, refresh, error))
    {
      if (reused)
        cord_log_event (G_LOG_LEVEL_MESSAGE, CORD_LOG_TOKEN_REUSED,
                        "a used refresh token came again: the sign-in was ended");
      else
        reply = issue (request, token->subject, token->role, token->family, TRUE, error);
    }
  if ((reply == NULL && !reused) || !cord_database_commit (database, error))
    {
      cord_database_rollback (database);
      return NULL;
    }
  if (reused)
    refuse_grant (error);
  return g_steal_pointer (&reply);
}

static CordReply *
invalid_request (const char *reason, const char *message)
{
  g_autoptr (GError) error = NULL;

  cord_error_set_full (&error, CORD_ERROR_INVALID, reason, "grant_type", NULL, "%s", message);
  return cord_reply_new_error (error);
}

void
cord_token_grant_run (CordRequest *request, CordReplyFunc done, gpointer user_data)
{
  g_autoptr (GHashTable) form = read_form (request);
  g_autofree char *grant = field (request, form, "grant_type");
  gboolean client = g_strcmp0 (grant, "client_credentials") == 0;
  g_autofree char *name = field (request, form, client ? "client_id" : "username");
  g_autofree char *secret = field (request, form, client ? "client_secret" : "password");
  CordReply *reply;

  if (g_strcmp0 (grant, "refresh_token") == 0)
    {
      g_autofree char *refresh = field (request, form, "refresh_token");
      GError *error = NULL;

      reply = rotate (request, refresh, &error);
      finish (reply, error, done, user_data);
    }
  else if (!client && g_strcmp0 (grant, "password") != 0)
    done (invalid_request (grant == NULL ? "invalid_request" : "unsupported_grant_type",
                           _ ("This way of signing in is not offered")),
          user_data);
  else if (name == NULL || secret == NULL || *name == '\0' || strlen (name) > 128 || strlen (secret) > 1024)
    done (invalid_request ("invalid_request", _ ("Name and password are needed")), user_data);
  else if ((reply = throttled (request, name)) != NULL)
    done (reply, user_data);
  else
    check_password (request, g_steal_pointer (&name), g_steal_pointer (&secret), client, done, user_data);
}

void
cord_token_grant_abandon (CordCore *core)
{
  Attempt *attempt;

  while ((attempt = g_queue_pop_head (core->waiting)) != NULL)
    {
      GError *error = NULL;

      cord_error_set_full (&error, CORD_ERROR_OFFLINE, "stopping", NULL, NULL, _ ("The server stops; try again soon"));
      finish (NULL, error, attempt->done, attempt->user_data);
      attempt_free (attempt);
    }
}

CordReply *
cord_token_grant_revoke (CordRequest *request, GError **error)
{
  g_autoptr (GHashTable) form = read_form (request);
  g_autofree char *token = field (request, form, "token");
  GError *inner = NULL;
  g_autofree char *family
      = token != NULL ? cord_token_store_find_family (request->core->database, token, &inner) : NULL;

  /* Whoever is told that a token was revoked relies on it. */
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  /* RFC 7009: an unknown token is as good as revoked. */
  if (family != NULL && !cord_token_store_revoke_family (request->core->database, family, error))
    return NULL;
  return cord_reply_new (204);
}
