/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/journal/cord-journal-origin.h"

#include "config.h"

#include "base/cord-id.h"
#include "sync/journal/cord-journal-seal.h"

static gboolean
write_meta (CordJournalFile *self, const char *sql, GBytes *check, GError **error)
{
  CordStatement *statement = cord_database_statement (self->database, sql, error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, self->device);
  cord_statement_bind_blob (statement, 2, check);
  return cord_statement_run (statement, error);
}

/* Whether a value of the vault can be unsealed, with the journal's key or with that of the user it belongs to. */
static gboolean
can_unseal (CordJournalFile *self, CordStatement *statement)
{
  g_autofree char *place = NULL;
  g_autoptr (GBytes) sealed = cord_statement_dup_blob (statement, 2);
  g_autoptr (GBytes) key = NULL;
  g_autoptr (GBytes) plain = NULL;

  if (cord_statement_get_text (statement, 0) == NULL || cord_statement_get_text (statement, 1) == NULL)
    return FALSE;
  place = cord_journal_file_vault_place (self, cord_statement_get_text (statement, 0),
                                         cord_statement_get_text (statement, 1));
  if (cord_statement_get_text (statement, 3) != NULL && cord_statement_get_text (statement, 4) != NULL)
    key = cord_journal_seal_derive_key (self->key, cord_statement_get_text (statement, 3),
                                        cord_statement_get_text (statement, 4));
  plain = key != NULL ? cord_journal_unseal (key, place, sealed, NULL) : NULL;
  /* Values of a call from before calls had an owner are sealed with the journal's key. */
  if (plain == NULL)
    plain = cord_journal_unseal (self->key, place, sealed, NULL);
  return plain != NULL;
}

/* Some values: one that opens is proof enough, as others may be damaged. */
static gboolean
probe_vault (CordJournalFile *self, gboolean *any, gboolean *opens, GError **error)
{
  CordStatement *statement = cord_database_statement (self->database,
                                                      "SELECT interaction, ref, sealed_value, user, server FROM vault "
                                                      "JOIN interaction ON interaction.id = vault.interaction LIMIT 8",
                                                      error);
  gboolean row = FALSE;

  *any = FALSE;
  *opens = FALSE;
  if (statement == NULL)
    return FALSE;
  while (!*opens)
    {
      if (!cord_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      *any = TRUE;
      *opens = can_unseal (self, statement);
    }
  cord_statement_reset (statement);
  return TRUE;
}

/* A check that is damaged does not make the journal another's while its values open. A journal from before the check
 * has none. */
static gboolean
judge (CordJournalFile *self, GBytes *check, GBytes *wanted, gboolean *foreign, GError **error)
{
  gboolean any, opens;

  if (check != NULL && g_bytes_equal (check, wanted))
    return TRUE;
  if (!probe_vault (self, &any, &opens, error))
    return FALSE;
  *foreign = !opens && (any || check != NULL);
  return *foreign || write_meta (self, "UPDATE meta SET device_id = ?1, key_check = ?2", wanted, error);
}

gboolean
cord_journal_origin_read (CordJournalFile *self, const char *device, gboolean *foreign, GError **error)
{
  CordStatement *statement
      = cord_database_statement (self->database, "SELECT device_id, key_check FROM meta WHERE id = 1", error);
  g_autoptr (GBytes) wanted = cord_journal_seal_derive_key (self->key, "", "");
  g_autoptr (GBytes) check = NULL;
  gboolean row;

  *foreign = FALSE;
  if (statement == NULL || !cord_statement_step (statement, &row, error))
    return FALSE;
  g_free (self->device);
  self->device = row              ? g_strdup (cord_statement_get_text (statement, 0))
                 : device != NULL ? g_strdup (device)
                                  : cord_id_new (self->clock);
  check = row ? cord_statement_dup_blob (statement, 1) : NULL;
  cord_statement_reset (statement);
  if (row)
    return judge (self, check, wanted, foreign, error);
  return write_meta (self, "INSERT INTO meta (id, device_id, next_seq, key_check) VALUES (1, ?1, 1, ?2)", wanted,
                     error);
}
