/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-json-limits.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

const CordJsonLimits CORD_JSON_LIMITS_WIRE = { 1024 * 1024, 32, 100 * 1000, 64 * 1024 };
const CordJsonLimits CORD_JSON_LIMITS_FILE = { 256 * 1024 * 1024, 32, G_MAXUINT, 64 * 1024 };

/* The keys of one object: few are compared directly, many through a table, so that the scan stays linear. */
typedef struct
{
  GPtrArray *few;
  GHashTable *many;
} Keys;

typedef struct
{
  const char *start;
  const char *p;
  const char *end;
  const CordJsonLimits *limits;
  guint depth;
  guint tokens;
  GString *out; /* the guarded copy, or NULL */
  const char *copied; /* up to here the input stands in out */
  GError **error;
} Scanner;

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
  member = g_strdup_printf ("line %u, column %u", line, (guint) (at - line_start) + 1);
  return cord_error_set_full (s->error, CORD_ERROR_INVALID, reason, member, hint, _("This is not acceptable JSON: %s at %s."), what, member);
}

static gboolean
refuse_syntax (Scanner *s, const char *what)
{
  return refuse (s, s->p, "json-syntax", _("Correct the text there and send it again."), what);
}

static gboolean
token (Scanner *s)
{
  if (++s->tokens > s->limits->tokens)
    return refuse (s, s->p, "json-too-large", _("Send it in smaller parts."), _("there are too many values"));
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
    return refuse_syntax (s, _("\\u needs four hexadecimal digits"));
  s->p += 4;
  if (first == 0 || first == 0xfdd0)
    return refuse (s, s->p - 6, "json-encoding", NULL, _("this character is not allowed in text"));
  if (first < 0xd800 || first > 0xdfff)
    return (gunichar) first;
  second = s->end - s->p >= 6 && s->p[0] == '\\' && s->p[1] == 'u' ? hex_value (s->p + 2, s->end) : -1;
  if (first > 0xdbff || second < 0xdc00 || second > 0xdfff)
    return refuse (s, s->p - 6, "json-encoding", NULL, _("half a character (a lone surrogate) stands here"));
  s->p += 6;
  return 0x10000 + (((gunichar) first - 0xd800) << 10) + ((gunichar) second - 0xdc00);
}

static gboolean
scan_escape (Scanner *s, GString *decoded)
{
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";
  const char *found;
  gunichar c;

  if (s->p >= s->end)
    return refuse_syntax (s, _("the text ends inside a string"));
  if (*s->p == 'u')
    {
      s->p++;
      c = scan_unicode (s);
      if (c == 0)
        return FALSE;
      if (decoded != NULL)
        g_string_append_unichar (decoded, c);
      return TRUE;
    }
  found = *s->p != '\0' ? strchr (from, *s->p) : NULL;
  if (found == NULL)
    return refuse_syntax (s, _("unknown escape in a string"));
  if (decoded != NULL)
    g_string_append_c (decoded, to[found - from]);
  s->p++;
  return TRUE;
}

/* @decoded, when not NULL, receives the string's text: keys are compared by what they mean. */
static gboolean
scan_string (Scanner *s, GString *decoded)
{
  const char *opened = s->p++;

  while (s->p < s->end)
    {
      const char *run = s->p;
      guchar c;

      while (s->p < s->end && (c = (guchar) *s->p) >= 0x20 && c != '"' && c != '\\' && c != 0xef)
        s->p++;
      if (decoded != NULL)
        g_string_append_len (decoded, run, s->p - run);
      if ((gsize) (s->p - opened) - 1 > s->limits->string)
        return refuse (s, opened, "json-too-large", NULL, _("a string is too long"));
      if (s->p >= s->end)
        break;
      c = (guchar) *s->p;
      if (c == '"')
        {
          s->p++;
          return TRUE;
        }
      if (c == 0xef)
        {
          if (s->end - s->p >= 3 && memcmp (s->p, CORD_JSON_NUMBER_MARK, 3) == 0)
            return refuse (s, s->p, "json-encoding", NULL, _("this character is not allowed in text"));
          if (decoded != NULL)
            g_string_append_c (decoded, *s->p);
          s->p++;
          continue;
        }
      if (c != '\\')
        return refuse_syntax (s, _("a control character stands in a string"));
      s->p++;
      if (!scan_escape (s, decoded))
        return FALSE;
    }
  s->p = s->end;
  return refuse_syntax (s, _("the text ends inside a string"));
}

static gboolean
scan_digits (Scanner *s)
{
  const char *first = s->p;

  while (s->p < s->end && g_ascii_isdigit (*s->p))
    s->p++;
  return s->p > first ? TRUE : refuse_syntax (s, _("a digit is missing"));
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
fits_int64 (const char *first, const char *end)
{
  g_autofree char *digits = g_strndup (first, (gsize) (end - first));

  return g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, NULL, NULL);
}

/* RFC 8785 has no form for a number beyond a double's range, so it could never be sealed. */
static gboolean
is_finite (const char *first, const char *end)
{
  g_autofree char *literal = g_strndup (first, (gsize) (end - first));

  return isfinite (g_ascii_strtod (literal, NULL));
}

static gboolean
scan_number (Scanner *s)
{
  const char *first = s->p;
  gboolean integer = TRUE;

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
    return refuse (s, first, "json-too-large", NULL, _("a number is too long"));
  if (s->p - first > 18 && integer)
    integer = fits_int64 (first, s->p);
  if (!integer && !is_finite (first, s->p))
    return refuse (s, first, "json-too-large", NULL, _("a number is too large"));
  if (!integer && s->out != NULL)
    guard_number (s, first);
  return TRUE;
}

static gboolean
scan_word (Scanner *s, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (s->end - s->p) < length || memcmp (s->p, word, length) != 0)
    return refuse_syntax (s, _("a value was expected"));
  s->p += length;
  return TRUE;
}

static void
keys_clear (Keys *keys)
{
  g_clear_pointer (&keys->few, g_ptr_array_unref);
  g_clear_pointer (&keys->many, g_hash_table_unref);
}

static gboolean
keys_add (Keys *keys, char *key)
{
  if (keys->many != NULL)
    return g_hash_table_add (keys->many, key);
  if (keys->few == NULL)
    keys->few = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < keys->few->len; i++)
    if (strcmp (keys->few->pdata[i], key) == 0)
      {
        g_free (key);
        return FALSE;
      }
  g_ptr_array_add (keys->few, key);
  if (keys->few->len == 24)
    {
      keys->many = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; i < keys->few->len; i++)
        g_hash_table_add (keys->many, g_strdup (keys->few->pdata[i]));
    }
  return TRUE;
}

static gboolean scan_value (Scanner *s);

static gboolean
scan_key (Scanner *s, Keys *keys)
{
  g_autoptr (GString) key = g_string_new (NULL);
  const char *at;

  skip_space (s);
  at = s->p;
  if (s->p >= s->end || *s->p != '"')
    return refuse_syntax (s, _("a member's name was expected"));
  if (!token (s) || !scan_string (s, key))
    return FALSE;
  if (!keys_add (keys, g_strdup (key->str)))
    return refuse (s, at, "json-duplicate-key", _("Keep one of the two."), _("a member stands twice in one object"));
  skip_space (s);
  if (s->p >= s->end || *s->p != ':')
    return refuse_syntax (s, _("“:” was expected"));
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
        return refuse_syntax (s, close == '}' ? _("“,” or “}” was expected") : _("“,” or “]” was expected"));
      s->p++;
    }
}

static gboolean
scan_container (Scanner *s)
{
  Keys keys = { NULL, NULL };
  gboolean object = *s->p == '{';
  gboolean good;

  if (++s->depth > s->limits->depth)
    return refuse (s, s->p, "json-too-deep", NULL, _("values are nested too deeply"));
  good = scan_members (s, object ? '}' : ']', object ? &keys : NULL);
  s->depth--;
  keys_clear (&keys);
  return good;
}

static gboolean
scan_value (Scanner *s)
{
  skip_space (s);
  if (s->p >= s->end)
    return refuse_syntax (s, _("the text ends where a value was expected"));
  if (!token (s))
    return FALSE;
  switch (*s->p)
    {
    case '{':
    case '[':
      return scan_container (s);
    case '"':
      return scan_string (s, NULL);
    case 't':
      return scan_word (s, "true");
    case 'f':
      return scan_word (s, "false");
    case 'n':
      return scan_word (s, "null");
    default:
      if (*s->p == '-' || g_ascii_isdigit (*s->p))
        return scan_number (s);
      return refuse_syntax (s, _("a value was expected"));
    }
}

static gboolean
scan_text (Scanner *s)
{
  const char *bad;

  if ((gsize) (s->end - s->start) > s->limits->bytes)
    return refuse (s, s->start, "json-too-large", _("Send it in smaller parts."), _("the text is too long"));
  if (!g_utf8_validate_len (s->start, (gsize) (s->end - s->start), &bad))
    return refuse (s, bad, "json-encoding", _("Send it as UTF-8."), _("the text is not valid UTF-8"));
  if (!scan_value (s))
    return FALSE;
  skip_space (s);
  return s->p == s->end ? TRUE : refuse_syntax (s, _("something stands after the value"));
}

gboolean
cord_json_scan (const char *text, gsize length, const CordJsonLimits *limits, GError **error)
{
  Scanner s = { .start = text, .p = text, .end = text + length, .limits = limits, .error = error };

  return scan_text (&s);
}

char *
cord_json_guard (const char *text, gsize length, const CordJsonLimits *limits, gsize *out_length, GError **error)
{
  Scanner s = { .start = text, .p = text, .end = text + length, .limits = limits, .error = error, .copied = text };
  g_autoptr (GString) out = g_string_sized_new (length + 64);

  s.out = out;
  if (!scan_text (&s))
    return NULL;
  g_string_append_len (out, s.copied, s.end - s.copied);
  if (out_length != NULL)
    *out_length = out->len;
  return g_string_free (g_steal_pointer (&out), FALSE);
}
