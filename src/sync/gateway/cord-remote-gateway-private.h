/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/catalog/cord-catalog-source.h"
#include "sync/gateway/cord-desk-pricing.h"
#include "sync/gateway/cord-remote-gateway.h"

G_BEGIN_DECLS

struct _CordRemoteGateway
{
  GObject parent_instance;

  CordRemote *remote;
  CordCatalogSource *catalog;
  CordJournalDb *journal; /* or NULL */
  CordPolicy *policy;     /* or NULL, where the system prices */
  char *zone;
  char *currency;
};

/* cord-remote-gateway.c: FALSE when prices cannot be worked out here. */
gboolean cord_remote_gateway_get_pricing (CordRemoteGateway *self, CordDeskPricing *out, GError **error);

/* cord-gateway-submit.c */
CordIntent *cord_gateway_submit_prepare (CordGateway *gateway, const char *kind, GVariant *request, GError **error);
void cord_gateway_submit_start (CordGateway *gateway, const CordIntent *intent, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
