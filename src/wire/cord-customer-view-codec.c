/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-customer-view-codec.h"

#include "wire/cord-tmf.h"

JsonNode *
cord_customer_view_get_document (JsonNode *view, const char *member)
{
  JsonNode *part = cord_tmf_find (json_node_get_object (view), member);

  return part != NULL && JSON_NODE_HOLDS_OBJECT (part) ? part : NULL;
}

JsonArray *
cord_customer_view_get_list (JsonNode *view, const char *resource)
{
  return cord_tmf_array (json_node_get_object (view), resource);
}

gboolean
cord_customer_view_is_cut (JsonNode *view, const char *resource)
{
  JsonObject *total = cord_tmf_object (json_node_get_object (view), CORD_CUSTOMER_VIEW_TOTAL);

  return total != NULL && json_object_has_member (total, resource);
}

JsonNode *
cord_customer_view_find_history (JsonNode *view, const char *account)
{
  JsonArray *histories = cord_customer_view_get_list (view, "accountHistory");

  for (guint i = 0; i < cord_tmf_length (histories); i++)
    {
      JsonObject *history = cord_tmf_at (histories, i);

      if (history != NULL && g_strcmp0 (cord_tmf_id (history), account) == 0)
        return json_array_get_element (histories, i);
    }
  return NULL;
}
