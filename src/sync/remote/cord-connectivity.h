/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether the server answers: known from the outcomes of requests, and while it does not answer from a probe with a
 * back-off (full jitter, doubling up to 30 s). Property: online (b), TRUE until a request fails. Signals: "probe", when
 * it is time to ask the server; the listener reports with cord_connectivity_note. "retry", when what waits may be sent
 * again. */
#define CORD_TYPE_CONNECTIVITY (cord_connectivity_get_type ())
G_DECLARE_FINAL_TYPE (CordConnectivity, cord_connectivity, CORD, CONNECTIVITY, GObject)

/* Online; its timers run in the thread's default main context. Full reference. */
CordConnectivity *cord_connectivity_new (void);
/* Whether the last request was answered. */
gboolean cord_connectivity_get_online (CordConnectivity *self);
/* Reports whether a request was answered, whatever the answer. Coming back online emits "retry"; without an answer the
 * next probe is scheduled. */
void cord_connectivity_note (CordConnectivity *self, gboolean answered);
/* The server answers but asked to wait, or failed at one request: emits "retry" after a back-off, not before @seconds.
 */
void cord_connectivity_hold (CordConnectivity *self, guint seconds);
/* The network changed: when offline, probes soon. */
void cord_connectivity_nudge (CordConnectivity *self);
/* A request that was put off was answered: the back-off starts anew. */
void cord_connectivity_settle (CordConnectivity *self);
/* Milliseconds of the first wait and the longest one; for tests. */
void cord_connectivity_set_pace (CordConnectivity *self, guint first, guint longest);

G_END_DECLS
