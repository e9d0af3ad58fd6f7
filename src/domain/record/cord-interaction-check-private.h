/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "domain/record/cord-interaction.h"

G_BEGIN_DECLS

/* May an event happen now? The column `check` of cord-event-table.def. Each answers TRUE, or FALSE with INVALID,
 * reason "impossible" unless said otherwise, and the member at fault. The fold stays as it is; what had to be parsed
 * is left in the interaction's `parsed`, for the effect (cord-interaction-apply-private.h). */

/* cord-interaction-check.c: up to the choice of an option. */

/* The procedure must have the step. */
gboolean cord_check_step (CordInteraction *self, const CordEvent *event, GError **error);
/* The count must not be negative. */
gboolean cord_check_candidates (CordInteraction *self, const CordEvent *event, GError **error);
/* A customer must be named, and once one is open it must be that one. */
gboolean cord_check_chosen (CordInteraction *self, const CordEvent *event, GError **error);
/* A factor must be named, and the customer must be the chosen one. */
gboolean cord_check_started (CordInteraction *self, const CordEvent *event, GError **error);
/* The factor must have been started for the chosen customer; how often it is tried is up to the server. */
gboolean cord_check_attempt (CordInteraction *self, const CordEvent *event, GError **error);
/* The newest attempt must have been made with this factor, and the level must be one. */
gboolean cord_check_passed (CordInteraction *self, const CordEvent *event, GError **error);
/* The newest attempt must have been made with this factor; attempts left are −1 (not known) or more. */
gboolean cord_check_failed (CordInteraction *self, const CordEvent *event, GError **error);
/* The customer must be the verified one and the level cover class ACCOUNT (else reason "level"). Parses the
 * snapshot; one that was erased is accepted, so that the events after it still fold. */
gboolean cord_check_opened (CordInteraction *self, const CordEvent *event, GError **error);
/* The class must be one that may be shown (never SECRET), and the level must cover it (else reason "level"). */
gboolean cord_check_revealed (CordInteraction *self, const CordEvent *event, GError **error);
/* The procedure must have the field; a value must be one of its choices; value or words must be there. */
gboolean cord_check_field (CordInteraction *self, const CordEvent *event, GError **error);
/* A customer must be open. */
gboolean cord_check_customer (CordInteraction *self, const CordEvent *event, GError **error);
/* The procedure must have the question; the form is "open" or "closed". */
gboolean cord_check_asked (CordInteraction *self, const CordEvent *event, GError **error);
/* The procedure must have the question, which need not have been asked; the value must be of the kind that it asks
 * for. */
gboolean cord_check_answered (CordInteraction *self, const CordEvent *event, GError **error);
/* Parses the catalog, whose version must be the one named; one that was erased is accepted. */
gboolean cord_check_catalog (CordInteraction *self, const CordEvent *event, GError **error);
/* The catalog must be the pinned one, and each option must have a key of its own. */
gboolean cord_check_ranked (CordInteraction *self, const CordEvent *event, GError **error);
/* The option must be among the ranked ones. */
gboolean cord_check_presented (CordInteraction *self, const CordEvent *event, GError **error);
/* The option must be among the ranked ones. */
gboolean cord_check_label (CordInteraction *self, const CordEvent *event, GError **error);
/* Each key must be among the ranked ones or empty, which is the present plan. */
gboolean cord_check_comparison (CordInteraction *self, const CordEvent *event, GError **error);

/* cord-interaction-check-change.c: from the selected change on. */

/* The option must be ranked, the change valid (cord_change_check) and that of the option; no order may be queued or
 * placed. */
gboolean cord_check_selected (CordInteraction *self, const CordEvent *event, GError **error);
/* A change must be selected, no order queued or placed; seal, currency, amounts and date must be well formed. */
gboolean cord_check_quote (CordInteraction *self, const CordEvent *event, GError **error);
/* The quote must be current and the seal be its seal. */
gboolean cord_check_consent (CordInteraction *self, const CordEvent *event, GError **error);
/* Consent to the current quote must have been given, the seal be its seal; no order may be queued or placed. */
gboolean cord_check_order_queued (CordInteraction *self, const CordEvent *event, GError **error);
/* The operation must be the queued one; order, state and date must be given. */
gboolean cord_check_order_placed (CordInteraction *self, const CordEvent *event, GError **error);
/* The operation must be the queued one. */
gboolean cord_check_order_refused (CordInteraction *self, const CordEvent *event, GError **error);
/* The order must be the placed one and the state given. */
gboolean cord_check_order_accepted (CordInteraction *self, const CordEvent *event, GError **error);
/* The order must be the placed one. */
gboolean cord_check_order_undone (CordInteraction *self, const CordEvent *event, GError **error);
/* The effective date must be a date. */
gboolean cord_check_timeline (CordInteraction *self, const CordEvent *event, GError **error);
/* The channel is "email", "sms" or "letter"; a message with problems is not proved. */
gboolean cord_check_rendered (CordInteraction *self, const CordEvent *event, GError **error);
/* The newest message must be proved and for this channel, and none may wait. */
gboolean cord_check_message_queued (CordInteraction *self, const CordEvent *event, GError **error);
/* The operation must be the queued one. */
gboolean cord_check_message_sent (CordInteraction *self, const CordEvent *event, GError **error);
/* The operation must be the queued one. */
gboolean cord_check_message_failed (CordInteraction *self, const CordEvent *event, GError **error);
/* The code must be among the choices of the procedure. */
gboolean cord_check_disposition (CordInteraction *self, const CordEvent *event, GError **error);
/* The kind is "call" or "message", the time an instant, and no promise may wait. */
gboolean cord_check_promise_queued (CordInteraction *self, const CordEvent *event, GError **error);
/* The same unless it was declined; an operation must be the queued one. */
gboolean cord_check_promise (CordInteraction *self, const CordEvent *event, GError **error);
/* The operation must be the queued one. */
gboolean cord_check_promise_failed (CordInteraction *self, const CordEvent *event, GError **error);
/* A score from 0 (would not say) to 5. */
gboolean cord_check_satisfaction (CordInteraction *self, const CordEvent *event, GError **error);
/* The note must not be blank; an erased one was not blank when it was written. */
gboolean cord_check_closed (CordInteraction *self, const CordEvent *event, GError **error);

/* For both files. */

/* Sets INVALID with @reason and "TYPE.MEMBER: @message"; answers FALSE. @member: of the body, or NULL when it is not
 * about one. The message is for logs and developers, not translated. */
gboolean cord_check_refuse (GError **error, const CordEvent *event, const char *reason, const char *member,
                            const char *message);
/* Is @key the key of a ranked option? Otherwise refuses the member "option" with reason "impossible". */
gboolean cord_check_key (CordInteraction *self, const CordEvent *event, const char *key, GError **error);

G_END_DECLS
