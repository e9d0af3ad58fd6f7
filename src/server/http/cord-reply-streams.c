/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/cord-reply-streams.h"

#include "config.h"

#include "server/http/cord-request-reader.h"

#include <string.h>

#define WHOLE_FACTOR 100

/* After what is read and written for others, and after the COMMIT that others wait for. */
#define PRIORITY (G_PRIORITY_DEFAULT + 20)

struct _CordReplyStreams
{
  GQueue due;    /* (element-type Stream): whose next piece is to be read, the next first */
  GSource *turn; /* while any is */
};

typedef struct
{
  CordReplyStreams *streams;
  SoupServerMessage *message;
  CordReply *reply;
  gboolean due;
  GSource *limit; /* of the timeout */
  gint64 timeout;
  gint64 end; /* monotonic */
  GDestroyNotify done;
  gpointer user_data;
} Stream;

CordReplyStreams *
cord_reply_streams_new (void)
{
  return g_new0 (CordReplyStreams, 1);
}

static void
drop_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

void
cord_reply_streams_free (CordReplyStreams *self)
{
  g_assert (g_queue_is_empty (&self->due));
  drop_source (&self->turn);
  g_free (self);
}

/* Answered to the end, or the connection is gone: the server closing it does not finish the message. */
static void
on_over (SoupServerMessage *message, gpointer user_data)
{
  Stream *self = user_data;

  g_signal_handlers_disconnect_by_data (message, self);
  if (self->due)
    g_queue_remove (&self->streams->due, self);
  drop_source (&self->limit);
  cord_reply_free (self->reply);
  self->done (self->user_data);
  g_object_unref (message);
  g_free (self);
}

static void
append (Stream *self, char *piece)
{
  gint64 now = g_get_monotonic_time ();

  soup_message_body_append (soup_server_message_get_response_body (self->message), SOUP_MEMORY_TAKE, piece,
                            strlen (piece));
  g_source_set_ready_time (self->limit, MIN (now + self->timeout, self->end));
}

/* libsoup notices that the connection is gone when it writes the next time. */
static void
cut (Stream *self)
{
  GSocket *socket = soup_server_message_get_socket (self->message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
  else
    cord_request_reader_cut (self->message);
  soup_message_body_append (soup_server_message_get_response_body (self->message), SOUP_MEMORY_STATIC, " ", 1);
  soup_server_message_unpause (self->message);
}

static void
write_piece (Stream *self)
{
  g_autoptr (GError) error = NULL;
  char *piece = self->reply->source (self->reply->source_data, &error);

  if (error != NULL)
    {
      g_warning ("an answer was cut short: %s", error->message);
      cut (self);
      return;
    }
  if (piece != NULL)
    append (self, piece);
  else
    soup_message_body_complete (soup_server_message_get_response_body (self->message));
  soup_server_message_unpause (self->message);
}

static gboolean
on_turn (gpointer user_data)
{
  CordReplyStreams *self = user_data;
  Stream *stream = g_queue_pop_head (&self->due);

  if (stream != NULL)
    {
      stream->due = FALSE;
      write_piece (stream);
    }
  if (!g_queue_is_empty (&self->due))
    return G_SOURCE_CONTINUE;
  drop_source (&self->turn);
  return G_SOURCE_REMOVE;
}

/* One source for all of them: if each had its own, all of them would have their turn before anything that has become
 * more urgent meanwhile. */
static void
schedule (CordReplyStreams *self)
{
  if (self->turn != NULL)
    return;
  self->turn = g_idle_source_new ();
  g_source_set_priority (self->turn, PRIORITY);
  g_source_set_static_name (self->turn, "[cordboard] next piece");
  g_source_set_callback (self->turn, on_turn, self, NULL);
  g_source_attach (self->turn, g_main_context_get_thread_default ());
}

/* Through the main loop each time, or a fast reader would keep it to itself. */
static void
on_wrote_chunk (SoupServerMessage *message, gpointer user_data)
{
  Stream *self = user_data;

  if (self->due)
    return;
  g_source_set_ready_time (self->limit, self->end);
  self->due = TRUE;
  g_queue_push_tail (&self->streams->due, self);
  schedule (self->streams);
}

static gboolean
on_limit (gpointer user_data)
{
  Stream *self = user_data;

  g_source_set_ready_time (self->limit, -1);
  g_info ("an answer was not taken in time");
  cut (self);
  return G_SOURCE_CONTINUE;
}

void
cord_reply_streams_add (CordReplyStreams *streams, SoupServerMessage *message, CordReply *reply, gint64 timeout,
                        GDestroyNotify done, gpointer user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gboolean plain = soup_server_message_get_http_version (message) == SOUP_HTTP_1_0;
  Stream *self = g_new0 (Stream, 1);

  self->streams = streams;
  self->message = g_object_ref (message);
  self->reply = reply;
  self->timeout = timeout;
  self->end = g_get_monotonic_time () + WHOLE_FACTOR * timeout;
  self->done = done;
  self->user_data = user_data;
  self->limit = g_timeout_source_new (0);
  g_source_set_static_name (self->limit, "[cordboard] end of the timeout");
  g_source_set_callback (self->limit, on_limit, self, NULL);
  soup_message_headers_set_content_type (headers, reply->content_type, NULL);
  soup_message_headers_set_encoding (headers, plain ? SOUP_ENCODING_EOF : SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (on_wrote_chunk), self);
  g_signal_connect (message, "finished", G_CALLBACK (on_over), self);
  g_signal_connect (message, "disconnected", G_CALLBACK (on_over), self);
  append (self, g_steal_pointer (&reply->body));
  g_source_attach (self->limit, g_main_context_get_thread_default ());
}
