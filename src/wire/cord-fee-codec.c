/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-fee-codec.h"

#include "billing/cord-taxes.h"
#include "billing/cord-term.h"

#define TAX "tax"

static void
add_amounts (JsonArray *amounts, CordBuilder *fee)
{
  g_autoptr (GVariant) list = NULL;
  CordBuilder array;

  if (amounts == NULL)
    return;
  cord_builder_init_array (&array);
  for (guint i = 0; i < json_array_get_length (amounts); i++)
    {
      g_autofree char *number = cord_tmf_dup_number (json_array_get_element (amounts, i));

      cord_builder_add_string (&array, number != NULL ? number : "");
    }
  list = cord_builder_end (&array);
  cord_builder_value (fee, "amounts", list);
}

/* One percent, or a list of taxes with their names. */
static void
add_tax (JsonObject *object, CordBuilder *fee)
{
  JsonArray *taxes = cord_tmf_array (object, TAX);
  g_autofree char *percent = cord_tmf_dup_text (cord_tmf_find (object, TAX));
  g_autofree char *number = cord_tmf_dup_number (cord_tmf_find (object, TAX));
  g_autoptr (GVariant) list = NULL;
  CordBuilder array;

  if (taxes == NULL)
    {
      cord_builder_string (fee, TAX, number != NULL ? number : percent);
      return;
    }
  cord_builder_init_array (&array);
  for (guint i = 0; i < json_array_get_length (taxes); i++)
    {
      JsonObject *entry = cord_tmf_at (taxes, i);
      g_autofree char *rate = entry != NULL ? cord_tmf_dup_number (cord_tmf_find (entry, "percent")) : NULL;
      g_autoptr (GVariant) tax = cord_tax_draft_to_value (entry != NULL ? cord_tmf_string (entry, "name") : NULL, rate);

      cord_builder_add (&array, tax);
    }
  list = cord_builder_end (&array);
  cord_builder_value (fee, TAX, list);
}

GVariant *
cord_fee_from_tmf (JsonObject *object)
{
  static const char *const numbers[] = { "percent", "amount", "cap" };
  static const char *const words[] = { "kind", "of", "by" };
  CordBuilder fee;

  if (object == NULL || cord_tmf_string (object, "kind") == NULL)
    return NULL;
  cord_builder_init (&fee);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *word = cord_tmf_dup_text (cord_tmf_find (object, words[i]));

      cord_builder_string (&fee, words[i], word);
    }
  /* What is no number stays as it is, so that it is refused and not taken for absent. */
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      JsonNode *node = cord_tmf_find (object, numbers[i]);
      g_autofree char *number = cord_tmf_dup_number (node);
      g_autofree char *text = number == NULL ? cord_tmf_dup_text (node) : NULL;

      cord_builder_string (&fee, numbers[i], number != NULL ? number : text);
    }
  add_tax (object, &fee);
  add_amounts (cord_tmf_array (object, "amounts"), &fee);
  return cord_builder_end (&fee);
}

static gboolean
is_billable (GVariant *fee, guint scale)
{
  const CordTermDraft draft = { .months = 1, .etf = fee };
  const CordPlace place = { .name = "term" };
  g_autoptr (GVariant) value = cord_term_draft_to_value (&draft);
  const CordView view = cord_view (value);
  g_autoptr (CordTerm) term = cord_term_parse (&view, &place, scale, 1, NULL);

  return term != NULL;
}

gboolean
cord_fee_read (JsonObject *object, const char *path, guint scale, GVariant **out)
{
  *out = NULL;
  if (cord_tmf_is_absent (object, path))
    return TRUE;
  *out = cord_fee_from_tmf (cord_tmf_object (object, path));
  if (*out != NULL && !is_billable (*out, scale))
    g_clear_pointer (out, g_variant_unref);
  return *out != NULL;
}
