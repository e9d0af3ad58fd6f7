/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-projection.h"

#include <string.h>

/* A name on the way of some paths. */
typedef struct
{
  char *name;
  gboolean whole;      /* a path ends here: all that is below is wanted */
  GPtrArray *children; /* (element-type Step) */
} Step;

struct _CordProjection
{
  Step root;
};

static void
step_clear (Step *self)
{
  g_free (self->name);
  g_ptr_array_unref (self->children);
}

static void
step_free (gpointer data)
{
  step_clear (data);
  g_free (data);
}

static void
step_init (Step *self, const char *name, gsize length)
{
  self->name = g_strndup (name, length);
  self->whole = FALSE;
  self->children = g_ptr_array_new_with_free_func (step_free);
}

static Step *
ensure_child (Step *self, const char *name, gsize length)
{
  Step *child;

  for (guint i = 0; i < self->children->len; i++)
    {
      child = g_ptr_array_index (self->children, i);
      if (strlen (child->name) == length && memcmp (child->name, name, length) == 0)
        return child;
    }
  child = g_new (Step, 1);
  step_init (child, name, length);
  g_ptr_array_add (self->children, child);
  return child;
}

/* A path that is deeper than any document leads nowhere. */
static gboolean
is_too_deep (const char *path)
{
  guint depth = 1;

  for (; *path != '\0'; path++)
    depth += *path == '.';
  return depth > CORD_JSON_LIMITS_FILE.depth;
}

static void
add_path (Step *step, const char *path)
{
  if (*path == '\0' || is_too_deep (path))
    return;
  while (*path != '\0')
    {
      gsize length = strcspn (path, ".");

      step = ensure_child (step, path, length);
      path += path[length] == '.' ? length + 1 : length;
    }
  step->whole = TRUE;
}

CordProjection *
cord_projection_new (GPtrArray *paths)
{
  CordProjection *self = g_new (CordProjection, 1);

  step_init (&self->root, "", 0);
  add_path (&self->root, "id");
  add_path (&self->root, "href");
  for (guint i = 0; i < paths->len; i++)
    add_path (&self->root, g_ptr_array_index (paths, i));
  return self;
}

void
cord_projection_free (CordProjection *self)
{
  step_clear (&self->root);
  g_free (self);
}

static JsonNode *apply (const Step *step, JsonNode *node);

static JsonNode *
apply_to_array (const Step *step, JsonArray *array)
{
  g_autoptr (JsonArray) left = json_array_sized_new (json_array_get_length (array));

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *part = apply (step, json_array_get_element (array, i));

      if (part != NULL)
        json_array_add_element (left, part);
      else
        json_array_add_object_element (left, json_object_new ());
    }
  return json_node_init_array (json_node_alloc (), left);
}

/* NULL when nothing is left of it. */
static JsonObject *
apply_to_object (const Step *step, JsonObject *object)
{
  g_autoptr (JsonObject) left = json_object_new ();

  for (guint i = 0; i < step->children->len; i++)
    {
      const Step *child = g_ptr_array_index (step->children, i);
      JsonNode *member = json_object_get_member (object, child->name);
      JsonNode *part = member != NULL ? apply (child, member) : NULL;

      if (part != NULL)
        json_object_set_member (left, child->name, part);
    }
  return json_object_get_size (left) > 0 ? g_steal_pointer (&left) : NULL;
}

/* NULL when no path leads anywhere in it. */
static JsonNode *
apply (const Step *step, JsonNode *node)
{
  g_autoptr (JsonObject) left = NULL;

  if (step->whole)
    return json_node_copy (node);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return apply_to_array (step, json_node_get_array (node));
  if (JSON_NODE_HOLDS_OBJECT (node))
    left = apply_to_object (step, json_node_get_object (node));
  return left != NULL ? json_node_init_object (json_node_alloc (), left) : NULL;
}

JsonNode *
cord_projection_apply (const CordProjection *self, JsonNode *document)
{
  g_autoptr (JsonObject) left = apply_to_object (&self->root, json_node_get_object (document));

  if (left == NULL)
    left = json_object_new ();
  return json_node_init_object (json_node_alloc (), left);
}
