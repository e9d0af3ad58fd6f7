/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-folder.h"
#include "cord-test-server.h"

#include <string.h>

/* Other systems number each type by itself: an individual, an organization and a customer that have nothing to do with
 * each other may have the same id. None of them is taken for the other. */

#define PIN(Value) "\"partyCharacteristic\":[{\"name\":\"pin\",\"value\":\"" Value "\"}]"

static const char *const files[][2] = {
  { "individual.jsonl", "{\"id\":\"17\",\"givenName\":\"Ida\",\"familyName\":\"Berg\"," PIN (
                            "1717") "}\n"
                                    "{\"id\":\"99\",\"givenName\":\"Uma\",\"familyName\":\"Rao\"}\n" },
  { "organization.jsonl", "{\"id\":\"17\",\"tradingName\":\"Harbour Crane Works\"," PIN (
                              "1818") "}\n"
                                      "{\"id\":\"50\",\"tradingName\":\"Kiosk\"," PIN ("5050") "}\n" },
  { "customer.jsonl",
    "{\"id\":\"person\",\"name\":\"Ida Berg\",\"engagedParty\":{\"id\":\"17\",\"@referredType\":\"Individual\"}}\n"
    "{\"id\":\"firm\",\"name\":\"Crane\",\"engagedParty\":{\"id\":\"17\",\"@referredType\":\"organization\"}}\n"
    "{\"id\":\"17\",\"name\":\"Uma Rao\",\"engagedParty\":{\"id\":\"99\",\"@referredType\":\"Individual\"},"
    "\"characteristic\":[{\"name\":\"pin\",\"value\":\"1919\"}]}\n"
    "{\"id\":\"unsaid\",\"name\":\"Kiosk\",\"engagedParty\":{\"id\":\"50\"}}\n" },
};

typedef struct
{
  TestServer *server;
  char *folder;
} Case;

static void
open_call (TestServer *server)
{
  g_autoptr (TestReply) reply = test_send (
      server, "POST", "/cordboard/v1/interaction",
      "{\"channel\":\"phone\",\"direction\":\"inbound\",\"sop\":\"plan-change\",\"policy\":\"none\"}", NULL);

  test_assert_status (reply, 201);
  server->interaction = g_strdup (test_text (reply, "id"));
}

static void
set_up (Case *c, gconstpointer data)
{
  c->folder = g_dir_make_tmp ("cord-same-id-XXXXXX", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (c->folder, files[i][0], NULL);

      g_assert_true (g_file_set_contents (path, files[i][1], -1, NULL));
    }
  test_copy_policy (c->folder);
  c->server = test_server_new_with (FALSE, "127.0.0.1:0", c->folder);
  test_sign_in (c->server, "agent");
  open_call (c->server);
}

static void
tear_down (Case *c, gconstpointer data)
{
  test_server_free (c->server);
  cord_test_folder_remove (c->folder);
  g_free (c->folder);
}

static gboolean
proves (Case *c, const char *customer, const char *pin)
{
  g_autofree char *path = g_strdup_printf ("/cordboard/v1/interaction/%s/verification", c->server->interaction);
  g_autofree char *body = g_strdup_printf ("{\"customer\":\"%s\",\"factor\":\"pin\",\"value\":\"%s\"}", customer, pin);
  g_autoptr (TestReply) reply = test_send (c->server, "POST", path, body, NULL);

  test_assert_status (reply, 200);
  return json_object_get_boolean_member (json_node_get_object (reply->json), "match");
}

static void
test_pins (Case *c, gconstpointer data)
{
  static const char *const owners[][2]
      = { { "person", "1717" }, { "firm", "1818" }, { "17", "1919" }, { "unsaid", "5050" } };

  for (gsize i = 0; i < G_N_ELEMENTS (owners); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (owners); j++)
      if (i != j)
        {
          g_assert_false (proves (c, owners[i][0], owners[j][1]));
          g_assert_true (proves (c, owners[i][0], owners[i][1]));
        }
}

/* A lock on one is none on the others. */
static void
test_locks (Case *c, gconstpointer data)
{
  g_autofree char *path = g_strdup_printf ("/cordboard/v1/interaction/%s/verification", c->server->interaction);
  g_autoptr (TestReply) locked = NULL;

  for (guint i = 0; i < 3; i++)
    g_assert_false (proves (c, "person", "0000"));
  locked = test_send (c->server, "POST", path, "{\"customer\":\"person\",\"factor\":\"pin\",\"value\":\"1717\"}", NULL);
  test_assert_status (locked, 423);
  g_assert_true (proves (c, "firm", "1818"));
  g_assert_true (proves (c, "17", "1919"));
}

static void
assert_sees (Case *c, const char *path, guint status, const char *text)
{
  g_autoptr (TestReply) reply = test_send (c->server, "GET", path, NULL, NULL);

  test_assert_status (reply, status);
  if (text != NULL ? strstr (reply->text, text) == NULL : reply->json != NULL && strstr (reply->text, "Ida") != NULL)
    g_error ("%s: %s", path, reply->text);
}

/* Who was verified as the firm sees the firm, not the person with its id. */
static void
test_data (Case *c, gconstpointer data)
{
  g_assert_true (proves (c, "firm", "1818"));
  assert_sees (c, "/tmf-api/party/v4/organization/17", 200, "Harbour Crane Works");
  assert_sees (c, "/tmf-api/party/v4/individual/17", 404, NULL);
  assert_sees (c, "/tmf-api/party/v4/organization", 200, "Harbour Crane Works");
  assert_sees (c, "/tmf-api/party/v4/individual", 200, "[]");
  assert_sees (c, "/cordboard/v1/customerView/firm", 200, "Harbour Crane Works");
  assert_sees (c, "/cordboard/v1/customerView/firm", 200, NULL);
  g_assert_true (proves (c, "unsaid", "5050"));
  assert_sees (c, "/cordboard/v1/customerView/unsaid", 200, "\"tradingName\":\"Kiosk\"");
  assert_sees (c, "/tmf-api/party/v4/organization/50", 200, "Kiosk");
}

static void
test_search (Case *c, gconstpointer data)
{
  g_autofree char *path
      = g_strdup_printf ("/cordboard/v1/customer/search?q=harbour%%20crane&interaction=%s", c->server->interaction);
  g_autoptr (TestReply) found = test_send (c->server, "GET", path, NULL, NULL);

  test_assert_status (found, 200);
  g_assert_nonnull (strstr (found->text, "\"firm\""));
  g_assert_null (strstr (found->text, "\"person\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/same-id/pins", Case, NULL, set_up, test_pins, tear_down);
  g_test_add ("/server/same-id/locks", Case, NULL, set_up, test_locks, tear_down);
  g_test_add ("/server/same-id/data", Case, NULL, set_up, test_data, tear_down);
  g_test_add ("/server/same-id/search", Case, NULL, set_up, test_search, tear_down);
  return g_test_run ();
}
