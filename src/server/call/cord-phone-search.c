/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-phone-search.h"

#include "base/cord-text.h"
#include "wire/cord-resource-type.h"

#include <string.h>

#define DIGITS_MIN 5
/* Of a number among other words, of which there may be some. */
#define DIGITS_WITHIN_MIN 7
#define NUMBERS_MAX 4

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

static void
add_number (CordFound *found, const char *text)
{
  g_autofree char *number = cord_text_phone (text);
  g_autofree char *digits = cord_text_digits (text);

  add_numbered (found, number);
  /* Earlier versions kept the "(0)" and the extension of a number, and stores hold what they wrote. */
  if (*number != '\0' && !g_str_equal (number, digits))
    add_numbered (found, digits);
}

static gboolean
is_in_number (gunichar c)
{
  return g_unichar_isdigit (c) || g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION
         || (c < 0x80 && strchr ("+()./", (char)c) != NULL);
}

/* Of an id, or of another word. */
static gboolean
is_in_word (gunichar c)
{
  return g_unichar_isalnum (c) || c == '-' || c == '_' || c == '#' || c == '@';
}

static gboolean
begins_number (const char *text, const char *at)
{
  const char *before = g_utf8_find_prev_char (text, at);

  return (*at == '+' || *at == '(' || g_unichar_isdigit (g_utf8_get_char (at)))
         && (before == NULL || !is_in_word (g_utf8_get_char (before)));
}

static guint
count_digits (const char *text, const char *end)
{
  guint n = 0;

  for (; text < end; text = g_utf8_next_char (text))
    n += g_unichar_isdigit (g_utf8_get_char (text)) ? 1 : 0;
  return n;
}

/* Behind the last digit of the number that begins at @text. */
static const char *
find_end (const char *text)
{
  const char *end = text;

  for (const char *p = text; *p != '\0' && is_in_number (g_utf8_get_char (p)); p = g_utf8_next_char (p))
    if (g_unichar_isdigit (g_utf8_get_char (p)))
      end = g_utf8_next_char (p);
  return end;
}

/* "Tel. 030 5550471 (home) or +49 …": the numbers in a text that is none. */
static void
add_within (CordFound *found, const char *text)
{
  guint numbers = 0;

  for (const char *p = text; *p != '\0' && numbers < NUMBERS_MAX;)
    {
      const char *end = begins_number (text, p) ? find_end (p) : p;

      if (count_digits (p, end) >= DIGITS_WITHIN_MIN && !is_in_word (g_utf8_get_char (end)))
        {
          g_autofree char *number = g_strndup (p, (gsize)(end - p));

          add_number (found, number);
          numbers++;
        }
      p = end > p ? end : g_utf8_next_char (p);
    }
}

void
cord_phone_search (CordFound *found, const char *text)
{
  g_autofree char *number = cord_text_phone (text);

  if (*number != '\0')
    add_number (found, text);
  else
    add_within (found, text);
}
