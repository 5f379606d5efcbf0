# SPDX-License-Identifier: Apache-2.0
"""Outlines of areas: read, simplify without opening gaps between neighbours, measure.

Simplification works on the borders, not on the areas: a border between two neighbours is
thinned once (Douglas and Peucker 1973) and used by both, so neighbours still fit.
"""
import json
import math

EARTH_KM = 6371.0088


def read(path, key, digits):
    """{key value: [polygon: [ring: [(lon, lat)]]]}, rounded, without repeated points."""
    shapes = {}
    for feature in json.load(open(path, encoding="utf-8"))["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        kept = [[clean(ring, digits) for ring in polygon] for polygon in polygons]
        shapes[str(feature["properties"][key])] = [
            [ring for ring in polygon if len(ring) >= 4] for polygon in kept if len(polygon[0]) >= 4]
    return shapes


def clean(ring, digits):
    points = [(round(x, digits) + 0.0, round(y, digits) + 0.0) for x, y, *_ in ring]
    kept = [points[0]]
    for point in points[1:]:
        if point != kept[-1]:
            kept.append(point)
    return kept


def farthest(points, first, last):
    (ax, ay), (bx, by) = points[first], points[last]
    squeeze = math.cos(math.radians(ay))
    dx, dy = (bx - ax) * squeeze, by - ay
    length = math.hypot(dx, dy)
    best, at = -1.0, first
    for i in range(first + 1, last):
        px, py = (points[i][0] - ax) * squeeze, points[i][1] - ay
        away = abs(px * dy - py * dx) / length if length > 0 else math.hypot(px, py)
        if away > best:
            best, at = away, i
    return best, at


def thin(points, tolerance):
    """Douglas-Peucker; the ends stay."""
    keep = {0, len(points) - 1}
    todo = [(0, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        away, at = farthest(points, first, last)
        if away > tolerance:
            keep.add(at)
            todo += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def ends_of_borders(shapes):
    """Points where borders meet or change owner: they must stay."""
    owners = {}
    for code, polygons in shapes.items():
        for polygon in polygons:
            for ring in polygon:
                for a, b in zip(ring, ring[1:]):
                    owners.setdefault((min(a, b), max(a, b)), set()).add(code)
    around = {}
    for (a, b), codes in owners.items():
        around.setdefault(a, []).append((b, frozenset(codes)))
        around.setdefault(b, []).append((a, frozenset(codes)))
    return {point for point, edges in around.items()
            if len(edges) != 2 or edges[0][1] != edges[1][1]}


def thin_ring(ring, ends, tolerance):
    body = ring[:-1]
    start = next((i for i, p in enumerate(body) if p in ends), None)
    if start is None:  # an island: begin where every run begins, and keep the far point too
        start = body.index(min(body))
    body = body[start:] + body[:start] + [body[start]]
    marks = [i for i, p in enumerate(body) if p in ends or i in (0, len(body) - 1)]
    if len(marks) == 2:
        _, at = farthest(body, 0, len(body) - 1)
        marks.insert(1, at)
    out = []
    for first, last in zip(marks, marks[1:]):
        run = body[first:last + 1]
        backward = run[0] > run[-1]  # thin a border the same way from both sides
        thinned = thin(run[::-1] if backward else run, tolerance)
        out += (thinned[::-1] if backward else thinned)[:-1]
    return out + [out[0]]


def simplify(shapes, tolerance):
    """Where thinning would make an outline cross itself, that outline stays as it was."""
    ends = ends_of_borders(shapes)
    while True:
        out = {code: [thin_polygon(p, ends, tolerance) for p in polygons]
               for code, polygons in shapes.items()}
        crossed = [code for code, polygons in out.items()
                   if any(crossings(ring) for polygon in polygons for ring in polygon)]
        more = {point for code in crossed for polygon in shapes[code] for ring in polygon for point in ring}
        if more <= ends:
            return out
        ends |= more


def thin_polygon(polygon, ends, tolerance):
    rings = [thin_ring(ring, ends, tolerance) for ring in polygon]
    if len(rings[0]) < 4:
        rings[0] = polygon[0]
    return [ring for ring in rings if len(ring) >= 4]


def ring_area(ring):
    """Signed area in km2 on the sphere (equal-area cylinder)."""
    total = 0.0
    for (ax, ay), (bx, by) in zip(ring, ring[1:]):
        total += math.radians(bx - ax) * (math.sin(math.radians(ay)) + math.sin(math.radians(by)))
    return -total / 2 * EARTH_KM * EARTH_KM


def area_km2(polygons):
    return sum(abs(ring_area(p[0])) - sum(abs(ring_area(r)) for r in p[1:]) for p in polygons)


def in_ring(ring, x, y):
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:]):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside


def contains(polygons, x, y):
    return any(in_ring(p[0], x, y) and not any(in_ring(r, x, y) for r in p[1:]) for p in polygons)


def distance_km(a, b):
    """Great circle (haversine), points as (lon, lat)."""
    lon_a, lat_a, lon_b, lat_b = map(math.radians, (*a, *b))
    h = (math.sin((lat_b - lat_a) / 2) ** 2 +
         math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2)
    return 2 * EARTH_KM * math.asin(math.sqrt(h))


def crossings(ring):
    """Pairs of edges of a ring that cross: what makes an outline invalid. Small rings only."""
    edges = list(zip(ring, ring[1:]))
    order = sorted(range(len(edges)), key=lambda i: min(edges[i][0][0], edges[i][1][0]))
    found = []
    for at, i in enumerate(order):
        (a, b), right = edges[i], max(edges[i][0][0], edges[i][1][0])
        for j in order[at + 1:]:
            c, d = edges[j]
            if min(c[0], d[0]) > right:
                break
            if max(min(a[1], b[1]), min(c[1], d[1])) > min(max(a[1], b[1]), max(c[1], d[1])):
                continue
            if len({a, b, c, d}) == 4 and turn(a, b, c) * turn(a, b, d) <= 0 and turn(c, d, a) * turn(c, d, b) <= 0:
                found.append((i, j))
    return found


def turn(a, b, c):
    value = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (value > 1e-15) - (value < -1e-15)
