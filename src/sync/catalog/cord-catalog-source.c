/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/catalog/cord-catalog-source.h"

#include "config.h"

#include "domain/catalog/cord-catalog.h"
#include "sync/remote/cord-pages.h"
#include "wire/cord-catalog-change-codec.h"
#include "wire/cord-catalog-codec.h"
#include "wire/cord-endpoint.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME "catalog"
#define TRIES 3 /* when the catalog changes while it is read */

static const char *const resources[]
    = { "productOffering", "productOfferingPrice", "productSpecification", "category" };

#define N_RESOURCES G_N_ELEMENTS (resources)

struct _CordCatalogSource
{
  GObject parent_instance;

  CordRemote *remote;
  CordCache *cache;
  char *version; /* NULL before the first fetch */
  JsonArray *offerings;
  GVariant *document;
  GPtrArray *waiting; /* (element-type GTask) for the fetch that runs; NULL when none does */

  /* Of the fetch that runs. */
  char *fetching; /* the version it began with; "" where the server names none */
  JsonArray *arrays[N_RESOURCES];
  guint pending;
  guint tries;
  GError *error;
};

G_DEFINE_FINAL_TYPE (CordCatalogSource, cord_catalog_source, G_TYPE_OBJECT)

static void ask_version (CordCatalogSource *self);

static void
clear_fetch (CordCatalogSource *self)
{
  for (guint i = 0; i < N_RESOURCES; i++)
    g_clear_pointer (&self->arrays[i], json_array_unref);
  g_clear_pointer (&self->fetching, g_free);
  g_clear_error (&self->error);
}

static void
answer_all (CordCatalogSource *self, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static void
finish_fetch (CordCatalogSource *self)
{
  g_autoptr (GError) error = g_steal_pointer (&self->error);

  clear_fetch (self);
  answer_all (self, error);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!cord_cache_store_finish (CORD_CACHE (source), result, &error))
    g_message ("The catalog is not cached: %s", error->message);
}

/* A system without the change feed has no version: the digest of its catalog stands for one. */
static char *
name_version (CordCatalogSource *self)
{
  g_autoptr (GVariant) unnamed = NULL;

  if (*self->fetching != '\0')
    return g_strdup (self->fetching);
  unnamed = cord_catalog_from_tmf ("", self->arrays[0], self->arrays[1], self->arrays[2], self->arrays[3]);
  return cord_value_digest (unnamed, NULL, 0);
}

static void
take_catalog (CordCatalogSource *self)
{
  g_autofree char *version = name_version (self);
  GVariant *document
      = cord_catalog_from_tmf (version, self->arrays[0], self->arrays[1], self->arrays[2], self->arrays[3]);

  g_clear_pointer (&self->document, g_variant_unref);
  self->document = document;
  g_free (self->version);
  self->version = g_steal_pointer (&version);
  g_clear_pointer (&self->offerings, json_array_unref);
  self->offerings = g_steal_pointer (&self->arrays[0]);
  cord_cache_store_async (self->cache, cord_remote_get_server (self->remote), NAME, self->document, NULL, on_stored,
                          NULL);
}

/* The version */

static void fetch_all (CordCatalogSource *self);

static void
on_version (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CordCatalogSource) self = user_data;
  g_autoptr (CordAnswer) answer = cord_remote_send_finish (CORD_REMOTE (source), result, &self->error);
  g_autofree char *version = NULL;

  if (answer == NULL)
    {
      finish_fetch (self);
      return;
    }
  if (answer->status == 404 || answer->status == 405 || answer->status == 501)
    version = g_strdup ("");
  else if (!cord_answer_check_body (answer, JSON_NODE_OBJECT, &self->error))
    {
      finish_fetch (self);
      return;
    }
  else
    version = cord_catalog_change_dup_version (answer->body);
  if (*version != '\0' && g_strcmp0 (version, self->version) == 0)
    {
      finish_fetch (self);
      return;
    }
  /* Asked again after a fetch: the catalog must not have changed in between. */
  if (self->fetching != NULL && g_str_equal (self->fetching, version))
    {
      take_catalog (self);
      finish_fetch (self);
      return;
    }
  if (self->tries++ >= TRIES)
    {
      cord_error_set_full (&self->error, CORD_ERROR_STALE, "catalog", NULL, _ ("Try again in a minute."),
                           _ ("The catalog is being changed right now"));
      finish_fetch (self);
      return;
    }
  g_free (self->fetching);
  self->fetching = g_steal_pointer (&version);
  fetch_all (self);
}

/* The catalog of a system without the change feed is always fetched. */
static void
begin (CordCatalogSource *self)
{
  if (cord_profile_get_extensions (cord_remote_get_profile (self->remote)))
    {
      ask_version (self);
      return;
    }
  g_free (self->fetching);
  self->fetching = g_strdup ("");
  fetch_all (self);
}

static void
ask_version (CordCatalogSource *self)
{
  g_autofree char *endpoint = cord_endpoint_expand ("catalog-change", NULL);
  gboolean known = self->version != NULL && *self->version != '\0'
                   && strspn (self->version, "0123456789") == strlen (self->version);
  const char *since = known ? self->version : self->fetching != NULL && *self->fetching != '\0' ? self->fetching : "0";
  g_autofree char *path = g_strconcat (endpoint, "?since=", since, NULL);
  CordRemoteRequest request = { .method = "GET", .path = path };

  cord_remote_send_async (self->remote, &request, NULL, on_version, g_object_ref (self));
}

/* The four lists */

typedef struct
{
  CordCatalogSource *source;
  guint index;
} Listing;

static void
on_list (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Listing *listing = user_data;
  g_autoptr (CordCatalogSource) self = listing->source;
  GError *error = NULL;
  JsonArray *array = cord_pages_finish (CORD_REMOTE (source), result, &error);

  if (g_strcmp0 (cord_error_get_reason (error), "not-offered") == 0)
    {
      g_clear_error (&error);
      array = json_array_new ();
    }
  g_clear_pointer (&self->arrays[listing->index], json_array_unref);
  self->arrays[listing->index] = array;
  if (error != NULL && self->error == NULL)
    self->error = g_steal_pointer (&error);
  g_clear_error (&error);
  if (--self->pending > 0)
    return;
  if (self->error != NULL)
    finish_fetch (self);
  else if (*self->fetching == '\0')
    {
      take_catalog (self);
      finish_fetch (self);
    }
  else
    ask_version (self);
}

static void
fetch_all (CordCatalogSource *self)
{
  self->pending = N_RESOURCES;
  for (guint i = 0; i < N_RESOURCES; i++)
    {
      g_autofree char *path = cord_resource_type_path (resources[i], NULL);
      Listing *listing = g_new (Listing, 1);

      listing->source = g_object_ref (self);
      listing->index = i;
      cord_pages_async (self->remote, path, NULL, NULL, on_list, listing);
    }
}

static void
cord_catalog_source_finalize (GObject *object)
{
  CordCatalogSource *self = CORD_CATALOG_SOURCE (object);

  clear_fetch (self);
  g_clear_object (&self->remote);
  g_clear_object (&self->cache);
  g_free (self->version);
  g_clear_pointer (&self->offerings, json_array_unref);
  g_clear_pointer (&self->document, g_variant_unref);
  G_OBJECT_CLASS (cord_catalog_source_parent_class)->finalize (object);
}

static void
cord_catalog_source_class_init (CordCatalogSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_catalog_source_finalize;
}

static void
cord_catalog_source_init (CordCatalogSource *self)
{
}

CordCatalogSource *
cord_catalog_source_new (CordRemote *remote, CordCache *cache)
{
  CordCatalogSource *self = g_object_new (CORD_TYPE_CATALOG_SOURCE, NULL);

  self->remote = g_object_ref (remote);
  self->cache = g_object_ref (cache);
  return self;
}

void
cord_catalog_source_refresh_async (CordCatalogSource *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  gboolean running = self->waiting != NULL;

  g_task_set_source_tag (task, cord_catalog_source_refresh_async);
  g_task_set_name (task, "refresh the catalog");
  if (!running)
    self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->waiting, task);
  if (running)
    return;
  self->tries = 0;
  begin (self);
}

gboolean
cord_catalog_source_refresh_finish (CordCatalogSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

JsonArray *
cord_catalog_source_get_offerings (CordCatalogSource *self)
{
  g_return_val_if_fail (CORD_IS_CATALOG_SOURCE (self), NULL);
  return self->offerings;
}

GVariant *
cord_catalog_source_get_document (CordCatalogSource *self)
{
  g_return_val_if_fail (CORD_IS_CATALOG_SOURCE (self), NULL);
  return self->document;
}

const char *
cord_catalog_source_get_currency (CordCatalogSource *self)
{
  g_return_val_if_fail (CORD_IS_CATALOG_SOURCE (self), NULL);
  return self->document != NULL ? cord_catalog_document_get_currency (self->document) : NULL;
}

/* Loading, with the cache behind */

static void
on_cached (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  gint64 stored;
  g_autoptr (GVariant) document = cord_cache_load_finish (CORD_CACHE (source), result, &stored, NULL);

  /* Without a copy the server's error is the one that the person is shown. */
  if (document != NULL)
    g_task_return_pointer (task, cord_catalog_document_new_cached (document, stored), (GDestroyNotify)g_variant_unref);
  else
    g_task_return_error (task, g_error_copy (g_task_get_task_data (task)));
}

static gboolean
is_away (const GError *error)
{
  return g_error_matches (error, CORD_ERROR, CORD_ERROR_OFFLINE)
         || g_error_matches (error, CORD_ERROR, CORD_ERROR_INTERNAL)
         || g_strcmp0 (cord_error_get_reason (error), "signed-out") == 0;
}

static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CordCatalogSource *self = CORD_CATALOG_SOURCE (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cord_catalog_source_refresh_finish (self, result, &error))
    g_task_return_pointer (task, g_variant_ref (self->document), (GDestroyNotify)g_variant_unref);
  else if (!is_away (error))
    g_task_return_error (task, error);
  else
    {
      g_task_set_task_data (task, error, (GDestroyNotify)g_error_free);
      cord_cache_load_async (self->cache, cord_remote_get_server (self->remote), NAME, g_task_get_cancellable (task),
                             on_cached, g_object_ref (task));
    }
}

void
cord_catalog_source_load_async (CordCatalogSource *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cord_catalog_source_load_async);
  g_task_set_name (task, "load the catalog");
  cord_catalog_source_refresh_async (self, NULL, on_refreshed, task);
}

GVariant *
cord_catalog_source_load_finish (CordCatalogSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
