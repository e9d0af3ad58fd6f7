/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sync/remote/cord-kept-secret.h"

G_BEGIN_DECLS

/* Where the desk keeps small secrets between runs, one for each server: a refresh token, the journal's key. */
#define CORD_TYPE_SIGN_IN (cord_sign_in_get_type ())
G_DECLARE_INTERFACE (CordSignIn, cord_sign_in, CORD, SIGN_IN, GObject)

/* As the functions of the same names. */
struct _CordSignInInterface
{
  GTypeInterface parent;

  void (*load_async) (CordSignIn *self, const char *server, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data);
  CordKeptSecret *(*load_finish) (CordSignIn *self, GAsyncResult *result, GError **error);
  void (*save_async) (CordSignIn *self, const char *server, const char *user, const char *secret,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*save_finish) (CordSignIn *self, GAsyncResult *result, GError **error);
  gboolean (*is_durable) (CordSignIn *self);
};

/* Looks up the secret that was kept last for @server. */
void cord_sign_in_load_async (CordSignIn *self, const char *server, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/* The secret, full; NULL without error when none is kept. Otherwise what the Secret Service answers. */
CordKeptSecret *cord_sign_in_load_finish (CordSignIn *self, GAsyncResult *result, GError **error);
/* Replaces what is kept for @server; @secret NULL removes it. */
void cord_sign_in_save_async (CordSignIn *self, const char *server, const char *user, const char *secret,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* FALSE, with what the Secret Service answers, when it is not kept. */
gboolean cord_sign_in_save_finish (CordSignIn *self, GAsyncResult *result, GError **error);
/* FALSE when what is kept ends with the program; for the Secret Service this is known after the first call. */
gboolean cord_sign_in_is_durable (CordSignIn *self);

/* Keeps secrets in memory alone: for tests, the practice line, and where there is no Secret Service. */
#define CORD_TYPE_SIGN_IN_MEMORY (cord_sign_in_memory_get_type ())
G_DECLARE_FINAL_TYPE (CordSignInMemory, cord_sign_in_memory, CORD, SIGN_IN_MEMORY, GObject)
/* An empty one. Full reference. */
CordSignIn *cord_sign_in_memory_new (void);

G_END_DECLS
