/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-fields.h"

#include "base/cord-value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_MAX_LENGTH 64
#define PERCENT_DECIMALS 6

static gpointer
slot (const CordField *field, gpointer draft)
{
  return (guint8 *)draft + field->offset;
}

static const void *
peek_slot (const CordField *field, gconstpointer draft)
{
  return (const guint8 *)draft + field->offset;
}

void
cord_fields_write (const CordField *table, gconstpointer draft, CordBuilder *builder)
{
  for (const CordField *field = table; field->name != NULL; field++)
    switch (field->kind)
      {
      case CORD_FIELD_TEXT:
        cord_builder_string (builder, field->name, *(const char *const *)peek_slot (field, draft));
        break;
      case CORD_FIELD_COUNT:
      case CORD_FIELD_NUMBER:
        if (field->kind == CORD_FIELD_NUMBER || *(const gint64 *)peek_slot (field, draft) != 0)
          cord_builder_integer (builder, field->name, *(const gint64 *)peek_slot (field, draft));
        break;
      case CORD_FIELD_VALUE:
        cord_builder_value (builder, field->name, *(GVariant *const *)peek_slot (field, draft));
        break;
      case CORD_FIELD_CHECKED:
      default:
        break;
      }
}

/* FALSE when @value is not what a draft holds in @field. Texts are borrowed from @object, where they outlive @value. */
static gboolean
read_member (const CordField *field, GVariant *object, GVariant *value, gpointer draft)
{
  switch (field->kind)
    {
    case CORD_FIELD_TEXT:
      *(const char **)slot (field, draft) = cord_value_get_string (object, field->name);
      return *(const char **)slot (field, draft) != NULL;
    case CORD_FIELD_COUNT:
    case CORD_FIELD_NUMBER:
      if (!g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
        return FALSE;
      *(gint64 *)slot (field, draft) = g_variant_get_int64 (value);
      return field->kind == CORD_FIELD_NUMBER || g_variant_get_int64 (value) != 0;
    case CORD_FIELD_VALUE:
      if (*(GVariant **)slot (field, draft) != NULL)
        return FALSE;
      *(GVariant **)slot (field, draft) = g_variant_ref (value);
      return TRUE;
    case CORD_FIELD_CHECKED:
    default:
      return FALSE;
    }
}

static const CordField *
find_field (const CordField *table, const char *name)
{
  for (const CordField *field = table; field->name != NULL; field++)
    if (field->name[0] == name[0] && strcmp (field->name, name) == 0) /* most differ in the first letter */
      return field;
  return NULL;
}

void
cord_fields_read (const CordField *table, GVariant *object, gpointer draft, GVariant **others)
{
  g_autoptr (GVariant) rest = NULL;
  GVariantIter iter;
  const char *name;
  GVariant *value;
  CordBuilder builder;

  if (others != NULL)
    *others = NULL;
  if (!g_variant_is_of_type (object, CORD_VALUE_OBJECT))
    return;
  cord_builder_init (&builder);
  g_variant_iter_init (&iter, object);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      const CordField *field = find_field (table, name);

      if (field == NULL || !read_member (field, object, value, draft))
        cord_builder_value (&builder, name, value);
    }
  rest = cord_builder_end (&builder);
  if (others != NULL && g_variant_n_children (rest) > 0)
    *others = g_steal_pointer (&rest);
}

void
cord_fields_clear_draft (const CordField *table, gpointer draft)
{
  for (const CordField *field = table; field->name != NULL; field++)
    if (field->kind == CORD_FIELD_VALUE)
      g_clear_pointer ((GVariant **)slot (field, draft), g_variant_unref);
}

gboolean
cord_fields_collect (CordFields *self, const CordView *object, const CordPlace *place, const CordField *table,
                     GError **error)
{
  const gsize n = cord_view_length (object);

  memset (self, 0, sizeof *self);
  self->place = place;
  self->table = table;
  if (object->shape != CORD_SHAPE_OBJECT)
    return cord_place_refuse (place, NULL, "invalid", error, _ ("must be an object"));
  for (gsize i = 0; i < n; i++)
    {
      const char *name;
      const CordView value = cord_view_member_at (object, i, &name);
      const CordField *field = find_field (table, name);

      if (field != NULL && !cord_fields_has (self, (guint)(field - table)))
        self->values[field - table] = value;
    }
  return TRUE;
}

gboolean
cord_fields_has (const CordFields *self, guint field)
{
  return self->values[field].shape != CORD_SHAPE_NONE;
}

const char *
cord_fields_name_of (const CordFields *self, guint field)
{
  return self->table[field].name;
}

gboolean
cord_fields_is_null (const CordFields *self, guint field)
{
  return self->values[field].shape == CORD_SHAPE_NULL;
}

/* @message is put into the reader's language only where it is needed: that takes longer than to read the member. */
static gboolean
require (const CordFields *self, guint field, CordShape shape, const char *message, GError **error)
{
  const char *member = self->table[field].name;

  if (!cord_fields_has (self, field))
    return cord_place_refuse (self->place, member, "invalid", error, _ ("is missing"));
  if (self->values[field].shape != shape)
    return cord_place_refuse (self->place, member, "invalid", error, "%s", _ (message));
  return TRUE;
}

gboolean
cord_fields_string (const CordFields *self, guint field, const char **out, GError **error)
{
  if (!require (self, field, CORD_SHAPE_STRING, N_ ("must be a string"), error))
    return FALSE;
  *out = cord_view_get_text (&self->values[field]);
  return TRUE;
}

gboolean
cord_billing_name_is_valid (const char *text)
{
  gsize length = 0;

  for (; text[length] != '\0'; length++)
    if (length >= NAME_MAX_LENGTH || !(g_ascii_isalnum (text[length]) || text[length] == '_' || text[length] == '-'))
      return FALSE;
  return length > 0;
}

gboolean
cord_fields_name (const CordFields *self, guint field, const char **out, GError **error)
{
  if (!cord_fields_string (self, field, out, error))
    return FALSE;
  if (!cord_billing_name_is_valid (*out))
    return cord_place_refuse (self->place, self->table[field].name, "invalid", error,
                              _ ("must be 1 to 64 letters, digits, “_” or “-”"));
  return TRUE;
}

gboolean
cord_fields_integer (const CordFields *self, guint field, gint64 minimum, gint64 maximum, gint64 *out, GError **error)
{
  if (!require (self, field, CORD_SHAPE_INTEGER, N_ ("must be a whole number"), error))
    return FALSE;
  *out = cord_view_get_integer (&self->values[field]);
  if (*out < minimum || *out > maximum)
    {
      g_autofree char *least = g_strdup_printf ("%" G_GINT64_FORMAT, minimum);
      g_autofree char *most = g_strdup_printf ("%" G_GINT64_FORMAT, maximum);

      return cord_place_refuse (self->place, self->table[field].name, "invalid", error, _ ("must be from %s to %s"),
                                least, most);
    }
  return TRUE;
}

gboolean
cord_billing_decimal_parse (const char *text, guint max_decimals, const CordPlace *place, const char *member,
                            CordDecimal *out, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (cord_decimal_parse (text, max_decimals, FALSE, out, &cause))
    return TRUE;
  return cord_place_refuse (place, member, cord_place_reason (cause), error,
                            _ ("must be a plain non-negative number with at most %u decimals"), max_decimals);
}

gboolean
cord_fields_decimal (const CordFields *self, guint field, guint max_decimals, CordDecimal *out, GError **error)
{
  const char *text;

  return cord_fields_string (self, field, &text, error)
         && cord_billing_decimal_parse (text, max_decimals, self->place, self->table[field].name, out, error);
}

gboolean
cord_fields_percent (const CordFields *self, guint field, CordDecimal *out, GError **error)
{
  const CordDecimal whole = { .unscaled = 100, .decimals = 0 };

  if (!cord_fields_decimal (self, field, PERCENT_DECIMALS, out, error))
    return FALSE;
  if (cord_decimal_compare (*out, whole) > 0)
    return cord_place_refuse (self->place, self->table[field].name, "invalid", error,
                              _ ("must be from 0 to 100 percent"));
  return TRUE;
}

gboolean
cord_fields_array (const CordFields *self, guint field, const CordView **out, GError **error)
{
  if (!require (self, field, CORD_SHAPE_ARRAY, N_ ("must be a list"), error))
    return FALSE;
  *out = &self->values[field];
  return TRUE;
}

gboolean
cord_fields_either (const CordFields *self, guint field, const char *first_word, const char *second_word,
                    gboolean *second, GError **error)
{
  const char *text;

  *second = FALSE;
  if (!cord_fields_has (self, field))
    return TRUE;
  if (!cord_fields_string (self, field, &text, error))
    return FALSE;
  *second = strcmp (text, second_word) == 0;
  return *second || strcmp (text, first_word) == 0
         || cord_place_refuse (self->place, self->table[field].name, "invalid", error, _ ("must be “%s” or “%s”"),
                               first_word, second_word);
}
