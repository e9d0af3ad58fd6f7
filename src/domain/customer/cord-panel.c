/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/customer/cord-panel.h"

#include "base/cord-text.h"
#include "base/cord-value.h"
#include "config.h"
#include "domain/customer/cord-entry.h"
#include "domain/customer/cord-price.h"

#include <glib/gi18n-lib.h>

#define TEXT_MAX_CHARACTERS 300

typedef CordEntry *(*MakeEntry) (GVariant *item, GVariant *document, CordZone *zone);

static GListModel *
make_list (GVariant *document, const char *member, CordZone *zone, MakeEntry make)
{
  g_autoptr (GVariant) items = cord_value_dup_array (document, member);
  GListStore *store = g_list_store_new (CORD_TYPE_ENTRY);
  gsize n = cord_value_length (items);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) item = cord_value_dup_at (items, i);
      g_autoptr (CordEntry) entry = make (item, document, zone);

      g_list_store_append (store, entry);
    }
  return G_LIST_MODEL (store);
}

static char *
dup_clean (GVariant *item, const char *member)
{
  return cord_text_clean (cord_value_get_string (item, member), TEXT_MAX_CHARACTERS);
}

static char *
date_text (const char *text)
{
  CordDate date;

  return text != NULL && cord_date_parse (text, &date, NULL) ? cord_date_to_display (date) : g_strdup ("");
}

static char *
instant_text (const char *text, CordZone *zone)
{
  gint64 instant;

  if (text == NULL || !cord_instant_parse (text, &instant, NULL))
    return date_text (text);
  return cord_date_to_display (cord_instant_to_date (instant, zone));
}

static char *
amount_text (GVariant *item, GVariant *document)
{
  const char *currency = cord_value_get_string (item, "currency");
  const char *amount = cord_value_get_string (item, "amount");
  CordMoney money;
  int scale;

  if (currency == NULL)
    currency = cord_value_get_string (document, "account.currency");
  scale = currency != NULL ? cord_currency_scale (currency) : -1;
  if (amount == NULL || scale < 0 || !cord_money_parse (amount, currency, (guint)scale, &money, NULL))
    return g_strdup ("");
  return cord_money_to_display (money);
}

static const char *
contact_title (const char *kind)
{
  if (g_strcmp0 (kind, "mobile") == 0)
    return _ ("Mobile");
  if (g_strcmp0 (kind, "phone") == 0)
    return _ ("Phone");
  if (g_strcmp0 (kind, "email") == 0)
    return _ ("E-mail");
  if (g_strcmp0 (kind, "postal") == 0)
    return _ ("Post");
  return _ ("Contact");
}

static CordEntry *
make_contact (GVariant *item, GVariant *document, CordZone *zone)
{
  const char *kind = cord_value_get_string (item, "kind");
  g_autofree char *value = dup_clean (item, "value");
  g_autofree char *detail = cord_value_get_boolean (item, "preferred")
                                ? g_strdup_printf (_ ("%s, preferred"), contact_title (kind))
                                : g_strdup (contact_title (kind));

  return cord_entry_new (value, kind, value, detail, "", "");
}

static const char *
bill_state_text (const char *state)
{
  static const char *const open_states[] = { "new", "onHold", "validated", "sent", NULL };

  if (state == NULL)
    return "";
  if (g_str_equal (state, "settled"))
    return _ ("paid");
  if (g_str_equal (state, "partiallyPaid"))
    return _ ("partly paid");
  if (g_str_equal (state, "overdue"))
    return _ ("overdue");
  return g_strv_contains (open_states, state) ? _ ("open") : state;
}

static CordEntry *
make_bill (GVariant *item, GVariant *document, CordZone *zone)
{
  const char *id = cord_value_get_string (item, "id");
  g_autofree char *number = dup_clean (item, "number");
  g_autofree char *title = *number != '\0' ? g_strdup_printf (_ ("Bill %s"), number) : g_strdup (_ ("Bill"));
  g_autofree char *state = cord_text_clean (bill_state_text (cord_value_get_string (item, "state")), 40);
  g_autofree char *due = date_text (cord_value_get_string (item, "due"));
  g_autofree char *detail
      = *due != '\0' && *state != '\0' ? g_strdup_printf (_ ("%s, due %s"), state, due) : g_strdup (state);
  g_autofree char *when = date_text (cord_value_get_string (item, "date"));
  g_autofree char *amount = amount_text (item, document);

  return cord_entry_new (id, "bill", title, detail, when, amount);
}

static CordEntry *
make_plain (GVariant *item, CordZone *zone, const char *kind, const char *title_member, const char *detail_member,
            const char *fallback)
{
  g_autofree char *title = dup_clean (item, title_member);
  g_autofree char *detail = dup_clean (item, detail_member);
  g_autofree char *when = instant_text (cord_value_get_string (item, "at"), zone);

  return cord_entry_new (cord_value_get_string (item, "id"), kind, *title != '\0' ? title : fallback, detail, when, "");
}

static CordEntry *
make_interaction (GVariant *item, GVariant *document, CordZone *zone)
{
  return make_plain (item, zone, "interaction", "summary", "channel", _ ("Contact"));
}

static CordEntry *
make_order (GVariant *item, GVariant *document, CordZone *zone)
{
  return make_plain (item, zone, "order", "summary", "state", _ ("Order"));
}

static CordEntry *
make_follow_up (GVariant *item, GVariant *document, CordZone *zone)
{
  return make_plain (item, zone, "follow-up", "purpose", "status", _ ("Follow-up"));
}

GListModel *
cord_panel_contacts (GVariant *document)
{
  return make_list (document, "contacts", NULL, make_contact);
}

GListModel *
cord_panel_bills (GVariant *document)
{
  return make_list (document, "bills", NULL, make_bill);
}

GListModel *
cord_panel_interactions (GVariant *document, CordZone *zone)
{
  return make_list (document, "interactions", zone, make_interaction);
}

GListModel *
cord_panel_orders (GVariant *document, CordZone *zone)
{
  return make_list (document, "orders", zone, make_order);
}

GListModel *
cord_panel_follow_ups (GVariant *document, CordZone *zone)
{
  return make_list (document, "followUps", zone, make_follow_up);
}
