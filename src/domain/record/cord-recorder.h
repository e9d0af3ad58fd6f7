/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-clock.h"
#include "domain/record/cord-interaction.h"
#include "domain/record/cord-journal.h"

G_BEGIN_DECLS

/* The one way an act becomes an event: check the body against the table, hide card numbers in free text, move personal
 * values to the vault, chain, commit to the journal, and only then apply to the interaction, which notifies the pages.
 * Appends are committed in the order of the calls. When the journal refuses one, those behind it fail with the same
 * error and the interaction stays at the last durable event. An event that the fold refuses fails alone.
 *
 * Property: saved (boolean, read-only): nothing waits for the disk.
 * Signal: "failed" (GError *), a commit was refused whose caller passed no callback. */
#define CORD_TYPE_RECORDER (cord_recorder_get_type ())
G_DECLARE_FINAL_TYPE (CordRecorder, cord_recorder, CORD, RECORDER, GObject)

/* @actor: user name of the agent, or "system". Elapsed time goes on from the newest event of @interaction. Full
 * reference. */
CordRecorder *cord_recorder_new (CordInteraction *interaction, CordJournal *journal, CordClock *clock,
                                 const char *actor);
/* Queues an event of @type with @body (may be floating; NULL: no members). @intent, or NULL, is stored in the same
 * transaction; it is copied. An append cannot be cancelled once it is queued. INVALID: unknown type, a body that the
 * table does not allow, or an event that cannot happen now; INTERNAL, reason "disk-full" or "journal": not stored. */
void cord_recorder_append_async (CordRecorder *self, const char *type, GVariant *body, const CordIntent *intent,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* TRUE when the event is durable and applied. */
gboolean cord_recorder_append_finish (CordRecorder *self, GAsyncResult *result, GError **error);
/* The property "saved". */
gboolean cord_recorder_get_saved (CordRecorder *self);
/* Who the events committed from now on are from; after somebody has signed in. */
void cord_recorder_set_actor (CordRecorder *self, const char *actor);

G_END_DECLS
