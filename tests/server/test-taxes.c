/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-change.h"
#include "cord-test-server.h"

#include "billing/cord-bill-explain.h"

#include <string.h>

/* Several taxes, with dates: of the catalog, of the region of the account as the policy pack has it, and of an account
 * that is exempt. Today is the 17th of June 2026; Basic costs 30.00, and has no tax of its own. */

#define LINE "line-1"
#define RATE "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate"
#define DEMAND "/tmf-api/customerBillManagement/v4/customerBillOnDemand"
#define BILL "/tmf-api/customerBillManagement/v4/customerBill"
#define OFFERING "/tmf-api/productCatalogManagement/v4/productOffering"
#define ACCOUNT "/tmf-api/accountManagement/v4/billingAccount/acct-C1"
#define REGION(id) "\"characteristic\":[{\"name\":\"taxRegion\",\"value\":\"" id "\"}]"
#define TAXED(taxes)                                                                                                   \
  "{\"name\":\"Taxed\",\"isSellable\":true,\"lifecycleStatus\":\"Active\",\"category\":[{\"id\":\"internet\"}],"       \
  "\"productSpecification\":{\"id\":\"spec-fast\"},\"productOfferingPrice\":["                                         \
  "{\"id\":\"price-taxed\",\"name\":\"Taxed\",\"priceType\":\"recurring\",\"recurringChargePeriodType\":"              \
  "\"month\",\"price\":{\"unit\":\"EUR\",\"value\":60.00},\"tax\":[" taxes "]}]}"

typedef struct
{
  TestServer *server;
} Case;

static void
set_up (Case *c, gconstpointer data)
{
  c->server = test_server_new_with (FALSE, "127.0.0.1:0", NULL);
  test_sign_in (c->server, "billing");
}

static void
tear_down (Case *c, gconstpointer data)
{
  test_server_free (c->server);
}

static void
describe_account (Case *c, const char *members)
{
  g_autofree char *body = g_strdup_printf ("{%s}", members);
  g_autoptr (TestReply) reply = test_send (c->server, "PATCH", ACCOUNT, body, "If-Match", "*", "Content-Type",
                                           "application/merge-patch+json", NULL);

  test_assert_status (reply, 200);
}

static void
assert_words (CordQuote *quote, const char *words)
{
  GPtrArray *lines = cord_quote_get_lines (quote);

  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *line = cord_bill_line_explain_tax (quote, g_ptr_array_index (lines, i));

      if (line != NULL && strstr (line, words) != NULL)
        return;
    }
  g_error ("No line of %u says “%s”", lines->len, words);
}

/* 14 of 30 days of 60.00 are 28.00, with 7 % of 1.96 and 6 % of 1.68; from July on the second is 5 %. */
static void
test_of_the_catalog (Case *c, gconstpointer data)
{
  g_autofree char *taxed = test_create (
      c->server, OFFERING,
      TAXED ("{\"taxCategory\":\"State tax\",\"taxRate\":7},"
             "{\"taxCategory\":\"City tax\",\"taxRate\":6,\"validFor\":{\"endDateTime\":\"2026-07-01T00:00:00Z\"}},"
             "{\"taxCategory\":\"City tax\",\"taxRate\":5,\"validFor\":{\"startDateTime\":"
             "\"2026-07-01T00:00:00Z\"}}"));
  g_autoptr (CordQuote) quoted = test_compute_change (c->server, LINE, taxed);
  const CordLadder *ladder = cord_quote_get_candidate (quoted);
  g_autoptr (TestReply) rates = NULL;
  g_autoptr (TestReply) product = NULL;

  assert_words (quoted, "State tax €1.96 + 6\u00a0% City tax €1.68");
  /* The next bill collects what the change adds. */
  g_assert_cmpint (ladder->next.tax - ladder->this_bill.tax, ==, 420 + 300);
  test_must_change (c->server, LINE, taxed);
  rates = test_send (c->server, "GET", RATE "?relatedParty.id=C1", NULL, NULL);
  g_assert_nonnull (strstr (rates->text, "\"taxCategory\":\"State tax\",\"taxRate\":7,"));
  g_assert_nonnull (strstr (rates->text, "\"taxCategory\":\"City tax\",\"taxRate\":6,"));
  product = test_send (c->server, "GET", POPULATION "/line-1", NULL, NULL);
  g_assert_nonnull (strstr (product->text, "\"taxRate\":13"));
  g_assert_nonnull (strstr (product->text, "67.8"));
}

/* 14 of 30 days of 45.00 are 21.00, those of Basic 14.00 go back at the same taxes. */
static void
test_of_the_region (Case *c, gconstpointer data)
{
  g_autoptr (CordQuote) none = test_compute_change (c->server, LINE, "fast");
  g_autoptr (CordQuote) germany = NULL;
  g_autoptr (CordQuote) austria = NULL;
  g_autoptr (CordQuote) illinois = NULL;
  g_autoptr (CordQuote) elsewhere = NULL;

  g_assert_cmpint (cord_quote_get_candidate (none)->this_bill.tax, ==, 0);
  describe_account (c, REGION ("DE"));
  germany = test_compute_change (c->server, LINE, "fast");
  assert_words (germany, "VAT €3.99 = €24.99");
  g_assert_cmpint (cord_quote_get_candidate (germany)->this_bill.tax, ==, 399 - 266);
  describe_account (c, REGION ("AT"));
  austria = test_compute_change (c->server, LINE, "fast");
  g_assert_cmpint (cord_quote_get_candidate (austria)->this_bill.tax, ==, 420 - 280);
  describe_account (c, REGION ("US-IL"));
  illinois = test_compute_change (c->server, LINE, "fast");
  assert_words (illinois,
                "8.65\u00a0% State telecommunications tax €1.82 + 6\u00a0% Municipal telecommunications tax €1.26");
  describe_account (c, REGION ("Atlantis"));
  elsewhere = test_compute_change (c->server, LINE, "fast");
  g_assert_cmpint (cord_quote_get_candidate (elsewhere)->this_bill.tax, ==, 0);
}

static void
test_exempt (Case *c, gconstpointer data)
{
  g_autofree char *taxed = test_create (c->server, OFFERING, TAXED ("{\"taxCategory\":\"VAT\",\"taxRate\":19}"));
  g_autoptr (CordQuote) exempt = NULL;
  g_autoptr (CordQuote) own = NULL;

  describe_account (c, REGION ("DE") ",\"taxExemption\":[{\"certificateNumber\":\"X-1\",\"validFor\":{"
                                     "\"endDateTime\":\"2026-08-01T00:00:00Z\"}}]");
  exempt = test_compute_change (c->server, LINE, "fast");
  g_assert_cmpint (cord_quote_get_candidate (exempt)->this_bill.tax, ==, 0);
  g_assert_cmpint (cord_quote_get_candidate (exempt)->next.tax, ==, 0);
  g_assert_cmpint (cord_quote_get_candidate (exempt)->steady.tax, >, 0); /* from August on */
  own = test_compute_change (c->server, LINE, taxed);
  g_assert_cmpint (cord_quote_get_candidate (own)->this_bill.tax, ==, 0);
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

/* Each tax by name: the sum of those that are listed, and of @name alone. */
static gint64
sum_taxes (JsonNode *node, const char *list, const char *name, gint64 *named)
{
  JsonArray *taxes = json_node_get_array (cord_json_find (node, list));
  gint64 sum = 0;

  for (guint i = 0; i < json_array_get_length (taxes); i++)
    {
      JsonNode *tax = json_array_get_element (taxes, i);

      sum += minor_at (tax, "taxAmount.value");
      if (g_strcmp0 (cord_json_find_string (tax, "taxCategory"), name) == 0)
        *named += minor_at (tax, "taxAmount.value");
    }
  return sum;
}

/* Prices of the order, charges and the bill over them name each tax, and what they come to together is the tax. */
static void
assert_named (Case *c, const char *region, guint n_taxes, const char *name, gint64 expected)
{
  g_autofree char *account = g_strdup_printf (REGION ("%s"), region);
  g_autofree char *item = NULL;
  g_autoptr (TestReply) order = NULL;
  g_autoptr (TestReply) task = NULL;
  g_autoptr (TestReply) rates = NULL;
  g_autoptr (TestReply) bill = NULL;
  g_autofree char *path = NULL;
  gint64 of_order = 0, of_rates = 0, of_bill = 0;
  JsonArray *prices, *charges;

  describe_account (c, account);
  item = test_change_to (LINE, "fast", "");
  order = test_order_change (c->server, item, "");
  prices = json_node_get_array (cord_json_find (order->json, "productOrderItem.itemPrice"));
  g_assert_cmpuint (json_array_get_length (prices), ==, 3); /* a month, and what is charged and given back */
  for (guint i = 0; i < json_array_get_length (prices); i++)
    {
      JsonNode *price = json_array_get_element (prices, i);
      gint64 tax = sum_taxes (price, "cordboardTax", name, i > 0 ? &of_order : &(gint64){ 0 });

      g_assert_cmpuint (json_array_get_length (json_node_get_array (cord_json_find (price, "cordboardTax"))), ==,
                        n_taxes);
      g_assert_cmpint (
          tax, ==, minor_at (price, "price.taxIncludedAmount.value") - minor_at (price, "price.dutyFreeAmount.value"));
    }
  cord_clock_advance (c->server->clock, 14 * G_TIME_SPAN_DAY);
  test_sign_in (c->server, "billing");
  task = test_send (c->server, "POST", DEMAND, "{\"billingAccount\":{\"id\":\"acct-C1\"}}", NULL);
  path = g_strconcat (BILL "/", test_text (task, "customerBill.id"), NULL);
  bill = test_send (c->server, "GET", path, NULL, NULL);
  rates = test_send (c->server, "GET", RATE "?isBilled=true&relatedParty.id=C1", NULL, NULL);
  charges = json_node_get_array (rates->json);
  for (guint i = 0; i < json_array_get_length (charges); i++)
    g_assert_cmpint (sum_taxes (json_array_get_element (charges, i), "appliedTax", name, &of_rates), ==,
                     minor_at (json_array_get_element (charges, i), "taxIncludedAmount.value")
                         - minor_at (json_array_get_element (charges, i), "taxExcludedAmount.value"));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (cord_json_find (bill->json, "taxItem"))), ==, n_taxes);
  g_assert_cmpint (sum_taxes (bill->json, "taxItem", name, &of_bill), ==,
                   minor_at (bill->json, "taxIncludedAmount.value") - minor_at (bill->json, "taxExcludedAmount.value"));
  g_assert_cmpint (of_bill, ==, of_rates);
  g_assert_cmpint (of_order, ==, expected);
}

/* 20 % of 21.00 less 14.00; and 8.65 % and 6 % of those. */
static void
test_named_austria (Case *c, gconstpointer data)
{
  assert_named (c, "AT", 1, "VAT", 420 - 280);
}

static void
test_named_illinois (Case *c, gconstpointer data)
{
  assert_named (c, "US-IL", 2, "State telecommunications tax", 182 - 121);
}

/* Like a tax, a price that ends with the last second of a day is there on all of it; here it is the 17th. */
static void
test_valid_prices (Case *c, gconstpointer data)
{
  static const struct
  {
    const char *period;
    const char *result;
    const char *text;
  } cases[] = {
    { "\"endDateTime\":\"2026-06-17T23:59:59Z\"", "qualified", NULL },
    { "\"endDateTime\":\"2026-06-17T21:59:59Z\"", "qualified", NULL },
    { "\"endDateTime\":\"2026-06-17T08:00:00Z\"", "qualified", NULL },
    { "\"endDateTime\":\"2026-06-16T23:59:59Z\"", "alternate", "Taxed is no longer sold." },
    { "\"endDateTime\":\"2026-06-17T00:00:00Z\"", "alternate", "Taxed is no longer sold." },
    { "\"startDateTime\":\"2026-06-17T00:00:00Z\"", "qualified", NULL },
    { "\"startDateTime\":\"2026-06-18T00:00:00Z\"", "alternate", "Taxed is not sold yet." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *item = g_strdup_printf (
          TAXED ("{\"taxCategory\":\"VAT\",\"taxRate\":19}],\"validFor\":{%s},\"x\":["), cases[i].period);
      g_autofree char *plan = test_create (c->server, OFFERING, item);
      g_autofree char *change = test_change_to (LINE, plan, "");

      test_assert_qualified (c->server, change, cases[i].result, cases[i].text);
    }
}

#define ONLY_TOMORROW                                                                                                  \
  "\"validFor\":{\"startDateTime\":\"2026-06-18T00:00:00Z\",\"endDateTime\":\"2026-06-18T23:59:59Z\"}"

static void
assert_not_sold (Case *c, const char *plan)
{
  g_autofree char *change = test_change_to (LINE, plan, "");
  g_autoptr (TestReply) quoted = test_quote_change (c->server, change, "");
  g_autoptr (TestReply) ordered = test_order_change (c->server, change, "");

  test_assert_problem (quoted, 409, "not-sold");
  test_assert_problem (ordered, 409, "not-sold");
}

/* Sold on the 18th alone, by its own period or that of its price; who has it then keeps it and may have more. */
static void
test_sold_on (Case *c, gconstpointer data)
{
  const char *more = "{\"id\":\"1\",\"action\":\"modify\",\"quantity\":3,\"product\":{\"id\":\"" LINE "\"}}";
  g_autofree char *whole = g_strconcat ("{" ONLY_TOMORROW ",", TAXED ("{\"taxRate\":19}") + 1, NULL);
  g_autofree char *own = test_create (c->server, OFFERING, whole);
  g_autofree char *priced = test_create (c->server, OFFERING, TAXED ("{\"taxRate\":19}]," ONLY_TOMORROW ",\"x\":["));
  g_autoptr (CordQuote) computed = NULL;
  g_autoptr (TestReply) quoted = NULL;

  assert_not_sold (c, own);
  assert_not_sold (c, priced);
  cord_clock_advance (c->server->clock, G_TIME_SPAN_DAY);
  test_sign_in (c->server, "billing");
  computed = test_compute_change (c->server, LINE, own);
  test_must_change (c->server, LINE, priced);
  cord_clock_advance (c->server->clock, G_TIME_SPAN_DAY);
  test_sign_in (c->server, "billing");
  assert_not_sold (c, own);
  quoted = test_quote_change (c->server, more, "");
  g_clear_object (&computed);
  computed = test_compute_quote (quoted);
}

/* Withdrawn after the quote: its seal still holds. */
static void
test_sold_when_quoted (Case *c, gconstpointer data)
{
  g_autofree char *plan = test_create (c->server, OFFERING, TAXED ("{\"taxRate\":19}"));
  g_autofree char *path = g_strconcat (OFFERING "/", plan, NULL);
  g_autofree char *change = test_change_to (LINE, plan, "");
  g_autoptr (TestReply) quoted = test_quote_change (c->server, change, "");
  g_autofree char *seal = g_strdup_printf ("\"cordboardSeal\":\"%s\",", test_text (quoted, "cordboardSeal.sha256"));
  g_autoptr (TestReply) withdrawn = test_send (c->server, "PATCH", path, "{\"lifecycleStatus\":\"Retired\"}",
                                               "If-Match", "*", "Content-Type", "application/merge-patch+json", NULL);
  g_autoptr (TestReply) ordered = NULL;

  test_assert_status (withdrawn, 200);
  assert_not_sold (c, plan);
  ordered = test_order_change (c->server, change, seal);
  test_assert_status (ordered, 201);
}

/* The entry of a plan cannot be read any more: who has it keeps its tax, and what else the catalog said of it, through
 * further orders as well. Help at 5.00 has no tax of its own, and that of the region. */
static void
test_unreadable_later (Case *c, gconstpointer data)
{
  g_autofree char *taxed = test_create (c->server, OFFERING, TAXED ("{\"taxCategory\":\"VAT\",\"taxRate\":19}"));
  g_autofree char *path = g_strconcat (OFFERING "/", taxed, NULL);
  const char *leave = "{\"id\":\"1\",\"action\":\"delete\",\"product\":{\"id\":\"help-1\"}}";
  const char *more = "{\"id\":\"1\",\"action\":\"modify\",\"quantity\":3,\"product\":{\"id\":\"" LINE "\"}}";

  describe_account (c, REGION ("AT"));
  test_must_change (c->server, LINE, taxed);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TestReply) quoted = test_quote_change (c->server, leave, "");
      g_autoptr (CordQuote) computed = test_compute_quote (quoted);
      const CordLadder *ladder = cord_quote_get_current (computed);
      g_autoptr (TestReply) broken = NULL;

      /* 60.00 at 19 % and 5.00 at 20 %. */
      g_assert_cmpint (ladder->steady.tax, ==, 1140 + 100);
      broken = test_send (c->server, "PATCH", path, "{\"productOfferingPrice\":[{\"id\":\"gone\"}]}", "If-Match", "*",
                          "Content-Type", "application/merge-patch+json", NULL);
      test_assert_status (broken, 200);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TestReply) quoted = test_quote_change (c->server, more, "");
      g_autoptr (CordQuote) computed = test_compute_quote (quoted);
      g_autoptr (TestReply) ordered = NULL;

      g_assert_cmpint (cord_quote_get_candidate (computed)->steady.tax, ==, i == 0 ? 3420 + 100 : 3420);
      if (i > 0)
        break;
      ordered = test_order_change (c->server, leave, "");
      test_assert_status (ordered, 201);
    }
  /* What the history keeps is the catalog's tax, not what it came to: an exemption still counts. */
  describe_account (c, "\"taxExemption\":[{\"certificateNumber\":\"X-1\"}]");
  {
    g_autoptr (TestReply) quoted = test_quote_change (c->server, more, "");
    g_autoptr (CordQuote) computed = test_compute_quote (quoted);

    g_assert_cmpint (cord_quote_get_candidate (computed)->steady.tax, ==, 0);
  }
}

/* Whatever ends at the last second of June is there on the 30th and not on the 1st, in the account's zone or in UTC. */
static void
test_last_second (Case *c, gconstpointer data)
{
  static const char *const ends[] = { "2026-06-30T21:59:59Z", "2026-06-30T23:59:59+02:00", "2026-06-30T23:59:59Z",
                                      "2026-07-01T00:00:00Z", "2026-06-30T22:00:00Z",      "2026-06-30T10:00:00Z" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *item = g_strdup_printf (
          TAXED ("{\"taxCategory\":\"VAT\",\"taxRate\":19,\"validFor\":{\"endDateTime\":\"%s\"}}"), ends[i]);
      g_autofree char *exemption
          = g_strdup_printf (REGION ("DE") ",\"taxExemption\":[{\"certificateNumber\":\"X-1\",\"validFor\":{"
                                           "\"endDateTime\":\"%s\"}}]",
                             ends[i]);
      g_autofree char *taxed = test_create (c->server, OFFERING, item);
      g_autoptr (CordQuote) tax = test_compute_change (c->server, LINE, taxed);
      g_autoptr (CordQuote) exempt = NULL;

      g_assert_cmpint (cord_quote_get_candidate (tax)->this_bill.tax, ==, 532);
      g_assert_cmpint (cord_quote_get_candidate (tax)->steady.tax, ==, 0);
      describe_account (c, exemption);
      exempt = test_compute_change (c->server, LINE, "fast");
      g_assert_cmpint (cord_quote_get_candidate (exempt)->this_bill.tax, ==, 0);
      /* July, with the two products that the customer has, at 19 %. */
      g_assert_cmpint (cord_quote_get_candidate (exempt)->steady.tax, ==, 950);
      describe_account (c, "\"characteristic\":null,\"taxExemption\":null");
    }
}

static void
test_unreadable (Case *c, gconstpointer data)
{
  static const char *const bad[] = {
    TAXED ("{\"taxRate\":7},{\"taxRate\":6,\"validFor\":{\"startDateTime\":\"2026-07-01T00:00:00Z\"}}"),
    TAXED ("{\"taxCategory\":\"State tax\",\"taxRate\":70},{\"taxCategory\":\"City tax\",\"taxRate\":60}"),
    TAXED ("{\"taxCategory\":\"VAT\",\"taxRate\":7,\"validFor\":{\"startDateTime\":\"soon\"}}"),
    TAXED ("{\"taxCategory\":\"VAT\",\"taxRate\":7,\"validFor\":{\"startDateTime\":\"2026-07-01T00:00:00Z\","
           "\"endDateTime\":\"2026-07-01T00:00:00Z\"}}"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (TestReply) added = test_send (c->server, "POST", OFFERING, bad[i], NULL);
      g_autofree char *item = NULL;
      g_autoptr (TestReply) reply = NULL;

      /* Taken as it is, and not sold. */
      test_assert_status (added, 201);
      item = test_change_to (LINE, test_text (added, "id"), "");
      reply = test_quote_change (c->server, item, "");
      test_assert_problem (reply, 409, "not-sold");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/taxes/of-the-catalog", Case, NULL, set_up, test_of_the_catalog, tear_down);
  g_test_add ("/taxes/of-the-region", Case, NULL, set_up, test_of_the_region, tear_down);
  g_test_add ("/taxes/exempt", Case, NULL, set_up, test_exempt, tear_down);
  g_test_add ("/taxes/named/austria", Case, NULL, set_up, test_named_austria, tear_down);
  g_test_add ("/taxes/named/illinois", Case, NULL, set_up, test_named_illinois, tear_down);
  g_test_add ("/taxes/last-second", Case, NULL, set_up, test_last_second, tear_down);
  g_test_add ("/taxes/valid-prices", Case, NULL, set_up, test_valid_prices, tear_down);
  g_test_add ("/taxes/sold-on", Case, NULL, set_up, test_sold_on, tear_down);
  g_test_add ("/taxes/sold-when-quoted", Case, NULL, set_up, test_sold_when_quoted, tear_down);
  g_test_add ("/taxes/unreadable-later", Case, NULL, set_up, test_unreadable_later, tear_down);
  g_test_add ("/taxes/unreadable", Case, NULL, set_up, test_unreadable, tear_down);
  return g_test_run ();
}
