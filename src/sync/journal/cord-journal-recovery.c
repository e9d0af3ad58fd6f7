/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/journal/cord-journal-recovery.h"

#include "domain/cord-gateway-document.h"
#include "sync/journal/cord-journal-chain.h"
#include "sync/journal/cord-journal-owner.h"
#include "sync/journal/cord-journal-salvage.h"

/* set_aside() has copied what does not verify; the journal continues after the last event that does. */
static gboolean
drop_rest (CordJournalFile *self, const char *interaction, gint64 last, GError **error)
{
  CordStatement *statement
      = cord_journal_file_statement (self, "DELETE FROM event WHERE interaction = ?1 AND seq > ?2", interaction, error);

  if (statement == NULL || !cord_database_begin (self->database, error))
    return FALSE;
  cord_statement_bind_integer (statement, 2, last);
  if (cord_statement_run (statement, error) && cord_database_commit (self->database, error))
    return TRUE;
  cord_database_rollback (self->database);
  return FALSE;
}

static gboolean
abandon (CordJournalFile *self, const char *interaction, GError **error)
{
  CordStatement *statement = cord_journal_file_statement (
      self, "UPDATE interaction SET status = 'closed' WHERE id = ?1", interaction, error);

  return statement != NULL && cord_statement_run (statement, error);
}

static gboolean
set_aside (CordJournalFile *self, GError **error)
{
  g_autofree char *aside = NULL;

  if (self->path == NULL || self->damaged != NULL)
    return TRUE;
  aside = cord_journal_salvage_copy (self->path, cord_clock_now (self->clock), error);
  if (aside == NULL)
    return FALSE;
  g_message ("Events of the journal do not verify; the file is kept as %s", aside);
  return TRUE;
}

static gboolean
is_digest_of (GBytes *digest, GBytes *body)
{
  g_autoptr (GString) wanted = g_string_new (NULL);
  g_autofree char *actual = body != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body) : NULL;

  for (gsize i = 0; digest != NULL && i < g_bytes_get_size (digest); i++)
    g_string_append_printf (wanted, "%02x", ((const guchar *)g_bytes_get_data (digest, NULL))[i]);
  return g_strcmp0 (wanted->str, actual) == 0;
}

/* NULL unless the bytes are exactly those that were stored: others must not be sent under this operation. */
static CordIntent *
open_intent (CordJournalFile *self, CordStatement *statement)
{
  const char *operation = cord_journal_file_valid_text (statement, 0);
  const char *kind = cord_journal_file_valid_text (statement, 1);
  const char *method = cord_journal_file_valid_text (statement, 2);
  const char *path = cord_journal_file_valid_text (statement, 3);
  g_autofree char *place = operation != NULL ? cord_journal_file_outbox_place (self, operation, "body") : NULL;
  g_autoptr (GBytes) sealed = cord_statement_dup_blob (statement, 5);
  g_autoptr (GBytes) digest = cord_statement_dup_blob (statement, 6);
  g_autoptr (GBytes) body = place != NULL ? cord_journal_owner_unseal (self, place, sealed) : NULL;

  if (kind != NULL && method != NULL && path != NULL && body != NULL && is_digest_of (digest, body))
    return cord_intent_new (operation, kind, method, path, cord_journal_file_valid_text (statement, 4), body);
  g_warning ("The bytes of operation %s cannot be read back; it is not sent again",
             operation != NULL ? operation : "?");
  return NULL;
}

/* Operations from before users had streams of their own went under the device id of the desk. They come first. */
#define OUTBOX_ORDER "ORDER BY device = (SELECT device_id FROM meta) DESC, seq"

GPtrArray *
cord_journal_recovery_dup_intents (CordJournalFile *self, GError **error)
{
  CordStatement *statement = cord_database_statement (
      self->database,
      "SELECT op_id, kind, method, path, if_match, sealed_body, body_sha256 FROM outbox "
      "JOIN interaction ON id = stream WHERE settled = 0 AND user = ?1 AND server = ?2 " OUTBOX_ORDER,
      error);
  g_autoptr (GPtrArray) intents = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_intent_free);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  cord_journal_owner_bind (self, statement, 1);
  do
    {
      CordIntent *intent;

      if (!cord_statement_step (statement, &row, error))
        return NULL;
      intent = row ? open_intent (self, statement) : NULL;
      if (intent != NULL)
        g_ptr_array_add (intents, intent);
    }
  while (row);
  return g_steal_pointer (&intents);
}

static GVariant *
describe_intent (CordStatement *statement)
{
  const CordWaitingIntent waiting = { .operation = cord_journal_file_valid_text (statement, 0),
                                      .kind = cord_journal_file_valid_text (statement, 1),
                                      .method = cord_journal_file_valid_text (statement, 2),
                                      .path = cord_journal_file_valid_text (statement, 3),
                                      .if_match = cord_journal_file_valid_text (statement, 4),
                                      .state = cord_journal_file_valid_text (statement, 5) };

  return cord_waiting_intent_new (&waiting);
}

/* Of one interaction, or with NULL of all. NULL with an error. */
static GVariant *
list_intents (CordJournalFile *self, const char *interaction, GError **error)
{
  CordStatement *statement = cord_database_statement (self->database,
                                                      "SELECT op_id, kind, method, path, if_match, state FROM outbox "
                                                      "JOIN interaction ON id = stream WHERE settled = 0 AND user = ?2 "
                                                      "AND server = ?3 AND (?1 IS NULL OR stream = ?1) " OUTBOX_ORDER,
                                                      error);
  g_autoptr (GVariant) intents = NULL;
  CordBuilder array;
  gboolean row = FALSE;
  gboolean read;

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, interaction);
  cord_journal_owner_bind (self, statement, 2);
  cord_builder_init_array (&array);
  while ((read = cord_statement_step (statement, &row, error)) && row)
    {
      g_autoptr (GVariant) intent = describe_intent (statement);

      cord_builder_add (&array, intent);
    }
  intents = cord_builder_end (&array);
  return read ? g_steal_pointer (&intents) : NULL;
}

static GVariant *
describe (CordJournalFile *self, const char *interaction, const CordJournalChain *chain, GError **error)
{
  g_auto (CordRecovery) left = { .header = g_variant_ref (chain->header),
                                 .events = cord_journal_file_array (chain->events),
                                 .cut = chain->cut || self->damaged != NULL };

  left.vault = cord_journal_chain_read_vault (self, interaction, error);
  if (left.vault == NULL)
    return NULL;
  left.intents = list_intents (self, interaction, error);
  return left.intents != NULL ? cord_recovery_new (&left) : NULL;
}

/* No call is open, but intents of closed ones may wait, and damage to the file is reported. */
static GVariant *
describe_rest (CordJournalFile *self, GError **error)
{
  g_auto (CordRecovery) left = { .intents = list_intents (self, NULL, error), .cut = self->damaged != NULL };

  if (left.intents == NULL || (cord_value_length (left.intents) == 0 && !left.cut))
    return NULL;
  return cord_recovery_new (&left);
}

/* *interaction NULL: none is open. */
static gboolean
find_open (CordJournalFile *self, char **interaction, GError **error)
{
  CordStatement *statement
      = cord_database_statement (self->database,
                                 "SELECT id FROM interaction WHERE status = 'open' AND user = ?1 AND server = ?2 "
                                 "ORDER BY place DESC LIMIT 1",
                                 error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  cord_journal_owner_bind (self, statement, 1);
  if (!cord_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      *interaction = g_strdup (cord_statement_get_text (statement, 0));
      cord_statement_reset (statement);
    }
  return TRUE;
}

GVariant *
cord_journal_recovery_read (CordJournalFile *self, GError **error)
{
  g_autofree char *interaction = NULL;
  g_autoptr (GError) cause = NULL;
  g_auto (CordJournalChain) chain = { 0 };

  if (!find_open (self, &interaction, error))
    return NULL;
  if (interaction == NULL)
    return describe_rest (self, error);
  if (!cord_journal_chain_read (self, interaction, &chain, &cause))
    {
      if (cause != NULL)
        g_propagate_error (error, g_steal_pointer (&cause));
      /* Without its header nothing of it can be verified. The whole is set aside, and the next one tried. */
      else if (set_aside (self, error) && abandon (self, interaction, error))
        return cord_journal_recovery_read (self, error);
      return NULL;
    }
  if (chain.cut && (!set_aside (self, error) || !drop_rest (self, interaction, chain.events->len, error)))
    return NULL;
  return describe (self, interaction, &chain, error);
}
