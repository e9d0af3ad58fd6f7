/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/profile/cord-profile-private.h"

G_BEGIN_DECLS

/* A place in the document of a profile that is being read. The functions that take an @error return FALSE with INVALID,
 * reason "profile", the member at fault, and a hint that says what to write there. They leave @out as it is when the
 * member is absent. */
typedef struct
{
  CordProfile *profile;
  GVariant *document; /* NULL: the place is absent */
  char *place;        /* "apis.productInventory", or NULL for the whole */
} CordReading;

/* Frees what @self holds and zeroes it. */
void cord_reading_clear (CordReading *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordReading, cord_reading_clear)

/* Refuses @member: @what is wrong with it, @hint what to write instead. Always FALSE. */
gboolean cord_reading_refuse (const CordReading *self, const char *member, const char *hint, const char *what,
                              GError **error);
/* Refuses members that are not among @known. */
gboolean cord_reading_check (const CordReading *self, const char *const *known, GError **error);
/* A boolean. */
gboolean cord_reading_boolean (const CordReading *self, const char *member, gboolean *out, GError **error);
/* A string that is not empty; what @out held is freed. */
gboolean cord_reading_text (const CordReading *self, const char *member, char **out, GError **error);
/* An integer from @least to @most. */
gboolean cord_reading_number (const CordReading *self, const char *member, guint least, guint most, guint *out,
                              GError **error);
/* One of @words; @out: its index. */
gboolean cord_reading_word (const CordReading *self, const char *member, const char *const *words, guint *out,
                            GError **error);
/* A name, as cord_reading_is_dotted() has it. */
gboolean cord_reading_name (const CordReading *self, const char *member, char **out, GError **error);
/* The base of an API: a path, or an https address (http for this computer only); slashes at its end are removed. */
gboolean cord_reading_base (const CordReading *self, const char *member, char **out, GError **error);
/* The object at @member as a place of its own, to be cleared; its document is NULL when the member is absent. */
gboolean cord_reading_enter (const CordReading *self, const char *member, CordReading *out, GError **error);
/* TRUE when @text has only characters that cannot end a path, an address or a query. */
gboolean cord_reading_is_name (const char *text);
/* TRUE for names with dots between them. */
gboolean cord_reading_is_dotted (const char *text);

/* The resource @name of @api, with the names of its members and its values (cord-profile-words.c). */
gboolean cord_reading_resource (const CordReading *parent, const char *name, const char *api, GError **error);

G_END_DECLS
