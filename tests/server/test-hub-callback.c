/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-hub.h"

#include "server/hub/cord-callback.h"
#include "wire/cord-resource-type.h"

#include <string.h>

/* Who may register which callback at a hub, and which addresses the server refuses to call. */

#define HUB TEST_INVENTORY "/hub"

/* Every API */

static void
check_api (TestServer *server, const char *base, const char *uri)
{
  g_autofree char *hub = g_strconcat (base, "/hub", NULL);
  g_autofree char *path = test_hub_register (server, base, uri, "eventType=XCreateEvent");
  g_autoptr (TestReply) one = test_send (server, "GET", path, NULL, NULL);
  g_autoptr (TestReply) all = test_send (server, "GET", hub, NULL, NULL);
  g_autoptr (TestReply) gone = test_send (server, "DELETE", path, NULL, NULL);
  g_autoptr (TestReply) again = test_send (server, "DELETE", path, NULL, NULL);
  g_autoptr (TestReply) put = test_send (server, "PUT", hub, "{}", NULL);
  g_autofree char *expected = NULL;

  g_assert_true (g_str_has_prefix (path, hub));
  test_assert_status (one, 200);
  g_assert_cmpstr (test_text (one, "callback"), ==, uri);
  g_assert_cmpstr (test_text (one, "query"), ==, "eventType=XCreateEvent");
  expected = g_strconcat (hub, "/", test_text (one, "id"), NULL);
  g_assert_cmpstr (path, ==, expected);
  test_assert_status (all, 200);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (all->json)), ==, 1);
  test_assert_status (gone, 204);
  test_assert_problem (again, 404, "not-found");
  test_assert_problem (put, 405, "method-not-allowed");
  g_assert_cmpstr (test_header (put, "Allow"), ==, "GET, POST");
}

static void
test_every_api (void)
{
  g_autoptr (TestServer) server = test_server_new (TRUE, "127.0.0.1:0");
  g_autoptr (GHashTable) bases = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer base;
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);
  g_autoptr (TestReply) own = test_send (server, "POST", "/cordboard/v1/hub", "{}", NULL);

  for (gsize i = 0; i < n; i++)
    if (!g_str_has_prefix (table[i].base, "/cordboard"))
      g_hash_table_add (bases, (gpointer)table[i].base);
  g_assert_cmpuint (g_hash_table_size (bases), ==, 12);
  g_hash_table_iter_init (&iter, bases);
  while (g_hash_table_iter_next (&iter, &base, NULL))
    check_api (server, base, "http://listener.example/a?b=c");
  test_assert_problem (own, 404, "not-found");
}

/* A listener of one API is unknown to the others. */
static void
test_other_api (void)
{
  g_autoptr (TestServer) server = test_server_new (TRUE, "127.0.0.1:0");
  g_autofree char *path = test_hub_register (server, TEST_INVENTORY, "http://listener.example/", NULL);
  g_autofree char *elsewhere = g_strconcat (TEST_CATALOG, path + strlen (TEST_INVENTORY), NULL);
  g_autoptr (TestReply) get = test_send (server, "GET", elsewhere, NULL, NULL);
  g_autoptr (TestReply) delete = test_send (server, "DELETE", elsewhere, NULL, NULL);
  g_autoptr (TestReply) there = test_send (server, "GET", path, NULL, NULL);

  test_assert_problem (get, 404, "not-found");
  test_assert_problem (delete, 404, "not-found");
  test_assert_status (there, 200);
  g_assert_false (json_object_has_member (json_node_get_object (there->json), "query"));
}

/* Bad input */

static void
assert_refused (TestServer *server, const char *body, const char *member)
{
  g_autoptr (TestReply) reply = test_send (server, "POST", HUB, body, NULL);

  if (reply->status != 400 || g_strcmp0 (cord_json_find_string (reply->json, "member"), member) != 0)
    g_error ("%s: expected 400 for %s, got %u %s", body, member, reply->status, reply->text);
}

static void
refuse_callbacks (TestServer *server, const char *const *callbacks)
{
  for (gsize i = 0; callbacks[i] != NULL; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"callback\":\"%s\"}", callbacks[i]);

      assert_refused (server, body, "callback");
    }
}

static void
test_malformed (void)
{
  static const char *const bodies[]
      = { "{}", "{\"callback\":null}", "{\"callback\":5}", "{\"callback\":[\"http://a.example/\"]}",
          "{\"callback\":{\"href\":\"http://a.example/\"}}" };
  static const char *const callbacks[] = { "",
                                           "a",
                                           "/hub",
                                           "//a.example/",
                                           "ftp://a.example/",
                                           "file:///etc/passwd",
                                           "unix:/run/x",
                                           "javascript:alert(1)",
                                           "http:",
                                           "http://",
                                           "http:///a",
                                           "https://:80/",
                                           "http://a.example:99999/",
                                           "http://a b.example/",
                                           "http://a.example/\\r\\nHost: b",
                                           "http://a.example\\n",
                                           "http://\\u0001.example/",
                                           "http://ä.example/",
                                           "http://u:p@a.example/",
                                           "http://u@a.example/",
                                           "http://a.example\\\\@127.0.0.1/",
                                           "http://[::1/",
                                           "http://[zz]/",
                                           "http://[fe80::1%25eth0]/",
                                           "http://%00.example/",
                                           "http://1.2.3/",
                                           "http://0x7f.1/",
                                           "http://256.1.1.1/",
                                           "http://a.example%2f@b/",
                                           "gopher://127.0.0.1:6379/_FLUSHALL",
                                           NULL };
  static const char *const queries[] = { "5",
                                         "[\"a\"]",
                                         "{}",
                                         "true",
                                         "\"limit=1\"",
                                         "\"offset=x\"",
                                         "\"fields=id\"",
                                         "\"sort=id\"",
                                         "\"eventType.regex=(\"",
                                         "\"a=%ff\"",
                                         "\"%zz=1\"",
                                         "\"=1\"",
                                         "\"eventType\"",
                                         "\"name.like=x\"",
                                         "4.5" };
  g_autoptr (TestServer) server = test_server_new (TRUE, "127.0.0.1:0");
  g_autofree char *many = g_strnfill (3000, 'a');
  g_autofree char *long_callback = g_strdup_printf ("{\"callback\":\"http://a.example/%s\"}", many);
  g_autofree char *long_query = g_strdup_printf ("{\"callback\":\"http://a.example/\",\"query\":\"%s\"}", many);

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    assert_refused (server, bodies[i], "callback");
  refuse_callbacks (server, callbacks);
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"callback\":\"http://a.example/\",\"query\":%s}", queries[i]);

      assert_refused (server, body, "query");
    }
  assert_refused (server, long_callback, "callback");
  assert_refused (server, long_query, "query");
}

/* Outside of kit mode no callback leads to this machine or into its network, however it is written. */
static void
test_private (void)
{
  static const char *const callbacks[] = { "http://127.0.0.1/",
                                           "http://127.9.9.9:8620/",
                                           "http://127.1/",
                                           "http://127.0.1/",
                                           "http://2130706433/",
                                           "http://0x7f000001/",
                                           "http://0x7f.0x0.0x0.0x1/",
                                           "http://0177.0.0.1/",
                                           "http://017700000001/",
                                           "http://0/",
                                           "http://0.0.0.0/",
                                           "http://localhost/",
                                           "http://LOCALHOST./",
                                           "http://a.localhost:80/",
                                           "http://10.0.0.1/",
                                           "http://172.16.0.1/",
                                           "http://172.31.255.255/",
                                           "http://192.168.1.1/",
                                           "http://169.254.169.254/latest/meta-data/",
                                           "http://100.64.0.1/",
                                           "http://198.18.0.1/",
                                           "http://224.0.0.1/",
                                           "http://255.255.255.255/",
                                           "http://[::1]/",
                                           "http://[::]/",
                                           "http://[0:0:0:0:0:0:0:1]/",
                                           "http://[::ffff:127.0.0.1]/",
                                           "http://[::ffff:7f00:1]/",
                                           "http://[::ffff:10.0.0.1]/",
                                           "http://[::127.0.0.1]/",
                                           "http://[64:ff9b::7f00:1]/",
                                           "http://[64:ff9b::10.0.0.1]/",
                                           "http://[2002:7f00:1::]/",
                                           "http://[2001::1]/",
                                           "http://[2001:db8::1]/",
                                           "http://[fc00::1]/",
                                           "http://[fd12::1]/",
                                           "http://[fe80::1]/",
                                           "http://[ff02::1]/",
                                           "http://a.example@127.0.0.1/",
                                           "http://127.0.0.1#@a.example/",
                                           "http://127%2e0%2e0%2e1/",
                                           "http://127.0.0.1./",
                                           "http://%6c%6f%63%61%6c%68%6f%73%74/",
                                           "https://127.0.0.1/",
                                           NULL };
  static const char *const open[] = { "http://a.example/",         "https://a.example:8443/b?c=d#e",
                                      "http://8.8.8.8/",           "http://172.32.0.1/",
                                      "http://[2606:4700::1]/",    "http://[64:ff9b::8.8.8.8]/",
                                      "http://localhost.example/", "HTTP://A.EXAMPLE/",
                                      "http://127.0.0.1.example/" };
  g_autoptr (TestServer) server = test_hub_server_new (FALSE, NULL);

  test_sign_in (server, "billing");
  refuse_callbacks (server, callbacks);
  for (gsize i = 0; i < G_N_ELEMENTS (open); i++)
    g_free (test_hub_register (server, TEST_INVENTORY, open[i], NULL));
}

/* A name that resolves to another address */

#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

/* Every name resolves to this machine. */
struct _TestResolver
{
  GResolver parent_instance;

  int asked;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static GList *
find_addresses (TestResolver *self)
{
  g_atomic_int_inc (&self->asked);
  return g_list_append (NULL, g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4));
}

static GList *
test_resolver_lookup (GResolver *resolver, const char *host, GResolverNameLookupFlags flags, GCancellable *cancellable,
                      GError **error)
{
  return find_addresses (TEST_RESOLVER (resolver));
}

static void
test_resolver_lookup_async (GResolver *resolver, const char *host, GResolverNameLookupFlags flags,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  if (flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY)
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "none");
  else
    g_task_return_pointer (task, find_addresses (TEST_RESOLVER (resolver)), NULL);
}

static GList *
test_resolver_lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_with_flags = test_resolver_lookup;
  resolver_class->lookup_by_name_with_flags_async = test_resolver_lookup_async;
  resolver_class->lookup_by_name_with_flags_finish = test_resolver_lookup_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

static gboolean
has_failed (gpointer data)
{
  return test_hub_read (data, "SELECT attempts FROM hub_listener") == 1;
}

static void
test_rebinding (void)
{
  TestResolver *resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_autoptr (TestServer) server = test_hub_server_new (FALSE, NULL);
  g_autoptr (TestListener) listener = test_listener_new ();
  g_autoptr (GUri) uri = g_uri_parse (listener->uri, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *named = g_strdup_printf ("http://rebind.example:%d/listener/1", g_uri_get_port (uri));
  g_autofree char *path = NULL;

  g_resolver_set_default (G_RESOLVER (resolver));
  test_sign_in (server, "billing");
  path = test_hub_register (server, TEST_INVENTORY, named, NULL);
  g_assert_cmpint (g_atomic_int_get (&resolver->asked), ==, 0);
  test_hub_patch (server, TEST_LINE, "{\"name\":\"Secret\"}");
  test_await (has_failed, server);
  g_assert_cmpint (g_atomic_int_get (&resolver->asked), >, 0);
  g_assert_cmpuint (listener->events->len, ==, 0);

  /* The operator's own list permits it: only the address was refused. */
  cord_clock_advance (server->clock, G_TIME_SPAN_SECOND);
  test_hub_server_restart (server, FALSE, "other.example,rebind.example");
  test_listener_await (listener, 1);
  g_assert_cmpstr (test_listener_text (listener, 0, "event.product.name"), ==, "Secret");
  g_object_unref (resolver);
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *address;
    gboolean public;
  } cases[] = {
    { "9.255.255.255", TRUE },  { "10.0.0.0", FALSE },    { "11.0.0.0", TRUE },
    { "100.63.255.255", TRUE }, { "100.127.9.9", FALSE }, { "100.128.0.0", TRUE },
    { "172.15.0.1", TRUE },     { "172.20.0.1", FALSE },  { "192.0.0.8", FALSE },
    { "192.0.1.1", TRUE },      { "192.0.2.1", FALSE },   { "192.88.99.1", FALSE },
    { "198.17.0.1", TRUE },     { "198.19.0.1", FALSE },  { "198.20.0.1", TRUE },
    { "198.51.100.7", FALSE },  { "203.0.113.7", FALSE }, { "223.255.255.1", TRUE },
    { "240.0.0.1", FALSE },     { "2000::1", TRUE },      { "1fff::1", FALSE },
    { "4000::1", FALSE },       { "2001:1ff::1", FALSE }, { "2001:200::1", TRUE },
    { "2001:db7::1", TRUE },    { "2001:db9::1", TRUE },  { "2003::1", TRUE },
    { "::ffff:8.8.8.8", TRUE }, { "::8.8.8.8", FALSE },   { "::ffff:192.168.0.1", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (cases[i].address);

      if (cord_callback_is_public (address) != cases[i].public)
        g_error ("%s is taken for the other", cases[i].address);
    }
}

/* Roles */

static void
test_owners (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (FALSE, "127.0.0.1");
  g_autofree char *path = NULL;
  g_autoptr (TestReply) list = NULL;
  g_autoptr (TestReply) get = NULL;
  g_autoptr (TestReply) delete = NULL;
  g_autoptr (TestReply) seen = NULL;
  g_autoptr (TestReply) gone = NULL;

  test_sign_in (server, "billing");
  path = test_hub_register (server, TEST_INVENTORY, "http://listener.example/token-in-here", NULL);
  test_hub_sign_in (server, "other");
  list = test_send (server, "GET", HUB, NULL, NULL);
  get = test_send (server, "GET", path, NULL, NULL);
  delete = test_send (server, "DELETE", path, NULL, NULL);
  g_assert_cmpstr (list->text, ==, "[]");
  test_assert_problem (get, 404, "not-found");
  test_assert_problem (delete, 404, "not-found");
  test_sign_in (server, "root");
  seen = test_send (server, "GET", path, NULL, NULL);
  gone = test_send (server, "DELETE", path, NULL, NULL);
  test_assert_status (seen, 200);
  test_assert_status (gone, 204);
}

/* An admin may not read customer data, and cannot do so by listening either. */
static void
test_admin_hears_public (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (FALSE, "127.0.0.1");
  g_autoptr (TestListener) listener = test_listener_new ();
  g_autofree char *lines = NULL;
  g_autofree char *catalog = NULL;

  test_sign_in (server, "root");
  lines = test_hub_register (server, TEST_INVENTORY, listener->uri, NULL);
  catalog = test_hub_register (server, TEST_CATALOG, listener->uri, NULL);
  test_sign_in (server, "billing");
  test_hub_patch (server, TEST_LINE, "{\"name\":\"Secret\"}");
  test_hub_patch (server, CATALOG "/basic", "{\"description\":\"Public\"}");
  test_listener_await (listener, 1);
  g_assert_cmpstr (test_listener_text (listener, 0, "eventType"), ==, "ProductOfferingAttributeValueChangeEvent");
  test_hub_await_taken (server);
  g_assert_cmpuint (listener->events->len, ==, 1);
}

static void
test_secrets (void)
{
  g_autoptr (TestServer) server = test_hub_server_new (TRUE, NULL);
  g_autoptr (TestListener) listener = test_listener_new ();
  g_autofree char *path = test_hub_register (server, "/tmf-api/party/v4", listener->uri, NULL);
  g_autoptr (TestReply) made = test_send (
      server, "POST", "/tmf-api/party/v4/individual",
      "{\"givenName\":\"Ada\",\"familyName\":\"Berg\",\"partyCharacteristic\":[{\"name\":\"PIN\",\"value\":"
      "\"77318842\"},{\"name\":\"shoe\",\"value\":\"41\"}]}",
      NULL);
  g_autofree char *text = NULL;

  test_assert_status (made, 201);
  text = cord_json_write (test_listener_await (listener, 1));
  g_assert_nonnull (strstr (text, "shoe"));
  g_assert_null (strstr (text, "77318842"));
  g_assert_null (strstr (text, "PIN"));
}

static void
test_too_many (void)
{
  g_autoptr (TestServer) server = test_server_new (TRUE, "127.0.0.1:0");
  g_autoptr (TestReply) reply = NULL;

  for (guint i = 0; i < 1000; i++)
    g_free (test_hub_register (server, TEST_INVENTORY, "http://listener.example/", NULL));
  reply = test_send (server, "POST", HUB, "{\"callback\":\"http://listener.example/\"}", NULL);
  test_assert_problem (reply, 409, "too-many");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/hub-callback/every-api", test_every_api);
  g_test_add_func ("/server/hub-callback/other-api", test_other_api);
  g_test_add_func ("/server/hub-callback/malformed", test_malformed);
  g_test_add_func ("/server/hub-callback/private", test_private);
  g_test_add_func ("/server/hub-callback/rebinding", test_rebinding);
  g_test_add_func ("/server/hub-callback/addresses", test_addresses);
  g_test_add_func ("/server/hub-callback/owners", test_owners);
  g_test_add_func ("/server/hub-callback/admin-hears-public", test_admin_hears_public);
  g_test_add_func ("/server/hub-callback/secrets", test_secrets);
  g_test_add_func ("/server/hub-callback/too-many", test_too_many);
  return g_test_run ();
}
