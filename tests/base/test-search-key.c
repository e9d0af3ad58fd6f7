/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-search-key.h"

#include <string.h>

static void
check (GStrv words, const char *expected)
{
  g_autofree char *joined = g_strjoinv ("|", words);

  g_assert_cmpstr (joined, ==, expected);
  g_strfreev (words);
}

/* The whole name from each word on, in the letters and in each spelling that others may choose. */
static void
test_names (void)
{
  check (cord_search_key_names ("Grace  OKAFOR"), "graceokafor|okaforgrace");
  check (cord_search_key_names ("Anne-Marie O\u2019Brien"),
         "annemarieobrien|marieobrienanne|obrienannemarie|brienannemarieo");
  check (cord_search_key_names ("J. M\u00fcller"), "jmuller|mullerj|jmueller|muellerj");
  check (cord_search_key_names ("Mueller"), "mueller|muller");
  check (cord_search_key_names ("Joe"), "joe");
  check (cord_search_key_names ("S\u00f8ren \u00c5"), "sorena|asoren|soerenaa|aasoeren");
  check (cord_search_key_names ("\u5c71\u7530"), "\u5c71\u7530|\u7530\u5c71");
  check (cord_search_key_names ("\uae40A"), "\uae40a|a\uae40");
  check (cord_search_key_names ("  -  "), "");
  check (cord_search_key_names (""), "");
  check (cord_search_key_names (NULL), "");
}

static void
test_words (void)
{
  static const char *const pairs[][2] = {
    { "O\u2019Brien, Pat", "o|brien|pat" },
    { "a\u200bb c\u00add", "ab|cd" },
    { "Zoe\u0308 Stra\u00dfe", "zoe|strasse" },
    { "\u0141\u00d8\u0110\u0131\u00c6\u00de", "lodiaeth" },
    { "\u5c71\u7530\u592a\u90ce \u30b5\u30af\u30e9", "\u5c71\u7530\u592a\u90ce|\u3055\u304f\u3089" },
    { "\uff2a\uff41\uff4e \uff11\u0662", "jan|12" },
    { "x\u00b4y", "x|y" },
    { "\u02bbOhana", "ohana" },
    { "!?", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    check (cord_search_key_words (pairs[i][0]), pairs[i][1]);
  check (cord_search_key_words (NULL), "");
}

static void
test_plain (void)
{
  static const char *const pairs[][2] = {
    { "mueller", "muller" }, { "aagaard", "agard" }, { "joe", "joe" },
    { "goethe", "gothe" },   { "queue", "quue" },    { "", "" },
    { "ue", "ue" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *plain = cord_search_key_plain (pairs[i][0]);

      g_assert_cmpstr (plain, ==, pairs[i][1]);
    }
}

static void
test_is_enough (void)
{
  g_assert_true (cord_search_key_is_enough ("ab"));
  g_assert_true (cord_search_key_is_enough ("a-1"));
  g_assert_true (cord_search_key_is_enough ("\u5c71"));
  g_assert_false (cord_search_key_is_enough ("a"));
  g_assert_false (cord_search_key_is_enough ("(0)"));
  g_assert_false (cord_search_key_is_enough ("\u0308\u2026"));
  g_assert_false (cord_search_key_is_enough (NULL));
}

static void
test_ids_and_mail (void)
{
  static const char *const ids[][2] = {
    { " ACCT\u2011C1 ", "acct-c1" },
    { "\uff23\uff11", "c1" },
    { "7f\u2212a", "7f-a" },
    { "", "" },
  };
  static const char *const mails[][2] = {
    { "Jane@Example.com", "jane@example.com" },
    { "Jane Doe <Jane@example.com>", "jane@example.com" },
    { "mailto:jane@example.com?subject=x", "jane@example.com" },
    { "\u201cjane@example.com\u201d.", "jane@example.com" },
    { "'o'brien@example.com'", "o'brien@example.com" },
    { "@example.com", "" },
    { "jane@", "" },
    { "jane", "" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *key = cord_search_key_id (ids[i][0]);

      g_assert_cmpstr (key, ==, ids[i][1]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (mails); i++)
    {
      g_autofree char *key = cord_search_key_email (mails[i][0]);

      g_assert_cmpstr (key, ==, mails[i][1]);
    }
}

/* A key that was made again is the same, and a long name has no longer keys. */
static void
test_stable (void)
{
  g_autofree char *name = g_strnfill (399, 'x');
  g_auto (GStrv) keys = cord_search_key_names (name);
  g_autofree char *join = cord_search_key_join ((const char *const[]){ name, NULL });

  g_assert_cmpuint (g_strv_length (keys), ==, 1);
  g_assert_cmpstr (keys[0], ==, join);
  check (cord_search_key_names ("mullerj"), "mullerj");
}

/* A name in pieces of several scripts and languages. */
static char *
random_name (GRand *random)
{
  static const char *const pieces[]
      = { "m\u00fc", "ler",    "\u00f8",       "\u0142uk", "a\u0144",      "gro\u00df",    "kj\u00e6r",    "joe",
          "aa",      "ue",     "\u0130z",      "nu\u00f1", "\u5c71",       "\u7530",       "\u3055\u304f", "\u30d0",
          "\uae40",  "\ucca0", "\u0401\u043b", "\u0439",   "\u0391\u03ac", "\u0623\u062d", "\u05d9\u05e2", "o",
          "d",       "8" };
  static const char *const between[] = { " ", "-", "\u2019", "'", ". ", "", "", "", "\u2011", ", " };
  GString *name = g_string_new (NULL);

  for (guint i = (guint)g_rand_int_range (random, 1, 9); i > 0; i--)
    g_string_append_printf (name, "%s%s", pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))],
                            between[g_rand_int_range (random, 0, G_N_ELEMENTS (between))]);
  return g_string_free (name, FALSE);
}

/* The same name as somebody else writes it. */
static char *
respell (const char *name, guint how)
{
  g_autoptr (GString) spelled = g_string_new (NULL);

  switch (how)
    {
    case 0:
      return g_utf8_strup (name, -1);
    case 1:
      return g_utf8_strdown (name, -1);
    case 2:
      return g_utf8_normalize (name, -1, G_NORMALIZE_NFD);
    case 3:
      return g_utf8_normalize (name, -1, G_NORMALIZE_NFKC);
    case 4:
      return g_strdelimit (g_strdup (name), " -'.,", '\t');
    case 5:
      g_string_assign (spelled, name);
      g_string_replace (spelled, "\u00fc", "ue", 0);
      g_string_replace (spelled, "\u00f8", "oe", 0);
      return g_strdup (spelled->str);
    case 6:
      g_string_assign (spelled, name);
      g_string_replace (spelled, "-", "", 0);
      g_string_replace (spelled, "'", "", 0);
      return g_strdup (spelled->str);
    default:
      return g_strdup_printf ("\u200e\u201c%s\u201d\u00ad", name);
    }
}

static gboolean
is_found (GStrv keys, const char *query)
{
  g_auto (GStrv) words = cord_search_key_words (query);
  g_autofree char *key = cord_search_key_join ((const char *const *)words);
  g_autoptr (GString) plain = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = cord_search_key_plain (words[i]);

      g_string_append (plain, word);
    }
  for (guint i = 0; keys[i] != NULL; i++)
    if (g_str_has_prefix (keys[i], key) || g_str_has_prefix (keys[i], plain->str))
      return TRUE;
  return keys[0] == NULL;
}

/* Whatever a name is made of, each spelling of it begins one of its keys. */
static void
test_random_names (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261201);

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *name = random_name (random);
      g_auto (GStrv) keys = cord_search_key_names (name);

      for (guint how = 0; how < 8; how++)
        {
          g_autofree char *spelled = respell (name, how);

          if (!is_found (keys, spelled))
            g_error ("“%s” is not found as “%s” (%u)", name, spelled, how);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search-key/names", test_names);
  g_test_add_func ("/search-key/words", test_words);
  g_test_add_func ("/search-key/plain", test_plain);
  g_test_add_func ("/search-key/is-enough", test_is_enough);
  g_test_add_func ("/search-key/ids-and-mail", test_ids_and_mail);
  g_test_add_func ("/search-key/stable", test_stable);
  g_test_add_func ("/search-key/random-names", test_random_names);
  return g_test_run ();
}
