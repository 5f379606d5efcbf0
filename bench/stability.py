#!/usr/bin/env python3
"""How many areas move when money is raised or lowered by a tenth, planned afresh and held still.

    bench/stability.py GROUNDWORK SOURCE [--programmes 20] [--areas 60] [--by 0.1] [--loss 0.005]
                       [--seed 101] [--effort 1] [--threads 2] [--folder FOLDER]

GROUNDWORK is build/release/src/cli/groundwork, SOURCE the source tree with examples/twenty-by-ten.
Each programme is planned, then 'sweep' asks for both ends: the plan made afresh, and the plan that moves
as few visits as a loss of --loss against the best found allows.  Prints a line for each and a table:
areas that start in another year or never, or are new, as a share of the areas visited; loss of holding
still against the better of both.
"""
import argparse, json, os, statistics, subprocess, sys, tempfile


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"'{' '.join(command)}' ended with {done.returncode}")
    return done.stdout


def ask(options, file):
    """Both ends of the sweep of a programme that is imported and planned here."""
    threads = ["--threads", str(options.threads)]
    run(options.groundwork, "plan", file, "--quiet", "--effort", str(options.effort), *threads)
    answer = json.loads(run(options.groundwork, "sweep", file, "--resource", "money", f"--by=-{options.by}..{options.by}",
                            "--steps", "2", "--loss", str(options.loss), "--effort", str(options.effort),
                            "--json", *threads))
    rows = []
    for step in answer["steps"]:
        fresh, still = step["afresh"], step["still"]
        if not (fresh["plan"] and still["plan"]):
            rows.append({"by": step["by"], "none": True})
            continue
        best = max(fresh["worth"], still["worth"])
        rows.append({"by": step["by"], "visits": answer["visits"], "fresh_visits": fresh["visits_moved"],
                     "still_visits": still["visits_moved"], "fresh_areas": fresh["areas_moved"],
                     "still_areas": still["areas_moved"], "loss": 1 - still["worth"] / best,
                     "fresh_loss": 1 - fresh["worth"] / best})
    return rows


def programmes(options, folder):
    file = os.path.join(folder, "stability.gpkg")
    run(options.groundwork, "import", os.path.join(options.source, "examples/twenty-by-ten"), file, "--quiet")
    for verb in ("diagnose", "site"):
        run(options.groundwork, verb, file, "--quiet")
    yield "twenty-by-ten", ask(options, file)
    os.remove(file)
    for seed in range(options.seed, options.seed + options.programmes):
        run(options.groundwork, "synth", file, "--areas", str(options.areas), "--seed", str(seed), "--quiet")
        run(options.groundwork, "site", file, "--quiet")
        yield f"synth, seed {seed}", ask(options, file)
        os.remove(file)


def line(name, rows):
    cells = []
    for row in rows:
        if "none" in row:
            cells.append("no plan | | ")
        else:
            cells.append(f"{row['fresh_visits']} | {row['still_visits']} | {100 * row['loss']:.2f} %")
    visits = next((row["visits"] for row in rows if "visits" in row), "-")
    print(f"| {name} | {visits} | " + " | ".join(cells) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("groundwork")
    parser.add_argument("source")
    parser.add_argument("--programmes", type=int, default=20)
    parser.add_argument("--areas", type=int, default=60)
    parser.add_argument("--by", type=float, default=0.1)
    parser.add_argument("--loss", type=float, default=0.005)
    parser.add_argument("--seed", type=int, default=101)
    parser.add_argument("--effort", type=float, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--folder")
    options = parser.parse_args()
    print("| programme | visits | less money: moved afresh | moved held still | loss | more money: moved afresh "
          "| moved held still | loss |")
    print("|---|---|---|---|---|---|---|---|")
    every = []
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for name, rows in programmes(options, folder):
            line(name, rows)
            every += [row for row in rows if "none" not in row and name != "twenty-by-ten"]
    for sign, word in ((-1, "less"), (1, "more")):
        rows = [row for row in every if row["by"] * sign > 0]
        if not rows:
            continue
        fresh = statistics.median(row["fresh_visits"] / row["visits"] for row in rows)
        still = statistics.median(row["still_visits"] / row["visits"] for row in rows)
        loss = statistics.median(row["loss"] for row in rows)
        print(f"median of {len(rows)} synthetic programmes, {word} money: {100 * fresh:.0f} % of visits move afresh, "
              f"{100 * still:.0f} % held still, loss {100 * loss:.2f} %")


main()
