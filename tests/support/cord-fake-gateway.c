/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-fake-gateway.h"

#include "base/cord-id.h"
#include "billing/cord-quote.h"
#include "domain/change/cord-change.h"
#include "domain/change/cord-quote-input.h"
#include "domain/cord-gateway-document.h"

#define N_CALLS (CORD_CALL_UNDO_ORDER + 1)
#define UNDO_SECONDS 30

struct _CordFakeGateway
{
  GObject parent_instance;

  CordClock *clock;
  CordPolicy *policy;
  GVariant *customer;
  GVariant *catalog;
  CordFakeMood moods[N_CALLS];
  CordFakeMood submit_mood;
  gboolean online;
  gboolean wrong_seal;
  gboolean kept_sign_in;
  const char *role;
  gboolean unfaithful;
  guint attempts_left;
  guint interactions;
  char *order_state;
  char **limits;
  GHashTable *bodies;  /* operation → GBytes, first seen */
  GHashTable *effects; /* operation → kind */
  GPtrArray *hanging;  /* (element-type GTask) */
  guint n_submits;
};

static void cord_fake_gateway_gateway_init (CordGatewayInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CordFakeGateway, cord_fake_gateway, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CORD_TYPE_GATEWAY, cord_fake_gateway_gateway_init))

/* Documents. */

static const char customer_text[]
    = "{'id': <'C10001'>, 'name': <'Grace Okafor'>, 'status': <'active'>, 'since': <'2021-03-01'>,"
      " 'party': <{'id': <'P1'>, 'givenName': <'Grace'>, 'familyName': <'Okafor'>}>,"
      " 'contacts': <[<{'kind': <'mobile'>, 'value': <'+491713920001'>, 'preferred': <true>}>,"
      "   <{'kind': <'email'>, 'value': <'grace@example.org'>, 'preferred': <false>}>]>,"
      " 'account': <{'id': <'A1'>, 'name': <'Main account'>, 'state': <'active'>, 'zone': <'Europe/Berlin'>,"
      "   'anchor': <int64 1>, 'months': <int64 1>, 'payment': <'direct debit'>, 'format': <'e-mail'>,"
      "   'currency': <'EUR'>, 'scale': <int64 2>, 'version': <'7'>}>,"
      " 'products': <[<{'id': <'prod-home'>, 'offering': <'dsl-50'>, 'name': <'DSL 50'>, 'status': <'active'>,"
      "   'account': <'A1'>, 'start': <'2025-01-01'>, 'quantity': <int64 1>, 'price': <'24.85'>, 'currency': <'EUR'>,"
      "   'category': <'home'>, 'features': <[<{'name': <'download'>, 'value': <'50 Mbit/s'>}>]>,"
      "   'reliesOn': <@av []>, 'discounts': <@av []>}>,"
      "  <{'id': <'prod-phone'>, 'offering': <'phone-flat'>, 'name': <'Phone Flat'>, 'status': <'active'>,"
      "   'account': <'A1'>, 'start': <'2025-01-01'>, 'quantity': <int64 1>, 'price': <'29.85'>, 'currency': <'EUR'>,"
      "   'category': <'phone'>, 'features': <@av []>, 'reliesOn': <@av []>,"
      "   'discounts': <[<{'name': <'loyal-5'>, 'percent': <'10'>, 'until': <'2027-03-01'>}>]>}>]>,"
      " 'bills': <@av []>, 'interactions': <@av []>, 'orders': <@av []>, 'followUps': <@av []>}";

#define OFFERING(id, name, category, price, speed, more)                                                               \
  "<{'id': <'" id "'>, 'name': <'" name "'>, 'description': <'" name ".'>, 'category': <'" category "'>,"              \
  " 'categoryName': <'" category "'>, 'status': <'Active'>, 'sellable': <true>, 'bundle': <false>, 'price': <'" price  \
  "'>, 'currency': <'EUR'>, 'features': <[<{'name': <'download'>, 'value': <'" speed "'>}>]>, 'terms': <@av []>,"      \
  " 'reliesOn': <@av []>, 'bundled': <@av []>, " more "}>"
#define NO_STEPS "'steps': <@av []>, 'leadDays': <int64 0>"

static const char catalog_text[]
    = "{'version': <'cat-1'>, 'currency': <'EUR'>, 'scale': <int64 2>, 'offerings': <[" OFFERING (
        "dsl-50", "DSL 50", "home", "24.85", "50 Mbit/s",
        NO_STEPS) "," OFFERING ("fiber-250", "Fiber 250", "home", "49.85", "250 Mbit/s",
                                "'steps': <[<'Restart the router.'>, <'Keep the old modem for 2 days.'>]>, 'leadDays': "
                                "<int64 3>") "," OFFERING ("fiber-1000", "Fiber 1000", "home", "64.85", "1000 Mbit/s",
                                                           NO_STEPS) "," OFFERING ("phone-flat", "Phone Flat", "phone",
                                                                                   "29.85", "0", NO_STEPS) "]>}";

static GVariant *
parse_document (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *document = g_variant_parse (CORD_VALUE_OBJECT, text, NULL, NULL, &error);

  g_assert_no_error (error);
  return document;
}

/* Answers. */

/* Of "Okafor" there are many, and "Nobody" is found by nothing. */
static GVariant *
answer_find (GVariant *arguments)
{
  CordFindCall call = { NULL };
  g_autoptr (GVariant) candidate
      = cord_value_of_strings ("id", CORD_FAKE_CUSTOMER, "label", "G•••• O•••••", "hint", "account ends A1", NULL);
  g_autoptr (GVariant) list = NULL;
  CordBuilder builder;

  cord_find_call_read (&call, arguments);
  cord_builder_init_array (&builder);
  if (g_strcmp0 (call.query, "Nobody") != 0)
    cord_builder_add (&builder, candidate);
  list = cord_builder_end (&builder);
  return cord_find_reply_new (
      &(CordFindReply){ .candidates = list, .total = g_strcmp0 (call.query, "Okafor") == 0 ? 113 : 0 });
}

static GVariant *
answer_verify (CordFakeGateway *self, GVariant *arguments)
{
  CordVerifyCall call = { NULL };
  CordVerifyReply reply = { FALSE };
  gboolean match;

  cord_verify_call_read (&call, arguments);
  match = g_strcmp0 (call.value, CORD_FAKE_PIN) == 0 && self->attempts_left > 0;
  if (!match && self->attempts_left > 0)
    self->attempts_left--;
  reply.match = match;
  reply.level = cord_level_name (match ? cord_policy_level_of_factor (self->policy, call.factor) : 0);
  reply.attempts_left = self->attempts_left;
  if (self->attempts_left == 0)
    reply.locked_until = "2026-11-10T11:00:00Z";
  return cord_verify_reply_new (&reply);
}

static CordDate
today (CordFakeGateway *self)
{
  g_autoptr (CordZone) zone = cord_zone_parse ("Europe/Berlin", NULL);

  return cord_instant_to_date (cord_clock_now (self->clock), zone);
}

static GVariant *
answer_quote (CordFakeGateway *self, GVariant *arguments, GError **error)
{
  g_autoptr (CordCustomer) customer = cord_customer_new (self->customer, error);
  g_autoptr (CordCatalog) catalog = cord_catalog_new (self->catalog, error);
  g_auto (CordQuoteCall) call = { .change = cord_value_empty_object () };
  g_autoptr (GVariant) input = NULL;
  g_autoptr (CordQuote) quote = NULL;
  CordDate effective;

  cord_quote_call_read (&call, arguments);
  if (!cord_date_parse (call.effective, &effective, error))
    return NULL;
  input = cord_quote_input_new (call.change, customer, catalog, self->policy, today (self), effective, error);
  quote = input != NULL ? cord_quote_new (input, error) : NULL;
  if (quote == NULL)
    return NULL;
  return cord_quote_reply_new (&(CordQuoteReply){ .id = "Q1",
                                                  .input = input,
                                                  .seal = self->wrong_seal ? "00" : cord_quote_get_sha256 (quote),
                                                  .letters = cord_quote_get_letters (quote) });
}

static GVariant *
answer_call (CordFakeGateway *self, CordCall call, GVariant *arguments, GError **error)
{
  CordSignInCall sign_in = { NULL };
  g_autofree char *id = NULL;

  switch (call)
    {
    case CORD_CALL_RESTORE_SIGN_IN:
      if (!self->kept_sign_in)
        {
          cord_error_set_full (error, CORD_ERROR_DENIED, NULL, NULL, NULL, "Nothing is kept");
          return NULL;
        }
      return cord_sign_in_reply_new (&(CordSignInReply){ .user = "agent", .role = self->role });
    case CORD_CALL_SIGN_IN:
      cord_sign_in_call_read (&sign_in, arguments);
      return cord_sign_in_reply_new (&(CordSignInReply){ .user = sign_in.user, .role = self->role });
    case CORD_CALL_SIGN_OUT:
      return cord_value_empty_object ();
    case CORD_CALL_OPEN_INTERACTION:
      id = g_strdup_printf ("int-%u", ++self->interactions);
      return cord_open_reply_new (&(CordOpenReply){ .id = id });
    case CORD_CALL_FIND:
      return answer_find (arguments);
    case CORD_CALL_VERIFY:
      return answer_verify (self, arguments);
    case CORD_CALL_LOAD_CUSTOMER:
      return g_variant_ref (self->customer);
    case CORD_CALL_LOAD_CATALOG:
      return g_variant_ref (self->catalog);
    case CORD_CALL_QUALIFY:
      return cord_qualify_reply_new (&(CordQualifyReply){ .result = "qualified" });
    case CORD_CALL_QUOTE:
      return answer_quote (self, arguments, error);
    case CORD_CALL_ORDER_STATE:
      return cord_order_reply_new (&(CordOrderReply){
          .id = "O1",
          .number = CORD_FAKE_NUMBER,
          .state = self->order_state,
          .completed = g_str_equal (self->order_state, "completed") ? "2026-11-10T10:01:00Z" : NULL });
    case CORD_CALL_UNDO_ORDER:
    default:
      g_free (self->order_state);
      self->order_state = g_strdup ("cancelled");
      return cord_order_reply_new (&(CordOrderReply){ .state = "cancelled" });
    }
}

static GError *
error_of_mood (CordFakeMood mood)
{
  GError *error = NULL;

  switch (mood)
    {
    case CORD_FAKE_OFFLINE:
    case CORD_FAKE_LOST:
      cord_error_set_full (&error, CORD_ERROR_OFFLINE, NULL, NULL, "Try again.", "The server does not answer");
      break;
    case CORD_FAKE_STALE:
      cord_error_set_full (&error, CORD_ERROR_STALE, "quote-stale", NULL, "Show the new price.",
                           "The price has changed");
      break;
    case CORD_FAKE_DENIED:
      cord_error_set_full (&error, CORD_ERROR_DENIED, "level", NULL, "Verify first.", "Not permitted");
      break;
    case CORD_FAKE_FULL:
      cord_error_set_full (&error, CORD_ERROR_CONFLICT, "slot-full", "validFor", "Choose another time.",
                           "No agent is free at that time any more");
      break;
    case CORD_FAKE_LOCKED:
      cord_error_set_full (&error, CORD_ERROR_DENIED, "locked", NULL, "2026-11-10T11:00:00Z", "The account is locked");
      break;
    case CORD_FAKE_INTERNAL:
      cord_error_set_full (&error, CORD_ERROR_INTERNAL, NULL, NULL, NULL, "The server is in trouble");
      break;
    case CORD_FAKE_ANSWER:
    case CORD_FAKE_HANG:
    default:
      break;
    }
  return error;
}

typedef struct
{
  gboolean submit;
  CordCall call;
  GVariant *arguments;
  CordIntent *intent;
} Request;

static void
request_free (Request *request)
{
  g_clear_pointer (&request->arguments, g_variant_unref);
  cord_intent_free (request->intent);
  g_free (request);
}

static GVariant *
take_effect (CordFakeGateway *self, const CordIntent *intent)
{
  g_autofree char *undo = cord_instant_to_string (cord_clock_now (self->clock) + UNDO_SECONDS * G_USEC_PER_SEC);

  g_hash_table_insert (self->effects, g_strdup (intent->operation), g_strdup (intent->kind));
  if (g_str_equal (intent->kind, "order"))
    return cord_intent_reply_new (
        &(CordIntentReply){ .order = "O1", .number = CORD_FAKE_NUMBER, .state = "acknowledged", .undo_until = undo });
  if (g_str_equal (intent->kind, "message"))
    return cord_intent_reply_new (&(CordIntentReply){ .message = "M1", .state = "completed" });
  return cord_intent_reply_new (&(CordIntentReply){ .appointment = "AP1", .state = "initialized" });
}

static void
answer (CordFakeGateway *self, GTask *task, CordFakeMood mood)
{
  Request *request = g_task_get_task_data (task);
  GError *error = error_of_mood (self->online ? mood : CORD_FAKE_OFFLINE);
  g_autoptr (GVariant) result = NULL;

  if (error != NULL && !(self->online && mood == CORD_FAKE_LOST))
    {
      g_task_return_error (task, error);
      return;
    }
  if (request->submit)
    result = take_effect (self, request->intent);
  else
    result = answer_call (self, request->call, request->arguments, error == NULL ? &error : NULL);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&result), (GDestroyNotify)g_variant_unref);
}

static void
receive (CordFakeGateway *self, GTask *task, CordFakeMood mood)
{
  if (mood == CORD_FAKE_HANG)
    g_ptr_array_add (self->hanging, g_object_ref (task));
  else
    answer (self, task, mood);
}

static void
call_async (CordGateway *gateway, CordCall call, GVariant *arguments, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  CordFakeGateway *self = CORD_FAKE_GATEWAY (gateway);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->call = call;
  request->arguments = g_variant_ref (arguments);
  g_task_set_source_tag (task, call_async);
  g_task_set_task_data (task, request, (GDestroyNotify)request_free);
  receive (self, task, self->moods[call]);
}

static GVariant *
finish (CordGateway *gateway, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static CordIntent *
prepare (CordGateway *gateway, const char *kind, GVariant *request, GError **error)
{
  CordFakeGateway *self = CORD_FAKE_GATEWAY (gateway);
  g_autofree char *operation = cord_id_new (self->clock);
  gsize length;
  char *text = cord_value_to_canonical (request, &length);
  g_autoptr (GBytes) body = g_bytes_new_take (text, length);

  return cord_intent_new (operation, kind, "POST", "/", NULL, body);
}

static void
remember_bytes (CordFakeGateway *self, const CordIntent *intent)
{
  GBytes *before = g_hash_table_lookup (self->bodies, intent->operation);

  self->n_submits++;
  if (before == NULL)
    g_hash_table_insert (self->bodies, g_strdup (intent->operation), g_bytes_ref (intent->body));
  else if (!g_bytes_equal (before, intent->body))
    self->unfaithful = TRUE;
}

static void
submit_async (CordGateway *gateway, const CordIntent *intent, GCancellable *cancellable, GAsyncReadyCallback callback,
              gpointer user_data)
{
  CordFakeGateway *self = CORD_FAKE_GATEWAY (gateway);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->submit = TRUE;
  request->intent = cord_intent_copy (intent);
  g_task_set_source_tag (task, submit_async);
  g_task_set_task_data (task, request, (GDestroyNotify)request_free);
  remember_bytes (self, intent);
  receive (self, task, self->submit_mood);
}

static gboolean
get_online (CordGateway *gateway)
{
  return CORD_FAKE_GATEWAY (gateway)->online;
}

static char **
dup_limits (CordGateway *gateway)
{
  CordFakeGateway *self = CORD_FAKE_GATEWAY (gateway);

  return self->limits != NULL ? g_strdupv (self->limits) : g_new0 (char *, 1);
}

static void
cord_fake_gateway_gateway_init (CordGatewayInterface *iface)
{
  iface->call_async = call_async;
  iface->call_finish = finish;
  iface->prepare = prepare;
  iface->submit_async = submit_async;
  iface->submit_finish = finish;
  iface->get_online = get_online;
  iface->dup_limits = dup_limits;
}

static void
cord_fake_gateway_finalize (GObject *object)
{
  CordFakeGateway *self = CORD_FAKE_GATEWAY (object);

  g_clear_object (&self->clock);
  g_clear_object (&self->policy);
  g_clear_pointer (&self->customer, g_variant_unref);
  g_clear_pointer (&self->catalog, g_variant_unref);
  g_hash_table_unref (self->bodies);
  g_hash_table_unref (self->effects);
  g_ptr_array_unref (self->hanging);
  g_free (self->order_state);
  g_strfreev (self->limits);
  G_OBJECT_CLASS (cord_fake_gateway_parent_class)->finalize (object);
}

static void
cord_fake_gateway_class_init (CordFakeGatewayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cord_fake_gateway_finalize;
}

static void
cord_fake_gateway_init (CordFakeGateway *self)
{
  self->online = TRUE;
  self->kept_sign_in = TRUE;
  self->role = "agent";
  self->attempts_left = 3;
  self->order_state = g_strdup ("acknowledged");
  self->customer = parse_document (customer_text);
  self->catalog = parse_document (catalog_text);
  self->bodies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  self->effects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->hanging = g_ptr_array_new_with_free_func (g_object_unref);
}

CordFakeGateway *
cord_fake_gateway_new (CordClock *clock, CordPolicy *policy)
{
  CordFakeGateway *self = g_object_new (CORD_TYPE_FAKE_GATEWAY, NULL);

  self->clock = g_object_ref (clock);
  self->policy = g_object_ref (policy);
  return self;
}

void
cord_fake_gateway_set_call_mood (CordFakeGateway *self, CordCall call, CordFakeMood mood)
{
  self->moods[call] = mood;
}

void
cord_fake_gateway_set_submit_mood (CordFakeGateway *self, CordFakeMood mood)
{
  self->submit_mood = mood;
}

void
cord_fake_gateway_set_online (CordFakeGateway *self, gboolean online)
{
  self->online = online;
  g_signal_emit_by_name (self, "online-changed");
}

void
cord_fake_gateway_release (CordFakeGateway *self)
{
  g_autoptr (GPtrArray) released = g_steal_pointer (&self->hanging);

  self->hanging = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < released->len; i++)
    answer (self, g_ptr_array_index (released, i), CORD_FAKE_ANSWER);
}

void
cord_fake_gateway_set_order_state (CordFakeGateway *self, const char *state)
{
  g_free (self->order_state);
  self->order_state = g_strdup (state);
}

void
cord_fake_gateway_set_wrong_seal (CordFakeGateway *self, gboolean wrong)
{
  self->wrong_seal = wrong;
}

void
cord_fake_gateway_set_catalog (CordFakeGateway *self, const char *text)
{
  g_clear_pointer (&self->catalog, g_variant_unref);
  self->catalog = parse_document (text);
}

/* Gives an offering of the catalog more @members. */
static void
extend_offering (CordFakeGateway *self, const char *offering, const char *members)
{
  g_autofree char *id = g_strdup_printf ("{'id': <'%s'>,", offering);
  g_autofree char *more = g_strdup_printf ("%s %s,", id, members);
  g_autoptr (GString) text = g_string_new (catalog_text);

  g_assert_cmpuint (g_string_replace (text, id, more, 0), ==, 1);
  g_clear_pointer (&self->catalog, g_variant_unref);
  self->catalog = parse_document (text->str);
}

void
cord_fake_gateway_set_fee (CordFakeGateway *self, const char *offering, const char *fee, const char *name)
{
  g_autofree char *members = g_strdup_printf ("'once': <'%s'>, 'onceName': <'%s'>", fee, name);

  extend_offering (self, offering, members);
}

void
cord_fake_gateway_set_included (CordFakeGateway *self, const char *offering)
{
  extend_offering (self, offering,
                   "'billed': <'arrears'>, 'allowances': <[<{'name': <'data'>, 'amount': <int64 3000>, 'units': "
                   "<'MB'>}>, <{'name': <'messages'>, 'amount': <int64 50>}>]>");
}

void
cord_fake_gateway_add_feature (CordFakeGateway *self, const char *name, const char *value)
{
  static const char dsl[] = "'features': <[<{'name': <'download'>";
  g_autofree char *more
      = g_strdup_printf ("'features': <[<{'name': <'%s'>, 'value': <'%s'>}>, <{'name': <'download'>", name, value);
  g_autoptr (GString) text = g_string_new (customer_text);

  g_assert_cmpuint (g_string_replace (text, dsl, more, 0), ==, 1);
  g_clear_pointer (&self->customer, g_variant_unref);
  self->customer = parse_document (text->str);
}

void
cord_fake_gateway_set_customer_name (CordFakeGateway *self, const char *name)
{
  g_autoptr (GVariant) old = g_steal_pointer (&self->customer);
  CordBuilder builder;
  GVariantIter iter;
  const char *key;
  GVariant *value;

  cord_builder_init (&builder);
  g_variant_iter_init (&iter, old);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      if (!g_str_equal (key, "name"))
        cord_builder_value (&builder, key, value);
      g_variant_unref (value);
    }
  cord_builder_string (&builder, "name", name);
  self->customer = cord_builder_end (&builder);
}

void
cord_fake_gateway_set_role (CordFakeGateway *self, const char *role)
{
  self->role = role;
}

void
cord_fake_gateway_set_kept_sign_in (CordFakeGateway *self, gboolean kept)
{
  self->kept_sign_in = kept;
}

guint
cord_fake_gateway_get_n_effects (CordFakeGateway *self, const char *kind)
{
  GHashTableIter iter;
  gpointer value;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->effects);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    n += g_str_equal (value, kind);
  return n;
}

guint
cord_fake_gateway_get_n_submits (CordFakeGateway *self)
{
  return self->n_submits;
}

gboolean
cord_fake_gateway_is_faithful (CordFakeGateway *self)
{
  return !self->unfaithful;
}

void
cord_fake_gateway_set_limits (CordFakeGateway *self, const char *const *limits)
{
  g_strfreev (self->limits);
  self->limits = g_strdupv ((char **)limits);
}
