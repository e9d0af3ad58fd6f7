/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/core/cord-commit.h"

#include "base/cord-log.h"

/* The COMMIT runs when no request is ready to be read, and no later than this after the first answer began to wait. */
#define AGE_MAX (20 * G_TIME_SPAN_MILLISECOND)
#define WAITING_MAX 64

/* Below what libsoup reads and writes at, so that the COMMIT comes after every request that is there already. */
#define PRIORITY (G_PRIORITY_DEFAULT + 10)

struct _CordCommit
{
  CordDatabase *database;
  CordMetrics *metrics; /* not owned */
  GArray *listeners;    /* (element-type Listener) */
  GQueue answers;       /* (element-type Answer) */
  gint64 answers_since; /* monotonic, of the first of them */
  GSource *scheduled;
};

typedef struct
{
  CordCommitMoment moment;
  CordCommitListener call;
  gpointer user_data;
} Listener;

typedef struct
{
  CordReply *reply;
  CordReplyFunc done;
  gpointer user_data;
} Answer;

CordCommit *
cord_commit_new (CordDatabase *database, CordMetrics *metrics)
{
  CordCommit *self = g_new0 (CordCommit, 1);

  self->database = g_object_ref (database);
  self->metrics = metrics;
  self->listeners = g_array_new (FALSE, FALSE, sizeof (Listener));
  return self;
}

static void
unschedule (CordCommit *self)
{
  if (self->scheduled != NULL)
    g_source_destroy (self->scheduled);
  g_clear_pointer (&self->scheduled, g_source_unref);
}

void
cord_commit_free (CordCommit *self)
{
  g_assert (g_queue_is_empty (&self->answers));
  unschedule (self);
  g_array_unref (self->listeners);
  g_object_unref (self->database);
  g_free (self);
}

void
cord_commit_listen (CordCommit *self, CordCommitMoment moment, CordCommitListener listener, gpointer user_data)
{
  const Listener entry = { moment, listener, user_data };

  g_array_append_val (self->listeners, entry);
}

static void
notify (CordCommit *self, CordCommitMoment moment)
{
  for (guint i = 0; i < self->listeners->len; i++)
    {
      const Listener *listener = &g_array_index (self->listeners, Listener, i);

      if (listener->moment == moment)
        listener->call (listener->user_data);
    }
}

void
cord_commit_note_undone (CordCommit *self)
{
  notify (self, CORD_COMMIT_REQUEST_UNDONE);
}

static gboolean
on_quiet (gpointer user_data)
{
  cord_commit_now (user_data);
  return G_SOURCE_REMOVE;
}

void
cord_commit_soon (CordCommit *self)
{
  if (self->scheduled != NULL)
    return;
  self->scheduled = g_idle_source_new ();
  g_source_set_priority (self->scheduled, PRIORITY);
  g_source_set_static_name (self->scheduled, "[cordboard] commit");
  g_source_set_callback (self->scheduled, on_quiet, self, NULL);
  g_source_attach (self->scheduled, g_main_context_get_thread_default ());
}

void
cord_commit_answer (CordCommit *self, CordReply *reply, CordReplyFunc done, gpointer user_data)
{
  gint64 now = g_get_monotonic_time ();
  Answer *answer;

  if (!cord_database_is_unsettled (self->database))
    {
      done (reply, user_data);
      return;
    }
  answer = g_new (Answer, 1);
  *answer = (Answer){ reply, done, user_data };
  if (g_queue_is_empty (&self->answers))
    self->answers_since = now;
  g_queue_push_tail (&self->answers, answer);
  if (self->answers.length >= WAITING_MAX || now - self->answers_since >= AGE_MAX)
    cord_commit_now (self);
  else
    cord_commit_soon (self);
}

/* Answers to reads as well: what they saw was undone. */
static void
refuse_all (CordCommit *self, const GError *error)
{
  for (GList *link = self->answers.head; link != NULL; link = link->next)
    {
      Answer *answer = link->data;

      cord_reply_free (answer->reply);
      answer->reply = cord_reply_new_error (error);
    }
}

static gboolean
settle (CordCommit *self)
{
  g_autoptr (GError) error = NULL;
  gboolean unsettled = cord_database_is_unsettled (self->database);
  gint64 began = g_get_monotonic_time ();
  gboolean kept = cord_database_settle (self->database, &error);

  if (unsettled)
    cord_metrics_note_commit (self->metrics, self->answers.length, g_get_monotonic_time () - began, kept);
  if (!kept)
    {
      cord_log_event (G_LOG_LEVEL_WARNING, CORD_LOG_NOT_STORED, "nothing was stored: %s", error->message);
      refuse_all (self, error);
    }
  return kept;
}

gboolean
cord_commit_now (CordCommit *self)
{
  gboolean kept;
  Answer *answer;

  unschedule (self);
  kept = settle (self);
  notify (self, kept ? CORD_COMMIT_STORED : CORD_COMMIT_UNDONE);
  while ((answer = g_queue_pop_head (&self->answers)) != NULL)
    {
      answer->done (answer->reply, answer->user_data);
      g_free (answer);
    }
  notify (self, CORD_COMMIT_ANSWERED);
  return kept;
}

guint
cord_commit_count_waiting (const CordCommit *self)
{
  return self->answers.length;
}
