/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-fields.h"
#include "billing/cord-term.h"
#include "billing/cord-tick.h"

G_BEGIN_DECLS

typedef enum
{
  CORD_BILLING_START, /* "start" and "add" */
  CORD_BILLING_CHANGE,
  CORD_BILLING_PRICE,
  CORD_BILLING_REMOVE,
  CORD_BILLING_SUSPEND,
  CORD_BILLING_RESUME,
  CORD_BILLING_DISCOUNT,
  CORD_BILLING_REVERSAL,
  CORD_BILLING_DAY, /* "billing-day": of the account, not of a product */
} CordBillingType;

/**
 * CordBillingEvent: one event of the history, or the proposed change. Source: docs/quote-format.md, "Events".
 * @number: from 1, in the order of recording
 * @product: as CordBillingInput.products numbers it; unused by a reversal and a billing day
 * @offer: as CordBillingInput.offers numbers it; -1 when the event brings none
 * @quantity: 0 when the event brings none
 * @price: negotiated; only when @has_price
 * @term: NULL when the event brings none; owned
 * @discount: name, owned by the input; @value is a percent or a full-cycle amount
 * @cycles: 0 when not counted; @until: only when @has_until
 * @of: number of the event that a reversal undoes
 * @anchor: the new billing day; @extends: the bill of the stub holds the cycle after it
 */
typedef struct
{
  CordBillingType type;
  guint number;
  CordMoment recorded;
  CordMoment effective;
  guint product;
  int offer;
  gint64 quantity;
  gboolean has_price;
  CordDecimal price;
  CordTerm *term;
  const char *discount;
  gboolean is_percent;
  CordDecimal value;
  gint64 cycles;
  gboolean has_until;
  CordMoment until;
  guint of;
  int anchor;
  gboolean extends;
} CordBillingEvent;

/**
 * CordBillingEventDraft: an event as it is written into the history of an account, or proposed as a change. Source: the
 * same table of types. Members left NULL or 0 are not written. Texts are borrowed; @term and @others are owned.
 * @type: "start", "add", "change", "price", "remove", "suspend", "resume", "discount", "reversal" or "billing-day"
 * @recorded, @effective: local dates, or instants with an offset; not in a change
 * @product, @offer, @discount: names of the quote format
 * @price: decimal, negotiated, of one unit for a full cycle
 * @term: of CordTermDraft
 * @percent: decimal; @amount: decimal, for a full cycle
 * @cycles: how many the discount lasts; @until: the date on which it ends
 * @of: the number of the event that is reversed
 * @anchor: the new billing day; @bill: "stub" or "extension"
 * @others: members that the table does not know, such as those that the keeper of the history adds, and members that
 * are not of the type they should be. They are kept, so that whoever checks the event sees them.
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
  GVariant *term;
  const char *discount;
  const char *percent;
  const char *amount;
  gint64 cycles;
  const char *until;
  gint64 of;
  gint64 anchor;
  const char *bill;
  GVariant *others;
} CordBillingEventDraft;

GVariant *cord_billing_event_draft_to_value (const CordBillingEventDraft *self); /* full reference */
/* Reads an event without checking it. Texts stay owned by @object. */
void cord_billing_event_draft_read (CordBillingEventDraft *self, GVariant *object);
void cord_billing_event_draft_clear (CordBillingEventDraft *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordBillingEventDraft, cord_billing_event_draft_clear)
/* Whether it says anything of a price, also null or what is no price. */
gboolean cord_billing_event_draft_has_price (const CordBillingEventDraft *self);

G_END_DECLS
