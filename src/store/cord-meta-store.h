/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* A single value of the store by its name; full string. NULL without error when there is none. */
char *cord_meta_store_get (CordDatabase *database, const char *key, GError **error);
/* Sets the value, in place of an earlier one. */
gboolean cord_meta_store_set (CordDatabase *database, const char *key, const char *value, GError **error);
/* The store's secret key of this name, @length bytes, made from the system's random source when it is first asked for.
 * Full reference. */
GBytes *cord_meta_store_get_key (CordDatabase *database, const char *key, gsize length, GError **error);

G_END_DECLS
