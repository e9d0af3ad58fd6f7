/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-clock.h"
#include "domain/gateway.h"
#include "domain/record/cord-interaction.h"
#include "domain/record/cord-journal.h"
#include "domain/record/cord-recorder.h"

G_BEGIN_DECLS

/* The agent's desk without its window: one agent signed in, at most one interaction open, each act of the procedure one
 * method. Every act records its events through the recorder; acts that need the server go through the gateway first.
 * Pages call these and bind to the interaction; headless tests and the tour run the same.
 *
 * Properties (notify): interaction (CordInteraction or NULL) · user s · role s · signed-in b · online b · saved b ·
 * waiting u (intents not yet answered) · busy s ("" or what is being done, in words, such as "Checking the PIN…") ·
 * notice s ("" or the last error in words, kept until the next act succeeds) · notice-hint s · practice b · catalog
 * (CordCatalog or NULL) · limits as (what the system cannot do, in sentences; may be empty). Every finish returns
 * FALSE/NULL with CORD_ERROR; the same error is also on notice/notice-hint, so a page may pass no callback. */
#define CORD_TYPE_SESSION (cord_session_get_type ())
G_DECLARE_FINAL_TYPE (CordSession, cord_session, CORD, SESSION, GObject)

/* @callers: the scripted callers of the practice line, an array of what cord-caller.h reads, or NULL elsewhere. */
CordSession *cord_session_new (CordGateway *gateway, CordJournal *journal, CordClock *clock, CordSop *sop,
                               CordPolicy *policy, const char *device, GVariant *callers);
CordInteraction *cord_session_get_interaction (CordSession *self); /* or NULL */
CordClock *cord_session_get_clock (CordSession *self);
CordSop *cord_session_get_sop (CordSession *self);
CordPolicy *cord_session_get_policy (CordSession *self);
gboolean cord_session_get_practice (CordSession *self);
CordDate cord_session_today (CordSession *self); /* in the account's zone when a customer is open, otherwise UTC */

/* Acts. One finish for all: cord_session_act_finish. */
void cord_session_sign_in_async (CordSession *self, const char *user, const char *password, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
void cord_session_restore_async (
    CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
    gpointer user_data); /* kept sign-in, then the open interaction from the journal, then unsent intents */
void cord_session_sign_out_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Arrive. Ring: opens an interaction and looks the number up (candidates). @phone NULL: the next scripted caller
 * (practice line). */
void cord_session_ring_async (CordSession *self, const char *phone, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
void cord_session_answer_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
void cord_session_hold_async (CordSession *self, gboolean hold, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
void cord_session_give_notice_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
const char *cord_session_get_opening (CordSession *self); /* what the scripted caller says first; "" elsewhere */
/* Verify. */
void cord_session_find_async (CordSession *self, const char *query, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
void cord_session_choose_async (CordSession *self, const char *customer, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
void
cord_session_verify_async (CordSession *self, const char *factor, const char *value, GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data); /* on a match also loads and opens the customer and pins the catalog */
/* Gather, needs. */
void cord_session_enter_step_async (CordSession *self, const char *step, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
void cord_session_set_field_async (CordSession *self, const char *field, const char *value, const char *words,
                                   const char *source, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
void cord_session_confirm_plan_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
void cord_session_ask_async (CordSession *self, const char *question, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
void cord_session_record_answer_async (CordSession *self, const char *question, const char *value, const char *words,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data); /* also derives the needs */
/* Options. */
void cord_session_rank_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
void cord_session_present_async (CordSession *self, const char *key, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
void cord_session_excuse_async (CordSession *self, const char *reason, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
void cord_session_view_comparison_async (CordSession *self, const char *const *keys, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
void cord_session_show_label_async (CordSession *self, const char *key, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
void cord_session_object_async (CordSession *self, const char *words, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* A preview of what an option does to the bill, computed here by the same engine; NULL with the error when it cannot
 * be. */
CordQuote *cord_session_preview (CordSession *self, const char *key, GError **error);
/* Confirm: selects, asks the server for the sealed quote, recomputes it here, compares seals and shows it. @effective
 * CORD_DATE_NONE: by policy. */
void cord_session_select_async (CordSession *self, const char *key, CordDate effective, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
void cord_session_consent_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Process. Refused with DENIED while the Commit gate is closed. Placed once, whatever happens. */
void cord_session_place_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
void cord_session_undo_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
void
cord_session_refresh_order_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data); /* records order.accepted when the server has completed it */
/* Expect. */
void cord_session_state_timeline_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
void cord_session_explain_step_async (CordSession *self, const char *item, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
/* Document. */
void cord_session_render_message_async (CordSession *self, const char *channel, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
void cord_session_send_message_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data); /* DENIED while the Send gate is closed */
void cord_session_edit_note_async (CordSession *self, const char *words, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
void cord_session_set_disposition_async (CordSession *self, const char *code, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* Follow up. @kind "call", "message" or "declined"; @at an instant, ignored when declined. */
void cord_session_promise_async (CordSession *self, const char *kind, gint64 at, const char *purpose,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void cord_session_satisfaction_async (CordSession *self, int score, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
/* DENIED while the Close gate is closed. After it, interaction is NULL. */
void cord_session_close_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
void cord_session_park_async (CordSession *self, const char *reason, const char *words, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);

gboolean cord_session_act_finish (CordSession *self, GAsyncResult *result, GError **error);

/* A lasting condition from outside of any act, such as a record the server does not take. NULL is "". */
void cord_session_set_notice (CordSession *self, const char *notice, const char *hint);

/* Signal "toast" (text): a success worth a word. */

G_END_DECLS
