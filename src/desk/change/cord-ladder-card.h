/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/change/cord-bill-names.h"

G_BEGIN_DECLS

/* What a change does to the bills: what is added now, the bill that it is seen on, the month after a promotion, every
 * month, twelve months, and below them each fee with the bill that it falls on; every line opens into its arithmetic.
 */
#define CORD_TYPE_LADDER_CARD (cord_ladder_card_get_type ())
G_DECLARE_FINAL_TYPE (CordLadderCard, cord_ladder_card, CORD, LADDER_CARD, GtkBox)

/* @quote: NULL empties the card; @names are those of its products; @problem says why there is none ("" or NULL when
 * nothing is to be said). */
void cord_ladder_card_show (CordLadderCard *self, CordQuote *quote, const CordBillNames *names, const char *title,
                            const char *problem);
/* "€118.96 on 1 December 2026 with €49.99 once, €68.97 a month": the amounts a button names before it acts. Full
 * string. */
char *cord_ladder_card_dup_summary (CordQuote *quote);

G_END_DECLS
