/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-communication.h"

#include "config.h"

#include "server/core/cord-operation.h"
#include "server/order/cord-account-state.h"
#include "server/resource/cord-access.h"
#include "server/resource/cord-engine.h"
#include "server/resource/cord-ownership.h"
#include "server/resource/cord-party-interaction.h"
#include "store/cord-spool-store.h"
#include "wire/cord-customer-codec.h"
#include "wire/cord-message-request.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>
#include <gmime/gmime.h>
#include <string.h>

#define SENDER_DOMAIN "cordboard.invalid"

static gboolean
is_channel (const char *channel)
{
  static const char *const channels[] = { "email", "sms", "letter", NULL };

  return channel != NULL && g_strv_contains (channels, channel);
}

/* A desk may write to the addresses on record only (docs/interaction.md, "Gates"). */
static gboolean
check_address (CordRequest *request, const CordMessageRequest *message, GError **error)
{
  g_auto (CordAccountState) state = { 0 };
  const char *address = message->address;

  if (!cord_request_is_bound (request))
    return TRUE;
  if (!cord_account_state_load (&state, request, message->customer, NULL, NULL, error))
    return FALSE;
  if (cord_customer_has_address (state.customer, address))
    return TRUE;
  return cord_error_set_full (error, CORD_ERROR_INVALID, "address", "receiver",
                              _ ("Choose an address that is on record."),
                              _ ("This is not an address on record of the customer"));
}

static gboolean
check_message (CordRequest *request, const CordMessageRequest *message, GError **error)
{
  if (!cord_core_is_kit_mode (request->core) && !is_channel (message->channel))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "value", "messageType", NULL,
                                _ ("“messageType” must be email, sms or letter"));
  return cord_access_check_customer (request, request->type, message->customer, error)
         && (!cord_request_is_bound (request)
             || cord_ownership_check_parties (request, "receiver", message->customer, error))
         && check_address (request, message, error);
}

/* The library wants to be set up once in a process, whichever server comes first. */
static void
ensure_mime (void)
{
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      g_mime_init ();
      g_once_init_leave (&ready, 1);
    }
}

/* The text of a message: UTF-8, CRLF, nothing but plain text. */
static GBytes *
render (CordCore *core, const CordMessageRequest *message, const char *id)
{
  const char *channel = message->channel;
  const char *address = message->address;
  const char *subject = message->subject;
  g_autofree char *message_id = g_strconcat (id, "@", SENDER_DOMAIN, NULL);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (cord_core_now (core) / G_USEC_PER_SEC);
  GMimeFormatOptions *format;
  GMimeMessage *mime;
  GMimeTextPart *part;
  char *text;
  gsize length;

  ensure_mime ();
  mime = g_mime_message_new (TRUE);
  part = g_mime_text_part_new_with_subtype ("plain");
  format = g_mime_format_options_new ();
  g_mime_text_part_set_charset (part, "utf-8");
  g_mime_text_part_set_text (part, message->body);
  g_mime_part_set_content_encoding (GMIME_PART (part), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  g_mime_message_add_mailbox (mime, GMIME_ADDRESS_TYPE_FROM, "Cordboard", "no-reply@" SENDER_DOMAIN);
  if (address != NULL && g_strcmp0 (channel, "email") == 0)
    g_mime_message_add_mailbox (mime, GMIME_ADDRESS_TYPE_TO, NULL, address);
  g_mime_message_set_subject (mime, subject != NULL ? subject : "", "utf-8");
  g_mime_message_set_date (mime, date);
  g_mime_message_set_message_id (mime, message_id);
  g_mime_object_set_header (GMIME_OBJECT (mime), "X-Cordboard-Channel", channel != NULL ? channel : "", "utf-8");
  if (address != NULL && g_strcmp0 (channel, "email") != 0)
    g_mime_object_set_header (GMIME_OBJECT (mime), "X-Cordboard-Address", address, "utf-8");
  g_mime_message_set_mime_part (mime, GMIME_OBJECT (part));
  g_mime_format_options_set_newline_format (format, GMIME_NEWLINE_FORMAT_DOS);
  text = g_mime_object_to_string (GMIME_OBJECT (mime), format);
  length = strlen (text);
  g_mime_format_options_free (format);
  g_object_unref (part);
  g_object_unref (mime);
  return g_bytes_new_take (text, length);
}

static gboolean
spool (CordRequest *request, const CordMessageRequest *message, JsonObject *document, GError **error)
{
  CordCore *core = request->core;
  const char *id = cord_tmf_id (document);
  const char *channel = message->channel;
  const char *address = message->address;
  g_autoptr (GBytes) mime = render (core, message, id);
  g_autofree char *proof = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, mime);
  g_autofree char *now = cord_core_now_text (core);

  cord_message_request_accept (document, now, proof);
  return cord_spool_store_add (cord_core_get_database (core), id, channel != NULL ? channel : "",
                               address != NULL ? address : "", mime, cord_core_now (core), error);
}

/* How far it is, the server says. The kits send what the definition permits. */
static gboolean
check_state (const CordRequest *request, GError **error)
{
  return !cord_request_is_bound (request) || !cord_message_request_has_state (request->json)
         || cord_error_set_full (error, CORD_ERROR_INVALID, "state", "state", NULL, _ ("Only the server sets “%s”"),
                                 "state");
}

CordReply *
cord_communication_send (CordRequest *request, GError **error)
{
  g_autoptr (JsonObject) document = json_object_ref (json_node_get_object (request->json));
  const char *interaction = request->interaction != NULL ? request->interaction->id : NULL;
  g_auto (CordMessageRequest) message = { 0 };
  gint64 version;

  if (!cord_operation_require_key (request, error) || !check_state (request, error)
      || !cord_engine_prepare (request, request->type, document, error))
    return NULL;
  if (!cord_message_request_read (&message, request->json, error) || !check_message (request, &message, error)
      || !spool (request, &message, document, error)
      || !cord_engine_store (request->core, request->type, document, &version, error)
      || !cord_party_interaction_add_item (request->core, interaction, request->type, cord_tmf_id (document),
                                           _ ("Confirmation"), error))
    return NULL;
  cord_core_count (request->core, CORD_OUTCOME_MESSAGE_ACCEPTED);
  return cord_engine_reply (201, request->type, document, version);
}
