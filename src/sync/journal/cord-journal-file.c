/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/journal/cord-journal-file.h"

#include "config.h"

#include "base/cord-period.h"
#include "domain/cord-gateway-document.h"
#include "store/sqlite/cord-sqlite-database.h"
#include "sync/journal/cord-journal-origin.h"
#include "sync/journal/cord-journal-owner.h"
#include "sync/journal/cord-journal-salvage.h"
#include "wire/cord-json.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define KEPT (7 * G_TIME_SPAN_DAY) /* docs/reliability.md, "The outbox" */

static const char *const state_names[] = { "READY", "SENT", "ACKED", "CONFLICT", "REJECTED" };

gboolean
cord_journal_file_refuse (GError **error)
{
  g_autoptr (GError) cause = NULL;
  const char *reason;

  if (error == NULL || *error == NULL || !g_error_matches (*error, CORD_ERROR, CORD_ERROR_INTERNAL))
    return FALSE;
  cause = g_steal_pointer (error);
  reason = cord_error_get_reason (cause);
  if (g_strcmp0 (reason, "disk-full") == 0)
    return cord_error_set_full (error, CORD_ERROR_INTERNAL, "disk-full", NULL, _ ("Free some space, then do it again."),
                                _ ("The disk is full; this was not saved"));
  return cord_error_set_full (error, CORD_ERROR_INTERNAL, "journal", NULL,
                              _ ("Do it again; if it stays, tell the supervisor."), _ ("This could not be saved: %s"),
                              cause->message);
}

char *
cord_journal_file_vault_place (CordJournalFile *self, const char *interaction, const char *ref)
{
  return g_strjoin ("|", "vault", interaction, ref, "value", self->device, NULL);
}

char *
cord_journal_file_outbox_place (CordJournalFile *self, const char *operation, const char *column)
{
  return g_strjoin ("|", "outbox", operation, column, self->device, NULL);
}

const char *
cord_journal_file_valid_text (CordStatement *statement, int column)
{
  const char *text = cord_statement_get_text (statement, column);

  return text != NULL && g_utf8_validate (text, -1, NULL) ? text : NULL;
}

GVariant *
cord_journal_file_array (GPtrArray *values)
{
  CordBuilder array;

  cord_builder_init_array (&array);
  for (guint i = 0; i < values->len; i++)
    cord_builder_add (&array, g_ptr_array_index (values, i));
  return cord_builder_end (&array);
}

CordStatement *
cord_journal_file_statement (CordJournalFile *self, const char *sql, const char *key, GError **error)
{
  CordStatement *statement = cord_database_statement (self->database, sql, error);

  if (statement != NULL)
    cord_statement_bind_text (statement, 1, key);
  return statement;
}

/* Opening */

static gboolean
take_lock (CordJournalFile *self, GError **error)
{
  g_autofree char *name = g_strconcat (self->path, ".lock", NULL);

  self->lock = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock < 0)
    return cord_error_set_full (error, CORD_ERROR_INTERNAL, "journal", NULL, _ ("Check the folder's permissions."),
                                _ ("The journal %s cannot be opened: %s"), self->path, g_strerror (errno));
  if (flock (self->lock, LOCK_EX | LOCK_NB) != 0)
    return cord_error_set_full (error, CORD_ERROR_CONFLICT, "in-use", NULL,
                                _ ("Go on in the window that is open already, or close it first."),
                                _ ("Another desk is open with this journal"));
  return TRUE;
}

static gboolean
open_database (CordJournalFile *self, const char *device, gboolean *foreign, gboolean *damaged, GError **error)
{
  g_autoptr (GError) cause = NULL;
  const char *reason;

  g_clear_object (&self->database);
  self->database = cord_journal_salvage_open (self->path, &cause);
  if (self->database != NULL && cord_journal_origin_read (self, device, foreign, &cause)
      && cord_sqlite_quick_check (self->database))
    return TRUE;
  reason = cord_error_get_reason (cause);
  *damaged = cause == NULL || g_strcmp0 (reason, "corrupt") == 0
             || (g_strcmp0 (reason, "database") == 0 && self->database != NULL);
  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  else
    cord_error_set_full (error, CORD_ERROR_INTERNAL, "corrupt", NULL, NULL, _ ("The journal is damaged"));
  return FALSE;
}

/* A journal that was copied here is kept for whoever knows where it came from; the desk begins a new one. */
static gboolean
begin_anew (CordJournalFile *self, const char *device, GError **error)
{
  g_autofree char *aside = NULL;
  gboolean foreign, damaged;

  g_clear_object (&self->database);
  aside = cord_journal_salvage_set_aside (self->path, cord_clock_now (self->clock), error);
  if (aside == NULL || !open_database (self, device, &foreign, &damaged, error))
    return FALSE;
  g_message ("The journal was written with another key; it is kept as %s", aside);
  return TRUE;
}

CordJournalFile *
cord_journal_file_open (const char *path, const char *device, const char *server, GBytes *key, CordClock *clock,
                        GError **error)
{
  g_autoptr (CordJournalFile) self = g_new0 (CordJournalFile, 1);
  g_autoptr (GError) cause = NULL;
  gboolean damaged = FALSE;
  gboolean foreign = FALSE;

  self->lock = -1;
  self->path = g_strdup (path);
  self->server = g_strdup (server);
  self->key = g_bytes_ref (key);
  self->clock = g_object_ref (clock);
  if (path != NULL && !take_lock (self, error))
    return NULL;
  if (!open_database (self, device, &foreign, &damaged, &cause))
    {
      if (path == NULL || !damaged)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          cord_journal_file_refuse (error);
          return NULL;
        }
      g_clear_error (&cause);
      g_clear_object (&self->database);
      self->damaged = cord_journal_salvage (path, cord_clock_now (clock), error);
      if (self->damaged == NULL || !open_database (self, device, &foreign, &damaged, error))
        return NULL;
    }
  if (foreign && !begin_anew (self, device, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
cord_journal_file_close (CordJournalFile *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->database);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->path);
  g_free (self->device);
  g_free (self->server);
  g_free (self->user);
  g_free (self->damaged);
  g_bytes_unref (self->key);
  g_clear_pointer (&self->user_key, g_bytes_unref);
  g_object_unref (self->clock);
  g_free (self);
}

/* Beginning and committing */

gboolean
cord_journal_file_begin (CordJournalFile *self, GVariant *header, GError **error)
{
  CordRecordHeader members = { .id = "" };
  g_autofree char *text = cord_json_write_value (header);
  CordStatement *statement;

  cord_record_header_read (&members, header);
  if (*members.id == '\0')
    return cord_error_set_full (error, CORD_ERROR_INVALID, "header", "id", NULL, _ ("An interaction needs an id"));
  if (self->user == NULL)
    return cord_error_set_full (error, CORD_ERROR_DENIED, "signed-out", NULL, _ ("Sign in, then do it again."),
                                _ ("Nobody is signed in"));
  statement = cord_database_statement (self->database,
                                       "INSERT INTO interaction (id, place, header, status, begun, user, server) "
                                       "SELECT ?1, coalesce (max (place), 0) + 1, ?2, 'open', ?3, ?4, ?5 "
                                       "FROM interaction",
                                       error);
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, members.id);
  cord_statement_bind_text (statement, 2, text);
  cord_statement_bind_integer (statement, 3, cord_clock_now (self->clock));
  cord_journal_owner_bind (self, statement, 4);
  return cord_statement_run (statement, error);
}

/* The end of the chain: `seq` and hash of the last event, or 0 and the digest of the header. NOT_FOUND unless the call
 * is the user's. */
static gboolean
read_head (CordJournalFile *self, const char *interaction, gint64 *seq, char **head, GError **error)
{
  CordStatement *statement = cord_database_statement (
      self->database,
      "SELECT seq, hash, header FROM interaction LEFT JOIN event ON event.interaction = id "
      "AND seq = (SELECT max (seq) FROM event WHERE interaction = ?1) WHERE id = ?1 AND user = ?2 AND server = ?3",
      error);
  g_autoptr (GVariant) header = NULL;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, interaction);
  cord_journal_owner_bind (self, statement, 2);
  if (!cord_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return cord_error_set_full (error, CORD_ERROR_NOT_FOUND, "interaction", NULL, NULL,
                                _ ("The journal does not know this interaction"));
  *seq = cord_statement_get_integer (statement, 0);
  *head = g_strdup (cord_statement_get_text (statement, 1));
  if (*head == NULL)
    header = cord_json_parse_value (cord_statement_get_text (statement, 2), -1, &CORD_JSON_LIMITS_FILE, error);
  cord_statement_reset (statement);
  if (header != NULL)
    *head = cord_value_digest (header, NULL, 0);
  return *head != NULL;
}

static gboolean
insert_event (CordJournalFile *self, const char *interaction, const CordEvent *event, GError **error)
{
  g_autoptr (GVariant) value = cord_event_to_value (event);
  g_autofree char *text = cord_json_write_value (value);
  CordStatement *statement = cord_database_statement (
      self->database, "INSERT INTO event (interaction, seq, hash, prev, body) VALUES (?1, ?2, ?3, ?4, ?5)", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, interaction);
  cord_statement_bind_integer (statement, 2, (gint64)event->seq);
  cord_statement_bind_text (statement, 3, event->hash);
  cord_statement_bind_text (statement, 4, event->prev);
  cord_statement_bind_text (statement, 5, text);
  return cord_statement_run (statement, error);
}

static gboolean
set_status (CordJournalFile *self, const char *interaction, const char *status, GError **error)
{
  CordStatement *statement
      = cord_database_statement (self->database, "UPDATE interaction SET status = ?2 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, interaction);
  cord_statement_bind_text (statement, 2, status);
  return cord_statement_run (statement, error);
}

/* A closed record takes no more events, so the outcome of its decided intents will not be recorded. */
static gboolean
settle_closed (CordJournalFile *self, const char *interaction, GPtrArray *settled, GError **error)
{
  CordStatement *statement = cord_database_statement (
      self->database,
      "UPDATE outbox SET settled = 1 WHERE stream = ?1 AND state NOT IN ('READY', 'SENT') AND settled = 0 "
      "RETURNING op_id",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, interaction);
  do
    {
      if (!cord_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        g_ptr_array_add (settled, g_strdup (cord_statement_get_text (statement, 0)));
    }
  while (row);
  return TRUE;
}

static gboolean
settle (CordJournalFile *self, const CordEvent *event, GPtrArray *settled, GError **error)
{
  const char *operation = cord_event_get_settled (event);
  CordStatement *statement;

  if (operation == NULL)
    return TRUE;
  statement = cord_database_statement (self->database, "UPDATE outbox SET settled = 1 WHERE op_id = ?1", error);
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, operation);
  if (!cord_statement_run (statement, error))
    return FALSE;
  g_ptr_array_add (settled, g_strdup (operation));
  return TRUE;
}

static gboolean
follow_status (CordJournalFile *self, const char *interaction, const CordEvent *event, GPtrArray *settled,
               GError **error)
{
  if (event->kind == CORD_EVENT_INTERACTION_CLOSED)
    return set_status (self, interaction, "closed", error) && settle_closed (self, interaction, settled, error);
  if (event->kind == CORD_EVENT_INTERACTION_PARKED)
    return set_status (self, interaction, "parked", error);
  if (event->kind == CORD_EVENT_INTERACTION_RESUMED)
    return set_status (self, interaction, "open", error);
  return TRUE;
}

static gboolean
insert_events (CordJournalFile *self, const char *interaction, GPtrArray *events, GPtrArray *settled, GError **error)
{
  g_autofree char *head = NULL;
  gint64 seq = 0;

  if (!read_head (self, interaction, &seq, &head, error))
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    {
      const CordEvent *event = g_ptr_array_index (events, i);

      if ((gint64)event->seq != seq + 1 || g_strcmp0 (event->prev, head) != 0)
        return cord_error_set_full (error, CORD_ERROR_CONFLICT, "chain", NULL, _ ("Open the call again."),
                                    _ ("The event does not follow what the journal holds"));
      if (!insert_event (self, interaction, event, error) || !follow_status (self, interaction, event, settled, error)
          || !settle (self, event, settled, error))
        return FALSE;
      seq++;
      g_free (head);
      head = g_strdup (event->hash);
    }
  return TRUE;
}

static gboolean
insert_vault (CordJournalFile *self, const char *interaction, const CordVaultEntry *entry, GError **error)
{
  g_autofree char *place = cord_journal_file_vault_place (self, interaction, entry->ref);
  g_autofree char *text = cord_json_write_value (entry->value);
  g_autoptr (GBytes) sealed = cord_journal_owner_seal (self, place, text, strlen (text));
  CordStatement *statement = cord_database_statement (
      self->database,
      "INSERT INTO vault (ref, interaction, place, salt, sealed_value) "
      "SELECT ?1, ?2, coalesce (max (place), 0) + 1, ?3, ?4 FROM vault WHERE interaction = ?2 "
      "ON CONFLICT DO NOTHING",
      error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, entry->ref);
  cord_statement_bind_text (statement, 2, interaction);
  cord_statement_bind_text (statement, 3, entry->salt);
  cord_statement_bind_blob (statement, 4, sealed);
  return cord_statement_run (statement, error);
}

static GBytes *
dup_digest (GBytes *body)
{
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, g_bytes_get_data (body, NULL), (gssize)g_bytes_get_size (body));
  g_checksum_get_digest (checksum, digest, &length);
  return g_bytes_new (digest, length);
}

static gboolean
insert_intent (CordJournalFile *self, const char *interaction, const CordIntent *intent, GError **error)
{
  g_autofree char *place = cord_journal_file_outbox_place (self, intent->operation, "body");
  g_autoptr (GBytes) sealed
      = cord_journal_owner_seal (self, place, g_bytes_get_data (intent->body, NULL), g_bytes_get_size (intent->body));
  g_autoptr (GBytes) digest = dup_digest (intent->body);
  g_autofree char *device = NULL;
  CordStatement *statement;
  gint64 sequence;

  if (!cord_journal_owner_next_place (self, &device, &sequence, error))
    return FALSE;
  statement = cord_database_statement (self->database,
                                       "INSERT INTO outbox (op_id, stream, kind, method, path, sealed_body, "
                                       "body_sha256, if_match, created_utc, state, device, seq) "
                                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'READY', ?10, ?11)",
                                       error);
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, intent->operation);
  cord_statement_bind_text (statement, 2, interaction);
  cord_statement_bind_text (statement, 3, intent->kind);
  cord_statement_bind_text (statement, 4, intent->method);
  cord_statement_bind_text (statement, 5, intent->path);
  cord_statement_bind_blob (statement, 6, sealed);
  cord_statement_bind_blob (statement, 7, digest);
  cord_statement_bind_text (statement, 8, intent->if_match);
  cord_statement_bind_integer (statement, 9, cord_clock_now (self->clock));
  cord_statement_bind_text (statement, 10, device);
  cord_statement_bind_integer (statement, 11, sequence);
  return cord_statement_run (statement, error);
}

gboolean
cord_journal_file_commit (CordJournalFile *self, const char *interaction, GPtrArray *events, GPtrArray *vault_entries,
                          const CordIntent *intent, GPtrArray *settled, GError **error)
{
  if (!insert_events (self, interaction, events, settled, error))
    return FALSE;
  for (guint i = 0; vault_entries != NULL && i < vault_entries->len; i++)
    if (!insert_vault (self, interaction, g_ptr_array_index (vault_entries, i), error))
      return FALSE;
  return intent == NULL || insert_intent (self, interaction, intent, error);
}

/* The outbox */

void
cord_intent_place_free (CordIntentPlace *self)
{
  if (self == NULL)
    return;
  g_free (self->user);
  g_free (self->device);
  g_free (self);
}

typedef struct
{
  CordIntentPlace *place;
  gboolean own; /* the user's for whom the journal works */
  gboolean closed;
} Marked;

static gboolean
refuse_operation (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_NOT_FOUND, "operation", NULL, NULL,
                              _ ("The journal does not know this operation"));
}

static gboolean
read_mark (CordJournalFile *self, const char *operation, Marked *marked, GError **error)
{
  CordStatement *statement = cord_database_statement (
      self->database,
      "SELECT user, device, seq, status = 'closed', coalesce (user = ?2 AND server = ?3, 0) FROM outbox "
      "JOIN interaction ON interaction.id = outbox.stream WHERE op_id = ?1",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, operation);
  cord_journal_owner_bind (self, statement, 2);
  if (!cord_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return refuse_operation (error);
  marked->place = g_new0 (CordIntentPlace, 1);
  marked->place->user = g_strdup (cord_statement_get_text (statement, 0));
  marked->place->device = g_strdup (cord_statement_get_text (statement, 1));
  marked->place->sequence = cord_statement_get_integer (statement, 2);
  marked->closed = cord_statement_get_integer (statement, 3) != 0;
  marked->own = cord_statement_get_integer (statement, 4) != 0;
  cord_statement_reset (statement);
  return TRUE;
}

/* A decided intent stays decided, as sending it again brings the same answer. */
static gboolean
mark_sent (CordJournalFile *self, const char *operation, const char *problem, GError **error)
{
  CordStatement *statement = cord_database_statement (
      self->database,
      "UPDATE outbox SET state = 'SENT', attempts = attempts + (?2 IS NULL), last_error = ?2 "
      "WHERE op_id = ?1 AND state IN ('READY', 'SENT')",
      error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, operation);
  cord_statement_bind_text (statement, 2, problem);
  return cord_statement_run (statement, error);
}

/* The body of an answer is kept for the user alone whose key seals it. */
static gboolean
mark_decided (CordJournalFile *self, const char *operation, CordIntentState state, const CordIntentOutcome *outcome,
              const Marked *marked, GError **error)
{
  g_autofree char *place = cord_journal_file_outbox_place (self, operation, "resp_body");
  g_autoptr (GBytes) sealed = NULL;
  CordStatement *statement = cord_database_statement (
      self->database,
      "UPDATE outbox SET state = ?2, resp_status = ?3, resp_etag = ?4, sealed_resp_body = ?5, last_error = ?6, "
      "decided_utc = ?7, settled = max (settled, ?8) WHERE op_id = ?1",
      error);

  if (statement == NULL)
    return FALSE;
  if (marked->own && outcome != NULL && outcome->body != NULL)
    sealed = cord_journal_owner_seal (self, place, g_bytes_get_data (outcome->body, NULL),
                                      g_bytes_get_size (outcome->body));
  cord_statement_bind_text (statement, 1, operation);
  cord_statement_bind_text (statement, 2, state_names[state]);
  cord_statement_bind_integer (statement, 3, outcome != NULL ? outcome->status : 0);
  cord_statement_bind_text (statement, 4, outcome != NULL ? outcome->etag : NULL);
  cord_statement_bind_blob (statement, 5, sealed);
  cord_statement_bind_text (statement, 6, outcome != NULL ? outcome->problem : NULL);
  cord_statement_bind_integer (statement, 7, cord_clock_now (self->clock));
  cord_statement_bind_integer (statement, 8, marked->closed);
  return cord_statement_run (statement, error);
}

gboolean
cord_journal_file_mark (CordJournalFile *self, const char *operation, CordIntentState state,
                        const CordIntentOutcome *outcome, CordIntentPlace **place, gboolean *settled, GError **error)
{
  Marked marked = { NULL };
  g_autoptr (CordIntentPlace) owned = NULL;

  g_return_val_if_fail (state != CORD_INTENT_READY, FALSE);
  *settled = FALSE;
  if (!read_mark (self, operation, &marked, error))
    return FALSE;
  owned = marked.place;
  if (state == CORD_INTENT_SENT && !marked.own)
    return refuse_operation (error);
  if (state == CORD_INTENT_SENT ? !mark_sent (self, operation, outcome != NULL ? outcome->problem : NULL, error)
                                : !mark_decided (self, operation, state, outcome, &marked, error))
    return FALSE;
  *settled = state != CORD_INTENT_SENT && marked.closed;
  *place = g_steal_pointer (&owned);
  return TRUE;
}

gboolean
cord_journal_file_uploaded (CordJournalFile *self, const char *interaction, gint64 up_to, GError **error)
{
  CordStatement *statement = cord_database_statement (
      self->database, "UPDATE event SET uploaded = 1 WHERE interaction = ?1 AND seq <= ?2 AND uploaded = 0", error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, interaction);
  cord_statement_bind_integer (statement, 2, up_to);
  return cord_statement_run (statement, error);
}

gboolean
cord_journal_file_purge (CordJournalFile *self, GError **error)
{
  static const char *const steps[] = {
    "DELETE FROM outbox WHERE settled = 1 AND decided_utc < ?1",
    "DELETE FROM vault WHERE interaction IN (SELECT id FROM interaction WHERE status = 'closed' AND begun < ?1 "
    "AND NOT EXISTS (SELECT 1 FROM event WHERE interaction = id AND uploaded = 0) AND NOT EXISTS (SELECT 1 FROM outbox "
    "WHERE stream = id))",
    "DELETE FROM event WHERE interaction IN (SELECT id FROM interaction WHERE status = 'closed' AND begun < ?1 "
    "AND NOT EXISTS (SELECT 1 FROM event WHERE interaction = id AND uploaded = 0) AND NOT EXISTS (SELECT 1 FROM outbox "
    "WHERE stream = id))",
    "DELETE FROM interaction WHERE status = 'closed' AND begun < ?1 AND NOT EXISTS (SELECT 1 FROM event WHERE "
    "interaction = id) "
    "AND NOT EXISTS (SELECT 1 FROM outbox WHERE stream = id)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      CordStatement *statement = cord_database_statement (self->database, steps[i], error);

      if (statement == NULL)
        return FALSE;
      cord_statement_bind_integer (statement, 1, cord_clock_now (self->clock) - KEPT);
      if (!cord_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
cord_journal_file_list (CordJournalFile *self, GVariant **list, GError **error)
{
  CordStatement *statement = cord_database_statement (
      self->database,
      "SELECT id, status, begun, (SELECT count (*) FROM event WHERE interaction = id) FROM interaction "
      "WHERE user = ?1 AND server = ?2 ORDER BY place",
      error);
  CordBuilder array;
  gboolean row = FALSE;
  gboolean done;

  if (statement == NULL)
    return FALSE;
  cord_journal_owner_bind (self, statement, 1);
  cord_builder_init_array (&array);
  while ((done = cord_statement_step (statement, &row, error)) && row)
    {
      g_autofree char *begun = cord_instant_to_string (cord_statement_get_integer (statement, 2));
      g_autoptr (GVariant) entry = NULL;
      CordBuilder object;

      if (cord_journal_file_valid_text (statement, 0) == NULL)
        continue;
      cord_builder_init (&object);
      cord_builder_string (&object, "id", cord_statement_get_text (statement, 0));
      cord_builder_string (&object, "status", cord_statement_get_text (statement, 1));
      cord_builder_string (&object, "begun", begun);
      cord_builder_integer (&object, "events", cord_statement_get_integer (statement, 3));
      entry = cord_builder_end (&object);
      cord_builder_add (&array, entry);
    }
  *list = cord_builder_end (&array);
  if (!done)
    g_clear_pointer (list, g_variant_unref);
  return done;
}
