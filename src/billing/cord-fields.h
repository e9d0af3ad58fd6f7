/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"
#include "billing/cord-place.h"

G_BEGIN_DECLS

#define CORD_FIELDS_MAX 16

/**
 * CordFields: the members of one object of the input, collected in a single pass and read with exact types.
 * A member that is absent differs from one that is null; members nobody asked for are left alone.
 */
typedef struct
{
  const CordPlace *place;
  const char *const *names; /* NULL-terminated, at most CORD_FIELDS_MAX */
  GVariant *values[CORD_FIELDS_MAX];
} CordFields;

/* FALSE when @object is not an object. */
gboolean cord_fields_collect (CordFields *self, GVariant *object, const CordPlace *place, const char *const *names,
                              GError **error);
void cord_fields_clear (CordFields *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordFields, cord_fields_clear)

gboolean cord_fields_has (const CordFields *self, guint field);
gboolean cord_fields_is_null (const CordFields *self, guint field);

/* Each answers FALSE with the member named when the member is absent or of another type or form. Strings and
 * values are owned by @self. */
gboolean cord_fields_string (const CordFields *self, guint field, const char **out, GError **error);
gboolean cord_fields_name (const CordFields *self, guint field, const char **out, GError **error);
gboolean cord_fields_integer (const CordFields *self, guint field, gint64 minimum, gint64 maximum, gint64 *out,
                              GError **error);
/* A decimal written as a string: non-negative, at most @max_decimals decimals. */
gboolean cord_fields_decimal (const CordFields *self, guint field, guint max_decimals, CordDecimal *out,
                              GError **error);
/* 0 to 100 with at most six decimals. */
gboolean cord_fields_percent (const CordFields *self, guint field, CordDecimal *out, GError **error);
gboolean cord_fields_array (const CordFields *self, guint field, GVariant **out, GError **error);

/* The same for a text that stands in no field. */
gboolean cord_billing_name_is_valid (const char *text); /* 1 to 64 of A-Za-z0-9_- */
gboolean cord_billing_decimal_parse (const char *text, guint max_decimals, const CordPlace *place, const char *member,
                                     CordDecimal *out, GError **error);

G_END_DECLS
