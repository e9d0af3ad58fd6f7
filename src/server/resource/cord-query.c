/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-query.h"

#include "config.h"

#include "server/core/cord-request.h"
#include "server/resource/cord-comparable.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PARTS_MAX 64
#define SORT_KEYS_MAX 16 /* each is kept for every row */
#define ALLOCATION 16    /* bytes that each piece of memory takes beside its own */

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
read_count (const char *name, const char *raw, gint64 *out, GError **error)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (raw, 10, 0, G_MAXINT32, &value, NULL))
    return cord_filter_refuse (name, error);
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

/* Names hold no commas, so an encoded one separates as well: many clients encode all of a value. */
static gboolean
read_sort (CordQuery *self, const char *raw, GError **error)
{
  g_autoptr (GPtrArray) values = cord_filter_split_values (raw, TRUE);

  if (values == NULL)
    return cord_filter_refuse ("sort", error);
  for (guint i = 0; i < values->len; i++)
    {
      const char *value = g_ptr_array_index (values, i);

      if (value[strspn (value, " -")] == '\0')
        return cord_filter_refuse ("sort", error);
      add_sort_key (self, value);
    }
  return self->sort->len <= SORT_KEYS_MAX || cord_filter_refuse ("sort", error);
}

static CordFilter *
filter_among (GPtrArray *filters, const char *path, CordFilterOperator operator, CordPatternCost * cost)
{
  CordFilter *filter;

  for (guint i = 0; i < filters->len; i++)
    {
      filter = g_ptr_array_index (filters, i);
      if (filter->operator== operator&& g_str_equal (filter->path, path))
        return filter;
    }
  filter = cord_filter_new (path, operator, cost);
  g_ptr_array_add (filters, filter);
  return filter;
}

static gboolean
is_directive (const char *path)
{
  static const char *const directives[] = { "fields", "sort", "offset", "limit", "depth", "expand", "filter", NULL };

  return g_strv_contains (directives, path);
}

typedef struct
{
  GPtrArray *filters;
  CordPatternCost *cost;
} Conditions;

/* One of the conditions between two "&". */
static gboolean
add_condition (const char *path, CordFilterOperator operator, const char * raw, gpointer user_data, GError **error)
{
  Conditions *conditions = user_data;

  if (is_directive (path))
    return cord_filter_refuse (path, error);
  return cord_filter_add_values (filter_among (conditions->filters, path, operator, conditions->cost), raw, error);
}

/* A name that is repeated means any of its values, wherever it stands. */
static gboolean
read_filter (CordQuery *self, const char *text, GError **error)
{
  g_autoptr (GPtrArray) alternatives = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_filter_free);
  Conditions apart = { alternatives, &self->cost };
  Conditions together = { self->filters, &self->cost };

  if (strchr (text, ';') != NULL && !cord_filter_split (text, add_condition, &apart, error))
    return FALSE;
  if (alternatives->len <= 1)
    return cord_filter_split (text, add_condition, &together, error);
  g_ptr_array_add (self->filters, cord_filter_new_any (g_steal_pointer (&alternatives)));
  return TRUE;
}

/* Several are one list. */
static gboolean
read_fields (const char *raw, GPtrArray *fields, GError **error)
{
  GPtrArray *paths = cord_filter_split_values (raw, TRUE);

  if (paths == NULL)
    return cord_filter_refuse ("fields", error);
  g_ptr_array_extend_and_steal (fields, paths);
  return fields->len <= PARTS_MAX || cord_filter_refuse ("fields", error);
}

static gboolean
refuse_directive (const char *name, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "not-implemented", name,
                              _ ("Leave it out; “fields” chooses members, and filters choose entries."),
                              _ ("“%s” is not supported here"), name);
}

static gboolean
read_pair (CordQuery *self, const char *name, const char *raw, GPtrArray *fields, GError **error)
{
  if (g_str_equal (name, "fields"))
    return read_fields (raw, fields, error);
  if (g_str_equal (name, "offset") || g_str_equal (name, "limit"))
    {
      self->paged = TRUE;
      return read_count (name, raw, *name == 'o' ? &self->offset : &self->limit, error);
    }
  if (g_str_equal (name, "sort"))
    return read_sort (self, raw, error);
  return refuse_directive (name, error);
}

/* Directives hold no alternatives, and no operator but "=". */
static gboolean
read_part (CordQuery *self, const char *text, GPtrArray *fields, GError **error)
{
  gsize length = strcspn (text, "=");
  g_autofree char *encoded = g_strndup (text, length);
  g_autofree char *name = cord_request_decode (encoded);

  if (name == NULL)
    return cord_filter_refuse ("query", error);
  if (is_directive (name))
    return read_pair (self, name, text[length] == '=' ? text + length + 1 : "", fields, error);
  return read_filter (self, text, error);
}

CordQuery *
cord_query_parse (const char *text, GError **error)
{
  g_autoptr (CordQuery) self = g_new0 (CordQuery, 1);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "&", PARTS_MAX + 1);

  self->limit = -1;
  self->filters = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_filter_free);
  self->sort = g_ptr_array_new_with_free_func (sort_key_free);
  if (g_strv_length (parts) > PARTS_MAX)
    {
      cord_filter_refuse ("query", error);
      return NULL;
    }
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && !read_part (self, parts[i], fields, error))
      return NULL;
  if (fields->len > 0)
    self->fields = cord_projection_new (fields);
  return g_steal_pointer (&self);
}

void
cord_query_bind (CordQuery *self, const CordResourceType *type)
{
  for (guint i = 0; i < self->filters->len; i++)
    cord_filter_bind (g_ptr_array_index (self->filters, i), type);
}

/* A value that is kept to sort by. */
typedef struct
{
  char *text;
  CordComparable comparable;
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

gboolean
cord_query_matches (const CordQuery *self, JsonNode *document)
{
  for (guint i = 0; i < self->filters->len; i++)
    if (!cord_filter_match_node (g_ptr_array_index (self->filters, i), document))
      return FALSE;
  return TRUE;
}

gboolean
cord_query_check_cost (const CordQuery *self, GError **error)
{
  g_autofree char *name = self->cost.given_up != NULL ? g_strconcat (self->cost.given_up, ".regex", NULL) : NULL;

  return name == NULL
         || cord_error_set_full (error, CORD_ERROR_INVALID, "costly", name, _ ("Ask for something simpler."),
                                 _ ("The pattern of “%s” takes too long"), name);
}

gboolean
cord_query_check_compared (const CordQuery *self, GError **error)
{
  for (guint i = 0; i < self->filters->len; i++)
    if (!cord_filter_check_compared (g_ptr_array_index (self->filters, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
take_value (const char *text, gboolean number, gpointer user_data)
{
  Value *value = g_new (Value, 1);

  value->text = g_strdup (text);
  cord_comparable_read (&value->comparable, value->text);
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
        order = (key->descending ? -1 : 1) * cord_comparable_compare (&x->comparable, &y->comparable);
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
