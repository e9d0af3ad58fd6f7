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

/* All items in the order of the procedure (element-type CordSopItem), owned by @self. */
GPtrArray *cord_sop_get_items (CordSop *self);
/* Can the field be set by field.set? It can when it has choices, or when setting it completes an item. A mere place on
 * the screen, such as the one where a PIN is typed, cannot. */
gboolean cord_sop_has_field (CordSop *self, const char *field);
/* FALSE when the field (or question) has choices and @value is none of them. */
gboolean cord_sop_allows (CordSop *self, const char *field, const char *value);
/* Fields of a document: name → choices (borrowed from a reference held by the table), or NULL. Full reference. */
GHashTable *cord_sop_dup_fields (GVariant *document);

G_END_DECLS
