/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/remote/cord-remote.h"

G_BEGIN_DECLS

/* A whole list, page after page as the profile says (X-Total-Count where the server tells it), each row once. @path
 * holds a query or none. Rows of which the server kept everything back but their id are left out: nothing can be read
 * from them. */
void cord_pages_async (CordRemote *remote, const char *path, const char *interaction, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data);
JsonArray *cord_pages_finish (CordRemote *remote, GAsyncResult *result, GError **error);

G_END_DECLS
