/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* What the server knows of a contact: whose it is, how far the caller is verified, and the events it received. Times:
 * microseconds since the epoch. */
typedef struct
{
  char *id;
  char *user;
  char *channel;
  char *direction;
  char *sop;
  char *policy;
  char *state;    /* "open", "parked", "closed" */
  char *customer; /* the one verified last; NULL before */
  gint64 level;   /* R0 to R3; R0 when it is not open */
  gint64 opened;
  gint64 closed; /* 0 while open */
  gint64 seq;    /* last event received */
  char *head;    /* its hash; "" before */
  gint64 active; /* when something last happened in it */
} CordStoredInteraction;

/* Frees the interaction and its strings. */
void cord_stored_interaction_free (CordStoredInteraction *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordStoredInteraction, cord_stored_interaction_free)

/* Adds the interaction as it was opened; its state, closing time, events and head are not read. CONFLICT with reason
 * "constraint" when its id is taken. */
gboolean cord_interaction_store_add (CordDatabase *database, const CordStoredInteraction *interaction, GError **error);
/* The interaction of this id. NULL without error: there is none. */
CordStoredInteraction *cord_interaction_store_get (CordDatabase *database, const char *id, GError **error);
/* The open interactions of @user, the oldest first: a full array (element-type CordStoredInteraction). */
GPtrArray *cord_interaction_store_find_open (CordDatabase *database, const char *user, GError **error);
/* The open interactions in which @customer is verified above level 0; a full array as above, in no order. */
GPtrArray *cord_interaction_store_find_verified (CordDatabase *database, const char *customer, GError **error);
/* Something happens in it at @now. What is verified in it is over when that was as far from the last time as @idle
 * (microseconds), before or after: a clock may have been set. */
gboolean cord_interaction_store_set_active (CordDatabase *database, const char *id, gint64 now, gint64 idle,
                                            GError **error);
/* Notes which customer is verified in it since @now, and at which level (0 to 3). */
gboolean cord_interaction_store_set_level (CordDatabase *database, const char *id, const char *customer, gint64 level,
                                           gint64 now, GError **error);
/* Moves it to "open", "parked" or "closed", and takes it back to level 0 unless it is open. @now, in microseconds,
 * becomes the time of closing. */
gboolean cord_interaction_store_set_state (CordDatabase *database, const char *id, const char *state, gint64 now,
                                           GError **error);

/* Appends event @seq and makes @hash the interaction's head. @document: the event's text; @now: when it arrived.
 * CONFLICT with reason "constraint" when that number is taken. */
gboolean cord_event_store_append (CordDatabase *database, const char *interaction, gint64 seq, const char *type,
                                  const char *hash, const char *document, gint64 now, GError **error);
/* The hash of event @seq; full string. NULL without error: there is none. */
char *cord_event_store_get_hash (CordDatabase *database, const char *interaction, gint64 seq, GError **error);
/* Appends to @documents (element-type utf8, which it comes to own) the documents of the events from number @from to
 * @to, in order, until they fill @bytes. *next: the number to continue with, @from where there are none. */
gboolean cord_event_store_read (CordDatabase *database, const char *interaction, gint64 from, gint64 to, gsize bytes,
                                GPtrArray *documents, gint64 *next, GError **error);

/* Called for one event. FALSE, with the error set, ends the walk. */
typedef gboolean (*CordEventFunc) (const char *interaction, const char *hash, const char *document, gpointer user_data,
                                   GError **error);
/* Walks over every event of the store, one interaction after the other, in order. FALSE when @func or the store
 * failed. */
gboolean cord_event_store_each (CordDatabase *database, CordEventFunc func, gpointer user_data, GError **error);

G_END_DECLS
