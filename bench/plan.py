#!/usr/bin/env python3
"""The planner against HiGHS on the exported MPS: same programmes, limit and threads.

The limit is in processor seconds, so that a busy machine does not change the comparison.

    bench/plan.py BENCH_PLAN HIGHS [--areas 40,200,1000] [--seeds 1,2,3] [--family country]
                  [--limit 120] [--threads 1] [--gap 1e-4] [--effort 1] [--methods ours,highs]

BENCH_PLAN is build/release/bench/bench_plan, HIGHS the solver's own program.  Prints one JSON
line a run, and after each size the medians: how far each method's bound and plan are from the
best that any found; at the end, of three sizes or more, the exponent by which ours grows.

SCIP and CP-SAT (--methods ours,highs,scip,cpsat) come from their packages; they are installed by

    python3 -m venv venv && venv/bin/pip install ortools==9.15.6755 pyscipopt==6.0.0

and this script run by venv/bin/python.
"""
import argparse, json, math, os, re, signal, statistics, subprocess, sys, tempfile, time


def used_seconds(pid):
    """Processor seconds of a process that runs."""
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run(command, limit=None, folder=None):
    """Output, seconds, processor seconds, peak megabytes and exit code of a command, which is
    ended after so many processor seconds and leaves its files in the folder."""
    start = time.monotonic()
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(command, stdout=out, cwd=folder)
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if limit and used_seconds(process.pid) > limit:
                process.kill()
            time.sleep(0.1)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        return (out.read(), time.monotonic() - start, usage.ru_utime + usage.ru_stime,
                usage.ru_maxrss / 1024, process.returncode)


def ours(options, areas, seed, _):
    text, _, _, _, code = run([options.bench, str(areas), str(seed), options.family,
                            f"gap={options.gap}", f"limit={options.limit}",
                            f"threads={options.threads}", f"effort={options.effort}"])
    if code:
        sys.exit(f"bench_plan failed with {code}")
    return json.loads(text)


def last_figures(log):
    """Bound and plan of the last line of progress, or of the report at the end."""
    bound = plan = None
    for line in log.splitlines():
        # [source] processed in-queue leaves expl% BestBound BestSol Gap cuts ...
        found = re.match(r"^ ?.? +\d+ +\d+ +\d+ +[\d.]+% +(\S+) +(\S+) +\S+ ", line)
        found = found or re.match(r"^ ?.? +\d+ +\d+ +\d+ +[\d.]+% +(\S+) +(\S+) +\S+$", line)
        if found:
            bound, plan = found[1], found[2]
        found = re.match(r"^ +(Primal|Dual) bound +(\S+)", line)
        if found and found[1] == "Primal":
            plan = found[2]
        elif found:
            bound = found[2]
    return [abs(float(x)) if x and "inf" not in x and x != "-" else None for x in (bound, plan)]


def highs(options, areas, seed, folder):
    mps, settings = os.path.join(folder, "programme.mps"), os.path.join(folder, "settings")
    _, _, _, _, code = run([options.bench, str(areas), str(seed), options.family, f"mps={mps}"])
    if code:
        sys.exit(f"bench_plan failed with {code}")
    with open(settings, "w") as f:
        f.write(f"threads = {options.threads}\nmip_rel_gap = {options.gap}\n")
    log, seconds, used, megabytes, code = run([options.highs, "--options_file", settings, mps],
                                              options.limit, folder)
    if code not in (0, -signal.SIGKILL):
        sys.exit(f"{options.highs} failed with {code}")
    size = re.search(r"MIP \S+ has (\d+) rows?; (\d+) cols?", log)
    bound, plan = last_figures(log)
    return {"areas": areas, "seed": seed, "family": options.family, "method": "highs",
            "outcome": "limit" if code else "ended",
            "bound": bound, "plan": plan,
            "gap": (bound - plan) / plan if bound and plan else None,
            "seconds": round(seconds, 3), "cpu_seconds": round(used, 3),
            "megabytes": round(megabytes),
            "rows": int(size[1]) if size else None, "columns": int(size[2]) if size else None}


RIVAL = {
    "scip": """
import json, sys
from pyscipopt import Model
m = Model()
m.hideOutput()
m.readProblem(sys.argv[1])
m.setParam("timing/clocktype", 1)
m.setParam("limits/time", float(sys.argv[2]))
m.setParam("limits/gap", float(sys.argv[4]))
m.optimize()
plan = m.getObjVal() if m.getNSols() else None
bound = m.getDualbound()
print(json.dumps([None if abs(bound) >= 1e20 else abs(bound), plan and abs(plan)]))
""",
    "cpsat": """
import sys
from ortools.linear_solver.python import model_builder
m = model_builder.Model()
m.import_from_mps_file(sys.argv[1])
s = model_builder.Solver("sat")
s.enable_output(True)
s.set_time_limit_in_seconds(1e6)
s.set_solver_specific_parameters(
    f"num_workers: {sys.argv[3]} relative_gap_limit: {sys.argv[4]} "
    "log_search_progress: true mip_var_scaling: 1000")  # else shares are rounded to whole numbers
s.solve(m)
""",
}


def said_by(name, text):
    """Bound and plan: SCIP's, which keeps the limit itself, in JSON; CP-SAT's, whose limit would be of the clock
    and which is ended from outside, in the last line of its progress."""
    if name == "scip":
        return json.loads(text.splitlines()[-1])
    found = re.findall(r"best:(\S+) +next:\[([^,]*),([^\]]*)\]", text)
    plan, _, bound = found[-1] if found else ("inf", "", "inf")
    return [None if "inf" in x else abs(float(x)) for x in (bound, plan)]


def rival(name):
    """A solver of a package, on the same MPS."""
    def solve(options, areas, seed, folder):
        mps = os.path.join(folder, "programme.mps")
        _, _, _, _, code = run([options.bench, str(areas), str(seed), options.family, f"mps={mps}"])
        if code:
            sys.exit(f"bench_plan failed with {code}")
        text, seconds, used, megabytes, code = run(
            [sys.executable, "-c", RIVAL[name], mps, str(options.limit), str(options.threads),
             str(options.gap)], options.limit if name == "cpsat" else 3 * options.limit, folder)
        bound, plan = said_by(name, text) if text else (None, None)
        return {"areas": areas, "seed": seed, "family": options.family, "method": name,
                "outcome": "limit" if code else "ended", "bound": bound, "plan": plan,
                "gap": (bound - plan) / plan if bound and plan else None,
                "seconds": round(seconds, 3), "cpu_seconds": round(used, 3),
                "megabytes": round(megabytes)}
    return solve


def middle(values):
    values = [v for v in values if v is not None]
    return statistics.median(values) if values else None


def show(runs, areas, options):
    """Medians over seeds, relative to the best bound and plan anybody found."""
    seeds = sorted({r["seed"] for r in runs})
    best = {s: (min((r["bound"] for r in runs if r["seed"] == s and r["bound"]), default=None),
                max((r["plan"] for r in runs if r["seed"] == s and r["plan"]), default=None))
            for s in seeds}
    for method in options.methods.split(","):
        own = [r for r in runs if r["method"] == method]
        print(json.dumps({
            "areas": areas, "method": method, "seeds": len(own),
            "median_gap": middle([r["gap"] for r in own]),
            "median_bound_excess": middle([r["bound"] / best[r["seed"]][0] - 1 for r in own if r["bound"]]),
            "median_plan_shortfall": middle([1 - r["plan"] / best[r["seed"]][1] for r in own if r["plan"]]),
            "without_plan": sum(r["plan"] is None for r in own),
            "median_seconds": middle([r["seconds"] for r in own]),
            "median_cpu_seconds": middle([r["cpu_seconds"] for r in own]),
            "median_bound_seconds": middle([r.get("bound_seconds") for r in own]),
            "median_megabytes": middle([r["megabytes"] for r in own])}), flush=True)


def slope(points):
    """Least-squares exponent of y ~ x^k."""
    points = [(math.log(x), math.log(y)) for x, y in points if y]
    x, y = (statistics.fmean(v) for v in zip(*points))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def show_growth(runs):
    """How ours grows with the areas: 1 is proportional."""
    own = [r for r in runs if r["method"] == "ours"]
    if len({r["areas"] for r in own}) < 3:
        return
    print(json.dumps({"growth": {what: round(slope([(r["areas"], r[what]) for r in own]), 3)
                                 for what in ("bound_seconds", "cpu_seconds", "megabytes")}}))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench")
    parser.add_argument("highs")
    parser.add_argument("--areas", default="40,200,1000")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--family", default="country", choices=("country", "packages"))
    parser.add_argument("--limit", type=float, default=120)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--gap", type=float, default=1e-4)
    parser.add_argument("--effort", type=float, default=1)
    parser.add_argument("--methods", default="ours,highs")
    options = parser.parse_args()
    options.bench, options.highs = map(os.path.abspath, (options.bench, options.highs))
    beside = os.path.join(os.path.dirname(os.path.dirname(options.highs)), "lib")
    os.environ["LD_LIBRARY_PATH"] = beside + ":" + os.environ.get("LD_LIBRARY_PATH", "")
    methods = [{"ours": ours, "highs": highs, "scip": rival("scip"), "cpsat": rival("cpsat")}[name]
               for name in options.methods.split(",")]
    everything = []
    with tempfile.TemporaryDirectory() as folder:
        for areas in map(int, options.areas.split(",")):
            runs = []
            for seed in map(int, options.seeds.split(",")):
                for method in methods:
                    result = method(options, areas, seed, folder)
                    runs.append(result)
                    print(json.dumps(result), flush=True)
            show(runs, areas, options)
            everything += runs
    show_growth(everything)


main()
