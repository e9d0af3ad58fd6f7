/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/**
 * CordOrderRequest:
 * @document: owns the strings and values below
 * @interaction: in which it was ordered, or NULL
 * @customer: for whom, or NULL
 * @account: that the order names, or NULL
 * @quote: id of the quote it follows, or NULL
 * @seal: SHA-256 of the quote the customer agreed to, or NULL
 * @effective: the day it is to take effect, "YYYY-MM-DD" or an instant, or NULL
 * @change: of cord-change.h; an empty object when nothing is to change
 *
 * What a posted order (TMF622 productOrder) asks for. Zero-initialised before it is read.
 */
typedef struct
{
  GVariant *document;
  const char *interaction;
  const char *customer;
  const char *account;
  const char *quote;
  const char *seal;
  const char *effective;
  GVariant *change;
} CordOrderRequest;

/* Reads the body into @self, which is cleared first. FALSE with the errors of cord_order_from_tmf(). */
gboolean cord_order_request_read (CordOrderRequest *self, JsonNode *order, GError **error);
/* Frees what @self holds and zeroes it. */
void cord_order_request_clear (CordOrderRequest *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordOrderRequest, cord_order_request_clear)

G_END_DECLS
