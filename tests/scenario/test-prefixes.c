/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario-call.h"
#include "cord-test-folder.h"
#include "scenario-proof.h"

#include "wire/record/cord-record-file.h"

/* The state of the live interaction after each of its events. */
typedef struct
{
  GPtrArray *states; /* (element-type utf8), canonical; number 0 is after the first event */
} Memory;

static void
on_applied (CordInteraction *interaction, CordEvent *event, Memory *memory)
{
  g_autoptr (GVariant) state = cord_interaction_dup_state (interaction);

  g_assert_cmpuint (event->seq, ==, memory->states->len + 1);
  g_ptr_array_add (memory->states, cord_value_to_canonical (state, NULL));
}

/* The session shows a call when its first event is durable. */
static void
on_interaction (CordSession *session, GParamSpec *pspec, Memory *memory)
{
  CordInteraction *interaction = cord_session_get_interaction (session);
  GPtrArray *events = interaction != NULL ? cord_interaction_get_events (interaction) : NULL;

  if (interaction == NULL)
    return;
  g_assert_cmpuint (events->len, ==, 1);
  on_applied (interaction, events->pdata[0], memory);
  g_signal_connect (interaction, "applied", G_CALLBACK (on_applied), memory);
}

/* A call with its detours: on hold, a wrong PIN, an objection, two quotes, an order undone. */
static CordInteraction *
play (ScenarioDesk *desk, GVariant *caller)
{
  const char *wanted;

  g_object_unref (scenario_call_run (desk, caller, "choose"));
  DO (desk, hold, TRUE);
  DO (desk, hold, FALSE);
  REFUSED (desk, CORD_ERROR_DENIED, verify, "pin", "0000");
  g_object_unref (scenario_call_run (desk, caller, "options"));
  DO (desk, object, "That is a lot of money.");
  wanted = cord_option_get_key (scenario_call_find_option (desk, caller));
  DO (desk, select, wanted, cord_session_today (desk->session) + 3);
  DO (desk, select, wanted, CORD_DATE_NONE);
  g_object_unref (scenario_call_run (desk, caller, "place"));
  DO (desk, undo);
  DO (desk, select, wanted, CORD_DATE_NONE);
  return scenario_call_run (desk, caller, NULL);
}

static CordInteraction *
fold (ScenarioDesk *desk, const CordRecordFile *file, guint n_events, gboolean with_vault)
{
  g_autoptr (CordVault) vault = cord_vault_new ();
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_event_unref);
  g_autoptr (GError) error = NULL;
  CordInteraction *interaction = cord_interaction_new (file->header, desk->sop, desk->policy, vault);

  for (gsize i = 0; with_vault && i < cord_value_length (file->vault); i++)
    {
      g_autoptr (GVariant) entry = cord_value_dup_at (file->vault, i);
      g_autoptr (GVariant) value = cord_value_dup (entry, "value");

      cord_vault_add (vault, cord_vault_entry_load (cord_value_get_string (entry, "ref"),
                                                    cord_value_get_string (entry, "salt"), value, &error));
      g_assert_no_error (error);
    }
  for (guint i = 0; i < n_events; i++)
    {
      g_ptr_array_add (events, cord_event_from_value (file->events->pdata[i], &error));
      g_assert_no_error (error);
    }
  cord_interaction_apply_all (interaction, events, &error);
  g_assert_no_error (error);
  return interaction;
}

static void
compare (ScenarioDesk *desk, const CordRecordFile *file, const Memory *memory)
{
  g_assert_cmpuint (file->events->len, ==, memory->states->len);
  for (guint n = 1; n <= file->events->len; n++)
    {
      g_autoptr (CordInteraction) prefix = fold (desk, file, n, TRUE);
      g_autoptr (GVariant) state = cord_interaction_dup_state (prefix);
      g_autofree char *text = cord_value_to_canonical (state, NULL);

      g_assert_cmpstr (text, ==, memory->states->pdata[n - 1]);
    }
}

static void
test_prefixes (void)
{
  g_autofree char *practice = scenario_source_path ("data/practice");
  g_autoptr (ScenarioServer) server = scenario_server_new (practice, SCENARIO_PRACTICE_DAY, 30);
  g_autofree char *folder = scenario_make_folder ();
  g_autofree char *path = g_build_filename (folder, "upgrade.call", NULL);
  ScenarioDesk *desk = scenario_desk_new (folder, server, "eu");
  g_autoptr (GVariant) callers = scenario_callers ();
  g_autoptr (GVariant) caller = cord_value_dup_at (callers, 0);
  Memory memory = { g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (CordInteraction) interaction = NULL;
  g_autoptr (CordInteraction) erased = NULL;
  g_autoptr (CordRecordFile) file = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (desk->session, "notify::interaction", G_CALLBACK (on_interaction), &memory);
  interaction = play (desk, caller);
  g_signal_handlers_disconnect_by_data (interaction, &memory);
  scenario_desk_flush (desk);
  g_assert_cmpuint (scenario_count_orders (server, cord_interaction_get_id (interaction)), ==, 2);
  scenario_desk_export (desk, cord_interaction_get_id (interaction), path);
  file = cord_record_file_read (path, &error);
  g_assert_no_error (error);
  cord_record_file_verify (file, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (file->head, ==, cord_interaction_get_head (interaction));
  compare (desk, file, &memory);
  /* Personal values may be erased; the rest still folds, to the same chain. */
  erased = fold (desk, file, file->events->len, FALSE);
  g_assert_cmpstr (cord_interaction_get_head (erased), ==, file->head);
  g_assert_cmpstr (cord_interaction_get_status (erased), ==, "closed");
  g_clear_object (&erased);
  g_clear_object (&interaction);
  g_ptr_array_unref (memory.states);
  scenario_desk_free (desk);
  cord_test_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prefixes", test_prefixes);
  return g_test_run ();
}
