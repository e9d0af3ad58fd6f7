/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-calendar.h"
#include "slow-number.h"
#include "slow-tax.h"

G_BEGIN_DECLS

/* The input of a quote as the second implementation, the generator and the shrinker hold it: one plain structure
 * without a pointer into itself, copied by assignment. Source of the members: the quote format. */

#define SLOW_EVENTS 32
#define SLOW_OFFERS 4
#define SLOW_PRODUCTS 4
#define SLOW_LEDGER 700
#define SLOW_TABLE 6
#define SLOW_ALLOWANCES 2
#define SLOW_DATED 3
#define SLOW_NAME 72
#define SLOW_KEY 256

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
  SLOW_BILLING_DAY,
} SlowType;

/* A local date or, when @exact, a second since 1970 written with an offset of so many minutes. */
typedef struct
{
  gboolean exact;
  int date;
  gint64 second;
  int offset;
} SlowTime;

typedef enum
{
  SLOW_ETF_NONE,
  SLOW_ETF_TABLE,
  SLOW_ETF_REMAINING,
  SLOW_ETF_SUBSIDY,
} SlowEtf;

/* @months: 0 when there is no term; @of_net, @by_day: of remaining charges. */
typedef struct
{
  int months;
  SlowEtf etf;
  SlowNumber amounts[SLOW_TABLE];
  int n_amounts;
  gboolean has_percent;
  SlowNumber percent;
  SlowNumber amount;
  gboolean has_cap;
  SlowNumber cap;
  SlowTax tax;
  gboolean of_net;
  gboolean by_day;
} SlowTerm;

/* The offers that a discount is bound to, a bit for each; 0 when it is bound to none. */
#define SLOW_OFFER_UNKNOWN (1U << SLOW_OFFERS) /* a name that is not in the catalog */

typedef struct
{
  SlowType type;
  int product;     /* -1: none */
  int offer;       /* -1: none */
  gint64 quantity; /* 0: none */
  gboolean has_price;
  SlowNumber price;
  SlowTime recorded;
  SlowTime effective;
  SlowTerm term;
  char discount[SLOW_NAME];
  gboolean is_percent;
  SlowNumber value;
  int cycles; /* 0: none */
  gboolean has_until;
  SlowTime until;
  int of;
  int anchor;
  gboolean extension;
  gboolean says_add; /* "add" instead of "start" */
  guint offers;
  gboolean has_fee;
  SlowNumber fee;
  gboolean with; /* comes with the change before it */
} SlowEvent;

typedef enum
{
  SLOW_PRORATE,
  SLOW_FULL,
  SLOW_FORFEIT,
} SlowPartial;

typedef struct
{
  gboolean present;
  gint64 amount;
  SlowPartial partial;
} SlowAllowance;

/* What an offer costs from a date on; a member not given goes on. */
typedef struct
{
  int from;
  gboolean has_price;
  SlowNumber price;
  gboolean has_tax;
  SlowTax tax;
  gboolean has_once;
  SlowNumber once;
} SlowDated;

typedef struct
{
  SlowNumber price;
  SlowTax tax;
  SlowNumber once;
} SlowSale;

typedef struct
{
  SlowSale sale;
  SlowDated dated[SLOW_DATED];
  int n_dated;
  gboolean arrears;
  SlowAllowance allowances[SLOW_ALLOWANCES];
} SlowOffer;

typedef struct
{
  char key[SLOW_KEY];
  int cycle;
  SlowAmount net;
  SlowAmount adjusted;
} SlowRow;

#define SLOW_ACTUAL 0
#define SLOW_30_360 (-1)

/**
 * SlowAccount:
 * @months: 0 when cycles are @days long from the date @first; otherwise @first is a month as year × 12 + month − 1, -1
 * for none
 * @day_count: SLOW_ACTUAL, SLOW_30_360 or the N of fixed:N
 * @events: the history, the changes, and after each of them what comes with it
 * @list: the changes are written as a list
 * @collect_next: what is due now is collected with the next bill
 */
typedef struct
{
  char currency[4];
  int scale;
  guint zone;
  gboolean second;
  int day_count;
  SlowRounding rounding;
  gboolean change_day_old;
  gboolean inclusive;
  gboolean collect_next;
  gboolean list;
  int anchor;
  int months;
  int days;
  int first;
  char products[SLOW_PRODUCTS][SLOW_NAME];
  char offer_names[SLOW_OFFERS][SLOW_NAME];
  SlowOffer offers[SLOW_OFFERS];
  int n_offers;
  SlowEvent events[SLOW_EVENTS];
  int n_history;
  int n_events;
  SlowTime now;
  gboolean has_ledger;
  SlowRow ledger[SLOW_LEDGER];
  int n_ledger;
  int history_version; /* 0: none */
  gboolean terse;      /* leaves out of the document what has its default */
} SlowAccount;

extern const char *const slow_allowance_names[SLOW_ALLOWANCES];

SlowTime slow_time_of_date (int date);
SlowTime slow_time_of_second (gint64 second, int offset);
/* The account's moment: its local date, or its second where the account counts seconds; and the local date. */
gint64 slow_account_at (const SlowAccount *self, SlowTime time);
int slow_account_date (const SlowAccount *self, SlowTime time);
gint64 slow_account_at_date (const SlowAccount *self, int date);

/* What an offer costs by the dated rows in force on a date. */
SlowSale slow_account_sale (const SlowAccount *self, int offer, int date);
/* The tax among that, where it is written in the account. */
const SlowTax *slow_account_tax (const SlowAccount *self, int offer, int date);
/* TRUE when a discount is bound to no offer, or this is one of those it is bound to. */
gboolean slow_event_allows_offer (const SlowEvent *discount, int offer);

/* The document that `cordboardctl quote` reads. In slow-account-json.c. */
char *slow_account_to_json (const SlowAccount *self);
G_END_DECLS
