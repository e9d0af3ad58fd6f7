/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tells a service manager the state of this program (sd_notify(3)): one datagram to the socket that NOTIFY_SOCKET
 * names. Without one nothing is said. */
typedef struct _CordNotify CordNotify;

/* Connects to the manager's socket, if there is one; free it with cord_notify_free. */
CordNotify *cord_notify_new (void);
/* Stops the watchdog and closes the socket. */
void cord_notify_free (CordNotify *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordNotify, cord_notify_free)

/* The program serves, after its start or a reload; @status is one line for people. */
void cord_notify_ready (CordNotify *self, const char *status);
/* The program reads its configuration again, until cord_notify_ready. */
void cord_notify_reloading (CordNotify *self);
/* The program is about to end. */
void cord_notify_stopping (CordNotify *self);
/* Says from the main loop of the calling thread that it turns, twice in each span that the manager waits; it restarts a
 * program whose loop is stuck. */
void cord_notify_start_watchdog (CordNotify *self);

G_END_DECLS
