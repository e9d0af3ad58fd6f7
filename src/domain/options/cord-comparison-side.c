/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-comparison-side.h"

gboolean
cord_comparison_side_is_removal (const CordComparisonSide *self)
{
  return cord_change_is_removal (self->change);
}

gboolean
cord_comparison_side_is_same (const CordComparisonSide *self)
{
  return self->change == NULL
         || (self->held != NULL && self->offering != NULL
             && g_strcmp0 (cord_product_get_offering (self->held), cord_offering_get_id (self->offering)) == 0);
}
