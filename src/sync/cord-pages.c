/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/cord-pages.h"

#include <string.h>

#define PAGE 200
#define ROWS_MAX 100000 /* a server that never ends a list must not fill the memory */

typedef struct
{
  char *path;
  char *interaction;
  JsonArray *rows;
  guint received;
} Walk;

static void
walk_free (Walk *walk)
{
  g_free (walk->path);
  g_free (walk->interaction);
  json_array_unref (walk->rows);
  g_free (walk);
}

static void next_page (GTask *task);

static gboolean
is_withheld (JsonNode *row)
{
  static const char *const bare[] = { "id", "href", "@type", NULL };
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (row))
    return TRUE;
  json_object_iter_init (&iter, json_node_get_object (row));
  while (json_object_iter_next (&iter, &name, &member))
    if (!g_strv_contains (bare, name))
      return FALSE;
  return TRUE;
}

static void
take_rows (Walk *walk, JsonArray *page)
{
  for (guint i = 0; i < json_array_get_length (page); i++)
    {
      JsonNode *row = json_array_get_element (page, i);

      if (!is_withheld (row))
        json_array_add_element (walk->rows, json_node_copy (row));
    }
  walk->received += json_array_get_length (page);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CordAnswer) answer = cord_remote_send_finish (CORD_REMOTE (source), result, &error);
  guint got;

  if (answer == NULL || !cord_answer_check_body (answer, JSON_NODE_ARRAY, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  got = json_array_get_length (json_node_get_array (answer->body));
  take_rows (walk, json_node_get_array (answer->body));
  if (got == 0 || walk->received >= ROWS_MAX || (answer->total >= 0 ? walk->received >= answer->total : got < PAGE))
    g_task_return_pointer (task, json_array_ref (walk->rows), (GDestroyNotify) json_array_unref);
  else
    next_page (g_steal_pointer (&task));
}

static void
next_page (GTask *task)
{
  const Walk *walk = g_task_get_task_data (task);
  g_autofree char *path = g_strdup_printf ("%s%coffset=%u&limit=%d", walk->path, strchr (walk->path, '?') != NULL ? '&' : '?', walk->received, PAGE);
  CordRemoteRequest request = { .method = "GET", .path = path, .interaction = walk->interaction };

  cord_remote_send_async (g_task_get_source_object (task), &request, g_task_get_cancellable (task), on_page, task);
}

void
cord_pages_async (CordRemote *remote, const char *path, const char *interaction, GCancellable *cancellable, GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (remote, cancellable, callback, user_data);
  Walk *walk = g_new0 (Walk, 1);

  g_task_set_source_tag (task, cord_pages_async);
  g_task_set_name (task, "read a list");
  walk->path = g_strdup (path);
  walk->interaction = g_strdup (interaction);
  walk->rows = json_array_new ();
  g_task_set_task_data (task, walk, (GDestroyNotify) walk_free);
  next_page (task);
}

JsonArray *
cord_pages_finish (CordRemote *remote, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, remote), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
