/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/journal/cord-journal-file.h"

#include "config.h"

#include "sync/journal/cord-journal-salvage.h"
#include "sync/journal/cord-journal-seal.h"
#include "wire/cord-json.h"
#include "wire/record/cord-record-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BATCH_EVENTS 200
#define BATCH_BYTES (512 * 1024) /* the server takes a mebibyte */

static CordStatement *
prepare (CordJournalFile *self, const char *sql, const char *key, GError **error)
{
  CordStatement *statement = cord_database_statement (self->database, sql, error);

  if (statement != NULL && key != NULL)
    cord_statement_bind_text (statement, 1, key);
  return statement;
}

/* A damaged row may hold anything; what goes into a document is text. NULL when it is none. */
static const char *
get_valid (CordStatement *statement, int column)
{
  const char *text = cord_statement_get_text (statement, column);

  return text != NULL && g_utf8_validate (text, -1, NULL) ? text : NULL;
}

/* Of one row and one column; *text NULL without error: none. */
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

/* Events, as far as the chain holds */

typedef struct
{
  GVariant *header;
  GPtrArray *events; /* (element-type GVariant) */
  char *head;
  gboolean cut; /* something after the last of them does not verify */
} Chain;

static void
chain_clear (Chain *chain)
{
  g_clear_pointer (&chain->header, g_variant_unref);
  g_clear_pointer (&chain->events, g_ptr_array_unref);
  g_clear_pointer (&chain->head, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Chain, chain_clear)

static gboolean
take_event (Chain *chain, const char *text)
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
read_events (CordJournalFile *self, const char *interaction, Chain *chain, GError **error)
{
  CordStatement *statement
      = prepare (self, "SELECT body FROM event WHERE interaction = ?1 ORDER BY seq", interaction, error);
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

/* FALSE without error: the header itself is unreadable. */
static gboolean
read_chain (CordJournalFile *self, const char *interaction, Chain *chain, GError **error)
{
  g_autofree char *text = NULL;

  chain->events = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  if (!read_text (prepare (self, "SELECT header FROM interaction WHERE id = ?1", interaction, error), &text, error))
    return FALSE;
  chain->header = text != NULL ? cord_json_parse_value (text, -1, &CORD_JSON_LIMITS_FILE, NULL) : NULL;
  if (chain->header == NULL || !g_variant_is_of_type (chain->header, CORD_VALUE_OBJECT))
    return FALSE;
  chain->head = cord_value_digest (chain->header, NULL, 0);
  return read_events (self, interaction, chain, error);
}

/* What does not verify was copied aside with the file; the journal itself goes on from the last event that does. */
static gboolean
drop_rest (CordJournalFile *self, const char *interaction, gint64 last, GError **error)
{
  CordStatement *statement
      = prepare (self, "DELETE FROM event WHERE interaction = ?1 AND seq > ?2", interaction, error);

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
  CordStatement *statement
      = prepare (self, "UPDATE interaction SET status = 'closed' WHERE id = ?1", interaction, error);

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

/* The values beside the chain */

static GVariant *
open_value (CordJournalFile *self, const char *interaction, const char *ref, GBytes *sealed)
{
  g_autofree char *place = cord_journal_file_vault_place (self, interaction, ref);
  g_autoptr (GBytes) plain = cord_journal_unseal (self->key, place, sealed, NULL);

  if (plain == NULL)
    return NULL;
  return cord_json_parse_value (g_bytes_get_data (plain, NULL), (gssize)g_bytes_get_size (plain),
                                &CORD_JSON_LIMITS_FILE, NULL);
}

/* A value that cannot be opened is as good as erased: the chain holds without it. */
static GVariant *
read_vault (CordJournalFile *self, const char *interaction, GError **error)
{
  CordStatement *statement = prepare (
      self, "SELECT ref, salt, sealed_value FROM vault WHERE interaction = ?1 ORDER BY place", interaction, error);
  CordBuilder array;
  gboolean row = FALSE;

  cord_builder_init_array (&array);
  while (statement != NULL && cord_statement_step (statement, &row, error) && row)
    {
      const char *ref = get_valid (statement, 0);
      g_autoptr (GBytes) sealed = cord_statement_dup_blob (statement, 2);
      g_autoptr (GVariant) value = ref != NULL ? open_value (self, interaction, ref, sealed) : NULL;
      g_autoptr (GVariant) entry = NULL;
      CordBuilder object;

      if (value == NULL)
        continue;
      cord_builder_init (&object);
      cord_builder_string (&object, "ref", ref);
      cord_builder_string (&object, "salt", get_valid (statement, 1));
      cord_builder_value (&object, "value", value);
      entry = cord_builder_end (&object);
      cord_builder_add (&array, entry);
    }
  return cord_builder_end (&array);
}

/* Intents */

static gboolean
is_digest_of (GBytes *digest, GBytes *body)
{
  g_autoptr (GString) wanted = g_string_new (NULL);
  g_autofree char *actual = body != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body) : NULL;

  for (gsize i = 0; digest != NULL && i < g_bytes_get_size (digest); i++)
    g_string_append_printf (wanted, "%02x", ((const guchar *)g_bytes_get_data (digest, NULL))[i]);
  return g_strcmp0 (wanted->str, actual) == 0;
}

/* The same bytes or none: what cannot be read back whole must not go out. */
static CordIntent *
open_intent (CordJournalFile *self, CordStatement *statement)
{
  const char *operation = get_valid (statement, 0);
  const char *kind = get_valid (statement, 1);
  const char *method = get_valid (statement, 2);
  const char *path = get_valid (statement, 3);
  g_autofree char *place = operation != NULL ? cord_journal_file_outbox_place (self, operation, "body") : NULL;
  g_autoptr (GBytes) sealed = cord_statement_dup_blob (statement, 5);
  g_autoptr (GBytes) digest = cord_statement_dup_blob (statement, 6);
  g_autoptr (GBytes) body = place != NULL ? cord_journal_unseal (self->key, place, sealed, NULL) : NULL;

  if (kind != NULL && method != NULL && path != NULL && body != NULL && is_digest_of (digest, body))
    return cord_intent_new (operation, kind, method, path, get_valid (statement, 4), body);
  g_warning ("The bytes of operation %s cannot be read back; it is not sent again",
             operation != NULL ? operation : "?");
  return NULL;
}

GPtrArray *
cord_journal_file_intents (CordJournalFile *self, GError **error)
{
  CordStatement *statement = prepare (
      self,
      "SELECT op_id, kind, method, path, if_match, sealed_body, body_sha256 FROM outbox WHERE settled = 0 ORDER BY seq",
      NULL, error);
  g_autoptr (GPtrArray) intents = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_intent_free);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
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

/* Of one interaction, or with NULL of all. */
static GVariant *
list_intents (CordJournalFile *self, const char *interaction, GError **error)
{
  CordStatement *statement = cord_database_statement (self->database,
                                                      "SELECT op_id, kind, method, path, if_match, state FROM outbox "
                                                      "WHERE settled = 0 AND (?1 IS NULL OR stream = ?1) ORDER BY seq",
                                                      error);
  CordBuilder array;
  gboolean row = FALSE;

  cord_builder_init_array (&array);
  if (statement != NULL)
    cord_statement_bind_text (statement, 1, interaction);
  while (statement != NULL && cord_statement_step (statement, &row, error) && row)
    {
      g_autoptr (GVariant) entry = cord_value_of_strings (
          "operation", get_valid (statement, 0), "kind", get_valid (statement, 1), "method", get_valid (statement, 2),
          "path", get_valid (statement, 3), "state", get_valid (statement, 5),
          get_valid (statement, 4) != NULL ? "ifMatch" : NULL, get_valid (statement, 4), NULL);

      cord_builder_add (&array, entry);
    }
  return cord_builder_end (&array);
}

/* Recovering */

static GVariant *
to_array (GPtrArray *values)
{
  CordBuilder array;

  cord_builder_init_array (&array);
  for (guint i = 0; i < values->len; i++)
    cord_builder_add (&array, g_ptr_array_index (values, i));
  return cord_builder_end (&array);
}

static GVariant *
describe (CordJournalFile *self, const char *interaction, Chain *chain, GError **error)
{
  g_autoptr (GVariant) events = to_array (chain->events);
  g_autoptr (GVariant) vault = read_vault (self, interaction, error);
  g_autoptr (GVariant) intents = list_intents (self, interaction, error);
  CordBuilder object;

  cord_builder_init (&object);
  cord_builder_value (&object, "header", chain->header);
  cord_builder_value (&object, "events", events);
  cord_builder_value (&object, "vault", vault);
  cord_builder_value (&object, "intents", intents);
  if (chain->cut || self->damaged != NULL)
    cord_builder_boolean (&object, "cut", TRUE);
  return cord_builder_end (&object);
}

/* No call is open; intents of closed ones may still wait, and that the file was damaged is to be said. */
static GVariant *
describe_rest (CordJournalFile *self, GError **error)
{
  g_autoptr (GVariant) intents = list_intents (self, NULL, error);
  CordBuilder object;

  if (cord_value_length (intents) == 0 && self->damaged == NULL)
    return NULL;
  cord_builder_init (&object);
  cord_builder_value (&object, "intents", intents);
  if (self->damaged != NULL)
    cord_builder_boolean (&object, "cut", TRUE);
  return cord_builder_end (&object);
}

GVariant *
cord_journal_file_recover (CordJournalFile *self, GError **error)
{
  g_autofree char *interaction = NULL;
  g_autoptr (GError) cause = NULL;
  g_auto (Chain) chain = { 0 };

  if (!read_text (
          prepare (self, "SELECT id FROM interaction WHERE status = 'open' ORDER BY place DESC LIMIT 1", NULL, error),
          &interaction, error))
    return NULL;
  if (interaction == NULL)
    return describe_rest (self, error);
  if (!read_chain (self, interaction, &chain, &cause))
    {
      if (cause != NULL)
        g_propagate_error (error, g_steal_pointer (&cause));
      /* Without its header nothing of it can be verified: it is set aside whole, and the next one is looked at. */
      else if (set_aside (self, error) && abandon (self, interaction, error))
        return cord_journal_file_recover (self, error);
      return NULL;
    }
  if (chain.cut && (!set_aside (self, error) || !drop_rest (self, interaction, chain.events->len, error)))
    return NULL;
  return describe (self, interaction, &chain, error);
}

/* Sending up */

static char *
find_waiting (CordJournalFile *self, const char *const *skipped, GError **error)
{
  CordStatement *statement = prepare (self,
                                      "SELECT id FROM interaction WHERE EXISTS (SELECT 1 FROM event WHERE interaction "
                                      "= id AND uploaded = 0) ORDER BY place",
                                      NULL, error);
  char *found = NULL;
  gboolean row = FALSE;

  while (statement != NULL && found == NULL && cord_statement_step (statement, &row, error) && row)
    if (skipped == NULL || !g_strv_contains (skipped, cord_statement_get_text (statement, 0)))
      found = g_strdup (cord_statement_get_text (statement, 0));
  if (statement != NULL)
    cord_statement_reset (statement);
  return found;
}

/* The server takes an interaction's orders only while it is open: its end waits until none is on its way any more. */
static gboolean
is_held (CordJournalFile *self, const char *interaction)
{
  CordStatement *statement = prepare (
      self, "SELECT 1 FROM outbox WHERE stream = ?1 AND state IN ('READY', 'SENT') LIMIT 1", interaction, NULL);
  gboolean row = FALSE;

  if (statement != NULL && cord_statement_step (statement, &row, NULL))
    cord_statement_reset (statement);
  return row;
}

static GPtrArray *
read_batch (CordJournalFile *self, const char *interaction, GError **error)
{
  gboolean held = is_held (self, interaction);
  CordStatement *statement = prepare (
      self, "SELECT body FROM event WHERE interaction = ?1 AND uploaded = 0 ORDER BY seq LIMIT ?2", interaction, error);
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  gsize bytes = 0;
  gboolean row = FALSE;

  if (statement == NULL)
    return events;
  cord_statement_bind_integer (statement, 2, BATCH_EVENTS);
  while (bytes < BATCH_BYTES && cord_statement_step (statement, &row, error) && row)
    {
      const char *text = cord_statement_get_text (statement, 0);
      g_autoptr (GVariant) event = text != NULL ? cord_json_parse_value (text, -1, &CORD_JSON_LIMITS_FILE, NULL) : NULL;

      if (event == NULL || (held && g_strcmp0 (cord_value_get_string (event, "type"), "interaction.closed") == 0))
        break;
      bytes += strlen (text);
      g_ptr_array_add (events, g_steal_pointer (&event));
    }
  cord_statement_reset (statement);
  return events;
}

static void
add_batch (CordBuilder *object, const char *interaction, GPtrArray *events)
{
  g_autoptr (GVariant) array = to_array (events);

  cord_builder_string (object, "interaction", interaction);
  cord_builder_integer (object, "expect", cord_value_get_integer (g_ptr_array_index (events, 0), "seq", 1));
  cord_builder_value (object, "events", array);
}

/* The oldest interaction that has something to send; one whose end is held back does not stand in the way of the next.
 */
static void
find_batch (CordJournalFile *self, const char *const *skipped, CordBuilder *object, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean found = FALSE;

  if (skipped != NULL)
    g_strv_builder_addv (builder, (const char **)skipped);
  while (!found)
    {
      g_auto (GStrv) names = g_strv_builder_end (builder);
      g_autofree char *interaction = find_waiting (self, (const char *const *)names, error);
      g_autoptr (GPtrArray) events = NULL;

      if (interaction == NULL)
        return;
      events = read_batch (self, interaction, error);
      found = events->len > 0;
      if (found)
        add_batch (object, interaction, events);
      g_strv_builder_addv (builder, (const char **)names);
      g_strv_builder_add (builder, interaction);
    }
}

GVariant *
cord_journal_file_pending (CordJournalFile *self, const char *const *skipped, GError **error)
{
  CordStatement *statement = prepare (self, "SELECT count (*) FROM event WHERE uploaded = 0", NULL, error);
  CordBuilder object;
  gboolean row;

  if (statement == NULL || !cord_statement_step (statement, &row, error))
    return NULL;
  cord_builder_init (&object);
  cord_builder_integer (&object, "waiting", cord_statement_get_integer (statement, 0));
  cord_statement_reset (statement);
  find_batch (self, skipped, &object, error);
  return cord_builder_end (&object);
}

char *
cord_journal_file_hash (CordJournalFile *self, const char *interaction, gint64 seq, GError **error)
{
  CordStatement *statement
      = prepare (self, "SELECT hash FROM event WHERE interaction = ?1 AND seq = ?2", interaction, error);
  char *hash = NULL;

  if (statement == NULL)
    return NULL;
  cord_statement_bind_integer (statement, 2, seq);
  return read_text (statement, &hash, error) ? hash : NULL;
}

gboolean
cord_journal_file_export (CordJournalFile *self, const char *interaction, const char *path, GError **error)
{
  g_auto (Chain) chain = { 0 };
  g_autoptr (GVariant) vault = NULL;
  g_autoptr (GError) cause = NULL;

  if (!read_chain (self, interaction, &chain, &cause))
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
  vault = read_vault (self, interaction, error);
  return cord_record_file_write (path, chain.header, chain.events, chain.head, vault, error);
}
