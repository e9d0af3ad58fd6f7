/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-entry-match.h"

#include "wire/cord-json-equal.h"
#include "wire/cord-tmf.h"

void
cord_entry_match_init (CordEntryMatch *self, JsonNode *before, JsonArray *after)
{
  *self = (CordEntryMatch){ 0 };
  if (before == NULL || !JSON_NODE_HOLDS_ARRAY (before))
    return;
  self->before = json_node_get_array (before);
  self->in_place = json_array_get_length (self->before) == json_array_get_length (after);
}

void
cord_entry_match_clear (CordEntryMatch *self)
{
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
}

/* A body may have thousands of entries: they are looked up, not compared with each other. */
static JsonNode *
find_equal (CordEntryMatch *self, JsonNode *entry)
{
  if (self->values == NULL)
    {
      self->values = g_hash_table_new ((GHashFunc)cord_json_hash, (GEqualFunc)cord_json_equal);
      for (guint i = 0; i < json_array_get_length (self->before); i++)
        g_hash_table_add (self->values, json_array_get_element (self->before, i));
    }
  return g_hash_table_lookup (self->values, entry);
}

static const char *
id_of (JsonNode *node)
{
  return JSON_NODE_HOLDS_OBJECT (node) ? cord_tmf_id (json_node_get_object (node)) : NULL;
}

static JsonNode *
find_by_id (CordEntryMatch *self, const char *id)
{
  if (self->ids == NULL)
    {
      self->ids = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < json_array_get_length (self->before); i++)
        {
          JsonNode *node = json_array_get_element (self->before, i);

          if (id_of (node) != NULL)
            g_hash_table_insert (self->ids, (char *)id_of (node), node);
        }
    }
  return g_hash_table_lookup (self->ids, id);
}

gboolean
cord_entry_match_is_same (JsonNode *before, JsonNode *after)
{
  const char *was = id_of (before);
  const char *is = id_of (after);

  return was == NULL || is == NULL || g_str_equal (was, is);
}

JsonNode *
cord_entry_match_find (CordEntryMatch *self, guint index, JsonNode *entry)
{
  const char *id = id_of (entry);
  JsonNode *there, *found;

  if (self->before == NULL)
    return NULL;
  there = index < json_array_get_length (self->before) ? json_array_get_element (self->before, index) : NULL;
  if (there != NULL && cord_json_equal (there, entry))
    return there;
  found = find_equal (self, entry);
  if (found != NULL)
    return found;
  /* Odd lists have an id twice. */
  if (there != NULL && id != NULL && g_strcmp0 (id_of (there), id) == 0)
    return there;
  found = id != NULL ? find_by_id (self, id) : NULL;
  return found == NULL && self->in_place && cord_entry_match_is_same (there, entry) ? there : found;
}
