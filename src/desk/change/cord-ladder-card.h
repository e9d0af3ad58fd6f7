/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "billing/cord-quote.h"

G_BEGIN_DECLS

/* What a change does to the bill: this bill, next bill, steady month, after promotions, twelve months; every line opens
 * into its arithmetic. */
#define CORD_TYPE_LADDER_CARD (cord_ladder_card_get_type ())
G_DECLARE_FINAL_TYPE (CordLadderCard, cord_ladder_card, CORD, LADDER_CARD, GtkBox)

/* @quote: NULL empties the card; @problem says why there is none ("" or NULL when nothing is to be said). */
void cord_ladder_card_show (CordLadderCard *self, CordQuote *quote, const char *title, const char *problem);
/* "+€16.66 this bill, €79.85 a month": the amounts a button names before it acts. */
char *cord_ladder_card_dup_summary (CordQuote *quote);

G_END_DECLS
