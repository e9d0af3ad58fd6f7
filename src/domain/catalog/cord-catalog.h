/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/catalog/cord-offering.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CordCatalog: what can be sold, a read-only view of its document { version, currency, scale, offerings [offering
 * documents] }. Properties, read-only: version, offerings.
 */
#define CORD_TYPE_CATALOG (cord_catalog_get_type ())
G_DECLARE_FINAL_TYPE (CordCatalog, cord_catalog, CORD, CATALOG, GObject)

/* The view of @document. An offering without a currency gets that of the catalog. NULL, INVALID with the member at
 * fault ("offerings.3.price"), when an offering is not valid or an id is used twice. Returns a full reference. */
CordCatalog *cord_catalog_new (GVariant *document, GError **error);
/* The version that the operator gave the catalog; "" when it has none. Owned by @self. */
const char *cord_catalog_get_version (CordCatalog *self);
/* ISO 4217, or NULL when the catalog has none. Owned by @self. */
const char *cord_catalog_get_currency (CordCatalog *self);
/* All offerings, in the order of the document. (element-type CordOffering) Owned by @self. */
GListModel *cord_catalog_get_offerings (CordCatalog *self);
/* The offering with that @id; NULL when there is none, and for NULL. Owned by @self. */
CordOffering *cord_catalog_find (CordCatalog *self, const char *id);
/* The offering that the billing engine calls @name (cord_history_name); NULL when there is none. Owned by @self. */
CordOffering *cord_catalog_find_billed (CordCatalog *self, const char *name);

/* The offerings that are not sold because something in them cannot be read, in the order of the catalog. (element-type
 * CordOffering) Owned by @self. */
const GPtrArray *cord_catalog_get_problems (CordCatalog *self);

/* What the promotion is called that a discount of that name in a billing history is of; the name itself when the
 * catalog does not know it. Returns a new string. */
char *cord_catalog_dup_discount_title (CordCatalog *self, const char *discount);

/* The currency of a catalog document that is not read otherwise, or NULL. */
const char *cord_catalog_document_get_currency (GVariant *document);
/* The document with the time it was cached at (microseconds since the epoch) as the member `cachedAt`. Full reference.
 */
GVariant *cord_catalog_document_new_cached (GVariant *document, gint64 stored);

G_END_DECLS
