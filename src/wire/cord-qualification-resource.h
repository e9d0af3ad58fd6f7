/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* What the server reads and writes of a TMF679 productOfferingQualification beside its answers
 * (cord-qualification-codec.h). */

/* The member that holds the items, for errors. */
#define CORD_QUALIFICATION_ITEMS "productOfferingQualificationItem"

/* TRUE when the response to the POST is to hold the answer. */
gboolean cord_qualification_resource_is_instant (JsonObject *qualification);
/* Its items; borrowed, NULL for none. */
JsonArray *cord_qualification_resource_get_items (JsonObject *qualification);
/* The id of the offering of an item; borrowed, or NULL. */
const char *cord_qualification_resource_item_offering (JsonNode *item);
/* Sets the state of a qualification whose items are all answered. @when: RFC 3339. */
void cord_qualification_resource_finish (JsonObject *qualification, const char *when);

G_END_DECLS
