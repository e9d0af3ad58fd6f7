/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-customer-codec.h"

G_BEGIN_DECLS

/* The lists of the customer panel: bills, interactions, orders, followUps; each absent part gives an empty list. */
gboolean cord_customer_read_lists (const CordCustomerParts *parts, CordBuilder *out, GError **error);

G_END_DECLS
