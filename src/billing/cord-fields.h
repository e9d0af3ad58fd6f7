/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"
#include "base/cord-value.h"
#include "base/cord-view.h"
#include "billing/cord-place.h"

G_BEGIN_DECLS

#define CORD_FIELDS_MAX 20

/**
 * CordFieldKind: how a draft holds a member, and when it has none.
 * @CORD_FIELD_CHECKED: not at all; the member is only ever read through CordFields
 * @CORD_FIELD_TEXT: const char *, NULL; borrowed from the caller who filled the draft, or from the object it was read
 * from
 * @CORD_FIELD_COUNT: gint64, 0
 * @CORD_FIELD_NUMBER: gint64; always there
 * @CORD_FIELD_VALUE: GVariant *, NULL; a full reference
 */
typedef enum
{
  CORD_FIELD_CHECKED,
  CORD_FIELD_TEXT,
  CORD_FIELD_COUNT,
  CORD_FIELD_NUMBER,
  CORD_FIELD_VALUE,
} CordFieldKind;

/**
 * CordField: one member of an object of the quote's input document. An object's members are declared once, in a table
 * of these that ends with a row without a name and has at most CORD_FIELDS_MAX others. By it the object is checked and
 * read (CordFields), and by it the object is written from a plain struct, its draft.
 * @offset: of the member in the draft
 */
typedef struct
{
  const char *name;
  CordFieldKind kind;
  gsize offset;
} CordField;

/* A row for @member of @Draft. Formatted by hand: versions of clang-format differ on braces in a macro. */
/* clang-format off */
#define CORD_FIELD_ROW(Draft, name, kind, member) { name, CORD_FIELD_##kind, G_STRUCT_OFFSET (Draft, member) }
/* clang-format on */

/* Adds the members of @draft to the object that @builder makes. */
void cord_fields_write (const CordField *table, gconstpointer draft, CordBuilder *builder);
/* Fills @draft, which is all zero, with the members of @object that have the types of the table, and checks nothing
 * else of them. *others, unless it is NULL: the members that the table does not name, or names with another type, as an
 * object (full reference); NULL when there are none. */
void cord_fields_read (const CordField *table, GVariant *object, gpointer draft, GVariant **others);
/* Releases the values that @draft holds. */
void cord_fields_clear_draft (const CordField *table, gpointer draft);

/**
 * CordFields: the members of one object of the input, collected in a single pass and read with exact types. All of it
 * is borrowed, and what is read from it lives as long as the document. A member that is absent differs from one that is
 * null; members that the table does not name are ignored, and of two with one name the first counts.
 * @place: where the object stands, for errors
 * @values: of each row of the table, of shape NONE when absent
 */
typedef struct
{
  const CordPlace *place;
  const CordField *table;
  CordView values[CORD_FIELDS_MAX];
} CordFields;

/* Collects the members of @object that @table names. FALSE, INVALID, when it is not an object. */
gboolean cord_fields_collect (CordFields *self, const CordView *object, const CordPlace *place, const CordField *table,
                              GError **error);

/* TRUE when the member is there, even when it is null. @field, here and below: the row of the table. */
gboolean cord_fields_has (const CordFields *self, guint field);
/* TRUE when the member is there and null. */
gboolean cord_fields_is_null (const CordFields *self, guint field);
/* The name of the member, from the table. */
const char *cord_fields_name_of (const CordFields *self, guint field);

/* The text of a member. FALSE, INVALID with the member at fault, when it is absent or of another type or form, as in
 * all that follow. */
gboolean cord_fields_string (const CordFields *self, guint field, const char **out, GError **error);
/* A name of the quote format: of an offer, a product or a discount. */
gboolean cord_fields_name (const CordFields *self, guint field, const char **out, GError **error);
/* From @minimum to @maximum, both allowed. */
gboolean cord_fields_integer (const CordFields *self, guint field, gint64 minimum, gint64 maximum, gint64 *out,
                              GError **error);
/* A decimal written as a string: non-negative, at most @max_decimals decimals. */
gboolean cord_fields_decimal (const CordFields *self, guint field, guint max_decimals, CordDecimal *out,
                              GError **error);
/* 0 to 100 with at most six decimals. */
gboolean cord_fields_percent (const CordFields *self, guint field, CordDecimal *out, GError **error);
/* One of two words; *second: whether it is @second_word. A member that is left out is @first_word. */
gboolean cord_fields_either (const CordFields *self, guint field, const char *first_word, const char *second_word,
                             gboolean *second, GError **error);
/* A list; an object is none. */
gboolean cord_fields_array (const CordFields *self, guint field, const CordView **out, GError **error);

/* TRUE when @text is a name of the quote format: 1 to 64 of A-Za-z0-9_-. */
gboolean cord_billing_name_is_valid (const char *text);
/* As cord_fields_decimal for a text that is in no field; @member of @place is at fault. */
gboolean cord_billing_decimal_parse (const char *text, guint max_decimals, const CordPlace *place, const char *member,
                                     CordDecimal *out, GError **error);

G_END_DECLS
