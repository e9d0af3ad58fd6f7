/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An object or an array as it lies in memory, in the serialised form that the GVariant specification fixes: elements
 * that begin at multiples of eight, and after them the end of each as a little-endian offset. Every document is read
 * through its bytes: making a GVariant of each element on the way costs more than all the rest of a quote. */
typedef struct
{
  const guint8 *data;
  gsize size;
  gsize ends; /* where the offsets begin */
  gsize n;
  gsize width; /* of an offset */
} CordValueEntries;

/* The elements of a GVariant, which becomes bytes if it was a tree. FALSE when there are none. */
gboolean cord_value_entries_read (CordValueEntries *self, GVariant *container);
/* The elements of a container's bytes. FALSE when there are none. */
gboolean cord_value_entries_read_bytes (CordValueEntries *self, const guint8 *data, gsize size);
/* The bytes of element @index. */
gboolean cord_value_entries_at (const CordValueEntries *self, gsize index, const guint8 **data, gsize *size);
/* The box of an object's entry whose name has this length: a variant's bytes. */
gboolean cord_value_entry_box (const guint8 *entry, gsize whole, gsize key_length, const guint8 **box, gsize *size);

G_END_DECLS
