/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-shift.h"

#include "config.h"

#include "base/cord-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAYS 7
#define DAYS_MAX 62
#define DAY (24 * 60 * 60)
#define TEXT_MAX 200

static int
read_day (const char *text)
{
  static const char *const names[DAYS] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

  for (int i = 0; i < DAYS; i++)
    if (g_ascii_strcasecmp (text, names[i]) == 0)
      return i;
  return -1;
}

/* "mon" or "fri-mon". */
static gboolean
read_range (const char *text, guint *days)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", 3);
  guint n = g_strv_length (ends);
  int from = n > 0 ? read_day (ends[0]) : -1;
  int to = n > 1 ? read_day (ends[1]) : from;

  if (n > 2 || from < 0 || to < 0)
    return FALSE;
  for (int day = from; TRUE; day = (day + 1) % DAYS)
    {
      *days |= 1u << day;
      if (day == to)
        return TRUE;
    }
}

static gboolean
read_days (const char *text, guint *days)
{
  g_auto (GStrv) ranges = g_strsplit (text, ",", -1);

  *days = 0;
  for (guint i = 0; ranges[i] != NULL; i++)
    if (!read_range (ranges[i], days))
      return FALSE;
  return *days != 0;
}

/* "08:00" in seconds; -1. */
static int
read_time (const char *text)
{
  int hour, minute;

  if (strlen (text) != 5 || text[2] != ':' || !g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1])
      || !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]))
    return -1;
  hour = (text[0] - '0') * 10 + text[1] - '0';
  minute = (text[3] - '0') * 10 + text[4] - '0';
  return minute < 60 && hour * 60 + minute <= 24 * 60 ? (hour * 60 + minute) * 60 : -1;
}

static gboolean
read_hours (const char *text, CordShift *shift)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", 3);

  if (g_strv_length (ends) != 2)
    return FALSE;
  shift->begins = read_time (ends[0]);
  shift->ends = read_time (ends[1]);
  return shift->begins >= 0 && shift->begins < DAY && shift->ends >= 0;
}

static gboolean
read_part (const char *text, CordShift *shift)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  char *space = strpbrk (stripped, " \t");

  if (space == NULL)
    return FALSE;
  *space = '\0';
  return read_days (stripped, &shift->days) && read_hours (g_strchug (space + 1), shift);
}

GArray *
cord_shift_parse (const char *text, GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (CordShift));
  g_auto (GStrv) texts = strlen (text) <= TEXT_MAX ? g_strsplit (text, ";", -1) : g_new0 (char *, 1);
  gboolean valid = texts[0] != NULL;

  for (guint i = 0; valid && texts[i] != NULL; i++)
    {
      CordShift shift;

      valid = read_part (texts[i], &shift);
      if (valid)
        g_array_append_val (parts, shift);
    }
  if (valid)
    return g_steal_pointer (&parts);
  cord_error_set_full (error, CORD_ERROR_INVALID, "shift", "shift",
                       _ ("Write days and hours, such as “mon-fri 08:00-16:30; sat 10:00-14:00”."),
                       _ ("These hours of a shift cannot be read"));
  return NULL;
}

static gboolean
works_on (const CordShift *shift, CordDate date)
{
  return (shift->days & (1u << cord_date_weekday (date))) != 0;
}

static CordShiftSpan
span_of (const CordShift *shift, CordDate date, const CordZone *zone)
{
  gboolean night = shift->ends <= shift->begins;
  gboolean midnight = shift->ends == DAY;
  CordDate last = night || midnight ? date + 1 : date;

  return (CordShiftSpan){ cord_local_to_instant (date, shift->begins, zone),
                          cord_local_to_instant (last, midnight ? 0 : shift->ends, zone) };
}

void
cord_shift_add_spans (GArray *parts, CordDate first, gint64 from, gint64 to, const CordZone *zone, GArray *spans)
{
  /* The night before may last into the period. */
  CordDate begins = cord_instant_to_date (from, zone) - 1;

  for (CordDate date = begins; date < begins + DAYS_MAX && cord_date_to_instant (date, zone) < to; date++)
    for (guint i = 0; i < parts->len; i++)
      {
        const CordShift *shift = &g_array_index (parts, CordShift, i);
        CordShiftSpan span = span_of (shift, date, zone);

        if (works_on (shift, date) && (first == CORD_DATE_NONE || date >= first) && span.start < to && span.end > from)
          g_array_append_val (spans, span);
      }
}
