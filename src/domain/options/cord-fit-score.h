/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/needs/cord-needs.h"
#include "domain/options/cord-fit-candidate.h"

G_BEGIN_DECLS

/* Scores every candidate by the needs, 0 to 1000: each need has a weight and each candidate a share of it. A need that
 * applies to none of the candidates does not count; when no need counts, all have 500.
 * @candidates: (element-type CordFitCandidate) */
void cord_fit_score (CordNeeds *needs, GPtrArray *candidates);

G_END_DECLS
