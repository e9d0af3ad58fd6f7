/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/* TMF648 quote, with instantSyncQuote and the extensions cordboardChange, cordboardEffective, cordboardInput,
 * cordboardSeal {sha256, letters} and cordboardInteraction. Errors are INVALID with the resource and the member at
 * fault unless said otherwise. */

/* Desk: the body of the POST. @request: {interaction, customer, account, change, effective}. Full reference. */
JsonNode *cord_quote_request_to_tmf (GVariant *request);
/* Server: the request in a posted body; members that are absent are left out. Without cordboardChange the change is
 * read from the quoteItem: one item, with the action add, modify or delete. INVALID also when the item and
 * cordboardChange contradict each other. Full reference. */
GVariant *cord_quote_request_from_tmf (JsonNode *body, GError **error);
/* Server: adds the input and the seal to @body, the request as it is stored. */
void cord_quote_seal_tmf (JsonObject *body, GVariant *input, const char *sha256, const char *letters);
/* Desk: the server's answer: {id, input, seal, letters}. Full reference. */
GVariant *cord_quote_answer_from_tmf (JsonNode *quote, GError **error);

/* The id of a quote of another system, which has no seal of ours; owned by @quote. NULL with the error. */
const char *cord_quote_id_from_tmf (JsonNode *quote, GError **error);
/* TRUE when the sum of its one-time quoteTotalPrice, tax included, is what @ours puts on this bill; otherwise STALE
 * with reason "quote-mismatch". The recurring total is not compared: for some systems it is that of the item, for
 * others that of the account. */
gboolean cord_quote_check_total (JsonNode *quote, CordQuote *ours, GError **error);

G_END_DECLS
