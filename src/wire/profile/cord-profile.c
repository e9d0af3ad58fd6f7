/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/profile/cord-profile-private.h"

#include "base/cord-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TMF "/tmf-api/"
#define PAGE 200

static void
words_free (CordProfileWords *words)
{
  g_hash_table_unref (words->theirs);
  g_hash_table_unref (words->ours);
  g_free (words);
}

static void
resource_free (CordProfileResource *resource)
{
  g_free (resource->path);
  g_free (resource->reference);
  g_hash_table_unref (resource->members);
  g_hash_table_unref (resource->names);
  g_hash_table_unref (resource->filters);
  g_hash_table_unref (resource->words);
  g_free (resource);
}

static void
api_free (CordProfileApi *api)
{
  g_free (api->base);
  g_free (api);
}

char *
cord_profile_dup_api (const CordResourceType *type)
{
  const char *name = type->base + strlen (TMF);

  return g_str_has_prefix (type->base, TMF) ? g_strndup (name, strcspn (name, "/")) : NULL;
}

static GHashTable *
new_texts (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static CordProfileResource *
resource_new (const CordResourceType *type)
{
  static const char *const named[] = { "productOrder", "appointment", NULL };
  CordProfileResource *resource = g_new0 (CordProfileResource, 1);

  resource->type = type;
  resource->offered = TRUE;
  resource->path = g_strdup (type->name);
  resource->reference = g_strv_contains (named, type->name) ? g_strdup ("externalId") : NULL;
  resource->members = new_texts ();
  resource->names = new_texts ();
  resource->filters = new_texts ();
  resource->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)words_free);
  return resource;
}

static void
add_type (CordProfile *self, const CordResourceType *type)
{
  g_autofree char *name = cord_profile_dup_api (type);
  CordProfileApi *api;

  if (name == NULL)
    return;
  g_hash_table_insert (self->resources, (gpointer)type->name, resource_new (type));
  if (g_hash_table_contains (self->apis, name))
    return;
  api = g_new0 (CordProfileApi, 1);
  api->base = g_strdup (type->base);
  api->token = TRUE;
  g_hash_table_insert (self->apis, g_steal_pointer (&name), api);
}

CordProfile *
cord_profile_alloc (void)
{
  CordProfile *self = g_new0 (CordProfile, 1);
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  g_atomic_ref_count_init (&self->references);
  self->own = g_strdup (CORD_PROFILE_OWN);
  self->extensions = self->idempotency = self->if_match = self->patch = TRUE;
  self->paging.manner = CORD_PROFILE_PAGING_OFFSET;
  self->paging.most = PAGE;
  self->position = g_strdup ("offset");
  self->size = g_strdup ("limit");
  self->paging.position = self->position;
  self->paging.size = self->size;
  self->apis = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)api_free);
  self->resources = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)resource_free);
  for (gsize i = 0; i < n; i++)
    add_type (self, &table[i]);
  return self;
}

CordProfile *
cord_profile_new_standard (void)
{
  CordProfile *self = cord_profile_alloc ();

  self->id = g_strdup ("cordboard");
  self->name = g_strdup ("cordboard-server");
  return self;
}

CordProfile *
cord_profile_ref (CordProfile *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cord_profile_unref (CordProfile *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->own);
  g_free (self->position);
  g_free (self->size);
  g_hash_table_unref (self->apis);
  g_hash_table_unref (self->resources);
  g_free (self);
}

const char *
cord_profile_get_name (CordProfile *self)
{
  return self->name;
}

gboolean
cord_profile_get_extensions (CordProfile *self)
{
  return self->extensions;
}

gboolean
cord_profile_get_idempotency (CordProfile *self)
{
  return self->idempotency;
}

CordProfileQuotes
cord_profile_get_quotes (CordProfile *self)
{
  return self->extensions ? CORD_PROFILE_QUOTES_SEALED : self->quotes;
}

const CordProfilePaging *
cord_profile_get_paging (CordProfile *self)
{
  return &self->paging;
}

CordProfileResource *
cord_profile_find_resource (CordProfile *self, const char *name)
{
  return name != NULL ? g_hash_table_lookup (self->resources, name) : NULL;
}

gboolean
cord_profile_offers (CordProfile *self, const char *resource)
{
  const CordProfileResource *found = cord_profile_find_resource (self, resource);

  return found == NULL || found->offered;
}

const char *
cord_profile_get_reference (CordProfile *self, const char *resource)
{
  const CordProfileResource *found = cord_profile_find_resource (self, resource);

  return found != NULL ? found->reference : NULL;
}

gboolean
cord_profile_is_whole (const char *base)
{
  return strstr (base, "://") != NULL;
}

/* Where a request goes */

/* The parameter of a filter has the name of the member, unless it has a rule of its own. */
static char *
dup_filter (const CordProfileResource *resource, const char *ours)
{
  const char *theirs = g_hash_table_lookup (resource->filters, ours);
  g_auto (GStrv) segments = g_strsplit (ours, ".", -1);
  g_autoptr (GString) path = g_string_new (NULL);
  g_autoptr (GString) name = g_string_new (NULL);

  for (gsize i = 0; theirs == NULL && segments[i] != NULL; i++)
    {
      const char *renamed;

      g_string_append_printf (path, "%s%s", i > 0 ? "." : "", segments[i]);
      renamed = g_hash_table_lookup (resource->members, path->str);
      g_string_append_printf (name, "%s%s", i > 0 ? "." : "", renamed != NULL ? renamed : segments[i]);
    }
  return g_uri_escape_string (theirs != NULL ? theirs : name->str, NULL, FALSE);
}

/* "phone=1&relatedParty.id=C" with their names for ours. */
static char *
translate_query (const CordProfileResource *resource, const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query, "&", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; pairs[i] != NULL; i++)
    {
      gsize length = strcspn (pairs[i], "=");
      g_autofree char *name = g_strndup (pairs[i], length);
      g_autofree char *theirs = dup_filter (resource, name);

      g_string_append_printf (text, "%s%s%s", i > 0 ? "&" : "", theirs, pairs[i] + length);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
find_own (CordProfile *self, const char *path, CordProfileTarget *out)
{
  out->whole = cord_profile_is_whole (self->own);
  out->address = g_str_has_prefix (path, CORD_PROFILE_OWN)
                     ? g_strconcat (self->own, path + strlen (CORD_PROFILE_OWN), NULL)
                     : g_strdup (path);
  out->with_token = out->with_extensions = out->with_key = out->with_if_match = TRUE;
}

static gboolean
refuse (CordProfile *self, const char *resource, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_DENIED, "not-offered", resource,
                              _ ("What this system cannot do is listed where you sign in."),
                              _ ("“%s” does not do this: %s"), self->name, resource);
}

gboolean
cord_profile_find_target (CordProfile *self, const char *method, const char *path, CordProfileTarget *out,
                          GError **error)
{
  const char *query = strchr (path, '?');
  g_autofree char *bare = query != NULL ? g_strndup (path, (gsize)(query - path)) : g_strdup (path);
  const CordResourceType *type = cord_resource_type_for_path (bare, NULL);
  const CordProfileResource *resource = type != NULL ? cord_profile_find_resource (self, type->name) : NULL;
  g_autofree char *name = resource != NULL ? cord_profile_dup_api (type) : NULL;
  const CordProfileApi *api = name != NULL ? g_hash_table_lookup (self->apis, name) : NULL;
  g_autofree char *translated = NULL;

  memset (out, 0, sizeof *out);
  if (api == NULL)
    {
      find_own (self, path, out);
      return TRUE;
    }
  if (!resource->offered || (g_str_equal (method, "PATCH") && !self->patch))
    return refuse (self, type->name, error);
  translated = query != NULL ? translate_query (resource, query + 1) : NULL;
  out->resource = type->name;
  out->whole = cord_profile_is_whole (api->base);
  out->address = g_strconcat (api->base, "/", resource->path, bare + strlen (type->base) + 1 + strlen (type->name),
                              translated != NULL ? "?" : NULL, translated, NULL);
  out->with_token = api->token;
  out->with_extensions = self->extensions;
  out->with_key = self->idempotency;
  out->with_if_match = self->if_match;
  return TRUE;
}

void
cord_profile_target_clear (CordProfileTarget *self)
{
  g_clear_pointer (&self->address, g_free);
}
