/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-comparable.h"

#include "base/cord-period.h"

#include <string.h>

#define DIGITS_MAX 20

static gboolean
read_instant (const char *text, gint64 *instant)
{
  CordDate date;

  /* Most texts are no dates, and the parsers make an error for each of them. */
  if (!g_ascii_isdigit (*text))
    return FALSE;
  if (!cord_date_parse (text, &date, NULL))
    return cord_instant_parse (text, instant, NULL);
  *instant = (gint64)date * G_TIME_SPAN_DAY;
  return TRUE;
}

void
cord_comparable_read (CordComparable *self, const char *text)
{
  *self = (CordComparable){ .text = text, .kind = CORD_COMPARABLE_TEXT };
  if (cord_decimal_parse (text, DIGITS_MAX, TRUE, &self->number, NULL))
    self->kind = CORD_COMPARABLE_NUMBER;
  else if (read_instant (text, &self->instant))
    self->kind = CORD_COMPARABLE_INSTANT;
}

int
cord_comparable_compare (const CordComparable *a, const CordComparable *b)
{
  if (a->kind != b->kind)
    return (a->kind > b->kind) - (a->kind < b->kind);
  if (a->kind == CORD_COMPARABLE_NUMBER)
    return cord_decimal_compare (a->number, b->number);
  if (a->kind == CORD_COMPARABLE_INSTANT)
    return (a->instant > b->instant) - (a->instant < b->instant);
  return strcmp (a->text, b->text);
}
