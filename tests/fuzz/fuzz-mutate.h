/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Changes a JSON text a little: mostly by whole tokens and members, so that it gets past the reader and into the
 * engine, sometimes by bytes. The same seed makes the same changes. */
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
/* One to a few changes, in place. */
void fuzz_mutator_change (FuzzMutator *self, GString *text);

G_END_DECLS
