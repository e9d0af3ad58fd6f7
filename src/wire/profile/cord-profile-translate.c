/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/profile/cord-profile-private.h"

#include "wire/cord-tmf.h"

#include <string.h>

typedef struct
{
  const CordProfileResource *resource;
  gboolean out;   /* from our names to theirs */
  gboolean plain; /* without our extensions */
} Translation;

static JsonNode *translate_node (const Translation *self, JsonNode *node, const char *path);

static gboolean
is_extension (const char *name)
{
  return g_ascii_strncasecmp (name, "cordboard", strlen ("cordboard")) == 0;
}

/* The members of our own type of price; without them it is a plain TM Forum price whose name has the details. */
static gboolean
belongs_to_our_price (JsonObject *object, const char *name)
{
  static const char *const members[] = { "chargeKind", "periodCoverage", "prorationBasis", NULL };
  const char *type = cord_tmf_string (object, "@type");

  return g_strv_contains (members, name)
         && (g_strcmp0 (type, "ProratedOrderPrice") == 0 || g_strcmp0 (type, "OrderPrice") == 0);
}

static char *
join (const char *path, const char *name)
{
  return *path != '\0' ? g_strconcat (path, ".", name, NULL) : g_strdup (name);
}

static const char *
our_name (const Translation *self, const char *path, const char *theirs)
{
  g_autofree char *key = g_strconcat (path, "/", theirs, NULL);

  return g_hash_table_lookup (self->resource->names, key);
}

static const char *
their_name (const Translation *self, const char *path, const char *ours)
{
  g_autofree char *key = join (path, ours);

  return g_hash_table_lookup (self->resource->members, key);
}

/* A member without a rule is dropped when another member is translated to its name. */
static gboolean
is_displaced (const Translation *self, JsonObject *object, const char *path, const char *name)
{
  const char *source = self->out ? our_name (self, path, name) : their_name (self, path, name);

  return source != NULL && json_object_has_member (object, source);
}

static void
translate_member (const Translation *self, JsonObject *object, const char *path, const char *name, JsonNode *member,
                  JsonObject *into)
{
  const char *renamed = self->out ? their_name (self, path, name) : our_name (self, path, name);
  g_autofree char *below = join (path, self->out || renamed == NULL ? name : renamed);

  if (self->plain && (is_extension (name) || belongs_to_our_price (object, name)))
    return;
  if (renamed == NULL && is_displaced (self, object, path, name))
    return;
  json_object_set_member (into, renamed != NULL ? renamed : name, translate_node (self, member, below));
}

static JsonNode *
translate_object (const Translation *self, JsonObject *object, const char *path)
{
  g_autoptr (JsonObject) into = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    translate_member (self, object, path, name, member, into);
  if (self->plain && cord_tmf_is (into, "@type", "ProratedOrderPrice"))
    json_object_set_string_member (into, "@type", "OrderPrice");
  return cord_tmf_take_node (g_steal_pointer (&into));
}

static JsonNode *
translate_array (const Translation *self, JsonArray *array, const char *path)
{
  JsonArray *into = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (into, translate_node (self, json_array_get_element (array, i), path));
  json_node_take_array (node, into);
  return node;
}

static JsonNode *
translate_node (const Translation *self, JsonNode *node, const char *path)
{
  const CordProfileWords *words;
  const char *word;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return translate_object (self, json_node_get_object (node), path);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return translate_array (self, json_node_get_array (node), path);
  words = g_hash_table_lookup (self->resource->words, path);
  if (words == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return json_node_copy (node);
  word = g_hash_table_lookup (self->out ? words->theirs : words->ours, json_node_get_string (node));
  return word != NULL ? json_node_init_string (json_node_alloc (), word) : json_node_copy (node);
}

static gboolean
has_rules (const CordProfileResource *resource)
{
  return g_hash_table_size (resource->members) > 0 || g_hash_table_size (resource->words) > 0;
}

/* Adds the id of the operation, by which it is found again. */
static void
add_reference (const Translation *self, JsonObject *object, const char *operation)
{
  const char *reference = self->resource->reference;
  const char *theirs = reference != NULL ? their_name (self, "", reference) : NULL;
  const char *name = theirs != NULL ? theirs : reference;

  if (name != NULL && !json_object_has_member (object, name))
    json_object_set_string_member (object, name, operation);
}

JsonNode *
cord_profile_encode (CordProfile *self, const char *name, JsonNode *node, const char *operation)
{
  const CordProfileResource *resource = cord_profile_find_resource (self, name);
  const Translation translation = { resource, TRUE, !self->extensions };
  JsonNode *encoded;

  if (resource == NULL || (self->extensions && !has_rules (resource)))
    return json_node_ref (node);
  encoded = translate_node (&translation, node, "");
  if (operation != NULL && JSON_NODE_HOLDS_OBJECT (encoded))
    add_reference (&translation, json_node_get_object (encoded), operation);
  return encoded;
}

JsonNode *
cord_profile_decode (CordProfile *self, const char *name, JsonNode *node)
{
  const CordProfileResource *resource = cord_profile_find_resource (self, name);
  const Translation translation = { resource, FALSE, FALSE };

  return resource != NULL && has_rules (resource) ? translate_node (&translation, node, "") : json_node_ref (node);
}
