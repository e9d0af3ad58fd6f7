/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-change.h"
#include "cord-test-scope.h"
#include "cord-test-server.h"

#include "billing/cord-quote.h"

#include <string.h>

/* The bill that a quote announces is the bill that the server makes: its date and its sum, by the clock, under each of
 * the policy packs, which collect what a change adds with the next bill. */

#define QUOTE "/tmf-api/quoteManagement/v4/quote"
#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define OFFERING "/tmf-api/productCatalogManagement/v4/productOffering"
#define DEMAND "/tmf-api/customerBillManagement/v4/customerBillOnDemand"
#define BILL "/tmf-api/customerBillManagement/v4/customerBill"
#define RATE "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate"
#define PARTY "\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}]"
#define FAST "\"action\":\"modify\",\"product\":{\"id\":\"line-1\"},\"productOffering\":{\"id\":\"fast\"}"
#define NO_HELP "\"action\":\"delete\",\"product\":{\"id\":\"help-1\"}"

static const char *const packs[] = { "us", "eu", "none" };

static TestServer *
start (const char *pack)
{
  TestServer *server = test_server_new_under (pack);

  test_sign_in (server, "billing");
  return server;
}

static TestReply *
send (TestServer *server, const char *method, const char *path, const char *body, guint status)
{
  TestReply *reply = test_send (server, method, path, body, NULL);

  test_assert_status (reply, status);
  return reply;
}

/* 39.99 with 19 % tax and a fee of 9.90, of that category; returns the item of an order of it. */
static char *
add_deal_of (TestServer *server, const char *category)
{
  g_autofree char *body = g_strdup_printf (
      "{\"name\":\"Deal\",\"isSellable\":true,\"lifecycleStatus\":\"Active\",\"category\":[{\"id\":\"%s\"}],"
      "\"productSpecification\":{\"id\":\"spec-fast\"},\"productOfferingPrice\":["
      "{\"id\":\"price-deal\",\"name\":\"Deal\",\"priceType\":\"recurring\",\"recurringChargePeriodType\":\"month\","
      "\"recurringChargePeriodLength\":1,\"price\":{\"unit\":\"EUR\",\"value\":39.99},"
      "\"tax\":[{\"taxCategory\":\"VAT\",\"taxRate\":19}]},"
      "{\"id\":\"once-deal\",\"name\":\"Activation\",\"priceType\":\"oneTime\",\"price\":{\"unit\":\"EUR\",\"value\":9."
      "90}}]}",
      category);
  g_autoptr (TestReply) reply = send (server, "POST", OFFERING, body, 201);

  return g_strdup_printf ("\"action\":\"modify\",\"product\":{\"id\":\"line-1\"},\"productOffering\":{\"id\":\"%s\"}",
                          test_text (reply, "id"));
}

static char *
add_deal (TestServer *server)
{
  return add_deal_of (server, "internet");
}

static CordQuote *
quote (TestServer *server, const char *item, const char *day, TestReply **answer)
{
  g_autofree char *body = g_strdup_printf ("{\"instantSyncQuote\":true," PARTY
                                           ",\"quoteItem\":[{\"id\":\"1\",%s}],\"cordboardEffective\":\"%s\"}",
                                           item, day);
  g_autoptr (TestReply) reply = send (server, "POST", QUOTE, body, 200);
  CordQuote *computed = test_compute_quote (reply);

  if (answer != NULL)
    *answer = g_steal_pointer (&reply);
  return computed;
}

static char *
order_body (const char *item, const char *day)
{
  return g_strdup_printf (
      "{" PARTY ",\"requestedStartDate\":\"%sT00:00:00Z\",\"productOrderItem\":[{\"id\":\"1\",%s}]}", day, item);
}

static void
place (TestServer *server, const char *item, const char *day)
{
  g_autofree char *body = order_body (item, day);
  g_autoptr (TestReply) reply = send (server, "POST", ORDER, body, 201);
}

/* The quote of a change, and then its order. */
static CordQuote *
change (TestServer *server, const char *item, const char *day)
{
  CordQuote *quoted = quote (server, item, day, NULL);

  place (server, item, day);
  return quoted;
}

static TestReply *
demand_bill (TestServer *server)
{
  g_autoptr (TestReply) task = send (server, "POST", DEMAND, "{\"billingAccount\":{\"id\":\"acct-C1\"}}", 201);
  g_autofree char *path = g_strconcat (BILL "/", test_text (task, "customerBill.id"), NULL);

  return send (server, "GET", path, NULL, 200);
}

static gint64
minor_at (JsonNode *node, const char *path)
{
  g_autofree char *text = cord_json_dup_decimal (cord_json_find (node, path));
  CordMoney money;

  g_assert_nonnull (text);
  g_assert_true (cord_money_parse (text, "EUR", 2, &money, NULL));
  return money.minor;
}

static void
assert_bill (const TestReply *bill, const CordBillRow *row)
{
  g_assert_cmpint (minor_at (bill->json, "amountDue.value"), ==, row->gross);
  g_assert_cmpint (minor_at (bill->json, "taxExcludedAmount.value"), ==, row->net);
}

static void
assert_nothing_due (TestServer *server)
{
  g_autoptr (TestReply) bill = demand_bill (server);

  g_assert_null (cord_json_find (bill->json, "amountDue"));
}

/* The day on which a bill begins, and the bill that is made then. */
static void
assert_made (TestServer *server, const CordBillRow *row)
{
  g_autofree char *day = cord_date_to_string (row->cycle.start);
  g_autoptr (TestReply) bill = NULL;

  test_go_to (server, day);
  bill = demand_bill (server);
  assert_bill (bill, row);
  g_assert_true (g_str_has_prefix (test_text (bill, "billDate"), day));
  assert_nothing_due (server);
}

/* One change */

static void
test_first (gconstpointer pack)
{
  g_autoptr (TestServer) server = start (pack);
  g_autofree char *deal = add_deal (server);
  g_autoptr (TestReply) answer = NULL;
  g_autoptr (CordQuote) quoted = quote (server, deal, "2026-06-17", &answer);
  const CordLadder *ladder = cord_quote_get_candidate (quoted);

  g_assert_true (cord_quote_collects_next (quoted));
  g_assert_cmpstr (test_text (answer, "cordboardFirstBill.billDate"), ==, "2026-07-01");
  g_assert_cmpint (minor_at (answer->json, "cordboardFirstBill.taxIncludedAmount.value"), ==, ladder->first.gross);
  place (server, deal, "2026-06-17");
  assert_nothing_due (server);
  test_go_to (server, "2026-06-30");
  assert_nothing_due (server);
  assert_made (server, &ladder->first);
}

/* The month after costs what "every month" said. */
static void
test_month (gconstpointer pack)
{
  g_autoptr (TestServer) server = start (pack);
  g_autofree char *deal = add_deal (server);
  g_autoptr (CordQuote) quoted = change (server, deal, "2026-06-17");
  CordBillRow month = cord_quote_get_candidate (quoted)->steady;

  assert_made (server, &cord_quote_get_candidate (quoted)->first);
  g_assert_true (cord_date_parse ("2026-08-01", &month.cycle.start, NULL));
  assert_made (server, &month);
}

/* Several changes */

/* What the order charges is what the quote says that it adds, and no line of an order before it. */
static void
assert_added (TestServer *server, CordQuote *quoted)
{
  g_autoptr (TestReply) open = send (server, "GET", RATE "?isBilled=false&billingAccount.id=acct-C1", NULL, 200);
  JsonArray *rates = json_node_get_array (open->json);
  gint64 sum = 0;

  for (guint i = 0; i < json_array_get_length (rates); i++)
    sum += minor_at (json_array_get_element (rates, i), "taxIncludedAmount.value");
  g_assert_cmpint (sum, ==, cord_quote_get_candidate (quoted)->this_bill.gross);
}

/* Up, another product away, and on to a third plan: each quote knows what waits for the bill already. */
static void
test_several (gconstpointer pack)
{
  g_autoptr (TestServer) server = start (pack);
  g_autofree char *deal = add_deal (server);
  g_autoptr (CordQuote) first = change (server, FAST, "2026-06-17");
  g_autoptr (CordQuote) second = NULL;
  g_autoptr (CordQuote) third = NULL;

  test_go_to (server, "2026-06-20");
  second = change (server, NO_HELP, "2026-06-20");
  g_assert_cmpint (cord_quote_get_current (second)->next.gross, ==, cord_quote_get_candidate (first)->next.gross);
  g_assert_cmpint (cord_quote_get_added (second)->gross, <, 0);
  assert_added (server, second);
  test_go_to (server, "2026-06-25");
  assert_nothing_due (server);
  third = change (server, deal, "2026-06-25");
  g_assert_cmpint (cord_quote_get_current (third)->next.gross, ==, cord_quote_get_candidate (second)->next.gross);
  assert_added (server, third);
  assert_made (server, &cord_quote_get_candidate (third)->first);
}

/* Back to where it was on the same day: the bill is as if nothing had been. */
static void
test_and_back (gconstpointer pack)
{
  g_autoptr (TestServer) server = start (pack);
  g_autoptr (CordQuote) away = change (server, FAST, "2026-06-17");
  g_autoptr (CordQuote) back
      = change (server, "\"action\":\"modify\",\"product\":{\"id\":\"line-1\"},\"productOffering\":{\"id\":\"basic\"}",
                "2026-06-17");

  g_assert_cmpint (cord_quote_get_candidate (away)->this_bill.gross, ==, -cord_quote_get_added (back)->gross);
  g_assert_cmpuint (cord_quote_get_lines (back)->len, ==, 0);
  assert_made (server, &cord_quote_get_current (away)->next);
}

/* Each line of the bill names its product first. */
static void
test_words (void)
{
  g_autoptr (TestServer) server = start ("none");
  g_autoptr (CordQuote) quoted = change (server, FAST, "2026-06-17");
  g_autoptr (TestReply) bill = NULL;
  g_autoptr (TestReply) rates = NULL;
  JsonArray *array;

  test_go_to (server, "2026-07-01");
  bill = demand_bill (server);
  rates = send (server, "GET", RATE "?isBilled=true&sort=name", NULL, 200);
  array = json_node_get_array (rates->json);
  g_assert_cmpuint (json_array_get_length (array), ==, 4);
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_assert_true (
        g_str_has_prefix (cord_json_find_string (json_array_get_element (array, i), "name"), i == 0  ? "Basic, "
                                                                                             : i < 3 ? "Fast, "
                                                                                                     : "Help, "));
}

static char *
dup_rate_names (TestServer *server)
{
  g_autoptr (TestReply) rates = send (server, "GET", RATE "?sort=name", NULL, 200);
  JsonArray *array = json_node_get_array (rates->json);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_string_append_printf (names, "%s\n", cord_json_find_string (json_array_get_element (array, i), "name"));
  return g_string_free (names, FALSE);
}

/* What an earlier order of the cycle added is on no bill yet: neither the later order nor the bill calls it billed. */
static void
test_words_of_what_waits (void)
{
  g_autoptr (TestServer) server = start ("none");
  g_autofree char *deal = add_deal (server);
  g_autoptr (CordQuote) first = change (server, FAST, "2026-06-17");
  g_autoptr (CordQuote) second = NULL;
  g_autofree char *names = NULL;

  test_go_to (server, "2026-06-20");
  second = change (server, deal, "2026-06-20");
  names = dup_rate_names (server);
  g_test_message ("%s", names);
  g_assert_nonnull (strstr (names, "€21.00 already put on the bill of 1 July 2026, so now −€16.50"));
  g_assert_nonnull (strstr (names, "€30.00 already billed, so now"));
  g_assert_null (strstr (names, "€21.00 already billed"));
}

/* Changes of every kind on every kind of day, to the bills after */

#define TIED                                                                                                           \
  "{\"name\":\"Fast\",\"status\":\"active\",\"startDate\":\"2026-01-01T00:00:00Z\"," PARTY                             \
  ",\"billingAccount\":{\"id\":\"acct-C1\"},\"productOffering\":{\"id\":\"fast\"},\"productPrice\":[{\"priceType\":"   \
  "\"recurring\",\"recurringChargePeriod\":\"month\",\"price\":{\"dutyFreeAmount\":{\"unit\":\"EUR\",\"value\":45.00}" \
  "}}],\"productTerm\":[{\"name\":\"Two years\",\"duration\":{\"amount\":24,\"units\":\"month\"},\"etf\":{\"kind\":"   \
  "\"subsidy\",\"amount\":\"240.00\"},\"validFor\":{\"startDateTime\":\"2026-01-01T00:00:00Z\",\"endDateTime\":"       \
  "\"2028-01-01T00:00:00Z\"}}]}"
/* Suspended, it costs 5.00 a month, and suspending it 9.90. */
#define NAPPING                                                                                                        \
  "{\"name\":\"Napping\",\"isSellable\":true,\"lifecycleStatus\":\"Active\",\"category\":[{\"id\":\"internet\"}],"     \
  "\"productSpecification\":{\"id\":\"spec-fast\"},\"productOfferingPrice\":[{\"id\":\"price-fast\"},"                 \
  "{\"id\":\"price-suspended\",\"name\":\"Napping, suspended\",\"priceType\":\"suspension\","                          \
  "\"recurringChargePeriodType\":\"month\",\"recurringChargePeriodLength\":1,\"price\":{\"unit\":\"EUR\",\"value\":5." \
  "00}},{\"id\":\"price-suspending\",\"name\":\"Suspending\",\"priceType\":\"suspension\",\"price\":{\"unit\":"        \
  "\"EUR\","                                                                                                           \
  "\"value\":9.90}}]}"
#define HELD(offering)                                                                                                 \
  "{\"name\":\"Held\",\"status\":\"active\",\"startDate\":\"2026-01-01T00:00:00Z\"," PARTY                             \
  ",\"billingAccount\":{\"id\":\"acct-C1\"},\"productOffering\":{\"id\":\"" offering "\"},\"productPrice\":["          \
  "{\"priceType\":\"recurring\",\"recurringChargePeriod\":\"month\",\"price\":{\"dutyFreeAmount\":{\"unit\":\"EUR\","  \
  "\"value\":45.00}}}]}"

static char *
create (TestServer *server, const char *path, const char *body)
{
  g_autoptr (TestReply) reply = send (server, "POST", path, body, 201);

  return g_strdup (test_text (reply, "id"));
}

static char *
item_of (const char *format, const char *id)
{
  GString *item = g_string_new (format);

  g_string_replace (item, "ID", id, 0);
  return g_string_free (item, FALSE);
}

static char *
make_upgrade (TestServer *server)
{
  return add_deal (server);
}

static char *
make_addition (TestServer *server)
{
  g_autofree char *deal = add_deal_of (server, "extras");
  GString *item = g_string_new (deal);

  g_string_replace (item, "\"action\":\"modify\",\"product\":{\"id\":\"line-1\"}",
                    "\"action\":\"add\",\"product\":{\"id\":\"line-9\"}", 1);
  return g_string_free (item, FALSE);
}

/* From 45.00 to 30.00. */
static char *
make_downgrade (TestServer *server)
{
  g_autofree char *slow = create (
      server, OFFERING,
      "{\"name\":\"Slow\",\"lifecycleStatus\":\"Active\",\"category\":[{\"id\":\"internet\"}],\"productOfferingPrice\":"
      "["
      "{\"id\":\"price-slow\",\"name\":\"Slow\",\"priceType\":\"recurring\",\"recurringChargePeriodType\":\"month\","
      "\"price\":{\"unit\":\"EUR\",\"value\":30.00}}]}");
  g_autofree char *id = create (server, POPULATION, HELD ("fast"));
  g_autofree char *item
      = g_strdup_printf ("\"action\":\"modify\",\"product\":{\"id\":\"ID\"},\"productOffering\":{\"id\":\"%s\"}", slow);

  return item_of (item, id);
}

static char *
make_removal (TestServer *server)
{
  g_autofree char *id = create (server, POPULATION, TIED);

  return item_of ("\"action\":\"delete\",\"product\":{\"id\":\"ID\"}", id);
}

static char *
add_napping (TestServer *server)
{
  g_autofree char *offering = create (server, OFFERING, NAPPING);
  g_autofree char *held = item_of (HELD ("ID"), offering);

  return create (server, POPULATION, held);
}

static char *
make_suspension (TestServer *server)
{
  g_autofree char *id = add_napping (server);

  return item_of ("\"action\":\"modify\",\"product\":{\"id\":\"ID\",\"status\":\"suspended\"}", id);
}

static char *
make_resumption (TestServer *server)
{
  g_autofree char *id = add_napping (server);
  g_autofree char *suspension
      = item_of ("\"action\":\"modify\",\"product\":{\"id\":\"ID\",\"status\":\"suspended\"}", id);

  place (server, suspension, "2026-06-17");
  return item_of ("\"action\":\"modify\",\"product\":{\"id\":\"ID\",\"status\":\"active\"}", id);
}

static char *
make_quantity (TestServer *server)
{
  return g_strdup ("\"action\":\"modify\",\"quantity\":3,\"product\":{\"id\":\"line-1\"}");
}

static const struct
{
  const char *name;
  char *(*make) (TestServer *server);
  gint64 fee; /* gross, or -1: there is one, which depends on the day */
} kinds[] = {
  { "upgrade", make_upgrade, 1178 }, { "addition", make_addition, 1178 },    { "downgrade", make_downgrade, 0 },
  { "removal", make_removal, -1 },   { "suspension", make_suspension, 990 }, { "resumption", make_resumption, 0 },
  { "quantity", make_quantity, 0 },
};

/* Now, at the end of the cycle, in this cycle, two cycles on. */
static const char *const days[] = { "2026-06-17", "2026-07-01", "2026-06-24", "2026-08-12" };

/* What the quote says of the bill that begins on @day: its cycle, and on the first what is added now. */
static CordBillRow
announced (CordQuote *quoted, CordDate day)
{
  g_autoptr (GPtrArray) lines = cord_quote_dup_row_lines (quoted, TRUE, CORD_LADDER_YEAR, 0);
  gboolean first = cord_quote_get_candidate (quoted)->next.cycle.start == day;
  CordBillRow row = { .cycle.start = day };

  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (lines, i);

      if (line->cycle.start == day || (first && line->cycle.start < day))
        {
          row.net += line->net;
          row.gross += line->gross;
        }
    }
  return row;
}

/* The only fee of the change among its lines, or 0. */
static gint64
find_fee (CordQuote *quoted)
{
  g_autoptr (GPtrArray) lines = cord_quote_dup_row_lines (quoted, TRUE, CORD_LADDER_YEAR, 0);
  gint64 fee = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (lines, i);

      if (!cord_quote_is_of_change (quoted, cord_bill_line_get_event (line)))
        continue;
      g_assert_cmpint (fee, ==, 0);
      fee = line->gross;
    }
  return fee;
}

static guint
count_amount (JsonArray *prices, const char *path, gint64 gross)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (prices); i++)
    n += minor_at (json_array_get_element (prices, i), path) == gross;
  return n;
}

/* The fee stands on the order once, and once on what was charged for it. */
static void
assert_fee (TestServer *server, const TestReply *order, gint64 fee)
{
  g_autofree char *path = g_strconcat (RATE "?isBilled=true&cordboardOrder=", test_text (order, "id"), NULL);
  g_autoptr (TestReply) rates = send (server, "GET", path, NULL, 200);
  JsonArray *prices = json_node_get_array (cord_json_find (order->json, "productOrderItem.itemPrice"));

  g_assert_cmpuint (count_amount (prices, "price.taxIncludedAmount.value", fee), ==, 1);
  g_assert_cmpuint (count_amount (json_node_get_array (rates->json), "taxIncludedAmount.value", fee), ==, 1);
}

/* The prices of a quote or an order that fall due with a bill to come: each with its day, amount and words. */
static char *
dup_later (const TestReply *reply, const char *path)
{
  JsonArray *prices = json_node_get_array (cord_json_find (reply->json, path));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (prices); i++)
    {
      JsonNode *price = json_array_get_element (prices, i);
      const char *day = cord_json_find_string (price, "cordboardBillDate");

      if (day != NULL)
        g_string_append_printf (text, "%s %" G_GINT64_FORMAT " %s\n", day,
                                minor_at (price, "price.taxIncludedAmount.value"),
                                cord_json_find_string (price, "name"));
    }
  return g_string_free (text, FALSE);
}

/* The same of what was charged for the fees of an order, as far as that fell due later. */
static char *
dup_charged (TestServer *server, const TestReply *order)
{
  g_autofree char *path = g_strconcat (RATE "?isBilled=true&cordboardOrder=", test_text (order, "id"), NULL);
  g_autoptr (TestReply) reply = send (server, "GET", path, NULL, 200);
  JsonArray *rates = json_node_get_array (reply->json);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (rates); i++)
    {
      JsonNode *rate = json_array_get_element (rates, i);

      if (cord_json_find (rate, "cordboardLine") != NULL)
        g_string_append_printf (text, "%s %" G_GINT64_FORMAT " %s\n", cord_json_find_string (rate, "cordboardBillDate"),
                                minor_at (rate, "taxIncludedAmount.value"), cord_json_find_string (rate, "name"));
    }
  return g_string_free (text, FALSE);
}

static void
assert_later (TestServer *server, const TestReply *quoted, const TestReply *order)
{
  g_autofree char *of_quote = dup_later (quoted, "quoteItem.quoteItemPrice");
  g_autofree char *of_order = dup_later (order, "productOrderItem.itemPrice");
  g_autofree char *charged = dup_charged (server, order);

  g_assert_cmpstr (of_quote, ==, of_order);
  g_assert_cmpstr (charged, ==, of_order);
}

static void
check_bills (const char *pack, guint kind, const char *day)
{
  static const char *const bills[] = { "2026-07-01", "2026-08-01", "2026-09-01" };
  g_autoptr (TestServer) server = start (pack);
  g_autofree char *item = kinds[kind].make (server);
  g_autoptr (TestReply) answer = NULL;
  g_autoptr (CordQuote) quoted = quote (server, item, day, &answer);
  g_autofree char *body = order_body (item, day);
  g_autoptr (TestReply) order = send (server, "POST", ORDER, body, 201);
  gint64 fee = find_fee (quoted);

  g_test_message ("%s on %s under %s", kinds[kind].name, day, pack);
  g_assert_true (kinds[kind].fee < 0 ? fee > 0 : fee == kinds[kind].fee);
  for (guint i = 0; i < G_N_ELEMENTS (bills); i++)
    {
      CordDate date;
      CordBillRow row;

      g_assert_true (cord_date_parse (bills[i], &date, NULL));
      row = announced (quoted, date);
      if (cord_quote_get_candidate (quoted)->first.cycle.start == date)
        g_assert_cmpint (row.gross, ==, cord_quote_get_candidate (quoted)->first.gross);
      assert_made (server, &row);
    }
  if (fee > 0)
    assert_fee (server, order, fee);
  assert_later (server, answer, order);
}

/* Without --all a third under each pack, so that every kind on every day is tried under one of them. */
static void
test_kinds (gconstpointer pack)
{
  guint turn = 0;

  while (!g_str_equal (packs[turn], pack))
    turn++;
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    for (guint day = 0; day < G_N_ELEMENTS (days); day++)
      if (cord_test_scope_is_all () || (kind * G_N_ELEMENTS (days) + day) % G_N_ELEMENTS (packs) == turn)
        check_bills (pack, kind, days[day]);
}

static void
add (const char *name, GTestDataFunc test)
{
  for (guint i = 0; i < G_N_ELEMENTS (packs); i++)
    {
      g_autofree char *path = g_strdup_printf ("/server/collect/%s/%s", name, packs[i]);

      g_test_add_data_func (path, packs[i], test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("first", test_first);
  add ("month", test_month);
  add ("several", test_several);
  add ("and-back", test_and_back);
  g_test_add_func ("/server/collect/words", test_words);
  g_test_add_func ("/server/collect/words-of-what-waits", test_words_of_what_waits);
  add ("kinds", test_kinds);
  return g_test_run ();
}
