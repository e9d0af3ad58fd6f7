/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/cord-zone-file.h"

#include "base/cord-error.h"
#include "base/cord-zone-rule.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAGIC "TZif"
#define MAGIC_LENGTH 4
#define RESERVED_LENGTH 15
#define VERSION_2 '2'
#define NARROW 4 /* bytes of a time in the data that version 1 knows */
#define WIDE 8   /* and in the data after it */
#define TYPE_LENGTH 6
#define LEAP_COUNT_LENGTH 4
#define REACH (2 * CORD_ZONE_OFFSET_LIMIT)

struct _CordZoneFile
{
  int first_offset;   /* before the first change */
  GArray *changes;    /* (element-type CordZoneChange), in order */
  CordZoneRule *rule; /* after the last change; NULL when the file has none */
};

/* The bytes that are not read yet. */
typedef struct
{
  const guint8 *at;
  gsize left;
} Input;

typedef struct
{
  guint8 version; /* 0 for version 1, a digit for the others */
  guint32 n_universal;
  guint32 n_standard;
  guint32 n_leaps;
  guint32 n_times;
  guint32 n_types;
  guint32 n_characters;
} Header;

static gboolean
refuse (GError **error, const char *message)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, "zone", "zone", NULL, "%s", message);
}

static gboolean
refuse_cut (GError **error)
{
  return refuse (error, _ ("The zone file is cut off."));
}

/* The next @length bytes; NULL when there are fewer. */
static const guint8 *
take (Input *input, guint64 length)
{
  const guint8 *taken = input->at;

  if (length > input->left)
    return NULL;
  input->at += length;
  input->left -= (gsize)length;
  return taken;
}

static guint64
read_big_endian (const guint8 *bytes, guint n)
{
  guint64 value = 0;

  for (guint i = 0; i < n; i++)
    value = value << 8 | bytes[i];
  return value;
}

static gint64
read_time (const guint8 *bytes, guint width)
{
  return width == NARROW ? (gint32)(guint32)read_big_endian (bytes, NARROW) : (gint64)read_big_endian (bytes, WIDE);
}

static gboolean
read_header (Input *input, Header *out, GError **error)
{
  guint32 *counts[]
      = { &out->n_universal, &out->n_standard, &out->n_leaps, &out->n_times, &out->n_types, &out->n_characters };
  const guint8 *bytes = take (input, MAGIC_LENGTH);

  if (bytes == NULL || memcmp (bytes, MAGIC, MAGIC_LENGTH) != 0)
    return cord_error_set_full (error, CORD_ERROR_NOT_FOUND, "zone", "zone", NULL, _ ("This is no zone file."));
  bytes = take (input, 1 + RESERVED_LENGTH + G_N_ELEMENTS (counts) * sizeof (guint32));
  if (bytes == NULL)
    return refuse_cut (error);
  out->version = bytes[0];
  bytes += 1 + RESERVED_LENGTH;
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    *counts[i] = (guint32)read_big_endian (bytes + i * sizeof (guint32), sizeof (guint32));
  /* Later versions add to the format what a reader of version 2 may skip. */
  if (out->version != 0 && out->version < VERSION_2)
    return refuse (error, _ ("The zone file has an unknown version."));
  return TRUE;
}

static guint64
length_of_rest (const Header *header, guint width)
{
  return (guint64)header->n_characters + (guint64)header->n_leaps * (width + LEAP_COUNT_LENGTH) + header->n_standard
         + header->n_universal;
}

static guint64
length_of_data (const Header *header, guint width)
{
  return (guint64)header->n_times * (width + 1) + (guint64)header->n_types * TYPE_LENGTH
         + length_of_rest (header, width);
}

/* Type number @type of local time. */
static gboolean
read_offset (const guint8 *types, guint type, int *out, GError **error)
{
  gint64 offset = (gint32)(guint32)read_big_endian (types + (gsize)type * TYPE_LENGTH, sizeof (guint32));

  if (ABS (offset) >= CORD_ZONE_OFFSET_LIMIT)
    return refuse (error, _ ("The zone file has an offset that no zone has."));
  *out = (int)offset;
  return TRUE;
}

static gboolean
read_changes (CordZoneFile *self, const Header *header, const guint8 *times, const guint8 *numbers, const guint8 *types,
              guint width, GError **error)
{
  gint64 before = G_MININT64;

  if (!read_offset (types, 0, &self->first_offset, error))
    return FALSE;
  for (guint i = 0; i < header->n_times; i++)
    {
      CordZoneChange change = { .at = read_time (times + (gsize)i * width, width) };

      if ((i > 0 && change.at <= before) || numbers[i] >= header->n_types)
        return refuse (error, _ ("The changes in the zone file are not in order."));
      if (!read_offset (types, numbers[i], &change.offset, error))
        return FALSE;
      before = change.at;
      g_array_append_val (self->changes, change);
    }
  return TRUE;
}

static gboolean
read_data (CordZoneFile *self, Input *input, const Header *header, guint width, GError **error)
{
  const guint8 *times, *numbers, *types;

  if (length_of_data (header, width) > input->left)
    return refuse_cut (error);
  if (header->n_leaps > 0)
    return refuse (error, _ ("The zone file counts leap seconds."));
  if (header->n_types == 0)
    return refuse (error, _ ("The zone file has no local time."));
  times = take (input, (guint64)header->n_times * width);
  numbers = take (input, header->n_times);
  types = take (input, (guint64)header->n_types * TYPE_LENGTH);
  take (input, length_of_rest (header, width));
  return read_changes (self, header, times, numbers, types, width, error);
}

/* The rule between two line feeds; there may be none between them. */
static gboolean
read_footer (CordZoneFile *self, Input *input, GError **error)
{
  const guint8 *start = take (input, 1);
  const guint8 *end = start != NULL && *start == '\n' ? memchr (input->at, '\n', input->left) : NULL;
  g_autofree char *text = NULL;

  if (end == NULL)
    return refuse_cut (error);
  if (end == input->at)
    return TRUE;
  /* A rule stops at a NUL, which none contains. */
  text = g_strndup ((const char *)input->at, (gsize)(end - input->at));
  if (strlen (text) == (gsize)(end - input->at))
    self->rule = cord_zone_rule_parse (text, error);
  else
    refuse (error, _ ("The rule at the end of the zone file is malformed."));
  return self->rule != NULL;
}

static gboolean
read_file (CordZoneFile *self, Input *input, GError **error)
{
  Header header;

  if (!read_header (input, &header, error))
    return FALSE;
  if (header.version == 0)
    return read_data (self, input, &header, NARROW, error);
  if (take (input, length_of_data (&header, NARROW)) == NULL)
    return refuse_cut (error);
  return read_header (input, &header, error) && read_data (self, input, &header, WIDE, error)
         && read_footer (self, input, error);
}

CordZoneFile *
cord_zone_file_read (const guint8 *data, gsize size, GError **error)
{
  g_autoptr (CordZoneFile) self = g_new0 (CordZoneFile, 1);
  Input input = { data, size };

  self->changes = g_array_new (FALSE, FALSE, sizeof (CordZoneChange));
  return read_file (self, &input, error) ? g_steal_pointer (&self) : NULL;
}

void
cord_zone_file_free (CordZoneFile *self)
{
  g_array_unref (self->changes);
  g_clear_pointer (&self->rule, cord_zone_rule_free);
  g_free (self);
}

CordZoneSpan
cord_zone_file_span (const CordZoneFile *self, gint64 second)
{
  CordZoneSpan span = { G_MININT64, G_MAXINT64, self->first_offset };
  const CordZoneChange *changes = (const CordZoneChange *)(gconstpointer)self->changes->data;
  guint n = self->changes->len;
  guint before = cord_zone_changes_until (self->changes, second);

  if (before == n && self->rule != NULL)
    span = cord_zone_rule_span (self->rule, second);
  else if (before > 0)
    span.offset = changes[before - 1].offset;
  if (before > 0)
    span.start = MAX (span.start, changes[before - 1].at);
  if (before < n)
    span.end = changes[before].at;
  return span;
}

gint64
cord_zone_file_first_second (const CordZoneFile *self, gint64 wall)
{
  gint64 start = wall - REACH;

  while (TRUE)
    {
      CordZoneSpan span = cord_zone_file_span (self, start);
      gint64 first = MAX (start, wall - span.offset);

      if (first < span.end)
        return first;
      start = span.end;
    }
}
