/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-catalog-problem-codec.h"

#include "wire/cord-tmf.h"

static JsonObject *
problem_to_json (CordOffering *offering)
{
  JsonObject *problem = json_object_new ();

  cord_tmf_set_text (problem, "id", cord_offering_get_id (offering));
  cord_tmf_set_text (problem, "name", cord_offering_get_name (offering));
  cord_tmf_set_text (problem, "member", cord_offering_get_problem_member (offering));
  cord_tmf_set_text (problem, "text", cord_offering_get_problem (offering));
  return problem;
}

JsonNode *
cord_catalog_problems_to_json (CordCatalog *catalog, guint offset, guint limit)
{
  const GPtrArray *all = cord_catalog_get_problems (catalog);
  JsonObject *body = json_object_new ();
  JsonArray *problems = json_array_new ();

  for (guint i = offset; i < all->len && i - offset < limit; i++)
    json_array_add_object_element (problems, problem_to_json (all->pdata[i]));
  cord_tmf_set_number (body, "version", cord_catalog_get_version (catalog));
  json_object_set_int_member (body, "total", all->len);
  json_object_set_array_member (body, "problems", problems);
  return cord_tmf_take_node (body);
}
