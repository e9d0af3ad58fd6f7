/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-order-resource.h"

#include "wire/cord-order-codec.h"

#define ITEMS "productOrderItem"
#define STATE "state"
#define START "requestedStartDate"
#define REASON "cancellationReason"
#define NUMBER "cordboardNumber"

void
cord_order_resource_set_number (JsonObject *order, const char *number)
{
  json_object_set_string_member (order, NUMBER, number);
}

const char *
cord_order_resource_get_number (JsonNode *order)
{
  const char *number = cord_json_find_string (order, NUMBER);

  return number != NULL ? number : cord_json_find_string (order, "id");
}

void
cord_order_resource_set_undo_until (JsonObject *order, const char *instant)
{
  json_object_set_string_member (order, "cordboardUndoUntil", instant);
}

void
cord_order_resource_set_effective (JsonObject *order, CordDate day)
{
  g_autofree char *text = cord_date_to_string (day);
  g_autofree char *midnight = cord_tmf_dup_midnight (text);

  if (!json_object_has_member (order, START))
    json_object_set_string_member (order, START, midnight);
}

const char *
cord_order_resource_get_requested_start (JsonNode *order)
{
  return cord_json_find_string (order, START);
}

char *
cord_order_resource_dup_changed_place (JsonObject *order)
{
  guint index;

  return cord_order_items_find (cord_tmf_array (order, ITEMS), "productOrder", NULL, &index) != NULL
             ? g_strdup_printf (ITEMS ".%u", index)
             : g_strdup (ITEMS);
}

void
cord_order_resource_take_item_prices (JsonObject *order, const char *product, JsonArray *prices)
{
  guint index;
  JsonObject *item = cord_order_items_find (cord_tmf_array (order, ITEMS), "productOrder", product, &index);

  if (item != NULL)
    json_object_set_array_member (item, "itemPrice", prices);
  else
    json_array_unref (prices);
}

void
cord_order_resource_take_total (JsonObject *order, JsonArray *total)
{
  json_object_set_array_member (order, "orderTotalPrice", total);
}

guint
cord_order_resource_n_items (JsonNode *order)
{
  return cord_tmf_length (cord_tmf_array (json_node_get_object (order), ITEMS));
}

JsonNode *
cord_order_resource_dup_with_item (JsonNode *order, guint index)
{
  JsonObject *whole = json_node_get_object (order);
  JsonObject *item = cord_tmf_at (cord_tmf_array (whole, ITEMS), index);
  JsonObject *alone = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, whole);
  while (json_object_iter_next_ordered (&iter, &member, &node))
    json_object_set_member (alone, member, json_node_copy (node));
  cord_tmf_take_single (alone, ITEMS, item != NULL ? json_object_ref (item) : NULL);
  return cord_tmf_take_node (alone);
}

/* Its end */

static void
set_note (JsonObject *order, const char *text)
{
  JsonObject *note = json_object_new ();

  json_object_set_string_member (note, "text", text);
  cord_tmf_take_single (order, "note", note);
}

gboolean
cord_order_resource_has_item_state (JsonNode *order)
{
  JsonArray *items = cord_tmf_array (json_node_get_object (order), ITEMS);

  for (guint i = 0; i < cord_tmf_length (items); i++)
    if (cord_tmf_at (items, i) != NULL && json_object_has_member (cord_tmf_at (items, i), STATE))
      return TRUE;
  return FALSE;
}

void
cord_order_resource_finish (JsonObject *order, const char *state, const char *when, const char *note)
{
  JsonArray *items = cord_tmf_array (order, ITEMS);

  json_object_set_string_member (order, STATE, state);
  for (guint i = 0; i < cord_tmf_length (items); i++)
    if (cord_tmf_at (items, i) != NULL)
      json_object_set_string_member (cord_tmf_at (items, i), STATE, state);
  json_object_set_string_member (order, "completionDate", when);
  if (note != NULL)
    set_note (order, note);
}

void
cord_order_resource_cancel (JsonObject *order, const char *when, const char *reason, const char *note)
{
  json_object_set_string_member (order, STATE, "cancelled");
  json_object_set_string_member (order, "cancellationDate", when);
  json_object_set_string_member (order, REASON, reason);
  if (note != NULL)
    set_note (order, note);
}

gboolean
cord_order_resource_is_over (JsonNode *order)
{
  static const char *const over[] = { "cancelled", "rejected", "failed", NULL };
  const char *state = cord_json_find_string (order, STATE);

  return state != NULL && g_strv_contains (over, state);
}

gboolean
cord_order_resource_has_failed (JsonNode *order)
{
  return g_strcmp0 (cord_json_find_string (order, STATE), "failed") == 0;
}

/* The task */

const char *
cord_order_resource_task_order (JsonNode *task)
{
  return cord_json_find_string (task, "productOrder.id");
}

const char *
cord_order_resource_task_reason (JsonNode *task)
{
  return cord_json_find_string (task, REASON);
}

void
cord_order_resource_finish_task (JsonObject *task, const char *when)
{
  json_object_set_string_member (task, STATE, when != NULL ? "done" : "terminatedWithError");
  if (when != NULL)
    json_object_set_string_member (task, "effectiveCancellationDate", when);
}
