/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "domain/change/cord-change.h"

G_BEGIN_DECLS

/**
 * CordOption: a change that fits, with its place and its reasons; a view of its document:
 *
 *   key, title    as cord_change_key and cord_change_title have them
 *   change        the change document
 *   score         0 to 1000
 *   price         of a month of what is changed, after; decimal
 *   difference    of that month against today's; decimal, signed
 *   currency      ISO 4217
 *   reasons       [{ code, dimension, question, text, points }]
 *
 * Properties: key, title, score, price-text, difference-text ("+€25.00 a month"), reasons-text (the texts joined by
 * " · "), presented (boolean, set by the fold).
 */
#define CORD_TYPE_OPTION (cord_option_get_type ())
G_DECLARE_FINAL_TYPE (CordOption, cord_option, CORD, OPTION, GObject)

/**
 * CordOptionDraft: an option as it is written. All of it is borrowed.
 * @price, @before: of a month of what is changed, after and before
 */
typedef struct
{
  const char *key;
  const char *title;
  GVariant *change;
  int score;
  CordMoney price;
  CordMoney before;
  GVariant *reasons;
} CordOptionDraft;

/* The document of an option. Returns a full reference. */
GVariant *cord_option_draft_to_value (const CordOptionDraft *self);

/* The view of @document, which need not be valid: a member that is missing is empty. Returns a full reference. */
CordOption *cord_option_new (GVariant *document);

/* The key in a document of an option, owned by it; NULL when it has none. */
const char *cord_option_key_of (GVariant *document);

/* What identifies the change in events (cord_change_key); "" when the document has none. Owned by @self. */
const char *cord_option_get_key (CordOption *self);
/* The name of the change, cleaned for the screen. Owned by @self. */
const char *cord_option_get_title (CordOption *self);
/* The change document. Owned by @self. */
GVariant *cord_option_get_change (CordOption *self);
/* The price of a month after the change, a decimal; NULL when the document has none. Owned by @self. */
const char *cord_option_get_price (CordOption *self);
/* Whether the agent has presented the option to the customer. Setting it notifies "presented". */
gboolean cord_option_get_presented (CordOption *self);
void cord_option_set_presented (CordOption *self, gboolean presented);

G_END_DECLS
