/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-tax-list.h"

#include "base/cord-rational.h"
#include "billing/cord-dated-price.h"
#include "billing/cord-taxes.h"
#include "domain/customer/cord-validity.h"

#define PERCENT_DECIMALS 6

/* Texts are borrowed from the list. */
typedef struct
{
  const char *name;
  const char *percent;
  CordValidity valid;
} Entry;

/* The member that cannot be read; NULL when all can. */
static const char *
read_entry (Entry *out, GVariant *object, const CordZone *zone)
{
  *out = (Entry){ .name = cord_value_get_string (object, CORD_TAX_NAME),
                  .percent = cord_value_get_string (object, CORD_TAX_PERCENT) };
  return cord_validity_read (&out->valid, object, zone);
}

/* An end within a day counts to the end of that day. Where another begins on it that never held together with the one
 * that ends, or the next of the same name, the day is the next one's: one tax that replaces another, under its name or
 * a new one, is not billed on top of it. */
static void
give_way (GArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    for (guint k = 0; k < entries->len; k++)
      {
        Entry *entry = &g_array_index (entries, Entry, i);
        const Entry *next = &g_array_index (entries, Entry, k);

        if (cord_validity_meets (&entry->valid, &next->valid)
            && (next->valid.begins >= entry->valid.ends || g_strcmp0 (entry->name, next->name) == 0))
          entry->valid.until = next->valid.from;
      }
}

/* Those that can be read. (element-type Entry) */
static GArray *
read_entries (GVariant *list, const CordZone *zone)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  for (gsize i = 0; i < cord_value_length (list); i++)
    {
      g_autoptr (GVariant) object = cord_value_dup_at (list, i);
      Entry entry;

      if (read_entry (&entry, object, zone) == NULL)
        g_array_append_val (entries, entry);
    }
  give_way (entries);
  return entries;
}

GVariant *
cord_tax_list_new_entry (const char *name, const char *percent, const char *from, const char *until)
{
  return cord_value_of_strings (CORD_TAX_NAME, name, CORD_TAX_PERCENT, percent, CORD_VALID_FROM, from, CORD_VALID_UNTIL,
                                until, NULL);
}

gboolean
cord_tax_entry_is_dated (GVariant *entry)
{
  return cord_value_has (entry, CORD_VALID_FROM) || cord_value_has (entry, CORD_VALID_UNTIL);
}

gboolean
cord_tax_entry_is_named (GVariant *entry)
{
  return cord_value_has (entry, CORD_TAX_NAME);
}

const char *
cord_tax_entry_get_percent (GVariant *entry)
{
  return cord_value_get_string (entry, CORD_TAX_PERCENT);
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
fail (CordTaxFault *fault, gsize index, const char *member)
{
  if (fault != NULL)
    *fault = (CordTaxFault){ index, member };
  return FALSE;
}

static gboolean
check_entries (GVariant *list, const CordZone *zone, CordTaxFault *fault)
{
  for (gsize i = 0; i < cord_value_length (list); i++)
    {
      g_autoptr (GVariant) object = cord_value_dup_at (list, i);
      const char *member;
      gint64 millionths;
      Entry entry;

      member = read_entry (&entry, object, zone);
      if (member == NULL && !cord_tax_percent_read (entry.percent, &millionths))
        member = CORD_TAX_PERCENT;
      if (member == NULL && cord_value_has (object, CORD_TAX_NAME) && !cord_tax_is_name (entry.name))
        member = CORD_TAX_NAME;
      if (member != NULL)
        return fail (fault, i, member);
    }
  return TRUE;
}

/* What is in force together at @moment. */
static gboolean
check_moment (GArray *entries, gint64 moment, CordTaxFault *fault)
{
  gint64 total = 0, millionths = 0;
  gsize nameless = 0;
  guint n = 0, n_nameless = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      if (moment < entry->valid.begins || moment >= entry->valid.ends)
        continue;
      if (++n > CORD_TAXES_MAX)
        return fail (fault, i, NULL);
      if (entry->name == NULL && n_nameless++ == 0)
        nameless = i;
      cord_tax_percent_read (entry->percent, &millionths);
      total += millionths;
      if (total > CORD_TAX_WHOLE)
        return fail (fault, i, CORD_TAX_PERCENT);
    }
  return n_nameless == 0 || n == 1 || fail (fault, nameless, CORD_TAX_NAME);
}

gboolean
cord_tax_list_check (GVariant *list, CordTaxFault *fault)
{
  g_autoptr (CordZone) utc = cord_zone_utc ();
  g_autoptr (GArray) entries = NULL;

  if (cord_value_length (list) > CORD_TAX_ENTRIES_MAX)
    return fail (fault, CORD_TAX_ENTRIES_MAX, NULL);
  if (!check_entries (list, utc, fault))
    return FALSE;
  entries = read_entries (list, utc);
  /* There is never more in force than when the last of them begins. */
  for (guint i = 0; i < entries->len; i++)
    if (!check_moment (entries, g_array_index (entries, Entry, i).valid.begins, fault))
      return FALSE;
  return TRUE;
}

static gboolean
is_exempt (GArray *exemptions, CordDate date)
{
  for (guint i = 0; i < exemptions->len; i++)
    if (cord_validity_contains (&g_array_index (exemptions, Entry, i).valid, date))
      return TRUE;
  return FALSE;
}

static GVariant *
dup_on (GArray *entries, GArray *exemptions, CordDate date)
{
  g_autoptr (GVariant) taxes = NULL;
  const char *nameless = NULL;
  CordBuilder builder;

  cord_builder_init_array (&builder);
  for (guint i = 0; i < entries->len && !is_exempt (exemptions, date); i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      g_autoptr (GVariant) tax = NULL;

      if (!cord_validity_contains (&entry->valid, date))
        continue;
      if (entry->name == NULL)
        nameless = entry->percent;
      else
        {
          tax = cord_tax_draft_to_value (entry->name, entry->percent);
          cord_builder_add (&builder, tax);
        }
    }
  taxes = cord_builder_end (&builder);
  if (cord_value_length (taxes) > 0)
    return g_steal_pointer (&taxes);
  return g_variant_ref_sink (g_variant_new_string (nameless != NULL ? nameless : "0"));
}

GVariant *
cord_tax_list_dup_on (GVariant *list, GVariant *exemptions, const CordZone *zone, CordDate date)
{
  g_autoptr (GArray) entries = read_entries (list, zone);
  g_autoptr (GArray) exempt = read_entries (exemptions, zone);

  return dup_on (entries, exempt, date);
}

static void
add_days (GArray *days, GArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    cord_validity_add_days (&g_array_index (entries, Entry, i).valid, days);
}

GVariant *
cord_tax_list_dup_dated (GVariant *list, GVariant *exemptions, const CordZone *zone)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (CordDate));
  g_autoptr (GArray) entries = read_entries (list, zone);
  g_autoptr (GArray) exempt = read_entries (exemptions, zone);
  g_autoptr (GVariant) before = dup_on (entries, exempt, CORD_DATE_NONE);
  g_autoptr (GVariant) dated = NULL;
  CordBuilder rows;

  add_days (days, entries);
  add_days (days, exempt);
  cord_builder_init_array (&rows);
  for (guint i = 0; i < days->len; i++)
    {
      const CordDate day = g_array_index (days, CordDate, i);
      g_autoptr (GVariant) taxes = dup_on (entries, exempt, day);
      g_autoptr (GVariant) row = cord_dated_price_draft_to_value (day, NULL, NULL, taxes);

      if (cord_value_equal (taxes, before))
        continue;
      cord_builder_add (&rows, row);
      g_clear_pointer (&before, g_variant_unref);
      before = g_steal_pointer (&taxes);
    }
  dated = cord_builder_end (&rows);
  return cord_value_length (dated) > 0 ? g_steal_pointer (&dated) : NULL;
}
