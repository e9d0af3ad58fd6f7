/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/change/cord-change.h"

G_BEGIN_DECLS

/* What a change is priced from is the input document of a quote (docs/quote-format.md), made of the customer's billing
 * history, the catalog's prices, the policy and the change. Only the offers that the history and the change name go
 * into it, so that its seal does not break when an unrelated offering changes. */

/* The input document. "with" holds the promotions that the change brings (cord-promotion-choice.h) as discounts bound
 * to the offering; a removal that takes others along is a list, "changes", sorted by their ids. A change of the same
 * product that has not taken effect is left out of the history, since this one replaces it.
 * @now: today in the account's zone
 * @effective: the day of the change; CORD_DATE_NONE for the one that the policy's timing rules choose
 * Full reference. NULL with the errors of cord_change_event_new(), or DENIED when the timing rules refuse it. */
GVariant *cord_quote_input_new (GVariant *change, CordCustomer *customer, CordCatalog *catalog, CordPolicy *policy,
                                CordDate now, CordDate effective, GError **error);

/* The input document of what has happened already: @events, each with its own "effective" (cord-inventory-change.h),
 * recorded @now. Nobody is asked whether they may be. Full reference; NULL with INVALID where the history of the
 * account cannot be read. */
GVariant *cord_quote_input_new_recorded (GVariant *events, CordCustomer *customer, CordCatalog *catalog,
                                         CordPolicy *policy, CordDate now, GError **error);

G_END_DECLS
