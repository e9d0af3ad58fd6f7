/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-billing-input.h"

G_BEGIN_DECLS

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
 * @invoiced: list of the rows that cord_ledger_row_add writes, or NULL: all that the history comes to is invoiced
 * @changes: instead of @change, @effective and @with: list of such events, each with its own "effective" and "with"
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
  GVariant *invoiced;
  GVariant *changes;
  const char *history_version;
  const char *catalog_version;
} CordBillingInputDraft;

/* The input document. Returns a full reference. */
GVariant *cord_billing_input_draft_to_value (const CordBillingInputDraft *self);
/* Reads a document without checking it: what is missing, or of another type, stays NULL or 0. Texts stay owned by
 * @document. */
void cord_billing_input_draft_read (CordBillingInputDraft *self, GVariant *document);
/* Releases the values that @self owns. */
void cord_billing_input_draft_clear (CordBillingInputDraft *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordBillingInputDraft, cord_billing_input_draft_clear)

/* Checks a whole document. NULL, INVALID with the member at fault ("history.3.effective") and a reason, when there is
 * anything in it that cannot be billed. */
CordBillingInput *cord_billing_input_read (GVariant *document, GError **error);
/* As above for a document that proposes no change; the members of one are not looked at. */
CordBillingInput *cord_billing_input_read_account (GVariant *document, GError **error);

G_END_DECLS
