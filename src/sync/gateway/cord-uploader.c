/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/gateway/cord-uploader.h"

#include "wire/cord-contact-codec.h"
#include "wire/cord-endpoint.h"
#include "wire/cord-json.h"

#include <string.h>

struct _CordUploader
{
  GObject parent_instance;

  CordJournalDb *journal;
  CordRemote *remote;
  GCancellable *cancellable;
  guint pending;
  gboolean running;
  gboolean again; /* something came while it ran */
  gboolean started;
  GPtrArray *skipped; /* (element-type utf8), NULL-terminated: stuck interactions */
};

G_DEFINE_FINAL_TYPE (CordUploader, cord_uploader, G_TYPE_OBJECT)

enum
{
  PROP_PENDING = 1,
  N_PROPS,
};

enum
{
  STUCK,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

/* One batch on its way. */
typedef struct
{
  CordUploader *uploader;
  char *interaction;
  char *user;
  gint64 last; /* number of its last event */
  char *head;  /* of the server, while it is compared with ours */
  GError *cause;
} Batch;

static void
batch_free (Batch *batch)
{
  g_object_unref (batch->uploader);
  g_free (batch->interaction);
  g_free (batch->user);
  g_free (batch->head);
  g_clear_error (&batch->cause);
  g_free (batch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Batch, batch_free)

static void look (CordUploader *self);

static void
set_pending (CordUploader *self, guint pending)
{
  if (self->pending == pending)
    return;
  self->pending = pending;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PENDING]);
}

/* Stops until the next commit, the return of the connection, or the end of the back-off. */
static void
rest (CordUploader *self)
{
  self->running = FALSE;
  if (self->again)
    look (self);
}

static void
skip (CordUploader *self, const Batch *batch, const GError *error)
{
  g_ptr_array_insert (self->skipped, 0, g_strdup (batch->interaction));
  g_signal_emit (self, signals[STUCK], 0, batch->interaction, error);
  self->running = FALSE;
  look (self);
}

static void
on_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Batch) batch = user_data;
  CordUploader *self = batch->uploader;

  self->running = FALSE;
  /* When it cannot be noted, the same batch is sent again later and gets the same answer. */
  if (cord_journal_db_uploaded_finish (CORD_JOURNAL_DB (source), result, NULL))
    look (self);
  else
    cord_connectivity_hold (cord_remote_get_connectivity (self->remote), 0);
}

/* Takes the batch. */
static void
note_uploaded (Batch *batch)
{
  CordUploader *self = batch->uploader;

  cord_journal_db_uploaded_async (self->journal, batch->interaction, batch->last, NULL, on_noted, batch);
}

/* 409: the server has more events than was noted, or another history */

static void
on_hash (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Batch) batch = user_data;
  CordUploader *self = batch->uploader;
  g_autofree char *ours = cord_journal_db_hash_finish (CORD_JOURNAL_DB (source), result, NULL);

  if (ours != NULL && g_strcmp0 (ours, batch->head) == 0)
    note_uploaded (g_steal_pointer (&batch));
  else
    skip (self, batch, batch->cause);
}

/* Takes the batch. */
static void
ask_ours (Batch *batch)
{
  cord_journal_db_hash_async (batch->uploader->journal, batch->interaction, batch->last, NULL, on_hash, batch);
}

/* If the server's chain is a beginning of ours, only the note of the upload was lost. */
static void
on_theirs (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Batch) batch = user_data;
  CordUploader *self = batch->uploader;
  g_autoptr (CordAnswer) answer = cord_remote_send_finish (CORD_REMOTE (source), result, NULL);
  const char *head = NULL;

  if (answer == NULL)
    {
      rest (self);
      return;
    }
  if (cord_answer_check_body (answer, JSON_NODE_OBJECT, NULL))
    cord_contact_events_read (answer->body, &batch->last, &head);
  batch->head = g_strdup (head);
  if (batch->head == NULL || batch->last == 0)
    skip (self, batch, batch->cause);
  else
    ask_ours (g_steal_pointer (&batch));
}

static void
compare (Batch *batch)
{
  CordUploader *self = batch->uploader;
  g_autofree char *path = cord_endpoint_expand ("event-list", batch->interaction);
  CordRemoteRequest request = { .method = "GET", .path = path, .interaction = batch->interaction, .user = batch->user };

  cord_remote_send_async (self->remote, &request, self->cancellable, on_theirs, batch);
}

/* Sending */

/* A status of 200 alone is not enough: a proxy in between may answer it too. */
static gboolean
is_acknowledged (const Batch *batch, const CordAnswer *answer)
{
  return cord_answer_check_body (answer, JSON_NODE_OBJECT, NULL)
         && cord_contact_batch_answer_get_next (answer->body) == batch->last + 1;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Batch) batch = user_data;
  CordUploader *self = batch->uploader;
  g_autoptr (CordAnswer) answer = cord_remote_send_finish (CORD_REMOTE (source), result, NULL);

  if (answer == NULL)
    {
      if (!g_cancellable_is_cancelled (self->cancellable))
        cord_connectivity_hold (cord_remote_get_connectivity (self->remote), 0);
      rest (self);
    }
  else if (is_acknowledged (batch, answer))
    note_uploaded (g_steal_pointer (&batch));
  else if (answer->status == 409)
    {
      cord_answer_check (answer, &batch->cause);
      compare (g_steal_pointer (&batch));
    }
  else if (answer->status >= 500 || answer->status == 408 || answer->status == 425 || answer->status == 429
           || answer->status < 400)
    {
      self->running = FALSE;
      self->again = FALSE;
      cord_connectivity_hold (cord_remote_get_connectivity (self->remote), answer->retry_after);
    }
  else
    {
      cord_answer_check (answer, &batch->cause);
      skip (self, batch, batch->cause);
    }
}

static void
send_batch (CordUploader *self, const CordJournalBatch *found)
{
  g_autofree char *path = cord_endpoint_expand ("event-append", found->interaction);
  g_autoptr (JsonNode) node = cord_contact_batch_to_json ((gint64)found->expect, found->events);
  char *text = cord_json_write (node);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));
  Batch *batch = g_new0 (Batch, 1);
  CordRemoteRequest request
      = { .method = "POST", .path = path, .body = body, .interaction = found->interaction, .user = found->user };

  batch->uploader = g_object_ref (self);
  batch->interaction = g_strdup (found->interaction);
  batch->user = g_strdup (found->user);
  batch->last = (gint64)(found->expect + cord_value_length (found->events)) - 1;
  cord_remote_send_async (self->remote, &request, self->cancellable, on_sent, batch);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CordUploader) self = user_data;
  g_autoptr (CordJournalBatch) found = cord_journal_db_pending_finish (CORD_JOURNAL_DB (source), result, NULL);

  if (found != NULL)
    set_pending (self, (guint)found->waiting);
  if (found != NULL && found->interaction != NULL && g_strcmp0 (found->user, cord_remote_get_user (self->remote)) == 0
      && !g_cancellable_is_cancelled (self->cancellable))
    send_batch (self, found);
  else
    rest (self);
}

static void
look (CordUploader *self)
{
  if (!self->started || self->running)
    {
      self->again = TRUE;
      return;
    }
  self->running = TRUE;
  self->again = FALSE;
  cord_journal_db_pending_async (self->journal, (const char *const *)self->skipped->pdata, NULL, on_found,
                                 g_object_ref (self));
}

static void
forget_skipped (CordUploader *self)
{
  g_ptr_array_set_size (self->skipped, 0);
  g_ptr_array_add (self->skipped, NULL);
}

static void
on_user_changed (CordUploader *self)
{
  forget_skipped (self);
  look (self);
}

static void
cord_uploader_dispose (GObject *object)
{
  CordUploader *self = CORD_UPLOADER (object);

  self->started = FALSE;
  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (cord_uploader_parent_class)->dispose (object);
}

static void
cord_uploader_finalize (GObject *object)
{
  CordUploader *self = CORD_UPLOADER (object);

  g_clear_object (&self->journal);
  g_clear_object (&self->remote);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->skipped);
  G_OBJECT_CLASS (cord_uploader_parent_class)->finalize (object);
}

static void
cord_uploader_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PENDING)
    g_value_set_uint (value, CORD_UPLOADER (object)->pending);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cord_uploader_class_init (CordUploaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cord_uploader_dispose;
  object_class->finalize = cord_uploader_finalize;
  object_class->get_property = cord_uploader_get_property;
  props[PROP_PENDING]
      = g_param_spec_uint ("pending", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[STUCK] = g_signal_new ("stuck", CORD_TYPE_UPLOADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_STRING, G_TYPE_ERROR);
}

static void
cord_uploader_init (CordUploader *self)
{
  self->cancellable = g_cancellable_new ();
  self->skipped = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->skipped, NULL);
}

CordUploader *
cord_uploader_new (CordJournalDb *journal, CordRemote *remote)
{
  CordUploader *self;
  CordConnectivity *connectivity;

  g_return_val_if_fail (CORD_IS_JOURNAL_DB (journal) && CORD_IS_REMOTE (remote), NULL);
  self = g_object_new (CORD_TYPE_UPLOADER, NULL);
  self->journal = g_object_ref (journal);
  self->remote = g_object_ref (remote);
  connectivity = cord_remote_get_connectivity (remote);
  g_signal_connect_object (journal, "user-changed", G_CALLBACK (on_user_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (journal, "committed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (journal, "decided", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connectivity, "retry", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  return self;
}

void
cord_uploader_start (CordUploader *self)
{
  g_return_if_fail (CORD_IS_UPLOADER (self));
  self->started = TRUE;
  forget_skipped (self);
  look (self);
}

guint
cord_uploader_get_pending (CordUploader *self)
{
  g_return_val_if_fail (CORD_IS_UPLOADER (self), 0);
  return self->pending;
}
