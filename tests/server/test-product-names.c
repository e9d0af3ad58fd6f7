/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-change.h"
#include "cord-test-folder.h"
#include "cord-test-server.h"

#include <string.h>

/* Products of another system, whose ids may be anything: what an order charges and what a bill charges for name them
 * alike, also those that name no account. */

#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define DEMAND "/tmf-api/customerBillManagement/v4/customerBillOnDemand"
#define RATE "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate"
#define HELD(id, account)                                                                                              \
  "{\"id\":\"" id "\",\"name\":\"Fast\",\"status\":\"active\",\"startDate\":\"2026-01-01T00:00:00Z\"," TEST_PARTY      \
  "," account "\"productOffering\":{\"id\":\"fast\"},\"productPrice\":[{\"priceType\":\"recurring\","                  \
  "\"recurringChargePeriod\":\"month\",\"price\":{\"dutyFreeAmount\":{\"unit\":\"EUR\",\"value\":45.00}}}]}"
#define ON_ACCOUNT "\"billingAccount\":{\"id\":\"acct-C1\"},"

static const char *const ids[] = { "A/B 7%é", "no account/1", "7b5ff1d4-3a5e-4a9c-9d0c-3f3b8a6f2d11" };

static TestServer *
start (const char *folder)
{
  g_autofree char *file = g_build_filename (folder, "product.json", NULL);
  TestServer *server;

  g_assert_true (g_file_set_contents (file,
                                      "[" HELD ("A/B 7%é", ON_ACCOUNT) "," HELD ("no account/1", "") "," HELD (
                                          "7b5ff1d4-3a5e-4a9c-9d0c-3f3b8a6f2d11", ON_ACCOUNT) "]",
                                      -1, NULL));
  test_copy_policy (folder);
  server = test_server_new_with (FALSE, "127.0.0.1:0", folder);
  test_sign_in (server, "billing");
  return server;
}

static void
place (TestServer *server, const char *id)
{
  g_autofree char *body = g_strdup_printf (
      "{" TEST_PARTY ",\"requestedStartDate\":\"2026-06-17T00:00:00Z\",\"productOrderItem\":[{\"id\":\"1\","
      "\"action\":\"modify\",\"quantity\":2,\"product\":{\"id\":\"%s\"}}]}",
      id);
  g_autoptr (TestReply) reply = test_send (server, "POST", ORDER, body, NULL);

  test_assert_status (reply, 201);
}

/* The charges of a product: @by_order of an order, the others of a bill. */
static guint
count (const TestReply *rates, const char *id, gboolean by_order)
{
  JsonArray *array = json_node_get_array (rates->json);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *rate = json_array_get_element (array, i);

      g_assert_false (g_str_has_prefix (cord_json_find_string (rate, "product.id"), "x-"));
      if (g_strcmp0 (cord_json_find_string (rate, "product.id"), id) == 0)
        n += by_order == (cord_json_find (rate, "cordboardOrder") != NULL);
    }
  return n;
}

static void
test_alike (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cord-names-XXXXXX", NULL);
  g_autoptr (TestServer) server = start (folder);
  g_autoptr (TestReply) task = NULL;
  g_autoptr (TestReply) rates = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    place (server, ids[i]);
  cord_clock_advance (server->clock, 14 * G_TIME_SPAN_DAY);
  test_sign_in (server, "billing");
  task = test_send (server, "POST", DEMAND, "{\"billingAccount\":{\"id\":\"acct-C1\"}}", NULL);
  test_assert_status (task, 201);
  rates = test_send (server, "GET", RATE "?relatedParty.id=C1", NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_assert_cmpuint (count (rates, ids[i], TRUE), ==, 1);
      g_assert_cmpuint (count (rates, ids[i], FALSE), ==, 1);
    }
  g_clear_pointer (&server, test_server_free);
  cord_test_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/product-names/alike", test_alike);
  return g_test_run ();
}
