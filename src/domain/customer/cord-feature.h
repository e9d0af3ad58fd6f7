/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Features of products and offerings: [{name, value, better?}], values as the operator wrote them ("25 Mbit/s",
 * "unlimited"). @better: "more" or "less", where the catalog says which the customer wants. */

/* The value of feature @name in @features (an array); NULL when it has none. Owned by @features. */
const char *cord_feature_find (GVariant *features, const char *name);
/* TRUE for features that a screen should not list: "enabled", and those shown elsewhere (customer's steps, lead time).
 */
gboolean cord_feature_is_internal (const char *name);
/* TRUE for values that mean the feature is not included: "no", "none", "not included", "0". */
gboolean cord_feature_is_absent (const char *value);

/**
 * CordMeasure: a value that is a quantity.
 * @amount: thousandths of the smallest unit of its kind (kbit/s, kB); G_MAXINT64 for "unlimited"
 * @unit: that unit in lower case ("kbit/s", "kb", "hours", "g"); empty for a bare number and for "unlimited"
 */
typedef struct
{
  gint64 amount;
  char unit[16];
} CordMeasure;

/* Reads a value such as "25 Mbit/s", "1 GB" or "unlimited". FALSE when it is no quantity, or too large. */
gboolean cord_feature_measure (const char *value, CordMeasure *out);

typedef enum
{
  CORD_FEATURE_UNKNOWN, /* they differ, and neither is known to be better */
  CORD_FEATURE_SAME,
  CORD_FEATURE_BETTER, /* the second is more than the first */
  CORD_FEATURE_WORSE,
} CordFeatureOrder;

/* Compares two values of one feature; NULL for a feature that is missing. */
CordFeatureOrder cord_feature_compare (const char *before, const char *after);

/* Whether the customer wants more of a feature: a speed, not a waiting time. */
typedef enum
{
  CORD_FEATURE_NEUTRAL, /* nobody says */
  CORD_FEATURE_MORE_IS_BETTER,
  CORD_FEATURE_LESS_IS_BETTER,
} CordFeatureSense;

/* The sense of feature @name of @features: what it says itself, else what its name or the unit of its value says;
 * neutral where it is missing. */
CordFeatureSense cord_feature_get_sense (GVariant *features, const char *name);

G_END_DECLS
