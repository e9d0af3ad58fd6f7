/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"
#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

/* A resource that is about to change in the store, and what others are told of it: begin before the change, end after
 * it, both in its transaction, so that what is told is kept or undone with it. */
typedef struct
{
  CordCore *core;
  const CordResourceType *type;
  const char *id;
  gint64 version; /* as it stood, where somebody watches the event stream; 0: there was none */
  gboolean heard; /* somebody listens to the API */
  char *before;   /* the document as it stood; NULL: there was none, or nobody listens */
} CordResourceChange;

/* @id must stay until the end. */
gboolean cord_resource_change_begin (CordResourceChange *self, CordCore *core, const CordResourceType *type,
                                     const char *id, GError **error);
/* @after: the document as it is stored; NULL: it is deleted. */
gboolean cord_resource_change_end (CordResourceChange *self, const char *after, GError **error);
void cord_resource_change_clear (CordResourceChange *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordResourceChange, cord_resource_change_clear)

G_END_DECLS
