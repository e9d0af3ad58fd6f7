/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/cord-gateway-document.h"
#include "domain/session/cord-session.h"

G_BEGIN_DECLS

typedef struct _CordAct CordAct;

struct _CordSession
{
  GObject parent_instance;

  CordGateway *gateway;
  CordJournal *journal;
  CordClock *clock;
  CordSop *sop;
  CordPolicy *policy;
  char *device;
  GVariant *callers; /* or NULL */
  gsize next_caller;
  char *opening; /* of the scripted caller on the line, or "" */

  char *user;
  char *role;
  gboolean signed_in;
  CordInteraction *interaction; /* or NULL */
  CordRecorder *recorder;       /* beside it */
  CordCatalog *catalog;         /* or NULL */

  GPtrArray *acts;     /* (element-type CordAct), running, oldest first */
  GPtrArray *outgoing; /* (element-type CordOutgoing), not answered yet */
  char *busy;
  char *notice;
  char *notice_hint;
  guint refresh_id; /* the timeout that asks after a placed order */
  guint retry_id;   /* the timeout that sends again what was not answered though the line is up */
  guint retry_seconds;
};

/* cord-session.c */
void cord_session_install (CordSession *self, CordInteraction *interaction,
                           CordRecorder *recorder); /* NULL, NULL: nothing open */
void cord_session_set_user (CordSession *self, const char *user, const char *role, gboolean signed_in);
void cord_session_set_catalog (CordSession *self, CordCatalog *catalog);
void cord_session_show_error (CordSession *self, const GError *error);
void cord_session_update_busy (CordSession *self);
void cord_session_notify_waiting (CordSession *self);
void cord_session_toast (CordSession *self, const char *text);

/* One act of the agent: a task with a list of appends and a next step, instead of callbacks inside callbacks.
 * An act appends events, then goes on (cord_act_then) when all are durable and applied; the first error ends it. */
typedef void (*CordActStep) (CordAct *act);
typedef void (*CordActReply) (CordAct *act, GVariant *result);

/* What the event that answers an intent repeats; NULL where the intent has no such thing. */
typedef struct
{
  char *channel; /* of a message */
  char *address;
  char *kind; /* of a promise */
  char *at;
  char *purpose;
} CordIntentFacts;

/* What an act is about; each uses what it needs. Never a secret. */
typedef struct
{
  char *phone;
  char *effective;
  char *factor;
  char *locked_until;
  gint64 attempts_left; /* −1 when it is not known */
  CordIntentFacts facts;
} CordActSubject;

struct _CordAct
{
  CordSession *session; /* held by the task */
  GTask *task;
  CordInteraction *interaction; /* on which it began, or NULL */
  CordRecorder *recorder;
  const char *busy; /* translated, or NULL */
  CordActSubject subject;
  guint pending; /* appends not answered */
  GError *error; /* the first of them */
  CordActStep next;
  CordActReply reply;
  gboolean going; /* cord_act_then was called */
  gboolean quiet; /* done by the session itself: leaves the notice alone */
  GCancellable *cancellable;
};

/* cord-session-act.c */
CordAct *cord_act_new (CordSession *session, gpointer tag, const char *name, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data);
/* Each answers FALSE after it has ended the act with a sentence. */
gboolean cord_act_require (CordAct *act, gboolean condition, const char *message, const char *hint); /* INVALID */
gboolean cord_act_require_interaction (CordAct *act);
gboolean cord_act_require_customer (CordAct *act);
gboolean cord_act_require_order (CordAct *act);                   /* placed, by number */
gboolean cord_act_require_gate (CordAct *act, CordGateKind kind); /* DENIED with what is missing */
gboolean cord_act_require_alone (CordAct *act);                   /* CONFLICT while the same act is running */

/* @body is the struct of @kind (cord-event-table.def), or NULL for a type without members; copied at once. */
void cord_act_append (CordAct *act, CordEventKind kind, gconstpointer body);
void cord_act_append_intent (CordAct *act, CordEventKind kind, gconstpointer body, const CordIntent *intent);
void cord_act_then (CordAct *act, CordActStep next); /* NULL: succeed */
/* Takes @arguments. @reply runs only on success and while the interaction is still the one the act began with. */
void cord_act_call (CordAct *act, CordCall call, const char *busy, GVariant *arguments, CordActReply reply);
void cord_act_set_busy (CordAct *act, const char *busy);
void cord_act_succeed (CordAct *act);
void cord_act_fail (CordAct *act, GError *error); /* takes it */

/* An intent on its way: stays until the server's answer is in the journal (docs/reliability.md, R1 and R2). */
typedef struct
{
  CordSession *session; /* borrowed while in session->outgoing */
  CordIntent *intent;
  CordInteraction *interaction; /* or NULL when it was closed in an earlier run */
  CordRecorder *recorder;
  CordIntentFacts facts;
  CordAct *act;    /* that waits for the first answer, or NULL */
  GError *verdict; /* of the server, while its event is being recorded */
  gboolean in_flight;
  gboolean wanted_again; /* asked for while in flight */
} CordOutgoing;

/* cord-session-outbox.c */
/* @act is answered with the first outcome: done, kept for later (both success) or refused. Takes the facts of its
 * subject. */
void cord_session_send (CordSession *self, CordAct *act, const CordIntent *intent);
void cord_intent_facts_clear (CordIntentFacts *facts);
void cord_session_resend_all (CordSession *self);
/* Puts the unsettled of [{operation, kind, …}] back on their way; those the interaction has an answer for are left. */
void cord_session_adopt_intents (CordSession *self, GVariant *intents);
void cord_outgoing_free (CordOutgoing *outgoing);
/* Address of record for a message channel ("letter" is the customer's "post"); NULL when there is none. */
const char *cord_session_address (CordCustomer *customer, const char *channel);

/* cord-session-verify.c */
void cord_act_show_candidates (CordAct *act, GVariant *result); /* candidate.shown, then done */
/* cord-session-options.c: loads the catalog and goes on with @next when it is pinned. */
void cord_act_pin_catalog (CordAct *act, CordActStep next);
/* cord-session-needs.c: the fields and answers as they stand; appends need.derived when it says something new. */
void cord_act_derive_needs (CordAct *act);
/* cord-session-place.c: asks again when the undo window ends, then every few seconds. */
void cord_session_schedule_refresh (CordSession *self);

/* A change is on its way or made: another one cannot be placed beside it. */
gboolean cord_session_has_order (CordInteraction *interaction);

G_END_DECLS
