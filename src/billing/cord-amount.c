/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-amount.h"

#include "billing/cord-place.h"

#include <glib/gi18n-lib.h>

#define AMOUNT_LENGTH 40

char *
cord_amount_to_string (gint64 minor, guint scale)
{
  char text[AMOUNT_LENGTH];
  char *cursor = text + sizeof text;
  guint64 rest = minor < 0 ? -(guint64)minor : (guint64)minor;
  guint digits = 0;

  g_assert (scale <= 9);
  *--cursor = '\0';
  while (rest > 0 || digits <= scale)
    {
      if (digits == scale && scale > 0)
        *--cursor = '.';
      *--cursor = (char)('0' + rest % 10);
      rest /= 10;
      digits++;
    }
  if (minor < 0)
    *--cursor = '-';
  return g_strdup (cursor);
}

gboolean
cord_amount_refuse (const char *member, GError **error)
{
  return cord_place_refuse (NULL, member, "overflow", error, _ ("the amount is too large to be computed"));
}
