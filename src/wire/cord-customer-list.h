/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-customer-codec.h"

G_BEGIN_DECLS

/* Adds the lists of the customer panel to the customer's document: bills, interactions, orders, followUps. A part that
 * is NULL gives an empty list. FALSE with INVALID, naming resource, id and member. */
gboolean cord_customer_read_lists (const CordCustomerParts *parts, CordBuilder *out, GError **error);

G_END_DECLS
