/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

#define CORD_JOURNAL_APPLICATION_ID 0x434f5244 /* "CORD" */

/* Opens and migrates; no lock (the journal takes its own, which must outlive a damaged file). @path NULL: in memory. */
CordDatabase *cord_journal_salvage_open (const char *path, GError **error);
/* Copies the file to PATH.damaged-INSTANT, which is answered, and leaves the original as it is. */
char *cord_journal_salvage_copy (const char *path, gint64 instant, GError **error);
/* For a file that cannot be used: sets it aside as above, then puts a new one with every readable row in its place,
 * atomically. What a row says is judged later, by its chain; here it only has to be readable. */
char *cord_journal_salvage (const char *path, gint64 instant, GError **error);

G_END_DECLS
