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

/* What a price is worked out from, borrowed from self. INVALID with reason "policy" when there is no policy. */
gboolean cord_remote_gateway_get_pricing (CordRemoteGateway *self, CordDeskPricing *out, GError **error);

G_END_DECLS
