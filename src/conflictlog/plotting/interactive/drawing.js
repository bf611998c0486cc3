// The charts: rows for Vega from what is kept, brushes back into the state.
const views = {};
const AXIS = D.domain;
const clampTime = (ms) => Math.min(Math.max(ms, AXIS[0]), AXIS[1]);
const NONE = null;

function timelineRows() {
  if (D.counts) return countBars();
  return [...kept.timeRest.map((i) => bar(i, 1)), ...kept.time.map((i) => bar(i, 0))].filter(Boolean);
}
function bar(i, o) {
  if (!E.dated[i]) return null;
  const s0 = E.s0[i] ?? -Infinity, s1 = E.s1[i] ?? Infinity;
  const e0 = E.e0[i] ?? -Infinity, e1 = E.e1[i] ?? Infinity;
  const left = e1 < AXIS[0], right = s0 > AXIS[1];
  const sure = s1 < e0 && !left && !right;
  const m = E.m[i], visible = m !== null && m >= AXIS[0] && m <= AXIS[1];
  return {
    i, k: "e" + i, o, y: E.y[i], c: o ? D.categories.length : E.c[i], a: clampTime(s0), b: clampTime(e1),
    ca: sure ? clampTime(s1) : NONE, cb: sure ? clampTime(e0) : NONE,
    m: visible ? m : NONE, la: s0 < AXIS[0], ra: e1 > AXIS[1], ...look(i),
  };
}
function look(i) {
  const status = E.status[i], phase = E.phase[i];
  const disputed = status === "contested" || status === "denied";
  return {
    f: status === "reported", p: phase === "planned",
    g: phase === "cancelled" ? 2 : disputed ? 1 : phase === "ongoing" ? 3 : 0,
  };
}
function countBars() {
  const sums = new Map();
  for (const i of kept.time) {
    if (!E.dated[i]) continue;
    const key = `${E.l[i]}|${E.s0[i]}|${E.c[i]}`;
    const row = sums.get(key) ?? { i, l: E.l[i], s0: E.s0[i], e: E.period[i], c: E.c[i], n: 0, sure: 0 };
    row.n += E.n[i]; row.sure += E.exact[i];
    sums.set(key, row);
  }
  const most = D.lanes.map(() => 1), stacks = new Map(), ground = new Map();
  for (const row of sums.values()) {
    const key = `${row.l}|${row.s0}`;
    stacks.set(key, (stacks.get(key) ?? 0) + row.n);
    most[row.l] = Math.max(most[row.l], stacks.get(key));
  }
  return [...sums.values()].map((row) => {
    const key = `${row.l}|${row.s0}`, lane = D.lanes[row.l];
    const scale = (lane.bottom - lane.top - 24) / most[row.l], base = ground.get(key) ?? lane.bottom - 2;
    ground.set(key, base - row.n * scale);
    return {
      k: `t${row.l}|${row.s0}|${row.c}|${row.n}|${row.sure}`, c: row.c, a: clampTime(row.s0),
      b: clampTime(row.e), top: base - row.n * scale, sure: base - row.sure * scale, bottom: base,
    };
  });
}

const AT_ONE_SPOT = 12;
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
function mapRows() {
  const spots = new Map(), areas = new Map(), S = D.spots;
  for (const i of kept.map) {
    for (const k of spotsOf[i]) {
      if (S.area[k] >= 0) {
        const found = areas.get(S.area[k]) ?? [];
        found.push(i); areas.set(S.area[k], found);
      } else {
        const key = `${S.x[k]}|${S.y[k]}`, found = spots.get(key) ?? { x: S.x[k], y: S.y[k], events: [] };
        found.events.push(i); spots.set(key, found);
      }
    }
  }
  const dots = [];
  for (const [key, spot] of spots) {
    const total = spot.events.reduce((sum, i) => sum + weight(i), 0);
    if (!D.counts && spot.events.length <= AT_ONE_SPOT) {
      const many = spot.events.length;
      spot.events.forEach((i, k) => {
        const turn = k * 2.399963, far = many > 1 ? 5.5 * Math.sqrt(k + 0.35) : 0;
        dots.push({ i, k: "e" + i, n: 1, size: 0, x: spot.x, y: spot.y, c: E.c[i], dx: far * Math.cos(turn), dy: far * Math.sin(turn), ...look(i) });
      });
    } else {
      const colours = new Set(spot.events.map((i) => E.c[i]));
      const size = D.counts ? D.cellSize * Math.sqrt(total / D.mostInCell) + 10 : 120 + 55 * Math.sqrt(total);
      dots.push({
        k: "s" + key, n: 2, x: spot.x, y: spot.y, size, label: D.counts ? compact.format(total) : total.toLocaleString("en"),
        c: colours.size === 1 ? E.c[spot.events[0]] : D.categories.length, events: spot.events,
      });
    }
  }
  const rest = new Map(), empty = new Set();
  for (const i of kept.mapRest) {
    for (const k of spotsOf[i]) {
      const key = `${S.x[k]}|${S.y[k]}`;
      if (S.area[k] >= 0) { if (!areas.has(S.area[k])) empty.add(S.area[k]); }
      else if (!spots.has(key)) rest.set(key, { k: "", o: 1, n: 1, size: 0, x: S.x[k], y: S.y[k], c: D.categories.length, dx: 0, dy: 0, f: true, p: false, g: 0 });
    }
  }
  // Many dots are small, so that they do not hide one another.
  const z = dots.length > 4000 ? 12 : dots.length > 800 ? 28 : 62;
  const shown = new Set(dots.map((dot) => `${dot.x}|${dot.y}`));
  dots.sort((a, b) => b.size - a.size);
  dots.unshift(...rest.values());
  for (const dot of dots) dot.z = z;
  const shapes = [...areas].sort((a, b) => a[0] - b[0]).map(([area, events]) => {
    const colours = new Set(events.map((i) => E.c[i]));
    return {
      ...D.areas[area], events,
      properties: { c: colours.size === 1 ? E.c[events[0]] : D.categories.length, k: "a" + area },
    };
  });
  // Circles go with their dots.
  const rings = D.rings.filter((one) => shown.has(`${one.properties.x}|${one.properties.y}`));
  const pale = [...empty].map((area) => plain(D.areas[area], 1));
  return { dots, areas: [...pale, ...rings.map((one) => plain(one, 0)), ...shapes] };
}
const plain = (one, o) => ({ ...one, properties: { c: D.categories.length, k: "", o } });

function paints() {
  const look = getComputedStyle(document.documentElement);
  const names = ["ink", "muted", "paper", "band", "grid", "sea", "land", "coast", "border"];
  const found = Object.fromEntries(names.map((name) => [name, look.getPropertyValue("--" + name).trim()]));
  const dark = isDark();
  found.palette = [...D.categories.map((one) => (dark ? one.dark : one.light)), found.muted];
  return found;
}
const dim = matchMedia("(prefers-color-scheme: dark)");
function isDark() {
  const asked = document.documentElement.dataset.theme;
  return asked === "dark" || (asked !== "light" && dim.matches);
}

function repaint() {
  const colours = paints();
  for (const view of Object.values(views)) {
    for (const [name, value] of Object.entries(colours)) view.signal(name, value);
    view.runAsync();
  }
  document.querySelectorAll("[data-c]").forEach((one) => {
    one.style[one.dataset.hollow ? "borderColor" : "backgroundColor"] = colours.palette[+one.dataset.c];
  });
  const button = $("theme");
  button.textContent = isDark() ? "Light" : "Dark";
  button.setAttribute("aria-pressed", String(isDark()));
}

const aspect = (D.plane.box[3] - D.plane.box[1]) / (D.plane.box[2] - D.plane.box[0]);
async function embed(name, spec, data) {
  const holder = $(name), colours = paints();
  const width = holder.clientWidth;
  spec.width = width;
  if (name === "map") spec.height = Math.round(width * aspect);
  spec.datasets = data;
  for (const one of spec.params) if (one.name in colours) one.value = colours[one.name];
  const made = await vegaEmbed(holder, spec, {
    mode: "vega-lite", ast: true, actions: false, renderer: "canvas", defaultStyle: false,
    tooltip: showTip, logLevel: 1,
  });
  views[name] = made.view;
}

function resize() {
  for (const [name, view] of Object.entries(views)) {
    const width = $(name).clientWidth;
    if (!width || Math.abs(view.width() - width) < 1) continue;
    view.width(width);
    if (name === "map") view.height(Math.round(width * aspect));
    view.runAsync();
  }
}

function redraw(skip) {
  if (views.timeline && skip !== "time") views.timeline.data("events", timelineRows()).runAsync();
  if (views.map && skip !== "box") {
    const rows = mapRows();
    views.map.data("dots", rows.dots).data("areas", rows.areas).runAsync();
  }
}

// While a brush is emptied by the page, its signal says nothing of the reader's wish.
const quiet = new Set();
function clearBrush(name) {
  const view = views[name];
  if (!view) return;
  quiet.add(name);
  for (const part of name === "map" ? ["box_x_1", "box_y_1"] : ["brush_x"]) view.signal(part, [0, 0]);
  view.runAsync().then(() => quiet.delete(name));
}
