/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-policy-file.h"

#include "config.h"

#include "base/cord-error.h"
#include "wire/cord-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PRESETS "preset"

/* TRUE when @name can be part of a path without leaving the folder. */
static gboolean
is_plain (const char *name)
{
  gsize length = strlen (name);

  return length > 0 && length <= 64
         && strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == length;
}

static GVariant *
read_preset (const char *folder, const char *name, GError **error)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_build_filename (folder, PRESETS, file, NULL);

  if (is_plain (name) && g_file_test (path, G_FILE_TEST_EXISTS))
    return cord_json_load_value (path, error);
  cord_error_set_full (error, CORD_ERROR_INVALID, "policy", "billing",
                       _ ("Name one of the presets in the folder “preset” beside the pack."),
                       _ ("billing: there is no preset “%s”"), name);
  return NULL;
}

GVariant *
cord_policy_file_read (const char *path, GError **error)
{
  g_autoptr (GVariant) pack = cord_json_load_value (path, error);
  g_autofree char *folder = g_path_get_dirname (path);
  const char *name = pack != NULL ? cord_policy_preset_of (pack) : NULL;
  g_autoptr (GVariant) preset = NULL;

  if (name == NULL)
    return g_steal_pointer (&pack);
  preset = read_preset (folder, name, error);
  return preset != NULL ? cord_policy_with_preset (pack, preset, error) : NULL;
}

CordPolicy *
cord_policy_file_open (const char *folder, const char *id, GError **error)
{
  g_autofree char *file = g_strconcat (id, ".json", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (GVariant) document = NULL;

  if (!is_plain (id))
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-policy", "policy", NULL,
                           _ ("There is no such policy pack"));
      return NULL;
    }
  document = cord_policy_file_read (path, error);
  return document != NULL ? cord_policy_new (document, error) : NULL;
}
