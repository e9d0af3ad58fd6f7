/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/options/cord-fit-candidate.h"

G_BEGIN_DECLS

#define CORD_FIT_NOT_APPLICABLE (-1) /* the need does not apply to this candidate */

/* How well @candidate serves the value of a need: 0 to 100, or CORD_FIT_NOT_APPLICABLE. *text: why, in words for the
 * customer; a new string, or NULL. */
typedef int (*CordFitDimension) (const CordFitCandidate *candidate, const char *value, char **text);

/* The function that scores @dimension (cord-needs.h), and its *weight; NULL when it is not scored (such as
 * accessibility). */
CordFitDimension cord_fit_dimension_find (const char *dimension, int *weight);

/* TRUE when @words contain @phrase: all of its words, whole and in order. */
gboolean cord_fit_mentions (const char *words, const char *phrase);

G_END_DECLS
