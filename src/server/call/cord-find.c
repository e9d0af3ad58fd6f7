/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-find.h"

#include "config.h"

#include "base/cord-search-key.h"
#include "base/cord-text.h"
#include "server/call/cord-found.h"
#include "server/call/cord-name-search.h"
#include "server/call/cord-phone-search.h"
#include "server/resource/cord-document.h"
#include "server/resource/cord-engine.h"
#include "server/resource/cord-party.h"
#include "store/cord-resource-store.h"
#include "wire/cord-candidate-codec.h"
#include "wire/cord-customer-resource.h"
#include "wire/cord-resource-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CANDIDATES_MAX 20
#define QUERY_MAX 256
#define EMAIL "contactMedium.characteristic.emailAddress"
#define TOWN "contactMedium.characteristic.city"
#define TOWN_CHARACTERS_MAX 40
#define YEAR_DIGITS 4
#define WORDS_MAX 8

/* Spellings of what was asked for */

/* Without quotation marks, brackets and points around it. */
static char *
dup_bare (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  char *begin = plain;
  char *end = plain + strlen (plain);

  while (*begin != '\0' && *begin != '+' && !g_unichar_isalnum (g_utf8_get_char (begin)))
    begin = g_utf8_next_char (begin);
  for (char *p = end; (p = g_utf8_find_prev_char (begin, p)) != NULL && !g_unichar_isalnum (g_utf8_get_char (p));)
    end = p;
  return g_strndup (begin, (gsize)(end - begin));
}

/* "Customer no.: C1", "#C1": what stands behind the label. */
static char *
dup_unlabelled (const char *bare)
{
  const char *mark = strpbrk (bare, ":#");

  while (mark != NULL && strpbrk (mark + 1, ":#") != NULL)
    mark = strpbrk (mark + 1, ":#");
  return mark != NULL ? dup_bare (mark + 1) : g_strdup (bare);
}

static GStrv
dup_spellings (const char *query)
{
  g_autoptr (GStrvBuilder) spellings = g_strv_builder_new ();
  g_autofree char *bare = dup_bare (query);
  g_autofree char *unlabelled = dup_unlabelled (bare);

  g_strv_builder_add (spellings, query);
  if (!g_str_equal (bare, query))
    g_strv_builder_add (spellings, bare);
  if (!g_str_equal (unlabelled, bare))
    g_strv_builder_add (spellings, unlabelled);
  return g_strv_builder_end (spellings);
}

/* Ids */

static void
find_exact_id (CordFound *found, const char *id)
{
  static const char *const types[] = { "customer", "billingAccount", "product" };
  static const char *const columns[] = { CORD_RESOURCE_COLUMN_SERVICE, "realizingService.id", "productSerialNumber" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    cord_found_add_through (found, types[i], id);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    cord_found_add_exactly (found, "product", columns[i], id);
}

/* The index has a key only where the id is written otherwise. */
static void
find_id_key (CordFound *found, const char *key)
{
  static const char *const types[] = { "customer", "billingAccount", "product" };

  find_exact_id (found, key);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    cord_found_add_exactly (found, types[i], CORD_RESOURCE_COLUMN_ID, key);
}

/* The letters and the digits of @key with @dash between. */
static char *
dup_dashed (const char *key, const char *dash)
{
  g_autoptr (GString) dashed = g_string_new (NULL);
  gboolean was_digit = FALSE, apart = FALSE;

  for (const char *p = key; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_digit = g_unichar_isdigit (c);

      if (g_unichar_isalnum (c))
        {
          if (dashed->len > 0 && (apart || is_digit != was_digit))
            g_string_append (dashed, dash);
          g_string_append_unichar (dashed, c);
          was_digit = is_digit;
        }
      apart = !g_unichar_isalnum (c);
    }
  return g_strdup (dashed->str);
}

static void
find_id (CordFound *found, const char *spelling)
{
  g_autofree char *key = cord_search_key_id (spelling);

  if (!g_str_equal (spelling, key))
    find_exact_id (found, spelling);
  find_id_key (found, key);
}

/* "ACCT C1", "acct c-1" and "acctc1" are read out for "acct-C1". */
static void
find_dashed_id (CordFound *found, const char *spelling)
{
  g_autofree char *key = cord_search_key_id (spelling);
  g_autofree char *spaced = g_strdelimit (g_strdup (key), " _/.", '-');
  g_autofree char *dashed = dup_dashed (key, "-");
  g_autofree char *joined = dup_dashed (key, "");

  find_id_key (found, spaced);
  find_id_key (found, dashed);
  find_id_key (found, joined);
}

/* "account acct-C1", "Kundennummer 4711" */
static void
find_id_within (CordFound *found, const char *bare)
{
  g_auto (GStrv) words = g_strsplit (bare, " ", WORDS_MAX);

  for (guint i = 0; words[i] != NULL && words[1] != NULL; i++)
    if (strpbrk (words[i], "-_0123456789") != NULL)
      {
        g_autofree char *word = dup_bare (words[i]);

        find_id (found, word);
      }
}

/* Mail */

/* Mail programs and people differ in how they write the same address. */
static void
find_email (CordFound *found, const char *query)
{
  static const char *const types[] = { "customer", "individual", "organization" };
  g_autofree char *unescaped = strstr (query, "%40") != NULL ? g_uri_unescape_string (query, NULL) : NULL;
  g_autofree char *address = cord_search_key_email (unescaped != NULL ? unescaped : query);

  for (gsize i = 0; *address != '\0' && i < G_N_ELEMENTS (types); i++)
    {
      cord_found_add_exactly (found, types[i], EMAIL, address);
      cord_found_add_exactly (found, types[i], CORD_RESOURCE_COLUMN_EMAIL, address);
    }
}

/* The name in "Jane Doe <jane@example.com>". */
static char *
dup_without_addresses (const char *query)
{
  g_autoptr (GString) rest = g_string_new (NULL);
  g_auto (GStrv) words = g_strsplit_set (query, " <>", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strchr (words[i], '@') == NULL && strstr (words[i], "%40") == NULL)
      g_string_append_printf (rest, "%s ", words[i]);
  return g_strdup (rest->str);
}

/* Guesses of what else an id may be, where nobody has what was asked for. */
static void
find_by_guess (CordFound *found, GStrv spellings)
{
  guint n = g_strv_length (spellings);

  for (guint i = 0; i < n && found->customers->len == 0; i++)
    find_dashed_id (found, spellings[i]);
  if (found->customers->len == 0)
    find_id_within (found, spellings[n - 1]);
}

static void
find_all (CordFound *found, const char *query)
{
  g_auto (GStrv) spellings = dup_spellings (query);
  g_autofree char *name = dup_without_addresses (query);
  gboolean has_address = strchr (query, '@') != NULL || strstr (query, "%40") != NULL;

  for (guint i = 0; spellings[i] != NULL; i++)
    find_id (found, spellings[i]);
  cord_phone_search (found, query);
  find_email (found, query);
  /* Others have the name beside an address as well. */
  if (found->customers->len == 0 || !has_address)
    cord_name_search (found, name);
  if (found->customers->len == 0)
    find_by_guess (found, spellings);
}

/* Answers */

static gboolean
take_town (const char *text, gboolean number, gpointer user_data)
{
  *(char **)user_data = cord_text_clean (text, TOWN_CHARACTERS_MAX);
  return TRUE;
}

/* Where the customer lives, as the party or the customer says; NULL when neither does. */
static char *
dup_town (CordFound *found, JsonNode *customer)
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
dup_hint (CordFound *found, const char *id, JsonNode *customer)
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
mask (CordFound *found, const char *customer)
{
  g_autoptr (JsonNode) node = cord_engine_load (found->core, "customer", customer, NULL, &found->error);
  const char *name = node != NULL ? cord_customer_resource_get_name (node) : NULL;
  g_autofree char *label = cord_text_mask_name (name != NULL ? name : "");
  g_autofree char *hint = dup_hint (found, customer, node);

  return cord_candidate_to_json (customer, label, hint);
}

static CordReply *
reply_found (CordFound *found, GError **error)
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

/* What says nothing about anybody is told apart from nobody's name. */
static gboolean
check_query (const char *query, GError **error)
{
  if (query != NULL && g_utf8_strlen (query, -1) > QUERY_MAX)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "too-long", "q",
                                _ ("Search for a part of it: a name, a number or an account."),
                                _ ("A search can have %d characters at most"), QUERY_MAX);
  if (query == NULL || !cord_search_key_is_enough (query))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "value", "q", _ ("Ask for a name, a number or an account."),
                                _ ("Type at least two letters or digits to search for"));
  return TRUE;
}

/* Before the first import nobody can be found, however the name is spelled. */
static gboolean
check_customers (CordFound *found)
{
  gint64 count;

  if (found->error != NULL || found->customers->len > 0)
    return found->error == NULL;
  return cord_resource_store_count (cord_core_get_database (found->core), "customer", &count, &found->error)
         && (count > 0
             || cord_error_set_full (&found->error, CORD_ERROR_NOT_FOUND, "no-customers", NULL,
                                     _ ("Customers are imported with “cordboardctl import”."),
                                     _ ("The server has no customers yet")));
}

CordReply *
cord_find (CordRequest *request, GError **error)
{
  g_autofree char *raw = cord_request_dup_parameter (request, "q");
  /* One more than is allowed, for the mark of what was cut. */
  g_autofree char *query = raw != NULL ? cord_text_clean (raw, QUERY_MAX + 1) : NULL;
  g_autoptr (GPtrArray) customers = g_ptr_array_new_with_free_func (g_free);
  CordFound found = { request->core, customers, NULL };

  if (!check_query (query, error))
    return NULL;
  find_all (&found, query);
  check_customers (&found);
  return reply_found (&found, error);
}
