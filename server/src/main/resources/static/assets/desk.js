// What the desk gains from a script; every page works without it.
"use strict";

document.documentElement.classList.add("scripted");

// The masthead stays in sight, in one line or in two: what one jumps to stands below it.
(() => {
  const masthead = document.querySelector(".masthead");
  if (!masthead) return;
  const tell = () => document.documentElement.style.setProperty("--masthead", `${masthead.offsetHeight}px`);
  new ResizeObserver(tell).observe(masthead);
})();

// Single keys. They can be turned off (and are, while somebody writes): see the list behind "?".
const KEYS_OFF = "desk-keys-off";
const desk = {
  keysOn: () => localStorage.getItem(KEYS_OFF) === null,
  writes: (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName),
  covered: () => document.querySelector("dialog[open], [popover]:popover-open") !== null,
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (!desk.keysOn() || desk.writes(event.target) || desk.covered()) return;
  const rows = [...document.querySelectorAll("[data-row] a.row")];
  const at = rows.indexOf(document.activeElement?.closest("[data-row]")?.querySelector("a.row") ?? null);
  const search = document.getElementById("search");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "j" && rows.length) {
    rows[Math.min(rows.length - 1, at + 1)].focus();
  } else if (event.key === "k" && rows.length) {
    rows[Math.max(0, at - 1)].focus();
  } else if (event.key === "?") {
    document.getElementById("keys")?.showPopover?.();
  } else if (/^[a-z]$/.test(event.key)) {
    const target = [...document.querySelectorAll(`[data-hotkey="${event.key}"]`)].find((e) => e.checkVisibility());
    if (!target) return;
    event.preventDefault();
    if (desk.writes(target)) target.focus();
    else target.click();
  }
});

// The list behind "?": what this page adds, and the switch.
(() => {
  const list = document.querySelector("#keys dl");
  document.querySelectorAll("[data-hotkey]").forEach((element) => {
    const key = document.createElement("dt");
    key.append(Object.assign(document.createElement("kbd"), { textContent: element.dataset.hotkey }));
    const what = document.createElement("dd");
    what.textContent = element.dataset.hotkeyWhat || element.textContent.trim();
    list?.append(key, what);
  });
  const on = document.getElementById("keys-on");
  if (!on) return;
  on.checked = desk.keysOn();
  on.addEventListener("change", () =>
    on.checked ? localStorage.removeItem(KEYS_OFF) : localStorage.setItem(KEYS_OFF, "1"));
})();

// Search as you type.
(() => {
  const form = document.querySelector("form[data-suggest]");
  const field = form?.querySelector("input");
  if (!field) return;
  const WAIT_MILLIS = 140;
  const list = Object.assign(document.createElement("div"), { id: "found", className: "found", hidden: true });
  const told = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestLabel);
  told.setAttribute("role", "status");
  form.append(list, told);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "found" })) {
    field.setAttribute(name, value);
  }
  let timer = 0;
  let asking = null;
  let chosen = -1;
  const options = () => [...list.querySelectorAll("[role=option]")];
  const choose = (index) => {
    chosen = index;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = options()[index];
    if (option) {
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  };
  const show = (open) => {
    list.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  };
  const ask = async () => {
    asking?.abort();
    const q = field.value.trim();
    if (!q) return show(false);
    asking = new AbortController();
    try {
      const answer = await fetch(form.dataset.suggest + "?q=" + encodeURIComponent(q), { signal: asking.signal });
      if (!answer.ok || answer.redirected || field.value.trim() !== q) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      list.replaceChildren(...page.body.childNodes);
      told.textContent = list.querySelector("[data-told]")?.dataset.told ?? "";
      choose(-1);
      show(document.activeElement === field);
    } catch (e) {
      if (e.name !== "AbortError") show(false);
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MILLIS);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = options().length;
    if (event.key === "ArrowDown" && !list.hidden && count) choose((chosen + 1) % count);
    else if (event.key === "ArrowUp" && !list.hidden && count) choose(chosen <= 0 ? count - 1 : chosen - 1);
    else if (event.key === "Enter" && !list.hidden && chosen >= 0) location.assign(options()[chosen].href);
    else if (event.key === "Escape" && !list.hidden) show(false);
    else if (event.key === "Escape" && !field.value) field.blur();
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => setTimeout(() => show(false), WAIT_MILLIS));
  field.addEventListener("focus", () => list.childElementCount && field.value.trim() && show(true));
  list.addEventListener("mousedown", (event) => event.preventDefault());
})();

// Clocks: how much is left by the server's time, and what became overdue while the page stood open.
const clocks = () => {
  const skew = Number(document.body.dataset.skew || 0);
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
  const SOON_SECONDS = 3600;
  document.querySelectorAll(".clock time[data-due]").forEach((time) => {
    const left = Math.floor((Date.parse(time.dateTime) - Date.now() - skew) / 1000);
    const far = Math.abs(left);
    const [value, unit] = far >= 172800 ? [far / 86400, "day"] : far >= 7200 ? [far / 3600, "hour"]
      : far >= 60 ? [far / 60, "minute"] : [far, "second"];
    const clock = time.closest(".clock");
    const word = words.format(Math.floor(value) * (left < 0 ? -1 : 1), unit);
    const target = clock.querySelector(".left");
    if (target.textContent !== word) target.textContent = word;
    clock.classList.toggle("late", left < 0);
    clock.classList.toggle("soon", left >= 0 && left < SOON_SECONDS);
  });
};
const tellTime = (root) => {
  const now = root.querySelector("[data-now]")?.dataset.now;
  if (now) document.body.dataset.skew = String(Date.parse(now) - Date.now());
};
tellTime(document);
clocks();
setInterval(clocks, 1000);

// A list that is fetched again keeps rows that stayed as they were, and with them focus and half-filled fields.
(() => {
  const list = document.querySelector("[data-live]");
  if (!list) return;
  const PAUSE_MILLIS = 10000;
  const keyed = (body) => new Map([...body.rows].map((row) => [row.dataset.key, row]));
  const renew = (from) => {
    const here = list.querySelector("tbody");
    const there = from.querySelector("[data-live] tbody");
    for (const part of from.querySelectorAll("[data-part]")) {
      const old = document.querySelector(`[data-part="${part.dataset.part}"]`);
      if (old && old.innerHTML !== part.innerHTML && !old.contains(document.activeElement)) {
        old.innerHTML = part.innerHTML;
      }
    }
    if (!here || !there) {
      if (!!here !== !!there) list.replaceChildren(...from.querySelector("[data-live]").childNodes);
      return;
    }
    const focused = document.activeElement?.closest("tr");
    const old = keyed(here);
    const rows = [...there.rows].map((row) => {
      const same = old.get(row.dataset.key);
      return same && (same.dataset.state === row.dataset.state || same === focused && same.contains(document.activeElement)
        && desk.writes(document.activeElement)) ? same : row;
    });
    const place = focused && here.contains(focused) ? [...here.rows].indexOf(focused) : -1;
    const column = focused && [...focused.querySelectorAll("a, button")].indexOf(document.activeElement);
    const changed = rows.length !== here.rows.length || rows.some((row, at) => row !== here.rows[at]);
    if (!changed) return;
    here.replaceChildren(...rows);
    if (place < 0) return;
    const again = rows.find((row) => row.dataset.key === focused.dataset.key) ?? here.rows[Math.min(place, rows.length - 1)];
    (again?.querySelectorAll("a, button")[Math.max(0, column)] ?? again?.querySelector("a.row"))
      ?.focus({ preventScroll: true });
  };
  const look = async () => {
    if (document.hidden || desk.covered()) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (desk.covered()) return;
      tellTime(page);
      renew(page);
      clocks();
    } catch {
      // The next look may find the server again; what is shown says how old it is.
    }
  };
  setInterval(look, Number(list.dataset.live) || PAUSE_MILLIS);
  document.addEventListener("visibilitychange", look);
})();

// Questions before what cannot be taken back are asked on the spot; without a script they are pages.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-ask]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !window.HTMLDialogElement) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const question = page.querySelector("[data-question]");
    if (!answer.ok || answer.redirected || !question) throw new Error("no question");
    const dialog = Object.assign(document.createElement("dialog"), { className: "confirm" });
    dialog.setAttribute("aria-label", question.querySelector("h1")?.textContent ?? link.textContent);
    dialog.append(question);
    document.body.append(dialog);
    dialog.addEventListener("close", () => {
      dialog.remove();
      (document.contains(link) ? link : document.querySelector("a.row"))?.focus();
    });
    dialog.addEventListener("click", (press) => {
      if (press.target === dialog || press.target.closest("[data-leave]")) {
        press.preventDefault();
        dialog.close();
      }
    });
    dialog.showModal();
    dialog.querySelector("[data-first]")?.focus();
  } catch {
    location.assign(link.href);
  }
});

// From a finding to its line in the text.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-line]");
  const text = document.getElementById("source");
  if (!link || !text) return;
  event.preventDefault();
  const lines = text.value.split("\n");
  const at = Math.min(Number(link.dataset.line), lines.length) - 1;
  const from = lines.slice(0, at).reduce((sum, line) => sum + line.length + 1, 0);
  text.focus();
  text.setSelectionRange(from, from + lines[at].length);
  text.scrollTop = Math.max(0, at - 3) * (text.scrollHeight / lines.length);
  text.scrollIntoView({ block: "nearest" });
});

// Small ones: a choice that shows itself at once, all or none of a column, printing.
document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-at-once]")) event.target.form.requestSubmit();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-fill], button[data-print]");
  if (!button) return;
  if ("print" in button.dataset) return window.print();
  button.form.querySelectorAll("input[data-most]").forEach((input) => {
    input.value = button.dataset.fill === "all" ? input.dataset.most : "";
  });
});
