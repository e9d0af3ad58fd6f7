/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-zone-change.h"

guint
cord_zone_changes_until (const GArray *changes, gint64 second)
{
  guint low = 0, high = changes->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (changes, CordZoneChange, middle).at <= second)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}
