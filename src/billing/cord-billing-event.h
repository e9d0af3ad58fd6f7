/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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
 * CordBillingEvent: one event of the history, or the proposed change, checked. Source: docs/quote-format.md, "Events".
 * @number: from 1, in the order of recording
 * @change: which proposed change it is or comes with, from 1; 0 in the history
 * @companion: its place among what comes with that change, from 1; 0 for the change itself
 * @product: as CordBillingInput.products numbers it; unused by a reversal and a billing day
 * @offer: as CordBillingInput.offers numbers it; -1 when the event brings none
 * @quantity: 0 when the event brings none
 * @price: negotiated, or of a suspended unit; only when @has_price
 * @fee: for suspending, whatever the quantity; 0 for none
 * @term: NULL when the event brings none; owned
 * @discount: name, owned by the input; @value is a percent or a full-cycle amount
 * @cycles: 0 when not counted; @until: only when @has_until
 * @offers: (element-type int) the offers that a discount is bound to, as CordBillingInput.offers numbers them; those
 *   outside of the catalog are left out. NULL when it is bound to none; owned
 * @of: number of the event that a reversal undoes
 * @anchor: the new billing day; @extends: the bill of the stub holds the cycle after it
 */
typedef struct
{
  CordBillingType type;
  guint number;
  guint change;
  guint companion;
  CordMoment recorded;
  CordMoment effective;
  guint product;
  int offer;
  gint64 quantity;
  gboolean has_price;
  CordDecimal price;
  CordDecimal fee;
  CordTerm *term;
  const char *discount;
  gboolean is_percent;
  CordDecimal value;
  gint64 cycles;
  gboolean has_until;
  CordMoment until;
  GArray *offers;
  guint of;
  int anchor;
  gboolean extends;
} CordBillingEvent;

/* Releases the term and the offers. */
void cord_billing_event_clear (CordBillingEvent *self);
/* TRUE when a discount applies to a product on @offer: it is bound to that offer among others, or to none at all. */
gboolean cord_billing_event_covers (const CordBillingEvent *self, int offer);

G_END_DECLS
