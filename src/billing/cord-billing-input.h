/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-allowance.h"
#include "billing/cord-billing-event.h"
#include "billing/cord-billing-offer.h"
#include "billing/cord-calendar.h"

G_BEGIN_DECLS

/**
 * CordBillingProduct: @started when some event starts it, even one undone later
 */
typedef struct
{
  const char *name;
  gboolean started;
} CordBillingProduct;

/**
 * CordLedgerRow: what was invoiced for a line key in a cycle (its first date), minor units
 */
typedef struct
{
  const char *key;
  CordDate cycle;
  gint64 net;
  gint64 adjusted;
} CordLedgerRow;

/**
 * CordBillingInput: the input document of a quote, checked and typed. Immutable once read.
 * @offers: (element-type CordBillingOffer); @offer_index: name → number + 1
 * @products: (element-type CordBillingProduct) in order of appearance; @product_index: name → number + 1
 * @discount_names: the set of PRODUCT/DISCOUNT in use
 * @events: (element-type CordBillingEvent) the history, the change, and what comes with it
 * @n_history: how many of them are the history
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
  GArray *ledger;
  CordMoment now;
  CordCycle now_cycle;
  gint64 now_index;
} CordBillingInput;

/**
 * CordBillingInputDraft: the input document as it is written. Source: docs/quote-format.md, "Input". Texts are
 * borrowed, values owned.
 * @scale: digits of the currency
 * @zone: IANA name
 * @tax: "exclusive", "inclusive" or NULL, which is exclusive
 * @policy: as cord_billing_policy_parse reads it; NULL for the default
 * @cycle: of CordCycleDraft
 * @catalog: object of CordBillingOfferDraft by name
 * @history: list of CordBillingEventDraft, in the order of recording
 * @now, @effective: local dates, or instants with an offset
 * @change: a CordBillingEventDraft without times; @with: list of the discounts that come with it, or NULL
 * @history_version, @catalog_version: sealed, not used; or NULL
 */
typedef struct
{
  const char *currency;
  gint64 scale;
  const char *zone;
  const char *tax;
  GVariant *policy;
  GVariant *cycle;
  GVariant *catalog;
  GVariant *history;
  const char *now;
  GVariant *change;
  const char *effective;
  GVariant *with;
  const char *history_version;
  const char *catalog_version;
} CordBillingInputDraft;

GVariant *cord_billing_input_draft_to_value (const CordBillingInputDraft *self); /* full reference */
/* Reads a document without checking it: what is missing, or of another type, stays NULL or 0. Texts stay owned by
 * @document. */
void cord_billing_input_draft_read (CordBillingInputDraft *self, GVariant *document);
void cord_billing_input_draft_clear (CordBillingInputDraft *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordBillingInputDraft, cord_billing_input_draft_clear)

/* Checks a whole document. INVALID, with the member at fault ("history.3.effective") and a reason, when there is
 * anything in it that cannot be billed. */
CordBillingInput *cord_billing_input_new (GVariant *document, GError **error);
void cord_billing_input_free (CordBillingInput *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordBillingInput, cord_billing_input_free)

const CordBillingEvent *cord_billing_input_event (const CordBillingInput *self, guint number);
const CordBillingOffer *cord_billing_input_offer (const CordBillingInput *self, int offer);
const CordBillingProduct *cord_billing_input_product (const CordBillingInput *self, guint product);
const CordBillingEvent *cord_billing_input_change (const CordBillingInput *self);
/* Whether some offer says what it includes. */
gboolean cord_billing_input_has_allowances (const CordBillingInput *self);
/* What a reversal undoes or restores in the end, through however many reversals; any other event is itself. */
const CordBillingEvent *cord_billing_input_undone (const CordBillingInput *self, const CordBillingEvent *event);
/* "history.3", "change" or "with.1". Full string. */
char *cord_billing_input_event_path (const CordBillingInput *self, guint number);

/* The part of the reading that has a file of its own: events in cord-billing-event.c, the ledger in
 * cord-ledger.c. Both need everything above them in the structure. */
gboolean cord_billing_input_read_event (CordBillingInput *self, GVariant *object, const CordPlace *place,
                                        const CordMoment *recorded, const CordMoment *effective, GError **error);
gboolean cord_billing_input_read_ledger (CordBillingInput *self, GVariant *array, GError **error);

G_END_DECLS
