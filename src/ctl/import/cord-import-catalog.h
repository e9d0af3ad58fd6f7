/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/catalog/cord-catalog.h"
#include "store/cord-database.h"
#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

/* TRUE for what an import may leave out without harm to the rest of the file: one offering, or one price, of which the
 * offerings that need it are set aside then. NULL is none. */
gboolean cord_import_is_entry (const CordResourceType *type);
/* TRUE when @types, which an import counted (cord-import.h), has resources that the catalog is read from. */
gboolean cord_import_touches_catalog (GHashTable *types);
/* The catalog as a server reads it from the store, so that what is not sold can be named. Full reference; NULL with an
 * error of the store, or of a catalog that cannot be used. */
CordCatalog *cord_import_read_catalog (CordDatabase *database, GError **error);

G_END_DECLS
