/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* GET /cordboard/v1/customerView/{id of a customer}: what an agent needs before them, in one answer.
 *
 *   customer, party    documents; the party is the individual or the organization, and is absent where none is kept
 *   billingAccount, product, customerBill, productOrder, partyInteraction, appointment, accountHistory
 *                      lists of documents, in the order of making, each as its own API shows it to the same caller
 *   withheld           type → reason why it is left out: "level-R2", as its own API would refuse it
 *   total              type → how many there are, where not all are listed
 *
 * Of bills, orders, interactions and appointments the latest are listed, as many of each as newest=N says (12; 0 to
 * 1000); of the others as many as 1000. The ETag stands for the whole answer. A bound caller needs the customer
 * verified in the open interaction: NOT_FOUND otherwise, before anything is looked up; DENIED, reason "level-…", where
 * the verified level does not reach. */
CordReply *cord_customer_view (CordRequest *request, GError **error);

G_END_DECLS
