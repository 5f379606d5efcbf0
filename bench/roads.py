#!/usr/bin/env python3
"""Ways over a road network: ours against SciPy and igraph, same graph, same questions, one run.

    pip install scipy==1.17.0 numpy igraph==1.0.0
    bench/roads.py [--runs 5] [--rivals scipy,igraph] BENCH_ROADS [its options]

Ours reads geometry, makes the graph, finds where sites and towns come onto it and answers; the rivals are given
the finished graph and the numbers of the vertices, and the farthest distance that any answer has,
beyond which SciPy need not search.  All answer both questions: the shortest way in metres, the quickest
in seconds.  Every answer is compared.  Prints one JSON line a method with medians, in processor seconds.
"""
import argparse, json, os, resource, statistics, subprocess, sys, tempfile, time

import numpy


def read(folder, name):
    return numpy.fromfile(os.path.join(folder, name), dtype="<f8").reshape(-1, 4)


def differs(ours, theirs):
    """The largest difference between two lists of answers; what one has, the other must have."""
    known = numpy.isfinite(ours)
    if not numpy.array_equal(known, numpy.isfinite(theirs)):
        return float("inf")
    return float(numpy.abs(ours - theirs)[known].max())


def by_town(ways):
    towns = ways[:, 0].astype(int)
    starts = numpy.flatnonzero(numpy.r_[True, towns[1:] != towns[:-1]])
    return [(towns[a], slice(a, b)) for a, b in zip(starts, numpy.r_[starts[1:], len(towns)])]


def scipy_method(edges, count):
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra
    graphs = [coo_array((edges[:, 2 + k], (edges[:, 0].astype(int), edges[:, 1].astype(int))),
                        shape=(count, count)).tocsr() for k in (0, 1)]
    graphs = [g + g.T for g in graphs]  # once; with directed=False it would be made in every search

    def answer(ways):
        out = numpy.full((len(ways), 2), numpy.inf)
        for k in (0, 1):
            limit = numpy.nanmax(ways[:, 2 + k]) * 1.0001
            for town, rows in by_town(ways):
                costs = dijkstra(graphs[k], directed=True, indices=town, limit=limit)
                out[rows, k] = costs[ways[rows, 1].astype(int)]
        return out
    return answer


def igraph_method(edges, count):
    import igraph
    graph = igraph.Graph(n=count, edges=edges[:, :2].astype(int))
    weights = [edges[:, 2].tolist(), edges[:, 3].tolist()]

    def answer(ways):
        out = numpy.full((len(ways), 2), numpy.inf)
        for k in (0, 1):
            for town, rows in by_town(ways):
                sites, places = numpy.unique(ways[rows, 1].astype(int), return_inverse=True)
                out[rows, k] = numpy.array(graph.distances(town, sites.tolist(), weights=weights[k])[0])[places]
        return out
    return answer


def rival(name, edges, count, ways, runs):
    start = time.process_time()
    answer = {"scipy": scipy_method, "igraph": igraph_method}[name](edges, count)
    built = time.process_time() - start
    seconds = []
    for _ in range(runs):
        start = time.process_time()
        found = answer(ways)
        seconds.append(time.process_time() - start)
    return {"method": name, "graph_seconds": round(built, 3), "way_seconds": round(statistics.median(seconds), 3),
            "runs": runs, "differs_m": differs(ways[:, 2], found[:, 0]), "differs_s": differs(ways[:, 3], found[:, 1]),
            "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rivals", default="scipy,igraph")
    parser.add_argument("options", nargs="*")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        command = [options.bench, *options.options]
        runs = [json.loads(subprocess.check_output(command)) for _ in range(options.runs - 1)]
        runs.append(json.loads(subprocess.check_output([*command, f"dump={folder}"])))
        ours = runs[0] | {"method": "ours", "runs": len(runs)}
        for key in ("build_seconds", "way_seconds", "peak_megabytes"):
            ours[key] = statistics.median(r[key] for r in runs)
        print(json.dumps(ours), flush=True)
        edges, ways = read(folder, "edges"), read(folder, "ways")
    for name in options.rivals.split(","):
        pid = os.fork()  # so that memory is each method's own
        if pid == 0:
            print(json.dumps(rival(name, edges, int(edges[:, :2].max()) + 1, ways, options.runs)), flush=True)
            os._exit(0)
        if os.waitpid(pid, 0)[1]:
            sys.exit(f"{name} failed")


main()
