/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/change/cord-change.h"

G_BEGIN_DECLS

/* The comparison of what the customer has with up to three candidates, as rows ready for any reader.
 * { columns [{key ("" for the current plan), name, price, currency, promotion?, negotiated?}],
 *   rows [{group "price"|"speed"|"extras"|"terms", label, changed (boolean),
 *          cells [{text, difference "" | words such as "−€5.00 a month", "loses free calls", direction
 * "gain"|"loss"|"same"|"pay"|"save"}]}] } Rows come grouped in that order and, within a group, sorted by what the
 * customer loses, gains, pays, then the rest. What an offer loses is said in words. A negotiated price that the change
 * ends is a row of its own. A promotion of a new plan is said in words ("20 % less for the first 6 months"); the ladder
 * has it in its amounts. Row and column texts are cleaned for the screen; unknown offerings and products give columns
 * of "—". */
GVariant *cord_compare (CordCustomer *customer, CordCatalog *catalog, CordDate today, GVariant *const *changes,
                        gsize n_changes);

G_END_DECLS
