/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

/* A document as it is put into the store: what is stored, what is indexed, and the secrets, which are stored as hashes
 * only. Both the server's engine and the import make rows here, so that no stored document holds a PIN. */
typedef struct
{
  const CordResourceType *type;
  char *id;
  char *document;     /* JSON text, with href, without secrets */
  GPtrArray *columns; /* (element-type utf8): name, value, name, value …, NULL */
  GPtrArray *secrets; /* (element-type utf8): factor ("pin", "password", "secret"), value …, NULL; of one factor the
                       * last counts; none but of individuals, organizations and customers; wiped when freed */
} CordResourceRow;

/* The index column of the line that a product serves: its characteristic "serviceId". */
#define CORD_RESOURCE_COLUMN_SERVICE "service"

/* The row of @document, which is changed: it gets its href, a relative path, and loses its secrets: the entries of
 * partyCharacteristic, characteristic and productCharacteristic, the members of a party or a customer, and the numbers
 * of individualIdentification and organizationIdentification, that cord-secret-name.h recognises. INVALID when it has
 * no id. */
CordResourceRow *cord_resource_row_new (const CordResourceType *type, JsonObject *document, GError **error);
/* Frees the row and wipes its secrets. */
void cord_resource_row_free (CordResourceRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordResourceRow, cord_resource_row_free)

G_END_DECLS
