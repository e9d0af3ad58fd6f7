/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What every answer of prorate and quote must be, whatever the bytes were that it answers. Each of these ends the
 * program, with the answer, where it is not so. */

#define FUZZ_REQUIRE(condition, answer)                                                                                \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    if (!(condition))                                                                                                  \
      g_error ("%s:%d: not so: %s: %s", __FILE__, __LINE__, #condition, (answer));                                     \
  }                                                                                                                    \
  G_STMT_END

/* Read by json-glib, not by what is tested; full reference, always an object. */
JsonNode *fuzz_answer_parse (const char *text);
/* Whether it is an error: then it has that and, when @with_id, "id" alone, and its code is one of those known. */
gboolean fuzz_answer_is_error (JsonNode *answer, gboolean with_id, const char *text);
/* The members, in this order and no other. */
void fuzz_answer_require_members (JsonObject *object, const char *const *names, const char *text);

/* An amount in minor units, written with exactly @scale decimals. */
gint64 fuzz_answer_amount (JsonObject *object, const char *name, guint scale, const char *text);
gboolean fuzz_answer_is_null (JsonObject *object, const char *name);
/* "A/B": 0 ≤ A, 0 < B. */
void fuzz_answer_fraction (JsonObject *object, const char *name, gint64 *over, gint64 *under, const char *text);

/* A target, as libFuzzer has it; tests/fuzz/README.md says who calls it. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

G_END_DECLS
