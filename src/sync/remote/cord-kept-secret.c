/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/remote/cord-kept-secret.h"

#include "store/cord-secret.h"

CordKeptSecret *
cord_kept_secret_new (const char *user, const char *secret)
{
  CordKeptSecret *self = g_new (CordKeptSecret, 1);

  self->user = g_strdup (user);
  self->secret = g_strdup (secret);
  return self;
}

void
cord_kept_secret_free (CordKeptSecret *self)
{
  cord_secret_free (self->secret);
  g_free (self->user);
  g_free (self);
}
