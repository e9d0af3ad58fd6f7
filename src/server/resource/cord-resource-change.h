/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/resource/cord-resource-watcher.h"

G_BEGIN_DECLS

/* A resource that is about to change in the store, for its watchers: begin before the change, end after it, both in its
 * transaction, so that what the watchers write is kept or undone with it. */
struct _CordResourceChange
{
  CordCore *core;
  const CordResourceType *type;
  const char *id;
  CordResourceWatchDepth depths[CORD_RESOURCE_WATCHERS_MAX];
  gint64 version; /* as it stood, where a watcher wants to know; 0: there was none */
  gint64 now;     /* as it stands after the change; 0: it is deleted */
  char *before;   /* the document as it stood; NULL: there was none, or no watcher wants it */
};

/* Asks the watchers what they want to know and reads it. @id must stay until the end. FALSE with an error of the store
 * or of a watcher. */
gboolean cord_resource_change_begin (CordResourceChange *self, CordCore *core, const CordResourceType *type,
                                     const char *id, GError **error);
/* Informs the watchers. @after: the document as it is stored; NULL: it is deleted. FALSE as above. */
gboolean cord_resource_change_end (CordResourceChange *self, const char *after, GError **error);
/* Frees what @self holds; also when it was never ended. */
void cord_resource_change_clear (CordResourceChange *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordResourceChange, cord_resource_change_clear)

G_END_DECLS
