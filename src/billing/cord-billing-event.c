/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-billing-event.h"

void
cord_billing_event_clear (CordBillingEvent *self)
{
  g_clear_pointer (&self->term, cord_term_free);
  g_clear_pointer (&self->offers, g_array_unref);
}

gboolean
cord_billing_event_covers (const CordBillingEvent *self, int offer)
{
  if (self->offers == NULL)
    return TRUE;
  for (guint i = 0; i < self->offers->len; i++)
    if (g_array_index (self->offers, int, i) == offer)
      return TRUE;
  return FALSE;
}
