/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/import/cord-import-catalog.h"

#include "store/cord-resource-store.h"
#include "wire/cord-catalog-codec.h"

static const char *const parts[] = { "productOffering", "productOfferingPrice", "productSpecification", "category" };

gboolean
cord_import_is_entry (const CordResourceType *type)
{
  return type != NULL && (g_str_equal (type->name, parts[0]) || g_str_equal (type->name, parts[1]));
}

gboolean
cord_import_touches_catalog (GHashTable *types)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_hash_table_contains (types, parts[i]))
      return TRUE;
  return FALSE;
}

static gboolean
add_node (const CordStoredResource *resource, gpointer user_data)
{
  cord_json_add_stored (user_data, resource->document);
  return TRUE;
}

CordCatalog *
cord_import_read_catalog (CordDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify)json_array_unref);
  g_autoptr (GVariant) document = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_ptr_array_add (lists, json_array_new ());
      if (!cord_resource_store_each (database, parts[i], 0, -1, add_node, lists->pdata[i], error))
        return NULL;
    }
  document = cord_catalog_from_tmf ("", lists->pdata[0], lists->pdata[1], lists->pdata[2], lists->pdata[3]);
  return cord_catalog_new (document, error);
}
