/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one table of what an operator can set: the command line, the check of the file, the report of --check-config, the
 * example file and the manual pages are all made from it. No secret is ever set here. */
typedef enum
{
  CORD_CONFIG_FLAG,   /* true or false */
  CORD_CONFIG_NUMBER, /* whole, within the option's range */
  CORD_CONFIG_TEXT,
  CORD_CONFIG_PATH, /* absolute in a file, since the working folder of the server is not known */
  CORD_CONFIG_CHOICE,
  CORD_CONFIG_LIST, /* separated by commas; on the command line the option may be repeated */
} CordConfigKind;

typedef struct
{
  const char *name;    /* "undo-window": the key in the file, and --undo-window; alone of its name */
  const char *section; /* NULL: on the command line alone */
  CordConfigKind kind;
  const char *fallback; /* as in a file; NULL: none, or derived from others as the purpose says */
  const char *argument; /* what stands for the value in --help; NULL for a flag */
  const char *purpose;  /* one line, translatable */
  gboolean reloads;     /* a reload applies it; otherwise it waits for a restart */
  int minimum, maximum; /* of a number */
  const char *const *choices;
  /* What the kind does not say; each entry of a list alone. May be NULL. INVALID with a hint. */
  gboolean (*check) (const char *text, GError **error);
} CordConfigOption;

/* All @n options; static. */
const CordConfigOption *cord_config_table (gsize *n);
/* The option of this @name; static. NULL when there is none. */
const CordConfigOption *cord_config_find (const char *name);
/* What may be written for it, in words: "a whole number from 0 to 86400". Free it with g_free. */
char *cord_config_describe_values (const CordConfigOption *option);
/* Whether @text is a value of @option. INVALID with the option's name as member and a hint that says what to write. */
gboolean cord_config_check_value (const CordConfigOption *option, const char *text, GError **error);
/* A valid value in the form in which it is kept: a list without white space about its commas. Free it with g_free. */
char *cord_config_tidy_value (const CordConfigOption *option, const char *text);

G_END_DECLS
