/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-proration.h"

#include <glib/gi18n-lib.h>

static gboolean
compute_old (const CordProration *self, CordProrated *out, GError **error)
{
  CordRounding rounding = self->ticks->policy.rounding;
  gint64 whole;

  if (!cord_decimal_scale_round (self->old_price, 1, 1, self->scale, rounding, &whole, error)
      || !cord_decimal_scale_round (self->old_price, out->used, out->whole, self->scale, rounding, &out->used_charge,
                                    error))
    return FALSE;
  out->credit = whole - out->used_charge;
  return TRUE;
}

gboolean
cord_proration_compute (const CordProration *self, CordProrated *out, GError **error)
{
  gint64 at = MIN (cord_ticks_takes_effect (self->ticks, self->at).at, self->cycle->end);

  *out = (CordProrated){ 0 };
  if (self->at.at < self->cycle->start || self->at.at > self->cycle->end)
    return cord_place_refuse (NULL, "at", "impossible", error, _ ("is outside the cycle"));

  out->whole = self->cycle->ticks;
  out->unused = cord_ticks_left (self->ticks, self->cycle, at);
  out->used = out->whole - out->unused;
  if (self->has_old && !compute_old (self, out, error))
    return FALSE;
  if (self->has_new
      && !cord_decimal_scale_round (self->new_price, out->unused, out->whole, self->scale, self->ticks->policy.rounding,
                                    &out->charge, error))
    return FALSE;
  out->net = out->charge - out->credit;
  return TRUE;
}
