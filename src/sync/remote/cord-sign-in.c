/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/remote/cord-sign-in.h"

G_DEFINE_INTERFACE (CordSignIn, cord_sign_in, G_TYPE_OBJECT)

struct _CordSignInMemory
{
  GObject parent_instance;

  GHashTable *kept; /* server → CordKeptSecret */
};

static void
memory_load_async (CordSignIn *sign_in, const char *server, GCancellable *cancellable, GAsyncReadyCallback callback,
                   gpointer user_data)
{
  CordSignInMemory *self = CORD_SIGN_IN_MEMORY (sign_in);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const CordKeptSecret *kept = g_hash_table_lookup (self->kept, server);

  g_task_set_source_tag (task, memory_load_async);
  g_task_set_name (task, "load a secret");
  g_task_return_pointer (task, kept != NULL ? cord_kept_secret_new (kept->user, kept->secret) : NULL,
                         (GDestroyNotify)cord_kept_secret_free);
}

static CordKeptSecret *
memory_load_finish (CordSignIn *sign_in, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, sign_in), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
memory_save_async (CordSignIn *sign_in, const char *server, const char *user, const char *secret,
                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CordSignInMemory *self = CORD_SIGN_IN_MEMORY (sign_in);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, memory_save_async);
  g_task_set_name (task, "keep a secret");
  if (secret == NULL)
    g_hash_table_remove (self->kept, server);
  else
    g_hash_table_replace (self->kept, g_strdup (server), cord_kept_secret_new (user, secret));
  g_task_return_boolean (task, TRUE);
}

static gboolean
memory_save_finish (CordSignIn *sign_in, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, sign_in), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
memory_is_durable (CordSignIn *sign_in)
{
  return FALSE;
}

static void
cord_sign_in_iface_init (CordSignInInterface *iface)
{
  iface->load_async = memory_load_async;
  iface->load_finish = memory_load_finish;
  iface->save_async = memory_save_async;
  iface->save_finish = memory_save_finish;
  iface->is_durable = memory_is_durable;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CordSignInMemory, cord_sign_in_memory, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CORD_TYPE_SIGN_IN, cord_sign_in_iface_init))

static void
cord_sign_in_memory_finalize (GObject *object)
{
  g_hash_table_unref (CORD_SIGN_IN_MEMORY (object)->kept);
  G_OBJECT_CLASS (cord_sign_in_memory_parent_class)->finalize (object);
}

static void
cord_sign_in_memory_class_init (CordSignInMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_sign_in_memory_finalize;
}

static void
cord_sign_in_memory_init (CordSignInMemory *self)
{
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)cord_kept_secret_free);
}

CordSignIn *
cord_sign_in_memory_new (void)
{
  return g_object_new (CORD_TYPE_SIGN_IN_MEMORY, NULL);
}

static void
cord_sign_in_default_init (CordSignInInterface *iface)
{
}

void
cord_sign_in_load_async (CordSignIn *self, const char *server, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (CORD_IS_SIGN_IN (self) && server != NULL);
  CORD_SIGN_IN_GET_IFACE (self)->load_async (self, server, cancellable, callback, user_data);
}

CordKeptSecret *
cord_sign_in_load_finish (CordSignIn *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CORD_IS_SIGN_IN (self), NULL);
  return CORD_SIGN_IN_GET_IFACE (self)->load_finish (self, result, error);
}

void
cord_sign_in_save_async (CordSignIn *self, const char *server, const char *user, const char *secret,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CORD_IS_SIGN_IN (self) && server != NULL && user != NULL);
  CORD_SIGN_IN_GET_IFACE (self)->save_async (self, server, user, secret, cancellable, callback, user_data);
}

gboolean
cord_sign_in_save_finish (CordSignIn *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CORD_IS_SIGN_IN (self), FALSE);
  return CORD_SIGN_IN_GET_IFACE (self)->save_finish (self, result, error);
}

gboolean
cord_sign_in_is_durable (CordSignIn *self)
{
  g_return_val_if_fail (CORD_IS_SIGN_IN (self), FALSE);
  return CORD_SIGN_IN_GET_IFACE (self)->is_durable (self);
}
