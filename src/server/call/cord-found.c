/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-found.h"

#include "domain/customer/cord-candidate.h"
#include "server/resource/cord-access.h"
#include "server/resource/cord-engine.h"
#include "server/resource/cord-party.h"
#include "store/cord-resource-index.h"

gboolean
cord_found_is_over (const CordFound *self)
{
  return self->error != NULL || self->customers->len >= CORD_CANDIDATES_COUNTED;
}

static void
add_customer (CordFound *self, const char *customer)
{
  if (customer == NULL || cord_found_is_over (self)
      || g_ptr_array_find_with_equal_func (self->customers, customer, g_str_equal, NULL))
    return;
  g_ptr_array_add (self->customers, g_strdup (customer));
}

/* No more of them than are counted. */
static void
add_engaged (CordFound *self, const char *type, const char *party)
{
  g_autoptr (GPtrArray) customers = NULL;

  if (cord_found_is_over (self))
    return;
  customers = cord_party_find_customers (cord_core_get_database (self->core), type, party, CORD_CANDIDATES_COUNTED,
                                         &self->error);
  for (guint i = 0; customers != NULL && i < customers->len; i++)
    add_customer (self, g_ptr_array_index (customers, i));
}

void
cord_found_add_through (CordFound *self, const char *type_name, const char *id)
{
  const CordResourceType *type = cord_resource_type_find (type_name);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *customer = NULL;

  if (cord_resource_type_is_party (type_name))
    {
      add_engaged (self, type_name, id);
      return;
    }
  if (!cord_found_is_over (self))
    node = cord_engine_load (self->core, type_name, id, NULL, &self->error);
  if (node != NULL
      && cord_access_find_customer (self->core, type, json_node_get_object (node), &customer, &self->error))
    add_customer (self, customer);
}

void
cord_found_add_known (CordFound *self, const char *type_name, const char *id)
{
  if (g_str_equal (type_name, "customer"))
    add_customer (self, id);
  else
    cord_found_add_through (self, type_name, id);
}

static void
add_all (CordFound *self, const char *type, GPtrArray *ids)
{
  for (guint i = 0; ids != NULL && i < ids->len && !cord_found_is_over (self); i++)
    cord_found_add_known (self, type, g_ptr_array_index (ids, i));
}

static gboolean
take_id (const CordStoredResource *resource, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strdup (resource->id));
  return TRUE;
}

void
cord_found_add_exactly (CordFound *self, const char *type_name, const char *column, const char *value)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (!cord_found_is_over (self)
      && cord_resource_store_each_indexed (cord_core_get_database (self->core), type_name, column, value, 0,
                                           CORD_CANDIDATES_COUNTED, take_id, ids, &self->error))
    add_all (self, type_name, ids);
}

void
cord_found_add_prefix (CordFound *self, const char *type_name, const char *column, const char *text)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (cord_found_is_over (self))
    return;
  ids = cord_resource_index_find_prefix (cord_core_get_database (self->core), type_name, column, text,
                                         CORD_CANDIDATES_COUNTED, &self->error);
  add_all (self, type_name, ids);
}
