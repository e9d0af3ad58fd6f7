/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How much a test tries. ./check tries samples, so that it is quick enough to run before each commit; ./check --all
 * tries everything. */

/* AddressSanitizer makes everything several times slower. */
#if defined(__SANITIZE_ADDRESS__)
#define CORD_TEST_SANITIZED TRUE
#else
#define CORD_TEST_SANITIZED FALSE
#endif

/* Whether ./check --all is running: meson test --setup all. */
static inline gboolean
cord_test_scope_is_all (void)
{
  return g_getenv ("CORD_CHECK_ALL") != NULL;
}

/* The step with which to go through cases in order: one by one, or under the sanitizers every @n-th. */
static inline guint
cord_test_scope_step (guint n)
{
  return CORD_TEST_SANITIZED && !cord_test_scope_is_all () ? n : 1;
}

/* Which of the first @n to begin with: another each day of the month, so that a sample is not always the same. */
static inline guint
cord_test_scope_turn (guint n)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return (guint)g_date_time_get_day_of_month (now) % n;
}

/* How many of @n random cases to try: all of them, or a tenth under the sanitizers, which find memory errors in the
 * first few. */
static inline int
cord_test_scope_share (int n)
{
  return CORD_TEST_SANITIZED && !cord_test_scope_is_all () ? MAX (n / 10, 1) : n;
}

G_END_DECLS
