/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/admin/cord-user-admin.h"

#include "config.h"

#include "store/cord-user-store.h"
#include "wire/cord-user-codec.h"

#include <glib/gi18n-lib.h>

static CordUserEntry
entry_of (const CordUser *user)
{
  return (CordUserEntry){ .name = user->name,
                          .role = user->role,
                          .enabled = !user->disabled,
                          .team = user->work.team,
                          .shift = user->work.shift,
                          .start_date = user->work.start_date,
                          .extension = user->work.extension };
}

CordReply *
cord_user_admin_list (CordRequest *request, GError **error)
{
  g_autoptr (GPtrArray) users = cord_user_store_list (cord_core_get_database (request->core), error);
  JsonArray *list;

  if (users == NULL)
    return NULL;
  list = json_array_new ();
  for (guint i = 0; i < users->len; i++)
    {
      const CordUserEntry entry = entry_of (g_ptr_array_index (users, i));

      cord_user_entry_add (list, &entry);
    }
  return cord_reply_new_json (200, cord_user_list_to_json (list));
}

CordReply *
cord_user_admin_patch (CordRequest *request, GError **error)
{
  CordDatabase *database = cord_core_get_database (request->core);
  GError *inner = NULL;
  g_autoptr (CordUser) user = cord_user_store_get (database, request->id, &inner);
  CordUserEntry entry;
  gboolean found;

  if (user == NULL)
    {
      if (inner != NULL)
        g_propagate_error (error, inner);
      else
        cord_error_set_full (error, CORD_ERROR_NOT_FOUND, "not-found", NULL, NULL, _ ("There is no such user"));
      return NULL;
    }
  entry = entry_of (user);
  if (!cord_user_entry_patch (&entry, json_node_get_object (request->json), error)
      || !cord_user_store_set_work (
          database, user->name,
          &(CordUserWork){ (char *)entry.team, (char *)entry.shift, (char *)entry.start_date, (char *)entry.extension },
          &found, error))
    return NULL;
  return cord_reply_new_json (200, cord_user_entry_to_json (&entry));
}
