/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"
#include "store/cord-interaction-store.h"
#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

/* The TMF683 partyInteraction, as which other systems see an interaction. Where it is not in the store any more, there
 * is nothing to change and the functions return TRUE. Errors are those of the store. */

/* Stores it for the interaction @row. */
gboolean cord_party_interaction_create (CordCore *core, const CordStoredInteraction *row, GError **error);
/* Points it at what came out of the contact, a resource of this @type and @id. @interaction NULL: nothing to do. */
gboolean cord_party_interaction_add_item (CordCore *core, const char *interaction, const CordResourceType *type,
                                          const char *id, const char *reason, GError **error);
/* Names the customer in it, in place of an earlier one. */
gboolean cord_party_interaction_set_customer (CordCore *core, const char *interaction, const char *customer,
                                              GError **error);
/* @status: a status of TMF683; "completed" also ends its time. */
gboolean cord_party_interaction_set_status (CordCore *core, const char *interaction, const char *status,
                                            GError **error);

G_END_DECLS
