/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/profile/cord-profile-private.h"

G_BEGIN_DECLS

/* Where the reader of a profile stands. Every function answers FALSE with INVALID, reason "profile", the place and what
 * to write there instead; what is absent leaves its @out as it is. */
typedef struct
{
  CordProfile *profile;
  GVariant *document; /* NULL: the place is absent */
  char *place;        /* "apis.productInventory", or NULL for the whole */
} CordReading;

void cord_reading_clear (CordReading *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordReading, cord_reading_clear)

/* cord-profile-reading.c */
gboolean cord_reading_refuse (const CordReading *self, const char *member, const char *hint, const char *what,
                              GError **error);
gboolean cord_reading_check (const CordReading *self, const char *const *known, GError **error); /* no other members */
gboolean cord_reading_boolean (const CordReading *self, const char *member, gboolean *out, GError **error);
gboolean cord_reading_text (const CordReading *self, const char *member, char **out, GError **error);
gboolean cord_reading_number (const CordReading *self, const char *member, guint least, guint most, guint *out,
                              GError **error);
/* One of @words, by its place. */
gboolean cord_reading_word (const CordReading *self, const char *member, const char *const *words, guint *out,
                            GError **error);
gboolean cord_reading_name (const CordReading *self, const char *member, char **out, GError **error); /* dotted */
gboolean cord_reading_base (const CordReading *self, const char *member, char **out, GError **error);
/* The object at @member as a place of its own. */
gboolean cord_reading_enter (const CordReading *self, const char *member, CordReading *out, GError **error);
/* Nothing in it could end a path, an address or a query; with dots between where it is dotted. */
gboolean cord_reading_is_name (const char *text);
gboolean cord_reading_is_dotted (const char *text);

/* cord-profile-words.c: the resource @name of @api, with its names and words. */
gboolean cord_reading_resource (const CordReading *parent, const char *name, const char *api, GError **error);

G_END_DECLS
