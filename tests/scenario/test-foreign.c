/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desk with another company's system, which speaks a dialect and accepts none of our extensions: whole calls, from
 * ring to close. */
#include "foreign-system.h"
#include "cord-test-folder.h"
#include "scenario-call.h"

#include "billing/cord-quote.h"
#include "domain/change/cord-order-price.h"

#include <string.h>

typedef struct
{
  ScenarioServer *server;
  ForeignSystem *system;
  ScenarioDesk *desk;
  char *folder;
} Case;

static void
open_case (Case *self)
{
  g_autofree char *practice = scenario_source_path ("data/practice");
  g_autofree char *address = NULL;
  g_autoptr (CordProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  self->server = scenario_server_new (practice, SCENARIO_PRACTICE_DAY, 30);
  self->system = foreign_system_new (self->server);
  self->folder = scenario_make_folder ();
  address = foreign_system_dup_address (self->system);
  profile = foreign_system_make_profile (self->system);
  self->desk = scenario_desk_open_before (self->folder, address, address, profile, self->server->clock, "none", &error);
  g_assert_no_error (error);
  DO (self->desk, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
}

static void
close_case (Case *self)
{
  g_autofree char *complaints = foreign_system_dup_complaints (self->system);

  g_assert_cmpstr (complaints, ==, "");
  g_assert_cmpuint (foreign_system_count (self->system), >, 0);
  scenario_desk_free (self->desk);
  foreign_system_free (self->system);
  scenario_server_free (self->server);
  cord_test_folder_remove (self->folder);
  g_free (self->folder);
}

static GVariant *
caller_at (guint index)
{
  g_autoptr (GVariant) callers = scenario_callers ();

  return cord_value_dup_at (callers, index);
}

#define assert_text(node, path, expected) g_assert_cmpstr (cord_json_find_string (node, path), ==, expected)

static JsonNode *
get_one (Case *self, const char *base, const char *id)
{
  g_autofree char *path = g_strconcat (base, "/", id, NULL);

  return scenario_system_get (self->server, path);
}

static void
assert_amount (JsonNode *node, const char *path, CordQuote *quote, gint64 minor)
{
  g_autofree char *expected = cord_money_to_decimal (cord_quote_money (quote, minor));
  g_autofree char *found = cord_json_dup_decimal (cord_json_find (node, path));

  g_assert_cmpstr (found, ==, expected);
}

/* The posted bodies: in their words, each line of the price with its arithmetic in its name. */
static void
prove_posted_order (Case *self, CordInteraction *interaction, CordQuote *quote)
{
  g_autoptr (GPtrArray) posted = foreign_system_dup_posted (self->system, "order");
  const CordBillNames names
      = { cord_interaction_get_customer (interaction), cord_interaction_get_catalog (interaction) };
  g_autoptr (GVariant) lines = cord_order_price_lines (quote, &names, NULL);
  JsonNode *order = posted->pdata[0];
  JsonArray *prices = json_node_get_array (cord_json_find (order, "orderItem.itemPrice"));
  GVariant *change = cord_interaction_get_change (interaction);
  gboolean removal = g_strcmp0 (cord_value_get_string (change, "kind"), "remove") == 0;

  g_assert_cmpuint (posted->len, ==, 1);
  assert_text (order, "externalId", cord_interaction_get_operation (interaction));
  assert_text (order, "orderItem.product.id", cord_value_get_string (change, "product"));
  assert_text (order, "orderItem.productOffering.id", cord_value_get_string (change, "offering"));
  g_assert_cmpuint (json_array_get_length (prices), ==, cord_value_length (lines) + !removal);
  for (gsize i = 0; i < cord_value_length (lines); i++)
    {
      g_autoptr (GVariant) line = cord_value_dup_at (lines, i);
      JsonNode *price = json_array_get_element (prices, (guint)i + !removal);
      g_autofree char *gross = cord_json_dup_decimal (cord_json_find (price, "price.taxIncludedAmount.value"));

      assert_text (price, "@type", "OrderPrice");
      assert_text (price, "name", cord_value_get_string (line, "text"));
      g_assert_cmpstr (gross, ==, cord_value_get_string (line, "gross"));
    }
}

/* The result: the system, which computes prices by itself, comes to the same cent. */
static void
prove_order (Case *self, CordInteraction *interaction, CordQuote *quote)
{
  g_autoptr (JsonNode) order = get_one (self, "/tmf-api/productOrderingManagement/v4/productOrder",
                                        cord_interaction_get_order_id (interaction));
  const CordLadder *ladder = cord_quote_get_candidate (quote);

  assert_text (order, "state", "completed");
  assert_text (order, "externalId", cord_interaction_get_operation (interaction));
  g_assert_null (cord_json_find (order, "cordboardSeal"));
  assert_amount (json_array_get_element (json_node_get_array (cord_json_find (order, "orderTotalPrice")), 0),
                 "price.taxIncludedAmount.value", quote, cord_quote_get_added (quote)->gross);
  assert_amount (json_array_get_element (json_node_get_array (cord_json_find (order, "orderTotalPrice")), 1),
                 "price.taxIncludedAmount.value", quote, ladder->steady.gross);
}

static void
prove_product (Case *self, CordInteraction *interaction)
{
  GVariant *change = cord_interaction_get_change (interaction);
  g_autoptr (JsonNode) product
      = get_one (self, "/tmf-api/productInventory/v4/product", cord_value_get_string (change, "product"));

  if (g_strcmp0 (cord_value_get_string (change, "kind"), "remove") == 0)
    assert_text (product, "status", "terminated");
  else
    assert_text (product, "productOffering.id", cord_value_get_string (change, "offering"));
}

static const char *
recorded (CordInteraction *interaction, const char *type, const char *member)
{
  return cord_value_get_string (cord_interaction_last_body (interaction, type), member);
}

static void
prove_message (Case *self, CordInteraction *interaction)
{
  g_autoptr (JsonNode) message = get_one (self, "/tmf-api/communicationManagement/v4/communicationMessage",
                                          recorded (interaction, "message.sent", "message"));
  g_autoptr (JsonNode) appointment
      = get_one (self, "/tmf-api/appointment/v4/appointment", recorded (interaction, "promise.made", "appointment"));
  g_autofree char *text = NULL;

  g_object_get (interaction, "message-text", &text, NULL);
  assert_text (message, "state", "completed");
  assert_text (message, "content", text);
  assert_text (appointment, "externalId", recorded (interaction, "promise.made", "operation"));
}

static void
prove (Case *self, CordInteraction *interaction)
{
  CordQuote *quote = cord_interaction_get_quote (interaction);

  g_assert_cmpstr (cord_interaction_get_status (interaction), ==, "closed");
  prove_posted_order (self, interaction, quote);
  prove_order (self, interaction, quote);
  prove_product (self, interaction);
  prove_message (self, interaction);
}

static void
test_whole_call (gconstpointer data)
{
  g_autoptr (GVariant) caller = caller_at (GPOINTER_TO_UINT (data));
  g_autoptr (CordInteraction) interaction = NULL;
  Case self = { 0 };

  open_case (&self);
  interaction = scenario_call_run (self.desk, caller, NULL);
  scenario_desk_flush (self.desk);
  prove (&self, interaction);
  close_case (&self);
}

/* The answer to the order is lost: the desk finds the placed order instead of placing it again. */
static void
test_lost_answers (void)
{
  g_autoptr (GVariant) caller = caller_at (0);
  g_autoptr (CordInteraction) interaction = NULL;
  g_autoptr (GPtrArray) posted = NULL;
  Case self = { 0 };

  open_case (&self);
  foreign_system_lose_answers (self.system, 1);
  cord_connectivity_set_pace (cord_remote_get_connectivity (self.desk->remote), 5, 20);
  interaction = scenario_call_run (self.desk, caller, NULL);
  posted = foreign_system_dup_posted (self.system, "order");
  g_assert_cmpuint (posted->len, ==, 1);
  prove (&self, interaction);
  close_case (&self);
}

/* A day passes between the quote and the order: the price is not what the customer agreed to. */
static void
test_stale (void)
{
  g_autoptr (GVariant) caller = caller_at (0);
  g_autoptr (CordInteraction) interaction = NULL;
  g_autoptr (GPtrArray) posted = NULL;
  Case self = { 0 };

  open_case (&self);
  interaction = scenario_call_run (self.desk, caller, "consent");
  cord_clock_advance (self.server->clock, (gint64)G_TIME_SPAN_DAY);
  DO (self.desk, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
  DO (self.desk, enter_step, "process");
  REFUSED (self.desk, CORD_ERROR_STALE, place);
  posted = foreign_system_dup_posted (self.system, "order");
  g_assert_cmpuint (posted->len, ==, 0);
  close_case (&self);
}

/* A quote whose total differs from the computed one is refused. */
static void
test_other_total (void)
{
  g_autoptr (GVariant) caller = caller_at (0);
  g_autoptr (CordInteraction) interaction = NULL;
  Case self = { 0 };

  open_case (&self);
  foreign_system_set_dearer (self.system);
  interaction = scenario_call_run (self.desk, caller, "label");
  DO (self.desk, enter_step, "confirm");
  REFUSED (self.desk, CORD_ERROR_STALE, select, cord_option_get_key (scenario_call_find_option (self.desk, caller)),
           CORD_DATE_NONE);
  g_assert_null (cord_interaction_get_quote (interaction));
  close_case (&self);
}

static void
on_finished (SoupMessage *message, guint *status)
{
  *status = soup_message_get_status (message);
}

static gboolean
is_answered (gpointer user_data)
{
  return *(guint *)user_data != 0;
}

/* The test's foreign system does complain about everything that a real one refuses. */
static void
test_dialect_is_enforced (void)
{
  static const struct
  {
    const char *method;
    const char *path;
    const char *header;
    const char *body;
    guint status;
  } requests[] = {
    { "GET", "/bss/inventory/v4/product?offset=0&limit=9", NULL, NULL, 400 },
    { "GET", "/bss/inventory/v4/product?page=0&size=9", NULL, NULL, 400 },
    { "GET", "/bss/inventory/v4/product?page=1&size=51", NULL, NULL, 400 },
    { "GET", "/bss/inventory/v4/product?page=1&size=9", "Cordboard-Interaction", NULL, 400 },
    { "GET", "/tmf-api/productInventory/v4/product?page=1&size=9", NULL, NULL, 404 },
    { "PATCH", "/bss/inventory/v4/product/p", NULL, "{}", 405 },
    { "DELETE", "/bss/orders/v4/order/p", NULL, NULL, 405 },
    { "POST", "/bss/orders/v4/order", "Idempotency-Key", "{}", 400 },
    { "POST", "/bss/orders/v4/order", NULL, "{\"cordboardSeal\":\"x\"}", 400 },
    { "POST", "/bss/orders/v4/order", NULL, "{\"@type\":\"ProratedOrderPrice\"}", 400 },
    { "POST", "/bss/orders/v4/order", NULL, "{\"productOrderItem\":[]}", 400 },
    { "POST", "/bss/orders/v4/order", NULL, "{\"orderItem\":[{\"action\":\"modify\"}]}", 400 },
    { "POST", "/bss/orders/v4/order", NULL, "{\"orderItem\":[{\"itemPrice\":[{\"chargeKind\":\"credit\"}]}]}", 400 },
  };
  g_autofree char *practice = scenario_source_path ("data/practice");
  g_autoptr (ScenarioServer) server = scenario_server_new (practice, SCENARIO_PRACTICE_DAY, 30);
  g_autoptr (ForeignSystem) system = foreign_system_new (server);
  g_autofree char *base = foreign_system_dup_base (system);
  g_autofree char *complaints = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
      g_autofree char *uri = g_strconcat (base, requests[i].path, NULL);
      g_autoptr (SoupMessage) message = soup_message_new (requests[i].method, uri);
      g_autoptr (GBytes) body
          = requests[i].body != NULL ? g_bytes_new_static (requests[i].body, strlen (requests[i].body)) : NULL;
      guint status = 0;

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", "Bearer x");
      if (requests[i].header != NULL)
        soup_message_headers_replace (soup_message_get_request_headers (message), requests[i].header, "x");
      if (body != NULL)
        soup_message_set_request_body_from_bytes (message, "application/json", body);
      g_signal_connect (message, "finished", G_CALLBACK (on_finished), &status);
      soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
      scenario_wait (is_answered, &status, "the system does not answer");
      g_test_message ("%s %s", requests[i].method, requests[i].path);
      g_assert_cmpuint (status, ==, requests[i].status);
    }
  complaints = foreign_system_dup_complaints (system);
  g_assert_cmpstr (complaints, !=, "");
}

/* Shown before the first call, and before anybody has signed in. */
static void
test_limits (void)
{
  g_auto (GStrv) limits = NULL;
  Case self = { 0 };

  open_case (&self);
  g_object_get (self.desk->session, "limits", &limits, NULL);
  g_assert_cmpuint (g_strv_length (limits), >, 3);
  g_assert_nonnull (strstr (limits[0], "cannot be undone"));
  scenario_desk_free (self.desk);
  self.desk = NULL;
  foreign_system_free (self.system);
  scenario_server_free (self.server);
  cord_test_folder_remove (self.folder);
  g_free (self.folder);
}

/* Without orders no call could be completed: none begins. */
static void
test_no_orders (void)
{
  g_autofree char *practice = scenario_source_path ("data/practice");
  g_autoptr (ScenarioServer) server = scenario_server_new (practice, SCENARIO_PRACTICE_DAY, 30);
  g_autofree char *folder = scenario_make_folder ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) document
      = cord_json_parse_value ("{\"id\":\"a\",\"apis\":{\"productOrderingManagement\":{\"offered\":false}}}", -1,
                               &CORD_JSON_LIMITS_FILE, &error);
  g_autoptr (CordProfile) profile = cord_profile_new (document, &error);
  ScenarioDesk *desk
      = scenario_desk_open_before (folder, server->address, server->address, profile, server->clock, "none", &error);

  g_assert_no_error (error);
  REFUSED (desk, CORD_ERROR_DENIED, sign_in, SCENARIO_USER, SCENARIO_PASSWORD);
  scenario_desk_free (desk);
  cord_test_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *path = g_strdup_printf ("/foreign/call/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_whole_call);
    }
  g_test_add_func ("/foreign/dialect-is-enforced", test_dialect_is_enforced);
  g_test_add_func ("/foreign/lost-answers", test_lost_answers);
  g_test_add_func ("/foreign/stale", test_stale);
  g_test_add_func ("/foreign/other-total", test_other_total);
  g_test_add_func ("/foreign/limits", test_limits);
  g_test_add_func ("/foreign/no-orders", test_no_orders);
  return g_test_run ();
}
