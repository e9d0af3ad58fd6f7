/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* TMF679. Request {interaction, customer, change} ↔ body of POST with instantSyncQualification; answer → {result,
 * rule?, text?, alternate?}. */
JsonNode *cord_qualification_to_tmf (GVariant *request);
GVariant *cord_qualification_request_from_tmf (
    JsonNode *body,
    GError **error); /* {interaction?, customer?, changes [change]}, one an item that asks for something */
/* The server's answer on one item, a result document {result, rule?, text?, alternate?}; and on the whole: the worst of
 * its items. */
void cord_qualification_answer_item (JsonObject *item, GVariant *result);
void cord_qualification_answer_whole (JsonObject *body);
GVariant *cord_qualification_from_tmf (JsonNode *qualification, GError **error);

G_END_DECLS
