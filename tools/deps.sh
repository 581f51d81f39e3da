#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what Waymark needs on Debian: `deps.sh build` for make run, `deps.sh test` for make test,
# `deps.sh bench` for make bench.
# Does nothing, quickly, when everything is there. Needs root or sudo.
set -eu

build="gcc libc6-dev make meson ninja-build pkg-config gettext zlib1g-dev libdeflate-dev libmicrohttpd-dev libsqlite3-dev
	libpq-dev libjansson-dev libsodium-dev libcurl4-openssl-dev libical-dev libicu-dev
	libyaml-dev libgettextpo-dev libseccomp-dev tzdata"
test="libcmocka-dev postgresql clang clang-format sqlite3 curl chromium fonts-noto-core
	nginx-light openssl libxml2-utils mandoc radicale python3-icalendar python3-vobject libasan8 libubsan1 libclang-rt-14-dev"

bench="wrk nginx-light curl g++ liblemon-dev python3-scipy python3-networkx glpk-utils"

want=$build
[ "${1:-build}" = test ] && want="$build $test"
[ "${1:-build}" = bench ] && want="$build $bench"

missing=
for p in $want; do
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || missing="$missing $p"
done
if [ "${1:-build}" = test ] && ! command -v npm >/dev/null 2>&1; then
	missing="$missing nodejs npm"
fi
[ -z "$missing" ] && exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null 2>&1 || {
		echo "deps: these packages are missing and need root or sudo to install:$missing" >&2
		exit 1
	}
	as_root=sudo
fi
echo "deps: installing$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086 # a list of words is meant
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
