/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One thing that is missing, a link to its field. Properties: id, title, step (id), field (what to focus; "" when
 * none). */
#define CORD_TYPE_ITEM (cord_item_get_type ())
G_DECLARE_FINAL_TYPE (CordItem, cord_item, CORD, ITEM, GObject)
/* Copies its strings; @title is translated already, @field may be NULL: nothing to focus. Full reference. */
CordItem *cord_item_new (const char *id, const char *title, const char *step, const char *field);
/* Its id in the procedure or among the needs of the gates ("gate-consent"), the same in every language. */
const char *cord_item_get_id (CordItem *self);
/* What is missing, in words for the agent. */
const char *cord_item_get_title (CordItem *self);
/* Id of the step where it is done. */
const char *cord_item_get_step (CordItem *self);
/* Name of the widget to focus on that step; "" when there is none. */
const char *cord_item_get_field (CordItem *self);

/* Makes @store hold @items, touching only what differs, so that a focused link stays where it is. FALSE when nothing
 * did. */
gboolean cord_item_replace_all (GListStore *store, GPtrArray *items);

G_END_DECLS
