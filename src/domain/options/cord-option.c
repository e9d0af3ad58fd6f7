/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/options/cord-option.h"

#include "base/cord-text.h"
#include "config.h"

#include <glib/gi18n-lib.h>

#define TITLE_MAX_CHARACTERS 160
#define REASON_MAX_CHARACTERS 200

struct _CordOption
{
  GObject parent_instance;

  GVariant *document;
  GVariant *change;
  char *title;
  char *price_text;
  char *difference_text;
  char *reasons_text;
  gboolean presented;
};

G_DEFINE_FINAL_TYPE (CordOption, cord_option, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_KEY,
  PROP_TITLE,
  PROP_SCORE,
  PROP_PRICE_TEXT,
  PROP_DIFFERENCE_TEXT,
  PROP_REASONS_TEXT,
  PROP_PRESENTED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Amounts may be negative (a difference), which cord_money_parse accepts. */
static gboolean
read_money (GVariant *document, const char *member, CordMoney *out)
{
  const char *text = cord_value_get_string (document, member);
  const char *currency = cord_value_get_string (document, "currency");
  int scale = currency != NULL ? cord_currency_scale (currency) : -1;

  return text != NULL && scale >= 0 && cord_money_parse (text, currency, (guint)scale, out, NULL);
}

static char *
price_text (GVariant *document)
{
  CordMoney price;
  g_autofree char *amount = NULL;

  if (!read_money (document, "price", &price))
    return g_strdup ("");
  amount = cord_money_to_display (price);
  return g_strdup_printf (_ ("%s a month"), amount);
}

static char *
difference_text (GVariant *document)
{
  CordMoney difference;
  g_autofree char *amount = NULL;

  if (!read_money (document, "difference", &difference))
    return g_strdup ("");
  if (difference.minor == 0)
    return g_strdup (_ ("same price"));
  amount = cord_money_to_signed_display (difference);
  return g_strdup_printf (_ ("%s a month"), amount);
}

static char *
reasons_text (GVariant *document)
{
  g_autoptr (GVariant) reasons = cord_value_dup_array (document, "reasons");
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gsize n = cord_value_length (reasons);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) reason = cord_value_dup_at (reasons, i);
      g_autofree char *text = cord_text_clean (cord_value_get_string (reason, "text"), REASON_MAX_CHARACTERS);

      if (*text != '\0')
        g_ptr_array_add (texts, g_steal_pointer (&text));
    }
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (" · ", (char **)texts->pdata);
}

static void
cord_option_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CordOption *self = CORD_OPTION (object);

  switch (id)
    {
    case PROP_KEY:
      g_value_set_string (value, cord_option_get_key (self));
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SCORE:
      g_value_set_int (value, (int)CLAMP (cord_value_get_integer (self->document, "score", 0), 0, 1000));
      break;
    case PROP_PRICE_TEXT:
      g_value_set_string (value, self->price_text);
      break;
    case PROP_DIFFERENCE_TEXT:
      g_value_set_string (value, self->difference_text);
      break;
    case PROP_REASONS_TEXT:
      g_value_set_string (value, self->reasons_text);
      break;
    case PROP_PRESENTED:
      g_value_set_boolean (value, self->presented);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cord_option_finalize (GObject *object)
{
  CordOption *self = CORD_OPTION (object);

  g_clear_pointer (&self->document, g_variant_unref);
  g_clear_pointer (&self->change, g_variant_unref);
  g_free (self->title);
  g_free (self->price_text);
  g_free (self->difference_text);
  g_free (self->reasons_text);
  G_OBJECT_CLASS (cord_option_parent_class)->finalize (object);
}

static void
cord_option_class_init (CordOptionClass *klass)
{
  static const char *const names[] = { NULL, "key", "title", "score", "price-text", "difference-text", "reasons-text" };
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cord_option_get_property;
  object_class->finalize = cord_option_finalize;
  for (guint i = PROP_KEY; i < PROP_PRESENTED; i++)
    properties[i] = i == PROP_SCORE ? g_param_spec_int ("score", NULL, NULL, 0, 1000, 0, flags)
                                    : g_param_spec_string (names[i], NULL, NULL, NULL, flags);
  properties[PROP_PRESENTED] = g_param_spec_boolean ("presented", NULL, NULL, FALSE, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cord_option_init (CordOption *self)
{
}

CordOption *
cord_option_new (GVariant *document)
{
  CordOption *self = g_object_new (CORD_TYPE_OPTION, NULL);

  self->document = g_variant_ref_sink (document);
  self->change = cord_value_dup_object (document, "change");
  self->title = cord_text_clean (cord_value_get_string (document, "title"), TITLE_MAX_CHARACTERS);
  self->price_text = price_text (document);
  self->difference_text = difference_text (document);
  self->reasons_text = reasons_text (document);
  return self;
}

const char *
cord_option_key_of (GVariant *document)
{
  return cord_value_get_string (document, "key");
}

const char *
cord_option_get_key (CordOption *self)
{
  const char *key = cord_option_key_of (self->document);

  return key != NULL ? key : "";
}

const char *
cord_option_get_title (CordOption *self)
{
  return self->title;
}

GVariant *
cord_option_get_change (CordOption *self)
{
  g_return_val_if_fail (CORD_IS_OPTION (self), NULL);
  return self->change;
}

const char *
cord_option_get_price (CordOption *self)
{
  return cord_value_get_string (self->document, "price");
}

gboolean
cord_option_get_presented (CordOption *self)
{
  g_return_val_if_fail (CORD_IS_OPTION (self), FALSE);
  return self->presented;
}

void
cord_option_set_presented (CordOption *self, gboolean presented)
{
  g_return_if_fail (CORD_IS_OPTION (self));
  if (self->presented == !!presented)
    return;
  self->presented = !!presented;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRESENTED]);
}

GVariant *
cord_option_draft_to_value (const CordOptionDraft *self)
{
  g_autofree char *price = cord_money_to_decimal (self->price);
  g_autofree char *difference = NULL;
  CordMoney rest = self->price;
  CordBuilder builder;

  /* Too large to tell apart is no difference; such a price cannot be quoted anyway. */
  if (!cord_money_subtract (self->price, self->before, &rest, NULL))
    rest.minor = 0;
  difference = cord_money_to_decimal (rest);
  cord_builder_init (&builder);
  cord_builder_string (&builder, "key", self->key);
  cord_builder_string (&builder, "title", self->title);
  cord_builder_value (&builder, "change", self->change);
  cord_builder_integer (&builder, "score", self->score);
  cord_builder_string (&builder, "price", price);
  cord_builder_string (&builder, "difference", difference);
  cord_builder_string (&builder, "currency", self->price.currency);
  cord_builder_value (&builder, "reasons", self->reasons);
  return cord_builder_end (&builder);
}
