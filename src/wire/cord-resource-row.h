/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

/* A document on its way into the store: what is stored, what is indexed, and what must never be stored in the clear.
 * The server's engine and the import both come through here, so a PIN is in no document whichever way it arrived. */
typedef struct
{
  const CordResourceType *type;
  char *id;
  char *document;     /* JSON text, with href, without secrets */
  GPtrArray *columns; /* (element-type utf8): name, value, name, value …, NULL */
  GPtrArray *secrets; /* (element-type utf8): factor ("pin", "password", "secret"), value …, NULL; wiped when freed */
} CordResourceRow;

/* The index column of what a product serves: its characteristic "serviceId". */
#define CORD_RESOURCE_COLUMN_SERVICE "service"

/* @document must have an id (INVALID otherwise); gets its href, a relative path, and loses its secrets: entries of
 * partyCharacteristic, characteristic, individualIdentification and organizationIdentification that
 * cord-secret-name.h recognises. */
CordResourceRow *cord_resource_row_new (const CordResourceType *type, JsonObject *document, GError **error);
void cord_resource_row_free (CordResourceRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordResourceRow, cord_resource_row_free)

G_END_DECLS
