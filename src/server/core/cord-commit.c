/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/core/cord-commit.h"

#include "base/cord-log.h"
#include "server/call/cord-communication.h"
#include "server/hub/cord-event-stream.h"
#include "server/hub/cord-hub.h"
#include "server/order/cord-catalog-cache.h"

/* The COMMIT runs when no request is ready to be read, and no later than this after the first answer began to wait. */
#define AGE_MAX (20 * G_TIME_SPAN_MILLISECOND)
#define WAITING_MAX 64

typedef struct
{
  CordReply *reply;
  CordReplyFunc done;
  gpointer user_data;
} Answer;

static gboolean
on_quiet (gpointer user_data)
{
  cord_commit_now (user_data);
  return G_SOURCE_REMOVE;
}

/* Below what libsoup reads and writes at, so that it comes after every request that is there already. */
void
cord_commit_soon (CordCore *core)
{
  if (core->settling != NULL)
    return;
  core->settling = g_idle_source_new ();
  g_source_set_priority (core->settling, G_PRIORITY_DEFAULT + 10);
  g_source_set_static_name (core->settling, "[cordboard] commit");
  g_source_set_callback (core->settling, on_quiet, core, NULL);
  g_source_attach (core->settling, g_main_context_get_thread_default ());
}

void
cord_commit_answer (CordCore *core, CordReply *reply, CordReplyFunc done, gpointer user_data)
{
  gint64 now = g_get_monotonic_time ();
  Answer *answer;

  if (!cord_database_is_unsettled (core->database))
    {
      done (reply, user_data);
      return;
    }
  answer = g_new (Answer, 1);
  *answer = (Answer){ reply, done, user_data };
  if (g_queue_is_empty (core->answers))
    core->answers_since = now;
  g_queue_push_tail (core->answers, answer);
  if (g_queue_get_length (core->answers) >= WAITING_MAX || now - core->answers_since >= AGE_MAX)
    cord_commit_now (core);
  else
    cord_commit_soon (core);
}

/* What was answered from the store is as undone as what was written to it. */
static void
give_up (CordCore *core, const GError *error)
{
  cord_log_event (G_LOG_LEVEL_WARNING, CORD_LOG_NOT_STORED, "nothing was stored: %s", error->message);
  cord_catalog_cache_forget (core);
  for (GList *link = core->answers->head; link != NULL; link = link->next)
    {
      Answer *answer = link->data;

      cord_reply_free (answer->reply);
      answer->reply = cord_reply_new_error (error);
    }
}

gboolean
cord_commit_now (CordCore *core)
{
  g_autoptr (GError) error = NULL;
  gboolean unsettled = cord_database_is_unsettled (core->database);
  gint64 began = g_get_monotonic_time ();
  gboolean kept;
  Answer *answer;

  if (core->settling != NULL)
    {
      g_source_destroy (core->settling);
      g_clear_pointer (&core->settling, g_source_unref);
    }
  kept = cord_database_settle (core->database, &error);
  if (unsettled)
    cord_metrics_note_commit (core->metrics, g_queue_get_length (core->answers), g_get_monotonic_time () - began, kept);
  if (!kept)
    give_up (core, error);
  else
    cord_communication_flush (core);
  while ((answer = g_queue_pop_head (core->answers)) != NULL)
    {
      answer->done (answer->reply, answer->user_data);
      g_free (answer);
    }
  if (core->stream != NULL)
    cord_event_stream_flush (core->stream);
  if (core->hub != NULL)
    cord_hub_wake (core->hub);
  return error == NULL;
}
