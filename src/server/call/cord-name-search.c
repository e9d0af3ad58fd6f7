/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-name-search.h"

#include "base/cord-search-key.h"
#include "store/cord-resource-index.h"
#include "wire/cord-resource-type.h"

#include <string.h>

#define WORDS_MAX 8
/* What takes a few milliseconds: entries of the index that are counted for a word, those that one search looks through,
 * and names whose words are compared. */
#define COUNTED_MAX 1000
#define ENTRIES_MAX 11000
#define NAMES_READ_MAX 500
/* Of so many nobody looks for more: the words have to be completed first. */
#define ENOUGH 20

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

static gboolean
each_key (CordFound *found, const char *type, const char *begin, guint most, CordResourceIndexFunc func,
          gpointer user_data)
{
  return cord_resource_index_each_prefix (cord_core_get_database (found->core), type, CORD_RESOURCE_COLUMN_NAME, begin,
                                          most, func, user_data, &found->error);
}

static void
count_key (const char *value, gint64 row, gpointer user_data)
{
  (*(guint *)user_data)++;
}

static gboolean
has_any (CordFound *found, const char *type, const char *first, const char *second)
{
  g_autofree char *key = cord_search_key_join ((const char *const[]){ first, second, NULL });
  guint n = 0;

  return each_key (found, type, key, 1, count_key, &n) && n > 0;
}

/* Whether some name may have the word that no name begins with, as a part of a longer one: "Berg" in "Vandenberg". */
static gboolean
may_be_part (CordFound *found, const char *type, GStrv words, guint i)
{
  return (i > 0 && has_any (found, type, words[i - 1], words[i]))
         || (words[i + 1] != NULL && has_any (found, type, words[i], words[i + 1]));
}

/* The word that the fewest names have, as far as they are counted, and of those that many have the longest; NULL where
 * no name has them all, and with an error. */
static const char *
find_rarest (CordFound *found, const char *type, GStrv words)
{
  const char *rarest = NULL;
  guint fewest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint n = 0;

      if (!each_key (found, type, words[i], 1, count_key, &n) || (n == 0 && !may_be_part (found, type, words, i)))
        return NULL;
    }
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint n = 0;

      if (!each_key (found, type, words[i], COUNTED_MAX, count_key, &n))
        return NULL;
      if (n > 0 && (rarest == NULL || n < fewest || (n == fewest && strlen (words[i]) > strlen (rarest))))
        {
          rarest = words[i];
          fewest = n;
        }
    }
  return rarest;
}

typedef struct
{
  GStrv words;
  GArray *rows; /* (element-type gint64) */
  guint left;   /* entries to look through */
} Match;

/* A key has the whole name. */
static void
match_key (const char *value, gint64 row, gpointer user_data)
{
  Match *match = user_data;

  match->left--;
  for (guint i = 0; match->words[i] != NULL; i++)
    if (strstr (value, match->words[i]) == NULL)
      return;
  g_array_append_val (match->rows, row);
}

/* The rows of the names that may have all of the words, as far as they are looked through; NULL where there are none.
 * *left: entries that may be looked through still */
static GArray *
find_rows (CordFound *found, const char *type, GStrv words, guint *left)
{
  const char *rarest = *left > 0 ? find_rarest (found, type, words) : NULL;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  Match match = { words, rows, *left };

  if (rarest == NULL || !each_key (found, type, rarest, *left, match_key, &match))
    return NULL;
  *left = match.left;
  cord_resource_index_order_rows (rows);
  return g_steal_pointer (&rows);
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
    cord_found_add_known (found, type, id);
}

/* "grac okaf", "Grace Okafor" of Grace Ada Okafor: names with the words in any order. */
static void
add_with_words (CordFound *found, const char *type, GStrv words, guint *left)
{
  g_autoptr (GArray) rows = find_rows (found, type, words, left);

  for (guint i = 0; rows != NULL && i < MIN (rows->len, NAMES_READ_MAX) && !cord_found_is_over (found); i++)
    add_row (found, type, g_array_index (rows, gint64, i), words);
}

static gboolean
is_nobody (const CordFound *found)
{
  return found->customers->len == 0 && found->error == NULL;
}

static void
add_spelled (CordFound *found, GStrv words, guint *left)
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
  if (n == 1 || n > WORDS_MAX || found->error != NULL || found->customers->len >= ENOUGH)
    return;
  add_with_words (found, types[0], plain, left);
  for (gsize i = 1; i < G_N_ELEMENTS (types) && is_nobody (found); i++)
    add_with_words (found, types[i], plain, left);
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

/* The name as it is, and then without its titles. */
static void
add_text (CordFound *found, const char *text, guint *left)
{
  g_auto (GStrv) words = cord_search_key_words (text);
  g_auto (GStrv) untitled = dup_untitled (words);

  add_spelled (found, words, left);
  if (untitled != NULL && is_nobody (found))
    add_spelled (found, untitled, left);
}

void
cord_name_search (CordFound *found, const char *text)
{
  g_autofree char *unbracketed = dup_unbracketed (text);
  guint left = ENTRIES_MAX;

  if (!cord_search_key_is_enough (text))
    return;
  add_text (found, text, &left);
  if (is_nobody (found) && cord_search_key_is_enough (unbracketed) && !g_str_equal (unbracketed, text))
    add_text (found, unbracketed, &left);
}
