/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-view.h"
#include "billing/cord-place.h"

G_BEGIN_DECLS

/* What an offer includes in each cycle: megabytes, minutes. Not money, but whole numbers of a unit of the operator. How
 * much of it counts when the offer is in force for a part of the cycle only is for the operator to choose. Source:
 * docs/billing.md, "Allowances". */

typedef enum
{
  CORD_ALLOWANCE_PRORATE, /* the same share as of the price */
  CORD_ALLOWANCE_FULL,    /* all of it, however short */
  CORD_ALLOWANCE_FORFEIT, /* all of it where the offer is in force at the end of the cycle, otherwise nothing */
} CordAllowancePart;

/**
 * CordAllowance: @amount for one unit of quantity and a whole cycle
 * @name: owned by the input
 */
typedef struct
{
  const char *name;
  gint64 amount;
  CordAllowancePart part;
} CordAllowance;

/* An allowance as it is written into the input. @partial: "prorate", "full" or "forfeit". Returns a full reference. */
GVariant *cord_allowance_draft_to_value (gint64 amount, const char *partial);

/* Reads and checks the allowances of an offer: (element-type CordAllowance) from `{name: {"amount", "partial"}}`,
 * sorted by name;
 * @strings keeps the names. NULL, INVALID with the member at fault. */
GArray *cord_allowances_parse (const CordView *object, const CordPlace *place, GStringChunk *strings, GError **error);

G_END_DECLS
