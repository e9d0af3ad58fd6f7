/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"
#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

typedef struct _CordResourceChange CordResourceChange;

/* What a watcher needs to know of a change; each includes the one before. Finding it out costs a read each. */
typedef enum
{
  CORD_RESOURCE_WATCH_NOTHING,
  CORD_RESOURCE_WATCH_VERSION,  /* the versions before and after */
  CORD_RESOURCE_WATCH_DOCUMENT, /* and the document as it stood before */
} CordResourceWatchDepth;

/* Watchers of resources, called while a change is made, in their transaction (cord-resource-change.h). An error of
 * either function makes the change fail. */
typedef struct
{
  /* Before the change. Sets @depth, which is NOTHING, to what it wants to know of this change of a @type. */
  gboolean (*begin) (gpointer self, const CordResourceType *type, CordResourceWatchDepth *depth, GError **error);
  /* After it, unless @depth was NOTHING. @after: the document as it is stored; NULL: it was deleted. What is told is
   * not durable yet. */
  gboolean (*end) (gpointer self, const CordResourceChange *change, const char *after, GError **error);
} CordResourceWatcher;

#define CORD_RESOURCE_WATCHERS_MAX 4

/* @watcher is static; @self is passed to its functions and must live as long as anything is written. */
void cord_resource_watcher_add (CordCore *core, const CordResourceWatcher *watcher, gpointer self);
/* The watcher number @index, from 0, in the order in which they were added, and its @self; NULL after the last. */
const CordResourceWatcher *cord_resource_watcher_get (CordCore *core, guint index, gpointer *self);

G_END_DECLS
