/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/cord-request-reader.h"

#include "config.h"

#include "server/core/cord-reply.h"
#include "server/http/cord-request-head.h"

#include <gio/gnetworking.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/poll.h>
#include <sys/resource.h>

#define TIMEOUT_MILLISECONDS 10000
#define LINGER_MILLISECONDS 1000
#define REQUEST_MILLISECONDS 250 /* a client on this machine, or the proxy before it, has its request ready */
#define SOCKET_KEY "cordboard-socket"
#define HELD_MAX (64 * 1024 * 1024) /* bytes of requests that are not whole */
#define STALLS_MAX 3                /* times the timeout, for an answer that is not taken */
#define FILES_RESERVED 32           /* file descriptors that the store and its journal may still need */

struct _CordRequestReader
{
  SoupServer *soup;
  CordCore *core;
  GHashTable *callers; /* (element-type Caller): whose request is not whole; owned */
  gsize held;
  guint timeout;
  int files_max;
};

typedef struct
{
  CordRequestReader *reader;
  GSocket *socket;
  GSocketAddress *remote;
  GByteArray *bytes;
  CordRequestHead head; /* text NULL: not whole */
  GSource *readable;
  GSource *deadline;
  gint64 taken;     /* monotonic */
  gboolean refused; /* answered; what still comes is dropped */
  gboolean handed_on;
} Caller;

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
caller_free (gpointer data)
{
  Caller *caller = data;

  clear_source (&caller->readable);
  clear_source (&caller->deadline);
  if (!caller->handed_on)
    cord_metrics_note_connection (cord_core_get_metrics (caller->reader->core), FALSE);
  caller->reader->held -= caller->bytes->len;
  g_byte_array_unref (caller->bytes);
  cord_request_head_clear (&caller->head);
  g_object_unref (caller->socket);
  g_object_unref (caller->remote);
  g_free (caller);
}

static void
dismiss (Caller *caller)
{
  g_hash_table_remove (caller->reader->callers, caller);
}

static gboolean on_deadline (gpointer user_data);

static void
set_deadline (Caller *caller, guint milliseconds)
{
  clear_source (&caller->deadline);
  caller->deadline = g_timeout_source_new (milliseconds);
  g_source_set_static_name (caller->deadline, "[cordboard] end of the timeout");
  g_source_set_callback (caller->deadline, on_deadline, caller, NULL);
  g_source_attach (caller->deadline, g_main_context_get_thread_default ());
}

static char *
write_answer (const CordReply *reply)
{
  g_autofree char *headers = cord_reply_dup_headers (reply);
  g_auto (GStrv) lines = g_strsplit (headers, "\n", -1);
  g_autofree char *joined = g_strjoinv ("\r\n", lines);

  return g_strdup_printf ("HTTP/1.1 %u %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\nConnection: close\r\n"
                          "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n%s\r\n%s",
                          reply->status, soup_status_get_phrase (reply->status), reply->content_type,
                          strlen (reply->body), joined, reply->body);
}

/* The connection is closed only after the client has closed its side or had a moment to read: closing while it still
 * writes would take the answer from it. */
static void
refuse (Caller *caller, const GError *error)
{
  g_autoptr (CordReply) reply = cord_reply_new_error (error);
  g_autofree char *answer = write_answer (reply);

  cord_metrics_note_doubtful (cord_core_get_metrics (caller->reader->core));
  caller->refused = TRUE;
  caller->reader->held -= caller->bytes->len;
  g_byte_array_set_size (caller->bytes, 0);
  g_socket_send (caller->socket, answer, strlen (answer), NULL, NULL);
  g_socket_shutdown (caller->socket, FALSE, TRUE, NULL);
  set_deadline (caller, LINGER_MILLISECONDS);
}

static void
refuse_for (Caller *caller, CordError code, const char *reason, const char *text)
{
  g_autoptr (GError) error = NULL;

  cord_error_set_full (&error, code, reason, NULL, NULL, "%s", text);
  refuse (caller, error);
}

static gboolean
on_deadline (gpointer user_data)
{
  Caller *caller = user_data;

  if (caller->refused || caller->bytes->len == 0)
    dismiss (caller);
  else
    refuse_for (caller, CORD_ERROR_INVALID, "timeout", _ ("The request did not come in time"));
  return G_SOURCE_REMOVE;
}

static GSocketAddress *
this_machine (void)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);

  return g_inet_socket_address_new (address, 0);
}

static void
forget_socket (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* The address lives as long as the message; the socket must be closed before. */
static void
remember_socket (const Caller *caller)
{
  GWeakRef *known = g_new (GWeakRef, 1);

  g_weak_ref_init (known, caller->socket);
  g_object_set_data_full (G_OBJECT (caller->remote), SOCKET_KEY, known, forget_socket);
}

/* To libsoup the whole request is there at once, and nothing ever follows it. */
static void
hand_on (Caller *caller)
{
  g_autoptr (GSocketConnection) connection = g_socket_connection_factory_create_connection (caller->socket);
  g_autoptr (GSocketAddress) local = this_machine ();
  g_autoptr (GInputStream) input = g_memory_input_stream_new ();
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (caller->bytes);
  g_autoptr (GBytes) body = g_bytes_new_from_bytes (bytes, caller->head.length, caller->head.body);
  char *head = g_steal_pointer (&caller->head.text);

  caller->reader->held -= g_bytes_get_size (bytes);
  caller->bytes = g_byte_array_new ();
  g_memory_input_stream_add_data (G_MEMORY_INPUT_STREAM (input), head, (gssize)strlen (head), g_free);
  g_memory_input_stream_add_bytes (G_MEMORY_INPUT_STREAM (input), body);
  stream = g_simple_io_stream_new (input, g_io_stream_get_output_stream (G_IO_STREAM (connection)));
  g_object_set_data_full (G_OBJECT (stream), "cordboard-connection", g_steal_pointer (&connection), g_object_unref);
  remember_socket (caller);
  caller->handed_on = TRUE;
  soup_server_accept_iostream (caller->reader->soup, stream, local, caller->remote, NULL);
  dismiss (caller);
}

/* The client must not wait for what is not sent. */
static void
send_continue (Caller *caller)
{
  static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";

  if (caller->head.expects && caller->head.body > 0 && caller->bytes->len == caller->head.length)
    g_socket_send (caller->socket, go_on, strlen (go_on), NULL, NULL);
}

static gboolean
read_head (Caller *caller, gsize seen, GError **error)
{
  const char *bytes = (const char *)caller->bytes->data;
  gsize length = caller->bytes->len;

  if (!cord_request_head_is_whole (bytes, MIN (length, CORD_REQUEST_HEAD_MAX), seen))
    {
      if (length >= CORD_REQUEST_HEAD_MAX)
        return cord_error_set_full (error, CORD_ERROR_INVALID, "head-too-large", NULL, NULL,
                                    _ ("The header fields are too long"));
      /* What begins with no letter is no request, and its end need not be awaited. */
      return g_ascii_isalpha (*bytes)
             || cord_error_set_full (error, CORD_ERROR_INVALID, "framing", NULL, NULL,
                                     _ ("The request line cannot be read"));
    }
  if (!cord_request_head_read (&caller->head, bytes, length, error))
    return FALSE;
  send_continue (caller);
  return TRUE;
}

static void
take (Caller *caller, const char *buffer, gsize length)
{
  g_autoptr (GError) error = NULL;
  gsize seen = caller->bytes->len;

  g_byte_array_append (caller->bytes, (const guint8 *)buffer, (guint)length);
  caller->reader->held += length;
  if (caller->reader->held > HELD_MAX)
    refuse_for (caller, CORD_ERROR_OFFLINE, "busy", _ ("The server is busy"));
  else if (caller->head.text == NULL && !read_head (caller, seen, &error))
    refuse (caller, error);
  else if (caller->head.text != NULL && caller->bytes->len - caller->head.length >= caller->head.body)
    hand_on (caller);
}

static gboolean
on_readable (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  Caller *caller = user_data;
  g_autoptr (GError) error = NULL;
  char buffer[16384];
  gssize length = g_socket_receive (socket, buffer, sizeof buffer, NULL, &error);

  if (length > 0 && !caller->refused)
    take (caller, buffer, (gsize)length);
  else if (length == 0 && caller->bytes->len > 0)
    {
      refuse_for (caller, CORD_ERROR_INVALID, "framing", _ ("The request ends before it is whole"));
      dismiss (caller);
    }
  else if (length == 0 || (length < 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)))
    dismiss (caller);
  return G_SOURCE_CONTINUE;
}

void
cord_request_reader_accept (CordRequestReader *self, GSocket *socket)
{
  g_autoptr (GSocketAddress) remote = g_socket_get_remote_address (socket, NULL);
  Caller *caller;

  /* A client that has left already is no error. */
  if (remote == NULL)
    return;
  caller = g_new0 (Caller, 1);
  caller->reader = self;
  caller->socket = g_object_ref (socket);
  caller->remote = g_steal_pointer (&remote);
  caller->bytes = g_byte_array_new ();
  caller->taken = g_get_monotonic_time ();
  cord_metrics_note_connection (cord_core_get_metrics (self->core), TRUE);
  g_hash_table_add (self->callers, caller);
  g_socket_set_blocking (socket, FALSE);
  /* Who does not take the answer is let go by the kernel. A Unix socket has nothing of the kind; the one who may
   * connect to it is the proxy. */
  g_socket_set_option (socket, IPPROTO_TCP, TCP_USER_TIMEOUT, (int)self->timeout * STALLS_MAX, NULL);
  caller->readable = g_socket_create_source (socket, G_IO_IN, NULL);
  g_source_set_static_name (caller->readable, "[cordboard] request");
  g_source_set_callback (caller->readable, G_SOURCE_FUNC (on_readable), caller, NULL);
  g_source_attach (caller->readable, g_main_context_get_thread_default ());
  set_deadline (caller, self->timeout);
  if (g_socket_get_fd (socket) >= self->files_max)
    refuse_for (caller, CORD_ERROR_OFFLINE, "busy", _ ("The server is busy"));
}

gboolean
cord_request_reader_expects_request (CordRequestReader *self)
{
  gint64 since = g_get_monotonic_time () - REQUEST_MILLISECONDS * G_TIME_SPAN_MILLISECOND;
  GHashTableIter iter;
  gpointer caller;

  g_hash_table_iter_init (&iter, self->callers);
  while (g_hash_table_iter_next (&iter, &caller, NULL))
    if (!((Caller *)caller)->refused && ((Caller *)caller)->taken > since)
      return TRUE;
  return FALSE;
}

static GSocket *
dup_socket (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);
  GWeakRef *known = remote != NULL ? g_object_get_data (G_OBJECT (remote), SOCKET_KEY) : NULL;

  return known != NULL ? g_weak_ref_get (known) : NULL;
}

void
cord_request_reader_cut (SoupServerMessage *message)
{
  g_autoptr (GSocket) socket = dup_socket (message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

gboolean
cord_request_reader_has_left (SoupServerMessage *message)
{
  g_autoptr (GSocket) socket = dup_socket (message);
  struct pollfd end = { .fd = socket != NULL ? g_socket_get_fd (socket) : -1, .events = POLLRDHUP };

  return socket != NULL && poll (&end, 1, 0) > 0;
}

static int
files_max (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur > G_MAXINT)
    return G_MAXINT;
  return MAX ((int)limit.rlim_cur - FILES_RESERVED, (int)limit.rlim_cur / 2);
}

CordRequestReader *
cord_request_reader_new (SoupServer *soup, CordCore *core, guint timeout)
{
  CordRequestReader *self = g_new0 (CordRequestReader, 1);

  self->soup = g_object_ref (soup);
  self->core = core;
  self->callers = g_hash_table_new_full (NULL, NULL, caller_free, NULL);
  self->timeout = timeout > 0 ? timeout : TIMEOUT_MILLISECONDS;
  self->files_max = files_max ();
  return self;
}

void
cord_request_reader_free (CordRequestReader *self)
{
  g_hash_table_unref (self->callers);
  g_object_unref (self->soup);
  g_free (self);
}
