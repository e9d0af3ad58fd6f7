/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-clock.h"
#include "domain/record/cord-interaction.h"
#include "domain/record/cord-journal.h"

G_BEGIN_DECLS

/* The one way an act becomes an event: check the body against the table, hide card numbers in free text, move personal
 * values to the vault, chain, commit to the journal, and only then apply to the interaction (so notify and paint).
 * Appends queue up and keep their order; a refused commit drops the queue behind it and answers each with the error,
 * the interaction stays at the last durable event. */
#define CORD_TYPE_RECORDER (cord_recorder_get_type ())
G_DECLARE_FINAL_TYPE (CordRecorder, cord_recorder, CORD, RECORDER, GObject)

CordRecorder *cord_recorder_new (CordInteraction *interaction, CordJournal *journal, CordClock *clock,
                                 const char *actor);
/* Properties: saved (boolean: nothing waits for the disk). @body may be floating; NULL = {}. @intent or NULL rides in
 * the same transaction. */
void cord_recorder_append_async (CordRecorder *self, const char *type, GVariant *body, const CordIntent *intent,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean cord_recorder_append_finish (CordRecorder *self, GAsyncResult *result, GError **error);
gboolean cord_recorder_get_saved (CordRecorder *self);
void cord_recorder_set_actor (CordRecorder *self, const char *actor);
/* Signal "failed" (GError *) when a commit was refused and no callback took it. */

G_END_DECLS
