/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The request function with systems other than cordboard-server: every kind of pages, links, other hosts, other
 * words. */
#include "sync/cord-await.h"
#include "sync/remote/cord-pages.h"
#include "sync/remote/cord-remote-token.h"
#include "sync/cord-stub-server.h"

#include <string.h>

#define OFFERINGS "/tmf-api/productCatalogManagement/v4/productOffering"

/* A system with so many rows, which pages as @manner says. */
typedef struct
{
  const char *manner;
  guint first;
  guint most; /* of the profile */
  guint rows;
  gboolean total;   /* sends X-Total-Count */
  gboolean partial; /* always answers 206 */
  gboolean repeats; /* the same page whatever the request */
  const char *link; /* instead of its own address */
} Pager;

static guint
number_in (const char *path, const char *name, guint fallback)
{
  g_autofree char *key = g_strconcat (name, "=", NULL);
  const char *at = strstr (path, key);

  return at != NULL ? (guint)g_ascii_strtoull (at + strlen (key), NULL, 10) : fallback;
}

static guint
first_row (const Pager *pager, const char *path, guint size)
{
  if (pager->repeats || g_str_equal (pager->manner, "none"))
    return 0;
  if (g_str_equal (pager->manner, "page"))
    return (number_in (path, "at", pager->first) - pager->first) * size;
  if (g_str_equal (pager->manner, "link"))
    return number_in (path, "cursor", 0);
  return number_in (path, "at", pager->first) - pager->first;
}

static char *
answer_page (const CordStubRequest *request, guint number, gpointer user_data)
{
  const Pager *pager = user_data;
  guint size = g_str_equal (pager->manner, "none") ? pager->rows : number_in (request->path, "size", 1);
  guint from = first_row (pager, request->path, size);
  guint to = MIN (from + size, pager->rows);
  g_autoptr (GString) body = g_string_new ("[");
  g_autoptr (GString) headers = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    g_string_append_printf (body, "%s{\"id\":\"o-%u\",\"name\":\"x\"}", i > from ? "," : "", i);
  g_string_append_c (body, ']');
  if (pager->total)
    g_string_append_printf (headers, "X-Total-Count: %u\r\n", pager->rows);
  if (pager->link != NULL)
    g_string_append_printf (headers, "Link: %s\r\n", pager->link);
  else if (to < pager->rows)
    g_string_append_printf (
        headers, "Link: <?a=1,2>; rel=\"first\", <productOffering?cursor=%u&size=%u>; rel=\"next\"\r\n", to, size);
  return cord_stub_answer (pager->partial || to - from < pager->rows ? 206 : 200, headers->str, body->str);
}

static CordRemote *
make_remote (const char *base, const char *profile_text, CordClock *clock)
{
  g_autoptr (CordSignIn) sign_in = cord_sign_in_memory_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) document = cord_json_parse_value (profile_text, -1, &CORD_JSON_LIMITS_FILE, &error);
  g_autoptr (CordProfile) profile = document != NULL ? cord_profile_new (document, &error) : NULL;
  CordRemote *remote;

  g_assert_no_error (error);
  remote = cord_remote_new (base, "desk-1", sign_in, clock, &error);
  g_assert_no_error (error);
  cord_remote_set_profile (remote, profile);
  return remote;
}

static void
end_remote (CordRemote *remote)
{
  g_object_unref (remote);
  cord_await_idle ();
}

static JsonArray *
read_list (CordRemote *remote, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cord_pages_async (remote, OFFERINGS, NULL, NULL, cord_await_store, &result);
  return cord_pages_finish (remote, cord_await (&result), error);
}

/* Through the system's own address, and without a sign-in, as a public price list. */
static CordRemote *
open_pager (CordStubServer *server, const Pager *pager, CordClock *clock)
{
  g_autofree char *uri = cord_stub_server_dup_uri (server);
  g_autofree char *text = g_strdup_printf (
      "{\"id\":\"a\",\"paging\":{\"manner\":\"%s\",\"position\":\"at\",\"size\":\"size\",\"first\":%u,\"most\":%u},"
      "\"apis\":{\"productCatalogManagement\":{\"base\":\"%s/catalog\"}}}",
      pager->manner, pager->first, pager->most, uri);

  return make_remote (uri, text, clock);
}

static void
prove_pager (const Pager *pager, guint expected)
{
  g_autoptr (CordClock) clock = cord_clock_new_fixed (0);
  g_autoptr (CordStubServer) server = cord_stub_server_new (answer_page, (gpointer)pager);
  CordRemote *remote = open_pager (server, pager, clock);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) rows = read_list (remote, &error);

  g_test_message ("%s from %u, %u of %u", pager->manner, pager->first, pager->most, pager->rows);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (rows), ==, expected);
  for (guint i = 0; i < expected; i++)
    {
      g_autofree char *id = g_strdup_printf ("o-%u", i);

      g_assert_cmpstr (cord_json_find_string (json_array_get_element (rows, i), "id"), ==, id);
    }
  end_remote (remote);
}

/* Every row once, in order, however pages are requested and whatever the answers say about them. */
static void
test_pages (void)
{
  static const char *const manners[] = { "offset", "page", "link", "none" };
  static const guint sizes[] = { 0, 1, 6, 7, 8, 21, 23 };

  for (gsize m = 0; m < G_N_ELEMENTS (manners); m++)
    for (guint first = 0; first < 2; first++)
      for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
        for (guint told = 0; told < 4; told++)
          prove_pager (&(Pager){ manners[m], first, 7, sizes[i], told & 1, told & 2, FALSE, NULL }, sizes[i]);
}

/* A system that always returns the same page is asked only until that is noticed. */
static void
test_same_page_again (void)
{
  prove_pager (&(Pager){ "offset", 0, 5, 12, FALSE, TRUE, TRUE, NULL }, 5);
  prove_pager (&(Pager){ "page", 1, 5, 12, TRUE, TRUE, TRUE, NULL }, 5);
  prove_pager (&(Pager){ "link", 0, 5, 12, FALSE, TRUE, TRUE, "<productOffering?cursor=0&size=5>; rel=next" }, 5);
}

/* A link must not send the token to another host. */
static void
test_strange_links (void)
{
  static const char *const links[]
      = { "<https://example.com/x>; rel=\"next\"", "<//example.com/x>; rel=\"next\"",
          "<http://127.0.0.1:1/x>; rel=next", "<http://a:b@127.0.0.1/>; rel=next", "<http://[>; rel=next" };

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      const Pager pager = { "link", 0, 5, 12, FALSE, TRUE, FALSE, links[i] };
      g_autoptr (CordClock) clock = cord_clock_new_fixed (0);
      g_autoptr (CordStubServer) server = cord_stub_server_new (answer_page, (gpointer)&pager);
      CordRemote *remote = open_pager (server, &pager, clock);
      g_autoptr (GError) error = NULL;

      g_assert_null (read_list (remote, &error));
      g_assert_error (error, CORD_ERROR, CORD_ERROR_INTERNAL);
      g_assert_cmpuint (cord_stub_server_count (server), ==, 1);
      end_remote (remote);
    }
}

static void
test_next (void)
{
  static const char *const cases[][2] = {
    { "<a>; rel=\"next\"", "a" },
    { "<a,b>; rel=\"prev\", <c,d>;title=x; REL=NEXT", "c,d" },
    { "</p?x=1>;rel=next", "/p?x=1" },
    { "<a>; rel=\"last\"", NULL },
    { "<a", NULL },
    { "a>; rel=next", NULL },
    { "<>; rel=next", "" },
    { "<a><b>; rel=next", "b" },
    { "", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *next = cord_answer_dup_next (cases[i][0]);

      g_assert_cmpstr (next, ==, cases[i][1]);
    }
}

/* Other words, and what goes to another host */

static char *
answer_words (const CordStubRequest *request, guint number, gpointer user_data)
{
  if (strstr (request->path, "/token") != NULL)
    return cord_stub_json ("{\"access_token\":\"a\",\"refresh_token\":\"r\",\"role\":\"agent\",\"token_type\":"
                           "\"Bearer\",\"expires_in\":300}");
  return cord_stub_json ("{\"id\":\"o\",\"state\":\"in_progress\",\"orderItem\":[{\"action\":\"change\"}]}");
}

static CordAnswer *
send_order (CordRemote *remote, const char *method, const char *text, GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (GAsyncResult) result = NULL;
  CordRemoteRequest request = { .method = method,
                                .path = "/tmf-api/productOrderingManagement/v4/productOrder",
                                .body = body,
                                .interaction = "i-1",
                                .operation = "op-1",
                                .sequence = 7,
                                .if_match = "\"1\"" };

  cord_remote_send_async (remote, &request, NULL, cord_await_store, &result);
  return cord_remote_send_finish (remote, cord_await (&result), error);
}

static void
assert_no_header (const CordStubRequest *request, const char *name)
{
  g_autofree char *value = cord_stub_request_dup_header (request, name);

  g_assert_null (value);
}

static void
prove_words (gboolean with_token)
{
  g_autoptr (CordClock) clock = cord_clock_new_fixed (1700000000 * G_TIME_SPAN_SECOND);
  g_autoptr (CordStubServer) own = cord_stub_server_new (answer_words, NULL);
  g_autoptr (CordStubServer) other = cord_stub_server_new (answer_words, NULL);
  g_autofree char *own_uri = cord_stub_server_dup_uri (own);
  g_autofree char *other_uri = cord_stub_server_dup_uri (other);
  g_autofree char *text = g_strdup_printf (
      "{\"id\":\"a\",\"extensions\":false,\"idempotency\":false,\"ifMatch\":false,\"patch\":false,\"apis\":{"
      "\"productOrderingManagement\":"
      "{\"base\":\"%s/orders/"
      "\",%s\"resources\":{\"productOrder\":{\"path\":\"order\",\"members\":{\"productOrderItem\":\"orderItem\"},"
      "\"values\":{\"state\":{\"inProgress\":\"in_progress\"},\"productOrderItem.action\":{\"modify\":\"change\"}}}}}}"
      "}",
      other_uri, with_token ? "\"token\":true," : "");
  CordRemote *remote = make_remote (own_uri, text, clock);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) who = NULL;
  g_autoptr (CordAnswer) answer = NULL;
  g_autofree char *authorization = NULL;
  const CordStubRequest *request;

  cord_remote_sign_in_async (remote, "ada", "x", NULL, cord_await_store, &result);
  who = cord_remote_sign_in_finish (remote, cord_await (&result), &error);
  g_assert_no_error (error);
  answer = send_order (remote, "POST", "{\"cordboardSeal\":\"ab\",\"productOrderItem\":[{\"action\":\"modify\"}]}",
                       &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cord_json_find_string (answer->body, "state"), ==, "inProgress");
  g_assert_cmpstr (cord_json_find_string (answer->body, "productOrderItem.action"), ==, "modify");
  g_assert_cmpuint (cord_stub_server_count (other), ==, 1);
  request = cord_stub_server_get (other, 0);
  g_assert_cmpstr (request->path, ==, "/orders/order");
  g_assert_cmpstr (request->body, ==, "{\"orderItem\":[{\"action\":\"change\"}],\"externalId\":\"op-1\"}");
  assert_no_header (request, "idempotency-key");
  assert_no_header (request, "if-match");
  assert_no_header (request, "cordboard-interaction");
  assert_no_header (request, "cordboard-device");
  assert_no_header (request, "cordboard-sequence");
  authorization = cord_stub_request_dup_header (request, "authorization");
  g_assert_cmpstr (authorization, ==, with_token ? "Bearer a" : NULL);
  /* Requests that it does not know are not sent. */
  g_assert_null (send_order (remote, "PATCH", "{}", &error));
  g_assert_cmpstr (cord_error_get_reason (error), ==, "not-offered");
  g_assert_cmpuint (cord_stub_server_count (other), ==, 1);
  end_remote (remote);
}

static void
test_words (void)
{
  prove_words (FALSE);
  prove_words (TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dialect/pages", test_pages);
  g_test_add_func ("/dialect/same-page-again", test_same_page_again);
  g_test_add_func ("/dialect/strange-links", test_strange_links);
  g_test_add_func ("/dialect/next", test_next);
  g_test_add_func ("/dialect/words", test_words);
  return g_test_run ();
}
