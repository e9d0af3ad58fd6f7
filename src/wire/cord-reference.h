/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/**
 * CordReferenceKind:
 * @CORD_REFERENCE_ACCOUNT: a billing account
 * @CORD_REFERENCE_PRODUCT: a product of the inventory
 * @CORD_REFERENCE_QUOTE: a quote that is ordered
 * @CORD_REFERENCE_CUSTOMER: a party that the request is for
 *
 * What a posted order, quote or message names by its id.
 */
typedef enum
{
  CORD_REFERENCE_ACCOUNT,
  CORD_REFERENCE_PRODUCT,
  CORD_REFERENCE_QUOTE,
  CORD_REFERENCE_CUSTOMER,
} CordReferenceKind;

/* Called for each reference; FALSE, with the error set, ends the search. */
typedef gboolean (*CordReferenceFunc) (CordReferenceKind kind, const char *id, gpointer user_data, GError **error);

/* Calls @func for each account, product and quote that @body refers to: directly, in its items (the member @items), in
 * their products, and in the relations of those products. A single object counts as a list of one; a reference without
 * an id is skipped. FALSE when a call of @func was. */
gboolean cord_reference_each (JsonNode *body, const char *items, CordReferenceFunc func, gpointer user_data,
                              GError **error);
/* The same for the customers among the parties in @member of @body; every receiver of a message counts as one. */
gboolean cord_reference_each_customer (JsonNode *body, const char *member, CordReferenceFunc func, gpointer user_data,
                                       GError **error);

G_END_DECLS
