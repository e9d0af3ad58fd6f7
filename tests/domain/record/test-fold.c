/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record-fixture.h"

#include "domain/record/cord-event-private.h"
#include "domain/record/cord-reference-private.h"

#include <string.h>

static char *
get_text (RecordFixture *f, const char *property)
{
  char *text;

  g_object_get (f->interaction, property, &text, NULL);
  return text;
}

static void
assert_text (RecordFixture *f, const char *property, const char *expected)
{
  g_autofree char *text = get_text (f, property);

  g_assert_cmpstr (text, ==, expected);
}

static void
to_options (RecordFixture *f)
{
  record_arrive (f);
  record_choose (f);
  record_verify (f);
  record_open (f);
  record_gather (f);
  record_ask (f);
  record_rank (f);
}

static void
to_order (RecordFixture *f)
{
  to_options (f);
  record_present (f);
  record_select (f);
  record_quote (f, "2026-03-17");
  record_consent (f);
  record_queue_order (f);
}

static void
test_upgrade (RecordFixture *f, gconstpointer data)
{
  CordQuote *quote;
  int level, satisfaction;
  guint presented;

  record_upgrade (f);
  assert_text (f, "status", "closed");
  assert_text (f, "phone", "+4930123456");
  assert_text (f, "caller-role", "holder");
  assert_text (f, "title", "Grace Okafor");
  assert_text (f, "verified-text", "Verified · PIN");
  assert_text (f, "order-state", "acknowledged");
  assert_text (f, "order-number", "CB-1001");
  assert_text (f, "effective", "2026-03-17");
  assert_text (f, "message-state", "sent");
  assert_text (f, "note-words", "Was glad about it.");
  assert_text (f, "disposition", "plan-changed");
  assert_text (f, "promise", "Call on 24 March 2026, 10:00");
  g_object_get (f->interaction, "level", &level, "satisfaction", &satisfaction, "n-presented", &presented, NULL);
  g_assert_cmpint (level, ==, 2);
  g_assert_cmpint (satisfaction, ==, 5);
  g_assert_cmpuint (presented, ==, 2);
  quote = cord_interaction_get_quote (f->interaction);
  g_assert_nonnull (quote);
  g_assert_cmpstr (cord_interaction_get_field (f->interaction, "reason-words"), ==, "Films stop in the evening");
  g_assert_cmpstr (cord_interaction_get_answer (f->interaction, "speed"), ==, "faster");
  g_assert_true (cord_interaction_is_asked (f->interaction, "use"));
  g_assert_cmpstr (cord_interaction_get_field (f->interaction, "colour"), ==, "");
}

static void
test_every_type_is_applied (RecordFixture *f, gconstpointer data)
{
  gsize n;
  const CordEventType *table = cord_event_type_table (&n);

  record_arrive (f);
  record_apply (f, "call.held", NULL);
  assert_text (f, "status", "held");
  record_apply (f, "call.resumed", NULL);
  record_choose (f);
  record_apply (f, "verify.started", "{'factor':'pin','customer':'c-1'}");
  record_apply (f, "verify.attempt", "{'factor':'pin','length':4}");
  record_apply (f, "verify.failed", "{'factor':'pin','attemptsLeft':2}");
  record_apply (f, "verify.locked", "{'until':'2026-03-17T10:30:00Z'}");
  assert_text (f, "locked-until", "2026-03-17T10:30:00Z");
  record_verify (f);
  record_open (f);
  record_apply (f, "field.revealed", "{'field':'bill','class':'CPNI'}");
  record_gather (f);
  record_ask (f);
  record_rank (f);
  record_apply (f, "options.excused", "{'reason':'one-fits'}");
  record_present (f);
  record_apply (f, "objection", "{'words':'Rather dear'}");
  record_select (f);
  record_quote (f, "2026-03-17");
  record_consent (f);
  record_queue_order (f);
  record_apply (f, "order.refused", "{'operation':'op-1','reason':'quote-stale','message':'The price has changed'}");
  assert_text (f, "order-state", "refused");
  record_quote (f, "2026-03-17");
  record_queue_order (f);
  record_place_order (f);
  record_apply (f, "order.accepted", "{'order':'o-1','state':'completed','completed':'2026-03-17T10:02:00Z'}");
  record_apply (f, "order.undone", "{'order':'o-1'}");
  record_expect (f);
  record_render (f);
  record_apply (f, "message.queued", "{'operation':'op-9','channel':'email'}");
  record_apply (f, "message.failed", "{'operation':'op-9','reason':'address','message':'No such address'}");
  record_send (f);
  record_document (f);
  record_apply (f, "promise.queued", "{'operation':'op-8','kind':'call','at':'2026-03-24T09:00:00Z'}");
  record_apply (f, "promise.failed", "{'operation':'op-8','reason':'full','message':'No agent is free'}");
  record_follow_up (f);
  record_apply (f, "interaction.parked", "{'reason':'customer-left','words':'The door bell'}");
  record_apply (f, "interaction.resumed", NULL);
  record_close (f);
  for (gsize i = 0; i < n; i++)
    if (cord_interaction_count (f->interaction, table[i].type, NULL) == 0)
      g_error ("%s was never applied", table[i].type);
}

/* A new interaction accepts only its beginning, and a closed one nothing at all. */
static void
test_wrong_time (RecordFixture *f, gconstpointer data)
{
  static const char *const early[]
      = { "call.answered", "call.held", "call.resumed", "call.ended", "interaction.resumed" };

  for (gsize i = 0; i < G_N_ELEMENTS (early); i++)
    record_refuse (f, early[i], NULL, "status");
  record_refuse (f, "notice.given", "{'notice':'recording'}", "status");
  record_refuse (f, "question.asked", "{'question':'use','form':'open'}", "status");
  record_arrive (f);
  record_refuse (f, "call.offered", "{'channel':'phone','direction':'inbound','phone':'1'}", "status");
  record_refuse (f, "call.resumed", NULL, "status");
  record_refuse (f, "interaction.resumed", NULL, "status");
  record_apply (f, "call.held", NULL);
  record_refuse (f, "call.held", NULL, "status");
  record_refuse (f, "notice.given", "{'notice':'recording'}", "status");
  record_apply (f, "call.ended", NULL);
  record_refuse (f, "notice.given", "{'notice':'recording'}", "status");
  record_refuse (f, "call.held", NULL, "status");
  record_apply (f, "interaction.parked", "{'reason':'call-dropped'}");
  record_refuse (f, "interaction.parked", "{'reason':'call-dropped'}", "status");
  record_refuse (f, "step.entered", "{'step':'needs'}", "status");
  record_apply (f, "interaction.closed", "{'note':'0','words':'Cut off.'}");
  record_refuse (f, "note.edited", "{'words':'More'}", "status");
  record_refuse (f, "interaction.closed", "{'note':'0','words':'Again'}", "status");
}

static void
test_verify_refused (RecordFixture *f, gconstpointer data)
{
  record_arrive (f);
  record_refuse (f, "step.entered", "{'step':'dance'}", "impossible");
  record_refuse (f, "verify.started", "{'factor':'pin','customer':'c-1'}", "impossible");
  record_refuse (f, "verify.attempt", "{'factor':'pin','length':4}", "impossible");
  record_refuse (f, "candidate.chosen", "{'customer':'','how':'phone'}", "impossible");
  record_refuse (f, "candidate.shown", "{'count':-1,'candidates':[]}", "impossible");
  record_choose (f);
  record_refuse (f, "verify.started", "{'factor':'pin','customer':'c-2'}", "impossible");
  record_refuse (f, "verify.started", "{'factor':'','customer':'c-1'}", "impossible");
  record_refuse (f, "verify.passed", "{'factor':'pin','level':'R2'}", "impossible");
  record_apply (f, "verify.started", "{'factor':'pin','customer':'c-1'}");
  record_refuse (f, "verify.attempt", "{'factor':'callback','length':4}", "impossible");
  record_refuse (f, "verify.attempt", "{'factor':'pin','length':-4}", "impossible");
  record_apply (f, "verify.attempt", "{'factor':'pin','length':4}");
  record_refuse (f, "verify.passed", "{'factor':'callback','level':'R2'}", "impossible");
  record_refuse (f, "verify.passed", "{'factor':'pin','level':'R9'}", "impossible");
  record_refuse (f, "verify.failed", "{'factor':'pin','attemptsLeft':-2}", "impossible");
  record_apply (f, "verify.failed", "{'factor':'pin','attemptsLeft':2}");
  record_refuse (f, "verify.passed", "{'factor':'pin','level':'R2'}", "impossible");
}

#define SNAPSHOT "'snapshot':{'id':'c-1','name':'Grace Okafor'},'digest':'0','products':0"

static void
test_disclosure_refused (RecordFixture *f, gconstpointer data)
{
  record_arrive (f);
  record_choose (f);
  record_refuse (f, "customer.opened", "{'customer':'c-1'," SNAPSHOT "}", "level");
  record_refuse (f, "field.revealed", "{'field':'plan','class':'ACCOUNT'}", "level");
  record_refuse (f, "plan.confirmed", "{'products':[]}", "impossible");
  record_verify (f);
  record_refuse (f, "customer.opened", "{'customer':'c-2'," SNAPSHOT "}", "impossible");
  record_apply (f, "field.revealed", "{'field':'bill','class':'CPNI'}");
  record_refuse (f, "field.revealed", "{'field':'calls','class':'DETAIL'}", "level");
  record_refuse (f, "field.revealed", "{'field':'pin','class':'SECRET'}", "impossible");
  record_refuse (f, "field.revealed", "{'field':'pin','class':'ALL'}", "impossible");
  record_open (f);
  record_refuse (f, "candidate.chosen", "{'customer':'c-2','how':'search'}", "impossible");
}

/* A verification applies only to the customer it was made for. */
static void
test_other_customer (RecordFixture *f, gconstpointer data)
{
  record_arrive (f);
  record_choose (f);
  record_verify (f);
  g_assert_cmpint (cord_interaction_get_level (f->interaction), ==, CORD_LEVEL_R2);
  record_apply (f, "candidate.chosen", "{'customer':'c-1','how':'search'}");
  g_assert_cmpint (cord_interaction_get_level (f->interaction), ==, CORD_LEVEL_R2);
  record_apply (f, "candidate.chosen", "{'customer':'c-2','how':'search'}");
  g_assert_cmpint (cord_interaction_get_level (f->interaction), ==, CORD_LEVEL_R0);
  assert_text (f, "verified-text", "Not verified");
  record_refuse (f, "customer.opened", "{'customer':'c-2'," SNAPSHOT "}", "level");
}

static void
test_answers_refused (RecordFixture *f, gconstpointer data)
{
  record_arrive (f);
  record_refuse (f, "field.set", "{'field':'colour','value':'red','source':'caller'}", "impossible");
  record_refuse (f, "field.set", "{'field':'pin','words':'1234','source':'caller'}", "impossible");
  record_refuse (f, "field.set", "{'field':'change-kind','value':'paint','source':'caller'}", "impossible");
  record_refuse (f, "field.set", "{'field':'change-kind','source':'caller'}", "impossible");
  record_refuse (f, "field.set", "{'field':'change-kind','value':'add','source':'rumour'}", "impossible");
  record_refuse (f, "question.asked", "{'question':'colour','form':'open'}", "impossible");
  record_refuse (f, "question.asked", "{'question':'use','form':'wide'}", "impossible");
  record_refuse (f, "question.answered", "{'question':'colour','value':'red'}", "impossible");
  record_refuse (f, "question.answered", "{'question':'speed','value':'slower'}", "impossible");
  record_refuse (f, "question.answered", "{'question':'budget','value':'much'}", "impossible");
  record_refuse (f, "question.answered", "{'question':'budget'}", "impossible");
  record_apply (f, "question.answered", "{'question':'budget','words':'Not much'}");
  record_refuse (f, "disposition.set", "{'code':'lunch'}", "impossible");
  record_refuse (f, "satisfaction.given", "{'score':6}", "impossible");
  record_refuse (f, "satisfaction.given", "{'score':-1}", "impossible");
  record_apply (f, "satisfaction.given", "{'score':0}");
}

static void
test_options_refused (RecordFixture *f, gconstpointer data)
{
  record_arrive (f);
  record_choose (f);
  record_verify (f);
  record_refuse (f, "options.ranked", "{'catalog':'7','options':[],'excluded':[]}", "impossible");
  record_refuse (f, "catalog.pinned",
                 "{'version':'8','catalog':{'version':'7','currency':'EUR','scale':2,'offerings':[]}}", "impossible");
  record_open (f);
  record_refuse (f, "options.ranked", "{'catalog':'8','options':[],'excluded':[]}", "impossible");
  record_refuse (f, "options.ranked", "{'catalog':'7','options':[{'key':'a'},{'key':'a'}],'excluded':[]}",
                 "impossible");
  record_refuse (f, "options.ranked", "{'catalog':'7','options':[{}],'excluded':[]}", "impossible");
  record_refuse (f, "option.presented", "{'option':'a'}", "impossible");
  record_rank (f);
  record_refuse (f, "option.presented", "{'option':'a'}", "impossible");
  record_refuse (f, "label.shown", "{'option':'a'}", "impossible");
  record_refuse (f, "comparison.viewed", "{'options':['a']}", "impossible");
  record_refuse (f, "comparison.viewed", "{'options':[1]}", "impossible");
  record_apply (f, "comparison.viewed", "{'options':['']}");
  record_refuse (f, "change.selected", "{'option':'a','change':{'kind':'upgrade','product':'line1','offering':'M'}}",
                 "impossible");
}

static char *
with_seal (RecordFixture *f, const char *format)
{
  g_auto (GStrv) parts = g_strsplit (format, "SEAL", 2);

  return g_strjoinv (record_seal (f), parts);
}

static void
refuse_sealed (RecordFixture *f, const char *type, const char *format, const char *reason)
{
  g_autofree char *body = with_seal (f, format);

  record_refuse (f, type, body, reason);
}

#define QUOTE_BODY                                                                                                     \
  "{'quote':'','seal':'s','letters':'','effective':'2026-03-17','currency':'EUR','input':{},"                          \
  "'bill':{'this':'1.00','next':'1.00','steady':'1.00','year':'1.00'}}"
#define QUOTE_BAD_DATE                                                                                                 \
  "{'quote':'','seal':'s','letters':'','effective':'2026-02-30','currency':'EUR','input':{},"                          \
  "'bill':{'this':'1.00','next':'1.00','steady':'1.00','year':'1.00'}}"
#define QUOTE_BAD_BILL                                                                                                 \
  "{'quote':'','seal':'s','letters':'','effective':'2026-03-17','currency':'EUR','input':{},"                          \
  "'bill':{'this':'1.00','next':'much','steady':'1.00','year':'1.00'}}"

static void
test_quote_refused (RecordFixture *f, gconstpointer data)
{
  to_options (f);
  record_refuse (f, "quote.shown", QUOTE_BODY, "impossible");
  record_refuse (f, "consent.given", "{'seal':'s','prompt':'consent','manner':'spoken'}", "impossible");
  record_refuse (f, "order.queued", "{'operation':'op-1','seal':'s'}", "impossible");
  record_select (f);
  record_refuse (f, "quote.shown", QUOTE_BAD_DATE, "impossible");
  record_refuse (f, "quote.shown", QUOTE_BAD_BILL, "impossible");
  record_refuse (f, "consent.given", "{'seal':'s','prompt':'consent','manner':'spoken'}", "impossible");
  record_quote (f, "2026-03-17");
  record_refuse (f, "consent.given", "{'seal':'s','prompt':'consent','manner':'spoken'}", "impossible");
  refuse_sealed (f, "order.queued", "{'operation':'op-1','seal':'SEAL'}", "impossible");
  record_consent (f);
  record_refuse (f, "order.queued", "{'operation':'op-1','seal':'s'}", "impossible");
  refuse_sealed (f, "order.queued", "{'operation':'','seal':'SEAL'}", "impossible");
}

#define PLACED(operation, date)                                                                                        \
  "{'operation':'" operation "','order':'o-1','number':'N','state':'acknowledged','effective':'" date "'}"

static void
test_order_refused (RecordFixture *f, gconstpointer data)
{
  to_order (f);
  refuse_sealed (f, "order.queued", "{'operation':'op-2','seal':'SEAL'}", "impossible");
  record_refuse (f, "quote.shown", QUOTE_BODY, "impossible");
  record_refuse (f, "order.placed", PLACED ("op-7", "2026-03-17"), "impossible");
  record_refuse (f, "order.placed", PLACED ("op-1", "tomorrow"), "impossible");
  record_refuse (f, "order.accepted", "{'order':'o-1','state':'completed'}", "impossible");
  record_refuse (f, "order.undone", "{'order':'o-1'}", "impossible");
  record_refuse (f, "order.refused", "{'operation':'op-7','reason':'x','message':'x'}", "impossible");
  record_place_order (f);
  record_refuse (f, "quote.shown", QUOTE_BODY, "impossible");
  record_refuse (f, "change.selected",
                 "{'option':'upgrade/line1/M','change':{'kind':'upgrade','product':'line1','offering':'M'}}",
                 "impossible");
  record_refuse (f, "order.placed", PLACED ("op-1", "2026-03-17"), "impossible");
  record_refuse (f, "order.refused", "{'operation':'op-1','reason':'x','message':'x'}", "impossible");
  record_refuse (f, "order.accepted", "{'order':'o-2','state':'completed'}", "impossible");
  record_refuse (f, "order.accepted", "{'order':'o-1','state':''}", "impossible");
  refuse_sealed (f, "order.queued", "{'operation':'op-2','seal':'SEAL'}", "impossible");
  record_apply (f, "order.undone", "{'order':'o-1'}");
  assert_text (f, "order-state", "cancelled");
  record_refuse (f, "order.undone", "{'order':'o-1'}", "impossible");
  /* After an undo the customer may decide again. */
  record_queue_order (f);
}

static void
test_outcome_refused (RecordFixture *f, gconstpointer data)
{
  to_order (f);
  record_place_order (f);
  record_refuse (f, "timeline.stated", "{'effective':'soon','ready':'soon'}", "impossible");
  record_refuse (f, "message.queued", "{'operation':'op-2','channel':'email'}", "impossible");
  record_refuse (f, "message.rendered",
                 "{'channel':'pigeon','language':'en','subject':'','text':'x','digest':'','proved':true,'problems':[]}",
                 "impossible");
  record_refuse (
      f, "message.rendered",
      "{'channel':'sms','language':'en','subject':'','text':'x','digest':'','proved':true,'problems':['€1']}",
      "impossible");
  record_render (f);
  record_refuse (f, "message.queued", "{'operation':'op-2','channel':'sms'}", "impossible");
  record_apply (f, "message.queued", "{'operation':'op-2','channel':'email'}");
  record_refuse (f, "message.queued", "{'operation':'op-3','channel':'email'}", "impossible");
  record_refuse (f, "message.failed", "{'operation':'op-3','reason':'x','message':'x'}", "impossible");
  record_refuse (f, "promise.failed", "{'operation':'op-3','reason':'x','message':'x'}", "impossible");
  record_refuse (f, "promise.made", "{'kind':'call','at':'soon'}", "impossible");
  record_refuse (f, "promise.made", "{'kind':'flowers','at':'2026-03-24T09:00:00Z'}", "impossible");
  record_refuse (f, "promise.made", "{'kind':'call','at':'2026-03-24T09:00:00Z','operation':'op-3'}", "impossible");
  record_refuse (f, "promise.queued", "{'operation':'op-3','kind':'declined','at':''}", "impossible");
  record_apply (f, "promise.queued", "{'operation':'op-3','kind':'call','at':'2026-03-24T09:00:00Z'}");
  record_refuse (f, "promise.queued", "{'operation':'op-4','kind':'call','at':'2026-03-24T09:00:00Z'}", "impossible");
}

/* The server's answers may come late, also to a parked interaction. */
static void
test_late_answer (RecordFixture *f, gconstpointer data)
{
  to_order (f);
  record_apply (f, "interaction.parked", "{'reason':'waiting-server'}");
  g_assert_true (record_misses (f, CORD_GATE_CLOSE, "gate-order-answer"));
  record_place_order (f);
  assert_text (f, "order-state", "acknowledged");
  g_assert_true (record_is_open (f, CORD_GATE_CLOSE));
}

static void
test_chain (RecordFixture *f, gconstpointer data)
{
  g_autoptr (CordEvent) first
      = record_next (f, "call.offered", "{'channel':'phone','direction':'inbound','phone':'1'}");
  g_autoptr (CordEvent) other
      = record_next (f, "call.offered", "{'channel':'phone','direction':'inbound','phone':'1'}");
  g_autoptr (CordEvent) second = NULL;
  g_autoptr (CordEvent) stray = NULL;
  g_autoptr (GVariant) empty = cord_value_empty_object ();
  g_autoptr (GError) error = NULL;
  g_autofree char *root = cord_event_header_digest (cord_interaction_get_header (f->interaction));

  g_assert_cmpstr (first->prev, ==, root);
  g_assert_true (cord_interaction_apply (f->interaction, first, NULL));
  g_assert_cmpstr (cord_interaction_get_head (f->interaction), ==, first->hash);
  g_assert_false (cord_interaction_apply (f->interaction, other, &error)); /* the same place again */
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
  g_clear_error (&error);
  second = cord_event_new (2, 0, 0, "anna", "arrive", "call.answered", empty, root);
  g_assert_false (cord_interaction_apply (f->interaction, second, &error)); /* continues another chain */
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "chain");
  g_clear_error (&error);
  stray = cord_event_new (3, 0, 0, "anna", "arrive", "call.answered", empty, first->hash);
  g_assert_false (cord_interaction_apply (f->interaction, stray, &error)); /* skips one */
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
  g_assert_cmpuint (cord_interaction_get_seq (f->interaction), ==, 1);
  assert_text (f, "status", "ringing");
}

/* Folding any prefix at once results in the state that the live interaction had there. */
static void
test_prefixes (RecordFixture *f, gconstpointer data)
{
  g_autoptr (CordInteraction) live = record_empty_twin (f);
  GPtrArray *events;
  g_autoptr (GError) error = NULL;

  record_upgrade (f);
  events = cord_interaction_get_events (f->interaction);
  for (guint n = 1; n <= events->len; n++)
    {
      g_autoptr (CordInteraction) folded = record_empty_twin (f);
      g_autoptr (GPtrArray) prefix = g_ptr_array_new ();
      g_autoptr (GVariant) one = NULL;
      g_autoptr (GVariant) all = NULL;

      g_assert_true (cord_interaction_apply (live, events->pdata[n - 1], &error));
      for (guint i = 0; i < n; i++)
        g_ptr_array_add (prefix, events->pdata[i]);
      g_assert_true (cord_interaction_apply_all (folded, prefix, &error));
      one = cord_interaction_dup_state (live);
      all = cord_interaction_dup_state (folded);
      g_assert_true (cord_value_equal (one, all));
    }
}

static void
test_all_stops_at_the_first_bad (RecordFixture *f, gconstpointer data)
{
  g_autoptr (CordInteraction) twin = record_empty_twin (f);
  g_autoptr (GPtrArray) broken = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  record_arrive (f);
  for (guint i = 0; i < 5; i++)
    if (i != 3)
      g_ptr_array_add (broken, cord_interaction_get_events (f->interaction)->pdata[i]);
  g_assert_false (cord_interaction_apply_all (twin, broken, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_CONFLICT);
  g_assert_cmpuint (cord_interaction_get_seq (twin), ==, 3);
  g_assert_cmpstr (cord_interaction_get_status (twin), ==, "active");
}

static void
test_erasing (RecordFixture *f, gconstpointer data)
{
  g_autoptr (CordInteraction) twin = record_empty_twin (f);
  g_autoptr (GVariant) before = NULL;
  g_autoptr (GVariant) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;

  record_upgrade (f);
  before = cord_interaction_dup_state (f->interaction);
  while (cord_vault_get_entries (f->vault)->len > 0)
    {
      CordVaultEntry *entry = g_ptr_array_index (cord_vault_get_entries (f->vault), 0);
      g_autofree char *ref = g_strdup (entry->ref);

      cord_vault_erase (f->vault, ref);
    }
  g_assert_true (cord_interaction_apply_all (twin, cord_interaction_get_events (f->interaction), &error));
  g_assert_no_error (error);
  after = cord_interaction_dup_state (twin);
  g_assert_true (cord_value_equal (before, after));
  g_assert_null (cord_interaction_get_customer (twin));
  g_assert_null (cord_interaction_get_quote (twin));
  g_assert_cmpstr (cord_interaction_get_field (twin, "name"), ==, "");
  note = cord_interaction_dup_note (twin);
  g_assert_null (strstr (note, "Grace"));
}

static void
test_state_holds_references (RecordFixture *f, gconstpointer data)
{
  static const char *const members[]
      = { "phone", "candidates",      "snapshot",    "fields.name.words", "questions.use.words",
          "needs", "catalog.catalog", "quote.input", "message.text",      "message.address",
          "note" };
  g_autoptr (GVariant) state = NULL;
  g_autofree char *text = NULL;

  record_upgrade (f);
  state = cord_interaction_dup_state (f->interaction);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (GVariant) member = cord_value_dup (state, members[i]);

      if (cord_reference_get_digest (member) == NULL)
        g_error ("%s is no reference", members[i]);
    }
  text = cord_value_to_canonical (state, NULL);
  g_assert_null (strstr (text, "Grace"));
  g_assert_null (strstr (text, "+4930"));
  g_assert_cmpstr (cord_value_get_string (state, "quote.bill.steady"), ==, "45.00");
  g_assert_cmpstr (cord_value_get_string (state, "level"), ==, "R2");
  g_assert_true (cord_value_get_boolean (state, "gates.close.open"));
}

/* What the server sealed equals what is computed here: the stated bill is the ladder's. */
static void
test_quote_is_recomputed (RecordFixture *f, gconstpointer data)
{
  CordQuote *quote;
  g_autofree char *steady = NULL;

  to_options (f);
  record_select (f);
  record_quote (f, "2026-03-17");
  quote = cord_interaction_get_quote (f->interaction);
  g_assert_true (quote == cord_interaction_get_quote (f->interaction));
  steady = cord_money_to_decimal (cord_quote_money (quote, cord_quote_get_candidate (quote)->steady.gross));
  g_assert_cmpstr (steady, ==, "45.00");
  record_quote (f, "2026-03-20");
  g_assert_cmpint (cord_quote_get_effective (cord_interaction_get_quote (f->interaction)), ==, cord_date (2026, 3, 20));
}

static void
test_count (RecordFixture *f, gconstpointer data)
{
  g_autoptr (GVariant) open = record_parse ("{'form':'open'}");
  g_autoptr (GVariant) typed = record_parse ("{'form':1}");

  record_arrive (f);
  record_choose (f);
  record_verify (f);
  record_open (f);
  record_ask (f);
  g_assert_cmpuint (cord_interaction_count (f->interaction, "question.asked", NULL), ==, 3);
  g_assert_cmpuint (cord_interaction_count (f->interaction, "question.asked", open), ==, 1);
  g_assert_cmpuint (cord_interaction_count (f->interaction, "question.asked", typed), ==, 0);
  g_assert_cmpuint (cord_interaction_count (f->interaction, "question.sung", NULL), ==, 0);
  g_assert_cmpuint (cord_interaction_count (f->interaction, "objection", NULL), ==, 0);
}

static void
count_notify (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *)user_data)++;
}

static void
count_event (CordInteraction *interaction, gpointer argument, gpointer user_data)
{
  (*(guint *)user_data)++;
}

static void
test_signals (RecordFixture *f, gconstpointer data)
{
  g_autoptr (CordInteraction) twin = record_empty_twin (f);
  guint notes = 0, statuses = 0, applied = 0, roles = 0, names = 0;

  g_signal_connect (twin, "notify::note", G_CALLBACK (count_notify), &notes);
  g_signal_connect (twin, "notify::status", G_CALLBACK (count_notify), &statuses);
  g_signal_connect (twin, "applied", G_CALLBACK (count_event), &applied);
  g_signal_connect (twin, "field-changed::caller-role", G_CALLBACK (count_event), &roles);
  g_signal_connect (twin, "field-changed::name", G_CALLBACK (count_event), &names);
  record_arrive (f);
  g_assert_true (cord_interaction_apply_all (twin, cord_interaction_get_events (f->interaction), NULL));
  g_assert_cmpuint (notes, ==, 1);
  g_assert_cmpuint (statuses, ==, 1);
  g_assert_cmpuint (applied, ==, cord_interaction_get_seq (f->interaction));
  g_assert_cmpuint (roles, ==, 1);
  g_assert_cmpuint (names, ==, 0);
}

static void
test_lists (RecordFixture *f, gconstpointer data)
{
  GListModel *options = cord_interaction_get_options (f->interaction);
  g_autoptr (GListModel) candidates = NULL;
  g_autoptr (CordOption) first = NULL;
  g_autoptr (CordOption) second = NULL;

  g_object_get (f->interaction, "candidates", &candidates, NULL);
  to_options (f);
  g_assert_cmpuint (g_list_model_get_n_items (candidates), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (options), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (cord_interaction_get_excluded (f->interaction)), ==, 1);
  first = g_list_model_get_item (options, 0);
  second = g_list_model_get_item (options, 1);
  g_assert_true (cord_interaction_find_option (f->interaction, cord_option_get_key (second)) == second);
  record_apply_value (f, "option.presented", cord_value_of_strings ("option", cord_option_get_key (first), NULL));
  g_assert_true (cord_option_get_presented (first));
  g_assert_false (cord_option_get_presented (second));
}

/* A customer's own steps are those of the chosen offering. */
static void
test_customer_steps (RecordFixture *f, gconstpointer data)
{
  g_autoptr (GVariant) before = NULL;
  g_autoptr (GVariant) after = NULL;
  g_autoptr (GVariant) step = NULL;

  to_options (f);
  g_assert_false (cord_interaction_holds (f->interaction, "steps-explained"));
  record_select (f);
  before = cord_interaction_dup_customer_steps (f->interaction);
  g_assert_cmpuint (cord_value_length (before), ==, 1);
  g_assert_false (cord_interaction_holds (f->interaction, "steps-explained"));
  record_apply (f, "step.explained", "{'item':'Restart the router'}");
  after = cord_interaction_dup_customer_steps (f->interaction);
  step = cord_value_dup_at (after, 0);
  g_assert_cmpstr (cord_value_get_string (step, "item"), ==, "Restart the router");
  g_assert_true (cord_value_get_boolean (step, "explained"));
  g_assert_true (cord_interaction_holds (f->interaction, "steps-explained"));
}

/* A long call, mostly talk. The time is printed, not judged: machines differ. */
static void
test_speed (RecordFixture *f, gconstpointer data)
{
  static const char *const talk[][2]
      = { { "step.entered", "{'step':'needs'}" },
          { "question.asked", "{'question':'use','form':'open'}" },
          { "question.answered", "{'question':'speed','value':'faster'}" },
          { "field.set", "{'field':'reason-code','value':'price','source':'caller'}" },
          { "field.set", "{'field':'reason-words','words':'Too dear','source':'caller'}" },
          { "note.edited", "{'words':'Talks about the weather.'}" } };
  g_autoptr (CordInteraction) twin = record_empty_twin (f);
  g_autoptr (CordInteraction) live = record_empty_twin (f);
  g_autoptr (GPtrArray) events = NULL;
  gint64 started;
  double all, each;

  to_options (f);
  record_present (f);
  for (guint i = 0; cord_interaction_get_seq (f->interaction) < 5000; i++)
    record_apply (f, talk[i % G_N_ELEMENTS (talk)][0], talk[i % G_N_ELEMENTS (talk)][1]);
  events = g_ptr_array_ref (cord_interaction_get_events (f->interaction));
  started = g_get_monotonic_time ();
  g_assert_true (cord_interaction_apply_all (twin, events, NULL));
  all = (double)(g_get_monotonic_time () - started) / 1000;
  started = g_get_monotonic_time ();
  for (guint i = 0; i < events->len; i++)
    g_assert_true (cord_interaction_apply (live, events->pdata[i], NULL));
  each = (double)(g_get_monotonic_time () - started) / 1000;
  g_test_message ("5,000 events at once: %.1f ms; one by one, gates and steps each time: %.1f ms", all, each);
}

#define ADD(path, function)                                                                                            \
  g_test_add (path, RecordFixture, NULL, record_fixture_set_up, function, record_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/fold/upgrade", test_upgrade);
  ADD ("/fold/every-type-is-applied", test_every_type_is_applied);
  ADD ("/fold/wrong-time", test_wrong_time);
  ADD ("/fold/verify-refused", test_verify_refused);
  ADD ("/fold/disclosure-refused", test_disclosure_refused);
  ADD ("/fold/other-customer", test_other_customer);
  ADD ("/fold/answers-refused", test_answers_refused);
  ADD ("/fold/options-refused", test_options_refused);
  ADD ("/fold/quote-refused", test_quote_refused);
  ADD ("/fold/order-refused", test_order_refused);
  ADD ("/fold/outcome-refused", test_outcome_refused);
  ADD ("/fold/late-answer", test_late_answer);
  ADD ("/fold/chain", test_chain);
  ADD ("/fold/prefixes", test_prefixes);
  ADD ("/fold/all-stops-at-the-first-bad", test_all_stops_at_the_first_bad);
  ADD ("/fold/erasing", test_erasing);
  ADD ("/fold/state-holds-references", test_state_holds_references);
  ADD ("/fold/quote-is-recomputed", test_quote_is_recomputed);
  ADD ("/fold/count", test_count);
  ADD ("/fold/signals", test_signals);
  ADD ("/fold/lists", test_lists);
  ADD ("/fold/customer-steps", test_customer_steps);
  ADD ("/fold/speed", test_speed);
  return g_test_run ();
}
