/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/change/cord-order-price.h"

#include "base/cord-rational.h"
#include "domain/change/cord-bill-words.h"
#include "domain/change/cord-change-bill.h"
#include "domain/customer/cord-history.h"

gboolean
cord_order_price_is_zero (const CordBillLine *line)
{
  return line->net == 0 && line->gross == 0;
}

char *
cord_order_price_dup_tax (const CordBillLine *line)
{
  return cord_decimal_to_string (line->tax_rate, 0);
}

/* The proration basis of an order: how the cycle of the line is split. A credit gives back the unused part, a charge
 * bills it. */
static void
add_basis (CordBuilder *builder, const CordBillLine *line)
{
  gint64 rest = line->cycle_ticks - line->ticks;
  g_autofree char *counted = NULL;
  g_autofree char *other = NULL;
  gboolean credit = line->gross < 0;

  if (line->ticks < 0)
    return;
  counted = g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, line->ticks, line->cycle_ticks);
  other = g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, rest, line->cycle_ticks);
  cord_builder_string (builder, "used", credit ? counted : other);
  cord_builder_string (builder, "unused", credit ? other : counted);
}

static GVariant *
dup_tax (CordQuote *quote, const CordTaxes *taxes, guint index, gint64 part)
{
  g_autofree char *percent = cord_decimal_to_string (taxes->percents[index], 0);
  g_autofree char *amount = cord_money_to_decimal (cord_quote_money (quote, part));
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_string (&builder, "name", taxes->names[index]);
  cord_builder_string (&builder, "percent", percent);
  cord_builder_string (&builder, "amount", amount);
  return cord_builder_end (&builder);
}

/* @taxes: or NULL */
static void
add_taxes (CordBuilder *builder, CordQuote *quote, const CordTaxes *taxes, const gint64 *parts)
{
  const guint n = taxes != NULL && taxes->total.unscaled > 0 ? taxes->n : 0;
  g_autoptr (GVariant) list = NULL;
  CordBuilder array;

  cord_builder_init_array (&array);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GVariant) tax = dup_tax (quote, taxes, i, parts[i]);

      cord_builder_add (&array, tax);
    }
  list = cord_builder_end (&array);
  cord_builder_value (builder, "taxes", list);
}

static void
add_amounts (CordBuilder *builder, CordQuote *quote, gint64 net, gint64 gross, const char *tax)
{
  g_autofree char *excluded = cord_money_to_decimal (cord_quote_money (quote, net));
  g_autofree char *included = cord_money_to_decimal (cord_quote_money (quote, gross));

  cord_builder_string (builder, "net", excluded);
  cord_builder_string (builder, "gross", included);
  cord_builder_string (builder, "tax", tax);
}

/* @to_come: on the bill that begins with its cycle. */
static GVariant *
dup_line (CordQuote *quote, const CordBillNames *names, const CordBillLine *line, gboolean to_come)
{
  g_autofree char *text = cord_bill_words_line (names, quote, line);
  g_autofree char *start = cord_date_to_string (line->cycle.start);
  g_autofree char *end = cord_date_to_string (line->cycle.end);
  g_autofree char *tax = cord_order_price_dup_tax (line);
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_string (&builder, "text", text);
  cord_builder_string (&builder, "kind", line->gross < 0 ? "credit" : "charge");
  cord_builder_string (&builder, "start", start);
  cord_builder_string (&builder, "end", end);
  if (to_come)
    cord_builder_string (&builder, "bill", start);
  add_basis (&builder, line);
  add_amounts (&builder, quote, line->net, line->gross, tax);
  add_taxes (&builder, quote, line->taxes, line->tax_parts);
  return cord_builder_end (&builder);
}

/* @name: of a product in the history, or NULL for any */
static gboolean
is_of_product (const CordBillLine *line, const char *name)
{
  return name == NULL || g_strcmp0 (line->product, name) == 0;
}

GVariant *
cord_order_price_lines (CordQuote *quote, const CordBillNames *names, const char *product)
{
  g_autofree char *name = product != NULL ? cord_history_name (product) : NULL;
  GPtrArray *lines = cord_quote_get_added_lines (quote);
  g_autoptr (GPtrArray) fees = cord_change_bill_dup_fees_to_come (quote);
  CordBuilder list;

  cord_builder_init_array (&list);
  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = g_ptr_array_index (lines, i);
      g_autoptr (GVariant) entry = cord_order_price_is_zero (line) || !is_of_product (line, name)
                                       ? NULL
                                       : dup_line (quote, names, line, FALSE);

      if (entry != NULL)
        cord_builder_add (&list, entry);
    }
  for (guint i = 0; i < fees->len; i++)
    {
      const CordBillLine *fee = g_ptr_array_index (fees, i);
      g_autoptr (GVariant) entry = is_of_product (fee, name) ? dup_line (quote, names, fee, TRUE) : NULL;

      cord_builder_add (&list, entry);
    }
  return cord_builder_end (&list);
}

GVariant *
cord_order_price_monthly (CordQuote *quote, CordMoney price, const char *offering)
{
  g_autofree char *offer = cord_history_name (offering);
  g_autofree char *percent = NULL;
  gint64 parts[CORD_TAXES_MAX];
  const CordTaxes *taxes;
  gint64 net, gross;
  CordBuilder builder;

  if (!cord_quote_split_price (quote, offer, price.minor, &net, &gross, &taxes, parts))
    return NULL;
  percent = taxes != NULL ? cord_decimal_to_string (taxes->total, 0) : g_strdup ("0");
  cord_builder_init (&builder);
  add_amounts (&builder, quote, net, gross, percent);
  add_taxes (&builder, quote, taxes, parts);
  return cord_builder_end (&builder);
}

const char *
cord_order_price_get_tax (GVariant *monthly)
{
  const char *tax = cord_value_get_string (monthly, "tax");

  return g_strcmp0 (tax, "0") != 0 ? tax : NULL;
}
