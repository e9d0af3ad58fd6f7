/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/import/cord-import.h"

#include "config.h"

#include "ctl/import/cord-import-private.h"
#include "ctl/import/cord-import-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define STEP 1000

/* A file on its way in. */
typedef struct
{
  CordImportTarget target;
  CordImportSource *source;
  CordImportReader *reader;
  guint64 bytes; /* split up to now, perhaps a little ahead of what is stored */
  guint done;
  guint faults; /* told, while more are looked for */
} Passage;

/* Counts */

GHashTable *
cord_import_types_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

CordImportCount *
cord_import_types_get (GHashTable *types, const char *type)
{
  CordImportCount *count = g_hash_table_lookup (types, type);

  if (count == NULL)
    {
      count = g_new0 (CordImportCount, 1);
      g_hash_table_insert (types, g_strdup (type), count);
    }
  return count;
}

static void
add_count (CordImportCount *sum, const CordImportCount *count)
{
  sum->created += count->created;
  sum->changed += count->changed;
  sum->unchanged += count->unchanged;
}

static void
add_types (const CordImport *import, GHashTable *types, CordImportCount *sum)
{
  GHashTableIter iter;
  gpointer type, count;

  g_hash_table_iter_init (&iter, types);
  while (g_hash_table_iter_next (&iter, &type, &count))
    {
      add_count (sum, count);
      if (import->types != NULL)
        add_count (cord_import_types_get (import->types, type), count);
    }
}

static void
tell (Passage *passage, gboolean end)
{
  const CordImport *import = passage->target.import;
  const CordImportStage stage = { passage->source->name, passage->done, passage->bytes, passage->source->size, end };

  if (import->progress != NULL && (end || passage->done % STEP == 0))
    import->progress (&stage, import->user_data);
}

/* Refusals */

/* TRUE when the file is read on to find more like it. Takes @fault. */
static gboolean
bear (Passage *passage, GError *fault, GError **error)
{
  const CordImport *import = passage->target.import;

  if (import->fault == NULL || !g_error_matches (fault, CORD_ERROR, CORD_ERROR_INVALID))
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  import->fault (fault, import->user_data);
  g_error_free (fault);
  return ++passage->faults < import->faults_most;
}

static gboolean
refuse_all (Passage *passage, GError **error)
{
  return cord_error_set_full (
      error, CORD_ERROR_INVALID, "refused", NULL, _ ("Correct them and import the file again."),
      g_dngettext (GETTEXT_PACKAGE, "%s: %u resource was refused, so nothing of the file was stored",
                   "%s: %u resources were refused, so nothing of the file was stored", passage->faults),
      passage->source->name, passage->faults);
}

/* Storing */

static gboolean
store_item (Passage *passage, const CordImportItem *item, GError **error)
{
  GError *fault = NULL;

  if (item->fault != NULL)
    return bear (passage, g_error_copy (item->fault), error);
  if (!cord_import_store (&passage->target, item, &fault))
    return bear (passage, cord_import_place_error (passage->source->name, &item->place, fault), error);
  passage->done++;
  tell (passage, FALSE);
  return TRUE;
}

static gboolean
store_chunk (Passage *passage, const CordImportChunk *chunk, GError **error)
{
  passage->bytes = chunk->bytes;
  for (guint i = 0; i < chunk->items->len; i++)
    if (!store_item (passage, &g_array_index (chunk->items, CordImportItem, i), error))
      return FALSE;
  return TRUE;
}

/* Somebody may write it faster than this reads. */
static gboolean
has_grown (const Passage *passage)
{
  return passage->source->size >= 0 && passage->bytes > (guint64)passage->source->size;
}

static gboolean
store_chunks (Passage *passage, GError **error)
{
  const CordImportChunk *chunk;
  GError *inner = NULL;

  do
    chunk = cord_import_reader_next (passage->reader);
  while (store_chunk (passage, chunk, &inner) && !chunk->last && !has_grown (passage));
  if (inner == NULL && passage->faults > 0)
    refuse_all (passage, &inner);
  if (inner == NULL && cord_import_source_check (passage->source, error))
    return cord_resource_batch_flush (passage->target.batch, error);
  if (inner != NULL)
    g_propagate_error (error, inner);
  return FALSE;
}

static gboolean
end_transaction (const CordImport *import, GError **error)
{
  if (!import->dry_run)
    return cord_database_commit (import->database, error);
  cord_database_rollback (import->database);
  return TRUE;
}

static gboolean
store_file (Passage *passage, CordImportCount *count, GError **error)
{
  const CordImport *import = passage->target.import;
  g_autoptr (CordResourceBatch) batch = cord_resource_batch_new (import->database, import->now);
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) types = cord_import_types_new ();

  passage->target.batch = batch;
  passage->target.people = people;
  passage->target.types = types;
  if (!cord_database_begin (import->database, error))
    return FALSE;
  if (!store_chunks (passage, error) || !end_transaction (import, error))
    {
      cord_database_rollback (import->database);
      return FALSE;
    }
  add_types (import, types, count);
  count->files++;
  tell (passage, TRUE);
  return TRUE;
}

/* Whether a file of a folder is for us: by its name, or by the type its first line names. */
static gboolean
is_ours (const CordImportSource *source, const CordResourceType *type, const char *text, gsize length)
{
  const char *newline = memchr (text, '\n', length);

  return type != NULL || cord_import_holds_people (source->stem)
         || g_strstr_len (text, newline != NULL ? newline - text : (gssize)length, "\"@type\"") != NULL;
}

/* The store is not locked before there is something to put into it: a pipe's writer takes its time. */
static gboolean
import_file (const CordImport *import, const char *path, gboolean optional, CordImportCount *count, GError **error)
{
  g_autoptr (CordImportSource) source = cord_import_source_open (path, error);
  g_autoptr (CordImportReader) reader = NULL;
  Passage passage = { .source = source };
  const CordResourceType *type;
  const char *text;
  gsize length;

  if (source == NULL)
    return FALSE;
  type = import->type != NULL ? import->type : cord_resource_type_find (source->stem);
  reader = cord_import_reader_new (source, type);
  text = cord_import_reader_peek (reader, &length, error);
  if (text == NULL)
    return FALSE;
  if (optional && !is_ours (source, type, text, length))
    return TRUE;
  passage.target.import = import;
  passage.target.stem = source->stem;
  passage.reader = reader;
  return store_file (&passage, count, error);
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static gboolean
import_folder (const CordImport *import, const char *path, CordImportCount *count, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (folder == NULL)
    return FALSE;
  while ((name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".json") || g_str_has_suffix (name, ".jsonl"))
      g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, by_name);
  for (guint i = 0; i < names->len; i++)
    {
      const char *file = g_ptr_array_index (names, i);

      if (g_file_test (file, G_FILE_TEST_IS_REGULAR) && !import_file (import, file, TRUE, count, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
cord_import (const CordImport *import, const char *path, CordImportCount *count, GError **error)
{
  CordImportCount own = { 0 };

  g_return_val_if_fail (import != NULL && CORD_IS_DATABASE (import->database) && path != NULL, FALSE);
  if (count == NULL)
    count = &own;
  return g_file_test (path, G_FILE_TEST_IS_DIR) ? import_folder (import, path, count, error)
                                                : import_file (import, path, FALSE, count, error);
}
