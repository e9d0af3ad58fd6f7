/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-catalog-cache.h"

#include "server/resource/cord-engine.h"
#include "wire/cord-customer-codec.h"

CordCatalog *
cord_catalog_cache_get (CordCore *core, GError **error)
{
  gint64 version = cord_resource_store_catalog_version (core->database);
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, version);
  g_autoptr (JsonArray) offerings = NULL;
  g_autoptr (JsonArray) prices = NULL;
  g_autoptr (JsonArray) specifications = NULL;
  g_autoptr (JsonArray) categories = NULL;
  g_autoptr (GVariant) document = NULL;
  CordCatalog *catalog;

  if (core->catalog != NULL && core->catalog_version == version)
    return core->catalog;
  offerings = cord_engine_collect (core, "productOffering", NULL, NULL, error);
  prices = offerings != NULL ? cord_engine_collect (core, "productOfferingPrice", NULL, NULL, error) : NULL;
  specifications = prices != NULL ? cord_engine_collect (core, "productSpecification", NULL, NULL, error) : NULL;
  categories = specifications != NULL ? cord_engine_collect (core, "category", NULL, NULL, error) : NULL;
  document
      = categories != NULL ? cord_catalog_from_tmf (name, offerings, prices, specifications, categories, error) : NULL;
  catalog = document != NULL ? cord_catalog_new (document, error) : NULL;
  if (catalog == NULL)
    return NULL;
  cord_catalog_cache_forget (core);
  core->catalog = catalog;
  core->offerings = g_steal_pointer (&offerings);
  core->catalog_version = version;
  return core->catalog;
}

void
cord_catalog_cache_forget (CordCore *core)
{
  g_clear_object (&core->catalog);
  g_clear_pointer (&core->offerings, json_array_unref);
}

void
cord_catalog_cache_forget_newer (CordCore *core)
{
  if (core->catalog != NULL && cord_resource_store_catalog_version (core->database) < core->catalog_version)
    cord_catalog_cache_forget (core);
}
