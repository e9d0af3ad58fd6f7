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

/* A stored one. @when is RFC 3339. */
/* One more thing that came out of the contact: a resource of @type with @id and @href, and why it was made. */
void cord_interaction_resource_add_item (JsonObject *interaction, const char *type, const char *id, const char *href,
                                         const char *reason, const char *when);
/* @customer is the one it is about, and nobody else. */
void cord_interaction_resource_set_customer (JsonObject *interaction, const char *customer);
/* "completed" ends it. */
void cord_interaction_resource_set_status (JsonObject *interaction, const char *status, const char *when);

G_END_DECLS
