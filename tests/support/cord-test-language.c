/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-language.h"
#include "cord-test-folder.h"

#include "config.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <locale.h>

static void
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
}

/* Newer C libraries translate nothing in C.UTF-8, and no other locale is certain to be installed. */
static void
use_german_locale (const char *folder)
{
  g_autofree char *locale = g_build_filename (folder, "de_DE.UTF-8", NULL);
  const char *argv[] = { "localedef", "--no-archive", "-i", "de_DE", "-f", "UTF-8", locale, NULL };

  run (argv);
  g_setenv ("LOCPATH", folder, TRUE);
  g_assert_nonnull (setlocale (LC_MESSAGES, "de_DE.UTF-8"));
  g_setenv ("LANGUAGE", "de", TRUE);
}

char *
cord_test_language_install (const char *po)
{
  char *folder = g_dir_make_tmp ("cord-locales-XXXXXX", NULL);
  g_autofree char *messages = g_build_filename (folder, "de", "LC_MESSAGES", NULL);
  g_autofree char *compiled = g_build_filename (messages, GETTEXT_PACKAGE ".mo", NULL);
  g_autofree char *source = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), po, NULL);
  const char *argv[] = { "msgfmt", "--check", "-o", compiled, source, NULL };

  g_assert_cmpint (g_mkdir_with_parents (messages, 0700), ==, 0);
  run (argv);
  use_german_locale (folder);
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  return folder;
}

void
cord_test_language_remove (const char *folder)
{
  setlocale (LC_MESSAGES, "C.UTF-8");
  g_setenv ("LANGUAGE", "C", TRUE);
  cord_test_folder_remove (folder);
}
