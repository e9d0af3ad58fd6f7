/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/customer/cord-policy.h"
#include "domain/gateway.h"
#include "sync/catalog/cord-cache.h"
#include "sync/journal/cord-journal-db.h"
#include "sync/remote/cord-remote.h"

G_BEGIN_DECLS

/* The CordGateway over the wire. "online-changed" is also emitted, without a change, when what could not be sent is
 * worth trying again (after a back-off, or after the time that the server asked for). */
#define CORD_TYPE_REMOTE_GATEWAY (cord_remote_gateway_get_type ())
G_DECLARE_FINAL_TYPE (CordRemoteGateway, cord_remote_gateway, CORD, REMOTE_GATEWAY, GObject)

/* @journal: where intents are marked; NULL only where nothing is to survive. @zone, @currency: the operator's, for
 * accounts that name none; may be NULL. References the objects. Full reference. */
CordRemoteGateway *cord_remote_gateway_new (CordRemote *remote, CordCache *cache, CordJournalDb *journal,
                                            const char *zone, const char *currency);
/* The policy by which prices are worked out when the profile of the remote says that the system seals none. */
void cord_remote_gateway_set_policy (CordRemoteGateway *self, CordPolicy *policy);

G_END_DECLS
