/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/options/cord-fit-candidate.h"

G_BEGIN_DECLS

#define CORD_FIT_SILENT (-1) /* the need says nothing about this candidate */

/* How far @candidate serves the value of a need, 0 to 100 or CORD_FIT_SILENT. *text: why, in words to the caller, or
 * NULL. */
typedef int (*CordFitDimension) (const CordFitCandidate *candidate, const char *value, char **text);

/* NULL when the dimension is not scored (such as accessibility). *weight: its part of the whole. */
CordFitDimension cord_fit_dimension_find (const char *dimension, int *weight);

/* TRUE when @words name @phrase: its words stand in them, in order and whole. */
gboolean cord_fit_mentions (const char *words, const char *phrase);

G_END_DECLS
