/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-listing.h"

#include "server/resource/cord-list-budget.h"
#include "store/cord-resource-store.h"
#include "store/cord-server-store.h"

#include "cord-test-folder.h"
#include "cord-test-scope.h"

#include <glib/gstdio.h>
#include <malloc.h>
#include <string.h>

/* A list that is longer than one piece: its complete answer, however much is read at once and whatever is written
 * between two pieces. */

#define ROWS 3000
#define PIECE_MAX (80 * 1024)

typedef struct
{
  char *folder;
  CordCore *core;
  CordRequest *request;
} Fixture;

/* What a test needs: a store on disk, and less of a budget than a server has (0: as much). */
typedef struct
{
  gboolean stored;
  gint64 time_max;
  guint64 size_max;
} Setting;

/* Every third is active; ranks go down as rows go up. */
static void
put (Fixture *self, guint n, const char *name)
{
  g_autofree char *id = g_strdup_printf ("row-%u", n);
  g_autofree char *filling = g_strnfill (300, 'x');
  g_autofree char *document
      = g_strdup_printf ("{\"id\":\"%s\",\"name\":\"%s\",\"status\":\"%s\",\"rank\":%u,\"filling\":\"%s\"}", id, name,
                         n % 3 == 0 ? "active" : "created", ROWS - n, filling);
  const char *const columns[] = { "name", name, "status", n % 3 == 0 ? "active" : "created", NULL };

  g_assert_true (
      cord_resource_store_put (cord_core_get_database (self->core), "product", id, document, columns, 5, NULL, NULL));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (CordClock) clock = cord_clock_new_fixed (0);
  g_autoptr (CordDatabase) database = NULL;
  const Setting *setting = data;
  g_autofree char *address = NULL;

  self->folder = g_dir_make_tmp ("cordboard-listing-XXXXXX", NULL);
  address = setting->stored ? g_strconcat ("sqlite:", self->folder, "/store.db", NULL) : g_strdup ("memory");
  database = cord_server_store_open (address, NULL);
  self->core = cord_core_new (database, clock, NULL);
  cord_list_budget_new (self->core, setting->time_max != 0 ? setting->time_max : CORD_LIST_TIME_MAX,
                        setting->size_max != 0 ? setting->size_max : CORD_LIST_SIZE_MAX);
  g_assert_true (cord_database_begin (database, NULL));
  for (guint n = 1; n <= ROWS; n++)
    put (self, n, n % 2 == 0 ? "even" : "odd");
  g_assert_true (cord_database_commit (database, NULL));
  cord_database_set_grouping (database, TRUE);
  self->request = g_new0 (CordRequest, 1);
  self->request->core = self->core;
  self->request->role = g_strdup ("system");
  self->request->type = cord_resource_type_find ("product");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  cord_request_free (self->request);
  cord_core_free (self->core);
  cord_test_folder_remove (self->folder);
  g_free (self->folder);
}

static CordListing *
begin (Fixture *self, const char *query)
{
  g_autoptr (GError) error = NULL;
  CordListing *listing = cord_listing_new (self->request, cord_query_parse (query, NULL), &error);

  g_assert_no_error (error);
  return listing;
}

static CordListing *
list (Fixture *self, const char *query)
{
  g_autoptr (GError) error = NULL;
  CordListing *listing = begin (self, query);

  g_assert_true (cord_listing_choose (listing, G_MAXINT64, &error));
  g_assert_no_error (error);
  g_assert_true (cord_listing_is_chosen (listing));
  return listing;
}

/* Appends the rest, and checks that no piece is long. */
static guint
read_rest (CordListing *listing, GString *text)
{
  g_autoptr (GError) error = NULL;
  guint pieces = 0;
  char *piece;

  while ((piece = cord_listing_next (listing, &error)) != NULL)
    {
      g_assert_cmpuint (strlen (piece), <, PIECE_MAX);
      g_string_append (text, piece);
      g_free (piece);
      pieces++;
    }
  g_assert_no_error (error);
  g_assert_true (cord_listing_is_over (listing));
  return pieces;
}

static JsonArray *
parse (const GString *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = cord_json_parse (text->str, (gssize)text->len, &CORD_JSON_LIMITS_FILE, &error);

  g_assert_no_error (error);
  return json_array_ref (json_node_get_array (node));
}

static guint
number_at (JsonArray *array, guint at)
{
  return (guint)g_ascii_strtoull (cord_json_find_string (json_array_get_element (array, at), "id") + 4, NULL, 10);
}

#define AGAIN_4(text) text "&" text "&" text "&" text
#define AGAIN(text) AGAIN_4 (AGAIN_4 (text)) "&" AGAIN_4 (AGAIN_4 (text))

/* Each query, how many rows match, how many are listed, and the numbers of the first and last of them. */
static void
test_pieces (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *query;
    guint total, count, first, last;
  } cases[] = {
    { "", ROWS, ROWS, 1, ROWS },
    { "offset=10&limit=1000", ROWS, 1000, 11, 1010 },
    { "offset=2990", ROWS, 10, 2991, ROWS },
    { "offset=3000", ROWS, 0, 0, 0 },
    { "limit=0", ROWS, 0, 0, 0 },
    { "status=active", 1000, 1000, 3, ROWS },
    { "status=active&offset=500&limit=200", 1000, 200, 1503, 2100 },
    { "status=active,created", ROWS, ROWS, 1, ROWS },
    { "status=active&name=even", 500, 500, 6, ROWS },
    { "status=active&name=even&offset=1&limit=2", 500, 2, 12, 18 },
    { "status=active&name=even,odd", 1000, 1000, 3, ROWS },
    { "status=active&name=nobody", 0, 0, 0, 0 },
    { "status=", 0, 0, 0, 0 },
    { "status=created&name=even,odd", 2000, 2000, 1, ROWS - 1 },
    { "status=created,active&name=even,odd&limit=7", ROWS, 7, 1, 7 },
    { AGAIN ("status=active") "&name=even", 500, 500, 6, ROWS },
    { AGAIN ("name=even") "&status=active", 500, 500, 6, ROWS },
    { "id=row-7,row-3,row-7,ghost", 2, 2, 7, 3 },
    { "id=row-6,row-5&status=active", 1, 1, 6, 6 },
    { "rank.lt=1000", 1000, 1000, 2001, ROWS },
    { "rank.lt=1000&offset=100&limit=300", 1000, 300, 2101, 2400 },
    { "rank.lt=1000&status=active", 334, 334, 2001, ROWS },
    { "sort=rank", ROWS, ROWS, ROWS, 1 },
    { "sort=rank&limit=5", ROWS, 5, ROWS, ROWS - 4 },
    { "sort=rank&offset=5&limit=5", ROWS, 5, ROWS - 5, ROWS - 9 },
    { "sort=name,-rank&limit=3", ROWS, 3, 2, 6 },
    { "sort=-rank&status=active&offset=999", 1000, 1, ROWS, ROWS },
    { "sort=description", ROWS, ROWS, 1, ROWS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CordListing) listing = list (self, cases[i].query);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (JsonArray) array = NULL;
      guint pieces = read_rest (listing, text);

      array = parse (text);
      g_test_message ("%s: %u pieces", cases[i].query, pieces);
      g_assert_cmpint (cord_listing_get_total (listing), ==, cases[i].total);
      g_assert_cmpint (cord_listing_get_count (listing), ==, cases[i].count);
      g_assert_cmpuint (json_array_get_length (array), ==, cases[i].count);
      g_assert_true (cases[i].count < 1000 || pieces > 4);
      if (cases[i].count > 0)
        {
          g_assert_cmpuint (number_at (array, 0), ==, cases[i].first);
          g_assert_cmpuint (number_at (array, cases[i].count - 1), ==, cases[i].last);
        }
    }
}

/* Makes, changes and removes rows that the list has not reached yet. */
static void
disturb (Fixture *self)
{
  gboolean found;

  g_assert_true (cord_database_begin (cord_core_get_database (self->core), NULL));
  put (self, ROWS + 1, "new");
  put (self, ROWS - 1, "changed");
  g_assert_true (cord_resource_store_delete (cord_core_get_database (self->core), "product", "row-2000", &found, NULL));
  g_assert_true (found);
  g_assert_true (cord_database_commit (cord_core_get_database (self->core), NULL));
  g_assert_true (cord_database_settle (cord_core_get_database (self->core), NULL));
}

static void
test_changes (Fixture *self, gconstpointer data)
{
  static const char *const queries[] = { "", "status=created", "rank.lt=2900", "sort=-rank" };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (CordListing) undisturbed = list (self, queries[i]);
      g_autoptr (CordListing) listing = list (self, queries[i]);
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autofree char *first = cord_listing_next (listing, NULL);
      g_autoptr (GString) text = g_string_new (first);

      read_rest (undisturbed, expected);
      g_assert_true (cord_listing_detach (listing, NULL));
      disturb (self);
      read_rest (listing, text);
      g_assert_cmpstr (text->str, ==, expected->str);
      put (self, 2000, "back");
    }
}

/* Uncommitted rows in the first piece are committed before the second is read by another connection. */
static void
test_uncommitted (Fixture *self, gconstpointer data)
{
  g_autoptr (CordListing) listing = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *first = NULL;
  g_autoptr (JsonArray) array = NULL;

  g_assert_true (cord_database_begin (cord_core_get_database (self->core), NULL));
  put (self, ROWS + 1, "new");
  g_assert_true (cord_database_commit (cord_core_get_database (self->core), NULL));
  listing = list (self, "");
  first = cord_listing_next (listing, NULL);
  g_string_append (text, first);
  g_assert_true (cord_database_is_unsettled (cord_core_get_database (self->core)));
  g_assert_true (cord_listing_detach (listing, NULL));
  g_assert_false (cord_database_is_unsettled (cord_core_get_database (self->core)));
  read_rest (listing, text);
  array = parse (text);
  g_assert_cmpuint (json_array_get_length (array), ==, ROWS + 1);
}

/* A batch at a time, the first one abandoned, with changes before the second: the result is the current state. */
static void
test_slices (Fixture *self, gconstpointer data)
{
  static const char *const queries[]
      = { "rank.lt=1000&offset=100&limit=300", "sort=name", "sort=name,-rank&offset=1490&limit=20", "sort=rank&limit=0",
          "name.regex=^e&status=active&sort=-name&limit=400" };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (CordListing) undisturbed = list (self, queries[i]);
      g_autoptr (CordListing) listing = begin (self, queries[i]);
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autoptr (GString) text = g_string_new (NULL);
      guint slices = 0;

      read_rest (undisturbed, expected);
      g_assert_true (cord_listing_choose (listing, 0, NULL));
      g_assert_false (cord_listing_is_chosen (listing));
      g_assert_true (cord_listing_detach (listing, NULL));
      for (; !cord_listing_is_chosen (listing); slices++)
        {
          if (slices == 1)
            disturb (self);
          g_assert_true (cord_listing_choose (listing, 0, NULL));
        }
      g_assert_cmpuint (slices, >, 10);
      read_rest (listing, text);
      g_assert_cmpint (cord_listing_get_total (listing), ==, cord_listing_get_total (undisturbed));
      g_assert_cmpstr (text->str, ==, expected->str);
      put (self, 2000, "even");
      put (self, ROWS - 1, "odd");
      g_assert_true (cord_resource_store_delete (cord_core_get_database (self->core), "product", "row-3001",
                                                 &(gboolean){ FALSE }, NULL));
    }
  g_assert_cmpuint (cord_list_budget_get_size (cord_list_budget_of (self->core)), ==, 0);
}

static void
assert_costly (Fixture *self, const char *query, const char *member)
{
  g_autoptr (CordListing) listing = begin (self, query);
  g_autoptr (GError) error = NULL;

  while (!cord_listing_is_chosen (listing) && cord_listing_choose (listing, 0, &error))
    ;
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "costly");
  g_assert_cmpstr (cord_error_get_member (error), ==, member);
}

/* Bytes of so many of these rows. */
static gsize
measure_sorting (Fixture *self, guint rows)
{
  g_autofree char *query = g_strdup_printf ("sort=rank&limit=%u", rows);
  g_autoptr (CordListing) listing = begin (self, query);
  gsize most = 0;

  while (!cord_listing_is_chosen (listing))
    {
      g_assert_true (cord_listing_choose (listing, 0, NULL));
      most = MAX (most, cord_list_budget_get_size (cord_list_budget_of (self->core)));
    }
  return most;
}

/* No more than a thousand rows at once. */
static void
test_size_limit (Fixture *self, gconstpointer data)
{
  const Setting small = { .size_max = measure_sorting (self, 1000) };
  Fixture limited = { 0 };

  set_up (&limited, &small);
  assert_costly (&limited, "sort=rank", "limit");
  assert_costly (&limited, "sort=rank&limit=1001", "limit");
  g_assert_cmpuint (cord_list_budget_get_size (cord_list_budget_of (limited.core)), ==, 0);
  {
    g_autoptr (CordListing) page = list (&limited, "sort=rank&offset=500&limit=500");

    g_assert_cmpint (cord_listing_get_count (page), ==, 500);
  }
  tear_down (&limited, &small);
}

static void
test_time_limit (Fixture *self, gconstpointer data)
{
  assert_costly (self, "status=active&rank.lt=7", "rank");
  assert_costly (self, "sort=rank&limit=1", "sort");
}

/* In the middle of the sort, with most of the rows in it. */
static void
test_abandoned (Fixture *self, gconstpointer data)
{
  gsize most = measure_sorting (self, 2000);
  CordListing *listing = begin (self, "sort=rank");

  while (cord_list_budget_get_size (cord_list_budget_of (self->core)) < most)
    g_assert_true (cord_listing_choose (listing, 0, NULL));
  g_assert_false (cord_listing_is_chosen (listing));
  cord_listing_free (listing);
  g_assert_cmpuint (cord_list_budget_get_size (cord_list_budget_of (self->core)), ==, 0);
}

/* In memory there is no snapshot: a list that has lost a row breaks off the answer. */
static void
test_row_lost_in_memory (Fixture *self, gconstpointer data)
{
  g_autoptr (CordListing) listing = list (self, "");
  g_autoptr (GError) error = NULL;
  char *piece = cord_listing_next (listing, &error);

  g_assert_true (cord_listing_detach (listing, NULL));
  disturb (self);
  /* The new row is not part of it, although it comes later in the order. */
  g_assert_true (cord_resource_store_delete (cord_core_get_database (self->core), "product", "row-3001",
                                             &(gboolean){ FALSE }, NULL));
  while (piece != NULL)
    {
      g_free (piece);
      piece = cord_listing_next (listing, &error);
    }
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "changed");
}

static void
begin_writing (Fixture *self)
{
  g_assert_true (cord_database_begin (cord_core_get_database (self->core), NULL));
}

static void
store_written (Fixture *self)
{
  g_assert_true (cord_database_commit (cord_core_get_database (self->core), NULL));
  g_assert_true (cord_commit_now (cord_core_get_commit (self->core)));
}

/* A mebibyte of the log. */
static void
write_much (Fixture *self, guint n)
{
  g_autofree char *filling = g_strnfill (1024 * 1024, (char)('a' + n % 26));
  g_autofree char *document = g_strdup_printf ("{\"id\":\"long\",\"name\":\"%s\"}", filling);

  begin_writing (self);
  g_assert_true (
      cord_resource_store_put (cord_core_get_database (self->core), "category", "long", document, NULL, 5, NULL, NULL));
  store_written (self);
}

static guint64
measure_log (Fixture *self)
{
  CordDatabaseSize size;

  cord_database_measure (cord_core_get_database (self->core), &size);
  return size.log;
}

/* Readers that take a piece now and then, and one that takes none, while a hundred mebibytes are written. */
static void
test_long_log (Fixture *self, gconstpointer data)
{
  static const char *const queries[] = { "", "status=active", "rank.lt=2900&fields=rank", "sort=-rank" };
  CordListing *listings[G_N_ELEMENTS (queries)];
  GString *texts[G_N_ELEMENTS (queries)];
  g_autoptr (CordListing) stalled = list (self, "");

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      listings[i] = list (self, queries[i]);
      texts[i] = g_string_new (NULL);
      g_assert_true (cord_listing_detach (listings[i], NULL));
    }
  g_assert_true (cord_listing_detach (stalled, NULL));
  for (guint n = 0; n < 100; n++)
    {
      g_autofree char *piece = cord_listing_next (listings[n % G_N_ELEMENTS (queries)], NULL);

      write_much (self, n);
      g_assert_cmpuint (measure_log (self), <, 64 * 1024 * 1024);
      if (piece != NULL)
        g_string_append (texts[n % G_N_ELEMENTS (queries)], piece);
    }
  g_assert_cmpuint (cord_snapshots_count (cord_core_get_snapshots (self->core)), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (JsonArray) array = NULL;

      read_rest (listings[i], texts[i]);
      array = parse (texts[i]);
      g_assert_cmpuint (json_array_get_length (array), ==, cord_listing_get_total (listings[i]));
      cord_listing_free (listings[i]);
      g_string_free (texts[i], TRUE);
    }
}

/* More readers at once than there are snapshots. */
static void
test_many_readers (Fixture *self, gconstpointer data)
{
  CordListing *listings[40];

  for (gsize i = 0; i < G_N_ELEMENTS (listings); i++)
    {
      listings[i] = list (self, "status=active");
      g_assert_true (cord_listing_detach (listings[i], NULL));
      g_assert_cmpuint (cord_snapshots_count (cord_core_get_snapshots (self->core)), <=, 32);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (listings); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (JsonArray) array = NULL;

      read_rest (listings[i], text);
      array = parse (text);
      g_assert_cmpuint (json_array_get_length (array), ==, 1000);
      cord_listing_free (listings[i]);
    }
  g_assert_cmpuint (cord_snapshots_count (cord_core_get_snapshots (self->core)), ==, 0);
}

/* What the index counts and passes over is counted and passed over a part at a time as well. */
static void
test_long_count (Fixture *self, gconstpointer data)
{
  static const char *const columns[] = { "lifecycleStatus", "Active", NULL };
  static const struct
  {
    const char *query;
    gint64 count;
  } cases[] = { { "lifecycleStatus=Active&limit=3", 3 },
                { "lifecycleStatus=Active&offset=44995", 5 },
                { "offset=44990", 10 } };

  begin_writing (self);
  for (guint n = 0; n < 45000; n++)
    {
      g_autofree char *id = g_strdup_printf ("c-%u", n);
      g_autofree char *document = g_strdup_printf ("{\"id\":\"%s\"}", id);

      g_assert_true (cord_resource_store_put (cord_core_get_database (self->core), "category", id, document, columns, 5,
                                              NULL, NULL));
    }
  store_written (self);
  self->request->type = cord_resource_type_find ("category");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CordListing) listing = begin (self, cases[i].query);
      g_autofree char *piece = NULL;
      guint parts = 0;

      for (; !cord_listing_is_chosen (listing); parts++)
        g_assert_true (cord_listing_choose (listing, 0, NULL));
      g_assert_cmpuint (parts, >=, 3);
      g_assert_cmpint (cord_listing_get_total (listing), ==, 45000);
      g_assert_cmpint (cord_listing_get_count (listing), ==, cases[i].count);
      piece = cord_listing_next (listing, NULL);
      g_assert_true (cord_listing_is_over (listing));
      g_assert_true (i == 0 || g_str_has_suffix (piece, "{\"id\":\"c-44999\"}]"));
    }
}

/* However much is asked of each row, what is in memory is one piece. */
static void
test_memory (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) query = g_string_new ("fields=filling,filling.none,status");
  gsize before, most = 0;
  CordListing *listing;
  char *piece;

  for (guint n = 3; n < 64; n++)
    g_string_append_printf (query, ",a%u.b.c", n);
  listing = list (self, query->str);
  before = mallinfo2 ().uordblks;
  while ((piece = cord_listing_next (listing, NULL)) != NULL)
    {
      gsize now = mallinfo2 ().uordblks;

      most = MAX (most, now > before ? now - before : 0);
      g_assert_cmpuint (strlen (piece), <, PIECE_MAX);
      g_free (piece);
    }
  cord_listing_free (listing);
  g_assert_cmpuint (most, <, 1024 * 1024);
}

int
main (int argc, char **argv)
{
  static const Setting in_memory = { 0 };
  static const Setting stored = { .stored = TRUE };
  static const Setting no_time = { .time_max = -1 };

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/listing/pieces", Fixture, &in_memory, set_up, test_pieces, tear_down);
  g_test_add ("/server/listing/changes", Fixture, &stored, set_up, test_changes, tear_down);
  g_test_add ("/server/listing/slices", Fixture, &stored, set_up, test_slices, tear_down);
  g_test_add ("/server/listing/size-limit", Fixture, &in_memory, set_up, test_size_limit, tear_down);
  g_test_add ("/server/listing/time-limit", Fixture, &no_time, set_up, test_time_limit, tear_down);
  g_test_add ("/server/listing/abandoned", Fixture, &in_memory, set_up, test_abandoned, tear_down);
  g_test_add ("/server/listing/uncommitted", Fixture, &stored, set_up, test_uncommitted, tear_down);
  g_test_add ("/server/listing/row-lost-in-memory", Fixture, &in_memory, set_up, test_row_lost_in_memory, tear_down);
  g_test_add ("/server/listing/many-readers", Fixture, &stored, set_up, test_many_readers, tear_down);
  g_test_add ("/server/listing/memory", Fixture, &stored, set_up, test_memory, tear_down);
  /* Volume, which shows a sanitizer nothing new. */
  if (cord_test_scope_step (2) == 1)
    {
      g_test_add ("/server/listing/long-log", Fixture, &stored, set_up, test_long_log, tear_down);
      g_test_add ("/server/listing/long-count", Fixture, &in_memory, set_up, test_long_count, tear_down);
    }
  return g_test_run ();
}
