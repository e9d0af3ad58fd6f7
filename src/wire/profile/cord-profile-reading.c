/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/profile/cord-profile-reading-private.h"

#include "base/cord-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_MAX_LENGTH 128

static char *
place_of (const CordReading *self, const char *member)
{
  return self->place != NULL ? g_strconcat (self->place, ".", member, NULL) : g_strdup (member);
}

gboolean
cord_reading_refuse (const CordReading *self, const char *member, const char *hint, const char *what, GError **error)
{
  g_autofree char *place = place_of (self, member);

  return cord_error_set_full (error, CORD_ERROR_INVALID, "profile", place, hint, "%s: %s", place, what);
}

/* Values */

gboolean
cord_reading_check (const CordReading *self, const char *const *known, GError **error)
{
  g_autofree char *list = g_strjoinv (", ", (char **)known);
  g_autofree char *hint = g_strdup_printf (_ ("What may stand here: %s."), list);
  GVariantIter iter;
  const char *name;

  g_variant_iter_init (&iter, self->document);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    if (!g_strv_contains (known, name))
      return cord_reading_refuse (self, name, hint, _ ("a profile has no such member"), error);
  return TRUE;
}

gboolean
cord_reading_boolean (const CordReading *self, const char *member, gboolean *out, GError **error)
{
  g_autoptr (GVariant) value = cord_value_dup (self->document, member);

  if (value == NULL)
    return TRUE;
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return cord_reading_refuse (self, member, _ ("Write true or false."), _ ("neither true nor false"), error);
  *out = g_variant_get_boolean (value);
  return TRUE;
}

gboolean
cord_reading_text (const CordReading *self, const char *member, char **out, GError **error)
{
  g_autoptr (GVariant) value = cord_value_dup (self->document, member);

  if (value == NULL)
    return TRUE;
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) || *g_variant_get_string (value, NULL) == '\0')
    return cord_reading_refuse (self, member, _ ("Write it as a text between quotation marks."),
                                _ ("a text was expected"), error);
  g_free (*out);
  *out = g_variant_dup_string (value, NULL);
  return TRUE;
}

gboolean
cord_reading_number (const CordReading *self, const char *member, guint least, guint most, guint *out, GError **error)
{
  g_autoptr (GVariant) value = cord_value_dup (self->document, member);
  g_autofree char *hint = g_strdup_printf (_ ("Write a whole number from %u to %u."), least, most);

  if (value == NULL)
    return TRUE;
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) || g_variant_get_int64 (value) < least
      || g_variant_get_int64 (value) > most)
    return cord_reading_refuse (self, member, hint, _ ("not such a number"), error);
  *out = (guint)g_variant_get_int64 (value);
  return TRUE;
}

gboolean
cord_reading_word (const CordReading *self, const char *member, const char *const *words, guint *out, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *list = g_strjoinv (", ", (char **)words);
  g_autofree char *hint = g_strdup_printf (_ ("Write one of: %s."), list);

  if (!cord_reading_text (self, member, &text, error))
    return FALSE;
  for (guint i = 0; text != NULL && words[i] != NULL; i++)
    if (g_str_equal (words[i], text))
      {
        *out = i;
        return TRUE;
      }
  return text == NULL || cord_reading_refuse (self, member, hint, _ ("not one of these words"), error);
}

gboolean
cord_reading_enter (const CordReading *self, const char *member, CordReading *out, GError **error)
{
  /* Not cord_value_dup_object(), which would take the dots of a name as a path. */
  g_autoptr (GVariant) value = g_variant_lookup_value (self->document, member, NULL);

  *out = (CordReading){ .profile = self->profile };
  if (value == NULL)
    return TRUE;
  if (!g_variant_is_of_type (value, CORD_VALUE_OBJECT))
    return cord_reading_refuse (self, member, _ ("Write it between { and }."), _ ("an object was expected"), error);
  out->document = g_steal_pointer (&value);
  out->place = place_of (self, member);
  return TRUE;
}

void
cord_reading_clear (CordReading *self)
{
  g_clear_pointer (&self->document, g_variant_unref);
  g_clear_pointer (&self->place, g_free);
}

gboolean
cord_reading_is_name (const char *text)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_@$";
  gsize length = strlen (text);

  return length > 0 && length <= NAME_MAX_LENGTH && strspn (text, letters) == length;
}

gboolean
cord_reading_is_dotted (const char *text)
{
  g_auto (GStrv) segments = g_strsplit (text, ".", -1);

  for (gsize i = 0; segments[i] != NULL; i++)
    if (!cord_reading_is_name (segments[i]))
      return FALSE;
  return *segments != NULL;
}

gboolean
cord_reading_name (const CordReading *self, const char *member, char **out, GError **error)
{
  if (!cord_reading_text (self, member, out, error))
    return FALSE;
  return *out == NULL || cord_reading_is_dotted (*out)
         || cord_reading_refuse (self, member, _ ("Use letters, digits, “.”, “-”, “_”, “@” and “$”."),
                                 _ ("this cannot be a name"), error);
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

  if (host == NULL || *host == '\0' || (!whole && (*base != '/' || g_str_has_prefix (base, "//")))
      || strpbrk (base, " \r\n\t\\") != NULL)
    return FALSE;
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL || g_uri_get_userinfo (uri) != NULL
      || strstr (base, "/..") != NULL)
    return FALSE;
  return g_str_equal (scheme, "https") || (g_str_equal (scheme, "http") && is_loopback (host));
}

gboolean
cord_reading_base (const CordReading *self, const char *member, char **out, GError **error)
{
  gsize length;

  if (!cord_reading_text (self, member, out, error))
    return FALSE;
  if (!is_good_base (*out))
    return cord_reading_refuse (self, member,
                                _ ("Write a path that begins with “/”, or https://HOST/PATH; without encryption only "
                                   "this computer may be named."),
                                _ ("no address that requests may go to"), error);
  for (length = strlen (*out); length > 1 && (*out)[length - 1] == '/'; length--)
    (*out)[length - 1] = '\0';
  return TRUE;
}
