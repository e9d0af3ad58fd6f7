/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow-shop.h"

#include "scenario-shop.h"

#include <string.h>

#define CARD "greeting-card"
#define SMALL_SHOP 90

const char *
flow_kind_name (FlowKind kind)
{
  static const char *const names[] = { "upgrade", "downgrade", "add", "remove", "modify" };

  return names[kind];
}

const char *
flow_place_name (FlowPlace place)
{
  static const char *const names[] = { "mid-cycle", "first day", "last day" };

  return names[place];
}

/* Writing */

static void
write_small_shop (const char *folder)
{
  static const char *const held[] = { "phone dsl",
                                      "fiber phone",
                                      "dsl phone streaming-tv",
                                      "fiber phone tech-support online-security",
                                      "phone",
                                      "dsl",
                                      "fiber streaming-tv",
                                      "phone multiple-lines fiber",
                                      "dsl online-security tech-support" };
  static const char *const prices[] = { "43.15", NULL, "24.80", "71.35", "19.95", NULL, "52.05" };
  g_autoptr (GStringChunk) texts = g_string_chunk_new (1024);
  ScenarioPerson people[SMALL_SHOP];

  for (guint i = 0; i < SMALL_SHOP; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u-FLOWS", 2000 + i);
      g_autofree char *pin = g_strdup_printf ("%04u", 1000 + i * 37);

      people[i] = (ScenarioPerson){ g_string_chunk_insert (texts, id),
                                    "Ada",
                                    "Baker",
                                    g_string_chunk_insert (texts, pin),
                                    held[(i + i / 15) % G_N_ELEMENTS (held)],
                                    prices[i % G_N_ELEMENTS (prices)] };
    }
  scenario_shop_write (folder, people, SMALL_SHOP, TRUE);
}

static JsonNode *
load (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *node = NULL;

  if (g_file_get_contents (path, &text, NULL, &error))
    node = cord_json_parse (text, -1, &CORD_JSON_LIMITS_FILE, &error);
  g_assert_no_error (error);
  return node;
}

static void
save (const char *folder, const char *name, JsonNode *node)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = cord_json_write (node);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static JsonObject *
find (JsonNode *array, const char *id)
{
  JsonArray *list = json_node_get_array (array);

  for (guint i = 0; i < json_array_get_length (list); i++)
    if (g_strcmp0 (cord_json_find_string (json_array_get_element (list, i), "id"), id) == 0)
      return json_array_get_object_element (list, i);
  return NULL;
}

static void
add (JsonArray *array, const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = cord_json_parse (text, -1, &CORD_JSON_LIMITS_FILE, &error);

  g_assert_no_error (error);
  json_array_add_element (array, node);
}

static void
tax (JsonNode *prices, const char *id, const char *rate)
{
  JsonObject *price = find (prices, id);
  g_autofree char *text = g_strdup_printf ("{\"taxCategory\":\"VAT\",\"taxRate\":%s}", rate);
  JsonArray *taxes = json_array_new ();

  if (price == NULL)
    {
      json_array_unref (taxes);
      return;
    }
  add (taxes, text);
  json_object_set_array_member (price, "tax", taxes);
}

/* Fiber gets 19 %, a fee and a promotion, DSL 19 %, streaming 7.25 %; the rest stays without. There are
 * two offerings that rely on nothing and that nobody has: one to add where there is nothing else, and one that the next
 * quote asks for. */
static void
enrich_catalog (const char *folder)
{
  g_autoptr (JsonNode) prices = load (folder, "productOfferingPrice.json");
  g_autoptr (JsonNode) offerings = load (folder, "productOffering.json");
  JsonArray *of_fiber = json_object_get_array_member (find (offerings, "fiber"), "productOfferingPrice");

  tax (prices, "price-fiber", "19");
  tax (prices, "price-dsl", "19");
  tax (prices, "price-streaming-tv", "7.25");
  tax (prices, "price-streaming-movies", "7.25");
  add (json_node_get_array (prices),
       "{\"id\":\"once-fiber\",\"name\":\"Activation\",\"priceType\":\"oneTime\",\"price\":{\"unit\":\"USD\","
       "\"value\":29.95},\"lifecycleStatus\":\"Active\",\"@type\":\"ProductOfferingPrice\"}");
  add (json_node_get_array (prices),
       "{\"id\":\"promo-fiber\",\"name\":\"Welcome\",\"priceType\":\"discount\",\"percentage\":15,"
       "\"applicationDuration\":{\"amount\":6,\"units\":\"month\"},\"lifecycleStatus\":\"Active\","
       "\"@type\":\"ProductOfferingPrice\"}");
  add (json_node_get_array (offerings),
       "{\"id\":\"" FLOW_PROBE "\",\"name\":\"Gift wrap\",\"isSellable\":true,\"lifecycleStatus\":\"Active\","
       "\"@type\":\"ProductOffering\",\"category\":[{\"id\":\"gifts\",\"name\":\"Gifts\"}],"
       "\"productOfferingPrice\":[{\"id\":\"price-tech-support\",\"name\":\"a month\"}]}");
  add (json_node_get_array (offerings),
       "{\"id\":\"" CARD "\",\"name\":\"Greeting card\",\"isSellable\":true,\"lifecycleStatus\":\"Active\","
       "\"@type\":\"ProductOffering\",\"category\":[{\"id\":\"cards\",\"name\":\"Gifts\"}],"
       "\"productOfferingPrice\":[{\"id\":\"price-tech-support\",\"name\":\"a month\"}]}");
  add (of_fiber, "{\"id\":\"once-fiber\",\"name\":\"Activation\"}");
  add (of_fiber, "{\"id\":\"promo-fiber\",\"name\":\"Welcome\"}");
  save (folder, "productOfferingPrice.json", prices);
  save (folder, "productOffering.json", offerings);
}

static void
each_line (const char *folder, const char *name, void (*take) (JsonNode *, gpointer), gpointer user_data)
{
  g_autoptr (GPtrArray) lines = scenario_shop_read_lines (folder, name);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < lines->len; i++)
    {
      g_autoptr (JsonNode) node = cord_json_parse (lines->pdata[i], -1, &CORD_JSON_LIMITS_FILE, &error);

      g_assert_no_error (error);
      take (node, user_data);
    }
}

#define ID_LENGTH 10 /* of a customer of the public data */

/* The customer of one line of the conversion: its id begins with one made from the customer's. */
static char *
customer_of_line (const char *line, const char *prefix)
{
  g_autofree char *start = g_strconcat ("{\"id\":\"", prefix, NULL);

  g_assert_true (g_str_has_prefix (line, start));
  return g_strndup (line + strlen (start), ID_LENGTH);
}

/* One customer in so many is @kept with the first file, and the others follow. */
static void
keep_lines (const char *folder, const char *name, const char *prefix, GHashTable *kept, guint part, guint parts)
{
  g_autofree char *file = g_build_filename (folder, name, NULL);
  g_autoptr (GPtrArray) lines = scenario_shop_read_lines (folder, name);
  g_autoptr (GString) left = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = lines->pdata[i];
      char *id = customer_of_line (line, prefix);

      if (parts > 0 && i % parts == part)
        g_hash_table_add (kept, g_strdup (id));
      if (g_hash_table_contains (kept, id))
        g_string_append_printf (left, "%s\n", line);
      g_free (id);
    }
  g_file_set_contents (file, left->str, (gssize)left->len, &error);
  g_assert_no_error (error);
}

static void
keep_part (const char *folder, guint part, guint parts)
{
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  keep_lines (folder, "individual.jsonl", "party-", kept, part, parts);
  keep_lines (folder, "customer.jsonl", "", kept, 0, 0);
  keep_lines (folder, "billingAccount.jsonl", "acct-", kept, 0, 0);
  keep_lines (folder, "product.jsonl", "prod-", kept, 0, 0);
}

gboolean
flow_shop_write (const char *folder, guint part, guint parts)
{
  gboolean is_public = scenario_shop_convert (folder, 0);

  if (is_public)
    keep_part (folder, part, parts);
  else
    write_small_shop (folder);
  enrich_catalog (folder);
  return is_public;
}

/* Reading */

static void
customer_free (gpointer data)
{
  FlowCustomer *self = data;

  g_free (self->id);
  g_free (self->phone);
  g_free (self->pin);
  g_free (self->product);
  g_hash_table_unref (self->held);
  g_free (self);
}

typedef struct
{
  GPtrArray *customers;
  GHashTable *index;
} Reading;

static void
take_party (JsonNode *node, gpointer user_data)
{
  Reading *self = user_data;
  FlowCustomer *customer = g_new0 (FlowCustomer, 1);

  customer->id = g_strdup (cord_json_find_string (node, "id") + strlen ("party-"));
  customer->phone = g_strdup (cord_json_find_string (node, "contactMedium.characteristic.phoneNumber"));
  customer->pin = g_strdup (cord_json_find_string (node, "partyCharacteristic.value"));
  customer->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_ptr_array_add (self->customers, customer);
  g_hash_table_insert (self->index, customer->id, customer);
}

static void
take_account (JsonNode *node, gpointer user_data)
{
  Reading *self = user_data;
  FlowCustomer *customer = g_hash_table_lookup (self->index, cord_json_find_string (node, "relatedParty.id"));

  customer->anchor = (guint)json_node_get_int (cord_json_find (node, "billStructure.cycleSpecification.dateShift"));
}

static void
take_product (JsonNode *node, gpointer user_data)
{
  Reading *self = user_data;
  FlowCustomer *customer = g_hash_table_lookup (self->index, cord_json_find_string (node, "relatedParty.id"));

  g_hash_table_add (customer->held, g_strdup (cord_json_find_string (node, "productOffering.id")));
  customer->bound |= cord_json_find (node, "productTerm.duration") != NULL;
}

/* Planning */

CordDate
flow_shop_day (const FlowCustomer *customer, FlowPlace place, CordDate from)
{
  CordCycleGrid grid = { .anchor = (int)customer->anchor, .months = 1 };
  CordCycle cycle = cord_cycle_grid_at (&grid, from);

  for (;; cycle = cord_cycle_grid_at (&grid, cycle.end))
    {
      CordDate day = place == FLOW_FIRST_DAY ? cycle.start : place == FLOW_LAST_DAY ? cycle.end - 1 : cycle.start + 13;

      if (day >= from)
        return day;
    }
}

static gboolean
has (const FlowCustomer *customer, const char *offering)
{
  return g_hash_table_contains (customer->held, offering);
}

static const char *
first_of (const FlowCustomer *customer, const char *const *offerings, gboolean held)
{
  for (guint i = 0; offerings[i] != NULL; i++)
    if (has (customer, offerings[i]) == held)
      return offerings[i];
  return NULL;
}

static gboolean
choose (FlowCustomer *customer, const char *product, const char *offering, int term)
{
  if (product == NULL || offering == NULL)
    return FALSE;
  g_free (customer->product);
  customer->product = g_strdup_printf ("prod-%s-%s", customer->id, product);
  customer->offering = offering;
  customer->term = term;
  return TRUE;
}

gboolean
flow_shop_choose (FlowCustomer *customer, FlowKind kind)
{
  static const char *const online[] = { "streaming-tv", "tech-support", "online-security", NULL };
  static const char *const voice[] = { "multiple-lines", NULL };
  static const char *const mains[] = { "fiber", "dsl", "phone", NULL };
  gboolean internet = has (customer, "dsl") || has (customer, "fiber");
  const char *offering;

  customer->kind = kind;
  switch (kind)
    {
    case FLOW_UPGRADE:
      return has (customer, "dsl") && choose (customer, "dsl", "fiber", 0);
    case FLOW_DOWNGRADE:
      return !customer->bound && has (customer, "fiber") && choose (customer, "fiber", "dsl", 0);
    case FLOW_ADD:
      offering = first_of (customer, internet ? online : voice, FALSE);
      if (offering == NULL)
        offering = CARD;
      return choose (customer, offering, offering, 0);
    case FLOW_REMOVE:
      offering = first_of (customer, online, TRUE);
      if (offering == NULL)
        offering = first_of (customer, voice, TRUE);
      return !customer->bound && choose (customer, offering, offering, 0);
    case FLOW_TERM:
      offering = first_of (customer, mains, TRUE);
      return !customer->bound && choose (customer, offering, offering, 12);
    case FLOW_N_KINDS:
    default:
      g_assert_not_reached ();
    }
}

/* Where the customer cannot have that kind, the next one that is possible. */
static void
plan (FlowCustomer *customer, guint index, CordDate from)
{
  guint tries = 0;

  while (!flow_shop_choose (customer, (index + tries) % FLOW_N_KINDS))
    g_assert_cmpuint (++tries, <, FLOW_N_KINDS);
  customer->place = (index / FLOW_N_KINDS) % FLOW_N_PLACES;
  customer->day = flow_shop_day (customer, customer->place, from);
  /* A smaller plan starts with the next cycle, or at once where the operator permits it. */
  customer->waits = (customer->kind == FLOW_DOWNGRADE || customer->kind == FLOW_REMOVE)
                    && (index / (FLOW_N_KINDS * FLOW_N_PLACES)) % 2 == 0;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const FlowCustomer *first = *(FlowCustomer *const *)a;
  const FlowCustomer *second = *(FlowCustomer *const *)b;

  return first->day != second->day ? (first->day > second->day) - (first->day < second->day)
                                   : strcmp (first->id, second->id);
}

GPtrArray *
flow_shop_load (const char *folder, CordDate from)
{
  g_autoptr (GHashTable) index = g_hash_table_new (g_str_hash, g_str_equal);
  Reading reading = { g_ptr_array_new_with_free_func (customer_free), index };

  each_line (folder, "individual.jsonl", take_party, &reading);
  each_line (folder, "billingAccount.jsonl", take_account, &reading);
  each_line (folder, "product.jsonl", take_product, &reading);
  for (guint i = 0; i < reading.customers->len; i++)
    plan (reading.customers->pdata[i], i, from);
  g_ptr_array_sort (reading.customers, compare_days);
  return reading.customers;
}
