/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-clock.h"
#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

/* The event that the hub of an API sends about a change: {eventId, eventTime, eventType, event: {<resource>: …}}
 * (docs/wire.md, "Hub"; the names are those of the TM Forum definitions, v4). */
typedef enum
{
  CORD_HUB_CREATE,
  CORD_HUB_ATTRIBUTES, /* any attribute but the state */
  CORD_HUB_STATE,
  CORD_HUB_DELETE,
} CordHubChange;

/* "ProductOrderStateChangeEvent". Full string. */
char *cord_hub_event_name (const CordResourceType *type, CordHubChange change);
/* TRUE when the type's API has a hub: Cordboard's own resources have none. */
gboolean cord_hub_event_has_hub (const CordResourceType *type);
/* The events of a change as JSON texts, in the order in which they are sent: none, one, or two when both the state and
 * another attribute changed. @before and @after: the stored documents, which hold no secrets (cord-resource-row.h);
 * NULL where there was or is none. (element-type utf8), full reference; NULL with INVALID when a document cannot be
 * read. */
GPtrArray *cord_hub_event_make (const CordResourceType *type, const char *before, const char *after, CordClock *clock,
                                GError **error);
/* The type of the resource in an event; NULL when the resource table does not have it. Static. */
const CordResourceType *cord_hub_event_resource (JsonNode *event);

G_END_DECLS
