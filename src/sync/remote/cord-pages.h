/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/remote/cord-remote.h"

G_BEGIN_DECLS

/* Reads a whole list, page after page as the profile says (by X-Total-Count where the server sends it), each row once.
 * @path may have a query. @interaction: id of the contact it is read for, or NULL. Rows of which the server withholds
 * everything but the id are left out. */
void cord_pages_async (CordRemote *remote, const char *path, const char *interaction, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data);
/* The rows, full reference; at most 100,000. NULL with the errors of cord_remote_send_finish, or that of the first page
 * that was no success. */
JsonArray *cord_pages_finish (CordRemote *remote, GAsyncResult *result, GError **error);

G_END_DECLS
