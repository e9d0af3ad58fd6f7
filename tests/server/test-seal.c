/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-scope.h"
#include "cord-test-server.h"

#include "base/cord-id.h"

#include <string.h>

/* The seal of a quote changes only when the price may: edits of the catalog between a quote and its order. */

#define CATALOG_API "/tmf-api/productCatalogManagement/v4/"
#define QUOTE "/tmf-api/quoteManagement/v4/quote"
#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"
#define CANCEL "/tmf-api/productOrderingManagement/v4/cancelProductOrder"
#define PARTY "\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}]"

/* What an edit names: the plan that is quoted with all that prices it, the plan the customer has, and others. */
typedef enum
{
  PLAN,
  PLAN_PRICE,
  PLAN_FEE,
  PLAN_PROMOTION,
  PLAN_SPECIFICATION,
  PLAN_CATEGORY,
  HELD,
  HELD_PRICE,
  ALSO_HELD_PRICE,
  OTHER,
  OTHER_PRICE,
  N_RESOURCES,
} Resource;

/* What the agent quotes: the plan from month to month, or with a commitment of a year. */
typedef enum
{
  OPEN,
  COMMITTED,
  N_OFFERS,
} Offer;

typedef struct
{
  TestServer *server;
  char *editor; /* the token of a system that edits the catalog; the server's own is the agent's */
  char *paths[N_RESOURCES];
} Desk;

static TestReply *
edit (Desk *self, const char *method, const char *path, const char *body)
{
  char *agent = self->server->token;
  char *interaction = self->server->interaction;
  TestReply *reply;

  self->server->token = self->editor;
  self->server->interaction = NULL;
  reply = test_send (self->server, method, path, body, g_str_equal (method, "POST") ? NULL : "If-Match", "*", NULL);
  self->server->token = agent;
  self->server->interaction = interaction;
  return reply;
}

static void
patch (Desk *self, Resource resource, const char *body)
{
  g_autoptr (TestReply) reply = edit (self, "PATCH", self->paths[resource], body);

  test_assert_status (reply, 200);
}

static char *
create (Desk *self, const char *type, const char *body)
{
  g_autofree char *path = g_strconcat (CATALOG_API, type, NULL);
  g_autoptr (TestReply) reply = edit (self, "POST", path, body);

  test_assert_status (reply, 201);
  return g_strdup (test_text (reply, "id"));
}

/* Gives the plan a fee, a promotion and a fee for leaving its commitment, and the price a tax. */
static void
complete_plan (Desk *self)
{
  g_autofree char *fee = create (self, "productOfferingPrice",
                                 "{\"name\":\"Activation\",\"priceType\":\"oneTime\",\"price\":{\"unit\":\"EUR\","
                                 "\"value\":9.90}}");
  g_autofree char *promotion = create (self, "productOfferingPrice",
                                       "{\"name\":\"Half price\",\"priceType\":\"discount\",\"percentage\":50,"
                                       "\"applicationDuration\":{\"amount\":3,\"units\":\"month\"}}");
  g_autofree char *prices
      = g_strdup_printf ("{\"productOfferingPrice\":[{\"id\":\"price-fast\"},{\"id\":\"%s\"},{\"id\":\"%s\"}],"
                         "\"productOfferingTerm\":[{\"name\":\"Month to month\",\"duration\":{\"amount\":0,\"units\":"
                         "\"month\"}},{\"name\":\"One year\",\"duration\":{\"amount\":12,\"units\":\"month\"},"
                         "\"etf\":{\"kind\":\"subsidy\",\"amount\":120}}]}",
                         fee, promotion);

  self->paths[PLAN_FEE] = g_strconcat (CATALOG_API "productOfferingPrice/", fee, NULL);
  self->paths[PLAN_PROMOTION] = g_strconcat (CATALOG_API "productOfferingPrice/", promotion, NULL);
  patch (self, PLAN, prices);
  patch (self, PLAN_PRICE, "{\"tax\":[{\"taxCategory\":\"VAT\",\"taxRate\":19}]}");
}

/* The customer has both plans that the data of the tests sell besides. */
static void
add_other (Desk *self)
{
  g_autofree char *price
      = create (self, "productOfferingPrice",
                "{\"name\":\"Other\",\"priceType\":\"recurring\",\"recurringChargePeriodType\":"
                "\"month\",\"recurringChargePeriodLength\":1,\"price\":{\"unit\":\"EUR\",\"value\":5."
                "00}}");
  g_autofree char *body = g_strdup_printf ("{\"name\":\"Other\",\"lifecycleStatus\":\"Active\","
                                           "\"productOfferingPrice\":[{\"id\":\"%s\"}]}",
                                           price);
  g_autofree char *offering = create (self, "productOffering", body);

  self->paths[OTHER] = g_strconcat (CATALOG_API "productOffering/", offering, NULL);
  self->paths[OTHER_PRICE] = g_strconcat (CATALOG_API "productOfferingPrice/", price, NULL);
}

static Desk *
desk_new (void)
{
  static const char *const paths[N_RESOURCES] = {
    [PLAN] = "productOffering/fast",
    [PLAN_PRICE] = "productOfferingPrice/price-fast",
    [PLAN_SPECIFICATION] = "productSpecification/spec-fast",
    [PLAN_CATEGORY] = "category/internet",
    [HELD] = "productOffering/basic",
    [HELD_PRICE] = "productOfferingPrice/price-basic",
    [ALSO_HELD_PRICE] = "productOfferingPrice/price-help",
  };
  Desk *self = g_new0 (Desk, 1);

  self->server = test_server_new_as ("billing");
  self->editor = g_steal_pointer (&self->server->token);
  for (guint i = 0; i < N_RESOURCES; i++)
    if (paths[i] != NULL)
      self->paths[i] = g_strconcat (CATALOG_API, paths[i], NULL);
  test_sign_in (self->server, "agent");
  test_open (self->server);
  test_verify (self->server, "C1", "4711");
  complete_plan (self);
  add_other (self);
  return self;
}

static void
desk_free (Desk *self)
{
  test_server_free (self->server);
  g_free (self->editor);
  for (guint i = 0; i < N_RESOURCES; i++)
    g_free (self->paths[i]);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

static char *
dup_item (Offer offer)
{
  return g_strconcat ("{\"id\":\"1\",\"action\":\"modify\",\"product\":{\"id\":\"line-1\"},\"productOffering\":"
                      "{\"id\":\"fast\"},\"itemTerm\":[{\"duration\":{\"amount\":",
                      offer == COMMITTED ? "12" : "0", ",\"units\":\"month\"}}]}", NULL);
}

static char *
dup_seal (Desk *self, Offer offer)
{
  g_autofree char *item = dup_item (offer);
  g_autofree char *body = g_strdup_printf ("{\"instantSyncQuote\":true," PARTY ",\"quoteItem\":[%s]}", item);
  g_autoptr (TestReply) reply = test_send (self->server, "POST", QUOTE, body, NULL);

  test_assert_status (reply, 200);
  return g_strdup (test_text (reply, "cordboardSeal.sha256"));
}

/* An order with a seal that is as good as new is taken, and undone again; any other is refused. */
static void
assert_order (Desk *self, Offer offer, const char *seal, gboolean taken)
{
  g_autofree char *item = dup_item (offer);
  g_autofree char *key = cord_id_new (self->server->clock);
  g_autofree char *body
      = g_strdup_printf ("{" PARTY ",\"productOrderItem\":[%s],\"cordboardSeal\":\"%s\"}", item, seal);
  g_autoptr (TestReply) placed
      = test_send (self->server, "POST", ORDER, body, "Idempotency-Key", key, "Cordboard-Device", "desk-1", NULL);
  g_autofree char *undo = NULL;
  g_autoptr (TestReply) undone = NULL;

  if (!taken)
    {
      test_assert_problem (placed, 409, "quote-stale");
      return;
    }
  test_assert_status (placed, 201);
  undo = g_strdup_printf ("{\"productOrder\":{\"id\":\"%s\"}}", test_text (placed, "id"));
  undone = test_send (self->server, "POST", CANCEL, undo, NULL);
  test_assert_status (undone, 201);
}

/* Every kind of member */

typedef struct
{
  const char *what;
  Resource resource;
  const char *body;
  guint moves; /* STAYS, MOVES or MOVES_COMMITTED */
} Edit;

/* The offers whose price may be another afterwards. */
#define STAYS 0
#define MOVES_COMMITTED (1 << COMMITTED)
#define MOVES (1 << OPEN | MOVES_COMMITTED)

#define TERMS(fee)                                                                                                     \
  "{\"productOfferingTerm\":[{\"name\":\"Month to month\",\"duration\":{\"amount\":0,\"units\":\"month\"}},"           \
  "{\"name\":\"A year\",\"duration\":{\"amount\":12,\"units\":\"month\"}" fee "}]}"

static const Edit edits[] = {
  { "name", PLAN, "{\"name\":\"Fast 250\"}", STAYS },
  { "description", PLAN, "{\"description\":\"Quick\"}", STAYS },
  { "version", PLAN, "{\"version\":\"2.0\"}", STAYS },
  { "image", PLAN, "{\"attachment\":[{\"url\":\"https://example.com/fast.png\",\"mimeType\":\"image/png\"}]}", STAYS },
  { "status", PLAN, "{\"lifecycleStatus\":\"Launched\"}", STAYS },
  { "reason of the status", PLAN, "{\"statusReason\":\"Launched in May\"}", STAYS },
  { "valid already", PLAN, "{\"validFor\":{\"startDateTime\":\"2020-01-01T00:00:00Z\"}}", STAYS },
  { "further category", PLAN, "{\"category\":[{\"id\":\"internet\"},{\"id\":\"support\"}]}", STAYS },
  { "channel", PLAN, "{\"channel\":[{\"id\":\"shop\"}]}", STAYS },
  { "market", PLAN, "{\"marketSegment\":[{\"id\":\"homes\"}]}", STAYS },
  { "other values", PLAN,
    "{\"prodSpecCharValueUse\":[{\"name\":\"download\",\"productSpecCharacteristicValue\":[{\"value\":\"300 Mbit/s\"}]"
    "}]}",
    STAYS },
  { "other specification", PLAN, "{\"productSpecification\":{\"id\":\"spec-help\"}}", STAYS },
  { "own member", PLAN, "{\"x-shelf\":\"3\"}", STAYS },
  { "name of the term", PLAN, TERMS (",\"etf\":{\"kind\":\"subsidy\",\"amount\":120}"), STAYS },
  { "fee for leaving", PLAN, TERMS (",\"etf\":{\"kind\":\"subsidy\",\"amount\":144}"), MOVES_COMMITTED },
  { "its limit", PLAN, TERMS (",\"etf\":{\"kind\":\"subsidy\",\"amount\":144,\"cap\":100}"), MOVES_COMMITTED },
  { "its tax", PLAN, TERMS (",\"etf\":{\"kind\":\"subsidy\",\"amount\":144,\"cap\":100,\"tax\":19}"), MOVES_COMMITTED },
  { "its kind", PLAN, TERMS (",\"etf\":{\"kind\":\"remaining\",\"percent\":50}"), MOVES_COMMITTED },
  { "no fee for leaving", PLAN, TERMS (""), MOVES_COMMITTED },
  { "name of the price", PLAN_PRICE, "{\"name\":\"Fast 250, monthly\"}", STAYS },
  { "description of the price", PLAN_PRICE, "{\"description\":\"Every month\"}", STAYS },
  { "status of the price", PLAN_PRICE, "{\"lifecycleStatus\":\"Launched\"}", STAYS },
  { "same price in other digits", PLAN_PRICE, "{\"price\":{\"unit\":\"EUR\",\"value\":45.000}}", STAYS },
  { "same tax in other digits", PLAN_PRICE, "{\"tax\":[{\"taxCategory\":\"VAT\",\"taxRate\":19.00}]}", STAYS },
  { "price", PLAN_PRICE, "{\"price\":{\"unit\":\"EUR\",\"value\":46.00}}", MOVES },
  { "price by a hundredth of a cent", PLAN_PRICE, "{\"price\":{\"unit\":\"EUR\",\"value\":46.0001}}", MOVES },
  { "tax", PLAN_PRICE, "{\"tax\":[{\"taxCategory\":\"VAT\",\"taxRate\":20}]}", MOVES },
  { "no tax", PLAN_PRICE, "{\"tax\":null}", MOVES },
  { "name of the fee", PLAN_FEE, "{\"name\":\"Set-up\"}", STAYS },
  { "fee", PLAN_FEE, "{\"price\":{\"unit\":\"EUR\",\"value\":19.90}}", MOVES },
  { "description of the promotion", PLAN_PROMOTION, "{\"description\":\"Only in summer\"}", STAYS },
  { "percent of the promotion", PLAN_PROMOTION, "{\"percentage\":25}", MOVES },
  { "same percent in other digits", PLAN_PROMOTION, "{\"percentage\":25.0}", STAYS },
  { "length of the promotion", PLAN_PROMOTION, "{\"applicationDuration\":{\"amount\":6,\"units\":\"month\"}}", MOVES },
  { "specification", PLAN_SPECIFICATION, "{\"description\":\"Fibre\",\"brand\":\"Cordboard\"}", STAYS },
  { "its values", PLAN_SPECIFICATION,
    "{\"productSpecCharacteristic\":[{\"name\":\"download\",\"valueType\":\"string\","
    "\"productSpecCharacteristicValue\":[{\"value\":\"500 Mbit/s\"}]}]}",
    STAYS },
  { "name of the category", PLAN_CATEGORY, "{\"name\":\"Internet at home\"}", STAYS },
  { "description of the category", PLAN_CATEGORY, "{\"description\":\"Wired\"}", STAYS },
  { "parent of the category", PLAN_CATEGORY, "{\"isRoot\":false,\"parentId\":\"support\"}", STAYS },
  { "description of what is held", HELD, "{\"description\":\"Slow\"}", STAYS },
  { "term of what is held", HELD, TERMS (",\"etf\":{\"kind\":\"subsidy\",\"amount\":60}"), STAYS },
  { "price of what is held", HELD_PRICE, "{\"price\":{\"unit\":\"EUR\",\"value\":31.00}}", MOVES },
  { "tax of what is held", HELD_PRICE, "{\"tax\":[{\"taxCategory\":\"VAT\",\"taxRate\":19}]}", MOVES },
  { "price of what else is held", ALSO_HELD_PRICE, "{\"price\":{\"unit\":\"EUR\",\"value\":5.50}}", MOVES },
  { "description of another", OTHER, "{\"description\":\"Somebody comes\"}", STAYS },
  { "another is not sold any more", OTHER, "{\"lifecycleStatus\":\"Obsolete\",\"isSellable\":false}", STAYS },
  { "price of another", OTHER_PRICE, "{\"price\":{\"unit\":\"EUR\",\"value\":6.00}}", STAYS },
  { "tax of another", OTHER_PRICE, "{\"tax\":[{\"taxCategory\":\"VAT\",\"taxRate\":19}]}", STAYS },
  { "fee and promotion are gone", PLAN, "{\"productOfferingPrice\":[{\"id\":\"price-fast\"}]}", MOVES },
};

static void
check_edit (Desk *self, const Edit *change)
{
  char *before[N_OFFERS];

  for (Offer offer = 0; offer < N_OFFERS; offer++)
    before[offer] = dup_seal (self, offer);
  g_test_message ("%s", change->what);
  patch (self, change->resource, change->body);
  for (Offer offer = 0; offer < N_OFFERS; offer++)
    {
      g_autofree char *after = dup_seal (self, offer);

      g_assert_cmpint (strcmp (before[offer], after) != 0, ==, (change->moves & 1 << offer) != 0);
      assert_order (self, offer, before[offer], (change->moves & 1 << offer) == 0);
      g_free (before[offer]);
    }
}

static void
test_every_member (void)
{
  g_autoptr (Desk) self = desk_new ();

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    check_edit (self, &edits[i]);
}

/* Resources that come and go */
static void
test_others_come_and_go (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *seal = dup_seal (self, OPEN);
  g_autofree char *after = NULL;
  g_autoptr (TestReply) added = edit (
      self, "POST", CATALOG_API "productOffering",
      "{\"name\":\"Later\",\"lifecycleStatus\":\"In study\",\"productOfferingPrice\":[{\"id\":\"later\",\"priceType\":"
      "\"recurring\",\"recurringChargePeriodType\":\"month\",\"recurringChargePeriodLength\":1,\"price\":"
      "{\"unit\":\"EUR\",\"value\":99.00}}]}");
  g_autoptr (TestReply) category = edit (self, "POST", CATALOG_API "category", "{\"name\":\"New\"}");
  g_autoptr (TestReply) removed = NULL;

  test_assert_status (added, 201);
  test_assert_status (category, 201);
  removed = edit (self, "DELETE", self->paths[OTHER], NULL);
  test_assert_status (removed, 204);
  after = dup_seal (self, OPEN);
  g_assert_cmpstr (after, ==, seal);
  assert_order (self, OPEN, seal, TRUE);
}

/* Any edits */

#define PRICE "{\"price\":{\"unit\":\"EUR\",\"value\":%s}}"
#define TAX "{\"tax\":[{\"taxCategory\":\"VAT\",\"taxRate\":%s}]}"

/* A member that random edits set to one of three values, and for which quotes it is priced. */
static const struct
{
  Resource resource;
  const char *body;
  const char *values[3];
  guint priced; /* STAYS, MOVES or MOVES_COMMITTED */
} members[] = {
  { PLAN_PRICE, PRICE, { "45.00", "44.99", "45.01" }, MOVES },
  { PLAN_PRICE, TAX, { "19", "7", "0.5" }, MOVES },
  { PLAN_FEE, PRICE, { "9.90", "0", "12" }, MOVES },
  { PLAN_PROMOTION, "{\"percentage\":%s}", { "50", "12.5", "100" }, MOVES },
  { PLAN_PROMOTION, "{\"applicationDuration\":{\"amount\":%s,\"units\":\"month\"}}", { "3", "1", "24" }, MOVES },
  { HELD_PRICE, PRICE, { "30.00", "29.00", "33.33" }, MOVES },
  { PLAN, TERMS (",\"etf\":{\"kind\":\"subsidy\",\"amount\":%s}"), { "120", "60", "0" }, MOVES_COMMITTED },
  { PLAN, "{\"description\":\"%s\"}", { "", "quick", "quicker" }, STAYS },
  { PLAN, "{\"lifecycleStatus\":\"%s\"}", { "Active", "Launched", "Active" }, STAYS },
  { PLAN_SPECIFICATION, "{\"brand\":\"%s\"}", { "A", "B", "C" }, STAYS },
  { PLAN_CATEGORY, "{\"description\":\"%s\"}", { "", "a", "b" }, STAYS },
  { HELD, "{\"name\":\"%s\"}", { "Basic", "Old", "Older" }, STAYS },
  { OTHER, "{\"description\":\"%s\"}", { "", "a", "b" }, STAYS },
  { OTHER_PRICE, PRICE, { "5.00", "6.00", "7.00" }, STAYS },
};

typedef struct
{
  guint8 chosen[G_N_ELEMENTS (members)]; /* which of the values each member has */
  GHashTable *seals;                     /* what is priced, in words → its seal */
  GHashTable *priced;                    /* and back */
} Model;

static void
set_member (Desk *self, Model *model, guint member, guint value)
{
  g_autoptr (GString) body = g_string_new (members[member].body);

  g_string_replace (body, "%s", members[member].values[value], 1);
  patch (self, members[member].resource, body->str);
  model->chosen[member] = (guint8)value;
}

static char *
dup_priced (const Model *model, Offer offer)
{
  GString *text = g_string_new (offer == COMMITTED ? "committed" : "open");

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if ((members[i].priced & 1 << offer) != 0)
      g_string_append_printf (text, " %s", members[i].values[model->chosen[i]]);
  return g_string_free (text, FALSE);
}

/* One seal for what is priced alike, and no two for what is not. Returns the seal. */
static const char *
check_seal (Desk *self, Model *model, Offer offer)
{
  g_autofree char *seal = dup_seal (self, offer);
  g_autofree char *priced = dup_priced (model, offer);
  const char *known = g_hash_table_lookup (model->seals, priced);

  if (known == NULL)
    {
      g_assert_null (g_hash_table_lookup (model->priced, seal));
      g_hash_table_insert (model->priced, g_strdup (seal), g_strdup (priced));
      g_hash_table_insert (model->seals, g_strdup (priced), g_strdup (seal));
      return g_hash_table_lookup (model->seals, priced);
    }
  g_assert_cmpstr (seal, ==, known);
  return known;
}

static void
test_random_edits (void)
{
  int edits_left = cord_test_scope_is_all () ? 1000 : cord_test_scope_share (40);
  g_autoptr (Desk) self = desk_new ();
  Model model = { .seals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                  .priced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  const char *last[N_OFFERS] = { NULL, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    set_member (self, &model, i, 0);
  for (; edits_left > 0; edits_left--)
    {
      Offer ordered = (Offer)g_test_rand_int_range (0, N_OFFERS);

      set_member (self, &model, (guint)g_test_rand_int_range (0, G_N_ELEMENTS (members)),
                  (guint)g_test_rand_int_range (0, 3));
      for (Offer offer = 0; offer < N_OFFERS; offer++)
        {
          const char *seal = check_seal (self, &model, offer);

          if (offer == ordered && last[offer] != NULL)
            assert_order (self, offer, last[offer], g_str_equal (last[offer], seal));
          last[offer] = seal;
        }
    }
  g_hash_table_unref (model.seals);
  g_hash_table_unref (model.priced);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/seal/every-member", test_every_member);
  g_test_add_func ("/server/seal/others-come-and-go", test_others_come_and_go);
  g_test_add_func ("/server/seal/random-edits", test_random_edits);
  return g_test_run ();
}
