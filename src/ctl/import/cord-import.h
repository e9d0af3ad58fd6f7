/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"
#include "store/cord-secret.h"

G_BEGIN_DECLS

/* Brings TM Forum resources from files into the server's store: one JSON array or JSON Lines a file, the type by
 * "@type", otherwise by the file's name ("product.jsonl"). Each file is one transaction. Importing the same again
 * changes nothing. A file named user or client holds people and systems instead: {name, role, password} and {name,
 * secret}. */
typedef struct
{
  guint files;
  guint created;
  guint changed;
  guint unchanged;
} CordImportCount;

/* Called every thousand resources and at the end of each file; @total 0 when it is not known yet. */
typedef void (*CordImportProgress) (const char *file, guint done, guint total, gpointer user_data);

typedef struct
{
  CordDatabase *database;      /* cord_server_store_open */
  gint64 now;                  /* microseconds since the epoch */
  const CordSecretCost *cost;  /* of user passwords; NULL: the default */
  CordImportProgress progress; /* or NULL */
  gpointer user_data;
} CordImport;

/* @path: a file, or a folder of which every .json and .jsonl that holds resources is read, in order of name; files of a
 * folder that are of no known type are left alone. INVALID names file, line (or number of the element) and member:
 * nothing of that file was stored. */
gboolean cord_import (const CordImport *import, const char *path, CordImportCount *count, GError **error);

G_END_DECLS
