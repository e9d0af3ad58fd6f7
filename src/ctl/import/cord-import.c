/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/import/cord-import.h"

#include "config.h"

#include "ctl/import/cord-import-private.h"
#include "ctl/import/cord-import-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define STEP 1000

/* The import of one file. */
typedef struct
{
  CordImportTarget target;
  CordImportSource *source;
  CordImportReader *reader;
  guint64 bytes; /* read so far; perhaps a little ahead of what is stored */
  guint done;
  guint faults; /* reported so far */
  guint left_out;
} FileImport;

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
report_progress (FileImport *file, gboolean end)
{
  const CordImport *import = file->target.import;
  const CordImportStage stage = { file->source->name, file->done, file->bytes, file->source->size, end };

  if (import->progress != NULL && (end || file->done % STEP == 0))
    import->progress (&stage, import->user_data);
}

/* Refusals */

/* Reports a refused resource. TRUE when the rest of the file is read to find more of them. Takes @fault. */
static gboolean
take_fault (FileImport *file, GError *fault, GError **error)
{
  const CordImport *import = file->target.import;

  if (import->fault == NULL || !g_error_matches (fault, CORD_ERROR, CORD_ERROR_INVALID))
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  import->fault (fault, import->user_data);
  g_error_free (fault);
  return ++file->faults < import->faults_most;
}

static gboolean
refuse_all (FileImport *file, GError **error)
{
  return cord_error_set_full (
      error, CORD_ERROR_INVALID, "refused", NULL, _ ("Correct them and import the file again."),
      g_dngettext (GETTEXT_PACKAGE, "%s: %u resource was refused, so nothing of the file was stored",
                   "%s: %u resources were refused, so nothing of the file was stored", file->faults),
      file->source->name, file->faults);
}

/* One in which nothing is good is perhaps something else, such as a list within an object. */
static gboolean
refuse_empty (FileImport *file, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "refused", NULL,
                              _ ("Write one resource a line, or an array of resources."),
                              _ ("%s: nothing of the file can be stored"), file->source->name);
}

/* Storing */

static void
leave_out (FileImport *file, const GError *fault)
{
  const CordImport *import = file->target.import;

  import->left_out (fault, import->user_data);
  file->left_out++;
}

static gboolean
store_item (FileImport *file, const CordImportItem *item, GError **error)
{
  GError *fault = NULL;

  if (item->fault != NULL && item->optional && file->target.import->left_out != NULL)
    {
      leave_out (file, item->fault);
      return TRUE;
    }
  if (item->fault != NULL)
    return take_fault (file, g_error_copy (item->fault), error);
  if (!cord_import_store (&file->target, item, &fault))
    return take_fault (file, cord_import_place_error (file->source->name, &item->place, fault), error);
  file->done++;
  report_progress (file, FALSE);
  return TRUE;
}

static gboolean
store_chunk (FileImport *file, const CordImportChunk *chunk, GError **error)
{
  file->bytes = chunk->bytes;
  for (guint i = 0; i < chunk->items->len; i++)
    if (!store_item (file, &g_array_index (chunk->items, CordImportItem, i), error))
      return FALSE;
  return TRUE;
}

/* Another program may append to the file faster than it is read. */
static gboolean
has_grown (const FileImport *file)
{
  return file->source->size >= 0 && file->bytes > (guint64)file->source->size;
}

static gboolean
store_chunks (FileImport *file, GError **error)
{
  const CordImportChunk *chunk;
  GError *inner = NULL;

  do
    chunk = cord_import_reader_next (file->reader);
  while (store_chunk (file, chunk, &inner) && !chunk->last && !has_grown (file));
  if (inner == NULL && file->faults > 0)
    refuse_all (file, &inner);
  if (inner == NULL && file->left_out > 0 && file->done == 0)
    refuse_empty (file, &inner);
  if (inner == NULL && cord_import_source_check (file->source, error))
    return cord_resource_batch_flush (file->target.batch, error);
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
store_file (FileImport *file, CordImportCount *count, GError **error)
{
  const CordImport *import = file->target.import;
  g_autoptr (CordResourceBatch) batch = cord_resource_batch_new (import->database, import->now);
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) types = cord_import_types_new ();

  file->target.batch = batch;
  file->target.people = people;
  file->target.types = types;
  if (!cord_database_begin (import->database, error))
    return FALSE;
  if (!store_chunks (file, error) || !end_transaction (import, error))
    {
      cord_database_rollback (import->database);
      return FALSE;
    }
  add_types (import, types, count);
  count->files++;
  report_progress (file, TRUE);
  return TRUE;
}

/* Whether a file of a folder holds resources: by its name, or by the type its first line names. */
static gboolean
holds_resources (const CordImportSource *source, const CordResourceType *type, const char *text, gsize length)
{
  const char *newline = memchr (text, '\n', length);

  return type != NULL || cord_import_holds_people (source->stem)
         || g_strstr_len (text, newline != NULL ? newline - text : (gssize)length, "\"@type\"") != NULL;
}

/* Waits for the first bytes before the store is locked: a pipe's writer may be slow. */
static gboolean
import_file (const CordImport *import, const char *path, gboolean optional, CordImportCount *count, GError **error)
{
  g_autoptr (CordImportSource) source = cord_import_source_open (path, error);
  g_autoptr (CordImportReader) reader = NULL;
  FileImport file = { .source = source };
  const CordResourceType *type;
  const char *text;
  gsize length;

  if (source == NULL)
    return FALSE;
  type = import->type != NULL ? import->type : cord_resource_type_find (source->stem);
  reader = cord_import_reader_new (source, type, import->now);
  text = cord_import_reader_peek (reader, &length, error);
  if (text == NULL)
    return FALSE;
  if (optional && !holds_resources (source, type, text, length))
    return TRUE;
  file.target.import = import;
  file.target.stem = source->stem;
  file.reader = reader;
  return store_file (&file, count, error);
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
