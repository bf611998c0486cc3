// Putting it together: controls and brushes change the state, the state changes all.
const iso = (ms) => { const d = new Date(ms); return isNaN(d) ? "" : d.toISOString().slice(0, 10); };
const dayOf = (text) => { const [y, m, d] = text.split("-").map(Number); const at = new Date(0); at.setUTCFullYear(y, m - 1, d); return at.getTime(); };

function tell() {
  const total = kept.all.reduce((sum, i) => sum + weight(i), 0);
  const sure = kept.sure.reduce((sum, i) => sum + (D.counts ? E.exact[i] : 1), 0);
  const everything = D.total, active = state.time || state.box || state.text || state.off.size;
  let text = `${total.toLocaleString("en")} of ${everything.toLocaleString("en")} event${everything === 1 ? "" : "s"}`;
  if (state.time || state.box) text += `: ${sure.toLocaleString("en")} certain, ${(total - sure).toLocaleString("en")} possible`;
  if (!active) text = `${everything.toLocaleString("en")} event${everything === 1 ? "" : "s"}, no filter set`;
  if (state.time) {
    const from = state.time[0] > -62135596800000 ? ` from ${iso(state.time[0])}` : "";
    const to = state.time[1] < 253402300800000 ? ` to ${iso(state.time[1] - 1)}` : "";
    text += `;${from}${to}`;
  }
  if (state.box) text += "; in the area chosen";
  if (state.fault) text += `. ${state.fault}`;
  $("status").textContent = text;
}

let asked = null;
function update(skip) {
  if (asked) { if (asked.skip !== skip) asked.skip = null; return; }
  asked = { skip };
  requestAnimationFrame(() => {
    const from = asked.skip;
    asked = null; showing = PAGE;
    refilter(); redraw(from); fillTable(); tell();
  });
}

function fields() {
  $("from").value = state.time ? iso(state.time[0]).slice(-10) : "";
  $("to").value = state.time ? iso(state.time[1] - 1).slice(-10) : "";
  const q = D.plane.squeeze, box = state.box;
  [["west", 0, q], ["south", 1, 1], ["east", 2, q], ["north", 3, 1]].forEach(([id, k, s]) => {
    const at = box ? box[k] / s : 0;
    $(id).value = box ? (Math.abs(at) > 180 ? at - 360 * Math.sign(at) : at).toFixed(3) : "";
  });
}

function wire() {
  const holder = $("categories");
  D.categories.forEach((one, c) => {
    const label = node("label"), box = node("input", "", { type: "checkbox" });
    box.defaultChecked = true; box.id = "c" + c;
    box.addEventListener("change", () => { box.checked ? state.off.delete(c) : state.off.add(c); update(); });
    label.append(box, node("i", "", { "data-c": c, "aria-hidden": "true" }), data(one.name), node("b", one.n.toLocaleString("en")));
    holder.append(label);
  });
  holder.hidden = D.categories.length < 1;
  const dates = () => {
    const from = $("from").value, to = $("to").value;
    const lo = from ? dayOf(from) : -Infinity, hi = to ? dayOf(to) + DAY : Infinity;
    clearBrush("timeline");
    state.fault = lo < hi ? "" : "From is after To: the dates are not applied";
    state.time = (from || to) && lo < hi ? [Math.max(lo, -62135596800000), Math.min(hi, 253402300800000)] : null;
    update();
  };
  $("from").addEventListener("change", dates); $("to").addEventListener("change", dates);
  ["west", "south", "east", "north"].forEach((id) => $(id).addEventListener("change", () => {
    const given = ["west", "south", "east", "north"].map((name) => ($(name).value === "" ? null : +$(name).value));
    const q = D.plane.squeeze, [left, , right] = D.plane.box;
    // West beyond east: across the antimeridian. Then to the turn of the globe that the map shows.
    if (given[0] !== null && given[2] !== null) {
      if (given[2] < given[0]) given[2] += 360;
      const turn = [0, 360, -360].find((one) => (given[0] + one) * q < right && (given[2] + one) * q > left) ?? 0;
      given[0] += turn; given[2] += turn;
    }
    const whole = [-1e4, -90, 1e4, 90];
    clearBrush("map");
    state.fault = given[1] !== null && given[3] !== null && given[1] > given[3] ? "South is north of North: the area is not applied" : "";
    state.box = !state.fault && given.some((one) => one !== null) ? given.map((one, k) => (one ?? whole[k]) * (k % 2 || one === null ? 1 : q)) : null;
    update();
  }));
  $("search").addEventListener("input", () => { state.text = $("search").value.trim(); update(); });
  $("search").closest("label").hidden = D.counts;
  $("unknown").addEventListener("change", () => { state.unknown = $("unknown").checked; update(); });
  $("clear").addEventListener("click", reset);
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("more").addEventListener("click", () => {
    const next = showing; showing += PAGE; fillTable();
    document.querySelectorAll("#table tbody summary")[next]?.focus();
  });
  $("theme").addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    repaint();
  });
  dim.addEventListener("change", repaint);
  addEventListener("keydown", (event) => { if (event.key === "Escape") $("tip").hidden = true; });
}

function reset() {
  state.time = state.box = null; state.text = ""; state.off.clear(); state.unknown = false;
  $("filters").reset();
  state.fault = "";
  clearBrush("timeline"); clearBrush("map");
  fields(); update();
}

const span = (pair) => (pair && pair.length === 2 && +pair[0] !== +pair[1] ? [Math.min(...pair.map(Number)), Math.max(...pair.map(Number))] : null);
// A chart that nothing can stand in gives way to a sentence.
function blank(name, words) {
  const section = $(name).closest("section");
  section.classList.add("nothing");
  section.append(node("p", words, { class: "q" }));
}
async function start() {
  if (!E.dated.some(Boolean)) blank("timeline", N ? "No event has a date." : "No events.");
  if (!D.spots.event.length) blank("map", N ? "No event has a place that a map can show." : "No events.");
  wire(); heads(); refilter(); fillTable(); tell(); repaint();
  const lanes = D.lanes.map((lane) => ({ ...lane, a: AXIS[0], b: AXIS[1] }));
  const rows = mapRows();
  await embed("timeline", D.timeline, { lanes, events: timelineRows() });
  await embed("map", D.map, { ...D.scenery, dots: rows.dots, areas: rows.areas });
  views.timeline.addSignalListener("brush", (_, value) => {
    const found = span(value.a);
    if (quiet.has("timeline") || (!found && !state.time)) return;
    state.time = found; fields(); update("time");
  });
  views.map.addSignalListener("box", (_, value) => {
    const x = span(value.x), y = span(value.y), found = x && y ? [x[0], y[0], x[1], y[1]] : null;
    if (quiet.has("map") || (!found && !state.box)) return;
    state.box = found; fields(); update("box");
  });
  for (const view of Object.values(views)) {
    view.addEventListener("click", (_, item) => { if (item?.datum && typeof item.datum.i === "number") pick(item.datum.i); });
  }
  new ResizeObserver(resize).observe(document.body);
  repaint();
  window.conflictlog = { views, state };
  document.documentElement.dataset.ready = "yes";
}
start();
