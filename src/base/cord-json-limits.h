/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "base/cord-error.h"

G_BEGIN_DECLS

/* A linear scan over a JSON text before any parser sees it. Source: docs/security.md, "Network exposure";
 * json-glib 1.6 has no nesting limit and keeps the last of duplicate keys. */
typedef struct
{
  gsize bytes; /* of the whole text */
  guint depth; /* of objects and arrays */
  guint tokens;
  gsize string; /* bytes of one string, as written */
} CordJsonLimits;

extern const CordJsonLimits CORD_JSON_LIMITS_WIRE; /* 1 MiB, 32, 100,000, 64 KiB */
extern const CordJsonLimits CORD_JSON_LIMITS_FILE; /* 256 MiB, 32, unlimited, 64 KiB: our own files and imports */

/* Strict RFC 8259: valid UTF-8, no NUL (nor \u0000), no lone surrogate, no duplicate key in an object,
 * one value only. On refusal: INVALID, reason "json-syntax", "json-too-large", "json-too-deep",
 * "json-duplicate-key", "json-encoding" …, member "line N, column M". */
gboolean cord_json_scan (const char *text, gsize length, const CordJsonLimits *limits, GError **error);
/* Scans as cord_json_scan does, and answers the document (cord-value.h) that is read in the same pass; full reference.
 */
GVariant *cord_json_read (const char *text, gsize length, const CordJsonLimits *limits, GError **error);

/* U+FDD0, a noncharacter that no text may hold. */
#define CORD_JSON_NUMBER_MARK "\xEF\xB7\x90"
/* Scans, and answers a copy in which every number that is not a plain int64 integer (a fraction, an exponent,
 * too large) stands as a string that begins with CORD_JSON_NUMBER_MARK and goes on with the number as written:
 * decimals pass json-glib without ever becoming a double. A text that itself holds the mark, plain or
 * escaped, is refused with reason "json-encoding". Full string; @out_length (may be NULL): its bytes. */
char *cord_json_guard (const char *text, gsize length, const CordJsonLimits *limits, gsize *out_length, GError **error);

G_END_DECLS
