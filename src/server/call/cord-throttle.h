/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Counts failures by key over a sliding window (docs/security.md, T14). Times are in microseconds; failures that lie in
 * the future, because the clock was set back, are forgotten. */
typedef struct _CordThrottle CordThrottle;

/* A throttle that has counted nothing, with a window of @window microseconds. Free it with cord_throttle_free. */
CordThrottle *cord_throttle_new (gint64 window);
/* Frees @self and all it has counted. */
void cord_throttle_free (CordThrottle *self);

/* Seconds until @key may try again, 0 when it may now. Fewer than @allowed failures within the window go unpunished. */
guint cord_throttle_wait (CordThrottle *self, const char *key, guint allowed, gint64 now);
/* Counts a failure of @key at @now. When ten thousand keys are being counted, to bound memory, a further one is only
 * where it @matters, as for an account that exists. */
void cord_throttle_note_failure (CordThrottle *self, const char *key, gboolean matters, gint64 now);
/* Takes back the failure of @key that was noted at @at. */
void cord_throttle_take_back (CordThrottle *self, const char *key, gint64 at);
/* Forgets the failures of every key that begins with @prefix. */
void cord_throttle_forget (CordThrottle *self, const char *prefix);

G_END_DECLS
