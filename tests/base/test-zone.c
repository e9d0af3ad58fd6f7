/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-zone.h"

#include <string.h>

#define ROUNDS 300
#define HOUR ((gint64)60 * 60 * G_USEC_PER_SEC)

static CordZone *
zone_of (const char *name)
{
  g_autoptr (GError) error = NULL;
  CordZone *zone = cord_zone_parse (name, &error);

  g_assert_no_error (error);
  g_assert_nonnull (zone);
  return zone;
}

static gint64
instant_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  gint64 instant = 0;

  if (!cord_instant_parse (text, &instant, &error))
    g_error ("%s", error->message);
  return instant;
}

static void
test_accepts_names (void)
{
  static const char *const names[] = {
    "UTC",
    "Etc/UTC",
    "Europe/Berlin",
    "America/Sao_Paulo",
    "America/Argentina/Buenos_Aires",
    "America/Port-au-Prince",
    "Etc/GMT+5",
    "Asia/Kathmandu",
    "Pacific/Apia",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CordZone) zone = zone_of (names[i]);
      g_autoptr (CordZone) again = zone_of (names[i]);

      /* A file is read once. */
      g_assert_true (zone == again);
    }
}

static void
test_refuses_names (void)
{
  static const char *const names[] = {
    "",
    "+02:00",
    "-05:00",
    "02:00",
    "10",
    "UTC+2",
    "Z",
    "Europe/Atlantis",
    "europe/berlin",
    "Europe",
    "Europe/",
    "Europe//Berlin",
    "/usr/share/zoneinfo/Europe/Berlin",
    "../zoneinfo/Europe/Berlin",
    "Europe/../Europe/Berlin",
    "posix/Europe/Berlin",
    "right/Europe/Berlin",
    "localtime",
    "posixrules",
    "ABC5",
    "ABC5DEF",
    "ABC5DEF,M3.2.0,M11.1.0",
    ":Europe/Berlin",
    "Europe/Berlin ",
    " Europe/Berlin",
    "Europe/Berlin\n",
    "Zone",
    "CEST",
    "<+02>-2",
    "Europe/Berl\xC3\xAEn",
    "Europe/\xFF",
  };

  for (gsize i = 0; i <= G_N_ELEMENTS (names); i++)
    {
      const char *name = i < G_N_ELEMENTS (names) ? names[i] : NULL;
      g_autoptr (GError) error = NULL;

      if (cord_zone_parse (name, &error) != NULL)
        g_error ("“%s” was taken for a zone", name);
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
      g_assert_cmpstr (cord_error_get_reason (error), ==, "zone");
      g_assert_cmpstr (cord_error_get_member (error), ==, "zone");
      g_assert_nonnull (cord_error_get_hint (error));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_local_dates (void)
{
  static const struct
  {
    const char *instant;
    const char *zone;
    const char *date;
  } cases[] = {
    { "2024-06-17T10:00:00Z", "UTC", "2024-06-17" },
    { "2024-06-16T22:00:00Z", "Europe/Berlin", "2024-06-17" },
    { "2024-06-16T21:59:59.999999Z", "Europe/Berlin", "2024-06-16" },
    { "2024-01-16T22:30:00Z", "Europe/Berlin", "2024-01-16" },
    { "2024-06-17T03:59:59Z", "America/New_York", "2024-06-16" },
    { "1969-12-31T23:59:59.999999Z", "UTC", "1969-12-31" },
    { "1970-01-01T00:00:00Z", "UTC", "1970-01-01" },
    { "2011-12-30T09:59:59Z", "Pacific/Apia", "2011-12-29" },
    { "2011-12-30T10:00:00Z", "Pacific/Apia", "2011-12-31" },
    /* After 2037, from the rule at the end of the file; in Dublin the winter is the exception. */
    { "2038-01-15T23:30:00Z", "Europe/Dublin", "2038-01-15" },
    { "2038-07-15T23:30:00Z", "Europe/Dublin", "2038-07-16" },
    { "2038-12-15T22:30:00Z", "Europe/Dublin", "2038-12-15" },
    { "2450-01-15T23:30:00Z", "Europe/Berlin", "2450-01-16" },
    { "2450-07-15T21:30:00Z", "Europe/Berlin", "2450-07-15" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CordZone) zone = zone_of (cases[i].zone);
      g_autofree char *date = cord_date_to_string (cord_instant_to_date (instant_of (cases[i].instant), zone));

      g_assert_cmpstr (date, ==, cases[i].date);
    }
}

static void
test_first_instants (void)
{
  static const struct
  {
    const char *date;
    const char *zone;
    const char *instant;
  } cases[] = {
    { "2024-06-17", "UTC", "2024-06-17T00:00:00Z" },
    { "2024-06-17", "Europe/Berlin", "2024-06-16T22:00:00Z" },
    { "2024-12-17", "Europe/Berlin", "2024-12-16T23:00:00Z" },
    { "2024-03-31", "Europe/Berlin", "2024-03-30T23:00:00Z" }, /* the clock changes at 2 in the morning */
    { "2024-04-01", "Europe/Berlin", "2024-03-31T22:00:00Z" },
    { "2024-06-17", "Asia/Kathmandu", "2024-06-16T18:15:00Z" },
    { "2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00Z" }, /* midnight does not exist: the day begins at 1 */
    { "2018-02-18", "America/Sao_Paulo", "2018-02-18T03:00:00Z" }, /* from midnight back to 23:00 the day before */
    { "2010-11-07", "America/St_Johns", "2010-11-07T02:30:00Z" },  /* back from 00:01: midnight comes twice */
    { "2011-12-29", "Pacific/Apia", "2011-12-29T10:00:00Z" },
    { "2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00Z" }, /* skipped: begins with the 31st */
    { "2011-12-31", "Pacific/Apia", "2011-12-30T10:00:00Z" },
    { "2012-01-01", "Pacific/Apia", "2011-12-31T10:00:00Z" },
    { "1993-08-21", "Pacific/Kwajalein", "1993-08-21T12:00:00Z" }, /* skipped */
    { "2038-01-20", "Europe/Dublin", "2038-01-20T00:00:00Z" },
    { "2038-07-20", "Europe/Dublin", "2038-07-19T23:00:00Z" },
    { "2038-12-20", "Europe/Dublin", "2038-12-20T00:00:00Z" },
    { "2450-01-20", "America/New_York", "2450-01-20T05:00:00Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CordZone) zone = zone_of (cases[i].zone);
      CordDate date;

      g_assert_true (cord_date_parse (cases[i].date, &date, NULL));
      g_assert_cmpint (cord_date_to_instant (date, zone), ==, instant_of (cases[i].instant));
    }
}

/* The first instant is on or after the date, and no instant of the day and a half before it is. */
static void
test_first_instants_hold (void)
{
  static const char *const names[] = {
    "UTC",          "Europe/Berlin",  "America/Sao_Paulo", "America/St_Johns",    "Pacific/Apia",
    "Africa/Cairo", "Asia/Beirut",    "America/Asuncion",  "Australia/Lord_Howe", "Pacific/Kwajalein",
    "Asia/Tehran",  "America/Havana", "Africa/Monrovia",
  };

  for (gsize n = 0; n < G_N_ELEMENTS (names); n++)
    {
      g_autoptr (CordZone) zone = zone_of (names[n]);

      for (int i = 0; i < ROUNDS; i++)
        {
          CordDate date = g_test_rand_int_range (cord_date (1900, 1, 1), cord_date (2500, 1, 1));
          gint64 instant = cord_date_to_instant (date, zone);
          CordDate shown = cord_instant_to_date (instant, zone);

          g_assert_cmpint (shown, >=, date);
          g_assert_cmpint (shown, <=, date + 1);
          g_assert_cmpint (cord_instant_to_date (instant - 1, zone), <, date);
          for (int step = 1; step <= 36; step++)
            g_assert_cmpint (cord_instant_to_date (instant - step * HOUR, zone), <, date);
          g_assert_cmpint (instant, <, cord_date_to_instant (date + 2, zone));
        }
    }
}

/* The second of the day on the clock, and the first instant of one that comes twice or not at all. */
static void
test_local_times (void)
{
  g_autoptr (CordZone) zone = zone_of ("Europe/Berlin");
  static const struct
  {
    const char *date;
    int second;
    const char *instant;
    int shown;
  } cases[] = {
    { "2040-06-18", 9 * 3600, "2040-06-18T07:00:00Z", 9 * 3600 },
    { "2040-03-25", 9000, "2040-03-25T01:00:00Z", 3 * 3600 },
    { "2040-10-28", 9000, "2040-10-28T00:30:00Z", 9000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 instant = instant_of (cases[i].instant);
      CordDate date;
      int second;

      g_assert_true (cord_date_parse (cases[i].date, &date, NULL));
      g_assert_cmpint (cord_local_to_instant (date, cases[i].second, zone), ==, instant);
      g_assert_cmpint (cord_instant_to_local (instant + 999999, zone, &second), ==, date);
      g_assert_cmpint (second, ==, cases[i].shown);
    }
}

static gpointer
use_zones (gpointer unused)
{
  static const char *const names[] = { "Asia/Tokyo", "Asia/Seoul", "Asia/Manila", "Asia/Dili", "Asia/Hong_Kong" };

  for (int i = 0; i < ROUNDS; i++)
    {
      g_autoptr (CordZone) zone = zone_of (names[i % (int)G_N_ELEMENTS (names)]);
      int second;

      cord_instant_to_local (0, zone, &second);
      g_assert_cmpint (second, >=, 7 * 3600);
    }
  return NULL;
}

/* An end within a day is after it, one where a day begins is not. */
static void
test_ends (void)
{
  static const struct
  {
    const char *zone;
    const char *text;
    const char *end;
  } cases[] = {
    { "Europe/Berlin", "2026-07-01", "2026-07-01" },
    { "Europe/Berlin", "2026-06-30T22:00:00Z", "2026-07-01" },
    { "Europe/Berlin", "2026-06-30T21:59:59Z", "2026-07-01" },
    { "Europe/Berlin", "2026-06-30T22:00:01Z", "2026-07-02" },
    { "Europe/Berlin", "2026-06-30T12:00:00+02:00", "2026-07-01" },
    { "America/Chicago", "2026-06-30T22:00:00Z", "2026-07-01" },
    { "America/Chicago", "2026-06-30T05:00:00Z", "2026-06-30" },
    { "Asia/Beirut", "2022-03-26T22:00:00Z", "2022-03-27" },    /* which begins at 01:00 */
    { "America/Havana", "2026-11-01T04:00:00Z", "2026-11-01" }, /* whose midnight is there twice */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CordZone) zone = cord_zone_parse (cases[i].zone, NULL);
      g_autofree char *text = NULL;
      CordDate end;

      g_assert_true (cord_zone_read_end (zone, cases[i].text, &end));
      text = cord_date_to_string (end);
      g_assert_cmpstr (text, ==, cases[i].end);
    }
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("zones", use_zones, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_instant_parse (void)
{
  gint64 noon = instant_of ("2024-06-17T12:00:00Z");

  g_assert_cmpint (instant_of ("1970-01-01T00:00:00Z"), ==, 0);
  g_assert_cmpint (instant_of ("1969-12-31T23:59:59.999999Z"), ==, -1);
  g_assert_cmpint (noon, ==, G_GINT64_CONSTANT (1718625600000000));
  g_assert_cmpint (instant_of ("2024-06-17T14:00:00+02:00"), ==, noon);
  g_assert_cmpint (instant_of ("2024-06-17T06:15:00-05:45"), ==, noon);
  g_assert_cmpint (instant_of ("2024-06-17T12:00:00-00:00"), ==, noon);
  g_assert_cmpint (instant_of ("2024-06-17t12:00:00z"), ==, noon);
  g_assert_cmpint (instant_of ("2024-06-17T12:00:00.5Z"), ==, noon + 500000);
  g_assert_cmpint (instant_of ("2024-06-17T12:00:00.000001Z"), ==, noon + 1);
  g_assert_cmpint (instant_of ("2024-06-17T12:00:00.0000019Z"), ==, noon + 1);
  g_assert_cmpint (instant_of ("2024-06-17T14:00:00.123456789+02:00"), ==, noon + 123456);
}

static void
test_instant_refuses (void)
{
  static const char *const cases[] = {
    "",
    "2024-06-17",
    "2024-06-17T12:00:00",
    "2024-06-17T12:00Z",
    "2024-06-17 12:00:00Z",
    "2024-06-17T12:00:00ZZ",
    "2024-06-17T12:00:00.Z",
    "2024-06-17T12:00:00,5Z",
    "2024-06-17T24:00:00Z",
    "2024-06-17T12:60:00Z",
    "2024-06-17T12:00:60Z",
    "2024-06-17T12:00:00+2",
    "2024-06-17T12:00:00+0200",
    "2024-06-17T12:00:00+24:00",
    "2024-06-17T12:00:00+02:60",
    "2024-06-17T12:00:00+02:000",
    "2024-02-30T12:00:00Z",
    "2024-06-17T1:00:00Z",
    "2024-06-17T12:00:00+",
    "2024-06-17T12:00:00Z ",
    " 2024-06-17T12:00:00Z",
    "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:59:59-01:00",
    "2024-06-17T",
    "2024-06-17T12:00:00 Z",
    "2024-06-17T-1:00:00Z",
    "2024-06-17T12:00:00\xFFZ",
  };

  for (gsize i = 0; i <= G_N_ELEMENTS (cases); i++)
    {
      const char *text = i < G_N_ELEMENTS (cases) ? cases[i] : NULL;
      g_autoptr (GError) error = NULL;
      gint64 instant = 77;

      if (cord_instant_parse (text, &instant, &error))
        g_error ("“%s” was taken for an instant", text);
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
      g_assert_cmpstr (cord_error_get_reason (error), ==, "instant");
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpint (instant, ==, 77);
    }
}

static void
test_instant_round_trip (void)
{
  gint64 first = instant_of ("0001-01-01T00:00:00Z");
  gint64 last = instant_of ("9999-12-31T23:59:59.999999Z");

  for (int i = 0; i < ROUNDS * 10; i++)
    {
      guint64 bits = (guint64)(guint32)g_test_rand_int () << 32 | (guint32)g_test_rand_int ();
      gint64 instant = first + (gint64)(bits % (guint64)(last - first + 1));
      g_autofree char *text = cord_instant_to_string (instant);

      g_assert_cmpint (instant_of (text), ==, instant);
      g_assert_cmpuint (strlen (text), ==, strlen ("2024-06-17T10:00:00.123456Z"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/zone/accepts-names", test_accepts_names);
  g_test_add_func ("/base/zone/refuses-names", test_refuses_names);
  g_test_add_func ("/base/zone/local-dates", test_local_dates);
  g_test_add_func ("/base/zone/first-instants", test_first_instants);
  g_test_add_func ("/base/zone/first-instants-hold", test_first_instants_hold);
  g_test_add_func ("/base/zone/local-times", test_local_times);
  g_test_add_func ("/base/zone/ends", test_ends);
  g_test_add_func ("/base/zone/threads", test_threads);
  g_test_add_func ("/base/zone/instant-parse", test_instant_parse);
  g_test_add_func ("/base/zone/instant-refuses", test_instant_refuses);
  g_test_add_func ("/base/zone/instant-round-trip", test_instant_round_trip);
  return g_test_run ();
}
