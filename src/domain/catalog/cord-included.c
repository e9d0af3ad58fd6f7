/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/catalog/cord-included.h"

gboolean
cord_included_read (CordIncluded *out, GVariant *object)
{
  static const char *const parts[] = { "prorate", "full", "forfeit", NULL };

  *out = (CordIncluded){ .name = cord_value_get_string (object, "name"),
                         .amount = cord_value_get_integer (object, "amount", -1),
                         .units = cord_value_get_string (object, "units"),
                         .partial = cord_value_get_string (object, "partial") };
  if (out->partial == NULL)
    out->partial = parts[0];
  return out->name != NULL && *out->name != '\0' && out->amount >= 0 && out->amount <= CORD_INCLUDED_AMOUNT_MAX
         && g_strv_contains (parts, out->partial);
}
