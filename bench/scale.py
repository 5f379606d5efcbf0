#!/usr/bin/env python3
"""How time and memory of the whole chain grow: synth, site, plan, check, each a program of its own.

    bench/scale.py GROUNDWORK [--areas 200,1000,5000,20000,50000] [--seed 101] [--threads 2]
                   [--gap 0.005] [--folder FOLDER] [--limit SECONDS] [--keep FILE]

GROUNDWORK is build/release/src/cli/groundwork.  Prints a line for every step as it ends, then a
table and the exponents k of time ~ areas^k (least squares of the logarithms; n log n from 200 to
50,000 areas is an exponent of 1.13).  Seconds are those of the processor on all threads together,
so that a busy machine does not change them, and of the clock; memory is the peak of the process.
A programme's file stays in the folder until its last step is measured.  --keep writes each result
of a step to a file, line by line; run again with it (and with --folder, where the programme files
are), the steps in the file are not made again.
"""
import argparse, json, math, os, statistics, subprocess, sys, tempfile, time

STEPS = ("synth", "site", "plan", "check")


def run(command, limit):
    """Output, clock and processor seconds and peak megabytes of a command that must succeed."""
    start = time.monotonic()
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(command, stdout=out)
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if limit and time.monotonic() - start > limit:
                process.kill()
            time.sleep(0.02)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"'{' '.join(command)}' ended with {process.returncode}")
        out.seek(0)
        return {"seconds": round(time.monotonic() - start, 2),
                "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
                "megabytes": round(usage.ru_maxrss / 1024)}, out.read()


def read_kept(options, areas):
    """Figures by step that an earlier run with the same options has kept."""
    if not options.keep or not os.path.exists(options.keep):
        return {}
    with open(options.keep) as lines:
        rows = [json.loads(line) for line in lines]
    return {row.pop("step"): row for row in rows if row.pop("of") == [areas, *settings(options)]}


def settings(options):
    return [options.seed, options.threads, options.gap]


def measure(options, areas, step, command):
    figures, text = run([options.groundwork, *command, "--quiet"], options.limit)
    if step == "plan":
        figures["gap"] = json.loads(text)["gap"]
    figures["file_megabytes"] = round(os.path.getsize(command[1]) / 2**20)
    if options.keep:
        with open(options.keep, "a") as keep:
            print(json.dumps({"of": [areas, *settings(options)], "step": step, **figures}), file=keep)
    return figures


def chain(options, areas, folder):
    """Figures of each step of one programme; those in the file that is kept are taken from there."""
    found, file = read_kept(options, areas), os.path.join(folder, f"scale-{areas}.gpkg")
    threads = ["--threads", str(options.threads)]
    commands = {
        "synth": ["synth", file, "--areas", str(areas), "--seed", str(options.seed), "--force"],
        "site": ["site", file, *threads],
        "plan": ["plan", file, "--gap", str(options.gap), "--json", *threads],
        "check": ["check", file]}
    figures = {}
    for step in STEPS:
        if step not in found and not os.path.exists(file):
            found = {}  # the file is gone: the steps before it are made again
            for before in STEPS[:STEPS.index(step)]:
                figures[before] = measure(options, areas, before, commands[before])
        figures[step] = found.get(step) or measure(options, areas, step, commands[step])
        print(json.dumps({"areas": areas, "step": step, **figures[step]}), flush=True)
    if os.path.exists(file):
        os.remove(file)
    return figures


def exponent(points):
    """Least-squares k of y ~ x^k."""
    points = [(math.log(x), math.log(y)) for x, y in points if y > 0]
    x, y = (statistics.fmean(v) for v in zip(*points))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def show(table):
    print("| areas | gap | " + " | ".join(f"{s}: s, MB" for s in STEPS) + " | file, MB |")
    print("|---|---|" + "---|" * (len(STEPS) + 1))
    for areas, f in table.items():
        cells = " | ".join(f"{f[s]['cpu_seconds']:.1f}, {f[s]['megabytes']:,}" for s in STEPS)
        print(f"| {areas:,} | {100 * f['plan']['gap']:.3f} % | {cells} | {f['check']['file_megabytes']:,} |")
    if len(table) < 3:
        return
    for what in ("cpu_seconds", "megabytes"):
        print(f"exponents, {what}: " + ", ".join(
            f"{s} {exponent([(n, f[s][what]) for n, f in table.items()]):.2f}" for s in STEPS))
    print(f"n log n over this range: {exponent([(n, n * math.log(n)) for n in table]):.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groundwork")
    parser.add_argument("--areas", default="200,1000,5000,20000,50000")
    parser.add_argument("--seed", type=int, default=101)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--gap", type=float, default=0.005)
    parser.add_argument("--folder", help="where the files go (default: a temporary one)")
    parser.add_argument("--keep", metavar="FILE")
    parser.add_argument("--limit", type=float, default=0, help="of the clock, for a step")
    options = parser.parse_args()
    options.groundwork = os.path.abspath(options.groundwork)
    table = {}
    with tempfile.TemporaryDirectory() as temporary:
        for areas in map(int, options.areas.split(",")):
            table[areas] = chain(options, areas, options.folder or temporary)
    show(table)


main()
