/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/change/cord-change.h"
#include "domain/change/cord-promotion-choice.h"

G_BEGIN_DECLS

/**
 * CordFitCandidate: a qualified change on its way to becoming an option.
 * @change: owned, as are @offering and @held
 * @offering: what it leads to, NULL for a removal; @held: what it starts from, NULL for an addition
 * @day: on which the change takes effect where nobody asks for another
 * @own: the offering of what is held, NULL when it is not in the catalog; borrowed, as are @customer and @chooser
 * @price: a month of what is changed, after; @before: the same, now
 * @max_speed: the fastest download among all candidates, in kbit/s
 * @score, @reasons: filled in by cord_fit_score
 */
typedef struct
{
  GVariant *change;
  CordDate day;
  CordOffering *offering;
  CordProduct *held;
  CordOffering *own;
  CordCustomer *customer;
  CordPromotionChooser *chooser;
  CordMoney price;
  CordMoney before;
  gint64 max_speed;
  int score;
  GVariant *reasons;
} CordFitCandidate;

/* Frees @self with what it owns. */
void cord_fit_candidate_free (CordFitCandidate *self);

G_END_DECLS
