/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least that bench-prorate.py's cases can cost in C: splits lines of exactly this form without checking them,
 * and does the arithmetic. Writes the id and the remaining charge. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

static long
day_number (int year, int month, int day)
{
  static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
  int years = year - (month <= 2 ? 1 : 0);

  return 365L * year + years / 4 - years / 100 + years / 400 + before[month - 1] + day;
}

/* round (minor × over ÷ under), half up. */
static long
share (long minor, long over, long under)
{
  return (2 * minor * over + under) / (2 * under);
}

static void
answer (long id, const int dates[9], const long prices[4])
{
  long start = day_number (dates[0], dates[1], dates[2]);
  long whole = day_number (dates[3], dates[4], dates[5]) - start;
  long used = day_number (dates[6], dates[7], dates[8]) - start;
  long old = prices[0] * 100 + prices[1], new = prices[2] * 100 + prices[3];
  long net = share (new, whole - used, whole) - (old - share (old, used, whole));

  printf ("%ld %s%ld.%02ld\n", id, net < 0 ? "-" : "", labs (net) / 100, labs (net) % 100);
}

int
main (void)
{
  static const char form[]
      = "{\"id\": \"%ld\", \"cycle\": {\"start\": \"%d-%d-%d\", \"end\": \"%d-%d-%d\"}, \"at\": \"%d-%d-%d\", "
        "\"zone\": \"%63[^\"]\", \"old\": \"%ld.%ld\", \"new\": \"%ld.%ld\", \"scale\": 2}";
  char *line = NULL, zone[64];
  size_t capacity = 0;
  int d[9];
  long id, p[4];

  while (getline (&line, &capacity, stdin) > 0)
    {
      if (sscanf (line, form, &id, &d[0], &d[1], &d[2], &d[3], &d[4], &d[5], &d[6], &d[7], &d[8], zone, &p[0], &p[1],
                  &p[2], &p[3])
          != 15)
        return 1;
      answer (id, d, p);
    }
  free (line);
  return 0;
}
