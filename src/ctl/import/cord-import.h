/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"
#include "store/cord-secret.h"
#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

/* Brings TM Forum resources from files into the server's store: one JSON array or JSON Lines a file, the type by
 * "@type", otherwise by the file's name ("product.jsonl"). Each file is one transaction and is read as a stream, so its
 * size does not matter; a resource is 16 MiB at most. Importing the same again changes nothing, not even a salt. A file
 * named user or client holds people and systems instead: {name, role, password} and {name, secret}. */
typedef struct
{
  guint files;
  guint created;
  guint changed; /* the document, or a secret that came with it */
  guint unchanged;
} CordImportCount;

/* How far a file is. */
typedef struct
{
  const char *file;
  guint done;    /* resources */
  guint64 bytes; /* read */
  gint64 size;   /* in bytes; -1 when it is not known: a pipe */
  gboolean end;
} CordImportStage;

/* Called every thousand resources and at the end of each file. */
typedef void (*CordImportProgress) (const CordImportStage *stage, gpointer user_data);
/* Called for each refused resource. */
typedef void (*CordImportFault) (const GError *error, gpointer user_data);

typedef struct
{
  CordDatabase *database;       /* cord_server_store_open */
  gint64 now;                   /* microseconds since the epoch */
  const CordSecretCost *cost;   /* of user passwords; NULL: the default */
  CordImportProgress progress;  /* or NULL */
  gpointer user_data;           /* of progress and fault */
  const CordResourceType *type; /* of resources that do not say; NULL: by the file's name */
  gboolean dry_run;             /* each file is undone after it was stored */
  CordImportFault fault;        /* NULL: a file ends at the first refusal, which is the error */
  guint faults_most;            /* with it: after so many refusals */
  CordImportFault
      left_out;      /* offerings and prices that cannot be stored are left out; NULL: they are refused as well */
  GHashTable *types; /* takes a CordImportCount by name of the type; files stay 0; cord_import_types_new; or NULL */
} CordImport;

#define CORD_IMPORT_STANDARD_INPUT "-"

GHashTable *cord_import_types_new (void); /* empty, for @types */

/* @path: a file, "-" for standard input, or a folder of which every .json and .jsonl that holds resources is read, in
 * order of name; files of a folder that are of no known type are skipped. INVALID names file, line or element, and
 * member: nothing of that file was stored. A file that is no JSON is refused whatever it holds. An id that stands twice
 * in a file is refused (reason "duplicate"), as is a file that changes meanwhile
 * ("file-changed"). Waits for another writer as the store does, then INTERNAL with reason "locked". */
gboolean cord_import (const CordImport *import, const char *path, CordImportCount *count, GError **error);

G_END_DECLS
