/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-name-search.h"

#include "base/cord-search-key.h"
#include "store/cord-resource-index.h"
#include "wire/cord-resource-type.h"

#include <string.h>

#define WORDS_MAX 8
/* Names with one of the words that are read to compare the others: a few milliseconds. */
#define NAMES_READ_MAX 1000

static const char *const types[] = { "customer", "individual", "organization" };

/* What is written before and behind a name, in the letters of a key. */
static const char *const titles[] = {
  "mr",   "mrs",      "ms",      "miss",     "mx",   "dr",   "doctor", "prof", "professor", "sir",     "madam",
  "herr", "herrn",    "hr",      "frau",     "dipl", "ing",  "med",    "phil", "mag",       "jr",      "junior",
  "sr",   "senior",   "ii",      "iii",      "iv",   "esq",  "phd",    "md",   "senor",     "senora",  "sra",
  "srta", "don",      "dona",    "monsieur", "mme",  "mlle", "madame", "sig",  "signor",    "signora", "dott",
  "dhr",  "mevr",     "mevrouw", "meneer",   "pan",  "pani", "sayin",  "bay",  "bayan",     "attn",    "customer",
  "г",    "господин", "госпожа", "пан",      "пани", NULL,
};

/* Behind a name without a space. */
static const char *const honorifics[] = { "様", "さん", "氏", "殿", "先生", "女士", "小姐", "太太", "씨", "님" };

static gboolean
is_title (const char *word)
{
  return word[1] == '\0' || g_strv_contains (titles, word);
}

/* The words without what is no name; NULL where that is all of them or none. */
static GStrv
dup_untitled (GStrv words)
{
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) untitled = NULL;
  gboolean changed = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = g_strdup (words[i]);

      for (gsize j = 0; j < G_N_ELEMENTS (honorifics); j++)
        if (g_str_has_suffix (word, honorifics[j]))
          word[strlen (word) - strlen (honorifics[j])] = '\0';
      if (*word != '\0' && !is_title (word))
        g_strv_builder_add (kept, word);
      changed = changed || is_title (word) || !g_str_equal (word, words[i]);
    }
  untitled = g_strv_builder_end (kept);
  return changed && untitled[0] != NULL ? g_steal_pointer (&untitled) : NULL;
}

static void
add_named (CordFound *found, const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    cord_found_add_prefix (found, types[i], CORD_RESOURCE_COLUMN_NAME, key);
}

static GArray *
collect (CordFound *found, const char *type, const char *key, guint most)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  return cord_resource_index_collect_prefix (cord_core_get_database (found->core), type, CORD_RESOURCE_COLUMN_NAME, key,
                                             most, rows, &found->error)
             ? g_steal_pointer (&rows)
             : NULL;
}

static gboolean
has_any (CordFound *found, const char *type, const char *first, const char *second)
{
  g_autofree char *key = cord_search_key_join ((const char *const[]){ first, second, NULL });
  g_autoptr (GArray) rows = collect (found, type, key, 1);

  return rows != NULL && rows->len > 0;
}

/* Whether some name may have the word that no name begins with, as a part of a longer one: "Berg" in "Vandenberg". */
static gboolean
may_be_part (CordFound *found, const char *type, GStrv words, guint i)
{
  return (i > 0 && has_any (found, type, words[i - 1], words[i]))
         || (words[i + 1] != NULL && has_any (found, type, words[i], words[i + 1]));
}

/* The rows of the names with the word that the fewest have, as far as they are read; NULL where none can have them all,
 * and with an error. */
static GArray *
find_rarest (CordFound *found, const char *type, GStrv words)
{
  g_autoptr (GArray) rarest = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (GArray) rows = collect (found, type, words[i], NAMES_READ_MAX);

      if (rows == NULL || (rows->len == 0 && !may_be_part (found, type, words, i)))
        return NULL;
      if (rows->len == 0 || (rarest != NULL && rows->len >= rarest->len))
        continue;
      g_clear_pointer (&rarest, g_array_unref);
      rarest = g_steal_pointer (&rows);
    }
  return g_steal_pointer (&rarest);
}

static gboolean
has_key (GPtrArray *keys, const char *begin)
{
  for (guint i = 0; i < keys->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (keys, i), begin))
      return TRUE;
  return FALSE;
}

/* Whether each of the words is the beginning of one of the name's, alone or together with those that follow it. */
static gboolean
has_words (GPtrArray *keys, GStrv words)
{
  gboolean reached[WORDS_MAX + 1] = { TRUE };
  guint n = g_strv_length (words);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GString) begin = g_string_new (NULL);

      for (guint j = i; reached[i] && j < n; j++)
        {
          g_string_append (begin, words[j]);
          if (!has_key (keys, begin->str))
            break;
          reached[j + 1] = TRUE;
        }
    }
  return reached[n];
}

static void
add_row (CordFound *found, const char *type, gint64 row, GStrv words)
{
  CordDatabase *database = cord_core_get_database (found->core);
  g_autoptr (GPtrArray) keys = cord_resource_index_dup_values (database, row, CORD_RESOURCE_COLUMN_NAME, &found->error);
  g_autofree char *id = NULL;

  if (keys != NULL && has_words (keys, words) && cord_resource_index_dup_id (database, row, &id, &found->error)
      && id != NULL)
    cord_found_add_through (found, type, id);
}

/* "grac okaf", "Grace Okafor" of Grace Ada Okafor: names with the words in any order. */
static void
add_with_words (CordFound *found, GStrv words)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types) && !cord_found_is_over (found); i++)
    {
      g_autoptr (GArray) rows = find_rarest (found, types[i], words);

      for (guint j = 0; rows != NULL && j < rows->len && !cord_found_is_over (found); j++)
        add_row (found, types[i], g_array_index (rows, gint64, j), words);
    }
}

static void
add_spelled (CordFound *found, GStrv words)
{
  guint n = g_strv_length (words);
  g_autofree char *key = cord_search_key_join ((const char *const *)words);
  g_auto (GStrv) plain = g_new0 (char *, n + 1);
  g_autofree char *plain_key = NULL;

  for (guint i = 0; i < n; i++)
    plain[i] = cord_search_key_plain (words[i]);
  plain_key = cord_search_key_join ((const char *const *)plain);
  add_named (found, key);
  if (!g_str_equal (key, plain_key))
    add_named (found, plain_key);
  if (n > 1 && n <= WORDS_MAX && !cord_found_is_over (found))
    add_with_words (found, plain);
}

/* Without what stands in brackets and quotation marks: Jane “JD” Doe. */
static char *
dup_unbracketed (const char *text)
{
  g_autoptr (GString) rest = g_string_new (NULL);
  gboolean inside = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean opens = c == '(' || c == '[' || c == 0x201c || c == 0x201e || c == 0xab || (c == '"' && !inside);
      gboolean closes = c == ')' || c == ']' || c == 0x201d || c == 0xbb || ((c == '"' || c == 0x201c) && inside);

      if (opens || closes)
        g_string_append_c (rest, ' ');
      else if (!inside)
        g_string_append_unichar (rest, c);
      inside = !closes && (inside || opens);
    }
  return g_strdup (rest->str);
}

static gboolean
is_nobody (const CordFound *found)
{
  return found->customers->len == 0 && found->error == NULL;
}

/* The name as it is, and then without its titles. */
static void
add_text (CordFound *found, const char *text)
{
  g_auto (GStrv) words = cord_search_key_words (text);
  g_auto (GStrv) untitled = dup_untitled (words);

  add_spelled (found, words);
  if (untitled != NULL && is_nobody (found))
    add_spelled (found, untitled);
}

void
cord_name_search (CordFound *found, const char *text)
{
  g_autofree char *unbracketed = dup_unbracketed (text);

  if (!cord_search_key_is_enough (text))
    return;
  add_text (found, text);
  if (is_nobody (found) && cord_search_key_is_enough (unbracketed) && !g_str_equal (unbracketed, text))
    add_text (found, unbracketed);
}
