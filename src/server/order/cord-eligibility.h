/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/order/cord-account-state.h"

G_BEGIN_DECLS

/* Whether a customer may have a change, for qualification, quote and order alike, so that none of them refuses what
 * another promised. Source: docs/wire.md, "One decision". */

/* The answer of cord-qualification.h, which besides its rules asks whether the policy permits such a change at all
 * ("timing-refused"). Returns a full reference. */
GVariant *cord_eligibility_decide (const CordAccountState *state, GVariant *change);

/* FALSE unless the change is qualified: CONFLICT with the rule as reason and the answer's own words; INVALID for
 * "nothing-changes", DENIED for "timing-refused". @item: where it stands, "quoteItem.0", for the member of the error.
 * @agreed: the customer holds a sealed quote of it, so its offering need not be sold any more. */
gboolean cord_eligibility_check (const CordAccountState *state, GVariant *change, const char *item, gboolean agreed,
                                 GError **error);

G_END_DECLS
