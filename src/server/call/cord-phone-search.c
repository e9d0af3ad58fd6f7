/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-phone-search.h"

#include "base/cord-text.h"
#include "wire/cord-resource-type.h"

#include <string.h>

#define DIGITS_MIN 5

static const char *const types[] = { "individual", "organization", "customer", "product" };

/* Digits of the country code that a number begins with: ITU-T E.164, list of assigned codes. */
static gsize
country_length (const char *digits)
{
  static const char *const pairs
      = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64"
        " 65 66 81 82 84 86 90 91 92 93 94 95 98";
  char pair[3] = { digits[0], digits[0] != '\0' ? digits[1] : '\0', '\0' };

  if (digits[0] == '1' || digits[0] == '7')
    return 1;
  return strstr (pairs, pair) != NULL ? 2 : 3;
}

static void
add_exactly (CordFound *found, const char *digits)
{
  g_autofree char *end = g_strreverse (g_strdup (digits));

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    cord_found_add_exactly (found, types[i], CORD_RESOURCE_COLUMN_PHONE, end);
}

/* "+49 30 5550471" for "030 5550471", as it stands in the store of who sells in one country. */
static void
add_national (CordFound *found, const char *whole)
{
  gsize country = country_length (whole);

  if (strlen (whole) < country + DIGITS_MIN)
    return;

  g_autofree char *trunk = g_strconcat ("0", whole + country, NULL);

  add_exactly (found, trunk + 1);
  add_exactly (found, trunk);
}

/* "+49 171 …" and "0049 171 …" name a whole number; "0171 …" is one without its country. */
static void
add_numbered (CordFound *found, const char *digits)
{
  gboolean whole = *digits == '+' || g_str_has_prefix (digits, "00");
  const char *tail = *digits == '+' ? digits + 1 : digits;
  g_autofree char *end = NULL;

  tail += strspn (tail, "0");
  if (strlen (tail) < DIGITS_MIN)
    return;
  end = g_strreverse (g_strdup (tail));
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    cord_found_add_prefix (found, types[i], CORD_RESOURCE_COLUMN_PHONE, end);
  if (whole)
    add_national (found, tail);
}

void
cord_phone_search (CordFound *found, const char *text)
{
  g_autofree char *number = cord_text_phone (text);
  g_autofree char *digits = cord_text_digits (text);

  if (*number == '\0')
    return;
  add_numbered (found, number);
  /* Earlier versions kept the "(0)" and the extension of a number, and stores hold what they wrote. */
  if (!g_str_equal (number, digits))
    add_numbered (found, digits);
}
