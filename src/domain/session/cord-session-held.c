/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/options/cord-qualification.h"
#include "domain/session/cord-session-private.h"

#include <glib/gi18n-lib.h>

/* Changes of what the customer keeps. There is nothing to choose from, so no option is ranked; whether it may be is
 * asked here. */
static void
qualify (CordAct *act)
{
  GVariant *change = act->subject.change;
  g_autoptr (GVariant) answer
      = cord_qualify (change, cord_interaction_get_customer (act->interaction),
                      cord_interaction_get_catalog (act->interaction), cord_session_today (act->session));

  if (cord_act_require (act, cord_qualification_is_qualified (answer), cord_qualification_get_text (answer),
                        _ ("Tell the customer why, and ask what they want instead.")))
    cord_act_select_change (act, change, act->subject.day);
}

static CordProduct *
find_held (CordAct *act, const char *product)
{
  CordProduct *held
      = product != NULL ? cord_customer_find_product (cord_interaction_get_customer (act->interaction), product) : NULL;

  cord_act_require (act, held != NULL, _ ("The customer does not have this product"),
                    _ ("Choose one of the customer’s products."));
  return held;
}

/* Takes @change. */
static void
propose (CordAct *act, GVariant *change, CordDate effective)
{
  act->subject.change = change;
  act->subject.day = effective;
  cord_act_pin_catalog (act, qualify);
}

static void
change_status (CordAct *act, const char *kind, const char *product, CordDate effective)
{
  CordProduct *held = cord_act_require_selectable (act) ? find_held (act, product) : NULL;

  if (held != NULL)
    propose (act, cord_change_new (kind, product, NULL, cord_product_get_offering (held), 0), effective);
}

void
cord_session_suspend_async (CordSession *self, const char *product, CordDate effective, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  change_status (cord_act_new (self, cord_session_suspend_async, "suspend", cancellable, callback, user_data),
                 "suspend", product, effective);
}

void
cord_session_resume_async (CordSession *self, const char *product, CordDate effective, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  change_status (cord_act_new (self, cord_session_resume_async, "resume", cancellable, callback, user_data), "resume",
                 product, effective);
}

void
cord_session_change_quantity_async (CordSession *self, const char *product, gint64 quantity, CordDate effective,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CordAct *act
      = cord_act_new (self, cord_session_change_quantity_async, "change quantity", cancellable, callback, user_data);
  CordProduct *held = cord_act_require_selectable (act) ? find_held (act, product) : NULL;

  if (held == NULL
      || !cord_act_require (act, quantity >= 1 && quantity <= CORD_CHANGE_QUANTITY_MAX,
                            _ ("This quantity cannot be ordered"), _ ("Choose a whole number from 1 on."))
      || !cord_act_require (act, quantity != cord_product_get_quantity (held),
                            _ ("The customer has this quantity already"), _ ("Choose another quantity.")))
    return;
  propose (act, cord_change_new_quantity (product, cord_product_get_offering (held), quantity), effective);
}

void
cord_session_move_billing_day_async (CordSession *self, gint64 day, gboolean extension, CordDate effective,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CordAct *act
      = cord_act_new (self, cord_session_move_billing_day_async, "move billing day", cancellable, callback, user_data);

  if (cord_act_require_selectable (act)
      && cord_act_require (act, day >= 1 && day <= 31, _ ("Bills cannot begin on this day"),
                           _ ("Choose a day of the month, 1 to 31.")))
    propose (act, cord_change_new_billing_day (day, extension), effective);
}
