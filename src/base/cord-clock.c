/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-clock.h"

typedef enum
{
  CLOCK_SYSTEM,
  CLOCK_FIXED,
  CLOCK_RUNNING,
} ClockMode;

struct _CordClock
{
  GObject parent_instance;

  ClockMode mode;
  GMutex mutex;
  gint64 instant; /* fixed: the time shown; running: the time shown when the system's monotonic clock stood at origin */
  gint64 origin;
  gint64 elapsed; /* fixed: microseconds moved forwards in all, so that the monotonic side never runs back */
};

G_DEFINE_FINAL_TYPE (CordClock, cord_clock, G_TYPE_OBJECT)

enum
{
  MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
cord_clock_finalize (GObject *object)
{
  g_mutex_clear (&CORD_CLOCK (object)->mutex);
  G_OBJECT_CLASS (cord_clock_parent_class)->finalize (object);
}

static void
cord_clock_class_init (CordClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_clock_finalize;
  signals[MOVED] = g_signal_new ("moved", CORD_TYPE_CLOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cord_clock_init (CordClock *self)
{
  g_mutex_init (&self->mutex);
}

static CordClock *
clock_new (ClockMode mode, gint64 instant)
{
  CordClock *self = g_object_new (CORD_TYPE_CLOCK, NULL);

  self->mode = mode;
  self->instant = instant;
  self->origin = g_get_monotonic_time ();
  return self;
}

CordClock *
cord_clock_new_system (void)
{
  return clock_new (CLOCK_SYSTEM, 0);
}

CordClock *
cord_clock_new_fixed (gint64 instant)
{
  return clock_new (CLOCK_FIXED, instant);
}

CordClock *
cord_clock_new_running (gint64 instant)
{
  return clock_new (CLOCK_RUNNING, instant);
}

gint64
cord_clock_now (CordClock *self)
{
  gint64 now;

  g_return_val_if_fail (CORD_IS_CLOCK (self), 0);

  if (self->mode == CLOCK_SYSTEM)
    return g_get_real_time ();
  g_mutex_lock (&self->mutex);
  now = self->instant;
  if (self->mode == CLOCK_RUNNING)
    now += g_get_monotonic_time () - self->origin;
  g_mutex_unlock (&self->mutex);
  return now;
}

gint64
cord_clock_monotonic (CordClock *self)
{
  gint64 microseconds;

  g_return_val_if_fail (CORD_IS_CLOCK (self), 0);

  if (self->mode == CLOCK_SYSTEM)
    return g_get_monotonic_time () * 1000;
  g_mutex_lock (&self->mutex);
  microseconds = self->elapsed;
  if (self->mode == CLOCK_RUNNING)
    microseconds += g_get_monotonic_time () - self->origin;
  g_mutex_unlock (&self->mutex);
  return microseconds * 1000;
}

gboolean
cord_clock_is_movable (CordClock *self)
{
  g_return_val_if_fail (CORD_IS_CLOCK (self), FALSE);
  return self->mode != CLOCK_SYSTEM;
}

void
cord_clock_set (CordClock *self, gint64 instant)
{
  gint64 running, forwards;

  g_return_if_fail (CORD_IS_CLOCK (self));
  g_return_if_fail (self->mode != CLOCK_SYSTEM);

  g_mutex_lock (&self->mutex);
  running = self->mode == CLOCK_RUNNING ? g_get_monotonic_time () - self->origin : 0;
  forwards = instant - (self->instant + running);
  self->origin += running;
  self->elapsed += running + MAX (forwards, 0);
  self->instant = instant;
  g_mutex_unlock (&self->mutex);
  g_signal_emit (self, signals[MOVED], 0);
}

void
cord_clock_advance (CordClock *self, gint64 microseconds)
{
  cord_clock_set (self, cord_clock_now (self) + microseconds);
}
