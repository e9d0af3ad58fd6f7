/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"
#include "scenario-case.h"

G_BEGIN_DECLS

/* An offering that every customer may add. */
#define FLOW_PROBE "gift-wrap"

/* Thousands of customers of one operator, the change of each of them, and the day of their cycle it is made on. */

typedef enum
{
  FLOW_UPGRADE,
  FLOW_DOWNGRADE,
  FLOW_ADD,
  FLOW_REMOVE,
  FLOW_TERM,
  FLOW_N_KINDS,
} FlowKind;

typedef enum
{
  FLOW_MID_CYCLE,
  FLOW_FIRST_DAY,
  FLOW_LAST_DAY,
  FLOW_N_PLACES,
} FlowPlace;

/**
 * FlowCustomer: @held: their offerings; @bound: some product has a commitment
 * @kind, @place, @day: what they change and when; @product, @offering, @term: the change itself
 * @waits: the change is for the end of the cycle, not for the day it is ordered on
 */
typedef struct
{
  char *id;
  char *phone;
  char *pin;
  guint anchor;
  GHashTable *held;
  gboolean bound;
  FlowKind kind;
  FlowPlace place;
  CordDate day;
  char *product;
  const char *offering;
  int term;
  gboolean waits;
} FlowCustomer;

/* Writes the operator's files into @folder: from the public data, where available, every @parts-th customer from
 * @part on; otherwise a few dozen customers of the same shape. Adds to the catalog what the data lacks: taxes of two
 * rates, a one-time fee and a promotion. Returns whether the data is public. */
gboolean flow_shop_write (const char *folder, guint part, guint parts);
/* The customers of the folder, each with a change of their own in the month from @from on; ordered by day.
 * (element-type FlowCustomer) */
GPtrArray *flow_shop_load (const char *folder, CordDate from);
/* The next day, @from or later, at that place of the customer's cycle. */
CordDate flow_shop_day (const FlowCustomer *customer, FlowPlace place, CordDate from);
/* FALSE when the customer cannot have that kind of change. */
gboolean flow_shop_choose (FlowCustomer *customer, FlowKind kind);
const char *flow_kind_name (FlowKind kind); /* as a change calls it: "upgrade" … "modify" */
const char *flow_place_name (FlowPlace place);

G_END_DECLS
