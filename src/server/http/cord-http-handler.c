/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/cord-http-handler.h"

#include "config.h"

#include "server/http/cord-access-log.h"
#include "server/http/cord-reply-streams.h"
#include "server/http/cord-request-reader.h"

#include <string.h>

/* A client that takes nothing of a long answer for so long is cut off. */
#define WRITE_TIMEOUT (30 * G_TIME_SPAN_SECOND)

struct _CordHttpHandler
{
  CordCore *core;
  const CordTrustedProxies *proxies;
  CordRequestRoute route;
  CordReplyStreams *streams;
};

/* One exchange, from the moment its body is whole until the answer is out. */
typedef struct
{
  CordHttpHandler *handler;
  SoupServerMessage *message;
  CordRequest *request;
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
  /* One request a connection, as the reader hands them on and the proxy in front asks for. */
  soup_message_headers_replace (headers, "Connection", "close");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  if (soup_message_headers_get_one (headers, "Cache-Control") == NULL)
    soup_message_headers_replace (headers, "Cache-Control", "no-store");
  if (reply->body != NULL && reply->source == NULL && reply->status != 204 && reply->status != 304)
    soup_server_message_set_response (message, reply->content_type, SOUP_MEMORY_COPY, reply->body,
                                      strlen (reply->body));
}

static void
on_request_over (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  cord_metrics_note_connection (cord_core_get_metrics (((CordHttpHandler *)user_data)->core), FALSE);
}

static void
on_finished (SoupServerMessage *message, gpointer user_data)
{
  ((Exchange *)user_data)->request->left = TRUE;
}

/* What answers piece by piece goes on after this call, and with it what the pieces come from. */
static void
stream (Exchange *exchange, CordReply *reply)
{
  exchange->streaming = TRUE;
  cord_reply_streams_add (exchange->handler->streams, exchange->message, reply, WRITE_TIMEOUT,
                          (GDestroyNotify)exchange_free, exchange);
}

static void
on_settled (CordReply *reply, gpointer user_data)
{
  Exchange *exchange = user_data;
  g_autoptr (CordReply) owned = reply;

  cord_access_log_end (exchange->request, reply);
  exchange->answered = TRUE;
  if (!exchange->request->left)
    {
      write_reply (exchange->message, reply);
      if (reply->source != NULL)
        stream (exchange, g_steal_pointer (&owned));
      else if (reply->attach != NULL && g_str_equal (soup_server_message_get_method (exchange->message), "GET"))
        reply->attach (reply->attach_data, exchange->request);
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

  cord_commit_answer (cord_core_get_commit (exchange->request->core), reply, on_settled, exchange);
}

static CordRequest *
make_request (const CordHttpHandler *self, SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *method = soup_server_message_get_method (message);
  CordRequest *request = g_new0 (CordRequest, 1);

  request->core = self->core;
  request->message = message;
  request->check_left = cord_request_reader_has_left;
  request->method = g_strdup (g_str_equal (method, "HEAD") ? "GET" : method);
  request->path = g_strdup (g_uri_get_path (uri));
  request->query = g_strdup (g_uri_get_query (uri));
  request->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  request->headers = soup_message_headers_ref (soup_server_message_get_request_headers (message));
  request->remote = cord_trusted_proxies_dup_client (self->proxies, soup_server_message_get_remote_address (message),
                                                     request->headers);
  return request;
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  CordHttpHandler *self = user_data;
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->handler = self;
  exchange->message = g_object_ref (message);
  exchange->request = make_request (self, message);
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), exchange);
  cord_access_log_begin (exchange->request);
  self->route (exchange->request, on_reply, exchange);
  if (exchange->answered && !exchange->streaming)
    exchange_free (exchange);
  else if (!exchange->answered)
    {
      exchange->paused = TRUE;
      soup_server_message_pause (message);
    }
}

CordHttpHandler *
cord_http_handler_new (SoupServer *server, CordCore *core, const CordTrustedProxies *proxies, CordRequestRoute route)
{
  CordHttpHandler *self = g_new (CordHttpHandler, 1);

  *self = (CordHttpHandler){ core, proxies, route, cord_reply_streams_new () };
  g_signal_connect (server, "request-finished", G_CALLBACK (on_request_over), self);
  g_signal_connect (server, "request-aborted", G_CALLBACK (on_request_over), self);
  soup_server_add_handler (server, NULL, on_request, self, NULL);
  return self;
}

void
cord_http_handler_free (CordHttpHandler *self)
{
  cord_reply_streams_free (self->streams);
  g_free (self);
}
