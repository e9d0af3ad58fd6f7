/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/import/cord-import-reader.h"

#include "config.h"

#include "ctl/import/cord-import-catalog.h"

#include <glib/gi18n-lib.h>

#define CHUNKS 4
#define CHUNK_ITEMS 256
#define CHUNK_BYTES (1024 * 1024)

const CordJsonLimits cord_import_limits = { 16 * 1024 * 1024, 32, 1000 * 1000, 64 * 1024 };

struct _CordImportReader
{
  CordImportSource *source;
  const CordResourceType *type;
  gint64 now;
  const CordResourceType *last_type; /* which the next resource most likely has too */
  CordJsonSplitter *splitter;
  GCancellable *cancellable;
  GThread *thread;
  GAsyncQueue *empty; /* CordImportChunk */
  GAsyncQueue *full;
  CordImportChunk *current; /* that of the caller */
  gboolean ended;           /* the caller has had the last one */
};

static void
item_clear (gpointer data)
{
  CordImportItem *item = data;

  g_clear_pointer (&item->row, cord_resource_row_free);
  g_clear_pointer (&item->person, json_node_unref);
  g_clear_error (&item->fault);
}

static CordImportChunk *
chunk_new (void)
{
  CordImportChunk *chunk = g_new0 (CordImportChunk, 1);

  chunk->items = g_array_sized_new (FALSE, TRUE, sizeof (CordImportItem), CHUNK_ITEMS);
  g_array_set_clear_func (chunk->items, item_clear);
  return chunk;
}

static void
chunk_free (gpointer data)
{
  CordImportChunk *chunk = data;

  g_array_unref (chunk->items);
  g_free (chunk);
}

CordImportReader *
cord_import_reader_new (CordImportSource *source, const CordResourceType *type, gint64 now)
{
  CordImportReader *self = g_new0 (CordImportReader, 1);

  self->source = source;
  self->type = type;
  self->now = now;
  self->cancellable = g_cancellable_new ();
  self->splitter = cord_json_splitter_new (source->stream, cord_import_limits.bytes, self->cancellable);
  self->empty = g_async_queue_new_full (chunk_free);
  self->full = g_async_queue_new_full (chunk_free);
  for (int i = 0; i < CHUNKS; i++)
    g_async_queue_push (self->empty, chunk_new ());
  return self;
}

const char *
cord_import_reader_peek (CordImportReader *self, gsize *length, GError **error)
{
  g_return_val_if_fail (self->thread == NULL, NULL);

  return cord_json_splitter_peek (self->splitter, length, error);
}

/* In the thread */

static const CordResourceType *
type_of (CordImportReader *self, JsonNode *node)
{
  const char *name = cord_json_find_string (node, "@type");
  const CordResourceType *type;

  if (name != NULL && self->last_type != NULL && g_str_equal (name, self->last_type->type))
    return self->last_type;
  type = name != NULL ? cord_resource_type_find (name) : NULL;
  if (type == NULL)
    type = self->type;
  /* A system may have a type of its own for it. */
  if (type == NULL && cord_json_find_string (node, "@baseType") != NULL)
    return cord_resource_type_find (cord_json_find_string (node, "@baseType"));
  return self->last_type = type;
}

/* A file that is damaged, or written in another encoding, is not good in its other parts either. */
static gboolean
is_optional (const CordResourceType *type, const GError *fault)
{
  static const char *const damaged[] = { "json-syntax", "json-encoding", "truncated", NULL };
  const char *reason = cord_error_get_reason (fault);

  return cord_import_is_entry (type) && g_error_matches (fault, CORD_ERROR, CORD_ERROR_INVALID) && reason != NULL
         && !g_strv_contains (damaged, reason);
}

static CordResourceRow *
make_row (CordImportReader *self, const CordResourceType *type, JsonNode *node, CordImportLack *lack, GError **error)
{
  if (type == NULL)
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "type", "@type",
                           _ ("Name the file after the resource, or give each one its @type."),
                           _ ("neither “@type” nor the file's name says what this is"));
      return NULL;
    }
  if (!cord_resource_type_check_import (type, json_node_get_object (node), error))
    return NULL;
  cord_import_complete (type, json_node_get_object (node), self->now, lack);
  return cord_resource_row_new (type, json_node_get_object (node), error);
}

static void
read_piece (CordImportReader *self, const CordJsonPiece *piece, CordImportItem *item)
{
  GError *error = NULL;
  g_autoptr (JsonNode) node = cord_json_parse (piece->text, (gssize)piece->length, &cord_import_limits, &error);
  const CordResourceType *type = self->type;

  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    cord_error_set_full (&error, CORD_ERROR_INVALID, "shape", NULL,
                         _ ("Write one resource a line, or an array of resources."),
                         _ ("a resource must be an object"));
  else if (node != NULL && cord_import_holds_people (self->source->stem))
    item->person = g_steal_pointer (&node);
  else if (node != NULL)
    {
      type = type_of (self, node);
      item->row = make_row (self, type, node, &item->lack, &error);
    }
  if (error != NULL)
    {
      item->optional = is_optional (type, error);
      item->fault = cord_import_place_error (self->source->name, piece, error);
    }
  item->place = *piece;
  item->place.text = NULL;
}

/* FALSE when there is nothing after this one. */
static gboolean
read_item (CordImportReader *self, CordImportItem *item)
{
  CordJsonPiece piece;
  GError *error = NULL;

  *item = (CordImportItem){ 0 };
  if (!cord_json_splitter_next (self->splitter, &piece, &error))
    item->fault = cord_import_place_error (self->source->name, NULL, error);
  else if (piece.text != NULL)
    read_piece (self, &piece, item);
  return piece.text != NULL;
}

/* A chunk ends with a fault: nobody may want what comes after it, and a pipe's writer may let that wait. */
static void
read_chunk (CordImportReader *self, CordImportChunk *chunk)
{
  guint64 begun = cord_json_splitter_get_bytes (self->splitter);
  gboolean good;

  g_array_set_size (chunk->items, 0);
  do
    {
      CordImportItem item;

      chunk->last = !read_item (self, &item) || g_cancellable_is_cancelled (self->cancellable);
      good = item.fault == NULL;
      if (item.row != NULL || item.person != NULL || item.fault != NULL)
        g_array_append_val (chunk->items, item);
      chunk->bytes = cord_json_splitter_get_bytes (self->splitter);
    }
  while (good && !chunk->last && chunk->items->len < CHUNK_ITEMS && chunk->bytes - begun < CHUNK_BYTES);
}

static gpointer
run (gpointer data)
{
  CordImportReader *self = data;
  gboolean last;

  do
    {
      CordImportChunk *chunk = g_async_queue_pop (self->empty);

      read_chunk (self, chunk);
      last = chunk->last;
      g_async_queue_push (self->full, chunk);
    }
  while (!last);
  return NULL;
}

/* Of the caller */

static void
give_back (CordImportReader *self)
{
  if (self->current != NULL)
    g_async_queue_push (self->empty, g_steal_pointer (&self->current));
}

const CordImportChunk *
cord_import_reader_next (CordImportReader *self)
{
  g_return_val_if_fail (!self->ended, NULL);

  if (self->thread == NULL)
    self->thread = g_thread_new ("import", run, self);
  give_back (self);
  self->current = g_async_queue_pop (self->full);
  self->ended = self->current->last;
  return self->current;
}

void
cord_import_reader_free (CordImportReader *self)
{
  g_cancellable_cancel (self->cancellable);
  while (self->thread != NULL && !self->ended)
    cord_import_reader_next (self);
  g_clear_pointer (&self->thread, g_thread_join);
  give_back (self);
  g_async_queue_unref (self->empty);
  g_async_queue_unref (self->full);
  g_clear_object (&self->cancellable);
  cord_json_splitter_free (self->splitter);
  g_free (self);
}
