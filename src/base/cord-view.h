/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a value of a document is; cord-value.h lists the shapes. */
typedef enum
{
  CORD_SHAPE_NONE, /* no value, or one of a type that documents do not have */
  CORD_SHAPE_STRING,
  CORD_SHAPE_INTEGER,
  CORD_SHAPE_OBJECT,
  CORD_SHAPE_ARRAY,
  CORD_SHAPE_BOOLEAN,
  CORD_SHAPE_DECIMAL,
  CORD_SHAPE_NULL,
} CordShape;

/**
 * CordView: a value where it lies in the bytes of a document, for those who go through all of a large one: to make a
 * GVariant of each value costs more than to read it. Valid as long as the document is.
 */
typedef struct
{
  CordShape shape;
  const guint8 *data;
  gsize size;
} CordView;

/* A document, or a value that was taken out of one, as a view. NULL has the shape NONE. */
CordView cord_view (GVariant *value);
/* How many members an object has, or elements an array; 0 for everything else. */
gsize cord_view_length (const CordView *self);
/* Element @index of an array, from 0. NONE where the bytes are no document. */
CordView cord_view_at (const CordView *array, gsize index);
/* Member @index of an object, from 0. *name lives as long as the document; "" where the bytes are none. */
CordView cord_view_member_at (const CordView *object, gsize index, const char **name);
/* The text of a string or a decimal; NULL for everything else. It lives as long as the document. */
const char *cord_view_get_text (const CordView *self);
/* The value of an integer; 0 for everything else. */
gint64 cord_view_get_integer (const CordView *self);
/* The value of a boolean; FALSE for everything else. */
gboolean cord_view_get_boolean (const CordView *self);

G_END_DECLS
