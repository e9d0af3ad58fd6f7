/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/core/cord-exposition.h"

#include <string.h>

static const gint64 bounds[][CORD_HISTOGRAM_BOUNDS] = {
  [CORD_HISTOGRAM_DURATION]
  = { 250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 5000000 },
  [CORD_HISTOGRAM_SIZE] = { 1, 2, 4, 8, 12, 16, 24, 32, 40, 48, 56, 64, 128 },
};

/* In a HELP a quotation mark stands as it is; in a label's value it does not. */
static void
append_escaped (GString *text, const char *value, gboolean quoted)
{
  for (const char *p = value; *p != '\0'; p++)
    if (*p == '\n')
      g_string_append (text, "\\n");
    else if (*p == '\\' || (quoted && *p == '"'))
      g_string_append_printf (text, "\\%c", *p);
    else
      g_string_append_c (text, *p);
}

static void
append_name (GString *text, const char *name, const char *const *labels)
{
  g_string_append (text, name);
  for (gsize i = 0; labels != NULL && labels[i] != NULL; i += 2)
    {
      g_string_append_printf (text, "%c%s=\"", i == 0 ? '{' : ',', labels[i]);
      append_escaped (text, labels[i + 1], TRUE);
      g_string_append_c (text, '"');
    }
  if (labels != NULL && labels[0] != NULL)
    g_string_append_c (text, '}');
  g_string_append_c (text, ' ');
}

/* The shortest decimal, the same in every locale. */
static void
append_seconds (GString *text, gint64 microseconds)
{
  g_string_append_printf (text, "%" G_GINT64_FORMAT ".%06" G_GINT64_FORMAT, microseconds / G_USEC_PER_SEC,
                          microseconds % G_USEC_PER_SEC);
  while (text->str[text->len - 1] == '0')
    g_string_truncate (text, text->len - 1);
  if (text->str[text->len - 1] == '.')
    g_string_truncate (text, text->len - 1);
}

static void
append_bound (GString *text, CordHistogramKind kind, gint64 bound)
{
  if (kind == CORD_HISTOGRAM_DURATION)
    append_seconds (text, bound);
  else
    g_string_append_printf (text, "%" G_GINT64_FORMAT, bound);
}

void
cord_exposition_family (GString *text, const char *name, const char *type, const char *help)
{
  g_string_append_printf (text, "# HELP %s ", name);
  append_escaped (text, help, FALSE);
  g_string_append_printf (text, "\n# TYPE %s %s\n", name, type);
}

void
cord_exposition_count (GString *text, const char *name, const char *const *labels, guint64 value)
{
  append_name (text, name, labels);
  g_string_append_printf (text, "%" G_GUINT64_FORMAT "\n", value);
}

void
cord_exposition_seconds (GString *text, const char *name, const char *const *labels, gint64 microseconds)
{
  append_name (text, name, labels);
  append_seconds (text, microseconds);
  g_string_append_c (text, '\n');
}

void
cord_exposition_gauge (GString *text, const char *name, const char *help, guint64 value)
{
  cord_exposition_family (text, name, "gauge", help);
  cord_exposition_count (text, name, NULL, value);
}

void
cord_histogram_note (CordHistogram *self, CordHistogramKind kind, gint64 value)
{
  guint at = 0;

  while (at < CORD_HISTOGRAM_BOUNDS && value > bounds[kind][at])
    at++;
  self->counts[at]++;
  self->total++;
  self->sum += value;
}

void
cord_histogram_write (const CordHistogram *self, CordHistogramKind kind, GString *text, const char *name,
                      const char *label, const char *label_value)
{
  g_autofree char *bucket = g_strconcat (name, "_bucket", NULL);
  g_autofree char *sum = g_strconcat (name, "_sum", NULL);
  g_autofree char *count = g_strconcat (name, "_count", NULL);
  const char *const own[] = { label, label_value, NULL };
  guint64 below = 0;

  for (guint i = 0; i <= CORD_HISTOGRAM_BOUNDS; i++)
    {
      g_autoptr (GString) bound = g_string_new (NULL);
      const char *labels[] = { "le", NULL, label, label_value, NULL };

      if (i < CORD_HISTOGRAM_BOUNDS)
        append_bound (bound, kind, bounds[kind][i]);
      else
        g_string_append (bound, "+Inf");
      below += self->counts[i];
      labels[1] = bound->str;
      cord_exposition_count (text, bucket, labels, below);
    }
  if (kind == CORD_HISTOGRAM_DURATION)
    cord_exposition_seconds (text, sum, own, self->sum);
  else
    cord_exposition_count (text, sum, own, (guint64)self->sum);
  cord_exposition_count (text, count, own, self->total);
}
