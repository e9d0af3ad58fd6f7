/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/catalog/cord-catalog.h"

#include "base/cord-error.h"
#include "base/cord-period.h"
#include "base/cord-text.h"
#include "config.h"
#include "domain/customer/cord-history.h"

#include <glib/gi18n-lib.h>

#define DISCOUNT_MAX_CHARACTERS 40

struct _CordCatalog
{
  GObject parent_instance;

  GVariant *document;
  GListStore *offerings;
  GHashTable *by_id;   /* id → CordOffering, both owned by the store */
  GPtrArray *problems; /* (element-type CordOffering), owned by the store */
};

G_DEFINE_FINAL_TYPE (CordCatalog, cord_catalog, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_VERSION,
  PROP_OFFERINGS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
refuse (GError **error, gsize index, const char *member)
{
  g_autofree char *path = g_strdup_printf ("offerings.%" G_GSIZE_FORMAT ".%s", index, member);

  return cord_error_set_full (error, CORD_ERROR_INVALID, "invalid", path,
                              _ ("Ask the operator to correct the catalog."), _ ("The catalog is not valid at “%s”."),
                              path);
}

/* An offering without a currency of its own is priced in the catalog's. */
static GVariant *
with_currency (CordCatalog *self, GVariant *document)
{
  CordBuilder builder;

  if (!g_variant_is_of_type (document, CORD_VALUE_OBJECT) || cord_value_has (document, "currency"))
    return g_variant_ref (document);
  cord_builder_init (&builder);
  cord_builder_extend (&builder, document);
  cord_builder_string (&builder, "currency", cord_catalog_get_currency (self));
  return cord_builder_end (&builder);
}

static gboolean
read_offering (CordCatalog *self, GVariant *item, gsize index, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GVariant) document = with_currency (self, item);
  g_autoptr (CordOffering) offering = cord_offering_new (document, &problem);
  const char *id;

  if (offering == NULL)
    return refuse (error, index, cord_error_get_member (problem));
  id = cord_offering_get_id (offering);
  if (g_hash_table_contains (self->by_id, id))
    return refuse (error, index, "id");
  g_hash_table_insert (self->by_id, (gpointer)id, offering);
  g_list_store_append (self->offerings, offering);
  if (cord_offering_get_problem (offering) != NULL)
    g_ptr_array_add (self->problems, offering);
  return TRUE;
}

static gboolean
read_document (CordCatalog *self, GError **error)
{
  g_autoptr (GVariant) offerings = cord_value_dup_array (self->document, "offerings");
  gsize n = cord_value_length (offerings);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) item = cord_value_dup_at (offerings, i);

      if (!read_offering (self, item, i, error))
        return FALSE;
    }
  return TRUE;
}

static void
cord_catalog_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CordCatalog *self = CORD_CATALOG (object);

  switch (id)
    {
    case PROP_VERSION:
      g_value_set_string (value, cord_catalog_get_version (self));
      break;
    case PROP_OFFERINGS:
      g_value_set_object (value, self->offerings);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cord_catalog_finalize (GObject *object)
{
  CordCatalog *self = CORD_CATALOG (object);

  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_object (&self->offerings);
  g_clear_pointer (&self->document, g_variant_unref);
  G_OBJECT_CLASS (cord_catalog_parent_class)->finalize (object);
}

static void
cord_catalog_class_init (CordCatalogClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cord_catalog_get_property;
  object_class->finalize = cord_catalog_finalize;
  properties[PROP_VERSION] = g_param_spec_string ("version", NULL, NULL, NULL, flags);
  properties[PROP_OFFERINGS] = g_param_spec_object ("offerings", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cord_catalog_init (CordCatalog *self)
{
  self->offerings = g_list_store_new (CORD_TYPE_OFFERING);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->problems = g_ptr_array_new ();
}

CordCatalog *
cord_catalog_new (GVariant *document, GError **error)
{
  g_autoptr (CordCatalog) self = g_object_new (CORD_TYPE_CATALOG, NULL);

  g_return_val_if_fail (document != NULL, NULL);
  self->document = g_variant_ref_sink (document);
  if (!g_variant_is_of_type (document, CORD_VALUE_OBJECT))
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "invalid", "catalog", NULL, _ ("The catalog is not valid."));
      return NULL;
    }
  return read_document (self, error) ? g_steal_pointer (&self) : NULL;
}

const char *
cord_catalog_get_version (CordCatalog *self)
{
  const char *version = cord_value_get_string (self->document, "version");

  return version != NULL ? version : "";
}

const char *
cord_catalog_get_currency (CordCatalog *self)
{
  return cord_catalog_document_get_currency (self->document);
}

const char *
cord_catalog_document_get_currency (GVariant *document)
{
  return cord_value_get_string (document, "currency");
}

GVariant *
cord_catalog_document_new_cached (GVariant *document, gint64 stored)
{
  g_autofree char *at = cord_instant_to_string (stored);
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_extend (&builder, document);
  cord_builder_string (&builder, "cachedAt", at);
  return cord_builder_end (&builder);
}

GListModel *
cord_catalog_get_offerings (CordCatalog *self)
{
  return G_LIST_MODEL (self->offerings);
}

CordOffering *
cord_catalog_find (CordCatalog *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

CordOffering *
cord_catalog_find_billed (CordCatalog *self, const char *name)
{
  GListModel *offerings = cord_catalog_get_offerings (self);
  CordOffering *found = cord_catalog_find (self, name);
  /* Ids that the quote format takes as they are need no search. */
  const guint n = found == NULL && cord_history_is_digest (name) ? g_list_model_get_n_items (offerings) : 0;

  for (guint i = 0; i < n && found == NULL; i++)
    {
      g_autoptr (CordOffering) offering = g_list_model_get_item (offerings, i);
      g_autofree char *other = cord_history_name (cord_offering_get_id (offering));

      if (g_str_equal (other, name))
        found = offering; /* the list keeps it */
    }
  return found;
}

static char *
dup_title (CordCatalog *self, const char *discount, gboolean numbered)
{
  const guint n = g_list_model_get_n_items (cord_catalog_get_offerings (self));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordOffering) offering = g_list_model_get_item (cord_catalog_get_offerings (self), i);
      const CordPromotion *promotion = cord_offering_find_named (offering, discount, numbered);

      if (promotion != NULL && promotion->name != NULL)
        return cord_text_clean (promotion->name, DISCOUNT_MAX_CHARACTERS);
    }
  return NULL;
}

char *
cord_catalog_dup_discount_title (CordCatalog *self, const char *discount)
{
  char *title = dup_title (self, discount, FALSE);

  if (title == NULL)
    title = dup_title (self, discount, TRUE);
  return title != NULL ? title : g_strdup (discount);
}

const GPtrArray *
cord_catalog_get_problems (CordCatalog *self)
{
  return self->problems;
}
