/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-allowance.h"

#include "base/cord-value.h"
#include "billing/cord-fields.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define AMOUNT_MAX 1000000000000000 /* a petabyte in bytes */

enum
{
  FIELD_AMOUNT,
  FIELD_PARTIAL,
};

static const CordField allowance_table[] = { { .name = "amount" }, { .name = "partial" }, { 0 } };

static gboolean
read_part (const CordFields *fields, CordAllowancePart *out, GError **error)
{
  static const char *const words[] = { "prorate", "full", "forfeit" };
  const char *text;

  if (!cord_fields_string (fields, FIELD_PARTIAL, &text, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (text, words[i]) == 0)
      {
        *out = (CordAllowancePart)i;
        return TRUE;
      }
  return cord_place_refuse (fields->place, "partial", "invalid", error, _ ("must be “prorate”, “full” or “forfeit”"));
}

static gboolean
read_allowance (const char *name, const CordView *object, const CordPlace *list, GStringChunk *strings, GArray *out,
                GError **error)
{
  const CordPlace place = { .parent = list, .name = name };
  CordFields fields;
  CordAllowance allowance = { 0 };

  if (!cord_billing_name_is_valid (name))
    return cord_place_refuse (list, NULL, "invalid", error,
                              _ ("the name of an allowance must be 1 to 64 letters, digits, “_” or “-”"));
  if (!cord_fields_collect (&fields, object, &place, allowance_table, error)
      || !cord_fields_integer (&fields, FIELD_AMOUNT, 0, AMOUNT_MAX, &allowance.amount, error)
      || !read_part (&fields, &allowance.part, error))
    return FALSE;
  allowance.name = g_string_chunk_insert_const (strings, name);
  g_array_append_val (out, allowance);
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (((const CordAllowance *)a)->name, ((const CordAllowance *)b)->name);
}

GArray *
cord_allowances_parse (const CordView *object, const CordPlace *place, GStringChunk *strings, GError **error)
{
  g_autoptr (GArray) allowances = g_array_new (FALSE, FALSE, sizeof (CordAllowance));
  const gsize n = cord_view_length (object);

  if (object->shape != CORD_SHAPE_OBJECT)
    {
      cord_place_refuse (place, NULL, "invalid", error, _ ("must be an object"));
      return NULL;
    }
  for (gsize i = 0; i < n; i++)
    {
      const char *name;
      const CordView value = cord_view_member_at (object, i, &name);

      if (!read_allowance (name, &value, place, strings, allowances, error))
        return NULL;
    }
  g_array_sort (allowances, compare_names);
  return g_steal_pointer (&allowances);
}

GVariant *
cord_allowance_draft_to_value (gint64 amount, const char *partial)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_integer (&builder, allowance_table[FIELD_AMOUNT].name, amount);
  cord_builder_string (&builder, allowance_table[FIELD_PARTIAL].name, partial);
  return cord_builder_end (&builder);
}
