/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-clock.h"
#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

/* What the hub of an API tells of a change: {eventId, eventTime, eventType, event: {<resource>: …}} (docs/wire.md,
 * "Hub"; the names are those of the TM Forum definitions, v4). */
typedef enum
{
  CORD_HUB_CREATE,
  CORD_HUB_ATTRIBUTES, /* something else than the state */
  CORD_HUB_STATE,
  CORD_HUB_DELETE,
} CordHubChange;

/* "ProductOrderStateChangeEvent" */
char *cord_hub_event_name (const CordResourceType *type, CordHubChange change);
/* Whether anybody can listen to the type's API: Cordboard's own resources have no hub. */
gboolean cord_hub_event_has_hub (const CordResourceType *type);
/* The events of a change, as JSON texts: none, one, or two where the state and something else changed; an order in
 * which they can be sent. @before and @after: the documents as they are stored, NULL where there was or is none; so no
 * secret can be in them (cord-resource-row.h). (element-type utf8) */
GPtrArray *cord_hub_event_make (const CordResourceType *type, const char *before, const char *after, CordClock *clock,
                                GError **error);
/* The type of resource that an event tells of; NULL when it is none of ours. */
const CordResourceType *cord_hub_event_resource (JsonNode *event);

G_END_DECLS
