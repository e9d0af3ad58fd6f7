/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/catalog/cord-offering.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* { version, currency, scale, offerings [offering documents] } */
#define CORD_TYPE_CATALOG (cord_catalog_get_type ())
G_DECLARE_FINAL_TYPE (CordCatalog, cord_catalog, CORD, CATALOG, GObject)

CordCatalog *cord_catalog_new (GVariant *document, GError **error);
GVariant *cord_catalog_get_document (CordCatalog *self);
const char *cord_catalog_get_version (CordCatalog *self);
const char *cord_catalog_get_currency (CordCatalog *self);           /* or NULL */
GListModel *cord_catalog_get_offerings (CordCatalog *self);          /* CordOffering */
CordOffering *cord_catalog_find (CordCatalog *self, const char *id); /* borrowed, or NULL; @id may be NULL */

G_END_DECLS
