/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-price-kind.h"

#include <string.h>

#define WORD_MAX 64

/* The word in small letters without what separates its parts; NULL without a word, and for one that is too long. */
static char *
dup_plain (JsonObject *object, const char *member)
{
  const char *word = cord_tmf_string (object, member);
  g_autoptr (GString) plain = g_string_new (NULL);

  if (word == NULL || strlen (word) > WORD_MAX)
    return NULL;
  for (; *word != '\0'; word++)
    if (strchr (" -_", *word) == NULL)
      g_string_append_c (plain, g_ascii_tolower (*word));
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

CordPriceKind
cord_price_kind_read (JsonObject *price)
{
  static const struct
  {
    const char *word;
    CordPriceKind kind;
  } words[] = {
    { "recurring", CORD_PRICE_KIND_RECURRING },   { "onetime", CORD_PRICE_KIND_ONE_TIME },
    { "nonrecurring", CORD_PRICE_KIND_ONE_TIME }, { "discount", CORD_PRICE_KIND_DISCOUNT },
    { "allowance", CORD_PRICE_KIND_ALLOWANCE },   { "suspension", CORD_PRICE_KIND_SUSPENSION },
    { "usage", CORD_PRICE_KIND_USAGE },           { "recurringprepaid", CORD_PRICE_KIND_RECURRING },
  };
  static const char *const endings[] = { "charge", "fee", "price" };
  g_autofree char *plain = dup_plain (price, "priceType");

  for (guint i = 0; plain != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (plain, endings[i]))
      {
        plain[strlen (plain) - strlen (endings[i])] = '\0';
        break;
      }
  for (guint i = 0; plain != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, plain))
      return words[i].kind;
  return CORD_PRICE_KIND_UNKNOWN;
}

gboolean
cord_price_is_in_use (JsonObject *price)
{
  static const char *const out_of_use[] = { "instudy", "indesign", "intest", "rejected", "retired", "obsolete", NULL };
  g_autofree char *plain = dup_plain (price, "lifecycleStatus");

  return plain == NULL || !g_strv_contains (out_of_use, plain);
}
