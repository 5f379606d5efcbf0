#!/usr/bin/env python3
"""The planner's engine against HiGHS on multiple-choice knapsacks whose best values are public.

    bench/mmkp.py BENCH_MMKP HIGHS FOLDER [--limit 10] [--threads 2]

FOLDER holds instances (I07 ...) and best_known.csv.  Prints one JSON line a run.
"""
import argparse, csv, json, os, re, subprocess, tempfile

parser = argparse.ArgumentParser(description=__doc__,
                                 formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("bench")
parser.add_argument("highs")
parser.add_argument("folder")
parser.add_argument("--limit", type=float, default=10)
parser.add_argument("--threads", type=int, default=2)
options = parser.parse_args()
options.bench, options.highs = map(os.path.abspath, (options.bench, options.highs))

beside = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(options.highs))), "lib")
os.environ["LD_LIBRARY_PATH"] = beside + ":" + os.environ.get("LD_LIBRARY_PATH", "")
with open(os.path.join(options.folder, "best_known.csv")) as f:
    best = {row["instance"]: float(row["best_known"]) for row in csv.DictReader(f)}

for name in sorted(best):
    path = os.path.join(options.folder, name)
    text = subprocess.run([options.bench, path, f"limit={options.limit}",
                           f"threads={options.threads}", "method=2"],
                          check=True, capture_output=True, text=True).stdout
    ours = json.loads(text)
    print(json.dumps(ours | {"best_known": best[name]}), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        mps, settings = os.path.join(folder, "k.mps"), os.path.join(folder, "settings")
        subprocess.run([options.bench, path, f"mps={mps}"], check=True)
        with open(settings, "w") as f:
            f.write(f"threads = {options.threads}\nmip_rel_gap = 0\n")
        log = subprocess.run([options.highs, "--time_limit", str(options.limit),
                              "--options_file", settings, mps],
                             capture_output=True, text=True, cwd=folder).stdout # 1: time is up
    value = re.search(r"Primal bound +(\S+)", log)
    if not value:
        raise SystemExit(f"{options.highs} tells of no plan:\n{log}")
    bound = re.search(r"Dual bound +(\S+)", log)
    print(json.dumps({"instance": name, "method": "highs", "value": abs(float(value[1])),
                      "bound": abs(float(bound[1])), "best_known": best[name]}), flush=True)
