/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"

G_BEGIN_DECLS

/**
 * CordEntitlement: an allowance of a changed product in the cycle of its change, in units of the operator's own,
 * without the changes and with them.
 */
typedef struct
{
  char *product;
  char *allowance;
  CordCycle cycle;
  gint64 current;
  gint64 candidate;
} CordEntitlement;

typedef struct _CordTimeline CordTimeline; /* cord-timeline.h, which those who only read entitlements do not need */

/* What the product of change @change, from 1, is entitled to in the cycle of that change: by the time line @current of
 * the history, and by @candidate with all changes. (element-type CordEntitlement), by the name of the allowance; empty
 * when no offer includes any, and for a move of the billing day. NULL, INVALID with reason "overflow", when an amount
 * does not fit. Source: docs/billing.md, "Allowances". */
GPtrArray *cord_entitlements_new (CordTimeline *current, CordTimeline *candidate, guint change, GError **error);

G_END_DECLS
