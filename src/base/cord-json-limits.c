/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-json-limits.h"

#include "base/cord-json-keys-private.h"
#include "base/cord-json-scanner.h"
#include "base/cord-value-writer.h"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

const CordJsonLimits CORD_JSON_LIMITS_WIRE = { 1024 * 1024, 32, 100 * 1000, 64 * 1024 };
const CordJsonLimits CORD_JSON_LIMITS_FILE = { 256 * 1024 * 1024, 32, G_MAXUINT, 64 * 1024 };

/* The first byte of CORD_JSON_NUMBER_MARK. */
#define MARK_BYTE 0xef

typedef struct
{
  const char *text; /* all of it */
  CordJsonScanner scanner;
  CordJsonToken token; /* in hand, from @at to scanner.p */
  const char *at;
  const CordJsonLimits *limits;
  gboolean may_have_mark;
  guint depth;
  guint tokens;
  GArray *keys;            /* of cord_json_keys_new_stack */
  GString *out;            /* the guarded copy, or NULL */
  const char *copied;      /* up to here the input stands in out */
  CordValueWriter *writer; /* of the document, or NULL */
  GError **error;
} Scanner;

static void
advance (Scanner *s)
{
  s->token = cord_json_scanner_next (&s->scanner, &s->at);
}

static gboolean
refuse (Scanner *s, const char *at, const char *reason, const char *hint, const char *what)
{
  guint line = 1;
  const char *line_start = s->text;
  g_autofree char *member = NULL;

  for (const char *p = s->text; p < at; p++)
    if (*p == '\n')
      {
        line++;
        line_start = p + 1;
      }
  member = g_strdup_printf ("line %u, column %u", line, (guint)(at - line_start) + 1);
  return cord_error_set_full (s->error, CORD_ERROR_INVALID, reason, member, hint,
                              _ ("This is not acceptable JSON: %s at %s."), what, member);
}

static const char *
syntax_hint (void)
{
  return _ ("Correct the text there and send it again.");
}

static gboolean
refuse_syntax (Scanner *s, const char *what)
{
  return refuse (s, s->at, "json-syntax", syntax_hint (), what);
}

static gboolean
count_token (Scanner *s)
{
  if (++s->tokens > s->limits->tokens)
    return refuse (s, s->at, "json-too-large", _ ("Send it in smaller parts."), _ ("there are too many values"));
  return TRUE;
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

/* After "\u", which begins at s->at: the code point, surrogate pairs joined; 0 when refused. */
static gunichar
scan_unicode (Scanner *s)
{
  const char *p = s->scanner.p, *end = s->scanner.end;
  int first = hex_value (p, end);
  int second;

  if (first < 0)
    return refuse (s, p, "json-syntax", syntax_hint (), _ ("\\u needs four hexadecimal digits"));
  if (first == 0 || first == 0xfdd0)
    return refuse (s, s->at, "json-encoding", NULL, _ ("this character is not allowed in text"));
  s->scanner.p += 4;
  if (first < 0xd800 || first > 0xdfff)
    return (gunichar)first;
  p += 4;
  second = end - p >= 6 && p[0] == '\\' && p[1] == 'u' ? hex_value (p + 2, end) : -1;
  if (first > 0xdbff || second < 0xdc00 || second > 0xdfff)
    return refuse (s, s->at, "json-encoding", NULL, _ ("half a character (a lone surrogate) stands here"));
  s->scanner.p += 6;
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
  const char *escaped = s->at + 1;
  const char *found;
  char utf8[6];
  gunichar c;

  if (escaped == s->scanner.p)
    return refuse (s, escaped, "json-syntax", syntax_hint (), _ ("the text ends inside a string"));
  if (*escaped == 'u')
    {
      c = scan_unicode (s);
      if (c == 0)
        return FALSE;
      take_text (s, decoded, utf8, (gsize)g_unichar_to_utf8 (c, utf8));
      return TRUE;
    }
  found = *escaped != '\0' ? strchr (from, *escaped) : NULL;
  if (found == NULL)
    return refuse (s, escaped, "json-syntax", syntax_hint (), _ ("unknown escape in a string"));
  take_text (s, decoded, &to[found - from], 1);
  return TRUE;
}

/* Plain characters from @text on, of the string that was opened at @opened. */
static gboolean
scan_text (Scanner *s, const char *opened, const char *text, const char *end, GString *decoded)
{
  if ((gsize)(end - opened) - 1 > s->limits->string)
    return refuse (s, opened, "json-too-large", NULL, _ ("a string is too long"));
  for (const char *p = text; s->may_have_mark && (p = memchr (p, MARK_BYTE, (gsize)(end - p))) != NULL; p++)
    if (end - p >= 3 && memcmp (p, CORD_JSON_NUMBER_MARK, 3) == 0)
      return refuse (s, p, "json-encoding", NULL, _ ("this character is not allowed in text"));
  take_text (s, decoded, text, (gsize)(end - text));
  return TRUE;
}

/* What follows the opening quote of a string that is not plain. */
static gboolean
scan_string_rest (Scanner *s, GString *decoded)
{
  const char *opened = s->at;

  for (;;)
    {
      advance (s);
      if (s->token == CORD_JSON_CLOSE_STRING)
        return scan_text (s, opened, s->at, s->at, decoded);
      if (s->token == CORD_JSON_CONTROL)
        return refuse_syntax (s, _ ("a control character stands in a string"));
      if (s->token == CORD_JSON_NOTHING)
        return refuse_syntax (s, _ ("the text ends inside a string"));
      if (s->token == CORD_JSON_ESCAPE ? !scan_escape (s, decoded)
                                       : !scan_text (s, opened, s->at, s->scanner.p, decoded))
        return FALSE;
    }
}

static gboolean
scan_string (Scanner *s)
{
  return s->token == CORD_JSON_STRING ? scan_text (s, s->at, s->at + 1, s->scanner.p - 1, NULL)
                                      : scan_string_rest (s, NULL);
}

/* Moves @p behind the digits it stands at. */
static gboolean
scan_digits (Scanner *s, const char **p)
{
  const char *first = *p;

  while (*p < s->scanner.p && g_ascii_isdigit (**p))
    (*p)++;
  return *p > first || refuse (s, *p, "json-syntax", syntax_hint (), _ ("a digit is missing"));
}

/* Whether one of @characters stands at @p; moves behind it. */
static gboolean
scan_one_of (const Scanner *s, const char **p, const char *characters)
{
  if (*p >= s->scanner.p || **p == '\0' || strchr (characters, **p) == NULL)
    return FALSE;
  (*p)++;
  return TRUE;
}

static void
guard_number (Scanner *s, const char *end)
{
  g_string_append_len (s->out, s->copied, s->at - s->copied);
  g_string_append_c (s->out, '"');
  g_string_append (s->out, CORD_JSON_NUMBER_MARK);
  g_string_append_len (s->out, s->at, end - s->at);
  g_string_append_c (s->out, '"');
  s->copied = end;
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

/* The grammar of a number; moves @p behind it. */
static gboolean
scan_number_text (Scanner *s, const char **p, gboolean *integer)
{
  *integer = TRUE;
  scan_one_of (s, p, "-");
  if (!scan_one_of (s, p, "0") && !scan_digits (s, p))
    return FALSE;
  if (scan_one_of (s, p, "."))
    {
      *integer = FALSE;
      if (!scan_digits (s, p))
        return FALSE;
    }
  if (!scan_one_of (s, p, "eE"))
    return TRUE;
  *integer = FALSE;
  scan_one_of (s, p, "+-");
  return scan_digits (s, p);
}

static gboolean
scan_number (Scanner *s)
{
  const char *end = s->at;
  gboolean integer;
  gint64 value = 0;

  if (!scan_number_text (s, &end, &integer))
    return FALSE;
  s->scanner.p = end;
  if (end - s->at > 64)
    return refuse (s, s->at, "json-too-large", NULL, _ ("a number is too long"));
  integer = integer && read_int64 (s->at, end, &value);
  if (!integer && !is_finite (s->at, end))
    return refuse (s, s->at, "json-too-large", NULL, _ ("a number is too large"));
  if (!integer && s->out != NULL)
    guard_number (s, end);
  if (s->writer != NULL && integer)
    cord_value_writer_integer (s->writer, value);
  else if (s->writer != NULL)
    cord_value_writer_decimal (s->writer, s->at, (gsize)(end - s->at));
  return TRUE;
}

static gboolean
scan_word (Scanner *s, const char *word)
{
  gsize length = strlen (word);

  if ((gsize)(s->scanner.p - s->at) < length || memcmp (s->at, word, length) != 0)
    return refuse_syntax (s, _ ("a value was expected"));
  s->scanner.p = s->at + length;
  return TRUE;
}

static gboolean scan_value (Scanner *s);

static gboolean
is_string (const Scanner *s)
{
  return s->token == CORD_JSON_STRING || s->token == CORD_JSON_OPEN_STRING;
}

/* Keys are compared by what they mean, so one with escapes is gone through once more. Its end is in hand. */
static CordJsonKey
read_key (Scanner *s, const char *opened)
{
  CordJsonKey key = { .text = opened + 1, .length = (gsize)(s->scanner.p - opened) - 2 };
  GString *decoded;

  if (s->token == CORD_JSON_STRING)
    return key;
  decoded = g_string_sized_new (key.length);
  s->scanner.p = opened;
  advance (s);
  scan_string_rest (s, decoded);
  key.length = decoded->len;
  key.text = key.decoded = g_string_free (decoded, FALSE);
  return key;
}

static gboolean
scan_key (Scanner *s, CordJsonKeys *keys)
{
  const char *opened = s->at;

  if (!is_string (s))
    return refuse_syntax (s, _ ("a member's name was expected"));
  if (s->writer != NULL)
    cord_value_writer_begin_name (s->writer);
  if (!count_token (s) || !scan_string (s))
    return FALSE;
  if (s->writer != NULL)
    cord_value_writer_end_name (s->writer);
  if (!cord_json_keys_add (keys, read_key (s, opened)))
    return refuse (s, opened, "json-duplicate-key", _ ("Keep one of the two."),
                   _ ("a member stands twice in one object"));
  advance (s);
  if (s->token != CORD_JSON_COLON)
    return refuse_syntax (s, _ ("“:” was expected"));
  advance (s);
  return TRUE;
}

/* Behind the opening bracket. @keys: those of an object, NULL for an array. */
static gboolean
scan_members (Scanner *s, CordJsonToken close, CordJsonKeys *keys)
{
  advance (s);
  if (s->token == close)
    return TRUE;
  for (;;)
    {
      if ((keys != NULL && !scan_key (s, keys)) || !scan_value (s))
        return FALSE;
      advance (s);
      if (s->token == close)
        return TRUE;
      if (s->token != CORD_JSON_COMMA)
        return refuse_syntax (s, keys != NULL ? _ ("“,” or “}” was expected") : _ ("“,” or “]” was expected"));
      advance (s);
    }
}

static gboolean
scan_container (Scanner *s)
{
  gboolean object = s->token == CORD_JSON_OPEN_OBJECT;
  CordJsonKeys keys;
  CordValueFrame frame;
  gboolean good;

  if (++s->depth > s->limits->depth)
    return refuse (s, s->at, "json-too-deep", NULL, _ ("values are nested too deeply"));
  if (s->writer != NULL)
    cord_value_writer_open (s->writer, &frame, object);
  cord_json_keys_init (&keys, s->keys);
  good = scan_members (s, object ? CORD_JSON_CLOSE_OBJECT : CORD_JSON_CLOSE_ARRAY, object ? &keys : NULL);
  if (good && s->writer != NULL)
    cord_value_writer_close (s->writer);
  s->depth--;
  cord_json_keys_clear (&keys);
  return good;
}

static gboolean
scan_text_value (Scanner *s)
{
  if (s->writer != NULL)
    cord_value_writer_begin_string (s->writer);
  if (!scan_string (s))
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
scan_literal (Scanner *s)
{
  switch (*s->at)
    {
    case 't':
      return scan_boolean (s, TRUE);
    case 'f':
      return scan_boolean (s, FALSE);
    case 'n':
      return scan_null (s);
    default:
      if (*s->at == '-' || g_ascii_isdigit (*s->at))
        return scan_number (s);
      return refuse_syntax (s, _ ("a value was expected"));
    }
}

/* The value whose first token is in hand; its last one is in hand afterwards. */
static gboolean
scan_value (Scanner *s)
{
  if (s->token == CORD_JSON_NOTHING)
    return refuse_syntax (s, _ ("the text ends where a value was expected"));
  if (!count_token (s))
    return FALSE;
  if (s->token == CORD_JSON_OPEN_OBJECT || s->token == CORD_JSON_OPEN_ARRAY)
    return scan_container (s);
  if (is_string (s))
    return scan_text_value (s);
  return s->token == CORD_JSON_LITERAL ? scan_literal (s) : refuse_syntax (s, _ ("a value was expected"));
}

static gboolean
scan_document (Scanner *s)
{
  gsize length = (gsize)(s->scanner.end - s->text);
  const char *bad;

  if (length > s->limits->bytes)
    return refuse (s, s->text, "json-too-large", _ ("Send it in smaller parts."), _ ("the text is too long"));
  if (!g_utf8_validate_len (s->text, length, &bad))
    return refuse (s, bad, "json-encoding", _ ("Send it as UTF-8."), _ ("the text is not valid UTF-8"));
  advance (s);
  if (!scan_value (s))
    return FALSE;
  advance (s);
  return s->token == CORD_JSON_NOTHING || refuse_syntax (s, _ ("something stands after the value"));
}

static gboolean
scan (Scanner *s, const char *text, gsize length, const CordJsonLimits *limits, GError **error)
{
  gboolean good;

  s->text = s->copied = text;
  s->scanner.p = text;
  s->scanner.end = text + length;
  s->limits = limits;
  s->may_have_mark = length > 0 && memchr (text, MARK_BYTE, length) != NULL;
  s->error = error;
  s->keys = cord_json_keys_new_stack ();
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
  g_string_append_len (out, s.copied, s.scanner.end - s.copied);
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
