/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-answer.h"

#include "server/resource/cord-merge-patch.h"
#include "server/resource/cord-query.h"
#include "server/http/cord-request-head.h"

#include <string.h>

/* What the server parses before authentication: any bytes as the head of a request; and where they are an object,
 * its members "head" and "query" as texts, "document" and "patch" as the document and its patch. */

static void
require_refusal (gboolean refused, const GError *error, const char *text)
{
  FUZZ_REQUIRE (refused == (error != NULL), text);
  FUZZ_REQUIRE (!refused || (error->code == CORD_ERROR_INVALID && cord_error_get_reason (error) != NULL), text);
}

/* The head that is passed on is complete, means the same as before, and is parsed the same way the second time. */
static void
check_head (const char *bytes, gsize length)
{
  g_autofree char *exact = g_memdup2 (bytes, length); /* no byte follows that could be read by mistake */
  g_auto (CordRequestHead) head = { 0 };
  g_auto (CordRequestHead) again = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean good;

  if (!cord_request_head_is_whole (exact, length, 0))
    return;
  good = cord_request_head_read (&head, exact, length, &error);
  require_refusal (!good, error, "head");
  if (!good)
    return;
  FUZZ_REQUIRE (head.length <= length && head.body <= CORD_REQUEST_BODY_MAX, head.text);
  FUZZ_REQUIRE (cord_request_head_read (&again, head.text, strlen (head.text), NULL), head.text);
  FUZZ_REQUIRE (again.length == strlen (head.text) && again.body == head.body && !again.expects, head.text);
  FUZZ_REQUIRE (g_str_equal (again.text, head.text), head.text);
}

static char *
written (JsonNode *node)
{
  char *text = cord_json_write (node);

  FUZZ_REQUIRE (cord_json_scan (text, strlen (text), &CORD_JSON_LIMITS_FILE, NULL), text);
  return text;
}

/* A text that is scanned says what the document says that is made of it. */
static void
check_text (CordQuery *query, JsonNode *document)
{
  g_autofree char *text = written (document);
  CordDocument scanned = { text, NULL };
  CordDocument parsed = { text, document };
  g_autoptr (GPtrArray) a = cord_query_sort_values (query, &scanned, NULL, NULL);
  g_autoptr (GPtrArray) b = cord_query_sort_values (query, &parsed, NULL, NULL);
  gboolean all = TRUE;

  FUZZ_REQUIRE (cord_query_compare (query, a, b) == 0, text);
  for (guint i = 0; i < query->filters->len; i++)
    {
      CordFilter *filter = g_ptr_array_index (query->filters, i);
      gboolean one, other;

      FUZZ_REQUIRE (cord_filter_match (filter, &scanned, &one, NULL), text);
      FUZZ_REQUIRE (cord_filter_match (filter, &parsed, &other, NULL), text);
      FUZZ_REQUIRE (one == other || filter->cost->given_up != NULL, text);
      all = all && other;
    }
  FUZZ_REQUIRE (cord_query_matches (query, document) == all || !cord_query_check_cost (query, NULL), text);
  g_clear_pointer (&scanned.node, json_node_unref);
}

static void
check_query (const char *text, JsonNode *document)
{
  CordDocument parsed = { NULL, document };
  g_autoptr (GError) error = NULL;
  g_autoptr (CordQuery) query = cord_query_parse (text, &error);
  g_autoptr (JsonNode) left = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (GPtrArray) keys = NULL;

  require_refusal (query == NULL, error, text);
  if (query == NULL || document == NULL)
    return;
  check_text (query, document);
  keys = cord_query_sort_values (query, &parsed, NULL, &error);
  FUZZ_REQUIRE (cord_query_compare (query, keys, keys) == 0, text);
  left = cord_query_project (query, document);
  again = cord_query_project (query, left);
  FUZZ_REQUIRE (json_node_equal (left, again), text);
  g_free (written (left));
}

static void
check_patch (JsonNode *document, JsonNode *patch)
{
  g_autoptr (JsonNode) once = cord_merge_patch (document, patch);
  g_autoptr (JsonNode) twice = cord_merge_patch (once, patch);
  g_autofree char *a = written (once);
  g_autofree char *b = written (twice);

  FUZZ_REQUIRE (g_str_equal (a, b), a);
}

static JsonNode *
member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? node : NULL;
}

static void
check_object (JsonNode *root)
{
  JsonObject *object = json_node_get_object (root);
  const char *head = cord_json_find_string (root, "head");
  const char *query = cord_json_find_string (root, "query");
  JsonNode *document = member (object, "document");
  JsonNode *patch = member (object, "patch");

  if (head != NULL)
    check_head (head, strlen (head));
  if (query != NULL)
    check_query (query, document);
  if (patch != NULL)
    check_patch (document, patch);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (JsonNode) root = cord_json_parse ((const char *)data, (gssize)size, &CORD_JSON_LIMITS_WIRE, NULL);

  check_head ((const char *)data, size);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    check_object (root);
  return 0;
}
