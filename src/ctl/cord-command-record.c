/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record verify and record state: whether a record holds, and what the desk knew at any event of it. */
#include "ctl/cord-command.h"

#include "base/cord-data-folder.h"
#include "domain/record/cord-interaction.h"
#include "wire/cord-json.h"
#include "wire/cord-policy-file.h"
#include "wire/record/cord-record-file.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

static CordExit
verify (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordRecordFile) file = cord_record_file_read (path, &error);

  if (file == NULL || !cord_record_file_verify (file, &error))
    return cord_command_refuse (g_steal_pointer (&error));
  printf (ngettext ("%s: %u event, every hash holds\n", "%s: %u events, every hash holds\n", file->events->len), path,
          file->events->len);
  return CORD_EXIT_DONE;
}

/* Whether the data folder has the procedure and the policy that the record was made under. */

static gboolean
check_pinned (const char *kind, const char *id, GError **error)
{
  return (id != NULL && strchr (id, '/') == NULL)
         || cord_error_set_full (error, CORD_ERROR_INVALID, "record", kind, NULL, _ ("the record's header names no %s"),
                                 kind);
}

static CordSop *
load_sop (const char *id, GError **error)
{
  g_autofree char *root = cord_data_folder ();
  g_autofree char *name = g_strdup_printf ("%s.json", id ? id : "");
  g_autofree char *path = g_build_filename (root, "sop", name, NULL);
  g_autoptr (GVariant) document = check_pinned ("sop", id, error) ? cord_json_load_value (path, error) : NULL;

  return document != NULL ? cord_sop_new (document, error) : NULL;
}

static CordPolicy *
load_policy (const char *id, GError **error)
{
  g_autofree char *root = cord_data_folder ();
  g_autofree char *folder = g_build_filename (root, "policy", NULL);

  return check_pinned ("policy", id, error) ? cord_policy_file_open (folder, id, error) : NULL;
}

static CordInteraction *
begin (CordRecordFile *file, GError **error)
{
  g_autoptr (CordSop) sop = load_sop (cord_value_get_string (file->header, "sop"), error);
  g_autoptr (CordPolicy) policy
      = sop != NULL ? load_policy (cord_value_get_string (file->header, "policy"), error) : NULL;
  g_autoptr (CordVault) vault = cord_vault_new ();

  if (policy == NULL)
    return NULL;
  for (gsize i = 0; i < cord_value_length (file->vault); i++)
    {
      g_autoptr (GVariant) entry = cord_value_dup_at (file->vault, i);
      g_autoptr (GVariant) value = cord_value_dup (entry, "value");
      CordVaultEntry *loaded = value ? cord_vault_entry_load (cord_value_get_string (entry, "ref"),
                                                              cord_value_get_string (entry, "salt"), value, error)
                                     : NULL;

      if (loaded == NULL)
        return NULL;
      cord_vault_add (vault, loaded);
    }
  return cord_interaction_new (file->header, sop, policy, vault);
}

static gboolean
fold (CordInteraction *interaction, CordRecordFile *file, gint64 at, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_event_unref);

  for (guint i = 0; i < file->events->len && (at < 0 || i < (guint64)at); i++)
    {
      CordEvent *event = cord_event_from_value (file->events->pdata[i], error);

      if (event == NULL)
        return FALSE;
      g_ptr_array_add (events, event);
    }
  return cord_interaction_apply_all (interaction, events, error);
}

static CordExit
state (const char *path, gint64 at)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordRecordFile) file = cord_record_file_read (path, &error);
  g_autoptr (CordInteraction) interaction = NULL;
  g_autoptr (GVariant) folded = NULL;
  g_autofree char *text = NULL;

  if (file == NULL)
    return cord_command_refuse (g_steal_pointer (&error));
  if (at > (gint64)file->events->len)
    {
      cord_error_set_full (&error, CORD_ERROR_INVALID, "record", "--at", NULL, _ ("the record ends at event %u"),
                           file->events->len);
      return cord_command_refuse (g_steal_pointer (&error));
    }
  interaction = begin (file, &error);
  if (interaction == NULL || !fold (interaction, file, at, &error))
    {
      g_prefix_error (&error, "%s: ", path);
      return cord_command_refuse (g_steal_pointer (&error));
    }
  folded = cord_interaction_dup_state (interaction);
  text = cord_value_to_canonical (folded, NULL);
  puts (text);
  return CORD_EXIT_DONE;
}

CordExit
cord_command_record (int argc, char **argv)
{
  guint64 at;

  if (argc == 3 && strcmp (argv[1], "verify") == 0)
    return verify (argv[2]);
  if (argc == 3 && strcmp (argv[1], "state") == 0)
    return state (argv[2], -1);
  if (argc == 5 && strcmp (argv[1], "state") == 0 && strcmp (argv[3], "--at") == 0)
    {
      if (!g_ascii_string_to_unsigned (argv[4], 10, 0, G_MAXINT32, &at, NULL))
        return cord_command_usage ("record", _ ("--at wants the number of an event"));
      return state (argv[2], (gint64)at);
    }
  return cord_command_usage ("record", NULL);
}
