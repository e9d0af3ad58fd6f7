/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-line-key.h"

#include "billing/cord-fields.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the key of a line in arrears ends in, after everything else. */
#define ARREARS "/arrears"

static const char *const kind_names[] = { "recurring", "discount", "once", "etf" };
static const guint kind_parts[] = { 4, 5, 4, 4 };

const char *
cord_line_kind_name (CordLineKind kind)
{
  return kind_names[kind];
}

void
cord_line_key_clear (CordLineKey *self)
{
  g_clear_pointer (&self->product, g_free);
  g_clear_pointer (&self->taxes, cord_taxes_unref);
}

static gboolean
parse_canonical (const char *text, guint min_decimals, guint max_decimals, CordDecimal *out)
{
  g_autofree char *canonical = NULL;

  if (!cord_decimal_parse (text, max_decimals, FALSE, out, NULL))
    return FALSE;
  canonical = cord_decimal_to_string (*out, min_decimals);
  return strcmp (canonical, text) == 0;
}

static gboolean
is_event_number (const char *text)
{
  guint64 number;

  return *text >= '1' && *text <= '9' && g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &number, NULL);
}

static gboolean
parse_kind (const char *name, CordLineKind *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (strcmp (kind_names[i], name) == 0)
      {
        *out = (CordLineKind)i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_parts (char **parts, guint scale, CordLineKey *out)
{
  const gboolean priced = out->kind == CORD_LINE_RECURRING || out->kind == CORD_LINE_DISCOUNT;
  const guint n_parts = g_strv_length (parts);

  out->arrears = priced && n_parts == kind_parts[out->kind] + 1 && strcmp (parts[n_parts - 1], ARREARS + 1) == 0;
  if (n_parts != kind_parts[out->kind] + out->arrears || !cord_billing_name_is_valid (parts[1]))
    return FALSE;
  if (priced ? !parse_canonical (parts[2], scale, scale + CORD_UNIT_PRICE_EXTRA, &out->price)
             : !is_event_number (parts[2]))
    return FALSE;
  out->taxes = cord_taxes_parse_key (parts[3]);
  if (out->taxes == NULL)
    return FALSE;
  return out->kind != CORD_LINE_DISCOUNT || cord_billing_name_is_valid (parts[4]);
}

gboolean
cord_line_key_parse (const char *text, guint scale, const CordPlace *place, CordLineKey *out, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", -1);

  memset (out, 0, sizeof *out);
  if (parts[0] == NULL || !parse_kind (parts[0], &out->kind) || !parse_parts (parts, scale, out))
    return cord_place_refuse (place, "key", "invalid", error, _ ("is not the key of a line"));
  out->product = g_strdup (parts[1]);
  return TRUE;
}

char *
cord_line_key_of_price (const char *product, CordDecimal price, guint scale, const CordTaxes *taxes, gboolean arrears)
{
  g_autofree char *unit = cord_decimal_to_string (price, scale);

  return g_strconcat (kind_names[CORD_LINE_RECURRING], "/", product, "/", unit, "/", taxes->text,
                      arrears ? ARREARS : "", NULL);
}

char *
cord_line_key_of_discount (const char *product, CordDecimal price, guint scale, const CordTaxes *taxes,
                           const char *discount, gboolean arrears)
{
  g_autofree char *unit = cord_decimal_to_string (price, scale);

  return g_strconcat (kind_names[CORD_LINE_DISCOUNT], "/", product, "/", unit, "/", taxes->text, "/", discount,
                      arrears ? ARREARS : "", NULL);
}

char *
cord_line_key_of_fee (CordLineKind kind, const char *product, guint number, const CordTaxes *taxes)
{
  return g_strdup_printf ("%s/%s/%u/%s", kind_names[kind], product, number, taxes->text);
}

gint64
cord_line_key_get_event (const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, "/", 4);
  CordLineKind kind;

  if (g_strv_length (parts) < 4 || !parse_kind (parts[0], &kind) || (kind != CORD_LINE_ONCE && kind != CORD_LINE_ETF))
    return 0;
  return g_ascii_strtoll (parts[2], NULL, 10);
}
