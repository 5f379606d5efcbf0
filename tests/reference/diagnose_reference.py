#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Work out again, from the published formulas and by other algorithms, what the engine says.

    diagnose_reference.py PROBE [CASES]

PROBE is diagnose_probe.  Each case is a random table of indicators with gaps, ties and
zeros.  The ways differ on purpose: sums are exact (math.fsum), ranks are counted pair by
pair, the Gini index is the double sum over all pairs, decompositions go person by person
where people are few, and Philox is written out again, so that rank stability is checked
too.  Formulas: those that COINr documents for n_minmax, n_goalposts, n_zscore, n_rank,
a_amean, a_gmean and imputation by (group) mean, and PySAL's inequality for Theil, TheilD,
Gini and Gini_Spatial; where PySAL is installed its own numbers are compared as well.
"""
import math
import random
import subprocess
import sys

NAN = float("nan")
TOLERANCE = 1e-9


def is_nan(x):
    return x != x


# ---- normalisation and aggregation, as COINr documents them (n_*, a_*)

def n_minmax(x, low, high):
    given = [v for v in x if not is_nan(v)]
    smallest, largest = min(given), max(given)
    return [(v - smallest) / (largest - smallest) * (high - low) + low for v in x]


def n_goalposts(x, low, high, size):
    return [v if is_nan(v) else min(1.0, max(0.0, (v - low) / (high - low))) * size for v in x]


def n_zscore(x, mean_wanted, sd_wanted):
    given = [v for v in x if not is_nan(v)]
    mean = math.fsum(given) / len(given)
    sd = math.sqrt(math.fsum((v - mean) ** 2 for v in given) / (len(given) - 1))
    return [(v - mean) / sd * sd_wanted + mean_wanted for v in x]


def n_rank_average(x):
    return [v if is_nan(v) else 1 + sum(u < v for u in x) + (sum(u == v for u in x) - 1) / 2
            for v in x]


def n_rank_min(x):
    return [v if is_nan(v) else 1 + sum(u < v for u in x) for v in x]


def a_amean(x, w):
    pairs = [(v, u) for v, u in zip(x, w) if not is_nan(v)]
    return math.fsum(v * u for v, u in pairs) / math.fsum(u for _, u in pairs)


def a_gmean(x, w):
    pairs = [(v, u) for v, u in zip(x, w) if not is_nan(v)]
    return math.exp(math.fsum(u * math.log(v) for v, u in pairs) / math.fsum(u for _, u in pairs))


def score(indicator, x):
    """The project's scale from 1 to 100, through the functions above."""
    method, less, goal_low, goal_high = indicator["rule"]
    given = [v for v in x if not is_nan(v)]
    if not given:
        return x
    turned = [-v for v in x] if less else list(x)  # COINr: x * direction
    has_goals = not (is_nan(goal_low) and is_nan(goal_high))
    if method == 0 and has_goals:
        low = min(given) if is_nan(goal_low) else goal_low
        high = max(given) if is_nan(goal_high) else goal_high
        if less:
            low, high = -high, -low
        return [v if is_nan(v) else 1 + v for v in n_goalposts(turned, low, high, 99)]
    if min(given) == max(given):
        return [v if is_nan(v) else (50.0 if method == 1 else 50.5) for v in x]
    if method == 0:
        return n_minmax(turned, 1, 100)
    if method == 1:
        return [v if is_nan(v) else min(100.0, max(1.0, v)) for v in n_zscore(turned, 50, 10)]
    return [1 + 99 * (r - 1) / (len(given) - 1) for r in n_rank_average(turned)]


def impute(x, missing, province):
    if missing == 2:
        given = [v for v in x if not is_nan(v)]
        return [math.fsum(given) / len(given) if is_nan(v) and given else v for v in x]
    if missing == 3:
        out = []
        for i, v in enumerate(x):
            own = [u for k, u in enumerate(x) if province[k] == province[i] and not is_nan(u)]
            out.append(math.fsum(own) / len(own) if is_nan(v) and own else v)
        return out
    return list(x)


# ---- inequality, area by area (pairs) and person by person

def gini_pairs(x, p, g):
    people, total = math.fsum(p), math.fsum(a * b for a, b in zip(x, p))
    size = 2 * people * total  # 2 P^2 m
    groups = sorted(set(g))
    gp = {k: math.fsum(p[i] for i in range(len(x)) if g[i] == k) for k in groups}
    gm = {k: math.fsum(p[i] * x[i] for i in range(len(x)) if g[i] == k) / gp[k] for k in groups}
    n = range(len(x))
    whole = math.fsum(p[i] * p[j] * abs(x[i] - x[j]) for i in n for j in n) / size
    within = math.fsum(p[i] * p[j] * abs(x[i] - x[j]) for i in n for j in n
                       if g[i] == g[j]) / size
    between = math.fsum(gp[a] * gp[b] * abs(gm[a] - gm[b]) for a in groups for b in groups) / size
    # overlap: what members of the poorer group have more than members of the richer one
    place = {k: i for i, k in enumerate(sorted(groups, key=lambda k: (gm[k], k)))}
    overlap = math.fsum(4 * p[i] * p[j] * max(0.0, x[i] - x[j]) for i in n for j in n
                        if place[g[i]] < place[g[j]]) / size
    return whole, between, within, overlap


def theil_t(x, p, g):
    def t(members):
        people = math.fsum(p[i] for i in members)
        value = math.fsum(p[i] * x[i] for i in members)
        if value == 0:
            return 0.0
        return math.fsum(p[i] * x[i] / value * math.log(x[i] / value * people)
                         for i in members if x[i] > 0)
    everyone = range(len(x))
    people, value = math.fsum(p), math.fsum(p[i] * x[i] for i in everyone)
    between = within = 0.0
    for k in set(g):
        own = [i for i in everyone if g[i] == k]
        share = math.fsum(p[i] * x[i] for i in own) / value
        if share > 0:
            between += share * math.log(share * people / math.fsum(p[i] for i in own))
        within += share * t(own)
    return t(everyone), between, within, 0.0


def theil_l(x, p, g):
    if min(x) == 0:
        return NAN, NAN, NAN, NAN
    everyone = range(len(x))
    people, value = math.fsum(p), math.fsum(p[i] * x[i] for i in everyone)

    def part(members):
        own = math.fsum(p[i] for i in members)
        mean = math.fsum(p[i] * x[i] for i in members) / own
        return own, mean, math.fsum(p[i] * math.log(mean / x[i]) for i in members) / own
    mean = value / people
    between = within = 0.0
    for k in set(g):
        own, own_mean, own_l = part([i for i in everyone if g[i] == k])
        between += own / people * math.log(mean / own_mean)
        within += own / people * own_l
    return part(everyone)[2], between, within, 0.0


def persons(x, p, g):
    """Everybody on his own: areas of 3 people become 3 areas of one."""
    y = [x[i] for i in range(len(x)) for _ in range(int(p[i]))]
    h = [g[i] for i in range(len(x)) for _ in range(int(p[i]))]
    return y, h


def gini_ranks(y):
    """PySAL's Gini: from the ranks of sorted values."""
    n, total = len(y), math.fsum(y)
    return math.fsum(2 * (i + 1) * v for i, v in enumerate(sorted(y))) / (n * total) - (n + 1) / n


def theil_pysal(y):
    total, n = math.fsum(y), len(y)
    return math.fsum(v / total * math.log(n * v / total) for v in y if v > 0)


def lorenz(x, p):
    order = sorted(range(len(x)), key=lambda i: x[i])
    people, value = math.fsum(p), math.fsum(a * b for a, b in zip(x, p))
    if value == 0:
        return [], []
    return ([math.fsum(p[i] for i in order[:k]) / people for k in range(len(x) + 1)],
            [math.fsum(p[i] * x[i] for i in order[:k]) / value for k in range(len(x) + 1)])


# ---- random weights: Philox4x32-10, exponentials, ranks

def philox(counter, key):
    c, k = list(counter), list(key)
    for round_number in range(10):
        if round_number:
            k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
        a, b = c[0] * 0xD2511F53, c[2] * 0xCD9E8D57
        c = [(b >> 32) ^ c[1] ^ k[0], b & 0xFFFFFFFF, (a >> 32) ^ c[3] ^ k[1], a & 0xFFFFFFFF]
    return c


def weights_of(seed, trial, count):
    words, out = [], []
    for block in range((count + 1) // 2):
        words += philox([block, 0, trial, 0], [seed, 0])
    for j in range(count):
        u = ((words[2 * j] << 32 | words[2 * j + 1]) >> 11) / 2.0 ** 53
        out.append(-math.log(1 - u))
    return out


def stability(case, scores):
    n, count = case["areas"], len(scores)
    mean = a_gmean if case["geometric"] else a_amean
    ranks = [[] for _ in range(n)]
    for trial in range(case["trials"]):
        w = weights_of(case["seed"], trial, count)
        index = [mean([s[i] for s in scores], w) for i in range(n)]
        for i in range(n):
            ranks[i].append(1 + sum(v < index[i] - 1e-10 for v in index))
    worst = -(-n // 5)
    trials = case["trials"]

    def quantile(r, percent):
        return sorted(r)[max(0, -(-trials * percent // 100) - 1)]
    return {"rank_low": [quantile(r, 5) for r in ranks],
            "rank_high": [quantile(r, 95) for r in ranks],
            "rank_mean": [sum(r) / trials for r in ranks],
            "worst_share": [sum(v <= worst for v in r) / trials for r in ranks]}


# ---- cases

def make_case(r):
    n, m = r.randint(1, 36), r.randint(1, 6)
    case = {"areas": n, "indicators": [], "provinces": r.randint(1, 6),
            "geometric": r.randint(0, 1), "trials": r.choice([20, 100, 130]),
            "seed": r.randint(0, 10 ** 6)}
    for j in range(m):
        coarse = r.random() < 0.3
        x = [float(r.randint(-3, 3)) if coarse else r.uniform(-50, 200) for _ in range(n)]
        if r.random() < 0.1:
            x = [7.25] * n
        goals = [r.uniform(-300, -60) if r.random() < 0.3 else NAN,
                 r.uniform(210, 400) if r.random() < 0.3 else NAN]
        if r.random() < 0.3:  # goalposts that cut
            goals = [r.uniform(-40, 0), r.uniform(50, 150)]
        missing = r.choice([1, 2, 3])
        if j > 0:  # indicator 0 stays whole, so that every area has an index
            x = [NAN if r.random() < 0.15 else v for v in x]
        case["indicators"].append({"rule": (r.randint(0, 2), r.randint(0, 1), *goals),
                                   "weight": r.uniform(0.1, 3), "missing": missing, "x": x})
    few = r.random() < 0.5
    case["people"] = [float(r.randint(1, 6)) if few else r.uniform(1, 1e6) for _ in range(n)]
    case["few"] = few
    case["province"] = [r.randrange(case["provinces"]) for _ in range(n)]
    kind = r.random()
    case["other"] = [0.0 if kind < 0.3 and r.random() < 0.3 else r.lognormvariate(0, 1.5)
                     for _ in range(n)]
    if kind > 0.95:
        case["other"] = [0.0] * n
    return case


def text_of(case):
    lines = [f"{case['areas']} {len(case['indicators'])} {case['provinces']} {case['geometric']} "
             f"{case['trials']} {case['seed']}"]
    for i in case["indicators"]:
        method, less, low, high = i["rule"]
        lines.append(f"{method} {less} {low!r} {high!r} {i['weight']!r} {i['missing']}")
        lines.append(" ".join(map(repr, i["x"])))
    lines.append(" ".join(map(repr, case["people"])))
    lines.append(" ".join(map(str, case["province"])))
    lines.append(" ".join(map(repr, case["other"])))
    return "\n".join(lines) + "\n"


checked = 0


def same(what, ours, reference):
    global checked
    assert len(ours) == len(reference), f"{what}: {len(ours)} numbers instead of {len(reference)}"
    for k, (a, b) in enumerate(zip(ours, reference)):
        ok = is_nan(a) and is_nan(b) or abs(a - b) <= TOLERANCE * max(1, abs(b))
        assert ok, f"{what}[{k}]: the engine says {a!r}, the reference {b!r}"
        checked += 1


def check_measures(variable, x, case, out):
    p, g = case["people"], case["province"]
    same(variable + ".lorenz_people", out[variable + ".lorenz_people"], lorenz(x, p)[0])
    same(variable + ".lorenz_value", out[variable + ".lorenz_value"], lorenz(x, p)[1])
    if max(x) == 0:
        for measure in ("gini", "theil_t", "theil_l"):
            same(measure, out[f"{variable}.{measure}"], [NAN] * 4)
        return
    same(variable + ".gini", out[variable + ".gini"], gini_pairs(x, p, g))
    same(variable + ".theil_t", out[variable + ".theil_t"], theil_t(x, p, g))
    same(variable + ".theil_l", out[variable + ".theil_l"], theil_l(x, p, g))
    if case["few"]:
        y, h = persons(x, p, g)
        gini, theil = out[variable + ".gini"], out[variable + ".theil_t"]
        same("Gini of persons", gini[:1], [gini_ranks(y)])
        same("Theil of persons", theil[:1], [theil_pysal(y)])
        ones = [1.0] * len(y)
        same("TheilD of persons", theil[1:3], theil_t(y, ones, h)[1:3])
        # Gini_Spatial with block weights: neighbours are those of the own group
        apart = math.fsum(abs(a - b) for a, k in zip(y, h) for b, l in zip(y, h) if k != l)
        whole = math.fsum(abs(a - b) for a in y for b in y)
        if whole > 0:
            same("wcg of persons", [gini[1] + gini[3]], [gini[0] * apart / whole])
        compare_with_pysal(y, h, gini, theil)


def compare_with_pysal(y, h, gini, theil):
    if numpy is None or len(set(h)) < 2 or max(y) == 0:
        return
    y, h = numpy.array(y), numpy.array(h)
    same("PySAL Gini", gini[:1], [float(Gini(y).g)])
    d = TheilD(y, h)
    same("PySAL TheilD", theil[:3], [float(numpy.ravel(v)[0]) for v in (d.T, d.bg, d.wg)])


def check(case, probe):
    run = subprocess.run([probe], input=text_of(case), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    out, raws, scores = {}, [], []
    for line in run.stdout.splitlines():
        name, *numbers = line.split()
        numbers = [float(v) for v in numbers]
        if name in ("raw", "score"):
            (raws if name == "raw" else scores).append(numbers)
        else:
            out[name] = numbers
    mine = []
    for j, i in enumerate(case["indicators"]):
        x = impute(i["x"], i["missing"], case["province"])
        same(f"raw {j}", raws[j], x)
        mine.append(score(i, x))
        same(f"score {j}", scores[j], mine[j])
        given = [v for v in x if not is_nan(v)]
        if i["rule"][0] == 2 and len(set(given)) == len(given) > 1:  # no ties: COINr's n_rank
            ranks = n_rank_min([-v for v in x] if i["rule"][1] else x)
            same("n_rank", scores[j], [1 + 99 * (r - 1) / (len(given) - 1) for r in ranks])
    weight = [i["weight"] for i in case["indicators"]]
    mean = a_gmean if case["geometric"] else a_amean
    index = [mean([s[i] for s in mine], weight) for i in range(case["areas"])]
    same("index", out["index"], index)
    same("rank", out["rank"], [1 + sum(v < u for v in out["index"]) for u in out["index"]])
    if not any_ties(mine):
        for name, numbers in stability(case, mine).items():
            same(name, out[name], numbers)
    check_measures("index", index, case, out)
    check_measures("other", case["other"], case, out)


def any_ties(scores):
    """Two areas that tie in an indicator may tie, or nearly so, in an index."""
    columns = list(zip(*scores))
    return len(set(columns)) < len(columns) or len(scores) == 1 or any(
        is_nan(v) for c in columns for v in c)


def main():
    probe, cases = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 120
    for number in range(cases):
        try:
            check(make_case(random.Random(number)), probe)
        except AssertionError as problem:
            print(f"case {number}: {problem}")
            return 1
    with_pysal = "" if numpy is None else ", PySAL's own among them"
    print(f"{cases} cases, {checked} numbers equal to {TOLERANCE}{with_pysal}")
    return 0


try:
    import numpy
    from inequality.gini import Gini
    from inequality.theil import TheilD
except ImportError:
    numpy = None

if __name__ == "__main__":
    sys.exit(main())
