/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/remote/cord-exchange.h"

#include "config.h"

#include "wire/cord-json.h"

#include <glib/gi18n-lib.h>

#define CHUNK (64 * 1024)
#define PARSE_APART (128 * 1024) /* larger bodies are parsed in a thread, so that no frame is missed */
#define RETRY_AFTER_MAX 3600

const CordExchangeLimits CORD_EXCHANGE_LIMITS = { 3000, 10000, 30000, 8 * 1024 * 1024 };

/* A page of the catalog is larger than what the server accepts; the nesting and the strings are not. */
static const CordJsonLimits json_limits = { 8 * 1024 * 1024, 32, 2000000, 1024 * 1024 };

/* Which of the three limits is running. */
typedef enum
{
  PHASE_WAIT, /* for a connection of the pool */
  PHASE_CONNECT,
  PHASE_FIRST,
  PHASE_BODY,
} Phase;

typedef struct
{
  SoupMessage *message;
  CordExchangeLimits limits;
  GCancellable *inner; /* cancelled by the caller's and by the clock */
  GCancellable *outer;
  gulong outer_id;
  gulong handlers[3];
  GSource *phase_source;
  GSource *total_source;
  Phase phase;
  gboolean late;
  const char *bad; /* what was wrong with the headers, translated; or NULL */
  GInputStream *stream;
  GByteArray *received;
} Exchange;

static void
stop_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
exchange_free (Exchange *exchange)
{
  if (exchange->outer_id != 0)
    g_signal_handler_disconnect (exchange->outer, exchange->outer_id);
  for (guint i = 0; i < G_N_ELEMENTS (exchange->handlers); i++)
    g_signal_handler_disconnect (exchange->message, exchange->handlers[i]);
  stop_source (&exchange->phase_source);
  stop_source (&exchange->total_source);
  g_clear_object (&exchange->outer);
  g_clear_object (&exchange->inner);
  g_clear_object (&exchange->message);
  g_clear_object (&exchange->stream);
  g_byte_array_unref (exchange->received);
  g_free (exchange);
}

static gboolean
on_late (gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->late = TRUE;
  g_cancellable_cancel (exchange->inner);
  return G_SOURCE_REMOVE;
}

static GSource *
start_timer (Exchange *exchange, guint milliseconds)
{
  GSource *source = g_timeout_source_new (milliseconds);

  g_source_set_callback (source, on_late, exchange, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

static void
enter_phase (Exchange *exchange, Phase phase, guint milliseconds)
{
  if (exchange->phase >= phase)
    return;
  exchange->phase = phase;
  stop_source (&exchange->phase_source);
  if (milliseconds > 0)
    exchange->phase_source = start_timer (exchange, milliseconds);
}

static void
on_network_event (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, gpointer user_data)
{
  Exchange *exchange = user_data;

  if (event != G_SOCKET_CLIENT_COMPLETE)
    enter_phase (exchange, PHASE_CONNECT, exchange->limits.connect);
  else
    enter_phase (exchange, PHASE_FIRST, exchange->limits.first);
}

static void
on_starting (SoupMessage *message, gpointer user_data)
{
  Exchange *exchange = user_data;

  enter_phase (exchange, PHASE_FIRST, exchange->limits.first);
}

/* A header that frames or describes the answer must not occur twice: readers would disagree on which one counts. */
static gboolean
has_duplicates (SoupMessageHeaders *headers)
{
  static const char *const single[]
      = { "Content-Length", "Content-Type", "Transfer-Encoding", "ETag", "Location", "X-Total-Count", "Retry-After" };
  guint seen[G_N_ELEMENTS (single)] = { 0 };
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    for (guint i = 0; i < G_N_ELEMENTS (single); i++)
      if (g_ascii_strcasecmp (name, single[i]) == 0 && ++seen[i] > 1)
        return TRUE;
  return seen[0] > 0 && seen[2] > 0;
}

static void
on_got_headers (SoupMessage *message, gpointer user_data)
{
  Exchange *exchange = user_data;
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  enter_phase (exchange, PHASE_BODY, 0);
  if (has_duplicates (headers))
    exchange->bad = _ ("a header stands there twice");
  else if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
           && soup_message_headers_get_content_length (headers) > (goffset)exchange->limits.bytes)
    exchange->bad = _ ("it is too large");
  if (exchange->bad != NULL)
    g_cancellable_cancel (exchange->inner);
}

static void
on_outer_cancelled (GCancellable *outer, GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

/* Answering */

static void
fail (GTask *task, GError *cause)
{
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;

  if (exchange->outer != NULL && g_cancellable_set_error_if_cancelled (exchange->outer, &error))
    ;
  else if (exchange->bad != NULL)
    cord_answer_set_bad (&error, exchange->bad);
  else if (exchange->late)
    cord_error_set_full (&error, CORD_ERROR_OFFLINE, "timeout", NULL,
                         _ ("Try again in a moment; nothing that was saved is lost."),
                         _ ("The server did not answer in time"));
  else if (cause != NULL && cause->domain == G_TLS_ERROR)
    cord_error_set_full (&error, CORD_ERROR_OFFLINE, "tls", NULL, _ ("Tell the supervisor; do not go on."),
                         _ ("The server could not prove who it is"));
  else
    cord_error_set_full (&error, CORD_ERROR_OFFLINE, "unreachable", NULL,
                         _ ("Try again in a moment; nothing that was saved is lost."),
                         _ ("The server cannot be reached"));
  g_clear_error (&cause);
  g_task_return_error (task, error);
}

static guint
read_number (const char *text, guint fallback)
{
  guint64 value;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &value, NULL) ? (guint)value : fallback;
}

/* Seconds, or a date (RFC 9110, 10.2.3). */
static guint
read_retry_after (const char *text)
{
  g_autoptr (GDateTime) date = NULL;
  g_autoptr (GDateTime) now = NULL;
  gint64 seconds;

  if (text == NULL)
    return 0;
  if (g_ascii_isdigit (*text))
    return MIN (read_number (text, 0), RETRY_AFTER_MAX);
  date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return 0;
  now = g_date_time_new_now_utc ();
  seconds = g_date_time_difference (date, now) / G_TIME_SPAN_SECOND;
  return (guint)CLAMP (seconds, 0, RETRY_AFTER_MAX);
}

static CordAnswer *
make_reply (Exchange *exchange)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  g_autoptr (GBytes) bytes = g_bytes_new (exchange->received->data, exchange->received->len);
  CordAnswer *reply = cord_answer_new (soup_message_get_status (exchange->message), bytes);
  const char *total = soup_message_headers_get_one (headers, "X-Total-Count");

  reply->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  reply->total = total != NULL && read_number (total, G_MAXUINT) != G_MAXUINT ? (gint64)read_number (total, 0) : -1;
  reply->next = cord_answer_dup_next (soup_message_headers_get_list (headers, "Link"));
  reply->retry_after = read_retry_after (soup_message_headers_get_one (headers, "Retry-After"));
  reply->replayed = g_strcmp0 (soup_message_headers_get_one (headers, "Idempotency-Replayed"), "?1") == 0;
  return reply;
}

/* A gateway's error page need not be JSON, as its status says enough; the body of a success must be. */
static gboolean
parse_body (CordAnswer *reply, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (reply->bytes, &length);
  g_autoptr (GError) cause = NULL;

  if (length == 0)
    return TRUE;
  reply->body = cord_json_parse (text, (gssize)length, &json_limits, &cause);
  if (reply->body == NULL && reply->status >= 200 && reply->status < 300)
    return cord_answer_set_bad (error, cause->message);
  return TRUE;
}

static void
parse_apart (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (CordAnswer) reply = task_data;
  GError *error = NULL;

  g_task_set_task_data (task, NULL, NULL);
  if (parse_body (reply, &error))
    g_task_return_pointer (task, g_steal_pointer (&reply), (GDestroyNotify)cord_answer_free);
  else
    g_task_return_error (task, error);
}

static void
on_parsed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  CordAnswer *reply = g_task_propagate_pointer (G_TASK (result), &error);

  if (reply != NULL)
    g_task_return_pointer (task, reply, (GDestroyNotify)cord_answer_free);
  else
    g_task_return_error (task, error);
}

static void
answer (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (CordAnswer) reply = make_reply (exchange);
  g_autoptr (GTask) parsing = NULL;
  GError *error = NULL;

  stop_source (&exchange->total_source);
  if (exchange->received->len > PARSE_APART)
    {
      parsing = g_task_new (NULL, NULL, on_parsed, g_object_ref (task));
      g_task_set_source_tag (parsing, parse_apart);
      g_task_set_name (parsing, "parse an answer");
      g_task_set_task_data (parsing, g_steal_pointer (&reply), NULL);
      g_task_run_in_thread (parsing, parse_apart);
    }
  else if (parse_body (reply, &error))
    g_task_return_pointer (task, g_steal_pointer (&reply), (GDestroyNotify)cord_answer_free);
  else
    g_task_return_error (task, error);
}

/* libsoup does not report a body that ends before its length. */
static gboolean
is_cut (Exchange *exchange)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  guint status = soup_message_get_status (exchange->message);

  return status != SOUP_STATUS_NO_CONTENT && status != SOUP_STATUS_NOT_MODIFIED
         && soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
         && soup_message_headers_get_content_length (headers) != (goffset)exchange->received->len;
}

static void read_on (GTask *task);

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (chunk == NULL)
    {
      fail (task, error);
      return;
    }
  if (g_bytes_get_size (chunk) == 0 && is_cut (exchange))
    {
      fail (task, NULL);
      return;
    }
  if (g_bytes_get_size (chunk) == 0)
    {
      answer (task);
      return;
    }
  g_byte_array_append (exchange->received, g_bytes_get_data (chunk, NULL), (guint)g_bytes_get_size (chunk));
  if (exchange->received->len > exchange->limits.bytes)
    {
      exchange->bad = _ ("it is too large");
      g_cancellable_cancel (exchange->inner);
      fail (task, NULL);
      return;
    }
  read_on (g_steal_pointer (&task));
}

static void
read_on (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (exchange->stream, CHUNK, G_PRIORITY_DEFAULT, exchange->inner, on_read, task);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->stream == NULL || exchange->bad != NULL)
    fail (task, error);
  else
    read_on (g_steal_pointer (&task));
}

void
cord_exchange_async (SoupSession *session, SoupMessage *message, const CordExchangeLimits *limits,
                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Exchange *exchange = g_new0 (Exchange, 1);

  g_task_set_source_tag (task, cord_exchange_async);
  g_task_set_name (task, "exchange with the server");
  g_task_set_check_cancellable (task, FALSE);
  exchange->message = g_object_ref (message);
  exchange->limits = *limits;
  exchange->received = g_byte_array_new ();
  exchange->inner = g_cancellable_new ();
  exchange->handlers[0] = g_signal_connect (message, "network-event", G_CALLBACK (on_network_event), exchange);
  exchange->handlers[1] = g_signal_connect (message, "starting", G_CALLBACK (on_starting), exchange);
  exchange->handlers[2] = g_signal_connect (message, "got-headers", G_CALLBACK (on_got_headers), exchange);
  exchange->total_source = start_timer (exchange, limits->total);
  g_task_set_task_data (task, exchange, (GDestroyNotify)exchange_free);
  if (cancellable != NULL)
    {
      exchange->outer = g_object_ref (cancellable);
      exchange->outer_id
          = g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_outer_cancelled), exchange->inner, 0);
      if (g_cancellable_is_cancelled (cancellable))
        g_cancellable_cancel (exchange->inner);
    }
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, exchange->inner, on_sent, task);
}

CordAnswer *
cord_exchange_finish (SoupSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
