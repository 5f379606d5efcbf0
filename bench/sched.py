#!/usr/bin/env python3
"""The scheduler on the public instances: mean deviation from the critical path and from the best known.

    bench/sched.py BENCH_SCHED DATA [--sets j30,j60,j90,j120,mmlib50,cpr,ubo50,mplib] [--schedules 1000,5000]
                   [--conflicts 0] [--limit 0] [--processor 0] [--threads 1] [--every 1] [--offset 0] [--rival cp-sat]
                   [--keep FILE]

BENCH_SCHED is build/release/bench/bench_sched, DATA the folder with the archives and bounds.csv.  Archives are
unpacked into a folder that is removed at the end.  --every 10 takes each tenth instance of a set.  --limit is
wall time an instance, --processor seconds of the processors (not for the rival); the effort of --schedules and --conflicts
(of exact search) holds all the same, unless --schedules is 0: as many as there is time for.  --rival cp-sat
solves the same instances, as bench_sched read them, with the same limit and threads, by PyPI's ortools of the version
below, which is put into build/ortools when it is not there; its schedules are checked too.  Prints one line a set and
effort; after "against" how many makespans are smaller, equal and larger than the rival's.  --keep writes each result of
ours into FILE as soon as it is there and reads from it what an earlier run, ended in the middle, has found: for sets that
take hours.  Take a new file for a new program.
"""
import argparse, csv, glob, importlib.util, json, os, subprocess, sys, tarfile, tempfile, time, venv

ORTOOLS = "ortools==9.15.6755"

SETS = {  # archive, files, set in bounds.csv
    "j30": ("psplib_j30", "j30/*.sm", "J30"),
    "j60": ("psplib_j60", "j60/*.sm", "J60_1"),
    "j90": ("psplib_j90", "j90/*.sm", "J90_3"),
    "j120": ("psplib_j120", "j120/*.sm", "J120_0"),
    "mmlib50": ("mmlib50", "MMLIB50/*.mm", "MM50_0"),
    "cpr": ("rcpsp_cpr", "*/*.rcp", "cpr"),
    "ubo10": ("rcpsp_max_ubo", "ubo10/*.sch", "ubo"),
    "ubo20": ("rcpsp_max_ubo", "ubo20/*.sch", "ubo"),
    "ubo50": ("rcpsp_max_ubo", "ubo50/*.sch", "ubo"),
    "ubo100": ("rcpsp_max_ubo", "ubo100/*.sch", "ubo"),
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


def read_kept(path):
    """(effort, instance) -> result"""
    lines = open(path).readlines() if path and os.path.exists(path) else []
    return {(r["effort"], r["instance"]): r["result"] for r in map(json.loads, lines)}


def ours(options, files, schedules):
    effort = [f"schedules={schedules}", f"threads={options.threads}", f"limit={options.limit}",
              f"conflicts={options.conflicts}", f"processor={options.processor}"]
    key = {f: (" ".join(effort), "/".join(f.split("/")[-2:])) for f in files}
    found = read_kept(options.keep)
    missing = [f for f in files if key[f] not in found]
    if missing:
        command = [options.bench, "solve", *(x for x in effort if x != "processor=0"), *missing]
        with open(options.keep or os.devnull, "a") as keep, \
             subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
            for f, line in zip(missing, run.stdout):
                found[key[f]] = json.loads(line)
                line = {"effort": key[f][0], "instance": key[f][1], "result": found[key[f]]}
                print(json.dumps(line), file=keep, flush=True)
        if run.returncode:
            sys.exit(f"{options.bench} ended with {run.returncode}")
    return [found[key[f]] for f in files]


def with_ortools():
    """Go on in an environment that has the rival."""
    if importlib.util.find_spec("ortools"):
        return
    python = "build/ortools/bin/python"
    if not os.path.exists(python):
        venv.create("build/ortools", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", ORTOOLS], check=True)
    os.execv(python, [python, *sys.argv])


def is_schedule(p, start, mode):
    """Moment by moment, from the instance alone; mode: the chosen one of each activity."""
    finish = [s + m["duration"] for s, m in zip(start, mode)]
    at = {"S": start, "F": finish}
    if any(at[kind[1]][to] < at[kind[0]][source] + lag for source, to, kind, lag in p["links"]):
        return False
    for t in range(max(finish) + 1):
        for k, capacity in enumerate(p["capacities"]):
            if sum(m["needs"].get(str(k), 0) for s, f, m in zip(start, finish, mode) if s <= t < f) > capacity:
                return False
        for k, level in enumerate(p["stocks"]):
            uses = [(s, f, *m["uses"].get(str(k), (0, 0))) for s, f, m in zip(start, finish, mode)]
            if level - sum(x for s, _, x, _ in uses if s <= t) + sum(y for _, f, _, y in uses if f <= t) < 0:
                return False
    return True


def add_modes(model, p, horizon):
    """start, finish and [(chosen, interval, mode)] of each activity"""
    starts, finishes, choices = [], [], []
    for a in p["activities"]:
        start, finish = model.new_int_var(0, horizon, ""), model.new_int_var(0, horizon, "")
        modes = []
        for m in a:
            chosen = model.new_bool_var("") if len(a) > 1 else model.new_constant(1)
            span = model.new_optional_interval_var(start, m["duration"], finish, chosen, "")
            modes.append((chosen, span, m))
        model.add_exactly_one([c for c, _, _ in modes])
        starts.append(start), finishes.append(finish), choices.append(modes)
    return starts, finishes, choices


def build_model(p):
    """The instance as bench_sched read it, as a model of CP-SAT, its makespan, starts and choices."""
    from ortools.sat.python import cp_model
    model = cp_model.CpModel()
    horizon = sum(max(m["duration"] for m in a) for a in p["activities"]) + sum(max(l[3], 0) for l in p["links"])
    starts, finishes, choices = add_modes(model, p, horizon)
    for source, to, kind, lag in p["links"]:
        ends = {"FS": (finishes, starts), "SS": (starts, starts), "FF": (finishes, finishes), "SF": (starts, finishes)}
        model.add(ends[kind][1][to] >= ends[kind][0][source] + lag)
    flat = [(starts[i], finishes[i], *c) for i, modes in enumerate(choices) for c in modes]
    for k, capacity in enumerate(p["capacities"]):
        use = [(span, m["needs"][str(k)]) for _, _, _, span, m in flat if str(k) in m["needs"]]
        model.add_cumulative([x for x, _ in use], [x for _, x in use], capacity)
    for k, initial in enumerate(p["stocks"]):
        use = [(s, f, c, *m["uses"][str(k)]) for s, f, c, _, m in flat if str(k) in m["uses"]]
        if not any(given for *_, given in use):
            model.add(sum(taken * c for _, _, c, taken, _ in use) <= initial)
            continue
        at = [(s, -t, c) for s, _, c, t, _ in use if t] + [(f, g, c) for _, f, c, _, g in use if g]
        model.add_reservoir_constraint_with_active(
            [model.new_constant(0)] + [t for t, _, _ in at], [initial] + [x for _, x, _ in at],
            [model.new_constant(1)] + [c for _, _, c in at], 0, 1 << 40)
    makespan = model.new_int_var(0, horizon, "")
    model.add_max_equality(makespan, finishes)
    model.minimize(makespan)
    return model, makespan, starts, choices


def cp_sat(options, path):
    from ortools.sat.python import cp_model
    out = subprocess.run([options.bench, "show", path], stdout=subprocess.PIPE, check=True, text=True).stdout
    p = json.loads(out)
    model, makespan, starts, choices = build_model(p)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = options.limit
    solver.parameters.num_workers = options.threads
    begin = time.monotonic()
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    if found:
        mode = [next(m for chosen, _, m in modes if solver.value(chosen)) for modes in choices]
        if not is_schedule(p, [solver.value(s) for s in starts], mode):
            sys.exit(f"{path}: CP-SAT's schedule is none")
    outcomes = {cp_model.OPTIMAL: "optimal", cp_model.FEASIBLE: "feasible", cp_model.INFEASIBLE: "impossible"}
    return {"outcome": outcomes.get(status, "not found"), "makespan": solver.value(makespan) if found else -1,
            "bound": 0 if status == cp_model.INFEASIBLE else int(solver.best_objective_bound), "schedules": 0,
            "processor_seconds": 0, "seconds": time.monotonic() - begin}


def tell(title, results, files, kind, best):
    """One line: what was found against the path, the best known, and what was proved."""
    found = [(r, best.get(name_of(f, kind))) for r, f in zip(results, files)]
    over_path = [100 * (r["makespan"] - r["path"]) / r["path"] for r, _ in found if r["makespan"] >= 0 and r.get("path")]
    known = [(r["makespan"], b) for r, b in found if b and r["makespan"] >= 0]
    over_best = [100 * (m - b) / b for m, b in known]
    mean = lambda x: sum(x) / len(x) if x else float("nan")
    missing = sum(1 for r, b in found if b and r["makespan"] < 0)
    over = lambda x: f"{x:.3f} %" if x == x else "-"
    print(f"{title}: {len(found)} instances, over path {over(mean(over_path))}, over best known {over(mean(over_best))}, "
          f"equal {sum(m == b for m, b in known)}, better {sum(m < b for m, b in known)}, "
          f"missed {missing}, found {sum(r['makespan'] >= 0 for r in results)}, "
          f"proved {sum(r['outcome'] == 'optimal' for r in results)}, "
          f"impossible {sum(r['outcome'] == 'impossible' for r in results)}, "
          f"schedules {mean([r['schedules'] for r in results]):.0f}, "
          f"processor s {mean([r['processor_seconds'] for r in results]):.3f}, s {mean([r['seconds'] for r in results]):.3f}",
          flush=True)


def tell_against(mine, rivals):
    """Where both found a schedule, and where one did."""
    both = [(m["makespan"], r["makespan"]) for m, r in zip(mine, rivals) if m["makespan"] >= 0 and r["makespan"] >= 0]
    mean = sum(100 * (m - r) / r for m, r in both if r > 0) / max(1, len(both))
    alone = sum(m["makespan"] >= 0 > r["makespan"] for m, r in zip(mine, rivals))
    lacking = sum(r["makespan"] >= 0 > m["makespan"] for m, r in zip(mine, rivals))
    print(f"  against: smaller {sum(m < r for m, r in both)}, equal {sum(m == r for m, r in both)}, "
          f"larger {sum(m > r for m, r in both)}, mean {mean:+.3f} %, found alone {alone}, by the rival alone {lacking}",
          flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench")
    parser.add_argument("data")
    parser.add_argument("--sets", default="j30,j60,j90,j120")
    parser.add_argument("--schedules", default="1000,5000")
    parser.add_argument("--conflicts", type=int, default=0)
    parser.add_argument("--limit", type=float, default=0)
    parser.add_argument("--processor", type=float, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--offset", type=int, default=0)
    parser.add_argument("--rival", choices=["cp-sat"])
    parser.add_argument("--keep")
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
                mine, paths = results, [r["path"] for r in results]
                results = [cp_sat(options, f) for f in files]
                for r, path in zip(results, paths):
                    r["path"] = path
                tell(f"{kind} CP-SAT {options.limit:g} s", results, files, kind, best.get(bounds, {}))
                tell_against(mine, results)


if __name__ == "__main__":
    sys.exit(main())
