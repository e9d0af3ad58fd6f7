/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-clock.h"
#include "domain/record/cord-journal.h"
#include "store/cord-database.h"

G_BEGIN_DECLS

/* The state of an intent (docs/reliability.md, "The outbox"). READY: stored, not sent. SENT: a byte may have been sent,
 * the outcome is unknown. ACKED, CONFLICT and REJECTED: the server decided. */
typedef enum
{
  CORD_INTENT_READY,
  CORD_INTENT_SENT,
  CORD_INTENT_ACKED,
  CORD_INTENT_CONFLICT,
  CORD_INTENT_REJECTED,
} CordIntentState;

/* The journal's file, opened; used by one thread, the journal's. A function that writes is a step of a transaction that
 * the caller begins and commits. Errors are those of the store until cord_journal_file_refuse() makes them INTERNAL
 * with reason "disk-full" or "journal". */
typedef struct
{
  CordDatabase *database;
  char *path;   /* NULL: in memory */
  char *device; /* of the desk; operations go under the ids of their streams (CordIntentPlace) */
  char *server; /* the name of the server that the desk is connected to */
  char *user;   /* whose rows it works with, NULL for nobody (cord-journal-owner.h) */
  GBytes *key;
  GBytes *user_key; /* NULL with @user */
  CordClock *clock;
  int lock;      /* descriptor of PATH.lock; −1 in memory */
  char *damaged; /* where the damaged file was set aside when this one was opened; or NULL */
} CordJournalFile;

/* @path NULL: in memory. @device NULL: the one the file has, made when it has none. @server: a name for the server, any
 * text that stays the same. Works for nobody yet. CONFLICT with reason "in-use" when another desk has it. A damaged
 * file is set aside and what can be read is taken over; one that was written with another key is set aside as a whole.
 */
CordJournalFile *cord_journal_file_open (const char *path, const char *device, const char *server, GBytes *key,
                                         CordClock *clock, GError **error);
/* Closes the database, then gives the lock back. NULL is allowed. */
void cord_journal_file_close (CordJournalFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordJournalFile, cord_journal_file_close)

/* Stores the header of a new interaction of the user; INVALID, reason "header", when it has no id, DENIED, reason
 * "signed-out", while the journal works for nobody. */
gboolean cord_journal_file_begin (CordJournalFile *self, GVariant *header, GError **error);
/* Stores events, personal values (NULL: none) and an intent (NULL: none) of one of the user's interactions; NOT_FOUND
 * for others. CONFLICT, reason "chain", unless the events continue the chain. The operations whose outcome the events
 * record are added to @settled (element-type utf8). */
gboolean cord_journal_file_commit (CordJournalFile *self, const char *interaction, GPtrArray *events,
                                   GPtrArray *vault_entries, const CordIntent *intent, GPtrArray *settled,
                                   GError **error);

/* What the server answered to an intent. */
typedef struct
{
  guint status; /* of HTTP */
  const char *etag;
  GBytes *body;
  const char *problem; /* reason of the refusal */
} CordIntentOutcome;

/* The place of an intent in the stream of its user at its server, and whose it is: it may be sent under their sign-in
 * alone. */
typedef struct
{
  char *user;
  char *device;
  gint64 sequence;
} CordIntentPlace;

/* NULL is allowed. */
void cord_intent_place_free (CordIntentPlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordIntentPlace, cord_intent_place_free)

/* Stores a new state of an intent. *place: a full place; *settled: its outcome will not be recorded, as its interaction
 * is closed. @outcome may be NULL. NOT_FOUND for an unknown operation, and for SENT for one that is not the user's. The
 * answer to one that was sent for somebody else is still stored. */
gboolean cord_journal_file_mark (CordJournalFile *self, const char *operation, CordIntentState state,
                                 const CordIntentOutcome *outcome, CordIntentPlace **place, gboolean *settled,
                                 GError **error);
/* The server has the events of @interaction up to this `seq`. */
gboolean cord_journal_file_uploaded (CordJournalFile *self, const char *interaction, gint64 up_to, GError **error);
/* Removes settled intents, and closed records that the server has, a week after (docs/reliability.md, "The outbox"). */
gboolean cord_journal_file_purge (CordJournalFile *self, GError **error);
/* Reads the user's interactions: [{id, status, begun, events}], oldest first: status "open", "parked" or "closed", an
 * instant, a number. Full reference. */
gboolean cord_journal_file_list (CordJournalFile *self, GVariant **list, GError **error);

/* What the sealed value of a vault row is bound to (cord_journal_seal). Full string. */
char *cord_journal_file_vault_place (CordJournalFile *self, const char *interaction, const char *ref);
/* The same for a sealed column of the outbox: "body" or "resp_body". Full string. */
char *cord_journal_file_outbox_place (CordJournalFile *self, const char *operation, const char *column);
/* The text of a column for use in a document; NULL when it is not valid UTF-8, as in a damaged row. */
const char *cord_journal_file_valid_text (CordStatement *statement, int column);
/* An array of @values (element-type GVariant). Full reference. */
GVariant *cord_journal_file_array (GPtrArray *values);
/* A statement whose first parameter is @key, owned by the database; NULL with its error. */
CordStatement *cord_journal_file_statement (CordJournalFile *self, const char *sql, const char *key, GError **error);
/* Replaces an INTERNAL error of the store by one for the agent, with reason "disk-full" or "journal"; leaves others,
 * and NULL, as they are. Always FALSE. */
gboolean cord_journal_file_refuse (GError **error);

G_END_DECLS
