/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-listing.h"

#include "config.h"

#include "server/core/cord-snapshots.h"
#include "server/resource/cord-access.h"
#include "server/resource/cord-list-budget.h"
#include "server/resource/cord-own-rows.h"
#include "server/resource/cord-row-plan.h"
#include "server/resource/cord-row-sort.h"
#include "wire/cord-resource-shape.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <time.h>

/* Of documents, read at once; a piece is about as long. */
#define BATCH_BYTES (64 * 1024)
/* Of those that are looked into: half a millisecond of work or so. Eight readers may have their turn one after the
 * other before anybody else. */
#define LOOK_BYTES (8 * 1024)
#define TAKEN_AT_ONCE 256

/* Processor time after which it shows how long the rest will take. */
#define PACE_SHOWN (50 * G_TIME_SPAN_MILLISECOND)

struct _CordListing
{
  CordRequest *request;
  CordListBudget *budget; /* the core's */
  CordSnapshot *snapshot; /* where the rest is read from; NULL: the store */
  CordQuery *query;
  CordRowPlan *plan;
  CordRowPlace place;
  gboolean limited;  /* to what the verified customer has */
  GArray *rows;      /* (element-type gint64): of the page, as far as they are known */
  CordRowSort *sort; /* of those that match; NULL: as they were made */
  gboolean counted;  /* @all */
  gint64 all;        /* rows of the plan */
  gint64 to_skip;    /* of them, still */
  gint64 looked;     /* at the documents of this many */
  gboolean read;     /* every document that decides */
  gboolean chosen;   /* which rows it is, and how many */
  gint64 taken;      /* out of the sort */
  gint64 work;       /* microseconds of the processor so far */
  gint64 total;
  gint64 count;
  gint64 told;
  gboolean over;
};

static CordDatabase *
database_of (const CordListing *self)
{
  return self->snapshot != NULL ? cord_snapshot_get_database (self->snapshot)
                                : cord_core_get_database (self->request->core);
}

/* What the caller is limited to is decided by the whole document. */
static gboolean
may_tell (CordListing *self, CordDocument *document, gboolean *may, GError **error)
{
  JsonNode *node;

  *may = TRUE;
  if (!self->limited)
    return TRUE;
  node = cord_document_parse (document, error);
  return node != NULL
         && cord_access_test_owned (self->request, self->request->type, json_node_get_object (node), may, error);
}

static gboolean
match (CordListing *self, CordDocument *document, gboolean *matches, GError **error)
{
  if (!may_tell (self, document, matches, error))
    return FALSE;
  for (guint i = 0; *matches && i < self->plan->rest->len; i++)
    if (!cord_filter_match (g_ptr_array_index (self->plan->rest, i), document, matches, error))
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
keep_sorted (CordListing *self, gint64 row, CordDocument *document, GError **error)
{
  gsize before = cord_row_sort_get_size (self->sort);

  if (!cord_row_sort_add (self->sort, row, document, error))
    return FALSE;
  return cord_list_budget_change_size (self->budget, before, cord_row_sort_get_size (self->sort))
         || refuse_costly ("limit", _ ("Ask for a page at a time."), error);
}

static gboolean
sift (CordListing *self, const CordStoredResource *resource, GError **error)
{
  g_auto (CordDocument) document = { resource->document, NULL };
  gboolean matches;

  if (!match (self, &document, &matches, error))
    return FALSE;
  if (!matches)
    return cord_query_check_cost (self->query, error);
  if (self->sort == NULL && self->total >= self->query->offset && self->total < reach (self->query))
    g_array_append_val (self->rows, resource->row);
  self->total++;
  return self->sort == NULL || keep_sorted (self, resource->row, &document, error);
}

/* What nobody has and no definition names is a mistake rather than an order. */
static gboolean
check_sort (const CordListing *self, GError **error)
{
  const char *path = self->sort != NULL ? cord_row_sort_get_missing (self->sort) : NULL;
  g_autofree char *member = path != NULL ? g_strndup (path, strcspn (path, ".")) : NULL;

  return member == NULL || cord_resource_shape_is_known (self->request->type->name, member)
         || cord_error_set_full (error, CORD_ERROR_INVALID, "query", "sort", NULL,
                                 _ ("There is nothing called “%s” to sort by"), path);
}

/* Where the documents themselves decide, each is read once to learn its row, and those of the page once more. */
static gboolean
sift_some (CordListing *self, GError **error)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_stored_resource_free);

  if (!cord_row_plan_read (self->plan, database_of (self), &self->place, -1, LOOK_BYTES, batch, error))
    return FALSE;
  self->looked += batch->len;
  for (guint i = 0; i < batch->len; i++)
    if (!sift (self, g_ptr_array_index (batch, i), error))
      return FALSE;
  self->read = batch->len == 0;
  return !self->read || (cord_query_check_compared (self->query, error) && check_sort (self, error));
}

static void
drop_sort (CordListing *self)
{
  if (self->sort != NULL)
    cord_list_budget_change_size (self->budget, cord_row_sort_get_size (self->sort), 0);
  g_clear_pointer (&self->sort, cord_row_sort_free);
}

/* FALSE: there is nothing left in the sort. */
static gboolean
take_one (CordListing *self)
{
  gsize before = cord_row_sort_get_size (self->sort);
  gint64 row;

  if (!cord_row_sort_take (self->sort, &row))
    return FALSE;
  cord_list_budget_change_size (self->budget, before, cord_row_sort_get_size (self->sort));
  if (self->taken++ >= self->query->offset)
    g_array_append_val (self->rows, row);
  return TRUE;
}

/* The sort keeps what can be on the page or before it, so the page is the last of what it keeps. */
static void
take_some (CordListing *self)
{
  for (guint i = 0; self->sort != NULL && i < TAKEN_AT_ONCE; i++)
    if (!take_one (self))
      drop_sort (self);
  if (self->sort != NULL)
    return;
  self->chosen = TRUE;
  self->count = self->rows->len;
  self->place = (CordRowPlace){ 0 };
  cord_row_plan_set_rows (self->plan, g_steal_pointer (&self->rows));
}

static gboolean
count_some (CordListing *self, GError **error)
{
  if (!cord_row_plan_count_some (self->plan, database_of (self), &self->place, &self->all, &self->counted, error))
    return FALSE;
  if (self->counted)
    {
      self->place = (CordRowPlace){ 0 };
      self->to_skip = MIN (self->query->offset, self->all);
    }
  return TRUE;
}

/* Where no document decides. */
static gboolean
skip_some (CordListing *self, GError **error)
{
  gint64 left;

  if (!cord_row_plan_skip_some (self->plan, database_of (self), &self->place, &self->to_skip, error))
    return FALSE;
  if (self->to_skip > 0)
    return TRUE;
  self->total = self->all;
  left = MAX (self->total - self->query->offset, 0);
  self->count = self->query->limit < 0 ? left : MIN (left, self->query->limit);
  self->chosen = TRUE;
  return TRUE;
}

static gboolean
choose_some (CordListing *self, GError **error)
{
  if (!self->counted)
    return count_some (self, error);
  if (!self->limited && self->plan->rest->len == 0 && self->query->sort->len == 0)
    return skip_some (self, error);
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

/* Of this thread alone: what else runs on the machine makes no list costly. */
static gint64
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* What would be refused in the end is refused as soon as that shows. */
static gboolean
check_pace (CordListing *self, GError **error)
{
  gint64 whole = self->work;

  if (self->work > PACE_SHOWN && self->looked > 0)
    whole = MAX (self->work, self->work * self->all / self->looked);
  return cord_list_budget_has_time (self->budget, whole)
         || refuse_costly (costly_part (self), _ ("Ask for something simpler."), error);
}

gboolean
cord_listing_choose (CordListing *self, gint64 until, GError **error)
{
  gint64 began = processor_time ();

  do
    if (!self->chosen && !choose_some (self, error))
      return FALSE;
  while (!self->chosen && g_get_monotonic_time () < until);
  self->work += processor_time () - began;
  return self->chosen || check_pace (self, error);
}

gboolean
cord_listing_is_chosen (const CordListing *self)
{
  return self->chosen;
}

/* What another customer has is neither looked for nor read, so that neither filters, sort, count nor time depend on it.
 */
static CordRowPlan *
plan_own_rows (CordListing *self, GError **error)
{
  const char *verified = cord_access_get_verified (self->request);
  GArray *rows = verified != NULL ? cord_own_rows_find (database_of (self), self->request->type, verified, error)
                                  : g_array_new (FALSE, FALSE, sizeof (gint64));

  return rows != NULL ? cord_row_plan_new_among (self->request->type, self->query, rows) : NULL;
}

/* From the first row on, in what is read from now. */
static gboolean
begin (CordListing *self, GError **error)
{
  drop_sort (self);
  g_clear_pointer (&self->plan, cord_row_plan_free);
  g_clear_pointer (&self->rows, g_array_unref);
  self->counted = FALSE;
  self->all = 0;
  self->looked = 0;
  self->read = FALSE;
  self->total = 0;
  self->place = (CordRowPlace){ 0 };
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (self->query->sort->len > 0)
    self->sort = cord_row_sort_new (self->query, reach (self->query));
  self->plan = self->limited ? plan_own_rows (self, error)
                             : cord_row_plan_new (database_of (self), self->request->type, self->query, error);
  return self->plan != NULL;
}

CordListing *
cord_listing_new (CordRequest *request, CordQuery *query, GError **error)
{
  g_autoptr (CordListing) self = g_new0 (CordListing, 1);

  self->request = request;
  self->query = query;
  self->budget = cord_list_budget_of (request->core);
  self->limited = cord_access_is_limited (request, request->type);
  return begin (self, error) ? g_steal_pointer (&self) : NULL;
}

void
cord_listing_free (CordListing *self)
{
  drop_sort (self);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->plan, cord_row_plan_free);
  cord_query_free (self->query);
  g_clear_pointer (&self->snapshot, cord_snapshot_free);
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
refuse_changed (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_CONFLICT, "changed", NULL, _ ("Ask again."),
                              _ ("Something was removed while the list was on its way"));
}

static gboolean
tell (CordListing *self, const CordStoredResource *resource, GString *text, GError **error)
{
  g_auto (CordDocument) document = { resource->document, NULL };
  g_autoptr (JsonNode) left = NULL;
  g_autofree char *written = NULL;
  gboolean may;

  if (self->told++ > 0)
    g_string_append_c (text, ',');
  if (!may_tell (self, &document, &may, error))
    return FALSE;
  /* It may have become another customer's since it was chosen. */
  if (!may)
    return refuse_changed (error);
  if (self->query->fields == NULL)
    {
      g_string_append (text, resource->document);
      return TRUE;
    }
  if (cord_document_parse (&document, error) == NULL)
    return FALSE;
  left = cord_query_project (self->query, document.node);
  written = cord_json_write (left);
  g_string_append (text, written);
  return TRUE;
}

static gboolean
tell_batch (CordListing *self, GString *text, GError **error)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_stored_resource_free);

  gboolean looks = self->limited || self->query->fields != NULL;

  if (!cord_row_plan_read (self->plan, database_of (self), &self->place, self->count - self->told,
                           looks ? LOOK_BYTES : BATCH_BYTES, batch, error))
    return FALSE;
  if (batch->len == 0)
    return refuse_changed (error);
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

  if (self->snapshot != NULL)
    return TRUE;
  if (!cord_commit_now (cord_core_get_commit (core)))
    return cord_error_set_full (error, CORD_ERROR_INTERNAL, "database", NULL, NULL,
                                _ ("The store gave up what was being written"));
  self->snapshot = cord_snapshots_open (cord_core_get_snapshots (core), error);
  if (self->snapshot == NULL)
    return FALSE;
  return self->chosen || begin (self, error);
}
