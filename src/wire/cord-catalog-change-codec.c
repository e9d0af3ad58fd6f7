/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-catalog-change-codec.h"

#include "wire/cord-tmf.h"

#define VERSION "version"
#define CHANGED "changed"
#define REMOVED "removed"

JsonNode *
cord_catalog_change_to_json (gint64 version)
{
  JsonObject *body = json_object_new ();

  json_object_set_int_member (body, VERSION, version);
  json_object_set_array_member (body, CHANGED, json_array_new ());
  json_object_set_array_member (body, REMOVED, json_array_new ());
  return cord_tmf_take_node (body);
}

void
cord_catalog_change_add (JsonNode *self, const char *type, const char *id, gboolean removed)
{
  JsonObject *change = json_object_new ();

  json_object_set_string_member (change, "type", type);
  json_object_set_string_member (change, "id", id);
  json_array_add_object_element (cord_tmf_array (json_node_get_object (self), removed ? REMOVED : CHANGED), change);
}

char *
cord_catalog_change_dup_version (JsonNode *self)
{
  char *text = cord_tmf_dup_text (cord_tmf_find (json_node_get_object (self), VERSION));

  return text != NULL ? text : g_strdup ("");
}
