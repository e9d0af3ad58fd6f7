/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-answer.h"

#include "base/cord-error.h"
#include "base/cord-zone-file.h"
#include "base/cord-zone-rule.h"

/* Any bytes read as a zone file. Of one that is accepted, the spans follow each other without a gap, and no second
 * before the first second of a wall clock time shows that time or a later one. */

#define DAY ((gint64)24 * 60 * 60)
#define YEAR (365 * DAY)
#define SPANS_MOST 40
#define REACH (2 * DAY)

static const gint64 seconds[]
    = { -400000 * YEAR, -1000 * YEAR,          -5 * YEAR,           -1, 0, 30 * YEAR, G_MAXINT32, 68 * YEAR + 1234567,
        400 * YEAR,     8000 * YEAR + 7654321, 400000 * YEAR + 4321 };

static void
check_first (const CordZoneFile *file, gint64 wall)
{
  gint64 first = cord_zone_file_first_second (file, wall);
  gint64 start = wall - REACH;
  CordZoneSpan span = cord_zone_file_span (file, first);

  FUZZ_REQUIRE (ABS (first - wall) <= REACH, "reach");
  FUZZ_REQUIRE (first + span.offset >= wall, "not yet");
  while (start < first)
    {
      span = cord_zone_file_span (file, start);
      FUZZ_REQUIRE (MIN (span.end, first) - 1 + span.offset < wall, "already before");
      start = span.end;
    }
}

static void
check_spans (const CordZoneFile *file, gint64 second)
{
  CordZoneSpan span = cord_zone_file_span (file, second);

  for (guint i = 0; i < SPANS_MOST; i++)
    {
      CordZoneSpan next;

      FUZZ_REQUIRE (span.start <= second && second < span.end, "another span");
      FUZZ_REQUIRE (ABS (span.offset) < CORD_ZONE_OFFSET_LIMIT, "offset");
      check_first (file, second + span.offset);
      if (span.end > CORD_ZONE_SECOND_LIMIT / 2)
        break;
      next = cord_zone_file_span (file, span.end);
      FUZZ_REQUIRE (next.start == span.end, "gap");
      span = cord_zone_file_span (file, span.end - 1);
      FUZZ_REQUIRE (span.end == next.start, "overlap");
      second = next.start;
      check_first (file, second + MIN (span.offset, next.offset) + 1);
      span = next;
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  /* Exactly as long as it is, so that a sanitizer sees a byte that is read beyond. */
  g_autofree guint8 *bytes = g_memdup2 (data, size);
  g_autoptr (CordZoneFile) file = cord_zone_file_read (bytes, size, &error);

  FUZZ_REQUIRE ((file == NULL) == (error != NULL), "an error or a zone");
  if (file == NULL)
    FUZZ_REQUIRE (g_strcmp0 (cord_error_get_reason (error), "zone") == 0, error->message);
  for (gsize i = 0; file != NULL && i < G_N_ELEMENTS (seconds); i++)
    check_spans (file, seconds[i]);
  return 0;
}
