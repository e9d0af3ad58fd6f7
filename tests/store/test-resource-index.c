/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-resource-index.h"

#include "cord-recording-database.h"
#include "store/cord-resource-store.h"
#include "store/cord-server-store.h"

#include <string.h>

/* Rows by their indexed values, iterations that are interrupted and resumed. */

static CordDatabase *
open_store (void)
{
  g_autoptr (GError) error = NULL;
  CordDatabase *database = cord_recording_database_open_store (&error);

  g_assert_no_error (error);
  return database;
}

static void
put (CordDatabase *database, const char *type, const char *id, const char *first, const char *second)
{
  const char *const columns[] = { "word", first, second != NULL ? "word" : NULL, second, NULL };

  g_assert_true (cord_resource_store_put (database, type, id, "{}", columns, 5, NULL, NULL));
}

/* Rows 1, 3, 4 and 5 are things; 2 and 6 lie between and after. */
static CordDatabase *
open_things (void)
{
  CordDatabase *database = open_store ();

  put (database, "thing", "a", "jo", "jonas");
  put (database, "other", "x", "jo", NULL);
  put (database, "thing", "b", "jonas", NULL);
  put (database, "thing", "c", "jo", "joan");
  put (database, "thing", "d", "k", NULL);
  put (database, "other", "y", "k", NULL);
  return database;
}

static char *
prefix (CordDatabase *database, const char *text, guint limit)
{
  g_autoptr (GPtrArray) ids = cord_resource_index_find_prefix (database, "thing", "word", text, limit, NULL);

  g_ptr_array_add (ids, NULL);
  return g_strjoinv (" ", (char **)ids->pdata);
}

static void
test_prefix (void)
{
  static const struct
  {
    const char *text;
    guint limit;
    const char *expected;
  } cases[] = {
    { "jo", 10, "a c b" },  { "jo", 2, "a c" }, { "jo", 0, "" }, { "joa", 10, "c" },
    { "jonas", 10, "a b" }, { "k", 10, "d" },   { "l", 10, "" },
  };
  g_autoptr (CordDatabase) database = open_things ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = prefix (database, cases[i].text, cases[i].limit);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_rows (void)
{
  g_autoptr (CordDatabase) database = open_things ();
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 count, row;
  gboolean has;

  g_assert_true (cord_resource_index_count (database, "thing", "word", "jo", -1, &count, NULL));
  g_assert_cmpint (count, ==, 2);
  g_assert_true (cord_resource_index_count (database, "thing", "word", "jo", 1, &count, NULL));
  g_assert_cmpint (count, ==, 1);
  g_assert_true (cord_resource_index_collect (database, "thing", "word", "jonas", rows, NULL));
  g_assert_true (cord_resource_index_collect (database, "thing", "word", "nobody", rows, NULL));
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpint (g_array_index (rows, gint64, 0), ==, 1);
  g_assert_cmpint (g_array_index (rows, gint64, 1), ==, 3);
  g_assert_true (cord_resource_index_has (database, "thing", "word", "joan", 4, &has, NULL));
  g_assert_true (has);
  g_assert_true (cord_resource_index_has (database, "thing", "word", "joan", 3, &has, NULL));
  g_assert_false (has);
  g_assert_true (cord_resource_index_skip (database, "thing", "word", "jo", 0, 0, &row, NULL));
  g_assert_cmpint (row, ==, 0);
  g_assert_true (cord_resource_index_skip (database, "thing", "word", "jo", 0, 2, &row, NULL));
  g_assert_cmpint (row, ==, 4);
  g_assert_true (cord_resource_index_skip (database, "thing", "word", "jo", 0, 3, &row, NULL));
  g_assert_cmpint (row, ==, G_MAXINT64);
}

/* A count and a skip that are continued where they were left. */
static void
test_parts (void)
{
  g_autoptr (CordDatabase) database = open_things ();
  gint64 count, row = 0, last = 0;

  g_assert_true (cord_resource_index_count_after (database, "thing", "word", "jonas", 0, 1, &count, &last, NULL));
  g_assert_cmpint (count, ==, 1);
  g_assert_cmpint (last, ==, 1);
  g_assert_true (cord_resource_index_count_after (database, "thing", "word", "jonas", last, 9, &count, &last, NULL));
  g_assert_cmpint (count, ==, 1);
  g_assert_cmpint (last, ==, 1);
  g_assert_true (cord_resource_index_count_after (database, "thing", "word", "jonas", 3, 9, &count, &last, NULL));
  g_assert_cmpint (count, ==, 0);
  g_assert_true (cord_resource_index_skip (database, "thing", "word", "jonas", 1, 1, &row, NULL));
  g_assert_cmpint (row, ==, 3);
  g_assert_true (cord_resource_store_skip (database, "thing", 3, 1, &row, NULL));
  g_assert_cmpint (row, ==, 4);
  g_assert_true (cord_resource_store_skip (database, "thing", 3, 0, &row, NULL));
  g_assert_cmpint (row, ==, 3);
}

/* From an id to its row, what stands in it, and back. */
static void
test_look_ups (void)
{
  g_autoptr (CordDatabase) database = open_things ();
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *id = NULL;
  char *nobody;
  gint64 row;

  g_assert_true (cord_resource_index_find_row (database, "thing", "b", &row, NULL));
  g_assert_cmpint (row, ==, 3);
  g_assert_true (cord_resource_index_find_row (database, "nothing", "b", &row, NULL));
  g_assert_cmpint (row, ==, 0);
  g_assert_true (cord_resource_index_dup_id (database, 3, &id, NULL));
  g_assert_cmpstr (id, ==, "b");
  g_assert_true (cord_resource_index_dup_id (database, 40, &nobody, NULL));
  g_assert_null (nobody);
  for (gint64 n = 5; n > 0; n--)
    {
      gint64 twice[] = { n, n };

      g_array_append_vals (rows, twice, 2);
    }
  cord_resource_index_order_rows (rows);
  g_assert_cmpuint (rows->len, ==, 5);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpint (g_array_index (rows, gint64, i), ==, i + 1);
}

/* The highest words of rows 1 to 6: jonas, jo, jonas, joan, k, k. */
static void
test_latest (void)
{
  static const struct
  {
    const char *column;
    guint most;
    const char *expected;
  } cases[] = {
    { "word", 7, "1 2 3 4 5 6 " }, { "word", 6, "1 2 3 4 5 6 " }, { "word", 2, "5 6 " },
    { "word", 3, "3 5 6 " },       { "word", 4, "1 3 5 6 " },     { "word", 0, "" },
    { "none", 2, "5 6 " },
  };
  g_autoptr (CordDatabase) database = open_things ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GString) kept = g_string_new (NULL);

      for (gint64 row = 1; row <= 6; row++)
        g_array_append_val (rows, row);
      g_assert_true (cord_resource_index_keep_latest (database, rows, cases[i].column, cases[i].most, NULL));
      for (guint k = 0; k < rows->len; k++)
        g_string_append_printf (kept, "%" G_GINT64_FORMAT " ", g_array_index (rows, gint64, k));
      g_assert_cmpstr (kept->str, ==, cases[i].expected);
    }
}

static gboolean
take_two (const CordStoredResource *resource, gpointer user_data)
{
  GString *seen = user_data;

  g_string_append_printf (seen, "%s%" G_GINT64_FORMAT " ", resource->id, resource->row);
  return seen->len < 6;
}

static void
test_walk (void)
{
  g_autoptr (CordDatabase) database = open_things ();
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (CordStoredResource) fourth = cord_resource_store_get_row (database, 4, NULL);
  gint64 row, count;

  g_assert_cmpstr (fourth->id, ==, "c");
  g_assert_null (cord_resource_store_get_row (database, 40, NULL));
  g_assert_true (cord_resource_store_each (database, "thing", 0, -1, take_two, seen, NULL));
  g_assert_cmpstr (seen->str, ==, "a1 b3 ");
  g_string_truncate (seen, 0);
  g_assert_true (cord_resource_store_each (database, "thing", 3, -1, take_two, seen, NULL));
  g_assert_cmpstr (seen->str, ==, "c4 d5 ");
  g_string_truncate (seen, 0);
  g_assert_true (cord_resource_store_each_indexed (database, "thing", "word", "jonas", 1, -1, take_two, seen, NULL));
  g_assert_cmpstr (seen->str, ==, "b3 ");
  g_assert_true (cord_resource_store_skip (database, "thing", 0, 2, &row, NULL));
  g_assert_cmpint (row, ==, 3);
  g_assert_true (cord_resource_store_skip (database, "thing", 0, 9, &row, NULL));
  g_assert_cmpint (row, ==, G_MAXINT64);
  /* The count follows rows that are made, changed and removed. */
  put (database, "thing", "a", "new", NULL);
  g_assert_true (cord_resource_store_delete (database, "thing", "b", &(gboolean){ FALSE }, NULL));
  g_assert_true (cord_resource_store_count (database, "thing", &count, NULL));
  g_assert_cmpint (count, ==, 3);
  g_assert_true (cord_resource_store_count (database, "nothing", &count, NULL));
  g_assert_cmpint (count, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/resource-index/parts", test_parts);
  g_test_add_func ("/store/resource-index/look-ups", test_look_ups);
  g_test_add_func ("/store/index/prefix", test_prefix);
  g_test_add_func ("/store/index/rows", test_rows);
  g_test_add_func ("/store/index/latest", test_latest);
  g_test_add_func ("/store/index/walk", test_walk);
  return g_test_run ();
}
