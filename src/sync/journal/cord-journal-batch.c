/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/journal/cord-journal-batch.h"

#include "sync/journal/cord-journal-owner.h"
#include "wire/cord-json.h"

#include <string.h>

#define BATCH_EVENTS 200
#define BATCH_BYTES (512 * 1024) /* the server takes a mebibyte */

void
cord_journal_batch_free (CordJournalBatch *self)
{
  if (self == NULL)
    return;
  g_free (self->user);
  g_free (self->interaction);
  g_clear_pointer (&self->events, g_variant_unref);
  g_free (self);
}

/* *interaction NULL: there is none. */
static gboolean
find_waiting (CordJournalFile *file, GPtrArray *skipped, char **interaction, GError **error)
{
  CordStatement *statement = cord_database_statement (file->database,
                                                      "SELECT id FROM interaction WHERE user = ?1 AND server = ?2 AND "
                                                      "EXISTS (SELECT 1 FROM event WHERE interaction = id "
                                                      "AND uploaded = 0) ORDER BY place",
                                                      error);
  gboolean row = FALSE;

  *interaction = NULL;
  if (statement == NULL)
    return FALSE;
  cord_journal_owner_bind (file, statement, 1);
  while (*interaction == NULL)
    {
      if (!cord_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      if (!g_ptr_array_find_with_equal_func (skipped, cord_statement_get_text (statement, 0), g_str_equal, NULL))
        *interaction = g_strdup (cord_statement_get_text (statement, 0));
    }
  cord_statement_reset (statement);
  return TRUE;
}

static gboolean
has_unanswered (CordJournalFile *file, const char *interaction, gboolean *unanswered, GError **error)
{
  CordStatement *statement = cord_database_statement (
      file->database, "SELECT 1 FROM outbox WHERE stream = ?1 AND state IN ('READY', 'SENT') LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, interaction);
  if (!cord_statement_step (statement, unanswered, error))
    return FALSE;
  cord_statement_reset (statement);
  return TRUE;
}

static gboolean
is_end (GVariant *event)
{
  const char *type = cord_event_line_get_type (event);

  return g_strcmp0 (type, cord_event_kind_name (CORD_EVENT_INTERACTION_CLOSED)) == 0
         || g_strcmp0 (type, cord_event_kind_name (CORD_EVENT_INTERACTION_PARKED)) == 0;
}

/* NULL for the end of what can be sent: an unreadable row, or an end that is held back. */
static GVariant *
parse_event (const char *text, gboolean unanswered)
{
  g_autoptr (GVariant) event = text != NULL ? cord_json_parse_value (text, -1, &CORD_JSON_LIMITS_FILE, NULL) : NULL;

  if (event == NULL || (unanswered && is_end (event)))
    return NULL;
  return g_steal_pointer (&event);
}

/* (element-type GVariant); empty when nothing of it can be sent now. NULL with an error. */
static GPtrArray *
read_events (CordJournalFile *file, const char *interaction, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  CordStatement *statement;
  gboolean unanswered;
  gboolean row = FALSE;
  gsize bytes = 0;

  if (!has_unanswered (file, interaction, &unanswered, error))
    return NULL;
  statement = cord_database_statement (
      file->database, "SELECT body FROM event WHERE interaction = ?1 AND uploaded = 0 ORDER BY seq LIMIT ?2", error);
  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, interaction);
  cord_statement_bind_integer (statement, 2, BATCH_EVENTS);
  while (bytes < BATCH_BYTES)
    {
      const char *text;
      GVariant *event;

      if (!cord_statement_step (statement, &row, error))
        return NULL;
      text = row ? cord_statement_get_text (statement, 0) : NULL;
      event = parse_event (text, unanswered);
      if (event == NULL)
        break;
      bytes += strlen (text);
      g_ptr_array_add (events, event);
    }
  cord_statement_reset (statement);
  return g_steal_pointer (&events);
}

/* One interaction whose end is held back must not block the next. */
static gboolean
find_events (CordJournalFile *file, CordJournalBatch *self, GPtrArray *skipped, GError **error)
{
  while (self->interaction == NULL)
    {
      g_autofree char *interaction = NULL;
      g_autoptr (GPtrArray) events = NULL;

      if (!find_waiting (file, skipped, &interaction, error))
        return FALSE;
      if (interaction == NULL)
        return TRUE;
      events = read_events (file, interaction, error);
      if (events == NULL)
        return FALSE;
      if (events->len > 0)
        {
          self->expect = cord_event_line_get_seq (g_ptr_array_index (events, 0));
          self->events = cord_journal_file_array (events);
          self->interaction = g_steal_pointer (&interaction);
        }
      else
        g_ptr_array_add (skipped, g_steal_pointer (&interaction));
    }
  return TRUE;
}

CordJournalBatch *
cord_journal_batch_find (CordJournalFile *file, const char *const *skipped, GError **error)
{
  g_autoptr (CordJournalBatch) self = g_new0 (CordJournalBatch, 1);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  CordStatement *statement
      = cord_database_statement (file->database,
                                 "SELECT count (*) FROM event JOIN interaction ON interaction.id = event.interaction "
                                 "WHERE uploaded = 0 AND user = ?1 AND server = ?2",
                                 error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  cord_journal_owner_bind (file, statement, 1);
  if (!cord_statement_step (statement, &row, error))
    return NULL;
  self->user = g_strdup (file->user);
  self->waiting = cord_statement_get_integer (statement, 0);
  cord_statement_reset (statement);
  for (guint i = 0; skipped != NULL && skipped[i] != NULL; i++)
    g_ptr_array_add (names, g_strdup (skipped[i]));
  return find_events (file, self, names, error) ? g_steal_pointer (&self) : NULL;
}
