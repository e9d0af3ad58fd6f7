/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-comparison-prices.h"

#include "base/cord-text.h"
#include "config.h"
#include "domain/catalog/cord-offering-prices.h"
#include "domain/change/cord-promotion-choice.h"
#include "domain/options/cord-qualification-held.h"

#include <glib/gi18n-lib.h>

static void
take_row (CordComparisonSides *self, CordComparisonRow *row)
{
  if (cord_comparison_row_is_filled (row))
    g_ptr_array_add (self->rows, row);
  else
    cord_comparison_row_free (row);
}

static char *
difference_a_month (CordMoney difference)
{
  g_autofree char *amount = cord_money_to_signed_display (difference);

  return g_strdup_printf (_ ("%s a month"), amount);
}

static void
take_difference (CordComparisonRow *row, guint column, char *text, CordMoney before, CordMoney after)
{
  CordMoney difference;

  if (!g_str_equal (before.currency, after.currency) || !cord_money_subtract (after, before, &difference, NULL)
      || difference.minor == 0)
    cord_comparison_row_take (row, column, text, NULL, "same");
  else
    cord_comparison_row_take (row, column, text, difference_a_month (difference),
                              difference.minor > 0 ? "pay" : "save");
}

static void
add_price (CordComparisonSides *self)
{
  CordComparisonRow *row = cord_comparison_row_new ("price", _ ("A month"), self->n_sides);

  for (guint i = 0; i < self->n_sides; i++)
    {
      CordComparisonSide *side = &self->sides[i];
      char *text = NULL;

      if (side->held != NULL || side->offering != NULL)
        text = cord_money_to_display (side->price);
      if (i == 0)
        cord_comparison_row_take (row, i, text, NULL, "same");
      else
        take_difference (row, i, text, side->before, side->price);
    }
  take_row (self, row);
}

/* What all products together cost after the change; FALSE when the currencies differ or a sum does not fit. */
static gboolean
total_of (CordComparisonSides *self, const CordComparisonSide *side, CordMoney *total)
{
  CordMoney monthly = cord_qualify_monthly (self->customer, self->catalog, side->day);
  CordMoney difference;

  *total = monthly;
  if (side->change == NULL)
    return TRUE;
  /* A customer who has nothing yet has no currency either. */
  if (monthly.minor == 0)
    monthly = cord_money (0, side->price.currency, side->price.scale);
  return g_str_equal (monthly.currency, side->price.currency) && g_str_equal (monthly.currency, side->before.currency)
         && cord_money_subtract (side->price, side->before, &difference, NULL)
         && cord_money_add (monthly, difference, total, NULL);
}

static void
add_total (CordComparisonSides *self)
{
  CordComparisonRow *row = cord_comparison_row_new ("price", _ ("All services a month"), self->n_sides);
  CordMoney monthly = cord_qualify_monthly (self->customer, self->catalog, self->sides[0].day);

  for (guint i = 0; i < self->n_sides; i++)
    {
      CordMoney total;

      if (!total_of (self, &self->sides[i], &total))
        continue;
      if (i == 0 && monthly.minor == 0)
        monthly = total
            = cord_money (0, self->sides[self->n_sides - 1].price.currency, self->sides[self->n_sides - 1].price.scale);
      if (i == 0)
        cord_comparison_row_take (row, i, cord_money_to_display (total), NULL, "same");
      else
        take_difference (row, i, cord_money_to_display (total), monthly, total);
    }
  take_row (self, row);
}

/* A price that ends: the current plan has it in one line, a choice says what comes, which the customer has to hear. */
static void
take_later_price (CordComparisonRow *row, guint column, const CordComparisonSide *side, CordDate from, CordMoney later)
{
  g_autofree char *amount = cord_money_to_display (later);
  g_autofree char *last = cord_date_to_display (from - 1);
  g_autofree char *first = cord_date_to_display (from);

  if (side->change == NULL)
    {
      /* Translators: the last day of a price a month, and the price after it. */
      cord_comparison_row_take (row, column, g_strdup_printf (_ ("until %s, then %s"), last, amount), NULL, "same");
      return;
    }
  /* Translators: "until 31 December 2026", and below it "then €24.99 a month". */
  cord_comparison_row_take (row, column, g_strdup_printf (_ ("until %s"), last),
                            g_strdup_printf (_ ("then %s a month"), amount),
                            later.minor > side->price.minor ? "pay" : "save");
  cord_comparison_row_take_sentence (row, column,
                                     g_strdup_printf (_ ("From %s the price is %s a month."), first, amount));
}

/* How many units a month's price is of. */
static gint64
units_of (const CordComparisonSide *side)
{
  gint64 asked = side->change != NULL ? cord_change_get_quantity (side->change) : 0;

  return asked > 0 ? asked : side->held != NULL ? cord_product_get_quantity (side->held) : 1;
}

/* Where the catalog has another price for the plan later on. */
static void
add_later_price (CordComparisonSides *self)
{
  CordComparisonRow *row = cord_comparison_row_new ("price", _ ("This price"), self->n_sides);
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (self->customer);

  for (guint i = 0; i < self->n_sides; i++)
    {
      CordComparisonSide *side = &self->sides[i];
      CordMoney listed, later;
      CordDate from;

      if (side->offering == NULL || cord_comparison_side_is_removal (side)
          || (side->held != NULL && cord_comparison_side_is_same (side)
              && cord_qualify_is_negotiated (side->held, side->offering, side->day, zone, &listed))
          || !cord_offering_find_next_price (side->offering, side->day, zone, &from, &later))
        continue;
      if (!__builtin_mul_overflow (later.minor, units_of (side), &later.minor))
        take_later_price (row, i, side, from, later);
    }
  take_row (self, row);
}

static void
add_negotiated (CordComparisonSides *self)
{
  CordComparisonRow *row = NULL;
  CordProduct *held = self->sides[0].held;
  CordMoney listed, own;
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (self->customer);
  g_autofree char *own_text = NULL;
  g_autofree char *listed_text = NULL;

  if (held == NULL || !cord_qualify_is_negotiated (held, self->sides[0].offering, self->sides[0].day, zone, &listed))
    return;
  row = cord_comparison_row_new ("price", _ ("Negotiated price"), self->n_sides);
  own = cord_product_get_price (held);
  own_text = cord_money_to_display (own);
  listed_text = cord_money_to_display (listed);
  for (guint i = 0; i < self->n_sides; i++)
    if (cord_comparison_side_is_same (&self->sides[i]))
      cord_comparison_row_take (row, i, g_strdup_printf (_ ("%s instead of %s"), own_text, listed_text), NULL, "same");
    else if (own.minor < listed.minor)
      {
        cord_comparison_row_take (row, i, g_strdup (_ ("ends")),
                                  g_strdup_printf (_ ("loses the negotiated price of %s"), own_text), "loss");
        cord_comparison_row_take_sentence (row, i,
                                           g_strdup_printf (_ ("You lose the negotiated price of %s."), own_text));
      }
    else
      cord_comparison_row_take (row, i, g_strdup (_ ("ends")),
                                g_strdup_printf (_ ("ends the special price of %s"), own_text), "gain");
  take_row (self, row);
}

static void
add_once (CordComparisonSides *self)
{
  CordComparisonRow *row = cord_comparison_row_new ("price", _ ("Once"), self->n_sides);
  g_autoptr (CordZone) zone = cord_customer_dup_time_zone (self->customer);

  for (guint i = 1; i < self->n_sides; i++)
    {
      CordMoney fee;
      g_autofree char *text = NULL;

      if (cord_comparison_side_is_same (&self->sides[i]) || self->sides[i].offering == NULL
          || !cord_offering_get_once_on (self->sides[i].offering, self->sides[i].day, zone, &fee) || fee.minor == 0)
        continue;
      text = cord_money_to_signed_display (fee);
      cord_comparison_row_take (row, i, cord_money_to_display (fee), g_strdup_printf (_ ("%s once"), text), "pay");
    }
  take_row (self, row);
}

/* "Welcome, 20 % until 22 February 2027"; NULL when it is over by the day @on. */
static char *
running_discount (const CordProductDiscount *discount, CordDate on)
{
  g_autofree char *name = cord_text_clean (discount->name, 40);
  g_autofree char *percent = cord_text_clean (discount->percent, 20);
  g_autofree char *day = NULL;
  CordDate begins, ends;

  if (*percent == '\0')
    return NULL;
  if (discount->from != NULL && cord_date_parse (discount->from, &begins, NULL) && begins > on)
    {
      day = cord_date_to_display (begins);
      return g_strdup_printf (_ ("%s, %s\u00a0%% from %s"), name, percent, day);
    }
  if (discount->until == NULL || !cord_date_parse (discount->until, &ends, NULL))
    return g_strdup_printf (_ ("%s, %s\u00a0%%"), name, percent);
  if (ends <= on)
    return NULL;
  day = cord_date_to_display (ends);
  return g_strdup_printf (_ ("%s, %s\u00a0%% until %s"), name, percent, day);
}

/* @bound: those of the offering that is held, which end when it is left; otherwise those that survive (quote format).
 */
static void
add_running (GPtrArray *texts, CordProduct *held, gboolean bound, CordDate on)
{
  g_autoptr (GArray) discounts = cord_product_dup_discounts (held);

  for (guint i = 0; i < discounts->len; i++)
    {
      const CordProductDiscount *discount = &g_array_index (discounts, CordProductDiscount, i);
      char *text = (discount->promotion != NULL) == bound ? running_discount (discount, on) : NULL;

      if (text != NULL)
        g_ptr_array_add (texts, text);
    }
}

/* The texts as one; NULL when there are none. */
static char *
join_texts (GPtrArray *texts)
{
  if (texts->len == 0)
    return NULL;
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("; ", (char **)texts->pdata);
}

static char *
new_promotion (CordComparisonSides *comparison, const CordComparisonSide *side)
{
  g_autoptr (GPtrArray) chosen
      = cord_promotion_chooser_choose (comparison->chooser, side->change, side->offering, side->day);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < chosen->len; i++)
    g_ptr_array_add (texts, cord_qualify_promotion_text (comparison->customer, side->offering, chosen->pdata[i]));
  return join_texts (texts);
}

/* The promotions that end because of the column: those that are bound to the offering that it leaves, or all when the
 * product goes. NULL when there are none. */
static char *
dup_lost_promotion (const CordComparisonSide *side)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  if (side->change != NULL && side->held != NULL && cord_comparison_side_is_removal (side))
    add_running (texts, side->held, FALSE, side->day);
  if (side->change != NULL && side->held != NULL && !cord_comparison_side_is_same (side))
    add_running (texts, side->held, TRUE, side->day);
  return join_texts (texts);
}

/* Promotions of the column in words, or NULL: those that run on after the day @on, and @promotion, which may be NULL,
 * of a new plan. */
static char *
dup_promotion (const CordComparisonSide *side, CordDate on, const char *promotion)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  if (side->held != NULL && !cord_comparison_side_is_removal (side))
    add_running (texts, side->held, FALSE, on);
  if (side->held != NULL && cord_comparison_side_is_same (side))
    add_running (texts, side->held, TRUE, on);
  if (promotion != NULL)
    g_ptr_array_add (texts, g_strdup (promotion));
  return join_texts (texts);
}

static void
take_lost (CordComparisonRow *row, guint column, char *cell, const char *lost)
{
  cord_comparison_row_take (row, column, cell, g_strdup_printf (_ ("loses %s"), lost), "loss");
  cord_comparison_row_take_sentence (row, column, g_strdup_printf (_ ("You lose %s."), lost));
}

static void
add_promotion (CordComparisonSides *self)
{
  CordComparisonRow *row = cord_comparison_row_new ("price", _ ("Promotion"), self->n_sides);

  for (guint i = 0; i < self->n_sides; i++)
    {
      CordComparisonSide *side = &self->sides[i];
      g_autofree char *lost = dup_lost_promotion (side);
      g_autofree char *promotion = new_promotion (self, side);
      char *text = dup_promotion (side, side->day, promotion);

      if (lost != NULL)
        take_lost (row, i, text, lost);
      else
        cord_comparison_row_take (row, i, text, g_strdup (promotion), "gain");
    }
  take_row (self, row);
}

void
cord_comparison_add_prices (CordComparisonSides *self)
{
  add_price (self);
  add_later_price (self);
  add_total (self);
  add_negotiated (self);
  add_once (self);
  add_promotion (self);
}
