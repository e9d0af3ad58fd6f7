/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/catalog/cord-catalog-source.h"
#include "sync/remote/cord-remote.h"

G_BEGIN_DECLS

/* The customer and all that belongs to them → document of cord-customer.h; in one answer from cordboard-server, from
 * another system part by part, asked for in parallel. What the verified level does not cover is left out; that the
 * customer themselves are not covered is DENIED. @zone, @currency: the operator's; may be NULL. */
void cord_customer_loader_async (CordRemote *remote, CordCatalogSource *catalog, const char *interaction,
                                 const char *customer, const char *zone, const char *currency,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GVariant *cord_customer_loader_finish (CordRemote *remote, GAsyncResult *result, GError **error);

G_END_DECLS
