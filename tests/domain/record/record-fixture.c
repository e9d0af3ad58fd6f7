/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record-fixture.h"

#include "domain/change/cord-change.h"
#include "domain/change/cord-quote-input.h"
#include "domain/record/cord-event-private.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define STARTED G_GINT64_CONSTANT (1773741600000000) /* 2026-03-17T10:00:00Z */

static const char header[] = "{'id':'019cf000-0000-7000-8000-000000000001','sop':'plan-change','sopVersion':'1','"
                             "policy':'us','policyVersion':'1',"
                             "'device':'desk-1','schema':1,'began':'2026-03-17T10:00:00Z'}";

static const char policy_pack[]
    = "{'id':'us','version':'1','effectiveFrom':'2024-10-10','title':'Test pack','levels':{'pin':'R2','callback':'R1'},"
      "'disclosure':{'PUBLIC':'R0','ACCOUNT':'R1','CPNI':'R2','DETAIL':'R3'},'risk':{'plan-change':'R2'},'attempts':3,"
      "'lockMinutes':30,'label':true,'timing':[{'when':{},'effective':'now'}],"
      "'billing':{'tick':'day','day_count':'actual','rounding':'half-up','change_day':'new'}}";

static const char customer[]
    = "{'id':'c-1','name':'Grace Okafor','status':'active','since':'2021-03-01',"
      "'party':{'id':'p-1','givenName':'Grace','familyName':'Okafor'},"
      "'contacts':[{'kind':'email','value':'grace@example.org','preferred':true}],"
      "'account':{'id':'a-1','name':'Okafor','state':'active','zone':'Europe/Berlin','anchor':1,'months':1,"
      "'payment':'card','format':'paper','currency':'EUR','scale':2,'version':'1'},"
      "'products':[{'id':'line1','offering':'S','name':'Small','status':'active','account':'a-1','start':'2024-01-01',"
      "'quantity':1,'price':'30.00','currency':'EUR','category':'internet','features':[],'reliesOn':[],'discounts':[],"
      "'version':'1'}],"
      "'history':{'version':'1','events':[{'type':'start','product':'line1','offer':'S','effective':'2024-01-01',"
      "'recorded':'2024-01-01'}]},"
      "'bills':[],'interactions':[],'orders':[],'followUps':[]}";

static const char catalog[]
    = "{'version':'7','currency':'EUR','scale':2,'offerings':["
      "{'id':'S','name':'Small','description':'','category':'internet','categoryName':'Internet','status':'Active',"
      "'sellable':true,'bundle':false,'price':'30.00','currency':'EUR','features':[],'terms':[],'reliesOn':[],'bundled'"
      ":[],"
      "'steps':[],'leadDays':0},"
      "{'id':'M','name':'Medium','description':'','category':'internet','categoryName':'Internet','status':'Active',"
      "'sellable':true,'bundle':false,'price':'45.00','currency':'EUR','features':[],'terms':[],'reliesOn':[],'bundled'"
      ":[],"
      "'steps':['Restart the router'],'leadDays':0},"
      "{'id':'L','name':'Large','description':'','category':'internet','categoryName':'Internet','status':'Active',"
      "'sellable':true,'bundle':false,'price':'60.00','currency':'EUR','features':[],'terms':[],'reliesOn':[],'bundled'"
      ":[],"
      "'steps':[],'leadDays':0}]}";

static const char change_m[] = "{'kind':'upgrade','product':'line1','offering':'M','from':'S','quantity':1}";
static const char change_l[] = "{'kind':'upgrade','product':'line1','offering':'L','from':'S','quantity':1}";

static GVariant *value_of_node (JsonNode *node);

static GVariant *
value_of_object (JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  CordBuilder builder;

  cord_builder_init (&builder);
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      g_autoptr (GVariant) value = value_of_node (node);

      cord_builder_value (&builder, name, value);
    }
  return cord_builder_end (&builder);
}

static GVariant *
value_of_array (JsonArray *array)
{
  CordBuilder builder;

  cord_builder_init_array (&builder);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autoptr (GVariant) value = value_of_node (json_array_get_element (array, i));

      cord_builder_add (&builder, value);
    }
  return cord_builder_end (&builder);
}

static GVariant *
value_of_node (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return value_of_object (json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    return value_of_array (json_node_get_array (node));
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_variant_ref_sink (g_variant_new_string (json_node_get_string (node)));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_variant_ref_sink (g_variant_new_boolean (json_node_get_boolean (node)));
  g_assert_true (json_node_get_value_type (node) == G_TYPE_INT64);
  return g_variant_ref_sink (g_variant_new_int64 (json_node_get_int (node)));
}

static GVariant *
parse_json (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &error);

  g_assert_no_error (error);
  return value_of_node (node);
}

GVariant *
record_parse (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');

  return parse_json (json);
}

GVariant *
record_load (const char *path)
{
  g_autofree char *file = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), path, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (file, &text, NULL, &error);
  g_assert_no_error (error);
  return parse_json (text);
}

void
record_fixture_set_up (RecordFixture *self, gconstpointer data)
{
  g_autoptr (GVariant) sop = record_load ("data/sop/plan-change.json");
  g_autoptr (GVariant) policy = record_parse (policy_pack);
  g_autoptr (GVariant) head = record_parse (header);
  g_autoptr (GError) error = NULL;

  self->sop = cord_sop_new (sop, &error);
  g_assert_no_error (error);
  self->policy = cord_policy_new (policy, &error);
  g_assert_no_error (error);
  self->vault = cord_vault_new ();
  self->interaction = cord_interaction_new (head, self->sop, self->policy, self->vault);
}

void
record_fixture_tear_down (RecordFixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->interaction);
  g_assert_finalize_object (self->vault);
  g_assert_finalize_object (self->policy);
  g_assert_finalize_object (self->sop);
}

static GVariant *
put_beside (RecordFixture *self, const char *type, GVariant *body)
{
  GVariantIter iter;
  const char *name;
  GVariant *boxed;
  CordBuilder builder;

  cord_builder_init (&builder);
  g_variant_iter_init (&iter, body);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &boxed))
    {
      g_autoptr (GVariant) value = boxed;
      const CordEventField *field = cord_event_type_find_field (cord_event_type_find (type), name);
      CordVaultEntry *entry = NULL;
      g_autoptr (GVariant) reference = NULL;

      if (field != NULL && field->personal)
        {
          entry = cord_vault_entry_new (value);
          reference = cord_value_of_strings ("ref", entry->ref, NULL);
          cord_vault_add (self->vault, entry);
        }
      cord_builder_value (&builder, name, reference != NULL ? reference : value);
    }
  return cord_builder_end (&builder);
}

CordEvent *
record_next_value (RecordFixture *self, const char *type, GVariant *body)
{
  guint64 seq = cord_interaction_get_seq (self->interaction) + 1;
  g_autoptr (GVariant) recorded = put_beside (self, type, body);

  return cord_event_new (seq, STARTED + (gint64)seq * G_USEC_PER_SEC, (gint64)seq * 1000000000, "anna",
                         cord_interaction_get_step (self->interaction), type, recorded,
                         cord_interaction_get_head (self->interaction));
}

CordEvent *
record_next (RecordFixture *self, const char *type, const char *body)
{
  g_autoptr (GVariant) value = record_parse (body != NULL ? body : "{}");

  return record_next_value (self, type, value);
}

void
record_apply_value (RecordFixture *self, const char *type, GVariant *body)
{
  g_autoptr (GVariant) taken = body;
  g_autoptr (CordEvent) event = record_next_value (self, type, body);
  g_autoptr (GError) error = NULL;

  cord_interaction_apply (self->interaction, event, &error);
  g_assert_no_error (error);
}

void
record_apply (RecordFixture *self, const char *type, const char *body)
{
  record_apply_value (self, type, record_parse (body != NULL ? body : "{}"));
}

void
record_refuse (RecordFixture *self, const char *type, const char *body, const char *reason)
{
  g_autoptr (GVariant) before = cord_interaction_dup_state (self->interaction);
  g_autoptr (GVariant) after = NULL;
  g_autoptr (CordEvent) event = record_next (self, type, body);
  g_autoptr (GError) error = NULL;

  if (cord_interaction_apply (self->interaction, event, &error))
    g_error ("%s %s was not refused", type, body != NULL ? body : "");
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_reason (error), ==, reason);
  after = cord_interaction_dup_state (self->interaction);
  g_assert_true (cord_value_equal (before, after));
}

void
record_arrive (RecordFixture *self)
{
  record_apply (self, "call.offered", "{'channel':'phone','direction':'inbound','phone':'+4930123456'}");
  record_apply (self, "candidate.shown",
                "{'count':1,'candidates':[{'id':'c-1','label':'G•••• O•••••','hint':'account ends 471'}]}");
  record_apply (self, "call.answered", NULL);
  record_apply (self, "step.entered", "{'step':'arrive'}");
  record_apply (self, "notice.given", "{'notice':'recording'}");
  record_apply (self, "field.set", "{'field':'caller-role','value':'holder','source':'caller'}");
}

void
record_choose (RecordFixture *self)
{
  record_apply (self, "step.entered", "{'step':'verify'}");
  record_apply (self, "candidate.chosen", "{'customer':'c-1','how':'phone'}");
}

void
record_verify (RecordFixture *self)
{
  record_apply (self, "verify.started", "{'factor':'pin','customer':'c-1'}");
  record_apply (self, "verify.attempt", "{'factor':'pin','length':4}");
  record_apply (self, "verify.passed", "{'factor':'pin','level':'R2'}");
}

static void
apply_with (RecordFixture *self, const char *type, const char *rest, const char *member, GVariant *document)
{
  g_autoptr (GVariant) others = record_parse (rest);
  CordBuilder body;

  cord_builder_init (&body);
  cord_builder_extend (&body, others);
  cord_builder_value (&body, member, document);
  record_apply_value (self, type, cord_builder_end (&body));
}

void
record_open (RecordFixture *self)
{
  g_autoptr (GVariant) document = record_parse (customer);
  g_autoptr (GVariant) offers = record_parse (catalog);

  apply_with (self, "customer.opened", "{'customer':'c-1','digest':'0','products':1}", "snapshot", document);
  apply_with (self, "catalog.pinned", "{'version':'7'}", "catalog", offers);
}

void
record_gather (RecordFixture *self)
{
  record_apply (self, "step.entered", "{'step':'gather'}");
  record_apply (self, "field.set", "{'field':'name','words':'Grace Okafor','source':'record'}");
  record_apply (self, "field.set", "{'field':'contact','words':'grace@example.org','source':'caller'}");
  record_apply (self, "field.set", "{'field':'account','words':'a-1','source':'record'}");
  record_apply (self, "field.set", "{'field':'change-kind','value':'upgrade','source':'caller'}");
  record_apply (self, "field.set", "{'field':'product','value':'line1','source':'caller'}");
  record_apply (self, "field.set", "{'field':'reason-code','value':'speed','source':'caller'}");
  record_apply (self, "field.set", "{'field':'reason-words','words':'Films stop in the evening','source':'caller'}");
  record_apply (self, "plan.confirmed", "{'products':['line1']}");
}

void
record_ask (RecordFixture *self)
{
  record_apply (self, "step.entered", "{'step':'needs'}");
  record_apply (self, "question.asked", "{'question':'use','form':'open'}");
  record_apply (self, "question.answered", "{'question':'use','words':'Films and school work'}");
  record_apply (self, "question.asked", "{'question':'speed','form':'closed'}");
  record_apply (self, "question.answered", "{'question':'speed','value':'faster'}");
  record_apply (self, "question.asked", "{'question':'budget','form':'closed'}");
  record_apply (self, "question.answered", "{'question':'budget','value':'50.00'}");
  record_apply (self, "need.derived",
                "{'needs':{'kind':'upgrade','product':'line1','reason':'speed',"
                "'needs':[{'dimension':'budget','value':'50.00','question':'budget'}]}}");
}

static GVariant *
make_option (const char *change_text, const char *title, const char *price, const char *difference)
{
  g_autoptr (GVariant) change = record_parse (change_text);
  g_autoptr (GVariant) reasons = cord_value_empty_array ();
  g_autofree char *key = cord_change_key (change);
  CordBuilder option;

  cord_builder_init (&option);
  cord_builder_string (&option, "key", key);
  cord_builder_string (&option, "title", title);
  cord_builder_value (&option, "change", change);
  cord_builder_integer (&option, "score", 800);
  cord_builder_string (&option, "price", price);
  cord_builder_string (&option, "difference", difference);
  cord_builder_string (&option, "currency", "EUR");
  cord_builder_value (&option, "reasons", reasons);
  return cord_builder_end (&option);
}

void
record_rank (RecordFixture *self)
{
  g_autoptr (GVariant) medium = make_option (change_m, "Medium", "45.00", "15.00");
  g_autoptr (GVariant) large = make_option (change_l, "Large", "60.00", "30.00");
  g_autoptr (GVariant) options = NULL;
  CordBuilder list;

  record_apply (self, "step.entered", "{'step':'options'}");
  cord_builder_init_array (&list);
  cord_builder_add (&list, medium);
  cord_builder_add (&list, large);
  options = cord_builder_end (&list);
  apply_with (
      self, "options.ranked",
      "{'catalog':'7','excluded':[{'offering':'S','name':'Small','rule':'already-held','text':'Has it already'}]}",
      "options", options);
}

static char *
key_of (const char *change_text)
{
  g_autoptr (GVariant) change = record_parse (change_text);

  return cord_change_key (change);
}

void
record_present (RecordFixture *self)
{
  g_autofree char *medium = key_of (change_m);
  g_autofree char *large = key_of (change_l);
  g_autofree char *both = g_strdup_printf ("{'options':['%s','%s']}", medium, large);

  record_apply_value (self, "option.presented", cord_value_of_strings ("option", medium, NULL));
  record_apply_value (self, "option.presented", cord_value_of_strings ("option", large, NULL));
  record_apply (self, "comparison.viewed", both);
  record_apply_value (self, "label.shown", cord_value_of_strings ("option", medium, NULL));
}

void
record_select (RecordFixture *self)
{
  g_autoptr (GVariant) change = record_parse (change_m);
  g_autofree char *key = cord_change_key (change);
  g_autofree char *rest = g_strdup_printf ("{'option':'%s'}", key);

  apply_with (self, "change.selected", rest, "change", change);
}

static GVariant *
make_bill (CordQuote *quote)
{
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  g_autofree char *this_bill = cord_money_to_decimal (cord_quote_money (quote, ladder->this_bill.gross));
  g_autofree char *next = cord_money_to_decimal (cord_quote_money (quote, ladder->next.gross));
  g_autofree char *steady = cord_money_to_decimal (cord_quote_money (quote, ladder->steady.gross));
  g_autofree char *year = cord_money_to_decimal (cord_quote_money (quote, ladder->year.gross));

  return cord_value_of_strings ("this", this_bill, "next", next, "steady", steady, "year", year, NULL);
}

void
record_quote (RecordFixture *self, const char *effective)
{
  g_autoptr (GVariant) input = NULL;
  g_autoptr (GVariant) bill = NULL;
  g_autoptr (CordQuote) quote = NULL;
  g_autoptr (GError) error = NULL;
  CordDate date;
  CordBuilder body;

  g_assert_true (cord_date_parse (effective, &date, NULL));
  input = cord_quote_input_new (
      cord_interaction_get_change (self->interaction), cord_interaction_get_customer (self->interaction),
      cord_interaction_get_catalog (self->interaction), self->policy, cord_date (2026, 3, 17), date, &error);
  g_assert_no_error (error);
  quote = cord_quote_new (input, &error);
  g_assert_no_error (error);
  bill = make_bill (quote);
  cord_builder_init (&body);
  cord_builder_string (&body, "quote", "q-1");
  cord_builder_string (&body, "seal", cord_quote_get_sha256 (quote));
  cord_builder_string (&body, "letters", cord_quote_get_letters (quote));
  cord_builder_string (&body, "effective", effective);
  cord_builder_string (&body, "currency", "EUR");
  cord_builder_value (&body, "input", input);
  cord_builder_value (&body, "bill", bill);
  cord_builder_string (&body, "price", "45.00");
  record_apply_value (self, "quote.shown", cord_builder_end (&body));
}

const char *
record_seal (RecordFixture *self)
{
  return cord_quote_get_sha256 (cord_interaction_get_quote (self->interaction));
}

void
record_consent (RecordFixture *self)
{
  record_apply_value (
      self, "consent.given",
      cord_value_of_strings ("seal", record_seal (self), "prompt", "consent", "manner", "spoken", NULL));
}

void
record_queue_order (RecordFixture *self)
{
  record_apply (self, "step.entered", "{'step':'process'}");
  record_apply_value (self, "order.queued",
                      cord_value_of_strings ("operation", "op-1", "seal", record_seal (self), NULL));
}

void
record_place_order (RecordFixture *self)
{
  record_apply (self, "order.placed",
                "{'operation':'op-1','order':'o-1','number':'CB-1001','state':'acknowledged','effective':'2026-03-17',"
                "'undoUntil':'2026-03-17T10:01:00Z'}");
}

void
record_expect (RecordFixture *self)
{
  record_apply (self, "step.entered", "{'step':'expect'}");
  record_apply (self, "timeline.stated", "{'effective':'2026-03-17','ready':'2026-03-17'}");
  record_apply (self, "step.explained", "{'item':'Restart the router'}");
}

void
record_render (RecordFixture *self)
{
  record_apply (self, "step.entered", "{'step':'document'}");
  record_apply (self, "message.rendered",
                "{'channel':'email','language':'en','subject':'Your change','text':'Dear Grace …','digest':'0',"
                "'proved':true,'problems':[]}");
}

void
record_send (RecordFixture *self)
{
  record_apply (self, "message.queued", "{'operation':'op-2','channel':'email'}");
  record_apply (self, "message.sent",
                "{'operation':'op-2','message':'m-1','channel':'email','address':'grace@example.org','state':'sent'}");
}

void
record_document (RecordFixture *self)
{
  record_apply (self, "note.edited", "{'words':'Was glad about it.'}");
  record_apply (self, "disposition.set", "{'code':'plan-changed'}");
}

void
record_follow_up (RecordFixture *self)
{
  record_apply (self, "step.entered", "{'step':'follow-up'}");
  record_apply (self, "promise.queued", "{'operation':'op-3','kind':'call','at':'2026-03-24T09:00:00Z'}");
  record_apply (
      self, "promise.made",
      "{'kind':'call','at':'2026-03-24T09:00:00Z','appointment':'ap-1','operation':'op-3','purpose':'All well?'}");
  record_apply (self, "satisfaction.given", "{'score':5}");
}

void
record_close (RecordFixture *self)
{
  record_apply (self, "call.ended", NULL);
  record_apply (self, "interaction.closed", "{'note':'0','words':'Upgraded to Medium.'}");
}

void
record_upgrade (RecordFixture *self)
{
  record_arrive (self);
  record_choose (self);
  record_verify (self);
  record_open (self);
  record_gather (self);
  record_ask (self);
  record_rank (self);
  record_present (self);
  record_select (self);
  record_quote (self, "2026-03-17");
  record_consent (self);
  record_queue_order (self);
  record_place_order (self);
  record_expect (self);
  record_render (self);
  record_send (self);
  record_document (self);
  record_follow_up (self);
  record_close (self);
}

CordInteraction *
record_empty_twin (RecordFixture *self)
{
  return cord_interaction_new (cord_interaction_get_header (self->interaction), self->sop, self->policy, self->vault);
}

gboolean
record_is_open (RecordFixture *self, CordGateKind kind)
{
  return cord_gate_get_open (cord_interaction_get_gate (self->interaction, kind));
}

gboolean
record_misses (RecordFixture *self, CordGateKind kind, const char *item)
{
  GListModel *missing = cord_gate_get_missing (cord_interaction_get_gate (self->interaction, kind));

  for (guint i = 0; i < g_list_model_get_n_items (missing); i++)
    {
      g_autoptr (CordItem) element = g_list_model_get_item (missing, i);

      if (g_str_equal (cord_item_get_id (element), item))
        return TRUE;
    }
  return FALSE;
}
