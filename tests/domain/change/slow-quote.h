/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"
#include "base/cord-rational.h"

G_BEGIN_DECLS

/* A second implementation of the quote format, as plain as it can be: it looks at every day on its own and replays
 * the whole history for it. It knows days only, prices of three decimals, amounts of two. Slow, and meant to be. */

#define SLOW_EVENTS_MAX 24
#define SLOW_OFFERS 3
#define SLOW_LEDGER_MAX 64

typedef enum
{
  SLOW_START,
  SLOW_CHANGE,
  SLOW_PRICE,
  SLOW_REMOVE,
  SLOW_SUSPEND,
  SLOW_RESUME,
  SLOW_DISCOUNT,
  SLOW_REVERSAL,
} SlowType;

/* Prices and amounts in thousandths; -1: none. */
typedef struct
{
  SlowType type;
  int product;
  int offer;    /* -1: none */
  int quantity; /* 0: none */
  int price;
  CordDate recorded;
  CordDate effective;
  int percent; /* -1: an amount */
  int amount;
  int cycles;     /* 0: none */
  CordDate until; /* CORD_DATE_NONE: none */
  int of;
} SlowEvent;

typedef struct
{
  int price;
  int tax;
  int once;
} SlowOffer;

typedef struct
{
  char *key;
  CordDate cycle;
  int net; /* cents */
  int adjusted;
} SlowLedgerRow;

typedef struct
{
  CordCycleGrid grid;
  int fixed; /* 0: actual; 360: 30/360; else fixed:N */
  gboolean change_day_old;
  CordRounding rounding;
  SlowOffer offers[SLOW_OFFERS];
  SlowEvent events[SLOW_EVENTS_MAX]; /* the last is the change */
  int n_events;
  CordDate now;
  gboolean has_ledger;
  SlowLedgerRow ledger[SLOW_LEDGER_MAX];
  int n_ledger;
} SlowQuote;

/* The input document as JSON text. In slow-quote-json.c. */
char *slow_quote_to_json (const SlowQuote *self);
/* FALSE when what remains of the first @n events cannot be. */
gboolean slow_quote_is_possible (const SlowQuote *self, int n);
/* Lines ("key cycle ticks position invoiced net tax gross", amounts in cents) and ladders as text. */
char *slow_quote_answer (const SlowQuote *self);
/* The positions of the history alone in every cycle that has started become the ledger. */
void slow_quote_fill_ledger (SlowQuote *self);
void slow_quote_clear (SlowQuote *self);

G_END_DECLS
