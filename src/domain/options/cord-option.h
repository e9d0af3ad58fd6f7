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

GVariant *cord_option_draft_to_value (const CordOptionDraft *self); /* full reference */

/* @document need not be valid: what is missing is shown as nothing. Full reference. */
CordOption *cord_option_new (GVariant *document);

/* The key in a document of an option, owned by it; NULL when it has none. */
const char *cord_option_key_of (GVariant *document);

/* Strings are owned by @self. */
GVariant *cord_option_get_document (CordOption *self);
const char *cord_option_get_key (CordOption *self);
const char *cord_option_get_title (CordOption *self);
GVariant *cord_option_get_change (CordOption *self);  /* owned by self */
const char *cord_option_get_price (CordOption *self); /* decimal, or NULL */
int cord_option_get_score (CordOption *self);
gboolean cord_option_get_presented (CordOption *self);
void cord_option_set_presented (CordOption *self, gboolean presented);

G_END_DECLS
