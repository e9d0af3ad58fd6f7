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
  char *opening; /* first words of the scripted caller, or "" */

  char *user;
  char *role;
  gboolean signed_in;
  gboolean unrestored;          /* a kept sign-in waits for the server to answer */
  CordInteraction *interaction; /* or NULL */
  CordRecorder *recorder;       /* of @interaction, or NULL */
  CordCatalog *catalog;         /* or NULL */

  GPtrArray *acts;     /* (element-type CordAct), running, oldest first */
  GPtrArray *outgoing; /* (element-type CordOutgoing), not answered yet */
  char *busy;
  char *notice;
  char *notice_hint;
  guint refresh_id; /* timeout that asks for the state of the placed order */
  guint retry_id;   /* timeout that sends unanswered intents again */
  guint retry_seconds;
};

/* cord-session.c */
/* Makes @interaction, with its recorder, the open one and notifies; NULL for both: none is open. */
void cord_session_install (CordSession *self, CordInteraction *interaction, CordRecorder *recorder);
/* Who is signed in; NULL counts as "". Notifies user, role and signed-in. */
void cord_session_set_user (CordSession *self, const char *user, const char *role, gboolean signed_in);
/* Nobody is signed in: gives up the open interaction and the unanswered intents, which the journal keeps for whom they
 * belong to. */
void cord_session_clear_user (CordSession *self);
/* The catalog that pages show before one is pinned; NULL for none. */
void cord_session_set_catalog (CordSession *self, CordCatalog *catalog);
/* Sets notice and notice-hint from @error; NULL clears them. */
void cord_session_show_error (CordSession *self, const GError *error);
/* Sets busy from the running acts: the text of the newest that has one. */
void cord_session_update_busy (CordSession *self);
/* The number of unanswered intents changed. */
void cord_session_notify_waiting (CordSession *self);
/* Emits "toast" with the translated @text. */
void cord_session_toast (CordSession *self, const char *text);

/* One act of the agent: a task with a list of appends and a next step, instead of nested callbacks. An act appends
 * events and continues with cord_act_then() when all are durable and applied; the first error ends it. */
typedef void (*CordActStep) (CordAct *act);
typedef void (*CordActReply) (CordAct *act, GVariant *result);

/* What the event of an intent's outcome repeats; NULL where the intent has no such member. */
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
  char *user; /* who signs in */
  char *role;
  char *phone;
  char *effective;
  char *factor;
  char *locked_until;
  gint64 attempts_left; /* −1 when it is not known */
  GVariant *change;     /* to be selected, or NULL */
  CordDate day;         /* from which it is to count; CORD_DATE_NONE: as the policy says */
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
  gboolean going;    /* cord_act_then() was called */
  gboolean quiet;    /* begun by the session itself: does not touch the notice */
  gboolean for_user; /* is about who is signed in: the call may end meanwhile */
  GCancellable *cancellable;
};

/* cord-session-act.c */
/* Begins an act on the open interaction. @tag: the public function, also its source tag; @name: for debugging.
 * @callback may be NULL: the error then only shows as the notice. Freed when the act succeeds or fails. */
CordAct *cord_act_new (CordSession *session, gpointer tag, const char *name, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data);
/* Requirements: TRUE, or FALSE after the act has failed, so that the caller returns at once.
 *
 * INVALID, reason "not-now", unless @condition holds. @message and @hint (may be NULL) are translated. */
gboolean cord_act_require (CordAct *act, gboolean condition, const char *message, const char *hint);
/* INVALID unless an interaction is open. */
gboolean cord_act_require_interaction (CordAct *act);
/* INVALID unless its customer is open. */
gboolean cord_act_require_customer (CordAct *act);
/* INVALID unless the server has confirmed an order. */
gboolean cord_act_require_order (CordAct *act);
/* DENIED while the gate is closed, with what is missing as the hint. */
gboolean cord_act_require_gate (CordAct *act, CordGateKind kind);
/* CONFLICT, reason "running", while another act with the same tag is running. */
gboolean cord_act_require_alone (CordAct *act);

/* Records an event. @body is the struct of @kind (cord-event-table.def), or NULL for a type without members; it is
 * copied. */
void cord_act_append (CordAct *act, CordEventKind kind, gconstpointer body);
/* The same with an intent stored in the same transaction; @intent may be NULL and is copied. */
void cord_act_append_intent (CordAct *act, CordEventKind kind, gconstpointer body, const CordIntent *intent);
/* Continues with @next once all appends are durable; NULL: the act succeeds then. */
void cord_act_then (CordAct *act, CordActStep next);
/* Asks the gateway; takes @arguments. @busy: translated, shown meanwhile. @reply is called on success if the
 * interaction is still the one that the act began on, or the act is for the user; an error fails the act. */
void cord_act_call (CordAct *act, CordCall call, const char *busy, GVariant *arguments, CordActReply reply);
/* What the session shows as busy for this act, translated; NULL for nothing. */
void cord_act_set_busy (CordAct *act, const char *busy);
/* Ends the act, clears the notice and frees the act. */
void cord_act_succeed (CordAct *act);
/* Ends the act with @error, which it takes, shows it as the notice and frees the act. */
void cord_act_fail (CordAct *act, GError *error);

/* An intent without a recorded outcome (docs/reliability.md, R1 and R2). */
typedef struct
{
  CordSession *session; /* borrowed while in session->outgoing */
  CordIntent *intent;
  CordInteraction *interaction; /* NULL when it is not the open one, after a restart */
  CordRecorder *recorder;
  CordIntentFacts facts;
  CordAct *act;    /* waits for the first outcome, or NULL */
  GError *refusal; /* by the server, while its event is being recorded */
  gboolean in_flight;
  gboolean resend; /* asked for while in flight */
} CordOutgoing;

/* cord-session-outbox.c */
/* Sends @intent, which is durable. @act ends with the first outcome: done or to be sent later, both success, or
 * refused. Takes the facts of the act's subject. */
void cord_session_send (CordSession *self, CordAct *act, const CordIntent *intent);
/* Frees the strings. */
void cord_intent_facts_clear (CordIntentFacts *facts);
/* Sends every unanswered intent again, as the same bytes; those in flight once more when they fail. */
void cord_session_resend_all (CordSession *self);
/* Takes over the unsettled @intents (documents of CordWaitingIntent) of the last run, except those whose outcome the
 * open interaction has. Does not send them yet. */
void cord_session_adopt_intents (CordSession *self, GVariant *intents);
/* Gives up all of them; acts that wait for an outcome succeed, as their intents are durable. */
void cord_session_forget_intents (CordSession *self);
/* For the list of the session. */
void cord_outgoing_free (CordOutgoing *outgoing);
/* Address of record for a message channel ("letter" is the customer's "post"); NULL when there is none. */
const char *cord_session_address (CordCustomer *customer, const char *channel);

/* cord-session-verify.c: records the candidates of a CordFindReply and ends the act. */
void cord_act_show_candidates (CordAct *act, GVariant *result);
/* cord-session-options.c: loads and pins the catalog unless one is pinned, then continues with @next. */
void cord_act_pin_catalog (CordAct *act, CordActStep next);
/* cord-session-change.c */
/* CONFLICT or INVALID unless a customer is open, no order is placed, and the act is not running already. */
gboolean cord_act_require_selectable (CordAct *act);
/* Selects @change, unless the timing rules refuse it or the day @effective, asks for its price and shows it, which ends
 * the act. CORD_DATE_NONE: the day that the policy says. */
void cord_act_select_change (CordAct *act, GVariant *change, CordDate effective);
/* cord-session-place.c: asks for the state of a placed order when its undo window ends, then every few seconds. */
void cord_session_schedule_refresh (CordSession *self);

/* Is an order queued or placed? Then no other can be. */
gboolean cord_session_has_order (CordInteraction *interaction);

G_END_DECLS
