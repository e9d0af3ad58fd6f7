/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/cord-list.h"

#include "config.h"

#include "server/cord-access.h"
#include "server/cord-query.h"
#include "store/cord-resource-store.h"

#include <string.h>

/* A row that matched, until the page is written. */
typedef struct
{
  char *text;
  GPtrArray *keys; /* to sort by; NULL when the order is that of making */
} Row;

typedef struct
{
  CordRequest *request;
  CordQuery *query;
  GPtrArray *rows; /* (element-type Row) */
  gboolean plain;  /* rows go out as they are stored */
} Walk;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->text);
  g_clear_pointer (&row->keys, g_ptr_array_unref);
  g_free (row);
}

static void
add_row (Walk *walk, char *text, GPtrArray *keys)
{
  Row *row = g_new0 (Row, 1);

  row->text = text;
  row->keys = keys;
  g_ptr_array_add (walk->rows, row);
}

static JsonNode *
reduce (JsonNode *node)
{
  static const char *const kept[] = { "id", "href", "@type" };
  g_autoptr (JsonObject) left = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    if (json_object_has_member (json_node_get_object (node), kept[i]))
      json_object_set_member (left, kept[i],
                              json_node_copy (json_object_get_member (json_node_get_object (node), kept[i])));
  return json_node_init_object (json_node_alloc (), left);
}

static void
take_row (Walk *walk, const char *document)
{
  g_autoptr (JsonNode) stored = NULL;
  g_autoptr (JsonNode) seen = NULL;
  g_autoptr (JsonNode) left = NULL;

  if (walk->plain)
    {
      add_row (walk, g_strdup (document), NULL);
      return;
    }
  stored = cord_json_parse (document, -1, &CORD_JSON_LIMITS_FILE, NULL);
  if (stored == NULL)
    return;
  seen = cord_access_check_document (walk->request, walk->request->type, json_node_get_object (stored), NULL)
             ? json_node_ref (stored)
             : reduce (stored);
  if (!cord_query_matches (walk->query, seen))
    return;
  left = cord_query_project (walk->query, seen);
  add_row (walk, left == stored ? g_strdup (document) : cord_json_write (left),
           walk->query->sort->len > 0 ? cord_query_sort_values (walk->query, seen) : NULL);
}

/* The store must not be asked anything while it walks, so the documents are collected first. */
static gboolean
collect_document (const CordStoredResource *resource, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strdup (resource->document));
  return TRUE;
}

static gboolean
is_indexed (const CordResourceType *type, const CordFilter *filter)
{
  if (filter->operator!= CORD_FILTER_EQUAL || filter->values->len != 1)
    return FALSE;
  for (const CordResourceIndex *index = type->indexes; index != NULL && index->path != NULL; index++)
    if (g_str_equal (index->path, filter->path) && g_str_equal (index->column, filter->path))
      return TRUE;
  return FALSE;
}

/* The filter of which the index knows the fewest rows; NULL when it serves none. */
static const CordFilter *
best_filter (Walk *walk, gint64 *count)
{
  CordRequest *request = walk->request;
  const CordFilter *best = NULL;

  for (guint i = 0; i < walk->query->filters->len; i++)
    {
      const CordFilter *filter = g_ptr_array_index (walk->query->filters, i);
      gint64 rows;

      if (is_indexed (request->type, filter)
          && cord_resource_store_count_indexed (request->core->database, request->type->name, filter->path,
                                                g_ptr_array_index (filter->values, 0), &rows, NULL)
          && (best == NULL || rows < *count))
        {
          best = filter;
          *count = rows;
        }
    }
  return best;
}

static const CordFilter *
id_filter (const CordQuery *query)
{
  for (guint i = 0; i < query->filters->len; i++)
    {
      const CordFilter *filter = g_ptr_array_index (query->filters, i);

      if (filter->operator== CORD_FILTER_EQUAL && g_str_equal (filter->path, "id"))
        return filter;
    }
  return NULL;
}

static gboolean
collect_by_id (CordRequest *request, const CordFilter *filter, GPtrArray *documents, GError **error)
{
  for (guint i = 0; i < filter->values->len; i++)
    {
      GError *inner = NULL;
      g_autoptr (CordStoredResource) stored = cord_resource_store_get (request->core->database, request->type->name,
                                                                       g_ptr_array_index (filter->values, i), &inner);

      if (inner != NULL)
        {
          g_propagate_error (error, inner);
          return FALSE;
        }
      if (stored != NULL)
        g_ptr_array_add (documents, g_steal_pointer (&stored->document));
    }
  return TRUE;
}

/* Whether the rows may be counted and cut by the store itself, unread: nobody to hide them from, nothing to filter by
 * but
 * @indexed, no order asked for. */
static gboolean
store_can_page (Walk *walk, const CordFilter *indexed)
{
  const CordQuery *query = walk->query;

  return walk->plain && query->sort->len == 0 && query->filters->len == (indexed != NULL ? 1 : 0);
}

static gboolean
collect_page (Walk *walk, const CordFilter *indexed, GPtrArray *documents, gint64 *total, GError **error)
{
  CordRequest *request = walk->request;
  CordDatabase *database = request->core->database;
  const char *type = request->type->name;
  gboolean paged = store_can_page (walk, indexed);
  gint64 offset = paged ? walk->query->offset : 0;
  gint64 limit = paged ? walk->query->limit : -1;
  const CordFilter *by_id = id_filter (walk->query);

  *total = -1;
  if (by_id != NULL)
    return collect_by_id (request, by_id, documents, error);
  if (indexed == NULL)
    return (!paged || cord_resource_store_count (database, type, total, error))
           && cord_resource_store_each (database, type, offset, limit, collect_document, documents, error);
  return (!paged
          || cord_resource_store_count_indexed (database, type, indexed->path, g_ptr_array_index (indexed->values, 0),
                                                total, error))
         && cord_resource_store_each_indexed (database, type, indexed->path, g_ptr_array_index (indexed->values, 0),
                                              offset, limit, collect_document, documents, error);
}

static int
by_keys (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return cord_query_compare (user_data, (*(Row *const *)a)->keys, (*(Row *const *)b)->keys);
}

static void
add_link (GString *links, CordRequest *request, const char *relation, gint64 offset, gint64 limit)
{
  g_auto (GStrv) pairs = g_strsplit (request->query != NULL ? request->query : "", "&", -1);
  g_autoptr (GString) query = g_string_new (NULL);

  for (guint i = 0; pairs[i] != NULL; i++)
    if (*pairs[i] != '\0' && !g_str_has_prefix (pairs[i], "offset=") && !g_str_has_prefix (pairs[i], "limit="))
      g_string_append_printf (query, "%s&", pairs[i]);
  g_string_append_printf (links, "%s<%s?%soffset=%" G_GINT64_FORMAT "&limit=%" G_GINT64_FORMAT ">; rel=\"%s\"",
                          links->len > 0 ? ", " : "", request->path, query->str, offset, limit, relation);
}

static void
set_links (CordReply *reply, Walk *walk, gint64 total)
{
  const CordQuery *query = walk->query;
  g_autoptr (GString) links = g_string_new (NULL);
  gint64 limit = query->limit;

  if (!query->paged || limit <= 0 || total == 0)
    return;
  add_link (links, walk->request, "first", 0, limit);
  if (query->offset > 0)
    add_link (links, walk->request, "prev", MAX (query->offset - limit, 0), limit);
  if (query->offset + limit < total)
    add_link (links, walk->request, "next", query->offset + limit, limit);
  add_link (links, walk->request, "last", (total - 1) / limit * limit, limit);
  cord_reply_set_header (reply, "Link", links->str);
}

static void
set_count (CordReply *reply, const char *name, gint64 count)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, count);

  cord_reply_set_header (reply, name, text);
}

/* @first: how many rows the store already left out before those of the walk. */
static CordReply *
write_page (Walk *walk, gint64 first, gint64 total)
{
  const CordQuery *query = walk->query;
  GString *body = g_string_new ("[");
  gint64 from = MIN (query->offset - first, (gint64)walk->rows->len);
  gint64 to = query->limit < 0 ? (gint64)walk->rows->len : MIN (from + query->limit, (gint64)walk->rows->len);
  CordReply *reply;

  for (gint64 i = from; i < to; i++)
    {
      if (i > from)
        g_string_append_c (body, ',');
      g_string_append (body, ((Row *)g_ptr_array_index (walk->rows, i))->text);
    }
  g_string_append_c (body, ']');
  reply = cord_reply_new_text (query->paged && to - from < total ? 206 : 200, g_string_free (body, FALSE));
  set_count (reply, "X-Total-Count", total);
  set_count (reply, "X-Result-Count", to - from);
  set_links (reply, walk, total);
  return reply;
}

/* A bound caller who asks for one customer's rows by name is told which level is missing instead of an empty list. */
static gboolean
check_named_customer (Walk *walk, GError **error)
{
  CordRequest *request = walk->request;
  const CordResourceType *type = request->type;

  if (!cord_request_is_bound (request) || g_str_equal (type->disclosure, "PUBLIC"))
    return TRUE;
  if (request->interaction == NULL)
    return cord_access_check_customer (request, type, NULL, error);
  for (guint i = 0; i < walk->query->filters->len; i++)
    {
      const CordFilter *filter = g_ptr_array_index (walk->query->filters, i);

      if (filter->operator!= CORD_FILTER_EQUAL || g_strcmp0 (filter->path, type->customer) != 0)
        continue;
      for (guint j = 0; j < filter->values->len; j++)
        if (!cord_access_check_customer (request, type, g_ptr_array_index (filter->values, j), error))
          return FALSE;
    }
  return TRUE;
}

CordReply *
cord_list (CordRequest *request, GError **error)
{
  g_autoptr (CordQuery) query = cord_query_parse (request->query, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (g_free);
  Walk walk = { request, query, rows, FALSE };
  const CordFilter *indexed;
  gint64 count = 0, total;

  if (query == NULL || !check_named_customer (&walk, error))
    return NULL;
  indexed = best_filter (&walk, &count);
  walk.plain = query->fields == NULL && query->sort->len == 0 && query->filters->len == (indexed != NULL ? 1 : 0)
               && (!cord_request_is_bound (request) || g_str_equal (request->type->disclosure, "PUBLIC"));
  if (!collect_page (&walk, indexed, documents, &total, error))
    return NULL;
  for (guint i = 0; i < documents->len; i++)
    take_row (&walk, g_ptr_array_index (documents, i));
  if (query->sort->len > 0)
    g_ptr_array_sort_with_data (rows, by_keys, query);
  return total >= 0 ? write_page (&walk, query->offset, total) : write_page (&walk, 0, rows->len);
}
