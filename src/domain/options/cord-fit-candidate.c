/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-fit-candidate.h"

void
cord_fit_candidate_free (CordFitCandidate *self)
{
  g_clear_pointer (&self->change, g_variant_unref);
  g_clear_pointer (&self->reasons, g_variant_unref);
  g_clear_object (&self->offering);
  g_clear_object (&self->held);
  g_free (self);
}
