/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cord-resource-batch.h"

#include "config.h"

#include "store/cord-resource-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define VALUES_KEPT (400 * 1000)
#define PAGE_ROWS 65536

/* One value of the index. */
typedef struct
{
  const char *type; /* interned, as the name is */
  const char *name;
  const char *value; /* in the batch's texts */
  gint64 row;
} Value;

/* A bit for each of so many neighbouring rows. */
typedef struct
{
  gint64 number;
  guint64 bits[PAGE_ROWS / 64];
} Page;

struct _CordResourceBatch
{
  CordDatabase *database;
  gint64 now;
  CordPutResult last; /* as the next will mostly be */
  GArray *values;
  GStringChunk *texts;
  GHashTable *pages; /* Page by its number: the rows that went through */
  Page *page;        /* the last one, which is mostly the next */
};

CordResourceBatch *
cord_resource_batch_new (CordDatabase *database, gint64 now)
{
  CordResourceBatch *self = g_new0 (CordResourceBatch, 1);

  g_return_val_if_fail (CORD_IS_DATABASE (database), self);
  self->database = g_object_ref (database);
  self->now = now;
  self->values = g_array_new (FALSE, FALSE, sizeof (Value));
  self->texts = g_string_chunk_new (64 * 1024);
  self->pages = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  /* The row of a value was put just before, so its existence need not be checked. */
  cord_database_check_references (database, FALSE);
  return self;
}

void
cord_resource_batch_free (CordResourceBatch *self)
{
  g_array_unref (self->values);
  g_string_chunk_free (self->texts);
  g_hash_table_unref (self->pages);
  cord_database_check_references (self->database, TRUE);
  g_clear_object (&self->database);
  g_free (self);
}

static Page *
find_page (CordResourceBatch *self, gint64 number)
{
  if (self->page != NULL && self->page->number == number)
    return self->page;
  self->page = g_hash_table_lookup (self->pages, &number);
  if (self->page == NULL)
    {
      self->page = g_new0 (Page, 1);
      self->page->number = number;
      g_hash_table_insert (self->pages, &self->page->number, self->page);
    }
  return self->page;
}

/* FALSE when the row went through before. */
static gboolean
mark_row (CordResourceBatch *self, guint64 row)
{
  Page *page = find_page (self, (gint64)(row / PAGE_ROWS));
  guint64 *bits = &page->bits[row % PAGE_ROWS / 64];
  guint64 bit = G_GUINT64_CONSTANT (1) << (row % 64);
  gboolean marked = (*bits & bit) != 0;

  *bits |= bit;
  return !marked;
}

static int
by_place (gconstpointer a, gconstpointer b)
{
  const Value *left = a, *right = b;
  int order = left->type != right->type ? strcmp (left->type, right->type) : 0;

  if (order == 0 && left->name != right->name)
    order = strcmp (left->name, right->name);
  if (order == 0)
    order = strcmp (left->value, right->value);
  return order != 0 ? order : left->row < right->row ? -1 : left->row > right->row;
}

gboolean
cord_resource_batch_flush (CordResourceBatch *self, GError **error)
{
  CordStatement *statement = cord_resource_store_index_statement (self->database, error);

  if (statement == NULL)
    return FALSE;
  g_array_sort (self->values, by_place);
  for (guint i = 0; i < self->values->len; i++)
    {
      const Value *value = &g_array_index (self->values, Value, i);

      cord_statement_bind_text (statement, 1, value->type);
      cord_statement_bind_text (statement, 2, value->name);
      cord_statement_bind_text (statement, 3, value->value);
      cord_statement_bind_integer (statement, 4, value->row);
      if (!cord_statement_run (statement, error))
        return FALSE;
    }
  g_array_set_size (self->values, 0);
  g_string_chunk_clear (self->texts);
  return TRUE;
}

static gboolean
keep_values (CordResourceBatch *self, const char *type, gint64 row, const char *const *columns, GError **error)
{
  for (gsize i = 0; columns != NULL && columns[i] != NULL; i += 2)
    {
      Value value = { g_intern_string (type), g_intern_string (columns[i]),
                      g_string_chunk_insert (self->texts, columns[i + 1]), row };

      g_array_append_val (self->values, value);
    }
  return self->values->len < VALUES_KEPT || cord_resource_batch_flush (self, error);
}

gboolean
cord_resource_batch_put (CordResourceBatch *self, const char *type, const char *id, const char *document,
                         const char *const *columns, CordPutResult *result, GError **error)
{
  gint64 row;

  g_return_val_if_fail (self != NULL && result != NULL, FALSE);

  if (!cord_resource_store_put_row (self->database, type, id, document, self->now, &row, &self->last, error))
    return FALSE;
  *result = self->last;
  if (!mark_row (self, (guint64)row))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "duplicate", "id", _ ("Keep one of the two."),
                                _ ("%s: the id %s stands here twice"), type, id);
  return *result == CORD_PUT_UNCHANGED || keep_values (self, type, row, columns, error);
}
