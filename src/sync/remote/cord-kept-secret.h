/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A small secret that the desk keeps between runs, with the user that it belongs to. */
typedef struct
{
  char *user;
  char *secret;
} CordKeptSecret;

/* Copies both. */
CordKeptSecret *cord_kept_secret_new (const char *user, const char *secret);
/* Wipes the secret and frees everything. */
void cord_kept_secret_free (CordKeptSecret *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordKeptSecret, cord_kept_secret_free)

G_END_DECLS
