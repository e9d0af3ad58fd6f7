/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/core/cord-scan.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#define RUNNING_MAX 4
#define WAITING_MAX 64

/* As the pieces of a long answer (cord-reply-streams.c): after what is read and written for others, and after the
 * COMMIT. */
#define PRIORITY (G_PRIORITY_DEFAULT + 20)

struct _CordScans
{
  GQueue running; /* (element-type Scan): the first is the next */
  GQueue waiting; /* (element-type Scan) */
  GSource *turn;  /* while any runs */
  gboolean closed;
};

typedef struct
{
  CordRequest *request;
  CordReply *later;
  CordReplyFunc done;
  gpointer user_data;
  gint64 end; /* monotonic */
} Scan;

CordScans *
cord_scans_new (void)
{
  return g_new0 (CordScans, 1);
}

void
cord_scans_free (CordScans *self)
{
  g_assert (g_queue_is_empty (&self->running) && g_queue_is_empty (&self->waiting));
  if (self->turn != NULL)
    g_source_destroy (self->turn);
  g_clear_pointer (&self->turn, g_source_unref);
  g_free (self);
}

static gboolean
refuse (const char *reason, const char *message, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_OFFLINE, reason, NULL, NULL, "%s", message);
}

static gboolean
check_waited_for (const Scan *scan, GError **error)
{
  if (cord_request_has_left (scan->request))
    return refuse ("left", _ ("Nobody waits for the answer any more"), error);
  return g_get_monotonic_time () < scan->end || refuse ("busy", _ ("The server is busy"), error);
}

/* With the answer or the error. */
static void
finish (Scan *scan, CordReply *reply, GError *error)
{
  CordReply *answer = reply != NULL ? reply : cord_request_refuse (scan->request, error);

  cord_reply_free (scan->later);
  scan->done (answer, scan->user_data);
  g_free (scan);
}

static gboolean on_turn (gpointer user_data);

/* One source for all of them: each its own would have a slice before anybody else is looked for. */
static void
schedule (CordScans *self)
{
  while (self->running.length < RUNNING_MAX && !g_queue_is_empty (&self->waiting))
    g_queue_push_tail (&self->running, g_queue_pop_head (&self->waiting));
  if (self->running.length == 0 && self->turn != NULL)
    {
      g_source_destroy (self->turn);
      g_clear_pointer (&self->turn, g_source_unref);
    }
  else if (self->running.length > 0 && self->turn == NULL)
    {
      self->turn = g_idle_source_new ();
      g_source_set_priority (self->turn, PRIORITY);
      g_source_set_static_name (self->turn, "[cordboard] slice of a scan");
      g_source_set_callback (self->turn, on_turn, self, NULL);
      g_source_attach (self->turn, g_main_context_get_thread_default ());
    }
}

static gboolean
on_turn (gpointer user_data)
{
  CordScans *self = user_data;
  Scan *scan = g_queue_pop_head (&self->running);
  gint64 until = g_get_monotonic_time () + cord_core_get_settings (scan->request->core)->slice;
  GError *error = NULL;
  CordReply *reply = NULL;

  if (check_waited_for (scan, &error))
    reply = scan->later->work (scan->later->work_data, until, &error);
  if (reply != NULL || error != NULL)
    finish (scan, reply, error);
  else
    g_queue_push_tail (&self->running, scan);
  schedule (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
check_room (CordScans *self, GError **error)
{
  if (self->closed)
    return refuse ("stopping", _ ("The server stops; try again soon"), error);
  cord_scans_prune (self);
  return self->waiting.length < WAITING_MAX || refuse ("busy", _ ("The server is busy"), error);
}

void
cord_scans_add (CordRequest *request, CordReply *later, CordReplyFunc done, gpointer user_data)
{
  CordScans *self = cord_core_get_scans (request->core);
  Scan *scan = g_new (Scan, 1);
  GError *error = NULL;

  *scan = (Scan){ request, later, done, user_data,
                  g_get_monotonic_time () + cord_core_get_settings (request->core)->scan_time };
  if (!check_room (self, &error))
    {
      finish (scan, NULL, error);
      return;
    }
  g_queue_push_tail (&self->waiting, scan);
  schedule (self);
}

static void
prune (GQueue *queue)
{
  for (guint left = queue->length; left > 0; left--)
    {
      Scan *scan = g_queue_pop_head (queue);
      GError *error = NULL;

      if (check_waited_for (scan, &error))
        g_queue_push_tail (queue, scan);
      else
        finish (scan, NULL, error);
    }
}

void
cord_scans_prune (CordScans *self)
{
  prune (&self->running);
  prune (&self->waiting);
  schedule (self);
}

static void
abandon (GQueue *queue)
{
  Scan *scan;

  while ((scan = g_queue_pop_head (queue)) != NULL)
    {
      GError *error = NULL;

      refuse ("stopping", _ ("The server stops; try again soon"), &error);
      finish (scan, NULL, error);
    }
}

void
cord_scans_close (CordScans *self)
{
  self->closed = TRUE;
  abandon (&self->running);
  abandon (&self->waiting);
  schedule (self);
}

guint
cord_scans_count_running (const CordScans *self)
{
  return self->running.length;
}

guint
cord_scans_count_waiting (const CordScans *self)
{
  return self->waiting.length;
}
