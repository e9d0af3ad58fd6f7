/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-catalog-taxes.h"

#include "base/cord-rational.h"
#include "domain/customer/cord-tax-list.h"

#include <glib/gi18n-lib.h>

#define TAX "tax"
#define NAME "taxCategory"
#define RATE "taxRate"
#define START "validFor.startDateTime"
#define END "validFor.endDateTime"
#define TAX_DECIMALS 6
#define ANY_NAME "tax"

typedef struct
{
  const CordTmfPlace *place;
  JsonArray *list; /* or NULL: there is only @single */
  JsonObject *single;
  guint n;
  gboolean summed; /* one percent says it all: of a single tax, or of several that nothing tells apart */
} Items;

static JsonObject *
item_at (const Items *self, guint i)
{
  return self->list != NULL ? cord_tmf_at (self->list, i) : self->single;
}

/* What is wrong with that member of a tax. */
static const char *
why_of (const char *member)
{
  if (g_str_equal (member, RATE))
    return _ ("must be a number of 0 or more, in percent, and all taxes together at most 100");
  if (g_str_equal (member, NAME))
    return _ ("must be there where several taxes hold at the same time");
  return _ ("must be a date such as 2026-01-31, or a time, and no end before its start");
}

static gboolean
refuse_item (const Items *self, gsize i, const char *member, GError **error)
{
  g_autofree char *path = g_strdup_printf (TAX ".%" G_GSIZE_FORMAT ".%s", i, member);

  return cord_tmf_refuse_because (self->place, path, why_of (member), error);
}

static gboolean
refuse_all (const CordTmfPlace *place, GError **error)
{
  return cord_tmf_refuse_because (place, TAX, _ ("must be a list of taxes, of which at most 8 hold at a time"), error);
}

static gboolean
are_summed (const Items *self)
{
  gboolean named = self->n > 1;

  for (guint i = 0; i < self->n; i++)
    {
      JsonObject *item = item_at (self, i);

      if (item != NULL && cord_tmf_object (item, "validFor") != NULL)
        return FALSE;
      named = named && item != NULL && cord_tmf_string (item, NAME) != NULL;
    }
  return !named;
}

static gboolean
add_item (const Items *self, guint i, CordBuilder *taxes, gint64 *total, GError **error)
{
  JsonObject *item = item_at (self, i);
  g_autofree char *rate = item != NULL ? cord_tmf_dup_number (cord_tmf_find (item, RATE)) : NULL;
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  g_autoptr (GVariant) entry = NULL;
  gint64 millionths;

  if (!cord_tax_percent_read (rate, &millionths))
    return refuse_item (self, i, RATE, error);
  if (!cord_tmf_read_day (item, START, &from))
    return refuse_item (self, i, START, error);
  if (!cord_tmf_read_end (item, END, &until))
    return refuse_item (self, i, END, error);
  *total += millionths;
  entry = cord_tax_list_new_entry (self->summed ? ANY_NAME : cord_tmf_string (item, NAME), rate, from, until);
  cord_builder_add (taxes, entry);
  return TRUE;
}

/* What the fault is called in the price. */
static gboolean
check (const Items *self, GVariant *taxes, GError **error)
{
  CordTaxFault fault;

  if (cord_tax_list_check (taxes, &fault))
    return TRUE;
  if (fault.member == NULL)
    return refuse_all (self->place, error);
  return refuse_item (self, fault.index,
                      g_str_equal (fault.member, CORD_TAX_PERCENT) ? RATE
                      : g_str_equal (fault.member, CORD_TAX_NAME)  ? NAME
                                                                   : END,
                      error);
}

static GVariant *
dup_sum (gint64 total)
{
  g_autofree char *percent = cord_decimal_to_string ((CordDecimal){ total, TAX_DECIMALS }, 0);
  g_autoptr (GVariant) entry = cord_tax_list_new_entry (NULL, percent, NULL, NULL);
  CordBuilder list;

  cord_builder_init_array (&list);
  cord_builder_add (&list, entry);
  return cord_builder_end (&list);
}

gboolean
cord_catalog_taxes_read (JsonObject *price, const CordTmfPlace *place, GVariant **out, GError **error)
{
  Items self = { .place = place, .list = cord_tmf_array (price, TAX), .single = cord_tmf_object (price, TAX) };
  g_autoptr (GVariant) taxes = NULL;
  gboolean read = TRUE;
  CordBuilder list;
  gint64 total = 0;

  *out = NULL;
  self.n = self.list != NULL ? cord_tmf_length (self.list) : self.single != NULL;
  if (self.n == 0 && self.list == NULL && !cord_tmf_is_absent (price, TAX))
    return refuse_all (place, error);
  if (self.n > CORD_TAX_ENTRIES_MAX)
    return refuse_all (place, error);
  self.summed = are_summed (&self);
  cord_builder_init_array (&list);
  for (guint i = 0; read && i < self.n; i++)
    read = add_item (&self, i, &list, &total, error);
  taxes = cord_builder_end (&list);
  if (!read || !check (&self, taxes, error))
    return FALSE;
  if (self.n > 0)
    *out = self.summed ? dup_sum (total) : g_steal_pointer (&taxes);
  return TRUE;
}

void
cord_catalog_taxes_write (GVariant *taxes, CordBuilder *out)
{
  g_autoptr (GVariant) first = cord_value_length (taxes) == 1 ? cord_value_dup_at (taxes, 0) : NULL;

  if (first != NULL && !cord_tax_entry_is_dated (first) && !cord_tax_entry_is_named (first))
    cord_builder_string (out, TAX, cord_tax_entry_get_percent (first));
  else if (cord_value_length (taxes) > 0)
    cord_builder_value (out, "taxes", taxes);
}
