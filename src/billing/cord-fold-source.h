/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-billing-input.h"

G_BEGIN_DECLS

/**
 * CordFoldSource: what the products of a time line are folded from.
 * @remains: which of the first @n_events of @input count, by number − 1
 */
typedef struct
{
  const CordBillingInput *input;
  const CordCalendar *calendar;
  const gboolean *remains;
  guint n_events;
} CordFoldSource;

G_END_DECLS
