/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-contact.h"

#include "config.h"

#include "base/cord-id.h"
#include "domain/record/cord-event.h"
#include "server/call/cord-event-list.h"
#include "server/resource/cord-open-calls.h"
#include "server/resource/cord-party-interaction.h"
#include "wire/cord-contact-codec.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define EVENTS_MAX 1000

static CordReply *
answer (guint status, const CordStoredInteraction *row)
{
  const CordContactState state = { .id = row->id,
                                   .state = row->state != NULL ? row->state : "open",
                                   .channel = row->channel,
                                   .direction = row->direction,
                                   .sop = row->sop,
                                   .policy = row->policy,
                                   .level = cord_level_name ((CordLevel)row->level),
                                   .customer = row->customer,
                                   .next = row->seq + 1,
                                   .head = row->head != NULL ? row->head : "" };

  return cord_reply_new_json (status, cord_contact_state_to_json (&state));
}

/* A server with a pack of its own pins it: which rules hold is not the desk's to choose. */
static gboolean
check_policy (CordRequest *request, const char *policy, GError **error)
{
  const char *own = cord_core_get_settings (request->core)->policy;

  if (cord_core_policy (request->core, policy, error) == NULL)
    return FALSE;
  if (g_str_equal (own, "none") || g_str_equal (own, policy))
    return TRUE;
  return cord_error_set_full (error, CORD_ERROR_INVALID, "policy", "policy",
                              _ ("Start the desk with the server's policy pack."),
                              _ ("This server works under the policy pack “%s”"), own);
}

CordReply *
cord_contact_open (CordRequest *request, GError **error)
{
  static const char *const known[] = { "channel", "direction", "sop", "policy", NULL };
  const char *channel = NULL, *direction = NULL, *sop = NULL, *policy = NULL;
  g_autoptr (CordStoredInteraction) row = NULL;
  g_autofree char *location = NULL;
  CordReply *reply;

  if (!cord_request_check_members (request, known, error) || !(channel = cord_request_text (request, "channel", error))
      || !(direction = cord_request_text (request, "direction", error))
      || !(sop = cord_request_text (request, "sop", error)) || !(policy = cord_request_text (request, "policy", error))
      || !check_policy (request, policy, error))
    return NULL;
  if (!g_str_equal (direction, "inbound") && !g_str_equal (direction, "outbound"))
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "value", "direction", NULL,
                           _ ("“direction” must be inbound or outbound"));
      return NULL;
    }
  row = g_new0 (CordStoredInteraction, 1);
  row->id = cord_id_new (cord_core_get_clock (request->core));
  row->user = g_strdup (request->subject);
  row->channel = g_strdup (channel);
  row->direction = g_strdup (direction);
  row->sop = g_strdup (sop);
  row->policy = g_strdup (policy);
  row->opened = cord_core_now (request->core);
  if (!cord_interaction_store_add (cord_core_get_database (request->core), row, error)
      || !cord_party_interaction_create (request->core, row, error)
      || (cord_request_is_bound (request) && !cord_open_calls_park_oldest (request->core, row, error)))
    return NULL;
  reply = answer (201, row);
  location = cord_endpoint_expand ("interaction", row->id);
  cord_reply_set_header (reply, "Location", location);
  return reply;
}

CordReply *
cord_contact_get (CordRequest *request, GError **error)
{
  return answer (200, request->interaction);
}

static gboolean
conflict (const char *reason, const char *member, GError **error, const char *message)
{
  return cord_error_set_full (error, CORD_ERROR_CONFLICT, reason, member, _ ("Ask for the events the server has."),
                              "%s", message);
}

/* An event that is there already must be the same one. */
static gboolean
check_known (CordRequest *request, const CordEvent *event, GError **error)
{
  g_autofree char *hash = cord_event_store_get_hash (cord_core_get_database (request->core), request->interaction->id,
                                                     (gint64)event->seq, error);

  if (hash == NULL && error != NULL && *error != NULL)
    return FALSE;
  return (hash != NULL && g_str_equal (hash, event->hash))
         || conflict ("other-history", "events", error, _ ("The server has another history of this interaction"));
}

/* What an event means for the row and for the TMF683 side. */
static gboolean
follow (CordRequest *request, const CordEvent *event, GError **error)
{
  CordStoredInteraction *row = request->interaction;

  if (event->kind == CORD_EVENT_INTERACTION_CLOSED)
    return cord_open_calls_close (request->core, row, error);
  if (event->kind == CORD_EVENT_INTERACTION_PARKED)
    return cord_open_calls_park (request->core, row, error);
  return event->kind != CORD_EVENT_INTERACTION_RESUMED || cord_open_calls_resume (request->core, row, error);
}

/* Nothing comes after the end: what is verified in a call must not live on in it. */
static gboolean
check_open (const CordStoredInteraction *row, GError **error)
{
  return !g_str_equal (row->state, "closed")
         || cord_error_set_full (error, CORD_ERROR_CONFLICT, "interaction-closed", "events",
                                 _ ("Open an interaction for this call first."), _ ("This interaction is closed"));
}

static gboolean
append (CordRequest *request, GVariant *value, GError **error)
{
  CordStoredInteraction *row = request->interaction;
  g_autoptr (CordEvent) event = cord_event_from_value (value, error);
  g_autofree char *document = NULL;

  if (event == NULL)
    return FALSE;
  if ((gint64)event->seq <= row->seq)
    return check_known (request, event, error);
  if ((gint64)event->seq != row->seq + 1)
    return conflict ("gap", "events", error, _ ("Events before these are missing"));
  if (!check_open (row, error))
    return FALSE;
  /* The first event's prev is the digest of a header that stays on the desk. */
  if (row->seq > 0 && !g_str_equal (event->prev, row->head))
    return conflict ("other-history", "events", error, _ ("The server has another history of this interaction"));
  document = cord_json_write_value (value);
  if (!cord_event_store_append (cord_core_get_database (request->core), row->id, (gint64)event->seq, event->type,
                                event->hash, document, cord_core_now (request->core), error))
    return FALSE;
  row->seq = (gint64)event->seq;
  g_free (row->head);
  row->head = g_strdup (event->hash);
  return follow (request, event, error);
}

/* {next, head} of the batch, so that the same batch is answered the same even when more came since. */
static CordReply *
acknowledge (CordRequest *request, gint64 last, GError **error)
{
  g_autofree char *head = last > 0 ? cord_event_store_get_hash (cord_core_get_database (request->core),
                                                                request->interaction->id, last, error)
                                   : g_strdup ("");

  if (head == NULL)
    return NULL;
  return cord_reply_new_json (200, cord_contact_batch_answer (last + 1, head));
}

CordReply *
cord_contact_append_events (CordRequest *request, GError **error)
{
  static const char *const known[] = { "expect", "events", NULL };
  g_autoptr (GVariant) events = NULL;
  gint64 expect;
  gboolean whole;
  gsize length;

  if (!cord_request_check_members (request, known, error))
    return NULL;
  whole = cord_contact_batch_read (request->json, &expect, &events);
  length = cord_value_length (events);
  if (expect < 1 || length > EVENTS_MAX || !whole)
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "value", expect < 1 ? "expect" : "events", NULL,
                           _ ("A batch needs “expect” and up to %d events"), EVENTS_MAX);
      return NULL;
    }
  if (expect > request->interaction->seq + 1)
    {
      conflict ("gap", "expect", error, _ ("Events before these are missing"));
      return NULL;
    }
  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GVariant) event = cord_value_dup_at (events, i);

      if ((gint64)cord_event_line_get_seq (event) != expect + (gint64)i)
        {
          cord_error_set_full (error, CORD_ERROR_INVALID, "value", "events.seq", NULL,
                               _ ("The events do not follow “expect” one by one"));
          return NULL;
        }
      if (!append (request, event, error))
        return NULL;
    }
  return acknowledge (request, length > 0 ? expect + (gint64)length - 1 : request->interaction->seq, error);
}

CordReply *
cord_contact_list_events (CordRequest *request, GError **error)
{
  guint64 seq = 1;

  return cord_request_read_number (request, "from", G_MAXINT32, &seq, error)
             ? cord_event_list (request, (gint64)seq, error)
             : NULL;
}
