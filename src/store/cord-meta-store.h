/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* Single values of the store, by name. NULL without error when there is none. */
char *cord_meta_store_get (CordDatabase *database, const char *key, GError **error);
gboolean cord_meta_store_set (CordDatabase *database, const char *key, const char *value, GError **error);
/* The store's secret key under this name, made from the system's random source when first asked for: @length bytes. */
GBytes *cord_meta_store_get_key (CordDatabase *database, const char *key, gsize length, GError **error);

G_END_DECLS
