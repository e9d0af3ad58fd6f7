/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zone-probe: answers test-zone-python.py, a line for a line. "spans NAME FROM TO" is answered by "start offset" of
 * each span of the zone from the one that holds FROM up to TO, all in one line. "first NAME WALL…" is answered by the
 * first second of each wall clock time. An unknown zone is answered "unknown", one that cannot be read "unreadable". */
#include "base/cord-zone-file.h"
#include "base/cord-zone.h"

#include <stdio.h>
#include <string.h>

#define LINE_MOST (1 << 20)
#define SECONDS_PER_DAY ((gint64)24 * 60 * 60)

/* The local time of a second, by the functions that the program uses. */
static int
offset_at (const CordZone *zone, gint64 second)
{
  int clock;
  CordDate date = cord_instant_to_local (second * G_USEC_PER_SEC, zone, &clock);

  return (int)(date * SECONDS_PER_DAY + clock - second);
}

static CordZoneFile *
read_file (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("TZDIR"), name, NULL);
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  CordZoneFile *file;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, &error))
    g_error ("%s", error->message);
  file = cord_zone_file_read ((const guint8 *)data, size, &error);
  g_assert_no_error (error);
  return file;
}

static void
print_spans (const char *name, const CordZone *zone, gint64 from, gint64 to)
{
  g_autoptr (CordZoneFile) file = read_file (name);
  CordZoneSpan span;

  for (gint64 at = from; at < to; at = span.end)
    {
      span = cord_zone_file_span (file, at);
      g_assert_cmpint (span.start, <=, at);
      g_assert_cmpint (span.end, >, at);
      g_assert_cmpint (offset_at (zone, at), ==, span.offset);
      printf ("%" G_GINT64_FORMAT " %d ", at, span.offset);
    }
}

static void
print_first (const CordZone *zone, char **walls)
{
  for (; *walls != NULL; walls++)
    {
      gint64 wall = g_ascii_strtoll (*walls, NULL, 10);
      gint64 date = wall / SECONDS_PER_DAY - (wall % SECONDS_PER_DAY < 0 ? 1 : 0);
      gint64 first = cord_local_to_instant ((CordDate)date, (int)(wall - date * SECONDS_PER_DAY), zone);

      printf ("%" G_GINT64_FORMAT " ", first / G_USEC_PER_SEC);
    }
}

static void
answer (char **words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordZone) zone = cord_zone_parse (words[1], &error);

  if (zone == NULL)
    printf (g_error_matches (error, CORD_ERROR, CORD_ERROR_INVALID) ? "unknown" : "unreadable");
  else if (strcmp (words[0], "spans") == 0)
    print_spans (words[1], zone, g_ascii_strtoll (words[2], NULL, 10), g_ascii_strtoll (words[3], NULL, 10));
  else
    print_first (zone, words + 2);
  printf ("\n");
  fflush (stdout);
}

int
main (void)
{
  g_autofree char *line = g_malloc (LINE_MOST);

  while (fgets (line, LINE_MOST, stdin) != NULL)
    {
      g_auto (GStrv) words = g_strsplit (g_strchomp (line), " ", -1);

      answer (words);
    }
  return 0;
}
