/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-filter.h"

#include "config.h"

#include "server/core/cord-request.h"
#include "server/resource/cord-comparable.h"
#include "server/resource/cord-filter-key.h"
#include "wire/cord-resource-shape.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define VALUES_MAX 64
#define PATTERN_MAX 256
/* What one regular expression may cost: steps of the matcher for one value (which a pattern cannot raise, but lower),
 * and time for all the values of a request; nobody else is answered meanwhile. */
#define STEPS_MAX "20000"
#define PATTERN_TIME_MAX (2 * G_TIME_SPAN_SECOND)

gboolean
cord_filter_refuse (const char *name, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "query", name, NULL, _ ("The value of “%s” cannot be used"),
                              name);
}

/* Writing */

/* The character that @text begins with, percent-encoded or not, and how long it is there. */
static char
peek (const char *text, gsize *length)
{
  *length = *text != '\0';
  if (*text != '%' || !g_ascii_isxdigit (text[1]) || !g_ascii_isxdigit (text[2]))
    return *text;
  *length = 3;
  return (char)(g_ascii_xdigit_value (text[1]) * 16 + g_ascii_xdigit_value (text[2]));
}

static gboolean
skip (const char **text, char wanted)
{
  gsize length;
  gboolean found = peek (*text, &length) == wanted;

  if (found)
    *text += length;
  return found;
}

/* Operators at the end of a name, as other interfaces have them. No member of the definitions is called so, and asking
 * for one would silently find nothing. */
static const char *const unknown_operators[]
    = { "ne",       "neq",        "not",      "in",     "nin",    "notIn",  "like",    "ilike",
        "contains", "startsWith", "endsWith", "exists", "isNull", "isnull", "between", "regexp",
        "match",    "ieq",        "gtq",      "ge",     "le",     NULL };

static const struct
{
  const char *name;
  CordFilterOperator operator;
} operators[] = {
  { "eq", CORD_FILTER_EQUAL }, { "gt", CORD_FILTER_GREATER },     { "gte", CORD_FILTER_GREATER_EQUAL },
  { "lt", CORD_FILTER_LESS },  { "lte", CORD_FILTER_LESS_EQUAL }, { "regex", CORD_FILTER_REGEX },
};

static gboolean
refuse_operator (const char *path, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "query", path,
                              _ ("Use eq, gt, gte, lt, lte or regex, and several values for any of them."),
                              _ ("“%s” ends with an operator that there is not"), path);
}

/* What every definition has as a text has no members. */
static gboolean
is_below_text (const char *path, const char *dot)
{
  g_autofree char *above = g_strndup (path, (gsize)(dot - path));
  const char *last = strrchr (above, '.');

  return cord_resource_shape_is_text (last != NULL ? last + 1 : above);
}

/* Takes an operator off the end of @path. */
static gboolean
take_name (char *path, CordFilterOperator *operator, GError ** error)
{
  char *dot = strrchr (path, '.');

  *operator= CORD_FILTER_EQUAL;
  if (dot == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++)
    if (g_str_equal (dot + 1, operators[i].name))
      {
        *operator= operators[i].operator;
        *dot = '\0';
        return TRUE;
      }
  return !(g_strv_contains (unknown_operators, dot + 1) || is_below_text (path, dot)) || refuse_operator (path, error);
}

/* What stands between a path and its values. "=~" is written with a "~" of its own: an encoded one is a value's. */
static CordFilterOperator
take_sign (const char **text, char sign)
{
  if (sign == '>')
    return skip (text, '=') ? CORD_FILTER_GREATER_EQUAL : CORD_FILTER_GREATER;
  if (sign == '<')
    return skip (text, '=') ? CORD_FILTER_LESS_EQUAL : CORD_FILTER_LESS;
  if (sign == '*')
    {
      skip (text, '=');
      return CORD_FILTER_REGEX;
    }
  if (**text != '~')
    return CORD_FILTER_EQUAL;
  (*text)++;
  return CORD_FILTER_REGEX;
}

/* Where the sign in @text begins; NULL: there is none. */
static const char *
find_sign (const char *text, char *sign, gsize *length)
{
  for (; (*sign = peek (text, length)) != '\0'; text += *length)
    {
      gsize next;

      if (strchr ("=<>", *sign) != NULL || (*sign == '*' && peek (text + *length, &next) == '='))
        return text;
    }
  return NULL;
}

typedef struct
{
  char *path;
  CordFilterOperator operator;
} Name;

static gboolean
read_name (Name *name, const char *raw, gsize length, GError **error)
{
  g_autofree char *encoded = g_strndup (raw, length);
  char *path = cord_request_decode (encoded);

  if (path == NULL)
    return cord_filter_refuse ("query", error);
  g_free (name->path);
  name->path = path;
  if (!take_name (path, &name->operator, error))
    return FALSE;
  return *path != '\0' || cord_filter_refuse (encoded, error);
}

/* @raw: the values that follow. */
static gboolean
read_condition (Name *name, const char **raw, GError **error)
{
  gsize length;
  char sign;
  const char *at = find_sign (*raw, &sign, &length);
  CordFilterOperator operator;

  if (at == NULL)
    return name->path != NULL || cord_filter_refuse (*raw, error);
  if (!read_name (name, *raw, (gsize)(at - *raw), error))
    return FALSE;
  *raw = at + length;
  operator= take_sign (raw, sign);
  if (operator!= CORD_FILTER_EQUAL && name->operator!= CORD_FILTER_EQUAL)
    return cord_filter_refuse (name->path, error);
  if (operator!= CORD_FILTER_EQUAL)
    name->operator= operator;
  return TRUE;
}

gboolean
cord_filter_split (const char *text, CordFilterPartFunc func, gpointer user_data, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", VALUES_MAX + 1);
  Name name = { 0 };
  gboolean ok = g_strv_length (parts) <= VALUES_MAX || cord_filter_refuse ("query", error);

  for (guint i = 0; ok && parts[i] != NULL; i++)
    {
      const char *raw = parts[i];

      ok = read_condition (&name, &raw, error) && func (name.path, name.operator, raw, user_data, error);
    }
  g_free (name.path);
  return ok;
}

static void
entry_clear (gpointer data)
{
  g_free (((CordFilterEntry *)data)->value);
}

CordFilter *
cord_filter_new (const char *path, CordFilterOperator operator, CordPatternCost * cost)
{
  CordFilter *self = g_new0 (CordFilter, 1);

  self->path = g_strdup (path);
  self->operator= operator;
  self->cost = cost;
  if (operator== CORD_FILTER_EQUAL)
    self->key_column = cord_filter_key_column (NULL, path);
  self->values = g_ptr_array_new_with_free_func (g_free);
  self->comparables = g_array_new (FALSE, FALSE, sizeof (CordComparable));
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->entries = g_array_new (FALSE, FALSE, sizeof (CordFilterEntry));
  g_array_set_clear_func (self->entries, entry_clear);
  self->regexes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_regex_unref);
  return self;
}

CordFilter *
cord_filter_new_any (GPtrArray *alternatives)
{
  const CordFilter *first = g_ptr_array_index (alternatives, 0);
  CordFilter *self = cord_filter_new (first->path, CORD_FILTER_ANY, first->cost);

  self->alternatives = alternatives;
  return self;
}

void
cord_filter_free (CordFilter *self)
{
  g_free (self->path);
  g_ptr_array_unref (self->values);
  g_array_unref (self->comparables);
  g_ptr_array_unref (self->keys);
  g_array_unref (self->entries);
  g_ptr_array_unref (self->regexes);
  g_clear_pointer (&self->alternatives, g_ptr_array_unref);
  g_free (self);
}

GPtrArray *
cord_filter_split_values (const char *raw, gboolean encoded_too)
{
  g_autofree char *decoded = encoded_too ? cord_request_decode (raw) : NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  if (encoded_too && decoded == NULL)
    return NULL;
  parts = g_strsplit (encoded_too ? decoded : raw, ",", VALUES_MAX + 1);
  if (*raw == '\0')
    g_ptr_array_add (values, g_strdup (""));
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *value = encoded_too ? g_strdup (parts[i]) : cord_request_decode (parts[i]);

      if (value == NULL || i >= VALUES_MAX)
        {
          g_free (value);
          return NULL;
        }
      g_ptr_array_add (values, value);
    }
  return g_steal_pointer (&values);
}

/* The definitions call a member so that holds a time. */
static gboolean
is_of_time (const char *path)
{
  const char *dot = strrchr (path, '.');
  const char *member = dot != NULL ? dot + 1 : path;

  return g_str_has_suffix (member, "Date") || g_str_has_suffix (member, "DateTime")
         || g_str_equal (member, "lastUpdate");
}

static gboolean
is_ordering (const CordFilter *self)
{
  return self->operator>= CORD_FILTER_GREATER && self->operator<= CORD_FILTER_LESS_EQUAL;
}

static gboolean
refuse_comparison (const CordFilter *self, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "query", self->path,
                              _ ("Times are written like 2026-11-30 or 2026-11-30T09:30:00Z."),
                              _ ("“%s” cannot be compared with this value"), self->path);
}

/* The "+" of an offset, sent as it is, arrives as a space. */
static void
mend_offset (CordComparable *comparable, char *text)
{
  char *space = strrchr (text, ' ');
  CordComparable mended;

  if (comparable->kind != CORD_COMPARABLE_TEXT || space == NULL)
    return;
  *space = '+';
  cord_comparable_read (&mended, text);
  if (mended.kind == CORD_COMPARABLE_INSTANT)
    *comparable = mended;
  else
    *space = ' ';
}

static gboolean
read_comparable (CordFilter *self, char *text, GError **error)
{
  CordComparable comparable;

  cord_comparable_read (&comparable, text);
  mend_offset (&comparable, text);
  g_array_append_val (self->comparables, comparable);
  return !is_ordering (self) || !is_of_time (self->path) || comparable.kind == CORD_COMPARABLE_INSTANT
         || refuse_comparison (self, error);
}

static void
add_entry (const char *column, const char *value, gpointer user_data)
{
  CordFilter *self = user_data;
  CordFilterEntry entry = { column, g_strdup (value) };

  g_array_append_val (self->entries, entry);
}

static void
add_key (CordFilter *self, const char *text)
{
  char *key = self->key_column != NULL ? cord_filter_key_of_query (self->key_column, text) : NULL;

  g_ptr_array_add (self->keys, key);
  if (key == NULL)
    add_entry (self->path, text, self);
  else
    cord_filter_key_each_entry (self->path, self->key_column, key, add_entry, self);
}

void
cord_filter_bind (CordFilter *self, const CordResourceType *type)
{
  for (guint i = 0; self->alternatives != NULL && i < self->alternatives->len; i++)
    cord_filter_bind (g_ptr_array_index (self->alternatives, i), type);
  if (self->operator!= CORD_FILTER_EQUAL)
    return;
  self->key_column = cord_filter_key_column (type, self->path);
  g_ptr_array_set_size (self->keys, 0);
  g_array_set_size (self->entries, 0);
  for (guint i = 0; i < self->values->len; i++)
    add_key (self, g_ptr_array_index (self->values, i));
}

static gboolean
add_regex (CordFilter *self, const char *raw, GError **error)
{
  g_autofree char *pattern = cord_request_decode (raw);
  g_autofree char *bounded = pattern != NULL ? g_strconcat ("(*LIMIT_MATCH=" STEPS_MAX ")", pattern, NULL) : NULL;
  GRegex *regex = bounded != NULL && strlen (pattern) <= PATTERN_MAX ? g_regex_new (bounded, 0, 0, NULL) : NULL;

  if (regex != NULL)
    g_ptr_array_add (self->regexes, regex);
  return regex != NULL && self->regexes->len <= VALUES_MAX;
}

gboolean
cord_filter_add_values (CordFilter *self, const char *raw, GError **error)
{
  g_autofree char *name = self->operator== CORD_FILTER_REGEX ? g_strconcat (self->path, ".regex", NULL) : NULL;
  g_autoptr (GPtrArray) values = NULL;
  guint from = self->values->len;

  if (name != NULL)
    return add_regex (self, raw, error) || cord_filter_refuse (name, error);
  values = cord_filter_split_values (raw, FALSE);
  if (values == NULL)
    return cord_filter_refuse (self->path, error);
  g_ptr_array_extend_and_steal (self->values, g_steal_pointer (&values));
  if (self->values->len > VALUES_MAX)
    return cord_filter_refuse (self->path, error);
  for (guint i = from; i < self->values->len; i++)
    {
      char *text = g_ptr_array_index (self->values, i);

      if (!read_comparable (self, text, error))
        return FALSE;
      add_key (self, text);
    }
  return TRUE;
}

/* Matching */

static gboolean
is_in_order (CordFilterOperator operator, int order)
{
  switch (operator)
    {
    case CORD_FILTER_GREATER:
      return order > 0;
    case CORD_FILTER_GREATER_EQUAL:
      return order >= 0;
    case CORD_FILTER_LESS:
      return order < 0;
    case CORD_FILTER_LESS_EQUAL:
      return order <= 0;
    case CORD_FILTER_EQUAL:
    case CORD_FILTER_REGEX:
    case CORD_FILTER_ANY:
    default:
      return FALSE;
    }
}

/* A text that looks like a number is another value than one that is written otherwise: postcodes, numbers of contracts.
 */
static gboolean
is_equal (const char *text, const CordComparable *value, gboolean number)
{
  CordComparable found;

  if (g_str_equal (text, value->text))
    return TRUE;
  if (value->kind == CORD_COMPARABLE_TEXT || (value->kind == CORD_COMPARABLE_NUMBER && !number))
    return FALSE;
  cord_comparable_read (&found, text);
  return found.kind == value->kind && cord_comparable_compare (&found, value) == 0;
}

/* @key of the value that was asked for; NULL where it has none. */
static gboolean
has_key (const CordFilter *self, const char *text, const char *key)
{
  g_autofree char *found = key != NULL ? cord_filter_key_of_value (self->key_column, text) : NULL;

  return found != NULL && g_str_equal (found, key);
}

static gboolean
compare (CordFilter *self, const char *text, const CordComparable *value)
{
  CordComparable found;

  cord_comparable_read (&found, text);
  self->compared = self->compared || found.kind == value->kind;
  self->mismatched = self->mismatched || found.kind != value->kind;
  return found.kind == value->kind && is_in_order (self->operator, cord_comparable_compare (&found, value));
}

static gboolean
pattern_matches (CordFilter *self, GRegex *regex, const char *text)
{
  gint64 began = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  gboolean matches = self->cost->given_up == NULL && g_regex_match_full (regex, text, -1, 0, 0, NULL, &error);

  self->cost->spent += g_get_monotonic_time () - began;
  if (self->cost->given_up == NULL && (error != NULL || self->cost->spent > PATTERN_TIME_MAX))
    self->cost->given_up = self->path;
  return matches;
}

static gboolean
match_value (const char *text, gboolean number, gpointer user_data)
{
  CordFilter *self = user_data;

  for (guint i = 0; i < self->regexes->len; i++)
    if (pattern_matches (self, g_ptr_array_index (self->regexes, i), text))
      return TRUE;
  for (guint i = 0; i < self->comparables->len; i++)
    {
      const CordComparable *value = &g_array_index (self->comparables, CordComparable, i);

      if (self->operator== CORD_FILTER_EQUAL
              ? is_equal (text, value, number) || has_key (self, text, g_ptr_array_index (self->keys, i))
              : compare (self, text, value))
        return TRUE;
    }
  return FALSE;
}

static guint
n_alternatives (const CordFilter *self)
{
  return self->alternatives != NULL ? self->alternatives->len : 0;
}

gboolean
cord_filter_match (CordFilter *self, CordDocument *document, gboolean *matches, GError **error)
{
  if (self->alternatives == NULL)
    return cord_document_visit (document, self->path, match_value, self, matches, error);
  *matches = FALSE;
  for (guint i = 0; i < n_alternatives (self) && !*matches; i++)
    if (!cord_filter_match (g_ptr_array_index (self->alternatives, i), document, matches, error))
      return FALSE;
  return TRUE;
}

gboolean
cord_filter_match_node (CordFilter *self, JsonNode *document)
{
  if (self->alternatives == NULL)
    return cord_document_visit_node (document, self->path, match_value, self);
  for (guint i = 0; i < n_alternatives (self); i++)
    if (cord_filter_match_node (g_ptr_array_index (self->alternatives, i), document))
      return TRUE;
  return FALSE;
}

gboolean
cord_filter_check_compared (const CordFilter *self, GError **error)
{
  if (self->mismatched && !self->compared)
    return refuse_comparison (self, error);
  for (guint i = 0; i < n_alternatives (self); i++)
    if (!cord_filter_check_compared (g_ptr_array_index (self->alternatives, i), error))
      return FALSE;
  return TRUE;
}
