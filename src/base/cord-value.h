/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "base/cord-error.h"
#include "base/cord-value-writer.h"

G_BEGIN_DECLS

/* Documents. What passes between layers is an immutable tree held in a GVariant:
 *
 *   object   a{sv}        integer  x       string  s
 *   array    av           boolean  b       null    mv holding nothing
 *   decimal  (s): a number with a fraction, as written; only in documents read from outside
 *
 * The values inside a{sv} and av are of these six shapes. Event bodies hold no null and no decimal. */

#define CORD_VALUE_OBJECT (G_VARIANT_TYPE ("a{sv}"))
#define CORD_VALUE_ARRAY (G_VARIANT_TYPE ("av"))
#define CORD_VALUE_DECIMAL (G_VARIANT_TYPE ("(s)"))

/* Reading: @path is "member" or "member.member"; an absent or differently typed member answers the
 * default. Strings are owned by @object. */
const char *cord_value_get_string (GVariant *object, const char *path);              /* NULL when absent */
gint64 cord_value_get_integer (GVariant *object, const char *path, gint64 fallback); /* @fallback when absent */
gboolean cord_value_get_boolean (GVariant *object, const char *path);                /* FALSE when absent */
gboolean cord_value_has (GVariant *object, const char *path);                        /* whatever its type */
GVariant *cord_value_dup (GVariant *object, const char *path); /* full reference or NULL; unboxed from its variant */
GVariant *cord_value_dup_object (GVariant *object, const char *path); /* never NULL: an empty object when absent */
GVariant *cord_value_dup_array (GVariant *object, const char *path);  /* never NULL: an empty array when absent */
gsize cord_value_length (GVariant *array);                            /* 0 for NULL */
GVariant *cord_value_dup_at (GVariant *array, gsize index);           /* unboxed, full reference */

/* Building objects and arrays: their members are written straight into their bytes. Each call skips NULL strings and
 * NULL values and sinks floating values. cord_builder_end answers a full (sunk) reference and empties the builder,
 * which must stay where it is until then. */
typedef struct
{
  CordValueWriter writer;
  CordValueFrame frame;
} CordBuilder;

void cord_builder_init (CordBuilder *self);                                       /* an object */
void cord_builder_string (CordBuilder *self, const char *key, const char *value); /* nothing for NULL */
void cord_builder_integer (CordBuilder *self, const char *key, gint64 value);     /* a member that is an integer */
void cord_builder_boolean (CordBuilder *self, const char *key, gboolean value);   /* a member that is a boolean */
void cord_builder_value (CordBuilder *self, const char *key, GVariant *value);    /* any shape; nothing for NULL */
void cord_builder_null (CordBuilder *self, const char *key);                      /* a member that is null */
/* An array of strings; @values ends with NULL. */
void cord_builder_strv (CordBuilder *self, const char *key, const char *const *values);
/* Copies every member of @object. */
void cord_builder_extend (CordBuilder *self, GVariant *object);
GVariant *cord_builder_end (CordBuilder *self); /* full reference; the builder is empty afterwards */

void cord_builder_init_array (CordBuilder *self);                    /* an array: use cord_builder_add */
void cord_builder_add (CordBuilder *self, GVariant *value);          /* an element; nothing for NULL */
void cord_builder_add_string (CordBuilder *self, const char *value); /* an element; nothing for NULL */

GVariant *cord_value_empty_object (void); /* full reference */
GVariant *cord_value_empty_array (void);  /* full reference */
/* One-line object of strings: cord_value_of_strings ("a", "x", "b", "y", NULL); NULL values are skipped. */
GVariant *cord_value_of_strings (const char *key, ...) G_GNUC_NULL_TERMINATED;

/* RFC 8785 canonical bytes: members sorted by UTF-16 code units, no white space, minimal escapes.
 * A decimal is written in the shortest form of ECMAScript's Number::toString, as the RFC asks. */
char *cord_value_to_canonical (GVariant *value, gsize *length);
/* Lower-case hex SHA-256 of the canonical bytes, with @prefix bytes before them (may be NULL). */
char *cord_value_digest (GVariant *value, const char *prefix, gsize prefix_length);
gboolean cord_value_equal (GVariant *a, GVariant *b); /* same canonical bytes; NULLs equal */

G_END_DECLS
