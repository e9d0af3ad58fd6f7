/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/**
 * CordInteractionResource:
 * @id: of the interaction
 * @agent: who opened it
 * @channel: "phone" and so on
 * @direction: "inbound" or "outbound"
 * @reason: the procedure that it follows
 * @opened: RFC 3339
 *
 * A contact as the server makes it visible to other systems: TMF683 partyInteraction. Borrows its strings.
 */
typedef struct
{
  const char *id;
  const char *agent;
  const char *channel;
  const char *direction;
  const char *reason;
  const char *opened;
} CordInteractionResource;

/* The resource of it, open and without items. Full reference. */
JsonObject *cord_interaction_resource_to_tmf (const CordInteractionResource *self);

/* The functions below change a stored partyInteraction. @when is RFC 3339. */

/* Adds an item for a resource of @type that the contact led to, with its @id and @href and the @reason for it. */
void cord_interaction_resource_add_item (JsonObject *interaction, const char *type, const char *id, const char *href,
                                         const char *reason, const char *when);
/* Makes @customer the only customer it is about. */
void cord_interaction_resource_set_customer (JsonObject *interaction, const char *customer);
/* Sets its status; "completed" also sets its end to @when. */
void cord_interaction_resource_set_status (JsonObject *interaction, const char *status, const char *when);

G_END_DECLS
