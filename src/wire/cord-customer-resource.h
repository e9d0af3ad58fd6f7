/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* What the server reads of a stored TMF629 customer without reading all that belongs to it. Borrowed, or NULL. */
const char *cord_customer_resource_get_name (JsonNode *customer);
const char *cord_customer_resource_get_account (JsonNode *customer);        /* id of the first account that it names */
const char *cord_customer_resource_get_since (JsonNode *customer);          /* the instant it became a customer */
const char *cord_customer_resource_get_party (JsonNode *customer);          /* id of the individual or organization */
const char *cord_customer_resource_get_party_referred (JsonNode *customer); /* "@referredType" of the same */
/* "individual" or "organization", static, of an "@referredType" in any case; NULL for another word and for NULL. */
const char *cord_customer_resource_party_type (const char *referred);

G_END_DECLS
