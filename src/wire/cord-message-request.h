/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/**
 * CordMessageRequest:
 * @document: owns the strings and values below
 * @customer: for whom, or NULL
 * @channel: "email", "sms" or "letter", in lower case
 * @address: of that channel, or NULL
 * @subject: or NULL
 * @body: plain text
 *
 * What a posted message (TMF681 communicationMessage) asks for. Zero-initialised before it is read.
 */
typedef struct
{
  GVariant *document;
  const char *customer;
  const char *channel;
  const char *address;
  const char *subject;
  const char *body;
} CordMessageRequest;

/* Reads the body into @self, which is cleared first. FALSE with the errors of cord_message_from_tmf(). */
gboolean cord_message_request_read (CordMessageRequest *self, JsonNode *message, GError **error);
/* Frees what @self holds and zeroes it. */
void cord_message_request_clear (CordMessageRequest *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordMessageRequest, cord_message_request_clear)

/* Whether the body says itself how far the message is. */
gboolean cord_message_request_has_state (JsonNode *message);
/* Marks the message as on its way since @when (RFC 3339); @proof: SHA-256 of what is sent. */
void cord_message_request_accept (JsonObject *message, const char *when, const char *proof);
/* Marks the message as taken by its transport at @when (RFC 3339). */
void cord_message_request_finish (JsonObject *message, const char *when);

G_END_DECLS
