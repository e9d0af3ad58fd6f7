/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"

G_BEGIN_DECLS

/* A scripted caller of the practice line, an object of data/practice/callers.json: who calls, what for, and what they
 * answer (docs/training.md, "What exists"). What a getter returns is owned by the object; NULL when it has no such
 * member. */
const char *cord_caller_get_phone (GVariant *self);   /* the number the call comes from, as in E.164 */
const char *cord_caller_get_opening (GVariant *self); /* what the caller says first */
const char *cord_caller_get_pin (GVariant *self);
const char *cord_caller_get_wants (GVariant *self);   /* kind of the change: a value of the field "change-kind" */
const char *cord_caller_get_product (GVariant *self); /* id of the product that is to change */
const char *cord_caller_get_reason (GVariant *self);  /* a value of the field "reason-code" */
const char *cord_caller_get_words (GVariant *self);   /* the reason in the caller's own words */
GVariant *cord_caller_dup_answers (GVariant *self);   /* { question id: value or words }; unref it; empty for none */

G_END_DECLS
