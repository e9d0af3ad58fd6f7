/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-hub-event.h"

#include "base/cord-id.h"

#include <string.h>

/* The events of a change: which, under which names, and with which contents. */

static CordClock *
fixed_clock (void)
{
  return cord_clock_new_fixed (G_GINT64_CONSTANT (1781690400) * G_USEC_PER_SEC); /* 2026-06-17T10:00:00Z */
}

/* The types of the events, separated by spaces. */
static char *
types_of (const char *resource, const char *before, const char *after)
{
  g_autoptr (CordClock) clock = fixed_clock ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = cord_hub_event_make (cord_resource_type_find (resource), before, after, clock, &error);
  GString *types = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < events->len; i++)
    {
      g_autoptr (JsonNode) event = cord_json_parse (g_ptr_array_index (events, i), -1, &CORD_JSON_LIMITS_WIRE, &error);

      g_assert_no_error (error);
      g_assert_true (cord_hub_event_resource (event) == cord_resource_type_find (resource));
      g_string_append_printf (types, "%s%s", i > 0 ? " " : "", cord_json_find_string (event, "eventType"));
    }
  return g_string_free (types, FALSE);
}

static void
test_which (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    const char *types;
  } cases[] = {
    { NULL, "{\"id\":\"a\"}", "ProductCreateEvent" },
    { "{\"id\":\"a\"}", NULL, "ProductDeleteEvent" },
    { "{\"id\":\"a\"}", "{\"id\":\"a\"}", "" },
    { NULL, NULL, "" },
    { "{\"name\":\"a\"}", "{\"name\":\"b\"}", "ProductAttributeValueChangeEvent" },
    { "{\"name\":\"a\"}", "{}", "ProductAttributeValueChangeEvent" },
    { "{}", "{\"name\":{\"deep\":[1]}}", "ProductAttributeValueChangeEvent" },
    { "{\"a\":1.50}", "{\"a\":1.5}", "ProductAttributeValueChangeEvent" },
    { "{\"status\":\"active\"}", "{\"status\":\"suspended\"}", "ProductStateChangeEvent" },
    { "{\"name\":\"a\"}", "{\"name\":\"a\",\"status\":\"active\"}", "ProductStateChangeEvent" },
    { "{\"status\":\"a\",\"lastUpdate\":\"1\"}", "{\"status\":\"b\",\"lastUpdate\":\"2\"}", "ProductStateChangeEvent" },
    { "{\"lastUpdate\":\"1\"}", "{\"lastUpdate\":\"2\"}", "ProductAttributeValueChangeEvent" },
    { "{\"status\":\"a\",\"name\":\"a\"}", "{\"status\":\"b\",\"name\":\"b\"}",
      "ProductAttributeValueChangeEvent ProductStateChangeEvent" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *types = types_of ("product", cases[i].before, cases[i].after);

      g_assert_cmpstr (types, ==, cases[i].types);
    }
}

/* A type without a state has no state change; one with another name for it keeps that name. */
static void
test_by_type (void)
{
  g_autofree char *stateless = types_of ("billFormat", "{\"state\":\"a\"}", "{\"state\":\"b\"}");
  g_autofree char *status = types_of ("partyInteraction", "{\"status\":\"a\"}", "{\"status\":\"b\"}");

  g_assert_cmpstr (stateless, ==, "BillFormatAttributeValueChangeEvent");
  g_assert_cmpstr (status, ==, "PartyInteractionStatusChangeEvent");
  g_assert_false (cord_hub_event_has_hub (cord_resource_type_find ("accountHistory")));
  g_assert_true (cord_hub_event_has_hub (cord_resource_type_find ("quote")));
}

/* Amounts are sent as stored; ids sort in the order they were made. */
static void
test_content (void)
{
  g_autoptr (CordClock) clock = fixed_clock ();
  g_autoptr (GPtrArray) events = cord_hub_event_make (cord_resource_type_find ("product"), "{\"status\":\"a\"}",
                                                      "{\"status\":\"b\",\"price\":{\"value\":24.850}}", clock, NULL);
  g_autoptr (JsonNode) first = cord_json_parse (g_ptr_array_index (events, 0), -1, &CORD_JSON_LIMITS_WIRE, NULL);
  g_autoptr (JsonNode) second = cord_json_parse (g_ptr_array_index (events, 1), -1, &CORD_JSON_LIMITS_WIRE, NULL);

  g_assert_nonnull (strstr (g_ptr_array_index (events, 0),
                            "\"event\":{\"product\":{\"status\":\"b\",\"price\":{\"value\":24.850}}}"));
  g_assert_true (cord_id_is_valid (cord_json_find_string (first, "eventId")));
  g_assert_cmpstr (cord_json_find_string (first, "eventId"), <, cord_json_find_string (second, "eventId"));
  g_assert_true (g_str_has_prefix (cord_json_find_string (first, "eventTime"), "2026-06-17T10:00:00"));
}

static void
test_unreadable (void)
{
  g_autoptr (CordClock) clock = fixed_clock ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events
      = cord_hub_event_make (cord_resource_type_find ("product"), "{\"status\"", "{}", clock, &error);
  g_autoptr (JsonNode) foreign = cord_json_parse ("{\"event\":{\"ghost\":{}}}", -1, &CORD_JSON_LIMITS_WIRE, NULL);
  g_autoptr (JsonNode) none = cord_json_parse ("{\"event\":5}", -1, &CORD_JSON_LIMITS_WIRE, NULL);

  g_assert_null (events);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_null (cord_hub_event_resource (foreign));
  g_assert_null (cord_hub_event_resource (none));
}

/* Compared with the definitions, where available. */

static void
check_definition (JsonNode *definitions, const CordResourceType *type, CordHubChange change, guint *found)
{
  g_autofree char *name = cord_hub_event_name (type, change);
  g_autofree char *payload = g_strconcat (name, "Payload.properties.", type->name, NULL);
  g_autofree char *state = g_strconcat (type->type, "StatusChangeEvent", NULL);

  if (cord_json_find (definitions, name) == NULL)
    {
      if (change == CORD_HUB_STATE && cord_json_find (definitions, state) != NULL)
        g_error ("the definition says %s, not %s", state, name);
      return;
    }
  if (cord_json_find (definitions, payload) == NULL)
    g_error ("%s does not hold %s", name, type->name);
  (*found)++;
}

static guint
check_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  guint found = 0;
  gsize n;
  const CordResourceType *table = cord_resource_type_table (&n);

  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  root = cord_json_parse (text, -1, &CORD_JSON_LIMITS_FILE, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < n; i++)
    if (g_str_has_prefix (cord_json_find_string (root, "basePath"), table[i].base))
      for (CordHubChange change = CORD_HUB_CREATE; change <= CORD_HUB_DELETE; change++)
        check_definition (cord_json_find (root, "definitions"), &table[i], change, &found);
  return found;
}

static void
test_definitions (void)
{
  g_autofree char *beside = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "..", "shared", NULL);
  const char *shared = g_getenv ("CORD_SHARED") != NULL ? g_getenv ("CORD_SHARED") : beside;
  g_autofree char *folder = g_build_filename (shared, "api", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint found = 0;

  if (dir == NULL)
    {
      g_test_skip ("the definitions are not here");
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        found += check_file (path);
      }
  g_assert_cmpuint (found, >=, 70);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub-event/which", test_which);
  g_test_add_func ("/hub-event/by-type", test_by_type);
  g_test_add_func ("/hub-event/content", test_content);
  g_test_add_func ("/hub-event/unreadable", test_unreadable);
  g_test_add_func ("/hub-event/definitions", test_definitions);
  return g_test_run ();
}
