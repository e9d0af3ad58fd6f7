/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sop check, policy check and profile check: checks an operator's data before it is used. */
#include "ctl/cord-command.h"

#include "domain/customer/cord-policy.h"
#include "domain/record/cord-sop.h"
#include "wire/cord-json.h"
#include "wire/cord-policy-file.h"
#include "wire/profile/cord-profile.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef gboolean (*CheckFunc) (const char *path, GVariant *document);

static gboolean
check_sop (const char *path, GVariant *document)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  gboolean good = cord_sop_check (document, faults);

  for (guint i = 0; i < faults->len; i++)
    fprintf (stderr, "%s: %s\n", path, (const char *)faults->pdata[i]);
  return good;
}

/* Reads the preset that the pack may name as well, as the desk and the server do. */
static gboolean
check_pack (const char *path, GError **error)
{
  g_autoptr (GVariant) document = cord_policy_file_read (path, error);
  g_autoptr (CordPolicy) policy = document != NULL ? cord_policy_new (document, error) : NULL;

  return policy != NULL;
}

static gboolean
check_policy (const char *path, GVariant *document)
{
  g_autoptr (GError) error = NULL;
  gboolean good
      = cord_policy_is_preset (document) ? cord_policy_check_preset (document, &error) : check_pack (path, &error);
  const char *member = cord_error_get_member (error);

  if (!good)
    fprintf (stderr, "%s: %s%s%s\n", path, member ? member : "", member ? ": " : "", error->message);
  return good;
}

static void
say_fault (const char *path, const GError *error)
{
  const char *hint = cord_error_get_hint (error);

  fprintf (stderr, "%s: %s\n", path, error->message);
  if (hint != NULL)
    fprintf (stderr, "  %s\n", hint);
}

/* Prints what an agent would be told at sign-in. */
static gboolean
check_profile (const char *path, GVariant *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordProfile) profile = cord_profile_new (document, &error);
  g_auto (GStrv) limits = NULL;

  if (profile == NULL || !cord_profile_check_usable (profile, &error))
    {
      say_fault (path, error);
      return FALSE;
    }
  limits = cord_profile_dup_limits (profile);
  for (gsize i = 0; limits[i] != NULL; i++)
    printf ("%s: %s\n", path, limits[i]);
  return TRUE;
}

static CordExit
check_files (const char *command, int argc, char **argv, CheckFunc check)
{
  CordExit status = CORD_EXIT_DONE;

  if (argc < 3 || strcmp (argv[1], "check") != 0)
    return cord_command_usage (command, NULL);
  for (int i = 2; i < argc; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) document = cord_json_load_value (argv[i], &error);

      if (document == NULL)
        status = cord_command_refuse (g_steal_pointer (&error));
      else if (!check (argv[i], document))
        status = CORD_EXIT_REFUSED;
      else
        printf (_ ("%s: good\n"), argv[i]);
    }
  return status;
}

CordExit
cord_command_sop (int argc, char **argv)
{
  return check_files ("sop", argc, argv, check_sop);
}

CordExit
cord_command_policy (int argc, char **argv)
{
  return check_files ("policy", argc, argv, check_policy);
}

CordExit
cord_command_profile (int argc, char **argv)
{
  return check_files ("profile", argc, argv, check_profile);
}
