/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-server.h"

#include "store/cord-resource-store.h"
#include "store/cord-server-store.h"

#include <string.h>

/* TMF630 (docs/wire.md, "Resources and queries"): lists, filters, pages, fields, order, versions, merge-patch, errors.
 */

#define CUSTOMER "/tmf-api/customerManagement/v4/customer"
#define INDIVIDUAL "/tmf-api/party/v4/individual"
#define CATEGORY "/tmf-api/productCatalogManagement/v4/category"

/* The ids of a list, in order, with a space between. */
static char *
ids (TestServer *server, const char *path)
{
  g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);
  GString *text = g_string_new (NULL);
  JsonArray *array;

  if (reply->status != 200 && reply->status != 206)
    g_error ("%s: %u %s", path, reply->status, reply->text);
  array = json_node_get_array (reply->json);
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            cord_json_find_string (json_array_get_element (array, i), "id"));
  return g_string_free (text, FALSE);
}

static void
assert_ids (TestServer *server, const char *path, const char *expected)
{
  g_autofree char *found = ids (server, path);

  if (!g_str_equal (found, expected))
    g_error ("%s: expected “%s”, got “%s”", path, expected, found);
}

static void
test_filters (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");

  assert_ids (server, POPULATION, "line-1 help-1 line-2 line-3");
  assert_ids (server, POPULATION "?relatedParty.id=C1", "line-1 help-1");
  assert_ids (server, POPULATION "?relatedParty.id=C1&name=Basic", "line-1");
  assert_ids (server, POPULATION "?relatedParty.id=C1,C2", "line-1 help-1 line-2");
  assert_ids (server, POPULATION "?relatedParty.id=C1&relatedParty.id=C3", "line-1 help-1 line-3");
  assert_ids (server, POPULATION "?relatedParty.id=C1%2CC2", "");
  assert_ids (server, POPULATION "?relatedParty.id=nobody", "");
  assert_ids (server, POPULATION "?nothing=1", "");
  assert_ids (server, POPULATION "?id=line-3,line-1,ghost", "line-3 line-1");
  assert_ids (server, POPULATION "?id=line-1&name=Fast", "");
  assert_ids (server, POPULATION "?name=basic", "");
  assert_ids (server, POPULATION "?name.regex=%5E(Basic%7CHelp)%24", "line-1 help-1 line-3");
  assert_ids (server, POPULATION "?startDate.gt=2024-01-01T00:00:00Z", "help-1");
  assert_ids (server, POPULATION "?startDate.gte=2024-01-01T00:00:00Z", "line-1 help-1 line-2");
  assert_ids (server, POPULATION "?startDate.lt=2024-01-01T00:00:00Z", "line-3");
  assert_ids (server, POPULATION "?startDate.lte=2024-01-01T00:00:00Z&name.eq=Basic", "line-1 line-3");
  assert_ids (server, POPULATION "?productPrice.price.dutyFreeAmount.value.gt=30", "line-2");
  assert_ids (server, POPULATION "?productPrice.price.dutyFreeAmount.value=30.00", "line-1 line-3");
  assert_ids (server, POPULATION "?isBundle=true", "");
  assert_ids (server, POPULATION "?isBundle=false&productCharacteristic.value=yes", "help-1");
  assert_ids (server, CUSTOMER "?name=Grace+Okafor", "C1");
  assert_ids (server, CUSTOMER "?name=Jonas%20Wei%C3%9F", "C2");
}

static void
test_sort (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");

  assert_ids (server, POPULATION "?sort=startDate", "line-3 line-1 line-2 help-1");
  assert_ids (server, POPULATION "?sort=-name,startDate", "help-1 line-2 line-3 line-1");
  assert_ids (server, POPULATION "?sort=productPrice.price.dutyFreeAmount.value", "help-1 line-1 line-3 line-2");
  assert_ids (server, POPULATION "?sort=description", "line-1 help-1 line-2 line-3");
  assert_ids (server, POPULATION "?sort=-startDate&limit=1", "help-1");
  assert_ids (server, POPULATION "?sort=-name%2CstartDate", "help-1 line-2 line-3 line-1");
}

static void
assert_page (TestServer *server, const char *path, guint status, const char *total, const char *count)
{
  g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);

  test_assert_status (reply, status);
  g_assert_cmpstr (test_header (reply, "X-Total-Count"), ==, total);
  g_assert_cmpstr (test_header (reply, "X-Result-Count"), ==, count);
}

static void
test_pages (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (TestReply) page = test_send (server, "GET", POPULATION "?name=Basic,Help&offset=1&limit=1", NULL, NULL);

  assert_page (server, POPULATION, 200, "4", "4");
  assert_page (server, POPULATION "?limit=4", 200, "4", "4");
  assert_page (server, POPULATION "?limit=2", 206, "4", "2");
  assert_page (server, POPULATION "?limit=0", 206, "4", "0");
  assert_page (server, POPULATION "?offset=3", 206, "4", "1");
  assert_page (server, POPULATION "?offset=9", 206, "4", "0");
  assert_page (server, POPULATION "?relatedParty.id=C1&limit=1", 206, "2", "1");
  assert_page (server, POPULATION "?relatedParty.id=nobody&limit=1", 200, "0", "0");
  assert_ids (server, POPULATION "?offset=1&limit=2", "help-1 line-2");
  assert_ids (server, POPULATION "?relatedParty.id=C1&offset=1", "help-1");
  assert_ids (server, POPULATION "?offset=9", "");
  g_assert_cmpstr (test_header (page, "X-Total-Count"), ==, "3");
  g_assert_nonnull (strstr (test_header (page, "Link"), "?name=Basic,Help&offset=2&limit=1>; rel=\"next\""));
  g_assert_nonnull (strstr (test_header (page, "Link"), "?name=Basic,Help&offset=0&limit=1>; rel=\"prev\""));
}

static void
test_bad_queries (void)
{
  static const char *const bad[]
      = { "limit=-1", "limit=x", "offset=-1", "offset=1.5", "name.regex=(", "limit=", "sort=", "name=%FF", ".gt=1",
          /* What has no meaning is said, not answered with everything or nothing. */
          "sort=nothing", "sort=name,nothing", "sort=-nothing.at.all", "name", "name.ne=Basic", "name.like=B",
          "relatedParty.id.in=C1", "name.first=B", "startDate.gt=yesterday", "startDate.lt=12", "startDate%3Esoon",
          "productPrice.price.dutyFreeAmount.value.gt=cheap", "name=Basic;limit=1", "name=Basic;sort=name",
          "name.gt%3E=1", "name=~(", "name*=(", "=Basic", "%3E1", ";name=Basic" };
  g_autoptr (TestServer) server = test_server_new_as ("billing");

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strconcat (POPULATION "?", bad[i], NULL);
      g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);

      test_assert_problem (reply, 400, "query");
    }
}

static void
test_directives (void)
{
  static const char *const names[] = { "depth", "expand", "filter" };
  g_autoptr (TestServer) server = test_server_new_as ("billing");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strconcat (POPULATION "?", names[i], "=1", NULL);
      g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);

      test_assert_problem (reply, 501, "not-implemented");
    }
}

/* The links of a long query would not fit into the head that proxies keep. */
static void
test_long_links (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (GString) path = g_string_new (POPULATION "?limit=1&relatedParty.id=C1");

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (path, ",0190c0de-0000-7000-8000-%012u", i);
  {
    g_autoptr (TestReply) reply = test_send (server, "GET", path->str, NULL, NULL);

    g_assert_cmpuint (reply->status, ==, 206);
    g_assert_cmpstr (test_header (reply, "X-Total-Count"), ==, "2");
    g_assert_null (test_header (reply, "Link"));
  }
}

static void
test_fields (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (TestReply) list
      = test_send (server, "GET", POPULATION "?fields=name,productOffering.id,unknown&relatedParty.id=C2", NULL, NULL);
  g_autoptr (TestReply) none = test_send (server, "GET", POPULATION "/line-2?fields=none", NULL, NULL);

  g_assert_cmpstr (list->text, ==,
                   "[{\"id\":\"line-2\",\"href\":\"" POPULATION
                   "/line-2\",\"name\":\"Fast\",\"productOffering\":{\"id\":\"fast\"}}]");
  g_assert_cmpstr (none->text, ==, "{\"id\":\"line-2\",\"href\":\"" POPULATION "/line-2\"}");
}

static void
test_versions (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (TestReply) first = test_send (server, "GET", POPULATION "/line-1", NULL, NULL);
  g_autoptr (TestReply) same = test_send (server, "GET", POPULATION "/line-1", NULL, "If-None-Match", "\"1\"", NULL);
  g_autoptr (TestReply) blind = test_send (server, "PATCH", POPULATION "/line-1", "{\"name\":\"X\"}", NULL);
  g_autoptr (TestReply) stale
      = test_send (server, "PATCH", POPULATION "/line-1", "{\"name\":\"X\"}", "If-Match", "\"7\"", NULL);
  g_autoptr (TestReply) changed = test_send (server, "PATCH", POPULATION "/line-1",
                                             "{\"name\":\"X\",\"isBundle\":null}", "If-Match", "\"1\"", NULL);
  g_autoptr (TestReply) lost
      = test_send (server, "PATCH", POPULATION "/line-1", "{\"name\":\"Y\"}", "If-Match", "\"1\"", NULL);
  g_autoptr (TestReply) keep = test_send (server, "DELETE", POPULATION "/line-1", NULL, NULL);
  g_autoptr (TestReply) gone = test_send (server, "DELETE", POPULATION "/line-1", NULL, "If-Match", "\"2\"", NULL);
  g_autoptr (TestReply) after = test_send (server, "GET", POPULATION "/line-1", NULL, NULL);

  g_assert_cmpstr (test_header (first, "ETag"), ==, "\"1\"");
  test_assert_status (same, 304);
  g_assert_cmpstr (same->text, ==, "");
  test_assert_problem (blind, 428, "precondition-required");
  test_assert_problem (stale, 412, "stale");
  test_assert_status (changed, 200);
  g_assert_cmpstr (test_header (changed, "ETag"), ==, "\"2\"");
  g_assert_cmpstr (test_text (changed, "name"), ==, "X");
  g_assert_null (cord_json_find (changed->json, "isBundle"));
  test_assert_problem (lost, 412, "stale");
  test_assert_problem (keep, 428, "precondition-required");
  test_assert_status (gone, 204);
  test_assert_problem (after, 404, "not-found");
  assert_ids (server, POPULATION "?relatedParty.id=C1", "help-1");
}

static void
test_patch_rules (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (TestReply) immutable
      = test_send (server, "PATCH", POPULATION "/line-1", "{\"id\":\"line-9\"}", "If-Match", "*", NULL);
  g_autoptr (TestReply) state
      = test_send (server, "PATCH", POPULATION "/line-1", "{\"status\":\"sleeping\"}", "If-Match", "*", NULL);
  g_autoptr (TestReply) jump
      = test_send (server, "PATCH", POPULATION "/line-1", "{\"status\":\"created\"}", "If-Match", "*", NULL);
  g_autoptr (TestReply) mandatory
      = test_send (server, "PATCH", POPULATION "/line-1", "{\"status\":null}", "If-Match", "*", NULL);
  g_autoptr (TestReply) good
      = test_send (server, "PATCH", POPULATION "/line-1", "{\"status\":\"suspended\"}", "If-Match", "*", NULL);
  g_autoptr (TestReply) text
      = test_send (server, "PATCH", POPULATION "/line-1", "{}", "If-Match", "*", "Content-Type", "text/plain", NULL);

  test_assert_problem (immutable, 400, "immutable");
  test_assert_problem (state, 400, "state");
  test_assert_problem (jump, 409, "state");
  test_assert_problem (mandatory, 400, "missing");
  test_assert_status (good, 200);
  test_assert_problem (text, 415, "media-type");
}

static void
test_create (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (TestReply) made
      = test_send (server, "POST", CATEGORY, "{\"id\":\"mine\",\"name\":\"TV\",\"x-unknown\":{\"deep\":[1.50]}}", NULL);
  g_autoptr (TestReply) nameless = test_send (server, "POST", CATEGORY, "{\"lifecycleStatus\":\"Active\"}", NULL);
  g_autoptr (TestReply) shape = test_send (server, "POST", CATEGORY, "[1]", NULL);
  g_autoptr (TestReply) broken = test_send (server, "POST", CATEGORY, "{\"name\":", NULL);
  g_autoptr (TestReply) doubled = test_send (server, "POST", CATEGORY, "{\"name\":\"a\",\"name\":\"b\"}", NULL);
  g_autoptr (TestReply) text = test_send (server, "POST", CATEGORY, "name", "Content-Type", "text/plain", NULL);
  g_autoptr (TestReply) again = NULL;
  g_autofree char *location = NULL;

  test_assert_status (made, 201);
  g_assert_cmpstr (test_text (made, "id"), !=, "mine");
  location = g_strdup (test_header (made, "Location"));
  g_assert_cmpstr (location, ==, test_text (made, "href"));
  again = test_send (server, "GET", location, NULL, NULL);
  g_assert_nonnull (strstr (again->text, "\"x-unknown\":{\"deep\":[1.50]}"));
  g_assert_nonnull (cord_json_find_string (again->json, "lastUpdate"));
  test_assert_problem (nameless, 400, "missing");
  test_assert_status (shape, 400);
  test_assert_problem (broken, 400, "json-syntax");
  test_assert_problem (doubled, 400, "json-duplicate-key");
  test_assert_problem (text, 415, "media-type");
}

/* A PIN is in no answer, however it was stored. */
static void
test_secrets (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (TestReply) loaded = test_send (server, "GET", INDIVIDUAL "/party-C1", NULL, NULL);
  g_autoptr (TestReply) made
      = test_send (server, "POST", INDIVIDUAL,
                   "{\"givenName\":\"Ada\",\"familyName\":\"Lark\",\"partyCharacteristic\":"
                   "[{\"name\":\"PIN\",\"value\":\"98761\"},{\"name\":\"shoe\",\"value\":\"41\"}]}",
                   NULL);
  g_autoptr (TestReply) patched
      = test_send (server, "PATCH", INDIVIDUAL "/party-C1",
                   "{\"partyCharacteristic\":[{\"name\":\"pin\",\"value\":\"55551\"}]}", "If-Match", "*", NULL);

  test_assert_status (loaded, 200);
  g_assert_null (strstr (loaded->text, "4711"));
  test_assert_status (made, 201);
  g_assert_null (strstr (made->text, "98761"));
  g_assert_nonnull (strstr (made->text, "shoe"));
  test_assert_status (patched, 200);
  g_assert_null (strstr (patched->text, "55551"));
  test_sign_in (server, "agent");
  test_open (server);
  test_verify (server, "C1", "55551");
}

static void
test_methods (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (TestReply) put = test_send (server, "PUT", CATEGORY "/internet", "{}", NULL);
  g_autoptr (TestReply) rate
      = test_send (server, "POST", "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate", "{}", NULL);
  g_autoptr (TestReply) nowhere = test_send (server, "GET", "/tmf-api/nothing/v4/nothing", NULL, NULL);
  g_autoptr (TestReply) token = test_send (server, "GET", "/cordboard/v1/token", NULL, NULL);
  g_autoptr (TestReply) unknown = test_send (server, "GET", CATEGORY "/ghost", NULL, NULL);
  g_autoptr (TestReply) escaped = test_send (server, "GET", CATEGORY "/a%2Fb", NULL, NULL);

  test_assert_problem (put, 405, "method-not-allowed");
  g_assert_cmpstr (test_header (put, "Allow"), ==, "GET, PATCH, DELETE");
  test_assert_problem (rate, 405, "method-not-allowed");
  test_assert_problem (nowhere, 404, "not-found");
  test_assert_problem (token, 405, "method-not-allowed");
  test_assert_problem (unknown, 404, "not-found");
  test_assert_problem (escaped, 404, "not-found");
}

static void
test_catalog_change (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (TestReply) before = test_send (server, "GET", "/cordboard/v1/catalog/change?since=0", NULL, NULL);
  gint64 version = json_object_get_int_member (json_node_get_object (before->json), "version");
  g_autofree char *path = g_strdup_printf ("/cordboard/v1/catalog/change?since=%" G_GINT64_FORMAT, version);
  g_autoptr (TestReply) quiet = test_send (server, "GET", path, NULL, NULL);
  g_autoptr (TestReply) patched
      = test_send (server, "PATCH", CATALOG "/help", "{\"description\":\"Any time\"}", "If-Match", "*", NULL);
  g_autoptr (TestReply) deleted = test_send (server, "DELETE", CATEGORY "/support", NULL, "If-Match", "*", NULL);
  g_autoptr (TestReply) after = test_send (server, "GET", path, NULL, NULL);
  g_autoptr (TestReply) odd = test_send (server, "GET", "/cordboard/v1/catalog/change?since=x", NULL, NULL);

  g_assert_cmpint (version, >, 0);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (cord_json_find (quiet->json, "changed"))), ==, 0);
  test_assert_status (patched, 200);
  test_assert_status (deleted, 204);
  g_assert_cmpstr (test_text (after, "changed.id"), ==, "help");
  g_assert_cmpstr (test_text (after, "removed.id"), ==, "support");
  test_assert_problem (odd, 400, "value");
}

static void
test_kit_mode (void)
{
  g_autoptr (TestServer) server = test_server_new (TRUE, "127.0.0.1:0");
  g_autoptr (TestReply) made = test_send (server, "POST", CATEGORY, "{\"id\":\"kit-1\",\"name\":\"TV\"}", NULL);
  g_autoptr (TestReply) patched = test_send (server, "PATCH", CATEGORY "/kit-1", "{\"name\":\"Television\"}", NULL);
  g_autoptr (TestReply) list = test_send (server, "GET", POPULATION "?fields=id", NULL, NULL);
  g_autoptr (TestReply) order = test_send (
      server, "POST", "/tmf-api/productOrderingManagement/v4/productOrder",
      "{\"productOrderItem\":[{\"id\":\"1\",\"action\":\"add\"}],\"relatedParty\":[{\"id\":\"kit-party\"}]}", NULL);
  g_autoptr (TestReply) ghost = test_send (
      server, "POST", "/tmf-api/productOrderingManagement/v4/productOrder",
      "{\"productOrderItem\":[{\"id\":\"1\",\"action\":\"add\",\"productOffering\":{\"id\":\"ghost\"}}]}", NULL);

  test_assert_status (made, 201);
  g_assert_cmpstr (test_text (made, "id"), ==, "kit-1");
  test_assert_status (patched, 200);
  test_assert_status (list, 200);
  test_assert_status (order, 201);
  test_assert_problem (ghost, 400, "unknown-offering");
}

static void
fill (TestServer *server, guint rows)
{
  g_autofree char *address = g_strconcat ("sqlite:", server->store, NULL);
  g_autoptr (CordDatabase) beside = cord_server_store_open (address, NULL);
  g_autofree char *filling = g_strnfill (4000, 'x');

  g_assert_true (cord_database_begin (beside, NULL));
  for (guint n = 0; n < rows; n++)
    {
      g_autofree char *id = g_strdup_printf ("filler-%u", n);
      g_autofree char *document = g_strdup_printf ("{\"id\":\"%s\",\"filling\":\"%s\"}", id, filling);

      g_assert_true (cord_resource_store_put (beside, "product", id, document, NULL, 5, NULL, NULL));
    }
  g_assert_true (cord_database_commit (beside, NULL));
}

/* A list longer than a piece comes in chunks and complete; HEAD has the same headers; a client that leaves half way
 * does no harm. */
static void
test_long (void)
{
  g_autoptr (TestServer) server = test_server_new_stored ();
  g_autoptr (TestReply) whole = NULL;
  g_autoptr (TestReply) head = NULL;
  g_autoptr (TestReply) after = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GInputStream) body = NULL;
  char begun[100];

  test_sign_in (server, "billing");
  fill (server, 2000);
  whole = test_send (server, "GET", POPULATION, NULL, NULL);
  test_assert_status (whole, 200);
  g_assert_cmpstr (test_header (whole, "Transfer-Encoding"), ==, "chunked");
  g_assert_cmpstr (test_header (whole, "X-Total-Count"), ==, "2004");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (whole->json)), ==, 2004);
  head = test_send (server, "HEAD", POPULATION, NULL, NULL);
  test_assert_status (head, 200);
  g_assert_cmpstr (test_header (head, "Transfer-Encoding"), ==, "chunked");
  g_assert_cmpstr (test_header (head, "X-Total-Count"), ==, "2004");
  g_assert_cmpstr (head->text, ==, "");
  message = test_make_message (server, "GET", POPULATION, "");
  body = soup_session_send (server->session, message, NULL, NULL);
  g_assert_cmpint (g_input_stream_read (body, begun, sizeof begun, NULL, NULL), >, 0);
  soup_session_abort (server->session);
  after = test_send (server, "GET", POPULATION "?limit=1", NULL, NULL);
  test_assert_status (after, 206);
}

/* A kit's removal is not priced, and removes all the same once its undo window is over. */
static void
test_kit_removal (void)
{
  static const char *const orders[] = {
    "{\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}],\"productOrderItem\":[{\"id\":\"1\",\"action\":"
    "\"delete\","
    "\"product\":{\"id\":\"help-1\"}}]}",
    "{\"productOrderItem\":[{\"id\":\"1\",\"action\":\"delete\",\"product\":{\"id\":\"line-2\"}}]}",
  };
  static const char *const products[]
      = { "/tmf-api/productInventory/v4/product/help-1", "/tmf-api/productInventory/v4/product/line-2" };
  g_autoptr (TestServer) server = test_server_new (TRUE, "127.0.0.1:0");

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (TestReply) placed
          = test_send (server, "POST", "/tmf-api/productOrderingManagement/v4/productOrder", orders[i], NULL);
      g_autoptr (TestReply) held = NULL;

      test_assert_status (placed, 201);
      cord_clock_set (server->clock, cord_clock_now (server->clock) + G_TIME_SPAN_MINUTE);
      held = test_send (server, "GET", products[i], NULL, NULL);
      g_assert_cmpstr (test_text (held, "status"), ==, "terminated");
      test_text (held, "terminationDate");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/engine/filters", test_filters);
  g_test_add_func ("/server/engine/sort", test_sort);
  g_test_add_func ("/server/engine/long", test_long);
  g_test_add_func ("/server/engine/pages", test_pages);
  g_test_add_func ("/server/engine/bad-queries", test_bad_queries);
  g_test_add_func ("/server/engine/directives", test_directives);
  g_test_add_func ("/server/engine/long-links", test_long_links);
  g_test_add_func ("/server/engine/fields", test_fields);
  g_test_add_func ("/server/engine/versions", test_versions);
  g_test_add_func ("/server/engine/patch-rules", test_patch_rules);
  g_test_add_func ("/server/engine/create", test_create);
  g_test_add_func ("/server/engine/secrets", test_secrets);
  g_test_add_func ("/server/engine/methods", test_methods);
  g_test_add_func ("/server/engine/catalog-change", test_catalog_change);
  g_test_add_func ("/server/engine/kit-mode", test_kit_mode);
  g_test_add_func ("/server/engine/kit-removal", test_kit_removal);
  return g_test_run ();
}
