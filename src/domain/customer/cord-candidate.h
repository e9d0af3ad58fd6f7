/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A masked candidate before verification. Properties: id, label ("G•••• O•••••"), hint ("account ends VDE"). */
#define CORD_TYPE_CANDIDATE (cord_candidate_get_type ())
G_DECLARE_FINAL_TYPE (CordCandidate, cord_candidate, CORD, CANDIDATE, GObject)
CordCandidate *cord_candidate_new (const char *id, const char *label, const char *hint);
/* From {id, label, hint}, which is also how they are recorded (candidate.shown). */
CordCandidate *cord_candidate_new_from_document (GVariant *document);
const char *cord_candidate_get_id (CordCandidate *self);
const char *cord_candidate_get_label (CordCandidate *self);
const char *cord_candidate_get_hint (CordCandidate *self);

G_END_DECLS
