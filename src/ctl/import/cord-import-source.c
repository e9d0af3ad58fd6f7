/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/import/cord-import-source.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
refuse (const char *name, int code, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "file", NULL, _ ("Check the name and its permissions."),
                              _ ("%s cannot be read: %s"), name, g_strerror (code));
}

static gint64
time_of (const struct stat *status)
{
  return status->st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + status->st_mtim.tv_nsec;
}

CordImportSource *
cord_import_source_open (const char *path, GError **error)
{
  gboolean standard = g_str_equal (path, "-");
  int descriptor = standard ? STDIN_FILENO : g_open (path, O_RDONLY | O_CLOEXEC, 0);
  g_autoptr (CordImportSource) self = NULL;
  struct stat status;

  if (descriptor < 0 || fstat (descriptor, &status) != 0)
    {
      g_autofree char *shown = g_filename_display_name (path);

      refuse (shown, errno, error);
      return NULL;
    }
  self = g_new0 (CordImportSource, 1);
  self->name = standard ? g_strdup (_ ("standard input")) : g_filename_display_basename (path);
  self->stem = standard ? g_strdup ("") : g_strndup (self->name, strcspn (self->name, "."));
  self->stream = g_unix_input_stream_new (descriptor, !standard);
  self->size = S_ISREG (status.st_mode) ? status.st_size : -1;
  self->changed = time_of (&status);
  return g_steal_pointer (&self);
}

void
cord_import_source_free (CordImportSource *self)
{
  g_clear_object (&self->stream);
  g_free (self->name);
  g_free (self->stem);
  g_free (self);
}

gboolean
cord_import_source_check (CordImportSource *self, GError **error)
{
  struct stat status;

  if (self->size < 0)
    return TRUE;
  if (fstat (g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (self->stream)), &status) != 0)
    return refuse (self->name, errno, error);
  if (status.st_size == self->size && time_of (&status) == self->changed)
    return TRUE;
  return cord_error_set_full (error, CORD_ERROR_INVALID, "file-changed", NULL,
                              _ ("Import it again when nothing writes it any more."),
                              _ ("%s changed while it was read"), self->name);
}
