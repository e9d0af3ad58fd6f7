/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* TMF679 productOfferingQualification, with instantSyncQualification. All results are full references; errors are
 * INVALID with the resource and the member at fault. */

/* Desk: the body of the POST. @request: {interaction, customer, change}. */
JsonNode *cord_qualification_to_tmf (GVariant *request);
/* Server: what the body asks for: {interaction?, customer?, changes [change]}, a change for each item that asks for
 * one (cord_order_item_to_change()). */
GVariant *cord_qualification_request_from_tmf (JsonNode *body, GError **error);
/* Server: writes the answer {result, rule?, text?, alternate?} into the item that it is about. */
void cord_qualification_answer_item (JsonObject *item, GVariant *result);
/* Server: writes the result of the whole, which is the worst of its items. */
void cord_qualification_answer_whole (JsonObject *body);
/* Desk: the answer about the first item: {result, rule?, text?, alternate?}. */
GVariant *cord_qualification_from_tmf (JsonNode *qualification, GError **error);

G_END_DECLS
