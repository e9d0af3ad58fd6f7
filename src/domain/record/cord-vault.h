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

CordVault *cord_vault_new (void);
CordVaultEntry *cord_vault_entry_new (GVariant *value); /* fresh salt */
/* INVALID when ref is not the hash of salt and value. */
CordVaultEntry *cord_vault_entry_load (const char *ref, const char *salt, GVariant *value, GError **error);
void cord_vault_entry_free (CordVaultEntry *entry);
void cord_vault_add (CordVault *self, CordVaultEntry *entry); /* takes it */
GVariant *cord_vault_lookup (CordVault *self,
                             GVariant *reference); /* full reference, or NULL when erased or not a reference */
gboolean cord_vault_erase (CordVault *self, const char *ref);
GPtrArray *cord_vault_get_entries (CordVault *self); /* (element-type CordVaultEntry), in order of adding */

G_END_DECLS
