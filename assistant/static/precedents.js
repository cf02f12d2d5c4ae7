// The view of decisions: pages of their own, that change in place. Each is fetched from its own
// address, and its main part takes the place of the one before; the chat behind stays as it is.
import { showPage, turnPage } from "/statisk/page.js";

const LIST = "rv-list";
const SLOW = 150; // milliseconds before it is shown that something is fetched

const ours = () => document.getElementById("rv-decisions");
const chat = () => document.querySelector("gradio-app");
const isOurs = (path) => /^(\/[a-z]{2})?\/beslutninger(\/|$)/.test(path);
const chatTitle = document.title;
let fetching = null;
let here = location.pathname + location.search;

// Going from view to view

async function go(address, { push = true, state = null, keep = false } = {}) {
  fetching?.abort();
  const mine = (fetching = new AbortController());
  const late = setTimeout(() => setBusy(true), SLOW);
  try {
    const response = await fetch(address, { signal: mine.signal, headers: { Accept: "text/html" } });
    const text = await response.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.getElementById("rv-decisions");
    if (!fresh) throw new Error("no page of decisions");
    const arrived = new URL(response.url);
    here = arrived.pathname + arrived.search;
    if (push) history.pushState(null, "", here);
    const focused = keep && document.activeElement?.id;
    place(document.adoptNode(fresh), keep);
    document.title = page.title;
    arrive({ focused, state });
  } catch (error) {
    if (error.name === "AbortError") return;
    say(ours()?.dataset.unreachable);
    if (!ours()) location.assign(address);
  } finally {
    clearTimeout(late);
    if (fetching === mine) {
      fetching = null;
      setBusy(false);
    }
  }
}

// With `keep` the form stays as it is, with what is being written in it.
function place(fresh, keep) {
  const old = ours();
  const parts = keep && old ? ["#rv-result", ".rv-head"] : [];
  if (parts.length > 0 && parts.every((part) => old.querySelector(part))) {
    for (const part of parts) old.querySelector(part).replaceWith(fresh.querySelector(part));
  } else if (old) old.replaceWith(fresh);
  else document.body.append(fresh);
  const behind = chat();
  if (behind) behind.hidden = true;
}

// Where the eye and the screen reader go in a new view.
function arrive({ focused = null, state = null } = {}) {
  const view = ours();
  if (!view) return;
  const list = view.querySelector("#rv-find");
  if (list) sessionStorage.setItem(LIST, here);
  const back = view.querySelector(".rv-back-to-list");
  const from = sessionStorage.getItem(LIST);
  if (back && from && sameLanguage(from, back)) back.setAttribute("href", from);
  const heading = view.querySelector("[data-announce]");
  const at = state?.at && view.querySelector(`a[href="${CSS.escape(state.at)}"]`);
  const target = (focused && document.getElementById(focused)) || at || heading;
  if (target) target.focus({ preventScroll: true });
  if (!focused) scrollTo(0, state?.scroll ?? 0);
  say(heading?.textContent);
  choose(view.querySelector(".rv-decided .rv-place") || view.querySelector(".rv-place"));
}

const sameLanguage = (address, back) =>
  address.split("?")[0] === back.getAttribute("href").split("?")[0];

function say(words) {
  let status = document.getElementById("rv-announce");
  if (!status) {
    status = document.createElement("p");
    status.id = "rv-announce";
    status.className = "rv-hidden";
    status.setAttribute("role", "status");
    document.body.append(status);
  }
  status.textContent = words || "";
  const failed = words && words === ours()?.dataset.unreachable;
  ours()?.querySelector(".rv-trouble")?.remove();
  if (!failed) return;
  const trouble = document.createElement("p");
  trouble.className = "rv-message rv-trouble";
  trouble.textContent = words;
  ours().querySelector("main").prepend(trouble);
}

function setBusy(busy) {
  const main = ours()?.querySelector("main");
  if (!main) return;
  main.setAttribute("aria-busy", String(busy));
  if (busy) say(ours().dataset.loading);
}

function backToChat(address, { push = true } = {}) {
  const behind = chat();
  if (!behind) return false;
  fetching?.abort();
  ours()?.remove();
  behind.hidden = false;
  document.title = chatTitle;
  here = address;
  if (push) history.pushState(null, "", address);
  document.querySelector("#rv-question textarea")?.focus({ preventScroll: true });
  return true;
}

// Remembers where one was, for the way back.
function leave(link) {
  const at = link?.getAttribute("href") || null;
  history.replaceState({ scroll: scrollY, at }, "", location.href);
}

// The form

function wanted(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value.trim()) query.append(name, value.trim());
  }
  const parts = query.toString();
  return form.getAttribute("action") + (parts ? `?${parts}` : "");
}

// The page's picture

function choose(button) {
  const view = document.getElementById("rv-side");
  if (!button || !view) return;
  for (const other of ours().querySelectorAll(".rv-place")) {
    other.setAttribute("aria-pressed", String(other === button));
  }
  showPage(view, button, Number(button.dataset.page));
}

// What the visitor does

const plain = (event) =>
  event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const tab = target?.closest(".rv-tab");
  const link = target?.closest("#rv-decisions .rv-go");
  const button = target?.closest("#rv-decisions .rv-place");
  const turner = target?.closest("#rv-decisions :is(.rv-turn-page, .rv-back)");
  const row = target?.closest("#rv-decisions tbody tr");
  if (tab && plain(event)) {
    const address = tab.getAttribute("href");
    if (tab.dataset.view === "decisions") {
      event.preventDefault();
      leave(null);
      go(address);
    } else if (!ours() || backToChat(address)) {
      event.preventDefault(); // the chat is there: loading it again would end the conversation
    }
  } else if (link && plain(event)) {
    event.preventDefault();
    leave(link);
    go(link.getAttribute("href"), { keep: Boolean(link.closest("th")) });
  } else if (button) {
    choose(button);
    const narrow = matchMedia("(max-width: 1019px)").matches;
    if (narrow) document.getElementById("rv-side").scrollIntoView({ block: "start" });
  } else if (turner) {
    turnPage(turner, ours().querySelector(".rv-place[aria-pressed=true]"));
  } else if (target?.closest(".rv-skip-to")) {
    event.preventDefault();
    ours().querySelector("[data-announce]")?.focus();
  } else if (row && plain(event) && !target.closest("a") && String(getSelection()) === "") {
    row.querySelector(".rv-item")?.click();
  }
});

document.addEventListener("submit", (event) => {
  if (event.target.id !== "rv-find") return;
  event.preventDefault();
  leave(null);
  go(wanted(event.target), { keep: true });
});

// What is chosen from a list takes effect at once; words when they are sent.
document.addEventListener("change", (event) => {
  const field = event.target;
  const form = field.closest?.("#rv-find");
  if (!form || !field.matches("select, [type=checkbox]")) return;
  leave(null);
  go(wanted(form), { keep: true });
});

addEventListener("popstate", (event) => {
  const address = location.pathname + location.search;
  if (address === here) return; // only the part after # changed
  if (isOurs(location.pathname)) go(address, { push: false, state: event.state || {} });
  else if (!backToChat(address, { push: false })) location.reload();
});

if (ours()) {
  history.scrollRestoration = "manual";
  const button = ours().querySelector(".rv-decided .rv-place") || ours().querySelector(".rv-place");
  if (ours().querySelector("#rv-find")) sessionStorage.setItem(LIST, here);
  choose(button);
}
