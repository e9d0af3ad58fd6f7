/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The shape of a member, from the TM Forum definitions, and the members that each of its entries must have, because the
 * definitions or the readers of this project require them. They are checked in imported documents as well as in posted
 * ones, of which more is checked (wire/cord-definition.h). */
typedef struct
{
  const char *type; /* resource name; NULL: every resource that has no row of its own for this member */
  const char *member;
  char shape;           /* 's' text, 'n' number, 'b' boolean, 'o' object, 'a' list of objects */
  gboolean filled;      /* the list must not be empty */
  const char *entry[3]; /* members that the object, or each entry of the list, must hold */
} CordMemberShape;

/* All rows; static. */
const CordMemberShape *cord_resource_shapes (gsize *n);
/* TRUE when the table has a row for this member of this type. */
gboolean cord_resource_shape_is_special (const char *type, const char *member);
/* TRUE when the definition of the type has such a member. */
gboolean cord_resource_shape_is_known (const char *type, const char *member);
/* TRUE when the member is a text in every type that has it. */
gboolean cord_resource_shape_is_text (const char *member);

G_END_DECLS
