/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"
#include "domain/gateway.h"

G_BEGIN_DECLS

/* The documents of the ports as plain structs (cord-gateway-document.def). */

#define DOCUMENT(Struct, name)                                                                                         \
  typedef struct _##Struct Struct;                                                                                     \
  struct _##Struct                                                                                                     \
  {
#define TEXT(member, ...) const char *member;
#define NEEDED(member, ...) const char *member;
#define GIVEN(member, ...) const char *member;
#define NUMBER(member, ...) gint64 member;
#define FLAG(member, ...) gboolean member;
#define OBJECT(member, ...) GVariant *member;
#define LIST(member, ...) GVariant *member;
/* clang-format off */
#define END };
/* clang-format on */
#include "domain/cord-gateway-document.def"

/* For each document:
 *
 * cord_NAME_new: the document of @self, full reference. Members that are NULL are left out.
 *
 * cord_NAME_read: fills @self from a document. What the document lacks, or has in another shape, stays as it was in
 * @self, so that a caller sets its defaults first. Strings are owned by @document; objects and lists are full
 * references.
 *
 * cord_NAME_clear: releases the objects and lists; also by g_auto. */
#define DOCUMENT(Struct, name)                                                                                         \
  GVariant *cord_##name##_new (const Struct *self);                                                                    \
  void cord_##name##_read (Struct *self, GVariant *document);                                                          \
  void cord_##name##_clear (Struct *self);                                                                             \
  G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Struct, cord_##name##_clear)
#include "domain/cord-gateway-document.def"

/* Whether @arguments have what @call needs: INVALID with reason "missing" and the member otherwise. */
gboolean cord_gateway_check_call (CordCall call, GVariant *arguments, GError **error);

G_END_DECLS
