/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-definition.h"

#include "config.h"

#include "base/cord-period.h"
#include "wire/cord-json-equal.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cord-definition-table.h"

#define DEPTH_MAX 32

/* Members of every type, all of them texts. */
static const char *const everywhere[] = { "@type", "@baseType", "@schemaLocation", NULL };

/* Required by the published files, although their own examples and the kits leave them out. */
static const struct
{
  const char *type;
  const char *member;
  const char *except; /* the member of a resource where it is required, except by the kits; NULL: none */
} forgiven[] = {
  { "RelatedParty", "@referredType", "engagedParty" },
  { "RelatedParty", "name", NULL },
  { "AccountRef", "name", NULL },
  { "AccountRelationship", "validFor", NULL },
  { "BillingCycleSpecificationRefOrValue", "name", NULL },
  { "TaxExemptionCertificate", "issuingJurisdiction", NULL },
  { "TaxExemptionCertificate", "validFor", NULL },
};
/* Some systems write them as texts, and nothing here reads them. */
static const char *const loose[] = { "logFlag", "tryTimes", NULL };

/* The way to a value: the resource and the path so far, which the error names. */
typedef struct
{
  const char *resource;
  GString *path;
  guint depth;
  gboolean kit;
} Walk;

static gboolean check_object (Walk *self, const CordDefinition *definition, JsonNode *node, GError **error);

const CordDefinition *
cord_definition_find (const char *resource)
{
  for (gsize i = 0; i < G_N_ELEMENTS (resources); i++)
    if (g_str_equal (resources[i].resource, resource))
      return resources[i].definition;
  return NULL;
}

const CordDefinitionMember *
cord_definition_member (const CordDefinition *self, const char *name)
{
  for (gsize i = 0; self != NULL && i < self->n_members; i++)
    if (g_str_equal (self->members[i].name, name))
      return &self->members[i];
  return NULL;
}

static gboolean
may_lack (const Walk *self, const CordDefinition *definition, const char *member)
{
  for (gsize i = 0; i < G_N_ELEMENTS (forgiven); i++)
    if (g_str_equal (forgiven[i].type, definition->name) && g_str_equal (forgiven[i].member, member))
      return self->kit || g_strcmp0 (forgiven[i].except, self->path->str) != 0;
  return FALSE;
}

/* One value */

static gboolean
missing (Walk *self, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "missing", self->path->str, NULL, _ ("%s: “%s” is missing"),
                              self->resource, self->path->str);
}

static gboolean
misshapen (Walk *self, const char *expected, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "shape", self->path->str, NULL, _ ("%s: “%s” must be %s"),
                              self->resource, self->path->str, expected);
}

static const char *
kind_name (CordKind kind)
{
  switch (kind)
    {
    case CORD_KIND_TEXT:
      return _ ("a text");
    case CORD_KIND_INSTANT:
      return _ ("a date and time, such as 2026-11-30T08:00:00Z");
    case CORD_KIND_INTEGER:
      return _ ("a whole number");
    case CORD_KIND_NUMBER:
      return _ ("a number");
    case CORD_KIND_BOOLEAN:
      return _ ("true or false");
    case CORD_KIND_OBJECT:
    case CORD_KIND_ANY:
    default:
      return _ ("an object");
    }
}

static gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         && !cord_json_is_decimal (node);
}

/* A date alone is its midnight in UTC, as in queries. */
static gboolean
is_instant (JsonNode *node)
{
  gint64 instant;
  CordDate date;

  return is_text (node)
         && (cord_tmf_instant (json_node_get_string (node), &instant)
             || cord_date_parse (json_node_get_string (node), &date, NULL));
}

/* JSON writes 3 and 3.0 for the same number. */
static gboolean
is_integer (JsonNode *node)
{
  g_autofree char *decimal = cord_json_dup_decimal (node);
  const char *fraction = decimal != NULL ? strchr (decimal, '.') : NULL;

  return decimal != NULL && strpbrk (decimal, "eE") == NULL
         && (fraction == NULL || strspn (fraction + 1, "0") == strlen (fraction + 1));
}

static gboolean
is_of_kind (JsonNode *node, CordKind kind)
{
  switch (kind)
    {
    case CORD_KIND_TEXT:
      return is_text (node);
    case CORD_KIND_INSTANT:
      return is_instant (node);
    case CORD_KIND_INTEGER:
      return is_integer (node);
    case CORD_KIND_NUMBER:
      return cord_json_is_decimal (node);
    case CORD_KIND_BOOLEAN:
      return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
    case CORD_KIND_OBJECT:
      return JSON_NODE_HOLDS_OBJECT (node);
    case CORD_KIND_ANY:
    default:
      return TRUE;
    }
}

static gboolean
check_value (Walk *self, const CordDefinitionMember *member, JsonNode *node, GError **error)
{
  if (!is_of_kind (node, member->kind))
    return misshapen (self, kind_name (member->kind), error);
  return member->nested == NULL || check_object (self, member->nested, node, error);
}

static gboolean
check_list (Walk *self, const CordDefinitionMember *member, JsonNode *node, GError **error)
{
  gsize length = self->path->len;
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return misshapen (self, _ ("a list"), error);
  array = json_node_get_array (node);
  if (member->filled && json_array_get_length (array) == 0)
    return missing (self, error);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_string_append_printf (self->path, ".%u", i);
      if (!check_value (self, member, json_array_get_element (array, i), error))
        return FALSE;
      g_string_truncate (self->path, length);
    }
  return TRUE;
}

/* Several objects */

static gboolean
check_member (Walk *self, const CordDefinition *definition, const char *name, JsonNode *node, GError **error)
{
  static const CordDefinitionMember common = { .kind = CORD_KIND_TEXT };
  const CordDefinitionMember *member = cord_definition_member (definition, name);
  gsize length = self->path->len;

  if (member == NULL && g_strv_contains (everywhere, name))
    member = &common;
  if (member == NULL || g_strv_contains (loose, name))
    return TRUE;
  g_string_append_printf (self->path, "%s%s", length > 0 ? "." : "", name);
  if (member->required && JSON_NODE_HOLDS_NULL (node))
    return missing (self, error);
  if (!(member->list ? check_list : check_value) (self, member, node, error))
    return FALSE;
  g_string_truncate (self->path, length);
  return TRUE;
}

static gboolean
check_required (Walk *self, const CordDefinition *definition, JsonObject *object, GError **error)
{
  for (gsize i = 0; i < definition->n_members; i++)
    {
      const CordDefinitionMember *member = &definition->members[i];

      if (!member->required || !cord_tmf_is_absent (object, member->name) || may_lack (self, definition, member->name))
        continue;
      g_string_append_printf (self->path, ".%s", member->name);
      return missing (self, error);
    }
  return TRUE;
}

static gboolean
check_object (Walk *self, const CordDefinition *definition, JsonNode *node, GError **error)
{
  JsonObject *object = json_node_get_object (node);
  JsonObjectIter iter;
  const char *name;
  JsonNode *inner;

  if (self->depth == DEPTH_MAX)
    return misshapen (self, _ ("less deep"), error);
  self->depth++;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &inner))
    if (!check_member (self, definition, name, inner, error))
      return FALSE;
  self->depth--;
  return check_required (self, definition, object, error);
}

gboolean
cord_definition_check (const char *resource, JsonObject *document, JsonObject *before, gboolean kit, GError **error)
{
  const CordDefinition *definition = cord_definition_find (resource);
  g_autoptr (GString) path = g_string_new (NULL);
  Walk walk = { resource, path, 1, kit };
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  g_return_val_if_fail (document != NULL, FALSE);

  if (definition == NULL)
    return TRUE;
  json_object_iter_init_ordered (&iter, document);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      JsonNode *same = before != NULL ? json_object_get_member (before, name) : NULL;

      if (cord_json_equal (same, node))
        continue;
      if (!check_member (&walk, definition, name, node, error))
        return FALSE;
    }
  return TRUE;
}
