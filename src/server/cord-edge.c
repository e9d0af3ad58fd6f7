/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/cord-edge.h"

#include "config.h"

#include "server/cord-access-log.h"
#include "server/cord-group.h"
#include "server/cord-router.h"
#include "server/cord-stream.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BODY_MAX (1024 * 1024)
#define BODY_KEY "cordboard-body"

/* One exchange, from the moment its body is whole until the answer is out. */
typedef struct
{
  SoupServerMessage *message;
  CordRequest *request;
  gboolean finished; /* the other side went away meanwhile */
  gboolean paused;
  gboolean answered;
  gboolean streaming; /* and belongs to the stream from then on */
} Exchange;

static void
exchange_free (Exchange *exchange)
{
  g_signal_handlers_disconnect_by_data (exchange->message, exchange);
  g_object_unref (exchange->message);
  cord_request_free (exchange->request);
  g_free (exchange);
}

static void
write_reply (SoupServerMessage *message, const CordReply *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, reply->status, NULL);
  for (guint i = 0; i < reply->headers->len; i += 2)
    soup_message_headers_replace (headers, g_ptr_array_index (reply->headers, i),
                                  g_ptr_array_index (reply->headers, i + 1));
  /* One request a connection: libsoup 3.2 never lets go of a connection whose client left between two requests, and what
   * follows a refused request is not trusted to begin where it seems to. The proxy in front asks for the same. */
  soup_message_headers_replace (headers, "Connection", "close");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  if (soup_message_headers_get_one (headers, "Cache-Control") == NULL)
    soup_message_headers_replace (headers, "Cache-Control", "no-store");
  if (reply->body != NULL && reply->source == NULL && reply->status != 204 && reply->status != 304)
    soup_server_message_set_response (message, reply->content_type, SOUP_MEMORY_COPY, reply->body,
                                      strlen (reply->body));
}

static void
refuse (SoupServerMessage *message, CordError code, const char *reason, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CordReply) reply = NULL;

  cord_error_set_full (&error, code, reason, NULL, NULL, "%s", text);
  reply = cord_reply_new_error (error);
  write_reply (message, reply);
}

static guint
count_header (SoupMessageHeaders *headers, const char *name, const char **value)
{
  SoupMessageHeadersIter iter;
  const char *each, *text;
  guint count = 0;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &each, &text))
    if (g_ascii_strcasecmp (each, name) == 0)
      {
        *value = text;
        count++;
      }
  return count;
}

/* NULL when the framing headers are beyond doubt. */
static const char *
doubt (SoupMessageHeaders *headers, guint64 *length)
{
  const char *value = NULL;

  *length = 0;
  if (count_header (headers, "Transfer-Encoding", &value) > 0)
    return _("Transfer-Encoding is not taken here");
  if (count_header (headers, "Host", &value) > 1)
    return _("There is more than one Host");
  if (count_header (headers, "Content-Length", &value) > 1)
    return _("There is more than one Content-Length");
  if (count_header (headers, "Content-Length", &value) == 1
      && (value[strspn (value, "0123456789")] != '\0'
          || !g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT64, length, NULL)))
    return _("Content-Length is not a number");
  return NULL;
}

static void
on_early (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *type = soup_message_headers_get_one (headers, "Content-Type");
  CordCore *core = user_data;
  guint64 length;
  const char *problem = doubt (headers, &length);

  soup_message_headers_remove (headers, "Range");
  soup_message_headers_remove (headers, "Upgrade");
  if (problem != NULL)
    refuse (message, CORD_ERROR_INVALID, "framing", problem);
  else if (length > BODY_MAX)
    refuse (message, CORD_ERROR_INVALID, "too-large", _("The body is larger than one megabyte"));
  else if (type != NULL && g_ascii_strncasecmp (type, "multipart/", 10) == 0)
    refuse (message, CORD_ERROR_INVALID, "media-type", _("The body must be JSON"));
  if (soup_server_message_get_status (message) != 0)
    cord_metrics_note_doubtful (core->metrics);
}

static void
on_chunk (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  GByteArray *body = g_object_get_data (G_OBJECT (message), BODY_KEY);

  if (body->len + g_bytes_get_size (chunk) <= BODY_MAX)
    g_byte_array_append (body, g_bytes_get_data (chunk, NULL), (guint)g_bytes_get_size (chunk));
}

/* libsoup would keep the whole body of a refused request as well; this keeps at most what may be read. */
static void
on_request_started (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_object_set_data_full (G_OBJECT (message), BODY_KEY, g_byte_array_new (), (GDestroyNotify)g_byte_array_unref);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_chunk), NULL);
  cord_metrics_note_connection (((CordCore *)user_data)->metrics, TRUE);
}

static void
on_request_over (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  cord_metrics_note_connection (((CordCore *)user_data)->metrics, FALSE);
}

static void
on_finished (SoupServerMessage *message, gpointer user_data)
{
  ((Exchange *)user_data)->finished = TRUE;
}

/* What answers piece by piece goes on after this call, and with it what the pieces come from. */
static void
stream (Exchange *exchange, CordReply *reply)
{
  exchange->streaming = TRUE;
  cord_stream_start (exchange->message, reply, exchange->request->core->patience, (GDestroyNotify)exchange_free,
                     exchange);
}

static void
on_settled (CordReply *reply, gpointer user_data)
{
  Exchange *exchange = user_data;
  g_autoptr (CordReply) owned = reply;

  cord_access_log_end (exchange->request, reply);
  exchange->answered = TRUE;
  if (!exchange->finished)
    {
      write_reply (exchange->message, reply);
      if (reply->source != NULL)
        stream (exchange, g_steal_pointer (&owned));
      if (exchange->paused)
        soup_server_message_unpause (exchange->message);
    }
  if (exchange->paused && !exchange->streaming)
    exchange_free (exchange);
}

static void
on_reply (CordReply *reply, gpointer user_data)
{
  Exchange *exchange = user_data;

  cord_group_answer (exchange->request->core, reply, on_settled, exchange);
}

static CordRequest *
make_request (CordCore *core, SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  GByteArray *body = g_object_get_data (G_OBJECT (message), BODY_KEY);
  GSocketAddress *remote = soup_server_message_get_remote_address (message);
  const char *method = soup_server_message_get_method (message);
  CordRequest *request = g_new0 (CordRequest, 1);

  request->core = core;
  request->method = g_strdup (g_str_equal (method, "HEAD") ? "GET" : method);
  request->path = g_strdup (g_uri_get_path (uri));
  request->query = g_strdup (g_uri_get_query (uri));
  request->remote = G_IS_INET_SOCKET_ADDRESS (remote)
                        ? g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)))
                        : g_strdup ("local");
  request->body = g_bytes_new (body->data, body->len);
  request->headers = soup_message_headers_ref (soup_server_message_get_request_headers (message));
  return request;
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Exchange *exchange;

  if (soup_server_message_get_status (message) != 0)
    return;
  exchange = g_new0 (Exchange, 1);
  exchange->message = g_object_ref (message);
  exchange->request = make_request (user_data, message);
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), exchange);
  cord_access_log_begin (exchange->request);
  cord_router_handle (exchange->request, on_reply, exchange);
  if (exchange->answered && !exchange->streaming)
    exchange_free (exchange);
  else if (!exchange->answered)
    {
      exchange->paused = TRUE;
      soup_server_message_pause (message);
    }
}

void
cord_edge_install (SoupServer *server, CordCore *core)
{
  g_signal_connect (server, "request-started", G_CALLBACK (on_request_started), core);
  g_signal_connect (server, "request-finished", G_CALLBACK (on_request_over), core);
  g_signal_connect (server, "request-aborted", G_CALLBACK (on_request_over), core);
  soup_server_add_early_handler (server, NULL, on_early, core, NULL);
  soup_server_add_handler (server, NULL, on_request, core, NULL);
}
