/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-profile-private.h"

#include "base/cord-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_MAX 10000
#define NAME_MAX_LENGTH 128

/* Where the reader stands. */
typedef struct
{
  CordProfile *profile;
  GVariant *document;
  const char *place; /* "apis.productInventory" or "" */
} Reading;

static char *
place_of (const Reading *self, const char *member)
{
  return *self->place != '\0' ? g_strconcat (self->place, ".", member, NULL) : g_strdup (member);
}

static gboolean
refuse (const Reading *self, const char *member, const char *hint, const char *what, GError **error)
{
  g_autofree char *place = place_of (self, member);

  return cord_error_set_full (error, CORD_ERROR_INVALID, "profile", place, hint, "%s: %s", place, what);
}

/* Reading values */

static gboolean
check_members (const Reading *self, const char *const *known, GError **error)
{
  g_autofree char *list = g_strjoinv (", ", (char **) known);
  g_autofree char *hint = g_strdup_printf (_("What may stand here: %s."), list);
  GVariantIter iter;
  const char *name;

  g_variant_iter_init (&iter, self->document);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    if (!g_strv_contains (known, name))
      return refuse (self, name, hint, _("a profile has no such member"), error);
  return TRUE;
}

static gboolean
read_boolean (const Reading *self, const char *member, gboolean *out, GError **error)
{
  g_autoptr (GVariant) value = cord_value_dup (self->document, member);

  if (value == NULL)
    return TRUE;
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return refuse (self, member, _("Write true or false."), _("neither true nor false"), error);
  *out = g_variant_get_boolean (value);
  return TRUE;
}

/* @out is left as it is when the member is absent. */
static gboolean
read_text (const Reading *self, const char *member, char **out, GError **error)
{
  g_autoptr (GVariant) value = cord_value_dup (self->document, member);

  if (value == NULL)
    return TRUE;
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) || *g_variant_get_string (value, NULL) == '\0')
    return refuse (self, member, _("Write it as a text between quotation marks."), _("a text was expected"), error);
  g_free (*out);
  *out = g_variant_dup_string (value, NULL);
  return TRUE;
}

static gboolean
read_number (const Reading *self, const char *member, guint least, guint most, guint *out, GError **error)
{
  g_autoptr (GVariant) value = cord_value_dup (self->document, member);
  g_autofree char *hint = g_strdup_printf (_("Write a whole number from %u to %u."), least, most);

  if (value == NULL)
    return TRUE;
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) || g_variant_get_int64 (value) < least || g_variant_get_int64 (value) > most)
    return refuse (self, member, hint, _("not such a number"), error);
  *out = (guint) g_variant_get_int64 (value);
  return TRUE;
}

/* One of @words, by its place; @out is left as it is when the member is absent. */
static gboolean
read_word (const Reading *self, const char *member, const char *const *words, guint *out, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *list = g_strjoinv (", ", (char **) words);
  g_autofree char *hint = g_strdup_printf (_("Write one of: %s."), list);

  if (!read_text (self, member, &text, error))
    return FALSE;
  for (guint i = 0; text != NULL && words[i] != NULL; i++)
    if (g_str_equal (words[i], text))
      {
        *out = i;
        return TRUE;
      }
  return text == NULL || refuse (self, member, hint, _("not one of these words"), error);
}

/* The object at @member as a place of its own; its document is NULL when it is absent. */
static gboolean
enter (const Reading *self, const char *member, Reading *out, GError **error)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (self->document, member, NULL); /* its dots are a name's */

  *out = (Reading){ .profile = self->profile };
  if (value == NULL)
    return TRUE;
  if (!g_variant_is_of_type (value, CORD_VALUE_OBJECT))
    return refuse (self, member, _("Write it between { and }."), _("an object was expected"), error);
  out->document = g_steal_pointer (&value);
  out->place = place_of (self, member);
  return TRUE;
}

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->document, g_variant_unref);
  g_free ((char *) self->place);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* A name in a path, an address or a query: nothing that could end one. */
static gboolean
is_name (const char *text)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_@$";
  gsize length = strlen (text);

  return length > 0 && length <= NAME_MAX_LENGTH && strspn (text, letters) == length;
}

static gboolean
is_dotted (const char *text)
{
  g_auto (GStrv) segments = g_strsplit (text, ".", -1);

  for (gsize i = 0; segments[i] != NULL; i++)
    if (!is_name (segments[i]))
      return FALSE;
  return *segments != NULL;
}

static gboolean
read_name (const Reading *self, const char *member, char **out, GError **error)
{
  if (!read_text (self, member, out, error))
    return FALSE;
  return *out == NULL || is_dotted (*out)
         || refuse (self, member, _("Use letters, digits, “.”, “-”, “_”, “@” and “$”."), _("this cannot be a name"), error);
}

/* Bases */

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address) : g_ascii_strcasecmp (host, "localhost") == 0;
}

static gboolean
is_good_base (const char *base)
{
  gboolean whole = cord_profile_is_whole (base);
  g_autofree char *text = whole ? g_strdup (base) : g_strconcat ("https://server", base, NULL);
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || (!whole && (*base != '/' || g_str_has_prefix (base, "//"))) || strpbrk (base, " \r\n\t\\") != NULL)
    return FALSE;
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL || g_uri_get_userinfo (uri) != NULL || strstr (base, "/..") != NULL)
    return FALSE;
  return g_str_equal (scheme, "https") || (g_str_equal (scheme, "http") && is_loopback (host));
}

static gboolean
read_base (const Reading *self, const char *member, char **out, GError **error)
{
  gsize length;

  if (!read_text (self, member, out, error))
    return FALSE;
  if (!is_good_base (*out))
    return refuse (self, member,
                   _("Write a path that begins with “/”, or https://HOST/PATH; without encryption only this computer may be named."),
                   _("no address that requests may go to"), error);
  for (length = strlen (*out); length > 1 && (*out)[length - 1] == '/'; length--)
    (*out)[length - 1] = '\0';
  return TRUE;
}

/* Vocabulary */

static char *
parent_of (const char *path)
{
  const char *dot = strrchr (path, '.');

  return dot != NULL ? g_strndup (path, (gsize) (dot - path)) : g_strdup ("");
}

static const char *
last_of (const char *path)
{
  const char *dot = strrchr (path, '.');

  return dot != NULL ? dot + 1 : path;
}

static gboolean
add_member (const Reading *self, CordProfileResource *resource, const char *path, const char *theirs, GError **error)
{
  g_autofree char *parent = parent_of (path);
  g_autofree char *key = g_strconcat (parent, "/", theirs, NULL);

  if (!is_name (theirs))
    return refuse (self, path, _("Use letters, digits, “-”, “_”, “@” and “$”."), _("this cannot be a member’s name"), error);
  if (g_hash_table_contains (resource->names, key))
    return refuse (self, path, _("Give each member a name of its own."), _("two members would have the same name"), error);
  g_hash_table_insert (resource->names, g_steal_pointer (&key), g_strdup (last_of (path)));
  g_hash_table_insert (resource->members, g_strdup (path), g_strdup (theirs));
  return TRUE;
}

static gboolean
add_filter (const Reading *self, CordProfileResource *resource, const char *path, const char *theirs, GError **error)
{
  if (!is_dotted (theirs))
    return refuse (self, path, _("Use letters, digits, “.”, “-”, “_”, “@” and “$”."), _("this cannot be a parameter’s name"), error);
  g_hash_table_insert (resource->filters, g_strdup (path), g_strdup (theirs));
  return TRUE;
}

typedef gboolean (*AddRule) (const Reading *self, CordProfileResource *resource, const char *path, const char *theirs, GError **error);

/* {our path: their name} */
static gboolean
read_rules (const Reading *parent, const char *member, CordProfileResource *resource, AddRule add, GError **error)
{
  g_auto (Reading) self = { 0 };
  GVariantIter iter;
  const char *path;

  if (!enter (parent, member, &self, error))
    return FALSE;
  if (self.document == NULL)
    return TRUE;
  g_variant_iter_init (&iter, self.document);
  while (g_variant_iter_next (&iter, "{&sv}", &path, NULL))
    {
      g_autoptr (GVariant) boxed = g_variant_lookup_value (self.document, path, NULL);

      if (!is_dotted (path))
        return refuse (&self, path, _("Write a member as “a.b.c”."), _("this is no member of ours"), error);
      if (!g_variant_is_of_type (boxed, G_VARIANT_TYPE_STRING))
        return refuse (&self, path, _("Write it as a text between quotation marks."), _("a text was expected"), error);
      if (!add (&self, resource, path, g_variant_get_string (boxed, NULL), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_theirs (const Reading *self, CordProfileWords *words, const char *ours, GVariant *theirs, GError **error)
{
  const char *text = g_variant_is_of_type (theirs, G_VARIANT_TYPE_STRING) ? g_variant_get_string (theirs, NULL) : "";

  if (*text == '\0' || strlen (text) > NAME_MAX_LENGTH)
    return refuse (self, ours, _("Write their word, or a list of their words."), _("this is no word"), error);
  if (g_hash_table_contains (words->ours, text))
    return refuse (self, ours, _("Give each of their words to one of ours."), _("the same word of theirs stands for two of ours"), error);
  g_hash_table_insert (words->ours, g_strdup (text), g_strdup (ours));
  if (!g_hash_table_contains (words->theirs, ours))
    g_hash_table_insert (words->theirs, g_strdup (ours), g_strdup (text));
  return TRUE;
}

static gboolean
add_word (const Reading *self, CordProfileWords *words, const char *ours, GError **error)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (self->document, ours, NULL);
  gsize length = g_variant_is_of_type (value, CORD_VALUE_ARRAY) ? cord_value_length (value) : 0;

  if (!g_variant_is_of_type (value, CORD_VALUE_ARRAY))
    return add_theirs (self, words, ours, value, error);
  if (length == 0)
    return refuse (self, ours, _("Write their word, or a list of their words."), _("the list is empty"), error);
  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GVariant) theirs = cord_value_dup_at (value, i);

      if (!add_theirs (self, words, ours, theirs, error))
        return FALSE;
    }
  return TRUE;
}

/* A word of theirs that is also one of ours, for something else, could not be read back. */
static gboolean
check_word (const Reading *self, const CordProfileWords *words, const char *ours, GError **error)
{
  const char *meant = g_hash_table_lookup (words->ours, ours);

  return meant == NULL || g_hash_table_contains (words->theirs, ours) || g_str_equal (meant, ours)
         || refuse (self, meant, _("Say as well what their word for that one is."), _("their word for it is ours for something else"), error);
}

static gboolean
check_words (const Reading *self, const CordProfileResource *resource, const char *path, const CordProfileWords *words, GError **error)
{
  static const char *const actions[] = { "add", "modify", "delete", "noChange" };
  const CordStateRule *states = g_strcmp0 (path, resource->type->state) == 0 ? resource->type->states : NULL;
  gboolean good = TRUE;

  for (; good && states != NULL && states->to != NULL; states++)
    good = check_word (self, words, states->to, error);
  for (gsize i = 0; good && g_str_equal (last_of (path), "action") && i < G_N_ELEMENTS (actions); i++)
    good = check_word (self, words, actions[i], error);
  return good;
}

static gboolean
read_words (const Reading *parent, const char *path, CordProfileResource *resource, GError **error)
{
  g_auto (Reading) self = { 0 };
  CordProfileWords *words;
  GVariantIter iter;
  const char *ours;

  if (!enter (parent, path, &self, error))
    return FALSE;
  words = g_new0 (CordProfileWords, 1);
  words->theirs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  words->ours = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (resource->words, g_strdup (path), words);
  g_variant_iter_init (&iter, self.document);
  while (g_variant_iter_next (&iter, "{&sv}", &ours, NULL))
    if (!add_word (&self, words, ours, error))
      return FALSE;
  return check_words (&self, resource, path, words, error);
}

static gboolean
read_values (const Reading *parent, CordProfileResource *resource, GError **error)
{
  g_auto (Reading) self = { 0 };
  GVariantIter iter;
  const char *path;

  if (!enter (parent, "values", &self, error))
    return FALSE;
  if (self.document == NULL)
    return TRUE;
  g_variant_iter_init (&iter, self.document);
  while (g_variant_iter_next (&iter, "{&sv}", &path, NULL))
    {
      if (!is_dotted (path))
        return refuse (&self, path, _("Write a member as “a.b.c”."), _("this is no member of ours"), error);
      if (!read_words (&self, path, resource, error))
        return FALSE;
    }
  return TRUE;
}

/* Resources and APIs */

/* null: what is asked for is not found again. */
static gboolean
read_reference (const Reading *self, CordProfileResource *resource, GError **error)
{
  g_autoptr (GVariant) value = cord_value_dup (self->document, "reference");

  if (value == NULL || !g_variant_is_of_type (value, G_VARIANT_TYPE_MAYBE))
    return read_name (self, "reference", &resource->reference, error);
  g_clear_pointer (&resource->reference, g_free);
  return TRUE;
}

static gboolean
read_resource (const Reading *parent, const char *name, const char *api, GError **error)
{
  static const char *const known[] = { "path", "offered", "reference", "members", "filters", "values", NULL };
  CordProfileResource *resource = cord_profile_find_resource (parent->profile, name);
  g_autofree char *own = resource != NULL ? cord_profile_dup_api (resource->type) : NULL;
  g_auto (Reading) self = { 0 };

  if (g_strcmp0 (own, api) != 0)
    return refuse (parent, name, _("Use the names of the TM Forum definitions, version 4."), _("this API has no such resource"), error);
  return enter (parent, name, &self, error) && check_members (&self, known, error)
         && read_boolean (&self, "offered", &resource->offered, error) && read_name (&self, "path", &resource->path, error)
         && read_reference (&self, resource, error)
         && read_rules (&self, "members", resource, add_member, error) && read_rules (&self, "filters", resource, add_filter, error)
         && read_values (&self, resource, error);
}

static gboolean
read_resources (const Reading *parent, const char *api, GError **error)
{
  g_auto (Reading) self = { 0 };
  GVariantIter iter;
  const char *name;

  if (!enter (parent, "resources", &self, error))
    return FALSE;
  if (self.document == NULL)
    return TRUE;
  g_variant_iter_init (&iter, self.document);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    if (!read_resource (&self, name, api, error))
      return FALSE;
  return TRUE;
}

static void
withdraw (CordProfile *profile, const char *api)
{
  CordProfileResource *resource;
  GHashTableIter iter;

  g_hash_table_iter_init (&iter, profile->resources);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &resource))
    {
      g_autofree char *name = cord_profile_dup_api (resource->type);

      if (g_str_equal (name, api))
        resource->offered = FALSE;
    }
}

/* Only the desk's own server has a right to the desk's sign-in; of another, the operator says so. */
static gboolean
read_api (const Reading *parent, const char *name, GError **error)
{
  static const char *const known[] = { "base", "token", "offered", "resources", NULL };
  CordProfileApi *api = g_hash_table_lookup (parent->profile->apis, name);
  g_auto (Reading) self = { 0 };
  gboolean offered = TRUE;

  if (api == NULL)
    return refuse (parent, name, _("Use the name that stands in “/tmf-api/NAME/v4”."), _("there is no such API"), error);
  if (!enter (parent, name, &self, error) || !check_members (&self, known, error) || !read_base (&self, "base", &api->base, error))
    return FALSE;
  api->token = !cord_profile_is_whole (api->base);
  if (!read_boolean (&self, "token", &api->token, error) || !read_boolean (&self, "offered", &offered, error))
    return FALSE;
  if (!offered)
    withdraw (parent->profile, name);
  return read_resources (&self, name, error);
}

static gboolean
read_apis (const Reading *parent, GError **error)
{
  g_auto (Reading) self = { 0 };
  GVariantIter iter;
  const char *name;

  if (!enter (parent, "apis", &self, error))
    return FALSE;
  if (self.document == NULL)
    return TRUE;
  g_variant_iter_init (&iter, self.document);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    if (!read_api (&self, name, error))
      return FALSE;
  return TRUE;
}

/* An answer is read by the address that was asked: each resource has its own. */
static gboolean
check_addresses (const Reading *self, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CordProfileResource *resource;
  GHashTableIter iter;

  g_hash_table_iter_init (&iter, self->profile->resources);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &resource))
    {
      g_autofree char *name = cord_profile_dup_api (resource->type);
      const CordProfileApi *api = g_hash_table_lookup (self->profile->apis, name);

      if (resource->offered && !g_hash_table_add (seen, g_strconcat (api->base, "/", resource->path, NULL)))
        return refuse (self, "apis", _("Give each API a base, or each resource a path, of its own."), _("two resources have the same address"), error);
    }
  return TRUE;
}

/* Paging and the whole */

static gboolean
read_paging (const Reading *parent, GError **error)
{
  static const char *const known[] = { "manner", "position", "size", "first", "most", NULL };
  static const char *const manners[] = { "offset", "page", "link", "none", NULL };
  CordProfile *profile = parent->profile;
  g_auto (Reading) self = { 0 };
  guint manner = CORD_PROFILE_PAGING_OFFSET;

  if (!enter (parent, "paging", &self, error))
    return FALSE;
  if (self.document == NULL)
    return TRUE;
  if (!check_members (&self, known, error) || !read_word (&self, "manner", manners, &manner, error)
      || !read_name (&self, "position", &profile->position, error) || !read_name (&self, "size", &profile->size, error)
      || !read_number (&self, "first", 0, 1, &profile->paging.first, error)
      || !read_number (&self, "most", 1, MOST_MAX, &profile->paging.most, error))
    return FALSE;
  if (manner < CORD_PROFILE_PAGING_LINK && g_strcmp0 (profile->position, profile->size) == 0)
    return refuse (&self, "size", _("Give the two parameters two names."), _("position and size have the same name"), error);
  profile->paging.manner = (CordProfilePagingManner) manner;
  profile->paging.position = profile->position;
  profile->paging.size = profile->size;
  return TRUE;
}

static gboolean
read_quotes (const Reading *self, GError **error)
{
  static const char *const words[] = { "none", "kept", "compared", NULL };
  CordProfile *profile = self->profile;
  guint word = 0;

  if (!read_word (self, "quotes", words, &word, error))
    return FALSE;
  if (profile->extensions && cord_value_has (self->document, "quotes"))
    return refuse (self, "quotes", _("Leave it out, or switch the extensions off."), _("with extensions the system seals every quote"), error);
  if (word > 0 && !cord_profile_offers (profile, "quote"))
    return refuse (self, "quotes", _("Write “none”."), _("the system has no quotes"), error);
  profile->quotes = profile->extensions ? CORD_PROFILE_QUOTES_SEALED : (CordProfileQuotes) (CORD_PROFILE_QUOTES_NONE + word);
  return TRUE;
}

static gboolean
read_profile (const Reading *self, GError **error)
{
  static const char *const known[]
      = { "id", "name", "cordboard", "extensions", "idempotency", "ifMatch", "patch", "quotes", "paging", "apis", NULL };
  CordProfile *profile = self->profile;

  if (!check_members (self, known, error) || !read_name (self, "id", &profile->id, error) || !read_text (self, "name", &profile->name, error))
    return FALSE;
  if (profile->id == NULL)
    return refuse (self, "id", _("Name the profile in one word."), _("it is missing"), error);
  if (profile->name == NULL)
    profile->name = g_strdup (profile->id);
  return read_base (self, "cordboard", &profile->own, error) && read_boolean (self, "extensions", &profile->extensions, error)
         && read_boolean (self, "idempotency", &profile->idempotency, error) && read_boolean (self, "ifMatch", &profile->if_match, error)
         && read_boolean (self, "patch", &profile->patch, error) && read_paging (self, error) && read_apis (self, error)
         && check_addresses (self, error) && read_quotes (self, error);
}

CordProfile *
cord_profile_new (GVariant *document, GError **error)
{
  g_autoptr (CordProfile) profile = cord_profile_alloc ();
  const Reading self = { profile, document, "" };

  g_return_val_if_fail (document != NULL, NULL);
  if (!g_variant_is_of_type (document, CORD_VALUE_OBJECT))
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "profile", NULL, _("Write it between { and }."), _("A profile is an object"));
      return NULL;
    }
  return read_profile (&self, error) ? g_steal_pointer (&profile) : NULL;
}
