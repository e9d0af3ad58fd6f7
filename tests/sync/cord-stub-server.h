/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server that answers byte for byte what a test needs, also what no correct server would; one thread per
 * connection, loopback, port 0. */
typedef struct
{
  char *method;
  char *path;    /* with query */
  char *headers; /* the lines, names in lower case */
  char *body;
} CordStubRequest;

/* Returns the bytes to send (transfer full); NULL closes the connection, "" answers nothing and keeps it open. In
 * the connection's thread. */
typedef char *(*CordStubHandler) (const CordStubRequest *request, guint number, gpointer user_data);

typedef struct _CordStubServer CordStubServer;

CordStubServer *cord_stub_server_new (CordStubHandler handler, gpointer user_data);
void cord_stub_server_free (CordStubServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordStubServer, cord_stub_server_free)
char *cord_stub_server_dup_uri (CordStubServer *self);
guint cord_stub_server_count (CordStubServer *self);
const CordStubRequest *cord_stub_server_get (CordStubServer *self, guint index); /* of those that arrived */
/* The value of a header line of a request, or NULL. */
char *cord_stub_request_dup_header (const CordStubRequest *request, const char *name);

char *cord_stub_answer (int status, const char *headers, const char *body); /* @headers: lines ending in \r\n */
char *cord_stub_json (const char *body);                                    /* 200 */

G_END_DECLS
