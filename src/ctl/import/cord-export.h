/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"
#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

/* Writes the resources of a store to files that cord_import reads, one a type, named for it: "product.jsonl", or
 * "product.json" for an array. All of them show the store at one moment. Resources stand in order of their ids, each on
 * a line of its own as it is stored: what was imported, with its href, without its secrets. Those, people and clients
 * cannot be exported: the store itself has only their hashes. */
typedef struct
{
  const char *type; /* of the table of types, or a name it no longer has */
  guint64 done;
  guint64 bytes;
  gboolean end;
} CordExportStage;

/* Called every thousand resources and at the end of each type. */
typedef void (*CordExportProgress) (const CordExportStage *stage, gpointer user_data);

typedef struct
{
  CordDatabase *database;
  const char *folder;          /* made when it is missing; NULL: standard output, for one type */
  const char *const *types;    /* names, NULL-terminated; NULL: all there are any of */
  gboolean array;              /* otherwise JSON Lines */
  CordExportProgress progress; /* or NULL */
  gpointer user_data;
  GPtrArray *done; /* (element-type CordExportStage): what was written of each type; cord_export_done_new */
} CordExport;

GPtrArray *cord_export_done_new (void); /* empty, for @done */

/* All the files or none: they take their names when the last of them is complete. They are readable by their owner
 * only. INTERNAL with reason "disk-full" or "write", or what the store answers. */
gboolean cord_export (const CordExport *self, GError **error);

G_END_DECLS
