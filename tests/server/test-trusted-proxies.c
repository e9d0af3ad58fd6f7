/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/cord-trusted-proxies.h"

#include "base/cord-error.h"

#include <gio/gunixsocketaddress.h>

/* Whose word is taken for the address of a client, and what of it. */

static GSocketAddress *
make_peer (const char *peer)
{
  return peer != NULL ? g_inet_socket_address_new_from_string (peer, 40000) : g_unix_socket_address_new ("/nowhere");
}

static void
test_client (void)
{
  static const struct
  {
    const char *trusted;
    const char *peer; /* NULL: at a Unix socket */
    const char *forwarded;
    const char *listed;
    const char *client;
  } cells[] = {
    /* Nobody is believed. */
    { NULL, "192.0.2.9", NULL, "203.0.113.1", "192.0.2.9" },
    { "none", NULL, "for=203.0.113.1", "203.0.113.1", "local" },
    { "unix", "127.0.0.1", NULL, "203.0.113.1", "127.0.0.1" },
    { "10.0.0.0/8", "11.0.0.1", "for=203.0.113.1", NULL, "11.0.0.1" },
    /* A trusted proxy says who asks; what was forged stands left of it. */
    { "unix", NULL, NULL, NULL, "local" },
    { "unix", NULL, NULL, "203.0.113.1", "203.0.113.1" },
    { "unix", NULL, NULL, "10.9.9.9, 127.0.0.1, 203.0.113.1", "203.0.113.1" },
    { "10.0.0.0/8", "10.1.1.1", NULL, "198.51.100.7 ,203.0.113.1,10.2.2.2", "203.0.113.1" },
    { "10.0.0.0/8", "10.1.1.1", NULL, "10.3.3.3, 10.2.2.2", "10.3.3.3" },
    { "10.0.0.0/8", "10.1.1.1", NULL, "nonsense, 10.2.2.2", "10.2.2.2" },
    { "unix , 10.0.0.0/8", NULL, NULL, "203.0.113.1, 10.2.2.2", "203.0.113.1" },
    { "10.0.0.0/8", "::ffff:10.1.1.1", NULL, "203.0.113.1", "203.0.113.1" },
    /* Forms of RFC 7239, and ports that some proxies add. */
    { "unix", NULL, "for=192.0.2.60;proto=http;by=203.0.113.43", NULL, "192.0.2.60" },
    { "unix", NULL, "for=10.1.1.1, By=10.2.2.2; For=\"192.0.2.60:4711\"", NULL, "192.0.2.60" },
    { "unix", NULL, "for=\"[2001:db8:cafe:1:2:3:4:5]:4711\"", NULL, "2001:db8:cafe:1::/64" },
    { "unix", NULL, NULL, "2001:db8:cafe:1::17", "2001:db8:cafe:1::/64" },
    { "unix", NULL, NULL, "203.0.113.1:50000", "203.0.113.1" },
    { "unix", NULL, NULL, "::ffff:203.0.113.1", "203.0.113.1" },
    /* The proxy does not say, or what it says cannot be told from what it passed on. */
    { "unix", NULL, "for=unknown", NULL, "local" },
    { "unix", NULL, "for=_hidden, proto=https", NULL, "local" },
    { "10.1.1.1", "10.1.1.1", NULL, "203.0.113.1, ", "10.1.1.1" },
    { "unix", NULL, "for=198.51.100.7", "203.0.113.1", "local" },
    { "unix", NULL, "for=203.0.113.1", "203.0.113.1", "203.0.113.1" },
    { "unix", NULL, "for=\"", "\"[", "local" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autoptr (CordTrustedProxies) proxies = cord_trusted_proxies_new (cells[i].trusted, NULL);
      g_autoptr (GSocketAddress) peer = make_peer (cells[i].peer);
      SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
      g_autofree char *client = NULL;

      g_assert_nonnull (proxies);
      if (cells[i].forwarded != NULL)
        soup_message_headers_append (headers, "Forwarded", cells[i].forwarded);
      if (cells[i].listed != NULL)
        soup_message_headers_append (headers, "X-Forwarded-For", cells[i].listed);
      client = cord_trusted_proxies_dup_client (proxies, peer, headers);
      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (client, ==, cells[i].client);
      soup_message_headers_unref (headers);
    }
}

/* A header that comes twice is one list, in the order of the lines. */
static void
test_twice (void)
{
  g_autoptr (CordTrustedProxies) proxies = cord_trusted_proxies_new ("unix", NULL);
  g_autoptr (GSocketAddress) peer = make_peer (NULL);
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autofree char *client = NULL;

  soup_message_headers_append (headers, "X-Forwarded-For", "198.51.100.7");
  soup_message_headers_append (headers, "X-Forwarded-For", "203.0.113.1");
  client = cord_trusted_proxies_dup_client (proxies, peer, headers);
  g_assert_cmpstr (client, ==, "203.0.113.1");
  soup_message_headers_unref (headers);
}

static void
test_entries (void)
{
  static const char *const bad[] = { "", "nginx", "10.0.0.0/33", "10.0.0.1/8", "unix:/run/server.sock" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *list = g_strconcat ("unix,", bad[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (cord_trusted_proxies_check (bad[i], NULL));
      g_assert_null (cord_trusted_proxies_new (list, &error));
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
      g_assert_cmpstr (cord_error_get_member (error), ==, "trust-proxy");
    }
  g_assert_true (cord_trusted_proxies_check ("unix", NULL));
  g_assert_true (cord_trusted_proxies_check ("none", NULL));
  g_assert_true (cord_trusted_proxies_check ("2001:db8::/32", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/trusted-proxies/client", test_client);
  g_test_add_func ("/server/trusted-proxies/twice", test_twice);
  g_test_add_func ("/server/trusted-proxies/entries", test_entries);
  return g_test_run ();
}
