/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/profile/cord-profile-private.h"

#include "base/cord-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_path (const char *name)
{
  return strchr (name, G_DIR_SEPARATOR) != NULL || g_str_has_suffix (name, ".json");
}

static CordProfile *
read_file (const char *path, GError **error)
{
  g_autoptr (GVariant) document = cord_json_load_value (path, error);
  g_autoptr (GError) cause = NULL;
  CordProfile *profile = document != NULL ? cord_profile_new (document, &cause) : NULL;

  if (cause != NULL)
    cord_error_set_full (error, CORD_ERROR_INVALID, cord_error_get_reason (cause), cord_error_get_member (cause),
                         cord_error_get_hint (cause), "%s: %s", path, cause->message);
  return profile;
}

CordProfile *
cord_profile_open (const char *folder, const char *name, GError **error)
{
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;

  if (name == NULL || *name == '\0' || g_str_equal (name, "cordboard"))
    return cord_profile_new_standard ();
  if (is_path (name))
    return read_file (name, error);
  file = g_strconcat (name, ".json", NULL);
  path = g_build_filename (folder, file, NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return read_file (path, error);
  cord_error_set_full (error, CORD_ERROR_INVALID, "profile", "profile",
                       _ ("Name one of the profiles that are installed, or a file."), _ ("There is no profile “%s”"),
                       name);
  return NULL;
}
