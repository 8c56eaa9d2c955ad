"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const RANK = { minor: 0, major: 1, critical: 2 };
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const form = one(".filters");
  const notes = all(".note").map((el) => ({ el, id: el.dataset.id, ...el.dataset, shown: !el.hidden, places: [], refs: [] }));
  const byId = new Map(notes.map((note) => [note.id, note]));
  const runs = all(".m").map((el) => ({ el, notes: el.dataset.m.split(" ").map((id) => byId.get(id)) }));
  for (const run of runs) for (const note of run.notes) note.places.push(run.el);
  for (const ref of all(".n")) byId.get(ref.dataset.m).refs.push(ref);
  let current = null;

  /* What one mark touches: its words in both texts and its number. */
  const light = (note, name, on) => {
    for (const el of [...note.places, ...note.refs]) el.classList.toggle(name, on);
  };

  const explain = (note) => {
    const slot = one(".doc", note.el);
    const rule = document.getElementById("rule-" + note.rule);
    if (rule && !slot.hasChildNodes()) slot.append(...one(".text", rule).cloneNode(true).childNodes);
  };

  const show = (note, on) => {
    note.el.classList.toggle("open", on);
    one(".head", note.el).setAttribute("aria-expanded", String(on));
    light(note, "on", on);
  };

  const into = (el, block) => el && el.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });

  /* Scrolls inside the list only: scrollIntoView would move the page under the reader too. */
  const reveal = (note) => {
    const list = one("aside");
    const top = note.el.offsetTop - one(".bar").offsetHeight - 8;
    const bottom = note.el.offsetTop + note.el.offsetHeight - list.clientHeight + 8;
    if (list.scrollTop > top || list.scrollTop < bottom) list.scrollTop = Math.min(top, Math.max(bottom, top - 80));
  };

  const select = (note, block) => {
    if (current) show(current, false);
    current = note;
    document.documentElement.classList.toggle("reading", Boolean(note));
    if (!note) return;
    explain(note);
    show(note, true);
    reveal(note);
    into(note.places.find((el) => el.closest(".target")) || note.places[0], block);
    try { history.replaceState(null, "", "#note-" + note.id); } catch { /* some viewers forbid it */ }
  };

  const step = (by) => {
    const shown = notes.filter((note) => note.shown);
    if (!shown.length) return;
    const at = shown.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
    select(shown[next], "center");
  };

  /* Filters: a note is shown, then its words are, then the counts follow. */
  const chosen = (name) => new Set(all(`input[name=${name}]:checked`, form).map((box) => box.value));

  const paint = (run) => {
    const shown = run.notes.filter((note) => note.shown);
    const worst = shown.reduce((a, b) => (a && RANK[a.severity] >= RANK[b.severity] ? a : b), null);
    run.el.classList.remove(...Object.keys(RANK));
    if (worst) run.el.classList.add(worst.severity);
  };

  const count = (visible, sure) => {
    const are = (some, name) => some.filter((note) => note.severity === name || note.category === name).length;
    for (const el of all("[data-count]")) el.textContent = are(visible, el.dataset.count);
    /* A chip counts what it can show, not what is shown: it must not vanish when it is switched off. */
    for (const el of all("[data-chip]")) {
      const number = are(sure, el.dataset.chip);
      el.hidden = !number;
      if (one("small", el)) one("small", el).textContent = number;
    }
    const marks = visible.length ? `${visible.length} mark${visible.length === 1 ? "" : "s"}` : "no marks";
    for (const el of all(".status")) el.textContent = marks;
    const unseen = notes.length - visible.length + Number(one(".unseen").dataset.leftOut);
    one(".unseen").textContent = unseen ? `, ${unseen} not shown` : "";
    one(".empty").hidden = visible.length > 0;
    const rules = new Set(visible.map((note) => "rule-" + note.rule));
    for (const el of all(".rule")) el.hidden = !rules.has(el.id);
    for (const el of all("section.rules")) el.hidden = !all(".rule:not([hidden])", el).length;
  };

  const filter = () => {
    const least = Number(form.elements.confidence.value) / 100;
    one("output", form).textContent = `${Math.round(100 * least)} %`;
    const severities = chosen("severity");
    const categories = one("input[name=category]", form) ? chosen("category") : null;
    const isSure = (note) => Number(note.confidence) >= least - 1e-9;
    const wanted = (note) => isSure(note) && severities.has(note.severity)
      && (!categories || categories.has(note.category));
    let number = 0;
    for (const note of notes) {
      note.shown = wanted(note);
      note.el.hidden = !note.shown;
      const label = note.shown ? String(++number) : "";
      one(".number", note.el).textContent = label;
      for (const ref of note.refs) { ref.hidden = !note.shown; ref.textContent = label; }
    }
    runs.forEach(paint);
    count(notes.filter((note) => note.shown), notes.filter(isSure));
    if (current && !current.shown) select(null);
  };

  /* Of several marks on the same words each click takes the next. */
  const pick = (names) => {
    const here = names.map((id) => byId.get(id)).filter((note) => note.shown);
    here.sort((a, b) => RANK[b.severity] - RANK[a.severity]);
    return here[(here.indexOf(current) + 1) % here.length];
  };

  const touched = (event) => event.target.closest?.("[data-m]")?.dataset.m.split(" ").map((id) => byId.get(id))
    ?? [byId.get(event.target.closest?.(".note")?.dataset.id)].filter(Boolean);

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-m]");
    const head = event.target.closest(".note .head, .note:not(.open) .message");
    if (mark) {
      const note = pick(mark.dataset.m.split(" "));
      if (note) { event.preventDefault(); select(note, "nearest"); }
    } else if (head) {
      const note = byId.get(head.closest(".note").dataset.id);
      select(note === current ? null : note, "center");
    }
  });
  for (const [begin, end] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
    document.addEventListener(begin, (event) => touched(event).forEach((note) => note.shown && light(note, "near", true)));
    document.addEventListener(end, (event) => touched(event).forEach((note) => light(note, "near", false)));
  }
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".n:focus-visible")) select(byId.get(event.target.dataset.m), "nearest");
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = { j: () => step(1), k: () => step(-1), Escape: () => select(null) }[event.key];
    if (act) { act(); event.preventDefault(); }
  });
  one(".next").addEventListener("click", () => step(1));
  one(".previous").addEventListener("click", () => step(-1));
  one(".close").addEventListener("click", () => select(null));
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  one(".all", form)?.addEventListener("click", () => {
    const boxes = all("input[name=category]", form);
    const fill = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = fill;
    filter();
  });

  document.documentElement.classList.add("js");
  for (const note of notes) show(note, false);
  filter();
  const asked = byId.get(location.hash.replace("#note-", ""));
  if (asked?.shown) select(asked, "center");
})();
