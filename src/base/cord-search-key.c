/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-search-key.h"

#include "base/cord-text.h"

#include <string.h>

#define TEXT_MAX_CHARACTERS 400
/* A name of more words is found by the first of them; a key is long enough for one name of a million. */
#define WORDS_MAX 16
#define KEY_MAX_CHARACTERS 48

#define DIAERESIS 0x308
#define RING 0x30a
#define PROLONGED_SOUND 0x30fc /* "ー", of both kana */

/* Letters in lower case that Unicode does not decompose, how names with them are written without, and what else is
 * written for them. The signs are old forms, kept in names alone, and the ones of today. */
static const struct
{
  gunichar letter;
  const char *plain;
  const char *expanded; /* NULL: the same */
} letters[] = {
  { 0xe6, "ae", NULL },       { 0xf0, "d", NULL },        { 0xf8, "o", "oe" },        { 0xfe, "th", NULL },
  { 0x111, "d", "dj" },       { 0x127, "h", NULL },       { 0x131, "i", NULL },       { 0x138, "k", NULL },
  { 0x142, "l", NULL },       { 0x14b, "n", NULL },       { 0x153, "oe", NULL },      { 0x167, "t", NULL },
  { 0x180, "b", NULL },       { 0x192, "f", NULL },       { 0x199, "k", NULL },       { 0x19e, "n", NULL },
  { 0x1b4, "y", NULL },       { 0x1dd, "e", NULL },       { 0x1e5, "g", NULL },       { 0x253, "b", NULL },
  { 0x254, "o", NULL },       { 0x256, "d", NULL },       { 0x257, "d", NULL },       { 0x259, "a", "e" },
  { 0x25b, "e", NULL },       { 0x260, "g", NULL },       { 0x268, "i", NULL },       { 0x272, "n", NULL },
  { 0x289, "u", NULL },       { 0x491, "\u0433", NULL },  { 0x629, "\u0647", NULL },  { 0x649, "\u064a", NULL },
  { 0x671, "\u0627", NULL },  { 0x6a9, "\u0643", NULL },  { 0x6cc, "\u064a", NULL },  { 0x570b, "\u56fd", NULL },
  { 0x5d8b, "\u5cf6", NULL }, { 0x5d8c, "\u5cf6", NULL }, { 0x5ee3, "\u5e83", NULL }, { 0x658e, "\u6589", NULL },
  { 0x6801, "\u67f3", NULL }, { 0x6afb, "\u685c", NULL }, { 0x6fa4, "\u6ca2", NULL }, { 0x6ff1, "\u6d5c", NULL },
  { 0x6ff5, "\u6d5c", NULL }, { 0x9089, "\u8fba", NULL }, { 0x908a, "\u8fba", NULL }, { 0x9ad9, "\u9ad8", NULL },
  { 0x9f4a, "\u6589", NULL }, { 0x9f4b, "\u6589", NULL }, { 0xfa11, "\u5d0e", NULL }, { 0x20bb7, "\u5409", NULL },
};

/* A word, or a sign that is one, in the two spellings of its umlauts. */
typedef struct
{
  GString *plain;    /* "muller" */
  GString *expanded; /* "mueller" */
  gboolean sign;
  gboolean glued; /* nothing stands between it and the one before */
} Word;

static void
word_free (gpointer data)
{
  Word *self = data;

  g_string_free (self->plain, TRUE);
  g_string_free (self->expanded, TRUE);
  g_free (self);
}

static gboolean
is_sign (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA
         || script == G_UNICODE_SCRIPT_HANGUL || c == PROLONGED_SOUND;
}

/* Letters by their class, and apostrophes by their use: of the okina, the ayin and the like. */
static gboolean
is_apostrophe (gunichar c)
{
  return (c >= 0x2b9 && c <= 0x2df) || c == 0xa78b || c == 0xa78c;
}

static void
append_letter (Word *word, gunichar c)
{
  for (gsize i = 0; c >= letters[0].letter && i < G_N_ELEMENTS (letters); i++)
    if (c == letters[i].letter)
      {
        g_string_append (word->plain, letters[i].plain);
        g_string_append (word->expanded, letters[i].expanded != NULL ? letters[i].expanded : letters[i].plain);
        return;
      }
  /* Katakana and hiragana are the same sounds. */
  if (c >= 0x30a1 && c <= 0x30f6)
    c -= 0x60;
  else if (g_unichar_isdigit (c))
    c = (gunichar)('0' + g_unichar_digit_value (c));
  g_string_append_unichar (word->plain, c);
  g_string_append_unichar (word->expanded, c);
}

/* "ü" is written "ue" where there is no such letter, "å" is "aa". */
static void
append_mark (Word *word, gunichar mark)
{
  char last = word->expanded->len > 0 ? word->expanded->str[word->expanded->len - 1] : '\0';

  if (mark == DIAERESIS && (last == 'a' || last == 'o' || last == 'u'))
    g_string_append_c (word->expanded, 'e');
  else if (mark == RING && last == 'a')
    g_string_append_c (word->expanded, 'a');
}

/* In NFKD and without case. */
static char *
decompose (const char *text)
{
  g_autofree char *clean = cord_text_clean (text, TEXT_MAX_CHARACTERS);
  g_autofree char *decomposed = g_utf8_normalize (clean, -1, G_NORMALIZE_NFKD);

  return g_utf8_casefold (decomposed, -1);
}

/* Hangul comes in its parts, which make one sign together. */
static void
compose (GString *text)
{
  g_autofree char *composed = g_utf8_normalize (text->str, -1, G_NORMALIZE_NFC);

  g_string_assign (text, composed);
}

/* One word for each sign in @words, in their order; others stay. */
static void
split_signs (GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      Word *word = g_ptr_array_index (words, i);
      const char *rest = NULL;

      compose (word->plain);
      compose (word->expanded);
      if (!word->sign || *(rest = g_utf8_next_char (word->plain->str)) == '\0')
        continue;

      Word *next = g_new0 (Word, 1);

      next->plain = g_string_new (rest);
      next->expanded = g_string_new (rest);
      next->sign = next->glued = TRUE;
      g_string_truncate (word->plain, (gsize)(rest - word->plain->str));
      g_string_assign (word->expanded, word->plain->str);
      g_ptr_array_insert (words, (gint)i + 1, next);
    }
}

/* The word that the next letter belongs to: @last, or a new one at the end of @words. */
static Word *
continue_word (GPtrArray *words, Word *last, gboolean sign, gboolean broken)
{
  Word *word = last;

  if (last == NULL || broken || last->sign != sign)
    {
      word = g_new0 (Word, 1);
      word->plain = g_string_new (NULL);
      word->expanded = g_string_new (NULL);
      word->sign = sign;
      word->glued = !broken && last != NULL;
      g_ptr_array_add (words, word);
    }
  return word;
}

static GPtrArray *
split (const char *text)
{
  g_autofree char *folded = decompose (text);
  GPtrArray *words = g_ptr_array_new_with_free_func (word_free);
  Word *last = NULL;
  gboolean broken = FALSE;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_ismark (c) || c == 0x640) /* the Arabic letter that only makes a word longer */
        {
          if (last != NULL && !broken)
            append_mark (last, c);
          continue;
        }
      if (!g_unichar_isalnum (c) || is_apostrophe (c))
        {
          broken = TRUE;
          continue;
        }
      last = continue_word (words, last, is_sign (c), broken);
      broken = FALSE;
      append_letter (last, c);
    }
  split_signs (words);
  return words;
}

/* At the end of a word it is no umlaut: Joe, Monroe. */
static void
append_plain (GString *text, const char *word)
{
  for (const char *p = word; *p != '\0'; p++)
    {
      g_string_append_c (text, *p);
      if (p[1] != '\0' && p[2] != '\0'
          && ((p[1] == 'e' && (*p == 'a' || *p == 'o' || *p == 'u')) || (p[1] == 'a' && *p == 'a')))
        p++;
    }
}

char *
cord_search_key_plain (const char *word)
{
  GString *plain = g_string_new (NULL);

  g_return_val_if_fail (word != NULL, NULL);
  append_plain (plain, word);
  return g_string_free (plain, FALSE);
}

static char *
cut (GString *key)
{
  if (g_utf8_strlen (key->str, -1) > KEY_MAX_CHARACTERS)
    g_string_truncate (key, (gsize)(g_utf8_offset_to_pointer (key->str, KEY_MAX_CHARACTERS) - key->str));
  return g_string_free (key, FALSE);
}

typedef enum
{
  SPELLED_PLAIN,
  SPELLED_EXPANDED,
  SPELLED_SHORT,
} Spelling;

/* The words from @first on, then those before. */
static char *
rotate (GPtrArray *words, guint first, Spelling spelling)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = g_ptr_array_index (words, (first + i) % words->len);

      if (spelling == SPELLED_SHORT)
        append_plain (key, word->plain->str);
      else
        g_string_append (key, spelling == SPELLED_PLAIN ? word->plain->str : word->expanded->str);
    }
  return cut (key);
}

static void
take_once (GStrvBuilder *keys, GHashTable *seen, char *key)
{
  if (g_hash_table_add (seen, key))
    g_strv_builder_add (keys, key);
}

GStrv
cord_search_key_names (const char *name)
{
  g_autoptr (GPtrArray) words = split (name);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  if (words->len > WORDS_MAX)
    g_ptr_array_set_size (words, WORDS_MAX);
  for (Spelling spelling = SPELLED_PLAIN; spelling <= SPELLED_SHORT; spelling++)
    for (guint i = 0; i < words->len; i++)
      take_once (keys, seen, rotate (words, i, spelling));
  return g_strv_builder_end (keys);
}

GStrv
cord_search_key_words (const char *text)
{
  g_autoptr (GPtrArray) words = split (text);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = g_ptr_array_index (words, i);
      char *before = found->len > 0 && word->glued ? g_ptr_array_steal_index (found, found->len - 1) : g_strdup ("");

      g_ptr_array_add (found, g_strconcat (before, word->plain->str, NULL));
      g_free (before);
    }
  g_ptr_array_add (found, NULL);
  return (GStrv)g_ptr_array_steal (found, NULL);
}

char *
cord_search_key_join (const char *const *words)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    g_string_append (key, words[i]);
  return cut (key);
}

char *
cord_search_key_whole (const char *name)
{
  g_autoptr (GPtrArray) words = split (name);
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    append_plain (key, ((const Word *)g_ptr_array_index (words, i))->plain->str);
  return g_string_free (key, FALSE);
}

gboolean
cord_search_key_is_enough (const char *text)
{
  g_autoptr (GPtrArray) words = split (text);
  glong letters_found = 0;

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = g_ptr_array_index (words, i);

      letters_found += word->sign ? 2 : g_utf8_strlen (word->plain->str, -1);
    }
  return letters_found >= 2;
}

char *
cord_search_key_id (const char *id)
{
  g_autofree char *clean = cord_text_clean (id, TEXT_MAX_CHARACTERS);
  g_autofree char *plain = g_utf8_normalize (clean, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (plain, -1);
  g_autoptr (GString) key = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION || c == 0x2212)
        c = '-';
      g_string_append_unichar (key, c);
    }
  return g_strdup (g_strstrip (key->str));
}

/* No address that is in use has them, but what people paste has them around it. */
static gboolean
ends_address (gunichar c)
{
  return g_unichar_isspace (c) || (c < 0x80 && strchr ("<>()[]|:;,?\"", (char)c) != NULL);
}

/* Of a quotation or a sentence. */
static gboolean
surrounds_address (gunichar c)
{
  return c == '.' || c == '\'' || c == '`' || (c >= 0x80 && g_unichar_ispunct (c));
}

char *
cord_search_key_email (const char *text)
{
  g_autofree char *key = cord_search_key_id (text);
  char *at = strchr (key, '@');
  char *end;
  char *begin = at;

  if (at == NULL)
    return g_strdup ("");
  for (end = at; *end != '\0' && !ends_address (g_utf8_get_char (end));)
    end = g_utf8_next_char (end);
  for (char *p = at; (p = g_utf8_find_prev_char (key, p)) != NULL && !ends_address (g_utf8_get_char (p));)
    begin = p;
  for (char *p = end; (p = g_utf8_find_prev_char (at, p)) != NULL && surrounds_address (g_utf8_get_char (p));)
    end = p;
  while (begin < at && surrounds_address (g_utf8_get_char (begin)))
    begin = g_utf8_next_char (begin);
  return begin < at && end > at + 1 ? g_strndup (begin, (gsize)(end - begin)) : g_strdup ("");
}
