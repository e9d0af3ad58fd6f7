/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* An object as it lies in memory, in the serialised form that the GVariant specification fixes: entries that begin at
 * multiples of eight, and after them the end of each as a little-endian offset. Every document is read through its
 * bytes: making a GVariant of each entry on the way to one member costs more than all the rest of a quote. */
typedef struct
{
  const guint8 *data;
  gsize size;
  gsize ends; /* where the offsets begin */
  gsize n;
  gsize width; /* of an offset */
} Entries;

static gsize
offset_width (gsize size)
{
  if (size <= G_MAXUINT8)
    return 1;
  if (size <= G_MAXUINT16)
    return 2;
  return size <= G_MAXUINT32 ? 4 : 8;
}

static gsize
read_offset (const guint8 *at, gsize width)
{
  gsize offset = 0;

  for (gsize i = 0; i < width; i++)
    offset |= (gsize) at[i] << (8 * i);
  return offset;
}

static gboolean
read_entries (Entries *self, GVariant *object)
{
  self->data = g_variant_get_data (object); /* a tree that is serialised later would drop the children strings were borrowed from */
  self->size = g_variant_get_size (object);
  self->width = offset_width (self->size);
  if (self->data == NULL || self->size <= self->width)
    return FALSE;
  self->ends = read_offset (self->data + self->size - self->width, self->width);
  if (self->ends > self->size - self->width)
    return FALSE;
  self->n = (self->size - self->ends) / self->width;
  return TRUE;
}

/* The bytes of entry @index. */
static gboolean
read_entry (const Entries *self, gsize index, const guint8 **data, gsize *size)
{
  gsize start = index > 0 ? (read_offset (self->data + self->ends + (index - 1) * self->width, self->width) + 7) & ~(gsize) 7 : 0;
  gsize end = read_offset (self->data + self->ends + index * self->width, self->width);

  if (start > end || end > self->ends)
    return FALSE;
  *data = self->data + start;
  *size = end - start;
  return TRUE;
}

/* The box of an entry whose name has this length: a variant's bytes. */
static gboolean
read_box (const guint8 *entry, gsize whole, gsize key_length, const guint8 **box, gsize *size)
{
  gsize width = offset_width (whole);
  gsize start = (key_length + 1 + 7) & ~(gsize) 7;

  if (start + width > whole)
    return FALSE;
  *box = entry + start;
  *size = whole - width - start;
  return TRUE;
}

/* The bytes of the member's box; FALSE when there is no such member. */
static gboolean
find_box (GVariant *object, const char *key, gsize key_length, gsize *index, const guint8 **box, gsize *size)
{
  Entries entries;

  if (!read_entries (&entries, object))
    return FALSE;
  for (gsize i = 0; i < entries.n; i++)
    {
      const guint8 *entry;
      gsize whole;

      if (!read_entry (&entries, i, &entry, &whole) || whole <= key_length || memcmp (entry, key, key_length) != 0 ||
          entry[key_length] != '\0')
        continue;
      *index = i;
      return read_box (entry, whole, key_length, box, size);
    }
  return FALSE;
}

/* What a boxed value of this one-letter type holds; NULL when it is of another. The type stands behind the value. */
static const guint8 *
open_box (const guint8 *box, gsize size, char type, gsize *value_size)
{
  if (size < 2 || box[size - 1] != (guint8) type || box[size - 2] != '\0')
    return NULL;
  *value_size = size - 2;
  return box;
}

static GVariant *
open_entry (GVariant *object, gsize index)
{
  g_autoptr (GVariant) entry = g_variant_get_child_value (object, index);
  g_autoptr (GVariant) box = g_variant_get_child_value (entry, 1);

  return g_variant_get_variant (box);
}

/* The member's value without its box, or NULL. */
static GVariant *
lookup (GVariant *object, const char *key, gsize key_length)
{
  const guint8 *bytes;
  gsize index, size;

  return find_box (object, key, key_length, &index, &bytes, &size) ? open_entry (object, index) : NULL;
}

/* The value of entry @index, whose box this is. Strings and integers are most of what there is, and made anew faster
 * than taken out. */
static GVariant *
dup_boxed (GVariant *object, gsize index, const guint8 *box, gsize box_size)
{
  gsize size;
  const guint8 *bytes;
  gint64 integer;

  if ((bytes = open_box (box, box_size, 's', &size)) != NULL && size > 0 && bytes[size - 1] == '\0')
    return g_variant_ref_sink (g_variant_new_string ((const char *) bytes));
  if ((bytes = open_box (box, box_size, 'x', &size)) != NULL && size == sizeof integer)
    {
      memcpy (&integer, bytes, sizeof integer);
      return g_variant_ref_sink (g_variant_new_int64 (integer));
    }
  return open_entry (object, index);
}

static gboolean
is_object (GVariant *value)
{
  return value != NULL && g_variant_is_of_type (value, CORD_VALUE_OBJECT);
}

GVariant *
cord_value_dup (GVariant *object, const char *path)
{
  const char *dot = strchr (path, '.');
  GVariant *value;

  if (!is_object (object))
    return NULL;
  value = lookup (object, path, dot ? (gsize) (dot - path) : strlen (path));
  if (value != NULL && dot != NULL)
    {
      GVariant *inner = cord_value_dup (value, dot + 1);

      g_variant_unref (value);
      value = inner;
    }
  return value;
}

/* The contents of a member of this one-letter type. */
static const guint8 *
peek (GVariant *object, const char *path, char type, gsize *size)
{
  const char *dot = strchr (path, '.');
  const guint8 *box;
  gsize index;

  if (!is_object (object))
    return NULL;
  if (dot != NULL)
    {
      g_autoptr (GVariant) inner = lookup (object, path, (gsize) (dot - path));

      return inner != NULL ? peek (inner, dot + 1, type, size) : NULL;
    }
  return find_box (object, path, strlen (path), &index, &box, size) ? open_box (box, *size, type, size) : NULL;
}

const char *
cord_value_get_string (GVariant *object, const char *path)
{
  gsize size;
  const char *text = (const char *) peek (object, path, 's', &size);

  return text != NULL && size > 0 && text[size - 1] == '\0' ? text : NULL;
}

gint64
cord_value_get_integer (GVariant *object, const char *path, gint64 fallback)
{
  gsize size;
  const guint8 *bytes = peek (object, path, 'x', &size);
  gint64 value;

  if (bytes == NULL || size != sizeof value)
    return fallback;
  memcpy (&value, bytes, sizeof value);
  return value;
}

gboolean
cord_value_get_boolean (GVariant *object, const char *path)
{
  gsize size;
  const guint8 *bytes = peek (object, path, 'b', &size);

  return bytes != NULL && size == 1 && *bytes != 0;
}

gboolean
cord_value_has (GVariant *object, const char *path)
{
  const guint8 *box;
  gsize index, size;

  if (strchr (path, '.') == NULL)
    return is_object (object) && find_box (object, path, strlen (path), &index, &box, &size);
  {
    g_autoptr (GVariant) value = cord_value_dup (object, path);

    return value != NULL;
  }
}

void
cord_value_collect (GVariant *object, const char *const *names, GVariant **values)
{
  Entries entries;

  if (!is_object (object) || !read_entries (&entries, object))
    return;
  for (gsize i = 0; i < entries.n; i++)
    {
      const guint8 *entry, *box;
      gsize whole, length, size;
      gsize field = 0;

      if (!read_entry (&entries, i, &entry, &whole) || (length = strnlen ((const char *) entry, whole)) == whole)
        continue;
      while (names[field] != NULL && strcmp (names[field], (const char *) entry) != 0)
        field++;
      if (names[field] != NULL && values[field] == NULL && read_box (entry, whole, length, &box, &size))
        values[field] = dup_boxed (object, i, box, size);
    }
}

GVariant *
cord_value_dup_object (GVariant *object, const char *path)
{
  g_autoptr (GVariant) value = cord_value_dup (object, path);

  return is_object (value) ? g_steal_pointer (&value) : cord_value_empty_object ();
}

GVariant *
cord_value_dup_array (GVariant *object, const char *path)
{
  g_autoptr (GVariant) value = cord_value_dup (object, path);

  return value != NULL && g_variant_is_of_type (value, CORD_VALUE_ARRAY) ? g_steal_pointer (&value) : cord_value_empty_array ();
}

gsize
cord_value_length (GVariant *array)
{
  return array != NULL && g_variant_is_container (array) ? g_variant_n_children (array) : 0;
}

GVariant *
cord_value_dup_at (GVariant *array, gsize index)
{
  g_autoptr (GVariant) box = NULL;

  g_variant_get_data (array);
  box = g_variant_get_child_value (array, index);
  return g_variant_get_variant (box);
}

void
cord_builder_init (CordBuilder *self)
{
  g_variant_builder_init (&self->builder, CORD_VALUE_OBJECT);
}

void
cord_builder_value (CordBuilder *self, const char *key, GVariant *value)
{
  if (value != NULL)
    g_variant_builder_add (&self->builder, "{sv}", key, value);
}

void
cord_builder_string (CordBuilder *self, const char *key, const char *value)
{
  if (value != NULL)
    cord_builder_value (self, key, g_variant_new_string (value));
}

void
cord_builder_integer (CordBuilder *self, const char *key, gint64 value)
{
  cord_builder_value (self, key, g_variant_new_int64 (value));
}

void
cord_builder_boolean (CordBuilder *self, const char *key, gboolean value)
{
  cord_builder_value (self, key, g_variant_new_boolean (value));
}

void
cord_builder_null (CordBuilder *self, const char *key)
{
  cord_builder_value (self, key, g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL));
}

void
cord_builder_strv (CordBuilder *self, const char *key, const char * const *values)
{
  CordBuilder array;

  if (values == NULL)
    return;
  cord_builder_init_array (&array);
  for (gsize i = 0; values[i] != NULL; i++)
    cord_builder_add_string (&array, values[i]);
  g_variant_builder_add (&self->builder, "{sv}", key, g_variant_builder_end (&array.builder));
}

void
cord_builder_extend (CordBuilder *self, GVariant *object)
{
  GVariantIter iter;
  GVariant *entry;

  if (!is_object (object))
    return;
  g_variant_iter_init (&iter, object);
  while ((entry = g_variant_iter_next_value (&iter)) != NULL)
    {
      g_variant_builder_add_value (&self->builder, entry);
      g_variant_unref (entry);
    }
}

GVariant *
cord_builder_end (CordBuilder *self)
{
  GVariant *value = g_variant_ref_sink (g_variant_builder_end (&self->builder));

  return value;
}

void
cord_builder_init_array (CordBuilder *self)
{
  g_variant_builder_init (&self->builder, CORD_VALUE_ARRAY);
}

void
cord_builder_add (CordBuilder *self, GVariant *value)
{
  if (value != NULL)
    g_variant_builder_add (&self->builder, "v", value);
}

void
cord_builder_add_string (CordBuilder *self, const char *value)
{
  if (value != NULL)
    cord_builder_add (self, g_variant_new_string (value));
}

GVariant *
cord_value_empty_object (void)
{
  return g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0));
}

GVariant *
cord_value_empty_array (void)
{
  return g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE_VARIANT, NULL, 0));
}

GVariant *
cord_value_of_strings (const char *key, ...)
{
  CordBuilder builder;
  va_list arguments;

  cord_builder_init (&builder);
  va_start (arguments, key);
  for (const char *name = key; name != NULL; name = va_arg (arguments, const char *))
    cord_builder_string (&builder, name, va_arg (arguments, const char *));
  va_end (arguments);
  return cord_builder_end (&builder);
}

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
  if (((guchar) *a | (guchar) *b) < 0x80)
    return (guchar) *a - (guchar) *b;
  /* back to where the character begins that they differ in */
  for (; a > start && ((guchar) *a & 0xc0) == 0x80; a--)
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
      guchar c = (guchar) *p;
      const char *escape = NULL;
      char unicode[7];

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;
      switch (c)
        {
        case '"': escape = "\\\""; break;
        case '\\': escape = "\\\\"; break;
        case '\b': escape = "\\b"; break;
        case '\f': escape = "\\f"; break;
        case '\n': escape = "\\n"; break;
        case '\r': escape = "\\r"; break;
        case '\t': escape = "\\t"; break;
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

typedef struct
{
  GVariant *key;
  const char *name;
  GVariant *value;
} Member;

static int
compare_members (const void *a, const void *b)
{
  return compare_names (((const Member *) a)->name, ((const Member *) b)->name);
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

static void write_value (GString *out, GVariant *value);

static void
write_object (GString *out, GVariant *object)
{
  gsize n = g_variant_n_children (object);
  Member few[SMALL_OBJECT];
  g_autofree Member *many = n > SMALL_OBJECT ? g_new (Member, n) : NULL;
  Member *members = many != NULL ? many : few;

  for (gsize i = 0; i < n; i++)
    {
      GVariant *entry = g_variant_get_child_value (object, i);
      GVariant *box = g_variant_get_child_value (entry, 1);

      members[i].key = g_variant_get_child_value (entry, 0);
      members[i].name = g_variant_get_string (members[i].key, NULL);
      members[i].value = g_variant_get_variant (box);
      g_variant_unref (box);
      g_variant_unref (entry);
    }
  sort_members (members, n);
  g_string_append_c (out, '{');
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      write_string (out, members[i].name);
      g_string_append_c (out, ':');
      write_value (out, members[i].value);
      g_variant_unref (members[i].key);
      g_variant_unref (members[i].value);
    }
  g_string_append_c (out, '}');
}

static void
write_array (GString *out, GVariant *array)
{
  gsize n = g_variant_n_children (array);

  g_string_append_c (out, '[');
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) box = g_variant_get_child_value (array, i);
      g_autoptr (GVariant) value = g_variant_get_variant (box);

      if (i > 0)
        g_string_append_c (out, ',');
      write_value (out, value);
    }
  g_string_append_c (out, ']');
}

static void
write_decimal (GString *out, GVariant *value)
{
  const char *literal;

  g_variant_get (value, "(&s)", &literal);
  write_number (out, literal);
}

/* By class rather than by type: a document has thousands of values, and to compare types costs more than to write them. */
static void
write_value (GString *out, GVariant *value)
{
  switch (g_variant_classify (value))
    {
    case G_VARIANT_CLASS_STRING:
      write_string (out, g_variant_get_string (value, NULL));
      return;
    case G_VARIANT_CLASS_ARRAY:
      if (g_variant_is_of_type (value, CORD_VALUE_OBJECT))
        write_object (out, value);
      else
        write_array (out, value);
      return;
    case G_VARIANT_CLASS_INT64:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, g_variant_get_int64 (value));
      return;
    case G_VARIANT_CLASS_BOOLEAN:
      g_string_append (out, g_variant_get_boolean (value) ? "true" : "false");
      return;
    case G_VARIANT_CLASS_TUPLE:
      write_decimal (out, value);
      return;
    case G_VARIANT_CLASS_MAYBE:
      g_string_append (out, "null");
      return;
    case G_VARIANT_CLASS_BYTE:
    case G_VARIANT_CLASS_INT16:
    case G_VARIANT_CLASS_UINT16:
    case G_VARIANT_CLASS_INT32:
    case G_VARIANT_CLASS_UINT32:
    case G_VARIANT_CLASS_UINT64:
    case G_VARIANT_CLASS_HANDLE:
    case G_VARIANT_CLASS_DOUBLE:
    case G_VARIANT_CLASS_OBJECT_PATH:
    case G_VARIANT_CLASS_SIGNATURE:
    case G_VARIANT_CLASS_VARIANT:
    case G_VARIANT_CLASS_DICT_ENTRY:
    default:
      g_error ("a document holds a value of type %s", g_variant_get_type_string (value));
    }
}

char *
cord_value_to_canonical (GVariant *value, gsize *length)
{
  GString *out = g_string_sized_new (256);

  write_value (out, value);
  if (length != NULL)
    *length = out->len;
  return g_string_free (out, FALSE);
}

char *
cord_value_digest (GVariant *value, const char *prefix, gsize prefix_length)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length;
  g_autofree char *bytes = cord_value_to_canonical (value, &length);

  if (prefix != NULL)
    g_checksum_update (checksum, (const guchar *) prefix, (gssize) prefix_length);
  g_checksum_update (checksum, (const guchar *) bytes, (gssize) length);
  return g_strdup (g_checksum_get_string (checksum));
}

gboolean
cord_value_equal (GVariant *a, GVariant *b)
{
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL)
    return FALSE;
  left = cord_value_to_canonical (a, NULL);
  right = cord_value_to_canonical (b, NULL);
  return strcmp (left, right) == 0;
}
