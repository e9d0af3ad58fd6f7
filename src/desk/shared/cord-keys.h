/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CordKey: an act of the window and its keys.
 * @group: what the list of keys has it under, untranslated; rows of a group follow each other
 * @title: what it does, untranslated; NULL for a step of the procedure, which has its own title
 * @action: the detailed name of the action, of the window or the application; that of a step has the step's id as its
 * target
 * @keys: as gtk_accelerator_parse() reads them; the first is shown
 */
typedef struct
{
  const char *group;
  const char *title;
  const char *action;
  const char *keys[3];
} CordKey;

/* The one table of keys, in the order in which it is read. Static. */
const CordKey *cord_keys_get (guint *n_keys);
/* The first key of @action in words ("Shift+Ctrl+Y"), or "" when it has none. Returns a new string. */
char *cord_keys_dup_label (const char *action);

G_END_DECLS
