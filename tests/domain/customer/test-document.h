/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"

/* A document from a text like JSON in which strings stand in single or double quotes (no escapes), for tests that would
 * otherwise drown in builders. Integers, strings, true, false, arrays and objects. Asserts that the text is whole. */
GVariant *test_document (const char *text);
/* @object with member @key replaced (or added); the document @value is consumed. */
GVariant *test_with (GVariant *object, const char *key, GVariant *value);
GVariant *test_without (GVariant *object, const char *key);
