/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-error.h"
#include "store/cord-shift.h"

/* Hours of shifts as people write them. */

static CordZone *
berlin (void)
{
  return cord_zone_parse ("Europe/Berlin", NULL);
}

static gint64
at (const char *text)
{
  gint64 instant;

  g_assert_true (cord_instant_parse (text, &instant, NULL));
  return instant;
}

/* The spans between two instants, each as "FROM/TO". */
static char *
spans (const char *shift, CordDate first, const char *from, const char *to)
{
  g_autoptr (CordZone) zone = berlin ();
  g_autoptr (GArray) parts = cord_shift_parse (shift, NULL);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (CordShiftSpan));
  GString *text = g_string_new (NULL);

  g_assert_nonnull (parts);
  cord_shift_add_spans (parts, first, at (from), at (to), zone, found);
  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *start = cord_instant_to_string (g_array_index (found, CordShiftSpan, i).start);
      g_autofree char *end = cord_instant_to_string (g_array_index (found, CordShiftSpan, i).end);

      g_string_append_printf (text, "%s%.16s/%.16s", i > 0 ? " " : "", start, end);
    }
  return g_string_free (text, FALSE);
}

static void
test_spans (void)
{
  g_autofree char *week = spans ("mon-fri 08:00-16:30", CORD_DATE_NONE, "2026-06-19T00:00:00Z", "2026-06-22T20:00:00Z");
  g_autofree char *night = spans ("Fri 22:00-06:00", CORD_DATE_NONE, "2026-06-20T02:00:00Z", "2026-06-21T00:00:00Z");
  g_autofree char *parts = spans ("mon,wed 08:00-12:00; sat-sun 10:00-24:00", CORD_DATE_NONE, "2026-06-20T00:00:00Z",
                                  "2026-06-22T23:00:00Z");
  g_autofree char *later
      = spans ("mon-sun 08:00-09:00", cord_date (2026, 6, 21), "2026-06-20T00:00:00Z", "2026-06-21T23:00:00Z");
  /* The night in which the clocks go back has an hour more. */
  g_autofree char *autumn = spans ("sat 22:00-06:00", CORD_DATE_NONE, "2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z");

  g_assert_cmpstr (week, ==, "2026-06-19T06:00/2026-06-19T14:30 2026-06-22T06:00/2026-06-22T14:30");
  g_assert_cmpstr (night, ==, "2026-06-19T20:00/2026-06-20T04:00");
  g_assert_cmpstr (parts, ==,
                   "2026-06-20T08:00/2026-06-20T22:00 2026-06-21T08:00/2026-06-21T22:00"
                   " 2026-06-22T06:00/2026-06-22T10:00");
  g_assert_cmpstr (later, ==, "2026-06-21T06:00/2026-06-21T07:00");
  g_assert_cmpstr (autumn, ==, "2026-10-24T20:00/2026-10-25T05:00");
}

static void
test_refused (void)
{
  static const char *const texts[] = { "",
                                       "mon",
                                       "mon-fri",
                                       "08:00-16:00",
                                       "montag 08:00-16:00",
                                       "mon 8:00-16:00",
                                       "mon 08:00",
                                       "mon 08:00-25:00",
                                       "mon 08:60-16:00",
                                       "mon 24:00-06:00",
                                       "mon- 08:00-16:00",
                                       "mon-tue-wed 08:00-16:00",
                                       "mon,, 08:00-16:00",
                                       "mon 08:00-16:00;",
                                       "mon 08:00-16:00 x" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      if (cord_shift_parse (texts[i], &error) != NULL)
        g_error ("“%s” was read", texts[i]);
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
      g_assert_cmpstr (cord_error_get_member (error), ==, "shift");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/shift/spans", test_spans);
  g_test_add_func ("/store/shift/refused", test_refused);
  return g_test_run ();
}
