/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The name of a member: as it stands in the text, or decoded when there are escapes in it. */
typedef struct
{
  const char *text;
  gsize length;
  char *decoded; /* owned, or NULL */
} CordJsonKey;

/* The keys of one open object. A few are compared with each other, many through a table, so that looking for
 * duplicates stays linear. Those of all open objects lie in one stack, which the innermost object adds to. */
typedef struct
{
  GArray *stack; /* CordJsonKey */
  guint first;   /* of this object in @stack */
  GHashTable *many;
} CordJsonKeys;

/* A stack for the keys of one text. Full reference. */
GArray *cord_json_keys_new_stack (void);
/* An object opens. The caller keeps @self and clears it when the object ends. */
void cord_json_keys_init (CordJsonKeys *self, GArray *stack);
/* Removes the object's keys from the stack and frees its table. */
void cord_json_keys_clear (CordJsonKeys *self);
/* Adds a key, which it takes; FALSE when the object has it already. */
gboolean cord_json_keys_add (CordJsonKeys *self, CordJsonKey key);

G_END_DECLS
