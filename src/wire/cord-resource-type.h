/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* The one table of resources: where they live, what they must hold, who sets what, and which values are indexed. The
 * server's engine, the import, the client and the tests all read it. Source: docs/wire.md and the TM Forum definitions,
 * v4.
 */

#define CORD_TMF_API "/tmf-api" /* where the bases of the TM Forum APIs begin */

/* A value of a resource that lists are filtered by and that the store indexes. The column is the path itself where
 * values stand as they are (numbers and booleans as JSON writes them). Two columns hold what customers are found by,
 * made alike on both sides: "phoneEnd": cord_text_digits of a telephone number, written backwards, so that a prefix
 * finds it by its end; "words": cord_text_search_key of a name, and of it from each further word on, so that a prefix
 * finds any part of the name. */
#define CORD_RESOURCE_COLUMN_PHONE "phoneEnd"
typedef struct
{
  const char *path;   /* "relatedParty.id" */
  const char *column; /* the key's name in the index table */
} CordResourceIndex;

typedef struct
{
  const char *from; /* NULL: the first state */
  const char *to;
} CordStateRule;

typedef struct
{
  const char *name;                 /* "product": type in the store and file stem at import */
  const char *type;                 /* "@type": "Product" */
  const char *base;                 /* "/tmf-api/productInventory/v4" or "/cordboard/v1" */
  const char *disclosure;           /* class of its documents: "PUBLIC", "ACCOUNT", "CPNI" */
  const char *customer;             /* path to the customer's id inside it, NULL when it belongs to none */
  const char *state;                /* name of its state attribute ("state", "status", "lifecycleStatus"), or NULL */
  const char *first;                /* its state where a POST names none; NULL: the first of @states, if any */
  const char *const *mandatory;     /* at POST */
  const char *const *immutable;     /* not in a PATCH */
  const char *const *server_set;    /* ignored in a POST: id is accepted in kit mode only */
  const CordResourceIndex *indexes; /* ends with NULL path */
  const CordStateRule *states;      /* ends with NULL to; NULL: any */
  const char *operations;           /* subset of "LGCUD": list, get, create, update (PATCH), delete */
  gboolean keeps_unknown;           /* TM Forum resources keep members they do not know; Cordboard's own refuse them */
  const char *state_event; /* what its definition calls the event of a new state; NULL: <@type>StateChangeEvent */
} CordResourceType;

const CordResourceType *cord_resource_type_table (gsize *n);
const CordResourceType *cord_resource_type_find (const char *name); /* by name or by @type; NULL */
/* "/tmf-api/…/v4/product/x%2F1" → type and decoded id (NULL without one). */
const CordResourceType *cord_resource_type_for_path (const char *path, char **id);
/* The same without an id, for a client: "/tmf-api/…/v4/product" or, with @id, ".../product/x%2F1". NULL for an unknown
 * name. */
char *cord_resource_type_path (const char *name, const char *id);
/* The customer's id inside it: where several parties are named, the one with the role "customer" (any case), otherwise
 * the first. NULL when none. */
const char *cord_resource_type_customer (const CordResourceType *type, JsonObject *document);
/* TRUE when @state is one of the states the type names (always, when it names none). */
gboolean cord_resource_type_is_state (const CordResourceType *type, const char *state);
/* Mandatory members, and the shapes of the members known here, with what each of their entries must hold; INVALID
 * naming the member ("productOrderItem.0.action"), reason "missing" or "shape". */
gboolean cord_resource_type_check (const CordResourceType *type, JsonObject *document, GError **error);
/* The same for what is loaded from elsewhere: it needs its id and the right shapes, and nothing else (people with one
 * name exist). */
gboolean cord_resource_type_check_import (const CordResourceType *type, JsonObject *document, GError **error);
gboolean cord_resource_type_may_become (const CordResourceType *type, const char *from, const char *to);
/* Every (column, value) of the document, for the index table: callback once each. */
typedef void (*CordIndexFunc) (const char *column, const char *value, gpointer user_data);
void cord_resource_type_index (const CordResourceType *type, JsonObject *document, CordIndexFunc func,
                               gpointer user_data);

G_END_DECLS
