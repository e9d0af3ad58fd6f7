/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/remote/cord-sign-in-secret.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

struct _CordSignInSecret
{
  GObject parent_instance;

  CordSignIn *memory; /* instead of the service, once it failed */
};

static const SecretSchema schema
    = { APPLICATION_ID,
        SECRET_SCHEMA_NONE,
        { { "server", SECRET_SCHEMA_ATTRIBUTE_STRING }, { "user", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
        0,
        NULL,
        NULL,
        NULL,
        NULL,
        NULL,
        NULL,
        NULL };

/* One call, kept in case it has to be repeated in memory. */
typedef struct
{
  char *server;
  char *user;
  char *secret;
} Call;

static void
call_free (Call *call)
{
  g_free (call->server);
  g_free (call->user);
  if (call->secret != NULL)
    secret_password_free (call->secret);
  g_free (call);
}

static GTask *
task_for (CordSignInSecret *self, const char *server, const char *user, const char *secret, GCancellable *cancellable,
          GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  call->server = g_strdup (server);
  call->user = g_strdup (user);
  call->secret = secret != NULL ? g_strdup (secret) : NULL;
  g_task_set_task_data (task, call, (GDestroyNotify)call_free);
  return task;
}

/* TRUE when the caller has to continue in memory. */
static gboolean
fall_back (CordSignInSecret *self, GError **cause)
{
  if (*cause == NULL || g_error_matches (*cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  g_message ("The secret service does not work, the sign-in is kept in memory: %s", (*cause)->message);
  g_clear_error (cause);
  if (self->memory == NULL)
    self->memory = cord_sign_in_memory_new ();
  return TRUE;
}

static void
on_memory_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, cord_sign_in_load_finish (CORD_SIGN_IN (source), result, NULL),
                         (GDestroyNotify)cord_kept_secret_free);
}

static void
on_memory_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, cord_sign_in_save_finish (CORD_SIGN_IN (source), result, NULL));
}

static void
load_from_memory (GTask *task)
{
  CordSignInSecret *self = g_task_get_source_object (task);
  const Call *call = g_task_get_task_data (task);

  cord_sign_in_load_async (self->memory, call->server, g_task_get_cancellable (task), on_memory_loaded, task);
}

static void
save_to_memory (GTask *task)
{
  CordSignInSecret *self = g_task_get_source_object (task);
  const Call *call = g_task_get_task_data (task);

  cord_sign_in_save_async (self->memory, call->server, call->user, call->secret, g_task_get_cancellable (task),
                           on_memory_saved, task);
}

static SecretRetrievable *
find_newest (GList *items)
{
  SecretRetrievable *newest = NULL;

  for (GList *at = items; at != NULL; at = at->next)
    if (newest == NULL || secret_retrievable_get_modified (at->data) > secret_retrievable_get_modified (newest))
      newest = at->data;
  return newest;
}

static void
on_secret (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CordSignInSecret *self = g_task_get_source_object (task);
  GError *error = NULL;
  SecretValue *value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (SECRET_RETRIEVABLE (source));
  const char *user = g_hash_table_lookup (attributes, "user");
  const char *text = value != NULL ? secret_value_get_text (value) : NULL;

  if (fall_back (self, &error))
    load_from_memory (g_steal_pointer (&task));
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, text != NULL && user != NULL ? cord_kept_secret_new (user, text) : NULL,
                           (GDestroyNotify)cord_kept_secret_free);
  g_clear_pointer (&value, secret_value_unref);
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CordSignInSecret *self = g_task_get_source_object (task);
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);
  SecretRetrievable *newest = find_newest (items);

  if (fall_back (self, &error))
    load_from_memory (g_steal_pointer (&task));
  else if (error != NULL)
    g_task_return_error (task, error);
  else if (newest == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    secret_retrievable_retrieve_secret (newest, g_task_get_cancellable (task), on_secret, g_object_ref (task));
  g_list_free_full (items, g_object_unref);
}

static void
secret_load_async (CordSignIn *sign_in, const char *server, GCancellable *cancellable, GAsyncReadyCallback callback,
                   gpointer user_data)
{
  CordSignInSecret *self = CORD_SIGN_IN_SECRET (sign_in);
  GTask *task = task_for (self, server, NULL, NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, secret_load_async);
  g_task_set_name (task, "load a secret");
  if (self->memory != NULL)
    load_from_memory (task);
  else
    secret_password_search (&schema, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS, cancellable,
                            on_searched, task, "server", server, NULL);
}

static CordKeptSecret *
secret_load_finish (CordSignIn *sign_in, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, sign_in), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CordSignInSecret *self = g_task_get_source_object (task);
  const Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  /* That there was nothing to remove is not an error. */
  if (call->secret != NULL)
    secret_password_store_finish (result, &error);
  else
    secret_password_clear_finish (result, &error);
  if (fall_back (self, &error))
    save_to_memory (g_steal_pointer (&task));
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* A server has one sign-in: what an earlier user left is cleared first. */
static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CordSignInSecret *self = g_task_get_source_object (task);
  const Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *label = NULL;

  secret_password_clear_finish (result, &error);
  if (fall_back (self, &error))
    {
      save_to_memory (g_steal_pointer (&task));
      return;
    }
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  label = g_strdup_printf (_ ("Cordboard: %s at %s"), call->user, call->server);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, call->secret, g_task_get_cancellable (task),
                         on_stored, g_object_ref (task), "server", call->server, "user", call->user, NULL);
}

static void
secret_save_async (CordSignIn *sign_in, const char *server, const char *user, const char *secret,
                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CordSignInSecret *self = CORD_SIGN_IN_SECRET (sign_in);
  GTask *task = task_for (self, server, user, secret, cancellable, callback, user_data);

  g_task_set_source_tag (task, secret_save_async);
  g_task_set_name (task, "keep a secret");
  if (self->memory != NULL)
    save_to_memory (task);
  else
    secret_password_clear (&schema, cancellable, secret != NULL ? on_cleared : on_stored, task, "server", server, NULL);
}

static gboolean
secret_save_finish (CordSignIn *sign_in, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, sign_in), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
secret_is_durable (CordSignIn *sign_in)
{
  return CORD_SIGN_IN_SECRET (sign_in)->memory == NULL;
}

static void
cord_sign_in_iface_init (CordSignInInterface *iface)
{
  iface->load_async = secret_load_async;
  iface->load_finish = secret_load_finish;
  iface->save_async = secret_save_async;
  iface->save_finish = secret_save_finish;
  iface->is_durable = secret_is_durable;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CordSignInSecret, cord_sign_in_secret, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CORD_TYPE_SIGN_IN, cord_sign_in_iface_init))

static void
cord_sign_in_secret_finalize (GObject *object)
{
  g_clear_object (&CORD_SIGN_IN_SECRET (object)->memory);
  G_OBJECT_CLASS (cord_sign_in_secret_parent_class)->finalize (object);
}

static void
cord_sign_in_secret_class_init (CordSignInSecretClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_sign_in_secret_finalize;
}

static void
cord_sign_in_secret_init (CordSignInSecret *self)
{
}

CordSignIn *
cord_sign_in_secret_new (void)
{
  return g_object_new (CORD_TYPE_SIGN_IN_SECRET, NULL);
}
