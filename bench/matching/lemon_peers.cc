/* SPDX-License-Identifier: Apache-2.0 */
/* LEMON's weighted matching of a general graph on the same instance: bench-lemon-peers FILE everyone|fit. */
#include <lemon/matching.h>
#include <lemon/smart_graph.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <vector>

int
main(int argc, char **argv)
{
	FILE *f = argc > 2 ? fopen(argv[1], "r") : nullptr;
	size_t n = 0, e = 0;
	struct Pair {
		int a, b;
		long long weight;
	};
	std::vector<Pair> pairs;
	long long most = 0;
	char line[128];

	if (!f || !fgets(line, sizeof line, f) || sscanf(line, "p graph %zu %zu", &n, &e) != 2)
		return 66;
	pairs.reserve(e);
	for (Pair p; fgets(line, sizeof line, f);)
		if (sscanf(line, "e %d %d %lld", &p.a, &p.b, &p.weight) == 3) {
			pairs.push_back(p);
			most = p.weight > most ? p.weight : most;
		}
	fclose(f);

	auto from = std::chrono::steady_clock::now();
	lemon::SmartGraph g;
	g.reserveNode(int(n));
	g.reserveEdge(int(pairs.size()));
	for (size_t i = 0; i < n; i++)
		g.addNode();
	lemon::SmartGraph::EdgeMap<long long> weight(g);
	/* Above any sum of weights, so that as many as possible are paired. */
	long long bonus = strcmp(argv[2], "everyone") == 0 ? (most + 1) * (long long)n : 0;
	for (auto &p : pairs)
		weight[g.addEdge(g.nodeFromId(p.a), g.nodeFromId(p.b))] = p.weight + bonus;
	lemon::MaxWeightedMatching<lemon::SmartGraph, lemon::SmartGraph::EdgeMap<long long>> m(g, weight);
	m.run();
	long long count = 0, sum = 0;
	for (size_t k = 0; k < pairs.size(); k++)
		if (m.matching(g.edgeFromId(int(k)))) {
			count++;
			sum += pairs[k].weight;
		}
	double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
	printf("count=%lld weight=%lld seconds=%.3f\n", count, sum, seconds);
	return 0;
}
