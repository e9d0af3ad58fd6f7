/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the operator has set: the command line goes before the file, the file before the table's fallbacks
 * (cord-config-table.h). */
typedef struct _CordConfig CordConfig;

/* Reads the command line, and removes the options it knows from it. NULL with G_OPTION_ERROR when it is used wrongly,
 * CORD_ERROR_INVALID with the option as member when a value is wrong. Only what is given there has a value yet. */
CordConfig *cord_config_new (int *argc, char ***argv, GError **error);
/* Frees @self with all its values. */
void cord_config_free (CordConfig *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordConfig, cord_config_free)

/* Adds the file that --config names, if it does, and the fallbacks. FALSE: all that is wrong with the file was added to
 * @problems (element-type GError), each with file, line and hint. */
gboolean cord_config_complete (CordConfig *self, GPtrArray *problems);
/* A new configuration of the same command line with the file as it is now; free it with cord_config_free. NULL when
 * something is wrong with the file, which is added to @problems as above. */
CordConfig *cord_config_read_again (const CordConfig *self, GPtrArray *problems);

/* The value of an option of text, path, choice or list, which has commas; owned by @self. NULL where nothing was said
 * and the table has no fallback. Asking for an option that is not in the table, or as another kind, is a programming
 * error.
 */
const char *cord_config_text (const CordConfig *self, const char *name);
/* The value of a flag. */
gboolean cord_config_flag (const CordConfig *self, const char *name);
/* The value of a number, in the unit that its purpose in the table names. */
int cord_config_number (const CordConfig *self, const char *name);

/* Where the value comes from: "FILE:LINE", "--name", or "default"; free it with g_free. NULL for what is no option. */
char *cord_config_dup_origin (const CordConfig *self, const char *name);

G_END_DECLS
