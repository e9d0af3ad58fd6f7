/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Mutates a JSON text: mostly whole tokens and members, so that it passes the parser and reaches the engine,
 * sometimes bytes. What has a NUL in it is a binary format: mostly bytes and digits. The same seed makes the same
 * mutations. */
typedef struct
{
  guint64 state;
  GPtrArray *words;  /* GBytes, what may stand for a token */
  GPtrArray *corpus; /* GBytes, from which pieces are borrowed */
} FuzzMutator;

void fuzz_mutator_init (FuzzMutator *self, guint64 seed);
void fuzz_mutator_clear (FuzzMutator *self);
/* The format of libFuzzer's dictionaries: a line is "…" with \xAB, \" and \\. */
gboolean fuzz_mutator_load_words (FuzzMutator *self, const char *path, GError **error);
guint fuzz_mutator_below (FuzzMutator *self, guint limit);
/* One to a few mutations, in place. */
void fuzz_mutator_change (FuzzMutator *self, GString *text);

G_END_DECLS
