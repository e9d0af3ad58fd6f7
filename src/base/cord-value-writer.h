/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A document (cord-value.h) written straight into its bytes, from the front to the back, in the serialised form that
 * the GVariant specification fixes: no value is ever an object of its own, so that reading a text costs little more
 * than looking at it. The caller writes one value; inside a container, one value after the other, in an object each
 * after its name. Texts are valid UTF-8 without NUL; that is the caller's to know. */

/* A container that is being written; it lies with the caller until it is closed. */
typedef struct _CordValueFrame CordValueFrame;
struct _CordValueFrame
{
  CordValueFrame *parent;
  gboolean object;
  gsize start;
  gsize entry;    /* where the member in hand began */
  gsize name_end; /* of its name, counted from there */
  gsize first_end;
};

typedef struct
{
  guint8 *data;
  gsize length;
  gsize capacity;
  gsize *ends; /* of the elements of all open containers, each counted from its container's start */
  gsize n_ends;
  gsize ends_capacity;
  CordValueFrame *frame;
  const GVariantType *type; /* of the whole, once it is written */
} CordValueWriter;

void cord_value_writer_init (CordValueWriter *self, gsize expected);
void cord_value_writer_clear (CordValueWriter *self);
GVariant *cord_value_writer_end (CordValueWriter *self); /* full reference; the writer is empty afterwards */

void cord_value_writer_open (CordValueWriter *self, CordValueFrame *frame, gboolean object);
void cord_value_writer_close (CordValueWriter *self);

/* A member's name and a string are written piece by piece: begin, text …, end. */
void cord_value_writer_begin_name (CordValueWriter *self);
void cord_value_writer_end_name (CordValueWriter *self);
void cord_value_writer_begin_string (CordValueWriter *self);
void cord_value_writer_text (CordValueWriter *self, const char *text, gsize length);
void cord_value_writer_end_string (CordValueWriter *self);

void cord_value_writer_integer (CordValueWriter *self, gint64 value);
void cord_value_writer_decimal (CordValueWriter *self, const char *text, gsize length);
void cord_value_writer_boolean (CordValueWriter *self, gboolean value);
void cord_value_writer_null (CordValueWriter *self);

G_END_DECLS
