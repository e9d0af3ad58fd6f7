/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"
#include "base/cord-value.h"
#include "base/cord-zone.h"

G_BEGIN_DECLS

/* What a promotion does beside others that the same offering brings. Source: docs/wire.md, "Promotions". */
typedef enum
{
  CORD_STACKING_BEST,      /* only the best of these is given */
  CORD_STACKING_ADD,       /* given beside the others */
  CORD_STACKING_EXCLUSIVE, /* given alone or not at all */
} CordStacking;

/**
 * CordPromotion: a discount that an offering brings. Texts are owned by the document; NULL where it has none.
 * @id: of the price in the catalog; the discount is named by it
 * @name: in words, for people
 * @percent: more than 0, at most 100; otherwise @amount, a decimal of one full cycle
 * @cycles: how many billing cycles it lasts; 0 is without end
 * @from, @until: dates or instants between which a change must take effect to bring it
 * @repeatable: a customer may have it more than once
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *percent;
  const char *amount;
  int cycles;
  const char *from;
  const char *until;
  gboolean repeatable;
  CordStacking stacking;
} CordPromotion;

/* Reads "best", "add" or "exclusive". FALSE for any other text. */
gboolean cord_stacking_parse (const char *text, CordStacking *out);
/* Reads an object of the member "promotions" of an offering's document, which must outlive *out. FALSE when it takes
 * nothing off, or what it says cannot be billed. */
gboolean cord_promotion_read (CordPromotion *out, GVariant *object);
/* "Welcome" of "Welcome-2": a promotion that was given before is given with a number. Returns a new string. */
char *cord_promotion_dup_without_number (const char *discount);
/* TRUE when a discount of that name in a billing history is of this promotion. @numbered: or is called so with a number
 * behind, which another promotion may be called as well: ask all of them without it first */
gboolean cord_promotion_is_named (const CordPromotion *self, const char *discount, gboolean numbered);
/* TRUE when a change that takes effect on @day brings it, by the rule of docs/billing.md, "Periods". @zone: of the
 * account */
gboolean cord_promotion_is_offered (const CordPromotion *self, CordDate day, const CordZone *zone);
/* What it takes off within the twelve months from its first day at @price a cycle, in minor units, to compare
 * promotions by. A cycle that is longer than what is left of the year counts by its part.
 * @scale: decimals of the currency
 * @cycle_months: months of a billing cycle. Source: docs/wire.md, "Promotions". */
gint64 cord_promotion_year (const CordPromotion *self, CordDecimal price, guint scale, int cycle_months);

G_END_DECLS
