/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Keys under which names, ids and e-mail addresses are found however they are written. The store keeps keys in its
 * index and its migrations make them (store/sqlite/cord-sqlite-search.h): whoever changes what a key is adds a
 * migration that makes those of the store anew. */

/* The keys of a name: the whole name from each of its words on, with what stands before that word at its end, so that
 * the beginning of a key is any word, and the name in either order. A key has letters and digits only, since people put
 * spaces, hyphens and apostrophes as they like: "Anne-Marie O’Brien" has "annemarieobrien", "marieobrienanne" and so
 * on. Letters are without case and marks, and those with no marks to take off are the ones that stand for them (ł, ø,
 * ß). Beside them are the keys for "ue" where the name has "ü", and for "u" where it has "ue", and the like. Each sign
 * of Chinese, Japanese and Korean is a word. NULL-terminated, each once; NULL gives none. */
GStrv cord_search_key_names (const char *name);
/* The words of a name as somebody searches for it, in the letters of a key; signs that stand together are one word.
 * NULL-terminated; NULL gives none. */
GStrv cord_search_key_words (const char *text);
/* The word with "a", "o" and "u" for "ae", "aa", "oe" and "ue" within it, which is the spelling that all others have a
 * key for. */
char *cord_search_key_plain (const char *word);
/* What a key begins with where the name has these words one after the other. */
char *cord_search_key_join (const char *const *words);
/* The whole name in the letters of a key and in that spelling: names are one where these are. "" for what has no
 * letters. */
char *cord_search_key_whole (const char *name);
/* Whether a search for @text could find anything: it has two letters or digits, or one sign that is a word. */
gboolean cord_search_key_is_enough (const char *text);
/* An id, a serial number, or the like: without case, full-width forms and the differences of dashes. */
char *cord_search_key_id (const char *id);
/* The e-mail address in @text, without case: of "Jane Doe <Jane@example.com>" or "mailto:Jane@example.com?subject=x"
 * that is "jane@example.com". "" where there is none. */
char *cord_search_key_email (const char *text);

G_END_DECLS
