/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/cord-command.h"

#include "ctl/import/cord-import.h"
#include "store/cord-server-store.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

typedef struct
{
  gboolean terminal;
} Progress;

static void
on_progress (const char *file, guint done, guint total, gpointer user_data)
{
  Progress *progress = user_data;

  if (progress->terminal)
    fprintf (stderr, "\r%s: %u", file, done);
  else if (done % 10000 == 0)
    fprintf (stderr, "%s: %u\n", file, done);
}

CordExit
cord_command_import (int argc, char **argv)
{
  g_autofree char *store = NULL;
  g_auto (GStrv) paths = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = { { "store", 0, 0, G_OPTION_ARG_STRING, &store, NULL, NULL },
                                   { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
                                   { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &paths, NULL, NULL },
                                   G_OPTION_ENTRY_NULL };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordDatabase) database = NULL;
  Progress progress = { isatty (STDERR_FILENO) };
  CordImportCount count = { 0 };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return cord_command_usage ("import", error->message);
  if (store == NULL || paths == NULL)
    return cord_command_usage ("import", _("name the store and what to import"));
  database = cord_server_store_open (store, &error);
  if (database == NULL)
    return cord_command_refuse (g_steal_pointer (&error));
  for (gsize i = 0; paths[i] != NULL; i++)
    {
      const CordImport import = { database, g_get_real_time (), NULL, on_progress, &progress };

      if (!cord_import (&import, paths[i], &count, &error))
        {
          if (progress.terminal)
            fprintf (stderr, "\n");
          return cord_command_refuse (g_steal_pointer (&error));
        }
    }
  if (progress.terminal)
    fprintf (stderr, "\r\033[K");
  if (json)
    printf ("{\"files\":%u,\"created\":%u,\"changed\":%u,\"unchanged\":%u}\n", count.files, count.created, count.changed, count.unchanged);
  else
    printf (_("%u files: %u resources created, %u changed, %u unchanged\n"), count.files, count.created, count.changed, count.unchanged);
  return CORD_EXIT_DONE;
}
