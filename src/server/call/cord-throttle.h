/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Counts failed sign-ins, per account and per address, over a sliding quarter of an hour (docs/security.md, T14). Times
 * are in microseconds. */
typedef struct _CordThrottle CordThrottle;

/* A throttle that has counted nothing. Free it with cord_throttle_free. */
CordThrottle *cord_throttle_new (void);
/* Frees @self and all it has counted. */
void cord_throttle_free (CordThrottle *self);

/* Seconds until @key may try again, 0 when it may now. @allowed failures within the window go unpunished. */
guint cord_throttle_wait (CordThrottle *self, const char *key, guint allowed, gint64 now);
/* Counts a failure of @key at @now. When ten thousand keys are being counted, further ones are not, to bound memory. */
void cord_throttle_note_failure (CordThrottle *self, const char *key, gint64 now);
/* Forgets the failures of @key, as after a success. */
void cord_throttle_forget (CordThrottle *self, const char *key);

G_END_DECLS
