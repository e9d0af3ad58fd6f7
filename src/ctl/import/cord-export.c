/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/import/cord-export.h"

#include "config.h"

#include "ctl/import/cord-export-file.h"
#include "store/cord-resource-snapshot.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define STEP 1000

/* The export of one type. */
typedef struct
{
  const CordExport *export;
  CordExportFile *file;
  CordExportStage *stage;
  GError *error;
} TypeExport;

static void
stage_free (gpointer data)
{
  CordExportStage *stage = data;

  g_free ((char *)stage->type);
  g_free (stage);
}

GPtrArray *
cord_export_done_new (void)
{
  return g_ptr_array_new_with_free_func (stage_free);
}

static void
report_progress (const TypeExport *output)
{
  output->stage->bytes = cord_export_file_get_bytes (output->file);
  if (output->export->progress != NULL && (output->stage->end || output->stage->done % STEP == 0))
    output->export->progress (output->stage, output->export->user_data);
}

static gboolean
write_resource (const CordStoredResource *resource, gpointer user_data)
{
  TypeExport *output = user_data;
  const char *between = !output->export->array ? "" : output->stage->done == 0 ? "[\n" : ",\n";
  const char *after = output->export->array ? "" : "\n";

  if (!cord_export_file_write (output->file, between, &output->error)
      || !cord_export_file_write (output->file, resource->document, &output->error)
      || !cord_export_file_write (output->file, after, &output->error))
    return FALSE;
  output->stage->done++;
  report_progress (output);
  return TRUE;
}

static gboolean
write_type (TypeExport *output, GError **error)
{
  const CordExport *export = output->export;
  const char *end;

  if (!cord_resource_snapshot_each (export->database, output->stage->type, write_resource, output, error))
    return FALSE;
  if (output->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&output->error));
      return FALSE;
    }
  end = !export->array ? "" : output->stage->done == 0 ? "[]\n" : "\n]\n";
  if (!cord_export_file_write (output->file, end, error) || !cord_export_file_finish (output->file, error))
    return FALSE;
  output->stage->end = TRUE;
  report_progress (output);
  return TRUE;
}

static char *
path_of (const CordExport *self, const char *type)
{
  g_autofree char *name = g_strconcat (type, self->array ? ".json" : ".jsonl", NULL);

  return self->folder != NULL ? g_build_filename (self->folder, name, NULL) : NULL;
}

static gboolean
export_type (const CordExport *self, const char *type, GPtrArray *files, GError **error)
{
  g_autofree char *path = path_of (self, type);
  TypeExport output = { .export = self, .file = cord_export_file_new (path, error) };

  if (output.file == NULL)
    return FALSE;
  g_ptr_array_add (files, output.file);
  output.stage = g_new0 (CordExportStage, 1);
  output.stage->type = g_strdup (type);
  g_ptr_array_add (self->done, output.stage);
  return write_type (&output, error);
}

static gboolean
export_types (const CordExport *self, const char *const *types, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_export_file_free);

  for (gsize i = 0; types[i] != NULL; i++)
    if (!export_type (self, types[i], files, error))
      return FALSE;
  for (guint i = 0; i < files->len; i++)
    if (!cord_export_file_keep (g_ptr_array_index (files, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
export_all (const CordExport *self, GError **error)
{
  g_autoptr (GPtrArray) types = cord_resource_snapshot_types (self->database, error);

  if (types == NULL)
    return FALSE;
  g_ptr_array_add (types, NULL);
  return export_types (self, (const char *const *)types->pdata, error);
}

gboolean
cord_export (const CordExport *self, GError **error)
{
  gboolean good;

  g_return_val_if_fail (self != NULL && CORD_IS_DATABASE (self->database) && self->done != NULL, FALSE);

  if (self->folder != NULL && g_mkdir_with_parents (self->folder, 0700) != 0)
    return cord_error_set_full (error, CORD_ERROR_INTERNAL, "write", NULL,
                                _ ("Check the folder and its permissions, then export again."),
                                _ ("%s cannot be written: %s"), self->folder, g_strerror (errno));
  if (!cord_resource_snapshot_begin (self->database, error))
    return FALSE;
  good = self->types != NULL ? export_types (self, self->types, error) : export_all (self, error);
  cord_resource_snapshot_end (self->database);
  return good;
}
