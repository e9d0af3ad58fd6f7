/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* The types of the TM Forum definitions, v4. The tables are made at build time from data/tmf/surface.json, which
 * tests/conformance/surface.py derives from the published files. */

typedef enum
{
  CORD_KIND_ANY,
  CORD_KIND_TEXT, /* one of several words counts as a text */
  CORD_KIND_INSTANT,
  CORD_KIND_INTEGER,
  CORD_KIND_NUMBER,
  CORD_KIND_BOOLEAN,
  CORD_KIND_OBJECT,
} CordKind;

typedef struct _CordDefinition CordDefinition;

typedef struct
{
  const char *name;
  CordKind kind;
  gboolean list;   /* a list of the kind */
  gboolean filled; /* the list must not be empty */
  gboolean required;
  const CordDefinition *nested; /* of CORD_KIND_OBJECT; otherwise NULL */
} CordDefinitionMember;

struct _CordDefinition
{
  const char *name;                    /* "TimePeriod" */
  const CordDefinitionMember *members; /* without those that every type has, such as "@type" */
  gsize n_members;
};

/* The definition of a resource ("productOrder"); static. NULL for Cordboard's own resources, which have none. */
const CordDefinition *cord_definition_find (const char *resource);
/* The member of this name; static. NULL when the definition has none. */
const CordDefinitionMember *cord_definition_member (const CordDefinition *self, const char *name);
/* Checks every known member of @document, at any depth: its kind, that an instant can be read, that a list has the
 * entries that it must have, and that nested objects have their required members. Null counts as missing for a required
 * member, and has no kind of any other. Members that the definition does not have pass, as do all of a resource without
 * definition, and those of @before (may be NULL) that are the same in @document. Required members that the public kits
 * leave out may be missing (docs/wire.md, "Bodies"); for @kit, a server in kit mode, so may "@referredType" of a
 * customer's party. INVALID with the member ("validFor.startDateTime", "account.0.id"), reason "missing" or "shape". */
gboolean cord_definition_check (const char *resource, JsonObject *document, JsonObject *before, gboolean kit,
                                GError **error);

G_END_DECLS
