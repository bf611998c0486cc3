"use strict";
// What is kept: one state, driven by brushes and by form controls alike.
const D = JSON.parse(document.getElementById("data").textContent);
const E = D.events, N = E.c.length, DAY = 86400000;
const $ = (id) => document.getElementById(id);
const state = { time: null, box: null, text: "", off: new Set(), unknown: false };
const spotsOf = Array.from({ length: N }, () => []);
D.spots.event.forEach((i, k) => spotsOf[i].push(k));
const weight = (i) => (D.counts ? E.n[i] : 1);

// Time: possible where the bounds meet the stretch, certain where every reading does.
function inTime(i) {
  if (!state.time) return 2;
  if (!E.dated[i]) return state.unknown ? 1 : 0;
  const [lo, hi] = state.time;
  const s0 = E.s0[i] ?? -Infinity, s1 = E.s1[i] ?? Infinity;
  const e0 = E.e0[i] ?? -Infinity, e1 = E.e1[i] ?? Infinity;
  if (!((s0 < hi && e1 > lo) || (e1 <= lo && e1 === lo && s0 <= lo && lo <= s1))) return 0;
  return s1 < hi && (e0 > lo || (e0 === s0 && s0 >= lo)) ? 2 : 1;
}

const rad = (deg) => (deg * Math.PI) / 180;
function kilometres(x1, y1, x2, y2) {
  const q = D.plane.squeeze;
  const a = rad(y1), b = rad(y2), dl = rad((x2 - x1) / q);
  const h = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(dl / 2) ** 2;
  return 12742.0176 * Math.asin(Math.min(1, Math.sqrt(h)));
}
function ringMeets(ring, w, s, e, n) {
  let odd = false;
  for (let k = 1; k < ring.length; k++) {
    const [ax, ay] = ring[k - 1], [bx, by] = ring[k];
    if (ax >= w && ax <= e && ay >= s && ay <= n) return true;
    // Does the edge cross the box? Cut it to the box, side by side.
    let t0 = 0, t1 = 1;
    for (const [p, q] of [[ax - bx, ax - w], [bx - ax, e - ax], [ay - by, ay - s], [by - ay, n - ay]]) {
      if (p === 0) { if (q < 0) { t0 = 2; break; } } else if (p < 0) t0 = Math.max(t0, q / p);
      else t1 = Math.min(t1, q / p);
    }
    if (t0 <= t1) return true;
    if ((ay > s) !== (by > s) && w < ((bx - ax) * (s - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd; // no edge meets it: the box lies wholly inside or wholly outside
}
function ringInside(ring, w, s, e, n) {
  return ring.every(([x, y]) => x >= w && x <= e && y >= s && y <= n);
}
function spotInBox(k) {
  const [w, s, e, n] = state.box, S = D.spots, x = S.x[k], y = S.y[k], km = S.km[k];
  if (S.area[k] >= 0) {
    const rings = D.areas[S.area[k]].geometry.coordinates;
    if (rings.every((ring) => ringInside(ring, w, s, e, n)) && rings.length) return 2;
    return rings.some((ring) => ringMeets(ring, w, s, e, n)) ? 1 : 0;
  }
  const near = kilometres(x, y, Math.min(Math.max(x, w), e), Math.min(Math.max(y, s), n));
  if (near > km) return 0;
  if (x < w || x > e || y < s || y > n) return 1;
  const edge = Math.min(kilometres(x, y, w, y), kilometres(x, y, e, y), kilometres(x, y, x, s), kilometres(x, y, x, n));
  return edge >= km ? 2 : 1;
}
function inBox(i) {
  if (!state.box) return 2;
  let best = spotsOf[i].length ? 0 : state.unknown ? 1 : 0;
  for (const k of spotsOf[i]) best = Math.max(best, spotInBox(k));
  return best;
}

let hay = null;
function inText(i) {
  if (!state.text || D.counts) return 2;
  if (!hay) {
    hay = E.title.map((t, k) => [t, E.place[k], E.kind[k], E.id[k], E.status[k]].join("\n"));
    const R = D.reports;
    R.e.forEach((k, r) => { hay[k] += "\n" + R.who[r] + "\n" + R.source[r] + "\n" + R.says[r]; });
    hay = hay.map((t) => t.toLowerCase());
  }
  return state.text.toLowerCase().split(/\s+/).every((word) => hay[i].includes(word)) ? 2 : 0;
}

// Each chart shows what the other filters keep; the table what all of them keep.
// What a stretch of time, an area or a search leaves out stays in the charts, grey.
const kept = {}, GREY = !D.counts && N <= 5000;
function refilter() {
  for (const name of ["time", "map", "all", "sure", "timeRest", "mapRest"]) kept[name] = [];
  for (let i = 0; i < N; i++) {
    if (state.off.has(E.c[i])) continue;
    const found = inText(i), t = found && inTime(i), b = found && inBox(i);
    if (b) kept.time.push(i); else if (GREY) kept.timeRest.push(i);
    if (t) kept.map.push(i); else if (GREY) kept.mapRest.push(i);
    if (t && b) kept.all.push(i);
    if (t === 2 && b === 2) kept.sure.push(i);
  }
}
