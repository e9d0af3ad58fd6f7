/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/record/cord-item.h"
#include "domain/record/cord-predicate.h"
#include "domain/record/cord-sop.h"

G_BEGIN_DECLS

/* One item of the procedure, compiled.
 * @when: NULL when it always applies; @item: what stands in lists of missing things while it is open */
typedef struct
{
  CordItem *item;
  guint step;
  gboolean mandatory;
  CordPredicate *evidence;
  CordPredicate *when;
} CordSopItem;

GPtrArray *
cord_sop_get_items (CordSop *self); /* (element-type CordSopItem), in the order of the procedure; owned by self */
/* A field that can be set: it has choices, or completes an item by being set. The place where a PIN is typed is none.
 */
gboolean cord_sop_has_field (CordSop *self, const char *field);
/* FALSE when the field (or question) has choices and @value is none of them. */
gboolean cord_sop_allows (CordSop *self, const char *field, const char *value);
/* Fields of a document: name → choices (borrowed from a reference held by the table), or NULL. Full reference. */
GHashTable *cord_sop_dup_fields (GVariant *document);

G_END_DECLS
