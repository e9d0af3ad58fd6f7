/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-term.h"

#include "base/cord-value.h"
#include "billing/cord-fields.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TERM_MONTHS_MAX 1200

enum
{
  TERM_MONTHS,
  TERM_ETF,
};

#define ROW(name, kind, member) CORD_FIELD_ROW (CordTermDraft, name, kind, member)

static const CordField term_table[] = {
  [TERM_MONTHS] = ROW ("months", COUNT, months),
  [TERM_ETF] = ROW ("etf", VALUE, etf),
  { 0 },
};

enum
{
  ETF_KIND,
  ETF_CAP,
  ETF_TAX,
  ETF_AMOUNTS,
  ETF_PERCENT,
  ETF_AMOUNT,
  ETF_OF,
  ETF_BY,
};

#define FEE(name, kind, member) CORD_FIELD_ROW (CordEtfDraft, name, kind, member)

static const CordField etf_table[] = {
  [ETF_KIND] = FEE ("kind", TEXT, kind),
  [ETF_CAP] = FEE ("cap", TEXT, cap),
  [ETF_TAX] = { .name = "tax" },
  [ETF_AMOUNTS] = { .name = "amounts" },
  [ETF_PERCENT] = FEE ("percent", TEXT, percent),
  [ETF_AMOUNT] = FEE ("amount", TEXT, amount),
  [ETF_OF] = { .name = "of" },
  [ETF_BY] = { .name = "by" },
  { 0 },
};

void
cord_term_free (CordTerm *self)
{
  g_free (self->amounts);
  g_clear_pointer (&self->taxes, cord_taxes_unref);
  g_free (self);
}

static gboolean
read_amounts (CordTerm *self, const CordFields *fields, guint max_decimals, GError **error)
{
  const CordPlace list = { .parent = fields->place, .name = "amounts" };
  const CordView *array;

  self->kind = CORD_ETF_TABLE;
  if (!cord_fields_array (fields, ETF_AMOUNTS, &array, error))
    return FALSE;
  self->n_amounts = (guint)cord_view_length (array);
  self->amounts = g_new0 (CordDecimal, self->n_amounts);
  for (guint i = 0; i < self->n_amounts; i++)
    {
      const CordPlace place = { .parent = &list, .number = i + 1 };
      const CordView value = cord_view_at (array, i);

      if (value.shape != CORD_SHAPE_STRING)
        return cord_place_refuse (&place, NULL, "invalid", error, _ ("must be a string"));
      if (!cord_billing_decimal_parse (cord_view_get_text (&value), max_decimals, &place, NULL, &self->amounts[i],
                                       error))
        return FALSE;
      if (i > 0 && cord_decimal_compare (self->amounts[i], self->amounts[i - 1]) > 0)
        return cord_place_refuse (&place, NULL, "invalid", error, _ ("must not be more than the amount before it"));
    }
  return TRUE;
}

/* A member that has one value only, @word, or is left out. */
static gboolean
read_word (const CordFields *fields, guint field, const char *word, gboolean *out, GError **error)
{
  const char *text;

  *out = cord_fields_has (fields, field);
  if (!*out)
    return TRUE;
  return cord_fields_string (fields, field, &text, error)
         && (strcmp (text, word) == 0
             || cord_place_refuse (fields->place, cord_fields_name_of (fields, field), "invalid", error,
                                   _ ("must be “%s”"), word));
}

static gboolean
read_remaining (CordTerm *self, const CordFields *fields, int cycle_months, GError **error)
{
  self->kind = CORD_ETF_REMAINING;
  self->percent = (CordDecimal){ .unscaled = 100 };
  if (cycle_months == 0)
    return cord_place_refuse (fields->place, "kind", "impossible", error,
                              _ ("“remaining” goes only with cycles counted in months"));
  if (!read_word (fields, ETF_OF, "net", &self->net, error) || !read_word (fields, ETF_BY, "day", &self->by_day, error))
    return FALSE;
  return !cord_fields_has (fields, ETF_PERCENT) || cord_fields_percent (fields, ETF_PERCENT, &self->percent, error);
}

static gboolean
read_kind (CordTerm *self, const CordFields *fields, guint max_decimals, int cycle_months, GError **error)
{
  const char *kind;

  if (!cord_fields_string (fields, ETF_KIND, &kind, error))
    return FALSE;
  if (strcmp (kind, "table") == 0)
    return read_amounts (self, fields, max_decimals, error);
  if (strcmp (kind, "remaining") == 0)
    return read_remaining (self, fields, cycle_months, error);
  if (strcmp (kind, "subsidy") == 0)
    {
      self->kind = CORD_ETF_SUBSIDY;
      return cord_fields_decimal (fields, ETF_AMOUNT, max_decimals, &self->amount, error);
    }
  return cord_place_refuse (fields->place, "kind", "invalid", error, _ ("must be “table”, “remaining” or “subsidy”"));
}

static gboolean
read_etf (CordTerm *self, const CordView *object, const CordPlace *place, guint scale, int cycle_months, GError **error)
{
  const guint max_decimals = scale + CORD_UNIT_PRICE_EXTRA;
  CordFields fields;

  if (!cord_fields_collect (&fields, object, place, etf_table, error)
      || !read_kind (self, &fields, max_decimals, cycle_months, error))
    return FALSE;
  self->capped = cord_fields_has (&fields, ETF_CAP);
  if (self->capped && !cord_fields_decimal (&fields, ETF_CAP, max_decimals, &self->cap, error))
    return FALSE;
  self->taxes = cord_taxes_read (&fields, ETF_TAX, error);
  return self->taxes != NULL;
}

CordTerm *
cord_term_parse (const CordView *object, const CordPlace *place, guint scale, int cycle_months, GError **error)
{
  const CordPlace etf_place = { .parent = place, .name = "etf" };
  g_autoptr (CordTerm) self = g_new0 (CordTerm, 1);
  CordFields fields;
  gint64 months;

  if (!cord_fields_collect (&fields, object, place, term_table, error)
      || !cord_fields_integer (&fields, TERM_MONTHS, 1, TERM_MONTHS_MAX, &months, error))
    return NULL;
  self->months = (int)months;
  if (cord_fields_has (&fields, TERM_ETF)
      && !read_etf (self, &fields.values[TERM_ETF], &etf_place, scale, cycle_months, error))
    return NULL;
  return g_steal_pointer (&self);
}

GVariant *
cord_term_draft_to_value (const CordTermDraft *self)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_fields_write (term_table, self, &builder);
  return cord_builder_end (&builder);
}

void
cord_etf_draft_read (CordEtfDraft *self, GVariant *etf)
{
  *self = (CordEtfDraft){ 0 };
  cord_fields_read (etf_table, etf, self, NULL);
}
