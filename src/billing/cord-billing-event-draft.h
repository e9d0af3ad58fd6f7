/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-billing-input.h"

G_BEGIN_DECLS

/**
 * CordBillingEventDraft: an event as it is written into the history of an account, or proposed as a change. Source: the
 * same table of types. Members left NULL or 0 are not written. Texts are borrowed; @term, @offers and @others are
 * owned.
 * @type: "start", "add", "change", "price", "remove", "suspend", "resume", "discount", "reversal" or "billing-day"
 * @recorded, @effective: local dates, or instants with an offset; not in a change
 * @product, @offer, @discount: names of the quote format
 * @price: decimal, of one unit for a full cycle: negotiated, or while suspended
 * @fee: decimal, for suspending
 * @term: of CordTermDraft
 * @percent: decimal; @amount: decimal, for a full cycle
 * @cycles: how many the discount lasts; @until: the date on which it ends
 * @offers: list of the names of offers that it is bound to
 * @of: the number of the event that is reversed
 * @anchor: the new billing day; @bill: "stub" or "extension"
 * @others: members that the table does not know, such as those that the keeper of the history adds, and members that
 * have another type than they should. They are kept, so that checking the event finds them.
 */
typedef struct
{
  const char *type;
  const char *recorded;
  const char *effective;
  const char *product;
  const char *offer;
  gint64 quantity;
  const char *price;
  const char *fee;
  GVariant *term;
  const char *discount;
  const char *percent;
  const char *amount;
  gint64 cycles;
  const char *until;
  GVariant *offers;
  gint64 of;
  gint64 anchor;
  const char *bill;
  GVariant *others;
} CordBillingEventDraft;

/* The event as an object. Returns a full reference. */
GVariant *cord_billing_event_draft_to_value (const CordBillingEventDraft *self);
/* Reads an event without checking it. Texts stay owned by @object. */
void cord_billing_event_draft_read (CordBillingEventDraft *self, GVariant *object);
/* Releases the values that @self owns. */
void cord_billing_event_draft_clear (CordBillingEventDraft *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordBillingEventDraft, cord_billing_event_draft_clear)
/* @event recorded at @recorded; NULL: without "recorded", as in a change. Returns a full reference. */
GVariant *cord_billing_event_draft_dup_recorded (GVariant *event, const char *recorded);
/* TRUE when the event has a member "price", even one that is null or no price at all. */
gboolean cord_billing_event_draft_has_price (const CordBillingEventDraft *self);

/**
 * CordEventOrigin: what an event has from outside; all zero for one of the history.
 * @change, @companion: as in CordBillingEvent
 * @recorded: of a change; NULL when the event has its own
 * @effective: of a change; NULL when the event has its own, or is a reversal
 * @dated: a change that has its own "effective", as in a list of changes
 */
typedef struct
{
  guint change;
  guint companion;
  const CordMoment *recorded;
  const CordMoment *effective;
  gboolean dated;
} CordEventOrigin;

/* Checks one event and appends it to @input, whose rules, catalog and earlier events must have been read. @place: where
 * the event stands, for errors. FALSE, INVALID with the member at fault. */
gboolean cord_billing_event_read (CordBillingInput *input, const CordView *object, const CordPlace *place,
                                  const CordEventOrigin *origin, GError **error);

G_END_DECLS
