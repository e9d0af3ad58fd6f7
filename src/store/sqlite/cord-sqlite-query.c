/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sqlite/cord-sqlite-database-private.h"

/* INDEXED BY and CROSS JOIN keep the planner, which knows nothing of the number of rows, from walking over resources of
 * other types. A column beside max() is that of the greatest row. */
const char *const cord_sqlite_queries[CORD_N_QUERIES] = {
  [CORD_QUERY_HAS_TABLE] = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1",
  [CORD_QUERY_RESOURCE_ROW_AT] = "SELECT row FROM resource INDEXED BY resource_by_type WHERE type = ?1 AND row > ?3"
                                 " ORDER BY row LIMIT 1 OFFSET ?2",
  [CORD_QUERY_RESOURCES_AFTER] = "SELECT id, document, version, last_update, row FROM resource"
                                 " INDEXED BY resource_by_type WHERE type = ?1 AND row > ?2 ORDER BY row LIMIT ?3",
  [CORD_QUERY_RESOURCES_INDEXED] = "SELECT r.id, r.document, r.version, r.last_update, r.row FROM resource_index i"
                                   " CROSS JOIN resource r ON r.row = i.row WHERE i.type = ?1 AND i.name = ?2"
                                   " AND i.value = ?3 AND i.row > ?4 ORDER BY i.row LIMIT ?5",
  [CORD_QUERY_RESOURCE_PREFIX]
  = "SELECT r.id FROM resource_index i CROSS JOIN resource r ON r.row = i.row WHERE i.type = ?1"
    " AND i.name = ?2 AND i.value >= ?3 AND i.value < ?3 || char (1114111) ORDER BY i.value, i.row",
  [CORD_QUERY_RESOURCE_PREFIX_ROWS] = "SELECT value, row FROM resource_index WHERE type = ?1 AND name = ?2 AND value "
                                      ">= ?3 AND value < ?3 || char (1114111)"
                                      " ORDER BY value, row LIMIT ?4",
  [CORD_QUERY_CATALOG_CHANGES] = "SELECT type, id, removed, max (version) AS last FROM catalog_change"
                                 " WHERE version > ?1 GROUP BY type, id ORDER BY last",
};
