/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-hub-store.h"

#include "cord-recording-database.h"
#include "store/cord-server-store.h"
#include "store/cord-user-store.h"

#define ORDERS "/tmf-api/productOrderingManagement/v4"
#define QUOTES "/tmf-api/quoteManagement/v4"

/* The listeners and their events on a database in memory: what is kept, for whom, and until when. */

static CordDatabase *
open_store (void)
{
  g_autoptr (GError) error = NULL;
  CordDatabase *database = cord_recording_database_open_store (&error);

  g_assert_no_error (error);
  return database;
}

static void
add (CordDatabase *database, const char *id, const char *base)
{
  const CordHubListener listener = { .id = (char *)id,
                                     .base = (char *)base,
                                     .callback = (char *)"http://listener.example/",
                                     .owner = (char *)"billing",
                                     .role = (char *)"system" };
  g_autoptr (GError) error = NULL;

  g_assert_true (cord_hub_store_add (database, &listener, 5, &error));
  g_assert_no_error (error);
}

static guint
enqueue (CordDatabase *database, const char *base, const char *document, gint64 limit)
{
  g_autoptr (GError) error = NULL;
  guint dropped = 77;

  g_assert_true (cord_hub_store_enqueue (database, base, document, limit, &dropped, &error));
  g_assert_no_error (error);
  return dropped;
}

static void
assert_counts (CordDatabase *database, gint64 listeners, gint64 waiting)
{
  gint64 l, w;

  g_assert_true (cord_hub_store_count (database, &l, &w, NULL));
  g_assert_cmpint (l, ==, listeners);
  g_assert_cmpint (w, ==, waiting);
}

static gint64
kept (CordDatabase *database)
{
  CordStatement *statement = cord_database_statement (database, "SELECT count (*) FROM hub_event", NULL);
  gint64 count;
  gboolean row;

  g_assert_true (cord_statement_step (statement, &row, NULL));
  count = cord_statement_get_integer (statement, 0);
  cord_statement_reset (statement);
  return count;
}

static void
assert_next (CordDatabase *database, const char *base, gint64 position, const char *document)
{
  g_autofree char *next = cord_hub_store_next (database, base, position, NULL);

  g_assert_cmpstr (next, ==, document);
}

/* The ids of the due ones, in order. */
static void
assert_due (CordDatabase *database, gint64 now, const char *ids)
{
  g_autoptr (GPtrArray) due = cord_hub_store_find_due (database, now, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < due->len; i++)
    g_string_append (text, ((CordHubListener *)g_ptr_array_index (due, i))->id);
  g_assert_cmpstr (text->str, ==, ids);
}

static void
test_listeners (void)
{
  g_autoptr (CordDatabase) database = open_store ();
  g_autoptr (CordHubListener) listener = NULL;
  g_autoptr (CordHubListener) nobody = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  const CordHubListener again
      = { .id = (char *)"a", .base = (char *)ORDERS, .callback = (char *)"", .owner = (char *)"", .role = (char *)"" };
  gboolean heard, found;

  g_assert_true (cord_hub_store_is_heard (database, ORDERS, &heard, NULL));
  g_assert_false (heard);
  add (database, "a", ORDERS);
  add (database, "b", ORDERS);
  add (database, "c", QUOTES);
  g_assert_false (cord_hub_store_add (database, &again, 5, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
  g_assert_true (cord_hub_store_is_heard (database, ORDERS, &heard, NULL));
  g_assert_true (heard);
  g_assert_true (cord_hub_store_is_heard (database, "/tmf-api/party/v4", &heard, NULL));
  g_assert_false (heard);
  listener = cord_hub_store_get (database, "a", NULL);
  g_assert_cmpstr (listener->callback, ==, "http://listener.example/");
  g_assert_null (listener->query);
  nobody = cord_hub_store_get (database, "z", &error);
  g_assert_null (nobody);
  list = cord_hub_store_list (database, ORDERS, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_true (cord_hub_store_remove (database, "a", &found, NULL));
  g_assert_true (found);
  g_assert_true (cord_hub_store_remove (database, "a", &found, NULL));
  g_assert_false (found);
  assert_counts (database, 2, 0);
}

/* Two listeners of one API and one of another: an event is kept once, until the last of them has received it. */
static void
test_queue (void)
{
  g_autoptr (CordDatabase) database = open_store ();
  gboolean found;

  add (database, "a", ORDERS);
  g_assert_cmpuint (enqueue (database, ORDERS, "1", 9), ==, 0);
  add (database, "b", ORDERS); /* gets the events after it */
  add (database, "c", QUOTES);
  enqueue (database, ORDERS, "2", 9);
  enqueue (database, QUOTES, "x", 9);
  assert_counts (database, 3, 4);
  g_assert_cmpint (kept (database), ==, 3);
  assert_next (database, ORDERS, 0, "1");
  assert_next (database, ORDERS, 1, "2");
  assert_next (database, ORDERS, 2, NULL);
  assert_next (database, QUOTES, 0, "x");

  g_assert_true (cord_hub_store_advance (database, "b", 2, NULL));
  g_assert_cmpint (kept (database), ==, 3);
  g_assert_true (cord_hub_store_advance (database, "a", 1, NULL));
  g_assert_cmpint (kept (database), ==, 2);
  g_assert_true (cord_hub_store_advance (database, "a", 1, NULL)); /* never backwards, never twice */
  g_assert_true (cord_hub_store_advance (database, "gone", 1, NULL));
  assert_counts (database, 3, 2);
  g_assert_true (cord_hub_store_remove (database, "a", &found, NULL));
  g_assert_true (cord_hub_store_remove (database, "c", &found, NULL));
  g_assert_cmpint (kept (database), ==, 0);

  /* Numbers continue, also for a listener that comes to an empty table. */
  add (database, "d", QUOTES);
  enqueue (database, QUOTES, "y", 9);
  assert_next (database, QUOTES, 1, "y");
  assert_counts (database, 2, 1);
}

static void
test_bound (void)
{
  g_autoptr (CordDatabase) database = open_store ();
  gboolean heard;

  add (database, "slow", ORDERS);
  add (database, "quick", ORDERS);
  for (guint i = 1; i <= 3; i++)
    {
      g_assert_cmpuint (enqueue (database, ORDERS, "e", 3), ==, 0);
      g_assert_true (cord_hub_store_advance (database, "quick", i, NULL));
    }
  g_assert_cmpint (kept (database), ==, 3);
  g_assert_cmpuint (enqueue (database, ORDERS, "e", 3), ==, 1);
  assert_counts (database, 1, 1);
  g_assert_cmpint (kept (database), ==, 1);
  assert_due (database, 0, "quick");
  g_assert_cmpuint (enqueue (database, ORDERS, "e", 1), ==, 1);
  g_assert_true (cord_hub_store_is_heard (database, ORDERS, &heard, NULL));
  g_assert_false (heard);
  g_assert_cmpint (kept (database), ==, 0);
}

static void
test_due (void)
{
  g_autoptr (CordDatabase) database = open_store ();
  g_autoptr (CordHubListener) listener = NULL;
  g_autoptr (CordHubListener) after = NULL;

  add (database, "a", ORDERS);
  add (database, "b", ORDERS);
  add (database, "c", QUOTES);
  assert_due (database, 100, "");
  enqueue (database, ORDERS, "1", 9);
  assert_due (database, 100, "ab");
  g_assert_true (cord_hub_store_postpone (database, "a", 100, 200, NULL));
  g_assert_true (cord_hub_store_postpone (database, "a", 150, 300, NULL));
  assert_due (database, 299, "b");
  assert_due (database, 300, "ba");
  listener = cord_hub_store_get (database, "a", NULL);
  g_assert_cmpint (listener->attempts, ==, 2);
  g_assert_cmpint (listener->failing_since, ==, 100);
  g_assert_true (cord_hub_store_advance (database, "a", 1, NULL));
  after = cord_hub_store_get (database, "a", NULL);
  g_assert_cmpint (after->attempts, ==, 0);
  g_assert_cmpint (after->failing_since, ==, 0);
  assert_due (database, 300, "b");
}

/* A disabled user gets no events; a new user of the same name is another. */
static void
test_disabled (void)
{
  g_autoptr (CordDatabase) database = open_store ();
  CordStatement *statement;
  gboolean found;

  g_assert_true (cord_client_store_put (database, "billing", "secret", &CORD_SECRET_COST_LOWEST, 1, NULL));
  g_assert_true (cord_user_store_put (database, "billing", "admin", "secret", &CORD_SECRET_COST_LOWEST, 1, NULL));
  add (database, "a", ORDERS);
  enqueue (database, ORDERS, "1", 9);
  g_assert_true (cord_user_store_set_disabled (database, "billing", TRUE, &found, NULL));
  assert_due (database, 1, "a");
  statement = cord_database_statement (database, "UPDATE client SET disabled = 1", NULL);
  g_assert_true (cord_statement_run (statement, NULL));
  assert_due (database, 1, "");
  assert_counts (database, 1, 1);
}

/* An event is committed and rolled back with its change. */
static void
test_rollback (void)
{
  g_autoptr (CordDatabase) database = open_store ();

  add (database, "a", ORDERS);
  g_assert_true (cord_database_begin (database, NULL));
  enqueue (database, ORDERS, "undone", 9);
  cord_database_rollback (database);
  assert_counts (database, 1, 0);
  g_assert_true (cord_database_begin (database, NULL));
  enqueue (database, ORDERS, "kept", 9);
  g_assert_true (cord_database_commit (database, NULL));
  assert_next (database, ORDERS, 0, "kept");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/hub/listeners", test_listeners);
  g_test_add_func ("/store/hub/queue", test_queue);
  g_test_add_func ("/store/hub/bound", test_bound);
  g_test_add_func ("/store/hub/due", test_due);
  g_test_add_func ("/store/hub/disabled", test_disabled);
  g_test_add_func ("/store/hub/rollback", test_rollback);
  return g_test_run ();
}
