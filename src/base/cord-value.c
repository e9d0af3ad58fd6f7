/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-value.h"

#include "base/cord-value-private.h"

#include <string.h>

/* The bytes of the member's box; FALSE when there is no such member. */
static gboolean
find_box (GVariant *object, const char *key, gsize key_length, gsize *index, const guint8 **box, gsize *size)
{
  CordValueEntries entries;

  if (!cord_value_entries_read (&entries, object))
    return FALSE;
  for (gsize i = 0; i < entries.n; i++)
    {
      const guint8 *entry;
      gsize whole;

      if (!cord_value_entries_at (&entries, i, &entry, &whole) || whole <= key_length
          || memcmp (entry, key, key_length) != 0 || entry[key_length] != '\0')
        continue;
      *index = i;
      return cord_value_entry_box (entry, whole, key_length, box, size);
    }
  return FALSE;
}

/* What a boxed value of this one-letter type holds; NULL when it is of another. The type stands behind the value. */
static const guint8 *
open_box (const guint8 *box, gsize size, char type, gsize *value_size)
{
  if (size < 2 || box[size - 1] != (guint8)type || box[size - 2] != '\0')
    return NULL;
  *value_size = size - 2;
  return box;
}

static GVariant *
open_entry (GVariant *object, gsize index)
{
  g_autoptr (GVariant) entry = g_variant_get_child_value (object, index);
  g_autoptr (GVariant) box = g_variant_get_child_value (entry, 1);

  return g_variant_get_variant (box);
}

/* The member's value without its box, or NULL. */
static GVariant *
lookup (GVariant *object, const char *key, gsize key_length)
{
  const guint8 *bytes;
  gsize index, size;

  return find_box (object, key, key_length, &index, &bytes, &size) ? open_entry (object, index) : NULL;
}

/* The value of entry @index, whose box this is. Strings and integers are most of what there is, and made anew faster
 * than taken out. */
static GVariant *
dup_boxed (GVariant *object, gsize index, const guint8 *box, gsize box_size)
{
  gsize size;
  const guint8 *bytes;
  gint64 integer;

  if ((bytes = open_box (box, box_size, 's', &size)) != NULL && size > 0 && bytes[size - 1] == '\0')
    return g_variant_ref_sink (g_variant_new_string ((const char *)bytes));
  if ((bytes = open_box (box, box_size, 'x', &size)) != NULL && size == sizeof integer)
    {
      memcpy (&integer, bytes, sizeof integer);
      return g_variant_ref_sink (g_variant_new_int64 (integer));
    }
  return open_entry (object, index);
}

static gboolean
is_object (GVariant *value)
{
  return value != NULL && g_variant_is_of_type (value, CORD_VALUE_OBJECT);
}

GVariant *
cord_value_dup (GVariant *object, const char *path)
{
  const char *dot = strchr (path, '.');
  GVariant *value;

  if (!is_object (object))
    return NULL;
  value = lookup (object, path, dot ? (gsize)(dot - path) : strlen (path));
  if (value != NULL && dot != NULL)
    {
      GVariant *inner = cord_value_dup (value, dot + 1);

      g_variant_unref (value);
      value = inner;
    }
  return value;
}

/* The contents of a member of this one-letter type. */
static const guint8 *
peek (GVariant *object, const char *path, char type, gsize *size)
{
  const char *dot = strchr (path, '.');
  const guint8 *box;
  gsize index;

  if (!is_object (object))
    return NULL;
  if (dot != NULL)
    {
      g_autoptr (GVariant) inner = lookup (object, path, (gsize)(dot - path));

      return inner != NULL ? peek (inner, dot + 1, type, size) : NULL;
    }
  return find_box (object, path, strlen (path), &index, &box, size) ? open_box (box, *size, type, size) : NULL;
}

const char *
cord_value_get_string (GVariant *object, const char *path)
{
  gsize size;
  const char *text = (const char *)peek (object, path, 's', &size);

  return text != NULL && size > 0 && text[size - 1] == '\0' ? text : NULL;
}

gint64
cord_value_get_integer (GVariant *object, const char *path, gint64 fallback)
{
  gsize size;
  const guint8 *bytes = peek (object, path, 'x', &size);
  gint64 value;

  if (bytes == NULL || size != sizeof value)
    return fallback;
  memcpy (&value, bytes, sizeof value);
  return value;
}

gboolean
cord_value_get_boolean (GVariant *object, const char *path)
{
  gsize size;
  const guint8 *bytes = peek (object, path, 'b', &size);

  return bytes != NULL && size == 1 && *bytes != 0;
}

gboolean
cord_value_has (GVariant *object, const char *path)
{
  const guint8 *box;
  gsize index, size;

  if (strchr (path, '.') == NULL)
    return is_object (object) && find_box (object, path, strlen (path), &index, &box, &size);
  {
    g_autoptr (GVariant) value = cord_value_dup (object, path);

    return value != NULL;
  }
}

void
cord_value_collect (GVariant *object, const char *const *names, GVariant **values)
{
  CordValueEntries entries;

  if (!is_object (object) || !cord_value_entries_read (&entries, object))
    return;
  for (gsize i = 0; i < entries.n; i++)
    {
      const guint8 *entry, *box;
      gsize whole, length, size;
      gsize field = 0;

      if (!cord_value_entries_at (&entries, i, &entry, &whole)
          || (length = strnlen ((const char *)entry, whole)) == whole)
        continue;
      while (names[field] != NULL && strcmp (names[field], (const char *)entry) != 0)
        field++;
      if (names[field] != NULL && values[field] == NULL && cord_value_entry_box (entry, whole, length, &box, &size))
        values[field] = dup_boxed (object, i, box, size);
    }
}

GVariant *
cord_value_dup_object (GVariant *object, const char *path)
{
  g_autoptr (GVariant) value = cord_value_dup (object, path);

  return is_object (value) ? g_steal_pointer (&value) : cord_value_empty_object ();
}

GVariant *
cord_value_dup_array (GVariant *object, const char *path)
{
  g_autoptr (GVariant) value = cord_value_dup (object, path);

  return value != NULL && g_variant_is_of_type (value, CORD_VALUE_ARRAY) ? g_steal_pointer (&value)
                                                                         : cord_value_empty_array ();
}

gsize
cord_value_length (GVariant *array)
{
  return array != NULL && g_variant_is_container (array) ? g_variant_n_children (array) : 0;
}

GVariant *
cord_value_dup_at (GVariant *array, gsize index)
{
  g_autoptr (GVariant) box = NULL;

  g_variant_get_data (array);
  box = g_variant_get_child_value (array, index);
  return g_variant_get_variant (box);
}

void
cord_builder_init (CordBuilder *self)
{
  g_variant_builder_init (&self->builder, CORD_VALUE_OBJECT);
}

void
cord_builder_value (CordBuilder *self, const char *key, GVariant *value)
{
  if (value != NULL)
    g_variant_builder_add_value (&self->builder,
                                 g_variant_new_dict_entry (g_variant_new_string (key), g_variant_new_variant (value)));
}

void
cord_builder_string (CordBuilder *self, const char *key, const char *value)
{
  if (value != NULL)
    cord_builder_value (self, key, g_variant_new_string (value));
}

void
cord_builder_integer (CordBuilder *self, const char *key, gint64 value)
{
  cord_builder_value (self, key, g_variant_new_int64 (value));
}

void
cord_builder_boolean (CordBuilder *self, const char *key, gboolean value)
{
  cord_builder_value (self, key, g_variant_new_boolean (value));
}

void
cord_builder_null (CordBuilder *self, const char *key)
{
  cord_builder_value (self, key, g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL));
}

void
cord_builder_strv (CordBuilder *self, const char *key, const char *const *values)
{
  CordBuilder array;

  if (values == NULL)
    return;
  cord_builder_init_array (&array);
  for (gsize i = 0; values[i] != NULL; i++)
    cord_builder_add_string (&array, values[i]);
  cord_builder_value (self, key, g_variant_builder_end (&array.builder));
}

void
cord_builder_extend (CordBuilder *self, GVariant *object)
{
  GVariantIter iter;
  GVariant *entry;

  if (!is_object (object))
    return;
  g_variant_iter_init (&iter, object);
  while ((entry = g_variant_iter_next_value (&iter)) != NULL)
    {
      g_variant_builder_add_value (&self->builder, entry);
      g_variant_unref (entry);
    }
}

GVariant *
cord_builder_end (CordBuilder *self)
{
  GVariant *value = g_variant_ref_sink (g_variant_builder_end (&self->builder));

  return value;
}

void
cord_builder_init_array (CordBuilder *self)
{
  g_variant_builder_init (&self->builder, CORD_VALUE_ARRAY);
}

void
cord_builder_add (CordBuilder *self, GVariant *value)
{
  if (value != NULL)
    g_variant_builder_add_value (&self->builder, g_variant_new_variant (value));
}

void
cord_builder_add_string (CordBuilder *self, const char *value)
{
  if (value != NULL)
    cord_builder_add (self, g_variant_new_string (value));
}

GVariant *
cord_value_empty_object (void)
{
  return g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0));
}

GVariant *
cord_value_empty_array (void)
{
  return g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE_VARIANT, NULL, 0));
}

GVariant *
cord_value_of_strings (const char *key, ...)
{
  CordBuilder builder;
  va_list arguments;

  cord_builder_init (&builder);
  va_start (arguments, key);
  for (const char *name = key; name != NULL; name = va_arg (arguments, const char *))
    cord_builder_string (&builder, name, va_arg (arguments, const char *));
  va_end (arguments);
  return cord_builder_end (&builder);
}

char *
cord_value_digest (GVariant *value, const char *prefix, gsize prefix_length)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length;
  g_autofree char *bytes = cord_value_to_canonical (value, &length);

  if (prefix != NULL)
    g_checksum_update (checksum, (const guchar *)prefix, (gssize)prefix_length);
  g_checksum_update (checksum, (const guchar *)bytes, (gssize)length);
  return g_strdup (g_checksum_get_string (checksum));
}

gboolean
cord_value_equal (GVariant *a, GVariant *b)
{
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL)
    return FALSE;
  left = cord_value_to_canonical (a, NULL);
  right = cord_value_to_canonical (b, NULL);
  return strcmp (left, right) == 0;
}
