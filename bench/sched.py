#!/usr/bin/env python3
"""The scheduler on the public instances: mean deviation from the critical path and from the best known.

    bench/sched.py BENCH_SCHED DATA [--sets j30,j60,j90,j120,mmlib50,cpr,mplib] [--schedules 1000,5000]
                   [--conflicts 0] [--limit 0] [--threads 1] [--every 1] [--offset 0] [--rival cp-sat]

BENCH_SCHED is build/release/bench/bench_sched, DATA the folder with the archives and bounds.csv.  Archives are
unpacked into a folder that is removed at the end.  --every 10 takes each tenth instance of a set.  --limit is
wall time an instance; the effort of --schedules and --conflicts (of exact search) holds all the same.  --rival cp-sat
solves the same single-mode instances with the same limit and threads, by PyPI's ortools of the version below, which is
put into build/ortools when it is not there; its schedules are checked too.  Prints one line a set and effort.
"""
import argparse, csv, glob, importlib.util, json, os, re, subprocess, sys, tarfile, tempfile, time, venv

ORTOOLS = "ortools==9.15.6755"

SETS = {  # archive, files, set in bounds.csv
    "j30": ("psplib_j30", "j30/*.sm", "J30"),
    "j60": ("psplib_j60", "j60/*.sm", "J60_1"),
    "j90": ("psplib_j90", "j90/*.sm", "J90_3"),
    "j120": ("psplib_j120", "j120/*.sm", "J120_0"),
    "mmlib50": ("mmlib50", "MMLIB50/*.mm", "MM50_0"),
    "cpr": ("rcpsp_cpr", "*/*.rcp", "cpr"),
    "mplib": ("mplib1_set3_sample", "mplib1_set3/*.txt", "mplib"),
}


def rows(path):
    return csv.DictReader(open(path))


def read_bounds(data):
    """set -> name of the instance in lower case -> best known makespan"""
    best = {}
    for r in rows(f"{data}/bounds.csv"):
        best.setdefault(r["set"], {})[r["instance"].lower().split(".")[0]] = int(r["ub"])
    for r in rows(f"{data}/optalcp_600s_4workers.csv"):
        if r["instance"].startswith("rcpsp-cpr") and r["objective"]:
            name = r["instance"].lower().split("consprod_consprod_")
            best.setdefault("cpr", {})[name[0].split("rcpsp-cpr_")[1] + name[1]] = int(float(r["objective"]))
    for r in rows(f"{data}/mplib1_set3_bks.csv"):
        best.setdefault("mplib", {})[r["instance"].lower().split(".")[0]] = int(r["bks"])
    return best


def name_of(path, kind):
    name = os.path.basename(path).lower().split(".")[0]
    if kind == "cpr":
        return os.path.basename(os.path.dirname(path)).lower().replace("consprod", "") + name.replace("consprod_", "")
    return name


def ours(options, files, schedules):
    command = [options.bench, "solve", f"schedules={schedules}", f"threads={options.threads}",
               f"limit={options.limit}", f"conflicts={options.conflicts}", *files]
    out = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def read_single_mode(path):
    """durations, needs, successors, capacities of a .sm file"""
    text = open(path).read()
    part = lambda a, b: [[int(x) for x in re.findall(r"\d+", l)] for l in
                         text.split(a)[1].split(b)[0].splitlines() if re.match(r"\s*\d", l)]
    links = part("PRECEDENCE RELATIONS:", "****")
    requests = part("REQUESTS/DURATIONS:", "****")
    capacities = part("RESOURCEAVAILABILITIES:", "****")[-1]
    return [r[2] for r in requests], [r[3:] for r in requests], [[x - 1 for x in l[3:]] for l in links], capacities


def with_ortools():
    """Go on in an environment that has the rival."""
    if importlib.util.find_spec("ortools"):
        return
    python = "build/ortools/bin/python"
    if not os.path.exists(python):
        venv.create("build/ortools", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", ORTOOLS], check=True)
    os.execv(python, [python, *sys.argv])


def is_schedule(start, durations, needs, successors, capacities):
    for i, after in enumerate(successors):
        if any(start[j] < start[i] + durations[i] for j in after):
            return False
    return all(sum(needs[i][k] for i in range(len(start)) if start[i] <= t < start[i] + durations[i]) <= capacity
               for k, capacity in enumerate(capacities) for t in range(max(start) + 1))


def cp_sat(options, path):
    from ortools.sat.python import cp_model
    durations, needs, successors, capacities = read_single_mode(path)
    model = cp_model.CpModel()
    horizon = sum(durations)
    starts = [model.new_int_var(0, horizon, "") for _ in durations]
    spans = [model.new_fixed_size_interval_var(s, d, "") for s, d in zip(starts, durations)]
    for i, after in enumerate(successors):
        for j in after:
            model.add(starts[j] >= starts[i] + durations[i])
    for k, capacity in enumerate(capacities):
        users = [i for i in range(len(durations)) if needs[i][k]]
        model.add_cumulative([spans[i] for i in users], [needs[i][k] for i in users], capacity)
    model.minimize(starts[-1])
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = options.limit
    solver.parameters.num_workers = options.threads
    begin = time.monotonic()
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    if found and not is_schedule([solver.value(s) for s in starts], durations, needs, successors, capacities):
        sys.exit(f"{path}: CP-SAT's schedule is none")
    return {"outcome": "optimal" if status == cp_model.OPTIMAL else "feasible" if found else "not found",
            "makespan": int(solver.objective_value) if found else -1, "bound": int(solver.best_objective_bound),
            "schedules": 0, "processor_seconds": 0, "seconds": time.monotonic() - begin}


def tell(title, results, files, kind, best):
    """One line: what was found against the path, the best known, and what was proved."""
    found = [(r, best.get(name_of(f, kind))) for r, f in zip(results, files)]
    over_path = [100 * (r["makespan"] - r["path"]) / r["path"] for r, _ in found if r["makespan"] >= 0 and r.get("path")]
    known = [(r["makespan"], b) for r, b in found if b and r["makespan"] >= 0]
    over_best = [100 * (m - b) / b for m, b in known]
    mean = lambda x: sum(x) / len(x) if x else float("nan")
    missing = sum(1 for r, b in found if b and r["makespan"] < 0)
    print(f"{title}: {len(found)} instances, over path {mean(over_path):.3f} %, over best known {mean(over_best):.3f} %, "
          f"equal {sum(m == b for m, b in known)}, better {sum(m < b for m, b in known)}, "
          f"missed {missing}, proved {sum(r['outcome'] == 'optimal' for r in results)}, "
          f"schedules {mean([r['schedules'] for r in results]):.0f}, "
          f"processor s {mean([r['processor_seconds'] for r in results]):.3f}, s {mean([r['seconds'] for r in results]):.3f}",
          flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench")
    parser.add_argument("data")
    parser.add_argument("--sets", default="j30,j60,j90,j120")
    parser.add_argument("--schedules", default="1000,5000")
    parser.add_argument("--conflicts", type=int, default=0)
    parser.add_argument("--limit", type=float, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--offset", type=int, default=0)
    parser.add_argument("--rival", choices=["cp-sat"])
    options = parser.parse_args()
    if options.rival:
        with_ortools()
    best = read_bounds(options.data)
    for kind in options.sets.split(","):
        archive, pattern, bounds = SETS[kind]
        with tempfile.TemporaryDirectory() as folder:
            with tarfile.open(f"{options.data}/{archive}.tar.gz") as tar:
                tar.extractall(folder)
            files = sorted(glob.glob(f"{folder}/{pattern}"))[options.offset::options.every]
            for schedules in options.schedules.split(","):
                results = ours(options, files, schedules)
                tell(f"{kind} {schedules}", results, files, kind, best.get(bounds, {}))
            if options.rival:
                paths = [r["path"] for r in results]
                results = [cp_sat(options, f) for f in files]
                for r, path in zip(results, paths):
                    r["path"] = path
                tell(f"{kind} CP-SAT {options.limit:g} s", results, files, kind, best.get(bounds, {}))


if __name__ == "__main__":
    sys.exit(main())
