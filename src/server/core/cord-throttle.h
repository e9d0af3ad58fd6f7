/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Counts failed sign-ins, per account and per address, over a sliding quarter of an hour (docs/security.md, T14).
 * Times: microseconds. */
typedef struct _CordThrottle CordThrottle;

CordThrottle *cord_throttle_new (void);
void cord_throttle_free (CordThrottle *self);
/* Seconds until @key may try again; 0: now. @allowed failures within the window are free. */
guint cord_throttle_wait (CordThrottle *self, const char *key, guint allowed, gint64 now);
void cord_throttle_note_failure (CordThrottle *self, const char *key, gint64 now);
void cord_throttle_forget (CordThrottle *self, const char *key);

G_END_DECLS
