/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/cord-reply-streams.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>

/* An answer in pieces, to a reader that is slow, leaves, or never reads at all. Server and reader take turns in one
 * thread; a Unix socket holds little, so the pieces that the server made show how much it would keep in memory. */

#define PIECE (64 * 1024)
#define LONG G_MAXUINT
#define READERS 8

typedef struct
{
  SoupServer *soup;
  CordReplyStreams *streams;
  GSocketAddress *address;
  GSocket *reader;
  GString *got;
  char *folder;
  gint64 time_limit;
  guint pieces; /* so many; LONG: no end */
  guint fails;  /* at this piece; 0: never */
  guint asked;
  guint begun;
  guint dropped;
  guint done;
} Fixture;

static char *
next (gpointer data, GError **error)
{
  Fixture *self = data;

  g_assert_cmpuint (self->dropped, <, self->begun);
  self->asked++;
  if (self->asked == self->fails)
    {
      cord_error_set_full (error, CORD_ERROR_INTERNAL, "database", NULL, NULL, "the disk is gone");
      return NULL;
    }
  return self->asked <= self->pieces ? g_strnfill (PIECE, 'x') : NULL;
}

static void
drop (gpointer data)
{
  ((Fixture *)data)->dropped++;
}

static void
on_done (gpointer data)
{
  Fixture *self = data;

  g_assert_cmpuint (self->dropped, ==, self->done + 1);
  self->done++;
}

static void
on_request (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Fixture *self = user_data;
  CordReply *reply = cord_reply_new_text (200, g_strdup ("[first"));

  cord_reply_set_source (reply, next, self, drop);
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
  self->begun++;
  cord_reply_streams_add (self->streams, message, reply, self->time_limit, on_done, self);
}

static GSocket *
connect_reader (Fixture *self)
{
  GSocket *reader = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, NULL);

  g_assert_true (g_socket_connect (reader, self->address, NULL, NULL));
  g_socket_set_blocking (reader, FALSE);
  return reader;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GSocket) listener = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, NULL);

  self->folder = g_dir_make_tmp ("cordboard-stream-XXXXXX", NULL);
  path = g_build_filename (self->folder, "socket", NULL);
  self->address = g_unix_socket_address_new (path);
  g_assert_true (g_socket_bind (listener, self->address, TRUE, NULL));
  g_assert_true (g_socket_listen (listener, NULL));
  self->soup = soup_server_new (NULL, NULL);
  self->streams = cord_reply_streams_new ();
  self->time_limit = 20 * G_TIME_SPAN_SECOND;
  self->got = g_string_new (NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
  g_assert_true (soup_server_listen_socket (self->soup, listener, 0, NULL));
  self->reader = connect_reader (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "socket", NULL);

  g_clear_object (&self->soup);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (self->begun, >, 0);
  g_assert_cmpuint (self->dropped, ==, self->begun);
  g_assert_cmpuint (self->done, ==, self->begun);
  cord_reply_streams_free (self->streams);
  g_clear_object (&self->reader);
  g_clear_object (&self->address);
  g_string_free (self->got, TRUE);
  g_unlink (path);
  g_rmdir (self->folder);
  g_free (self->folder);
}

static void
ask_as (GSocket *reader, const char *line)
{
  g_autofree char *text = g_strconcat (line, "\r\nHost: localhost\r\n\r\n", NULL);

  g_assert_cmpint (g_socket_send (reader, text, strlen (text), NULL, NULL), ==, (gssize)strlen (text));
}

static void
ask (Fixture *self, const char *line)
{
  ask_as (self->reader, line);
}

/* Runs until the server can only wait for the reader. */
static void
let_write (void)
{
  for (guint quiet = 0; quiet < 100; quiet++)
    if (g_main_context_iteration (NULL, FALSE))
      quiet = 0;
}

/* Reads what is available, up to @length; FALSE at the end. */
static gboolean
read_some (Fixture *self, gsize length)
{
  while (length > 0)
    {
      char buffer[PIECE];
      g_autoptr (GError) error = NULL;
      gssize got = g_socket_receive (self->reader, buffer, MIN (length, sizeof buffer), NULL, &error);

      if (got < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return TRUE;
      if (got <= 0)
        return FALSE;
      g_string_append_len (self->got, buffer, got);
      length -= (gsize)got;
    }
  return TRUE;
}

static void
read_all (Fixture *self)
{
  while (read_some (self, G_MAXUINT))
    g_main_context_iteration (NULL, FALSE);
}

static guint
count_x (const GString *text)
{
  guint count = 0;

  for (gsize i = 0; i < text->len; i++)
    count += text->str[i] == 'x';
  return count;
}

static void
test_whole (Fixture *self, gconstpointer data)
{
  self->pieces = 9;
  ask (self, "GET / HTTP/1.1");
  read_all (self);
  g_assert_nonnull (strstr (self->got->str, "Transfer-Encoding: chunked\r\n"));
  g_assert_nonnull (strstr (self->got->str, "\r\n\r\n6\r\n[first\r\n10000\r\nxxx"));
  g_assert_true (g_str_has_suffix (self->got->str, "\r\n0\r\n\r\n"));
  g_assert_cmpuint (count_x (self->got), ==, 9 * PIECE);
}

/* Like a proxy that speaks HTTP/1.0 to its upstream. */
static void
test_http_1_0 (Fixture *self, gconstpointer data)
{
  self->pieces = 9;
  ask (self, "GET / HTTP/1.0");
  read_all (self);
  g_assert_null (strstr (self->got->str, "Transfer-Encoding"));
  g_assert_null (strstr (self->got->str, "Content-Length"));
  g_assert_nonnull (strstr (self->got->str, "\r\n\r\n[firstxxx"));
  g_assert_true (g_str_has_suffix (self->got->str, "xxx"));
  g_assert_cmpuint (count_x (self->got), ==, 9 * PIECE);
}

static void
test_head (Fixture *self, gconstpointer data)
{
  self->pieces = LONG;
  ask (self, "HEAD / HTTP/1.1");
  read_all (self);
  g_assert_nonnull (strstr (self->got->str, "Transfer-Encoding: chunked\r\n"));
  g_assert_true (g_str_has_suffix (self->got->str, "\r\n\r\n"));
  g_assert_null (strstr (self->got->str, "[first"));
  g_assert_cmpuint (self->asked, ==, 0);
}

/* Without a reader nothing is made that the socket cannot hold; each piece that is read makes room for one more. */
static void
test_slow (Fixture *self, gconstpointer data)
{
  guint held;

  self->pieces = LONG;
  ask (self, "GET / HTTP/1.1");
  let_write ();
  held = self->asked;
  g_assert_cmpuint (held, <, 64);
  for (guint i = 1; i <= 50; i++)
    {
      gsize before = self->got->len;

      while (self->got->len < before + PIECE)
        {
          g_assert_true (read_some (self, before + PIECE - self->got->len));
          let_write ();
        }
      g_assert_cmpuint (self->asked, <=, held + i + 1);
    }
  g_assert_cmpuint (self->asked, >, held + 40);
  g_assert_true (g_socket_close (self->reader, NULL));
  while (self->done == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_failure (Fixture *self, gconstpointer data)
{
  self->pieces = LONG;
  self->fails = 3;
  g_test_expect_message ("cord-server", G_LOG_LEVEL_WARNING, "*cut short*");
  ask (self, "GET / HTTP/1.1");
  read_all (self);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (count_x (self->got), ==, 2 * PIECE);
  g_assert_false (g_str_has_suffix (self->got->str, "0\r\n\r\n"));
}

static void
test_time_limit (Fixture *self, gconstpointer data)
{
  self->pieces = LONG;
  self->time_limit = 20 * G_TIME_SPAN_MILLISECOND;
  ask (self, "GET / HTTP/1.1");
  while (self->done == 0)
    g_main_context_iteration (NULL, TRUE);
  read_all (self);
  g_assert_false (g_str_has_suffix (self->got->str, "0\r\n\r\n"));
}

/* Even a reader that takes piece after piece has a time limit. */
static void
test_end (Fixture *self, gconstpointer data)
{
  self->pieces = LONG;
  self->time_limit = G_TIME_SPAN_MILLISECOND;
  ask (self, "GET / HTTP/1.1");
  read_all (self);
  g_assert_false (g_str_has_suffix (self->got->str, "0\r\n\r\n"));
}

static void
test_stop (Fixture *self, gconstpointer data)
{
  self->pieces = LONG;
  ask (self, "GET / HTTP/1.1");
  let_write ();
  g_assert_cmpuint (self->done, ==, 0);
  soup_server_disconnect (self->soup);
}

/* However many are due, the loop looks for something more urgent after each piece. */
static void
test_turns (Fixture *self, gconstpointer data)
{
  GSocket *readers[READERS];

  self->pieces = LONG;
  for (guint i = 0; i < READERS; i++)
    {
      readers[i] = connect_reader (self);
      ask_as (readers[i], "GET / HTTP/1.1");
    }
  while (self->asked < 20 * READERS)
    {
      guint before = self->asked;

      g_main_context_iteration (NULL, FALSE);
      g_assert_cmpuint (self->asked, <=, before + 1);
      for (guint i = 0; i < READERS; i++)
        {
          char buffer[PIECE];

          g_socket_receive (readers[i], buffer, sizeof buffer, NULL, NULL);
        }
    }
  g_assert_cmpuint (self->begun, ==, READERS);
  for (guint i = 0; i < READERS; i++)
    g_object_unref (readers[i]);
  while (self->done < READERS)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/stream/whole", Fixture, NULL, set_up, test_whole, tear_down);
  g_test_add ("/server/stream/http-1-0", Fixture, NULL, set_up, test_http_1_0, tear_down);
  g_test_add ("/server/stream/head", Fixture, NULL, set_up, test_head, tear_down);
  g_test_add ("/server/stream/slow", Fixture, NULL, set_up, test_slow, tear_down);
  g_test_add ("/server/stream/failure", Fixture, NULL, set_up, test_failure, tear_down);
  g_test_add ("/server/stream/time-limit", Fixture, NULL, set_up, test_time_limit, tear_down);
  g_test_add ("/server/stream/end", Fixture, NULL, set_up, test_end, tear_down);
  g_test_add ("/server/stream/stop", Fixture, NULL, set_up, test_stop, tear_down);
  g_test_add ("/server/stream/turns", Fixture, NULL, set_up, test_turns, tear_down);
  return g_test_run ();
}
