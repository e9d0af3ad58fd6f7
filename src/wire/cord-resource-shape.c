/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-resource-shape.h"

#include "wire/cord-definition.h"

static const CordMemberShape shapes[] = {
  { NULL, "id", 's', FALSE, { NULL } },
  { NULL, "name", 's', FALSE, { NULL } },
  { NULL, "description", 's', FALSE, { NULL } },
  { NULL, "status", 's', FALSE, { NULL } },
  { NULL, "state", 's', FALSE, { NULL } },
  { NULL, "lifecycleStatus", 's', FALSE, { NULL } },
  { NULL, "externalId", 's', FALSE, { NULL } },
  { NULL, "validFor", 'o', FALSE, { NULL } },
  { NULL, "relatedParty", 'a', FALSE, { "id" } },
  { NULL, "note", 'a', FALSE, { NULL } },
  { NULL, "billingAccount", 'o', FALSE, { "id" } },
  { NULL, "contactMedium", 'a', FALSE, { NULL } },

  { "customer", "engagedParty", 'o', FALSE, { "id" } },
  { "customer", "characteristic", 'a', FALSE, { "name" } },
  { "individual", "givenName", 's', FALSE, { NULL } },
  { "individual", "familyName", 's', FALSE, { NULL } },
  { "individual", "partyCharacteristic", 'a', FALSE, { "name" } },
  { "organization", "tradingName", 's', FALSE, { NULL } },
  { "organization", "partyCharacteristic", 'a', FALSE, { "name" } },
  { "billingAccount", "billStructure", 'o', FALSE, { NULL } },
  { "billingAccount", "accountBalance", 'a', FALSE, { "amount" } },

  { "product", "productOffering", 'o', FALSE, { "id" } },
  { "product", "productPrice", 'a', FALSE, { "priceType" } },
  { "product", "productCharacteristic", 'a', FALSE, { "name", "value" } },
  { "product", "productTerm", 'a', FALSE, { NULL } },
  { "product", "productRelationship", 'a', FALSE, { "relationshipType" } },

  { "productOffering", "isSellable", 'b', FALSE, { NULL } },
  { "productOffering", "isBundle", 'b', FALSE, { NULL } },
  { "productOffering", "category", 'a', FALSE, { "id" } },
  { "productOffering", "productOfferingPrice", 'a', FALSE, { NULL } },
  { "productOffering", "productSpecification", 'o', FALSE, { "id" } },
  { "productOffering", "productOfferingTerm", 'a', FALSE, { NULL } },
  { "productOfferingPrice", "priceType", 's', FALSE, { NULL } },
  { "productOfferingPrice", "price", 'o', FALSE, { NULL } },
  { "productOfferingPrice", "percentage", 'n', FALSE, { NULL } },
  { "productSpecification", "productSpecCharacteristic", 'a', FALSE, { NULL } },

  { "customerBill", "amountDue", 'o', FALSE, { NULL } },
  { "customerBillOnDemand", "relatedParty", 'o', FALSE, { "id" } },
  { "quote", "billingAccount", 'a', FALSE, { "id" } },
  { "quote", "quoteItem", 'a', TRUE, { NULL } },
  { "quote", "instantSyncQuote", 'b', FALSE, { NULL } },
  { "productOfferingQualification", "productOfferingQualificationItem", 'a', FALSE, { NULL } },
  { "productOfferingQualification", "instantSyncQualification", 'b', FALSE, { NULL } },
  { "productOrder", "productOrderItem", 'a', TRUE, { "id", "action" } },
  { "productOrder", "quote", 'a', FALSE, { "id" } },
  { "productOrder", "requestedStartDate", 's', FALSE, { NULL } },
  { "cancelProductOrder", "productOrder", 'o', FALSE, { "id" } },
  { "communicationMessage", "content", 's', FALSE, { NULL } },
  { "communicationMessage", "messageType", 's', FALSE, { NULL } },
  { "communicationMessage", "receiver", 'a', TRUE, { NULL } },
  { "communicationMessage", "sender", 'o', FALSE, { NULL } },
  { "searchTimeSlot", "relatedParty", 'o', FALSE, { "id" } },
  { "searchTimeSlot", "requestedTimeSlot", 'a', FALSE, { "validFor" } },
  { "partyInteraction", "reason", 's', FALSE, { NULL } },
  { "partyInteraction", "direction", 's', FALSE, { NULL } },
  { "partyInteraction", "channel", 'a', FALSE, { NULL } },
};

const CordMemberShape *
cord_resource_shapes (gsize *n)
{
  *n = G_N_ELEMENTS (shapes);
  return shapes;
}

gboolean
cord_resource_shape_is_special (const char *type, const char *member)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (shapes[i].type != NULL && g_str_equal (shapes[i].type, type) && g_str_equal (shapes[i].member, member))
      return TRUE;
  return FALSE;
}

/* Members of every resource; "id" has a row. */
static const char *const everywhere[] = { "href", "@type", "@baseType", "@schemaLocation", NULL };

gboolean
cord_resource_shape_is_text (const char *member)
{
  if (g_strv_contains (everywhere, member))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (shapes[i].type == NULL && shapes[i].shape == 's' && g_str_equal (shapes[i].member, member))
      return TRUE;
  return FALSE;
}

gboolean
cord_resource_shape_is_known (const char *type, const char *member)
{
  if (g_strv_contains (everywhere, member))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    if ((shapes[i].type == NULL || g_str_equal (shapes[i].type, type)) && g_str_equal (shapes[i].member, member))
      return TRUE;
  return cord_definition_member (cord_definition_find (type), member) != NULL;
}
