/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/cord-value.h"

G_BEGIN_DECLS

/* NAME.call (docs/interaction.md, "The record file"): header line, one event a line, closing line {"head", "events"}.
 * Personal values, where they are kept, stand beside it in NAME.vault as lines {"ref", "salt", "value"}. */
typedef struct
{
  GVariant *header;
  GPtrArray *events; /* (element-type GVariant): event objects, as read */
  GVariant
      *closing; /* the closing line as read ({"head", "events"} and the server's checkpoint); NULL when there is none */
  char *head;   /* from the closing line; NULL when there is none (a truncated record) */
  char *path;   /* as given, for messages; may be NULL */
  GVariant *vault; /* array of {ref, salt, value}; empty when there is no such file */
} CordRecordFile;

/* NULL is allowed. */
void cord_record_file_free (CordRecordFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordRecordFile, cord_record_file_free)

CordRecordFile *
cord_record_file_read (const char *path,
                       GError **error); /* syntax only; errors name file and line, reason "syntax" or "truncated" */
char *cord_record_file_vault_path (const char *path); /* "a/upgrade.call" → "a/upgrade.vault" */
/* Every hash, sequence number, body (against the event table) and the closing line; the first bad line is named: member
 * "line N"
 * ("vault line N" for a personal value that is not what its reference says). Reason "header", "sequence", "chain",
 * "event", "closing", "truncated" or "vault". */
gboolean cord_record_file_verify (const CordRecordFile *self, GError **error);
/* Canonical lines, written whole or not at all, readable by the owner only. @head NULL: no closing line, the record is
 * still open. An empty @vault removes the file beside it: what was erased does not stay. */
gboolean cord_record_file_write (const char *path, GVariant *header, GPtrArray *events, const char *head,
                                 GVariant *vault, GError **error);

G_END_DECLS
