/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-tax-list.h"

#include "base/cord-rational.h"
#include "billing/cord-dated-price.h"
#include "billing/cord-taxes.h"

#define PERCENT_DECIMALS 6
#define ENTRIES_MAX 64

typedef struct
{
  const char *name;
  const char *percent;
  CordDate from; /* CORD_DATE_NONE: since ever */
  CordDate until;
} Entry;

static gboolean
read_date (GVariant *object, const char *member, CordDate *out)
{
  const char *text = cord_value_get_string (object, member);

  *out = CORD_DATE_NONE;
  return !cord_value_has (object, member) || (text != NULL && cord_date_parse (text, out, NULL));
}

static gboolean
read_entry (Entry *out, GVariant *object)
{
  *out
      = (Entry){ .name = cord_value_get_string (object, "name"), .percent = cord_value_get_string (object, "percent") };
  return read_date (object, "from", &out->from) && read_date (object, "until", &out->until)
         && (out->from == CORD_DATE_NONE || out->until == CORD_DATE_NONE || out->from < out->until);
}

static gboolean
is_in_force (const Entry *self, CordDate date)
{
  return (self->from == CORD_DATE_NONE || (date != CORD_DATE_NONE && self->from <= date))
         && (self->until == CORD_DATE_NONE || date == CORD_DATE_NONE || date < self->until);
}

GVariant *
cord_tax_list_new_entry (const char *name, const char *percent, const char *from, const char *until)
{
  return cord_value_of_strings ("name", name, "percent", percent, "from", from, "until", until, NULL);
}

gboolean
cord_tax_percent_read (const char *text, gint64 *millionths)
{
  CordDecimal decimal;

  return text != NULL && cord_decimal_parse (text, PERCENT_DECIMALS, FALSE, &decimal, NULL)
         && cord_decimal_scale_round (decimal, 1, 1, PERCENT_DECIMALS, CORD_ROUNDING_HALF_UP, millionths, NULL)
         && *millionths <= CORD_TAX_WHOLE;
}

static gboolean
check_day (GVariant *list, CordDate date)
{
  gint64 total = 0, millionths;
  guint n = 0;

  for (gsize i = 0; i < cord_value_length (list); i++)
    {
      g_autoptr (GVariant) object = cord_value_dup_at (list, i);
      Entry entry;

      if (!read_entry (&entry, object) || !cord_tax_percent_read (entry.percent, &millionths)
          || (cord_value_has (object, "name") || cord_value_length (list) > 1 ? !cord_tax_is_name (entry.name) : FALSE))
        return FALSE;
      if (!is_in_force (&entry, date))
        continue;
      total += millionths;
      n++;
    }
  return n <= CORD_TAXES_MAX && total <= CORD_TAX_WHOLE;
}

static void
add_day (GArray *days, CordDate day)
{
  guint at = 0;

  if (day == CORD_DATE_NONE)
    return;
  while (at < days->len && g_array_index (days, CordDate, at) < day)
    at++;
  if (at == days->len || g_array_index (days, CordDate, at) != day)
    g_array_insert_val (days, at, day);
}

static void
add_days (GArray *days, GVariant *list)
{
  for (gsize i = 0; list != NULL && i < cord_value_length (list); i++)
    {
      g_autoptr (GVariant) object = cord_value_dup_at (list, i);
      Entry entry;

      if (!read_entry (&entry, object))
        continue;
      add_day (days, entry.from);
      add_day (days, entry.until);
    }
}

gboolean
cord_tax_list_check (GVariant *list)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (CordDate));

  if (cord_value_length (list) > ENTRIES_MAX || !check_day (list, CORD_DATE_NONE))
    return FALSE;
  add_days (days, list);
  for (guint i = 0; i < days->len; i++)
    if (!check_day (list, g_array_index (days, CordDate, i)))
      return FALSE;
  return TRUE;
}

static gboolean
is_exempt (GVariant *exemptions, CordDate date)
{
  for (gsize i = 0; exemptions != NULL && i < cord_value_length (exemptions); i++)
    {
      g_autoptr (GVariant) object = cord_value_dup_at (exemptions, i);
      Entry entry;

      if (read_entry (&entry, object) && is_in_force (&entry, date))
        return TRUE;
    }
  return FALSE;
}

GVariant *
cord_tax_list_dup_on (GVariant *list, GVariant *exemptions, CordDate date)
{
  g_autoptr (GVariant) taxes = NULL;
  CordBuilder builder;

  cord_builder_init_array (&builder);
  for (gsize i = 0; i < cord_value_length (list) && !is_exempt (exemptions, date); i++)
    {
      g_autoptr (GVariant) object = cord_value_dup_at (list, i);
      g_autoptr (GVariant) tax = NULL;
      Entry entry;

      if (!read_entry (&entry, object) || !is_in_force (&entry, date))
        continue;
      if (entry.name == NULL)
        {
          taxes = cord_builder_end (&builder);
          return g_variant_ref_sink (g_variant_new_string (entry.percent));
        }
      tax = cord_tax_draft_to_value (entry.name, entry.percent);
      cord_builder_add (&builder, tax);
    }
  taxes = cord_builder_end (&builder);
  return cord_value_length (taxes) > 0 ? g_steal_pointer (&taxes) : g_variant_ref_sink (g_variant_new_string ("0"));
}

GVariant *
cord_tax_list_dup_dated (GVariant *list, GVariant *exemptions)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (CordDate));
  g_autoptr (GVariant) before = cord_tax_list_dup_on (list, exemptions, CORD_DATE_NONE);
  g_autoptr (GVariant) dated = NULL;
  CordBuilder rows;

  add_days (days, list);
  add_days (days, exemptions);
  cord_builder_init_array (&rows);
  for (guint i = 0; i < days->len; i++)
    {
      const CordDate day = g_array_index (days, CordDate, i);
      g_autoptr (GVariant) taxes = cord_tax_list_dup_on (list, exemptions, day);
      g_autoptr (GVariant) row = cord_dated_tax_draft_to_value (day, taxes);

      if (cord_value_equal (taxes, before))
        continue;
      cord_builder_add (&rows, row);
      g_clear_pointer (&before, g_variant_unref);
      before = g_steal_pointer (&taxes);
    }
  dated = cord_builder_end (&rows);
  return cord_value_length (dated) > 0 ? g_steal_pointer (&dated) : NULL;
}
