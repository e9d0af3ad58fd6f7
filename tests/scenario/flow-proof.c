/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow-proof.h"

#define QUOTES "/tmf-api/quoteManagement/v4/quote"
#define ORDERS "/tmf-api/productOrderingManagement/v4/productOrder"
#define PRODUCTS "/tmf-api/productInventory/v4/product"
#define RATES "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate"
#define HISTORIES "/cordboard/v1/accountHistory"

/* Requests */

static char *
item_of (const FlowCustomer *customer)
{
  static const char *const actions[] = { "modify", "modify", "add", "delete", "modify" };
  g_autofree char *term
      = customer->term > 0
            ? g_strdup_printf (",\"itemTerm\":[{\"duration\":{\"amount\":%d,\"units\":\"month\"}}]", customer->term)
            : g_strdup ("");
  g_autofree char *offering = customer->kind != FLOW_REMOVE
                                  ? g_strdup_printf (",\"productOffering\":{\"id\":\"%s\"}", customer->offering)
                                  : g_strdup ("");
  gboolean modify = g_str_equal (actions[customer->kind], "modify");

  return g_strdup_printf ("{\"id\":\"1\",\"action\":\"%s\"%s%s%s,\"product\":{\"id\":\"%s\"}%s%s}",
                          actions[customer->kind], modify ? ",\"cordboardKind\":\"" : "",
                          modify ? flow_kind_name (customer->kind) : "", modify ? "\"" : "", customer->product,
                          offering, term);
}

static char *
effective_day (const FlowCustomer *customer)
{
  return cord_date_to_string (customer->waits ? flow_shop_day (customer, FLOW_FIRST_DAY, customer->day + 1)
                                              : customer->day);
}

static JsonNode *
post (ScenarioServer *server, const char *path, const char *body, guint expected)
{
  guint status;
  JsonNode *answer = scenario_system_post (server, path, body, &status);

  if (status != expected)
    {
      g_autofree char *text = answer != NULL ? cord_json_write (answer) : NULL;

      g_error ("POST %s answers %u: %s to %s", path, status, text, body);
    }
  return answer;
}

static JsonNode *
ask_quote (ScenarioServer *server, const FlowCustomer *customer, const char *item, const char *day)
{
  g_autofree char *body
      = g_strdup_printf ("{\"instantSyncQuote\":true,\"relatedParty\":[{\"id\":\"%s\",\"role\":\"customer\"}],"
                         "\"billingAccount\":[{\"id\":\"acct-%s\"}],\"quoteItem\":[%s],\"cordboardEffective\":\"%s\"}",
                         customer->id, customer->id, item, day);

  return post (server, QUOTES, body, 200);
}

static JsonNode *
send_order (ScenarioServer *server, const FlowCustomer *customer, const char *item, const char *day, JsonNode *quote)
{
  g_autofree char *body = g_strdup_printf (
      "{\"relatedParty\":[{\"id\":\"%s\",\"role\":\"customer\"}],\"billingAccount\":{\"id\":\"acct-%s\"},"
      "\"requestedStartDate\":\"%sT00:00:00Z\",\"productOrderItem\":[%s],\"quote\":[{\"id\":\"%s\"}],"
      "\"cordboardSeal\":\"%s\"}",
      customer->id, customer->id, day, item, cord_json_find_string (quote, "id"),
      cord_json_find_string (quote, "cordboardSeal.sha256"));

  return post (server, ORDERS, body, 201);
}

static JsonNode *
get_one (ScenarioServer *server, const char *base, const char *id)
{
  g_autofree char *path = g_strconcat (base, "/", id, NULL);

  return scenario_system_get (server, path);
}

/* The engine's opinion on what the server has sealed. */
static CordQuote *
compute (JsonNode *quote)
{
  g_autoptr (GVariant) input = cord_json_to_value (cord_json_find (quote, "cordboardInput"));
  g_autoptr (GError) error = NULL;
  CordQuote *computed = cord_quote_new (input, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (cord_quote_get_sha256 (computed), ==, cord_json_find_string (quote, "cordboardSeal.sha256"));
  return computed;
}

/* Counting */

static gint64
minor_at (JsonNode *node, const char *path, CordQuote *quote)
{
  JsonNode *money = cord_json_find (node, path);
  g_autofree char *text = money != NULL ? cord_json_dup_decimal (cord_json_find (money, "value")) : NULL;
  CordMoney amount;

  g_assert_nonnull (text);
  g_assert_cmpstr (cord_json_find_string (money, "unit"), ==, cord_quote_get_currency (quote));
  g_assert_true (cord_money_parse (text, cord_quote_get_currency (quote), cord_quote_get_scale (quote), &amount, NULL));
  return amount.minor;
}

static void
add_price (CordBillRow *sum, JsonNode *price, CordQuote *quote)
{
  gint64 net = minor_at (price, "price.dutyFreeAmount", quote);
  gint64 gross = minor_at (price, "price.taxIncludedAmount", quote);

  sum->net += net;
  sum->gross += gross;
  sum->tax += gross - net;
}

static void
subtract_row (CordBillRow *row, const CordBillRow *part)
{
  row->net -= part->net;
  row->tax -= part->tax;
  row->gross -= part->gross;
}

static void
assert_row (const CordBillRow *found, const CordBillRow *expected)
{
  g_assert_cmpint (found->net, ==, expected->net);
  g_assert_cmpint (found->tax, ==, expected->tax);
  g_assert_cmpint (found->gross, ==, expected->gross);
}

static JsonArray *
array_at (JsonNode *node, const char *path)
{
  JsonNode *found = cord_json_find (node, path);

  g_assert_true (found != NULL && JSON_NODE_HOLDS_ARRAY (found));
  return json_node_get_array (found);
}

/* One-time charges are added now, line by line, unless they name a bill to come; a recurring one belongs to the item
 * alone and is not in the sum. */
static void
prove_lines (JsonArray *prices, CordQuote *quote)
{
  CordBillRow sum = { 0 };
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (prices); i++)
    if (g_str_equal (cord_json_find_string (json_array_get_element (prices, i), "priceType"), "oneTime")
        && cord_json_find (json_array_get_element (prices, i), "cordboardBillDate") == NULL)
      {
        add_price (&sum, json_array_get_element (prices, i), quote);
        n++;
      }
  assert_row (&sum, cord_quote_get_added (quote));
  g_assert_cmpuint (n, <=, cord_quote_get_added_lines (quote)->len);
}

static void
prove_totals (JsonArray *totals, CordQuote *quote)
{
  CordBillRow now = { 0 }, steady = { 0 };

  g_assert_cmpuint (json_array_get_length (totals), ==, 2);
  add_price (&now, json_array_get_element (totals, 0), quote);
  add_price (&steady, json_array_get_element (totals, 1), quote);
  assert_row (&now, cord_quote_get_added (quote));
  assert_row (&steady, &cord_quote_get_candidate (quote)->steady);
}

/* In every line net and tax sum to gross, and the lines sum to the row. */
static void
prove_engine (CordQuote *quote)
{
  GPtrArray *lines = cord_quote_get_lines (quote);
  CordBillRow sum = { 0 };

  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = lines->pdata[i];

      g_assert_cmpint (line->net + line->tax, ==, line->gross);
      sum.net += line->net;
      sum.tax += line->tax;
      sum.gross += line->gross;
    }
  assert_row (&sum, &cord_quote_get_candidate (quote)->this_bill);
}

/* Afterwards */

static void
add_event (CordBuilder *list, GVariant *event, GVariant *input)
{
  g_autoptr (GVariant) full = NULL;
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_extend (&builder, event);
  cord_builder_string (&builder, "recorded", cord_value_get_string (input, "now"));
  cord_builder_string (&builder, "effective", cord_value_get_string (input, "effective"));
  full = cord_builder_end (&builder);
  cord_builder_add (list, full);
}

static void
add_all (CordBuilder *list, GVariant *events, GVariant *input)
{
  for (gsize i = 0; i < cord_value_length (events); i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (events, i);

      if (input != NULL)
        add_event (list, event, input);
      else
        cord_builder_add (list, event);
    }
}

/* The history after an order: the sealed history, the change, and what comes with it. */
static GVariant *
dup_expected_history (CordQuote *quote)
{
  GVariant *input = cord_quote_get_input (quote);
  g_autoptr (GVariant) history = cord_value_dup_array (input, "history");
  g_autoptr (GVariant) change = cord_value_dup_object (input, "change");
  g_autoptr (GVariant) with = cord_value_dup_array (input, "with");
  CordBuilder list;

  cord_builder_init_array (&list);
  add_all (&list, history, NULL);
  add_event (&list, change, input);
  add_all (&list, with, input);
  return cord_builder_end (&list);
}

static void
prove_history (ScenarioServer *server, const FlowOrder *order, guint n_expected)
{
  g_autofree char *account = g_strconcat ("acct-", order->customer->id, NULL);
  g_autoptr (JsonNode) history = get_one (server, HISTORIES, account);
  JsonArray *events = array_at (history, "events");
  JsonNode *newest = json_array_get_element (events, json_array_get_length (events) - 1);

  g_assert_cmpuint (json_array_get_length (events), ==, n_expected);
  g_assert_cmpstr (cord_json_find_string (history, "version"), ==, "1");
  g_assert_cmpstr (cord_json_find_string (newest, "order"), ==, order->id);
  g_assert_cmpstr (cord_json_find_string (newest, "product"), ==, order->customer->product);
}

/* Nothing more is due than was stated, and the bills to come are those that were promised. */
static void
prove_next_quote (ScenarioServer *server, const FlowOrder *order)
{
  const FlowCustomer *customer = order->customer;
  const CordLadder *promised = cord_quote_get_candidate (order->quote);
  g_autofree char *day = cord_date_to_string (customer->day);
  /* One more product, so that none of their present ones excludes it. */
  g_autofree char *probe = g_strdup_printf ("prod-%s-probe", customer->id);
  g_autofree char *item = g_strdup_printf (
      "{\"id\":\"1\",\"action\":\"add\",\"product\":{\"id\":\"%s\"},\"productOffering\":{\"id\":\"" FLOW_PROBE "\"}}",
      probe);
  g_autoptr (JsonNode) answer = ask_quote (server, customer, item, day);
  g_autoptr (CordQuote) next = compute (answer);
  const CordLadder *current = cord_quote_get_current (next);
  g_autoptr (GVariant) history = cord_value_dup_array (cord_quote_get_input (next), "history");
  g_autoptr (GVariant) expected = dup_expected_history (order->quote);
  GPtrArray *lines = cord_quote_get_added_lines (next);
  CordBillRow nothing = { 0 };
  CordBillRow year = promised->year;
  gboolean collects = cord_quote_collects_next (order->quote);

  g_assert_true (cord_value_equal (history, expected));
  /* What the order added waits for the next bill, or has its charges already. */
  assert_row (&current->this_bill, collects ? &promised->this_bill : &nothing);
  assert_row (&current->next, &promised->next);
  assert_row (&current->steady, &promised->steady);
  if (!collects)
    subtract_row (&year, &promised->this_bill);
  assert_row (&current->year, &year);
  for (guint i = 0; i < lines->len; i++)
    g_assert_cmpstr (((CordBillLine *)lines->pdata[i])->product, ==, probe);
  prove_history (server, order, (guint)cord_value_length (expected));
}

static void
prove_product (ScenarioServer *server, const FlowOrder *order)
{
  const FlowCustomer *customer = order->customer;
  g_autoptr (JsonNode) product = get_one (server, PRODUCTS, customer->product);
  g_autoptr (GVariant) with = cord_value_dup_array (cord_quote_get_input (order->quote), "with");
  JsonArray *prices = array_at (product, "productPrice");
  guint discounts = 0;

  if (customer->kind == FLOW_REMOVE)
    {
      g_assert_cmpstr (cord_json_find_string (product, "status"), ==, "terminated");
      return;
    }
  g_assert_cmpstr (cord_json_find_string (product, "status"), ==, "active");
  g_assert_cmpstr (cord_json_find_string (product, "productOffering.id"), ==, customer->offering);
  for (guint i = 0; i < json_array_get_length (prices); i++)
    discounts += g_str_equal (cord_json_find_string (json_array_get_element (prices, i), "priceType"), "discount");
  g_assert_cmpuint (discounts, ==, cord_value_length (with));
  if (customer->term > 0)
    g_assert_cmpint (json_node_get_int (cord_json_find (product, "productTerm.duration.amount")), ==, customer->term);
}

static void
prove_rates (ScenarioServer *server, const FlowOrder *order)
{
  g_autofree char *path = g_strconcat (RATES "?cordboardOrder=", order->id, NULL);
  g_autoptr (JsonNode) answer = scenario_system_get (server, path);
  JsonArray *rates = json_node_get_array (answer);
  CordBillRow sum = { 0 };

  for (guint i = 0; i < json_array_get_length (rates); i++)
    {
      JsonNode *rate = json_array_get_element (rates, i);

      g_assert_cmpstr (cord_json_find_string (rate, "cordboardOrder"), ==, order->id);
      sum.net += minor_at (rate, "taxExcludedAmount", order->quote);
      sum.tax += minor_at (rate, "appliedTax.taxAmount", order->quote);
      sum.gross += minor_at (rate, "taxIncludedAmount", order->quote);
    }
  assert_row (&sum, cord_quote_get_added (order->quote));
}

static void
prove_order (JsonNode *document, CordQuote *quote)
{
  prove_lines (array_at (document, "productOrderItem.itemPrice"), quote);
  prove_totals (array_at (document, "orderTotalPrice"), quote);
}

FlowOrder *
flow_order_place (ScenarioServer *server, const FlowCustomer *customer)
{
  g_autofree char *item = item_of (customer);
  g_autofree char *day = effective_day (customer);
  g_autoptr (JsonNode) quoted = ask_quote (server, customer, item, day);
  g_autoptr (JsonNode) placed = send_order (server, customer, item, day, quoted);
  FlowOrder *self = g_new0 (FlowOrder, 1);

  self->customer = customer;
  self->id = g_strdup (cord_json_find_string (placed, "id"));
  self->quote = compute (quoted);
  prove_engine (self->quote);
  prove_lines (array_at (quoted, "quoteItem.quoteItemPrice"), self->quote);
  prove_totals (array_at (quoted, "quoteTotalPrice"), self->quote);
  prove_order (placed, self->quote);
  prove_next_quote (server, self);
  return self;
}

void
flow_order_prove_completion (ScenarioServer *server, const FlowOrder *order)
{
  g_autoptr (JsonNode) document = get_one (server, ORDERS, order->id);

  g_assert_cmpstr (cord_json_find_string (document, "state"), ==, "completed");
  prove_order (document, order->quote);
  prove_rates (server, order);
  prove_product (server, order);
}

void
flow_order_free (FlowOrder *self)
{
  g_free (self->id);
  g_object_unref (self->quote);
  g_free (self);
}
