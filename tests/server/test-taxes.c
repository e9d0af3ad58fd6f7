/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-change.h"
#include "cord-test-server.h"

#include "billing/cord-bill-explain.h"

#include <string.h>

/* Several taxes, with dates: of the catalog, of the region of the account as the policy pack has it, and of an account
 * that is exempt. Today is the 17th of June 2026; Basic costs 30.00, and has no tax of its own. */

#define LINE "line-1"
#define RATE "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate"
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
  assert_words (illinois, "State telecommunications tax €1.47 + 6\u00a0% Municipal telecommunications tax €1.26");
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
      test_assert_status (reply, 400);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/taxes/of-the-catalog", Case, NULL, set_up, test_of_the_catalog, tear_down);
  g_test_add ("/taxes/of-the-region", Case, NULL, set_up, test_of_the_region, tear_down);
  g_test_add ("/taxes/exempt", Case, NULL, set_up, test_exempt, tear_down);
  g_test_add ("/taxes/unreadable", Case, NULL, set_up, test_unreadable, tear_down);
  return g_test_run ();
}
