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
  g_clear_pointer (&self->fields, g_ptr_array_unref);
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
read_pair (CordQuery *self, const char *name, const char *raw, GError **error)
{
  if (g_str_equal (name, "fields"))
    {
      g_clear_pointer (&self->fields, g_ptr_array_unref);
      self->fields = split (raw);
      return self->fields != NULL || refuse (name, error);
    }
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

/* The text of a simple value; NULL for an object, an array, null. */
static char *
dup_text (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (cord_json_is_decimal (node))
    return cord_json_dup_decimal (node);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  return json_node_dup_string (node);
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
leaf_matches (CordFilter *filter, JsonNode *node)
{
  g_autofree char *text = dup_text (node);

  if (text == NULL)
    return FALSE;
  for (guint i = 0; i < filter->regexes->len; i++)
    if (pattern_matches (filter, g_ptr_array_index (filter->regexes, i), text))
      return TRUE;
  for (guint i = 0; i < filter->values->len; i++)
    if (holds (filter, text, g_ptr_array_index (filter->values, i), cord_json_is_decimal (node)))
      return TRUE;
  return FALSE;
}

typedef gboolean (*LeafFunc) (JsonNode *node, gpointer user_data);

/* Every value at the path, through arrays on the way; TRUE as soon as the function says so. */
static gboolean
visit (JsonNode *node, const char *path, LeafFunc func, gpointer user_data)
{
  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (visit (json_array_get_element (array, i), path, func, user_data))
          return TRUE;
      return FALSE;
    }
  if (*path == '\0')
    return func (node, user_data);
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      gsize length = strcspn (path, ".");
      g_autofree char *name = g_strndup (path, length);

      return visit (json_object_get_member (json_node_get_object (node), name),
                    path[length] == '.' ? path + length + 1 : "", func, user_data);
    }
  return FALSE;
}

static gboolean
match_leaf (JsonNode *node, gpointer user_data)
{
  return leaf_matches (user_data, node);
}

gboolean
cord_filter_matches (CordFilter *self, JsonNode *document)
{
  return visit (document, self->path, match_leaf, self);
}

gboolean
cord_query_matches (const CordQuery *self, JsonNode *document)
{
  for (guint i = 0; i < self->filters->len; i++)
    if (!cord_filter_matches (g_ptr_array_index (self->filters, i), document))
      return FALSE;
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
take_text (JsonNode *node, gpointer user_data)
{
  *(char **)user_data = dup_text (node);
  return *(char **)user_data != NULL;
}

GPtrArray *
cord_query_sort_values (const CordQuery *self, JsonNode *document)
{
  GPtrArray *values = g_ptr_array_new_full (self->sort->len, value_free);

  for (guint i = 0; i < self->sort->len; i++)
    {
      Value *value = NULL;
      char *text = NULL;

      if (visit (document, ((CordSortKey *)g_ptr_array_index (self->sort, i))->path, take_text, &text))
        {
          value = g_new (Value, 1);
          read_value (value, text);
        }
      g_ptr_array_add (values, value);
    }
  return values;
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

static JsonNode *project_path (JsonNode *node, const char *path);

static JsonNode *
project_array (JsonArray *array, const char *path)
{
  g_autoptr (JsonArray) left = json_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *part = project_path (json_array_get_element (array, i), path);

      /* An entry without it stays as an empty object, so that entries keep their places. */
      if (part == NULL)
        {
          part = json_node_new (JSON_NODE_OBJECT);
          json_node_take_object (part, json_object_new ());
        }
      json_array_add_element (left, part);
    }
  return json_node_init_array (json_node_alloc (), left);
}

/* The node reduced to what the path leads to; NULL when it leads nowhere. */
static JsonNode *
project_path (JsonNode *node, const char *path)
{
  gsize length = strcspn (path, ".");
  g_autofree char *name = g_strndup (path, length);
  g_autoptr (JsonObject) left = NULL;
  JsonNode *member, *part;

  if (*path == '\0')
    return json_node_copy (node);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return project_array (json_node_get_array (node), path);
  member = JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_member (json_node_get_object (node), name) : NULL;
  part = member != NULL ? project_path (member, path[length] == '.' ? path + length + 1 : "") : NULL;
  if (part == NULL)
    return NULL;
  left = json_object_new ();
  json_object_set_member (left, name, part);
  return json_node_init_object (json_node_alloc (), left);
}

/* Adds what stands in @from to @to, objects within objects and arrays entry by entry: "a.b,a.c" asks for both. */
static void
merge (JsonObject *to, JsonObject *from)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, from);
  while (json_object_iter_next (&iter, &name, &node))
    {
      JsonNode *there = json_object_get_member (to, name);

      if (there != NULL && JSON_NODE_HOLDS_OBJECT (there) && JSON_NODE_HOLDS_OBJECT (node))
        merge (json_node_get_object (there), json_node_get_object (node));
      else if (there != NULL && JSON_NODE_HOLDS_ARRAY (there) && JSON_NODE_HOLDS_ARRAY (node))
        {
          JsonArray *a = json_node_get_array (there);
          JsonArray *b = json_node_get_array (node);

          for (guint i = 0; i < MIN (json_array_get_length (a), json_array_get_length (b)); i++)
            if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (a, i))
                && JSON_NODE_HOLDS_OBJECT (json_array_get_element (b, i)))
              merge (json_array_get_object_element (a, i), json_array_get_object_element (b, i));
        }
      else
        json_object_set_member (to, name, json_node_copy (node));
    }
}

JsonNode *
cord_query_project (const CordQuery *self, JsonNode *document)
{
  static const char *const always[] = { "id", "href" };
  g_autoptr (JsonObject) left = NULL;
  JsonObject *object;

  if (self->fields == NULL)
    return json_node_ref (document);
  left = json_object_new ();
  object = json_node_get_object (document);
  for (gsize i = 0; i < G_N_ELEMENTS (always); i++)
    if (json_object_has_member (object, always[i]))
      json_object_set_member (left, always[i], json_node_copy (json_object_get_member (object, always[i])));
  for (guint i = 0; i < self->fields->len; i++)
    {
      g_autoptr (JsonNode) part = project_path (document, g_ptr_array_index (self->fields, i));

      if (part != NULL && *(char *)g_ptr_array_index (self->fields, i) != '\0')
        merge (left, json_node_get_object (part));
    }
  return json_node_init_object (json_node_alloc (), left);
}
