/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* The differences between another system's TM Forum APIs and cordboard-server's: its addresses, its names and values,
 * how its lists are paged, and what it does not support (docs/wire.md, "Foreign systems differ"). Immutable and
 * reference counted. Whatever the document leaves out is as at cordboard-server. Its members:
 *
 *   id, name       of the profile
 *   cordboard      base of Cordboard's own resources: a path at the desk's server, or a whole address ("/cordboard/v1")
 *   extensions     the system keeps the members that begin with "cordboard", has Cordboard's own resources, and prices
 *                  with its seal (true)
 *   idempotency    it supports Idempotency-Key (true)
 *   ifMatch        it supports If-Match (true)
 *   patch          it supports PATCH (true)
 *   quotes         without extensions: "none" (no quote is sent), "kept" (it is sent so that it has a number there) or
 *                  "compared" (its one-time total must also be the one that the desk has computed) ("none")
 *   paging         { manner "offset"|"page"|"link"|"none", position and size: names of the parameters, first: number of
 *                  the first row or page (0), most: rows a page (200) }
 *   apis           name, as in "/tmf-api/NAME/v4" → {
 *                    base       a path or a whole address
 *                    token      the desk's access token is sent (true only at the desk's own server)
 *                    offered    false when the system does not have the API
 *                    resources  name → { path: its last segment, offered, reference: the member in which the id of an
 *                               operation is found again, or null, members: our path → its name, filters: our path →
 *                               its parameter, values: our path → our value → its value, or its values, of which the
 *                               first is written } }
 */
typedef struct _CordProfile CordProfile;

typedef enum
{
  CORD_PROFILE_QUOTES_SEALED, /* with extensions: the system prices and seals */
  CORD_PROFILE_QUOTES_NONE,
  CORD_PROFILE_QUOTES_KEPT,
  CORD_PROFILE_QUOTES_COMPARED,
} CordProfileQuotes;

typedef enum
{
  CORD_PROFILE_PAGING_OFFSET,
  CORD_PROFILE_PAGING_PAGE,
  CORD_PROFILE_PAGING_LINK, /* the header Link, rel="next" */
  CORD_PROFILE_PAGING_NONE, /* a list comes whole */
} CordProfilePagingManner;

/* Owned by the profile. */
typedef struct
{
  CordProfilePagingManner manner;
  const char *position;
  const char *size; /* NULL: no page size is requested */
  guint first;
  guint most;
} CordProfilePaging;

/* Where a request goes. */
typedef struct
{
  char *address;        /* a path with its query, or a whole address where @whole */
  const char *resource; /* its name, or NULL when it is not of a TM Forum API; static */
  gboolean whole;
  gboolean with_token;
  gboolean with_extensions;
  gboolean with_key; /* Idempotency-Key */
  gboolean with_if_match;
} CordProfileTarget;

/* The profile of cordboard-server, with which nothing is translated. Full reference. */
CordProfile *cord_profile_new_standard (void);
/* Reads @document. INVALID with reason "profile", the member at fault, and a hint. Full reference. */
CordProfile *cord_profile_new (GVariant *document, GError **error);
CordProfile *cord_profile_ref (CordProfile *self);
void cord_profile_unref (CordProfile *self); /* NULL is allowed */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordProfile, cord_profile_unref)

/* The members of the document; strings and structs are owned by @self. */
const char *cord_profile_get_name (CordProfile *self);
gboolean cord_profile_get_extensions (CordProfile *self);
gboolean cord_profile_get_idempotency (CordProfile *self);
CordProfileQuotes cord_profile_get_quotes (CordProfile *self);
const CordProfilePaging *cord_profile_get_paging (CordProfile *self);
/* FALSE when the system does not have this resource; TRUE for Cordboard's own, which are no TM Forum resources. */
gboolean cord_profile_offers (CordProfile *self, const char *resource);
/* Our name of the member in which the id of an operation is found again, or NULL; owned by @self. */
const char *cord_profile_get_reference (CordProfile *self, const char *resource);

/* The target of a request to our @path ("/tmf-api/…/v4/product?relatedParty.id=…", "/cordboard/v1/…"). DENIED with
 * reason "not-offered" when the system has no such resource or does not support the method. @out is to be cleared. */
gboolean cord_profile_find_target (CordProfile *self, const char *method, const char *path, CordProfileTarget *out,
                                   GError **error);
/* Frees what @self holds and zeroes it. */
void cord_profile_target_clear (CordProfileTarget *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordProfileTarget, cord_profile_target_clear)

/* A resource, or a list of them, in the names and values of the system; what has no rule stays as it is. @operation:
 * the id for the member get_reference names; may be NULL. Full reference. */
JsonNode *cord_profile_encode (CordProfile *self, const char *resource, JsonNode *node, const char *operation);
/* The reverse: gives what was encoded, without the extensions that the system does not keep. Full reference. */
JsonNode *cord_profile_decode (CordProfile *self, const char *resource, JsonNode *node);

/* What this system does not do and the agent has to know before a call, as translated sentences; none for
 * cordboard-server. Full array. */
char **cord_profile_dup_limits (CordProfile *self);
/* FALSE when the system lacks something without which no change of plan can be completed: DENIED with reason "profile",
 * which names it. */
gboolean cord_profile_check_usable (CordProfile *self, GError **error);

/* The profile @name: NULL, "" or "cordboard" for the standard one, NAME for FOLDER/NAME.json, or a path when it
 * contains
 * "/" or ends in ".json". Full reference; errors name the file. */
CordProfile *cord_profile_open (const char *folder, const char *name, GError **error);

G_END_DECLS
