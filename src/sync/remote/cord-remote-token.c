/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/remote/cord-remote-token.h"

#include "config.h"

#include "domain/cord-gateway-document.h"
#include "store/cord-secret.h"
#include "sync/remote/cord-remote-private.h"
#include "wire/cord-endpoint.h"
#include "wire/cord-json.h"
#include "wire/cord-token-codec.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
cord_remote_set_signed_out (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_DENIED, "signed-out", NULL,
                              _ ("Sign in again; nothing that was saved is lost."), _ ("You are not signed in"));
}

static void
post (CordRemote *self, const char *endpoint, JsonNode *document, gboolean queued, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *path = cord_endpoint_expand (endpoint, NULL);
  g_autoptr (GBytes) body = cord_secret_take_bytes (cord_json_write (document));
  CordRemoteRequest request = { .method = "POST", .path = path, .body = body, .anonymous = TRUE, .queued = queued };

  cord_remote_send_async (self, &request, cancellable, callback, user_data);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!cord_sign_in_save_finish (CORD_SIGN_IN (source), result, &error))
    g_warning ("The sign-in is not kept: %s", error->message);
}

static void
replace (char **secret, const char *value)
{
  char *copy = g_strdup (value);

  cord_secret_free (*secret);
  *secret = copy;
}

/* From an answer to a grant. The refresh token rotates: the server no longer accepts the old one. */
static gboolean
take_tokens (CordRemote *self, const CordAnswer *reply, const char *user, GError **error)
{
  CordTokenAnswer tokens;

  if (!cord_answer_check_body (reply, JSON_NODE_OBJECT, error))
    return FALSE;
  cord_token_answer_read (&tokens, reply->body);
  if (tokens.access == NULL || tokens.refresh == NULL || strpbrk (tokens.access, " \r\n") != NULL)
    return cord_answer_set_bad (error, _ ("there is no token in it"));
  replace (&self->access, tokens.access);
  replace (&self->refresh, tokens.refresh);
  if (tokens.role != NULL)
    {
      g_free (self->role);
      self->role = g_strdup (tokens.role);
    }
  if (tokens.zone != NULL)
    {
      g_free (self->zone);
      self->zone = g_strdup (tokens.zone);
    }
  if (user != self->user)
    {
      g_free (self->user);
      self->user = g_strdup (user);
    }
  cord_sign_in_save_async (self->sign_in, self->server, self->user, self->refresh, NULL, on_saved, NULL);
  return TRUE;
}

static GVariant *
describe (CordRemote *self)
{
  return cord_sign_in_reply_new (
      &(CordSignInReply){ .user = self->user, .role = self->role != NULL ? self->role : "" });
}

/* Signing in */

static char *
wait_hint (guint seconds)
{
  guint minutes = (seconds + 59) / 60;

  if (seconds < 120)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "Wait %u second, then try again.", "Wait %u seconds, then try again.", seconds),
        seconds);
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Wait %u minute, then try again.", "Wait %u minutes, then try again.", minutes),
      minutes);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordRemote *self = CORD_REMOTE (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CordAnswer) reply = cord_remote_send_finish (self, result, &error);

  if (reply == NULL)
    g_task_return_error (task, error);
  else if (reply->status == 401 || reply->status == 400)
    {
      cord_error_set_full (&error, CORD_ERROR_DENIED, "invalid_grant", NULL,
                           _ ("Check both and type the password again."), _ ("The user name or the password is wrong"));
      g_task_return_error (task, error);
    }
  else if (reply->status == 429)
    {
      g_autofree char *hint = wait_hint (MAX (reply->retry_after, 1));

      cord_error_set_full (&error, CORD_ERROR_DENIED, "throttled", NULL, hint,
                           _ ("There were too many attempts to sign in"));
      g_task_return_error (task, error);
    }
  else if (!take_tokens (self, reply, g_task_get_task_data (task), &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, describe (self), (GDestroyNotify)g_variant_unref);
}

void
cord_remote_sign_in_async (CordRemote *self, const char *user, const char *password, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  g_autoptr (JsonNode) document = NULL;

  g_return_if_fail (CORD_IS_REMOTE (self) && user != NULL && password != NULL);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cord_remote_sign_in_async);
  g_task_set_name (task, "sign in");
  g_task_set_task_data (task, g_strdup (user), g_free);
  document = cord_token_password_grant_to_json (user, password);
  /* Passwords are checked a few at a time; a whole shift comes at once. */
  post (self, "token", document, TRUE, cancellable, on_signed_in, task);
}

/* Refreshing */

static void
answer_all (CordRemote *self, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->refreshing);

  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static void
on_refresh_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordRemote *self = CORD_REMOTE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordAnswer) reply = cord_remote_send_finish (self, result, &error);

  if (reply != NULL && (reply->status == 401 || reply->status == 400 || reply->status == 403))
    {
      /* The sign-in has ended; the same token must not be tried again. */
      cord_sign_in_save_async (self->sign_in, self->server, self->user, NULL, NULL, on_saved, NULL);
      cord_remote_forget (self);
      cord_remote_set_signed_out (&error);
    }
  else if (reply != NULL && reply->status >= 500)
    cord_error_set_full (&error, CORD_ERROR_OFFLINE, "refresh", NULL,
                         _ ("Try again in a moment; nothing that was saved is lost."),
                         _ ("The server cannot renew the sign-in now"));
  else if (reply != NULL && !take_tokens (self, reply, self->user, &error))
    g_debug ("No tokens in the answer");
  answer_all (self, error);
}

void
cord_remote_refresh_async (CordRemote *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (JsonNode) document = NULL;
  gboolean running = self->refreshing != NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, cord_remote_refresh_async);
  g_task_set_name (task, "renew the sign-in");
  if (self->refresh == NULL)
    {
      cord_remote_set_signed_out (&error);
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  if (!running)
    self->refreshing = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->refreshing, task);
  if (running)
    return;
  document = cord_token_refresh_grant_to_json (self->refresh);
  post (self, "token", document, FALSE, NULL, on_refresh_answered, NULL);
}

gboolean
cord_remote_refresh_finish (CordRemote *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Restoring */

static void
on_restored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordRemote *self = CORD_REMOTE (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cord_remote_refresh_finish (self, result, &error))
    g_task_return_pointer (task, describe (self), (GDestroyNotify)g_variant_unref);
  else
    g_task_return_error (task, error);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CordRemote *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (CordKeptSecret) kept = cord_sign_in_load_finish (CORD_SIGN_IN (source), result, &error);

  if (kept == NULL)
    {
      if (error == NULL)
        cord_remote_set_signed_out (&error);
      g_task_return_error (task, error);
      return;
    }
  replace (&self->refresh, kept->secret);
  g_free (self->user);
  self->user = g_strdup (kept->user);
  cord_remote_refresh_async (self, on_restored, g_steal_pointer (&task));
}

void
cord_remote_restore_async (CordRemote *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CORD_IS_REMOTE (self));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cord_remote_restore_async);
  g_task_set_name (task, "restore the sign-in");
  cord_sign_in_load_async (self->sign_in, self->server, cancellable, on_loaded, task);
}

GVariant *
cord_remote_sign_in_finish (CordRemote *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Signing out */

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cord_sign_in_save_finish (CORD_SIGN_IN (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_revoked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordRemote *self = CORD_REMOTE (source);
  GTask *task = user_data;
  g_autoptr (CordAnswer) reply = cord_remote_send_finish (self, result, NULL);
  g_autofree char *user = g_strdup (self->user);

  if (reply == NULL || reply->status >= 300)
    g_message ("The server did not take back the sign-in; it ends by itself");
  cord_remote_forget (self);
  cord_sign_in_save_async (self->sign_in, self->server, user, NULL, NULL, on_forgotten, task);
}

void
cord_remote_sign_out_async (CordRemote *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task;
  g_autoptr (JsonNode) document = NULL;

  g_return_if_fail (CORD_IS_REMOTE (self));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cord_remote_sign_out_async);
  g_task_set_name (task, "sign out");
  if (self->refresh == NULL)
    {
      cord_sign_in_save_async (self->sign_in, self->server, self->user, NULL, cancellable, on_forgotten, task);
      return;
    }
  document = cord_token_revocation_to_json (self->refresh);
  post (self, "token-revoke", document, FALSE, cancellable, on_revoked, task);
}

gboolean
cord_remote_sign_out_finish (CordRemote *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
