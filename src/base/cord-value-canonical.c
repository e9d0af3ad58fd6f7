/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-value.h"

#include "base/cord-value-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* RFC 8785: a document's canonical bytes. */

#define SMALL_OBJECT 24

/* RFC 8785 sorts by UTF-16 code units, which differs from code points where one side needs surrogates. */
static guint32
utf16_rank (gunichar c)
{
  return c >= 0x10000 ? 0xd800 + ((c - 0x10000) >> 10) : c;
}

/* Of two different characters. */
static int
compare_characters (gunichar x, gunichar y)
{
  guint32 left = utf16_rank (x);
  guint32 right = utf16_rank (y);

  return left != right ? (left < right ? -1 : 1) : (x < y ? -1 : 1);
}

static int
compare_names (const char *a, const char *b)
{
  const char *start = a;

  for (; *a != '\0' && *a == *b; a++)
    b++;
  if (((guchar)*a | (guchar)*b) < 0x80)
    return (guchar)*a - (guchar)*b;
  /* back to where the character begins that they differ in */
  for (; a > start && ((guchar)*a & 0xc0) == 0x80; a--)
    b--;
  return compare_characters (g_utf8_get_char (a), g_utf8_get_char (b));
}

static void
write_string (GString *out, const char *text)
{
  static const char hex[] = "0123456789abcdef";
  const char *run = text;
  const char *p;

  g_string_append_c (out, '"');
  for (p = text; *p != '\0'; p++)
    {
      guchar c = (guchar)*p;
      const char *escape = NULL;
      char unicode[7];

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;
      switch (c)
        {
        case '"':
          escape = "\\\"";
          break;
        case '\\':
          escape = "\\\\";
          break;
        case '\b':
          escape = "\\b";
          break;
        case '\f':
          escape = "\\f";
          break;
        case '\n':
          escape = "\\n";
          break;
        case '\r':
          escape = "\\r";
          break;
        case '\t':
          escape = "\\t";
          break;
        default:
          memcpy (unicode, "\\u00", 4);
          unicode[4] = hex[c >> 4];
          unicode[5] = hex[c & 15];
          unicode[6] = '\0';
          escape = unicode;
        }
      g_string_append_len (out, run, p - run);
      g_string_append (out, escape);
      run = p + 1;
    }
  g_string_append_len (out, run, p - run);
  g_string_append_c (out, '"');
}

/* ECMAScript's Number::toString, which RFC 8785 prescribes for numbers with a fraction. These are members of strangers'
 * documents that the seal covers as read; money is never computed from them. */
static void
write_number (GString *out, const char *literal)
{
  double number = g_ascii_strtod (literal, NULL);
  char text[40];
  char digits[24];
  int n_digits = 0;
  int exponent;

  g_assert (isfinite (number));
  if (number == 0)
    {
      g_string_append_c (out, '0');
      return;
    }
  for (int precision = 0; precision <= 16; precision++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%de", precision);
      g_ascii_formatd (text, sizeof text, format, fabs (number));
      if (g_ascii_strtod (text, NULL) == fabs (number))
        break;
    }
  for (const char *p = text; *p != 'e'; p++)
    if (g_ascii_isdigit (*p))
      digits[n_digits++] = *p;
  digits[n_digits] = '\0';
  exponent = atoi (strchr (text, 'e') + 1) + 1; /* the number is 0.DIGITS × 10^exponent */

  if (number < 0)
    g_string_append_c (out, '-');
  if (n_digits <= exponent && exponent <= 21)
    {
      g_string_append (out, digits);
      for (int i = n_digits; i < exponent; i++)
        g_string_append_c (out, '0');
    }
  else if (0 < exponent && exponent <= 21)
    g_string_append_printf (out, "%.*s.%s", exponent, digits, digits + exponent);
  else if (-6 < exponent && exponent <= 0)
    g_string_append_printf (out, "0.%.*s%s", -exponent, "000000", digits);
  else
    {
      g_string_append_c (out, digits[0]);
      if (n_digits > 1)
        g_string_append_printf (out, ".%s", digits + 1);
      g_string_append_printf (out, "e%c%d", exponent > 0 ? '+' : '-', abs (exponent - 1));
    }
}

/* A value as it lies in a variant: its bytes, and behind them its type. */
typedef struct
{
  const guint8 *data;
  gsize size;
  const char *type;
  gsize type_length;
} Bytes;

typedef struct
{
  const char *name;
  Bytes value;
} Member;

static gboolean
open_box (const guint8 *box, gsize size, Bytes *out)
{
  gsize end = size;

  while (end > 0 && box[end - 1] != '\0')
    end--;
  if (end == 0)
    return FALSE;
  *out = (Bytes){ box, end - 1, (const char *)box + end, size - end };
  return TRUE;
}

static int
compare_members (const void *a, const void *b)
{
  return compare_names (((const Member *)a)->name, ((const Member *)b)->name);
}

/* Objects are small, and written in thousands; a large one may come from a stranger. */
static void
sort_members (Member *members, gsize n)
{
  if (n > SMALL_OBJECT)
    {
      qsort (members, n, sizeof *members, compare_members);
      return;
    }
  for (gsize i = 1; i < n; i++)
    {
      const Member member = members[i];
      gsize at = i;

      for (; at > 0 && compare_names (members[at - 1].name, member.name) > 0; at--)
        members[at] = members[at - 1];
      members[at] = member;
    }
}

static gboolean
read_member (const CordValueEntries *entries, gsize index, Member *out)
{
  const guint8 *entry, *box;
  gsize whole, length, size;

  if (!cord_value_entries_at (entries, index, &entry, &whole))
    return FALSE;
  length = strnlen ((const char *)entry, whole);
  out->name = (const char *)entry;
  return length < whole && cord_value_entry_box (entry, whole, length, &box, &size)
         && open_box (box, size, &out->value);
}

static void write_value (GString *out, const Bytes *value);

static void
write_object (GString *out, const Bytes *object)
{
  CordValueEntries entries = { 0 };
  const gboolean any = cord_value_entries_read_bytes (&entries, object->data, object->size);
  const gsize n = any ? entries.n : 0;
  Member few[SMALL_OBJECT];
  g_autofree Member *many = n > SMALL_OBJECT ? g_new (Member, n) : NULL;
  Member *members = many != NULL ? many : few;

  for (gsize i = 0; i < n; i++)
    {
      const gboolean good = read_member (&entries, i, &members[i]);

      g_assert (good);
    }
  sort_members (members, n);
  g_string_append_c (out, '{');
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      write_string (out, members[i].name);
      g_string_append_c (out, ':');
      write_value (out, &members[i].value);
    }
  g_string_append_c (out, '}');
}

static void
write_array (GString *out, const Bytes *array)
{
  CordValueEntries entries = { 0 };
  const gboolean any = cord_value_entries_read_bytes (&entries, array->data, array->size);

  g_string_append_c (out, '[');
  for (gsize i = 0; any && i < entries.n; i++)
    {
      const guint8 *box;
      gsize size;
      Bytes value;
      const gboolean good = cord_value_entries_at (&entries, i, &box, &size) && open_box (box, size, &value);

      g_assert (good);
      if (i > 0)
        g_string_append_c (out, ',');
      write_value (out, &value);
    }
  g_string_append_c (out, ']');
}

static void
write_integer (GString *out, const Bytes *value)
{
  gint64 integer;

  g_assert (value->size == sizeof integer);
  memcpy (&integer, value->data, sizeof integer);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, integer);
}

static gboolean
is_type (const Bytes *value, const char *type)
{
  return strlen (type) == value->type_length && memcmp (value->type, type, value->type_length) == 0;
}

static void
write_value (GString *out, const Bytes *value)
{
  if (is_type (value, "s"))
    write_string (out, (const char *)value->data);
  else if (is_type (value, "a{sv}"))
    write_object (out, value);
  else if (is_type (value, "x"))
    write_integer (out, value);
  else if (is_type (value, "av"))
    write_array (out, value);
  else if (is_type (value, "b"))
    g_string_append (out, value->data[0] != 0 ? "true" : "false");
  else if (is_type (value, "(s)")) /* a tuple of one string lies as the string does */
    write_number (out, (const char *)value->data);
  else if (is_type (value, "mv"))
    g_string_append (out, "null");
  else
    g_error ("a document holds a value of type %.*s", (int)value->type_length, value->type);
}

char *
cord_value_to_canonical (GVariant *value, gsize *length)
{
  GString *out = g_string_sized_new (256);
  const char *type = g_variant_get_type_string (value);
  const Bytes bytes = { g_variant_get_data (value), g_variant_get_size (value), type, strlen (type) };

  write_value (out, &bytes);
  if (length != NULL)
    *length = out->len;
  return g_string_free (out, FALSE);
}
