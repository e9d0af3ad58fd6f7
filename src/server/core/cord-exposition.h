/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Prometheus' text format, version 0.0.4: a family's HELP and TYPE, then its samples. Families do not mix; the caller
 * writes one to its end before the next. Numbers are integers, or microseconds written as decimal seconds. */
#define CORD_EXPOSITION_TYPE "text/plain; version=0.0.4; charset=utf-8"

/* Begins a family: its HELP and TYPE. @type: "counter", "gauge" or "histogram". */
void cord_exposition_family (GString *text, const char *name, const char *type, const char *help);
/* A sample that is a whole number. @labels: name, value, name, value … and NULL; NULL for none. */
void cord_exposition_count (GString *text, const char *name, const char *const *labels, guint64 value);
/* The same with a time, written as decimal seconds. */
void cord_exposition_seconds (GString *text, const char *name, const char *const *labels, gint64 microseconds);
/* One whole family of one sample without labels. */
void cord_exposition_gauge (GString *text, const char *name, const char *help, guint64 value);

/* How often a value was at most each of a few bounds. Noting one takes no memory and a time bounded by their number. */
#define CORD_HISTOGRAM_BOUNDS 13

typedef struct
{
  guint64 counts[CORD_HISTOGRAM_BOUNDS + 1]; /* each value once, at the first bound that holds it; last: above all */
  guint64 total;
  gint64 sum;
} CordHistogram;

typedef enum
{
  CORD_HISTOGRAM_DURATION, /* values in microseconds, written in seconds */
  CORD_HISTOGRAM_SIZE,     /* plain numbers */
} CordHistogramKind;

/* Counts @value at the first bound that holds it. */
void cord_histogram_note (CordHistogram *self, CordHistogramKind kind, gint64 value);
/* Appends its samples _bucket, _sum and _count; @label and @label_value may be NULL. */
void cord_histogram_write (const CordHistogram *self, CordHistogramKind kind, GString *text, const char *name,
                           const char *label, const char *label_value);

G_END_DECLS
