/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/cord-gateway-document.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *name;
  char shape; /* 's' string, 'x' integer, 'b' boolean, 'o' object, 'a' array */
  gsize offset;
  gboolean needed;
  gboolean filled; /* needed and not "" */
} Member;

/* The macros of members do not know the struct of their document; each function calls it Body. */
#define DOCUMENT(Struct, name)                                                                                         \
  static const Member *members_of_##name (void)                                                                        \
  {                                                                                                                    \
    typedef Struct Body;                                                                                               \
    static const Member members[] = {
#define TEXT(member, name) { name, 's', G_STRUCT_OFFSET (Body, member) },
#define NEEDED(member, name) { name, 's', G_STRUCT_OFFSET (Body, member), TRUE, TRUE },
#define GIVEN(member, name) { name, 's', G_STRUCT_OFFSET (Body, member), TRUE },
#define NUMBER(member, name) { name, 'x', G_STRUCT_OFFSET (Body, member) },
#define FLAG(member, name) { name, 'b', G_STRUCT_OFFSET (Body, member) },
#define OBJECT(member, name) { name, 'o', G_STRUCT_OFFSET (Body, member) },
#define LIST(member, name) { name, 'a', G_STRUCT_OFFSET (Body, member) },
/* clang-format off */
#define END { NULL } }; return members; }
/* clang-format on */
#include "domain/cord-gateway-document.def"

static GVariant *
write_document (const Member *members, gconstpointer self)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  for (const Member *member = members; member->name != NULL; member++)
    {
      gconstpointer place = (const char *)self + member->offset;

      if (member->shape == 's')
        cord_builder_string (&builder, member->name, *(const char *const *)place);
      else if (member->shape == 'x')
        cord_builder_integer (&builder, member->name, *(const gint64 *)place);
      else if (member->shape == 'b')
        cord_builder_boolean (&builder, member->name, *(const gboolean *)place);
      else
        cord_builder_value (&builder, member->name, *(GVariant *const *)place);
    }
  return cord_builder_end (&builder);
}

static void
read_value (GVariant **place, GVariant *document, const char *name, const GVariantType *type)
{
  g_autoptr (GVariant) value = cord_value_dup (document, name);

  if (value == NULL || !g_variant_is_of_type (value, type))
    return;
  g_clear_pointer (place, g_variant_unref);
  *place = g_steal_pointer (&value);
}

static void
read_member (const Member *member, GVariant *document, gpointer place)
{
  const char *text;

  if (member->shape == 's')
    {
      text = cord_value_get_string (document, member->name);
      if (text != NULL)
        *(const char **)place = text;
    }
  else if (member->shape == 'x')
    *(gint64 *)place = cord_value_get_integer (document, member->name, *(gint64 *)place);
  else if (member->shape == 'b')
    *(gboolean *)place = cord_value_get_boolean (document, member->name);
  else
    read_value (place, document, member->name, member->shape == 'o' ? CORD_VALUE_OBJECT : CORD_VALUE_ARRAY);
}

static void
read_document (const Member *members, gpointer self, GVariant *document)
{
  for (const Member *member = members; member->name != NULL; member++)
    read_member (member, document, G_STRUCT_MEMBER_P (self, member->offset));
}

static void
clear_document (const Member *members, gpointer self)
{
  for (const Member *member = members; member->name != NULL; member++)
    if (member->shape == 'o' || member->shape == 'a')
      g_clear_pointer (&G_STRUCT_MEMBER (GVariant *, self, member->offset), g_variant_unref);
}

#define DOCUMENT(Struct, name)                                                                                         \
  GVariant *cord_##name##_new (const Struct *self)                                                                     \
  {                                                                                                                    \
    return write_document (members_of_##name (), self);                                                                \
  }                                                                                                                    \
  void cord_##name##_read (Struct *self, GVariant *document)                                                           \
  {                                                                                                                    \
    read_document (members_of_##name (), self, document);                                                              \
  }                                                                                                                    \
  void cord_##name##_clear (Struct *self)                                                                              \
  {                                                                                                                    \
    clear_document (members_of_##name (), self);                                                                       \
  }
#include "domain/cord-gateway-document.def"

static const Member *
members_of_call (CordCall call)
{
  switch (call)
    {
    case CORD_CALL_SIGN_IN:
      return members_of_sign_in_call ();
    case CORD_CALL_OPEN_INTERACTION:
      return members_of_open_call ();
    case CORD_CALL_FIND:
      return members_of_find_call ();
    case CORD_CALL_VERIFY:
      return members_of_verify_call ();
    case CORD_CALL_LOAD_CUSTOMER:
      return members_of_customer_call ();
    case CORD_CALL_ORDER_STATE:
    case CORD_CALL_UNDO_ORDER:
      return members_of_order_query ();
    case CORD_CALL_RESTORE_SIGN_IN:
    case CORD_CALL_SIGN_OUT:
    case CORD_CALL_LOAD_CATALOG:
    case CORD_CALL_QUALIFY:
    case CORD_CALL_QUOTE:
    default:
      return NULL;
    }
}

gboolean
cord_gateway_check_call (CordCall call, GVariant *arguments, GError **error)
{
  const Member *member = members_of_call (call);

  for (; member != NULL && member->name != NULL; member++)
    {
      const char *text = member->needed ? cord_value_get_string (arguments, member->name) : NULL;

      if (member->needed && (text == NULL || (member->filled && *text == '\0')))
        return cord_error_set_full (error, CORD_ERROR_INVALID, "missing", member->name, NULL, _ ("“%s” is missing"),
                                    member->name);
    }
  return TRUE;
}
