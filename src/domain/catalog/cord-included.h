/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"

G_BEGIN_DECLS

/* As in the quote format. */
#define CORD_INCLUDED_AMOUNT_MAX G_GINT64_CONSTANT (1000000000000000)

/**
 * CordIncluded: what one unit of an offering includes in each billing cycle, such as 3000 MB; one of the offering's
 * `allowances`. Source: docs/billing.md, "Allowances". Texts are owned by the document.
 * @name: "data"
 * @amount: whole units, at least 0
 * @units: "MB", or NULL
 * @partial: "prorate", "full" or "forfeit": how much of it counts in a part of a cycle
 */
typedef struct
{
  const char *name;
  gint64 amount;
  const char *units;
  const char *partial;
} CordIncluded;

/* Reads one. FALSE when @object is none. */
gboolean cord_included_read (CordIncluded *out, GVariant *object);

G_END_DECLS
