/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-taxes.h"

#include "base/cord-value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PERCENT_DECIMALS 6
#define NAME_CHARACTERS_MAX 64

static const CordDecimal whole = { .unscaled = 100 };

enum
{
  TAX_NAME,
  TAX_PERCENT,
};

static const CordField tax_table[] = { [TAX_NAME] = { .name = "name" }, [TAX_PERCENT] = { .name = "percent" }, { 0 } };

static void
clear (gpointer data)
{
  CordTaxes *self = data;

  for (guint i = 0; i < self->n; i++)
    g_free (self->names[i]);
  g_free (self->text);
}

CordTaxes *
cord_taxes_ref (CordTaxes *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
cord_taxes_unref (CordTaxes *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

gboolean
cord_taxes_have_same_percents (const CordTaxes *self, const CordTaxes *other)
{
  return strcmp (self->text, other->text) == 0;
}

/* @percent has at most PERCENT_DECIMALS decimals. */
static void
add_percent (CordTaxes *self, CordDecimal percent, const char *name)
{
  __int128 millionths = percent.unscaled;

  for (guint i = percent.decimals; i < PERCENT_DECIMALS; i++)
    millionths *= 10;
  self->total.unscaled += millionths;
  self->total.decimals = PERCENT_DECIMALS;
  self->percents[self->n] = percent;
  self->names[self->n] = g_strdup (name);
  self->n++;
}

static gboolean
is_too_much (const CordTaxes *self)
{
  return cord_decimal_compare (self->total, whole) > 0;
}

static void
set_text (CordTaxes *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->n; i++)
    {
      g_autofree char *percent = cord_decimal_to_string (self->percents[i], 0);

      g_string_append_printf (text, "%s%s", i > 0 ? "+" : "", percent);
    }
  self->text = g_string_free (text, FALSE);
}

gboolean
cord_tax_is_name (const char *text)
{
  const glong length = text != NULL ? g_utf8_strlen (text, -1) : 0;

  if (length < 1 || length > NAME_CHARACTERS_MAX)
    return FALSE;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_iscntrl (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static gboolean
read_tax (CordTaxes *self, const CordView *object, const CordPlace *place, GError **error)
{
  CordFields fields;
  const char *name;
  CordDecimal percent;

  if (!cord_fields_collect (&fields, object, place, tax_table, error)
      || !cord_fields_string (&fields, TAX_NAME, &name, error))
    return FALSE;
  if (!cord_tax_is_name (name))
    return cord_place_refuse (place, tax_table[TAX_NAME].name, "invalid", error,
                              _ ("must be 1 to %d characters that can be shown"), NAME_CHARACTERS_MAX);
  if (!cord_fields_percent (&fields, TAX_PERCENT, &percent, error))
    return FALSE;
  add_percent (self, percent, name);
  return TRUE;
}

static gboolean
read_list (CordTaxes *self, const CordView *array, const CordPlace *list, GError **error)
{
  const gsize n = cord_view_length (array);

  self->listed = TRUE;
  if (n < 1 || n > CORD_TAXES_MAX)
    return cord_place_refuse (list, NULL, "invalid", error, _ ("must be a list of 1 to %d taxes"), CORD_TAXES_MAX);
  for (gsize i = 0; i < n; i++)
    {
      const CordPlace place = { .parent = list, .number = (guint)i + 1 };
      const CordView object = cord_view_at (array, i);

      if (!read_tax (self, &object, &place, error))
        return FALSE;
    }
  if (is_too_much (self))
    return cord_place_refuse (list, NULL, "invalid", error, _ ("must be at most 100 percent together"));
  return TRUE;
}

static gboolean
read_single (CordTaxes *self, const CordFields *fields, guint field, GError **error)
{
  CordDecimal percent = { 0 };

  if (cord_fields_has (fields, field) && !cord_fields_percent (fields, field, &percent, error))
    return FALSE;
  add_percent (self, percent, NULL);
  return TRUE;
}

CordTaxes *
cord_taxes_read (const CordFields *fields, guint field, GError **error)
{
  const CordPlace place = { .parent = fields->place, .name = cord_fields_name_of (fields, field) };
  g_autoptr (CordTaxes) self = g_atomic_rc_box_new0 (CordTaxes);
  const CordView *value = &fields->values[field];
  const gboolean is_list = value->shape == CORD_SHAPE_ARRAY;

  if (is_list ? !read_list (self, value, &place, error) : !read_single (self, fields, field, error))
    return NULL;
  set_text (self);
  return g_steal_pointer (&self);
}

CordTaxes *
cord_taxes_parse_key (const char *text)
{
  g_autoptr (CordTaxes) self = g_atomic_rc_box_new0 (CordTaxes);
  g_auto (GStrv) parts = g_strsplit (text, "+", CORD_TAXES_MAX + 1);
  const guint n = g_strv_length (parts);

  if (n < 1 || n > CORD_TAXES_MAX)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      CordDecimal percent;

      if (!cord_decimal_parse (parts[i], PERCENT_DECIMALS, FALSE, &percent, NULL))
        return NULL;
      add_percent (self, percent, NULL);
    }
  self->listed = n > 1;
  set_text (self);
  if (strcmp (self->text, text) != 0 || is_too_much (self))
    return NULL;
  return g_steal_pointer (&self);
}

GVariant *
cord_tax_draft_to_value (const char *name, const char *percent)
{
  return cord_value_of_strings (tax_table[TAX_NAME].name, name, tax_table[TAX_PERCENT].name, percent, NULL);
}
