/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"
#include "base/cord-value.h"
#include "billing/cord-dated-price.h"

G_BEGIN_DECLS

/**
 * CordBillingOffer: an offer of the input's catalog, checked. Source: docs/quote-format.md, "Input".
 * @name: owned by the input
 * @prices: (element-type CordDatedPrice) by date; the first row is in force before all dates
 * @arrears: the price is billed when its cycle has ended; otherwise in advance
 * @allowances: (element-type CordAllowance) what it includes; NULL when the input says nothing of it
 */
typedef struct
{
  const char *name;
  GArray *prices;
  gboolean arrears;
  GArray *allowances;
} CordBillingOffer;

/* Reads and checks the offer @name of the catalog. @scale: decimals of the currency. Names are kept in @strings. FALSE,
 * INVALID with the member at fault, when @object is not an offer; @out is then not touched. */
gboolean cord_billing_offer_parse (const char *name, const CordView *object, guint scale, GStringChunk *strings,
                                   CordBillingOffer *out, GError **error);
/* Releases the prices and the allowances; the name is owned by the input. */
void cord_billing_offer_clear (CordBillingOffer *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordBillingOffer, cord_billing_offer_clear)

/* What the offer costs on @date: the row of @prices that is in force then. Owned by @self. */
const CordDatedPrice *cord_billing_offer_price_on (const CordBillingOffer *self, CordDate date);

/**
 * CordBillingOfferDraft: an offer as it is written into the input. Source: the same. All of it is borrowed, but
 * @tax, @allowances and @dated owned.
 * @price: decimal, for a full cycle
 * @tax: percent, decimal, or a list of cord_tax_draft_to_value(); NULL for none
 * @once: decimal, a unit; NULL for none
 * @billed: "advance", "arrears" or NULL, which is in advance
 * @allowances: object of what cord_allowance_draft_to_value() makes, by name; NULL for none
 * @dated: list of cord_dated_price_draft_to_value(), by date; NULL for none
 */
typedef struct
{
  const char *price;
  GVariant *tax;
  const char *once;
  const char *billed;
  GVariant *allowances;
  GVariant *dated;
} CordBillingOfferDraft;

/* The offer as an object of the member "catalog". Returns a full reference. */
GVariant *cord_billing_offer_draft_to_value (const CordBillingOfferDraft *self);
/* Reads such an object without checking it: what is missing, or of another type, stays NULL. Texts stay owned by
 * @object. */
void cord_billing_offer_draft_read (CordBillingOfferDraft *self, GVariant *object);
/* Releases the values that @self owns. */
void cord_billing_offer_draft_clear (CordBillingOfferDraft *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordBillingOfferDraft, cord_billing_offer_draft_clear)
/* The price of the offer @name of the input's member "catalog", or NULL. Owned by @catalog. */
const char *cord_billing_offer_find_price (GVariant *catalog, const char *name);

G_END_DECLS
