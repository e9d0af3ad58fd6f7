/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-account-resource.h"

#include "wire/cord-tmf.h"

const char *
cord_account_resource_of (JsonNode *resource)
{
  return cord_json_find_string (resource, "billingAccount.id");
}

const char *
cord_account_resource_characteristic (JsonObject *account, const char *name)
{
  JsonArray *list = cord_tmf_array (account, "characteristic");

  for (guint i = 0; i < cord_tmf_length (list); i++)
    {
      JsonObject *entry = cord_tmf_at (list, i);

      if (entry != NULL && cord_tmf_is (entry, "name", name) && cord_tmf_string (entry, "value") != NULL)
        return cord_tmf_string (entry, "value");
    }
  return NULL;
}

const char *
cord_account_resource_zone (JsonObject *account)
{
  static const char *const names[] = { "zone", "cordboardZone" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *found = cord_tmf_string (account, names[i]);

      if (found == NULL)
        found = cord_account_resource_characteristic (account, names[i]);
      if (found != NULL)
        return found;
    }
  return NULL;
}

const char *
cord_account_resource_currency (JsonObject *account)
{
  JsonObject *balance = cord_tmf_first (account, "accountBalance");

  return balance != NULL ? cord_tmf_string (balance, "amount.unit") : NULL;
}

const char *
cord_account_resource_choose (JsonArray *accounts, const char *wanted)
{
  const char *active = NULL;
  const char *first = NULL;

  for (guint i = 0; i < json_array_get_length (accounts); i++)
    {
      JsonNode *account = json_array_get_element (accounts, i);
      const char *id = cord_json_find_string (account, "id");
      const char *state = cord_json_find_string (account, "state");

      if (id != NULL && g_strcmp0 (id, wanted) == 0)
        return id;
      if (active == NULL && state != NULL && g_ascii_strcasecmp (state, "active") == 0)
        active = id;
      if (first == NULL)
        first = id;
    }
  return active != NULL ? active : first;
}

/* The member @name, made where there is none. */
static JsonObject *
require_object (JsonObject *object, const char *name)
{
  JsonObject *found = cord_tmf_object (object, name);

  if (found == NULL)
    {
      found = json_object_new ();
      json_object_set_object_member (object, name, found);
    }
  return found;
}

gint64
cord_account_resource_get_billing_day (JsonObject *account)
{
  gint64 day;

  return cord_tmf_integer (account, "billStructure.cycleSpecification.dateShift", 0, 31, 1, &day) ? MAX (day, 1) : 1;
}

void
cord_account_resource_set_billing_day (JsonObject *account, gint64 day, const char *first)
{
  JsonObject *cycle = require_object (require_object (account, "billStructure"), "cycleSpecification");

  json_object_set_int_member (cycle, "dateShift", day);
  if (first != NULL)
    json_object_set_string_member (require_object (cycle, "validFor"), "startDateTime", first);
}
