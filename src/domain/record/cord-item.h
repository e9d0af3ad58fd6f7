/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One thing that is missing, a link to its field. Properties: id, title, step (id), field (what to focus; "" when
 * none). */
#define CORD_TYPE_ITEM (cord_item_get_type ())
G_DECLARE_FINAL_TYPE (CordItem, cord_item, CORD, ITEM, GObject)
CordItem *cord_item_new (const char *id, const char *title, const char *step, const char *field);
const char *cord_item_get_id (CordItem *self);
const char *cord_item_get_title (CordItem *self);
const char *cord_item_get_step (CordItem *self);
const char *cord_item_get_field (CordItem *self);

/* Makes @store hold @items, touching only what differs, so that a focused link stays where it is. FALSE when nothing
 * did. */
gboolean cord_item_replace_all (GListStore *store, GPtrArray *items);

G_END_DECLS
