/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/cord-value.h"

G_BEGIN_DECLS

/* Where the desk keeps small secrets between runs: one a server and user. A refresh token, the journal's key. */
#define CORD_TYPE_SIGN_IN (cord_sign_in_get_type ())
G_DECLARE_INTERFACE (CordSignIn, cord_sign_in, CORD, SIGN_IN, GObject)

struct _CordSignInInterface
{
  GTypeInterface parent;

  void (*load_async) (CordSignIn *self, const char *server, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data);
  GVariant *(*load_finish) (CordSignIn *self, GAsyncResult *result, GError **error);
  void (*save_async) (CordSignIn *self, const char *server, const char *user, const char *secret,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*save_finish) (CordSignIn *self, GAsyncResult *result, GError **error);
  gboolean (*is_durable) (CordSignIn *self);
};

/* {user, secret} of whoever was kept last for @server; NULL without error when there is nothing. */
void cord_sign_in_load_async (CordSignIn *self, const char *server, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
GVariant *cord_sign_in_load_finish (CordSignIn *self, GAsyncResult *result, GError **error);
/* Replaces what is kept for @server; @secret NULL forgets it. */
void cord_sign_in_save_async (CordSignIn *self, const char *server, const char *user, const char *secret,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean cord_sign_in_save_finish (CordSignIn *self, GAsyncResult *result, GError **error);
/* FALSE when what is kept ends with the program; of the secret service this is known after the first call. */
gboolean cord_sign_in_is_durable (CordSignIn *self);

/* In memory alone: tests, the practice line, and where there is no secret service. */
#define CORD_TYPE_SIGN_IN_MEMORY (cord_sign_in_memory_get_type ())
G_DECLARE_FINAL_TYPE (CordSignInMemory, cord_sign_in_memory, CORD, SIGN_IN_MEMORY, GObject)
CordSignIn *cord_sign_in_memory_new (void);

G_END_DECLS
