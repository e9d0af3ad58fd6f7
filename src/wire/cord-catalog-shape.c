/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-catalog-shape.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  TEXT = 1,
  FLAG = 2,
  OBJECT = 4,
  LIST = 8, /* of objects */
} Shape;

typedef struct
{
  const char *member;
  guint shapes; /* any of these */
} MemberShape;

static const MemberShape of_offering[] = {
  { "lifecycleStatus", TEXT },
  { "isSellable", FLAG },
  { "isBundle", FLAG },
  { "validFor", OBJECT },
  { "category", OBJECT | LIST },
  { "productSpecification", OBJECT },
  { "productOfferingPrice", LIST },
  { "productOfferingTerm", LIST },
  { "productOfferingRelationship", LIST },
  { "bundledProductOffering", LIST },
  { "prodSpecCharValueUse", LIST },
};

static const MemberShape of_price[] = {
  { "lifecycleStatus", TEXT },       { "priceType", TEXT },  { "recurringChargePeriodType", TEXT },
  { "recurringChargePeriod", TEXT }, { "validFor", OBJECT }, { "prodSpecCharValueUse", LIST },
};

static guint
shape_of (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return OBJECT;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return LIST;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return FLAG;
  return json_node_get_value_type (node) == G_TYPE_STRING && !cord_json_is_decimal (node) ? TEXT : 0;
}

static const char *
why_of (guint shapes)
{
  if (shapes & TEXT)
    return _ ("must be a text");
  if (shapes & FLAG)
    return _ ("must be true or false");
  return shapes & LIST ? _ ("must be a list of objects") : _ ("must be an object");
}

static gboolean
holds_objects (JsonArray *list)
{
  for (guint i = 0; i < cord_tmf_length (list); i++)
    if (cord_tmf_at (list, i) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
check (JsonObject *object, const CordTmfPlace *place, const MemberShape *members, gsize n, GError **error)
{
  for (gsize i = 0; i < n; i++)
    {
      JsonNode *node = json_object_get_member (object, members[i].member);

      if (node == NULL || JSON_NODE_HOLDS_NULL (node))
        continue;
      if ((shape_of (node) & members[i].shapes) == 0
          || (JSON_NODE_HOLDS_ARRAY (node) && !holds_objects (json_node_get_array (node))))
        return cord_tmf_refuse_because (place, members[i].member, why_of (members[i].shapes), error);
    }
  return TRUE;
}

gboolean
cord_catalog_shape_check_offering (JsonObject *offering, const CordTmfPlace *place, GError **error)
{
  return check (offering, place, of_offering, G_N_ELEMENTS (of_offering), error);
}

gboolean
cord_catalog_shape_check_price (JsonObject *price, const CordTmfPlace *place, GError **error)
{
  return check (price, place, of_price, G_N_ELEMENTS (of_price), error);
}
