/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-customer-resource.h"

const char *
cord_customer_resource_get_name (JsonNode *customer)
{
  return cord_json_find_string (customer, "name");
}

const char *
cord_customer_resource_get_account (JsonNode *customer)
{
  return cord_json_find_string (customer, "account.id");
}

const char *
cord_customer_resource_get_since (JsonNode *customer)
{
  return cord_json_find_string (customer, "validFor.startDateTime");
}

const char *
cord_customer_resource_get_party (JsonNode *customer)
{
  return cord_json_find_string (customer, "engagedParty.id");
}

const char *
cord_customer_resource_get_party_referred (JsonNode *customer)
{
  return cord_json_find_string (customer, "engagedParty.@referredType");
}

const char *
cord_customer_resource_party_type (const char *referred)
{
  static const char *const types[] = { "individual", "organization" };

  for (gsize i = 0; referred != NULL && i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strcasecmp (referred, types[i]) == 0)
      return types[i];
  return NULL;
}
