/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/options/cord-option.h"

G_BEGIN_DECLS

/**
 * CordFitCandidate: a qualified change on its way to becoming an option.
 * @offering: what it leads to, NULL for a removal; @held: what it starts from, NULL for an addition
 * @own: the offering of what is held, NULL when the catalog has it not
 * @price: a month of what is changed, after; @before: the same, now
 * @max_speed: the fastest download among all candidates, in kbit/s
 * @score, @reasons: filled in by cord_fit_score
 */
typedef struct
{
  GVariant *change;
  CordOffering *offering;
  CordProduct *held;
  CordOffering *own;      /* borrowed */
  CordCustomer *customer; /* borrowed */
  CordMoney price;
  CordMoney before;
  gint64 max_speed;
  int score;
  GVariant *reasons;
} CordFitCandidate;

void cord_fit_candidate_free (CordFitCandidate *self);

/* Scores every candidate by the needs, 0 to 1000: each need has a weight and each candidate a share of it. A need that
 * says nothing about any of the candidates does not count; without any that counts all stand at 500.
 * @candidates: (element-type CordFitCandidate) */
void cord_fit_score (CordNeeds *needs, GPtrArray *candidates);

/* TRUE when @words name @phrase: its words stand in them, in order and whole. */
gboolean cord_fit_mentions (const char *words, const char *phrase);

G_END_DECLS
