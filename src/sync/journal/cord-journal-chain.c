/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync/journal/cord-journal-chain.h"

#include "sync/journal/cord-journal-owner.h"
#include "wire/cord-json.h"
#include "wire/record/cord-record-file.h"

#include <glib/gi18n-lib.h>

/* The text of the first row and column; *text NULL: no row. */
static gboolean
read_text (CordStatement *statement, char **text, GError **error)
{
  gboolean row;

  *text = NULL;
  if (statement == NULL || !cord_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      *text = g_strdup (cord_statement_get_text (statement, 0));
      cord_statement_reset (statement);
    }
  return TRUE;
}

void
cord_journal_chain_clear (CordJournalChain *chain)
{
  g_clear_pointer (&chain->header, g_variant_unref);
  g_clear_pointer (&chain->events, g_ptr_array_unref);
  g_clear_pointer (&chain->head, g_free);
}

static gboolean
take_event (CordJournalChain *chain, const char *text)
{
  g_autoptr (GVariant) value = text != NULL ? cord_json_parse_value (text, -1, &CORD_JSON_LIMITS_FILE, NULL) : NULL;
  g_autoptr (CordEvent) event = value != NULL ? cord_event_from_value (value, NULL) : NULL;

  if (event == NULL || event->seq != chain->events->len + 1 || g_strcmp0 (event->prev, chain->head) != 0)
    return FALSE;
  g_ptr_array_add (chain->events, g_steal_pointer (&value));
  g_free (chain->head);
  chain->head = g_strdup (event->hash);
  return TRUE;
}

static gboolean
read_events (CordJournalFile *self, const char *interaction, CordJournalChain *chain, GError **error)
{
  CordStatement *statement = cord_journal_file_statement (
      self, "SELECT body FROM event WHERE interaction = ?1 ORDER BY seq", interaction, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  while (!chain->cut)
    {
      if (!cord_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      chain->cut = !take_event (chain, cord_statement_get_text (statement, 0));
    }
  cord_statement_reset (statement);
  return TRUE;
}

gboolean
cord_journal_chain_read (CordJournalFile *self, const char *interaction, CordJournalChain *chain, GError **error)
{
  g_autofree char *text = NULL;
  CordStatement *statement;

  chain->events = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  statement = cord_journal_file_statement (
      self, "SELECT header FROM interaction WHERE id = ?1 AND user = ?2 AND server = ?3", interaction, error);
  if (statement != NULL)
    cord_journal_owner_bind (self, statement, 2);
  if (!read_text (statement, &text, error))
    return FALSE;
  chain->header = text != NULL ? cord_json_parse_value (text, -1, &CORD_JSON_LIMITS_FILE, NULL) : NULL;
  if (chain->header == NULL || !g_variant_is_of_type (chain->header, CORD_VALUE_OBJECT))
    return FALSE;
  chain->head = cord_value_digest (chain->header, NULL, 0);
  return read_events (self, interaction, chain, error);
}

static GVariant *
unseal_value (CordJournalFile *self, const char *interaction, const char *ref, GBytes *sealed)
{
  g_autofree char *place = cord_journal_file_vault_place (self, interaction, ref);
  g_autoptr (GBytes) plain = cord_journal_owner_unseal (self, place, sealed);

  if (plain == NULL)
    return NULL;
  return cord_json_parse_value (g_bytes_get_data (plain, NULL), (gssize)g_bytes_get_size (plain),
                                &CORD_JSON_LIMITS_FILE, NULL);
}

static void
add_value (CordJournalFile *self, const char *interaction, CordStatement *statement, CordBuilder *array)
{
  const char *ref = cord_journal_file_valid_text (statement, 0);
  g_autoptr (GBytes) sealed = cord_statement_dup_blob (statement, 2);
  g_autoptr (GVariant) value = ref != NULL ? unseal_value (self, interaction, ref, sealed) : NULL;
  g_autoptr (GVariant) document = NULL;

  if (value == NULL)
    return;
  document = cord_vault_document_new (ref, cord_journal_file_valid_text (statement, 1), value);
  cord_builder_add (array, document);
}

GVariant *
cord_journal_chain_read_vault (CordJournalFile *self, const char *interaction, GError **error)
{
  CordStatement *statement = cord_journal_file_statement (
      self, "SELECT ref, salt, sealed_value FROM vault WHERE interaction = ?1 ORDER BY place", interaction, error);
  g_autoptr (GVariant) values = NULL;
  CordBuilder array;
  gboolean row = FALSE;
  gboolean read;

  if (statement == NULL)
    return NULL;
  cord_builder_init_array (&array);
  while ((read = cord_statement_step (statement, &row, error)) && row)
    add_value (self, interaction, statement, &array);
  values = cord_builder_end (&array);
  return read ? g_steal_pointer (&values) : NULL;
}

char *
cord_journal_chain_dup_hash (CordJournalFile *self, const char *interaction, gint64 seq, GError **error)
{
  CordStatement *statement = cord_journal_file_statement (
      self, "SELECT hash FROM event WHERE interaction = ?1 AND seq = ?2", interaction, error);
  char *hash = NULL;

  if (statement == NULL)
    return NULL;
  cord_statement_bind_integer (statement, 2, seq);
  return read_text (statement, &hash, error) ? hash : NULL;
}

gboolean
cord_journal_chain_export (CordJournalFile *self, const char *interaction, const char *path, GError **error)
{
  g_auto (CordJournalChain) chain = { 0 };
  g_autoptr (GVariant) vault = NULL;
  g_autoptr (GError) cause = NULL;

  if (!cord_journal_chain_read (self, interaction, &chain, &cause))
    {
      if (cause != NULL)
        g_propagate_error (error, g_steal_pointer (&cause));
      else
        cord_error_set_full (error, CORD_ERROR_NOT_FOUND, "interaction", NULL, NULL,
                             _ ("The journal does not know this interaction"));
      return FALSE;
    }
  if (chain.cut)
    return cord_error_set_full (error, CORD_ERROR_INTERNAL, "journal", NULL,
                                _ ("Open the call at the desk first; it is repaired then."),
                                _ ("The record is damaged after event %u"), chain.events->len);
  vault = cord_journal_chain_read_vault (self, interaction, error);
  return vault != NULL && cord_record_file_write (path, chain.header, chain.events, chain.head, vault, error);
}
