/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/import/cord-import-complete.h"
#include "ctl/import/cord-import.h"
#include "ctl/import/cord-json-splitter.h"
#include "store/cord-resource-batch.h"
#include "wire/cord-resource-row.h"

G_BEGIN_DECLS

/* Limits of one resource; larger than the server's, since other systems may not have kept to those. */
extern const CordJsonLimits cord_import_limits;

/* One resource or person to be stored: exactly one of the first three is set. */
typedef struct
{
  CordResourceRow *row;
  JsonNode *person;
  GError *fault;       /* what is wrong with it, and where */
  gboolean optional;   /* with a fault: the rest of the file is good without it */
  CordJsonPiece place; /* where it stood; the text is no longer valid */
  CordImportLack lack; /* of the row */
} CordImportItem;

/* A file that holds people: "user" or "client". */
gboolean cord_import_holds_people (const char *stem);

/* Prefixes an error with file and place; a place inside the piece becomes the place in the file. Code, reason and hint
 * stay. @piece NULL: the place is known already. Takes @inner. */
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
  gboolean followed;             /* whether billing histories follow it */
} CordImportTarget;

/* Stores one item and counts it. INVALID for one that is refused, otherwise what the store answers. */
gboolean cord_import_store (CordImportTarget *target, const CordImportItem *item, GError **error);
CordImportCount *cord_import_types_get (GHashTable *types, const char *type); /* added when missing; owned by @types */

G_END_DECLS
