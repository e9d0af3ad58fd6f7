/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/journal/cord-journal-owner.h"

#include "config.h"

#include "base/cord-id.h"
#include "sync/journal/cord-journal-seal.h"

/* The user who took a call is the actor of its first event. The server is not known of a call from before the
 * migration; it is the one that the user signs in to next. */
static gboolean
take_over (CordJournalFile *self, const char *user, GError **error)
{
  CordStatement *statement = cord_database_statement (
      self->database,
      "UPDATE interaction SET user = ?1, server = ?2 WHERE user IS NULL AND EXISTS (SELECT 1 FROM event "
      "WHERE event.interaction = interaction.id AND seq = 1 "
      "AND CASE WHEN json_valid (body) THEN json_extract (body, '$.actor') END = ?1)",
      error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, user);
  cord_statement_bind_text (statement, 2, self->server);
  return cord_statement_run (statement, error);
}

gboolean
cord_journal_owner_set (CordJournalFile *self, const char *user, GError **error)
{
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->user_key, g_bytes_unref);
  if (user == NULL)
    return TRUE;
  if (!take_over (self, user, error))
    return FALSE;
  self->user = g_strdup (user);
  self->user_key = cord_journal_seal_derive_key (self->key, user, self->server);
  return TRUE;
}

void
cord_journal_owner_bind (CordJournalFile *self, CordStatement *statement, int first)
{
  cord_statement_bind_text (statement, first, self->user);
  cord_statement_bind_text (statement, first + 1, self->server);
}

/* The stream of operations */

static gboolean
read_stream (CordJournalFile *self, char **device, gint64 *sequence, GError **error)
{
  CordStatement *statement = cord_database_statement (
      self->database, "SELECT device, next_seq FROM stream WHERE user = ?1 AND server = ?2", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  cord_journal_owner_bind (self, statement, 1);
  if (!cord_statement_step (statement, &row, error))
    return FALSE;
  *device = row ? g_strdup (cord_statement_get_text (statement, 0)) : NULL;
  *sequence = row ? cord_statement_get_integer (statement, 1) : 1;
  cord_statement_reset (statement);
  return TRUE;
}

gboolean
cord_journal_owner_next_place (CordJournalFile *self, char **device, gint64 *sequence, GError **error)
{
  g_autofree char *name = NULL;
  CordStatement *statement;

  if (!read_stream (self, &name, sequence, error))
    return FALSE;
  if (name == NULL)
    name = cord_id_new (self->clock);
  statement = cord_database_statement (self->database,
                                       "INSERT INTO stream (user, server, device, next_seq) VALUES (?1, ?2, ?3, ?4) "
                                       "ON CONFLICT (user, server) DO UPDATE SET next_seq = excluded.next_seq",
                                       error);
  if (statement == NULL)
    return FALSE;
  cord_journal_owner_bind (self, statement, 1);
  cord_statement_bind_text (statement, 3, name);
  cord_statement_bind_integer (statement, 4, *sequence + 1);
  if (!cord_statement_run (statement, error))
    return FALSE;
  *device = g_steal_pointer (&name);
  return TRUE;
}

/* Sealing */

GBytes *
cord_journal_owner_seal (CordJournalFile *self, const char *place, gconstpointer data, gsize length)
{
  g_return_val_if_fail (self->user_key != NULL, NULL);
  return cord_journal_seal (self->user_key, place, data, length);
}

GBytes *
cord_journal_owner_unseal (CordJournalFile *self, const char *place, GBytes *sealed)
{
  GBytes *plain = self->user_key != NULL ? cord_journal_unseal (self->user_key, place, sealed, NULL) : NULL;

  return plain != NULL ? plain : cord_journal_unseal (self->key, place, sealed, NULL);
}
