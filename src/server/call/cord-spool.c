/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-spool.h"

#include "config.h"

#include "base/cord-log.h"
#include "server/resource/cord-engine.h"
#include "store/cord-spool-store.h"
#include "wire/cord-message-request.h"

#define PART "spool"
#define NANOSECONDS G_GINT64_CONSTANT (1000000000)
#define PAUSE_FIRST NANOSECONDS
#define PAUSE_MAX (60 * NANOSECONDS)

/* Times: nanoseconds of the monotonic clock, since no pause may last as long as a clock was wrong. */
typedef struct
{
  CordCore *core;
  gint64 pause; /* 0: the last message was written */
  gint64 until; /* nothing is tried before */
} Spool;

static gboolean
complete (CordCore *core, const char *id, GError **error)
{
  const CordResourceType *type = cord_resource_type_find ("communicationMessage");
  g_autofree char *now = cord_core_now_text (core);
  g_autoptr (JsonNode) message = NULL;

  if (!cord_engine_find (core, type->name, id, &message, error))
    return FALSE;
  /* Another system may have deleted it meanwhile. */
  if (message == NULL)
    return TRUE;
  cord_message_request_finish (json_node_get_object (message), now);
  return cord_engine_store (core, type, json_node_get_object (message), NULL, error);
}

static gboolean
note_written (CordCore *core, const char *id, GError **error)
{
  CordDatabase *database = cord_core_get_database (core);

  if (!cord_database_begin (database, error))
    return FALSE;
  if (cord_spool_store_set_written (database, id, error) && complete (core, id, error)
      && cord_database_commit (database, error))
    return TRUE;
  cord_database_rollback (database);
  cord_commit_note_undone (cord_core_get_commit (core));
  return FALSE;
}

/* g_file_set_contents_full writes a temporary file, syncs it and renames it. */
static gboolean
write_file (CordCore *core, const char *id, GBytes *mime, GError **error)
{
  g_autofree char *name = g_strconcat (id, ".eml", NULL);
  g_autofree char *safe = g_strdelimit (g_strdup (name), "/\\", '_');
  g_autofree char *path = g_build_filename (cord_core_get_settings (core)->spool, safe, NULL);

  return g_file_set_contents_full (path, g_bytes_get_data (mime, NULL), (gssize)g_bytes_get_size (mime),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

/* FALSE: none waits, or the disk or the store refuses. */
static gboolean
write_next (CordCore *core, GError **error)
{
  g_autoptr (GBytes) mime = NULL;
  g_autofree char *id = cord_spool_store_next (cord_core_get_database (core), &mime, error);

  return id != NULL && write_file (core, id, mime, error) && note_written (core, id, error);
}

static void
delay (Spool *self)
{
  self->pause = self->pause == 0 ? PAUSE_FIRST : MIN (self->pause * 2, PAUSE_MAX);
  self->until = cord_clock_monotonic (cord_core_get_clock (self->core)) + self->pause;
}

static void
note_failure (Spool *self, const GError *error)
{
  if (self->pause == 0)
    cord_log_event (G_LOG_LEVEL_WARNING, CORD_LOG_NOT_SPOOLED,
                    "messages wait in the store: %s; let the server write to the spool folder, and they are sent",
                    error->message);
  cord_core_count (self->core, CORD_OUTCOME_MESSAGE_FAILED);
  delay (self);
}

static void
note_success (Spool *self)
{
  if (self->pause > 0)
    cord_log_event (G_LOG_LEVEL_MESSAGE, CORD_LOG_SPOOLED, "the messages that waited in the store are sent");
  self->pause = 0;
}

static void
flush (gpointer user_data)
{
  Spool *self = user_data;
  g_autoptr (GError) error = NULL;
  gint written = 0;

  if (cord_core_get_settings (self->core)->spool == NULL
      || (self->pause > 0 && cord_clock_monotonic (cord_core_get_clock (self->core)) < self->until))
    return;
  while (write_next (self->core, &error))
    written++;
  /* Other listeners of the commit want a settled store. What is undone is written again, after a pause. */
  if (written > 0 && !cord_database_settle (cord_core_get_database (self->core), error == NULL ? &error : NULL))
    {
      cord_commit_note_undone (cord_core_get_commit (self->core));
      written = 0;
    }
  while (written-- > 0)
    cord_core_count (self->core, CORD_OUTCOME_MESSAGE_SENT);
  if (error != NULL)
    note_failure (self, error);
  else
    note_success (self);
}

void
cord_spool_start (CordCore *core)
{
  Spool *self = g_new0 (Spool, 1);

  self->core = core;
  cord_core_add_part (core, PART, self, g_free);
  cord_commit_listen (cord_core_get_commit (core), CORD_COMMIT_STORED, flush, self);
}
