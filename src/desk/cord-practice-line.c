/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/cord-practice-line.h"

#include "config.h"

#include "base/cord-period.h"
#include "ctl/import/cord-import.h"
#include "server/cord-server.h"
#include "store/cord-user-store.h"
#include "store/sqlite/cord-sqlite-database.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct _CordPracticeLine
{
  GObject parent_instance;

  CordServer *server;
  CordClock *clock;
  char *data;
  char *folder;
  char *address;
  gboolean fresh;
  int lock; /* on the folder while the line runs; -1: not taken */
};

G_DEFINE_FINAL_TYPE (CordPracticeLine, cord_practice_line, G_TYPE_OBJECT)

static void
cord_practice_line_finalize (GObject *object)
{
  CordPracticeLine *self = CORD_PRACTICE_LINE (object);

  if (self->server != NULL)
    cord_server_thread_stop (self->server);
  g_clear_object (&self->server);
  if (self->lock >= 0)
    close (self->lock);
  g_clear_object (&self->clock);
  g_free (self->data);
  g_free (self->folder);
  g_free (self->address);
  G_OBJECT_CLASS (cord_practice_line_parent_class)->finalize (object);
}

static void
cord_practice_line_class_init (CordPracticeLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_practice_line_finalize;
}

static void
cord_practice_line_init (CordPracticeLine *self)
{
  self->lock = -1;
}

gint64
cord_practice_line_first_instant (void)
{
  gint64 instant = 0;

  cord_instant_parse ("2026-11-18T09:00:00+01:00", &instant, NULL);
  return instant;
}

/* Runs in the server's thread, before the first request. */
static gboolean
populate (CordDatabase *database, gint64 now, gpointer user_data, GError **error)
{
  CordPracticeLine *self = user_data;
  g_autofree char *path = g_build_filename (self->data, "practice", NULL);
  const CordImport import = { .database = database, .now = now, .cost = &CORD_SECRET_COST_LOWEST };
  CordImportCount count = { 0 };

  return cord_import (&import, path, &count, error)
         && cord_user_store_put (database, CORD_PRACTICE_USER, "agent", CORD_PRACTICE_PASSWORD,
                                 &CORD_SECRET_COST_LOWEST, now, error);
}

/* Before anything in the folder is touched: another window may be working with it. */
static gboolean
take_folder (CordPracticeLine *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "practice", NULL);
  g_autoptr (GError) cause = NULL;

  self->lock = cord_sqlite_lock (path, &cause);
  if (g_error_matches (cause, CORD_ERROR, CORD_ERROR_CONFLICT))
    return cord_error_set_full (error, CORD_ERROR_CONFLICT, "in-use", NULL,
                                _ ("Go on in that window, or close it and start again."),
                                _ ("The practice line is open in another window"));
  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return self->lock >= 0;
}

/* The store of an earlier run, and the journal that goes with it. */
static void
forget (const char *folder)
{
  static const char *const names[] = { "store.db", "journal.db" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      cord_sqlite_remove (path);
    }
}

static gboolean
open_server (CordPracticeLine *self, GError **error)
{
  g_autofree char *socket = g_build_filename (self->folder, "server.socket", NULL);
  g_autofree char *store_path = g_build_filename (self->folder, "store.db", NULL);
  g_autofree char *store = g_strdup_printf ("sqlite:%s", store_path);
  g_autofree char *spool = g_build_filename (self->folder, "messages", NULL);
  g_autofree char *policies = g_build_filename (self->data, "policy", NULL);
  CordServerOptions options;

  self->address = g_strdup_printf ("unix:%s", socket);
  g_mkdir_with_parents (spool, 0700);
  if (!take_folder (self, error))
    return FALSE;
  g_unlink (socket);
  if (self->fresh)
    forget (self->folder);
  cord_server_options_init (&options);
  options.store = store;
  options.listen = self->address;
  options.undo_window = 30;
  /* "One hour on" and "Next day" pass in a moment of the call; they must not end its verification. */
  options.idle = 365 * 24 * 60 * 60;
  options.spool = spool;
  options.zone = "Europe/Berlin";
  options.policy_dir = policies;
  options.cost = &CORD_SECRET_COST_LOWEST;
  options.populate = populate;
  options.populate_data = self;
  self->server = cord_server_new (&options, self->clock, error);
  return self->server != NULL && cord_server_thread_start (self->server, error);
}

/* The line belongs to the result alone: a reference that the task or its thread kept would hold the folder's lock for a
 * moment after the line was let go of. */
static void
start (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (CordPracticeLine) self = task_data;
  GError *error = NULL;

  if (open_server (self, &error))
    g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
  else
    {
      g_clear_object (&self);
      g_task_return_error (task, error);
    }
}

void
cord_practice_line_start_async (const char *data, const char *folder, gboolean fresh, CordClock *clock,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CordPracticeLine *self = g_object_new (CORD_TYPE_PRACTICE_LINE, NULL);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  self->data = g_strdup (data);
  self->folder = g_strdup (folder);
  self->fresh = fresh;
  self->clock = g_object_ref (clock);
  g_task_set_source_tag (task, cord_practice_line_start_async);
  g_task_set_name (task, "start the practice line");
  g_task_set_task_data (task, self, NULL); /* start takes it */
  g_task_run_in_thread (task, start);
  g_object_unref (task);
}

CordPracticeLine *
cord_practice_line_start_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cord_practice_line_start_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
cord_practice_line_get_server (CordPracticeLine *self)
{
  return self->address;
}
