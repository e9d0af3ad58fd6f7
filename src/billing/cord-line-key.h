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

/* What the key of a line in arrears ends in, after everything else. */
#define CORD_LINE_KEY_ARREARS "/arrears"

/* The first part of a key: "recurring", "discount", "once" or "etf". */
const char *cord_line_kind_name (CordLineKind kind);

G_END_DECLS
