/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record-fixture.h"

#include "domain/record/cord-event-private.h"
#include "domain/record/cord-event-rule-private.h"

#include <string.h>

static const char zeros[] = "0000000000000000000000000000000000000000000000000000000000000000";
#define REF "{'ref':'0000000000000000000000000000000000000000000000000000000000000000'}"

static void
assert_body (const char *type, const char *text, const char *reason)
{
  g_autoptr (GVariant) body = record_parse (text);
  g_autoptr (GError) error = NULL;
  gboolean fine = cord_event_check_body (type, body, &error);

  if (reason == NULL)
    {
      g_assert_no_error (error);
      g_assert_true (fine);
      return;
    }
  g_assert_false (fine);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_reason (error), ==, reason);
}

static void
test_table (void)
{
  gsize n;
  const CordEventType *table = cord_event_type_table (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (i == 0 || strcmp (table[i - 1].type, table[i].type) < 0);
      g_assert_true (cord_event_type_find (table[i].type) == &table[i]);
      g_assert_cmpuint (table[i].version, >=, 1);
      for (const CordEventField *field = cord_event_type_fields (&table[i]); field->name != NULL; field++)
        {
          g_assert_nonnull (strchr ("sxboa", field->shape));
          g_assert_false (field->klass == CORD_CLASS_SECRET && field->mandatory);
        }
    }
  g_assert_null (cord_event_type_find ("call.dropped"));
  g_assert_null (cord_event_type_find (NULL));
}

/* An event that queues an intent or answers one names its kind, and each queued kind can be answered. */
static void
assert_intents (const CordEventType *type)
{
  const CordEventRule *rule = cord_event_rule (cord_event_type_kind (type));
  const CordEventField *operation = cord_event_type_find_field (type, CORD_EVENT_OPERATION);
  guint answers = 0;

  g_assert_true (rule->queues == NULL || rule->settles == NULL);
  g_assert_cmpint (operation != NULL, ==, rule->queues != NULL || rule->settles != NULL);
  for (CordEventKind kind = 0; rule->queues != NULL && kind < CORD_N_EVENT_KINDS; kind++)
    answers += g_strcmp0 (cord_event_rule (kind)->settles, rule->queues) == 0;
  g_assert_cmpuint (answers, ==, rule->queues != NULL ? 2 : 0);
}

/* Every row has all its columns, and they are consistent. */
static void
test_columns (void)
{
  gsize n;
  const CordEventType *table = cord_event_type_table (&n);
  g_autoptr (GHashTable) slots = g_hash_table_new (NULL, NULL);
  guint sentences = 0;

  g_assert_cmpuint (n, ==, CORD_N_EVENT_KINDS);
  for (gsize i = 0; i < n; i++)
    {
      const CordEventRule *rule = cord_event_rule ((CordEventKind)i);
      gsize n_fields = 0;

      g_assert_nonnull (table[i].type);
      g_assert_cmpstr (cord_event_kind_name (cord_event_type_kind (&table[i])), ==, table[i].type);
      for (const CordEventField *field = cord_event_type_fields (&table[i]); field->name != NULL; field++)
        n_fields++;
      g_assert_cmpuint (n_fields, <=, CORD_EVENT_MAX_FIELDS);
      g_assert_cmpint (n_fields > 0, ==, table[i].size > 0);
      g_assert_cmpint (n_fields > 0, ==, rule->slot != 0);
      g_assert_true (n_fields == 0 || g_hash_table_add (slots, GSIZE_TO_POINTER (rule->slot)));
      g_assert_cmpuint (rule->when & ~CORD_WHEN_SPEAKING, !=, 0);
      sentences |= rule->sentences;
      assert_intents (&table[i]);
    }
  g_assert_cmpuint (sentences, ==, (1u << CORD_N_SENTENCES) - 1);
}

static void
fill (const CordEventField *field, gpointer body, GVariant *object, GVariant *array)
{
  gpointer place = G_STRUCT_MEMBER_P (body, field->offset);

  if (field->personal)
    *(CordBeside *)place = (CordBeside){ .reference = object };
  else if (field->shape == 's')
    *(const char **)place = field->name;
  else if (field->shape == 'x')
    *(gint64 *)place = (gint64)field->offset;
  else if (field->shape == 'b')
    *(gboolean *)place = TRUE;
  else
    *(GVariant **)place = field->shape == 'o' ? object : array;
}

/* A body written from a struct is valid for its type, and reads back into the same struct. */
static void
assert_struct (CordEventKind kind, const CordEventType *type)
{
  g_autoptr (GVariant) object = record_parse (REF);
  g_autoptr (GVariant) array = cord_value_empty_array ();
  g_autofree char *written = g_malloc0 (MAX (type->size, 1));
  g_autoptr (GVariant) body = NULL;
  g_autoptr (GVariant) again = NULL;
  g_autoptr (CordEvent) event = NULL;

  for (const CordEventField *field = cord_event_type_fields (type); field->name != NULL; field++)
    if (field->klass != CORD_CLASS_SECRET)
      fill (field, written, object, array);
  body = cord_event_body_new (kind, written);
  event = cord_event_new (1, 0, 0, "anna", "verify", type->type, body, zeros);
  g_assert_true (event->kind == kind);
  g_assert_cmpint (event->typed != NULL, ==, type->size > 0);
  if (event->typed == NULL)
    return;
  g_assert_true (cord_event_of (event->typed) == event);
  again = cord_event_body_new (kind, event->typed);
  g_assert_true (cord_value_equal (body, again));
  for (const CordEventField *field = cord_event_type_fields (type); field->name != NULL; field++)
    g_assert_cmpint (cord_value_has (again, field->name), ==, field->klass != CORD_CLASS_SECRET);
}

static void
test_structs (void)
{
  gsize n;
  const CordEventType *table = cord_event_type_table (&n);

  for (gsize i = 0; i < n; i++)
    assert_struct ((CordEventKind)i, &table[i]);
}

static void
test_body (void)
{
  assert_body ("verify.attempt", "{'factor':'pin','length':4}", NULL);
  assert_body ("call.dropped", "{}", "unknown-type");
  assert_body ("verify.attempt", "{'factor':'pin'}", "missing");
  assert_body ("verify.attempt", "{'factor':'pin','length':'4'}", "shape");
  assert_body ("verify.attempt", "{'factor':'pin','length':4,'mood':'bad'}", "undeclared");
  assert_body ("verify.attempt", "{'factor':'pin','length':4,'value':'1234'}", "secret");
  assert_body ("verify.attempt", "{'factor':'pin','length':4,'pin':'1234'}", "secret");
  assert_body ("message.rendered",
               "{'channel':'sms','language':'en','subject':'','text':'x','digest':'','proved':1,'problems':[]}",
               "shape");
  assert_body ("call.answered", "[]", "shape");
}

/* A body is passed in with its personal values; the chain stores references to them. */
static void
test_personal (void)
{
  g_autoptr (GVariant) plain = record_parse ("{'words':'He is moving'}");
  g_autoptr (GVariant) recorded = record_parse ("{'words':" REF "}");
  g_autoptr (GVariant) longer = record_parse ("{'words':{'ref':'00','x':1}}");
  g_autoptr (GError) error = NULL;

  g_assert_true (cord_event_check_body ("note.edited", plain, NULL));
  g_assert_true (cord_event_check_body ("note.edited", recorded, NULL));
  g_assert_false (cord_event_check_body ("note.edited", longer, NULL));
  g_assert_true (cord_event_check_recorded ("note.edited", recorded, NULL));
  g_assert_false (cord_event_check_recorded ("note.edited", plain, &error));
  g_assert_cmpstr (cord_error_get_reason (error), ==, "personal");
}

static void
assert_shape_refused (GVariant *member)
{
  CordBuilder inner, body;
  g_autoptr (GVariant) change = NULL;
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) taken = member;
  g_autoptr (GError) error = NULL;

  cord_builder_init (&inner);
  cord_builder_value (&inner, "deep", member);
  change = cord_builder_end (&inner);
  cord_builder_init (&body);
  cord_builder_string (&body, "option", "o");
  cord_builder_value (&body, "change", change);
  value = cord_builder_end (&body);
  g_assert_false (cord_event_check_body ("change.selected", value, &error));
  g_assert_cmpstr (cord_error_get_reason (error), ==, "shape");
}

static void
test_no_null_no_decimal (void)
{
  CordBuilder builder;

  assert_shape_refused (g_variant_ref_sink (g_variant_new ("(s)", "1.5")));
  assert_shape_refused (g_variant_ref_sink (g_variant_new_double (1.5)));
  cord_builder_init (&builder);
  cord_builder_null (&builder, "nothing");
  assert_shape_refused (cord_builder_end (&builder));
}

static CordEvent *
make_event (void)
{
  g_autoptr (GVariant) body = record_parse ("{'factor':'pin','length':4}");

  return cord_event_new (3, 1773741600000000, 5000000000, "anna", "verify", "verify.attempt", body, zeros);
}

static void
test_round_trip (void)
{
  g_autoptr (CordEvent) event = make_event ();
  g_autoptr (GVariant) value = cord_event_to_value (event);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordEvent) again = cord_event_from_value (value, &error);
  g_autoptr (GVariant) back = NULL;

  g_assert_no_error (error);
  back = cord_event_to_value (again);
  g_assert_true (cord_value_equal (value, back));
  g_assert_cmpuint (again->seq, ==, 3);
  g_assert_cmpint (again->mono, ==, 5000000000);
  g_assert_true (again->type == event->type);
}

/* Computed outside the program: SHA-256 of 0x00 and the canonical bytes of the line without its hash. */
static void
test_hash (void)
{
  static const char line[]
      = "{\"actor\":\"anna\",\"at\":1773741600000000,\"body\":{\"factor\":\"pin\",\"length\":4},\"mono\":"
        "5000000000,\"prev\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"seq\":3,"
        "\"step\":\"verify\",\"type\":\"verify.attempt\",\"v\":1}";
  g_autoptr (CordEvent) event = make_event ();
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *)"\0", 1);
  g_checksum_update (checksum, (const guchar *)line, sizeof line - 1);
  g_assert_cmpstr (event->hash, ==, g_checksum_get_string (checksum));
}

/* Takes @value, floating or not. */
static void
assert_line_refused (const char *member, GVariant *value, const char *at_fault)
{
  g_autoptr (CordEvent) event = make_event ();
  g_autoptr (GVariant) line = cord_event_to_value (event);
  g_autoptr (GVariant) taken = value != NULL ? g_variant_take_ref (value) : NULL;
  g_autoptr (GVariant) changed = NULL;
  g_autoptr (GError) error = NULL;
  GVariantDict dict;

  g_variant_dict_init (&dict, line);
  g_variant_dict_remove (&dict, member);
  if (taken != NULL)
    g_variant_dict_insert_value (&dict, member, taken);
  changed = g_variant_ref_sink (g_variant_dict_end (&dict));
  g_assert_null (cord_event_from_value (changed, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_member (error), ==, at_fault);
}

static void
test_bad_lines (void)
{
  static const char *const members[] = { "seq", "at", "mono", "actor", "step", "type", "v", "body", "prev", "hash" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    assert_line_refused (members[i], NULL, members[i]);
  assert_line_refused ("mood", g_variant_new_string ("bad"), "mood");
  assert_line_refused ("seq", g_variant_new_int64 (4), "hash");
  assert_line_refused ("seq", g_variant_new_int64 (0), "seq");
  assert_line_refused ("at", g_variant_new_string ("now"), "at");
  assert_line_refused ("mono", g_variant_new_int64 (-1), "mono");
  assert_line_refused ("actor", g_variant_new_string ("otto"), "hash");
  assert_line_refused ("type", g_variant_new_string ("call.dropped"), "type");
  assert_line_refused ("v", g_variant_new_int64 (2), "v");
  assert_line_refused ("prev", g_variant_new_string ("00"), "prev");
  assert_line_refused ("hash", g_variant_new_string (zeros), "hash");
  assert_line_refused ("body", record_parse ("{'factor':'pin','length':5}"), "hash");
  assert_line_refused ("body", record_parse ("{'factor':'pin','length':4,'value':'1234'}"), "value");
}

static void
test_vault (void)
{
  g_autoptr (CordVault) vault = cord_vault_new ();
  g_autoptr (GVariant) words = g_variant_ref_sink (g_variant_new_string ("He is moving"));
  CordVaultEntry *one = cord_vault_entry_new (words);
  CordVaultEntry *two = cord_vault_entry_new (words);
  g_autoptr (GVariant) reference = cord_value_of_strings ("ref", one->ref, NULL);
  g_autoptr (GVariant) other = cord_value_of_strings ("ref", zeros, NULL);
  g_autoptr (GVariant) found = NULL;
  g_autofree char *ref = g_strdup (one->ref);

  g_assert_cmpstr (one->ref, !=, two->ref); /* equal words have different references */
  g_assert_cmpuint (strlen (one->salt), ==, 32);
  cord_vault_add (vault, one);
  cord_vault_add (vault, two);
  g_assert_cmpuint (cord_vault_get_entries (vault)->len, ==, 2);
  found = cord_vault_lookup (vault, reference);
  g_assert_cmpstr (g_variant_get_string (found, NULL), ==, "He is moving");
  g_assert_null (cord_vault_lookup (vault, other));
  g_assert_null (cord_vault_lookup (vault, words));
  g_assert_true (cord_vault_erase (vault, ref));
  g_assert_false (cord_vault_erase (vault, ref));
  g_assert_null (cord_vault_lookup (vault, reference));
  g_assert_cmpuint (cord_vault_get_entries (vault)->len, ==, 1);
}

static void
test_vault_load (void)
{
  g_autoptr (GVariant) words = g_variant_ref_sink (g_variant_new_string ("He is moving"));
  g_autoptr (GVariant) others = g_variant_ref_sink (g_variant_new_string ("She is moving"));
  CordVaultEntry *entry = cord_vault_entry_new (words);
  g_autoptr (GError) error = NULL;
  CordVaultEntry *again = cord_vault_entry_load (entry->ref, entry->salt, words, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (again->ref, ==, entry->ref);
  g_assert_null (cord_vault_entry_load (entry->ref, entry->salt, others, &error));
  g_assert_cmpstr (cord_error_get_member (error), ==, "ref");
  g_clear_error (&error);
  g_assert_null (cord_vault_entry_load (entry->ref, "salt", words, &error));
  g_assert_cmpstr (cord_error_get_member (error), ==, "salt");
  cord_vault_entry_free (again);
  cord_vault_entry_free (entry);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event/table", test_table);
  g_test_add_func ("/event/columns", test_columns);
  g_test_add_func ("/event/structs", test_structs);
  g_test_add_func ("/event/body", test_body);
  g_test_add_func ("/event/personal", test_personal);
  g_test_add_func ("/event/no-null-no-decimal", test_no_null_no_decimal);
  g_test_add_func ("/event/round-trip", test_round_trip);
  g_test_add_func ("/event/hash", test_hash);
  g_test_add_func ("/event/bad-lines", test_bad_lines);
  g_test_add_func ("/vault/values", test_vault);
  g_test_add_func ("/vault/load", test_vault_load);
  return g_test_run ();
}
