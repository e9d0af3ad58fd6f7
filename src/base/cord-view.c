/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-view.h"

#include "base/cord-value-private.h"

#include <string.h>

static const struct
{
  CordShape shape;
  const char *type;
  gsize length;
} types[] = {
  { CORD_SHAPE_STRING, "s", 1 }, { CORD_SHAPE_INTEGER, "x", 1 }, { CORD_SHAPE_OBJECT, "a{sv}", 5 },
  { CORD_SHAPE_ARRAY, "av", 2 }, { CORD_SHAPE_BOOLEAN, "b", 1 }, { CORD_SHAPE_DECIMAL, "(s)", 3 },
  { CORD_SHAPE_NULL, "mv", 2 },
};

static CordShape
shape_of (const char *type, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].length == length && memcmp (types[i].type, type, length) == 0)
      return types[i].shape;
  return CORD_SHAPE_NONE;
}

/* Bytes from a file may not be what their type says. */
static gboolean
is_sound (CordShape shape, const guint8 *data, gsize size)
{
  switch (shape)
    {
    case CORD_SHAPE_STRING:
    case CORD_SHAPE_DECIMAL: /* a tuple of one string lies as the string does */
      return size > 0 && data[size - 1] == '\0';
    case CORD_SHAPE_INTEGER:
      return size == sizeof (gint64);
    case CORD_SHAPE_BOOLEAN:
      return size == 1;
    case CORD_SHAPE_OBJECT:
    case CORD_SHAPE_ARRAY:
    case CORD_SHAPE_NULL:
    case CORD_SHAPE_NONE:
    default:
      return TRUE;
    }
}

static CordView
view_of (const guint8 *data, gsize size, const char *type, gsize type_length)
{
  const CordShape shape = shape_of (type, type_length);

  return is_sound (shape, data, size) ? (CordView){ shape, data, size } : (CordView){ 0 };
}

/* In a container a value stands in a box, which says its type behind it. */
static CordView
open_box (const guint8 *box, gsize size)
{
  gsize end = size;

  while (end > 0 && box[end - 1] != '\0')
    end--;
  return end > 0 ? view_of (box, end - 1, (const char *)box + end, size - end) : (CordView){ 0 };
}

CordView
cord_view (GVariant *value)
{
  const char *type = value != NULL ? g_variant_get_type_string (value) : "";

  return value != NULL ? view_of (g_variant_get_data (value), g_variant_get_size (value), type, strlen (type))
                       : (CordView){ 0 };
}

static gboolean
read_entries (const CordView *self, CordShape shape, CordValueEntries *out)
{
  return self->shape == shape && cord_value_entries_read_bytes (out, self->data, self->size);
}

gsize
cord_view_length (const CordView *self)
{
  CordValueEntries entries;

  return read_entries (self, CORD_SHAPE_OBJECT, &entries) || read_entries (self, CORD_SHAPE_ARRAY, &entries) ? entries.n
                                                                                                             : 0;
}

CordView
cord_view_at (const CordView *array, gsize index)
{
  CordValueEntries entries;
  const guint8 *box;
  gsize size;

  if (!read_entries (array, CORD_SHAPE_ARRAY, &entries) || index >= entries.n
      || !cord_value_entries_at (&entries, index, &box, &size))
    return (CordView){ 0 };
  return open_box (box, size);
}

CordView
cord_view_member_at (const CordView *object, gsize index, const char **name)
{
  CordValueEntries entries;
  const guint8 *entry, *box;
  gsize whole, length, size;

  *name = "";
  if (!read_entries (object, CORD_SHAPE_OBJECT, &entries) || index >= entries.n
      || !cord_value_entries_at (&entries, index, &entry, &whole)
      || (length = strnlen ((const char *)entry, whole)) == whole
      || !cord_value_entry_box (entry, whole, length, &box, &size))
    return (CordView){ 0 };
  *name = (const char *)entry;
  return open_box (box, size);
}

const char *
cord_view_get_text (const CordView *self)
{
  return self->shape == CORD_SHAPE_STRING || self->shape == CORD_SHAPE_DECIMAL ? (const char *)self->data : NULL;
}

gint64
cord_view_get_integer (const CordView *self)
{
  gint64 value = 0;

  if (self->shape == CORD_SHAPE_INTEGER)
    memcpy (&value, self->data, sizeof value);
  return value;
}

gboolean
cord_view_get_boolean (const CordView *self)
{
  return self->shape == CORD_SHAPE_BOOLEAN && *self->data != 0;
}
