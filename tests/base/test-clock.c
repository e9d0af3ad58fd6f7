/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-clock.h"

#define START G_GINT64_CONSTANT (1718618400000000) /* 2024-06-17T10:00:00Z */
#define SECOND ((gint64)G_USEC_PER_SEC)

static void
on_moved (CordClock *clock, gpointer count)
{
  (*(guint *)count)++;
}

static void
test_fixed (void)
{
  g_autoptr (CordClock) clock = cord_clock_new_fixed (START);
  guint moved = 0;

  g_signal_connect (clock, "moved", G_CALLBACK (on_moved), &moved);
  g_assert_true (cord_clock_is_movable (clock));
  g_assert_cmpint (cord_clock_now (clock), ==, START);
  g_assert_cmpint (cord_clock_now (clock), ==, START);
  g_assert_cmpint (cord_clock_monotonic (clock), ==, cord_clock_monotonic (clock));
  cord_clock_set (clock, START + 5 * SECOND);
  g_assert_cmpint (cord_clock_now (clock), ==, START + 5 * SECOND);
  cord_clock_advance (clock, SECOND);
  g_assert_cmpint (cord_clock_now (clock), ==, START + 6 * SECOND);
  g_assert_cmpuint (moved, ==, 2);
}

static void
test_monotonic_survives_moving_back (void)
{
  g_autoptr (CordClock) clock = cord_clock_new_fixed (START);
  gint64 before;

  before = cord_clock_monotonic (clock);
  cord_clock_advance (clock, SECOND);
  g_assert_cmpint (cord_clock_monotonic (clock), ==, before + SECOND * 1000);
  before = cord_clock_monotonic (clock);
  cord_clock_set (clock, START - 3600 * SECOND);
  g_assert_cmpint (cord_clock_now (clock), ==, START - 3600 * SECOND);
  g_assert_cmpint (cord_clock_monotonic (clock), ==, before);
  for (int i = 0; i < 500; i++)
    {
      cord_clock_advance (clock, g_test_rand_int_range (-1000000, 1000000));
      g_assert_cmpint (cord_clock_monotonic (clock), >=, before);
      before = cord_clock_monotonic (clock);
    }
}

static void
test_running (void)
{
  g_autoptr (CordClock) clock = cord_clock_new_running (START);
  gint64 real = g_get_monotonic_time ();
  gint64 first = cord_clock_now (clock);
  gint64 monotonic = cord_clock_monotonic (clock);

  g_assert_true (cord_clock_is_movable (clock));
  g_assert_cmpint (first, >=, START);
  g_assert_cmpint (first, <, START + 3600 * SECOND);
  while (g_get_monotonic_time () - real < 2000)
    g_thread_yield ();
  g_assert_cmpint (cord_clock_now (clock), >, first);
  g_assert_cmpint (cord_clock_monotonic (clock), >, monotonic);
  monotonic = cord_clock_monotonic (clock);
  cord_clock_set (clock, START - 3600 * SECOND);
  g_assert_cmpint (cord_clock_now (clock), <, START);
  g_assert_cmpint (cord_clock_monotonic (clock), >=, monotonic);
}

static void
test_system (void)
{
  g_autoptr (CordClock) clock = cord_clock_new_system ();
  gint64 before = g_get_real_time ();
  gint64 now = cord_clock_now (clock);

  g_assert_false (cord_clock_is_movable (clock));
  g_assert_cmpint (ABS (now - before), <, 3600 * SECOND);
  g_assert_cmpint (cord_clock_monotonic (clock), <=, cord_clock_monotonic (clock));
}

static void
test_system_cannot_be_moved (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (CordClock) clock = cord_clock_new_system ();

      cord_clock_set (clock, START);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
}

static gpointer
read_often (gpointer data)
{
  for (int i = 0; i < 1000; i++)
    cord_clock_monotonic (data);
  for (int i = 0; i < 1000; i++)
    cord_clock_now (data);
  return NULL;
}

/* For the thread sanitizer: one thread moves while others read. */
static void
test_threads (void)
{
  g_autoptr (CordClock) clock = cord_clock_new_fixed (START);
  GThread *threads[3];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_often, clock);
  for (int i = 0; i < 1000; i++)
    cord_clock_advance (clock, 1);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (cord_clock_now (clock), ==, START + 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/clock/fixed", test_fixed);
  g_test_add_func ("/base/clock/monotonic-survives-moving-back", test_monotonic_survives_moving_back);
  g_test_add_func ("/base/clock/running", test_running);
  g_test_add_func ("/base/clock/system", test_system);
  g_test_add_func ("/base/clock/system-cannot-be-moved", test_system_cannot_be_moved);
  g_test_add_func ("/base/clock/threads", test_threads);
  return g_test_run ();
}
