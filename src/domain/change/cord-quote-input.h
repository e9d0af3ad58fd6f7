/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/change/cord-change.h"

G_BEGIN_DECLS

/* What a change is priced from is the input document of a quote (docs/quote-format.md), made of the customer's billing
 * history, the catalog's prices, the policy and the change. Only the offers that the history and the change name go
 * into it, so that its seal does not break when an unrelated offering changes. */

/* @change without its times, as an event of the quote format { type, product?, offer?, quantity?, term?, price?, fee?,
 * anchor?, bill? }:
 * what the quote proposes, and what the account's history keeps from the order on. Full reference; NULL with INVALID
 * when the change is not complete, names something that the customer or the catalog does not have, or changes nothing,
 * and with CONFLICT, reason "not-active" or "not-suspended", when it suspends or resumes what is not as it should be.
 */
GVariant *cord_quote_input_new_event (GVariant *change, CordCustomer *customer, CordCatalog *catalog, GError **error);

/* The input document. "with" holds the promotions that the change brings (cord-promotion-choice.h) as discounts bound
 * to the offering. A change of the same product that has not taken effect is left out of the history, since this one
 * replaces it.
 * @now: today in the account's zone
 * @effective: the day of the change; CORD_DATE_NONE for the one that the policy's timing rules choose
 * Full reference. NULL with the errors of cord_quote_input_new_event(), or DENIED when the timing rules refuse it. */
GVariant *cord_quote_input_new (GVariant *change, CordCustomer *customer, CordCatalog *catalog, CordPolicy *policy,
                                CordDate now, CordDate effective, GError **error);

G_END_DECLS
