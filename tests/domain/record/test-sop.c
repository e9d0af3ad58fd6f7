/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record-fixture.h"

#include <string.h>

/* A procedure of one step, in which each test breaks one thing. */
static const char good[]
    = "{'id':'p','version':'1','title':'P','steps':[{'id':'one','number':0,'title':'One','purpose':'Begin.','gate':'"
      "close',"
      "'prompts':[{'id':'hello','text':'Hello','manner':'verbatim'}],"
      "'questions':[{'id':'use','text':'Why?','form':'open','kind':'words'},"
      "{'id':'speed','text':'How fast?','form':'closed','kind':'choice','choices':[{'value':'same','title':'Same'}],"
      "'derives':'speed'}],"
      "'items':[{'id':'a','title':'A','mandatory':true,'field':'colour','evidence':{'field':'colour','is':'red'},"
      "'when':{'not':{'state':'closed'}}},"
      "{'id':'b','title':'B','mandatory':false,'evidence':{'any':[{'answered':'use'},"
      "{'count':'question.asked','least':2,'where':{'form':'open'}}]}}],"
      "'predicates':[1]}],'choices':{'colour':[{'value':'red','title':'Red'},{'value':'blue','title':'Blue'}]}}";

static char *
replace (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, 2);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strjoinv (to, parts);
}

/* Exactly one fault, at this place. */
static void
assert_fault (const char *from, const char *to, const char *fault)
{
  g_autofree char *text = replace (good, from, to);
  g_autoptr (GVariant) document = record_parse (text);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_false (cord_sop_check (document, faults));
  g_assert_cmpstr (faults->pdata[0], ==, fault);
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_null (cord_sop_new (document, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (fault, cord_error_get_member (error)));
}

static void
test_good (void)
{
  g_autoptr (GVariant) document = record_parse (good);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);

  if (!cord_sop_check (document, faults))
    g_error ("%s", (const char *)faults->pdata[0]);
}

static void
test_document (void)
{
  assert_fault ("'id':'p',", "", "id: missing");
  assert_fault ("'version':'1',", "", "version: missing");
  assert_fault ("'title':'P'", "'title':' '", "title: missing");
}

static void
test_step (void)
{
  assert_fault ("'number':0", "'number':1", "steps.0.number: the step cannot be reached: it must be number 0");
  assert_fault ("'title':'One',", "", "steps.0.title: missing");
  assert_fault ("'purpose':'Begin.',", "", "steps.0.purpose: missing");
  assert_fault ("{'id':'hello','text':'Hello','manner':'verbatim'}", "", "steps.0.prompts: nothing to say");
  assert_fault ("'text':'Hello'", "'text':''", "steps.0.prompts.0.text: missing");
  assert_fault ("verbatim", "loudly", "steps.0.prompts.0.manner: “loudly” is not known");
  assert_fault ("'predicates':[1]", "'predicates':['one']",
                "steps.0.predicates: must be numbers of questions of the scorecard");
  assert_fault ("'gate':'close'", "'gate':'wall'", "steps.0.gate: unknown gate");
  assert_fault ("'mandatory':true", "'mandatory':false",
                "steps.0.gate: no mandatory item with a predicate stands before it");
}

static void
test_question (void)
{
  assert_fault ("'id':'speed'", "'id':'use'", "steps.0.questions.1.id: “use” stands twice");
  assert_fault ("'text':'Why?',", "", "steps.0.questions.0.text: missing");
  assert_fault ("'form':'open','kind'", "'form':'wide','kind'", "steps.0.questions.0.form: “wide” is not known");
  assert_fault ("'kind':'words'", "'kind':'song'", "steps.0.questions.0.kind: “song” is not known");
  assert_fault ("'derives':'speed'", "'derives':'luck'", "steps.0.questions.1.derives: “luck” is not known");
  assert_fault ("[{'value':'same','title':'Same'}]", "[]", "steps.0.questions.1.choices: missing");
  assert_fault (",'title':'Same'", "", "steps.0.questions.1.choices.0.title: missing");
  assert_fault (",'title':'Blue'", "", "choices.colour.1.title: missing");
}

static void
test_item (void)
{
  assert_fault ("'id':'b'", "'id':'a'", "steps.0.items.1.id: “a” stands twice");
  assert_fault ("'title':'A',", "", "steps.0.items.0.title: missing");
  assert_fault ("'evidence':{'any'", "'proof':{'any'", "steps.0.items.1.evidence: not a predicate");
  assert_fault ("'is':'red'", "'is':'green'", "steps.0.items.0.evidence: “colour” is never “green”");
  assert_fault ("{'field':'colour','is'", "{'field':'smell','is'", "steps.0.items.0.evidence: unknown field “smell”");
  assert_fault ("{'state':'closed'}", "{'state':'asleep'}", "steps.0.items.0.when.not: unknown state “asleep”");
  assert_fault ("{'answered':'use'}", "{'answered':'age'}", "steps.0.items.1.evidence.any.0: unknown question “age”");
  assert_fault ("'count':'question.asked'", "'count':'question.sung'",
                "steps.0.items.1.evidence.any.1: unknown event “question.sung”");
  assert_fault ("'least':2", "'least':0", "steps.0.items.1.evidence.any.1: “least” must be at least 1");
  assert_fault ("'where':{'form':'open'}", "'where':{'tone':'open'}",
                "steps.0.items.1.evidence.any.1: “question.asked” has no member “tone”");
  assert_fault ("'where':{'form':'open'}", "'where':{'form':1}",
                "steps.0.items.1.evidence.any.1: “form” of “question.asked” has another type");
  assert_fault ("'count':'question.asked','least':2,'where':{'form':'open'}",
                "'event':'note.edited','where':{'words':'x'}",
                "steps.0.items.1.evidence.any.1: “words” of “note.edited” is not kept in the record");
  assert_fault ("{'not':{'state':'closed'}}", "{'all':[]}",
                "steps.0.items.0.when: “all” must be a list with at least one predicate");
  assert_fault ("{'state':'closed'}", "{'state':'closed','least':1}",
                "steps.0.items.0.when.not: “least” does not go with “state”");
}

/* Every fault is reported, not only the first, and input that is not a procedure does not crash. */
static void
test_many (void)
{
  static const char *const junk[] = { "[]",
                                      "{}",
                                      "{'steps':1}",
                                      "{'steps':['x']}",
                                      "{'steps':[{'items':['x'],'questions':[1],'prompts':[[]]}]}",
                                      "{'choices':{'a':1}}",
                                      "{'choices':[]}",
                                      "{'steps':[{'questions':[{}],'items':[{'field':1,'evidence':[]}]}]}" };
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *once = replace (good, "'title':'A'", "'title':''");
  g_autofree char *twice = replace (once, "'title':'One'", "'title':''");
  g_autoptr (GVariant) document = record_parse (twice);

  g_assert_false (cord_sop_check (document, faults));
  g_assert_cmpuint (faults->len, ==, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (junk); i++)
    {
      g_autoptr (GVariant) value = record_parse (junk[i]);

      g_assert_false (cord_sop_check (value, faults));
    }
}

static void
test_shipped (RecordFixture *f, gconstpointer data)
{
  static const char *const ids[]
      = { "arrive", "verify", "gather", "needs", "options", "confirm", "process", "expect", "document", "follow-up" };
  g_autoptr (GVariant) questions = cord_sop_dup_questions (f->sop);
  g_autoptr (GVariant) kinds = cord_sop_dup_choices (f->sop, "change-kind");
  g_autoptr (GVariant) none = cord_sop_dup_choices (f->sop, "name");

  g_assert_cmpstr (cord_sop_get_id (f->sop), ==, "plan-change");
  g_assert_cmpstr (cord_sop_get_version (f->sop), ==, "1");
  g_assert_cmpuint (cord_sop_get_n_steps (f->sop), ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_assert_cmpint (cord_sop_find_step (f->sop, ids[i]), ==, i);
      g_assert_cmpstr (cord_value_get_string (cord_sop_get_step (f->sop, i), "id"), ==, ids[i]);
    }
  g_assert_cmpint (cord_sop_find_step (f->sop, "dance"), ==, -1);
  g_assert_cmpuint (cord_value_length (questions), ==, 13);
  g_assert_cmpuint (cord_value_length (kinds), ==, 5);
  g_assert_cmpuint (cord_value_length (none), ==, 0);
  g_assert_nonnull (cord_sop_find_question (f->sop, "budget"));
  g_assert_null (cord_sop_find_question (f->sop, "colour"));
  g_assert_cmpstr (cord_sop_get_choice_title (f->sop, "change-kind", "remove"), ==, "Remove a service");
  g_assert_cmpstr (cord_sop_get_choice_title (f->sop, "change-kind", "paint"), ==, "paint");
}

/* Every question of the scorecard is answered by exactly one step. */
static void
test_questions_are_fed (RecordFixture *f, gconstpointer data)
{
  gboolean fed[33] = { FALSE };

  for (gsize i = 0; i < cord_sop_get_n_steps (f->sop); i++)
    {
      g_autoptr (GVariant) ids = cord_value_dup_array (cord_sop_get_step (f->sop, i), "predicates");

      for (gsize j = 0; j < cord_value_length (ids); j++)
        {
          g_autoptr (GVariant) id = cord_value_dup_at (ids, j);
          gint64 number = g_variant_get_int64 (id);

          g_assert_cmpint (number, >=, 1);
          g_assert_cmpint (number, <=, 32);
          g_assert_false (fed[number]);
          fed[number] = TRUE;
        }
    }
  for (gsize i = 1; i <= 32; i++)
    g_assert_true (fed[i]);
}

static void
test_states (RecordFixture *f, gconstpointer data)
{
  const char *const *states = cord_sop_states ();

  g_assert_cmpuint (g_strv_length ((char **)states), >=, 20);
  for (gsize i = 0; states[i] != NULL; i++)
    {
      cord_interaction_holds (f->interaction, states[i]); /* each can be evaluated on an empty interaction */
      for (gsize j = 0; j < i; j++)
        g_assert_cmpstr (states[i], !=, states[j]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sop/good", test_good);
  g_test_add_func ("/sop/document", test_document);
  g_test_add_func ("/sop/step", test_step);
  g_test_add_func ("/sop/question", test_question);
  g_test_add_func ("/sop/item", test_item);
  g_test_add_func ("/sop/many", test_many);
  g_test_add ("/sop/shipped", RecordFixture, NULL, record_fixture_set_up, test_shipped, record_fixture_tear_down);
  g_test_add ("/sop/questions-are-fed", RecordFixture, NULL, record_fixture_set_up, test_questions_are_fed,
              record_fixture_tear_down);
  g_test_add ("/sop/states", RecordFixture, NULL, record_fixture_set_up, test_states, record_fixture_tear_down);
  return g_test_run ();
}
