/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/cord-listing.h"

#include "config.h"

#include "server/cord-access.h"
#include "server/cord-group.h"
#include "server/cord-row-plan.h"

#include <glib/gi18n-lib.h>

/* Of documents, read at once; a piece is about as long. */
#define BATCH_BYTES (64 * 1024)

struct _CordListing
{
  CordRequest *request;
  CordDatabase *database; /* where the rest is read from */
  CordQuery *query;
  CordRowPlan *plan;
  CordRowPlace place;
  gboolean masked; /* the caller may not see every document */
  gint64 total;
  gint64 count;
  gint64 told;
  gboolean over;
};

/* A row that matches, until all are known and in order. */
typedef struct
{
  gint64 row;
  GPtrArray *keys;
} Match;

static void
match_clear (gpointer data)
{
  g_ptr_array_unref (((Match *)data)->keys);
}

/* What was stored went through the same door; if it does not any more, the store is at fault, not who asks. */
static JsonNode *
read_document (const char *document, GError **error)
{
  JsonNode *node = cord_json_parse (document, -1, &CORD_JSON_LIMITS_FILE, NULL);

  if (node == NULL)
    cord_error_set_full (error, CORD_ERROR_INTERNAL, "corrupt", NULL, NULL, _("A stored document cannot be read"));
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

  if (stored == NULL || !self->masked
      || cord_access_check_document (self->request, self->request->type, json_node_get_object (stored), NULL))
    return g_steal_pointer (&stored);
  return reduce (stored);
}

static gboolean
matches (CordListing *self, JsonNode *seen)
{
  for (guint i = 0; i < self->plan->rest->len; i++)
    if (!cord_filter_matches (g_ptr_array_index (self->plan->rest, i), seen))
      return FALSE;
  return TRUE;
}

static int
by_keys (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return cord_query_compare (user_data, ((const Match *)a)->keys, ((const Match *)b)->keys);
}

/* How many of the first matches can be on the page or before it. */
static guint
reach (const CordQuery *query)
{
  return query->limit < 0 ? G_MAXUINT : (guint)MIN (query->offset + query->limit, G_MAXINT);
}

/* The sort is stable, so rows that sort alike keep the order of making. */
static void
sort_matches (CordListing *self, GArray *found)
{
  g_array_sort_with_data (found, by_keys, self->query);
  g_array_set_size (found, MIN (found->len, reach (self->query)));
}

/* A page of a sorted list needs no more kept than what can be on it or before it. */
static void
keep_sorted (CordListing *self, gint64 row, JsonNode *seen, GArray *found)
{
  Match match = { row, cord_query_sort_values (self->query, seen) };

  g_array_append_val (found, match);
  if (found->len >= 1024 && found->len / 2 > reach (self->query))
    sort_matches (self, found);
}

/* @rows are those of the page as far as they are known; where there is an order, @found has the matches. */
static gboolean
sift (CordListing *self, const CordStoredResource *resource, GArray *rows, GArray *found, GError **error)
{
  g_autoptr (JsonNode) seen = see (self, resource->document, error);

  if (seen == NULL)
    return FALSE;
  if (!matches (self, seen))
    return cord_query_check_cost (self->query, error);
  if (self->query->sort->len > 0)
    keep_sorted (self, resource->row, seen, found);
  else if (self->total >= self->query->offset && self->total < reach (self->query))
    g_array_append_val (rows, resource->row);
  self->total++;
  return TRUE;
}

static gboolean
sift_all (CordListing *self, GArray *rows, GArray *found, GError **error)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_stored_resource_free);
  CordRowPlace place = { 0 };

  do
    {
      g_ptr_array_set_size (batch, 0);
      if (!cord_row_plan_read (self->plan, self->database, &place, -1, BATCH_BYTES, batch, error))
        return FALSE;
      for (guint i = 0; i < batch->len; i++)
        if (!sift (self, g_ptr_array_index (batch, i), rows, found, error))
          return FALSE;
    }
  while (batch->len > 0);
  return TRUE;
}

/* Where the documents themselves decide, each is read once to learn its row, and those of the page once more. */
static gboolean
choose_by_document (CordListing *self, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Match));

  g_array_set_clear_func (found, match_clear);
  if (!sift_all (self, rows, found, error))
    return FALSE;
  sort_matches (self, found);
  for (gint64 i = self->query->offset; i < (gint64)found->len; i++)
    g_array_append_val (rows, g_array_index (found, Match, i).row);
  self->count = rows->len;
  cord_row_plan_set_rows (self->plan, g_steal_pointer (&rows));
  return TRUE;
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
  return TRUE;
}

CordListing *
cord_listing_new (CordRequest *request, CordQuery *query, GError **error)
{
  g_autoptr (CordListing) self = g_new0 (CordListing, 1);

  self->request = request;
  self->query = query;
  self->database = g_object_ref (request->core->database);
  self->masked = cord_request_is_bound (request) && !g_str_equal (request->type->disclosure, "PUBLIC");
  self->plan = cord_row_plan_new (self->database, request->type, query, self->masked, error);
  if (self->plan == NULL
      || (self->plan->rest->len > 0 || query->sort->len > 0 ? !choose_by_document (self, error)
                                                            : !choose_by_row (self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
cord_listing_free (CordListing *self)
{
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
    return cord_error_set_full (error, CORD_ERROR_CONFLICT, "changed", NULL, _("Ask again."),
                                _("Something was removed while the list was on its way"));
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

/* What was counted and read so far may be in the shared transaction still; once that is settled, the store and what this
 * list saw of it are the same. */
gboolean
cord_listing_detach (CordListing *self, GError **error)
{
  CordDatabase *core = self->request->core->database;
  CordDatabase *snapshot;

  if (!cord_group_settle (self->request->core))
    return cord_error_set_full (error, CORD_ERROR_INTERNAL, "database", NULL, NULL,
                                _("The store gave up what was being written"));
  snapshot = cord_database_open_snapshot (core, error);
  if (snapshot == NULL)
    return FALSE;
  g_object_unref (self->database);
  self->database = snapshot;
  return TRUE;
}
