/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LEMON (Debian's liblemon-dev) on the same instance, as peers would use it: bench-lemon FILE
 * simplex|scaling. Pairs get a bonus above any sum of scores, and a mentee may stay without.
 */
#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <vector>

using Graph = lemon::SmartDigraph;

struct Pair {
	int mentee, mentor;
	long long score;
};

int
main(int argc, char **argv)
{
	FILE *f = argc > 2 ? fopen(argv[1], "r") : nullptr;
	size_t n = 0, m = 0, e = 0;
	std::vector<int> capacity;
	std::vector<Pair> pairs;
	long long most = 0;
	char line[128];

	if (!f || !fgets(line, sizeof line, f) || sscanf(line, "p match %zu %zu %zu", &n, &m, &e) != 3)
		return 66;
	capacity.assign(m, 1);
	pairs.reserve(e);
	while (fgets(line, sizeof line, f)) {
		Pair p;
		int j, lo, hi;

		if (sscanf(line, "e %d %d %lld", &p.mentee, &p.mentor, &p.score) == 3) {
			pairs.push_back(p);
			most = p.score > most ? p.score : most;
		} else if (sscanf(line, "m %d %d %d", &j, &lo, &hi) == 3) {
			capacity[j] = hi;
		}
	}
	fclose(f);

	auto from = std::chrono::steady_clock::now();
	Graph g;
	g.reserveNode(int(n + m + 2));
	g.reserveArc(int(pairs.size() + 2 * n + m));
	for (size_t i = 0; i < n + m + 2; i++)
		g.addNode();
	Graph::ArcMap<long long> upper(g), cost(g);
	auto source = g.nodeFromId(int(n + m)), sink = g.nodeFromId(int(n + m + 1));
	long long bonus = 4 * (most + 1) * (argc > 3 ? 1 : 1000);
	auto add = [&](Graph::Node a, Graph::Node b, long long u, long long c) {
		auto arc = g.addArc(a, b);
		upper[arc] = u;
		cost[arc] = c;
		return arc;
	};
	for (auto &p : pairs)
		add(g.nodeFromId(p.mentee), g.nodeFromId(int(n) + p.mentor), 1, -p.score - bonus);
	for (size_t i = 0; i < n; i++) {
		add(source, g.nodeFromId(int(i)), 1, 0);
		add(g.nodeFromId(int(i)), sink, 1, 0);
	}
	for (size_t j = 0; j < m; j++)
		add(g.nodeFromId(int(n + j)), sink, capacity[j], 0);
	long long count = 0, score = 0;
	auto tell = [&](auto &solver) {
		solver.upperMap(upper).costMap(cost).stSupply(source, sink, (long long)n);
		solver.run();
		for (size_t k = 0; k < pairs.size(); k++)
			if (solver.flow(g.arcFromId(int(k)))) {
				count++;
				score += pairs[k].score;
			}
	};
	if (strcmp(argv[2], "simplex") == 0) {
		lemon::NetworkSimplex<Graph, long long> s(g);
		tell(s);
	} else {
		lemon::CostScaling<Graph, long long> s(g);
		tell(s);
	}
	double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	printf("count=%lld score=%lld seconds=%.3f mb=%ld\n", count, score, seconds, u.ru_maxrss / 1024);
	return 0;
}
