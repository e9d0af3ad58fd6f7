/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/journal/cord-journal-batch.h"

G_BEGIN_DECLS

/* The journal's thread. Jobs run in the order in which they were queued; consecutive ones that write share a
 * transaction. */
typedef struct _CordJournalWorker CordJournalWorker;
typedef struct _CordJournalJob CordJournalJob;

typedef gboolean (*CordJournalRun) (CordJournalFile *file, CordJournalJob *job, GError **error); /* in the thread */
typedef void (*CordJournalDone) (CordJournalJob *job); /* back in the task's context; answers the task */

struct _CordJournalJob
{
  GTask *task;
  CordJournalRun run;
  CordJournalDone done;
  gboolean writes;

  /* Its arguments; owned. */
  char *interaction; /* or the operation */
  char *text;
  GVariant *value;
  char **names;
  GPtrArray *events;  /* (element-type CordEvent) */
  GPtrArray *entries; /* (element-type CordVaultEntry) */
  CordIntent *intent;
  CordIntentState state;
  CordIntentOutcome outcome; /* its strings and bytes are owned here */
  gint64 number;

  /* Its result. */
  GError *error;
  GVariant *result;
  CordJournalBatch *batch;
  char *result_text;
  CordIntentPlace *place;
  GPtrArray *intents; /* (element-type CordIntent) */
  GPtrArray *settled; /* (element-type utf8) */
};

/* Takes @task. @writes: @run gets a transaction. The caller sets the arguments. Freed by the worker after @done. */
CordJournalJob *cord_journal_job_new (GTask *task, CordJournalRun run, CordJournalDone done, gboolean writes);

/* Starts the thread. Takes @file, which the thread closes. */
CordJournalWorker *cord_journal_worker_new (CordJournalFile *file);
/* Queues @job, which it takes. */
void cord_journal_worker_push (CordJournalWorker *self, CordJournalJob *job);
/* Waits for the queued jobs, closes the file and frees the worker. */
void cord_journal_worker_stop (CordJournalWorker *self);

G_END_DECLS
