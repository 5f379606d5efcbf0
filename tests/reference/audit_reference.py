#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Count again, from the files themselves, what `groundwork audit` counts.

    audit_reference.py PROGRAM SOURCE [FILE...]

Without files: the samples in SOURCE and in the data folder (GROUNDWORK_DATA, else SOURCE/../shared/data)
where there is one, and random networks with every kind of defect, written here as .xer.  This reads them with its own few lines (the
standard XML parser, the lines of XER), applies the definitions of docs/audit.md, and compares counts,
totals and the numbers of the offenders of twelve checks; the critical path test and the CPLI need dates
computed anew and are tested in tests/unit/project_audit.c.
"""
import glob
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta

ELAPSED = {4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52}
HARD_MSPDI = {"2", "3", "5", "7"}  # must start, must finish, start no later, finish no later
HARD_XER = {"CS_MSO", "CS_MEO", "CS_MSOB", "CS_MEOB", "CS_MANDSTART", "CS_MANDFIN"}


def when(text):
    if not text:
        return None
    return datetime.strptime(text.strip()[:16].replace(" ", "T"), "%Y-%m-%dT%H:%M")


def hours(text):
    m = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?", text or "")
    return None if not m else int(m[1] or 0) + int(m[2] or 0) / 60 + int(m[3] or 0) / 3600


def real(text):
    return float(text) if text not in (None, "") else None


class Task:
    pass


def read_mspdi(path):
    root = ET.parse(path).getroot()
    ns = root.tag[: root.tag.index("}") + 1] if "}" in root.tag else ""

    def get(node, name):
        found = node.find(ns + name)
        return found.text if found is not None else None

    day = float(get(root, "MinutesPerDay") or 480) / 60
    tasks, links = {}, []
    for node in root.iter(ns + "Task"):
        if get(node, "IsNull") == "1" or get(node, "UID") is None:
            continue
        t = Task()
        t.uid = int(get(node, "UID"))
        summary = get(node, "Summary") == "1" or get(node, "OutlineLevel") == "0"
        t.span = summary
        t.summary = summary
        t.inactive = get(node, "Active") == "0"
        t.hours = hours(get(node, "Duration"))
        t.moment = not summary and (get(node, "Milestone") == "1" and not t.hours or t.hours == 0)
        t.finish_done = when(get(node, "ActualFinish"))
        t.start_done = when(get(node, "ActualStart"))
        t.todo = t.finish_done is None
        t.start, t.finish = when(get(node, "Start")), when(get(node, "Finish"))
        t.hard = get(node, "ConstraintType") in HARD_MSPDI
        slack = real(get(node, "TotalSlack"))
        t.float_days = None if slack is None else slack / 600 / day
        elapsed = int(get(node, "DurationFormat") or 0) in ELAPSED
        t.day = day
        t.planned_hours, t.planned = None, None
        for b in node.findall(ns + "Baseline"):
            if get(b, "Number") == "0":
                t.planned_hours = hours(get(b, "Duration"))
                t.planned = when(get(b, "Finish"))
        t.long_day = 24 if elapsed else day
        t.cost = (real(get(node, "Cost")) or 0) > 0 or (real(get(node, "FixedCost")) or 0) > 0
        t.resource = False
        tasks[t.uid] = t
        for l in node.findall(ns + "PredecessorLink"):
            kind = {"0": "FF", "1": "FS", "2": "SF", "3": "SS"}[get(l, "Type") or "1"]
            if get(l, "CrossProject") == "1":
                continue
            links.append((int(get(l, "PredecessorUID")), t.uid, kind, real(get(l, "LinkLag")) or 0))
    known = {int(get(r, "UID")) for r in root.iter(ns + "Resource") if get(r, "UID") is not None
             and get(r, "IsNull") != "1"}
    for node in root.iter(ns + "Assignment"):
        task, who = get(node, "TaskUID"), get(node, "ResourceUID")
        if task is not None and int(task) in tasks and who is not None and int(who) in known:
            tasks[int(task)].resource = True
    return tasks, links, when(get(root, "StatusDate"))


def read_xer(path):
    tables, name, columns = {}, None, []
    for line in open(path, encoding="cp1252", errors="replace", newline=""):
        parts = line.rstrip("\r\n").split("\t")
        if parts[0] == "%T":
            name = parts[1]
            tables[name] = []
        elif parts[0] == "%F":
            columns = parts[1:]
        elif parts[0] == "%R":
            tables[name].append(dict(zip(columns, parts[1:])))
    project = next((p for p in tables["PROJECT"] if p.get("export_flag") == "Y"), tables["PROJECT"][0])
    days = {c["clndr_id"]: float(c.get("day_hr_cnt") or 8) for c in tables.get("CALENDAR", [])}
    tasks, links = {}, []
    for row in tables.get("TASK", []):
        if row["proj_id"] != project["proj_id"]:
            continue
        t = Task()
        t.uid = int(row["task_id"])
        kind = row["task_type"]
        t.summary, t.inactive = False, False
        t.span = kind in ("TT_LOE", "TT_WBS")
        t.hours = real(row.get("target_drtn_hr_cnt"))
        t.moment = kind in ("TT_Mile", "TT_FinMile") or t.hours == 0
        t.start_done, t.finish_done = when(row.get("act_start_date")), when(row.get("act_end_date"))
        t.todo = t.finish_done is None
        t.start = t.start_done or when(row.get("early_start_date")) or when(row.get("restart_date"))
        t.finish = t.finish_done or when(row.get("early_end_date")) or when(row.get("reend_date"))
        t.hard = row.get("cstr_type") in HARD_XER or row.get("cstr_type2") in HARD_XER
        t.day = t.long_day = days.get(row.get("clndr_id"), 8)
        slack = real(row.get("total_float_hr_cnt"))
        t.float_days = None if slack is None else slack / t.day
        t.planned_hours, t.planned = None, when(row.get("target_end_date"))
        t.cost = t.resource = False
        tasks[t.uid] = t
    kinds = {"PR_FS": "FS", "PR_SS": "SS", "PR_FF": "FF", "PR_SF": "SF"}
    for row in tables.get("TASKPRED", []):
        if int(row["task_id"]) in tasks and int(row["pred_task_id"]) in tasks:
            links.append((int(row["pred_task_id"]), int(row["task_id"]), kinds[row["pred_type"]],
                          real(row.get("lag_hr_cnt")) or 0))
    known = {r["rsrc_id"] for r in tables.get("RSRC", [])}
    for row in tables.get("TASKRSRC", []):
        if int(row["task_id"]) in tasks and row.get("rsrc_id") in known:
            tasks[int(row["task_id"])].resource = True
    return tasks, links, when(project.get("last_recalc_date"))


def audit(tasks, links, status):
    counted = [t for t in tasks.values() if not (t.span or t.inactive or t.moment)]
    todo = [t for t in counted if t.todo]
    links = [l for l in links if l[0] in tasks and l[1] in tasks
             and not any(tasks[u].summary or tasks[u].inactive for u in l[:2])]
    before, after = {l[1] for l in links}, {l[0] for l in links}
    open_links = [l for l in links if tasks[l[1]].todo]
    out = {}

    def tell(key, rows, of, count=None):
        out[key] = (len(rows) if count is None else count, of, sorted(rows))

    tell("logic", [t.uid for t in todo if t.uid not in before or t.uid not in after], len(todo))
    tell("leads", [l[:2] for l in open_links if l[3] < 0], len(open_links))
    tell("lags", [l[:2] for l in open_links if l[3] > 0], len(open_links))
    others = [l[:2] for l in open_links if l[2] != "FS"]
    tell("types", others, len(open_links), len(open_links) - len(others))
    tell("constraints", [t.uid for t in todo if t.hard], len(todo))
    if all(t.float_days is not None for t in todo):  # else it is computed
        tell("high_float", [t.uid for t in todo if t.float_days > 44], len(todo))
        tell("negative_float", [t.uid for t in todo if t.float_days < 0], len(todo))
    tell("high_duration", [t.uid for t in todo if
                           (t.planned_hours if t.planned_hours is not None else t.hours or 0)
                           > 44 * t.long_day], len(todo))
    tell("resources", [t.uid for t in todo if t.hours is not None and t.hours >= t.day
                       and not t.cost and not t.resource], len(todo))
    if status is None:
        return out
    wrong = []
    for t in counted:
        late = (t.start_done and t.start_done > status) or (t.finish_done and t.finish_done > status)
        early = t.todo and ((not t.start_done and t.start and t.start < status)
                            or (t.finish and t.finish < status))
        if late or early:
            wrong.append(t.uid)
    tell("dates", wrong, len(counted))
    due = [t for t in counted if t.planned and t.planned <= status]
    tell("missed", [t.uid for t in due if t.todo or (t.finish_done and t.finish_done > t.planned)], len(due))
    done = [t for t in counted if t.finish_done and t.finish_done <= status]
    unplanned = [t for t in counted if not t.planned]
    tell("bei", [t.uid for t in due if t not in done], len(due) + len(unplanned), len(done))
    return out


def stamp(day, at="08:00"):
    return f"{datetime(2026, 1, 5) + timedelta(days=day):%Y-%m-%d} {at}"


def random_task(r, uid):
    start, length = r.randint(0, 300), r.choice([0, 4, 8, 40, 160, 360, 400])
    status = r.choice(["TK_NotStart"] * 3 + ["TK_Active", "TK_Complete"])
    kind = r.choice(["TT_Task"] * 8 + ["TT_Rsrc", "TT_Mile", "TT_FinMile", "TT_LOE"])
    if kind in ("TT_Mile", "TT_FinMile"):
        length = 0
    end = start + length // 6
    begun, done = status != "TK_NotStart", status == "TK_Complete"
    late = r.randint(-5, 20)
    return {
        "task_id": uid, "proj_id": 1, "wbs_id": 1, "clndr_id": r.choice([1, 2]), "task_type": kind,
        "duration_type": "DT_FixedDUR2", "complete_pct_type": "CP_Drtn", "status_code": status,
        "task_code": f"T{uid}", "task_name": f"Task {uid}", "target_drtn_hr_cnt": length,
        "total_float_hr_cnt": "" if done else r.choice([0, 0, 80, 351, 352, 353, 440, 441, 500, -8]),
        "remain_drtn_hr_cnt": 0 if done else length,
        "cstr_type": r.choice([""] * 8 + ["CS_MSO", "CS_MEO", "CS_MSOA", "CS_MSOB", "CS_MEOA",
                                          "CS_MEOB", "CS_ALAP", "CS_MANDSTART", "CS_MANDFIN"]),
        "cstr_date": stamp(start),
        "act_start_date": stamp(start) if begun else "", "act_end_date": stamp(end, "17:00") if done else "",
        "early_start_date": "" if done else stamp(start), "early_end_date": "" if done else stamp(end, "17:00"),
        "target_start_date": stamp(start - late), "target_end_date": r.choice(["", stamp(end - late, "17:00")]),
    }


def write_random(path, seed):
    r = random.Random(seed)
    tasks = [random_task(r, uid) for uid in range(10, 10 + r.randint(1, 60))]
    links = [{"task_pred_id": n, "task_id": b["task_id"], "pred_task_id": a["task_id"], "proj_id": 1, "pred_proj_id": 1,
              "pred_type": r.choice(["PR_FS"] * 5 + ["PR_SS", "PR_FF", "PR_SF"]),
              "lag_hr_cnt": r.choice([0, 0, 0, 8, -8])}
             for n, (a, b) in enumerate(zip(tasks, tasks[1:]), 1) if r.random() < 0.85]
    uses = [{"taskrsrc_id": n, "task_id": t["task_id"], "proj_id": 1, "rsrc_id": r.choice([5, 5, 5, 999])}
            for n, t in enumerate(tasks, 1) if r.random() < 0.7]
    tables = [
        ("PROJECT", [{"proj_id": 1, "proj_short_name": "R", "export_flag": "Y", "clndr_id": 1,
                      "plan_start_date": stamp(0), "last_recalc_date": r.choice([stamp(100), stamp(200)])}]),
        ("CALENDAR", [{"clndr_id": n, "default_flag": "Y", "clndr_name": f"C{n}", "clndr_type": "CA_Base",
                       "day_hr_cnt": h, "clndr_data": ""} for n, h in ((1, 8), (2, 10))]),
        ("PROJWBS", [{"wbs_id": 1, "proj_id": 1, "proj_node_flag": "Y", "wbs_short_name": "R", "wbs_name": "R"}]),
        ("RSRC", [{"rsrc_id": 5, "clndr_id": 1, "rsrc_name": "crew", "rsrc_short_name": "c", "rsrc_type": "RT_Labor"}]),
        ("TASK", tasks), ("TASKPRED", links), ("TASKRSRC", uses)]
    with open(path, "w", newline="") as out:
        out.write("ERMHDR\t8.2\t2026-01-01\tProject\ta\ta\ta\ta\tUSD\r\n")
        for name, rows in tables:
            if not rows:
                continue
            out.write(f"%T\t{name}\r\n%F\t" + "\t".join(rows[0]) + "\r\n")
            for row in rows:
                out.write("%R\t" + "\t".join(str(v) for v in row.values()) + "\r\n")
        out.write("%E\r\n")


def samples(source, folder):
    data = os.path.join(os.environ.get("GROUNDWORK_DATA") or os.path.join(source, "../shared/data"), "interop")
    found = [os.path.join(source, "tests/golden/cli/mill.xer"), os.path.join(source, "tests/fuzz/corpus/mspdi/small.xml")]
    found += sorted(glob.glob(data + "/xer/*.xer") + glob.glob(data + "/mspdi/*.xml"))
    for seed in range(60):
        found.append(os.path.join(folder, f"random-{seed}.xer"))
        write_random(found[-1], seed)
    return found


def main():
    with tempfile.TemporaryDirectory() as folder:
        return compare(sys.argv[1], sys.argv[3:] or samples(sys.argv[2], folder))


def compare(program, files):
    wrong, compared, seen = 0, 0, set()
    for path in files:
        told = json.loads(subprocess.run([program, "audit", path, "--json"], check=True,
                                         capture_output=True).stdout)
        expected = audit(*(read_xer if path.lower().endswith(".xer") else read_mspdi)(path))
        for check in told["checks"]:
            if check["check"] not in expected:
                continue
            rows = sorted((r["from"], r["to"]) if "from" in r else r["uid"] for r in check["rows"])
            have = (check["count"], check["of"], rows)
            compared += 1
            if check["verdict"] == "not met":
                seen.add(check["check"])
            if have != expected[check["check"]]:
                wrong += 1
                print(f"{path}: {check['check']}: program {have[:2]} {have[2][:5]}, "
                      f"here {expected[check['check']][:2]} {expected[check['check']][2][:5]}")
    print(f"{len(files)} files, {compared} checks compared, {wrong} differ; offended against: {sorted(seen)}")
    return 1 if wrong or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
