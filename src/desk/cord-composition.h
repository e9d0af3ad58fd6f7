/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/cord-practice-line.h"
#include "domain/session/cord-session.h"

G_BEGIN_DECLS

/* The composition root: builds the real things behind the session's ports (journal, remote gateway, sign-in, uploader;
 * on the practice line also the server) and keeps them alive. The only part of the desk that knows them. */
#define CORD_TYPE_COMPOSITION (cord_composition_get_type ())
G_DECLARE_FINAL_TYPE (CordComposition, cord_composition, CORD, COMPOSITION, GObject)

typedef struct
{
  const char *server;   /* base address; ignored on the practice line */
  gboolean demo;        /* the practice line */
  gboolean fresh;       /* forget an unfinished practice call */
  const char *practice; /* name of the folder the practice line keeps its files in; each name is a line of its own */
  const char *policy;   /* id of the policy pack */
  const char *profile; /* of the system behind the server: a name or a file; NULL or "" for cordboard-server. Ignored on
                          the practice line */
} CordCompositionOptions;

/* Errors name what could not be opened and what to do. */
void cord_composition_build_async (const CordCompositionOptions *options, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
/* The composition, to be unreferenced when the desk ends; NULL with @error. */
CordComposition *cord_composition_build_finish (GAsyncResult *result, GError **error);

CordSession *cord_composition_get_session (CordComposition *self); /* borrowed */
GVariant *cord_composition_get_callers (CordComposition *self);    /* NULL outside the practice line */
/* Writes the record of an interaction: NAME.call and NAME.vault. */
void cord_composition_export_async (CordComposition *self, const char *interaction, const char *path,
                                    GAsyncReadyCallback callback, gpointer user_data);
/* FALSE with @error when the record could not be read or a file not be written. */
gboolean cord_composition_export_finish (CordComposition *self, GAsyncResult *result, GError **error);

G_END_DECLS
