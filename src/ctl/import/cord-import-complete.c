/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/import/cord-import-complete.h"

#include "base/cord-period.h"
#include "store/cord-resource-store.h"
#include "wire/cord-bill-resource.h"
#include "wire/cord-definition.h"
#include "wire/cord-json.h"
#include "wire/cord-tmf.h"

#include <string.h>

#define TYPE "@type"

/* The state of what comes without one, by what else it says; else it begins as a posted one does. */
static const struct
{
  const char *type;
  const char *member; /* a time that has passed, or an object that it has; NULL: it need not say anything */
  const char *state;
} states[] = {
  { "product", "terminationDate", "terminated" },
  { "product", NULL, "active" },
  { "productOrder", "completionDate", "completed" },
  { "cancelProductOrder", "effectiveCancellationDate", "done" },
  { "communicationMessage", "sendTimeComplete", "completed" },
  { "customerBillOnDemand", "customerBill", "done" },
};

static gboolean
is_blank (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         && *json_node_get_string (node) == '\0';
}

/* A null or an empty text is taken away, since a value will stand there. */
static gboolean
lacks (JsonObject *document, const char *member)
{
  if (!cord_tmf_is_absent (document, member) && !is_blank (json_object_get_member (document, member)))
    return FALSE;
  json_object_remove_member (document, member);
  return TRUE;
}

/* A date alone is its midnight. */
static gboolean
has_passed (JsonObject *document, const char *member, gint64 now)
{
  g_autofree char *text = cord_tmf_dup_midnight (cord_tmf_string (document, member));
  gint64 instant;

  return text != NULL ? cord_tmf_instant (text, &instant) && instant <= now
                      : cord_tmf_object (document, member) != NULL;
}

static void
find_state (const CordResourceType *type, JsonObject *document, gint64 now, CordImportLack *lack)
{
  lack->state = cord_resource_type_first_state (type);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (!g_str_equal (states[i].type, type->name))
        continue;
      lack->known = states[i].member != NULL && has_passed (document, states[i].member, now);
      if (states[i].member == NULL || lack->known)
        lack->state = states[i].state;
      if (lack->known)
        return;
    }
}

void
cord_import_complete (const CordResourceType *type, JsonObject *document, gint64 now, CordImportLack *lack)
{
  const char *const *times = cord_resource_type_times ();

  *lack = (CordImportLack){ 0 };
  if (cord_definition_find (type->name) == NULL)
    return;
  if (lacks (document, TYPE))
    json_object_set_string_member (document, TYPE, type->type);
  if (type->state != NULL && lacks (document, type->state))
    find_state (type, document, now, lack);
  for (guint i = 0; times[i] != NULL; i++)
    if (cord_resource_type_gets_time (type, times[i]) && lacks (document, times[i]))
      lack->times |= 1u << i;
  if (g_str_equal (type->name, "customerBill"))
    cord_bill_resource_add_document (document);
}

/* In the store */

/* A document to which members are appended. */
typedef struct
{
  CordResourceRow *row;
  GString *text;
  const char *before; /* the stored document; NULL: there is none */
  JsonNode *stored;   /* the same, parsed */
} Completion;

static void
append (GString *text, const char *member, const char *value)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), value);
  g_autofree char *json = cord_json_write (node);

  g_string_truncate (text, text->len - 1);
  g_string_append_printf (text, ",\"%s\":%s}", member, json);
}

static void
add_column (CordResourceRow *row, const char *member, const char *value)
{
  for (const CordResourceIndex *index = row->type->indexes; index != NULL && index->path != NULL; index++)
    if (g_str_equal (index->path, member))
      {
        g_ptr_array_insert (row->columns, (int)row->columns->len - 1, g_strdup (index->column));
        g_ptr_array_insert (row->columns, (int)row->columns->len - 1, g_strdup (value));
      }
}

static const char *
stored_text (const Completion *self, const char *member)
{
  return self->stored != NULL ? cord_json_find_string (self->stored, member) : NULL;
}

static void
add (Completion *self, const char *member, const char *value)
{
  append (self->text, member, value);
  add_column (self->row, member, value);
}

/* The time of the last change: that of before where nothing else is different. */
static const char *
choose_update (const Completion *self, const char *member, const char *today)
{
  const char *before = stored_text (self, member);
  g_autoptr (GString) same = g_string_new (self->text->str);

  if (before == NULL)
    return today;
  append (same, member, before);
  return g_str_equal (same->str, self->before) ? before : today;
}

static void
add_lacking (Completion *self, const CordImportLack *lack, const char *today)
{
  const char *const *times = cord_resource_type_times ();
  const char *state = lack->state != NULL && !lack->known ? stored_text (self, self->row->type->state) : NULL;

  if (lack->state != NULL)
    add (self, self->row->type->state, state != NULL ? state : lack->state);
  for (guint i = 0; times[i] != NULL; i++)
    if ((lack->times & (1u << i)) != 0)
      {
        gboolean last = times[i + 1] == NULL;
        const char *before = last ? choose_update (self, times[i], today) : stored_text (self, times[i]);

        add (self, times[i], before != NULL ? before : today);
      }
}

char *
cord_import_dup_completed (CordDatabase *database, CordResourceRow *row, const CordImportLack *lack, gint64 now,
                           GError **error)
{
  g_autoptr (CordStoredResource) stored = NULL;
  g_autoptr (GString) text = g_string_new (row->document);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *today = NULL;
  Completion completion = { .row = row, .text = text };
  GError *inner = NULL;

  if (lack->state == NULL && lack->times == 0)
    return g_strdup (row->document);
  stored = cord_resource_store_get (database, row->type->name, row->id, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  if (stored != NULL)
    {
      node = cord_json_parse (stored->document, -1, &CORD_JSON_LIMITS_FILE, NULL);
      completion.before = stored->document;
      completion.stored = node;
    }
  today = cord_instant_to_string (now);
  add_lacking (&completion, lack, today);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
