/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-limits.h"
#include "store/cord-secret.h"

#include <glib.h>

G_BEGIN_DECLS

/* What the operator has set and every wing may need. All strings are owned by it. */
typedef struct
{
  gboolean kit_mode;  /* answers without sign-in, for the public test kits */
  gint64 undo_window; /* microseconds before a desk's order is carried out */
  char *spool;        /* folder of outgoing messages, or NULL: they stay in the store */
  char *zone;         /* IANA zone of the operator */
  char *policy_dir;   /* folder of policy packs */
  char *policy;       /* id of the pack where no interaction pins one */
  CordSecretCost cost;
  CordLimits limits;
  gint64 idle;         /* microseconds without anything after which a verification is over */
  gint64 slice;        /* microseconds of work on a long answer at a time */
  gint64 scan_time;    /* microseconds within which such an answer is ready or refused */
  guint64 space_floor; /* bytes free beside the store below which the server is not ready */
} CordSettings;

/* The defaults: no undo window, no spool folder, UTC, the installed packs and of them "none". Free it with
 * cord_settings_free. */
CordSettings *cord_settings_new (void);
/* A copy of @self with all its strings; free it with cord_settings_free. */
CordSettings *cord_settings_copy (const CordSettings *self);
/* Frees @self with all its strings. */
void cord_settings_free (CordSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordSettings, cord_settings_free)

G_END_DECLS
