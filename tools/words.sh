#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# words.sh BUILD [--check]
# Brings po/*.po up to date with the texts of the sources: C files, tables (.def), and what html2c made of the pages
# (its #line marks lead back to them; the build must be up to date). Texts that are used no more are
# dropped; a changed text keeps its old translation, marked fuzzy. --check changes nothing and fails if a
# catalogue lacks a text or has one too many.
set -eu
build=$(realpath "$1")
mode=${2:-}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if grep -rlzP --include='*.[ch]' 'tr_n\(\s*\w+,\s*N_\(' src; then
	echo "words.sh: tr_n takes plain texts there: N_() would take them apart" >&2
	exit 1
fi

find src -name '*.html' | LC_ALL=C sort >"$work/pages"
while read -r page; do
	if [ ! -f "$build/$page.c" ] || [ "$page" -nt "$build/$page.c" ]; then
		echo "words.sh: $page is newer than $build: run make first" >&2
		exit 1
	fi
	echo "$build/$page.c"
done <"$work/pages" >"$work/compiled"
find src \( -name '*.[ch]' -o -name '*.def' \) ! -name '*_test.c' | cat - "$work/compiled" | LC_ALL=C sort >"$work/files"

xgettext --language=C --from-code=UTF-8 --files-from="$work/files" --output="$work/all.pot" \
	--keyword --keyword=_ --keyword=N_ --keyword=tr_n:2,3 --keyword=_H --keyword=_HN:1,2 \
	--add-comments=TRANSLATORS: --add-location=file --sort-by-file --no-wrap \
	--package-name=Waymark 2>"$work/said" || {
	cat "$work/said" >&2
	exit 1
}
[ -f "$work/all.pot" ] || {
	echo "words.sh: no texts were found" >&2
	exit 1
}
# What differs with the day, the machine or gettext's guesses about % does not belong into git.
sed -i -e '/^"POT-Creation-Date:/d' -e '/^#:/s|\([ :]\)\.\./src/|\1src/|g' \
	-e '/^#, c-format$/d' -e 's/^#, fuzzy, c-format$/#, fuzzy/' "$work/all.pot"

for po in po/*.po; do
	msgmerge --quiet --no-wrap --sort-by-file --add-location=file \
		--output-file="$work/merged.po" "$po" "$work/all.pot"
	msgattrib --no-obsolete --no-wrap --sort-by-file --add-location=file \
		--output-file="$work/new.po" "$work/merged.po"
	sed -i -e '/^"POT-Creation-Date:/d' -e '/^#, c-format$/d' -e 's/, c-format//' "$work/new.po"
	if [ "$mode" = --check ]; then
		msgcat --no-location --no-wrap "$po" | grep '^msgid' | LC_ALL=C sort >"$work/have"
		msgcat --no-location --no-wrap "$work/new.po" | grep '^msgid' | LC_ALL=C sort >"$work/want"
		if ! diff "$work/have" "$work/want"; then
			echo "$po: differs from the sources: run make words" >&2
			exit 1
		fi
	else
		cp "$work/new.po" "$po"
		printf '%s: ' "$po"
		LC_ALL=C msgfmt --statistics --output-file=/dev/null "$po" 2>&1
	fi
done
