/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"
#include "store/cord-secret.h"

G_BEGIN_DECLS

/* An account: of a person who signs in (user), or of another system (client). */

/**
 * CordUserWork: what an agent's work is planned by; NULL where nobody said.
 * @team: its name
 * @shift: hours (cord-shift.h)
 * @start_date: the first day, "YYYY-MM-DD"
 * @extension: of the telephone
 */
typedef struct
{
  char *team;
  char *shift;
  char *start_date;
  char *extension;
} CordUserWork;

typedef struct
{
  char *name;
  char *role; /* "agent", "reviewer", "trainer", "supervisor", "admin"; a client's is "system" */
  char *hash; /* of the password or the secret */
  gboolean disabled;
  CordUserWork work;
} CordUser;

/* Frees the account and its strings. */
void cord_user_free (CordUser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordUser, cord_user_free)

/* Makes or replaces a user; a new role or password ends the tokens that were issued under the old one. INVALID with
 * member "role" or "name" (1 to 64 letters, digits, "._@-"). Blocks while the password is hashed. @now: microseconds
 * since the epoch. */
gboolean cord_user_store_put (CordDatabase *database, const char *name, const char *role, const char *password,
                              const CordSecretCost *cost, gint64 now, GError **error);
/* The user of this name, disabled or not. NULL without error: there is none. */
CordUser *cord_user_store_get (CordDatabase *database, const char *name, GError **error);
/* All users by name; (transfer full) (element-type CordUser). */
GPtrArray *cord_user_store_list (CordDatabase *database, GError **error);
/* Disables or enables a user; disabling also ends their tokens. *found FALSE when there is none of this name. */
gboolean cord_user_store_set_disabled (CordDatabase *database, const char *name, gboolean disabled, gboolean *found,
                                       GError **error);

/* Sets what the user's work is planned by, all of it. INVALID with member "team" or "extension" (1 to 64 characters),
 * "shift" or "startDate" where it cannot be read. *found FALSE when there is none of this name. */
gboolean cord_user_store_set_work (CordDatabase *database, const char *name, const CordUserWork *work, gboolean *found,
                                   GError **error);

/* Makes or replaces a client; a new secret ends the tokens that were issued under the old one. Errors as of
 * cord_user_store_put. */
gboolean cord_client_store_put (CordDatabase *database, const char *name, const char *secret,
                                const CordSecretCost *cost, gint64 now, GError **error);
/* The client of this name; its role is "system". NULL without error: there is none. */
CordUser *cord_client_store_get (CordDatabase *database, const char *name, GError **error);

G_END_DECLS
