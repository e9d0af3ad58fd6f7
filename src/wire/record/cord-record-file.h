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
  GVariant *closing; /* the closing line as read, {"head", "events"} and the server's checkpoint; NULL without one */
  char *head;        /* from the closing line; NULL without one (the record is truncated, or still open) */
  char *path;        /* as given, for errors; may be NULL */
  GVariant *vault;   /* array of {ref, salt, value}; empty when there is no such file */
} CordRecordFile;

/* Frees the file with all it holds; NULL is allowed. */
void cord_record_file_free (CordRecordFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordRecordFile, cord_record_file_free)

/* Reads the file and the vault beside it; only the syntax is checked. To be freed; INVALID names file and line, reason
 * "syntax" or "truncated". */
CordRecordFile *cord_record_file_read (const char *path, GError **error);
/* "a/upgrade.vault" for "a/upgrade.call". Full string. */
char *cord_record_file_vault_path (const char *path);
/* Checks every hash, sequence number and body (against the event table) and the closing line. INVALID with the first
 * bad line as the member, "line N", or "vault line N" for a personal value that does not match its reference; reason
 * "header", "sequence", "chain", "event", "closing", "truncated" or "vault". */
gboolean cord_record_file_verify (const CordRecordFile *self, GError **error);
/* Writes canonical lines, atomically and readable by the owner only. @head NULL: without a closing line, since the
 * record is still open. An empty @vault removes the file beside it, so that erased values are gone. */
gboolean cord_record_file_write (const char *path, GVariant *header, GPtrArray *events, const char *head,
                                 GVariant *vault, GError **error);

G_END_DECLS
