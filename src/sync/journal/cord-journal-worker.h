/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/journal/cord-journal-file.h"

G_BEGIN_DECLS

/* The journal's thread: jobs run in the order they were queued; those that write and stand next to each other share a
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

  /* What it is about; owned. */
  char *interaction; /* or operation, or path */
  char *text;
  GVariant *value;
  char **names;
  GPtrArray *events;  /* (element-type CordEvent) */
  GPtrArray *entries; /* (element-type CordVaultEntry) */
  CordIntent *intent;
  CordIntentState state;
  CordIntentOutcome outcome; /* its strings and bytes are owned here */
  gint64 number;

  /* What came of it. */
  GError *error;
  GVariant *result;
  char *result_text;
  GPtrArray *settled; /* (element-type utf8) */
};

CordJournalJob *cord_journal_job_new (GTask *task, CordJournalRun run, CordJournalDone done,
                                      gboolean writes); /* takes @task */
void cord_journal_job_free (CordJournalJob *job);

CordJournalWorker *cord_journal_worker_new (CordJournalFile *file);           /* takes it; the thread closes it */
void cord_journal_worker_push (CordJournalWorker *self, CordJournalJob *job); /* takes it */
/* Waits for what is queued, closes the file and frees the worker. */
void cord_journal_worker_stop (CordJournalWorker *self);

G_END_DECLS
