/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-catalog-cache.h"

#include "base/cord-log.h"
#include "server/resource/cord-engine.h"
#include "wire/cord-customer-codec.h"

#define PART "catalog-cache"

struct _CordCatalogCache
{
  CordCore *core;
  CordCatalog *catalog; /* as of version; NULL: nothing is kept */
  JsonArray *offerings; /* of the same version, as they stand in the store; nobody changes them */
  gint64 version;
  guint problems; /* offerings that could not be read when this was last logged */
};

static void
forget (gpointer user_data)
{
  cord_catalog_cache_forget (user_data);
}

/* A version number that was undone comes back with other contents. Where the store does not answer, what was read may
 * be such a version as well. */
static void
forget_newer (gpointer user_data)
{
  CordCatalogCache *self = user_data;
  gint64 version;

  if (self->catalog != NULL
      && (!cord_resource_store_get_catalog_version (cord_core_get_database (self->core), &version, NULL)
          || version < self->version))
    cord_catalog_cache_forget (self);
}

static void
catalog_cache_free (gpointer data)
{
  cord_catalog_cache_forget (data);
  g_free (data);
}

void
cord_catalog_cache_start (CordCore *core)
{
  CordCatalogCache *self = g_new0 (CordCatalogCache, 1);

  self->core = core;
  cord_core_add_part (core, PART, self, catalog_cache_free);
  cord_commit_listen (cord_core_get_commit (core), CORD_COMMIT_UNDONE, forget, self);
  cord_commit_listen (cord_core_get_commit (core), CORD_COMMIT_REQUEST_UNDONE, forget_newer, self);
}

CordCatalogCache *
cord_catalog_cache_of (const CordCore *core)
{
  return cord_core_find_part (core, PART);
}

void
cord_catalog_cache_forget (CordCatalogCache *self)
{
  g_clear_object (&self->catalog);
  g_clear_pointer (&self->offerings, json_array_unref);
}

/* Each edit of the catalog is a version, so only a change of the number is news. */
static void
log_problems (CordCatalogCache *self)
{
  const guint problems = cord_catalog_get_problems (self->catalog)->len;

  if (problems != self->problems)
    cord_log_event (G_LOG_LEVEL_MESSAGE, CORD_LOG_CATALOG_PROBLEMS,
                    "offerings not sold because something in them cannot be read: %u; /catalog/problem names them",
                    problems);
  self->problems = problems;
}

static gboolean
read_catalog (CordCatalogCache *self, gint64 version, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, version);
  CordCore *core = self->core;
  g_autoptr (JsonArray) offerings = cord_engine_collect (core, "productOffering", NULL, NULL, error);
  g_autoptr (JsonArray) prices = NULL;
  g_autoptr (JsonArray) specifications = NULL;
  g_autoptr (JsonArray) categories = NULL;
  g_autoptr (GVariant) document = NULL;
  CordCatalog *catalog;

  prices = offerings != NULL ? cord_engine_collect (core, "productOfferingPrice", NULL, NULL, error) : NULL;
  specifications = prices != NULL ? cord_engine_collect (core, "productSpecification", NULL, NULL, error) : NULL;
  categories = specifications != NULL ? cord_engine_collect (core, "category", NULL, NULL, error) : NULL;
  document = categories != NULL ? cord_catalog_from_tmf (name, offerings, prices, specifications, categories) : NULL;
  catalog = document != NULL ? cord_catalog_new (document, error) : NULL;
  if (catalog == NULL)
    return FALSE;
  cord_catalog_cache_forget (self);
  self->catalog = catalog;
  self->offerings = g_steal_pointer (&offerings);
  self->version = version;
  log_problems (self);
  return TRUE;
}

CordCatalog *
cord_catalog_cache_get (CordCore *core, GError **error)
{
  CordCatalogCache *self = cord_catalog_cache_of (core);
  gint64 version;

  if (!cord_resource_store_get_catalog_version (cord_core_get_database (core), &version, error))
    return NULL;
  if (self->catalog != NULL && self->version == version)
    return self->catalog;
  return read_catalog (self, version, error) ? self->catalog : NULL;
}

JsonArray *
cord_catalog_cache_get_offerings (const CordCore *core)
{
  return cord_catalog_cache_of (core)->offerings;
}
