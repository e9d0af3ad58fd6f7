/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/journal/cord-journal-db.h"

#include "config.h"

#include "sync/journal/cord-journal-chain.h"
#include "sync/journal/cord-journal-owner.h"
#include "sync/journal/cord-journal-recovery.h"
#include "sync/journal/cord-journal-worker.h"

#include <string.h>

struct _CordJournalDb
{
  GObject parent_instance;

  CordJournalWorker *worker;
  char *device;
  char *damaged;
  GHashTable *intents; /* operation → CordIntent, the unsettled ones; dup_intent must not wait for the disk */
};

static void cord_journal_db_iface_init (CordJournalInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CordJournalDb, cord_journal_db, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CORD_TYPE_JOURNAL, cord_journal_db_iface_init))

enum
{
  USER_CHANGED,
  COMMITTED,
  DECIDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static CordJournalJob *
job_for (gpointer self, gpointer tag, const char *name, GCancellable *cancellable, GAsyncReadyCallback callback,
         gpointer user_data, CordJournalRun run, CordJournalDone done, gboolean writes)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_name (task, name);
  g_task_set_check_cancellable (task, FALSE); /* what is durable was done */
  return cord_journal_job_new (task, run, done, writes);
}

/* Answers */

static gboolean
answer_error (CordJournalJob *job)
{
  if (job->error == NULL)
    return FALSE;
  g_task_return_error (job->task, g_steal_pointer (&job->error));
  return TRUE;
}

static void
answer_done (CordJournalJob *job)
{
  if (!answer_error (job))
    g_task_return_boolean (job->task, TRUE);
}

static void
answer_value (CordJournalJob *job)
{
  if (!answer_error (job))
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), (GDestroyNotify)g_variant_unref);
}

static void
answer_batch (CordJournalJob *job)
{
  if (!answer_error (job))
    g_task_return_pointer (job->task, g_steal_pointer (&job->batch), (GDestroyNotify)cord_journal_batch_free);
}

static void
answer_text (CordJournalJob *job)
{
  if (!answer_error (job))
    g_task_return_pointer (job->task, g_steal_pointer (&job->result_text), g_free);
}

static void
forget_settled (CordJournalDb *self, CordJournalJob *job)
{
  for (guint i = 0; i < job->settled->len; i++)
    g_hash_table_remove (self->intents, g_ptr_array_index (job->settled, i));
}

/* Beginning and committing */

static gboolean
run_begin (CordJournalFile *file, CordJournalJob *job, GError **error)
{
  return cord_journal_file_begin (file, job->value, error);
}

static void
begin_async (CordJournal *journal, GVariant *header, GCancellable *cancellable, GAsyncReadyCallback callback,
             gpointer user_data)
{
  CordJournalDb *self = CORD_JOURNAL_DB (journal);
  CordJournalJob *job = job_for (self, begin_async, "begin an interaction", cancellable, callback, user_data, run_begin,
                                 answer_done, TRUE);

  job->value = g_variant_ref_sink (header);
  cord_journal_worker_push (self->worker, job);
}

static gboolean
finish_boolean (CordJournal *journal, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, journal), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
run_commit (CordJournalFile *file, CordJournalJob *job, GError **error)
{
  return cord_journal_file_commit (file, job->interaction, job->events, job->entries, job->intent, job->settled, error);
}

static void
answer_commit (CordJournalJob *job)
{
  CordJournalDb *self = g_task_get_source_object (job->task);

  if (answer_error (job))
    return;
  if (job->intent != NULL)
    {
      CordIntent *intent = g_steal_pointer (&job->intent);

      g_hash_table_replace (self->intents, intent->operation, intent);
    }
  forget_settled (self, job);
  g_task_return_boolean (job->task, TRUE);
  g_signal_emit (self, signals[COMMITTED], 0, job->interaction);
}

static CordVaultEntry *
copy_entry (const CordVaultEntry *entry)
{
  CordVaultEntry *copy = g_new0 (CordVaultEntry, 1);

  copy->ref = g_strdup (entry->ref);
  copy->salt = g_strdup (entry->salt);
  copy->value = g_variant_ref (entry->value);
  return copy;
}

static void
commit_async (CordJournal *journal, const char *interaction, GPtrArray *events, GPtrArray *vault_entries,
              const CordIntent *intent, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CordJournalDb *self = CORD_JOURNAL_DB (journal);
  CordJournalJob *job = job_for (self, commit_async, "commit events", cancellable, callback, user_data, run_commit,
                                 answer_commit, TRUE);

  job->interaction = g_strdup (interaction);
  job->events = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_event_unref);
  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (job->events, cord_event_ref (g_ptr_array_index (events, i)));
  job->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_vault_entry_free);
  for (guint i = 0; vault_entries != NULL && i < vault_entries->len; i++)
    g_ptr_array_add (job->entries, copy_entry (g_ptr_array_index (vault_entries, i)));
  job->intent = intent != NULL ? cord_intent_copy (intent) : NULL;
  cord_journal_worker_push (self->worker, job);
}

/* The user */

static gboolean
run_set_user (CordJournalFile *file, CordJournalJob *job, GError **error)
{
  if (cord_journal_owner_set (file, job->text, error))
    job->intents = cord_journal_recovery_dup_intents (file, error);
  return job->intents != NULL || cord_journal_file_refuse (error);
}

/* Intents that were still being committed for the last user are not the new one's. */
static void
answer_set_user (CordJournalJob *job)
{
  CordJournalDb *self = g_task_get_source_object (job->task);

  g_hash_table_remove_all (self->intents);
  if (answer_error (job))
    return;
  while (job->intents->len > 0)
    {
      CordIntent *intent = g_ptr_array_steal_index (job->intents, job->intents->len - 1);

      g_hash_table_replace (self->intents, intent->operation, intent);
    }
  g_task_return_boolean (job->task, TRUE);
  g_signal_emit (self, signals[USER_CHANGED], 0);
}

static void
set_user_async (CordJournal *journal, const char *user, GCancellable *cancellable, GAsyncReadyCallback callback,
                gpointer user_data)
{
  CordJournalDb *self = CORD_JOURNAL_DB (journal);
  CordJournalJob *job = job_for (self, set_user_async, "change the user", cancellable, callback, user_data,
                                 run_set_user, answer_set_user, FALSE);

  /* Not with the commits before and after it in one transaction, which would run again for the wrong user. */
  g_hash_table_remove_all (self->intents);
  job->text = g_strdup (user);
  cord_journal_worker_push (self->worker, job);
}

/* Recovering */

static gboolean
run_recover (CordJournalFile *file, CordJournalJob *job, GError **error)
{
  g_autoptr (GError) cause = NULL;

  job->result = cord_journal_recovery_read (file, &cause);
  if (cause == NULL)
    return TRUE;
  g_clear_pointer (&job->result, g_variant_unref);
  g_propagate_error (error, g_steal_pointer (&cause));
  return cord_journal_file_refuse (error);
}

static void
recover_async (CordJournal *journal, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CordJournalDb *self = CORD_JOURNAL_DB (journal);

  cord_journal_worker_push (self->worker, job_for (self, recover_async, "recover the open interaction", cancellable,
                                                   callback, user_data, run_recover, answer_value, FALSE));
}

static GVariant *
finish_value (CordJournal *journal, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, journal), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static CordIntent *
dup_intent (CordJournal *journal, const char *operation)
{
  const CordIntent *intent = g_hash_table_lookup (CORD_JOURNAL_DB (journal)->intents, operation);

  return intent != NULL ? cord_intent_copy (intent) : NULL;
}

static void
cord_journal_db_iface_init (CordJournalInterface *iface)
{
  iface->set_user_async = set_user_async;
  iface->set_user_finish = finish_boolean;
  iface->begin_async = begin_async;
  iface->begin_finish = finish_boolean;
  iface->commit_async = commit_async;
  iface->commit_finish = finish_boolean;
  iface->recover_async = recover_async;
  iface->recover_finish = finish_value;
  iface->dup_intent = dup_intent;
}

static void
cord_journal_db_dispose (GObject *object)
{
  CordJournalDb *self = CORD_JOURNAL_DB (object);

  g_clear_pointer (&self->worker, cord_journal_worker_stop);
  G_OBJECT_CLASS (cord_journal_db_parent_class)->dispose (object);
}

static void
cord_journal_db_finalize (GObject *object)
{
  CordJournalDb *self = CORD_JOURNAL_DB (object);

  g_hash_table_unref (self->intents);
  g_free (self->device);
  g_free (self->damaged);
  G_OBJECT_CLASS (cord_journal_db_parent_class)->finalize (object);
}

static void
cord_journal_db_class_init (CordJournalDbClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cord_journal_db_dispose;
  object_class->finalize = cord_journal_db_finalize;
  signals[USER_CHANGED]
      = g_signal_new ("user-changed", CORD_TYPE_JOURNAL_DB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COMMITTED] = g_signal_new ("committed", CORD_TYPE_JOURNAL_DB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[DECIDED] = g_signal_new ("decided", CORD_TYPE_JOURNAL_DB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   1, G_TYPE_STRING);
}

static void
cord_journal_db_init (CordJournalDb *self)
{
  self->intents = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)cord_intent_free);
}

/* Opening */

typedef struct
{
  char *path;
  char *device;
  char *server;
  GBytes *key;
  CordClock *clock;
  CordJournalFile *file;
} Opening;

static void
opening_free (Opening *opening)
{
  g_free (opening->path);
  g_free (opening->device);
  g_free (opening->server);
  g_bytes_unref (opening->key);
  g_object_unref (opening->clock);
  g_clear_pointer (&opening->file, cord_journal_file_close);
  g_free (opening);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Opening *opening = task_data;
  GError *error = NULL;

  opening->file
      = cord_journal_file_open (opening->path, opening->device, opening->server, opening->key, opening->clock, &error);
  if (opening->file != NULL)
    {
      g_autoptr (GError) purge = NULL;

      /* A full disk must not prevent opening. */
      if (!cord_journal_file_purge (opening->file, &purge))
        g_message ("The journal keeps what is old: %s", purge->message);
    }
  if (error != NULL)
    {
      cord_journal_file_refuse (&error);
      g_task_return_error (task, error);
    }
  else
    g_task_return_boolean (task, TRUE);
}

void
cord_journal_db_open_async (const char *path, const char *device, const char *server, GBytes *key, CordClock *clock,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  g_task_set_source_tag (task, cord_journal_db_open_async);
  g_task_set_name (task, "open the journal");
  opening->path = g_strdup (path);
  opening->device = g_strdup (device);
  opening->server = g_strdup (server);
  opening->key = g_bytes_ref (key);
  opening->clock = g_object_ref (clock);
  g_task_set_task_data (task, opening, (GDestroyNotify)opening_free);
  g_task_run_in_thread (task, open_in_thread);
}

CordJournalDb *
cord_journal_db_open_finish (GAsyncResult *result, GError **error)
{
  Opening *opening;
  CordJournalDb *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  opening = g_task_get_task_data (G_TASK (result));
  self = g_object_new (CORD_TYPE_JOURNAL_DB, NULL);
  self->device = g_strdup (opening->file->device);
  self->damaged = g_strdup (opening->file->damaged);
  self->worker = cord_journal_worker_new (g_steal_pointer (&opening->file));
  return self;
}

const char *
cord_journal_db_get_device (CordJournalDb *self)
{
  g_return_val_if_fail (CORD_IS_JOURNAL_DB (self), NULL);
  return self->device;
}

const char *
cord_journal_db_get_damaged (CordJournalDb *self)
{
  g_return_val_if_fail (CORD_IS_JOURNAL_DB (self), NULL);
  return self->damaged;
}

/* The outbox */

static gboolean
run_mark (CordJournalFile *file, CordJournalJob *job, GError **error)
{
  gboolean settled;

  if (!cord_journal_file_mark (file, job->interaction, job->state, &job->outcome, &job->place, &settled, error))
    return FALSE;
  if (settled)
    g_ptr_array_add (job->settled, g_strdup (job->interaction));
  return TRUE;
}

static void
answer_mark (CordJournalJob *job)
{
  CordJournalDb *self = g_task_get_source_object (job->task);

  if (answer_error (job))
    return;
  forget_settled (self, job);
  g_task_return_pointer (job->task, g_steal_pointer (&job->place), (GDestroyNotify)cord_intent_place_free);
  if (job->state != CORD_INTENT_SENT)
    g_signal_emit (self, signals[DECIDED], 0, job->interaction);
}

void
cord_journal_db_mark_async (CordJournalDb *self, const char *operation, CordIntentState state,
                            const CordIntentOutcome *outcome, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  CordJournalJob *job;

  g_return_if_fail (CORD_IS_JOURNAL_DB (self) && operation != NULL && state != CORD_INTENT_READY);
  job = job_for (self, cord_journal_db_mark_async, "mark an intent", cancellable, callback, user_data, run_mark,
                 answer_mark, TRUE);
  job->interaction = g_strdup (operation);
  job->state = state;
  if (outcome != NULL)
    {
      job->outcome.status = outcome->status;
      job->outcome.etag = g_strdup (outcome->etag);
      job->outcome.problem = g_strdup (outcome->problem);
      job->outcome.body = outcome->body != NULL ? g_bytes_ref (outcome->body) : NULL;
    }
  cord_journal_worker_push (self->worker, job);
}

CordIntentPlace *
cord_journal_db_mark_finish (CordJournalDb *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Records */

static gboolean
run_export (CordJournalFile *file, CordJournalJob *job, GError **error)
{
  return cord_journal_chain_export (file, job->interaction, job->text, error);
}

void
cord_journal_db_export_async (CordJournalDb *self, const char *interaction, const char *path, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  CordJournalJob *job;

  g_return_if_fail (CORD_IS_JOURNAL_DB (self) && interaction != NULL && path != NULL);
  job = job_for (self, cord_journal_db_export_async, "export a record", cancellable, callback, user_data, run_export,
                 answer_done, FALSE);
  job->interaction = g_strdup (interaction);
  job->text = g_strdup (path);
  cord_journal_worker_push (self->worker, job);
}

gboolean
cord_journal_db_export_finish (CordJournalDb *self, GAsyncResult *result, GError **error)
{
  return finish_boolean (CORD_JOURNAL (self), result, error);
}

static gboolean
run_list (CordJournalFile *file, CordJournalJob *job, GError **error)
{
  return cord_journal_file_list (file, &job->result, error) || cord_journal_file_refuse (error);
}

void
cord_journal_db_list_async (CordJournalDb *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (CORD_IS_JOURNAL_DB (self));
  cord_journal_worker_push (self->worker, job_for (self, cord_journal_db_list_async, "list the records", cancellable,
                                                   callback, user_data, run_list, answer_value, FALSE));
}

GVariant *
cord_journal_db_list_finish (CordJournalDb *self, GAsyncResult *result, GError **error)
{
  return finish_value (CORD_JOURNAL (self), result, error);
}

/* Sending up */

static gboolean
run_pending (CordJournalFile *file, CordJournalJob *job, GError **error)
{
  job->batch = cord_journal_batch_find (file, (const char *const *)job->names, error);
  return job->batch != NULL || cord_journal_file_refuse (error);
}

void
cord_journal_db_pending_async (CordJournalDb *self, const char *const *skipped, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  CordJournalJob *job;

  g_return_if_fail (CORD_IS_JOURNAL_DB (self));
  job = job_for (self, cord_journal_db_pending_async, "find what to send up", cancellable, callback, user_data,
                 run_pending, answer_batch, FALSE);
  job->names = g_strdupv ((char **)skipped);
  cord_journal_worker_push (self->worker, job);
}

CordJournalBatch *
cord_journal_db_pending_finish (CordJournalDb *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
run_uploaded (CordJournalFile *file, CordJournalJob *job, GError **error)
{
  return cord_journal_file_uploaded (file, job->interaction, job->number, error);
}

void
cord_journal_db_uploaded_async (CordJournalDb *self, const char *interaction, gint64 up_to, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  CordJournalJob *job;

  g_return_if_fail (CORD_IS_JOURNAL_DB (self) && interaction != NULL);
  job = job_for (self, cord_journal_db_uploaded_async, "note what was sent up", cancellable, callback, user_data,
                 run_uploaded, answer_done, TRUE);
  job->interaction = g_strdup (interaction);
  job->number = up_to;
  cord_journal_worker_push (self->worker, job);
}

gboolean
cord_journal_db_uploaded_finish (CordJournalDb *self, GAsyncResult *result, GError **error)
{
  return finish_boolean (CORD_JOURNAL (self), result, error);
}

static gboolean
run_hash (CordJournalFile *file, CordJournalJob *job, GError **error)
{
  g_autoptr (GError) cause = NULL;

  job->result_text = cord_journal_chain_dup_hash (file, job->interaction, job->number, &cause);
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return cord_journal_file_refuse (error);
}

void
cord_journal_db_hash_async (CordJournalDb *self, const char *interaction, gint64 seq, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  CordJournalJob *job;

  g_return_if_fail (CORD_IS_JOURNAL_DB (self) && interaction != NULL);
  job = job_for (self, cord_journal_db_hash_async, "read a hash", cancellable, callback, user_data, run_hash,
                 answer_text, FALSE);
  job->interaction = g_strdup (interaction);
  job->number = seq;
  cord_journal_worker_push (self->worker, job);
}

char *
cord_journal_db_hash_finish (CordJournalDb *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
