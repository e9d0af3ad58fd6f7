/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-value.h"

#include "base/cord-view.h"

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

/* What follows the backslash before each byte that cannot stand for itself. */
static const char escapes[256] = {
  [0x00 ... 0x07] = 'u', ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n',  [0x0b] = 'u',
  ['\f'] = 'f',          ['\r'] = 'r', ['"'] = '"',  ['\\'] = '\\', [0x0e ... 0x1f] = 'u',
};

static void
write_escape (GString *out, guchar c)
{
  static const char hex[] = "0123456789abcdef";

  g_string_append_c (out, '\\');
  g_string_append_c (out, escapes[c]);
  if (escapes[c] != 'u')
    return;
  g_string_append (out, "00");
  g_string_append_c (out, hex[c >> 4]);
  g_string_append_c (out, hex[c & 15]);
}

static void
write_string (GString *out, const char *text)
{
  const char *run = text;

  g_string_append_c (out, '"');
  while (TRUE)
    {
      const char *end = run;

      while (escapes[(guchar)*end] == 0) /* the NUL at the end has one */
        end++;
      g_string_append_len (out, run, end - run);
      if (*end == '\0')
        break;
      write_escape (out, (guchar)*end);
      run = end + 1;
    }
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

typedef struct
{
  const char *name;
  CordView value;
} Member;

static int
compare_members (gconstpointer a, gconstpointer b)
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

static void write_value (GString *out, const CordView *value);

static void
write_object (GString *out, const CordView *object)
{
  const gsize n = cord_view_length (object);
  Member few[SMALL_OBJECT];
  g_autofree Member *many = n > SMALL_OBJECT ? g_new (Member, n) : NULL;
  Member *members = many != NULL ? many : few;

  for (gsize i = 0; i < n; i++)
    members[i].value = cord_view_member_at (object, i, &members[i].name);
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
write_array (GString *out, const CordView *array)
{
  const gsize n = cord_view_length (array);

  g_string_append_c (out, '[');
  for (gsize i = 0; i < n; i++)
    {
      const CordView value = cord_view_at (array, i);

      if (i > 0)
        g_string_append_c (out, ',');
      write_value (out, &value);
    }
  g_string_append_c (out, ']');
}

static void
write_value (GString *out, const CordView *value)
{
  switch (value->shape)
    {
    case CORD_SHAPE_STRING:
      write_string (out, cord_view_get_text (value));
      break;
    case CORD_SHAPE_INTEGER:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, cord_view_get_integer (value));
      break;
    case CORD_SHAPE_OBJECT:
      write_object (out, value);
      break;
    case CORD_SHAPE_ARRAY:
      write_array (out, value);
      break;
    case CORD_SHAPE_BOOLEAN:
      g_string_append (out, cord_view_get_boolean (value) ? "true" : "false");
      break;
    case CORD_SHAPE_DECIMAL:
      write_number (out, cord_view_get_text (value));
      break;
    case CORD_SHAPE_NULL:
      g_string_append (out, "null");
      break;
    case CORD_SHAPE_NONE:
    default:
      g_error ("a document holds a value of a type that documents do not have");
    }
}

char *
cord_value_to_canonical (GVariant *value, gsize *length)
{
  const CordView view = cord_view (value);
  GString *out = g_string_sized_new (view.size);

  write_value (out, &view);
  if (length != NULL)
    *length = out->len;
  return g_string_free (out, FALSE);
}
