/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bare-server FILE: a SoupServer that answers everything with the text of FILE and closes the connection, as
 * cordboard-server does. The baseline for cordboard-server's answers. */
#include <libsoup/soup.h>

static gchar *text;
static gsize length;

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text, length);
}

int
main (int argc, char **argv)
{
  g_autoptr (SoupServer) server = soup_server_new ("server-header", "bare", NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  if (argc != 2 || !g_file_get_contents (argv[1], &text, &length, &error)
      || !soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error))
    {
      g_printerr ("%s\n", error != NULL ? error->message : "bare-server FILE");
      return 1;
    }
  soup_server_add_handler (server, NULL, on_request, NULL, NULL);
  uris = soup_server_get_uris (server);
  g_print ("Listening at http://127.0.0.1:%d\n", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  g_main_loop_run (loop);
  return 0;
}
