#!/usr/bin/env python3
"""What a question costs once the plan is known: medians of the whole command, of the processor and of the clock.

    bench/questions.py GROUNDWORK SOURCE [--runs 5] [--threads 1]

GROUNDWORK is build/release/src/cli/groundwork, SOURCE the source tree; the questions are about its example
twenty-by-ten.  Each run has a copy of the file with the plan in it, so that none sees what another kept.
"""
import argparse, os, resource, shutil, statistics, subprocess, tempfile, time

QUESTIONS = [
    "why {} Kaechon", "why {} Kaechon in 2027", "why {} not Kaechon", "why {} limit money 2027",
    "why {} limit money 2026", "why {} limit steel 2027", "why {} directive 1", "why {} directives",
    "why {} infeasible", "replan {} --name new", "replan {} --name new --changes 10",
    "replan {} --name new --from 2028", "compare {}:plan {}:plan",
]


def measure(program, file, question, threads):
    """Processor seconds, seconds and exit code; the file is a copy of the run's own."""
    with tempfile.TemporaryDirectory() as folder:
        own = shutil.copy(file, os.path.join(folder, "t.gpkg"))
        words = [w.replace("{}", own) for w in question.split()]
        if threads and not question.startswith("compare"):
            words += ["--threads", str(threads)]
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        done = subprocess.run([program, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        seconds, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode not in (0, 6):
            raise SystemExit(f"{' '.join(words)}: {done.stderr}")
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("source")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "t.gpkg")
        for words in (["import", f"{options.source}/examples/twenty-by-ten", file], ["plan", file]):
            subprocess.run([options.program, *words, "-q"], check=True, stdout=subprocess.DEVNULL)
        for question in QUESTIONS:
            runs = [measure(options.program, file, question, options.threads) for _ in range(options.runs)]
            used, seconds = (statistics.median(x) for x in zip(*runs))
            print(f"{question.replace(' {}', '').replace('{}:plan', '').strip():32} "
                  f"processor s {used:6.3f}   s {seconds:6.3f}", flush=True)


main()
