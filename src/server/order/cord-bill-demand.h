/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* POST customerBillOnDemand (TMF678): a bill outside of the cycle over every charge of the account that no bill holds
 * yet; it is there when the answer is. Where neither an account nor a customer with one is named there is nothing to
 * bill: the task is rejected. INVALID with member "billingAccount.id" for an unknown account (kit mode makes an
 * empty bill for it), "relatedParty" for another customer's. */
CordReply *cord_bill_demand (CordRequest *request, GError **error);

G_END_DECLS
