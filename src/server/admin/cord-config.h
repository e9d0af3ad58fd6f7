/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the server was told: the command line goes before the file, the file before the table's fallbacks
 * (cord-config-table.h). */
typedef struct _CordConfig CordConfig;

/* Reads the command line, and takes what it knows out of it. G_OPTION_ERROR when it is used wrongly; CORD_ERROR with
 * the option as member when a value is. Nothing has a value yet but what is given there. */
CordConfig *cord_config_new (int *argc, char ***argv, GError **error);
void cord_config_free (CordConfig *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordConfig, cord_config_free)

/* Adds the file that --config names, if it does, and the fallbacks. FALSE: all that is wrong with the file was added to
 * @problems (element-type GError), each with file, line and hint. */
gboolean cord_config_complete (CordConfig *self, GPtrArray *problems);
/* The same command line with the file as it is now; NULL as above. */
CordConfig *cord_config_read_again (const CordConfig *self, GPtrArray *problems);

/* The value of an option; asking for one that is not in the table, or as another kind, is a mistake of the programmer.
 * A text is NULL where nothing was said and the table has no fallback; a list is a text with commas. */
const char *cord_config_text (const CordConfig *self, const char *name);
gboolean cord_config_flag (const CordConfig *self, const char *name);
int cord_config_number (const CordConfig *self, const char *name);

/* Where the value comes from: "FILE:LINE", "--name", or "default"; NULL for what is no option. */
char *cord_config_dup_origin (const CordConfig *self, const char *name);

G_END_DECLS
