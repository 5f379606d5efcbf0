// SPDX-License-Identifier: Apache-2.0
// What paper cannot do: details of an area, search, a slider over the years, sorting, filtering.
// The page is whole without it; every control here is made by the script, so that none is dead.
(function () {
  "use strict";
  const data = JSON.parse(document.getElementById("areas").textContent);
  const fields = ["id", "name", "native", "province", "people", "index", "rank", "low", "high", "visits"];
  const areas = new Map(data.areas.map((row) => [row[0], Object.fromEntries(fields.map((f, i) => [f, row[i]]))]));
  const maps = Array.from(document.querySelectorAll("figure.map"));
  const SVG = "http://www.w3.org/2000/svg";

  function make(tag, text, attributes) {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    return element;
  }

  const grouped = (n) => Math.round(n).toString().replace(/\B(?=(\d{3})+$)/g, "\u202f");

  // --- details of an area -------------------------------------------------
  function describe(map, id) {
    const box = map.querySelector(".detail"), area = areas.get(id);
    if (!box || !area) return;
    box.replaceChildren(make("b", area.native ? area.name + " " + area.native : area.name));
    const say = (text) => box.append(make("p", text));
    if (area.province) say(area.province);
    if (area.people !== null) say(grouped(area.people) + " people");
    if (area.rank) say("Index " + area.index.toFixed(data.indexDecimals) + ", rank " + area.rank + " of " + data.ranked +
      (area.high ? " (" + area.low + "–" + area.high + " under other weights)" : ""));
    if (area.visits.length === 0) say("No visit in these years.");
    for (const visit of area.visits) say(visit);
  }

  function highlight(map, id) {
    const svg = map.querySelector("svg.atlas");
    for (const old of svg.querySelectorAll(".hot")) old.remove();
    if (!document.getElementById("a" + id)) return;
    const use = document.createElementNS(SVG, "use");
    use.setAttribute("href", "#a" + id);
    use.setAttribute("class", "hot");
    svg.append(use);
  }

  function show(map, id) {
    describe(map, id);
    highlight(map, id);
  }

  function areaOf(event) {
    const use = event.target.closest ? event.target.closest("use") : null;
    const found = use && /^#a(\d+)$/.exec(use.getAttribute("href"));
    return found ? Number(found[1]) : -1;
  }

  for (const map of maps) {
    const onArea = (event) => {
      const id = areaOf(event);
      if (id >= 0) show(map, id);
    };
    map.querySelector("svg.atlas").addEventListener("pointerover", onArea);
    map.querySelector("svg.atlas").addEventListener("click", onArea);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest ? event.target.closest("a[data-a]") : null;
    const map = link && document.querySelector(link.getAttribute("href"));
    if (map) show(map, Number(link.dataset.a));
  });

  // --- search --------------------------------------------------------------
  maps.forEach((map, number) => {
    const box = make("div", undefined, { class: "search" });
    const input = make("input", undefined, { type: "search", id: "find-" + number, autocomplete: "off" });
    const list = make("ul");
    box.append(make("label", "Find an area", { for: input.id }), input, list);
    map.querySelector("figcaption").prepend(box);
    const choose = (id) => { list.replaceChildren(); input.value = areas.get(id).name; show(map, id); };
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase(), found = [];
      list.replaceChildren();
      if (!wanted) return;
      for (const area of areas.values()) {
        if (!(area.name + " " + (area.native || "")).toLowerCase().includes(wanted)) continue;
        found.push(area);
        if (found.length === 8) break;
      }
      for (const area of found) {
        const item = make("li"), button = make("button", area.name + (area.province ? ", " + area.province : ""), { type: "button" });
        button.addEventListener("click", () => choose(area.id));
        item.append(button);
        list.append(item);
      }
    });
    input.addEventListener("keydown", (event) => {
      const first = list.querySelector("button");
      if (event.key === "Enter" && first) first.click();
      if (event.key === "Escape") list.replaceChildren();
    });
  });

  // --- years ---------------------------------------------------------------
  const slot = document.querySelector("#map-years .slider");
  if (slot) {
    const last = data.firstYear + data.yearCount - 1;
    const label = make("label", undefined, { for: "year" });
    const input = make("input", undefined, { type: "range", id: "year", min: data.firstYear, max: last, value: last });
    slot.append(label, input);
    const groups = document.querySelectorAll("#map-years [data-y]");
    const update = () => {
      const year = Number(input.value);
      label.textContent = "Visits up to " + year;
      for (const group of groups) group.style.display = Number(group.dataset.y) + data.firstYear <= year ? "" : "none";
    };
    input.addEventListener("input", update);
    update();
  }

  // --- tables --------------------------------------------------------------
  function numberOf(text) {
    const plain = text.replace(/\u2212/g, "-").replace(/[\u202f\u00a0\s]/g, "").replace(/^lessthan/, "");
    const value = parseFloat(plain);
    return Number.isNaN(value) ? Infinity : value;
  }

  function sort(table, column, down, isNumber) {
    const body = table.tBodies[0], sign = down ? -1 : 1;
    const keys = Array.from(body.rows, (row) => {
      const text = row.cells[column].textContent.trim();
      return { row, key: isNumber ? numberOf(text) : text };
    });
    keys.sort((a, b) => {
      if (!isNumber) return sign * a.key.localeCompare(b.key);
      if (a.key === b.key) return 0;
      if (a.key === Infinity || b.key === Infinity) return a.key === Infinity ? 1 : -1; // none: always last
      return sign * (a.key - b.key);
    });
    body.append(...keys.map((k) => k.row));
  }

  function makeSortable(table) {
    const heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach((head, column) => {
      // no <button>: browsers leave it out where they repeat the head on the next printed page
      const button = make("span", undefined, { role: "button", tabindex: "0" });
      button.append(...head.childNodes);
      head.append(button);
      const press = () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sort(table, column, down, head.classList.contains("n"));
      };
      button.addEventListener("click", press);
      button.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        press();
      });
    });
  }

  function makeFilter(scroll, table, number) {
    const box = make("div", undefined, { class: "filter" });
    const input = make("input", undefined, { type: "search", id: "filter-" + number });
    const count = make("span", undefined, { "aria-live": "polite" });
    box.append(make("label", "Filter", { for: input.id }), input, count);
    scroll.before(box);
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      let shown = 0;
      for (const row of table.tBodies[0].rows) {
        row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
        shown += row.hidden ? 0 : 1;
      }
      count.textContent = wanted ? shown + " of " + table.tBodies[0].rows.length : "";
    });
  }

  document.querySelectorAll(".scroll").forEach((scroll, number) => {
    const table = scroll.querySelector("table");
    if (!table) return; // a chart
    if (table.tBodies[0].rows.length > 2) makeSortable(table);
    if (table.tBodies[0].rows.length > 12) makeFilter(scroll, table, number);
  });
})();
