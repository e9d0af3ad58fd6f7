/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/**
 * CordQuoteRequest:
 * @document: owns the strings and values below
 * @customer: for whom, or NULL
 * @account: that the request names, or NULL
 * @effective: the day it is to take effect, "YYYY-MM-DD" or an instant, or NULL
 * @change: of cord-change.h; an empty object when nothing is to change
 *
 * What a posted quote (TMF648) asks for. Zero-initialised before it is read.
 */
typedef struct
{
  GVariant *document;
  const char *customer;
  const char *account;
  const char *effective;
  GVariant *change;
} CordQuoteRequest;

/* Reads the body into @self, which is cleared first. FALSE with the errors of cord_quote_request_from_tmf(). */
gboolean cord_quote_request_read (CordQuoteRequest *self, JsonNode *quote, GError **error);
/* Frees what @self holds and zeroes it. */
void cord_quote_request_clear (CordQuoteRequest *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordQuoteRequest, cord_quote_request_clear)

G_END_DECLS
