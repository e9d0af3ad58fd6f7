/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-resource-index.h"

#include "store/cord-database-class.h"

static CordStatement *
prepare (CordDatabase *database, const char *sql, const char *type, const char *column, const char *value,
         GError **error)
{
  CordStatement *statement = cord_database_statement (database, sql, error);

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, type);
  cord_statement_bind_text (statement, 2, column);
  cord_statement_bind_text (statement, 3, value);
  return statement;
}

/* The one number of the first row; @absent when there is no row. */
static gboolean
read_number (CordStatement *statement, gint64 absent, gint64 *number, GError **error)
{
  gboolean row;

  *number = absent;
  if (!cord_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *number = cord_statement_get_integer (statement, 0);
  cord_statement_reset (statement);
  return TRUE;
}

gboolean
cord_resource_index_count (CordDatabase *database, const char *type, const char *column, const char *value, gint64 most,
                           gint64 *count, GError **error)
{
  CordStatement *statement = prepare (database,
                                      "SELECT count(*) FROM (SELECT 1 FROM resource_index"
                                      " WHERE type = ?1 AND name = ?2 AND value = ?3 LIMIT ?4)",
                                      type, column, value, error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 4, most);
  return read_number (statement, 0, count, error);
}

gboolean
cord_resource_index_collect (CordDatabase *database, const char *type, const char *column, const char *value,
                             GArray *rows, GError **error)
{
  CordStatement *statement
      = prepare (database, "SELECT row FROM resource_index WHERE type = ?1 AND name = ?2 AND value = ?3 ORDER BY row",
                 type, column, value, error);
  gboolean more = statement != NULL;

  while (more)
    {
      gint64 row;

      if (!cord_statement_step (statement, &more, error))
        return FALSE;
      row = more ? cord_statement_get_integer (statement, 0) : 0;
      if (more)
        g_array_append_val (rows, row);
    }
  return statement != NULL;
}

static int
by_number (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

void
cord_resource_index_order_rows (GArray *rows)
{
  guint kept = 0;

  g_array_sort (rows, by_number);
  for (guint i = 0; i < rows->len; i++)
    if (i == 0 || g_array_index (rows, gint64, i) != g_array_index (rows, gint64, kept - 1))
      g_array_index (rows, gint64, kept++) = g_array_index (rows, gint64, i);
  g_array_set_size (rows, kept);
}

gboolean
cord_resource_index_find_row (CordDatabase *database, const char *type, const char *id, gint64 *row, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "SELECT row FROM resource WHERE type = ?1 AND id = ?2", error);

  *row = 0;
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, type);
  cord_statement_bind_text (statement, 2, id);
  return read_number (statement, 0, row, error);
}

gboolean
cord_resource_index_dup_id (CordDatabase *database, gint64 row, char **id, GError **error)
{
  CordStatement *statement = cord_database_statement (database, "SELECT id FROM resource WHERE row = ?1", error);
  gboolean found;

  *id = NULL;
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 1, row);
  if (!cord_statement_step (statement, &found, error))
    return FALSE;
  *id = found ? g_strdup (cord_statement_get_text (statement, 0)) : NULL;
  cord_statement_reset (statement);
  return TRUE;
}

/* Of several the highest; *value NULL: the row has none. */
static gboolean
dup_value (CordDatabase *database, gint64 row, const char *column, char **value, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "SELECT max(value) FROM resource_index WHERE row = ?1 AND name = ?2", error);
  gboolean found;

  *value = NULL;
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 1, row);
  cord_statement_bind_text (statement, 2, column);
  if (!cord_statement_step (statement, &found, error))
    return FALSE;
  *value = found ? g_strdup (cord_statement_get_text (statement, 0)) : NULL;
  cord_statement_reset (statement);
  return TRUE;
}

typedef struct
{
  gint64 row;
  char *text; /* NULL: nothing */
} Dated;

static void
dated_clear (gpointer data)
{
  g_free (((Dated *)data)->text);
}

static int
by_row (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const Dated *)a)->row, y = ((const Dated *)b)->row;

  return (x > y) - (x < y);
}

static int
latest_first (gconstpointer a, gconstpointer b)
{
  int order = g_strcmp0 (((const Dated *)b)->text, ((const Dated *)a)->text);

  return order != 0 ? order : by_row (b, a);
}

gboolean
cord_resource_index_keep_latest (CordDatabase *database, GArray *rows, const char *column, guint most, GError **error)
{
  g_autoptr (GArray) all = g_array_sized_new (FALSE, TRUE, sizeof (Dated), rows->len);

  if (rows->len <= most)
    return TRUE;
  g_array_set_clear_func (all, dated_clear);
  g_array_set_size (all, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      Dated *dated = &g_array_index (all, Dated, i);

      dated->row = g_array_index (rows, gint64, i);
      if (!dup_value (database, dated->row, column, &dated->text, error))
        return FALSE;
    }
  g_array_sort (all, latest_first);
  g_array_set_size (all, most);
  g_array_sort (all, by_row);
  g_array_set_size (rows, most);
  for (guint i = 0; i < most; i++)
    g_array_index (rows, gint64, i) = g_array_index (all, Dated, i).row;
  return TRUE;
}

gboolean
cord_resource_index_has (CordDatabase *database, const char *type, const char *column, const char *value, gint64 row,
                         gboolean *has, GError **error)
{
  CordStatement *statement
      = prepare (database, "SELECT 1 FROM resource_index WHERE type = ?1 AND name = ?2 AND value = ?3 AND row = ?4",
                 type, column, value, error);
  gint64 found;

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 4, row);
  if (!read_number (statement, 0, &found, error))
    return FALSE;
  *has = found != 0;
  return TRUE;
}

gboolean
cord_resource_index_skip (CordDatabase *database, const char *type, const char *column, const char *value, gint64 after,
                          gint64 offset, gint64 *row, GError **error)
{
  CordStatement *statement;

  *row = after;
  if (offset <= 0)
    return TRUE;
  statement = prepare (database,
                       "SELECT row FROM resource_index WHERE type = ?1 AND name = ?2 AND value = ?3 AND row > ?5"
                       " ORDER BY row LIMIT 1 OFFSET ?4",
                       type, column, value, error);
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 4, offset - 1);
  cord_statement_bind_integer (statement, 5, after);
  return read_number (statement, G_MAXINT64, row, error);
}

static gboolean
count_rest (CordDatabase *database, const char *type, const char *column, const char *value, gint64 after,
            gint64 *count, GError **error)
{
  CordStatement *statement = prepare (database,
                                      "SELECT count(*) FROM resource_index WHERE type = ?1 AND name = ?2"
                                      " AND value = ?3 AND row > ?4",
                                      type, column, value, error);

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_integer (statement, 4, after);
  return read_number (statement, 0, count, error);
}

/* Passing over rows is what the database does fastest. */
gboolean
cord_resource_index_count_after (CordDatabase *database, const char *type, const char *column, const char *value,
                                 gint64 after, gint64 most, gint64 *count, gint64 *last, GError **error)
{
  gint64 row;

  if (!cord_resource_index_skip (database, type, column, value, after, most, &row, error))
    return FALSE;
  if (row == G_MAXINT64)
    return count_rest (database, type, column, value, after, count, error);
  *count = most;
  *last = row;
  return TRUE;
}

/* One row may have several values that begin alike, so the walk ends by how many were found, not by how many were
 * read. */
static gboolean
take_distinct (CordStatement *statement, GHashTable *seen, GPtrArray *ids, guint limit, GError **error)
{
  gboolean row = TRUE;

  while (row && ids->len < limit)
    {
      if (!cord_statement_step (statement, &row, error))
        return FALSE;
      if (row && !g_hash_table_contains (seen, cord_statement_get_text (statement, 0)))
        {
          char *id = g_strdup (cord_statement_get_text (statement, 0));

          g_ptr_array_add (ids, id);
          g_hash_table_add (seen, id);
        }
    }
  cord_statement_reset (statement);
  return TRUE;
}

GPtrArray *
cord_resource_index_find_prefix (CordDatabase *database, const char *type, const char *column, const char *text,
                                 guint limit, GError **error)
{
  /* Values are UTF-8, so nothing that begins with the text sorts after the text and the last code point. */
  CordStatement *statement = cord_database_query (database, CORD_QUERY_RESOURCE_PREFIX, error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (statement == NULL)
    return NULL;
  cord_statement_bind_text (statement, 1, type);
  cord_statement_bind_text (statement, 2, column);
  cord_statement_bind_text (statement, 3, text);
  return take_distinct (statement, seen, ids, limit, error) ? g_steal_pointer (&ids) : NULL;
}

gboolean
cord_resource_index_each_prefix (CordDatabase *database, const char *type, const char *column, const char *text,
                                 guint limit, CordResourceIndexFunc func, gpointer user_data, GError **error)
{
  CordStatement *statement = cord_database_query (database, CORD_QUERY_RESOURCE_PREFIX_ROWS, error);
  gboolean more = statement != NULL;

  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, type);
  cord_statement_bind_text (statement, 2, column);
  cord_statement_bind_text (statement, 3, text);
  cord_statement_bind_integer (statement, 4, limit);
  while (more)
    {
      if (!cord_statement_step (statement, &more, error))
        return FALSE;
      if (more)
        func (cord_statement_get_text (statement, 0), cord_statement_get_integer (statement, 1), user_data);
    }
  return TRUE;
}

GPtrArray *
cord_resource_index_dup_values (CordDatabase *database, gint64 row, const char *column, GError **error)
{
  CordStatement *statement
      = cord_database_statement (database, "SELECT value FROM resource_index WHERE row = ?1 AND name = ?2", error);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  gboolean more = statement != NULL;

  if (statement == NULL)
    return NULL;
  cord_statement_bind_integer (statement, 1, row);
  cord_statement_bind_text (statement, 2, column);
  while (more)
    {
      if (!cord_statement_step (statement, &more, error))
        return NULL;
      if (more)
        g_ptr_array_add (values, g_strdup (cord_statement_get_text (statement, 0)));
    }
  return g_steal_pointer (&values);
}
