/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-qualification-resource.h"

#include "wire/cord-tmf.h"

gboolean
cord_qualification_resource_is_instant (JsonObject *qualification)
{
  return cord_tmf_is_true (qualification, "instantSyncQualification");
}

JsonArray *
cord_qualification_resource_get_items (JsonObject *qualification)
{
  return cord_tmf_array (qualification, CORD_QUALIFICATION_ITEMS);
}

const char *
cord_qualification_resource_item_offering (JsonNode *item)
{
  const char *offering = cord_json_find_string (item, "productOffering.id");

  return offering != NULL ? offering : cord_json_find_string (item, "product.productOffering.id");
}

void
cord_qualification_resource_finish (JsonObject *qualification, const char *when)
{
  json_object_set_string_member (qualification, "state", "done");
  json_object_set_string_member (qualification, "effectiveQualificationDate", when);
}
