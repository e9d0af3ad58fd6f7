/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "domain/record/cord-interaction.h"

G_BEGIN_DECLS

/* What an event changes in the fold beside becoming the newest of its type: the column `apply` of
 * cord-event-table.def (cord-interaction-apply.c). Called after the check of the same row has passed, so nothing
 * here can fail. */
/* The customer is on the line: status active. */
void cord_apply_answered (CordInteraction *self, const CordEvent *event);
/* The line is down. Status active, also from held: work on the call goes on without the customer. */
void cord_apply_ended (CordInteraction *self, const CordEvent *event);
/* Status held. */
void cord_apply_held (CordInteraction *self, const CordEvent *event);
/* Status ringing. */
void cord_apply_offered (CordInteraction *self, const CordEvent *event);
/* Resets level and factors when it is another customer than the verified one: a verification belongs to one
 * customer. */
void cord_apply_chosen (CordInteraction *self, const CordEvent *event);
/* Raises the level, never lowers it, and remembers for which customer. */
void cord_apply_passed (CordInteraction *self, const CordEvent *event);
/* The attempt is over; also for a factor that was locked. */
void cord_apply_failed (CordInteraction *self, const CordEvent *event);
/* Shows the customer that the check parsed; none when the snapshot was erased. */
void cord_apply_opened (CordInteraction *self, const CordEvent *event);
/* Pins the catalog that the check parsed. A quote from another catalog is not current any more. */
void cord_apply_catalog (CordInteraction *self, const CordEvent *event);
/* Drops the needs that were shown; they are parsed again when asked for. */
void cord_apply_needs (CordInteraction *self, const CordEvent *event);
/* The newest value of the field; queues "field-changed". */
void cord_apply_field (CordInteraction *self, const CordEvent *event);
/* Remembers the first asking of the question; queues "field-changed". */
void cord_apply_asked (CordInteraction *self, const CordEvent *event);
/* The newest answer to the question; queues "field-changed". */
void cord_apply_answered_question (CordInteraction *self, const CordEvent *event);
/* Marks the step as visited. */
void cord_apply_entered (CordInteraction *self, const CordEvent *event);
/* Drops the cached keys of the options. */
void cord_apply_ranked (CordInteraction *self, const CordEvent *event);
/* Marks the option as presented. */
void cord_apply_presented (CordInteraction *self, const CordEvent *event);
/* Marks the label of the option as shown. */
void cord_apply_label (CordInteraction *self, const CordEvent *event);
/* Another change: the quote is not current and the timeline not stated any more. */
void cord_apply_selected (CordInteraction *self, const CordEvent *event);
/* The quote is current. Consent stays only if it was given to the same seal. */
void cord_apply_quote (CordInteraction *self, const CordEvent *event);
/* Order state "queued"; what is known of an earlier order is forgotten. */
void cord_apply_order_queued (CordInteraction *self, const CordEvent *event);
/* Order state as the server gave it. */
void cord_apply_order_placed (CordInteraction *self, const CordEvent *event);
/* Order state as the server gave it later. */
void cord_apply_order_accepted (CordInteraction *self, const CordEvent *event);
/* Order state "refused"; a fresh quote and a new consent are needed. */
void cord_apply_order_refused (CordInteraction *self, const CordEvent *event);
/* Order state "cancelled". */
void cord_apply_undone (CordInteraction *self, const CordEvent *event);
/* Marks the customer's own step as explained. */
void cord_apply_explained (CordInteraction *self, const CordEvent *event);
/* Message state "rendered". */
void cord_apply_rendered (CordInteraction *self, const CordEvent *event);
/* Message state "queued". */
void cord_apply_message_queued (CordInteraction *self, const CordEvent *event);
/* Message state "sent"; no message waits any more. */
void cord_apply_sent (CordInteraction *self, const CordEvent *event);
/* Message state "failed"; no message waits any more. */
void cord_apply_message_failed (CordInteraction *self, const CordEvent *event);
/* The promise is made; none waits any more. */
void cord_apply_promised (CordInteraction *self, const CordEvent *event);
/* No promise waits any more. */
void cord_apply_promise_failed (CordInteraction *self, const CordEvent *event);
/* Status parked. */
void cord_apply_parked (CordInteraction *self, const CordEvent *event);
/* Status closed, for good. */
void cord_apply_closed (CordInteraction *self, const CordEvent *event);

G_END_DECLS
