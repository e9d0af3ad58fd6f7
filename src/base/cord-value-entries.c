/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-value-private.h"

static gsize
offset_width (gsize size)
{
  if (size <= G_MAXUINT8)
    return 1;
  if (size <= G_MAXUINT16)
    return 2;
  return size <= G_MAXUINT32 ? 4 : 8;
}

static gsize
read_offset (const guint8 *at, gsize width)
{
  gsize offset = 0;

  for (gsize i = 0; i < width; i++)
    offset |= (gsize)at[i] << (8 * i);
  return offset;
}

gboolean
cord_value_entries_read (CordValueEntries *self, GVariant *container)
{
  /* a tree that is serialised later would drop the children strings were borrowed from */
  return cord_value_entries_read_bytes (self, g_variant_get_data (container), g_variant_get_size (container));
}

gboolean
cord_value_entries_read_bytes (CordValueEntries *self, const guint8 *data, gsize size)
{
  self->data = data;
  self->size = size;
  self->width = offset_width (self->size);
  if (self->data == NULL || self->size <= self->width)
    return FALSE;
  self->ends = read_offset (self->data + self->size - self->width, self->width);
  if (self->ends > self->size - self->width)
    return FALSE;
  self->n = (self->size - self->ends) / self->width;
  return TRUE;
}

gboolean
cord_value_entries_at (const CordValueEntries *self, gsize index, const guint8 **data, gsize *size)
{
  gsize start = index > 0
                    ? (read_offset (self->data + self->ends + (index - 1) * self->width, self->width) + 7) & ~(gsize)7
                    : 0;
  gsize end = read_offset (self->data + self->ends + index * self->width, self->width);

  if (start > end || end > self->ends)
    return FALSE;
  *data = self->data + start;
  *size = end - start;
  return TRUE;
}

gboolean
cord_value_entry_box (const guint8 *entry, gsize whole, gsize key_length, const guint8 **box, gsize *size)
{
  gsize width = offset_width (whole);
  gsize start = (key_length + 1 + 7) & ~(gsize)7;

  if (start + width > whole)
    return FALSE;
  *box = entry + start;
  *size = whole - width - start;
  return TRUE;
}
