#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# on_postgres.sh COMMAND [ARGUMENT…] — runs a test of the harness on PostgreSQL: on the server whose
# URL stands in WAYMARK_TEST_PG, or on one that lives as long as the test.
set -eu
if [ -z "${WAYMARK_TEST_PG:-}" ]; then
	exec "$(dirname "$0")/postgres.sh" with "$0" "$@"
fi
export WAYMARK_TEST_DB="$WAYMARK_TEST_PG"
exec "$@"
