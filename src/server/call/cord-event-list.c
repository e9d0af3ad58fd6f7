/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-event-list.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#define PIECE_BYTES (64 * 1024)

typedef struct
{
  CordRequest *request;
  gint64 next; /* number of the event to begin the next piece with */
  gboolean begun;
  gboolean over;
} EventList;

/* Events are never changed or removed, so that no snapshot is needed. */
static gboolean
append_events (EventList *self, GString *text, GError **error)
{
  const CordStoredInteraction *interaction = self->request->interaction;
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (g_free);
  gint64 first = self->next;

  if (first > interaction->seq)
    return TRUE;
  if (!cord_event_store_read (cord_core_get_database (self->request->core), interaction->id, first, interaction->seq,
                              PIECE_BYTES, documents, &self->next, error))
    return FALSE;
  if (self->next == first)
    return cord_error_set_full (error, CORD_ERROR_INTERNAL, "corrupt", NULL, NULL, _ ("A stored event is missing"));
  for (guint i = 0; i < documents->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 || self->begun ? "," : "", (char *)g_ptr_array_index (documents, i));
  return TRUE;
}

static char *
next_piece (gpointer data, GError **error)
{
  EventList *self = data;
  g_autoptr (GString) text = NULL;

  if (self->over)
    return NULL;
  text = g_string_new (self->begun ? NULL : "{\"events\":[");
  if (!append_events (self, text, error))
    return NULL;
  self->begun = TRUE;
  self->over = self->next > self->request->interaction->seq;
  if (self->over)
    g_string_append_printf (text, "],\"head\":\"%s\"}", self->request->interaction->head);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

CordReply *
cord_event_list (CordRequest *request, gint64 from, GError **error)
{
  g_autofree EventList *list = g_new0 (EventList, 1);
  CordReply *reply;
  char *first;

  list->request = request;
  list->next = from;
  first = next_piece (list, error);
  if (first == NULL)
    return NULL;
  reply = cord_reply_new_text (200, first);
  if (!list->over)
    cord_reply_set_source (reply, next_piece, g_steal_pointer (&list), g_free);
  return reply;
}
