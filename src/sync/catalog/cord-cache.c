/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/catalog/cord-cache.h"

#include "config.h"

#include "cord-cache-schema.h"
#include "store/sqlite/cord-sqlite-database.h"
#include "wire/cord-json.h"

#include <glib/gstdio.h>

#define APPLICATION_MARK 0x43435348 /* "CCSH" */

struct _CordCache
{
  GObject parent_instance;

  char *path;
  CordClock *clock;
  GMutex mutex; /* one thread at a time at the database */
  CordDatabase *database;
};

G_DEFINE_FINAL_TYPE (CordCache, cord_cache, G_TYPE_OBJECT)

typedef struct
{
  char *server;
  char *name;
  GVariant *document; /* to store, or as it was found */
  gint64 stored;      /* when it was, of one that was found */
} Job;

static void
job_free (Job *job)
{
  g_free (job->server);
  g_free (job->name);
  g_clear_pointer (&job->document, g_variant_unref);
  g_free (job);
}

static gboolean
open_once (CordCache *self, GError **error)
{
  g_autoptr (CordDatabase) database
      = cord_sqlite_open (self->path, self->path != NULL ? CORD_SQLITE_CACHE : CORD_SQLITE_MEMORY, error);

  if (database == NULL || !cord_database_migrate (database, APPLICATION_MARK, cord_cache_migrations, error))
    return FALSE;
  self->database = g_steal_pointer (&database);
  return TRUE;
}

static void
throw_away (CordCache *self)
{
  g_clear_object (&self->database);
  if (self->path != NULL)
    cord_sqlite_remove (self->path);
}

static gboolean
ensure_open (CordCache *self, GError **error)
{
  if (self->database != NULL || open_once (self, NULL))
    return TRUE;
  throw_away (self);
  return open_once (self, error);
}

static gboolean
load (CordCache *self, Job *job, GError **error)
{
  CordStatement *statement;
  gboolean row;

  if (!ensure_open (self, error))
    return FALSE;
  statement = cord_database_statement (self->database,
                                       "SELECT stored, body FROM document WHERE server = ?1 AND name = ?2", error);
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, job->server);
  cord_statement_bind_text (statement, 2, job->name);
  if (!cord_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  job->stored = cord_statement_get_integer (statement, 0);
  job->document = cord_json_parse_value (cord_statement_get_text (statement, 1), -1, &CORD_JSON_LIMITS_FILE, error);
  cord_statement_reset (statement);
  return job->document != NULL;
}

static gboolean
store (CordCache *self, const Job *job, GError **error)
{
  g_autofree char *text = cord_json_write_value (job->document);
  CordStatement *statement;

  if (!ensure_open (self, error))
    return FALSE;
  statement = cord_database_statement (
      self->database,
      "INSERT INTO document (server, name, stored, body) VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT (server, name) DO UPDATE SET stored = excluded.stored, body = excluded.body",
      error);
  if (statement == NULL)
    return FALSE;
  cord_statement_bind_text (statement, 1, job->server);
  cord_statement_bind_text (statement, 2, job->name);
  cord_statement_bind_integer (statement, 3, cord_clock_now (self->clock));
  cord_statement_bind_text (statement, 4, text);
  return cord_statement_run (statement, error);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CordCache *self = source;
  Job *job = task_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GError) cause = NULL;

  /* A cache that cannot be read is an empty one. */
  if (!load (self, job, &cause))
    {
      g_message ("The cache is made anew: %s", cause->message);
      throw_away (self);
    }
  g_task_return_pointer (task, g_steal_pointer (&job->document), (GDestroyNotify)g_variant_unref);
}

static void
store_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CordCache *self = source;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GError *error = NULL;

  if (store (self, task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
cord_cache_finalize (GObject *object)
{
  CordCache *self = CORD_CACHE (object);

  g_clear_object (&self->database);
  g_clear_object (&self->clock);
  g_free (self->path);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (cord_cache_parent_class)->finalize (object);
}

static void
cord_cache_class_init (CordCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_cache_finalize;
}

static void
cord_cache_init (CordCache *self)
{
  g_mutex_init (&self->mutex);
}

CordCache *
cord_cache_new (const char *path, CordClock *clock)
{
  CordCache *self = g_object_new (CORD_TYPE_CACHE, NULL);

  self->path = g_strdup (path);
  self->clock = g_object_ref (clock);
  return self;
}

static GTask *
task_for (CordCache *self, const char *server, const char *name, GCancellable *cancellable,
          GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->server = g_strdup (server);
  job->name = g_strdup (name);
  g_task_set_task_data (task, job, (GDestroyNotify)job_free);
  return task;
}

void
cord_cache_load_async (CordCache *self, const char *server, const char *name, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = task_for (self, server, name, cancellable, callback, user_data);

  g_task_set_source_tag (task, cord_cache_load_async);
  g_task_set_name (task, "read the cache");
  g_task_run_in_thread (task, load_in_thread);
}

GVariant *
cord_cache_load_finish (CordCache *self, GAsyncResult *result, gint64 *stored, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  *stored = ((const Job *)g_task_get_task_data (G_TASK (result)))->stored;
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
cord_cache_store_async (CordCache *self, const char *server, const char *name, GVariant *document,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = task_for (self, server, name, cancellable, callback, user_data);
  Job *job = g_task_get_task_data (task);

  job->document = g_variant_ref (document);
  g_task_set_source_tag (task, cord_cache_store_async);
  g_task_set_name (task, "write the cache");
  g_task_run_in_thread (task, store_in_thread);
}

gboolean
cord_cache_store_finish (CordCache *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
