/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-change.h"
#include "cord-test-scope.h"

#include <string.h>

/* Qualification, quote and order of the true server give one answer, whatever the catalog and the customer are: by
 * examples that are read off the catalog here, and by catalogs, customers and changes at random. */

#define QUOTE "/tmf-api/quoteManagement/v4/quote"
#define QUALIFICATION "/tmf-api/productOfferingQualification/v4/productOfferingQualification"
#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define CANCEL "/tmf-api/productOrderingManagement/v4/cancelProductOrder"
#define UNITS "{\"id\":\"1\",\"action\":\"modify\",\"quantity\":2,\"product\":{\"id\":\"line-1\"}}"
#define ITEM "productOfferingQualificationItem"
#define REASON ITEM ".eligibilityUnavailabilityReason"
#define ROUNDS 6
#define ROUNDS_ALL 200
#define CHANGES 10
#define OFFERINGS 6

static TestReply *
qualify (TestServer *server, const char *item)
{
  g_autofree char *body
      = g_strdup_printf ("{\"instantSyncQualification\":true," TEST_PARTY ",\"" ITEM "\":[%s]}", item);

  return test_send (server, "POST", QUALIFICATION, body, NULL);
}

static TestReply *
quote (TestServer *server, const char *item)
{
  g_autofree char *body = g_strdup_printf ("{\"instantSyncQuote\":true," TEST_PARTY ",\"quoteItem\":[%s]}", item);

  return test_send (server, "POST", QUOTE, body, NULL);
}

static TestReply *
order (TestServer *server, const char *item, const char *seal)
{
  g_autofree char *sealed = seal != NULL ? g_strdup_printf ("\"cordboardSeal\":\"%s\",", seal) : g_strdup ("");
  g_autofree char *body = g_strdup_printf ("{%s" TEST_PARTY ",\"productOrderItem\":[%s]}", sealed, item);

  return test_send (server, "POST", ORDER, body, NULL);
}

/* The same reason and words as in the qualification, at a place in the item. */
static void
assert_same (const TestReply *refused, const TestReply *qualified, const char *items)
{
  const char *code = test_text (qualified, REASON ".code");
  guint status = g_str_equal (code, "nothing-changes") ? 400 : g_str_equal (code, "timing-refused") ? 403 : 409;
  g_autofree char *place = g_strconcat (items, ".0.", NULL);

  test_assert_problem (refused, status, code);
  g_assert_cmpstr (test_text (refused, "message"), ==, test_text (qualified, REASON ".label"));
  g_assert_true (g_str_has_prefix (test_text (refused, "member"), place));
}

/* Asks the three of @item, and orders it with the seal of its quote. Returns the rule, "" when it was ordered. */
static char *
ask_all (TestServer *server, const char *item)
{
  g_autoptr (TestReply) qualified = qualify (server, item);
  g_autoptr (TestReply) quoted = quote (server, item);
  g_autoptr (TestReply) ordered = NULL;
  gboolean fine;

  g_test_message ("%s", item);
  test_assert_status (qualified, 200);
  fine = g_str_equal (test_text (qualified, ITEM ".qualificationItemResult"), "qualified");
  if (fine)
    test_assert_status (quoted, 200);
  ordered = order (server, item, fine ? test_text (quoted, "cordboardSeal.sha256") : NULL);
  if (fine)
    {
      test_assert_status (ordered, 201);
      return g_strdup ("");
    }
  assert_same (quoted, qualified, "quoteItem");
  assert_same (ordered, qualified, "productOrderItem");
  return g_strdup (test_text (qualified, REASON ".code"));
}

static void
assert_rule (TestServer *server, const char *item, const char *rule)
{
  g_autofree char *found = ask_all (server, item);

  g_assert_cmpstr (found, ==, rule);
}

/* Examples */

#define NAMED(name, more)                                                                                              \
  "{\"name\":\"" name "\",\"productOfferingPrice\":[{\"id\":\"price-" name "\",\"name\":\"" name                       \
  "\",\"priceType\":\"recurring\",\"recurringChargePeriodType\":\"month\",\"price\":{\"unit\":\"EUR\",\"value\":20}}]" \
  "" more "}"

typedef struct
{
  const char *offering;
  const char *rule;
} Example;

static const Example examples[] = {
  { NAMED ("plain", ""), "" },
  { NAMED ("launched", ",\"lifecycleStatus\":\"Launched\""), "" },
  { NAMED ("retired", ",\"lifecycleStatus\":\"Retired\""), "not-sold" },
  { NAMED ("obsolete", ",\"lifecycleStatus\":\"Obsolete\""), "not-sold" },
  { NAMED ("studied", ",\"lifecycleStatus\":\"In study\""), "not-sold" },
  { NAMED ("kept", ",\"isSellable\":false"), "not-sold" },
  { NAMED ("later", ",\"validFor\":{\"startDateTime\":\"2027-01-01T00:00:00Z\"}"), "not-sold" },
  { NAMED ("over", ",\"validFor\":{\"endDateTime\":\"2026-06-01T00:00:00Z\"}"), "not-sold" },
  { NAMED ("weeks", ",\"productOfferingTerm\":[{\"name\":\"x\",\"duration\":{\"amount\":3,\"units\":\"week\"}}]"),
    "not-sold" },
  { NAMED ("second", ",\"category\":[{\"id\":\"internet\"}]"), "wrong-kind" },
  { NAMED ("relying",
           ",\"productOfferingRelationship\":[{\"relationshipType\":\"reliesOn\",\"id\":\"fast\",\"name\":\"Fast\"}]"),
    "relies-on" },
  { NAMED ("carried", ",\"productOfferingRelationship\":[{\"relationshipType\":\"reliesOn\",\"id\":\"basic\","
                      "\"name\":\"Basic\"}]"),
    "" },
  { "{\"name\":\"dollars\",\"productOfferingPrice\":[{\"id\":\"usd\",\"name\":\"usd\",\"priceType\":\"recurring\","
    "\"recurringChargePeriodType\":\"month\",\"price\":{\"unit\":\"USD\",\"value\":20}}]}",
    "no-price" },
};

/* An addition that names its offering and nothing else. */
static void
test_examples (void)
{
  g_autoptr (TestServer) server = test_server_new_as ("billing");

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *id = test_create (server, CATALOG, examples[i].offering);
      g_autofree char *item
          = g_strdup_printf ("{\"id\":\"1\",\"action\":\"add\",\"productOffering\":{\"id\":\"%s\"}}", id);

      assert_rule (server, item, examples[i].rule);
      if (*examples[i].rule == '\0')
        assert_rule (server, item, "already-held");
    }
  assert_rule (server, "{\"id\":\"1\",\"action\":\"add\",\"productOffering\":{\"id\":\"help\"}}", "already-held");
}

/* What is quoted and ordered by other names. */
static void
test_shapes (void)
{
  static const char *const shapes[] = {
    "{\"id\":\"1\",\"productOffering\":{\"id\":\"%s\"}}",
    "{\"id\":\"1\",\"quantity\":1,\"productOffering\":{\"id\":\"%s\"}}",
    "{\"id\":\"1\",\"action\":\"add\",\"product\":{\"productOffering\":{\"id\":\"%s\"}}}",
    "{\"id\":\"1\",\"product\":{\"@type\":\"Product\",\"productOffering\":{\"id\":\"%s\",\"name\":\"Plain\"}}}",
    "{\"id\":\"1\",\"action\":\"add\",\"quantity\":2,\"productOffering\":{\"id\":\"%s\"},\"itemTerm\":[]}",
  };
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *id = test_create (server, CATALOG, NAMED ("plain", ""));
  g_autofree char *retired = test_create (server, CATALOG, NAMED ("retired", ",\"lifecycleStatus\":\"Retired\""));
  g_autofree char *item = g_strdup_printf ("{\"id\":\"1\",\"action\":\"add\",\"productOffering\":{\"id\":\"%s\"}}", id);
  g_autofree char *seal = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    for (guint sold = 0; sold < 2; sold++)
      {
        g_auto (GStrv) parts = g_strsplit (shapes[i], "%s", 2);
        g_autofree char *shape = g_strconcat (parts[0], sold ? id : retired, parts[1], NULL);
        g_autoptr (TestReply) qualified = qualify (server, shape);
        g_autoptr (TestReply) quoted = quote (server, shape);

        g_test_message ("%s", shape);
        g_assert_true (g_str_equal (test_text (qualified, "qualificationResult"), "qualified") == (sold == 1));
        if (sold)
          test_assert_status (quoted, 200);
        else
          assert_same (quoted, qualified, "quoteItem");
        if (sold && i == 0)
          seal = g_strdup (test_text (quoted, "cordboardSeal.sha256"));
      }
  {
    g_autoptr (TestReply) ordered = order (server, item, seal);

    test_assert_status (ordered, 201);
  }
}

/* All that need it are named, and none of it is removed. */
static void
test_dependents (void)
{
  const char *relying = ",\"productOfferingRelationship\":[{\"relationshipType\":\"reliesOn\",\"id\":\"basic\"}]";
  const char *leave = "{\"id\":\"1\",\"action\":\"delete\",\"product\":{\"id\":\"line-1\"}}";
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autoptr (TestReply) refused = NULL;

  for (guint i = 0; i < 2; i++)
    {
      const char *name = i == 0 ? "Box" : "Guard";
      g_autofree char *body = g_strdup_printf (
          "{\"name\":\"%s\",\"productOfferingPrice\":[{\"id\":\"price-%s\",\"name\":\"x\",\"priceType\":\"recurring\","
          "\"recurringChargePeriodType\":\"month\",\"price\":{\"unit\":\"EUR\",\"value\":3}}]%s}",
          name, name, relying);
      g_autofree char *id = test_create (server, CATALOG, body);
      g_autofree char *item
          = g_strdup_printf ("{\"id\":\"1\",\"action\":\"add\",\"productOffering\":{\"id\":\"%s\"}}", id);

      assert_rule (server, item, "");
    }
  assert_rule (server, leave, "others-rely-on-it");
  refused = quote (server, leave);
  g_assert_nonnull (strstr (test_text (refused, "message"), "Box"));
  g_assert_nonnull (strstr (test_text (refused, "message"), "Guard"));
}

/* Who has a plan whose entry cannot be read may have more of it at the price that they pay, and nothing else of it. */
static void
test_unreadable_plan (void)
{
  static const char *const yearly
      = "{\"name\":\"Box\",\"productOfferingTerm\":[{\"name\":\"year\",\"duration\":{\"amount\":12,\"units\":\"month\"}"
        "}],"
        "\"productOfferingPrice\":[{\"id\":\"m\",\"name\":\"m\",\"priceType\":\"recurring\","
        "\"recurringChargePeriodType\":\"month\",\"price\":{\"unit\":\"EUR\",\"value\":20}},"
        "{\"id\":\"y\",\"name\":\"y\",\"priceType\":\"recurring\",\"recurringChargePeriodType\":\"year\","
        "\"price\":{\"unit\":\"EUR\",\"value\":9}}]}";
  static const char *const held
      = "{\"name\":\"Box\",\"status\":\"active\",\"startDate\":\"2026-01-01T00:00:00Z\"," TEST_PARTY
        ",\"billingAccount\":{\"id\":\"acct-C1\"},\"productOffering\":{\"id\":\"%s\"},\"productPrice\":[{\"name\":"
        "\"x\","
        "\"priceType\":\"recurring\",\"recurringChargePeriod\":\"month\",\"price\":{\"dutyFreeAmount\":{\"unit\":"
        "\"EUR\","
        "\"value\":12}}}]}";
  static const char *const change = "{\"id\":\"1\",\"action\":\"modify\",\"product\":{\"id\":\"%s\"},"
                                    "\"productOffering\":{\"id\":\"%s\"},\"quantity\":3%s}";
  g_autoptr (TestServer) server = test_server_new_as ("billing");
  g_autofree char *offering = test_create (server, CATALOG, yearly);
  g_autofree char *body = g_strdup_printf (held, offering);
  g_autofree char *product = test_create (server, POPULATION, body);
  g_autofree char *bound = g_strdup_printf (change, product, offering,
                                            ",\"itemTerm\":[{\"duration\":{\"amount\":12,\"units\":\"month\"}}]");
  g_autofree char *more = g_strdup_printf (change, product, offering, "");

  assert_rule (server, bound, "not-sold");
  assert_rule (server, more, "");
}

/* A product of another system's making stops no more than the bill that it would be on. */
static void
test_odd_product (void)
{
  static const char *const product
      = "{\"name\":\"Insurance\",\"status\":\"active\"," TEST_PARTY ",\"billingAccount\":{\"id\":\"%s\"},"
        "\"productOffering\":{\"id\":\"gone\"},\"productPrice\":[{\"name\":\"x\",\"priceType\":\"recurring\","
        "\"recurringChargePeriod\":\"%s\",\"price\":{\"dutyFreeAmount\":{\"unit\":\"%s\",\"value\":%s}}}]}";
  static const struct
  {
    const char *account;
    const char *period;
    const char *currency;
    const char *value;
    const char *rule;
  } cases[] = {
    { "acct-C1", "year", "EUR", "120", "" },
    { "acct-C1", "quarter", "USD", "9", "" },
    { "another", "week", "EUR", "1", "" },
    { "acct-C1", "week", "EUR", "1", "product-unreadable" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
      g_autofree char *body
          = g_strdup_printf (product, cases[i].account, cases[i].period, cases[i].currency, cases[i].value);
      g_autofree char *id = NULL;
      g_autoptr (TestReply) view = NULL;

      test_sign_in (server, "billing");
      id = test_create (server, POPULATION, body);
      assert_rule (server, UNITS, cases[i].rule);
      test_sign_in (server, "agent");
      test_open (server);
      test_verify (server, "C1", "4711");
      view = test_send (server, "GET", "/cordboard/v1/customerView/C1", NULL, NULL);
      test_assert_status (view, 200);
    }
}

/* Of what may be held once, a second one is not ordered while the first can still be undone; its own order may be. */
static void
test_ordered_already (void)
{
  static const char *const add = "{\"id\":\"1\",\"action\":\"add\",\"productOffering\":{\"id\":\"%s\"}}";
  g_autoptr (TestServer) server = test_server_new (FALSE, "127.0.0.1:0");
  g_autofree char *body = NULL;
  g_autofree char *id = NULL;
  g_autofree char *item = NULL;
  g_autofree char *cancel = NULL;
  g_autoptr (TestReply) quoted = NULL;
  g_autoptr (TestReply) placed = NULL;
  g_autoptr (TestReply) undone = NULL;

  test_sign_in (server, "billing");
  id = test_create (server, CATALOG, NAMED ("box", ""));
  item = g_strdup_printf (add, id);
  test_sign_in (server, "agent");
  test_open (server);
  test_verify (server, "C1", "4711");
  quoted = quote (server, item);
  test_assert_status (quoted, 200);
  body = g_strdup_printf ("{" TEST_PARTY ",\"productOrderItem\":[%s],\"cordboardSeal\":\"%s\"}", item,
                          test_text (quoted, "cordboardSeal.sha256"));
  placed = test_send (server, "POST", ORDER, body, "Idempotency-Key", "019390b6-0000-7000-8000-000000000001",
                      "Cordboard-Device", "desk-1", NULL);
  test_assert_status (placed, 201);
  test_sign_in (server, "billing");
  assert_rule (server, item, "already-held");
  cancel = g_strdup_printf ("{\"productOrder\":{\"id\":\"%s\"}}", test_text (placed, "id"));
  undone = test_send (server, "POST", CANCEL, cancel, NULL);
  test_assert_status (undone, 201);
  assert_rule (server, item, "");
}

/* At random */

typedef struct
{
  TestServer *server;
  GRand *rand;
  GPtrArray *offerings; /* ids */
  GPtrArray *products;  /* ids */
} Round;

static const char *
choose (Round *self, const char *const *words, guint n)
{
  return words[g_rand_int_range (self->rand, 0, (gint32)n)];
}
#define CHOOSE(self, ...)                                                                                              \
  choose (self, (const char *const[]){ __VA_ARGS__ }, sizeof ((const char *const[]){ __VA_ARGS__ }) / sizeof (char *))

static const char *
any_of (Round *self, GPtrArray *ids)
{
  return ids->pdata[g_rand_int_range (self->rand, 0, (gint32)ids->len)];
}

static void
add_offering (Round *self)
{
  g_autofree char *relation
      = g_strdup_printf ("{\"relationshipType\":\"%s\",\"id\":\"%s\"}",
                         CHOOSE (self, "reliesOn", "unrelated", "unrelated"), any_of (self, self->offerings));
  g_autofree char *body = g_strdup_printf (
      "{\"name\":\"Plan %u\",\"category\":[{\"id\":\"%s\"}]%s%s%s,\"productOfferingRelationship\":[%s],"
      "\"productOfferingTerm\":[%s],\"productOfferingPrice\":[{\"id\":\"price-%u\",\"name\":\"x\",\"priceType\":"
      "\"recurring\",\"recurringChargePeriodType\":\"%s\",\"price\":{\"unit\":\"%s\",\"value\":%d}}]}",
      self->offerings->len, CHOOSE (self, "internet", "support", "tv", "extras"),
      CHOOSE (self, "", "", "", ",\"isSellable\":true", ",\"isSellable\":false"),
      CHOOSE (self, "", "", ",\"lifecycleStatus\":\"Active\"", ",\"lifecycleStatus\":\"Retired\""),
      CHOOSE (self, "", "", "", ",\"validFor\":{\"startDateTime\":\"2026-06-18T00:00:00Z\"}",
              ",\"validFor\":{\"endDateTime\":\"2026-06-17T00:00:00Z\"}"),
      relation,
      CHOOSE (self, "", "", "{\"name\":\"year\",\"duration\":{\"amount\":12,\"units\":\"month\"}}",
              "{\"name\":\"days\",\"duration\":{\"amount\":30,\"units\":\"day\"}}"),
      self->offerings->len, CHOOSE (self, "month", "month", "month", "month", "year"),
      CHOOSE (self, "EUR", "EUR", "EUR", "EUR", "USD"), g_rand_int_range (self->rand, 1, 60));

  g_ptr_array_add (self->offerings, test_create (self->server, CATALOG, body));
}

static void
add_product (Round *self)
{
  g_autofree char *body = g_strdup_printf (
      "{\"name\":\"Held %u\",\"status\":\"%s\",\"startDate\":\"2026-01-01T00:00:00Z\"," TEST_PARTY
      ",\"billingAccount\":{\"id\":\"acct-C1\"},\"productOffering\":{\"id\":\"%s\"}%s,\"productPrice\":[{\"name\":"
      "\"x\",\"priceType\":\"recurring\",\"recurringChargePeriod\":\"month\",\"price\":{\"dutyFreeAmount\":{\"unit\":"
      "\"EUR\",\"value\":12}}}]}",
      self->products->len, CHOOSE (self, "active", "active", "active", "suspended"), any_of (self, self->offerings),
      CHOOSE (self, "", "",
              ",\"productTerm\":[{\"name\":\"two years\",\"duration\":{\"amount\":24,\"units\":\"month\"},"
              "\"validFor\":{\"startDateTime\":\"2026-01-01T00:00:00Z\",\"endDateTime\":\"2028-01-01T00:00:00Z\"}}]"));

  g_ptr_array_add (self->products, test_create (self->server, POPULATION, body));
}

/* Two products, which go together. */
static char *
random_removals (Round *self)
{
  const char *first = any_of (self, self->products);
  const char *second = any_of (self, self->products);

  while (g_str_equal (first, second))
    second = any_of (self, self->products);
  return g_strdup_printf ("{\"id\":\"1\",\"action\":\"delete\",\"product\":{\"id\":\"%s\"}},"
                          "{\"id\":\"2\",\"action\":\"delete\",\"product\":{\"id\":\"%s\"}}",
                          first, second);
}

static char *
random_change (Round *self)
{
  g_autofree char *wanted = g_strdup_printf (",\"productOffering\":{\"id\":\"%s\"}", any_of (self, self->offerings));
  g_autofree char *held = g_strdup_printf (",\"product\":{\"id\":\"%s\"}", any_of (self, self->products));
  g_autofree char *status = g_strdup_printf (",\"product\":{\"id\":\"%s\",\"status\":\"%s\"}",
                                             any_of (self, self->products), CHOOSE (self, "suspended", "active"));
  const char *term = CHOOSE (self, "", "", ",\"itemTerm\":[{\"duration\":{\"amount\":12,\"units\":\"month\"}}]");
  const char *units = CHOOSE (self, "", "", ",\"quantity\":1", ",\"quantity\":3");

  switch (g_rand_int_range (self->rand, 0, 7))
    {
    case 6:
      return random_removals (self);
    case 0:
    case 1:
      return g_strconcat ("{\"id\":\"1\",\"action\":\"add\"", wanted, term, units, "}", NULL);
    case 2:
      return g_strconcat ("{\"id\":\"1\",\"action\":\"modify\"", held, wanted, term, units, "}", NULL);
    case 3:
      return g_strconcat ("{\"id\":\"1\",\"action\":\"modify\"", held, ",\"quantity\":2}", NULL);
    case 4:
      return g_strconcat ("{\"id\":\"1\",\"action\":\"delete\"", held, "}", NULL);
    default:
      return g_strconcat ("{\"id\":\"1\",\"action\":\"modify\"", status, "}", NULL);
    }
}

/* The seed is in the message of a failure. */
static void
run_round (guint32 seed, GHashTable *rules)
{
  Round self = { test_server_new_as ("billing"), g_rand_new_with_seed (seed), g_ptr_array_new_with_free_func (g_free),
                 g_ptr_array_new_with_free_func (g_free) };

  g_test_message ("seed %u", seed);
  g_ptr_array_add (self.offerings, g_strdup ("basic"));
  g_ptr_array_add (self.offerings, g_strdup ("fast"));
  g_ptr_array_add (self.products, g_strdup ("line-1"));
  g_ptr_array_add (self.products, g_strdup ("help-1"));
  for (guint i = 0; i < OFFERINGS; i++)
    add_offering (&self);
  for (guint i = 0; i < 2; i++)
    add_product (&self);
  for (guint i = 0; i < CHANGES; i++)
    {
      g_autofree char *item = random_change (&self);

      g_hash_table_add (rules, ask_all (self.server, item));
    }
  g_ptr_array_unref (self.offerings);
  g_ptr_array_unref (self.products);
  g_rand_free (self.rand);
  test_server_free (self.server);
}

static void
test_random (void)
{
  const guint rounds = cord_test_scope_is_all () ? ROUNDS_ALL : (guint)cord_test_scope_share (ROUNDS);
  g_autoptr (GHashTable) rules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < rounds; i++)
    run_round (i + 1, rules);
  /* The catalogs refuse something and sell something. */
  g_assert_true (g_hash_table_contains (rules, ""));
  g_assert_cmpuint (g_hash_table_size (rules), >, CORD_TEST_SANITIZED ? 1 : 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/one-decision/examples", test_examples);
  g_test_add_func ("/server/one-decision/shapes", test_shapes);
  g_test_add_func ("/server/one-decision/dependents", test_dependents);
  g_test_add_func ("/server/one-decision/unreadable-plan", test_unreadable_plan);
  g_test_add_func ("/server/one-decision/odd-product", test_odd_product);
  g_test_add_func ("/server/one-decision/ordered-already", test_ordered_already);
  g_test_add_func ("/server/one-decision/random", test_random);
  return g_test_run ();
}
