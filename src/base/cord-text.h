/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text from outside, made fit for a screen, a log or a search. What is returned is freed with g_free. */

/* Drops C0 and C1 controls, bidirectional overrides and isolates, zero-width characters and line breaks
 * (→ space), so that a name cannot spoof what stands beside it (docs/security.md, T7). Never longer than
 * @max_characters; a cut ends in "…". NULL gives "". */
char *cord_text_clean (const char *text, guint max_characters);
/* Keeps the direction of a right-to-left text to itself (FSI … PDI), so that what stands beside it in a sentence stays
 * in its place; any other text comes back as it is. */
char *cord_text_isolate (const char *text);
/* "Grace Okafor" → "G•••• O•••••": first letter and one dot for each further letter, at most seven. */
char *cord_text_mask_name (const char *name);
/* The last @keep characters. */
char *cord_text_tail (const char *text, guint keep);
/* Digits only, with a leading "+" kept: for phone numbers in any formatting. */
char *cord_text_digits (const char *text);
/* The digits of a telephone number as people write and paste it, with a leading "+" kept: separators of any kind,
 * digits of any script, "tel:" and "sip:" addresses, "(0)" behind the country; an extension is left out. "" for what is
 * no number. */
char *cord_text_phone (const char *text);
/* Case-folded, accents and commas removed, single spaces: the key for name search. */
char *cord_text_search_key (const char *text);
/* Replaces each run of 13 to 19 digits (spaces and dashes between them allowed) that passes the Luhn check with
 * "[card number removed]". Returns a new string. */
char *cord_text_hide_cards (const char *text);

G_END_DECLS
