/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-kind.h"

G_BEGIN_DECLS

/* The types of the TM Forum definitions, v4. The tables are made at build time from data/tmf/surface.json, which
 * tests/conformance/surface.py derives from the published files. */

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
/* Checks every known member of @document, at any depth: its kind, that an instant and a URI can be read, that a list
 * has the entries that it must have, and that nested objects have their required members. Null counts as missing for a
 * required member, and has no kind of any other. Members that the definition does not have pass, as do all of a
 * resource without definition. Of @before (may be NULL), what was stored, each value may stay as it is at any depth,
 * and what a nested object lacked it may go on lacking (wire/cord-entry-match.h). Required members that the public kits
 * leave out may be missing (docs/wire.md, "Bodies"); for @kit, a server in kit mode, so may "@referredType" of a
 * customer's party. INVALID with the member ("validFor.startDateTime", "account.0.id"), reason "missing", "empty" or
 * "shape". */
gboolean cord_definition_check (const char *resource, JsonObject *document, JsonObject *before, gboolean kit,
                                GError **error);
/* Why a known member keeps its kind where @object calls itself another type than the definition @name: a subclass may
 * add members, but not change those there are (TMF630). The hint for the error, translated, full string; NULL where it
 * does not. */
char *cord_definition_dup_subclass_hint (const char *name, JsonObject *object);

G_END_DECLS
