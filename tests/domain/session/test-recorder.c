/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-case.h"

#include "domain/record/cord-recorder.h"

#include <string.h>

/* The recorder alone, in a call that was answered. */
typedef struct
{
  SessionCase *c;
  CordInteraction *interaction;
  CordRecorder *recorder;
  GPtrArray *answers; /* type, or type!reason when refused */
} Fixture;

typedef struct
{
  Fixture *f;
  const char *type;
} Question;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = cord_recorder_append_finish (CORD_RECORDER (source), result, &error);

  g_assert_true (done == (error == NULL));
  g_ptr_array_add (question->f->answers,
                   done ? g_strdup (question->type)
                        : g_strdup_printf ("%s!%s", question->type, cord_error_code_name (error->code)));
}

static void
append (Fixture *f, const char *type, GVariant *body)
{
  Question *question = g_new (Question, 1);
  g_autoptr (GVariant) owned = body;

  question->f = f;
  question->type = type;
  cord_recorder_append_async (f->recorder, type, owned, NULL, NULL, on_answer, question);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->c = session_case_new ();
  DO (f->c, ring, "+491713920001");
  DO (f->c, answer);
  f->interaction = g_object_ref (session_case_interaction (f->c));
  f->recorder = cord_recorder_new (f->interaction, CORD_JOURNAL (f->c->journal), f->c->clock, "agent");
  f->answers = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  session_case_settle (f->c);
  g_assert_finalize_object (f->recorder);
  g_object_unref (f->interaction);
  session_case_free (f->c);
  g_ptr_array_unref (f->answers);
}

static void
assert_answers (Fixture *f, const char *expected)
{
  g_autofree char *joined = NULL;

  session_case_settle (f->c);
  g_ptr_array_add (f->answers, NULL);
  joined = g_strjoinv (" ", (char **)f->answers->pdata);
  g_assert_cmpstr (joined, ==, expected);
  g_ptr_array_set_size (f->answers, 0);
}

static void
on_saved (CordRecorder *recorder, GParamSpec *pspec, gpointer user_data)
{
  g_string_append_c (user_data, cord_recorder_get_saved (recorder) ? 's' : 'w');
}

static void
test_order (Fixture *f, gconstpointer data)
{
  guint64 seq = cord_interaction_get_seq (f->interaction);
  g_autoptr (GString) saved = g_string_new (NULL);

  g_signal_connect (f->recorder, "notify::saved", G_CALLBACK (on_saved), saved);
  append (f, "notice.given", cord_value_of_strings ("notice", "recording", NULL));
  append (f, "step.entered", cord_value_of_strings ("step", "gather", NULL));
  append (f, "note.edited", cord_value_of_strings ("words", "x", NULL));
  g_assert_false (cord_recorder_get_saved (f->recorder));
  g_assert_cmpuint (cord_interaction_get_seq (f->interaction), ==, seq);
  assert_answers (f, "notice.given step.entered note.edited");
  g_assert_cmpuint (cord_interaction_get_seq (f->interaction), ==, seq + 3);
  g_assert_cmpstr (saved->str, ==, "ws");
  g_assert_cmpstr (cord_interaction_get_step (f->interaction), ==, "gather");
}

/* Refused by the disk: it fails with everything behind it, and the next event continues the durable chain. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  guint64 seq = cord_interaction_get_seq (f->interaction);
  guint kept = cord_vault_get_entries (cord_interaction_get_vault (f->interaction))->len;

  cord_memory_journal_fail (f->c->journal, 2, FALSE);
  append (f, "notice.given", cord_value_of_strings ("notice", "recording", NULL));
  append (f, "note.edited", cord_value_of_strings ("words", "x", NULL));
  append (f, "call.held", NULL);
  assert_answers (f, "notice.given note.edited!internal call.held!internal");
  g_assert_cmpuint (cord_interaction_get_seq (f->interaction), ==, seq + 1);
  g_assert_cmpuint (cord_vault_get_entries (cord_interaction_get_vault (f->interaction))->len, ==, kept);
  g_assert_true (cord_recorder_get_saved (f->recorder));
  append (f, "call.held", NULL);
  assert_answers (f, "call.held");
  g_assert_cmpuint (cord_interaction_get_seq (f->interaction), ==, seq + 2);
}

/* An impossible event is refused by itself and never reaches the disk. */
static void
test_impossible (Fixture *f, gconstpointer data)
{
  guint before = cord_memory_journal_get_n_commits (f->c->journal);

  append (f, "no.such", NULL);
  append (f, "call.resumed", NULL);
  append (f, "verify.attempt", cord_value_of_strings ("factor", "pin", "value", "4711", NULL));
  append (f, "step.entered", cord_value_of_strings ("step", "gather", "colour", "red", NULL));
  append (f, "notice.given", NULL);
  append (f, "step.entered", cord_value_of_strings ("step", "gather", NULL));
  session_case_settle (f->c);
  g_assert_cmpuint (f->answers->len, ==, 6);
  g_assert_true (g_ptr_array_find_with_equal_func (f->answers, "step.entered", g_str_equal, NULL));
  g_assert_cmpuint (cord_memory_journal_get_n_commits (f->c->journal), ==, before + 1);
  g_ptr_array_set_size (f->answers, 0);
}

static void
test_personal (Fixture *f, gconstpointer data)
{
  g_autofree char *dump = NULL;
  g_autofree char *words = NULL;
  CordEvent *event;

  append (f, "note.edited", cord_value_of_strings ("words", "Pays with 4111-1111-1111-1111, call +491713920001", NULL));
  assert_answers (f, "note.edited");
  event
      = g_ptr_array_index (cord_interaction_get_events (f->interaction), cord_interaction_get_seq (f->interaction) - 1);
  g_assert_nonnull (cord_value_get_string (event->body, "words.ref"));
  words = session_case_fold_text (f->c, "note-words");
  g_assert_cmpstr (words, ==, "Pays with [card number removed], call +491713920001");
  dump = cord_memory_journal_dump (f->c->journal);
  g_assert_null (strstr (dump, "4111-1111"));
}

static void
on_failed (CordRecorder *recorder, GError *error, gpointer user_data)
{
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INTERNAL);
  ++*(guint *)user_data;
}

static void
test_without_callback (Fixture *f, gconstpointer data)
{
  guint failures = 0;

  g_signal_connect (f->recorder, "failed", G_CALLBACK (on_failed), &failures);
  cord_memory_journal_fail (f->c->journal, 1, FALSE);
  cord_recorder_append_async (f->recorder, "call.held", NULL, NULL, NULL, NULL, NULL);
  session_case_settle (f->c);
  g_assert_cmpuint (failures, ==, 1);
  cord_memory_journal_fail (f->c->journal, 1, FALSE);
  append (f, "call.held", NULL);
  assert_answers (f, "call.held!internal");
  g_assert_cmpuint (failures, ==, 1);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/recorder/order", test_order);
  ADD ("/recorder/refused", test_refused);
  ADD ("/recorder/impossible", test_impossible);
  ADD ("/recorder/personal", test_personal);
  ADD ("/recorder/without-callback", test_without_callback);
  return g_test_run ();
}
