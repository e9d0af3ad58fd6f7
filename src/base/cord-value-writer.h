/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A document (cord-value.h) written straight into its bytes, from the front to the back, in the serialised form that
 * the GVariant specification fixes: no value is ever an object of its own, so that reading a text costs little more
 * than looking at it. The caller writes one value; inside a container, one value after the other, in an object each
 * after its name. The caller guarantees that texts are valid UTF-8 without NUL. */

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

/* @expected: bytes to reserve at first; more are taken as they are needed. */
void cord_value_writer_init (CordValueWriter *self, gsize expected);
/* Frees what was written; for a document that is given up. */
void cord_value_writer_clear (CordValueWriter *self);
GVariant *cord_value_writer_end (CordValueWriter *self); /* full reference; the writer is empty afterwards */

/* Begins an object, or an array; @frame is used until the container is closed. */
void cord_value_writer_open (CordValueWriter *self, CordValueFrame *frame, gboolean object);
void cord_value_writer_close (CordValueWriter *self); /* the innermost container */

/* A member's name and a string are written piece by piece: begin, text …, end. */
void cord_value_writer_begin_name (CordValueWriter *self);   /* inside an object, before each value */
void cord_value_writer_end_name (CordValueWriter *self);     /* the value follows */
void cord_value_writer_begin_string (CordValueWriter *self); /* a value that is a string */
/* Appends @length bytes to the name or the string. */
void cord_value_writer_text (CordValueWriter *self, const char *text, gsize length);
void cord_value_writer_end_string (CordValueWriter *self); /* the value is whole */

void cord_value_writer_integer (CordValueWriter *self, gint64 value); /* a value */
/* A number with a fraction, as it was written. */
void cord_value_writer_decimal (CordValueWriter *self, const char *text, gsize length);
void cord_value_writer_boolean (CordValueWriter *self, gboolean value); /* a value */
void cord_value_writer_null (CordValueWriter *self);                    /* a value */
void cord_value_writer_value (CordValueWriter *self, GVariant *value);  /* any value; sinks a floating one */
/* A member of another object, with its name, as it lies in the bytes of that. */
void cord_value_writer_entry (CordValueWriter *self, const guint8 *entry, gsize size);

G_END_DECLS
