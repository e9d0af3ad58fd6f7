/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-value.h"

#include "base/cord-value-private.h"

#include <string.h>

#define SMALL_DOCUMENT 240 /* bytes; most objects have fewer */

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

static void
begin (CordBuilder *self, gboolean object)
{
  cord_value_writer_init (&self->writer, SMALL_DOCUMENT);
  cord_value_writer_open (&self->writer, &self->frame, object);
}

static void
write_name (CordBuilder *self, const char *key)
{
  cord_value_writer_begin_name (&self->writer);
  cord_value_writer_text (&self->writer, key, strlen (key));
  cord_value_writer_end_name (&self->writer);
}

static void
write_string (CordBuilder *self, const char *value)
{
  cord_value_writer_begin_string (&self->writer);
  cord_value_writer_text (&self->writer, value, strlen (value));
  cord_value_writer_end_string (&self->writer);
}

void
cord_builder_init (CordBuilder *self)
{
  begin (self, TRUE);
}

void
cord_builder_value (CordBuilder *self, const char *key, GVariant *value)
{
  if (value == NULL)
    return;
  write_name (self, key);
  cord_value_writer_value (&self->writer, value);
}

void
cord_builder_string (CordBuilder *self, const char *key, const char *value)
{
  if (value == NULL)
    return;
  g_return_if_fail (g_utf8_validate (value, -1, NULL));
  write_name (self, key);
  write_string (self, value);
}

void
cord_builder_integer (CordBuilder *self, const char *key, gint64 value)
{
  write_name (self, key);
  cord_value_writer_integer (&self->writer, value);
}

void
cord_builder_boolean (CordBuilder *self, const char *key, gboolean value)
{
  write_name (self, key);
  cord_value_writer_boolean (&self->writer, value);
}

void
cord_builder_null (CordBuilder *self, const char *key)
{
  write_name (self, key);
  cord_value_writer_null (&self->writer);
}

void
cord_builder_strv (CordBuilder *self, const char *key, const char *const *values)
{
  CordBuilder array;
  g_autoptr (GVariant) list = NULL;

  if (values == NULL)
    return;
  cord_builder_init_array (&array);
  for (gsize i = 0; values[i] != NULL; i++)
    cord_builder_add_string (&array, values[i]);
  list = cord_builder_end (&array);
  cord_builder_value (self, key, list);
}

void
cord_builder_extend (CordBuilder *self, GVariant *object)
{
  CordValueEntries entries;

  if (!is_object (object) || !cord_value_entries_read (&entries, object))
    return;
  for (gsize i = 0; i < entries.n; i++)
    {
      const guint8 *entry;
      gsize size;

      if (cord_value_entries_at (&entries, i, &entry, &size))
        cord_value_writer_entry (&self->writer, entry, size);
    }
}

GVariant *
cord_builder_end (CordBuilder *self)
{
  cord_value_writer_close (&self->writer);
  return cord_value_writer_end (&self->writer);
}

void
cord_builder_init_array (CordBuilder *self)
{
  begin (self, FALSE);
}

void
cord_builder_add (CordBuilder *self, GVariant *value)
{
  if (value != NULL)
    cord_value_writer_value (&self->writer, value);
}

void
cord_builder_add_string (CordBuilder *self, const char *value)
{
  if (value == NULL)
    return;
  g_return_if_fail (g_utf8_validate (value, -1, NULL));
  write_string (self, value);
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
