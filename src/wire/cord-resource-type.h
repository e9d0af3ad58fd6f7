/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* The table of resources: their addresses, their mandatory members, which members a client may set, and which values
 * are indexed. The server's engine, the import, the client and the tests all use it. Source: docs/wire.md and the TM
 * Forum definitions, v4. */

#define CORD_TMF_API "/tmf-api" /* the bases of the TM Forum APIs begin with it */

/* A value of a resource that lists are filtered by and that the store indexes. The column is the path itself where
 * values stand as they are (numbers and booleans as JSON writes them). Four columns are for the search of customers,
 * and a search term is converted in the same way: "phoneEnd" is cord_text_phone() of a telephone number, reversed, so
 * that a prefix matches its end (of what is no number its digits); "nameKey" is one of cord_search_key_names() of a
 * name, of which a prefix matches the beginning of any word; "idKey" and "emailKey" are cord_search_key_id() and
 * cord_search_key_email() of values that are not their own key already. Lists are filtered by the names of people and
 * organizations in the columns that end in "~", cord_search_key_whole() of a name. The path of a name may be several
 * members with spaces between, which make one name together. */
#define CORD_RESOURCE_COLUMN_PHONE "phoneEnd"
#define CORD_RESOURCE_COLUMN_NAME "nameKey"
#define CORD_RESOURCE_COLUMN_ID "idKey"
#define CORD_RESOURCE_COLUMN_EMAIL "emailKey"
#define CORD_RESOURCE_COLUMN_WHOLE "~" /* at the end */
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
  const char *const *immutable;     /* a PATCH may name them as they are */
  const char *const *server_set;    /* ignored in a POST: id is accepted in kit mode only */
  const CordResourceIndex *indexes; /* ends with NULL path */
  const CordStateRule *states;      /* ends with NULL to; NULL: any */
  const char *operations;           /* subset of "LGCUD": list, get, create, update (PATCH), delete */
  gboolean keeps_unknown;           /* TM Forum resources keep members they do not know; Cordboard's own refuse them */
  gboolean loads_any;      /* an imported one may have any shape; what reads it sets aside what it cannot read */
  gboolean state_refused;  /* a POST that names the state is refused, though the definition permits it */
  const char *state_event; /* what its definition calls the event of a new state; NULL: <@type>StateChangeEvent */
} CordResourceType;

/* All types; static. */
const CordResourceType *cord_resource_type_table (gsize *n);
/* The type with this name or this @type; NULL for none. */
const CordResourceType *cord_resource_type_find (const char *name);
/* Whether everybody who signs in may read it, as the catalog. */
gboolean cord_resource_type_is_public (const CordResourceType *self);
/* Whether the type with this name is of people or organizations: "individual", "organization". */
gboolean cord_resource_type_is_party (const char *name);
/* The type of a path such as "/tmf-api/…/v4/product/x%2F1", or NULL. @id: the decoded id, to be freed; NULL without
 * one. */
const CordResourceType *cord_resource_type_for_path (const char *path, char **id);
/* The path of a type, "/tmf-api/…/v4/product", or with @id that of a resource, "…/product/x%2F1". Full string; NULL for
 * an unknown name. */
char *cord_resource_type_path (const char *name, const char *id);
/* The id of the customer that @document belongs to: of several parties the one with the role "customer" (in any case),
 * otherwise the first. Borrowed; NULL when there is none. */
const char *cord_resource_type_customer (const CordResourceType *type, JsonObject *document);
/* TRUE when @state is one of the states of the type, and for every state when the table names none. */
gboolean cord_resource_type_is_state (const CordResourceType *type, const char *state);
/* The state that a resource has when it is made without one; static. NULL: none. */
const char *cord_resource_type_first_state (const CordResourceType *type);
/* Members that hold times which the server sets when a resource is made, where its type has them; ends with NULL. The
 * last is "lastUpdate". */
const char *const *cord_resource_type_times (void);
/* Whether resources of the type get this one of those members. */
gboolean cord_resource_type_gets_time (const CordResourceType *type, const char *member);
/* Checks that @document has the mandatory members, the shapes of cord-resource-shape.h, and what the definition says of
 * its members (cord_definition_check(), also for @kit). INVALID with the member ("productOrderItem.0.action"), reason
 * "missing", "empty" or "shape". */
gboolean cord_resource_type_check (const CordResourceType *type, JsonObject *document, gboolean kit, GError **error);
/* The same for what a change makes of @before: @after must not lose a mandatory member, and what is different in it has
 * to be as the definition says. The rest may stay as it was loaded, at any depth. */
gboolean cord_resource_type_check_change (const CordResourceType *type, JsonObject *before, JsonObject *after,
                                          gboolean kit, GError **error);
/* Checks an imported document: of the mandatory members only the id is needed, since for example there are people with
 * one name only, and nothing is checked but the shapes, of what loads any nothing at all. INVALID likewise. */
gboolean cord_resource_type_check_import (const CordResourceType *type, JsonObject *document, GError **error);
/* TRUE when a resource may change from the state @from to @to; @from NULL: may it begin in @to. A state may follow
 * itself. */
gboolean cord_resource_type_may_become (const CordResourceType *type, const char *from, const char *to);
/* Called for one value of the index table. */
typedef void (*CordIndexFunc) (const char *column, const char *value, gpointer user_data);
/* Calls @func once for each column and value that @document is indexed by. */
void cord_resource_type_index (const CordResourceType *type, JsonObject *document, CordIndexFunc func,
                               gpointer user_data);

G_END_DECLS
