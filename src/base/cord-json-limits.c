/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-json-limits.h"

#include "base/cord-value-writer.h"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

const CordJsonLimits CORD_JSON_LIMITS_WIRE = { 1024 * 1024, 32, 100 * 1000, 64 * 1024 };
const CordJsonLimits CORD_JSON_LIMITS_FILE = { 256 * 1024 * 1024, 32, G_MAXUINT, 64 * 1024 };

#define KEYS_COMPARED 24

/* The name of a member: as it stands in the text, or decoded when there are escapes in it. */
typedef struct
{
  const char *text;
  gsize length;
  char *decoded; /* or NULL */
} Key;

typedef struct
{
  const char *start;
  const char *p;
  const char *end;
  const CordJsonLimits *limits;
  guint depth;
  guint tokens;
  GArray *keys;            /* Key, those of all open objects */
  GString *out;            /* the guarded copy, or NULL */
  const char *copied;      /* up to here the input stands in out */
  CordValueWriter *writer; /* of the document, or NULL */
  GError **error;
} Scanner;

/* The keys of one object: few are compared directly, many through a table, so that the scan stays linear. */
typedef struct
{
  guint first; /* in those of the scanner */
  GHashTable *many;
} Keys;

static gboolean
refuse (Scanner *s, const char *at, const char *reason, const char *hint, const char *what)
{
  guint line = 1;
  const char *line_start = s->start;
  g_autofree char *member = NULL;

  for (const char *p = s->start; p < at; p++)
    if (*p == '\n')
      {
        line++;
        line_start = p + 1;
      }
  member = g_strdup_printf ("line %u, column %u", line, (guint)(at - line_start) + 1);
  return cord_error_set_full (s->error, CORD_ERROR_INVALID, reason, member, hint,
                              _ ("This is not acceptable JSON: %s at %s."), what, member);
}

static gboolean
refuse_syntax (Scanner *s, const char *what)
{
  return refuse (s, s->p, "json-syntax", _ ("Correct the text there and send it again."), what);
}

static gboolean
token (Scanner *s)
{
  if (++s->tokens > s->limits->tokens)
    return refuse (s, s->p, "json-too-large", _ ("Send it in smaller parts."), _ ("there are too many values"));
  return TRUE;
}

static void
skip_space (Scanner *s)
{
  while (s->p < s->end && (*s->p == ' ' || *s->p == '\n' || *s->p == '\r' || *s->p == '\t'))
    s->p++;
}

static int
hex_value (const char *p, const char *end)
{
  int value = 0;

  if (end - p < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

/* After "\u": the code point, surrogate pairs joined; 0 when refused. */
static gunichar
scan_unicode (Scanner *s)
{
  int first = hex_value (s->p, s->end);
  int second;

  if (first < 0)
    return refuse_syntax (s, _ ("\\u needs four hexadecimal digits"));
  s->p += 4;
  if (first == 0 || first == 0xfdd0)
    return refuse (s, s->p - 6, "json-encoding", NULL, _ ("this character is not allowed in text"));
  if (first < 0xd800 || first > 0xdfff)
    return (gunichar)first;
  second = s->end - s->p >= 6 && s->p[0] == '\\' && s->p[1] == 'u' ? hex_value (s->p + 2, s->end) : -1;
  if (first > 0xdbff || second < 0xdc00 || second > 0xdfff)
    return refuse (s, s->p - 6, "json-encoding", NULL, _ ("half a character (a lone surrogate) stands here"));
  s->p += 6;
  return 0x10000 + (((gunichar)first - 0xd800) << 10) + ((gunichar)second - 0xdc00);
}

/* A piece of a string: @decoded takes a key that is read for what it means, otherwise the document takes it. */
static void
take_text (Scanner *s, GString *decoded, const char *text, gsize length)
{
  if (decoded != NULL)
    g_string_append_len (decoded, text, (gssize)length);
  else if (s->writer != NULL)
    cord_value_writer_text (s->writer, text, length);
}

static gboolean
scan_escape (Scanner *s, GString *decoded)
{
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";
  const char *found;
  char utf8[6];
  gunichar c;

  if (s->p >= s->end)
    return refuse_syntax (s, _ ("the text ends inside a string"));
  if (*s->p == 'u')
    {
      s->p++;
      c = scan_unicode (s);
      if (c == 0)
        return FALSE;
      take_text (s, decoded, utf8, (gsize)g_unichar_to_utf8 (c, utf8));
      return TRUE;
    }
  found = *s->p != '\0' ? strchr (from, *s->p) : NULL;
  if (found == NULL)
    return refuse_syntax (s, _ ("unknown escape in a string"));
  take_text (s, decoded, &to[found - from], 1);
  s->p++;
  return TRUE;
}

static gboolean
scan_string (Scanner *s, GString *decoded)
{
  const char *opened = s->p++;

  while (s->p < s->end)
    {
      const char *run = s->p;
      guchar c;

      while (s->p < s->end && (c = (guchar)*s->p) >= 0x20 && c != '"' && c != '\\' && c != 0xef)
        s->p++;
      take_text (s, decoded, run, (gsize)(s->p - run));
      if ((gsize)(s->p - opened) - 1 > s->limits->string)
        return refuse (s, opened, "json-too-large", NULL, _ ("a string is too long"));
      if (s->p >= s->end)
        break;
      c = (guchar)*s->p;
      if (c == '"')
        {
          s->p++;
          return TRUE;
        }
      if (c == 0xef)
        {
          if (s->end - s->p >= 3 && memcmp (s->p, CORD_JSON_NUMBER_MARK, 3) == 0)
            return refuse (s, s->p, "json-encoding", NULL, _ ("this character is not allowed in text"));
          take_text (s, decoded, s->p, 1);
          s->p++;
          continue;
        }
      if (c != '\\')
        return refuse_syntax (s, _ ("a control character stands in a string"));
      s->p++;
      if (!scan_escape (s, decoded))
        return FALSE;
    }
  s->p = s->end;
  return refuse_syntax (s, _ ("the text ends inside a string"));
}

static gboolean
scan_digits (Scanner *s)
{
  const char *first = s->p;

  while (s->p < s->end && g_ascii_isdigit (*s->p))
    s->p++;
  return s->p > first ? TRUE : refuse_syntax (s, _ ("a digit is missing"));
}

static void
guard_number (Scanner *s, const char *first)
{
  g_string_append_len (s->out, s->copied, first - s->copied);
  g_string_append_c (s->out, '"');
  g_string_append (s->out, CORD_JSON_NUMBER_MARK);
  g_string_append_len (s->out, first, s->p - first);
  g_string_append_c (s->out, '"');
  s->copied = s->p;
}

static gboolean
read_int64 (const char *first, const char *end, gint64 *out)
{
  gboolean negative = *first == '-';
  gint64 value = 0;

  for (const char *p = first + (negative ? 1 : 0); p < end; p++)
    if (__builtin_mul_overflow (value, 10, &value)
        || __builtin_sub_overflow (value, *p - '0', &value)) /* below zero there is room for one more */
      return FALSE;
  *out = value;
  return negative || !__builtin_sub_overflow (0, value, out);
}

/* RFC 8785 has no form for a number beyond a double's range, so it could never be sealed. */
static gboolean
is_finite (const char *first, const char *end)
{
  g_autofree char *literal = g_strndup (first, (gsize)(end - first));

  return isfinite (g_ascii_strtod (literal, NULL));
}

static gboolean
scan_number (Scanner *s)
{
  const char *first = s->p;
  gboolean integer = TRUE;
  gint64 value = 0;

  if (*s->p == '-')
    s->p++;
  if (s->p < s->end && *s->p == '0')
    s->p++;
  else if (!scan_digits (s))
    return FALSE;
  if (s->p < s->end && *s->p == '.')
    {
      integer = FALSE;
      s->p++;
      if (!scan_digits (s))
        return FALSE;
    }
  if (s->p < s->end && (*s->p == 'e' || *s->p == 'E'))
    {
      integer = FALSE;
      s->p++;
      if (s->p < s->end && (*s->p == '+' || *s->p == '-'))
        s->p++;
      if (!scan_digits (s))
        return FALSE;
    }
  if (s->p - first > 64)
    return refuse (s, first, "json-too-large", NULL, _ ("a number is too long"));
  integer = integer && read_int64 (first, s->p, &value);
  if (!integer && !is_finite (first, s->p))
    return refuse (s, first, "json-too-large", NULL, _ ("a number is too large"));
  if (!integer && s->out != NULL)
    guard_number (s, first);
  if (s->writer != NULL && integer)
    cord_value_writer_integer (s->writer, value);
  else if (s->writer != NULL)
    cord_value_writer_decimal (s->writer, first, (gsize)(s->p - first));
  return TRUE;
}

static gboolean
scan_word (Scanner *s, const char *word)
{
  gsize length = strlen (word);

  if ((gsize)(s->end - s->p) < length || memcmp (s->p, word, length) != 0)
    return refuse_syntax (s, _ ("a value was expected"));
  s->p += length;
  return TRUE;
}

static guint
key_hash (gconstpointer pointer)
{
  const Key *key = pointer;
  guint hash = 5381;

  for (gsize i = 0; i < key->length; i++)
    hash = hash * 33 + (guchar)key->text[i];
  return hash;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *left = a, *right = b;

  return left->length == right->length && memcmp (left->text, right->text, left->length) == 0;
}

static void
key_clear (gpointer key)
{
  g_free (((Key *)key)->decoded);
}

static void
keys_clear (Scanner *s, Keys *keys)
{
  g_clear_pointer (&keys->many, g_hash_table_unref);
  g_array_set_size (s->keys, keys->first);
}

/* FALSE when the object has this key. Takes @key. */
static gboolean
keys_add (Scanner *s, Keys *keys, Key key)
{
  guint n = s->keys->len - keys->first;

  g_array_append_val (s->keys, key);
  if (keys->many != NULL)
    return g_hash_table_add (keys->many, g_memdup2 (&key, sizeof key));
  for (guint i = 0; i < n; i++)
    if (key_equal (&g_array_index (s->keys, Key, keys->first + i), &key))
      return FALSE;
  if (n + 1 == KEYS_COMPARED)
    {
      keys->many = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
      for (guint i = 0; i <= n; i++)
        g_hash_table_add (keys->many, g_memdup2 (&g_array_index (s->keys, Key, keys->first + i), sizeof key));
    }
  return TRUE;
}

static gboolean scan_value (Scanner *s);

/* Keys are compared by what they mean, so one with escapes is gone through once more. */
static Key
read_key (Scanner *s, const char *opened)
{
  Key key = { .text = opened + 1, .length = (gsize)(s->p - opened) - 2 };
  GString *decoded;

  if (memchr (key.text, '\\', key.length) == NULL)
    return key;
  decoded = g_string_sized_new (key.length);
  s->p = opened;
  scan_string (s, decoded);
  key.length = decoded->len;
  key.text = key.decoded = g_string_free (decoded, FALSE);
  return key;
}

static gboolean
scan_key (Scanner *s, Keys *keys)
{
  const char *at;

  skip_space (s);
  at = s->p;
  if (s->p >= s->end || *s->p != '"')
    return refuse_syntax (s, _ ("a member's name was expected"));
  if (s->writer != NULL)
    cord_value_writer_begin_name (s->writer);
  if (!token (s) || !scan_string (s, NULL))
    return FALSE;
  if (s->writer != NULL)
    cord_value_writer_end_name (s->writer);
  if (!keys_add (s, keys, read_key (s, at)))
    return refuse (s, at, "json-duplicate-key", _ ("Keep one of the two."), _ ("a member stands twice in one object"));
  skip_space (s);
  if (s->p >= s->end || *s->p != ':')
    return refuse_syntax (s, _ ("“:” was expected"));
  s->p++;
  return TRUE;
}

static gboolean
scan_members (Scanner *s, char close, Keys *keys)
{
  s->p++;
  skip_space (s);
  if (s->p < s->end && *s->p == close)
    {
      s->p++;
      return TRUE;
    }
  for (;;)
    {
      if (keys != NULL && !scan_key (s, keys))
        return FALSE;
      if (!scan_value (s))
        return FALSE;
      skip_space (s);
      if (s->p < s->end && *s->p == close)
        {
          s->p++;
          return TRUE;
        }
      if (s->p >= s->end || *s->p != ',')
        return refuse_syntax (s, close == '}' ? _ ("“,” or “}” was expected") : _ ("“,” or “]” was expected"));
      s->p++;
    }
}

static gboolean
scan_container (Scanner *s)
{
  Keys keys = { .first = s->keys->len };
  gboolean object = *s->p == '{';
  CordValueFrame frame;
  gboolean good;

  if (++s->depth > s->limits->depth)
    return refuse (s, s->p, "json-too-deep", NULL, _ ("values are nested too deeply"));
  if (s->writer != NULL)
    cord_value_writer_open (s->writer, &frame, object);
  good = scan_members (s, object ? '}' : ']', object ? &keys : NULL);
  if (good && s->writer != NULL)
    cord_value_writer_close (s->writer);
  s->depth--;
  keys_clear (s, &keys);
  return good;
}

static gboolean
scan_text_value (Scanner *s)
{
  if (s->writer != NULL)
    cord_value_writer_begin_string (s->writer);
  if (!scan_string (s, NULL))
    return FALSE;
  if (s->writer != NULL)
    cord_value_writer_end_string (s->writer);
  return TRUE;
}

static gboolean
scan_boolean (Scanner *s, gboolean value)
{
  if (!scan_word (s, value ? "true" : "false"))
    return FALSE;
  if (s->writer != NULL)
    cord_value_writer_boolean (s->writer, value);
  return TRUE;
}

static gboolean
scan_null (Scanner *s)
{
  if (!scan_word (s, "null"))
    return FALSE;
  if (s->writer != NULL)
    cord_value_writer_null (s->writer);
  return TRUE;
}

static gboolean
scan_value (Scanner *s)
{
  skip_space (s);
  if (s->p >= s->end)
    return refuse_syntax (s, _ ("the text ends where a value was expected"));
  if (!token (s))
    return FALSE;
  switch (*s->p)
    {
    case '{':
    case '[':
      return scan_container (s);
    case '"':
      return scan_text_value (s);
    case 't':
      return scan_boolean (s, TRUE);
    case 'f':
      return scan_boolean (s, FALSE);
    case 'n':
      return scan_null (s);
    default:
      if (*s->p == '-' || g_ascii_isdigit (*s->p))
        return scan_number (s);
      return refuse_syntax (s, _ ("a value was expected"));
    }
}

static gboolean
scan_document (Scanner *s)
{
  const char *bad;

  if ((gsize)(s->end - s->start) > s->limits->bytes)
    return refuse (s, s->start, "json-too-large", _ ("Send it in smaller parts."), _ ("the text is too long"));
  if (!g_utf8_validate_len (s->start, (gsize)(s->end - s->start), &bad))
    return refuse (s, bad, "json-encoding", _ ("Send it as UTF-8."), _ ("the text is not valid UTF-8"));
  if (!scan_value (s))
    return FALSE;
  skip_space (s);
  return s->p == s->end ? TRUE : refuse_syntax (s, _ ("something stands after the value"));
}

static gboolean
scan (Scanner *s, const char *text, gsize length, const CordJsonLimits *limits, GError **error)
{
  gboolean good;

  s->start = s->p = s->copied = text;
  s->end = text + length;
  s->limits = limits;
  s->error = error;
  s->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  g_array_set_clear_func (s->keys, key_clear);
  good = scan_document (s);
  g_array_unref (s->keys);
  return good;
}

gboolean
cord_json_scan (const char *text, gsize length, const CordJsonLimits *limits, GError **error)
{
  Scanner s = { 0 };

  return scan (&s, text, length, limits, error);
}

char *
cord_json_guard (const char *text, gsize length, const CordJsonLimits *limits, gsize *out_length, GError **error)
{
  g_autoptr (GString) out = g_string_sized_new (length + 64);
  Scanner s = { .out = out };

  if (!scan (&s, text, length, limits, error))
    return NULL;
  g_string_append_len (out, s.copied, s.end - s.copied);
  if (out_length != NULL)
    *out_length = out->len;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

GVariant *
cord_json_read (const char *text, gsize length, const CordJsonLimits *limits, GError **error)
{
  CordValueWriter writer;
  Scanner s = { .writer = &writer };

  cord_value_writer_init (&writer, 2 * MIN (length, limits->string));
  if (scan (&s, text, length, limits, error))
    return cord_value_writer_end (&writer);
  cord_value_writer_clear (&writer);
  return NULL;
}
