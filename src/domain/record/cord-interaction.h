/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "billing/cord-quote.h"
#include "domain/customer/cord-customer.h"
#include "domain/needs/cord-needs.h"
#include "domain/catalog/cord-catalog.h"
#include "domain/change/cord-bill-names.h"
#include "domain/options/cord-exclusion.h"
#include "domain/options/cord-option.h"
#include "domain/record/cord-customer-step.h"
#include "domain/record/cord-event.h"
#include "domain/record/cord-gate.h"
#include "domain/record/cord-sop.h"
#include "domain/record/cord-vault.h"

G_BEGIN_DECLS

/* The fold of one interaction's events, with flattened properties that every page binds to (docs/interaction.md, "The
 * fold"). Its state changes only by cord_interaction_apply(). Pure: no I/O and no clock; the same events give the same
 * state anywhere.
 *
 * Properties (read-only, notify): id s · seq u64 · status s ("new", "ringing", "active", "held", "parked", "closed") ·
 * step s · phone s · caller-role s · notice-given b · customer (CordCustomer, NULL until customer.opened) · candidates
 * (GListModel of CordCandidate) · candidate s (chosen customer id or "") · level i (0–3) · factor s · attempts-left i
 * (−1 unknown) · locked-until s ("" or RFC 3339) · needs (CordNeeds or NULL) · catalog (CordCatalog or NULL) · options
 * (GListModel of CordOption) · excluded (GListModel of CordExclusion) · n-presented u · selected s (key of the selected
 * option or "") · change-title s · quote (CordQuote or NULL) · quote-current b · consented b · order-state s ("",
 * "queued", then the server's: acknowledged, inProgress, completed, cancelled, rejected, refused) · order-id s ·
 * order-number s · undo-until s · effective s (YYYY-MM-DD or "") · timeline-stated b · message-text s · message-subject
 * s · message-proved b · message-state s ("", "rendered", "queued", "sent", "failed") · note s (as it writes itself,
 * with the agent's words marked) · note-words s · disposition s · promise s (display, or "") · satisfaction i (−1 not
 * asked) · steps (GListModel of CordStep) · verified-text s ("Not verified", "Verified · PIN") · title s (customer's
 * name, or "Incoming call") */
#define CORD_TYPE_INTERACTION (cord_interaction_get_type ())
G_DECLARE_FINAL_TYPE (CordInteraction, cord_interaction, CORD, INTERACTION, GObject)

/* @header: the document of CordRecordHeader (cord-gateway-document.def); its digest is the first `prev`. Full
 * reference. */
CordInteraction *cord_interaction_new (GVariant *header, CordSop *sop, CordPolicy *policy, CordVault *vault);
/* The header it was made with, owned by @self. */
GVariant *cord_interaction_get_header (CordInteraction *self);
/* The procedure, pinned for the life of the interaction; owned by @self. */
CordSop *cord_interaction_get_sop (CordInteraction *self);
/* Where its personal values are; owned by @self. */
CordVault *cord_interaction_get_vault (CordInteraction *self);

/* Folds one event. An event that cannot happen now or a `prev` that does not continue the chain is INVALID, a wrong
 * `seq` CONFLICT; each leaves the state unchanged. */
gboolean cord_interaction_apply (CordInteraction *self, CordEvent *event, GError **error);
/* The same for many: gates, steps, notifications and "applied" come once all are folded. Stops at the first that is
 * refused; those before it stay applied. */
gboolean cord_interaction_apply_all (CordInteraction *self, GPtrArray *events, GError **error);
/* Would @event be applied? Errors as above; the state stays as it is. The recorder asks before it makes an event
 * durable, as a record with an event that does not fold could not be read back. */
gboolean cord_interaction_check (CordInteraction *self, CordEvent *event, GError **error);
GPtrArray *cord_interaction_get_events (CordInteraction *self); /* (element-type CordEvent), owned by self */
/* Number of events, which is the `seq` of the newest; 0 before the first. */
guint64 cord_interaction_get_seq (CordInteraction *self);
const char *cord_interaction_get_head (CordInteraction *self); /* hash of the last event, or of the header */

/* The folded state as an object: what `cordboardctl record state` prints. Personal values stand as their references. */
GVariant *cord_interaction_dup_state (CordInteraction *self);

/* Getters. Strings are owned by @self, valid until the next event, and never NULL unless said; "" when it has not
 * happened or was erased. */
const char *cord_interaction_get_id (CordInteraction *self);
/* "new", "ringing", "active", "held", "parked" or "closed". Static. */
const char *cord_interaction_get_status (CordInteraction *self);
/* Id of the step last entered; before that, of the first step. */
const char *cord_interaction_get_step (CordInteraction *self);
CordCustomer *cord_interaction_get_customer (CordInteraction *self); /* or NULL */
CordCatalog *cord_interaction_get_catalog (CordInteraction *self);   /* or NULL */
/* Both, where the names on a bill come from; none of them when @self is NULL. */
CordBillNames cord_interaction_get_bill_names (CordInteraction *self);
/* How many customers the last search found; the candidates are the first of them. 0 before the first search. */
guint cord_interaction_get_n_found (CordInteraction *self);
/* Id of the customer that was chosen among the candidates. */
const char *cord_interaction_get_candidate (CordInteraction *self);
/* How far the caller is verified (docs/security.md, "Verification"). */
CordLevel cord_interaction_get_level (CordInteraction *self);
const char *cord_interaction_get_field (CordInteraction *self, const char *field); /* value or words; "" when not set */
const char *cord_interaction_get_answer (CordInteraction *self, const char *question); /* value or words; "" */
/* TRUE once the agent has put the question, whether or not it was answered. */
gboolean cord_interaction_is_asked (CordInteraction *self, const char *question);
CordNeeds *cord_interaction_get_needs (CordInteraction *self); /* or NULL */
/* The ranked options, best first (element-type CordOption), owned by @self; empty until options.ranked. */
GListModel *cord_interaction_get_options (CordInteraction *self);
/* What was ruled out, with the rule (element-type CordExclusion), owned by @self. */
GListModel *cord_interaction_get_excluded (CordInteraction *self);
CordOption *cord_interaction_find_option (CordInteraction *self, const char *key); /* or NULL */
/* Key of the selected option. */
const char *cord_interaction_get_selected (CordInteraction *self);
GVariant *cord_interaction_get_change (CordInteraction *self); /* the selected change, or NULL */
CordQuote *cord_interaction_get_quote (CordInteraction *self); /* or NULL */
/* TRUE while the quote shown last is for the selected change and the pinned catalog. */
gboolean cord_interaction_get_quote_current (CordInteraction *self);
/* TRUE while consent to the current quote stands. */
gboolean cord_interaction_get_consented (CordInteraction *self);
/* The property "order-state"; "" before an order. */
const char *cord_interaction_get_order_state (CordInteraction *self);
/* The server's id of the placed order. */
const char *cord_interaction_get_order_id (CordInteraction *self);
const char *cord_interaction_get_operation (CordInteraction *self); /* of the order, "" before */
/* One of the five gates, owned by @self. */
CordGate *cord_interaction_get_gate (CordInteraction *self, CordGateKind kind);
/* The steps of the procedure (element-type CordStep), owned by @self. */
GListModel *cord_interaction_get_steps (CordInteraction *self);
/* How many items are missing in all steps together. */
guint cord_interaction_get_n_missing (CordInteraction *self);
/* The first item that is missing, from the current step onwards and then from the first one. Full reference; NULL when
 * nothing is missing. */
CordItem *cord_interaction_dup_next_missing (CordInteraction *self);
/* The customer's own steps that apply to the selected change: an array of what cord-customer-step.h reads. Unref it. */
GVariant *cord_interaction_dup_customer_steps (CordInteraction *self);
/* cord_note_render(), remembered until the next event. Full string. */
char *cord_interaction_dup_note (CordInteraction *self);
/* How often such an event happened, counting only those whose body has @where's members (NULL: all). For predicates. */
guint cord_interaction_count (CordInteraction *self, const char *type, GVariant *where);
/* How often an event of @kind happened. */
guint cord_interaction_count_kind (CordInteraction *self, CordEventKind kind);
/* The newest event of @kind, borrowed; NULL when there is none:
 * `cord_event_get_order_placed (cord_interaction_last (self, CORD_EVENT_ORDER_PLACED))`. */
const CordEvent *cord_interaction_last (CordInteraction *self, CordEventKind kind);
/* The body of the newest event of the named type, owned by the event; NULL when there is none or no such type. */
GVariant *cord_interaction_last_body (CordInteraction *self, const char *type);
/* The event that queued an intent, borrowed; NULL when there is none. */
const CordEvent *cord_interaction_find_queued (CordInteraction *self, const char *operation);
/* The event that answered an intent, borrowed; NULL while it is unanswered. */
const CordEvent *cord_interaction_find_settled (CordInteraction *self, const char *operation);
/* TRUE when verification with this factor was started for this customer. */
gboolean cord_interaction_is_started (CordInteraction *self, const char *factor, const char *customer);
/* Was the contract summary label of the option with this key read out? */
gboolean cord_interaction_is_label_shown (CordInteraction *self, const char *option);
/* A value that is kept beside the chain. Full reference; NULL when @beside is NULL, the body lacks the member, or the
 * value was erased. */
GVariant *cord_interaction_dup_beside (CordInteraction *self, const CordBeside *beside);
/* The same for a text, owned by the vault; "" instead of NULL, and when it is not a text. */
const char *cord_interaction_get_beside (CordInteraction *self, const CordBeside *beside);
/* The value of a property whose shape is text, by the name of the property. Full string, never NULL. */
char *cord_interaction_dup_property (CordInteraction *self, const char *property);
/* Does the state hold that procedures call by this name? It must be one of cord_sop_states(). */
gboolean cord_interaction_holds (CordInteraction *self, const char *state);

/* Signals: "applied" (CordEvent *event, boxed-free pointer) after each event; "field-changed::NAME" for fields and
 * answers. */

G_END_DECLS
