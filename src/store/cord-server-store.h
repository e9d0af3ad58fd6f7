/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* Opens the server's store and brings its tables up to date, after a copy of an older one was kept beside it
 * (sqlite/cord-sqlite-older.h). @address: "memory" or "sqlite:PATH"; anything else is INVALID with member "store". */
CordDatabase *cord_server_store_open (const char *address, GError **error);
/* The same for the one program that serves it, with its lock: CONFLICT with reason "in-use" when another serves it. */
CordDatabase *cord_server_store_serve (const char *address, GError **error);

/* Opens an existing store to read and copy it; nothing is created, migrated or changed. @immutable: nobody else changes
 * it either. NOT_FOUND, or INVALID with reason "foreign" or "newer". @schema: number of its last migration. */
CordDatabase *cord_server_store_look (const char *path, gboolean immutable, gint64 *schema, GError **error);
/* Opens an existing store of this version to read it; nothing is changed. NOT_FOUND, INVALID as above, or CONFLICT with
 * reason "older" where it would have to be brought up to date first. */
CordDatabase *cord_server_store_read (const char *address, GError **error);
/* The tables of the store, by name, with their numbers of rows: a(sx). Full reference. */
GVariant *cord_server_store_count (CordDatabase *database, GError **error);

/* Whether @address has one of the forms above; nothing is opened. INVALID with member "store" otherwise. */
gboolean cord_server_store_check (const char *address, GError **error);
/* The path of the file that an address names, inside it; NULL for "memory". */
const char *cord_server_store_path (const char *address);
/* The same where a file is needed: INVALID with member "store" for any other address. */
const char *cord_server_store_require_path (const char *address, GError **error);

G_END_DECLS
