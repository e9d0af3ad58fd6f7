/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-listing.h"

#include "config.h"

#include "server/core/cord-commit.h"
#include "server/resource/cord-access.h"
#include "server/resource/cord-list-budget.h"
#include "server/resource/cord-row-plan.h"
#include "server/resource/cord-row-sort.h"

#include <glib/gi18n-lib.h>

/* Of documents, read at once; a piece is about as long. */
#define BATCH_BYTES (64 * 1024)
/* Of those that are looked into: a millisecond of work or so. */
#define LOOK_BYTES (16 * 1024)
#define TAKEN_AT_ONCE 256

struct _CordListing
{
  CordRequest *request;
  CordListBudget *budget; /* the core's */
  CordDatabase *database; /* where the rest is read from */
  CordQuery *query;
  CordRowPlan *plan;
  CordRowPlace place;
  gboolean masked;   /* the caller may not see every document */
  gboolean detached; /* @database is for this list alone */
  GArray *rows;      /* (element-type gint64): of the page, as far as they are known */
  CordRowSort *sort; /* of those that match; NULL: as they were made */
  gboolean read;     /* every document that decides */
  gboolean chosen;   /* which rows it is, and how many */
  gint64 taken;      /* out of the sort */
  gint64 work;       /* microseconds so far, once others come in between */
  gint64 total;
  gint64 count;
  gint64 told;
  gboolean over;
};

/* What was stored passed the same limits, so a failure is the store's, not the client's. */
static JsonNode *
read_document (const char *document, GError **error)
{
  JsonNode *node = cord_json_parse (document, -1, &CORD_JSON_LIMITS_FILE, NULL);

  if (node == NULL)
    cord_error_set_full (error, CORD_ERROR_INTERNAL, "corrupt", NULL, NULL, _ ("A stored document cannot be read"));
  return node;
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

/* The document as the caller may see it. */
static JsonNode *
see (CordListing *self, const char *document, GError **error)
{
  g_autoptr (JsonNode) stored = read_document (document, error);
  gboolean allowed;

  if (stored == NULL || !self->masked)
    return g_steal_pointer (&stored);
  if (!cord_access_test_document (self->request, self->request->type, json_node_get_object (stored), &allowed, error))
    return NULL;
  return allowed ? g_steal_pointer (&stored) : reduce (stored);
}

static gboolean
matches (CordListing *self, JsonNode *seen)
{
  for (guint i = 0; i < self->plan->rest->len; i++)
    if (!cord_filter_matches (g_ptr_array_index (self->plan->rest, i), seen))
      return FALSE;
  return TRUE;
}

/* How many of the first matches can be on the page or before it. */
static guint
reach (const CordQuery *query)
{
  return query->limit < 0 ? G_MAXUINT : (guint)MIN (query->offset + query->limit, G_MAXINT);
}

static gboolean
refuse_costly (const char *member, const char *hint, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "costly", member, hint,
                              _ ("This list takes too much to make"));
}

static gboolean
keep_sorted (CordListing *self, gint64 row, JsonNode *seen, GError **error)
{
  guint before = cord_row_sort_get_length (self->sort);

  cord_row_sort_add (self->sort, row, seen);
  return cord_list_budget_take_rows (self->budget, cord_row_sort_get_length (self->sort) - before)
         || refuse_costly ("limit", _ ("Ask for a page at a time."), error);
}

static gboolean
sift (CordListing *self, const CordStoredResource *resource, GError **error)
{
  g_autoptr (JsonNode) seen = see (self, resource->document, error);

  if (seen == NULL)
    return FALSE;
  if (!matches (self, seen))
    return cord_query_check_cost (self->query, error);
  if (self->sort == NULL && self->total >= self->query->offset && self->total < reach (self->query))
    g_array_append_val (self->rows, resource->row);
  self->total++;
  return self->sort == NULL || keep_sorted (self, resource->row, seen, error);
}

/* Where the documents themselves decide, each is read once to learn its row, and those of the page once more. */
static gboolean
sift_some (CordListing *self, GError **error)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_stored_resource_free);

  if (!cord_row_plan_read (self->plan, self->database, &self->place, -1, LOOK_BYTES, batch, error))
    return FALSE;
  for (guint i = 0; i < batch->len; i++)
    if (!sift (self, g_ptr_array_index (batch, i), error))
      return FALSE;
  self->read = batch->len == 0;
  return TRUE;
}

static void
drop_sort (CordListing *self)
{
  if (self->sort != NULL)
    cord_list_budget_give_back_rows (self->budget, cord_row_sort_get_length (self->sort));
  g_clear_pointer (&self->sort, cord_row_sort_free);
}

/* The sort keeps what can be on the page or before it, so the page is the last of what it keeps. */
static void
take_some (CordListing *self)
{
  gint64 row;

  for (guint i = 0; self->sort != NULL && i < TAKEN_AT_ONCE; i++)
    if (cord_row_sort_take (self->sort, &row))
      {
        cord_list_budget_give_back_rows (self->budget, 1);
        if (self->taken++ >= self->query->offset)
          g_array_append_val (self->rows, row);
      }
    else
      drop_sort (self);
  if (self->sort != NULL)
    return;
  self->chosen = TRUE;
  self->count = self->rows->len;
  self->place = (CordRowPlace){ 0 };
  cord_row_plan_set_rows (self->plan, g_steal_pointer (&self->rows));
}

static gboolean
choose_by_row (CordListing *self, GError **error)
{
  gint64 left;

  if (!cord_row_plan_count (self->plan, self->database, &self->total, error)
      || !cord_row_plan_skip (self->plan, self->database, self->query->offset, &self->place, error))
    return FALSE;
  left = MAX (self->total - self->query->offset, 0);
  self->count = self->query->limit < 0 ? left : MIN (left, self->query->limit);
  self->chosen = TRUE;
  return TRUE;
}

static gboolean
choose_some (CordListing *self, GError **error)
{
  if (self->plan->rest->len == 0 && self->query->sort->len == 0)
    return choose_by_row (self, error);
  if (!self->read)
    return sift_some (self, error);
  take_some (self);
  return TRUE;
}

/* What of the query makes it long. */
static const char *
costly_part (const CordListing *self)
{
  return self->plan->rest->len > 0 ? ((const CordFilter *)g_ptr_array_index (self->plan->rest, 0))->path : "sort";
}

gboolean
cord_listing_choose (CordListing *self, gint64 until, GError **error)
{
  gint64 began = g_get_monotonic_time ();

  do
    if (!self->chosen && !choose_some (self, error))
      return FALSE;
  while (!self->chosen && g_get_monotonic_time () < until);
  self->work += g_get_monotonic_time () - began;
  return self->chosen || cord_list_budget_has_time (self->budget, self->work)
         || refuse_costly (costly_part (self), _ ("Ask for something simpler."), error);
}

gboolean
cord_listing_is_chosen (const CordListing *self)
{
  return self->chosen;
}

/* From the first row on, in what @database is now. */
static gboolean
begin (CordListing *self, GError **error)
{
  drop_sort (self);
  g_clear_pointer (&self->plan, cord_row_plan_free);
  g_clear_pointer (&self->rows, g_array_unref);
  self->read = FALSE;
  self->total = 0;
  self->place = (CordRowPlace){ 0 };
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (self->query->sort->len > 0)
    self->sort = cord_row_sort_new (self->query, reach (self->query));
  self->plan = cord_row_plan_new (self->database, self->request->type, self->query, self->masked, error);
  return self->plan != NULL;
}

CordListing *
cord_listing_new (CordRequest *request, CordQuery *query, GError **error)
{
  g_autoptr (CordListing) self = g_new0 (CordListing, 1);

  self->request = request;
  self->query = query;
  self->budget = cord_list_budget_of (request->core);
  self->database = g_object_ref (cord_core_get_database (request->core));
  self->masked = cord_request_is_bound (request) && !g_str_equal (request->type->disclosure, "PUBLIC");
  return begin (self, error) ? g_steal_pointer (&self) : NULL;
}

void
cord_listing_free (CordListing *self)
{
  drop_sort (self);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->plan, cord_row_plan_free);
  cord_query_free (self->query);
  g_object_unref (self->database);
  g_free (self);
}

const CordQuery *
cord_listing_get_query (const CordListing *self)
{
  return self->query;
}

gint64
cord_listing_get_total (const CordListing *self)
{
  return self->total;
}

gint64
cord_listing_get_count (const CordListing *self)
{
  return self->count;
}

gboolean
cord_listing_is_over (const CordListing *self)
{
  return self->over;
}

static gboolean
tell (CordListing *self, const CordStoredResource *resource, GString *text, GError **error)
{
  g_autoptr (JsonNode) seen = NULL;
  g_autoptr (JsonNode) left = NULL;
  g_autofree char *written = NULL;

  if (self->told++ > 0)
    g_string_append_c (text, ',');
  if (!self->masked && self->query->fields == NULL)
    {
      g_string_append (text, resource->document);
      return TRUE;
    }
  seen = see (self, resource->document, error);
  if (seen == NULL)
    return FALSE;
  left = cord_query_project (self->query, seen);
  written = cord_json_write (left);
  g_string_append (text, written);
  return TRUE;
}

static gboolean
tell_batch (CordListing *self, GString *text, GError **error)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_stored_resource_free);

  if (!cord_row_plan_read (self->plan, self->database, &self->place, self->count - self->told, BATCH_BYTES, batch,
                           error))
    return FALSE;
  if (batch->len == 0)
    return cord_error_set_full (error, CORD_ERROR_CONFLICT, "changed", NULL, _ ("Ask again."),
                                _ ("Something was removed while the list was on its way"));
  for (guint i = 0; i < batch->len; i++)
    if (!tell (self, g_ptr_array_index (batch, i), text, error))
      return FALSE;
  return TRUE;
}

char *
cord_listing_next (CordListing *self, GError **error)
{
  g_autoptr (GString) text = NULL;

  if (self->over)
    return NULL;
  text = g_string_new (NULL);
  if (self->told == 0)
    g_string_append_c (text, '[');
  if (self->told < self->count && !tell_batch (self, text, error))
    return NULL;
  self->over = self->told == self->count;
  if (self->over)
    g_string_append_c (text, ']');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What was counted and read so far may be in the shared transaction still; once that is settled, the store and what
 * this list saw of it are the same. */
gboolean
cord_listing_detach (CordListing *self, GError **error)
{
  CordCore *core = self->request->core;
  CordDatabase *snapshot;

  if (self->detached)
    return TRUE;
  if (!cord_commit_now (cord_core_get_commit (core)))
    return cord_error_set_full (error, CORD_ERROR_INTERNAL, "database", NULL, NULL,
                                _ ("The store gave up what was being written"));
  snapshot = cord_database_open_snapshot (cord_core_get_database (core), error);
  if (snapshot == NULL)
    return FALSE;
  g_object_unref (self->database);
  self->database = snapshot;
  self->detached = TRUE;
  return self->chosen || begin (self, error);
}
