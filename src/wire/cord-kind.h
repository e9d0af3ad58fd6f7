/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* What the TM Forum definitions say that a value is. */
typedef enum
{
  CORD_KIND_ANY,
  CORD_KIND_TEXT, /* one of several words counts as a text */
  CORD_KIND_URI,
  CORD_KIND_INSTANT,
  CORD_KIND_INTEGER,
  CORD_KIND_NUMBER,
  CORD_KIND_BOOLEAN,
  CORD_KIND_OBJECT,
} CordKind;

/* Whether @node is of @kind. A URI may be relative, and empty, and may have letters beyond ASCII (RFC 3986, RFC 3987).
 * A date alone is an instant, its midnight in UTC. 3.0 is an integer. */
gboolean cord_kind_holds (CordKind kind, JsonNode *node);
/* "a whole number", translated, for an error; static. */
const char *cord_kind_name (CordKind kind);

G_END_DECLS
