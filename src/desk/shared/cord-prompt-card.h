/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What the agent says aloud: verbatim or in their own words. Hidden while there is nothing to say.
 * Signal "next": the agent asked for the next words. */
#define CORD_TYPE_PROMPT_CARD (cord_prompt_card_get_type ())
G_DECLARE_FINAL_TYPE (CordPromptCard, cord_prompt_card, CORD, PROMPT_CARD, AdwBin)

/* @manner: "verbatim" or "paraphrase". An empty @words hides the card. */
void cord_prompt_card_set (CordPromptCard *self, const char *manner, const char *words);
/* Which of the step's words these are, from 0; with only one there is nothing to go on to. */
void cord_prompt_card_set_place (CordPromptCard *self, guint place, guint n);

G_END_DECLS
