/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-data-folder.h"

#include "config.h"

static gboolean
holds_data (const char *folder)
{
  g_autofree char *sop = g_build_filename (folder, "sop", "plan-change.json", NULL);

  return g_file_test (sop, G_FILE_TEST_IS_REGULAR);
}

/* The nearest data/ above the program that holds what is wanted. */
static char *
find_above (const char *program)
{
  g_autofree char *folder = g_path_get_dirname (program);

  for (int i = 0; i < 6; i++)
    {
      g_autofree char *data = g_build_filename (folder, "data", NULL);
      g_autofree char *above = g_path_get_dirname (folder);

      if (holds_data (data))
        return g_steal_pointer (&data);
      g_free (folder);
      folder = g_steal_pointer (&above);
    }
  return NULL;
}

char *
cord_data_folder (void)
{
  const char *named = g_getenv ("CORDBOARD_DATA");
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *bin = program ? g_path_get_dirname (program) : NULL;
  g_autofree char *beside = bin ? g_build_filename (bin, "..", "share", "cordboard", NULL) : NULL;
  g_autofree char *above = NULL;

  if (named != NULL && *named != '\0')
    return g_strdup (named);
  if (beside != NULL && holds_data (beside))
    return g_steal_pointer (&beside);
  if (holds_data (PKGDATADIR))
    return g_strdup (PKGDATADIR);
  above = program ? find_above (program) : NULL;
  return above ? g_steal_pointer (&above) : g_strdup (PKGDATADIR);
}

char *
cord_locale_folder (void)
{
  const char *named = g_getenv ("CORDBOARD_LOCALE");

  return g_strdup (named != NULL && *named != '\0' ? named : LOCALEDIR);
}
