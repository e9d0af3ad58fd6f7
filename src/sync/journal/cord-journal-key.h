/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/remote/cord-sign-in.h"

G_BEGIN_DECLS

/* The journal's key: from the sign-in store where that is durable, otherwise from a file of mode 0600 beside the
 * journal (PATH.key), which always wins when it is there. Made when the journal is new. DENIED with reason "keyring"
 * when there is a journal and its key cannot be had now: a new one would make unsent orders unreadable. */
void cord_journal_key_load_async (CordSignIn *store, const char *journal, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
GBytes *cord_journal_key_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
