/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* Opens the server's store and brings its tables up to date. @address: "memory" or "sqlite:PATH"; anything else is
 * INVALID with member "store". */
CordDatabase *cord_server_store_open (const char *address, GError **error);

/* The form of such an address alone: nothing is opened. */
gboolean cord_server_store_check (const char *address, GError **error);
/* The path of the file that an address names, inside it; NULL for "memory". */
const char *cord_server_store_path (const char *address);

G_END_DECLS
