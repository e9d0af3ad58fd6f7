/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/record/cord-written-date.h"

#include <string.h>

#define YEAR_WITHIN 40 /* bytes between a day and its year */

static gboolean
starts_with_date (const char *text, CordDate date, const char **end)
{
  g_autofree char *display = cord_date_to_display (date);

  if (!g_str_has_prefix (text, display) || g_ascii_isdigit (text[strlen (display)]))
    return FALSE;
  *end = text + strlen (display);
  return TRUE;
}

static gboolean
scan_iso (const char *text, CordDate *out, const char **end)
{
  g_autofree char *ten = g_strndup (text, 10);

  if (strlen (ten) < 10 || g_ascii_isdigit (text[10]) || !cord_date_parse (ten, out, NULL))
    return FALSE;
  *end = text + 10;
  return TRUE;
}

static int
next_year (const char *text)
{
  const char *digits = text;

  while (g_ascii_isdigit (*digits))
    digits++;
  while (*digits != '\0' && !g_ascii_isdigit (*digits) && digits - text < YEAR_WITHIN)
    digits++;
  return strspn (digits, "0123456789") == 4 ? (int)g_ascii_strtoll (digits, NULL, 10) : 0;
}

static gboolean
scan_other (const char *text, CordDate *out, const char **end)
{
  gint64 day = g_ascii_strtoll (text, NULL, 10);
  int year = day >= 1 && day <= 31 ? next_year (text) : 0;

  for (int month = 1; year > 0 && month <= 12; month++)
    {
      if (day > cord_date_days_in_month (year, month))
        continue;
      *out = cord_date (year, month, (int)day);
      if (starts_with_date (text, *out, end))
        return TRUE;
    }
  return FALSE;
}

gboolean
cord_written_date_scan (const char *text, const CordDate *known, guint n, CordDate *out, const char **end)
{
  for (guint i = 0; i < n; i++)
    if (known[i] != CORD_DATE_NONE && starts_with_date (text, known[i], end))
      {
        *out = known[i];
        return TRUE;
      }
  return g_ascii_isdigit (*text) && (scan_iso (text, out, end) || scan_other (text, out, end));
}
