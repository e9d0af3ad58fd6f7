/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CordEntry: one line of the customer panel that is not a product: a contact, a past interaction, a bill, an order, a
 * follow-up. Properties: id, kind, title, detail, when (display date, may be empty), amount (display, may be empty).
 */
#define CORD_TYPE_ENTRY (cord_entry_get_type ())
G_DECLARE_FINAL_TYPE (CordEntry, cord_entry, CORD, ENTRY, GObject)

/* An entry with these texts, ready for the screen; they are copied. Returns a full reference. */
CordEntry *cord_entry_new (const char *id, const char *kind, const char *title, const char *detail, const char *when,
                           const char *amount);
/* What the entry is: an address, a bill, a summary. Owned by @self, as below. */
const char *cord_entry_get_title (CordEntry *self);
/* Its kind or state in words; may be empty. */
const char *cord_entry_get_detail (CordEntry *self);
/* The amount of a bill with its currency; otherwise empty. */
const char *cord_entry_get_amount (CordEntry *self);

G_END_DECLS
