/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-merge-patch.h"

JsonNode *
cord_merge_patch (JsonNode *target, JsonNode *patch)
{
  g_autoptr (JsonObject) result = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!JSON_NODE_HOLDS_OBJECT (patch))
    return json_node_copy (patch);
  result = json_object_new ();
  if (target != NULL && JSON_NODE_HOLDS_OBJECT (target))
    {
      json_object_iter_init_ordered (&iter, json_node_get_object (target));
      while (json_object_iter_next_ordered (&iter, &name, &node))
        json_object_set_member (result, name, json_node_copy (node));
    }
  json_object_iter_init_ordered (&iter, json_node_get_object (patch));
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (JSON_NODE_HOLDS_NULL (node))
      json_object_remove_member (result, name);
    else
      json_object_set_member (result, name, cord_merge_patch (json_object_get_member (result, name), node));
  return json_node_init_object (json_node_alloc (), result);
}
