# SPDX-License-Identifier: Apache-2.0
#
# The table of a run as a drawing (SVG), on standard output:
#     TABLE=table.tsv bench/matching/run.sh && awk -f bench/matching/plot.awk table.tsv >docs/img/matching.svg
# A bar for each solver, its length the logarithm of its seconds; "> 20" in the table, given up after that long, is
# drawn with an open end. Beside it, whom greedy leaves without a mentor.
BEGIN {
	FS = "\t"
	split("Waymark|LEMON network simplex|LEMON cost scaling|scipy|GLPK", name, "|")
	split("5|7|8|9|11", column, "|")
	split("#0f766e|#8a8f98|#b3a27c|#7b94b8|#b08aa0", colour, "|")
	left = 84; width = 560; high = 15; most = 0
}
NR > 1 && NF >= 13 {
	n++
	kind[n] = $1; pairs[n] = $2; lost[n] = $12
	for (k = 1; k <= 5; k++) {
		text = $column[k]; open[n, k] = text ~ /^>/
		sub(/^> */, "", text)
		if (text !~ /^[0-9.]+$/) { s[n, k] = 0; continue }
		s[n, k] = k == 1 ? text : text * $5
		if (s[n, k] > most) most = s[n, k]
	}
}
function log10(x) { return log(x) / log(10) }
function place(x) { return left + width * (log10(x < low ? low : x) - log10(low)) / (log10(top) - log10(low)) }
function span(x) { return x < 1 ? sprintf("%.3g s", x) : x < 10 ? sprintf("%.1f s", x) : sprintf("%.0f s", x) }
END {
	if (!n) { print "no rows" >"/dev/stderr"; exit 1 }
	low = .001
	for (top = 1; top < most; top *= 10) ;
	y = 64; body = ""; said = ""
	for (i = 1; i <= n; i++) {
		body = body sprintf("<text x=\"0\" y=\"%d\" font-weight=\"600\">%s</text><text x=\"0\" y=\"%d\" fill=\"#667\">%.1f M pairs</text>\n", y + 12, kind[i], y + 27, pairs[i] / 1e6)
		for (k = 1; k <= 5; k++) {
			if (!s[i, k]) continue
			body = body sprintf("<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\"/><text x=\"%.1f\" y=\"%d\" fill=\"#445\">%s%s</text>\n", \
				left, y, place(s[i, k]) - left, high - 3, colour[k], place(s[i, k]) + 5, y + 10, open[i, k] ? "given up after " : "", span(s[i, k]))
			said = said sprintf("%s, %s: %s%s. ", kind[i], name[k], open[i, k] ? "given up after " : "", span(s[i, k]))
			used[k] = 1
			y += high
		}
		body = body sprintf("<text x=\"%d\" y=\"%d\" fill=\"#667\">greedy leaves out %s</text>\n", left, y + 10, lost[i] == 1 ? "1 person" : lost[i] " people")
		y += 32
	}
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-16 0 780 %d\" font-family=\"system-ui, sans-serif\" font-size=\"11\" role=\"img\" aria-labelledby=\"t d\">\n", y + 28
	printf "<title id=\"t\">Seconds to the proven best answer, on a logarithmic scale</title><desc id=\"d\">%s</desc>\n", said
	printf "<rect x=\"-16\" width=\"780\" height=\"%d\" fill=\"#fff\"/>\n", y + 28
	print "<text x=\"0\" y=\"20\" font-size=\"14\" font-weight=\"600\">Seconds to the best answer; shorter is better, each step is ten times as long</text>"
	x = 0
	for (k = 1; k <= 5; k++)
		if (used[k]) {
			printf "<rect x=\"%d\" y=\"34\" width=\"10\" height=\"10\" rx=\"2\" fill=\"%s\"/><text x=\"%d\" y=\"43\" fill=\"#445\">%s</text>\n", x, colour[k], x + 14, name[k]
			x += 30 + 6.2 * length(name[k])
		}
	for (v = low; v <= top; v *= 10) {
		printf "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"56\" y2=\"%d\" stroke=\"#e3e6ea\"/><text x=\"%.1f\" y=\"%d\" fill=\"#667\" text-anchor=\"middle\">%s</text>\n", place(v), place(v), y - 12, place(v), y + 4, v < 1 ? sprintf("%g s", v) : sprintf("%d s", v)
	}
	printf "%s</svg>\n", body
}
