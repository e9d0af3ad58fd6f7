/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/journal/cord-journal-worker.h"

#define GROUP 64 /* jobs in one transaction at most */

struct _CordJournalWorker
{
  CordJournalFile *file;
  GAsyncQueue *queue; /* of CordJournalJob; the worker itself means stop */
  GThread *thread;
};

CordJournalJob *
cord_journal_job_new (GTask *task, CordJournalRun run, CordJournalDone done, gboolean writes)
{
  CordJournalJob *job = g_new0 (CordJournalJob, 1);

  job->task = task;
  job->run = run;
  job->done = done;
  job->writes = writes;
  job->settled = g_ptr_array_new_with_free_func (g_free);
  return job;
}

static void
job_free (CordJournalJob *job)
{
  g_object_unref (job->task);
  g_free (job->interaction);
  g_free (job->text);
  g_clear_pointer (&job->value, g_variant_unref);
  g_strfreev (job->names);
  g_clear_pointer (&job->events, g_ptr_array_unref);
  g_clear_pointer (&job->entries, g_ptr_array_unref);
  cord_intent_free (job->intent);
  g_free ((char *)job->outcome.etag);
  g_free ((char *)job->outcome.problem);
  g_clear_pointer (&job->outcome.body, g_bytes_unref);
  g_clear_error (&job->error);
  g_clear_pointer (&job->result, g_variant_unref);
  g_clear_pointer (&job->batch, cord_journal_batch_free);
  g_free (job->result_text);
  cord_intent_place_free (job->place);
  g_clear_pointer (&job->intents, g_ptr_array_unref);
  g_ptr_array_unref (job->settled);
  g_free (job);
}

static gboolean
on_done (gpointer user_data)
{
  CordJournalJob *job = user_data;

  job->done (job);
  job_free (job);
  return G_SOURCE_REMOVE;
}

/* @done runs in the task's context, so that this thread never drops the last reference to an object of the main thread.
 */
static void
give_back (CordJournalJob *job)
{
  GSource *source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_done, job, NULL);
  g_source_attach (source, g_task_get_context (job->task));
  g_source_unref (source);
}

static void
run_alone (CordJournalFile *file, CordJournalJob *job)
{
  g_ptr_array_set_size (job->settled, 0);
  g_clear_pointer (&job->place, cord_intent_place_free);
  g_clear_pointer (&job->intents, g_ptr_array_unref);
  if (!cord_database_begin (file->database, &job->error))
    ;
  else if (!job->run (file, job, &job->error) || !cord_database_commit (file->database, &job->error))
    cord_database_rollback (file->database);
  cord_journal_file_refuse (&job->error);
}

/* Commits all or none. FALSE after a rollback; no job is answered yet. */
static gboolean
run_together (CordJournalFile *file, GPtrArray *group)
{
  gboolean fine = cord_database_begin (file->database, NULL);

  for (guint i = 0; fine && i < group->len; i++)
    {
      CordJournalJob *job = g_ptr_array_index (group, i);

      fine = job->run (file, job, NULL);
    }
  if (fine && cord_database_commit (file->database, NULL))
    return TRUE;
  cord_database_rollback (file->database);
  return FALSE;
}

/* When one job of the group fails, each gets its own transaction, in order, so that the others do not fail with it. */
static void
run_group (CordJournalFile *file, GPtrArray *group)
{
  if (group->len == 1 || !run_together (file, group))
    for (guint i = 0; i < group->len; i++)
      run_alone (file, g_ptr_array_index (group, i));
  for (guint i = 0; i < group->len; i++)
    give_back (g_ptr_array_index (group, i));
  g_ptr_array_set_size (group, 0);
}

static void
run_reader (CordJournalFile *file, CordJournalJob *job)
{
  job->run (file, job, &job->error);
  give_back (job);
}

static gpointer
work (gpointer data)
{
  CordJournalWorker *self = data;
  g_autoptr (GPtrArray) group = g_ptr_array_new ();
  gboolean stop = FALSE;

  while (!stop)
    {
      gpointer next = g_async_queue_pop (self->queue);

      while (next != NULL && next != self && ((CordJournalJob *)next)->writes)
        {
          g_ptr_array_add (group, next);
          next = group->len < GROUP ? g_async_queue_try_pop (self->queue) : NULL;
        }
      if (group->len > 0)
        run_group (self->file, group);
      stop = next == self;
      if (next != NULL && !stop)
        run_reader (self->file, next);
    }
  g_clear_pointer (&self->file, cord_journal_file_close);
  return NULL;
}

CordJournalWorker *
cord_journal_worker_new (CordJournalFile *file)
{
  CordJournalWorker *self = g_new0 (CordJournalWorker, 1);

  self->file = file;
  self->queue = g_async_queue_new ();
  self->thread = g_thread_new ("cord-journal", work, self);
  return self;
}

void
cord_journal_worker_push (CordJournalWorker *self, CordJournalJob *job)
{
  g_async_queue_push (self->queue, job);
}

void
cord_journal_worker_stop (CordJournalWorker *self)
{
  g_async_queue_push (self->queue, self);
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_free (self);
}
