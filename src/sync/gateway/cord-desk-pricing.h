/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/customer/cord-policy.h"
#include "sync/catalog/cord-catalog-source.h"

G_BEGIN_DECLS

/* What prices are worked out from; borrowed. @zone, @currency: the operator's, or NULL. */
typedef struct
{
  CordRemote *remote;
  CordPolicy *policy;
  const char *zone;
  const char *currency;
} CordDeskPricing;

/* The price of a change before a system that seals none (cord-profile.h, quotes): worked out here, from the customer
 * and the catalog as the system tells them at this moment, by the engine that cordboard-server uses too. Where the
 * profile says so the quote is sent, for its number, and its total compared; not so where @again, which only looks
 * whether the price still stands.
 * @arguments: as CORD_CALL_QUOTE has them. → {id ("" where no quote is sent), input, seal, letters}. STALE with reason
 * "quote-mismatch" when the system comes to another total. */
void cord_desk_pricing_async (CordCatalogSource *catalog, const CordDeskPricing *from, GVariant *arguments,
                              gboolean again, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
GVariant *cord_desk_pricing_finish (CordCatalogSource *catalog, GAsyncResult *result, GError **error);

G_END_DECLS
