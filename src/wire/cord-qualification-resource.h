/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* What the server reads and writes of a TMF679 productOfferingQualification beside its answers
 * (cord-qualification-codec.h). */

/* The member that holds the items, for messages and places. */
#define CORD_QUALIFICATION_ITEMS "productOfferingQualificationItem"

gboolean cord_qualification_resource_is_instant (JsonObject *qualification);  /* the answer is wanted at once */
JsonArray *cord_qualification_resource_get_items (JsonObject *qualification); /* borrowed; NULL for none */
const char *cord_qualification_resource_item_offering (JsonNode *item);       /* the offering's id, or NULL */
/* Whether it asks for a change, and not only whether the offering is sold at all. */
gboolean cord_qualification_resource_item_has_action (JsonNode *item);
/* Every item is answered; @when: RFC 3339. */
void cord_qualification_resource_finish (JsonObject *qualification, const char *when);

G_END_DECLS
