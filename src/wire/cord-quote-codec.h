/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-quote.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/* TMF648 quote. Request: {interaction, customer, account, change, effective} ↔ body of POST /quote with
 * instantSyncQuote; answer → {id, input, seal, letters}. Extension members on the quote: cordboardChange,
 * cordboardEffective, cordboardInput, cordboardSeal {sha256, letters}, cordboardInteraction. */
JsonNode *cord_quote_request_to_tmf (GVariant *request);
/* A foreign request that has only quoteItem is read from that: one item, action add, modify or delete. Members that are
 * absent are left out; INVALID when the item and cordboardChange contradict each other. */
GVariant *cord_quote_request_from_tmf (JsonNode *body, GError **error);
/* The server's answer: @body (the request as stored, with id) with the input and the seal. Adds members, answers
 * nothing. */
void cord_quote_seal_tmf (JsonObject *body, GVariant *input, const char *sha256, const char *letters);
GVariant *cord_quote_answer_from_tmf (JsonNode *quote, GError **error);

/* Of a quote that another system answered, without our seal. Its id, owned by @quote. */
const char *cord_quote_id_from_tmf (JsonNode *quote, GError **error);
/* TRUE when the sum of its one-time quoteTotalPrice, tax included, is what @ours puts on this bill; otherwise STALE
 * with reason "quote-mismatch". Its recurring total is not looked at: systems mean the item by it, or the account. */
gboolean cord_quote_check_total (JsonNode *quote, CordQuote *ours, GError **error);

G_END_DECLS
