/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"
#include "store/cord-secret.h"

G_BEGIN_DECLS

/* People who sign in, and other systems (clients). */

typedef struct
{
  char *name;
  char *role; /* "agent", "reviewer", "trainer", "supervisor", "admin"; a client's is "system" */
  char *hash; /* of the password or the secret */
  gboolean disabled;
} CordUser;

void cord_user_free (CordUser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordUser, cord_user_free)

gboolean cord_user_role_is_valid (const char *role); /* of a person */
/* Makes or replaces. INVALID with member "role" or "name" (1 to 64 of letters, digits, "._@-"). Hashing takes its time.
 */
gboolean cord_user_store_put (CordDatabase *database, const char *name, const char *role, const char *password,
                              const CordSecretCost *cost, gint64 now, GError **error);
CordUser *cord_user_store_get (CordDatabase *database, const char *name, GError **error); /* NULL without error: none */
GPtrArray *cord_user_store_list (CordDatabase *database, GError **error); /* (element-type CordUser), by name */
/* Also ends the tokens. *found FALSE when there is none. */
gboolean cord_user_store_set_disabled (CordDatabase *database, const char *name, gboolean disabled, gboolean *found,
                                       GError **error);

gboolean cord_client_store_put (CordDatabase *database, const char *name, const char *secret,
                                const CordSecretCost *cost, gint64 now, GError **error);
CordUser *cord_client_store_get (CordDatabase *database, const char *name, GError **error);

G_END_DECLS
