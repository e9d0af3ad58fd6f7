/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/cord-await.h"

#include "cord-test-folder.h"

#include <glib/gstdio.h>

#define TIMEOUT 10 /* seconds */

static gboolean
on_late (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

typedef struct
{
  const gboolean *flag;
  GAsyncResult **result;
} Condition;

static gboolean
holds (const Condition *condition)
{
  return condition->flag != NULL ? *condition->flag : *condition->result != NULL;
}

static void
wait_for (const Condition *condition)
{
  gboolean late = FALSE;
  guint id = g_timeout_add_seconds (TIMEOUT, on_late, &late);

  while (!holds (condition) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (id);
}

void
cord_await_flag (const gboolean *condition)
{
  wait_for (&(Condition){ condition, NULL });
}

GAsyncResult *
cord_await (GAsyncResult **result)
{
  wait_for (&(Condition){ NULL, result });
  return *result;
}

void
cord_await_store (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

void
cord_await_idle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

char *
cord_await_make_dir (void)
{
  GError *error = NULL;
  char *dir = g_dir_make_tmp ("cordboard-sync-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

void
cord_await_remove_dir (char *dir)
{
  cord_test_folder_remove (dir);
  g_free (dir);
}
