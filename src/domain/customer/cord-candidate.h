/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How far a search counts: of so many or more nobody wants to know how many exactly. */
#define CORD_CANDIDATES_COUNTED 200

/**
 * CordCandidate: a customer that a search found, masked until the caller is verified. Properties, read-only: id, label
 * ("G•••• O•••••"), hint ("account ends VDE").
 */
#define CORD_TYPE_CANDIDATE (cord_candidate_get_type ())
G_DECLARE_FINAL_TYPE (CordCandidate, cord_candidate, CORD, CANDIDATE, GObject)

/* A candidate with these texts, which are copied. Returns a full reference. */
CordCandidate *cord_candidate_new (const char *id, const char *label, const char *hint);
/* A candidate from {id, label, hint}, which is also what the event candidate.shown records. Returns a full reference.
 */
CordCandidate *cord_candidate_new_from_document (GVariant *document);

/* The id of the customer. Owned by @self. */
const char *cord_candidate_get_id (CordCandidate *self);
/* The masked name. Owned by @self. */
const char *cord_candidate_get_label (CordCandidate *self);
/* What tells candidates of the same name apart without naming them. Owned by @self. */
const char *cord_candidate_get_hint (CordCandidate *self);

G_END_DECLS
