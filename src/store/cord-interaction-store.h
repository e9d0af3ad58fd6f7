/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* What the server knows of a contact: whose it is, how far the caller is verified, and the events it received. */
typedef struct
{
  char *id;
  char *user;
  char *channel;
  char *direction;
  char *sop;
  char *policy;
  char *state;    /* "open", "parked", "closed" */
  char *customer; /* verified one; NULL before */
  gint64 level;   /* R0 to R3 */
  gint64 opened;
  gint64 closed; /* 0 while open */
  gint64 seq;    /* last event received */
  char *head;    /* its hash; "" before */
} CordStoredInteraction;

void cord_stored_interaction_free (CordStoredInteraction *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordStoredInteraction, cord_stored_interaction_free)

gboolean cord_interaction_store_add (CordDatabase *database, const CordStoredInteraction *interaction, GError **error);
CordStoredInteraction *cord_interaction_store_get (CordDatabase *database, const char *id,
                                                   GError **error); /* NULL without error: none */
gboolean cord_interaction_store_set_level (CordDatabase *database, const char *id, const char *customer, gint64 level,
                                           GError **error);
gboolean cord_interaction_store_set_state (CordDatabase *database, const char *id, const char *state, gint64 now,
                                           GError **error);

/* Appends event @seq and moves the head. CONFLICT when that number is taken. */
gboolean cord_event_store_append (CordDatabase *database, const char *interaction, gint64 seq, const char *type,
                                  const char *hash, const char *document, gint64 now, GError **error);
char *cord_event_store_get_hash (CordDatabase *database, const char *interaction, gint64 seq,
                                 GError **error); /* NULL without error: none */
/* Documents of the events from @from on; (transfer full) (element-type utf8). */
GPtrArray *cord_event_store_list (CordDatabase *database, const char *interaction, gint64 from, GError **error);

/* Every event there is, an interaction after the other. FALSE with an error from the function ends the walk with it. */
typedef gboolean (*CordEventFunc) (const char *interaction, const char *hash, const char *document, gpointer user_data,
                                   GError **error);
gboolean cord_event_store_each (CordDatabase *database, CordEventFunc func, gpointer user_data, GError **error);

G_END_DECLS
