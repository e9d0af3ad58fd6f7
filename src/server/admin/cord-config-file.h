/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The lines of a configuration file: "[section]", "key = value", and comments that begin with # or ;. A subset of what
 * GKeyFile reads; read here because a refusal names the line, and because GKeyFile takes the last of two equal keys
 * without a word. */
typedef struct
{
  char *section;
  char *key;
  char *value; /* without the white space around it */
  guint line;  /* from 1 */
} CordConfigLine;

/* The lines of the file at @path (element-type CordConfigLine); the array is the caller's. What cannot be read is added
 * to @problems (element-type GError), each with file and line; the rest is in the answer all the same. NULL: the file
 * itself cannot be read. */
GPtrArray *cord_config_file_read (const char *path, GPtrArray *problems);

G_END_DECLS
