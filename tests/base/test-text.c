/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-text.h"

#include <string.h>

#define OVERRIDE "\xE2\x80\xAE"   /* U+202E */
#define ISOLATE "\xE2\x81\xA6"    /* U+2066 */
#define ZERO_WIDTH "\xE2\x80\x8B" /* U+200B */
#define JOINER "\xE2\x80\x8D"     /* U+200D */
#define BOM "\xEF\xBB\xBF"        /* U+FEFF */
#define LINE "\xE2\x80\xA8"       /* U+2028 */
#define PARAGRAPH "\xE2\x80\xA9"  /* U+2029 */

typedef char *(*Change) (const char *text);

typedef struct
{
  const char *text;
  const char *expected;
} Pair;

static void
check_pairs (Change change, const Pair *pairs, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *changed = change (pairs[i].text);

      g_assert_cmpstr (changed, ==, pairs[i].expected);
    }
}

static char *
clean (const char *text)
{
  return cord_text_clean (text, 40);
}

static char *
tail (const char *text)
{
  return cord_text_tail (text, 3);
}

static void
test_clean (void)
{
  static const Pair pairs[] = {
    { "Grace Okafor", "Grace Okafor" },
    { NULL, "" },
    { "", "" },
    { "Zo\xC3\xAB \xE5\xB1\xB1\xE7\x94\xB0", "Zo\xC3\xAB \xE5\xB1\xB1\xE7\x94\xB0" },
    { "evil" OVERRIDE "gnp.exe", "evilgnp.exe" },
    { ISOLATE "a\xE2\x81\xA9"
              "b",
      "ab" },
    { "\xE2\x80\xAA"
      "a\xE2\x80\xAB"
      "b\xE2\x80\xAC"
      "c\xE2\x80\xAD"
      "d",
      "abcd" },
    { "\xE2\x80\x8E"
      "a\xE2\x80\x8F"
      "b\xD8\x9C"
      "c",
      "abc" },
    { "pay" ZERO_WIDTH "pal" JOINER BOM, "paypal" },
    { "two\nlines\rand\ttab", "two lines and tab" },
    { "a" LINE "b" PARAGRAPH "c", "a b c" },
    { "bell\a esc\x1b[31m del\x7f c1\xC2\x9B", "bell esc[31m del c1" },
    { "  around  ", "around" },
  };

  check_pairs (clean, pairs, G_N_ELEMENTS (pairs));
}

static void
test_clean_cuts (void)
{
  g_autofree char *ascii = g_strnfill (300, 'x');
  g_autofree char *short_one = cord_text_clean (ascii, 300);
  g_autofree char *cut = cord_text_clean (ascii, 120);
  GString *wide = g_string_new (NULL);
  g_autofree char *wide_cut = NULL;
  g_autofree char *hidden = NULL;

  g_assert_cmpstr (short_one, ==, ascii);
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, 120);
  g_assert_true (g_str_has_suffix (cut, "x…"));

  for (int i = 0; i < 300; i++)
    g_string_append (wide, "\xF0\x9F\x98\x80");
  wide_cut = cord_text_clean (wide->str, 10);
  g_assert_true (g_utf8_validate (wide_cut, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (wide_cut, -1), ==, 10);
  g_string_free (wide, TRUE);

  hidden = cord_text_clean ("abc" ZERO_WIDTH ZERO_WIDTH ZERO_WIDTH, 3);
  g_assert_cmpstr (hidden, ==, "abc"); /* Removed characters do not count towards the limit. */
}

/* Any bytes result in valid text without deceptive characters. */
static void
test_clean_any_bytes (void)
{
  for (int i = 0; i < 2000; i++)
    {
      char bytes[65];
      int length = g_test_rand_int_range (0, 64);
      guint limit = (guint)g_test_rand_int_range (1, 40);
      g_autofree char *cleaned = NULL;

      for (int j = 0; j < length; j++)
        bytes[j] = (char)g_test_rand_int_range (g_test_rand_bit () ? 1 : 0x7f, 0x100);
      bytes[length] = '\0';
      cleaned = cord_text_clean (bytes, limit);
      g_assert_true (g_utf8_validate (cleaned, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (cleaned, -1), <=, limit);
      for (const char *p = cleaned; *p != '\0'; p = g_utf8_next_char (p))
        g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)));
    }
}

static void
test_mask_name (void)
{
  static const Pair pairs[] = {
    { "Grace Okafor", "G•••• O•••••" },
    { "Bartholomew Li", "B••••••• L•" },
    { "X", "X" },
    { "", "" },
    { NULL, "" },
    { "\xC3\x89lodie D", "\xC3\x89•••••"
                         " D" },
  };

  check_pairs (cord_text_mask_name, pairs, G_N_ELEMENTS (pairs));
}

static void
test_tail (void)
{
  static const Pair pairs[] = {
    { "+49 30 5550471", "471" },
    { "71", "71" },
    { "", "" },
    { NULL, "" },
    { "ab\xC3\xA9\xC3\xA8\xC3\xAA", "\xC3\xA9\xC3\xA8\xC3\xAA" },
  };

  check_pairs (tail, pairs, G_N_ELEMENTS (pairs));
}

static void
test_digits (void)
{
  static const Pair pairs[] = {
    { "+49 (30) 555-0471", "+49305550471" },
    { "030/555 04 71", "0305550471" },
    { "ext. 5+5", "55" },
    { "  +1", "+1" },
    { "none", "" },
    { NULL, "" },
  };

  check_pairs (cord_text_digits, pairs, G_N_ELEMENTS (pairs));
}

/* As it is pasted from a letter, a spreadsheet, a telephone or a chat. */
static void
test_phone (void)
{
  static const Pair pairs[] = {
    { "+49 (30) 555-0471", "+49305550471" },
    { "030/555 04 71", "0305550471" },
    { "+49 (0)30 5550471", "+49305550471" },
    { "+49(0) 30 / 555 04-71", "+49305550471" },
    { "(0)30 5550471", "0305550471" },
    { "tel:+49-30-555-0471;ext=12", "+49305550471" },
    { "TEL:030 5550471", "0305550471" },
    { "sip:+49305550471@example.net;user=phone", "+49305550471" },
    { "callto:+49305550471", "+49305550471" },
    { "+1 312.555.0100 ext. 12", "+13125550100" },
    { "+1 312 555 0100 x12", "+13125550100" },
    { "312-555-0100 #12", "3125550100" },
    { "+49\u00a030\u2011555\u2013047\u20111", "+49305550471" },
    { "\u200e+49 30 5550471\u202c", "+49305550471" },
    { "\uff0b\uff14\uff19 \uff13\uff10 555", "+4930555" },
    { "\u0660\u0663\u0660 \u0665\u0665\u0665", "030555" },
    { "\u0967\u0968\u0969\u0967\u0968", "12312" },
    { " \t+49\n30 ", "+4930" },
    { "030 5550471 office", "" },
    { "ext. 12", "" },
    { "Grace 030", "" },
    { "030x", "" },
    { "4+9", "" },
    { "+", "+" },
    { "", "" },
    { NULL, "" },
  };

  check_pairs (cord_text_phone, pairs, G_N_ELEMENTS (pairs));
}

static void
test_search_key (void)
{
  static const Pair pairs[] = {
    { "  Zo\xC3\xAB   M\xC3\xBCLLER ", "zoe muller" },
    { "Zoe\xCC\x88 Mu\xCC\x88ller", "zoe muller" },
    { "STRA\xC3\x9F"
      "E",
      "strasse" },
    { "a" ZERO_WIDTH "b", "ab" },
    { "M\u00fcller,Zoe ", "muller zoe" },
    { "M\u00fcller, Zoe", "muller zoe" },
    { "", "" },
    { NULL, "" },
  };

  check_pairs (cord_text_search_key, pairs, G_N_ELEMENTS (pairs));
}

static void
test_isolate (void)
{
  static const Pair pairs[] = {
    { "Grace Okafor", "Grace Okafor" },
    { "", "" },
    { "\xD7\xA0\xD7\x95\xD7\xA2\xD7\x9D", "\xE2\x81\xA8\xD7\xA0\xD7\x95\xD7\xA2\xD7\x9D\xE2\x81\xA9" },
    { "A \xD9\x84", "\xE2\x81\xA8"
                    "A \xD9\x84\xE2\x81\xA9" },
  };

  check_pairs (cord_text_isolate, pairs, G_N_ELEMENTS (pairs));
}

static void
test_cards (void)
{
  static const Pair pairs[] = {
    { "card 4111 1111 1111 1111.", "card [card number removed]." },
    { "4111-1111-1111-1111", "[card number removed]" },
    { "4111 1111 1111 1111 12/27", "[card number removed] 12/27" },
    { "4111 1111 1111 1111 123", "[card number removed] 123" },
    { "4111  1111  1111  1111", "[card number removed]" },
    { "4111.1111.1111.1111", "[card number removed]" },
    { "378282246310005 and 5555555555554444", "[card number removed] and [card number removed]" },
    { "4111111111111112", "4111111111111112" },         /* the check digit is wrong */
    { "invoice 411111111111", "invoice 411111111111" }, /* twelve digits */
    { "41111111111111111111111111", "41111111111111111111111111" },
    { "2 4111 1111 1111 1111", "2 [card number removed]" },
    { "caf\xC3\xA9 4111111111111111\xE2\x82\xAC", "caf\xC3\xA9 [card number removed]\xE2\x82\xAC" },
    { "nothing here", "nothing here" },
    { "", "" },
    { NULL, "" },
  };

  check_pairs (cord_text_hide_cards, pairs, G_N_ELEMENTS (pairs));
}

/* Every number of 13 to 19 digits with a valid check digit is hidden, however it is grouped. */
static void
test_every_card_is_hidden (void)
{
  for (int i = 0; i < 500; i++)
    {
      int length = g_test_rand_int_range (13, 20);
      int sum = 0;
      int digits[19];
      g_autoptr (GString) text = g_string_new ("no. ");
      g_autofree char *hidden = NULL;

      for (int j = 0; j < length - 1; j++)
        digits[j] = g_test_rand_int_range (0, 10);
      for (int j = 0; j < length - 1; j++)
        {
          int doubled = (length - 1 - j) % 2 == 1 ? digits[j] * 2 : digits[j];

          sum += doubled / 10 + doubled % 10;
        }
      digits[length - 1] = (10 - sum % 10) % 10;
      for (int j = 0; j < length; j++)
        {
          g_string_append_c (text, (char)('0' + digits[j]));
          if (j < length - 1 && g_test_rand_int_range (0, 4) == 0)
            g_string_append_c (text, g_test_rand_bit () ? ' ' : '-');
        }
      g_string_append (text, "!");
      hidden = cord_text_hide_cards (text->str);
      g_assert_cmpstr (hidden, ==, "no. [card number removed]!");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/text/clean", test_clean);
  g_test_add_func ("/base/text/clean-cuts", test_clean_cuts);
  g_test_add_func ("/base/text/clean-any-bytes", test_clean_any_bytes);
  g_test_add_func ("/base/text/mask-name", test_mask_name);
  g_test_add_func ("/base/text/tail", test_tail);
  g_test_add_func ("/base/text/digits", test_digits);
  g_test_add_func ("/base/text/phone", test_phone);
  g_test_add_func ("/base/text/search-key", test_search_key);
  g_test_add_func ("/base/text/isolate", test_isolate);
  g_test_add_func ("/base/text/cards", test_cards);
  g_test_add_func ("/base/text/every-card-is-hidden", test_every_card_is_hidden);
  return g_test_run ();
}
