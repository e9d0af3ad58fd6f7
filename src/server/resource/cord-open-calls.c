/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-open-calls.h"

#include "config.h"

#include "server/resource/cord-party-interaction.h"

/* Activity is known to the minute. */
#define NOTED_EVERY G_TIME_SPAN_MINUTE

/* A time that lies ahead was written by a clock that was wrong: the distance counts either way. */
static gint64
distance (CordCore *core, const CordStoredInteraction *call)
{
  return ABS (cord_core_now (core) - call->active);
}

void
cord_open_calls_expire (CordCore *core, CordStoredInteraction *call)
{
  if (distance (core, call) >= cord_core_get_settings (core)->idle)
    call->level = CORD_LEVEL_R0;
}

gboolean
cord_open_calls_add_verified (CordCore *core, const char *customer, GPtrArray *calls, GError **error)
{
  GPtrArray *found = cord_interaction_store_find_verified (cord_core_get_database (core), customer, error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    cord_open_calls_expire (core, g_ptr_array_index (found, i));
  g_ptr_array_extend_and_steal (calls, found);
  return TRUE;
}

static gboolean
set_active (const CordRequest *request, GError **error)
{
  CordDatabase *database = cord_core_get_database (request->core);

  return cord_database_begin (database, error)
         && cord_interaction_store_set_active (database, request->interaction->id, cord_core_now (request->core),
                                               cord_core_get_settings (request->core)->idle, error)
         && cord_database_commit (database, error);
}

void
cord_open_calls_note_activity (const CordRequest *request)
{
  g_autoptr (GError) error = NULL;

  /* That somebody else reads the record is nothing in the call. */
  if (request->interaction == NULL || g_strcmp0 (request->interaction->user, request->subject) != 0
      || distance (request->core, request->interaction) < NOTED_EVERY || set_active (request, &error))
    return;
  /* The answer stands all the same; a verification that ends too early can be done again. */
  g_info ("activity of a call: %s", error->message);
  cord_database_rollback (cord_core_get_database (request->core));
  cord_commit_note_undone (cord_core_get_commit (request->core));
}

static gboolean
set_state (CordCore *core, CordStoredInteraction *call, const char *state, const char *status, GError **error)
{
  if (g_strcmp0 (call->state, state) == 0)
    return TRUE;
  g_free (call->state);
  call->state = g_strdup (state);
  return cord_interaction_store_set_state (cord_core_get_database (core), call->id, state, cord_core_now (core), error)
         && cord_party_interaction_set_status (core, call->id, status, error);
}

gboolean
cord_open_calls_park_oldest (CordCore *core, const CordStoredInteraction *call, GError **error)
{
  g_autoptr (GPtrArray) open = cord_interaction_store_find_open (cord_core_get_database (core), call->user, error);
  guint n = open != NULL ? open->len : 0;

  for (guint i = 0; n > CORD_OPEN_CALLS_MAX && i < open->len; i++)
    {
      CordStoredInteraction *oldest = g_ptr_array_index (open, i);

      if (g_str_equal (oldest->id, call->id))
        continue;
      if (!cord_open_calls_park (core, oldest, error))
        return FALSE;
      n--;
    }
  return open != NULL;
}

gboolean
cord_open_calls_close (CordCore *core, CordStoredInteraction *call, GError **error)
{
  return set_state (core, call, "closed", "completed", error);
}

gboolean
cord_open_calls_park (CordCore *core, CordStoredInteraction *call, GError **error)
{
  return set_state (core, call, "parked", "inProgress", error);
}

gboolean
cord_open_calls_resume (CordCore *core, CordStoredInteraction *call, GError **error)
{
  if (g_strcmp0 (call->state, "open") == 0)
    return TRUE;
  return set_state (core, call, "open", "open", error) && cord_open_calls_park_oldest (core, call, error);
}
