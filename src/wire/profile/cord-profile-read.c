/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/profile/cord-profile-reading-private.h"

#include "base/cord-error.h"

#include <glib/gi18n-lib.h>

#define MOST_MAX 10000

/* APIs */

static gboolean
read_resources (const CordReading *parent, const char *api, GError **error)
{
  g_auto (CordReading) self = { 0 };
  GVariantIter iter;
  const char *name;

  if (!cord_reading_enter (parent, "resources", &self, error))
    return FALSE;
  if (self.document == NULL)
    return TRUE;
  g_variant_iter_init (&iter, self.document);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    if (!cord_reading_resource (&self, name, api, error))
      return FALSE;
  return TRUE;
}

static void
withdraw (CordProfile *profile, const char *api)
{
  CordProfileResource *resource;
  GHashTableIter iter;

  g_hash_table_iter_init (&iter, profile->resources);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&resource))
    {
      g_autofree char *name = cord_profile_dup_api (resource->type);

      if (g_str_equal (name, api))
        resource->offered = FALSE;
    }
}

/* The access token goes to the desk's own server only, unless the operator's profile says otherwise. */
static gboolean
read_api (const CordReading *parent, const char *name, GError **error)
{
  static const char *const known[] = { "base", "token", "offered", "resources", NULL };
  CordProfileApi *api = g_hash_table_lookup (parent->profile->apis, name);
  g_auto (CordReading) self = { 0 };
  gboolean offered = TRUE;

  if (api == NULL)
    return cord_reading_refuse (parent, name, _ ("Use the name that stands in “/tmf-api/NAME/v4”."),
                                _ ("there is no such API"), error);
  if (!cord_reading_enter (parent, name, &self, error) || !cord_reading_check (&self, known, error)
      || !cord_reading_base (&self, "base", &api->base, error))
    return FALSE;
  api->token = !cord_profile_is_whole (api->base);
  if (!cord_reading_boolean (&self, "token", &api->token, error)
      || !cord_reading_boolean (&self, "offered", &offered, error))
    return FALSE;
  if (!offered)
    withdraw (parent->profile, name);
  return read_resources (&self, name, error);
}

static gboolean
read_apis (const CordReading *parent, GError **error)
{
  g_auto (CordReading) self = { 0 };
  GVariantIter iter;
  const char *name;

  if (!cord_reading_enter (parent, "apis", &self, error))
    return FALSE;
  if (self.document == NULL)
    return TRUE;
  g_variant_iter_init (&iter, self.document);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    if (!read_api (&self, name, error))
      return FALSE;
  return TRUE;
}

/* The address of a request decides how its answer is read, so no two resources may share one. */
static gboolean
check_addresses (const CordReading *self, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CordProfileResource *resource;
  GHashTableIter iter;

  g_hash_table_iter_init (&iter, self->profile->resources);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&resource))
    {
      g_autofree char *name = cord_profile_dup_api (resource->type);
      const CordProfileApi *api = g_hash_table_lookup (self->profile->apis, name);

      if (resource->offered && !g_hash_table_add (seen, g_strconcat (api->base, "/", resource->path, NULL)))
        return cord_reading_refuse (self, "apis", _ ("Give each API a base, or each resource a path, of its own."),
                                    _ ("two resources have the same address"), error);
    }
  return TRUE;
}

/* Paging and the whole */

static gboolean
read_paging (const CordReading *parent, GError **error)
{
  static const char *const known[] = { "manner", "position", "size", "first", "most", NULL };
  static const char *const manners[] = { "offset", "page", "link", "none", NULL };
  CordProfile *profile = parent->profile;
  g_auto (CordReading) self = { 0 };
  guint manner = CORD_PROFILE_PAGING_OFFSET;

  if (!cord_reading_enter (parent, "paging", &self, error))
    return FALSE;
  if (self.document == NULL)
    return TRUE;
  if (!cord_reading_check (&self, known, error) || !cord_reading_word (&self, "manner", manners, &manner, error)
      || !cord_reading_name (&self, "position", &profile->position, error)
      || !cord_reading_name (&self, "size", &profile->size, error)
      || !cord_reading_number (&self, "first", 0, 1, &profile->paging.first, error)
      || !cord_reading_number (&self, "most", 1, MOST_MAX, &profile->paging.most, error))
    return FALSE;
  if (manner < CORD_PROFILE_PAGING_LINK && g_strcmp0 (profile->position, profile->size) == 0)
    return cord_reading_refuse (&self, "size", _ ("Give the two parameters two names."),
                                _ ("position and size have the same name"), error);
  profile->paging.manner = (CordProfilePagingManner)manner;
  profile->paging.position = profile->position;
  profile->paging.size = profile->size;
  return TRUE;
}

static gboolean
read_quotes (const CordReading *self, GError **error)
{
  static const char *const words[] = { "none", "kept", "compared", NULL };
  CordProfile *profile = self->profile;
  guint word = 0;

  if (!cord_reading_word (self, "quotes", words, &word, error))
    return FALSE;
  if (profile->extensions && cord_value_has (self->document, "quotes"))
    return cord_reading_refuse (self, "quotes", _ ("Leave it out, or switch the extensions off."),
                                _ ("with extensions the system seals every quote"), error);
  if (word > 0 && !cord_profile_offers (profile, "quote"))
    return cord_reading_refuse (self, "quotes", _ ("Write “none”."), _ ("the system has no quotes"), error);
  profile->quotes
      = profile->extensions ? CORD_PROFILE_QUOTES_SEALED : (CordProfileQuotes)(CORD_PROFILE_QUOTES_NONE + word);
  return TRUE;
}

static gboolean
read_profile (const CordReading *self, GError **error)
{
  static const char *const known[] = { "id",    "name",   "cordboard", "extensions", "idempotency", "ifMatch",
                                       "patch", "quotes", "paging",    "apis",       NULL };
  CordProfile *profile = self->profile;

  if (!cord_reading_check (self, known, error) || !cord_reading_name (self, "id", &profile->id, error)
      || !cord_reading_text (self, "name", &profile->name, error))
    return FALSE;
  if (profile->id == NULL)
    return cord_reading_refuse (self, "id", _ ("Name the profile in one word."), _ ("it is missing"), error);
  if (profile->name == NULL)
    profile->name = g_strdup (profile->id);
  return cord_reading_base (self, "cordboard", &profile->own, error)
         && cord_reading_boolean (self, "extensions", &profile->extensions, error)
         && cord_reading_boolean (self, "idempotency", &profile->idempotency, error)
         && cord_reading_boolean (self, "ifMatch", &profile->if_match, error)
         && cord_reading_boolean (self, "patch", &profile->patch, error) && read_paging (self, error)
         && read_apis (self, error) && check_addresses (self, error) && read_quotes (self, error);
}

CordProfile *
cord_profile_new (GVariant *document, GError **error)
{
  g_autoptr (CordProfile) profile = cord_profile_alloc ();
  const CordReading self = { profile, document, NULL };

  g_return_val_if_fail (document != NULL, NULL);
  if (!g_variant_is_of_type (document, CORD_VALUE_OBJECT))
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "profile", NULL, _ ("Write it between { and }."),
                           _ ("A profile is an object"));
      return NULL;
    }
  return read_profile (&self, error) ? g_steal_pointer (&profile) : NULL;
}
