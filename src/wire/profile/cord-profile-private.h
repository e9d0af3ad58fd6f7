/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/profile/cord-profile.h"
#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

/* The values that are translated at one path. */
typedef struct
{
  GHashTable *theirs; /* ours → theirs, as written */
  GHashTable *ours;   /* each of theirs → ours */
} CordProfileWords;

typedef struct
{
  const CordResourceType *type;
  gboolean offered;
  char *path;          /* last segment of its address */
  char *reference;     /* or NULL */
  GHashTable *members; /* our path → their name */
  GHashTable *names;   /* the parent's path, "/", their name → our name */
  GHashTable *filters; /* our path → their parameter */
  GHashTable *words;   /* our path → CordProfileWords */
} CordProfileResource;

typedef struct
{
  char *base; /* without a slash at its end */
  gboolean token;
} CordProfileApi;

struct _CordProfile
{
  gatomicrefcount references;
  char *id;
  char *name;
  char *own; /* base of /cordboard/v1 */
  gboolean extensions;
  gboolean idempotency;
  gboolean if_match;
  gboolean patch;
  CordProfileQuotes quotes;
  CordProfilePaging paging;
  char *position;
  char *size;
  GHashTable *apis;      /* name → CordProfileApi */
  GHashTable *resources; /* name → CordProfileResource: every one of TM Forum's */
};

#define CORD_PROFILE_OWN "/cordboard/v1"

/* A profile without id and name in which everything is as at cordboard-server; the reader changes it. */
CordProfile *cord_profile_alloc (void);
/* The name of the type's API, "productInventory" of "/tmf-api/productInventory/v4"; full string, NULL for Cordboard's
 * own resources. */
char *cord_profile_dup_api (const CordResourceType *type);
/* Owned by the profile; NULL for Cordboard's own resources and for a NULL name. */
CordProfileResource *cord_profile_find_resource (CordProfile *self, const char *name);
/* TRUE when @base is a whole address and not a path. */
gboolean cord_profile_is_whole (const char *base);

G_END_DECLS
