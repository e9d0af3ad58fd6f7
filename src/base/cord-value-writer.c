/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-value-writer.h"

#include <string.h>

#define ALIGNMENT 8 /* of a variant, and so of everything that stands in a container here */

static guint8 *
extend (CordValueWriter *self, gsize length)
{
  guint8 *at;

  if (self->capacity - self->length < length)
    {
      self->capacity = MAX (self->capacity * 2, self->length + length);
      self->data = g_realloc (self->data, self->capacity);
    }
  at = self->data + self->length;
  self->length += length;
  return at;
}

static void
append (CordValueWriter *self, const void *bytes, gsize length)
{
  if (length > 0)
    memcpy (extend (self, length), bytes, length);
}

static void
align (CordValueWriter *self)
{
  gsize rest = (ALIGNMENT - self->length % ALIGNMENT) % ALIGNMENT;

  memset (extend (self, rest), 0, rest);
}

/* The offsets behind a container are as narrow as its whole size lets them be. */
static gsize
offset_width (gsize body, gsize n)
{
  if (body + n <= G_MAXUINT8)
    return 1;
  if (body + 2 * n <= G_MAXUINT16)
    return 2;
  return body + 4 * n <= G_MAXUINT32 ? 4 : 8;
}

static void
append_offset (CordValueWriter *self, gsize offset, gsize width)
{
  guint8 *at = extend (self, width);

  for (gsize i = 0; i < width; i++)
    at[i] = (guint8)(offset >> (8 * i));
}

static void
push_end (CordValueWriter *self, gsize end)
{
  if (self->n_ends == self->ends_capacity)
    {
      self->ends_capacity = MAX (64, self->ends_capacity * 2);
      self->ends = g_renew (gsize, self->ends, self->ends_capacity);
    }
  self->ends[self->n_ends++] = end;
}

/* After a value: in a container it stands in a box, which says its type behind it. */
static void
end_value (CordValueWriter *self, const char *type)
{
  CordValueFrame *frame = self->frame;

  if (frame == NULL)
    {
      self->type = G_VARIANT_TYPE (type);
      return;
    }
  append (self, "", 1);
  append (self, type, strlen (type));
  if (frame->object)
    append_offset (self, frame->name_end, offset_width (self->length - frame->entry, 1));
  push_end (self, self->length - frame->start);
}

void
cord_value_writer_init (CordValueWriter *self, gsize expected)
{
  memset (self, 0, sizeof *self);
  self->capacity = expected + ALIGNMENT;
  self->data = g_malloc (self->capacity);
}

void
cord_value_writer_clear (CordValueWriter *self)
{
  g_clear_pointer (&self->data, g_free);
  g_clear_pointer (&self->ends, g_free);
}

GVariant *
cord_value_writer_end (CordValueWriter *self)
{
  guint8 *data = g_steal_pointer (&self->data);

  g_assert (self->frame == NULL && self->type != NULL);
  if (self->capacity > 2 * self->length)
    data = g_realloc (data, self->length + 1);
  g_clear_pointer (&self->ends, g_free);
  return g_variant_ref_sink (g_variant_new_from_data (self->type, data, self->length, TRUE, g_free, data));
}

void
cord_value_writer_open (CordValueWriter *self, CordValueFrame *frame, gboolean object)
{
  align (self);
  *frame
      = (CordValueFrame){ .parent = self->frame, .object = object, .start = self->length, .first_end = self->n_ends };
  self->frame = frame;
}

void
cord_value_writer_close (CordValueWriter *self)
{
  CordValueFrame *frame = self->frame;
  gsize n = self->n_ends - frame->first_end;
  gsize width = offset_width (self->length - frame->start, n);

  for (gsize i = 0; i < n; i++)
    append_offset (self, self->ends[frame->first_end + i], width);
  self->n_ends = frame->first_end;
  self->frame = frame->parent;
  end_value (self, frame->object ? "a{sv}" : "av");
}

void
cord_value_writer_begin_name (CordValueWriter *self)
{
  align (self);
  self->frame->entry = self->length;
}

void
cord_value_writer_end_name (CordValueWriter *self)
{
  append (self, "", 1);
  self->frame->name_end = self->length - self->frame->entry;
}

void
cord_value_writer_begin_string (CordValueWriter *self)
{
  align (self);
}

void
cord_value_writer_text (CordValueWriter *self, const char *text, gsize length)
{
  append (self, text, length);
}

void
cord_value_writer_end_string (CordValueWriter *self)
{
  append (self, "", 1);
  end_value (self, "s");
}

void
cord_value_writer_integer (CordValueWriter *self, gint64 value)
{
  align (self);
  append (self, &value, sizeof value);
  end_value (self, "x");
}

void
cord_value_writer_decimal (CordValueWriter *self, const char *text, gsize length)
{
  align (self);
  append (self, text, length);
  append (self, "", 1);
  end_value (self, "(s)");
}

void
cord_value_writer_boolean (CordValueWriter *self, gboolean value)
{
  const guint8 byte = value ? 1 : 0;

  align (self);
  append (self, &byte, 1);
  end_value (self, "b");
}

void
cord_value_writer_null (CordValueWriter *self)
{
  align (self);
  end_value (self, "mv");
}

void
cord_value_writer_value (CordValueWriter *self, GVariant *value)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (value);

  align (self);
  append (self, g_variant_get_data (sunk), g_variant_get_size (sunk));
  end_value (self, g_variant_get_type_string (sunk));
}

void
cord_value_writer_entry (CordValueWriter *self, const guint8 *entry, gsize size)
{
  align (self);
  append (self, entry, size);
  push_end (self, self->length - self->frame->start);
}
