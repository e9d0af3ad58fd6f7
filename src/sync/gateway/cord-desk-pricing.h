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

/* Works out the price of a change for a system that seals no quotes (cord-profile.h, quotes), from the customer and the
 * catalog as the system has them at this moment, by the engine that cordboard-server uses too. Where the profile says
 * so the quote is sent as well, for its number and to compare its total; not with @again, which only checks whether the
 * price is still the same. @arguments: the document of a CordQuoteCall. */
void cord_desk_pricing_async (CordCatalogSource *catalog, const CordDeskPricing *from, GVariant *arguments,
                              gboolean again, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
/* The document of a CordQuoteReply, whose id is "" where no quote is sent. Full reference. NULL: STALE with reason
 * "quote-mismatch" when the system comes to another total, INVALID when the change cannot be priced, or the errors of
 * loading the customer and of sending. */
GVariant *cord_desk_pricing_finish (CordCatalogSource *catalog, GAsyncResult *result, GError **error);

G_END_DECLS
