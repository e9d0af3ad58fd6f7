/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/remote/cord-sign-in.h"

G_BEGIN_DECLS

/* Loads the journal's key: from PATH.key beside the journal (mode 0600) if that exists, otherwise from the sign-in
 * store if that is durable. Makes a key when the journal is new. DENIED, reason "keyring", when the journal exists and
 * its key cannot be read now: with a new one, unsent orders would become unreadable. */
void cord_journal_key_load_async (CordSignIn *store, const char *journal, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
/* 32 bytes, wiped when freed. Full reference; NULL with the error. */
GBytes *cord_journal_key_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
