/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/cord-database.h"

G_BEGIN_DECLS

/* A second database behind the interface: it passes every call on to another one and counts them. A table store that
 * bypassed the interface would find no connection here. */
CordDatabase *cord_recording_database_new (CordDatabase *inner); /* keeps a reference */
/* How many statements were prepared, and steps made. */
void cord_recording_database_count (CordDatabase *self, guint *statements, guint *steps);

/* The server's store in memory; behind a recording database where CORD_STORE_RECORDED is set, as in meson's second
 * run of the tests of the table stores. */
CordDatabase *cord_recording_database_open_store (GError **error);

G_END_DECLS
