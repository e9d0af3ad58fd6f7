/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-query.h"

#include "config.h"

#include "base/cord-money.h"
#include "base/cord-period.h"
#include "server/core/cord-request.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PARTS_MAX 64
#define SORT_KEYS_MAX 16 /* each is kept for every row */
#define ALLOCATION 16    /* bytes that each piece of memory takes beside its own */
/* What one regular expression may cost: steps of the matcher for one value (which a pattern cannot raise, but lower),
 * and time for all the values of a request; nobody else is answered meanwhile. */
#define STEPS_MAX "20000"
#define PATTERN_TIME_MAX (2 * G_TIME_SPAN_SECOND)

static void
filter_free (gpointer data)
{
  CordFilter *filter = data;

  g_free (filter->path);
  g_ptr_array_unref (filter->values);
  g_ptr_array_unref (filter->regexes);
  g_free (filter);
}

static void
sort_key_free (gpointer data)
{
  g_free (((CordSortKey *)data)->path);
  g_free (data);
}

void
cord_query_free (CordQuery *self)
{
  g_clear_pointer (&self->fields, cord_projection_free);
  g_ptr_array_unref (self->filters);
  g_ptr_array_unref (self->sort);
  g_free (self);
}

static gboolean
refuse (const char *name, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "query", name, NULL, _ ("The value of “%s” cannot be used"),
                              name);
}

/* A comma written as such separates; an encoded one is part of the value. */
static GPtrArray *
split (const char *raw)
{
  g_auto (GStrv) parts = g_strsplit (raw, ",", PARTS_MAX + 1);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  if (*raw == '\0')
    g_ptr_array_add (values, g_strdup (""));
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *value = cord_request_decode (parts[i]);

      if (value == NULL || i >= PARTS_MAX)
        {
          g_free (value);
          return NULL;
        }
      g_ptr_array_add (values, value);
    }
  return g_steal_pointer (&values);
}

static gboolean
read_count (const char *name, const char *raw, gint64 *out, GError **error)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (raw, 10, 0, G_MAXINT32, &value, NULL))
    return refuse (name, error);
  *out = (gint64)value;
  return TRUE;
}

/* A path that was named before decides nothing any more. */
static gboolean
sorts_by (const CordQuery *self, const char *path)
{
  for (guint i = 0; i < self->sort->len; i++)
    if (g_str_equal (((CordSortKey *)g_ptr_array_index (self->sort, i))->path, path))
      return TRUE;
  return FALSE;
}

static void
add_sort_key (CordQuery *self, const char *value)
{
  /* "+name" arrives with a space. */
  const char *path = value + (*value == '-' || *value == ' ' ? 1 : 0);
  CordSortKey *key;

  if (sorts_by (self, path))
    return;
  key = g_new0 (CordSortKey, 1);
  key->descending = *value == '-';
  key->path = g_strdup (path);
  g_ptr_array_add (self->sort, key);
}

static gboolean
read_sort (CordQuery *self, const char *raw, GError **error)
{
  g_autoptr (GPtrArray) values = split (raw);

  if (values == NULL)
    return refuse ("sort", error);
  for (guint i = 0; i < values->len; i++)
    {
      const char *value = g_ptr_array_index (values, i);

      if (value[strspn (value, " -")] == '\0')
        return refuse ("sort", error);
      add_sort_key (self, value);
    }
  return self->sort->len <= SORT_KEYS_MAX || refuse ("sort", error);
}

static CordFilterOperator
take_operator (char *name)
{
  static const struct
  {
    const char *suffix;
    CordFilterOperator operator;
  } suffixes[] = {
    { ".eq", CORD_FILTER_EQUAL }, { ".gt", CORD_FILTER_GREATER },     { ".gte", CORD_FILTER_GREATER_EQUAL },
    { ".lt", CORD_FILTER_LESS },  { ".lte", CORD_FILTER_LESS_EQUAL }, { ".regex", CORD_FILTER_REGEX },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (name, suffixes[i].suffix))
      {
        name[strlen (name) - strlen (suffixes[i].suffix)] = '\0';
        return suffixes[i].operator;
      }
  return CORD_FILTER_EQUAL;
}

static CordFilter *
filter_for (CordQuery *self, const char *path, CordFilterOperator operator)
{
  CordFilter *filter;

  for (guint i = 0; i < self->filters->len; i++)
    {
      filter = g_ptr_array_index (self->filters, i);
      if (filter->operator== operator&& g_str_equal (filter->path, path))
        return filter;
    }
  filter = g_new0 (CordFilter, 1);
  filter->path = g_strdup (path);
  filter->operator= operator;
  filter->values = g_ptr_array_new_with_free_func (g_free);
  filter->regexes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_regex_unref);
  g_ptr_array_add (self->filters, filter);
  return filter;
}

static gboolean
add_regex (CordFilter *filter, const char *name, const char *raw, GError **error)
{
  g_autofree char *pattern = cord_request_decode (raw);
  g_autofree char *bounded = pattern != NULL ? g_strconcat ("(*LIMIT_MATCH=" STEPS_MAX ")", pattern, NULL) : NULL;
  GRegex *regex = bounded != NULL && strlen (pattern) <= 256 ? g_regex_new (bounded, 0, 0, NULL) : NULL;

  if (regex == NULL)
    return refuse (name, error);
  g_ptr_array_add (filter->regexes, regex);
  return TRUE;
}

static gboolean
read_filter (CordQuery *self, const char *name, const char *raw, GError **error)
{
  g_autofree char *path = g_strdup (name);
  CordFilterOperator operator= take_operator (path);
  CordFilter *filter = filter_for (self, path, operator);
  g_autoptr (GPtrArray) values = NULL;

  if (*path == '\0')
    return refuse (name, error);
  if (operator== CORD_FILTER_REGEX)
    return add_regex (filter, name, raw, error);
  values = split (raw);
  if (values == NULL)
    return refuse (name, error);
  g_ptr_array_extend_and_steal (filter->values, g_steal_pointer (&values));
  return filter->values->len <= PARTS_MAX || refuse (name, error);
}

static gboolean
read_fields (CordQuery *self, const char *raw, GError **error)
{
  g_autoptr (GPtrArray) paths = split (raw);

  g_clear_pointer (&self->fields, cord_projection_free);
  if (paths == NULL)
    return refuse ("fields", error);
  self->fields = cord_projection_new (paths);
  return TRUE;
}

static gboolean
read_pair (CordQuery *self, const char *name, const char *raw, GError **error)
{
  if (g_str_equal (name, "fields"))
    return read_fields (self, raw, error);
  if (g_str_equal (name, "offset") || g_str_equal (name, "limit"))
    {
      self->paged = TRUE;
      return read_count (name, raw, *name == 'o' ? &self->offset : &self->limit, error);
    }
  if (g_str_equal (name, "sort"))
    return read_sort (self, raw, error);
  return read_filter (self, name, raw, error);
}

CordQuery *
cord_query_parse (const char *text, GError **error)
{
  g_autoptr (CordQuery) self = g_new0 (CordQuery, 1);
  g_auto (GStrv) pairs = g_strsplit (text != NULL ? text : "", "&", PARTS_MAX + 1);

  self->limit = -1;
  self->filters = g_ptr_array_new_with_free_func (filter_free);
  self->sort = g_ptr_array_new_with_free_func (sort_key_free);
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');
      g_autofree char *name = NULL;

      if (*pairs[i] == '\0')
        continue;
      if (equals != NULL)
        *equals = '\0';
      name = cord_request_decode (pairs[i]);
      if (name == NULL || i >= PARTS_MAX)
        {
          refuse ("query", error);
          return NULL;
        }
      if (!read_pair (self, name, equals != NULL ? equals + 1 : "", error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

/* A text, and what it says. */
typedef struct
{
  char *text;
  CordDecimal number;
  gint64 instant;
  gboolean is_number;
  gboolean is_instant;
} Value;

static void
value_free (gpointer data)
{
  Value *value = data;

  if (value == NULL)
    return;
  g_free (value->text);
  g_free (value);
}

static void
read_value (Value *value, char *text)
{
  value->text = text;
  value->is_number = cord_decimal_parse (text, 20, TRUE, &value->number, NULL);
  value->is_instant = !value->is_number && cord_instant_parse (text, &value->instant, NULL);
}

/* Numbers by value, instants by time, everything else by its bytes. */
static int
compare_values (const Value *a, const Value *b)
{
  if (a->is_number && b->is_number)
    return cord_decimal_compare (a->number, b->number);
  if (a->is_instant && b->is_instant)
    return (a->instant > b->instant) - (a->instant < b->instant);
  return strcmp (a->text, b->text);
}

static int
compare (const char *a, const char *b)
{
  Value x, y;

  read_value (&x, (char *)a);
  read_value (&y, (char *)b);
  return compare_values (&x, &y);
}

static gboolean
holds (const CordFilter *filter, const char *text, const char *value, gboolean number)
{
  switch (filter->operator)
    {
    case CORD_FILTER_EQUAL:
      return number ? compare (text, value) == 0 : g_str_equal (text, value);
    case CORD_FILTER_GREATER:
      return compare (text, value) > 0;
    case CORD_FILTER_GREATER_EQUAL:
      return compare (text, value) >= 0;
    case CORD_FILTER_LESS:
      return compare (text, value) < 0;
    case CORD_FILTER_LESS_EQUAL:
      return compare (text, value) <= 0;
    case CORD_FILTER_REGEX:
    default:
      return FALSE;
    }
}

static gboolean
pattern_matches (CordFilter *filter, GRegex *regex, const char *text)
{
  gint64 began = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  gboolean matches = !filter->given_up && g_regex_match_full (regex, text, -1, 0, 0, NULL, &error);

  filter->spent += g_get_monotonic_time () - began;
  filter->given_up = filter->given_up || error != NULL || filter->spent > PATTERN_TIME_MAX;
  return matches;
}

static gboolean
match_value (const char *text, gboolean number, gpointer user_data)
{
  CordFilter *filter = user_data;

  for (guint i = 0; i < filter->regexes->len; i++)
    if (pattern_matches (filter, g_ptr_array_index (filter->regexes, i), text))
      return TRUE;
  for (guint i = 0; i < filter->values->len; i++)
    if (holds (filter, text, g_ptr_array_index (filter->values, i), number))
      return TRUE;
  return FALSE;
}

gboolean
cord_filter_match (CordFilter *self, CordDocument *document, gboolean *matches, GError **error)
{
  return cord_document_visit (document, self->path, match_value, self, matches, error);
}

gboolean
cord_query_matches (const CordQuery *self, JsonNode *document)
{
  for (guint i = 0; i < self->filters->len; i++)
    {
      CordFilter *filter = g_ptr_array_index (self->filters, i);

      if (!cord_document_visit_node (document, filter->path, match_value, filter))
        return FALSE;
    }
  return TRUE;
}

gboolean
cord_query_check_cost (const CordQuery *self, GError **error)
{
  for (guint i = 0; i < self->filters->len; i++)
    {
      const CordFilter *filter = g_ptr_array_index (self->filters, i);
      g_autofree char *name = filter->given_up ? g_strconcat (filter->path, ".regex", NULL) : NULL;

      if (name != NULL)
        return cord_error_set_full (error, CORD_ERROR_INVALID, "costly", name, _ ("Ask for something simpler."),
                                    _ ("The pattern of “%s” takes too long"), name);
    }
  return TRUE;
}

static gboolean
take_value (const char *text, gboolean number, gpointer user_data)
{
  Value *value = g_new (Value, 1);

  read_value (value, g_strdup (text));
  *(Value **)user_data = value;
  return TRUE;
}

GPtrArray *
cord_query_sort_values (const CordQuery *self, CordDocument *document, gsize *size, GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_full (self->sort->len, value_free);
  gsize length = sizeof *values + self->sort->len * sizeof (gpointer);

  for (guint i = 0; i < self->sort->len; i++)
    {
      const CordSortKey *key = g_ptr_array_index (self->sort, i);
      Value *value = NULL;
      gboolean found;

      if (!cord_document_visit (document, key->path, take_value, &value, &found, error))
        return NULL;
      if (found)
        length += sizeof *value + strlen (value->text) + 2 * ALLOCATION;
      g_ptr_array_add (values, value);
    }
  if (size != NULL)
    *size += length;
  return g_steal_pointer (&values);
}

int
cord_query_compare (const CordQuery *self, GPtrArray *a, GPtrArray *b)
{
  for (guint i = 0; i < self->sort->len; i++)
    {
      const CordSortKey *key = g_ptr_array_index (self->sort, i);
      const Value *x = g_ptr_array_index (a, i);
      const Value *y = g_ptr_array_index (b, i);
      int order;

      if (x == NULL || y == NULL)
        order = (x == NULL) - (y == NULL);
      else
        order = key->descending ? -compare_values (x, y) : compare_values (x, y);
      if (order != 0)
        return order;
    }
  return 0;
}

JsonNode *
cord_query_project (const CordQuery *self, JsonNode *document)
{
  return self->fields != NULL ? cord_projection_apply (self->fields, document) : json_node_ref (document);
}
