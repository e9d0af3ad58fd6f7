/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/record/cord-interaction.h"

G_BEGIN_DECLS

/* One interaction with the shipped procedure and a policy pack that requires labels, on 2026-03-17, and a customer
 * with one plan at €30.00. Each event continues the chain of those applied. */
typedef struct
{
  CordSop *sop;
  CordPolicy *policy;
  CordVault *vault;
  CordInteraction *interaction;
} RecordFixture;

void record_fixture_set_up (RecordFixture *self, gconstpointer data);
void record_fixture_tear_down (RecordFixture *self, gconstpointer data);

/* JSON text with ' instead of ", or a file below the source root. Full reference; asserts that it is valid. */
GVariant *record_parse (const char *text);
GVariant *record_load (const char *path);

/* The next event of the chain: personal members go into the vault. @body: as record_parse, or NULL for {}. */
CordEvent *record_next (RecordFixture *self, const char *type, const char *body);
CordEvent *record_next_value (RecordFixture *self, const char *type, GVariant *body);
/* Applies it, or fails the test. */
void record_apply (RecordFixture *self, const char *type, const char *body);
void record_apply_value (RecordFixture *self, const char *type, GVariant *body); /* takes @body */
/* Asserts that it is refused for @reason, and that the state is unchanged. */
void record_refuse (RecordFixture *self, const char *type, const char *body, const char *reason);

/* The parts of a plain upgrade; each applies its events. */
void record_arrive (RecordFixture *self);
void record_choose (RecordFixture *self);
void record_verify (RecordFixture *self);
void record_open (RecordFixture *self);
void record_gather (RecordFixture *self);
void record_ask (RecordFixture *self);
void record_rank (RecordFixture *self);
void record_present (RecordFixture *self);
void record_select (RecordFixture *self);
void record_quote (RecordFixture *self, const char *effective);
void record_consent (RecordFixture *self);
void record_queue_order (RecordFixture *self);
void record_place_order (RecordFixture *self);
void record_expect (RecordFixture *self);
void record_render (RecordFixture *self);
void record_send (RecordFixture *self);
void record_document (RecordFixture *self);
void record_follow_up (RecordFixture *self);
void record_close (RecordFixture *self);
void record_upgrade (RecordFixture *self); /* all of them */

/* Seal of the quote shown last. */
const char *record_seal (RecordFixture *self);
/* A second interaction with the same header and vault, nothing applied. */
CordInteraction *record_empty_twin (RecordFixture *self);
gboolean record_is_open (RecordFixture *self, CordGateKind kind);
gboolean record_misses (RecordFixture *self, CordGateKind kind, const char *item);

G_END_DECLS
