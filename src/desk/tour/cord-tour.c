/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/tour/cord-tour.h"

#include "desk/tour/cord-tour-picture.h"
#include "desk/tour/cord-tour-stage.h"

#define CHECK_MS 30
#define STALL_SECONDS 60

struct _CordTour
{
  GObject parent_instance;

  CordTourCall call;
  char *folder;
  char *interaction; /* its id */
  GTask *task;
  GError *error; /* why the tour ends */
  guint check;
  guint stage;
  guint n_pictures;
  guint n_events;     /* number of events at the last check that found new ones */
  gint64 last_change; /* time of that check, on the monotonic clock */
};

G_DEFINE_FINAL_TYPE (CordTour, cord_tour, G_TYPE_OBJECT)

static void await_stage (CordTour *self);

static const CordTourStage *
stage_of (CordTour *self)
{
  guint n_stages;
  const CordTourStage *stages = cord_tour_get_stages (&n_stages);

  return self->stage < n_stages ? &stages[self->stage] : NULL;
}

/* With animations the window would keep changing. */
static void
stop_animations (CordTour *self)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self->call.window));

  g_object_set (settings, "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
}

static void
finish (CordTour *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_pointer (task, g_strdup (self->interaction), g_free);
}

static void
on_stopped_here (GObject *source, GAsyncResult *result, gpointer user_data)
{
  cord_tour_picture_take_finish (result, NULL);
  finish (user_data);
}

static void
take_picture (CordTour *self, const char *name, GAsyncReadyCallback callback)
{
  g_autofree char *file = g_strdup_printf ("%02u-%s.png", ++self->n_pictures, name);
  g_autofree char *path = g_build_filename (self->folder, file, NULL);

  cord_tour_picture_take_async (GTK_WINDOW (self->call.window), path, NULL, callback, self);
}

static void
go_on (CordTour *self)
{
  self->stage++;
  self->call.n_acts = 0;
  if (stage_of (self) != NULL)
    await_stage (self);
  else
    finish (self);
}

static void
on_picture (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordTour *self = user_data;

  if (cord_tour_picture_take_finish (result, &self->error))
    go_on (self);
  else
    finish (self);
}

/* TRUE when nothing has been recorded for longer than the slowest machine needs for one act. */
static gboolean
is_stalled (CordTour *self)
{
  CordInteraction *interaction = cord_session_get_interaction (self->call.session);
  const guint n_events = interaction ? cord_interaction_get_events (interaction)->len : 0;
  const gint64 now = g_get_monotonic_time ();

  if (n_events != self->n_events)
    self->last_change = now;
  self->n_events = n_events;
  return now - self->last_change > STALL_SECONDS * (gint64)G_USEC_PER_SEC;
}

static void
stop_here (CordTour *self)
{
  g_autofree char *notice = NULL;

  g_object_get (self->call.session, "notice", &notice, NULL);
  self->error = g_error_new (CORD_ERROR, CORD_ERROR_INTERNAL, "the tour could not %s%s%s", stage_of (self)->name,
                             *notice ? ": " : "", notice);
  take_picture (self, "stopped-here", on_stopped_here);
}

static gboolean
is_busy (CordTour *self)
{
  g_autofree char *busy = NULL;

  g_object_get (self->call.session, "busy", &busy, NULL);
  return busy != NULL && *busy != '\0';
}

static void
remember_interaction (CordTour *self)
{
  CordInteraction *interaction = cord_session_get_interaction (self->call.session);

  if (self->interaction == NULL && interaction != NULL)
    self->interaction = g_strdup (cord_interaction_get_id (interaction));
}

static gboolean
on_check (gpointer user_data)
{
  CordTour *self = user_data;
  const CordTourStage *stage = stage_of (self);
  const gboolean done = stage->is_done (&self->call);

  remember_interaction (self);
  if (!done && (self->call.n_acts == 0 || stage->repeats) && stage->act (&self->call))
    self->call.n_acts++;
  if ((!done || is_busy (self)) && !is_stalled (self))
    return G_SOURCE_CONTINUE;
  self->check = 0;
  if (!done)
    stop_here (self);
  else if (stage->picture != NULL)
    take_picture (self, stage->picture, on_picture);
  else
    go_on (self);
  return G_SOURCE_REMOVE;
}

static void
await_stage (CordTour *self)
{
  self->last_change = g_get_monotonic_time ();
  self->check = g_timeout_add (CHECK_MS, on_check, self);
}

static void
cord_tour_finalize (GObject *object)
{
  CordTour *self = CORD_TOUR (object);

  g_clear_handle_id (&self->check, g_source_remove);
  g_clear_object (&self->call.session);
  g_clear_object (&self->call.window);
  g_clear_pointer (&self->call.caller, g_variant_unref);
  g_clear_error (&self->error);
  g_free (self->folder);
  g_free (self->interaction);
  G_OBJECT_CLASS (cord_tour_parent_class)->finalize (object);
}

static void
cord_tour_class_init (CordTourClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_tour_finalize;
}

static void
cord_tour_init (CordTour *self)
{
}

CordTour *
cord_tour_new (CordWindow *window, GVariant *caller, const char *folder)
{
  CordTour *self = g_object_new (CORD_TYPE_TOUR, NULL);

  self->call.window = g_object_ref (window);
  self->call.session = g_object_ref (cord_window_get_session (window));
  self->call.caller = g_variant_ref (caller);
  self->folder = g_strdup (folder);
  return self;
}

void
cord_tour_play_async (CordTour *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (self->task == NULL && self->stage == 0);

  self->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->task, cord_tour_play_async);
  g_task_set_name (self->task, "play the tour");
  stop_animations (self);
  await_stage (self);
}

char *
cord_tour_play_finish (CordTour *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
