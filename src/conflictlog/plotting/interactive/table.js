// The table, the tooltips, the controls; every text goes in as text.
const PAGE = 100;
let sortBy = "when", descending = false, showing = PAGE, tableRows = [];
const HEADS = D.counts
  ? [["lane", "Lane"], ["n", "Events"], ["exact", "Certain period"]]
  : [["when", "When"], ["title", "What"], ["kind", "Kind"], ["place", "Where"], ["sure", "Basis"]];

function node(tag, text, attributes) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  for (const [name, value] of Object.entries(attributes ?? {})) made.setAttribute(name, value);
  return made;
}
const data = (text, tag) => node(tag ?? "bdi", text, { dir: "auto" });

function heads() {
  const row = node("tr", "", { role: "row" });
  for (const [name, words] of HEADS) {
    const head = node("th", "", { scope: "col", role: "columnheader", "aria-sort": "none", "data-name": name });
    const button = node("button", words, { type: "button" });
    button.addEventListener("click", () => {
      descending = sortBy === name ? !descending : name === "sure" || name === "n";
      sortBy = name; showing = PAGE; fillTable();
    });
    head.append(button); row.append(head);
  }
  document.querySelector("#table thead").append(row);
}

const words = new Intl.Collator("en");
function ordered(rows) {
  const turn = descending ? -1 : 1;
  const by = {
    when: (a, b) => a - b, // rows come in the order of time, the undated last
    sure: (a, b) => E.sure[a] - E.sure[b] || a - b,
    title: (a, b) => words.compare(E.title[a], E.title[b]) || a - b,
    kind: (a, b) => words.compare(E.kind[a], E.kind[b]) || a - b,
    place: (a, b) => words.compare(E.place[a], E.place[b]) || a - b,
  };
  return [...rows].sort((a, b) => turn * by[sortBy](a, b));
}

function fillTable() {
  const body = document.querySelector("#table tbody");
  document.querySelectorAll("#table th").forEach((head) => {
    head.setAttribute("aria-sort", head.dataset.name !== sortBy ? "none" : descending ? "descending" : "ascending");
  });
  if (D.counts) { fillCounts(body); return; }
  tableRows = ordered(kept.all);
  const colours = paints().palette;
  body.replaceChildren(...tableRows.slice(0, showing).map((i) => row(i, colours)));
  if (!tableRows.length) {
    const none = node("tr", "", { role: "row" });
    none.append(node("td", N ? "No event passes these filters." : "The log holds no events.", { colspan: "5", role: "cell" }));
    body.append(none);
  }
  const left = tableRows.length - showing;
  $("more").hidden = left <= 0;
  $("more").textContent = `Show ${Math.min(PAGE, left)} more of ${left.toLocaleString("en")}`;
}

function row(i, colours) {
  const made = node("tr", "", { role: "row", id: "e" + i });
  const cell = (head, content, kind) => {
    const found = node("td", "", { role: "cell", "data-head": head });
    if (kind) found.className = kind;
    found.append(content); made.append(found);
    return found;
  };
  cell("When", data(E.date[i]));
  const details = node("details"), top = node("summary");
  const swatch = node("i", "", { class: "s", "data-c": E.c[i], "aria-hidden": "true" });
  if (E.status[i] !== "reported") {
    swatch.dataset.hollow = "1"; swatch.style.borderColor = colours[E.c[i]];
    if (E.status[i] !== "one_sided") { swatch.style.borderRadius = "1px"; swatch.style.transform = "rotate(45deg)"; }
  } else swatch.style.backgroundColor = colours[E.c[i]];
  const title = data(E.title[i]);
  if (E.title[i].length > 220) title.className = "cut";
  top.append(swatch, title);
  const extra = [E.status[i] === "reported" ? "" : E.status[i].replace("_", "-"),
    E.phase[i] && E.phase[i] !== "happened" ? E.phase[i] : "", E.sensitive[i] ? "sensitive" : ""].filter(Boolean);
  if (extra.length) top.append(node("span", ` (${extra.join(", ")})`, { class: "q" }));
  details.append(top);
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(reportsOf(i));
    title.className = E.title[i].length > 220 && !details.open ? "cut" : "";
  });
  cell("What", details, "what");
  cell("Kind", data(E.kind[i]));
  const where = data(E.place[i]);
  if (E.place[i].length > 220) where.className = "cut";
  cell("Where", where);
  cell("Basis", data(E.basis[i]));
  top.addEventListener("keydown", (event) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const next = step && made[step]?.querySelector("summary");
    if (next) { next.focus(); event.preventDefault(); }
  });
  return made;
}

let reportRows = null;
function reportsAt(i) {
  if (!reportRows) {
    reportRows = new Map();
    D.reports.e.forEach((k, r) => { if (!reportRows.has(k)) reportRows.set(k, []); reportRows.get(k).push(r); });
  }
  return reportRows.get(i) ?? [];
}
function anchor(url, text) {
  // The writer of this page lets through plain http and https only; look again all the same.
  if (!/^https?:\/\//.test(url)) return data(text);
  const made = data(text, "a");
  made.href = url; made.rel = "noopener noreferrer"; made.target = "_blank";
  return made;
}
function reportsOf(i) {
  const R = D.reports, list = node("ul", "", { class: "more" });
  if (E.counts[i]) { const item = node("li", "Counts: "); item.append(data(E.counts[i])); list.append(item); }
  for (const r of reportsAt(i)) {
    const item = node("li"), verb = { affirms: "says so", denies: "denies", neutral: "tells of it" }[R.stance[r]] ?? R.stance[r];
    item.append(data(R.who[r] || R.source[r] || "Somebody"), ` ${verb}${R.about[r] ? " (" : ""}`);
    if (R.about[r]) item.append("about ", data(R.about[r]), ")");
    if (R.interest[r] === "self") item.append(", in its own interest");
    if (R.old[r]) item.append(", superseded");
    if (R.counts[r]) item.append(": ", data(R.counts[r]));
    if (R.says[r]) item.append(". ", data(R.says[r]));
    if (R.quote[r]) item.append(" “", data(R.quote[r]), "”");
    const source = node("div", "", { class: "q" });
    const name = [R.source[r], R.article[r], R.day[r]].filter(Boolean).join(", ");
    source.append(R.url[r] ? anchor(R.url[r], name || R.url[r]) : data(name));
    if (R.plain[r]) source.append(" ", data(R.plain[r], "code"));
    if (R.archived[r]) source.append(" · ", anchor(R.archived[r], "archived"));
    if (R.evidence[r]) source.append(" · ", data(R.evidence[r]));
    item.append(source); list.append(item);
  }
  list.append(node("li", `id: ${E.id[i]}`, { class: "q", dir: "auto" }));
  return list;
}

function fillCounts(body) {
  const sums = D.lanes.map((lane, l) => ({ lane: lane.name || "All", l, n: 0, exact: 0 }));
  for (const i of kept.all) { sums[E.l[i]].n += E.n[i]; sums[E.l[i]].exact += E.exact[i]; }
  const turn = descending ? -1 : 1;
  const key = sortBy === "when" ? "l" : sortBy;
  sums.sort((a, b) => turn * (key === "lane" ? words.compare(a.lane, b.lane) : a[key] - b[key]));
  body.replaceChildren(...sums.map((sum) => {
    const made = node("tr", "", { role: "row" });
    for (const [name, head] of HEADS) {
      const cell = node("td", "", { role: "cell", "data-head": head });
      cell.append(data(typeof sum[name] === "number" ? sum[name].toLocaleString("en") : sum[name])); made.append(cell);
    }
    return made;
  }));
}

// ------------------------------------------------------------------ tooltips
function brief(i, full) {
  const found = [node("p", short(E.title[i]), { class: "h", dir: "auto" })];
  const line = (text) => { if (text) found.push(node("p", text, { dir: "auto" })); };
  line(`${E.date[i]} · ${E.place[i]}`);
  if (!full) return found;
  line(E.kind[i] + (E.phase[i] && E.phase[i] !== "happened" ? ` · ${E.phase[i]}` : ""));
  line(E.basis[i]); line(short(E.counts[i]));
  const R = D.reports, rows = reportsAt(i);
  for (const r of rows.slice(0, 5)) {
    const who = R.who[r] ? `${R.who[r]}, in ${R.source[r] || "an unnamed source"}` : R.source[r] || "an unnamed source";
    line(short(`${R.stance[r]}: ${who}${R.counts[r] ? ": " + R.counts[r] : ""}`));
  }
  if (rows.length > 5) line(`and ${rows.length - 5} more reports`);
  return found;
}
const short = (text) => (text.length > 180 ? text.slice(0, 179) + "…" : text);

function tipFor(key) {
  if (D.counts && String(key).startsWith("t")) {
    const [l, from, c, n, sure] = String(key).slice(1).split("|").map(Number);
    return [node("p", D.lanes[l].name || "All", { class: "h" }),
      node("p", `${D.period} of ${new Date(from).toISOString().slice(0, 10)}: ${n.toLocaleString("en")} events of ${D.categories[c].name}, ${sure.toLocaleString("en")} of them certainly in it`)];
  }
  if (String(key)[0] === "e") return brief(+String(key).slice(1), true);
  const events = String(key)[0] === "a" ? areaEvents(+String(key).slice(1)) : spotEvents(String(key).slice(1));
  if (!events.length) return null;
  const total = events.reduce((sum, i) => sum + weight(i), 0);
  const found = [node("p", `${total.toLocaleString("en")} event${total === 1 ? "" : "s"} ${String(key)[0] === "a" ? "somewhere in this area" : "here"}`, { class: "h" })];
  if (D.counts) return found;
  if (events.length === 1) return [...found, ...brief(events[0], true)];
  for (const i of events.slice(0, 5)) found.push(...brief(i, false));
  if (events.length > 5) found.push(node("p", `and ${events.length - 5} more`));
  return found;
}
const areaEvents = (area) => kept.map.filter((i) => spotsOf[i].some((k) => D.spots.area[k] === area));
const spotEvents = (key) => kept.map.filter((i) => spotsOf[i].some((k) => D.spots.area[k] < 0 && `${D.spots.x[k]}|${D.spots.y[k]}` === key));

function showTip(handler, event, item, value) {
  const tip = $("tip");
  const content = value === null || value === undefined || value === "" ? null : tipFor(value);
  tip.hidden = !content;
  if (!content) return;
  tip.replaceChildren(...content);
  const gap = 14, box = tip.getBoundingClientRect();
  const x = event.clientX + gap + box.width > innerWidth ? event.clientX - gap - box.width : event.clientX + gap;
  const y = event.clientY + gap + box.height > innerHeight ? event.clientY - gap - box.height : event.clientY + gap;
  tip.style.left = Math.max(8, x) + "px"; tip.style.top = Math.max(8, y) + "px";
}

function pick(i) {
  const at = tableRows.indexOf(i);
  if (at < 0) return;
  if (at >= showing) { showing = at + PAGE; fillTable(); }
  document.querySelectorAll(".picked").forEach((one) => one.classList.remove("picked"));
  const found = $("e" + i);
  found.classList.add("picked");
  found.querySelector("details").open = true;
  found.scrollIntoView({ block: "nearest" });
}
