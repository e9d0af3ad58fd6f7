/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-change.h"
#include "cord-test-scope.h"
#include "cord-test-server.h"

#include "base/cord-zone.h"
#include "billing/cord-quote.h"

#include <string.h>

/* An order that fails or is cancelled after a bill held it: what was billed for it is given back to the cent, and what
 * was only written is gone. */

#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define CANCEL "/tmf-api/productOrderingManagement/v4/cancelProductOrder"
#define DEMAND "/tmf-api/customerBillManagement/v4/customerBillOnDemand"
#define BILL "/tmf-api/customerBillManagement/v4/customerBill"
#define RATE "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate"
#define HISTORY "/cordboard/v1/accountHistory/acct-C1"
#define TO_FAST "\"action\":\"modify\",\"product\":{\"id\":\"line-1\"},\"productOffering\":{\"id\":\"fast\"}"
#define UNITS "\"action\":\"modify\",\"quantity\":2,\"product\":{\"id\":\"help-1\"}"

static TestServer *
start (const char *pack)
{
  TestServer *server = test_server_new_under (pack);

  test_sign_in (server, "billing");
  return server;
}

/* The bill that is made now: gross and net. */
static TestReply *
demand (TestServer *server)
{
  g_autoptr (TestReply) task = test_send (server, "POST", DEMAND, "{\"billingAccount\":{\"id\":\"acct-C1\"}}", NULL);
  g_autofree char *path = NULL;

  test_assert_status (task, 201);
  path = g_strconcat (BILL "/", test_text (task, "customerBill.id"), NULL);
  return test_send (server, "GET", path, NULL, NULL);
}

static gint64
minor_at (JsonNode *node, const char *path)
{
  g_autofree char *text = cord_json_dup_decimal (cord_json_find (node, path));
  CordMoney money;

  if (text == NULL)
    return 0;
  g_assert_true (cord_money_parse (text, "EUR", 2, &money, NULL));
  return money.minor;
}

static gint64
make_bill (TestServer *server)
{
  g_autoptr (TestReply) bill = demand (server);

  return minor_at (bill->json, "amountDue.value");
}

static void
assert_state (TestServer *server, const char *order, const char *state)
{
  g_autofree char *path = g_strconcat (ORDER "/", order, NULL);
  g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);

  g_assert_cmpstr (test_text (reply, "state"), ==, state);
}

static void
patch (TestServer *server, const char *order, const char *state)
{
  g_autofree char *path = g_strconcat (ORDER "/", order, NULL);
  g_autofree char *body = g_strdup_printf ("{\"state\":\"%s\"}", state);
  g_autoptr (TestReply) reply = test_send (server, "PATCH", path, body, "If-Match", "*", NULL);

  test_assert_status (reply, 200);
}

/* 45.00 with 19 % tax, a fee of 9.90 and a promotion. Returns its id. */
static char *
add_deal (TestServer *server, const char *price, const char *promotion)
{
  g_autofree char *body = g_strdup_printf (
      "{\"name\":\"Deal\",\"isSellable\":true,\"lifecycleStatus\":\"Active\",\"category\":[{\"id\":\"internet\"}],"
      "\"productSpecification\":{\"id\":\"spec-fast\"},\"productOfferingPrice\":["
      "{\"id\":\"price-deal\",\"name\":\"Deal\",\"priceType\":\"recurring\",\"recurringChargePeriodType\":\"month\","
      "\"recurringChargePeriodLength\":1,\"price\":{\"unit\":\"EUR\",\"value\":%s},"
      "\"tax\":[{\"taxCategory\":\"VAT\",\"taxRate\":19}]},"
      "{\"id\":\"once-deal\",\"name\":\"Activation\",\"priceType\":\"oneTime\",\"price\":{\"unit\":\"EUR\",\"value\":9."
      "90}},"
      "{\"id\":\"%s\",\"name\":\"Welcome\",\"priceType\":\"discount\",\"percentage\":10,"
      "\"applicationDuration\":{\"amount\":3,\"units\":\"month\"}}]}",
      price, promotion);

  return test_create (server, CATALOG, body);
}

static char *
to_offering (const char *product, const char *offering)
{
  return g_strdup_printf ("\"action\":\"modify\",\"product\":{\"id\":\"%s\"},\"productOffering\":{\"id\":\"%s\"}",
                          product, offering);
}

static void
remove_offering (TestServer *server, const char *offering)
{
  g_autofree char *path = g_strconcat (CATALOG "/", offering, NULL);
  g_autoptr (TestReply) reply = test_send (server, "DELETE", path, NULL, "If-Match", "*", NULL);

  test_assert_status (reply, 204);
}

static guint
count (TestServer *server, const char *path)
{
  g_autoptr (TestReply) reply = test_send (server, "GET", path, NULL, NULL);

  test_assert_status (reply, 200);
  return json_array_get_length (json_node_get_array (reply->json));
}

/* July is billed with 21 days of the new plan, and then cancelled by another system: what comes back is named, and the
 * next quote knows of it. */
static void
test_cancelled (void)
{
  g_autoptr (TestServer) server = start ("none");
  g_autofree char *anchor = test_place (server, UNITS, "2026-06-17");
  g_autofree char *order = test_place (server, TO_FAST, "2026-07-11");
  g_autofree char *path = g_strconcat (RATE "?sort=name&cordboardOrder=", order, NULL);
  g_autofree char *item = test_change_to ("line-1", "fast", "");
  g_autoptr (TestReply) rates = NULL;
  g_autoptr (TestReply) quoted = NULL;
  g_autoptr (CordQuote) known = NULL;
  JsonArray *array;

  test_go_to (server, "2026-07-01");
  /* 30.00 × 10/31 + 45.00 × 21/31, 2 × 5.00, and 5.00 × 14/30 of June. */
  g_assert_cmpint (make_bill (server), ==, 968 + 3048 + 1000 + 233);
  test_go_to (server, "2026-07-05");
  patch (server, order, "cancelled");
  rates = test_send (server, "GET", path, NULL, NULL);
  array = json_node_get_array (rates->json);
  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  g_assert_cmpstr (cord_json_find_string (json_array_get_element (array, 0), "name"), ==,
                   "Basic, 1 to 31 July 2026: 31 of 31 days of €30.00 = €30.00; €9.68 already billed, so now €20.32. "
                   "Order O-100002 was cancelled.");
  g_assert_cmpstr (cord_json_find_string (json_array_get_element (array, 1), "name"), ==,
                   "Fast, no longer charged: €30.48 already billed, back €30.48. Order O-100002 was cancelled.");
  g_assert_cmpint (minor_at (json_array_get_element (array, 1), "taxIncludedAmount.value"), ==, -3048);
  quoted = test_quote_change_on (server, item, "2026-09-01");
  known = test_compute_quote (quoted);
  g_assert_cmpint (cord_quote_get_current (known)->next.gross, ==, 3000 + 1000 - 1016);
  test_go_to (server, "2026-08-01");
  g_assert_cmpint (make_bill (server), ==, 3000 + 1000 - 1016);
  test_go_to (server, "2026-09-01");
  g_assert_cmpint (make_bill (server), ==, 4000);
}

/* The same when it cannot be carried out, with tax, fee and promotion; the promotion can be given again. */
static void
test_failed (void)
{
  g_autoptr (TestServer) server = start ("none");
  g_autofree char *deal = add_deal (server, "45.00", "welcome");
  g_autofree char *again = add_deal (server, "55.00", "welcome");
  g_autofree char *item = to_offering ("line-1", deal);
  g_autofree char *other = test_change_to ("line-1", again, "");
  g_autofree char *anchor = test_place (server, UNITS, "2026-06-17");
  g_autofree char *order = test_place (server, item, "2026-07-11");
  g_autoptr (TestReply) quoted = NULL;
  gint64 july;

  test_go_to (server, "2026-07-01");
  july = make_bill (server);
  g_assert_cmpint (july, >, 4000);
  remove_offering (server, deal);
  /* Another order brings terms without the offering that is gone. */
  g_free (test_place (server, "\"action\":\"modify\",\"quantity\":3,\"product\":{\"id\":\"help-1\"}", "2026-07-01"));
  g_test_expect_message ("cord-server", G_LOG_LEVEL_WARNING, "order *");
  test_go_to (server, "2026-07-11");
  assert_state (server, order, "failed");
  g_test_assert_expected_messages ();
  quoted = test_quote_change_on (server, other, "2026-08-01");
  test_assert_status (quoted, 200);
  g_assert_nonnull (strstr (quoted->text, "\"welcome-2\""));
  test_go_to (server, "2026-08-01");
  /* July for 30.00 and 3 × 5.00 in all, August the same, and 5.00 × 14/30 of June. */
  g_assert_cmpint (july + make_bill (server), ==, 2 * (3000 + 1500) + 233);
}

/* Charges that no bill holds yet are as if the order had never been. */
static void
test_not_billed_yet (void)
{
  g_autoptr (TestServer) server = start ("none");
  g_autofree char *anchor = test_place (server, UNITS, "2026-06-17");
  g_autofree char *order = test_place (server, TO_FAST, "2026-07-11");
  g_autofree char *none = g_strconcat (RATE "?cordboardOrder=", order, NULL);
  g_autoptr (TestReply) history = NULL;

  test_go_to (server, "2026-07-01");
  /* Writes the charges of July. */
  g_free (test_place (server, "\"action\":\"modify\",\"quantity\":3,\"product\":{\"id\":\"help-1\"}", "2026-07-01"));
  g_assert_cmpuint (count (server, RATE "?product.id=line-1"), ==, 2);
  patch (server, order, "cancelled");
  g_assert_cmpuint (count (server, RATE "?product.id=line-1"), ==, 1);
  g_assert_cmpuint (count (server, none), ==, 0);
  history = test_send (server, "GET", HISTORY, NULL, NULL);
  g_assert_null (strstr (history->text, order));
  g_assert_cmpint (make_bill (server), ==, 3000 + 1000 + 233);
}

/* A waits and is billed when B takes its place. Both fail, so both are given back, and a later bill has nothing of
 * either. */
static void
test_chain (void)
{
  g_autoptr (TestServer) server = start ("none");
  g_autofree char *deal = add_deal (server, "55.00", "welcome");
  g_autofree char *item = to_offering ("line-1", deal);
  g_autofree char *anchor = test_place (server, UNITS, "2026-06-17");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (TestReply) deleted = NULL;
  gint64 billed;

  test_go_to (server, "2026-06-25");
  first = test_place (server, TO_FAST, "2026-07-10");
  test_go_to (server, "2026-07-01");
  billed = make_bill (server);
  test_go_to (server, "2026-07-03");
  second = test_place (server, item, "2026-08-15");
  test_go_to (server, "2026-08-01");
  billed += make_bill (server);
  g_assert_cmpint (billed, >, 2 * (3000 + 1000) + 233);
  /* The product is over elsewhere on the day of that bill. */
  deleted = test_send (server, "DELETE", POPULATION "/line-1", NULL, "If-Match", "*", NULL);
  test_assert_status (deleted, 204);
  assert_state (server, second, "failed");
  assert_state (server, first, "failed");
  test_go_to (server, "2026-09-01");
  g_assert_cmpint (billed + make_bill (server), ==, 3000 + 3 * 1000 + 233);
  test_go_to (server, "2026-10-01");
  g_assert_cmpint (make_bill (server), ==, 1000);
}

/* Random orders */

#define N_PRODUCTS 4

/* One customer here, whose account also has the orders that come to nothing, and there, where those never were. */
typedef struct
{
  GRand *random;
  TestServer *with;
  TestServer *without;
  gint64 billed[2]; /* gross of all bills of the two */
  gint64 net[2];
  char *products[2][N_PRODUCTS];
  char *offers[2]; /* the deal that lasts */
  CordDate today;
  CordDate busy[N_PRODUCTS]; /* the day until which a change of it waits */
  char *doomed[N_PRODUCTS];  /* the order that another system cancels before its day, or NULL */
  gboolean gone[N_PRODUCTS];
} World;

#define HELD                                                                                                           \
  "{\"name\":\"Held\",\"status\":\"active\",\"startDate\":\"2026-01-01T00:00:00Z\"," TEST_PARTY                        \
  ",\"billingAccount\":{\"id\":\"acct-C1\"},\"productOffering\":{\"id\":\"fast\"},\"productPrice\":["                  \
  "{\"priceType\":\"recurring\",\"recurringChargePeriod\":\"month\",\"price\":{\"dutyFreeAmount\":{\"unit\":\"EUR\","  \
  "\"value\":45.00}}}]}"

static TestServer *
server_of (const World *world, guint side)
{
  return side == 0 ? world->with : world->without;
}

static void
world_init (World *self, guint32 seed, const char *pack)
{
  memset (self, 0, sizeof *self);
  self->random = g_rand_new_with_seed (seed);
  self->with = start (pack);
  self->without = start (pack);
  for (guint side = 0; side < 2; side++)
    {
      self->offers[side] = add_deal (server_of (self, side), "39.99", "welcome");
      self->products[side][0] = g_strdup ("line-1");
      self->products[side][1] = g_strdup ("help-1");
      for (guint i = 2; i < N_PRODUCTS; i++)
        self->products[side][i] = test_create (server_of (self, side), POPULATION, HELD);
    }
  g_assert_true (cord_date_parse ("2026-06-17", &self->today, NULL));
}

static void
world_clear (World *self)
{
  g_rand_free (self->random);
  test_server_free (self->with);
  test_server_free (self->without);
  for (guint i = 0; i < N_PRODUCTS; i++)
    g_free (self->doomed[i]);
  for (guint side = 0; side < 2; side++)
    {
      g_free (self->offers[side]);
      for (guint i = 0; i < N_PRODUCTS; i++)
        g_free (self->products[side][i]);
    }
}

static guint
below (World *self, guint n)
{
  return (guint)g_rand_int_range (self->random, 0, (gint32)n);
}

/* A change of @product, on one side; @offer: for which it may be. */
static char *
make_item (const World *self, guint side, guint product, guint kind, guint quantity, const char *offer)
{
  const char *id = self->products[side][product];

  if (kind == 0)
    return g_strdup_printf ("\"action\":\"modify\",\"quantity\":%u,\"product\":{\"id\":\"%s\"}", quantity, id);
  if (kind == 1)
    return g_strdup_printf ("\"action\":\"delete\",\"product\":{\"id\":\"%s\"}", id);
  if (kind == 2)
    return g_strdup_printf ("\"action\":\"modify\",\"product\":{\"id\":\"%s\",\"status\":\"suspended\"}", id);
  return to_offering (id, kind == 3 ? offer : kind == 4 ? "basic" : "fast");
}

/* What cannot be ordered now is refused on both sides alike. */
static gboolean
try_order (TestServer *server, const char *item, const char *day, char **id)
{
  g_autofree char *body = g_strdup_printf (
      "{" TEST_PARTY ",\"requestedStartDate\":\"%sT00:00:00Z\",\"productOrderItem\":[{\"id\":\"1\",%s}]}", day, item);
  g_autoptr (TestReply) reply = test_send (server, "POST", ORDER, body, NULL);

  if (reply->status != 201)
    return FALSE;
  if (id != NULL)
    *id = g_strdup (test_text (reply, "id"));
  return TRUE;
}

static void
order_on_both (World *self, guint product)
{
  guint kind = below (self, 6);
  guint quantity = 1 + below (self, 4);
  CordDate date = self->today + (CordDate)(below (self, 2) == 0 ? 0 : below (self, 50));
  g_autofree char *day = cord_date_to_string (date);
  gboolean taken[2];

  for (guint side = 0; side < 2; side++)
    {
      g_autofree char *item = make_item (self, side, product, kind, quantity, self->offers[side]);

      taken[side] = try_order (server_of (self, side), item, day, NULL);
    }
  g_assert_cmpint (taken[0], ==, taken[1]);
  if (!taken[0])
    return;
  self->busy[product] = date;
  self->gone[product] = kind == 1;
}

/* From its first order on an account is billed here. */
static void
begin_account (World *self)
{
  g_free (test_place (self->with, UNITS, "2026-06-17"));
  g_free (test_place (self->without, UNITS, "2026-06-17"));
}

/* On one side only: it fails on its day, because its offering is no longer sold, or is cancelled before. */
static void
order_in_vain (World *self, guint product)
{
  gboolean fails = below (self, 2) == 0;
  CordDate date = self->today + 1 + (CordDate)below (self, 60);
  g_autofree char *offer = add_deal (self->with, "47.11", "in-vain");
  g_autofree char *item = make_item (self, 0, product, fails ? 3 : below (self, 6), 1 + below (self, 4), offer);
  g_autofree char *day = cord_date_to_string (date);
  char *id = NULL;

  if (try_order (self->with, item, day, &id))
    self->busy[product] = date;
  if (fails && id != NULL)
    remove_offering (self->with, offer);
  if (fails)
    g_free (id);
  else
    self->doomed[product] = id;
}

static void
cancel_one (World *self, guint product)
{
  g_autofree char *id = g_steal_pointer (&self->doomed[product]);

  if (below (self, 2) == 0)
    patch (self->with, id, "pending");
  patch (self->with, id, "cancelled");
  self->busy[product] = CORD_DATE_NONE;
}

static void
bill_both (World *self)
{
  for (guint side = 0; side < 2; side++)
    {
      g_autoptr (TestReply) bill = demand (server_of (self, side));

      self->billed[side] += minor_at (bill->json, "amountDue.value");
      self->net[side] += minor_at (bill->json, "taxExcludedAmount.value");
    }
}

static void
pass_to (World *self, CordDate date)
{
  g_autofree char *day = cord_date_to_string (date);

  self->today = date;
  test_go_to (self->with, day);
  test_go_to (self->without, day);
}

static void
act (World *self)
{
  guint product = below (self, N_PRODUCTS);
  guint what = below (self, 6);

  if (what == 0)
    bill_both (self);
  else if (self->doomed[product] != NULL)
    cancel_one (self, product);
  else if (self->busy[product] <= self->today && !self->gone[product] && what < 3)
    order_on_both (self, product);
  else if (self->busy[product] <= self->today && !self->gone[product])
    order_in_vain (self, product);
}

/* Another system cancels in time; from its day on an order cannot be. */
static void
cancel_due (World *self, CordDate until)
{
  for (guint i = 0; i < N_PRODUCTS; i++)
    if (self->doomed[i] != NULL && self->busy[i] <= until)
      cancel_one (self, i);
}

static void
run (guint32 seed)
{
  static const char *const packs[] = { "none", "us", "eu" };
  World world;
  CordDate end;

  world_init (&world, seed, packs[seed % G_N_ELEMENTS (packs)]);
  end = world.today + 170;
  for (guint i = 0; i < N_PRODUCTS; i++)
    world.busy[i] = CORD_DATE_NONE;
  begin_account (&world);
  while (world.today < end)
    {
      CordDate next = world.today + 1 + (CordDate)below (&world, 12);

      cancel_due (&world, next);
      pass_to (&world, next);
      for (guint n = 1 + below (&world, 3); n > 0; n--)
        act (&world);
    }
  cancel_due (&world, end + 200);
  pass_to (&world, end + 130);
  bill_both (&world);
  g_test_message ("seed %u", seed);
  g_assert_cmpint (world.net[0], ==, world.net[1]);
  g_assert_cmpint (world.billed[0], ==, world.billed[1]);
  g_assert_cmpint (world.billed[0], >, 0);
  world_clear (&world);
}

/* Orders that fail are logged, which is what they do here. */
static gboolean
is_fatal (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  return !g_str_has_prefix (message, "order ");
}

static void
test_random (void)
{
  const guint n = cord_test_scope_is_all () ? 60 : 1;

  g_test_log_set_fatal_handler (is_fatal, NULL);
  for (guint seed = 1; seed <= n; seed++)
    run (seed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/taken-back/cancelled", test_cancelled);
  g_test_add_func ("/server/taken-back/failed", test_failed);
  g_test_add_func ("/server/taken-back/not-billed-yet", test_not_billed_yet);
  g_test_add_func ("/server/taken-back/chain", test_chain);
  g_test_add_func ("/server/taken-back/random", test_random);
  return g_test_run ();
}
