/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/cord-value.h"

G_BEGIN_DECLS

/* Personal values beside the chain. An event holds {"ref": SHA-256 (salt ‖ canonical bytes)}; the value and its salt
 * live here, so erasing them leaves the chain valid. */
typedef struct
{
  char *ref;
  char *salt; /* 32 hex characters */
  GVariant *value;
} CordVaultEntry;

#define CORD_TYPE_VAULT (cord_vault_get_type ())
G_DECLARE_FINAL_TYPE (CordVault, cord_vault, CORD, VAULT, GObject)

/* An empty vault. Full reference. */
CordVault *cord_vault_new (void);
/* Makes an entry for @value, which may be floating, with a fresh salt. */
CordVaultEntry *cord_vault_entry_new (GVariant *value);
/* An entry as it was stored. INVALID, reason "vault", when @ref is not the hash of @salt and @value. */
CordVaultEntry *cord_vault_entry_load (const char *ref, const char *salt, GVariant *value, GError **error);
/* The document in which journals and records keep a value: {ref, salt, value}. Full reference. */
GVariant *cord_vault_document_new (const char *ref, const char *salt, GVariant *value);
/* The entry of such a document; errors as of cord_vault_entry_load(), and for a member that is missing. */
CordVaultEntry *cord_vault_entry_from_document (GVariant *document, GError **error);
/* NULL is allowed. */
void cord_vault_entry_free (CordVaultEntry *entry);
/* Takes @entry; one with the same reference is kept instead. */
void cord_vault_add (CordVault *self, CordVaultEntry *entry);
/* The value that @reference, {"ref": …}, stands for. Full reference; NULL when it was erased or is not a reference. */
GVariant *cord_vault_lookup (CordVault *self, GVariant *reference);
/* Frees the value and its salt; its reference then leads nowhere. FALSE when it is not there. */
gboolean cord_vault_erase (CordVault *self, const char *ref);
GPtrArray *cord_vault_get_entries (CordVault *self); /* (element-type CordVaultEntry), in order of adding */

G_END_DECLS
