/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-definition.h"

#include "config.h"

#include "wire/cord-entry-match.h"
#include "wire/cord-json-equal.h"
#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>

#include "cord-definition-table.h"

#define DEPTH_MAX 32
#define TYPE "@type"
#define BASE "@baseType"

/* Members of every type. */
static const CordDefinitionMember everywhere[] = {
  { .name = TYPE, .kind = CORD_KIND_TEXT },
  { .name = BASE, .kind = CORD_KIND_TEXT },
  { .name = "@schemaLocation", .kind = CORD_KIND_URI },
};

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

/* The way to a value: the resource and the path so far, which the error names, and the object that the value is of. */
typedef struct
{
  const char *resource;
  GString *path;
  guint depth;
  gboolean kit;
  const CordDefinition *definition;
  JsonObject *object;
} Walk;

static gboolean check_object (Walk *self, const CordDefinition *definition, JsonNode *node, JsonNode *before,
                              GError **error);

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
empty (Walk *self, GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "empty", self->path->str, NULL,
                              _ ("%s: “%s” must have at least one entry"), self->resource, self->path->str);
}

char *
cord_definition_dup_subclass_hint (const char *name, JsonObject *object)
{
  const char *type = cord_tmf_string (object, TYPE);

  if (type == NULL || g_str_equal (type, name))
    return NULL;
  return g_strdup_printf (_ ("A “%s” may have members that a %s does not have, but those of a %s keep their kind."),
                          type, name, name);
}

static gboolean
misshapen (Walk *self, const char *expected, GError **error)
{
  /* References name the type of what they refer to as their own, and are no subclass for it. */
  gboolean subclass = self->depth == 1 || cord_tmf_string (self->object, BASE) != NULL;
  g_autofree char *hint = subclass ? cord_definition_dup_subclass_hint (self->definition->name, self->object) : NULL;

  return cord_error_set_full (error, CORD_ERROR_INVALID, "shape", self->path->str, hint, _ ("%s: “%s” must be %s"),
                              self->resource, self->path->str, expected);
}

static gboolean
check_value (Walk *self, const CordDefinitionMember *member, JsonNode *node, JsonNode *before, GError **error)
{
  if (!cord_kind_holds (member->kind, node))
    return misshapen (self, cord_kind_name (member->kind), error);
  return member->nested == NULL || check_object (self, member->nested, node, before, error);
}

static gboolean
check_list (Walk *self, const CordDefinitionMember *member, JsonNode *node, JsonNode *before, GError **error)
{
  g_auto (CordEntryMatch) match = { 0 };
  gsize length = self->path->len;
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return misshapen (self, _ ("a list"), error);
  array = json_node_get_array (node);
  if (member->filled && json_array_get_length (array) == 0)
    return empty (self, error);
  cord_entry_match_init (&match, before, array);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *entry = json_array_get_element (array, i);
      JsonNode *was = cord_entry_match_find (&match, i, entry);

      g_string_append_printf (self->path, ".%u", i);
      if (!cord_json_equal (was, entry) && !check_value (self, member, entry, was, error))
        return FALSE;
      g_string_truncate (self->path, length);
    }
  return TRUE;
}

/* Several objects */

static const CordDefinitionMember *
find_member (const CordDefinition *definition, const char *name)
{
  const CordDefinitionMember *member = cord_definition_member (definition, name);

  for (gsize i = 0; member == NULL && i < G_N_ELEMENTS (everywhere); i++)
    if (g_str_equal (everywhere[i].name, name))
      member = &everywhere[i];
  return member;
}

/* @before: what was stored of the object, or NULL. */
static gboolean
check_member (Walk *self, const char *name, JsonNode *node, JsonObject *before, GError **error)
{
  const CordDefinitionMember *member = find_member (self->definition, name);
  JsonNode *was = before != NULL ? json_object_get_member (before, name) : NULL;
  gsize length = self->path->len;

  if (member == NULL || g_strv_contains (loose, name) || cord_json_equal (was, node))
    return TRUE;
  g_string_append_printf (self->path, "%s%s", length > 0 ? "." : "", name);
  if (member->required && JSON_NODE_HOLDS_NULL (node))
    return missing (self, error);
  if (!(member->list ? check_list : check_value) (self, member, node, was, error))
    return FALSE;
  g_string_truncate (self->path, length);
  return TRUE;
}

static gboolean
check_members (Walk *self, JsonObject *before, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, self->object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!check_member (self, name, node, before, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_required (Walk *self, JsonObject *before, GError **error)
{
  for (gsize i = 0; i < self->definition->n_members; i++)
    {
      const CordDefinitionMember *member = &self->definition->members[i];

      if (!member->required || !cord_tmf_is_absent (self->object, member->name)
          || may_lack (self, self->definition, member->name)
          || (before != NULL && cord_tmf_is_absent (before, member->name)))
        continue;
      g_string_append_printf (self->path, ".%s", member->name);
      return missing (self, error);
    }
  return TRUE;
}

static gboolean
check_object (Walk *self, const CordDefinition *definition, JsonNode *node, JsonNode *before, GError **error)
{
  Walk inner = *self;
  JsonObject *old = before != NULL && JSON_NODE_HOLDS_OBJECT (before) ? json_node_get_object (before) : NULL;
  JsonObject *same = old != NULL && cord_entry_match_is_same (before, node) ? old : NULL;

  if (self->depth == DEPTH_MAX)
    return misshapen (self, _ ("less deep"), error);
  inner.depth++;
  inner.definition = definition;
  inner.object = json_node_get_object (node);
  return check_members (&inner, old, error) && check_required (&inner, same, error);
}

gboolean
cord_definition_check (const char *resource, JsonObject *document, JsonObject *before, gboolean kit, GError **error)
{
  const CordDefinition *definition = cord_definition_find (resource);
  g_autoptr (GString) path = g_string_new (NULL);
  Walk walk = { resource, path, 1, kit, definition, document };

  g_return_val_if_fail (document != NULL, FALSE);

  return definition == NULL || check_members (&walk, before, error);
}
