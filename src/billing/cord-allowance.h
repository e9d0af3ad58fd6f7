/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-place.h"

G_BEGIN_DECLS

/* What an offer includes in a cycle beside its price: megabytes, minutes. Not money: whole numbers of the operator's
 * unit. What becomes of it in a cycle of which the offer is in force only in a part has a switch of its own. Source:
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

/* (element-type CordAllowance) from `{name: {"amount", "partial"}}`, by name; @strings keeps the names. */
GArray *cord_allowances_parse (GVariant *object, const CordPlace *place, GStringChunk *strings, GError **error);

G_END_DECLS
