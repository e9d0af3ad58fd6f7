/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/remote/cord-connectivity.h"

#define FIRST_WAIT 500
#define LONGEST_WAIT 30000

struct _CordConnectivity
{
  GObject parent_instance;

  gboolean online;
  guint failures; /* probes without an answer, in a row */
  guint holds;    /* requests put off, in a row */
  guint first;
  guint longest;
  GSource *probe_source;
  GSource *retry_source;
};

G_DEFINE_FINAL_TYPE (CordConnectivity, cord_connectivity, G_TYPE_OBJECT)

enum
{
  PROP_ONLINE = 1,
  N_PROPS,
};

enum
{
  PROBE,
  RETRY,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void
stop (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
start (GSource **source, guint milliseconds, GSourceFunc func, gpointer user_data)
{
  stop (source);
  *source = g_timeout_source_new (milliseconds);
  g_source_set_callback (*source, func, user_data, NULL);
  g_source_attach (*source, g_main_context_get_thread_default ());
}

/* Full jitter, so that five hundred desks that lost the server together do not all come back at once. */
static guint
wait_for (CordConnectivity *self, guint attempt)
{
  guint64 ceiling = (guint64)self->first << MIN (attempt, 16u);

  ceiling = MIN (ceiling, self->longest);
  return (guint)g_random_int_range (1, (gint32)ceiling + 1);
}

static gboolean
on_probe (gpointer user_data)
{
  CordConnectivity *self = user_data;

  stop (&self->probe_source);
  if (!self->online)
    g_signal_emit (self, signals[PROBE], 0);
  return G_SOURCE_REMOVE;
}

static gboolean
on_retry (gpointer user_data)
{
  CordConnectivity *self = user_data;

  stop (&self->retry_source);
  if (self->online)
    g_signal_emit (self, signals[RETRY], 0);
  return G_SOURCE_REMOVE;
}

static void
cord_connectivity_dispose (GObject *object)
{
  CordConnectivity *self = CORD_CONNECTIVITY (object);

  stop (&self->probe_source);
  stop (&self->retry_source);
  G_OBJECT_CLASS (cord_connectivity_parent_class)->dispose (object);
}

static void
cord_connectivity_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ONLINE)
    g_value_set_boolean (value, CORD_CONNECTIVITY (object)->online);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cord_connectivity_class_init (CordConnectivityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cord_connectivity_dispose;
  object_class->get_property = cord_connectivity_get_property;
  props[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[PROBE]
      = g_signal_new ("probe", CORD_TYPE_CONNECTIVITY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RETRY]
      = g_signal_new ("retry", CORD_TYPE_CONNECTIVITY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cord_connectivity_init (CordConnectivity *self)
{
  self->online = TRUE;
  self->first = FIRST_WAIT;
  self->longest = LONGEST_WAIT;
}

CordConnectivity *
cord_connectivity_new (void)
{
  return g_object_new (CORD_TYPE_CONNECTIVITY, NULL);
}

gboolean
cord_connectivity_get_online (CordConnectivity *self)
{
  g_return_val_if_fail (CORD_IS_CONNECTIVITY (self), FALSE);
  return self->online;
}

void
cord_connectivity_note (CordConnectivity *self, gboolean answered)
{
  gboolean changed = self->online != answered;

  g_return_if_fail (CORD_IS_CONNECTIVITY (self));
  self->online = answered;
  if (answered)
    {
      self->failures = 0;
      stop (&self->probe_source);
    }
  else if (self->probe_source == NULL)
    start (&self->probe_source, wait_for (self, self->failures++), on_probe, self);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ONLINE]);
  /* Retry at once when the server is back, instead of waiting for the timer. */
  if (changed && answered)
    {
      stop (&self->retry_source);
      g_signal_emit (self, signals[RETRY], 0);
    }
}

void
cord_connectivity_hold (CordConnectivity *self, guint seconds)
{
  g_return_if_fail (CORD_IS_CONNECTIVITY (self));
  if (self->retry_source == NULL)
    start (&self->retry_source, seconds * 1000 + wait_for (self, self->holds++), on_retry, self);
}

void
cord_connectivity_settle (CordConnectivity *self)
{
  g_return_if_fail (CORD_IS_CONNECTIVITY (self));
  self->holds = 0;
}

void
cord_connectivity_nudge (CordConnectivity *self)
{
  g_return_if_fail (CORD_IS_CONNECTIVITY (self));
  if (!self->online && self->probe_source != NULL)
    start (&self->probe_source, wait_for (self, 0), on_probe, self);
}

void
cord_connectivity_set_pace (CordConnectivity *self, guint first, guint longest)
{
  g_return_if_fail (CORD_IS_CONNECTIVITY (self) && first > 0 && longest > 0 && longest < G_MAXINT32);
  self->first = first;
  self->longest = longest;
}
