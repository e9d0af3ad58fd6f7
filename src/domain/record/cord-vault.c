/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-vault.h"

#include "base/cord-id.h"
#include "domain/record/cord-reference-private.h"

#include <string.h>

#define SALT_DIGITS 32

#define REF "ref"
#define SALT "salt"
#define VALUE "value"

struct _CordVault
{
  GObject parent_instance;

  GPtrArray *entries;
  GHashTable *by_ref; /* ref → CordVaultEntry, borrowed */
};

G_DEFINE_FINAL_TYPE (CordVault, cord_vault, G_TYPE_OBJECT)

/* The salt is hashed as its hex digits, so that any tool can check a reference from the text of the record file. */
static char *
compute_ref (const char *salt, GVariant *value)
{
  return cord_value_digest (value, salt, SALT_DIGITS);
}

CordVaultEntry *
cord_vault_entry_new (GVariant *value)
{
  CordVaultEntry *entry = g_new0 (CordVaultEntry, 1);

  entry->value = g_variant_ref_sink (value);
  entry->salt = cord_id_random_hex (SALT_DIGITS);
  entry->ref = compute_ref (entry->salt, entry->value);
  return entry;
}

CordVaultEntry *
cord_vault_entry_load (const char *ref, const char *salt, GVariant *value, GError **error)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (value);
  g_autofree char *expected = NULL;
  CordVaultEntry *entry;

  if (salt == NULL || strlen (salt) != SALT_DIGITS || strspn (salt, "0123456789abcdef") != SALT_DIGITS)
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "vault", "salt", NULL, "A salt must be 32 lower-case hex digits");
      return NULL;
    }
  expected = compute_ref (salt, sunk);
  if (g_strcmp0 (ref, expected) != 0)
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "vault", "ref", NULL,
                           "A kept value does not match its reference");
      return NULL;
    }
  entry = g_new0 (CordVaultEntry, 1);
  entry->ref = g_steal_pointer (&expected);
  entry->salt = g_strdup (salt);
  entry->value = g_steal_pointer (&sunk);
  return entry;
}

GVariant *
cord_vault_document_new (const char *ref, const char *salt, GVariant *value)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_string (&builder, REF, ref);
  cord_builder_string (&builder, SALT, salt);
  cord_builder_value (&builder, VALUE, value);
  return cord_builder_end (&builder);
}

CordVaultEntry *
cord_vault_entry_from_document (GVariant *document, GError **error)
{
  g_autoptr (GVariant) value = cord_value_dup (document, VALUE);

  if (value == NULL)
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "vault", VALUE, NULL, "A kept value is missing");
      return NULL;
    }
  return cord_vault_entry_load (cord_value_get_string (document, REF), cord_value_get_string (document, SALT), value,
                                error);
}

void
cord_vault_entry_free (CordVaultEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->ref);
  g_free (entry->salt);
  g_clear_pointer (&entry->value, g_variant_unref);
  g_free (entry);
}

static void
cord_vault_finalize (GObject *object)
{
  CordVault *self = CORD_VAULT (object);

  g_hash_table_unref (self->by_ref);
  g_ptr_array_unref (self->entries);
  G_OBJECT_CLASS (cord_vault_parent_class)->finalize (object);
}

static void
cord_vault_class_init (CordVaultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_vault_finalize;
}

static void
cord_vault_init (CordVault *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)cord_vault_entry_free);
  self->by_ref = g_hash_table_new (g_str_hash, g_str_equal);
}

CordVault *
cord_vault_new (void)
{
  return g_object_new (CORD_TYPE_VAULT, NULL);
}

void
cord_vault_add (CordVault *self, CordVaultEntry *entry)
{
  if (g_hash_table_contains (self->by_ref, entry->ref))
    {
      cord_vault_entry_free (entry);
      return;
    }
  g_ptr_array_add (self->entries, entry);
  g_hash_table_insert (self->by_ref, entry->ref, entry);
}

GVariant *
cord_vault_lookup (CordVault *self, GVariant *reference)
{
  const char *digest = cord_reference_get_digest (reference);
  const CordVaultEntry *entry = digest != NULL ? g_hash_table_lookup (self->by_ref, digest) : NULL;

  return entry != NULL ? g_variant_ref (entry->value) : NULL;
}

gboolean
cord_vault_erase (CordVault *self, const char *ref)
{
  CordVaultEntry *entry = g_hash_table_lookup (self->by_ref, ref);

  if (entry == NULL)
    return FALSE;
  g_hash_table_remove (self->by_ref, ref);
  g_ptr_array_remove (self->entries, entry);
  return TRUE;
}

GPtrArray *
cord_vault_get_entries (CordVault *self)
{
  return self->entries;
}
