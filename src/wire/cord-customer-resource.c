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
cord_customer_resource_get_party_resource (JsonNode *customer)
{
  const char *type = cord_json_find_string (customer, "engagedParty.@referredType");

  return g_strcmp0 (type, "Organization") == 0 ? "organization" : "individual";
}
