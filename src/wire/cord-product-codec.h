/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-zone.h"
#include "wire/cord-tmf.h"

G_BEGIN_DECLS

/* What is needed beside the product to read it. */
typedef struct
{
  CordZone *zone;        /* of the account */
  gint64 months;         /* a billing cycle of the account */
  GHashTable *offerings; /* cord_tmf_index() of TMF620's, for categories and fees; may be empty */
} CordProductContext;

/* The document of cord-product.h of a TMF637 product. Full reference; INVALID with the product and the member at fault.
 */
GVariant *cord_product_from_tmf (JsonNode *product, const CordProductContext *context, GError **error);
/* The same of a product that is to be shown whatever it is like: where a member cannot be read, the document has what
 * can be, and that member as its "problem". */
GVariant *cord_product_show_tmf (JsonNode *product, const CordProductContext *context, GError **error);

G_END_DECLS
