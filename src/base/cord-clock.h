/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The only source of time. The system clock, or one set by hand: fixed in tests, movable on the
 * practice line. A hand-set clock can run (system time plus an offset) or stand still. Thread safe. */
#define CORD_TYPE_CLOCK (cord_clock_get_type ())
G_DECLARE_FINAL_TYPE (CordClock, cord_clock, CORD, CLOCK, GObject)

CordClock *cord_clock_new_system (void);            /* the time of this machine */
CordClock *cord_clock_new_fixed (gint64 instant);   /* stands still until moved */
CordClock *cord_clock_new_running (gint64 instant); /* starts at @instant and runs */

gint64 cord_clock_now (CordClock *self);          /* microseconds since the epoch, UTC */
gint64 cord_clock_monotonic (CordClock *self);    /* nanoseconds, never backwards, even when moved back */
gboolean cord_clock_is_movable (CordClock *self); /* FALSE for the system clock */
/* Moves a hand-set clock to @instant; emits "moved". Asserts on the system clock. */
void cord_clock_set (CordClock *self, gint64 instant);
/* Moves a hand-set clock onwards, or backwards when negative; emits "moved". Asserts on the system clock. */
void cord_clock_advance (CordClock *self, gint64 microseconds);

G_END_DECLS
