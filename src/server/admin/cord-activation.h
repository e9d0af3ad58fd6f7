/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The socket that a service manager opened for this program and hands over (sd_listen_fds(3)): as descriptor 3, with
 * LISTEN_PID and LISTEN_FDS in the environment, which are removed here so that no child takes them for its own. NULL
 * without an error when none was handed over. INVALID with member "listen" when it is more than one, or no socket. */
GSocket *cord_activation_take_socket (GError **error);

G_END_DECLS
