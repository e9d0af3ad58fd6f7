/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-change.h"
#include "cord-test-scope.h"
#include "cord-test-server.h"

#include "base/cord-period.h"

/* Orders and writes of another system in random order, against a model that knows what there was on each day. A bill is
 * a sum of rounded parts, the model's an exact one, so that they may differ by half a cent a part; the prices are so
 * high that a single day of a single product is far more than all of these. */

#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define DEMAND "/tmf-api/customerBillManagement/v4/customerBillOnDemand"
#define BILL "/tmf-api/customerBillManagement/v4/customerBill"
#define PRODUCT "/tmf-api/productInventory/v4/product"
#define FIRST cord_date (2026, 6, 17)
#define LAST cord_date (2026, 11, 1)
#define WHOLE 13020 /* of 28, 30 and 31 */
#define N_MOST 5

typedef struct
{
  char *id;
  gint64 price; /* in minor units, of one unit for a month */
  gint64 quantity;
  gboolean suspended;
  gboolean over;
} Held;

typedef struct
{
  TestServer *server;
  GRand *random;
  CordDate today;
  Held held[N_MOST];
  guint n;
  guint acts;
  gint64 exact;  /* in minor units ÷ WHOLE, of all days of the cycles that have begun */
  gint64 billed; /* in minor units */
} World;

static CordDate
month_start (CordDate day)
{
  return cord_date_of_anchor (cord_date_month_index (day), 1);
}

static int
days_of (CordDate day)
{
  return cord_date_add_months (month_start (day), 1) - month_start (day);
}

/* What a day costs as things stand. */
static gint64
cost (const World *self, CordDate day)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->n; i++)
    if (!self->held[i].over && !self->held[i].suspended)
      sum += self->held[i].price * self->held[i].quantity;
  return sum * (WHOLE / days_of (day));
}

static void
set_clock (World *self)
{
  g_autofree char *day = cord_date_to_string (self->today);

  test_go_to (self->server, day);
}

static void
make_bill (World *self)
{
  g_autoptr (TestReply) task
      = test_send (self->server, "POST", DEMAND, "{\"billingAccount\":{\"id\":\"acct-C1\"}}", NULL);
  g_autofree char *path = NULL;
  g_autoptr (TestReply) bill = NULL;
  g_autofree char *text = NULL;
  CordMoney money;

  test_assert_status (task, 201);
  path = g_strconcat (BILL "/", test_text (task, "customerBill.id"), NULL);
  bill = test_send (self->server, "GET", path, NULL, NULL);
  /* A bill of nothing names no amount. */
  if (cord_json_find (bill->json, "amountDue") == NULL)
    return;
  text = cord_json_dup_decimal (cord_json_find (bill->json, "amountDue.value"));
  g_assert_true (cord_money_parse (text, "EUR", 2, &money, NULL));
  self->billed += money.minor;
}

static void
pass_days (World *self, guint n)
{
  for (guint i = 0; i < n && self->today < LAST; i++)
    {
      self->exact += cost (self, self->today);
      self->today++;
      if (self->today == month_start (self->today))
        {
          set_clock (self);
          make_bill (self);
        }
    }
  set_clock (self);
}

static Held *
any_held (World *self)
{
  Held *held = &self->held[g_rand_int_range (self->random, 0, (gint32)self->n)];

  return held->over ? NULL : held;
}

static void
write_product (World *self, Held *held, const char *body)
{
  g_autofree char *path = g_strconcat (PRODUCT "/", held->id, NULL);
  g_autoptr (TestReply) reply = test_send (self->server, "PATCH", path, body, "If-Match", "*", NULL);

  if (reply->status != 200)
    g_error ("%s: %u %s", body, reply->status, reply->text);
}

static char *
dup_price (gint64 minor)
{
  return g_strdup_printf (
      "\"productPrice\":[{\"priceType\":\"recurring\",\"recurringChargePeriod\":\"month\",\"price\":"
      "{\"dutyFreeAmount\":{\"unit\":\"EUR\",\"value\":%" G_GINT64_FORMAT ".%02d}}}]",
      minor / 100, (int)(minor % 100));
}

static gint64
random_price (World *self)
{
  return g_rand_int_range (self->random, 60000, 99999);
}

static void
reprice (World *self, Held *held)
{
  g_autofree char *price = NULL;
  g_autofree char *body = NULL;

  held->price = random_price (self);
  price = dup_price (held->price);
  body = g_strdup_printf ("{%s}", price);
  write_product (self, held, body);
}

static void
suspend (World *self, Held *held)
{
  held->suspended = !held->suspended;
  write_product (self, held, held->suspended ? "{\"status\":\"suspended\"}" : "{\"status\":\"active\"}");
}

static void
end (World *self, Held *held)
{
  held->over = TRUE;
  write_product (self, held, "{\"status\":\"terminated\"}");
}

static void
add (World *self)
{
  g_autofree char *day = cord_date_to_string (self->today);
  g_autofree char *price = NULL;
  g_autofree char *body = NULL;
  Held *held = &self->held[self->n];

  if (self->n == N_MOST)
    return;
  self->n++;
  held->price = random_price (self);
  held->quantity = 1;
  price = dup_price (held->price);
  body = g_strdup_printf ("{\"name\":\"Line\",\"status\":\"active\",\"startDate\":\"%sT00:00:00Z\"," TEST_PARTY
                          ",\"billingAccount\":{\"id\":\"acct-C1\"},\"productOffering\":{\"id\":\"help\"},%s}",
                          day, price);
  held->id = test_create (self->server, PRODUCT, body);
}

static void
order (World *self, const Held *held, const char *action, const char *more)
{
  g_autofree char *day = cord_date_to_string (self->today);
  g_autofree char *body
      = g_strdup_printf ("{" TEST_PARTY ",\"requestedStartDate\":\"%sT00:00:00Z\",\"productOrderItem\":[{\"id\":\"1\","
                         "\"action\":\"%s\",\"product\":{\"id\":\"%s\"}%s}]}",
                         day, action, held->id, more);

  g_free (test_create (self->server, ORDER, body));
}

static void
order_quantity (World *self, Held *held)
{
  gint64 quantity = held->quantity % 3 + 1;
  g_autofree char *more = g_strdup_printf (",\"quantity\":%" G_GINT64_FORMAT, quantity);

  if (held->suspended)
    return;
  held->quantity = quantity;
  order (self, held, "modify", more);
}

static void
order_removal (World *self, Held *held)
{
  held->over = TRUE;
  order (self, held, "delete", "");
}

static void
act (World *self)
{
  int which = g_rand_int_range (self->random, 0, 12);
  Held *held = any_held (self);

  self->acts++;
  if (which == 0)
    add (self);
  else if (held == NULL || which > 8)
    pass_days (self, (guint)g_rand_int_range (self->random, 1, 12));
  else if (which < 4)
    reprice (self, held);
  else if (which < 6)
    suspend (self, held);
  else if (which < 8)
    order_quantity (self, held);
  else if (g_rand_boolean (self->random))
    end (self, held);
  else
    order_removal (self, held);
}

/* What the bills of all cycles that have begun come to: these days, and the rest of the last cycle as things stand.
 * What the account was billed for June before is not among it. */
static void
compare (World *self)
{
  gint64 exact = self->exact + cost (self, self->today) * days_of (self->today);
  gint64 apart = ABS (self->billed * WHOLE - exact);

  if (apart > (gint64)(self->acts + 5 * N_MOST) * WHOLE)
    g_error ("billed %" G_GINT64_FORMAT ", and it ought to be %" G_GINT64_FORMAT, self->billed, exact / WHOLE);
}

static void
play (guint32 seed)
{
  World self = { .server = test_server_new_under ("none"), .random = g_rand_new_with_seed (seed), .today = FIRST };

  self.held[0] = (Held){ g_strdup ("line-1"), 3000, 1, FALSE, FALSE };
  self.held[1] = (Held){ g_strdup ("help-1"), 500, 1, FALSE, FALSE };
  self.n = 2;
  set_clock (&self);
  /* The first days of June, and the bill of June that another system has made. */
  self.exact = cost (&self, self.today) * (self.today - month_start (self.today)) - 3500 * WHOLE;
  order_quantity (&self, &self.held[1]);
  while (self.today < LAST)
    act (&self);
  compare (&self);
  for (guint i = 0; i < self.n; i++)
    g_free (self.held[i].id);
  g_rand_free (self.random);
  test_server_free (self.server);
}

static void
test_random (void)
{
  guint rounds = cord_test_scope_is_all () ? 100 : 4;

  for (guint i = 0; i < rounds; i++)
    {
      guint32 seed = cord_test_scope_is_all () ? i : (guint32)g_test_rand_int ();

      g_test_message ("seed %u", seed);
      play (seed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/foreign-random", test_random);
  return g_test_run ();
}
