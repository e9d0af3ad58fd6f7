/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-find.h"

#include "config.h"

#include "base/cord-text.h"
#include "domain/customer/cord-candidate.h"
#include "server/resource/cord-access.h"
#include "server/resource/cord-document.h"
#include "server/resource/cord-engine.h"
#include "server/resource/cord-party.h"
#include "store/cord-resource-index.h"
#include "wire/cord-candidate-codec.h"
#include "wire/cord-customer-resource.h"
#include "wire/cord-resource-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CANDIDATES_MAX 20
#define PHONE_DIGITS_MIN 5
#define NAME_CHARACTERS_MIN 2
#define NAME_WORDS_MAX 6
/* Customers whose names are read to compare their other words: a few milliseconds. */
#define NAMES_READ_MAX 500
#define QUERY_MAX 256
#define EMAIL "contactMedium.characteristic.emailAddress"
#define MAILTO "mailto:"
#define TOWN "contactMedium.characteristic.city"
#define TOWN_CHARACTERS_MAX 40
#define YEAR_DIGITS 4

/* Customers found so far, in order, each once. */
typedef struct
{
  CordCore *core;
  GPtrArray *customers; /* (element-type utf8) */
  GError *error;        /* of the store, which ends the search */
} Found;

static gboolean
is_over (const Found *found)
{
  return found->error != NULL || found->customers->len >= CORD_CANDIDATES_COUNTED;
}

static void
add_customer (Found *found, const char *customer)
{
  if (customer == NULL || is_over (found)
      || g_ptr_array_find_with_equal_func (found->customers, customer, g_str_equal, NULL))
    return;
  g_ptr_array_add (found->customers, g_strdup (customer));
}

static gboolean
take_id (const CordStoredResource *resource, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strdup (resource->id));
  return TRUE;
}

/* Ids of those that have the very value: no more of them than are counted, for a value may be everybody's. */
static GPtrArray *
find_exactly (Found *found, const char *type, const char *column, const char *value)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  if (!is_over (found))
    cord_resource_store_each_indexed (cord_core_get_database (found->core), type, column, value, 0,
                                      CORD_CANDIDATES_COUNTED, take_id, ids, &found->error);
  return ids;
}

/* No more of them than are counted. */
static void
add_engaged (Found *found, const char *type, const char *party)
{
  g_autoptr (GPtrArray) customers = NULL;

  if (is_over (found))
    return;
  customers = cord_party_find_customers (cord_core_get_database (found->core), type, party, CORD_CANDIDATES_COUNTED,
                                         &found->error);
  for (guint i = 0; customers != NULL && i < customers->len; i++)
    add_customer (found, g_ptr_array_index (customers, i));
}

/* The customers that a resource leads to: a party may be engaged in several. */
static void
add_through (Found *found, const char *type_name, const char *id)
{
  const CordResourceType *type = cord_resource_type_find (type_name);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *customer = NULL;

  if (cord_resource_type_is_party (type_name))
    {
      add_engaged (found, type_name, id);
      return;
    }
  if (!is_over (found))
    node = cord_engine_load (found->core, type_name, id, NULL, &found->error);
  if (node != NULL
      && cord_access_find_customer (found->core, type, json_node_get_object (node), &customer, &found->error))
    add_customer (found, customer);
}

static void
add_all (Found *found, const char *type, GPtrArray *ids)
{
  g_autoptr (GPtrArray) owned = ids;

  for (guint i = 0; owned != NULL && i < owned->len && !is_over (found); i++)
    add_through (found, type, g_ptr_array_index (owned, i));
}

static void
add_prefix (Found *found, const char *type, const char *column, const char *text)
{
  if (!is_over (found))
    add_all (found, type,
             cord_resource_index_find_prefix (cord_core_get_database (found->core), type, column, text,
                                              CORD_CANDIDATES_COUNTED, &found->error));
}

/* "+49 171 …" and "0049 171 …" name a whole number; "0171 …" is one without its country. */
static void
add_numbered (Found *found, char *digits)
{
  static const char *const types[] = { "individual", "organization", "customer", "product" };
  char *tail = digits;

  if (*tail == '+')
    tail++;
  while (*tail == '0')
    tail++;
  if (strlen (tail) < PHONE_DIGITS_MIN)
    return;
  g_strreverse (tail);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    add_prefix (found, types[i], CORD_RESOURCE_COLUMN_PHONE, tail);
}

static void
find_phone (Found *found, const char *query)
{
  g_autofree char *number = cord_text_phone (query);
  g_autofree char *digits = cord_text_digits (query);

  if (*number == '\0')
    return;
  /* Earlier versions kept the "(0)" and the extension of a number, and stores hold what they wrote. */
  if (g_str_equal (number, digits))
    g_clear_pointer (&digits, g_free);
  add_numbered (found, number);
  if (digits != NULL)
    add_numbered (found, digits);
}

static void
find_id (Found *found, const char *query)
{
  static const char *const types[] = { "customer", "billingAccount", "product" };
  static const char *const columns[] = { CORD_RESOURCE_COLUMN_SERVICE, "realizingService.id", "productSerialNumber" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    add_through (found, types[i], query);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    add_all (found, "product", find_exactly (found, "product", columns[i], query));
}

/* Mail programs and people differ in how they write the same address. */
static void
find_email (Found *found, const char *query)
{
  static const char *const types[] = { "customer", "individual", "organization" };
  g_autofree char *lower = NULL;
  const char *address = query;

  if (g_ascii_strncasecmp (address, MAILTO, strlen (MAILTO)) == 0)
    address += strlen (MAILTO);
  if (strchr (address, '@') == NULL)
    return;
  lower = g_utf8_strdown (address, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      add_all (found, types[i], find_exactly (found, types[i], EMAIL, address));
      if (!g_str_equal (lower, address))
        add_all (found, types[i], find_exactly (found, types[i], EMAIL, lower));
    }
}

static void
add_named (Found *found, const char *key)
{
  static const char *const types[] = { "customer", "individual", "organization" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    add_prefix (found, types[i], "words", key);
}

/* The name of a customer, of whose document nothing else is read. */
static char *
dup_name (Found *found, const char *customer)
{
  g_autoptr (CordStoredResource) stored = NULL;
  g_auto (CordDocument) document = { 0 };
  char *name;

  stored = cord_resource_store_get (cord_core_get_database (found->core), "customer", customer, &found->error);
  if (stored == NULL)
    return NULL;
  document.text = stored->document;
  return cord_document_dup_text (&document, "name", &name, &found->error) ? name : NULL;
}

/* Whether some word of the customer's name begins with each of @words. */
static gboolean
has_words (Found *found, const char *customer, GStrv words)
{
  g_autofree char *name = dup_name (found, customer);
  g_autofree char *key = cord_text_search_key (name);
  g_autofree char *spaced = g_strconcat (" ", key, NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = g_strconcat (" ", words[i], NULL);

      if (strstr (spaced, word) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* The customers with the word that the fewest have, as far as they are read; NULL with an error. */
static GPtrArray *
find_rarest (Found *found, GStrv words)
{
  GPtrArray *rarest = NULL;

  for (guint i = 0; words[i] != NULL && found->error == NULL; i++)
    {
      GPtrArray *ids = cord_resource_index_find_prefix (cord_core_get_database (found->core), "customer", "words",
                                                        words[i], NAMES_READ_MAX, &found->error);

      if (ids != NULL && (rarest == NULL || ids->len < rarest->len))
        {
          g_clear_pointer (&rarest, g_ptr_array_unref);
          rarest = g_steal_pointer (&ids);
        }
      g_clear_pointer (&ids, g_ptr_array_unref);
    }
  return rarest;
}

/* "Okafor Grace", "grac okaf": customers by the beginnings of words of their name, in any order. */
static void
find_words (Found *found, GStrv words)
{
  g_autoptr (GPtrArray) ids = find_rarest (found, words);

  for (guint i = 0; ids != NULL && i < ids->len && !is_over (found); i++)
    if (has_words (found, g_ptr_array_index (ids, i), words))
      add_customer (found, g_ptr_array_index (ids, i));
}

static void
find_name (Found *found, const char *query)
{
  g_autofree char *key = cord_text_search_key (query);
  g_auto (GStrv) words = g_strsplit (key, " ", -1);
  guint n = g_strv_length (words);

  if (g_utf8_strlen (key, -1) < NAME_CHARACTERS_MIN)
    return;
  add_named (found, key);
  if (n > 1 && n <= NAME_WORDS_MAX && !is_over (found))
    find_words (found, words);
}

static gboolean
take_town (const char *text, gboolean number, gpointer user_data)
{
  *(char **)user_data = cord_text_clean (text, TOWN_CHARACTERS_MAX);
  return TRUE;
}

/* Where the customer lives, as the party or the customer says; NULL when neither does. */
static char *
dup_town (Found *found, JsonNode *customer)
{
  const char *party = cord_customer_resource_get_party (customer);
  const char *type;
  g_autoptr (JsonNode) node = NULL;
  char *town = NULL;

  if (cord_party_find_type (cord_core_get_database (found->core), party,
                            cord_customer_resource_get_party_referred (customer), &type, &found->error)
      && type != NULL)
    node = cord_engine_load (found->core, type, party, NULL, &found->error);
  if (!cord_document_visit_node (node, TOWN, take_town, &town))
    cord_document_visit_node (customer, TOWN, take_town, &town);
  return town;
}

/* "account ends VDE"; of several customers also what tells them apart, "Berlin", "since 2019". */
static char *
dup_hint (Found *found, const char *id, JsonNode *customer)
{
  const char *account = customer != NULL ? cord_customer_resource_get_account (customer) : NULL;
  const char *since = customer != NULL ? cord_customer_resource_get_since (customer) : NULL;
  g_autofree char *tail = cord_text_tail (account != NULL ? account : id, 3);
  g_autofree char *town = found->customers->len > 1 && customer != NULL ? dup_town (found, customer) : NULL;
  GString *hint = g_string_new (NULL);

  g_string_append_printf (hint, account != NULL ? _ ("account ends %s") : _ ("customer ends %s"), tail);
  if (town != NULL && *town != '\0')
    g_string_append_printf (hint, " · %s", town);
  if (found->customers->len > 1 && since != NULL && strlen (since) > YEAR_DIGITS)
    {
      g_autofree char *year = g_strndup (since, YEAR_DIGITS);

      g_string_append (hint, " · ");
      /* Translators: the year in which somebody became a customer. */
      g_string_append_printf (hint, _ ("since %s"), year);
    }
  return g_string_free (hint, FALSE);
}

/* {id, label "G•••• O•••••", hint "account ends VDE"} */
static JsonObject *
mask (Found *found, const char *customer)
{
  g_autoptr (JsonNode) node = cord_engine_load (found->core, "customer", customer, NULL, &found->error);
  const char *name = node != NULL ? cord_customer_resource_get_name (node) : NULL;
  g_autofree char *label = cord_text_mask_name (name != NULL ? name : "");
  g_autofree char *hint = dup_hint (found, customer, node);

  return cord_candidate_to_json (customer, label, hint);
}

static CordReply *
reply_found (Found *found, GError **error)
{
  g_autoptr (JsonArray) candidates = json_array_new ();
  CordReply *reply;

  for (guint i = 0; i < MIN (found->customers->len, CANDIDATES_MAX) && found->error == NULL; i++)
    json_array_add_object_element (candidates, mask (found, g_ptr_array_index (found->customers, i)));
  if (found->error != NULL)
    {
      g_propagate_error (error, found->error);
      return NULL;
    }
  reply = cord_reply_new_json (200, json_node_init_array (json_node_alloc (), candidates));
  cord_reply_set_count (reply, "X-Total-Count", found->customers->len);
  return reply;
}

CordReply *
cord_find (CordRequest *request, GError **error)
{
  g_autofree char *raw = cord_request_dup_parameter (request, "q");
  g_autofree char *query = raw != NULL ? cord_text_clean (raw, QUERY_MAX) : NULL;
  g_autoptr (GPtrArray) customers = g_ptr_array_new_with_free_func (g_free);
  Found found = { request->core, customers, NULL };

  if (query == NULL || g_utf8_strlen (query, -1) < NAME_CHARACTERS_MIN || strlen (query) > QUERY_MAX)
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "value", "q", _ ("Ask for a name, a number or an account."),
                           _ ("Type at least two characters to search for"));
      return NULL;
    }
  find_id (&found, query);
  find_phone (&found, query);
  find_email (&found, query);
  find_name (&found, query);
  return reply_found (&found, error);
}
