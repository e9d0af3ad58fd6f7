/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"
#include "domain/customer/cord-policy.h"

G_BEGIN_DECLS

/* What cord-event-table.def declares, in C: the kinds, a struct for the body of each type, and the declared members. */

typedef enum
{
#define EVENT(kind, ...) CORD_EVENT_##kind,
#define PLAIN_EVENT(kind, ...) CORD_EVENT_##kind,
#include "domain/record/cord-event-table.def"
  CORD_N_EVENT_KINDS
} CordEventKind;

/* A value that is kept beside the chain. Recording: set @text, or @value for an object or an array. As recorded:
 * @reference, with which cord_interaction_get_beside() finds the value. All NULL: the body lacks the member. */
typedef struct
{
  const char *text;
  GVariant *value;
  GVariant *reference;
} CordBeside;

/* The structs of the bodies. Strings and values are borrowed, from the event when read, from the caller when written.
 */
#define EVENT(kind, Struct, ...)                                                                                       \
  typedef struct _##Struct Struct;                                                                                     \
  struct _##Struct                                                                                                     \
  {
#define TEXT(member, ...) const char *member;
#define NUMBER(member, ...) gint64 member;
#define FLAG(member, ...) gboolean member;
#define OBJECT(member, ...) GVariant *member;
#define LIST(member, ...) GVariant *member;
#define BESIDE(member, ...) CordBeside member;
/* clang-format off */
#define END };
/* clang-format on */
#include "domain/record/cord-event-table.def"

/* A declared member of a body. */
typedef struct
{
  const char *name;
  char shape; /* 's' string, 'x' integer, 'b' boolean, 'o' object, 'a' array */
  gboolean mandatory;
  gboolean personal;  /* kept beside the chain: a CordBeside in the struct */
  gboolean free_text; /* card numbers are hidden before it is stored */
  CordClass klass;
  gsize offset; /* in the struct; none for class SECRET, which is never recorded */
} CordEventField;

typedef struct
{
  const char *type;
  guint version;
  gsize size; /* of the struct of its body; 0 when it has no members */
} CordEventType;

#define CORD_EVENT_MAX_FIELDS 12

/* All types, sorted by name; the index is the CordEventKind. Static. */
const CordEventType *cord_event_type_table (gsize *n_types);
/* By its name, as in "order.placed"; NULL when @type is NULL or not in the table. */
const CordEventType *cord_event_type_find (const char *type);
/* The kind of @type, which must be one of the table's own entries. */
CordEventKind cord_event_type_kind (const CordEventType *type);
/* The name of the type, "order.placed". Static. */
const char *cord_event_kind_name (CordEventKind kind);
/* The declared members in the order of the table, ended by one whose name is NULL. Static. */
const CordEventField *cord_event_type_fields (const CordEventType *type);

/* Mandatory members present, all declared, shapes right, no SECRET class, no null and no decimal; otherwise INVALID
 * with the member. Personal members may stand as values or as references. */
gboolean cord_event_check_body (const char *type, GVariant *body, GError **error);
/* The document of a body: @body is the struct of @kind, or NULL for a type without members. Members that are NULL are
 * left out. Full reference. */
GVariant *cord_event_body_new (CordEventKind kind, gconstpointer body);

G_END_DECLS
