/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/profile/cord-profile-reading-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WORD_MAX_LENGTH 128

static char *
parent_of (const char *path)
{
  const char *dot = strrchr (path, '.');

  return dot != NULL ? g_strndup (path, (gsize)(dot - path)) : g_strdup ("");
}

static const char *
last_of (const char *path)
{
  const char *dot = strrchr (path, '.');

  return dot != NULL ? dot + 1 : path;
}

static gboolean
add_member (const CordReading *self, CordProfileResource *resource, const char *path, const char *theirs,
            GError **error)
{
  g_autofree char *parent = parent_of (path);
  g_autofree char *key = g_strconcat (parent, "/", theirs, NULL);

  if (!cord_reading_is_name (theirs))
    return cord_reading_refuse (self, path, _ ("Use letters, digits, “-”, “_”, “@” and “$”."),
                                _ ("this cannot be a member’s name"), error);
  if (g_hash_table_contains (resource->names, key))
    return cord_reading_refuse (self, path, _ ("Give each member a name of its own."),
                                _ ("two members would have the same name"), error);
  g_hash_table_insert (resource->names, g_steal_pointer (&key), g_strdup (last_of (path)));
  g_hash_table_insert (resource->members, g_strdup (path), g_strdup (theirs));
  return TRUE;
}

static gboolean
add_filter (const CordReading *self, CordProfileResource *resource, const char *path, const char *theirs,
            GError **error)
{
  if (!cord_reading_is_dotted (theirs))
    return cord_reading_refuse (self, path, _ ("Use letters, digits, “.”, “-”, “_”, “@” and “$”."),
                                _ ("this cannot be a parameter’s name"), error);
  g_hash_table_insert (resource->filters, g_strdup (path), g_strdup (theirs));
  return TRUE;
}

typedef gboolean (*AddRule) (const CordReading *self, CordProfileResource *resource, const char *path,
                             const char *theirs, GError **error);

/* {our path: their name} */
static gboolean
read_rules (const CordReading *parent, const char *member, CordProfileResource *resource, AddRule add, GError **error)
{
  g_auto (CordReading) self = { 0 };
  GVariantIter iter;
  const char *path;

  if (!cord_reading_enter (parent, member, &self, error))
    return FALSE;
  if (self.document == NULL)
    return TRUE;
  g_variant_iter_init (&iter, self.document);
  while (g_variant_iter_next (&iter, "{&sv}", &path, NULL))
    {
      g_autoptr (GVariant) boxed = g_variant_lookup_value (self.document, path, NULL);

      if (!cord_reading_is_dotted (path))
        return cord_reading_refuse (&self, path, _ ("Write a member as “a.b.c”."), _ ("this is no member of ours"),
                                    error);
      if (!g_variant_is_of_type (boxed, G_VARIANT_TYPE_STRING))
        return cord_reading_refuse (&self, path, _ ("Write it as a text between quotation marks."),
                                    _ ("a text was expected"), error);
      if (!add (&self, resource, path, g_variant_get_string (boxed, NULL), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_theirs (const CordReading *self, CordProfileWords *words, const char *ours, GVariant *theirs, GError **error)
{
  const char *text = g_variant_is_of_type (theirs, G_VARIANT_TYPE_STRING) ? g_variant_get_string (theirs, NULL) : "";

  if (*text == '\0' || strlen (text) > WORD_MAX_LENGTH)
    return cord_reading_refuse (self, ours, _ ("Write their word, or a list of their words."), _ ("this is no word"),
                                error);
  if (g_hash_table_contains (words->ours, text))
    return cord_reading_refuse (self, ours, _ ("Give each of their words to one of ours."),
                                _ ("the same word of theirs stands for two of ours"), error);
  g_hash_table_insert (words->ours, g_strdup (text), g_strdup (ours));
  if (!g_hash_table_contains (words->theirs, ours))
    g_hash_table_insert (words->theirs, g_strdup (ours), g_strdup (text));
  return TRUE;
}

static gboolean
add_word (const CordReading *self, CordProfileWords *words, const char *ours, GError **error)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (self->document, ours, NULL);
  gsize length = g_variant_is_of_type (value, CORD_VALUE_ARRAY) ? cord_value_length (value) : 0;

  if (!g_variant_is_of_type (value, CORD_VALUE_ARRAY))
    return add_theirs (self, words, ours, value, error);
  if (length == 0)
    return cord_reading_refuse (self, ours, _ ("Write their word, or a list of their words."), _ ("the list is empty"),
                                error);
  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GVariant) theirs = cord_value_dup_at (value, i);

      if (!add_theirs (self, words, ours, theirs, error))
        return FALSE;
    }
  return TRUE;
}

/* A value of theirs that is also one of our other values could not be translated back. */
static gboolean
check_word (const CordReading *self, const CordProfileWords *words, const char *ours, GError **error)
{
  const char *meant = g_hash_table_lookup (words->ours, ours);

  return meant == NULL || g_hash_table_contains (words->theirs, ours) || g_str_equal (meant, ours)
         || cord_reading_refuse (self, meant, _ ("Say as well what their word for that one is."),
                                 _ ("their word for it is ours for something else"), error);
}

static gboolean
check_words (const CordReading *self, const CordProfileResource *resource, const char *path,
             const CordProfileWords *words, GError **error)
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
read_words (const CordReading *parent, const char *path, CordProfileResource *resource, GError **error)
{
  g_auto (CordReading) self = { 0 };
  CordProfileWords *words;
  GVariantIter iter;
  const char *ours;

  if (!cord_reading_enter (parent, path, &self, error))
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
read_values (const CordReading *parent, CordProfileResource *resource, GError **error)
{
  g_auto (CordReading) self = { 0 };
  GVariantIter iter;
  const char *path;

  if (!cord_reading_enter (parent, "values", &self, error))
    return FALSE;
  if (self.document == NULL)
    return TRUE;
  g_variant_iter_init (&iter, self.document);
  while (g_variant_iter_next (&iter, "{&sv}", &path, NULL))
    {
      if (!cord_reading_is_dotted (path))
        return cord_reading_refuse (&self, path, _ ("Write a member as “a.b.c”."), _ ("this is no member of ours"),
                                    error);
      if (!read_words (&self, path, resource, error))
        return FALSE;
    }
  return TRUE;
}

/* The resource */

/* null: operations cannot be found again */
static gboolean
read_reference (const CordReading *self, CordProfileResource *resource, GError **error)
{
  g_autoptr (GVariant) value = cord_value_dup (self->document, "reference");

  if (value == NULL || !g_variant_is_of_type (value, G_VARIANT_TYPE_MAYBE))
    return cord_reading_name (self, "reference", &resource->reference, error);
  g_clear_pointer (&resource->reference, g_free);
  return TRUE;
}

gboolean
cord_reading_resource (const CordReading *parent, const char *name, const char *api, GError **error)
{
  static const char *const known[] = { "path", "offered", "reference", "members", "filters", "values", NULL };
  CordProfileResource *resource = cord_profile_find_resource (parent->profile, name);
  g_autofree char *own = resource != NULL ? cord_profile_dup_api (resource->type) : NULL;
  g_auto (CordReading) self = { 0 };

  if (g_strcmp0 (own, api) != 0)
    return cord_reading_refuse (parent, name, _ ("Use the names of the TM Forum definitions, version 4."),
                                _ ("this API has no such resource"), error);
  return cord_reading_enter (parent, name, &self, error) && cord_reading_check (&self, known, error)
         && cord_reading_boolean (&self, "offered", &resource->offered, error)
         && cord_reading_name (&self, "path", &resource->path, error) && read_reference (&self, resource, error)
         && read_rules (&self, "members", resource, add_member, error)
         && read_rules (&self, "filters", resource, add_filter, error) && read_values (&self, resource, error);
}
