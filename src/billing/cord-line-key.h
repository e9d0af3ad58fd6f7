/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"
#include "billing/cord-taxes.h"

G_BEGIN_DECLS

typedef enum
{
  CORD_LINE_RECURRING,
  CORD_LINE_DISCOUNT,
  CORD_LINE_ONCE,
  CORD_LINE_ETF,
} CordLineKind;

/**
 * CordLineKey: a line key taken apart. Source: docs/quote-format.md, "Positions and lines".
 * @product: owned
 * @price: of recurring lines and discounts
 * @taxes: a key names none of them; owned
 * @arrears: billed when the cycle has ended; only of recurring lines and discounts
 */
typedef struct
{
  CordLineKind kind;
  char *product;
  CordDecimal price;
  CordTaxes *taxes;
  gboolean arrears;
} CordLineKey;

/* Takes a key apart. Only the one way of writing a key is accepted: prices with at least @scale decimals and no other
 * trailing zeros, percents with none. FALSE, INVALID with the member "key" of @place. */
gboolean cord_line_key_parse (const char *text, guint scale, const CordPlace *place, CordLineKey *out, GError **error);
/* Releases the name of the product and the taxes. */
void cord_line_key_clear (CordLineKey *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordLineKey, cord_line_key_clear)

/* The first part of a key: "recurring", "discount", "once" or "etf". */
const char *cord_line_kind_name (CordLineKind kind);

/* The key of what a product costs at a price and with these taxes. @scale: of the currency. Returns a new string. */
char *cord_line_key_of_price (const char *product, CordDecimal price, guint scale, const CordTaxes *taxes,
                              gboolean arrears);
/* The key of a discount from that. Returns a new string. */
char *cord_line_key_of_discount (const char *product, CordDecimal price, guint scale, const CordTaxes *taxes,
                                 const char *discount, gboolean arrears);
/* The key of the fee that event @number brings; @kind: once or etf. Returns a new string. */
char *cord_line_key_of_fee (CordLineKind kind, const char *product, guint number, const CordTaxes *taxes);
/* The number of the event that brought the fee with this key; 0 for the key of anything else. */
gint64 cord_line_key_get_event (const char *key);

G_END_DECLS
