/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One spelling for each server, since what belongs to a server (open calls, the kept sign-in, the cached catalog) is
 * found by its address: scheme and host in lower case, no port that is the scheme's own, no slash at the end. What is
 * no http address, "unix:/path" among them, is answered as it is, and so is one with a user, a query or a fragment,
 * which cord_remote_new() refuses. Returns a new string. */
char *cord_server_address_normalize (const char *address);

G_END_DECLS
