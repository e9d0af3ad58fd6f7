/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-user-codec.h"

#include "config.h"

#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

static JsonObject *
to_object (const CordUserEntry *entry)
{
  JsonObject *user = json_object_new ();

  json_object_set_string_member (user, "name", entry->name);
  json_object_set_string_member (user, "role", entry->role);
  json_object_set_boolean_member (user, "enabled", entry->enabled);
  cord_tmf_set_text (user, "team", entry->team);
  cord_tmf_set_text (user, "shift", entry->shift);
  cord_tmf_set_text (user, "startDate", entry->start_date);
  cord_tmf_set_text (user, "extension", entry->extension);
  return user;
}

void
cord_user_entry_add (JsonArray *users, const CordUserEntry *entry)
{
  json_array_add_object_element (users, to_object (entry));
}

JsonNode *
cord_user_entry_to_json (const CordUserEntry *entry)
{
  return cord_tmf_take_node (to_object (entry));
}

JsonNode *
cord_user_list_to_json (JsonArray *users)
{
  JsonObject *body = json_object_new ();

  json_object_set_array_member (body, "users", users);
  return cord_tmf_take_node (body);
}

static const char **
find_member (CordUserEntry *entry, const char *name)
{
  const struct
  {
    const char *name;
    const char **text;
  } members[] = { { "team", &entry->team },
                  { "shift", &entry->shift },
                  { "startDate", &entry->start_date },
                  { "extension", &entry->extension } };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_str_equal (members[i].name, name))
      return members[i].text;
  return NULL;
}

gboolean
cord_user_entry_patch (CordUserEntry *entry, JsonObject *patch, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, patch);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      const char **text = find_member (entry, name);
      gboolean none = JSON_NODE_HOLDS_NULL (node);

      if (text == NULL)
        return cord_error_set_full (error, CORD_ERROR_INVALID, "immutable", name, NULL, _ ("“%s” cannot be changed"),
                                    name);
      if (!none && (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING))
        return cord_error_set_full (error, CORD_ERROR_INVALID, "shape", name, NULL, _ ("“%s” must be a text"), name);
      *text = none ? NULL : json_node_get_string (node);
    }
  return TRUE;
}
