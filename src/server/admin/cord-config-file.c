/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/admin/cord-config-file.h"

#include "config.h"

#include "base/cord-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_MAX (64 * 1024)

typedef struct
{
  const char *path;
  GPtrArray *lines;
  GPtrArray *problems;
  char *section; /* NULL before the first */
} Reader;

static void
line_free (gpointer data)
{
  CordConfigLine *line = data;

  g_free (line->section);
  g_free (line->key);
  g_free (line->value);
  g_free (line);
}

static void
refuse (Reader *reader, guint number, const char *hint, const char *message)
{
  GError *error = NULL;

  cord_error_set_full (&error, CORD_ERROR_INVALID, "line", NULL, hint, "%s:%u: %s", reader->path, number, message);
  g_ptr_array_add (reader->problems, error);
}

static void
read_section (Reader *reader, char *text, guint number)
{
  gsize length = strlen (text);

  if (length < 3 || text[length - 1] != ']')
    {
      refuse (reader, number, _ ("Write [section]."), _ ("The name of a section does not end here"));
      return;
    }
  g_free (reader->section);
  reader->section = g_strndup (text + 1, length - 2);
}

static void
read_pair (Reader *reader, char *text, guint number)
{
  char *equals = strchr (text, '=');
  CordConfigLine *line;

  if (equals == NULL || equals == text)
    refuse (reader, number, _ ("Write key = value, or begin a comment with #."), _ ("This is no setting"));
  else if (reader->section == NULL)
    refuse (reader, number, _ ("Write the line [server], or of another section, before it."),
            _ ("This setting is in no section"));
  else
    {
      line = g_new0 (CordConfigLine, 1);
      line->section = g_strdup (reader->section);
      line->key = g_strchomp (g_strndup (text, (gsize)(equals - text)));
      line->value = g_strstrip (g_strdup (equals + 1));
      line->line = number;
      g_ptr_array_add (reader->lines, line);
    }
}

static void
read_line (Reader *reader, char *text, guint number)
{
  g_strstrip (text);
  if (*text == '\0' || *text == '#' || *text == ';')
    return;
  if (*text == '[')
    read_section (reader, text, number);
  else
    read_pair (reader, text, number);
}

/* Only a file is read: a pipe or a device would hold the server back for ever. */
static char *
read_text (const char *path, gsize *length, GError **error)
{
  struct stat info;
  g_autofree char *text = NULL;

  if (stat (path, &info) == 0 && (!S_ISREG (info.st_mode) || info.st_size > FILE_MAX))
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "file", "config", _ ("Name a text file of at most 64 KiB."),
                           _ ("%s is no configuration file"), path);
      return NULL;
    }
  return g_file_get_contents (path, &text, length, error) ? g_steal_pointer (&text) : NULL;
}

GPtrArray *
cord_config_file_read (const char *path, GPtrArray *problems)
{
  Reader reader = { path, g_ptr_array_new_with_free_func (line_free), problems };
  GError *error = NULL;
  gsize length = 0;
  g_autofree char *text = read_text (path, &length, &error);
  g_auto (GStrv) lines = NULL;

  if (text != NULL && !g_utf8_validate (text, (gssize)length, NULL))
    cord_error_set_full (&error, CORD_ERROR_INVALID, "file", "config", _ ("Save it as UTF-8."),
                         _ ("%s is no UTF-8 text"), path);
  if (error != NULL)
    {
      g_ptr_array_add (problems, error);
      g_ptr_array_unref (reader.lines);
      return NULL;
    }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    read_line (&reader, lines[i], i + 1);
  g_free (reader.section);
  return reader.lines;
}
