/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario-shop.h"

#include "scenario-case.h"
#include "wire/cord-json.h"

#include <string.h>

static const struct
{
  const char *id;
  const char *name;
  const char *price;
  const char *category;
  const char *relies_on;
  const char *features; /* members of the specification */
} offerings[] = {
  { "phone", "Phone Line", "20.00", "voice", NULL, "lines=1;minutes=unlimited" },
  { "multiple-lines", "Multiple Lines", "5.00", "voice", "phone", "lines=2" },
  { "dsl", "DSL Internet", "25.00", "internet", NULL,
    "technology=DSL;download=25 Mbit/s;upload=3 Mbit/s;data=unlimited" },
  { "fiber", "Fiber Internet", "50.00", "internet", NULL,
    "technology=Fiber optic;download=500 Mbit/s;upload=100 Mbit/s;data=unlimited" },
  { "online-security", "Online Security", "5.00", "protection", "internet", "" },
  { "tech-support", "Tech Support", "5.00", "support", "internet", "" },
  { "streaming-tv", "Streaming TV", "10.00", "entertainment", "internet", "" },
};

static void
save (const char *folder, const char *name, GString *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text->str, (gssize)text->len, &error);
  g_assert_no_error (error);
  g_string_free (text, TRUE);
}

static char *
quoted (const char *text)
{
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_string (text));

  return cord_json_write_value (value);
}

static void
add_features (GString *text, const char *features)
{
  g_auto (GStrv) each = g_strsplit (features, ";", -1);

  for (guint i = 0; each[i] != NULL && *each[i] != '\0'; i++)
    {
      g_auto (GStrv) pair = g_strsplit (each[i], "=", 2);

      g_string_append_printf (text,
                              "%s{\"name\":\"%s\",\"valueType\":\"string\",\"productSpecCharacteristicValue\":[{"
                              "\"value\":\"%s\",\"isDefault\":true}]}",
                              i > 0 ? "," : "", pair[0], pair[1]);
    }
}

static void
add_relations (GString *text, const char *relies_on)
{
  if (g_strcmp0 (relies_on, "phone") == 0)
    g_string_append (text, ",\"productOfferingRelationship\":[{\"id\":\"phone\",\"relationshipType\":\"reliesOn\"}]");
  else if (relies_on != NULL)
    g_string_append (
        text, ",\"productOfferingRelationship\":[{\"id\":\"dsl\",\"relationshipType\":\"reliesOn\",\"role\":\"any\"},"
              "{\"id\":\"fiber\",\"relationshipType\":\"reliesOn\",\"role\":\"any\"}]");
}

#define TERM(name, months) "{\"name\":\"" name "\",\"duration\":{\"amount\":" months ",\"units\":\"month\"}}"

static void
write_catalog (const char *folder)
{
  GString *specifications = g_string_new ("[");
  GString *prices = g_string_new ("[");
  GString *sold = g_string_new ("[");

  for (guint i = 0; i < G_N_ELEMENTS (offerings); i++)
    {
      const char *id = offerings[i].id, *name = offerings[i].name, *comma = i > 0 ? "," : "";

      g_string_append_printf (specifications,
                              "%s{\"id\":\"spec-%s\",\"name\":\"%s\",\"lifecycleStatus\":\"Active\",\"@type\":"
                              "\"ProductSpecification\",\"productSpecCharacteristic\":[",
                              comma, id, name);
      add_features (specifications, offerings[i].features);
      g_string_append (specifications, "]}");
      g_string_append_printf (prices,
                              "%s{\"id\":\"price-%s\",\"name\":\"%s, "
                              "monthly\",\"priceType\":\"recurring\",\"recurringChargePeriodType\":\"month\","
                              "\"recurringChargePeriodLength\":1,\"price\":{\"unit\":\"USD\",\"value\":%s},"
                              "\"lifecycleStatus\":\"Active\",\"@type\":\"ProductOfferingPrice\"}",
                              comma, id, name, offerings[i].price);
      g_string_append_printf (sold,
                              "%s{\"id\":\"%s\",\"name\":\"%s\",\"isSellable\":true,\"isBundle\":false,"
                              "\"lifecycleStatus\":\"Active\",\"@type\":\"ProductOffering\","
                              "\"category\":[{\"id\":\"%s\"}],\"productSpecification\":{\"id\":\"spec-%s\"},"
                              "\"productOfferingPrice\":[{\"id\":\"price-%s\"}],"
                              "\"productOfferingTerm\":[" TERM ("Month-to-month", "0") "," TERM (
                                  "One year", "12") "," TERM ("Two year", "24") "]",
                              comma, id, name, offerings[i].category, id, id);
      add_relations (sold, offerings[i].relies_on);
      g_string_append (sold, "}");
    }
  save (folder, "productSpecification.json", g_string_append (specifications, "]"));
  save (folder, "productOfferingPrice.json", g_string_append (prices, "]"));
  save (folder, "productOffering.json", g_string_append (sold, "]"));
  save (folder, "category.json",
        g_string_new ("[{\"id\":\"voice\",\"name\":\"Voice\",\"isRoot\":true,\"@type\":\"Category\"},{\"id\":"
                      "\"internet\",\"name\":\"Internet\",\"isRoot\":true,\"@type\":\"Category\"},"
                      "{\"id\":\"protection\",\"name\":\"Protection\",\"isRoot\":true,\"@type\":\"Category\"},{\"id\":"
                      "\"support\",\"name\":\"Support\",\"isRoot\":true,\"@type\":\"Category\"},"
                      "{\"id\":\"entertainment\",\"name\":\"Entertainment\",\"isRoot\":true,\"@type\":\"Category\"}]"));
}

char *
scenario_shop_phone (guint index)
{
  return g_strdup_printf ("+120155501%02u", index);
}

static void
add_product (GString *text, const ScenarioPerson *person, const char *offering, const char *price)
{
  g_string_append_printf (text,
                          "{\"id\":\"prod-%s-%s\",\"@type\":\"Product\",\"name\":\"%s\",\"status\":\"active\","
                          "\"isBundle\":false,\"startDate\":\"2026-02-10T00:00:00Z\","
                          "\"relatedParty\":[{\"id\":\"%s\",\"role\":\"customer\"}],\"billingAccount\":{\"id\":\"acct-%"
                          "s\"},\"productOffering\":{\"id\":\"%s\"},"
                          "\"productSpecification\":{\"id\":\"spec-%s\"},\"productPrice\":[{\"name\":\"monthly\","
                          "\"priceType\":\"recurring\",\"recurringChargePeriod\":\"month\","
                          "\"price\":{\"dutyFreeAmount\":{\"unit\":\"USD\",\"value\":%s}}}],\"productTerm\":[],"
                          "\"productRelationship\":[]}\n",
                          person->id, offering, offering, person->id, person->id, offering, offering, price);
}

static const char *
list_price (const char *offering)
{
  for (guint i = 0; i < G_N_ELEMENTS (offerings); i++)
    if (g_str_equal (offerings[i].id, offering))
      return offerings[i].price;
  g_assert_not_reached ();
}

static void
add_products (GString *text, const ScenarioPerson *person)
{
  g_auto (GStrv) held = g_strsplit (person->held, " ", -1);

  for (guint i = 0; held[i] != NULL && *held[i] != '\0'; i++)
    add_product (text, person, held[i], i == 0 && person->price != NULL ? person->price : list_price (held[i]));
}

void
scenario_shop_write (const char *folder, const ScenarioPerson *people, guint n_people, gboolean with_catalog)
{
  GString *individuals = g_string_new (NULL);
  GString *accounts = g_string_new (NULL);
  GString *customers = g_string_new (NULL);
  GString *products = g_string_new (NULL);

  for (guint i = 0; i < n_people; i++)
    {
      const ScenarioPerson *person = &people[i];
      g_autofree char *phone = scenario_shop_phone (i);
      g_autofree char *whole = g_strdup_printf ("%s %s", person->given, person->family);
      g_autofree char *name = quoted (whole);
      g_autofree char *given = quoted (person->given);
      g_autofree char *family = quoted (person->family);

      g_string_append_printf (
          individuals,
          "{\"id\":\"party-%s\",\"@type\":\"Individual\",\"givenName\":%s,\"familyName\":%s,\"contactMedium\":["
          "{\"mediumType\":\"mobile\",\"preferred\":true,\"characteristic\":{\"phoneNumber\":\"%s\"}},"
          "{\"mediumType\":\"email\",\"characteristic\":{\"emailAddress\":\"customer.%u@example.com\"}}],"
          "\"partyCharacteristic\":[{\"name\":\"pin\",\"valueType\":\"string\",\"value\":\"%s\"}]}\n",
          person->id, given, family, phone, i, person->pin);
      g_string_append_printf (accounts,
                              "{\"id\":\"acct-%s\",\"@type\":\"BillingAccount\",\"name\":%s,\"state\":\"active\","
                              "\"relatedParty\":[{\"id\":\"%s\",\"role\":\"customer\"}],"
                              "\"billStructure\":{\"cycleSpecification\":{\"name\":\"monthly\",\"frequency\":"
                              "\"monthly\",\"dateShift\":%u}}}\n",
                              person->id, name, person->id, 1 + (i * 7) % 31);
      g_string_append_printf (customers,
                              "{\"id\":\"%s\",\"@type\":\"Customer\",\"name\":%s,\"status\":\"active\","
                              "\"engagedParty\":{\"id\":\"party-%s\",\"name\":%s},"
                              "\"account\":[{\"id\":\"acct-%s\"}]}\n",
                              person->id, name, person->id, name, person->id);
      add_products (products, person);
    }
  save (folder, "individual.jsonl", individuals);
  save (folder, "billingAccount.jsonl", accounts);
  save (folder, "customer.jsonl", customers);
  save (folder, "product.jsonl", products);
  if (with_catalog)
    write_catalog (folder);
}

GVariant *
scenario_shop_single (const char *folder)
{
  static const ScenarioPerson ada = { "1001-AAAAA", "Ada", "Baker", "1111", "phone dsl online-security", "43.15" };
  g_autoptr (GVariant) answers = cord_value_of_strings ("use", "Work, and films in the evening.", "speed", "fastest",
                                                        "must-have", "The number stays.", NULL);
  g_autofree char *phone = scenario_shop_phone (0);
  g_autoptr (GVariant) caller = cord_value_of_strings ("phone", phone, "customer", ada.id, "pin", ada.pin, "wants",
                                                       "upgrade", "product", "prod-1001-AAAAA-dsl", "offering", "fiber",
                                                       "reason", "speed", "words", "Films freeze.", NULL);
  CordBuilder builder;

  scenario_shop_write (folder, &ada, 1, TRUE);
  cord_builder_init (&builder);
  cord_builder_extend (&builder, caller);
  cord_builder_value (&builder, "answers", answers);
  return cord_builder_end (&builder);
}

/* Picking */

GPtrArray *
scenario_shop_read_lines (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  g_assert_true (length == 0 || text[length - 1] == '\n');
  /* g_strsplit searches with strstr, for which AddressSanitizer measures the rest of the file at each line. */
  for (char *line = text, *end; (end = memchr (line, '\n', (gsize)(text + length - line))) != NULL; line = end + 1)
    g_ptr_array_add (lines, g_strndup (line, (gsize)(end - line)));
  return lines;
}

static GPtrArray *
read_documents (const char *folder, const char *name)
{
  g_autoptr (GPtrArray) lines = scenario_shop_read_lines (folder, name);
  g_autoptr (GError) error = NULL;
  GPtrArray *values = g_ptr_array_new_with_free_func ((GDestroyNotify)json_node_unref);

  for (guint i = 0; i < lines->len; i++)
    {
      g_ptr_array_add (values, cord_json_parse (lines->pdata[i], -1, &CORD_JSON_LIMITS_FILE, &error));
      g_assert_no_error (error);
    }
  return values;
}

static gboolean
has_each (GHashTable *held, const char *wanted, gboolean expected)
{
  g_auto (GStrv) each = g_strsplit (wanted, " ", -1);

  for (guint i = 0; each[i] != NULL && *each[i] != '\0'; i++)
    if (g_hash_table_contains (held, each[i]) != expected)
      return FALSE;
  return TRUE;
}

/* The customers' offerings; "term" among them is a commitment. */
static GHashTable *
index_products (GPtrArray *products)
{
  GHashTable *customers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_hash_table_unref);

  for (guint i = 0; i < products->len; i++)
    {
      const char *customer = cord_json_find_string (products->pdata[i], "relatedParty.id");
      GHashTable *held = g_hash_table_lookup (customers, customer);

      if (held == NULL)
        {
          held = g_hash_table_new (g_str_hash, g_str_equal);
          g_hash_table_insert (customers, (gpointer)customer, held);
        }
      g_hash_table_add (held, (gpointer)cord_json_find_string (products->pdata[i], "productOffering.id"));
      if (cord_json_find (products->pdata[i], "productTerm.duration") != NULL)
        g_hash_table_add (held, (gpointer) "term");
    }
  return customers;
}

GVariant *
scenario_shop_pick (const char *folder, const char *held, const char *lacks, guint skip)
{
  g_autoptr (GPtrArray) people = read_documents (folder, "individual.jsonl");
  g_autoptr (GPtrArray) products = read_documents (folder, "product.jsonl");
  g_autoptr (GHashTable) customers = index_products (products);

  for (guint i = 0; i < people->len; i++)
    {
      const char *customer = cord_json_find_string (people->pdata[i], "id") + strlen ("party-");
      GHashTable *has = g_hash_table_lookup (customers, customer);

      if (has == NULL || !has_each (has, held, TRUE) || !has_each (has, lacks, FALSE) || !has_each (has, "term", FALSE)
          || skip-- > 0)
        continue;
      return cord_value_of_strings (
          "customer", customer, "phone",
          cord_json_find_string (people->pdata[i], "contactMedium.characteristic.phoneNumber"), "pin",
          cord_json_find_string (people->pdata[i], "partyCharacteristic.value"), NULL);
    }
  g_error ("No customer has “%s” and lacks “%s”", held, lacks);
}

gboolean
scenario_shop_convert (const char *folder, guint limit)
{
  const char *shared = g_getenv ("CORD_SHARED");
  g_autofree char *beside = scenario_source_path ("../shared");
  g_autofree char *script = g_build_filename (shared != NULL ? shared : beside, "data", "telco_to_tmf.py", NULL);
  g_autofree char *count = g_strdup_printf ("%u", limit);
  const char *argv[] = { "python3", script, folder, limit > 0 ? "--limit" : NULL, count, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  if (!g_file_test (script, G_FILE_TEST_EXISTS))
    return FALSE;
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  return TRUE;
}

GVariant *
scenario_shop_answers (const char *text)
{
  g_auto (GStrv) each = g_strsplit (text, ";", -1);
  CordBuilder answers;

  cord_builder_init (&answers);
  for (guint i = 0; each[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (each[i], "=", 2);

      cord_builder_string (&answers, pair[0], pair[1]);
    }
  return cord_builder_end (&answers);
}
