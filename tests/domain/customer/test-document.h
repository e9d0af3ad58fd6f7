/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"

/* A document from a text like JSON in which strings are in single or double quotes (no escapes): shorter than
 * builders. Integers, strings, true, false, arrays and objects. Asserts that the text is valid. */
GVariant *test_document (const char *text);
/* @object with member @key replaced (or added); the document @value is consumed. */
GVariant *test_with (GVariant *object, const char *key, GVariant *value);
GVariant *test_without (GVariant *object, const char *key);
