/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-clock.h"
#include "domain/gateway.h"
#include "domain/record/cord-interaction.h"
#include "domain/record/cord-journal.h"
#include "domain/record/cord-recorder.h"

G_BEGIN_DECLS

/* The agent's desk without its window: one agent signed in, at most one interaction open, each act of the procedure one
 * method. Every act records its events through the recorder; acts that need the server call the gateway first. Pages,
 * tests and the tour call the same methods.
 *
 * Properties (notify): interaction (CordInteraction or NULL) · user s · role s · signed-in b · online b · saved b ·
 * waiting u (intents not yet answered) · busy s ("" or what is being done, in words, such as "Checking the PIN…") ·
 * notice s ("" or the last error in words, kept until the next act succeeds) · notice-hint s · practice b · catalog
 * (CordCatalog or NULL) · limits as (what the system cannot do, in sentences; may be empty).
 *
 * Signal "toast" (text): a short translated message of success. */
#define CORD_TYPE_SESSION (cord_session_get_type ())
G_DECLARE_FINAL_TYPE (CordSession, cord_session, CORD, SESSION, GObject)

/* @device: id of this desk, for the record header. @callers: the scripted callers of the practice line, an array of
 * what cord-caller.h reads, or NULL elsewhere. Full reference. */
CordSession *cord_session_new (CordGateway *gateway, CordJournal *journal, CordClock *clock, CordSop *sop,
                               CordPolicy *policy, const char *device, GVariant *callers);
/* The open interaction, owned by @self; NULL when none is open. */
CordInteraction *cord_session_get_interaction (CordSession *self);
/* Whether the role of who is signed in takes calls: an agent's, or none, as in systems without roles. FALSE while
 * nobody is signed in. */
gboolean cord_session_takes_calls (CordSession *self);
/* The interaction while who is signed in takes calls, otherwise NULL: a call is for the eyes of its user. Owned by
 * @self. */
CordInteraction *cord_session_get_call (CordSession *self);
/* The clock it was made with, owned by @self. */
CordClock *cord_session_get_clock (CordSession *self);
/* The procedure that new interactions pin, owned by @self. */
CordSop *cord_session_get_sop (CordSession *self);
/* The policy pack that new interactions pin, owned by @self. */
CordPolicy *cord_session_get_policy (CordSession *self);
/* TRUE on the practice line, where callers are scripted. */
gboolean cord_session_get_practice (CordSession *self);
/* Today in the account's zone when a customer is open, otherwise in UTC. */
CordDate cord_session_today (CordSession *self);

/* Acts. Each is finished by cord_session_act_finish() and fails with an error of CORD_ERROR whose message and hint are
 * for the agent; the same error is in notice and notice-hint, so a page may pass no callback. INVALID, reason
 * "not-now": the act does not fit the state (no call, no customer, nothing chosen); CONFLICT, reason "running": the
 * same act is still running; OFFLINE: an act that asks the server got no answer; INTERNAL: the journal refused. What an
 * act has recorded stays, even when the cancellable is cancelled afterwards.
 *
 * Signs in with the server, reads back from the journal what this user left open there, and sends their unanswered
 * intents. What another user had on the screen is put away for them. DENIED when the server does not accept the
 * password. */
void cord_session_sign_in_async (CordSession *self, const char *user, const char *password, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
/* At start: takes the kept sign-in and goes on as above. Succeeds as well when there is nothing to restore, or when the
 * server does not answer: nothing is read back until it is known who is there. The notice says so then, and the session
 * tries again when the server answers, unless somebody tries to sign in before. */
void cord_session_restore_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Forgets the sign-in, here and at the server if that answers. No interaction may be open. */
void cord_session_sign_out_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Step Arrive.
 *
 * Opens an interaction for a call from @phone and looks the number up (candidates). NULL: the next scripted caller of
 * the practice line. */
void cord_session_ring_async (CordSession *self, const char *phone, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/* Takes the ringing call and enters the first step. */
void cord_session_answer_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
/* Puts the call on hold, or with @hold FALSE takes it back. */
void cord_session_hold_async (CordSession *self, gboolean hold, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
/* The agent has said that the call is recorded. */
void cord_session_give_notice_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
/* The scripted caller's first words, owned by @self; "" off the practice line. */
const char *cord_session_get_opening (CordSession *self);

/* Step Verify.
 *
 * Searches customers by name, number or account; the result is in the interaction's candidates. */
void cord_session_find_async (CordSession *self, const char *query, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/* Chooses one of them by its id. Another one can be chosen only while no customer is open. */
void cord_session_choose_async (CordSession *self, const char *customer, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* Fetches the catalog for who has no call, into the property "catalog". OFFLINE without an answer and without a kept
 * copy. */
void cord_session_load_catalog_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
/* Verifies the chosen customer by what the caller said. On a match it also opens the customer and pins the catalog;
 * DENIED, reason "no-match" or "locked", otherwise. @value is wiped as soon as it was sent and is never recorded. */
void cord_session_verify_async (CordSession *self, const char *factor, const char *value, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);

/* Steps Gather and Needs.
 *
 * Moves to a step of the procedure. */
void cord_session_enter_step_async (CordSession *self, const char *step, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
/* Sets a field of the procedure to @value (one of its choices), @words, or both; NULL for the other. @source: "caller",
 * "record" or "agent" (NULL). Needs are derived again when it is one that they depend on. */
void cord_session_set_field_async (CordSession *self, const char *field, const char *value, const char *words,
                                   const char *source, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
/* The customer has confirmed the products of the account. */
void cord_session_confirm_plan_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
/* The agent puts a question of the procedure. */
void cord_session_ask_async (CordSession *self, const char *question, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
/* The answer as @value (of the question's kind), @words, or both; NULL for the other. Derives the needs again. */
void cord_session_record_answer_async (CordSession *self, const char *question, const char *value, const char *words,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* Step Options.
 *
 * Ranks what fits the needs (cord_fit_rank), pinning the catalog first if none is; the result is in the interaction's
 * options and excluded. */
void cord_session_rank_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
/* The agent presented the option with this key. */
void cord_session_present_async (CordSession *self, const char *key, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
/* Why fewer than two options are presented: a code of the procedure's "excuse" or words. */
void cord_session_excuse_async (CordSession *self, const char *reason, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* The comparison of these options was shown; "" is the present plan. */
void cord_session_view_comparison_async (CordSession *self, const char *const *keys, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* The label of the option (its broadband facts) was shown. */
void cord_session_show_label_async (CordSession *self, const char *key, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
/* The customer's objection, in their words. */
void cord_session_object_async (CordSession *self, const char *words, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* What an option does to the bill, computed here by the same engine as the server's. Full reference; NULL with the
 * error of the engine, or INVALID when the option is not in the list. */
CordQuote *cord_session_preview (CordSession *self, const char *key, GError **error);

/* Step Confirm.
 *
 * Selects an option, asks the server for the sealed quote, computes it here as well and shows it when the seals agree;
 * STALE, reason "quote-mismatch", when they do not. @effective: the day from which it counts; CORD_DATE_NONE: as the
 * policy says. */
void cord_session_select_async (CordSession *self, const char *key, CordDate effective, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* The same for a product that the customer keeps (its id), without options to choose from: suspends it, or resumes it.
 * INVALID, with the reason in words, when the customer may not have that. */
void cord_session_suspend_async (CordSession *self, const char *product, CordDate effective, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
void cord_session_resume_async (CordSession *self, const char *product, CordDate effective, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* The same with another quantity of such a product, 1 to 1,000,000. */
void cord_session_change_quantity_async (CordSession *self, const char *product, gint64 quantity, CordDate effective,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The same for the billing day of the account, which is moved to @day of the month, 1 to 31, from the first bill that
 * begins on or after @effective. @extension: what lies between is billed together with the cycle after it. */
void cord_session_move_billing_day_async (CordSession *self, gint64 day, gboolean extension, CordDate effective,
                                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The customer agreed to the quote that is shown. */
void cord_session_consent_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);

/* Step Process.
 *
 * Queues the order and sends it; DENIED while the Commit gate is closed. Succeeds as well when the server cannot be
 * reached: the order is durable then and sent later, and takes effect once at most (docs/reliability.md, R2). */
void cord_session_place_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
/* Undoes the order while it can be; CONFLICT, reason "too-late", afterwards. */
void cord_session_undo_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
/* Asks for the state of the order and records it when it has changed. The session does so on its own, too. */
void cord_session_refresh_order_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);

/* Step Expect.
 *
 * The agent has said from when the change counts and when it can be used; both follow from quote and catalog. */
void cord_session_state_timeline_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
/* One of the customer's own steps (cord_interaction_dup_customer_steps) was explained. */
void cord_session_explain_step_async (CordSession *self, const char *item, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);

/* Step Document.
 *
 * Renders the confirmation of the placed order for "email", "sms" or "letter" and has it proved (cord_message_prove).
 */
void cord_session_render_message_async (CordSession *self, const char *channel, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
/* Queues and sends the rendered message; DENIED while the Send gate is closed, CONFLICT, reason "sent", for a second
 * time. */
void cord_session_send_message_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
/* The agent's own words below the note, always the whole text. */
void cord_session_edit_note_async (CordSession *self, const char *words, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
/* How the call ended, one of the procedure's choices. */
void cord_session_set_disposition_async (CordSession *self, const char *code, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);

/* Step Follow up.
 *
 * Books a follow-up. @kind: "call", "message" or "declined"; @at: an instant in the future, ignored when declined;
 * @purpose: in words, or NULL. */
void cord_session_promise_async (CordSession *self, const char *kind, gint64 at, const char *purpose,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The customer's score from 1 to 5; 0: would not say. */
void cord_session_satisfaction_async (CordSession *self, int score, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
/* Closes the interaction with its note, after which none is open; DENIED while the Close gate is closed. */
void cord_session_close_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
/* Puts the interaction aside with things open, after which none is open. @words may be NULL. */
void cord_session_park_async (CordSession *self, const char *reason, const char *words, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);

/* The end of any act: TRUE, or FALSE with the error. */
gboolean cord_session_act_finish (CordSession *self, GAsyncResult *result, GError **error);

/* Shows a notice that is not the error of an act, such as a record that the server does not accept. NULL is "". */
void cord_session_set_notice (CordSession *self, const char *notice, const char *hint);

G_END_DECLS
