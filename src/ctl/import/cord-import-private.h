/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/import/cord-import.h"
#include "ctl/import/cord-json-splitter.h"
#include "store/cord-resource-batch.h"
#include "wire/cord-resource-row.h"

G_BEGIN_DECLS

/* Of one resource; larger than what the server takes, which others may not have heeded. */
extern const CordJsonLimits cord_import_limits;

/* One resource or person on the way in: the first three exclude each other. */
typedef struct
{
  CordResourceRow *row;
  JsonNode *person;
  GError *fault;       /* what is wrong with it, and where */
  CordJsonPiece place; /* where it was; its text is gone */
} CordImportItem;

/* A file that holds people: "user" or "client". */
gboolean cord_import_holds_people (const char *stem);

/* Puts file and place before what went wrong, and moves what is said about a place in the piece to where that is in the
 * file; code, reason and hint stay. @piece NULL: the place is known already. Takes @inner. */
GError *cord_import_place_error (const char *name, const CordJsonPiece *piece, GError *inner);

/* What a file's resources become in the store. */
typedef struct
{
  const CordImport *import;
  const char *stem; /* of the file's name */
  CordResourceBatch *batch;
  GHashTable *people;            /* names in this file, of one that holds people */
  GHashTable *types;             /* CordImportCount by name of the type, of this file alone */
  const CordResourceType *asked; /* whether listeners hear of it … */
  gboolean heard;                /* … and whether they do */
} CordImportTarget;

gboolean cord_import_store (CordImportTarget *target, const CordImportItem *item, GError **error);
CordImportCount *cord_import_types_get (GHashTable *types, const char *type); /* made when it is not there */

G_END_DECLS
