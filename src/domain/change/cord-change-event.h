/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/change/cord-change.h"

G_BEGIN_DECLS

/* @change without its times, as an event of the quote format { type, product?, offer?, quantity?, term?, price?, fee?,
 * anchor?, bill? }: what the quote proposes, and what the account's history keeps from the order on. Full reference;
 * NULL with INVALID when the change is not complete, names something that the customer or the catalog does not have, or
 * changes nothing, and with CONFLICT, reason "not-active" or "not-suspended", when it suspends or resumes what is not
 * as it should be. */
GVariant *cord_change_event_new (GVariant *change, CordCustomer *customer, CordCatalog *catalog, GError **error);

G_END_DECLS
