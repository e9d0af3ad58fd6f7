/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-rational.h"
#include "base/cord-view.h"
#include "billing/cord-place.h"

G_BEGIN_DECLS

typedef enum
{
  CORD_TICK_DAY,
  CORD_TICK_SECOND,
} CordTickUnit;

typedef enum
{
  CORD_DAY_COUNT_ACTUAL,
  CORD_DAY_COUNT_FIXED,
  CORD_DAY_COUNT_30_360,
} CordDayCount;

/**
 * CordBillingPolicy: the operator's rules of proration. Source: docs/billing.md, "Time" and "Command lines".
 * @fixed: the days of a whole cycle, with CORD_DAY_COUNT_FIXED
 * @change_day_old: the day of a change still belongs to the old plan
 * @collect_next: the lines of now are collected with the next bill instead of by a bill of their own
 */
typedef struct
{
  CordTickUnit tick;
  CordDayCount day_count;
  int fixed;
  CordRounding rounding;
  gboolean change_day_old;
  gboolean collect_next;
} CordBillingPolicy;

/* Reads and checks the object "policy". It may be NULL: members left out are day, actual, half-up, new and now. FALSE,
 * INVALID with the member at fault, for unknown values, and for second with anything but actual and new. */
gboolean cord_billing_policy_parse (const CordView *object, const CordPlace *place, CordBillingPolicy *out,
                                    GError **error);

/* A copy of @object with only the members of a policy that are texts. Returns a full reference. */
GVariant *cord_billing_policy_pick (GVariant *object);

G_END_DECLS
