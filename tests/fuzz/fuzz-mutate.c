/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-mutate.h"

#include <string.h>

#define TEXT_MOST 65536

/* The position of a token. */
typedef struct
{
  gsize start, end;
} Span;

void
fuzz_mutator_init (FuzzMutator *self, guint64 seed)
{
  self->state = seed * 2862933555777941757u + 3037000493u;
  self->words = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  self->corpus = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
}

void
fuzz_mutator_clear (FuzzMutator *self)
{
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->corpus, g_ptr_array_unref);
}

/* splitmix64 */
guint
fuzz_mutator_below (FuzzMutator *self, guint limit)
{
  guint64 z = self->state += 0x9e3779b97f4a7c15u;

  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return limit > 0 ? (guint)((z ^ (z >> 31)) >> 32) % limit : 0;
}

static GBytes *
parse_word (const char *line)
{
  GByteArray *word = g_byte_array_new ();

  for (const char *c = line + 1; *c != '\0' && *c != '"'; c++)
    {
      guint8 byte = (guint8)*c;

      if (*c == '\\' && c[1] == 'x' && g_ascii_isxdigit (c[2]) && g_ascii_isxdigit (c[3]))
        {
          byte = (guint8)(g_ascii_xdigit_value (c[2]) * 16 + g_ascii_xdigit_value (c[3]));
          c += 3;
        }
      else if (*c == '\\' && c[1] != '\0')
        byte = (guint8) * ++c;
      g_byte_array_append (word, &byte, 1);
    }
  return g_byte_array_free_to_bytes (word);
}

gboolean
fuzz_mutator_load_words (FuzzMutator *self, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (**line == '"')
      g_ptr_array_add (self->words, parse_word (*line));
  return TRUE;
}

static gsize
token_end (const GString *text, gsize at)
{
  gsize end = at + 1;

  if (text->str[at] == '"')
    {
      while (end < text->len && text->str[end] != '"')
        end += text->str[end] == '\\' && end + 1 < text->len ? 2 : 1;
      return MIN (end + 1, text->len);
    }
  if (strchr ("{}[]:,", text->str[at]) != NULL)
    return end;
  while (end < text->len && !g_ascii_isspace (text->str[end]) && strchr ("{}[]:,\"", text->str[end]) == NULL)
    end++;
  return end;
}

static GArray *
find_tokens (const GString *text)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (Span));

  for (gsize at = 0; at < text->len;)
    {
      Span span = { at, at + 1 };

      if (!g_ascii_isspace (text->str[at]))
        {
          span.end = token_end (text, at);
          g_array_append_val (tokens, span);
        }
      at = span.end;
    }
  return tokens;
}

/* The value that begins with a token: the token itself, or the whole object or list that it opens. */
static Span
value_at (const GString *text, const GArray *tokens, guint index)
{
  Span span = g_array_index (tokens, Span, index);
  guint depth = 0;

  for (guint i = index; i < tokens->len; i++)
    {
      Span each = g_array_index (tokens, Span, i);
      char c = text->str[each.start];

      span.end = each.end;
      if (c == '{' || c == '[')
        depth++;
      else if ((c == '}' || c == ']') && depth > 0)
        depth--;
      if (depth == 0)
        break;
    }
  return span;
}

static gboolean
is_mark (const GString *text, Span span)
{
  return strchr ("}]:,", text->str[span.start]) != NULL;
}

/* A random value or name; FALSE when the text has none. */
static gboolean
pick_value (FuzzMutator *self, const GString *text, Span *out)
{
  g_autoptr (GArray) tokens = find_tokens (text);

  for (guint tries = 0; tokens->len > 0 && tries < 8; tries++)
    {
      guint index = fuzz_mutator_below (self, tokens->len);

      *out = value_at (text, tokens, index);
      if (!is_mark (text, *out))
        return TRUE;
    }
  return FALSE;
}

static void
replace (GString *text, Span span, const char *with, gsize length)
{
  g_string_erase (text, (gssize)span.start, (gssize)(span.end - span.start));
  g_string_insert_len (text, (gssize)span.start, with, (gssize)length);
}

static void
change_to_word (FuzzMutator *self, GString *text)
{
  Span span;
  gsize length;
  const char *word;

  if (self->words->len == 0 || !pick_value (self, text, &span))
    return;
  word = g_bytes_get_data (g_ptr_array_index (self->words, fuzz_mutator_below (self, self->words->len)), &length);
  replace (text, span, word, length);
}

/* Replaces a digit of a number, a price or a date. */
static void
change_digit (FuzzMutator *self, GString *text)
{
  guint n = 0, wanted;

  for (gsize i = 0; i < text->len; i++)
    n += g_ascii_isdigit (text->str[i]) ? 1 : 0;
  wanted = fuzz_mutator_below (self, n);
  for (gsize i = 0; n > 0 && i < text->len; i++)
    if (g_ascii_isdigit (text->str[i]) && wanted-- == 0)
      {
        text->str[i] = (char)('0' + fuzz_mutator_below (self, 10));
        return;
      }
}

/* Duplicates an element of a list: an event, a row, an amount. */
static void
double_element (FuzzMutator *self, GString *text)
{
  g_autoptr (GArray) tokens = find_tokens (text);

  for (guint tries = 0; tokens->len > 0 && tries < 32; tries++)
    {
      guint index = fuzz_mutator_below (self, tokens->len);
      Span span = value_at (text, tokens, index);
      gsize before = span.start, after = span.end;
      g_autofree char *copy = NULL;

      while (before > 0 && g_ascii_isspace (text->str[before - 1]))
        before--;
      while (after < text->len && g_ascii_isspace (text->str[after]))
        after++;
      if (is_mark (text, span) || before == 0 || after == text->len || strchr ("[,", text->str[before - 1]) == NULL
          || strchr ("],", text->str[after]) == NULL)
        continue;
      copy = g_strdup_printf (",%.*s", (int)(span.end - span.start), text->str + span.start);
      g_string_insert (text, (gssize)span.end, copy);
      return;
    }
}

/* The value of a random member of this name, or of any name when it is NULL; the name is returned. */
static gboolean
pick_member (FuzzMutator *self, const GString *text, const char *wanted, char **name, Span *out)
{
  g_autoptr (GArray) tokens = find_tokens (text);
  guint first = fuzz_mutator_below (self, tokens->len);

  for (guint i = 0; i < tokens->len; i++)
    {
      guint index = (first + i) % tokens->len;
      Span colon = g_array_index (tokens, Span, index);
      Span before;

      if (text->str[colon.start] != ':' || index == 0 || index + 1 >= tokens->len)
        continue;
      before = g_array_index (tokens, Span, index - 1);
      g_free (*name);
      *name = g_strndup (text->str + before.start, before.end - before.start);
      *out = value_at (text, tokens, index + 1);
      if (wanted == NULL || strcmp (wanted, *name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A member gets the value of one with the same name, here or in another text, so that it fits. */
static void
borrow_member (FuzzMutator *self, GString *text)
{
  GBytes *other
      = self->corpus->len > 0 ? g_ptr_array_index (self->corpus, fuzz_mutator_below (self, self->corpus->len)) : NULL;
  g_autoptr (GString) from = g_string_new (NULL);
  g_autofree char *name = NULL;
  g_autofree char *found = NULL;
  Span to, value;

  if (other == NULL || !pick_member (self, text, NULL, &name, &to))
    return;
  g_string_append_len (from, g_bytes_get_data (other, NULL), (gssize)g_bytes_get_size (other));
  if (pick_member (self, from, name, &found, &value))
    replace (text, to, from->str + value.start, value.end - value.start);
}

/* With the comma, and with the name if it has one. */
static void
drop_member (FuzzMutator *self, GString *text)
{
  Span span;

  if (!pick_value (self, text, &span))
    return;
  while (span.start > 0 && (strchr (": \n", text->str[span.start - 1]) != NULL))
    span.start--;
  if (span.start > 0 && text->str[span.start - 1] == '"' && text->str[span.start] == ':')
    {
      span.start--;
      while (span.start > 0 && text->str[span.start - 1] != '"')
        span.start--;
      span.start -= span.start > 0 ? 1 : 0;
    }
  if (span.end < text->len && text->str[span.end] == ',')
    span.end++;
  else if (span.start > 0 && text->str[span.start - 1] == ',')
    span.start--;
  g_string_erase (text, (gssize)span.start, (gssize)(span.end - span.start));
}

/* A value of this text, or of another one. */
static void
borrow_value (FuzzMutator *self, GString *text)
{
  g_autoptr (GString) other = NULL;
  Span from, to;
  gsize length;
  const char *data;

  if (self->corpus->len == 0)
    return;
  data = g_bytes_get_data (g_ptr_array_index (self->corpus, fuzz_mutator_below (self, self->corpus->len)), &length);
  other = fuzz_mutator_below (self, 2) == 0 ? g_string_new_len (text->str, (gssize)text->len)
                                            : g_string_new_len (data, (gssize)length);
  if (pick_value (self, other, &from) && pick_value (self, text, &to))
    replace (text, to, other->str + from.start, from.end - from.start);
}

/* Swaps two values. */
static void
swap_values (FuzzMutator *self, GString *text)
{
  Span a, b;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (!pick_value (self, text, &a) || !pick_value (self, text, &b))
    return;
  if (a.start > b.start)
    {
      Span c = a;

      a = b;
      b = c;
    }
  if (a.end > b.start)
    return;
  first = g_memdup2 (text->str + a.start, a.end - a.start);
  second = g_memdup2 (text->str + b.start, b.end - b.start);
  replace (text, b, first, a.end - a.start);
  replace (text, a, second, b.end - b.start);
}

static void
change_bytes (FuzzMutator *self, GString *text)
{
  guint at = fuzz_mutator_below (self, (guint)text->len + 1);
  guint length = fuzz_mutator_below (self, 9);

  length = MIN (length, (guint)text->len - at);
  switch (fuzz_mutator_below (self, 4))
    {
    case 0:
      g_string_truncate (text, at);
      break;
    case 1:
      g_string_erase (text, (gssize)at, (gssize)length);
      break;
    case 2:
      if (at < text->len)
        text->str[at] = (char)(text->str[at] ^ (1 << fuzz_mutator_below (self, 8)));
      break;
    default:
      g_string_insert_c (text, (gssize)at, (char)fuzz_mutator_below (self, 256));
      break;
    }
}

/* Lengths, counts and times of a binary format: bits, bytes at the ends of their range, and pieces from elsewhere. */
static void
change_binary (FuzzMutator *self, GString *text)
{
  static const char ends[] = { 0, 1, 0x7f, (char)0x80, (char)0xff };
  guint at = fuzz_mutator_below (self, (guint)text->len);
  guint from = fuzz_mutator_below (self, (guint)text->len);
  guint length = 1 + fuzz_mutator_below (self, 8);

  length = MIN (length, (guint)text->len - MAX (at, from));
  switch (fuzz_mutator_below (self, 8))
    {
    case 0:
      change_bytes (self, text);
      break;
    case 1:
      change_to_word (self, text);
      break;
    case 2:
      memmove (text->str + at, text->str + from, length);
      break;
    case 3:
    case 4:
      text->str[at] = ends[fuzz_mutator_below (self, G_N_ELEMENTS (ends))];
      break;
    case 5:
      text->str[at] = (char)(text->str[at] ^ (1 << fuzz_mutator_below (self, 8)));
      break;
    default:
      change_digit (self, text);
      break;
    }
}

void
fuzz_mutator_change (FuzzMutator *self, GString *text)
{
  static void (*const changes[]) (FuzzMutator *, GString *)
      = { change_to_word, change_digit,  change_digit,  change_digit,  change_digit,  double_element, double_element,
          drop_member,    borrow_member, borrow_member, borrow_member, borrow_member, borrow_value,   swap_values };
  guint more = fuzz_mutator_below (self, 4);

  for (guint n = more > 1 ? 1 : 2 + more; n > 0; n--)
    if (memchr (text->str, '\0', text->len) != NULL)
      change_binary (self, text);
    else if (fuzz_mutator_below (self, 24) == 0)
      change_bytes (self, text);
    else
      changes[fuzz_mutator_below (self, G_N_ELEMENTS (changes))](self, text);
  if (text->len > TEXT_MOST)
    g_string_truncate (text, TEXT_MOST);
}
