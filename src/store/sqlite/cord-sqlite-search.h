/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Gives SQL the keys of searches (base/cord-search-key.h), so that a migration can make those of an older store anew:
 * cord_name_keys(name, …), a JSON array of texts, the keys of all the names; cord_whole_name(name); cord_id_key(id);
 * cord_email_key(text). Of NULL they are NULL. They can be called by statements alone, not by what a file brings
 * (docs/security.md, T26). A code of SQLite. */
int cord_sqlite_add_search_keys (sqlite3 *handle);

G_END_DECLS
