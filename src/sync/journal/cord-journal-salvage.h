/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

#define CORD_JOURNAL_APPLICATION_ID 0x434f5244 /* "CORD" */

/* Opens and migrates the database. Takes no lock: the journal has its own file for that, which outlives a damaged one.
 * @path NULL: in memory. Full reference. */
CordDatabase *cord_journal_salvage_open (const char *path, GError **error);
/* Copies the file to PATH.damaged-INSTANT and leaves the original as it is. Answers the name of the copy, full. */
char *cord_journal_salvage_copy (const char *path, gint64 instant, GError **error);
/* Moves the file, which must be closed and is another's, to PATH.foreign-INSTANT. Answers the new name, full; NULL with
 * INTERNAL. */
char *cord_journal_salvage_set_aside (const char *path, gint64 instant, GError **error);
/* For a damaged file: copies it as above, then replaces it atomically by a new one with every row that can be read.
 * Whether the rows verify is checked when the chain is read. Answers the name of the copy, full. */
char *cord_journal_salvage (const char *path, gint64 instant, GError **error);

G_END_DECLS
