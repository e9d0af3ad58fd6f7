/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tells a service manager how this program fares (sd_notify(3)): one datagram to the socket that NOTIFY_SOCKET names.
 * Without one nothing is said. */
typedef struct _CordNotify CordNotify;

CordNotify *cord_notify_new (void);
void cord_notify_free (CordNotify *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordNotify, cord_notify_free)

void cord_notify_ready (CordNotify *self, const char *status);
void cord_notify_reloading (CordNotify *self); /* until it is ready again */
void cord_notify_stopping (CordNotify *self);
/* Says from the main loop of the calling thread that it turns, twice in each span that the manager waits; it restarts a
 * program whose loop is stuck. */
void cord_notify_start_watchdog (CordNotify *self);

G_END_DECLS
