/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/import/cord-export-file.h"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BUFFER (256 * 1024)

struct _CordExportFile
{
  char *path;      /* NULL: standard output */
  char *temporary; /* NULL when there is nothing to take away */
  char *shown;
  FILE *stream;
  guint64 bytes;
};

static gboolean
refuse (const CordExportFile *self, int code, GError **error)
{
  gboolean full = code == ENOSPC || code == EDQUOT || code == EFBIG;

  return cord_error_set_full (error, CORD_ERROR_INTERNAL, full ? "disk-full" : "write", NULL,
                              full ? _ ("Make room or choose another folder, then export again.")
                                   : _ ("Check the folder and its permissions, then export again."),
                              _ ("%s cannot be written: %s"), self->shown, g_strerror (code));
}

static gboolean
open_temporary (CordExportFile *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *hidden = g_strdup_printf (".%s.XXXXXX", name);
  g_autofree char *template = g_build_filename (folder, hidden, NULL);
  int descriptor = g_mkstemp (template);

  if (descriptor < 0)
    return refuse (self, errno, error);
  self->temporary = g_steal_pointer (&template);
  self->stream = fdopen (descriptor, "w");
  setvbuf (self->stream, NULL, _IOFBF, BUFFER);
  return TRUE;
}

CordExportFile *
cord_export_file_new (const char *path, GError **error)
{
  g_autoptr (CordExportFile) self = g_new0 (CordExportFile, 1);

  self->path = g_strdup (path);
  self->shown = path != NULL ? g_filename_display_name (path) : g_strdup (_ ("standard output"));
  if (path == NULL)
    self->stream = stdout;
  else if (!open_temporary (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
cord_export_file_free (CordExportFile *self)
{
  if (self->stream != NULL && self->path != NULL)
    fclose (self->stream);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self->shown);
  g_free (self);
}

gboolean
cord_export_file_write (CordExportFile *self, const char *text, GError **error)
{
  gsize length = strlen (text);

  self->bytes += length;
  return fwrite (text, 1, length, self->stream) == length || refuse (self, errno, error);
}

guint64
cord_export_file_get_bytes (const CordExportFile *self)
{
  return self->bytes;
}

gboolean
cord_export_file_finish (CordExportFile *self, GError **error)
{
  FILE *stream = g_steal_pointer (&self->stream);
  gboolean good = fflush (stream) == 0 && (self->path == NULL || fsync (fileno (stream)) == 0);
  int code = errno;

  if (self->path != NULL && fclose (stream) != 0 && good)
    {
      good = FALSE;
      code = errno;
    }
  return good || refuse (self, code, error);
}

gboolean
cord_export_file_keep (CordExportFile *self, GError **error)
{
  g_return_val_if_fail (self->stream == NULL, FALSE);

  if (self->path == NULL)
    return TRUE;
  if (g_rename (self->temporary, self->path) != 0)
    return refuse (self, errno, error);
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}
