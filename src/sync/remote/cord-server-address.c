/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/remote/cord-server-address.h"

#include <string.h>

static int
own_port (const char *scheme)
{
  return g_str_equal (scheme, "https") ? 443 : g_str_equal (scheme, "http") ? 80 : 0;
}

static gboolean
is_plain (GUri *uri)
{
  return own_port (g_uri_get_scheme (uri)) != 0 && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0'
         && g_uri_get_userinfo (uri) == NULL && g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL;
}

char *
cord_server_address_normalize (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  int port;

  if (uri == NULL || !is_plain (uri))
    return g_strdup (address);
  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  path = g_strdup (g_uri_get_path (uri));
  for (gsize length = strlen (path); length > 0 && path[length - 1] == '/'; length--)
    path[length - 1] = '\0';
  port = g_uri_get_port (uri) == own_port (g_uri_get_scheme (uri)) ? -1 : g_uri_get_port (uri);
  return g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, host, port, path, NULL, NULL);
}
