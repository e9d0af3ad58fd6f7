/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The shape of a member that resources hold, from the TM Forum definitions, and what a reader here relies on, or the
 * definitions require, in each entry. What is loaded from elsewhere must have these; the members below only what is
 * posted. */
typedef struct
{
  const char *type; /* resource name; NULL: every resource that has no row of its own for this member */
  const char *member;
  char shape;           /* 's' text, 'n' number, 'b' boolean, 'o' object, 'a' list of objects */
  gboolean filled;      /* an empty list is as good as none */
  const char *entry[3]; /* members that the object, or each entry of the list, must hold */
} CordMemberShape;

const CordMemberShape *cord_resource_shapes (gsize *n);
gboolean cord_resource_shape_is_special (const char *type, const char *member); /* has a row of its own */
/* The shape of one of the definition's other members; '\0': this type has none of this name, and anything passes. */
char cord_resource_shape_of_plain (const char *type, const char *member);

G_END_DECLS
