/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-billing-event.h"
#include "billing/cord-billing-offer.h"
#include "billing/cord-calendar.h"

G_BEGIN_DECLS

/**
 * CordBillingProduct: a product that the events name.
 * @name: owned by the input
 * @started: some event starts it, even one that is reversed later
 */
typedef struct
{
  const char *name;
  gboolean started;
} CordBillingProduct;

/**
 * CordBillingInput: the input document of a quote, checked and typed. cord_billing_input_read fills it; it does not
 * change after that.
 * @offers: (element-type CordBillingOffer); @offer_index: name → number + 1
 * @products: (element-type CordBillingProduct) in order of appearance; @product_index: name → number + 1
 * @discount_names: the set of PRODUCT/DISCOUNT in use
 * @events: (element-type CordBillingEvent) the history, then each change and what comes with it
 * @n_history: how many of them are the history
 * @listed: the changes stand in a list, "changes", even if it is one
 * @changes: (element-type guint) the numbers of the changes among the events
 * @touched: (element-type guint) the products that the changes touch, each once
 * @moves_day: a change moves the billing day, or reverses a move of it
 * @ledger: (element-type CordLedgerRow) by cycle, then key; NULL when the input has none
 * @tax_included: prices, fees and ledger are gross, and the tax is taken out of them
 * @grid: before any move of the billing day
 * @calendar: with the moves of the history. Until the first bill after @now those of the change make no difference.
 * @now_index: of the cycle that contains @now
 */
typedef struct
{
  char currency[4];
  guint scale;
  CordTicks ticks;
  gboolean tax_included;
  CordCycleGrid grid;
  CordCalendar *calendar;
  GStringChunk *strings;
  GArray *offers;
  GHashTable *offer_index;
  GArray *products;
  GHashTable *product_index;
  GHashTable *discount_names;
  GArray *events;
  guint n_history;
  gboolean listed;
  GArray *changes;
  GArray *touched;
  gboolean moves_day;
  GArray *ledger;
  CordMoment now;
  CordCycle now_cycle;
  gint64 now_index;
} CordBillingInput;

/* An empty input, to be filled. */
CordBillingInput *cord_billing_input_new (void);
/* Frees @self and everything it names. */
void cord_billing_input_free (CordBillingInput *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordBillingInput, cord_billing_input_free)

/* Event @number, counted from 1. Owned by @self; a number out of range is the caller's mistake, as below. */
const CordBillingEvent *cord_billing_input_event (const CordBillingInput *self, guint number);
/* The offer that an event names by its index in @offers, from 0. Owned by @self. */
const CordBillingOffer *cord_billing_input_offer (const CordBillingInput *self, int offer);
/* The product that an event names by its index in @products, from 0. Owned by @self. */
const CordBillingProduct *cord_billing_input_product (const CordBillingInput *self, guint product);
/* Proposed change @change, counted from 1. Owned by @self. */
const CordBillingEvent *cord_billing_input_change (const CordBillingInput *self, guint change);
/* TRUE when a change is of @product, or reverses an event of it. */
gboolean cord_billing_input_touches (const CordBillingInput *self, guint product);

/* The first list of taxes with the percents of @percents: of the offers by name, each with its dated
 * prices in their order, then of the terms by event. NULL when
 * there is none; a single percent is no list. Owned by @self. Source: docs/quote-format.md, "Several taxes". */
const CordTaxes *cord_billing_input_find_taxes (const CordBillingInput *self, const CordTaxes *percents);
/* TRUE when an offer of the catalog includes allowances. */
gboolean cord_billing_input_has_allowances (const CordBillingInput *self);
/* The event that a reversal undoes or restores in the end, through any number of reversals; any other event itself. */
const CordBillingEvent *cord_billing_input_undone (const CordBillingInput *self, const CordBillingEvent *event);
/* Where event @number stands in the document: "history.3", "change", "with.1", "changes.2" or "changes.2.with.1".
 * Returns a new string. */
char *cord_billing_input_event_path (const CordBillingInput *self, guint number);
/* Refuses @event: INVALID with reason "impossible", its path as the member, and @message. Always FALSE. */
gboolean cord_billing_input_refuse (const CordBillingInput *self, const CordBillingEvent *event, GError **error,
                                    const char *message);

G_END_DECLS
