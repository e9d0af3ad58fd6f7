/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

/* Members whose values are one however they are written: a telephone number by its digits, an e-mail address without
 * case, the name of a person or an organization by its letters. Both sides of an equality are compared by their keys.
 */

/* The column of the index (wire/cord-resource-type.h) for the member at the end of @path; NULL for any other. @type may
 * be NULL: only what is called so is a name, and only of a type that has it as one. Static. */
const char *cord_filter_key_column (const CordResourceType *type, const char *path);
/* What the value of a document is, in the terms of @column: "+49305550471", "jane@example.com",
 * "graceokafor". */
char *cord_filter_key_of_value (const char *column, const char *text);
/* The same for a value that was asked for. "+", sent as it is, arrives as a space. NULL where it is no number, no
 * address or no name, so that it is compared as it is written. */
char *cord_filter_key_of_query (const char *column, const char *text);
/* Called for a column and value under which the index may have the key. */
typedef void (*CordFilterKeyFunc) (const char *column, const char *value, gpointer user_data);
/* Calls @func once for each place of the index in which values at @path with the key @key may stand. */
void cord_filter_key_each_entry (const char *path, const char *column, const char *key, CordFilterKeyFunc func,
                                 gpointer user_data);

G_END_DECLS
