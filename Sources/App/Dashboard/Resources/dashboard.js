// The dashboard's own script. Pages are whole without it: it keeps them current, and adds keys,
// selection and files dropped anywhere.
"use strict";
(() => {
  const root = document.documentElement;
  const words = document.getElementById("words")?.dataset ?? {};
  const token = root.dataset.token ?? "";
  const live = document.getElementById("live");
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const say = (text) => { if (live && live.textContent !== text) live.textContent = text; };
  const fill = (text, ...values) => values.reduce((t, v, i) => t.replace("%" + (i + 1), v), text ?? "");

  // Times: the time here is known to the browser alone.
  const showTimes = (from = document) => {
    for (const time of $$("time[data-time]", from)) {
      const date = new Date(time.dateTime);
      if (time.dataset.time === "local") {
        time.textContent = date.toLocaleString(root.lang, { dateStyle: "medium", timeStyle: "short" });
      } else if (time.dataset.time === "relative") {
        time.title = date.toLocaleString(root.lang, { dateStyle: "full", timeStyle: "long" }) + " · " + time.title.split(" · ").pop();
      }
    }
  };

  // ---- Live: what has changed is fetched, and put in place without moving anything else.
  // By attribute: a form's own properties give way to its fields, and one of them is named “id”.
  const keyOf = (node) => node.nodeType === 1 ? node.getAttribute("id") || node.getAttribute("data-row") || "" : "";
  const isBusy = (node) => node === document.activeElement || node.contains?.(document.activeElement);

  // A control that stands for something else is another one, however much it looks the same: a box
  // of record 3 is never left beside the text of record 4.
  const standsFor = (node) => {
    if (!/^(INPUT|SELECT|TEXTAREA)$/.test(node.nodeName)) return "";
    const isBox = node.type === "checkbox" || node.type === "radio";
    return [node.type, node.name, isBox ? node.getAttribute("value") : ""].join("|");
  };
  // What a button or a hidden field says goes with the text beside it; only in an editor the version
  // that was begun with stays, so that nobody's change is written over.
  const isOfPage = (node) => node.nodeName === "BUTTON" || (node.type === "hidden" && !(node.form && $("textarea", node.form)));

  const attributes = (old, fresh) => {
    for (const { name, value } of [...fresh.attributes]) {
      if (name === "open" || name === "checked" || (name === "value" && !isOfPage(old))) continue;
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    for (const { name } of [...old.attributes]) {
      if (name === "open" || name === "checked" || name === "value") continue;
      if (name === "class" && (old.classList.contains("at") || old.classList.contains("gone"))) continue;
      if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    }
  };

  let held = 0;
  const morph = (old, fresh) => {
    if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
      if (!isBusy(old)) old.replaceWith(fresh.cloneNode(true));
      return;
    }
    if (old.nodeType !== 1) {
      if (old.data !== fresh.data) old.data = fresh.data;
      return;
    }
    if (standsFor(old) !== standsFor(fresh)) {
      old.replaceWith(fresh.cloneNode(true));
      return;
    }
    const at = old.classList.contains("at");
    attributes(old, fresh);
    if (at) old.classList.add("at");
    // What somebody types or has chosen is theirs.
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(old.nodeName)) return;
    children(old, fresh);
  };

  const children = (old, fresh) => {
    const isRows = old.hasAttribute("data-rows");
    const byKey = new Map();
    for (const child of old.childNodes) { const key = keyOf(child); if (key) byKey.set(key, child); }
    if (isRows) {
      // Rows stay where they are; new ones are announced, and shown when asked for.
      let news = 0;
      for (const row of fresh.children) {
        const known = byKey.get(keyOf(row));
        if (known) morph(known, row); else news += 1;
      }
      // One that is gone keeps its place, too; with new ones it may only have moved on.
      const there = new Set([...fresh.children].map(keyOf));
      for (const row of old.children) row.classList.toggle("gone", news === 0 && !there.has(keyOf(row)));
      held = Math.max(held, news);
      return;
    }
    let next = old.firstChild;
    for (const child of [...fresh.childNodes]) {
      const key = keyOf(child);
      const known = key ? byKey.get(key) : null;
      if (known) {
        if (known !== next) old.insertBefore(known, next); else next = next.nextSibling;
        morph(known, child);
      } else if (!key && next && !keyOf(next) && next.nodeName === child.nodeName) {
        const here = next;
        next = next.nextSibling;
        morph(here, child);
      } else {
        old.insertBefore(child.cloneNode(true), next);
      }
    }
    while (next) {
      const rest = next.nextSibling;
      if (!isBusy(next)) next.remove();
      next = rest;
    }
  };

  // What is chosen in a field stays by itself; what is chosen in the text would be let go.
  const isSelecting = () => {
    if (document.activeElement?.matches("input, textarea")) return false;
    const selection = getSelection();
    return selection && !selection.isCollapsed && $("[data-live]")?.contains(selection.anchorNode);
  };

  let isFetching = false, isStale = false, failures = 0;
  const refresh = async (showsNew = false) => {
    const target = $("[data-live]");
    if (!target || document.hidden) { isStale = true; return; }
    if (isFetching || (isSelecting() && !showsNew)) { isStale = true; return; }
    isFetching = true;
    isStale = false;
    try {
      const answer = await fetch(location.href, { headers: { "X-Fragment": "main" }, credentials: "same-origin" });
      if (answer.status === 401 || answer.redirected) { say(words.signedOut); stop(); return; }
      if (!answer.ok) throw new Error(answer.status);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
      if (!fresh) return;
      // What was said once stays until the next page.
      for (const note of $$(":scope > .note[role=status]", target).reverse()) if (!$(":scope > .note[role=status]", fresh)) fresh.prepend(note.cloneNode(true));
      held = 0;
      if (showsNew) for (const body of $$("[data-rows]", target)) {
        const other = $(`[data-rows="${body.dataset.rows}"]`, fresh);
        if (other) body.replaceChildren(...other.cloneNode(true).childNodes);
      }
      const more = $(".more-rows", target);
      more?.remove();
      children(target, fresh);
      showTimes(target);
      if (held > 0) offer(held);
      failures = 0;
      document.dispatchEvent(new CustomEvent("dropmill:current"));
    } catch {
      failures += 1;
    } finally {
      isFetching = false;
      if (isStale && !document.hidden && !isSelecting()) later();
    }
  };
  const offer = (count) => {
    const table = $("[data-rows]")?.closest(".table-box");
    if (!table) return;
    const line = document.createElement("p");
    line.className = "more-rows";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = fill(words.fresh, count);
    button.addEventListener("click", () => refresh(true));
    line.append(button);
    table.before(line);
    quietly(fill(words.fresh, count));
  };
  let lastSaid = 0;
  const quietly = (text) => {
    // A screen reader hears of changes at most once in five seconds.
    if (Date.now() - lastSaid < 5000) return;
    lastSaid = Date.now();
    say(text);
  };
  let waiting = 0;
  const later = (milliseconds = 200) => {
    if (waiting) return;
    waiting = setTimeout(() => { waiting = 0; refresh(); }, milliseconds);
  };

  // A log that is followed: looked at each second, and kept at its end unless somebody reads above.
  const tail = () => $("[data-tail]");
  const isAtEnd = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < 40;
  let wasAtEnd = true;
  if (root.dataset.follow) setInterval(() => { const box = tail(); wasAtEnd = !box || isAtEnd(box); refresh(); }, 1000);
  const toEnd = () => { const box = tail(); if (box && wasAtEnd) box.scrollTop = box.scrollHeight; };

  // ---- What can be copied gets a button.
  const copyButtons = () => {
    for (const text of $$("code[data-copy]")) {
      if (text.nextElementSibling?.matches("button.copy")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet copy";
      button.textContent = words.copy;
      button.addEventListener("click", async () => {
        try { await navigator.clipboard.writeText(text.dataset.copy); say(words.copied); button.textContent = "✓"; } catch { getSelection().selectAllChildren(text); }
      });
      text.after(button);
    }
  };

  // ---- The lines of an editor are numbered, and a fault leads to its line.
  const numbered = new WeakSet();
  const numberLines = () => {
    for (const lines of $$("[data-lines]")) {
      const field = document.getElementById(lines.dataset.lines);
      const draw = () => {
        const count = field.value.split("\n").length;
        // Drawn by the style, since it is no text of the page.
        lines.dataset.numbers = Array.from({ length: count }, (_, index) => index + 1).join("\n");
        lines.scrollTop = field.scrollTop;
      };
      // A line that is broken would have one number for two.
      field.wrap = "off";
      if (!numbered.has(lines)) {
        numbered.add(lines);
        field.addEventListener("input", draw);
        field.addEventListener("scroll", () => { lines.scrollTop = field.scrollTop; });
      }
      draw();
    }
    for (const fault of $$("li[data-line]")) {
      const field = document.getElementById(fault.dataset.editor);
      if (!field || $("button", fault)) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet copy";
      button.textContent = fill(words.line, fault.dataset.line);
      button.addEventListener("click", () => {
        const before = field.value.split("\n").slice(0, fault.dataset.line - 1);
        const start = before.join("\n").length + (before.length ? 1 : 0);
        const end = field.value.indexOf("\n", start);
        field.focus();
        field.setSelectionRange(start, end < 0 ? field.value.length : end);
        field.scrollTop = Math.max(0, (before.length - 3) * parseFloat(getComputedStyle(field).lineHeight));
      });
      fault.append(button);
    }
  };

  // The stream of changes; where there is none, a look every so often.
  let stream = null, retry = 1000, timer = 0, isStopped = false;
  const every = Number(root.dataset.refresh ?? "5");
  const poll = () => { if (!timer && every > 0) timer = setInterval(() => refresh(), every * 1000); };
  const unpoll = () => { clearInterval(timer); timer = 0; };
  const stop = () => { isStopped = true; stream?.close(); stream = null; unpoll(); };
  const open = () => {
    if (stream || isStopped || document.hidden || !$("[data-live]") || !$(".side")) return;
    stream = new EventSource("/events?after=" + encodeURIComponent(root.dataset.position ?? ""));
    stream.addEventListener("open", () => {
      if (failed) { say(words.connected); refresh(); }
      failed = false;
      retry = 1000;
      unpoll();
      root.dataset.stream = "open";
    });
    stream.addEventListener("changes", () => later(100));
    stream.addEventListener("refresh", () => later(0));
    stream.addEventListener("error", () => {
      failed = true;
      root.dataset.stream = "lost";
      say(words.lost);
      stream?.close();
      stream = null;
      poll();
      setTimeout(open, retry);
      retry = Math.min(retry * 2, 30000);
    });
  };
  let failed = false;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { stream?.close(); stream = null; unpoll(); } else { open(); refresh(); }
  });
  document.addEventListener("selectionchange", () => { if (isStale && !isSelecting()) later(500); });

  // ---- Many at once: a range with shift, the number on the button.
  let lastBox = null;
  const boxes = () => $$("[data-rows] input[type=checkbox]");
  const count = () => {
    const bar = $(".bulk");
    if (!bar) return;
    const all = $("input[name=all]", bar)?.checked;
    const chosen = boxes().filter((box) => box.checked).length;
    const button = $("button[type=submit]", bar);
    button.dataset.text ??= button.textContent;
    const total = $("input[name=all]", bar)?.parentElement.textContent.match(/[\d.,]+/)?.[0];
    button.textContent = all && total ? `${button.dataset.text} (${total})` : chosen ? `${button.dataset.text} (${chosen})` : button.dataset.text;
  };
  document.addEventListener("click", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.type !== "checkbox") return;
    if (box.closest("[data-rows]")) {
      const list = boxes();
      if (event.shiftKey && lastBox && list.includes(lastBox)) {
        const [from, to] = [list.indexOf(lastBox), list.indexOf(box)].sort((a, b) => a - b);
        for (const other of list.slice(from, to + 1)) other.checked = box.checked;
      }
      lastBox = box;
    }
    count();
  });
  const pageBox = () => {
    const cell = $("thead th.check");
    if (!cell || $("input", cell)) return;
    const box = document.createElement("input");
    box.type = "checkbox";
    box.setAttribute("aria-label", words.page ?? "");
    box.addEventListener("change", () => { for (const other of boxes()) other.checked = box.checked; count(); });
    cell.replaceChildren(box);
  };

  // ---- Files dropped anywhere.
  const drop = document.getElementById("drop");
  const carries = (event) => drop && [...(event.dataTransfer?.types ?? [])].includes("Files");
  // Why, as the server says it: `detail` of its problem.
  const reason = async (answer) => { try { return (await answer.json()).detail ?? ""; } catch { return ""; } };
  const tellRefused = (lines) => {
    const main = $("main");
    if (!lines.length || !main) return;
    const note = document.createElement("div");
    note.className = "note failed";
    note.setAttribute("role", "status");
    for (const line of lines) { const text = document.createElement("p"); text.textContent = line; note.append(text); }
    main.prepend(note);
    note.scrollIntoView({ block: "nearest" });
  };
  const send = async (files) => {
    let sent = 0;
    const refused = [];
    for (const file of files) {
      say(fill(words.sending, file.name));
      const query = new URLSearchParams({ to: $("#drop-to").value, name: file.name });
      try {
        const answer = await fetch("/upload?" + query, { method: "POST", body: file, credentials: "same-origin", headers: { "X-CSRF-Token": token, "Content-Type": "application/octet-stream", Accept: "application/json" } });
        if (answer.ok) sent += 1; else refused.push(`${fill(words.refused, file.name)} ${await reason(answer)}`);
      } catch { refused.push(`${fill(words.refused, file.name)} ${words.lost}`); }
    }
    tellRefused(refused);
    if (sent) { say(fill(words.sent, sent)); later(300); }
  };
  document.addEventListener("dragover", (event) => { if (carries(event)) { event.preventDefault(); drop.classList.add("over"); drop.scrollIntoView({ block: "nearest" }); } });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop?.classList.remove("over"); });
  document.addEventListener("drop", (event) => { if (carries(event)) { event.preventDefault(); drop.classList.remove("over"); send(event.dataTransfer.files); } });

  // ---- Keys.
  const go = (key) => { const link = $(`.menu a[data-key="${key}"]`); if (link) location.href = link.href; };
  const rows = () => $$("[data-rows] tr");
  const step = (by) => {
    const list = rows();
    if (!list.length) return;
    const at = list.findIndex((row) => row.classList.contains("at"));
    const next = list[Math.max(0, Math.min(list.length - 1, at + by + (at < 0 && by < 0 ? 1 : 0)))];
    list[at]?.classList.remove("at");
    next.classList.add("at");
    $("a", next)?.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  const theme = async () => {
    const isDark = getComputedStyle(root).colorScheme === "dark";
    const value = isDark ? "light" : "dark";
    root.dataset.theme = value;
    if (!token) return;
    await fetch("/settings", { method: "POST", keepalive: true, credentials: "same-origin", redirect: "manual", body: new URLSearchParams({ _csrf: token, theme: value }), headers: { "X-CSRF-Token": token } }).catch(() => {});
    root.dataset.kept = value;
  };
  const help = () => {
    let dialog = document.getElementById("keys");
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.id = "keys";
      dialog.setAttribute("aria-labelledby", "keys-title");
      const title = document.createElement("h2");
      title.id = "keys-title";
      title.textContent = words.keys;
      const list = document.createElement("dl");
      const entry = (keys, text) => {
        const name = document.createElement("dt");
        for (const key of keys.split(" ")) { const mark = document.createElement("kbd"); mark.textContent = key; name.append(mark, " "); }
        const value = document.createElement("dd");
        value.textContent = text;
        list.append(name, value);
      };
      for (const line of (words.help ?? "").split("|")) entry(...line.split(":"));
      for (const link of $$(".side .menu a[data-key]")) entry("g " + link.dataset.key, $("span", link).textContent);
      const form = document.createElement("form");
      form.method = "dialog";
      const button = document.createElement("button");
      button.textContent = words.close;
      form.append(button);
      dialog.append(title, list, form);
      document.body.append(dialog);
    }
    dialog.open ? dialog.close() : dialog.showModal();
  };
  let isGoing = false;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.key === "Escape" && field) { field.blur(); return; }
    if (field || root.dataset.keys === "off" || !$(".side")) return;
    if (isGoing) { isGoing = false; event.preventDefault(); return go(event.key); }
    const act = {
      "/": () => { const search = $("[data-search]"); search ? search.focus() : go("i"); },
      "?": help, g: () => { isGoing = true; setTimeout(() => { isGoing = false; }, 1500); },
      r: () => refresh(true), t: theme, j: () => step(1), k: () => step(-1),
      x: () => { const box = $("[data-rows] tr.at input[type=checkbox]"); if (box) { box.checked = !box.checked; lastBox = box; count(); } },
      Enter: () => { const link = $("[data-rows] tr.at a"); if (link && !event.target.closest("a, button, summary, input")) location.href = link.href; else return false; },
    }[event.key];
    if (act && act() !== false) event.preventDefault();
  });
  document.addEventListener("keyup", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !("caps" in field.dataset) || !event.getModifierState) return;
    let hint = $(".caps", field.parentElement);
    const isOn = event.getModifierState("CapsLock");
    if (isOn && !hint) {
      hint = document.createElement("p");
      hint.className = "caps";
      hint.setAttribute("role", "status");
      hint.textContent = words.caps ?? "Caps Lock is on.";
      field.after(hint);
    } else if (!isOn) hint?.remove();
  });

  showTimes();
  pageBox();
  count();
  copyButtons();
  numberLines();
  toEnd();
  document.addEventListener("dropmill:current", () => { pageBox(); count(); copyButtons(); numberLines(); toEnd(); });
  open();
})();
