/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-period.h"

#include <string.h>

#define ROUNDS 3000
#define FIRST_YEAR 1
#define LAST_YEAR 9999

static gboolean
obvious_leap (int year)
{
  if (year % 400 == 0)
    return TRUE;
  return year % 4 == 0 && year % 100 != 0;
}

static int
obvious_days (int year, int month)
{
  if (month == 2)
    return obvious_leap (year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static CordDate
random_date (void)
{
  return g_test_rand_int_range (cord_date (200, 1, 1), cord_date (9800, 1, 1));
}

/* Walks through every day of the years 1 to 9999. */
static void
test_every_day (void)
{
  CordDate date = cord_date (FIRST_YEAR, 1, 1);

  g_assert_cmpint (cord_date (1970, 1, 1), ==, 0);
  for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
    for (int month = 1; month <= 12; month++)
      {
        g_assert_cmpint (cord_date_days_in_month (year, month), ==, obvious_days (year, month));
        for (int day = 1; day <= obvious_days (year, month); day++, date++)
          {
            int y, m, d;

            cord_date_split (date, &y, &m, &d);
            if (y != year || m != month || d != day || cord_date (year, month, day) != date)
              g_error ("%04d-%02d-%02d came back as %04d-%02d-%02d", year, month, day, y, m, d);
          }
      }
}

static void
test_against_glib (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      CordDate date = random_date ();
      g_autofree char *text = cord_date_to_string (date);
      GDate other;
      CordDate back;
      char expected[16];

      g_date_clear (&other, 1);
      g_date_set_julian (&other, (guint32)(date + 719163)); /* day 1 is 0001-01-01 */
      g_snprintf (expected, sizeof expected, "%04d-%02d-%02d", g_date_get_year (&other), g_date_get_month (&other),
                  g_date_get_day (&other));
      g_assert_cmpstr (text, ==, expected);
      g_assert_true (cord_date_parse (text, &back, NULL));
      g_assert_cmpint (back, ==, date);
    }
}

static void
test_parse_refuses (void)
{
  static const char *const cases[] = {
    "",           "2024-6-17",  "2024-06-17 ",   " 2024-06-17", "2024-06-17T", "2024/06/17",
    "20240617",   "2024-02-30", "2023-02-29",    "1900-02-29",  "2024-13-01",  "2024-00-10",
    "2024-01-00", "2024-04-31", "0000-01-01",    "10000-01-01", "-001-01-01",  "+024-01-01",
    "2024-0a-01", "24-06-17",   "2024-06-1\xD9", "2024-06-170", "17.06.2024",
  };

  for (gsize i = 0; i <= G_N_ELEMENTS (cases); i++)
    {
      const char *text = i < G_N_ELEMENTS (cases) ? cases[i] : NULL;
      g_autoptr (GError) error = NULL;
      CordDate date = CORD_DATE_NONE;

      if (cord_date_parse (text, &date, &error))
        g_error ("“%s” was taken for a date", text);
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
      g_assert_cmpstr (cord_error_get_reason (error), ==, "date");
      g_assert_nonnull (cord_error_get_hint (error));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpint (date, ==, CORD_DATE_NONE);
    }
}

static void
test_display (void)
{
  g_autofree char *november = cord_date_to_display (cord_date (2026, 11, 24));
  g_autofree char *may = cord_date_to_display (cord_date (2024, 5, 1));

  g_assert_cmpstr (november, ==, "24 November 2026");
  g_assert_cmpstr (may, ==, "1 May 2024");
}

static void
test_impossible_date_aborts (void)
{
  if (g_test_subprocess ())
    {
      cord_date (2023, 2, 29);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
}

static void
assert_months (int year, int month, int day, int months, const char *expected)
{
  g_autofree char *text = cord_date_to_string (cord_date_add_months (cord_date (year, month, day), months));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_add_months (void)
{
  assert_months (2024, 1, 31, 1, "2024-02-29");
  assert_months (2023, 1, 31, 1, "2023-02-28");
  assert_months (2024, 1, 31, 2, "2024-03-31");
  assert_months (2024, 3, 31, -1, "2024-02-29");
  assert_months (2024, 2, 29, 12, "2025-02-28");
  assert_months (2024, 2, 29, -48, "2020-02-29");
  assert_months (2024, 12, 15, 1, "2025-01-15");
  assert_months (2024, 1, 15, -1, "2023-12-15");
  assert_months (1970, 1, 1, -1, "1969-12-01");
  assert_months (2024, 6, 17, 0, "2024-06-17");

  for (int i = 0; i < ROUNDS; i++)
    {
      CordDate date = random_date ();
      int months = g_test_rand_int_range (-1200, 1200);
      CordDate later = cord_date_add_months (date, months);
      int y, m, d, later_y, later_m, later_d;

      cord_date_split (date, &y, &m, &d);
      cord_date_split (later, &later_y, &later_m, &later_d);
      g_assert_cmpint (later_y * 12 + later_m, ==, y * 12 + m + months);
      g_assert_cmpint (later_d, ==, MIN (d, obvious_days (later_y, later_m)));
      g_assert_cmpint (cord_date_month_index (later), ==, cord_date_month_index (date) + months);
      g_assert_cmpint (cord_date_of_anchor (cord_date_month_index (later), d), ==, later);
    }
}

/* The definition itself: counts months one by one while the anniversary is not after @to. */
static int
obvious_months_between (CordDate from, CordDate to)
{
  int months = 0;

  while (cord_date_add_months (from, months + 1) <= to)
    months++;
  return months;
}

static void
test_months_between (void)
{
  g_assert_cmpint (cord_date_months_between (cord_date (2024, 1, 31), cord_date (2024, 2, 28)), ==, 0);
  g_assert_cmpint (cord_date_months_between (cord_date (2024, 1, 31), cord_date (2024, 2, 29)), ==, 1);
  g_assert_cmpint (cord_date_months_between (cord_date (2024, 1, 31), cord_date (2024, 3, 30)), ==, 1);
  g_assert_cmpint (cord_date_months_between (cord_date (2024, 1, 31), cord_date (2024, 3, 31)), ==, 2);
  g_assert_cmpint (cord_date_months_between (cord_date (2024, 6, 17), cord_date (2024, 6, 17)), ==, 0);
  g_assert_cmpint (cord_date_months_between (cord_date (2024, 2, 29), cord_date (2025, 2, 28)), ==, 12);

  for (int i = 0; i < ROUNDS / 10; i++)
    {
      CordDate from = random_date ();
      CordDate to = from + g_test_rand_int_range (0, 2000);

      g_assert_cmpint (cord_date_months_between (from, to), ==, obvious_months_between (from, to));
      g_assert_cmpint (cord_date_months_between (to, from), ==, -obvious_months_between (from, to));
    }
}

static void
assert_cycle (const CordCycleGrid *grid, CordDate date, CordDate start, CordDate end)
{
  CordCycle cycle = cord_cycle_grid_at (grid, date);

  g_assert_cmpint (cycle.start, ==, start);
  g_assert_cmpint (cycle.end, ==, end);
}

/* 31 January, 29 February, 31 March: the anchor returns after a short month. */
static void
test_anchor_is_restored (void)
{
  CordCycleGrid grid = { .anchor = 31, .months = 1 };
  CordCycle cycle = cord_cycle_grid_at (&grid, cord_date (2024, 1, 31));

  for (int month = 1; month <= 24; month++)
    {
      int year = 2024 + (month - 1) / 12;
      int of_year = (month - 1) % 12 + 1;

      g_assert_cmpint (cycle.start, ==, cord_date (year, of_year, obvious_days (year, of_year)));
      cycle = cord_cycle_grid_at (&grid, cycle.end);
    }
  assert_cycle (&grid, cord_date (2024, 2, 10), cord_date (2024, 1, 31), cord_date (2024, 2, 29));
  assert_cycle (&grid, cord_date (2024, 2, 29), cord_date (2024, 2, 29), cord_date (2024, 3, 31));
}

static void
test_known_cycles (void)
{
  CordCycleGrid quarter = { .anchor = 15, .months = 3, .first_month = 1 }; /* February, May, August, November */
  CordCycleGrid yearly = { .anchor = 29, .months = 12, .first_month = (2024 - 1970) * 12 + 1 };
  CordCycleGrid week = { .days = 7, .first = cord_date (2024, 6, 3) };

  assert_cycle (&quarter, cord_date (2024, 2, 14), cord_date (2023, 11, 15), cord_date (2024, 2, 15));
  assert_cycle (&quarter, cord_date (2024, 2, 15), cord_date (2024, 2, 15), cord_date (2024, 5, 15));
  assert_cycle (&quarter, cord_date (1969, 12, 31), cord_date (1969, 11, 15), cord_date (1970, 2, 15));
  assert_cycle (&yearly, cord_date (2025, 2, 27), cord_date (2024, 2, 29), cord_date (2025, 2, 28));
  assert_cycle (&yearly, cord_date (2028, 2, 28), cord_date (2027, 2, 28), cord_date (2028, 2, 29));
  assert_cycle (&week, cord_date (2024, 6, 9), cord_date (2024, 6, 3), cord_date (2024, 6, 10));
  assert_cycle (&week, cord_date (2024, 6, 2), cord_date (2024, 5, 27), cord_date (2024, 6, 3));
  g_assert_cmpint (cord_cycle_grid_index (&week, cord_date (2024, 6, 2)), ==, -1);
  g_assert_cmpint (cord_cycle_grid_index (&week, cord_date (2024, 6, 3)), ==, 0);
}

static CordCycleGrid
random_grid (void)
{
  CordCycleGrid grid = { .anchor = g_test_rand_int_range (1, 32),
                         .months = g_test_rand_int_range (1, 25),
                         .first_month = g_test_rand_int_range (-5000, 5000) };

  if (g_test_rand_bit ())
    {
      grid.days = g_test_rand_int_range (1, 400);
      grid.first = random_date ();
    }
  return grid;
}

static void
test_cycles_tile (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      CordCycleGrid grid = random_grid ();
      CordDate date = random_date ();
      gint64 index = cord_cycle_grid_index (&grid, date);
      CordCycle cycle = cord_cycle_grid_at (&grid, date);
      CordCycle next = cord_cycle_grid_nth (&grid, index + 1);
      int year, month, day;

      g_assert_cmpint (cycle.start, <=, date);
      g_assert_cmpint (date, <, cycle.end);
      g_assert_cmpint (next.start, ==, cycle.end);
      g_assert_cmpint (cord_cycle_grid_nth (&grid, index).start, ==, cycle.start);
      g_assert_cmpint (cord_cycle_grid_index (&grid, cycle.start), ==, index);
      g_assert_cmpint (cord_cycle_grid_index (&grid, cycle.end - 1), ==, index);
      g_assert_cmpint (cord_cycle_grid_index (&grid, cycle.end), ==, index + 1);
      if (grid.days != 0)
        {
          g_assert_cmpint (cycle.end - cycle.start, ==, grid.days);
          continue;
        }
      cord_date_split (cycle.start, &year, &month, &day);
      g_assert_cmpint (day, ==, MIN (grid.anchor, obvious_days (year, month)));
      g_assert_cmpint (cord_date_month_index (cycle.start) - grid.first_month, ==, index * grid.months);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/period/every-day", test_every_day);
  g_test_add_func ("/base/period/against-glib", test_against_glib);
  g_test_add_func ("/base/period/parse-refuses", test_parse_refuses);
  g_test_add_func ("/base/period/display", test_display);
  g_test_add_func ("/base/period/impossible-date-aborts", test_impossible_date_aborts);
  g_test_add_func ("/base/period/add-months", test_add_months);
  g_test_add_func ("/base/period/months-between", test_months_between);
  g_test_add_func ("/base/period/anchor-is-restored", test_anchor_is_restored);
  g_test_add_func ("/base/period/known-cycles", test_known_cycles);
  g_test_add_func ("/base/period/cycles-tile", test_cycles_tile);
  return g_test_run ();
}
