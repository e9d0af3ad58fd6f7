/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-row-plan.h"

#include "config.h"

#include "server/resource/cord-comparable.h"
#include "store/cord-resource-index.h"

#include <string.h>

/* Nobody else is answered while a plan is made. Several filters are put together through the index only where one of
 * them leaves few rows, and as long as the others do not ask too much of it; what is left is read off the documents,
 * which is slower, but can be left between any two. */
#define FEW 2000
#define LOOK_UPS_MAX 4000
/* Entries of the index that are counted or passed at a time: a millisecond. */
#define PASSED_AT_ONCE 10000

static const CordFilterEntry *
entry_at (const CordFilter *filter, guint i)
{
  return &g_array_index (filter->entries, CordFilterEntry, i);
}

static gboolean
has_column (const CordResourceType *type, const char *path, const char *column)
{
  for (const CordResourceIndex *index = type->indexes; index != NULL && index->path != NULL; index++)
    if (g_str_equal (index->path, path) && g_str_equal (index->column, column))
      return TRUE;
  return FALSE;
}

static gboolean
is_indexed (const CordResourceType *type, const CordFilter *filter)
{
  if (filter->operator!= CORD_FILTER_EQUAL)
    return FALSE;
  /* An empty text is not in the index, and a time may be written in more ways than one. */
  for (guint i = 0; i < filter->values->len; i++)
    if (*(const char *)g_ptr_array_index (filter->values, i) == '\0'
        || g_array_index (filter->comparables, CordComparable, i).kind == CORD_COMPARABLE_INSTANT)
      return FALSE;
  for (guint i = 0; i < filter->entries->len; i++)
    if (!has_column (type, filter->path, entry_at (filter, i)->column))
      return FALSE;
  return TRUE;
}

static gboolean
is_id (const CordFilter *filter)
{
  return filter->operator== CORD_FILTER_EQUAL && g_str_equal (filter->path, "id");
}

static gboolean
has_row (const GArray *rows, gint64 row)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, gint64, i) == row)
      return TRUE;
  return FALSE;
}

/* In the order in which they are asked for. */
static gboolean
collect_ids (CordDatabase *database, const char *type, const CordFilter *filter, GArray *rows, GError **error)
{
  for (guint i = 0; i < filter->values->len; i++)
    {
      gint64 row;

      if (!cord_resource_index_find_row (database, type, g_ptr_array_index (filter->values, i), &row, error))
        return FALSE;
      if (row != 0 && !has_row (rows, row))
        g_array_append_val (rows, row);
    }
  return TRUE;
}

static gboolean
collect_indexed (CordDatabase *database, const char *type, const CordFilter *filter, GArray *rows, GError **error)
{
  for (guint i = 0; i < filter->entries->len; i++)
    if (!cord_resource_index_collect (database, type, entry_at (filter, i)->column, entry_at (filter, i)->value, rows,
                                      error))
      return FALSE;
  cord_resource_index_order_rows (rows);
  return TRUE;
}

static gboolean
count_filter (CordDatabase *database, const char *type, const CordFilter *filter, gint64 most, gint64 *count,
              GError **error)
{
  *count = 0;
  for (guint i = 0; i < filter->entries->len && *count < most; i++)
    {
      gint64 one;

      if (!cord_resource_index_count (database, type, entry_at (filter, i)->column, entry_at (filter, i)->value,
                                      most - *count, &one, error))
        return FALSE;
      *count += one;
    }
  return TRUE;
}

/* The one of @filters (not empty) that leaves the fewest rows, and whether they are few; else, one that can be walked
 * through. */
static const CordFilter *
find_leading (CordDatabase *database, const char *type, GPtrArray *filters, gboolean *few, GError **error)
{
  const CordFilter *best = NULL;
  gint64 fewest = G_MAXINT64;

  for (guint i = 0; i < filters->len; i++)
    {
      const CordFilter *filter = g_ptr_array_index (filters, i);
      gint64 count;

      if (!count_filter (database, type, filter, FEW, &count, error))
        return NULL;
      if (MIN (count, FEW) < fewest || (fewest == FEW && best->entries->len > 1))
        {
          best = filter;
          fewest = MIN (count, FEW);
        }
    }
  *few = fewest < FEW;
  return best;
}

static gboolean
row_passes (CordDatabase *database, const char *type, const CordFilter *filter, gint64 row, gboolean *passes,
            GError **error)
{
  *passes = FALSE;
  for (guint i = 0; i < filter->entries->len && !*passes; i++)
    if (!cord_resource_index_has (database, type, entry_at (filter, i)->column, entry_at (filter, i)->value, row,
                                  passes, error))
      return FALSE;
  return TRUE;
}

/* Leaves of @rows those that the index has under @filter as well. */
static gboolean
narrow (CordDatabase *database, const char *type, const CordFilter *filter, GArray *rows, GError **error)
{
  guint kept = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      gint64 row = g_array_index (rows, gint64, i);
      gboolean passes;

      if (!row_passes (database, type, filter, row, &passes, error))
        return FALSE;
      if (passes)
        g_array_index (rows, gint64, kept++) = row;
    }
  g_array_set_size (rows, kept);
  return TRUE;
}

static void
leave_to_documents (CordRowPlan *self, CordFilter *filter)
{
  if (!g_ptr_array_find (self->rest, filter, NULL))
    g_ptr_array_add (self->rest, filter);
}

static gboolean
narrow_all (CordRowPlan *self, CordDatabase *database, GPtrArray *filters, const CordFilter *but, GError **error)
{
  guint64 look_ups = 0;

  for (guint i = 0; i < filters->len; i++)
    {
      CordFilter *filter = g_ptr_array_index (filters, i);

      if (filter == but)
        continue;
      look_ups += (guint64)self->rows->len * filter->entries->len;
      if (look_ups > LOOK_UPS_MAX)
        leave_to_documents (self, filter);
      else if (!narrow (database, self->type->name, filter, self->rows, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
collect_by_ids (CordRowPlan *self, CordDatabase *database, const CordFilter *ids, GPtrArray *indexed, GError **error)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  return collect_ids (database, self->type->name, ids, self->rows, error)
         && narrow_all (self, database, indexed, NULL, error);
}

static gboolean
collect_by_index (CordRowPlan *self, CordDatabase *database, GPtrArray *indexed, GError **error)
{
  const CordFilter *leading = g_ptr_array_index (indexed, 0);
  gboolean few = FALSE;

  if (indexed->len > 1 || leading->entries->len > 1)
    leading = find_leading (database, self->type->name, indexed, &few, error);
  if (leading == NULL)
    return FALSE;
  if (few)
    {
      self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
      return collect_indexed (database, self->type->name, leading, self->rows, error)
             && narrow_all (self, database, indexed, leading, error);
    }
  if (leading->entries->len == 1)
    self->leading = leading;
  for (guint i = 0; i < indexed->len; i++)
    if (g_ptr_array_index (indexed, i) != self->leading)
      leave_to_documents (self, g_ptr_array_index (indexed, i));
  return TRUE;
}

static CordRowPlan *
make_plan (const CordResourceType *type)
{
  CordRowPlan *self = g_new0 (CordRowPlan, 1);

  self->type = type;
  self->rest = g_ptr_array_new ();
  return self;
}

CordRowPlan *
cord_row_plan_new (CordDatabase *database, const CordResourceType *type, const CordQuery *query, GError **error)
{
  g_autoptr (CordRowPlan) self = make_plan (type);
  g_autoptr (GPtrArray) indexed = g_ptr_array_new ();
  const CordFilter *ids = NULL;

  for (guint i = 0; i < query->filters->len; i++)
    {
      CordFilter *filter = g_ptr_array_index (query->filters, i);

      if (is_id (filter))
        ids = filter;
      else
        g_ptr_array_add (is_indexed (type, filter) ? indexed : self->rest, filter);
    }
  if (ids != NULL ? !collect_by_ids (self, database, ids, indexed, error)
                  : indexed->len > 0 && !collect_by_index (self, database, indexed, error))
    return NULL;
  return g_steal_pointer (&self);
}

CordRowPlan *
cord_row_plan_new_among (const CordResourceType *type, const CordQuery *query, GArray *rows)
{
  CordRowPlan *self = make_plan (type);

  self->rows = rows;
  g_ptr_array_extend (self->rest, query->filters, NULL, NULL);
  return self;
}

void
cord_row_plan_free (CordRowPlan *self)
{
  g_clear_pointer (&self->rows, g_array_unref);
  g_ptr_array_unref (self->rest);
  g_free (self);
}

void
cord_row_plan_set_rows (CordRowPlan *self, GArray *rows)
{
  g_clear_pointer (&self->rows, g_array_unref);
  self->leading = NULL;
  self->rows = rows;
}

/* The one that is walked through. */
static const CordFilterEntry *
leading_entry (const CordRowPlan *self)
{
  return entry_at (self->leading, 0);
}

gboolean
cord_row_plan_count_some (const CordRowPlan *self, CordDatabase *database, CordRowPlace *place, gint64 *count,
                          gboolean *done, GError **error)
{
  gint64 counted;

  *done = TRUE;
  if (self->rows != NULL)
    *count = self->rows->len;
  if (self->leading == NULL)
    return self->rows != NULL || cord_resource_store_count (database, self->type->name, count, error);
  if (!cord_resource_index_count_after (database, self->type->name, leading_entry (self)->column,
                                        leading_entry (self)->value, place->after, PASSED_AT_ONCE, &counted,
                                        &place->after, error))
    return FALSE;
  *count += counted;
  *done = counted < PASSED_AT_ONCE;
  return TRUE;
}

gboolean
cord_row_plan_skip_some (const CordRowPlan *self, CordDatabase *database, CordRowPlace *place, gint64 *offset,
                         GError **error)
{
  gint64 passed = self->rows != NULL ? *offset : MIN (*offset, PASSED_AT_ONCE);

  *offset -= passed;
  if (self->leading != NULL)
    return cord_resource_index_skip (database, self->type->name, leading_entry (self)->column,
                                     leading_entry (self)->value, place->after, passed, &place->after, error);
  if (self->rows == NULL)
    return cord_resource_store_skip (database, self->type->name, place->after, passed, &place->after, error);
  place->next = (guint)MIN (passed, (gint64)self->rows->len);
  return TRUE;
}

typedef struct
{
  CordRowPlace *place;
  GPtrArray *batch;
  gsize bytes; /* still wanted */
} Reading;

static gboolean
is_filled (Reading *reading, const CordStoredResource *resource)
{
  gsize length = strlen (resource->document);

  reading->bytes -= MIN (length, reading->bytes);
  return reading->bytes == 0;
}

static gboolean
take_row (const CordStoredResource *resource, gpointer user_data)
{
  Reading *reading = user_data;
  CordStoredResource *copy = g_memdup2 (resource, sizeof *resource);

  copy->id = g_strdup (resource->id);
  copy->document = g_strdup (resource->document);
  g_ptr_array_add (reading->batch, copy);
  reading->place->after = resource->row;
  return !is_filled (reading, resource);
}

static gboolean
read_rows (const CordRowPlan *self, CordDatabase *database, Reading *reading, gint64 most, GError **error)
{
  gboolean filled = FALSE;

  for (; !filled && most != 0 && reading->place->next < self->rows->len; reading->place->next++)
    {
      GError *inner = NULL;
      CordStoredResource *stored
          = cord_resource_store_get_row (database, g_array_index (self->rows, gint64, reading->place->next), &inner);

      if (inner != NULL)
        {
          g_propagate_error (error, inner);
          return FALSE;
        }
      if (stored == NULL)
        continue;
      g_ptr_array_add (reading->batch, stored);
      filled = is_filled (reading, stored);
      most--;
    }
  return TRUE;
}

gboolean
cord_row_plan_read (const CordRowPlan *self, CordDatabase *database, CordRowPlace *place, gint64 most, gsize bytes,
                    GPtrArray *batch, GError **error)
{
  Reading reading = { place, batch, bytes };

  if (self->leading != NULL)
    return cord_resource_store_each_indexed (database, self->type->name, leading_entry (self)->column,
                                             leading_entry (self)->value, place->after, most, take_row, &reading,
                                             error);
  if (self->rows == NULL)
    return cord_resource_store_each (database, self->type->name, place->after, most, take_row, &reading, error);
  return read_rows (self, database, &reading, most, error);
}
