/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether the server answers: learnt from the outcomes of requests, and while it does not, from a probe with a back-off
 * (full jitter, doubling up to 30 s). Property: online (b), TRUE until something fails. Signals: "probe", when it is
 * time to ask; the listener answers with cord_connectivity_note. "retry": what waits may be sent again. */
#define CORD_TYPE_CONNECTIVITY (cord_connectivity_get_type ())
G_DECLARE_FINAL_TYPE (CordConnectivity, cord_connectivity, CORD, CONNECTIVITY, GObject)

CordConnectivity *cord_connectivity_new (void);
gboolean cord_connectivity_get_online (CordConnectivity *self);
void cord_connectivity_note (CordConnectivity *self, gboolean answered);
/* The server answers but asked for patience, or failed at one request: "retry" after a back-off, not before @seconds.
 */
void cord_connectivity_hold (CordConnectivity *self, guint seconds);
/* The network changed: a probe now, when offline. */
void cord_connectivity_nudge (CordConnectivity *self);
void cord_connectivity_settle (CordConnectivity *self); /* something held went through: the back-off starts anew */
/* Milliseconds of the first wait and the longest one; for tests. */
void cord_connectivity_set_pace (CordConnectivity *self, guint first, guint longest);

G_END_DECLS
