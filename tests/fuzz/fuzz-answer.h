/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Properties that every answer of prorate and quote must have, whatever the input. Each of these functions aborts
 * with the answer when its property does not hold. */

#define FUZZ_REQUIRE(condition, answer)                                                                                \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    if (!(condition))                                                                                                  \
      g_error ("%s:%d: not so: %s: %s", __FILE__, __LINE__, #condition, (answer));                                     \
  }                                                                                                                    \
  G_STMT_END

/* Parsed by json-glib, not by the code under test; full reference, always an object. */
JsonNode *fuzz_answer_parse (const char *text);
/* Whether it is an error: then it has "error" and, when @with_id, "id" and nothing else, and its code is a known
 * one. */
gboolean fuzz_answer_is_error (JsonNode *answer, gboolean with_id, const char *text);
/* Asserts that it has these members, in this order, and no others. */
void fuzz_answer_require_members (JsonObject *object, const char *const *names, const char *text);

/* An amount in minor units, written with exactly @scale decimals. */
gint64 fuzz_answer_amount (JsonObject *object, const char *name, guint scale, const char *text);
gboolean fuzz_answer_is_null (JsonObject *object, const char *name);
/* "A/B": 0 ≤ A, 0 < B. */
void fuzz_answer_fraction (JsonObject *object, const char *name, gint64 *over, gint64 *under, const char *text);

/* A fuzz target as libFuzzer calls it; tests/fuzz/README.md lists the other callers. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

G_END_DECLS
