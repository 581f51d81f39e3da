#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Tools in Debian's packages on the same instance, as people would use them:
peers.py FILE scipy|networkx|glpk. Pairs get a bonus above any sum of scores, so that as many as possible
are made; a mentor's seats become as many columns where a tool knows no capacities."""
import os
import resource
import subprocess
import sys
import tempfile
import time


def read(path):
    seats, pairs = {}, []
    with open(path) as f:
        _, _, n, m, _ = f.readline().split()
        for line in f:
            kind, *rest = line.split()
            if kind == "m":
                seats[int(rest[0])] = int(rest[2])
            elif kind == "e":
                pairs.append(tuple(map(int, rest)))
    return int(n), int(m), [seats.get(j, 1) for j in range(int(m))], pairs


def with_scipy(n, m, seats, pairs):
    """The only sparse solver there wants everybody matched: everybody may stay alone, for a price."""
    import numpy
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    first = numpy.concatenate([[0], numpy.cumsum(seats)]).astype(int)
    high = max(s for _, _, s in pairs)
    alone = 4 * (high - min(s for _, _, s in pairs) + 1) * 1000
    rows, columns, costs = [], [], []
    for i, j, s in pairs:
        for seat in range(first[j], first[j + 1]):
            rows.append(i)
            columns.append(seat)
            costs.append(high - s + 1)
    for i in range(n):
        rows.append(i)
        columns.append(first[m] + i)
        costs.append(alone)
    a = coo_matrix((numpy.array(costs, dtype=float), (rows, columns)), shape=(n, first[m] + n)).tocsr()
    begin = time.perf_counter()
    people, places = min_weight_full_bipartite_matching(a)
    seconds = time.perf_counter() - begin
    made = [(i, j) for i, j in zip(people, places) if j < first[m]]
    return len(made), int(sum(high + 1 - a[i, j] for i, j in made)), seconds


def with_networkx(n, m, seats, pairs):
    import networkx

    g = networkx.DiGraph()
    bonus = 4 * (max(s for _, _, s in pairs) + 1) * 1000
    g.add_node("from", demand=-n)
    g.add_node("to", demand=n)
    for i in range(n):
        g.add_edge("from", i, capacity=1, weight=0)
        g.add_edge(i, "to", capacity=1, weight=0)
    for j in range(m):
        g.add_edge(n + j, "to", capacity=seats[j], weight=0)
    score = {}
    for i, j, s in pairs:
        g.add_edge(i, n + j, capacity=1, weight=-s - bonus)
        score[i, n + j] = s
    begin = time.perf_counter()
    _, flow = networkx.network_simplex(g)
    seconds = time.perf_counter() - begin
    made = [p for p in score if flow[p[0]][p[1]]]
    return len(made), sum(score[p] for p in made), seconds


def with_glpk(n, m, seats, pairs):
    bonus = 4 * (max(s for _, _, s in pairs) + 1) * 1000
    by_mentee, by_mentor = [[] for _ in range(n)], [[] for _ in range(m)]
    for k, (i, j, _) in enumerate(pairs):
        by_mentee[i].append(k)
        by_mentor[j].append(k)
    with tempfile.TemporaryDirectory() as at:
        problem, answer = os.path.join(at, "lp"), os.path.join(at, "answer")
        with open(problem, "w") as f:
            f.write("Maximize\n")
            f.writelines(f" + {s + bonus} x{k}\n" for k, (_, _, s) in enumerate(pairs))
            f.write("Subject To\n")
            for of, most in [(x, 1) for x in by_mentee] + list(zip(by_mentor, seats)):
                if of:
                    f.write("".join(f" + x{k}\n" for k in of) + f" <= {most}\n")
            f.write("Bounds\n")
            f.writelines(f" 0 <= x{k} <= 1\n" for k in range(len(pairs)))
            f.write("End\n")
        begin = time.perf_counter()
        subprocess.run(["glpsol", "--lp", problem, "-w", answer], check=True, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - begin
        with open(answer) as f:
            values = [line.split() for line in f if line.startswith("j ")]
        made = [int(v[1]) - 1 for v in values if float(v[3]) > 0.5]
        return len(made), sum(pairs[k][2] for k in made), seconds


count, score, seconds = {"scipy": with_scipy, "networkx": with_networkx, "glpk": with_glpk}[sys.argv[2]](*read(sys.argv[1]))
mb = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
print(f"count={count} score={score} seconds={seconds:.3f} mb={mb}")
