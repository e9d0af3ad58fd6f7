/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/remote/cord-pages.h"

#include "wire/cord-tmf.h"

#include <string.h>

#define ROWS_MAX 100000 /* a server that never ends a list must not fill the memory */

typedef struct
{
  char *path;
  char *interaction;
  char *link; /* of the next page, where pages are linked */
  JsonArray *rows;
  GHashTable *seen; /* ids: a row may move while the list is read, and a system may repeat the same page for ever */
  guint received;
  guint pages;
} Walk;

static void
walk_free (Walk *walk)
{
  g_free (walk->path);
  g_free (walk->interaction);
  g_free (walk->link);
  g_hash_table_unref (walk->seen);
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

static gboolean
is_new (Walk *walk, JsonNode *row)
{
  const char *id = JSON_NODE_HOLDS_OBJECT (row) ? cord_tmf_id (json_node_get_object (row)) : NULL;

  return id == NULL || g_hash_table_add (walk->seen, g_strdup (id));
}

/* The number of rows that were not on an earlier page. */
static guint
take_rows (Walk *walk, JsonArray *page)
{
  guint fresh = 0;

  for (guint i = 0; i < json_array_get_length (page); i++)
    {
      JsonNode *row = json_array_get_element (page, i);

      if (!is_new (walk, row))
        continue;
      fresh++;
      if (!is_withheld (row))
        json_array_add_element (walk->rows, json_node_copy (row));
    }
  walk->received += json_array_get_length (page);
  walk->pages++;
  return fresh;
}

/* Whether there is another page after one of @got rows with new ones among them. A status of 206 means so whatever
 * its length. */
static gboolean
goes_on (const Walk *walk, const CordProfilePaging *paging, const CordAnswer *answer, guint got)
{
  if (walk->received >= ROWS_MAX || paging->manner == CORD_PROFILE_PAGING_NONE)
    return FALSE;
  if (paging->manner == CORD_PROFILE_PAGING_LINK)
    return answer->next != NULL;
  return answer->total >= 0 ? walk->received < answer->total : got >= paging->most || answer->status == 206;
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CordAnswer) answer = cord_remote_send_finish (CORD_REMOTE (source), result, &error);
  const CordProfilePaging *paging = cord_profile_get_paging (cord_remote_get_profile (CORD_REMOTE (source)));
  guint got;

  if (answer == NULL || !cord_answer_check_body (answer, JSON_NODE_ARRAY, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  got = json_array_get_length (json_node_get_array (answer->body));
  if (take_rows (walk, json_node_get_array (answer->body)) == 0 || !goes_on (walk, paging, answer, got))
    {
      g_task_return_pointer (task, json_array_ref (walk->rows), (GDestroyNotify)json_array_unref);
      return;
    }
  g_free (walk->link);
  walk->link = paging->manner == CORD_PROFILE_PAGING_LINK ? g_strdup (answer->next) : NULL;
  next_page (g_steal_pointer (&task));
}

static void
append_parameter (GString *path, const char *name, guint value)
{
  if (name != NULL)
    g_string_append_printf (path, "%c%s=%u", strchr (path->str, '?') != NULL ? '&' : '?', name, value);
}

static char *
dup_page_path (const Walk *walk, const CordProfilePaging *paging)
{
  GString *path = g_string_new (walk->path);

  if (paging->manner == CORD_PROFILE_PAGING_OFFSET)
    append_parameter (path, paging->position, paging->first + walk->received);
  else if (paging->manner == CORD_PROFILE_PAGING_PAGE)
    append_parameter (path, paging->position, paging->first + walk->pages);
  if (paging->manner != CORD_PROFILE_PAGING_NONE)
    append_parameter (path, paging->size, paging->most);
  return g_string_free (path, FALSE);
}

static void
next_page (GTask *task)
{
  const Walk *walk = g_task_get_task_data (task);
  CordRemote *remote = g_task_get_source_object (task);
  g_autofree char *path = dup_page_path (walk, cord_profile_get_paging (cord_remote_get_profile (remote)));
  CordRemoteRequest request = { .method = "GET", .path = path, .link = walk->link, .interaction = walk->interaction };

  cord_remote_send_async (remote, &request, g_task_get_cancellable (task), on_page, task);
}

void
cord_pages_async (CordRemote *remote, const char *path, const char *interaction, GCancellable *cancellable,
                  GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (remote, cancellable, callback, user_data);
  Walk *walk = g_new0 (Walk, 1);

  g_task_set_source_tag (task, cord_pages_async);
  g_task_set_name (task, "read a list");
  walk->path = g_strdup (path);
  walk->interaction = g_strdup (interaction);
  walk->rows = json_array_new ();
  walk->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, walk, (GDestroyNotify)walk_free);
  next_page (task);
}

JsonArray *
cord_pages_finish (CordRemote *remote, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, remote), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
