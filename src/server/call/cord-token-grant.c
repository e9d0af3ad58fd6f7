/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-token-grant.h"

#include "config.h"

#include "base/cord-id.h"
#include "base/cord-log.h"
#include "server/call/cord-password-queue.h"
#include "store/cord-sign-in-store.h"
#include "store/cord-token-store.h"
#include "store/cord-user-store.h"
#include "wire/cord-token-codec.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A sign-in whose password is being checked. */
typedef struct
{
  CordRequest *request;
  CordReplyFunc done;
  gpointer user_data;
  char *name;
  CordUser *account; /* as it was when the password came; NULL: none that may sign in */
  gboolean client;
} SignIn;

static void
sign_in_free (SignIn *self)
{
  g_free (self->name);
  g_clear_pointer (&self->account, cord_user_free);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignIn, sign_in_free)

static const char *
kind_of (gboolean client)
{
  return client ? "client" : "user";
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
  CordDatabase *database = cord_core_get_database (request->core);
  gint64 now = cord_core_now (request->core);
  g_autofree char *access = cord_secret_new_token ();
  g_autofree char *refresh = cord_secret_new_token ();
  /* Where accounts name no zone, both sides must go by the same days. */
  const CordTokenAnswer answer
      = { .access = access,
          .lifetime = CORD_TOKEN_ACCESS_TIME / G_TIME_SPAN_SECOND,
          .refresh = refreshable ? refresh : NULL,
          .role = role,
          .user = subject,
          .zone = cord_core_get_settings (request->core)->zone != NULL ? cord_core_get_settings (request->core)->zone
                                                                       : "UTC" };
  CordReply *reply;

  if (!cord_token_store_add (database, "access", access, family, subject, role, now + CORD_TOKEN_ACCESS_TIME, error)
      || (refreshable
          && !cord_token_store_add (database, "refresh", refresh, family, subject, role, now + CORD_TOKEN_REFRESH_TIME,
                                    error)))
    return NULL;
  reply = cord_reply_new_json (200, cord_token_answer_to_json (&answer));
  cord_reply_set_header (reply, "Cache-Control", "no-store");
  return reply;
}

static CordUser *
find_account (const SignIn *self, GError **error)
{
  CordDatabase *database = cord_core_get_database (self->request->core);

  return self->client ? cord_client_store_get (database, self->name, error)
                      : cord_user_store_get (database, self->name, error);
}

/* While a password waited and was hashed, the account may have been disabled or got another role or password, and what
 * had been issued to it was ended. */
static gboolean
check_unchanged (const SignIn *self, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (CordUser) now = find_account (self, &inner);

  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  return (now != NULL && !now->disabled && g_str_equal (now->hash, self->account->hash)
          && g_str_equal (now->role, self->account->role))
         || refuse_grant (error);
}

/* The tokens of a new sign-in, in a transaction of their own. */
static CordReply *
issue_new (const SignIn *self, GError **error)
{
  CordRequest *request = self->request;
  CordDatabase *database = cord_core_get_database (request->core);
  gint64 now = cord_core_now (request->core);
  g_autofree char *family = cord_id_new (cord_core_get_clock (request->core));
  g_autoptr (CordReply) reply = NULL;

  if (!cord_database_begin (database, error))
    return NULL;
  if (check_unchanged (self, error) && cord_token_store_purge (database, now, error)
      && cord_sign_in_store_remember (database, kind_of (self->client), self->name, request->remote, now, error))
    reply = issue (request, self->name, self->account->role, family, !self->client, error);
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

static CordReply *
throttle (CordRequest *request, guint wait)
{
  g_autoptr (GError) error = NULL;
  CordReply *reply;

  cord_error_set_full (&error, CORD_ERROR_OFFLINE, "throttled", NULL, NULL,
                       _ ("Too many attempts; wait a while and try again"));
  cord_core_count (request->core, CORD_OUTCOME_SIGN_IN_THROTTLED);
  reply = cord_reply_new_error (error);
  cord_reply_set_retry (reply, wait);
  return reply;
}

static void
on_checked (gboolean match, guint wait, GError *error, gpointer user_data)
{
  g_autoptr (SignIn) sign_in = user_data;
  CordReply *reply = NULL;

  if (wait > 0)
    reply = throttle (sign_in->request, wait);
  else if (error == NULL)
    {
      if (match)
        reply = issue_new (sign_in, &error);
      else
        refuse_grant (&error);
      cord_core_count (sign_in->request->core, reply != NULL ? CORD_OUTCOME_SIGNED_IN : CORD_OUTCOME_SIGN_IN_REFUSED);
    }
  finish (reply, error, sign_in->done, sign_in->user_data);
}

/* Fills in what the store knows of the account @self->name. */
static gboolean
look_up (SignIn *self, CordPasswordAttempt *attempt, GError **error)
{
  g_autoptr (GError) inner = NULL;

  self->account = find_account (self, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (self->account != NULL && self->account->disabled)
    g_clear_pointer (&self->account, cord_user_free);
  *attempt = (CordPasswordAttempt){ .kind = kind_of (self->client),
                                    .name = self->name,
                                    .address = self->request->remote,
                                    .hash = self->account != NULL ? self->account->hash : NULL };
  return cord_sign_in_store_look (cord_core_get_database (self->request->core), attempt->kind, self->name,
                                  attempt->address, cord_core_now (self->request->core), &attempt->known,
                                  &attempt->familiar, error);
}

static void
check_password (CordRequest *request, char *name, char *secret, gboolean client, CordReplyFunc done, gpointer user_data)
{
  g_autoptr (SignIn) sign_in = g_new (SignIn, 1);
  CordPasswordAttempt attempt;
  GError *error = NULL;

  *sign_in = (SignIn){ request, done, user_data, name, NULL, client };
  if (look_up (sign_in, &attempt, &error))
    {
      cord_password_queue_check (cord_password_queue_of (request->core), &attempt, secret, on_checked,
                                 g_steal_pointer (&sign_in));
      return;
    }
  /* Not a wrong password, and no failure to be counted. */
  cord_secret_free (secret);
  finish (NULL, error, done, user_data);
}

/* A refresh token is valid once. Used again, it was copied: the whole family is revoked. */
static CordReply *
rotate (CordRequest *request, const char *refresh, GError **error)
{
  CordDatabase *database = cord_core_get_database (request->core);
  g_autoptr (CordToken) token = refresh != NULL ? cord_token_store_get (database, "refresh", refresh, error) : NULL;
  g_autoptr (CordReply) reply = NULL;
  gboolean reused = token != NULL && token->used;

  if (token == NULL || !cord_token_is_valid (token, cord_core_now (request->core)))
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

  if (g_strcmp0 (grant, "refresh_token") == 0)
    {
      g_autofree char *refresh = field (request, form, "refresh_token");
      GError *error = NULL;
      CordReply *reply = rotate (request, refresh, &error);

      finish (reply, error, done, user_data);
    }
  else if (!client && g_strcmp0 (grant, "password") != 0)
    done (invalid_request (grant == NULL ? "invalid_request" : "unsupported_grant_type",
                           _ ("This way of signing in is not offered")),
          user_data);
  else if (name == NULL || secret == NULL || *name == '\0' || strlen (name) > 128 || strlen (secret) > 1024)
    done (invalid_request ("invalid_request", _ ("Name and password are needed")), user_data);
  else
    check_password (request, g_steal_pointer (&name), g_steal_pointer (&secret), client, done, user_data);
}

CordReply *
cord_token_grant_revoke (CordRequest *request, GError **error)
{
  g_autoptr (GHashTable) form = read_form (request);
  g_autofree char *token = field (request, form, "token");
  GError *inner = NULL;
  g_autofree char *family
      = token != NULL ? cord_token_store_find_family (cord_core_get_database (request->core), token, &inner) : NULL;

  /* The caller relies on the answer that a token was revoked. */
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  /* RFC 7009: an unknown token is as good as revoked. */
  if (family != NULL && !cord_token_store_revoke_family (cord_core_get_database (request->core), family, error))
    return NULL;
  return cord_reply_new (204);
}
