/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* How another company's system speaks the TM Forum APIs: where they lie, which words it has for ours, how it pages,
 * what it does not take. Source: docs/wire.md, "Foreign systems differ". A document of:
 *
 *   id, name       of the profile
 *   cordboard      base of Cordboard's own resources: a path at the desk's server, or a whole address; "/cordboard/v1"
 *   extensions     it takes and keeps the members that begin with "cordboard", answers our own resources and prices
 * with our seal (true) idempotency    it knows an Idempotency-Key (true) ifMatch        it knows If-Match (true) patch
 * it knows PATCH (true) quotes         without extensions: "none" (none is sent), "kept" (sent, so that it has a
 * number), "compared" (and its one-time total must be the one worked out on this desk); "none" unless given paging
 * {manner "offset"|"page"|"link"|"none", position, size: names of the parameters, first: number of the first row or
 * page (0), most: rows a page (200)} apis           name, as in "/tmf-api/NAME/v4" → {base: a path or a whole address,
 * token: it takes the desk's sign-in (by itself only at the desk's own server), offered, resources: name → {path: its
 * last segment, offered, reference: member in which the desk's own number of an operation is found again, or null,
 * members: our path → its name, filters: our path → its parameter, values: our path → our word → its word, or its
 * words, of which the first is written}}
 *
 * Whatever is left out is as at cordboard-server. Immutable; counted references. */
typedef struct _CordProfile CordProfile;

typedef enum
{
  CORD_PROFILE_QUOTES_SEALED, /* with extensions: the system prices, and seals */
  CORD_PROFILE_QUOTES_NONE,
  CORD_PROFILE_QUOTES_KEPT,
  CORD_PROFILE_QUOTES_COMPARED,
} CordProfileQuotes;

typedef enum
{
  CORD_PROFILE_PAGING_OFFSET,
  CORD_PROFILE_PAGING_PAGE,
  CORD_PROFILE_PAGING_LINK, /* the header Link, rel="next" */
  CORD_PROFILE_PAGING_NONE, /* every list is whole */
} CordProfilePagingManner;

/* Owned by the profile. */
typedef struct
{
  CordProfilePagingManner manner;
  const char *position;
  const char *size; /* NULL: is not asked for */
  guint first;
  guint most;
} CordProfilePaging;

/* Where a request goes. */
typedef struct
{
  char *address;        /* a path with its query, or a whole address where @whole */
  const char *resource; /* name of the resource, or NULL for what is not TM Forum's; static */
  gboolean whole;
  gboolean with_token;
  gboolean with_extensions;
  gboolean with_key; /* Idempotency-Key */
  gboolean with_if_match;
} CordProfileTarget;

/* cordboard-server itself: nothing is translated. */
CordProfile *cord_profile_new_standard (void);
/* INVALID with reason "profile", the member at fault and what to do about it. */
CordProfile *cord_profile_new (GVariant *document, GError **error);
CordProfile *cord_profile_ref (CordProfile *self);
void cord_profile_unref (CordProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordProfile, cord_profile_unref)

const char *cord_profile_get_name (CordProfile *self);
gboolean cord_profile_get_extensions (CordProfile *self);
gboolean cord_profile_get_idempotency (CordProfile *self);
CordProfileQuotes cord_profile_get_quotes (CordProfile *self);
const CordProfilePaging *cord_profile_get_paging (CordProfile *self);
gboolean cord_profile_offers (CordProfile *self, const char *resource);
/* Our name of the member that holds an operation's number, or NULL; for what is not looked for, NULL. */
const char *cord_profile_get_reference (CordProfile *self, const char *resource);

/* Where a request of ours ("/tmf-api/…/v4/product?relatedParty.id=…", "/cordboard/v1/…") goes. DENIED with reason
 * "not-offered" when the system has no such resource, or does not know the method. */
gboolean cord_profile_find_target (CordProfile *self, const char *method, const char *path, CordProfileTarget *out,
                                   GError **error);
void cord_profile_target_clear (CordProfileTarget *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordProfileTarget, cord_profile_target_clear)

/* A resource, or a list of them, into the system's words and out of them; what has no rule stays as it is. Decoding
 * what was encoded gives the same back, but for the extensions that the system does not take. @operation: number of the
 * operation, for the resource's reference; may be NULL. Full references. */
JsonNode *cord_profile_encode (CordProfile *self, const char *resource, JsonNode *node, const char *operation);
JsonNode *cord_profile_decode (CordProfile *self, const char *resource, JsonNode *node);

/* What an agent must know before a call, because this system does not do it: plain sentences, in the reader's language;
 * none for cordboard-server. Full. */
char **cord_profile_dup_limits (CordProfile *self);
/* FALSE when no change of plan could be brought to its end: DENIED with reason "profile", naming what is missing. */
gboolean cord_profile_check_usable (CordProfile *self, GError **error);

/* @name: NULL, "" or "cordboard" for the standard one; NAME for FOLDER/NAME.json; otherwise a path (it holds "/" or
 * ends in
 * ".json"). Errors name the file. */
CordProfile *cord_profile_open (const char *folder, const char *name, GError **error);

G_END_DECLS
