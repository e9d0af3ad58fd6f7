/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sqlite/cord-backup-file.h"

#include "config.h"

#include "base/cord-error.h"
#include "base/cord-period.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FORMAT "cordboard-backup "
#define FORMAT_NUMBER 1
#define HASH_LENGTH 64
#define LEAD_LENGTH 13 /* "end LLLLLLLL " */
#define END_LENGTH (LEAD_LENGTH + HASH_LENGTH + 1)
#define LINES_MAX 65536
#define BLOCK 65536

void
cord_backup_free (CordBackup *self)
{
  g_free (self->program);
  g_clear_pointer (&self->rows, g_variant_unref);
  g_free (self->sha256);
  g_free (self);
}

static gboolean
refuse_io (const char *path, GError **error)
{
  return cord_error_set_full (
      error, CORD_ERROR_INTERNAL, errno == ENOSPC || errno == EFBIG || errno == EDQUOT ? "disk-full" : "read-only",
      NULL, _ ("Check the disk and the file's permissions, then try again."), "%s: %s", path, g_strerror (errno));
}

static gboolean
refuse (const char *reason, const char *path, GError **error)
{
  const char *hint = _ ("Choose another backup.");

  if (g_str_equal (reason, "newer"))
    return cord_error_set_full (error, CORD_ERROR_INVALID, reason, NULL, _ ("Update this program."),
                                _ ("%s was written by a newer version of this program"), path);
  if (g_str_equal (reason, "foreign"))
    return cord_error_set_full (error, CORD_ERROR_INVALID, reason, NULL, hint, _ ("%s is no backup of this program"),
                                path);
  return cord_error_set_full (error, CORD_ERROR_INVALID, reason, NULL, hint,
                              _ ("%s is damaged: it is not as it was written"), path);
}

/* Bytes */

static gboolean
write_all (int descriptor, gconstpointer data, gsize length)
{
  const char *at = data;

  while (length > 0)
    {
      gssize written = write (descriptor, at, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      at += written;
      length -= (gsize)written;
    }
  return TRUE;
}

/* Exactly @length bytes into the hash and, unless -1, to @to. */
static gboolean
pass_on (int from, guint64 length, GChecksum *hash, int to)
{
  g_autofree char *block = g_malloc (BLOCK);

  while (length > 0)
    {
      gssize got = read (from, block, (gsize)MIN (length, BLOCK));

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        return FALSE;
      g_checksum_update (hash, (const guchar *)block, got);
      if (to >= 0 && !write_all (to, block, (gsize)got))
        return FALSE;
      length -= (guint64)got;
    }
  return TRUE;
}

/* Lines */

static char *
write_lines (const CordBackup *backup)
{
  g_autofree char *taken = cord_instant_to_string (backup->taken);
  GString *text = g_string_new (NULL);
  GVariantIter rows;
  const char *table;
  gint64 count;

  g_string_append_printf (text, FORMAT "%d\n", FORMAT_NUMBER);
  g_string_append_printf (text, "program %s\ntaken %s\nschema %" G_GINT64_FORMAT "\nbytes %" G_GUINT64_FORMAT "\n",
                          backup->program, taken, backup->schema, backup->bytes);
  g_variant_iter_init (&rows, backup->rows);
  while (g_variant_iter_next (&rows, "(&sx)", &table, &count))
    g_string_append_printf (text, "rows %s %" G_GINT64_FORMAT "\n", table, count);
  return g_string_free (text, FALSE);
}

/* What follows @word on the line; NULL when it is another. */
static const char *
value_of (const char *line, const char *word)
{
  gsize length = strlen (word);

  return line != NULL && strncmp (line, word, length) == 0 && line[length] == ' ' ? line + length + 1 : NULL;
}

static gboolean
read_number (const char *text, gint64 *number)
{
  return text != NULL && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, number, NULL);
}

static GVariant *
read_rows (char **lines)
{
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sx)"));

  for (; *lines != NULL && **lines != '\0'; lines++)
    {
      const char *text = value_of (*lines, "rows");
      g_auto (GStrv) words = text != NULL ? g_strsplit (text, " ", 2) : NULL;
      gint64 count;

      if (words == NULL || !read_number (words[0] != NULL ? words[1] : NULL, &count))
        return NULL;
      g_variant_builder_add (&rows, "(sx)", words[0], count);
    }
  return g_variant_ref_sink (g_variant_builder_end (&rows));
}

static gboolean
read_lines (const char *text, CordBackup *backup)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gint64 bytes;

  if (!g_utf8_validate (text, -1, NULL) || g_strv_length (lines) < 6 || value_of (lines[1], "program") == NULL
      || value_of (lines[2], "taken") == NULL
      || !cord_instant_parse (value_of (lines[2], "taken"), &backup->taken, NULL)
      || !read_number (value_of (lines[3], "schema"), &backup->schema)
      || !read_number (value_of (lines[4], "bytes"), &bytes) || (guint64)bytes != backup->bytes)
    return FALSE;
  backup->program = g_strdup (value_of (lines[1], "program"));
  backup->rows = read_rows (lines + 5);
  return backup->rows != NULL;
}

/* Sealing */

static gboolean
append_end (int descriptor, const char *path, CordBackup *backup, GError **error)
{
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *lines = NULL;
  g_autofree char *lead = NULL;
  off_t length = lseek (descriptor, 0, SEEK_END);

  backup->bytes = (guint64)length;
  lines = write_lines (backup);
  lead = g_strdup_printf ("end %08zu ", strlen (lines));
  if (length < 0 || lseek (descriptor, 0, SEEK_SET) < 0 || !pass_on (descriptor, backup->bytes, hash, -1))
    return refuse_io (path, error);
  g_checksum_update (hash, (const guchar *)lines, -1);
  g_checksum_update (hash, (const guchar *)lead, -1);
  backup->sha256 = g_strdup (g_checksum_get_string (hash));
  return (write_all (descriptor, lines, strlen (lines)) && write_all (descriptor, lead, strlen (lead))
          && write_all (descriptor, backup->sha256, HASH_LENGTH) && write_all (descriptor, "\n", 1)
          && fsync (descriptor) == 0)
         || refuse_io (path, error);
}

gboolean
cord_backup_file_seal (const char *path, CordBackup *backup, GError **error)
{
  int descriptor = g_open (path, O_RDWR | O_CLOEXEC, 0);
  gboolean sealed;

  if (descriptor < 0)
    return refuse_io (path, error);
  sealed = append_end (descriptor, path, backup, error);
  close (descriptor);
  return sealed;
}

/* Opening */

typedef struct
{
  const char *path;
  int from;
  int to; /* -1: nowhere */
  guint64 length;
  char end[END_LENGTH + 1];
  char *lines;
  gsize lines_length;
} Opening;

static gboolean
read_at (int descriptor, guint64 offset, char *buffer, gsize length)
{
  gssize got = pread (descriptor, buffer, length, (off_t)offset);

  return got >= 0 && (gsize)got == length;
}

/* The end says how long the lines are; a file without one is none of ours. */
static gboolean
read_end (Opening *self, GError **error)
{
  off_t length = lseek (self->from, 0, SEEK_END);
  guint64 lines;

  if (length < END_LENGTH || !read_at (self->from, (guint64)length - END_LENGTH, self->end, END_LENGTH)
      || !g_str_has_prefix (self->end, "end "))
    return refuse ("foreign", self->path, error);
  self->length = (guint64)length;
  self->end[LEAD_LENGTH - 1] = '\0';
  if (!g_ascii_string_to_unsigned (self->end + 4, 10, 1, MIN (LINES_MAX, self->length - END_LENGTH), &lines, NULL)
      || self->end[END_LENGTH - 1] != '\n')
    return refuse ("damaged", self->path, error);
  self->lines_length = (gsize)lines;
  self->lines = g_malloc0 (lines + 1);
  return read_at (self->from, self->length - END_LENGTH - lines, self->lines, (gsize)lines)
         || refuse ("damaged", self->path, error);
}

static gboolean
check_format (const Opening *self, GError **error)
{
  gint64 number = 0;
  g_auto (GStrv) lines = g_strsplit (self->lines, "\n", 2);

  if (!g_str_has_prefix (self->lines, FORMAT) || !read_number (lines[0] + strlen (FORMAT), &number))
    return refuse ("damaged", self->path, error);
  return number <= FORMAT_NUMBER || refuse ("newer", self->path, error);
}

/* Every byte of the file, and those of the database passed on. */
static gboolean
check_hash (const Opening *self, CordBackup *backup, GError **error)
{
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);
  guint64 rest = self->lines_length + LEAD_LENGTH;

  backup->bytes = self->length - END_LENGTH - self->lines_length;
  if (lseek (self->from, 0, SEEK_SET) < 0 || !pass_on (self->from, backup->bytes, hash, self->to)
      || !pass_on (self->from, rest, hash, -1))
    return refuse_io (self->path, error);
  backup->sha256 = g_strndup (self->end + LEAD_LENGTH, HASH_LENGTH);
  return g_str_equal (backup->sha256, g_checksum_get_string (hash)) || refuse ("damaged", self->path, error);
}

static CordBackup *
open_both (Opening *self, GError **error)
{
  g_autoptr (CordBackup) backup = g_new0 (CordBackup, 1);

  if (!read_end (self, error) || !check_hash (self, backup, error) || !check_format (self, error))
    return NULL;
  if (!read_lines (self->lines, backup))
    {
      refuse ("damaged", self->path, error);
      return NULL;
    }
  if (self->to >= 0 && fsync (self->to) != 0)
    {
      refuse_io (self->path, error);
      return NULL;
    }
  return g_steal_pointer (&backup);
}

CordBackup *
cord_backup_file_open (const char *path, const char *target, GError **error)
{
  Opening opening = { path, g_open (path, O_RDONLY | O_CLOEXEC, 0), -1 };
  CordBackup *backup = NULL;

  if (opening.from < 0)
    {
      refuse_io (path, error);
      return NULL;
    }
  if (target != NULL)
    opening.to = g_open (target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (target != NULL && opening.to < 0)
    refuse_io (target, error);
  else
    backup = open_both (&opening, error);
  close (opening.from);
  if (opening.to >= 0)
    close (opening.to);
  g_free (opening.lines);
  return backup;
}

/* Names */

static gboolean
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int descriptor = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean synced = descriptor >= 0 && fsync (descriptor) == 0;

  if (descriptor >= 0)
    close (descriptor);
  return synced;
}

gboolean
cord_backup_file_place (const char *from, const char *to, GError **error)
{
  return (g_rename (from, to) == 0 && sync_folder (to)) || refuse_io (to, error);
}
