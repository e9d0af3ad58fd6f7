/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/catalog/cord-catalog-source.h"
#include "sync/remote/cord-remote.h"

G_BEGIN_DECLS

/* Loads a customer with all that belongs to them, and refreshes @catalog: in one answer from cordboard-server, part by
 * part and in parallel from another system. @interaction: id of the contact. @zone, @currency: the operator's; may be
 * NULL. */
void cord_customer_loader_async (CordRemote *remote, CordCatalogSource *catalog, const char *interaction,
                                 const char *customer, const char *zone, const char *currency,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The document of cord-customer.h, without the parts that the verified level does not cover. Full reference. NULL:
 * DENIED when the level does not cover the customer, or the errors of cord_remote_send_finish and of what was answered.
 */
GVariant *cord_customer_loader_finish (CordRemote *remote, GAsyncResult *result, GError **error);

G_END_DECLS
