/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/cord-zone.h"

G_BEGIN_DECLS

/* The lists of the customer panel, with text fit for a screen, in the order of the document, which is that of
 * cord-customer.h. Times are shown in @zone. Each returns a full reference. (element-type CordEntry) */
GListModel *cord_panel_contacts (GVariant *document);
GListModel *cord_panel_bills (GVariant *document);
GListModel *cord_panel_interactions (GVariant *document, CordZone *zone);
GListModel *cord_panel_orders (GVariant *document, CordZone *zone);
GListModel *cord_panel_follow_ups (GVariant *document, CordZone *zone);

G_END_DECLS
