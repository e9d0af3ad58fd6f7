/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-resource-row.h"

#include "base/cord-search-key.h"
#include "base/cord-text.h"
#include "config.h"
#include "wire/cord-secret-name.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* A compiler may drop a plain memset before free; it may not drop writes through a volatile pointer. */
static void
wipe_and_free (gpointer data)
{
  volatile char *text = data;

  for (volatile char *at = text; at != NULL && *at != '\0'; at++)
    *at = '\0';
  g_free (data);
}

void
cord_resource_row_free (CordResourceRow *self)
{
  g_free (self->id);
  g_free (self->document);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->secrets);
  g_free (self);
}

static gboolean
is_somebody (const CordResourceType *type)
{
  static const char *const types[] = { "individual", "organization", "customer", NULL };

  return g_strv_contains (types, type->name);
}

/* What an entry of these members proves, or NULL when it may be seen. */
typedef const char *(*SecretFunc) (const CordResourceType *type, JsonNode *entry);

static const char *
name_factor (const CordResourceType *type, const char *name)
{
  if (g_str_has_prefix (type->name, "product"))
    return cord_secret_name_is_of_product (name) ? "secret" : NULL;
  return cord_secret_name_get_factor (name);
}

static const char *
characteristic_factor (const CordResourceType *type, JsonNode *entry)
{
  const char *factor = name_factor (type, cord_json_find_string (entry, "name"));

  return factor != NULL ? factor : name_factor (type, cord_json_find_string (entry, "id"));
}

static const char *
identification_factor (const CordResourceType *type, JsonNode *entry)
{
  return cord_secret_name_is_document (cord_json_find_string (entry, "identificationType")) ? NULL : "secret";
}

typedef struct
{
  const char *member, *value;
  SecretFunc factor;
  gboolean keeps_entry; /* that there is such an identification may be known, its number may not */
} SecretMember;

static const SecretMember secret_members[] = {
  { "partyCharacteristic", "value", characteristic_factor, FALSE },
  { "characteristic", "value", characteristic_factor, FALSE },
  { "productCharacteristic", "value", characteristic_factor, FALSE },
  { "individualIdentification", "identificationId", identification_factor, TRUE },
  { "organizationIdentification", "identificationId", identification_factor, TRUE },
};

/* Somebody proves by it who they are. What is of anything else proves nothing, and its id may be a customer's too. */
static void
keep_secret (CordResourceRow *self, const char *proves, char *value)
{
  if (value == NULL || *value == '\0' || !is_somebody (self->type))
    {
      wipe_and_free (value);
      return;
    }
  g_ptr_array_add (self->secrets, g_strdup (proves));
  g_ptr_array_add (self->secrets, value);
}

/* A PIN may come as a number, 0471 only as text. */
static char *
dup_value (JsonNode *value)
{
  return cord_json_is_decimal (value) ? cord_json_dup_decimal (value) : g_strdup (json_node_get_string (value));
}

/* That there is one is no secret. */
static gboolean
is_boolean (JsonNode *value)
{
  return value != NULL && JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN;
}

static void
take_secrets_of (CordResourceRow *self, JsonArray *array, const SecretMember *member)
{
  for (guint i = json_array_get_length (array); i-- > 0;)
    {
      JsonNode *entry = json_array_get_element (array, i);
      const char *proves = JSON_NODE_HOLDS_OBJECT (entry) ? member->factor (self->type, entry) : NULL;
      JsonNode *value = proves != NULL ? json_object_get_member (json_node_get_object (entry), member->value) : NULL;

      if (proves == NULL || is_boolean (value))
        continue;
      keep_secret (self, proves, value != NULL && JSON_NODE_HOLDS_VALUE (value) ? dup_value (value) : NULL);
      if (member->keeps_entry)
        json_object_remove_member (json_node_get_object (entry), member->value);
      else
        json_array_remove_element (array, i);
    }
}

/* What a party or a customer has by the standard; everything else is of a system's own making. Sorted. */
static const char *const party_members[] = { "@baseType",
                                             "@referredType",
                                             "@schemaLocation",
                                             "@type",
                                             "account",
                                             "birthDate",
                                             "city",
                                             "contactMedium",
                                             "country",
                                             "countryOfBirth",
                                             "emailAddress",
                                             "engagedParty",
                                             "existsDuring",
                                             "familyName",
                                             "formattedName",
                                             "fullName",
                                             "gender",
                                             "givenName",
                                             "href",
                                             "id",
                                             "identificationId",
                                             "identificationType",
                                             "isLegalEntity",
                                             "legalName",
                                             "maritalStatus",
                                             "mediumType",
                                             "name",
                                             "nameType",
                                             "nationality",
                                             "organizationType",
                                             "phoneNumber",
                                             "placeOfBirth",
                                             "postCode",
                                             "preferred",
                                             "relatedParty",
                                             "role",
                                             "stateOrProvince",
                                             "status",
                                             "street1",
                                             "street2",
                                             "title",
                                             "tradingName",
                                             "validFor",
                                             "value",
                                             "valueType" };

static int
compare_name (const void *name, const void *member)
{
  return strcmp (name, *(const char *const *)member);
}

static const char *
member_factor (const char *name, gboolean in_address)
{
  if (bsearch (name, party_members, G_N_ELEMENTS (party_members), sizeof *party_members, compare_name) != NULL
      || (in_address && cord_secret_name_is_postal_code (name)))
    return NULL;
  return cord_secret_name_get_factor (name);
}

static gboolean
is_address (const char *name)
{
  return g_str_equal (name, "contactMedium") || g_str_has_suffix (name, "address")
         || g_str_has_suffix (name, "Address");
}

static void take_members (CordResourceRow *self, JsonObject *object, gboolean in_address);

static void
take_members_of_node (CordResourceRow *self, JsonNode *node, gboolean in_address)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    take_members (self, json_node_get_object (node), in_address);
  for (guint i = 0; JSON_NODE_HOLDS_ARRAY (node) && i < json_array_get_length (json_node_get_array (node)); i++)
    take_members_of_node (self, json_array_get_element (json_node_get_array (node), i), in_address);
}

/* Of a member that is a secret by its own name. */
static void
take_members (CordResourceRow *self, JsonObject *object, gboolean in_address)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *each = names; each != NULL; each = each->next)
    {
      JsonNode *node = json_object_get_member (object, each->data);
      const char *proves = member_factor (each->data, in_address);

      if (proves == NULL)
        {
          take_members_of_node (self, node, in_address || is_address (each->data));
          continue;
        }
      if (JSON_NODE_HOLDS_NULL (node) || is_boolean (node))
        continue;
      keep_secret (self, proves, JSON_NODE_HOLDS_VALUE (node) ? dup_value (node) : NULL);
      json_object_remove_member (object, each->data);
    }
}

/* The last of a factor is the one that is kept: members come first, so that none overrides a characteristic. */
static void
take_secrets (CordResourceRow *self, JsonObject *document)
{
  if (is_somebody (self->type))
    take_members (self, document, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (secret_members); i++)
    {
      JsonNode *node = json_object_get_member (document, secret_members[i].member);

      if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
        take_secrets_of (self, json_node_get_array (node), &secret_members[i]);
    }
}

static void
add_column (const char *column, const char *value, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strdup (column));
  g_ptr_array_add (user_data, g_strdup (value));
}

/* The number of the line that a product serves; callers are found by it. */
static void
add_service (CordResourceRow *self, JsonNode *entry)
{
  const char *name = JSON_NODE_HOLDS_OBJECT (entry) ? cord_json_find_string (entry, "name") : NULL;
  const char *value = g_strcmp0 (name, "serviceId") == 0 ? cord_json_find_string (entry, "value") : NULL;
  g_autofree char *digits = value != NULL ? g_strreverse (cord_text_phone (value)) : NULL;
  g_autofree char *key = value != NULL ? cord_search_key_id (value) : NULL;

  if (value == NULL || *value == '\0')
    return;
  add_column (CORD_RESOURCE_COLUMN_SERVICE, value, self->columns);
  if (!g_str_equal (key, value) && *key != '\0')
    add_column (CORD_RESOURCE_COLUMN_ID, key, self->columns);
  if (*digits != '\0')
    add_column (CORD_RESOURCE_COLUMN_PHONE, digits, self->columns);
}

static void
add_services (CordResourceRow *self, JsonObject *document)
{
  JsonNode *node = json_object_get_member (document, "productCharacteristic");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    add_service (self, json_array_get_element (array, i));
}

static char *
href_of (const CordResourceType *type, const char *id)
{
  g_autofree char *encoded = g_uri_escape_string (id, NULL, FALSE);

  return g_strconcat (type->base, "/", type->name, "/", encoded, NULL);
}

static gboolean
check_id (const CordResourceType *type, const char *id, GError **error)
{
  if (id == NULL || *id == '\0' || strlen (id) > 256)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "missing", "id", NULL,
                                _ ("%s: “id” must be a text of 1 to 256 bytes"), type->name);
  /* Path segments that are resolved away (RFC 3986, 3.3) cannot be ids. */
  return (!g_str_equal (id, ".") && !g_str_equal (id, ".."))
         || cord_error_set_full (error, CORD_ERROR_INVALID, "value", "id", NULL, _ ("%s: “%s” cannot be an id"),
                                 type->name, id);
}

CordResourceRow *
cord_resource_row_new (const CordResourceType *type, JsonObject *document, GError **error)
{
  g_autoptr (CordResourceRow) self = g_new0 (CordResourceRow, 1);
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), document);
  g_autofree char *href = NULL;
  const char *id = cord_json_find_string (root, "id");

  self->type = type;
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->secrets = g_ptr_array_new_with_free_func (wipe_and_free);
  if (!check_id (type, id, error))
    return NULL;
  self->id = g_strdup (id);
  href = href_of (type, id);
  json_object_set_string_member (document, "href", href);
  take_secrets (self, document);
  self->document = cord_json_write (root);
  cord_resource_type_index (type, document, add_column, self->columns);
  if (g_str_equal (type->name, "product"))
    add_services (self, document);
  g_ptr_array_add (self->columns, NULL);
  g_ptr_array_add (self->secrets, NULL);
  return g_steal_pointer (&self);
}
