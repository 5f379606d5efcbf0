#!/usr/bin/env python3
"""Levelling against known optima and an independent check.

    level_reference.py PROGRAM SOURCE

Writes PSPLIB instances of 30 activities as MS Project files (durations in days of 8 hours, Monday to Friday), lets
`groundwork level` work on them, and reads the levelled file with its own few lines: every link holds, no resource has
more to do on any day than it has units, the finish is what was told, no bound is above the best known makespan
(bounds.csv), and at most one finish in ten is later than it.  Without the data folder (GROUNDWORK_DATA, else SOURCE/../shared/data) only a network of its own is tried.
"""
import csv, datetime, json, os, re, subprocess, sys, tarfile, tempfile
import xml.etree.ElementTree as tree

NS = "{http://schemas.microsoft.com/project}"
START = datetime.date(2026, 6, 1)  # a Monday


def read_sm(text):
    """durations, needs, capacities, links of PSPLIB's .sm"""
    part = lambda begin: re.split(r"\*{9,}", text.split(begin, 1)[1])[0].splitlines()
    links = []
    for line in part("PRECEDENCE RELATIONS:")[2:]:
        v = [int(x) for x in line.split()]
        links += [(v[0], to) for to in v[3:]]
    rows = [[int(x) for x in line.split()] for line in part("REQUESTS/DURATIONS:")[3:] if line.strip()]
    capacities = [int(x) for x in part("RESOURCEAVAILABILITIES:")[2].split()]
    return {r[0]: r[2] for r in rows}, {r[0]: r[3:] for r in rows}, capacities, links


def write_mspdi(path, durations, needs, capacities, links):
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<Project xmlns="http://schemas.microsoft.com/project">',
           "<StartDate>2026-06-01T08:00:00</StartDate><ScheduleFromStart>1</ScheduleFromStart>", "<Tasks>"]
    for u, d in durations.items():
        out.append(f"<Task><UID>{u}</UID><Name>t{u}</Name><OutlineLevel>1</OutlineLevel><Duration>PT{8 * d}H0M0S</Duration>"
                   + ("<Milestone>1</Milestone>" if d == 0 else "")
                   + "".join(f"<PredecessorLink><PredecessorUID>{a}</PredecessorUID><Type>1</Type></PredecessorLink>"
                             for a, b in links if b == u) + "</Task>")
    out.append("</Tasks><Resources>")
    out += [f"<Resource><UID>{r + 1}</UID><Name>r{r + 1}</Name><Type>1</Type><MaxUnits>{c}</MaxUnits></Resource>"
            for r, c in enumerate(capacities)]
    out.append("</Resources><Assignments>")
    pairs = [(u, r + 1, q) for u, n in needs.items() for r, q in enumerate(n) if q]
    out += [f"<Assignment><UID>{i + 1}</UID><TaskUID>{u}</TaskUID><ResourceUID>{r}</ResourceUID><Units>{q}</Units></Assignment>"
            for i, (u, r, q) in enumerate(pairs)]
    open(path, "w").write("\n".join(out) + "</Assignments></Project>\n")


def day_index(stamp, end):
    """Working days since the start; the end of a day is the start of the next."""
    t = datetime.datetime.fromisoformat(stamp)
    days = (t.date() - START).days
    assert t.weekday() < 5 and t.minute == 0 and t.hour in (8, 17), stamp
    return days // 7 * 5 + t.weekday() + (1 if t.hour == 17 else 0)


def check(path, durations, needs, capacities, links):
    """The makespan in days of the levelled file, all rules looked at."""
    at = {}
    for task in tree.parse(path).getroot().iter(NS + "Task"):
        u = int(task.find(NS + "UID").text)
        at[u] = day_index(task.find(NS + "Start").text, 0), day_index(task.find(NS + "Finish").text, 1)
    for u, d in durations.items():
        assert at[u][1] - at[u][0] == d or d == 0, f"{path}: task {u} takes {at[u]}, not {d}"
    for a, b in links:
        assert at[b][0] >= at[a][1], f"{path}: link {a} to {b} is broken"
    end = max(f for _, f in at.values())
    for t in range(end):
        for r, capacity in enumerate(capacities):
            use = sum(n[r] for u, n in needs.items() if at[u][0] <= t < at[u][1])
            assert use <= capacity, f"{path}: day {t}: resource {r + 1} {use} of {capacity}"
    return end


def instances(data):
    own = {1: 0, 2: 5, 3: 3, 4: 6, 5: 4, 6: 0}, {u: [q] for u, q in zip(range(1, 7), (0, 2, 1, 2, 1, 0))}, [2], \
        [(1, 2), (1, 3), (2, 4), (3, 5), (4, 6), (5, 6)]
    yield "own", own, 18
    archive = os.path.join(data, "scheduling", "psplib_j30.tar.gz")
    if not os.path.exists(archive):
        return
    best = {r["instance"].lower(): int(r["ub"]) for r in csv.DictReader(open(os.path.join(data, "scheduling", "bounds.csv")))
            if r["set"] == "J30"}
    with tarfile.open(archive) as tar:
        names = sorted(n for n in tar.getnames() if n.endswith(".sm"))[::24]
        for name in names:
            text = tar.extractfile(name).read().decode()
            yield os.path.basename(name), read_sm(text), best[os.path.basename(name).lower()]


def main():
    program, data = os.path.realpath(sys.argv[1]), os.environ.get("GROUNDWORK_DATA") or os.path.join(sys.argv[2], "../shared/data")
    count = later = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, instance, best in instances(data):
            write_mspdi(f"{folder}/in.xml", *instance)
            answer = json.loads(subprocess.run([program, "level", f"{folder}/in.xml", f"{folder}/out.xml", "--force", "--json",
                                                "--quiet"], stdout=subprocess.PIPE, check=True, text=True).stdout)
            end = check(f"{folder}/out.xml", *instance)
            told = day_index(answer["finish"].replace(" ", "T"), 1)
            bound = day_index(answer["bound"].replace(" ", "T"), 1)
            assert told == end >= best >= bound, f"{name}: told {told}, file {end}, best known {best}, bound {bound}"
            assert not answer["overloads"], name
            count += 1
            later += end > best
    assert later * 10 <= count, f"{later} of {count} later than the best known"
    print(f"{count} networks levelled, {count - later} as short as the best known")


if __name__ == "__main__":
    sys.exit(main())
