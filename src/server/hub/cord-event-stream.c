/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/hub/cord-event-stream.h"

#include "config.h"

#include "server/resource/cord-access.h"
#include "server/resource/cord-open-calls.h"
#include "server/resource/cord-resource-change.h"
#include "store/cord-resource-store.h"
#include "store/cord-token-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PART "event-stream"
#define MEDIA_TYPE "text/event-stream"
#define READERS_MAX 512
#define READERS_OF_ONE_MAX 8
#define WAITING_MAX (64 * 1024)              /* bytes for one reader */
#define NANOSECONDS G_GINT64_CONSTANT (1000) /* in a microsecond */
#define BEAT (15 * G_TIME_SPAN_SECOND * NANOSECONDS)

struct _CordEventStream
{
  CordCore *core;
  GPtrArray *readers; /* (element-type Reader) */
  GPtrArray *notes;   /* (element-type Note) */
  gboolean closing;
};

typedef struct
{
  CordEventStream *stream;
  SoupServerMessage *message;
  char *subject;
  char *role;
  char *token;      /* NULL in kit mode */
  GString *waiting; /* until what was given to libsoup last is written */
  gboolean writing;
  gboolean ending;
  gint64 heard; /* when something was last sent; monotonic, in nanoseconds */
  gint64 end;   /* of the sign-in; monotonic as well, so that a clock that is set back does not keep it */
} Reader;

typedef struct
{
  const CordResourceType *type;
  char *id;
  gint64 version;
  char *document; /* as it was stored, or before it was deleted; NULL: everybody may read it */
} Note;

static void
reader_free (gpointer data)
{
  Reader *reader = data;

  g_signal_handlers_disconnect_by_data (reader->message, reader);
  g_object_unref (reader->message);
  g_string_free (reader->waiting, TRUE);
  g_free (reader->subject);
  g_free (reader->role);
  g_free (reader->token);
  g_free (reader);
}

static void
note_free (gpointer data)
{
  Note *note = data;

  g_free (note->id);
  g_free (note->document);
  g_free (note);
}

static void
event_stream_free (gpointer data)
{
  CordEventStream *self = data;

  g_ptr_array_unref (self->readers);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

static gboolean
begin_change (gpointer data, const CordResourceType *type, CordResourceWatchDepth *depth, GError **error)
{
  if (cord_event_stream_is_watched (data))
    *depth = cord_resource_type_is_public (type) ? CORD_RESOURCE_WATCH_VERSION : CORD_RESOURCE_WATCH_DOCUMENT;
  return TRUE;
}

static gboolean
end_change (gpointer data, const CordResourceChange *change, const char *after, GError **error)
{
  if (change->now != change->version)
    cord_event_stream_note (data, change->type, change->id, change->now, after != NULL ? after : change->before);
  return TRUE;
}

static void
on_answered (gpointer user_data)
{
  cord_event_stream_flush (user_data);
}

CordEventStream *
cord_event_stream_new (CordCore *core)
{
  static const CordResourceWatcher watcher = { begin_change, end_change };
  CordEventStream *self = g_new0 (CordEventStream, 1);

  self->core = core;
  self->readers = g_ptr_array_new_with_free_func (reader_free);
  self->notes = g_ptr_array_new_with_free_func (note_free);
  cord_core_add_part (core, PART, self, event_stream_free);
  cord_resource_watcher_add (core, &watcher, self);
  cord_commit_listen (cord_core_get_commit (core), CORD_COMMIT_ANSWERED, on_answered, self);
  return self;
}

CordEventStream *
cord_event_stream_of (const CordCore *core)
{
  return cord_core_find_part (core, PART);
}

/* Opening */

static gboolean
has_room (const CordEventStream *self, const char *subject)
{
  guint own = 0;

  for (guint i = 0; i < self->readers->len; i++)
    own += g_str_equal (((Reader *)g_ptr_array_index (self->readers, i))->subject, subject);
  return !self->closing && self->readers->len < READERS_MAX && own < READERS_OF_ONE_MAX;
}

static void
attach (gpointer data, const CordRequest *request)
{
  cord_event_stream_attach (data, request, request->message);
}

CordReply *
cord_event_stream_open (CordRequest *request, GError **error)
{
  const char *accept = cord_request_header (request, "Accept");
  CordEventStream *self = cord_event_stream_of (request->core);
  CordReply *reply;

  if (accept == NULL || strstr (accept, MEDIA_TYPE) == NULL)
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "not-acceptable", "Accept", NULL, _ ("Here is nothing but %s"),
                           MEDIA_TYPE);
      return NULL;
    }
  if (!has_room (self, request->subject))
    {
      cord_error_set_full (error, CORD_ERROR_OFFLINE, "too-many", NULL, _ ("Wait a moment, then try again."),
                           _ ("There are too many streams open"));
      return NULL;
    }
  reply = cord_reply_new (200);
  reply->attach = attach;
  reply->attach_data = self;
  return reply;
}

static gint64
monotonic (const CordEventStream *self)
{
  return cord_clock_monotonic (cord_core_get_clock (self->core));
}

/* Writing: one piece at a time is in libsoup's hands, so that what waits can be counted. */

static void
write_more (Reader *reader)
{
  SoupMessageBody *body = soup_server_message_get_response_body (reader->message);

  if (reader->writing || reader->ending || reader->waiting->len == 0)
    return;
  reader->writing = TRUE;
  reader->heard = monotonic (reader->stream);
  soup_message_body_append (body, SOUP_MEMORY_COPY, reader->waiting->str, reader->waiting->len);
  g_string_truncate (reader->waiting, 0);
  soup_server_message_unpause (reader->message);
}

static void
on_wrote_chunk (SoupServerMessage *message, gpointer user_data)
{
  Reader *reader = user_data;

  reader->writing = FALSE;
  write_more (reader);
}

/* A client with unread data would keep the connection open as long as it likes, so it is cut off. */
static void
end (Reader *reader)
{
  if (reader->ending)
    return;
  reader->ending = TRUE;
  if (reader->writing)
    {
      g_socket_shutdown (soup_server_message_get_socket (reader->message), TRUE, TRUE, NULL);
      return;
    }
  soup_message_body_complete (soup_server_message_get_response_body (reader->message));
  soup_server_message_unpause (reader->message);
}

static void
tell (Reader *reader, const char *text)
{
  if (reader->ending)
    return;
  if (reader->waiting->len + strlen (text) > WAITING_MAX)
    {
      end (reader);
      return;
    }
  g_string_append (reader->waiting, text);
  write_more (reader);
}

static void
on_finished (SoupServerMessage *message, gpointer user_data)
{
  Reader *reader = user_data;

  g_ptr_array_remove_fast (reader->stream->readers, reader);
}

static char *
dup_token (const CordRequest *request)
{
  const char *header = cord_request_header (request, "Authorization");

  return header != NULL ? g_strdup (header + strlen ("Bearer ")) : NULL;
}

/* NULL when the sign-in has ended; also when the store cannot tell, which is logged. */
static CordToken *
find_token (const Reader *reader)
{
  g_autoptr (GError) error = NULL;
  CordToken *token
      = cord_token_store_get (cord_core_get_database (reader->stream->core), "access", reader->token, &error);

  if (error != NULL)
    g_warning ("stream of changes: %s", error->message);
  return token;
}

static gint64
find_end (const Reader *reader)
{
  g_autoptr (CordToken) token = NULL;
  gint64 left;

  if (reader->token == NULL)
    return G_MAXINT64;
  token = find_token (reader);
  left = token != NULL ? token->expires - cord_core_now (reader->stream->core) : 0;
  return monotonic (reader->stream) + left * NANOSECONDS;
}

void
cord_event_stream_attach (CordEventStream *self, const CordRequest *request, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  Reader *reader = g_new0 (Reader, 1);

  reader->stream = self;
  reader->message = g_object_ref (message);
  reader->subject = g_strdup (request->subject);
  reader->role = g_strdup (request->role);
  reader->token = dup_token (request);
  reader->end = find_end (reader);
  reader->waiting = g_string_new (NULL);
  g_ptr_array_add (self->readers, reader);
  soup_message_headers_set_content_type (headers, MEDIA_TYPE, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (on_wrote_chunk), reader);
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), reader);
  tell (reader, ": listening\n\n");
}

/* Changes */

gboolean
cord_event_stream_is_watched (const CordEventStream *self)
{
  return self->readers->len > 0;
}

void
cord_event_stream_note (CordEventStream *self, const CordResourceType *type, const char *id, gint64 version,
                        const char *document)
{
  Note *note = g_new (Note, 1);

  *note = (Note){ type, g_strdup (id), version, g_strdup (cord_resource_type_is_public (type) ? NULL : document) };
  g_ptr_array_add (self->notes, note);
}

static char *
describe (const Note *note, gint64 version)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *data = NULL;

  json_object_set_string_member (object, "type", note->type->name);
  json_object_set_string_member (object, "id", note->id);
  if (version > 0)
    json_object_set_int_member (object, "version", version);
  else
    json_object_set_boolean_member (object, "deleted", TRUE);
  data = cord_json_write (node);
  return g_strdup_printf ("event: change\ndata: %s\n\n", data);
}

/* An agent hears of what they have open: of what belongs to @calls, in which its customer is verified. */
static gboolean
may_read (const Reader *reader, const Note *note, GPtrArray *calls)
{
  CordRequest request = { .core = reader->stream->core, .subject = reader->subject, .role = reader->role };

  if (!cord_access_check_operation (&request, note->type, 'G', NULL))
    return FALSE;
  if (!cord_access_is_limited (&request, note->type))
    return TRUE;
  for (guint i = 0; i < calls->len; i++)
    {
      request.interaction = g_ptr_array_index (calls, i);
      if (g_str_equal (request.interaction->user, reader->subject)
          && cord_access_check_owner (&request, note->type, request.interaction->customer, NULL))
        return TRUE;
    }
  return FALSE;
}

static void
end_all (CordEventStream *self)
{
  for (guint i = 0; i < self->readers->len; i++)
    end (g_ptr_array_index (self->readers, i));
}

/* When the store cannot be read, all streams end: a client that reconnects reads everything anew, and misses nothing.
 */
static void
give_up (CordEventStream *self, const GError *error)
{
  g_warning ("stream of changes: %s", error->message);
  end_all (self);
}

/* The calls in which somebody is verified to whom it belongs; none for what everybody may read. */
static GPtrArray *
find_calls (CordEventStream *self, const Note *note)
{
  GPtrArray *calls = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_stored_interaction_free);
  g_autoptr (JsonNode) document = NULL;
  g_autoptr (GPtrArray) owners = NULL;
  g_autoptr (GError) error = NULL;

  if (note->document == NULL)
    return calls;
  document = cord_json_parse (note->document, -1, &CORD_JSON_LIMITS_FILE, &error);
  if (document != NULL)
    owners = cord_access_find_customers (self->core, note->type, json_node_get_object (document), &error);
  for (guint i = 0; owners != NULL && i < owners->len && error == NULL; i++)
    cord_open_calls_add_verified (self->core, g_ptr_array_index (owners, i), calls, &error);
  if (error != NULL)
    give_up (self, error);
  return calls;
}

/* The text of the change as the store holds it; NULL when it was undone. */
static char *
describe_stored (CordEventStream *self, const Note *note)
{
  g_autoptr (GError) error = NULL;
  gint64 version;

  if (!cord_resource_store_get_version (cord_core_get_database (self->core), note->type->name, note->id, &version,
                                        &error))
    {
      give_up (self, error);
      return NULL;
    }
  return (note->version > 0 ? version >= note->version : version == 0) ? describe (note, version) : NULL;
}

void
cord_event_stream_flush (CordEventStream *self)
{
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GHashTable) sent = NULL;

  if (self->notes->len == 0)
    return;
  sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  notes = g_steal_pointer (&self->notes);
  self->notes = g_ptr_array_new_with_free_func (note_free);
  for (guint i = 0; i < notes->len; i++)
    {
      const Note *note = g_ptr_array_index (notes, i);
      g_autofree char *text = describe_stored (self, note);
      g_autoptr (GPtrArray) calls = NULL;

      /* Several changes of one resource in one COMMIT are one. */
      if (text == NULL || !g_hash_table_add (sent, g_strdup (text)))
        continue;
      calls = find_calls (self, note);
      for (guint j = 0; j < self->readers->len; j++)
        if (may_read (g_ptr_array_index (self->readers, j), note, calls))
          tell (g_ptr_array_index (self->readers, j), text);
    }
}

static gboolean
is_signed_in (const Reader *reader, gint64 now)
{
  g_autoptr (CordToken) token = NULL;

  if (reader->token == NULL)
    return TRUE;
  token = now < reader->end ? find_token (reader) : NULL;
  return token != NULL;
}

void
cord_event_stream_beat (CordEventStream *self)
{
  gint64 now = monotonic (self);

  for (guint i = 0; i < self->readers->len; i++)
    {
      Reader *reader = g_ptr_array_index (self->readers, i);

      if (!is_signed_in (reader, now))
        end (reader);
      else if (now - reader->heard >= BEAT)
        tell (reader, ":\n\n");
    }
}

void
cord_event_stream_close (CordEventStream *self)
{
  self->closing = TRUE;
  end_all (self);
}
